/** The room that an element takes before the script is there, so that nothing on the host's page moves. */
import { DEFAULT_LIMIT, LARGEST_LIMIT } from '../../../api/web/embed/list.rules.ts';
import {
  CARD_HEIGHT,
  listHeight,
  MAP_HEIGHT,
  NARROW,
  NARROW_CARD_HEIGHT,
} from '../../../api/web/embed/look.rules.ts';

const limits = Array.from({ length: LARGEST_LIMIT }, (_, i) => i + 1);

export const reserveCss = `ocop-product:not(:defined),ocop-list:not(:defined),ocop-map:not(:defined){display:flow-root;container-type:inline-size}
ocop-product:not(:defined)::before{content:'';float:left;height:${CARD_HEIGHT}px}
@container (max-width:${NARROW - 1}px){ocop-product:not(:defined)::before{height:${NARROW_CARD_HEIGHT}px}}
ocop-list:not(:defined){min-height:${listHeight(DEFAULT_LIMIT)}px}
${limits.map((n) => `ocop-list[limit='${n}']:not(:defined){min-height:${listHeight(n)}px}`).join('\n')}
ocop-map:not(:defined){min-height:var(--ocop-map-height,${MAP_HEIGHT}px)}
`;
