import { isCode } from '../../register/codes.rules.ts';
import { earliestDay } from '../../register/recognitions/recognition.rules.ts';
import type { Fault } from './fault.ts';
import type { Id, Known } from './known.ts';
import type { Row, Table } from './table.ts';

/**
 * Reads the cells of one row. An empty optional cell is null; a column that the table does not have is undefined,
 * and leaves what the register knows. A wrong cell is noted, and reading goes on, so that a person sees all
 * faults at once; what it returns then is never written.
 */
export interface Cells {
  text(column: string): string;
  optional(column: string): string | null | undefined;
  list(column: string): string[] | undefined;
  choice<Option extends string>(column: string, options: readonly Option[]): Option;
  optionalChoice<Option extends string>(
    column: string,
    options: readonly Option[],
  ): Option | null | undefined;
  yes(column: string): boolean | undefined;
  whole(column: string, least?: number): number;
  optionalWhole(column: string, least?: number): number | null | undefined;
  decimal(column: string, range: readonly [number, number]): number | null | undefined;
  day(column: string): string;
  optionalDay(column: string): string | null | undefined;
  partialDate(column: string): string | null | undefined;
  slug(column: string): string;
  code(column: string, letter: 'P' | 'R'): string;
  address(column: string): string | null | undefined;
  addresses(column: string): string[] | undefined;
  reference(column: string, kind: string): Id;
  optionalReference(column: string, kind: string): Id | null | undefined;
  references(column: string, kind: string): Id[] | undefined;
  /** For the readers of the table, not for the register. */
  remark(column: string): void;
  /** Where cells do not go together. It is told only when each of them is right by itself. */
  refuse(column: string, problem: string): void;
}

const SEPARATOR = ';';

export function cellsOf(
  { file, columns }: Pick<Table, 'file' | 'columns'>,
  row: Row,
  known: Known,
  asked: Set<string>,
  faults: Fault[],
): Cells {
  const refuse = (column: string, problem: string) => faults.push({ file, line: row.line, column, problem });
  const quoted = (text: string, problem: string) => `"${text}" ${problem}`;

  const cell = (column: string): string | null | undefined => {
    asked.add(column);
    const text = row.cells.get(column);
    return text === undefined ? undefined : text || null;
  };
  const required = (column: string): string | null => {
    const text = cell(column);
    if (text === null) refuse(column, 'is empty – it is required');
    // Once for a table, not once for each of its rows.
    if (text === undefined && !faults.some((fault) => fault.file === file && fault.column === column)) {
      faults.push({ file, line: 1, column, problem: `is missing – the table has ${columns.join(', ')}` });
    }
    return text ?? null;
  };
  /** An optional cell, checked and converted where it is filled. */
  const filled = <T>(column: string, convert: (text: string) => T | undefined) => {
    const text = cell(column);
    return typeof text === 'string' ? convert(text) : text;
  };
  const matching = (column: string, pattern: RegExp, problem: string) => (text: string) => {
    if (pattern.test(text)) return text;
    refuse(column, quoted(text, problem));
    return undefined;
  };
  const number =
    (column: string, [least, most]: readonly [number, number], isWhole: boolean) =>
    (text: string) => {
      const value = Number(text);
      const bounds = most === Infinity ? `of ${least} or more` : `from ${least} to ${most}`;
      if (Number.isFinite(value) && (!isWhole || Number.isInteger(value)) && value >= least && value <= most)
        return value;
      refuse(
        column,
        quoted(
          text,
          `is not a ${isWhole ? 'whole ' : ''}number ${bounds} – write digits, with a dot for decimals`,
        ),
      );
      return undefined;
    };
  const option =
    <Option extends string>(column: string, options: readonly Option[]) =>
    (text: string) => {
      const found = options.find((allowed) => allowed === text);
      if (found === undefined) refuse(column, quoted(text, `is none of ${options.join(', ')}`));
      return found;
    };
  const dayIn = (column: string) => (text: string) => {
    if (isDay(text)) return text;
    refuse(column, quoted(text, 'is not a day – write it as 2024-07-29'));
    return undefined;
  };
  const target = (column: string, kind: string) => (text: string) => {
    const found = known.find(kind, text);
    if (found.length === 1) return found[0];
    refuse(
      column,
      found.length === 0
        ? quoted(text, `is no known ${kind} – write its slug or code as in its own table`)
        : quoted(
            text,
            `is the name of ${found.length} records – write the slug of the ${kind} that is meant`,
          ),
    );
    return undefined;
  };
  const split = (text: string) =>
    text
      .split(SEPARATOR)
      .map((part) => part.trim())
      .filter(Boolean);
  const listed = (column: string) => {
    const text = cell(column);
    return text === undefined ? undefined : split(text ?? '');
  };
  const webAddress = (column: string) =>
    matching(
      column,
      /^https?:\/\/[^\s;]+$/,
      'is not a web address – it starts with https:// and has no space',
    );

  const before = faults.length;
  return {
    refuse: (column, problem) => {
      if (faults.length === before) refuse(column, problem);
    },
    remark: (column) => void cell(column),
    text: (column) => required(column) ?? '',
    optional: cell,
    list: listed,
    choice: (column, options) => {
      const text = required(column);
      return (
        (text === null ? undefined : option(column, options)(text)) ??
        (options[0] as (typeof options)[number])
      );
    },
    optionalChoice: (column, options) => filled(column, option(column, options)),
    yes: (column) => {
      const text = filled(column, option(column, ['yes', 'no']));
      return text === undefined ? undefined : text === 'yes';
    },
    whole: (column, least = 0) => {
      const text = required(column);
      return (text === null ? undefined : number(column, [least, Infinity], true)(text)) ?? 0;
    },
    optionalWhole: (column, least = 0) => filled(column, number(column, [least, Infinity], true)),
    decimal: (column, range) => filled(column, number(column, range, false)),
    day: (column) => {
      const text = required(column);
      return (text === null ? undefined : dayIn(column)(text)) ?? '';
    },
    optionalDay: (column) => filled(column, dayIn(column)),
    partialDate: (column) =>
      filled(column, (text) => {
        if (/^\d{4}(-\d{2}){0,2}$/.test(text) && isDay(earliestDay(text))) return text;
        refuse(
          column,
          quoted(text, 'is not a date – write 2024, 2024-07 or 2024-07-29, as precise as it is known'),
        );
        return undefined;
      }),
    slug: (column) => {
      const text = required(column);
      if (text === null) return '';
      return (
        matching(
          column,
          /^[a-z0-9]+(-+[a-z0-9]+)*$/,
          'is not a slug – write small letters without marks, digits and hyphens',
        )(text) ?? ''
      );
    },
    code: (column, letter) => {
      const text = required(column);
      if (text !== null && !(isCode(text) && text.startsWith(letter))) {
        refuse(
          column,
          quoted(
            text,
            `is not a code – it is ${letter}, six characters and a check character that fits them`,
          ),
        );
      }
      return text ?? '';
    },
    address: (column) => filled(column, webAddress(column)),
    addresses: (column) => listed(column)?.flatMap((text) => webAddress(column)(text) ?? []),
    reference: (column, kind) => {
      const text = required(column);
      return (text === null ? undefined : target(column, kind)(text)) ?? '';
    },
    optionalReference: (column, kind) => filled(column, target(column, kind)),
    references: (column, kind) => listed(column)?.flatMap((text) => target(column, kind)(text) ?? []),
  };
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
