import { type JSONPath, getLocation, visit } from 'jsonc-parser';
import { refuseFile } from '../sheets/file-refusals.rules.ts';
import { quoted, type Remark, type Said } from '../sheets/remark.rules.ts';
import { boundaryLimits } from './boundary-limits.rules.ts';
import { refuseBoundaryFile } from './file-remarks.rules.ts';

const [QUOTE, BACKSLASH, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [...'"\\[]{}'].map((letter) =>
  letter.charCodeAt(0),
);

const LONGEST_FOUND = 60;

/** Whether reading the JSON could take too much: counted in its bytes, before any of it is built. */
export function tooMuch(bytes: Uint8Array): Remark | null {
  if (bytes.length === 0) return refuseFile('FILE_EMPTY', {});
  let isInText = false;
  let depth = 0;
  let lists = 0;
  let objects = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (isInText) {
      if (byte === BACKSLASH) at++;
      else if (byte === QUOTE) isInText = false;
    } else if (byte === QUOTE) isInText = true;
    else if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
      if (byte === OPEN_LIST) lists++;
      else objects++;
      depth++;
      if (depth > boundaryLimits.depth) return refuseBoundaryFile('TOO_DEEP', {}, boundaryLimits.depth);
    } else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) depth--;
  }
  if (lists > boundaryLimits.lists) return refuseBoundaryFile('TOO_MUCH', {}, 'lists', boundaryLimits.lists);
  if (objects > boundaryLimits.objects) {
    return refuseBoundaryFile('TOO_MUCH', {}, 'objects', boundaryLimits.objects);
  }
  return null;
}

/** Where JSON that cannot be parsed is broken: its line, its column, and what of the map stands there. */
export function whereBroken(text: string): Remark {
  let offset: number | null = null;
  let [row, column] = [1, 1];
  visit(
    text,
    {
      onError(_, at, __, line, character) {
        if (offset !== null) return;
        offset = at;
        [row, column] = [line + 1, character + 1];
      },
    },
    { disallowComments: true },
  );
  const rest = offset === null ? '' : text.slice(offset, offset + LONGEST_FOUND);
  const [found = ''] = /^(?:"[^"]*"?|[-\w.+$]+|\S)/.exec(rest) ?? [];
  // Where the last word of the file is wrong, most likely the rest of it is missing.
  if (offset === null || text.slice(offset + found.length).trim() === '') {
    return refuseBoundaryFile('JSON_CUT_OFF', { row: text.split('\n').length });
  }
  return refuseBoundaryFile(
    'JSON_BROKEN',
    { row, column: String(column) },
    quoted(found),
    spotOf(getLocation(text, offset).path),
  );
}

/** "features[3]" is the fourth feature: people count from one. */
function spotOf(path: JSONPath): Said | null {
  const [root, feature, ...inside] = path;
  if (root !== 'features' || typeof feature !== 'number') return null;
  const numbers = inside.flatMap((step) => (typeof step === 'number' ? [step + 1] : [])).join('.');
  return {
    vi: `đối tượng ${feature + 1}${numbers && `, tọa độ ${numbers}`}`,
    en: `feature ${feature + 1}${numbers && `, coordinates ${numbers}`}`,
  };
}
