/**
 * `<ocop-product code lang theme>`, `<ocop-list>` with the filter words of the directory, and `<ocop-map>`: what the
 * register says today, in a page of anybody's. The content that the host wrote stays until there is an answer.
 */
import { OcopList, OcopMap, OcopProduct } from './elements.ts';
import { fitFrames } from './frames.ts';

// A page may load the script twice.
if (!customElements.get('ocop-product')) {
  customElements.define('ocop-product', OcopProduct);
  customElements.define('ocop-list', OcopList);
  customElements.define('ocop-map', OcopMap);
  fitFrames();
}
