import { fileLimits } from './file-limits.rules.ts';
import { refuseFile } from './file-refusals.rules.ts';
import { HUB_SHEET } from './hub-columns.rules.ts';
import { visible } from './remark.rules.ts';
import { SheetRefused } from './sheet-refused.ts';
import { tidy } from './sheet-row.rules.ts';
import { type Parts, readWhole } from './workbook-parts.ts';

/** As it is told, so that it can be given back. */
export const sheetName = (text: string): string => tidy(visible(text));

/** The parts of a workbook, wherever they lie. */
export interface Relations {
  byId: ReadonlyMap<string, string>;
  /** By the last word of their type: the address before it differs between the two forms of the standard. */
  ofType: ReadonlyMap<string, string>;
}

export async function relationsOf(parts: Parts): Promise<Relations> {
  const byId = new Map<string, string>();
  const ofType = new Map<string, string>();
  await readWhole(parts, 'xl/_rels/workbook.xml.rels', {
    open(name, attributes) {
      if (name !== 'Relationship' || attributes['TargetMode'] === 'External') return;
      const target = (attributes['Target'] ?? '').replace(/^\/?(xl\/)?/, 'xl/');
      byId.set(attributes['Id'] ?? '', target);
      if (parts.has(target)) ofType.set((attributes['Type'] ?? '').replace(/^.*\//s, ''), target);
      if (Math.max(byId.size, ofType.size) > fileLimits.parts)
        throw new SheetRefused(refuseFile('BROKEN_WORKBOOK', {}, 'Relationship'));
    },
  });
  return { byId, ofType };
}

export interface NamedSheet {
  name: string;
  part: string;
  isHidden: boolean;
}

/** The worksheets, but for the one that the hub itself added. */
export async function sheetsOf(parts: Parts, { byId }: Relations): Promise<NamedSheet[]> {
  const seen = new Set<string>();
  const sheets: NamedSheet[] = [];
  await readWhole(parts, 'xl/workbook.xml', {
    open(element, attributes) {
      if (element !== 'sheet') return;
      const part = byId.get(attributes['r:id'] ?? attributes['relationships:id'] ?? '') ?? '';
      // Sheets of charts and dialogues hold no rows.
      if (!part.startsWith('xl/worksheets/')) return;
      if (seen.has(part)) throw new SheetRefused(refuseFile('BROKEN_WORKBOOK', {}, part));
      seen.add(part);
      if (seen.size > fileLimits.sheets)
        throw new SheetRefused(refuseFile('TOO_MANY_SHEETS', {}, fileLimits.sheets));
      const name = sheetName(attributes['name'] ?? '');
      if (name === HUB_SHEET) return;
      sheets.push({ name, part, isHidden: !['visible', undefined].includes(attributes['state']) });
    },
  });
  return sheets;
}

export async function isFrom1904(parts: Parts): Promise<boolean> {
  let found = false;
  await readWhole(parts, 'xl/workbook.xml', {
    open(name, attributes) {
      if (name === 'workbookPr') found = ['1', 'true'].includes(attributes['date1904'] ?? '');
    },
  });
  return found;
}
