/**
 * Cuts out of Be Vietnam Pro the letters that Vietnamese and English are written with: a third of what a first visit
 * sends for. Run by hand after an update of the font (`npm run hub fonts`); what it writes is committed.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import subsetFont from 'subset-font';

const require = createRequire(import.meta.url);
const folder = join(import.meta.dirname, 'src/styles/fonts');

const ascii = Array.from({ length: 95 }, (_, index) => String.fromCodePoint(0x20 + index)).join('');
const letters = 'ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúý';
const signs = '\u00A0«»°²·×–—‘’“”…•−→←↑↓€©';

for (const weight of [400, 600]) {
  const source = require.resolve(
    `@fontsource/be-vietnam-pro/files/be-vietnam-pro-latin-${weight}-normal.woff2`,
  );
  const cut = await subsetFont(readFileSync(source), ascii + letters + signs, { targetFormat: 'woff2' });
  writeFileSync(join(folder, `be-vietnam-pro-${weight}.woff2`), cut);
  console.log(`${weight}: ${readFileSync(source).length} → ${cut.length} bytes`);
}
