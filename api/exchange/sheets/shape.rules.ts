import { isCode, plainCode } from '../../register/codes.rules.ts';
import { fold } from '../../register/vietnamese.rules.ts';
import { type Field, isTaken } from './fields.rules.ts';
import { type Column, type Header, isRowOfNumbers } from './header.rules.ts';
import type { Remark } from './remark.rules.ts';
import type { Cell, SheetRow } from './sheet-row.rules.ts';

/** What a row below the headings is. */
export type RowKind = 'PRODUCT' | 'SECTION' | 'TOTAL' | 'NOTE' | 'SIGNATURE' | 'HEADER' | 'OTHER';

/** A cell of a row of a product, with what the rows above and the file's own marks make of it. */
export interface ListCell {
  text: string;
  column: Column;
  trouble?: Cell['trouble'];
  /** Blank under a producer: most lists mean the same one, some do not know it. */
  mayBeAbove?: string;
}

export interface ProductRow {
  number: number;
  cells: ReadonlyMap<string, ListCell>;
  /** The headings of the section in which it stands: `Huyện Krông Pắc`. */
  section: string | null;
  /** What is told of the row before its cells are looked at. */
  remarks?: readonly Remark[];
}

/** Under which a cell of a row is kept: the second of two rounds, and what holds now, have names of their own. */
export const cellKey = (field: Field, round: Column['round']): string =>
  round === 2 ? `${field} 2` : round === 'NOW' ? `${field} now` : field;

const own = (cell: Cell | undefined): string => (cell && cell.repeats !== 'LEFT' ? cell.text : '');

const asAbove = /^(-?\s*n\s*[./]?\s*t\s*\.?\s*-?|nhu tren|”|"|''|〃|-?"-?|\/\/)$/;
/** Most cells are longer, and there are many. */
const isAsAbove = (text: string): boolean =>
  text.length <= 12 && (asAbove.test(text.toLowerCase()) || fold(text) === 'nhu tren');

const ordinal = /^\d{1,6}([.,]\d{1,3})?\.?$/;
const numeral = /^([IVXLC]+|[A-Z])[.)]?$/;

/** Goes through the rows of a list, one after the other. It remembers the section and the row above, and no more. */
export function shapeOf({
  columns,
}: Header): (row: SheetRow) => { kind: RowKind; product?: ProductRow; text: string } {
  const columnOf = (field: Field) => columns.find((column) => column.field === field)?.index;
  const [ordinalAt, productAt] = [columnOf('ordinal'), columnOf('product') ?? 0];
  const titles = new Map(columns.map(({ index, titles: all }) => [index, fold(all.at(-1) ?? '')]));
  let section: string | null = null;
  let above = new Map<string, string>();
  let isSigned = false;

  return (row) => {
    const cells = row.cells
      .map((cell, index) => ({ cell, index, text: own(cell) }))
      .filter(({ text, cell }) => text !== '' || cell.trouble);
    const number = ordinalAt === undefined ? '' : own(row.cells[ordinalAt]);
    const rest = cells.filter(({ index }) => index !== ordinalAt);
    const text = (rest.find(({ index }) => index === productAt) ?? rest[0])?.text ?? number;
    const kind = kindOf();
    if (kind === 'SECTION') {
      section = text;
      above = new Map();
    }
    if (kind !== 'PRODUCT') return { kind, text };
    return { kind, text, product: productOf(row) };

    function kindOf(): RowKind {
      const texts = cells.map(({ text: said }) => said);
      if (texts.length === 0) return 'OTHER';
      if (isRowOfNumbers(row)) return 'HEADER';
      if (rest.length >= 2 && rest.every(({ index, text: said }) => titles.get(index) === fold(said)))
        return 'HEADER';
      if (ordinal.test(number)) return rest.length > 0 ? 'PRODUCT' : 'OTHER';
      if (texts.slice(0, 2).some((said) => /^(tong( cong| so)?|cong)\b/.test(fold(said)))) return 'TOTAL';
      if (texts.length === 1 && /^ghi chu\b/.test(fold(text))) return 'NOTE';
      if (isSignature(texts)) {
        isSigned = true;
        return 'SIGNATURE';
      }
      const isAlone = texts.length === 1 || (rest.length === 1 && numeral.test(number));
      if (isAlone && (numeral.test(number) || isSection(text))) return 'SECTION';
      // What is hardly filled below a signature is the name of who signs.
      if (isSigned && texts.length < 3) return 'SIGNATURE';
      return isAlone ? 'OTHER' : 'PRODUCT';
    }
  };

  function productOf(row: SheetRow): ProductRow {
    const said = new Map<string, ListCell>();
    for (const column of columns) {
      if (!column.field || !isTaken(column.field)) continue;
      const cell = row.cells[column.index];
      const key = cellKey(column.field, column.round);
      const plain = own(cell);
      said.set(key, {
        text: isAsAbove(plain) ? (above.get(key) ?? '') : isNothing(plain) ? '' : plain,
        column,
        ...(cell?.trouble && { trouble: cell.trouble }),
      });
    }
    const producer = said.get('producer');
    const placed = ['commune', 'communeCode', 'district', 'address'].filter((key) => said.get(key)?.text);
    const producerAbove = above.get('producer');
    // A row that names what it is of by the register's own code leaves out what the register does not know either.
    const isOurs =
      isCode(plainCode(said.get('code')?.text ?? ''), 'P') ||
      isCode(plainCode(said.get('recognitionCode')?.text ?? ''), 'R');
    if (
      producer &&
      producer.text === '' &&
      !producer.trouble &&
      placed.length === 0 &&
      producerAbove &&
      !isOurs
    )
      said.set('producer', { ...producer, mayBeAbove: producerAbove });
    const next = new Map([...said].map(([key, { text }]) => [key, text]));
    // Several blank rows below one another mean the same row.
    if (said.get('producer')?.mayBeAbove) {
      for (const key of ['producer', 'legalForm', 'commune', 'communeCode', 'district', 'address'])
        if (above.has(key)) next.set(key, above.get(key) ?? '');
    }
    const product = { number: row.number, cells: withPlaceAbove(said), section };
    above = next;
    return product;
  }

  /** With a producer as above goes the place above. */
  function withPlaceAbove(said: Map<string, ListCell>): Map<string, ListCell> {
    if (!said.get('producer')?.mayBeAbove) return said;
    for (const key of ['legalForm', 'commune', 'communeCode', 'district', 'address']) {
      const cell = said.get(key);
      const text = above.get(key);
      if (cell && cell.text === '' && text) said.set(key, { ...cell, mayBeAbove: text });
    }
    return said;
  }
}

/** "-", "…", "chưa rõ": somebody filled the cell to say that it is not known. */
export const isNothing = (text: string): boolean =>
  /^([-–—.…/\\]*|x{1,3})$/i.test(text) ||
  (/^\(?[ck]/i.test(text) && /^(chua (ro|co|cong bo|xac dinh)|khong( ro| co)?)$/.test(fold(text)));

function isSection(text: string): boolean {
  const folded = fold(text);
  if (/^([ivxlc]+|[a-z]|\d+) (nganh|nhom|huyen|thi xa|thanh pho|xa|phuong)\b/.test(folded)) return true;
  return (
    text.length < 120 &&
    /^(huyen|h|thi xa|tx|thanh pho|tp|tinh|xa|phuong|thi tran|nganh|nhom|linh vuc|san pham (3|4|5|ba|bon|nam) sao|hang (3|4|5) sao)\b/.test(
      folded,
    )
  );
}

const signatures =
  /^(nguoi (lap|ky|bao cao)|tm|kt|tl|tuq|q|chu tich|pho chu tich|giam doc|pho giam doc|chanh van phong|truong phong|thu truong|xac nhan|noi nhan|ky ten|thu ky|da ky)\b|\bngay( \d{1,2})? thang( \d{1,2})? nam\b/;

const isSignature = (texts: readonly string[]): boolean =>
  texts.length <= 4 && texts.length > 0 && texts.every((text) => signatures.test(fold(text)));
