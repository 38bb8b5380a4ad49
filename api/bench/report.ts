import type { ContenderName } from './contender.ts';
import type { Measured } from './load.ts';

/** One row of one contender in one round; without a row, the memory that it took in that round. */
export type Round =
  | { round: number; name: ContenderName; row: string; figures: Measured }
  | { round: number; name: ContenderName; row: null; memory: number };

export interface Line {
  row: string;
  contenders: Partial<Record<ContenderName, Measured>>;
}

export interface Result {
  lines: Line[];
  memory: Partial<Record<ContenderName, number>>;
}

/** The medians over the rounds. */
export function medians(
  measured: readonly Round[],
  rows: readonly string[],
  names: readonly ContenderName[],
): Result {
  const figures = (['perSecond', 'p50', 'p99', 'cpu', 'databaseCpu'] as const).map((each) => each);
  const lines = rows.map((row) => ({
    row,
    contenders: Object.fromEntries(
      names.flatMap((name) => {
        const own = measured.flatMap((each) =>
          each.row !== null && each.row === row && each.name === name ? [each.figures] : [],
        );
        if (own.length === 0) return [];
        return [
          [name, Object.fromEntries(figures.map((key) => [key, median(own.map((each) => each[key]))]))],
        ];
      }),
    ),
  }));
  const memory = names.map((name) => [
    name,
    median(measured.flatMap((each) => (each.row === null && each.name === name ? [each.memory] : []))),
  ]);
  return { lines, memory: Object.fromEntries(memory) };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? NaN) + (sorted[Math.floor(middle)] ?? NaN)) / 2;
}

const heads = ['who', 'a second', '× floor', '× limit', '× PG', 'p50 ms', 'p99 ms', 'CPU ms', 'its database'];

/** The table for people, in Markdown, a part for each question. */
export function table({ lines, memory }: Result): string {
  const parts = lines
    .filter(({ contenders }) => Object.keys(contenders).length > 0)
    .map(({ row, contenders }) => {
      const ratio = (own: number, to: ContenderName) => {
        const other = contenders[to]?.perSecond;
        return other === undefined ? '' : (own / other).toFixed(2);
      };
      const body = Object.entries(contenders).map(([name, each]) => [
        name,
        aSecond(each),
        ratio(each.perSecond, 'floor'),
        ratio(each.perSecond, 'constant'),
        ratio(each.perSecond, 'postgraphile'),
        each.p50.toFixed(1),
        each.p99.toFixed(1),
        each.cpu.toFixed(2),
        each.databaseCpu.toFixed(2),
      ]);
      return `${row}\n\n${grid([heads, ...body])}`;
    });
  const held = Object.entries(memory).map(([name, megabytes]) => `${name} ${megabytes.toFixed(0)} MB`);
  return [...parts, `Most memory held: ${held.join(', ')}`].join('\n\n');
}

const aSecond = ({ perSecond }: Measured): string => perSecond.toFixed(perSecond < 100 ? 1 : 0);

/** What the hub loses where the register is larger, question by question. */
export function losses(small: Result, large: Result): string {
  const body = large.lines.flatMap(({ row, contenders: { hub } }) => {
    const before = small.lines.find((line) => line.row === row)?.contenders.hub;
    if (!hub || !before) return [];
    const ratio = hub.perSecond / before.perSecond;
    const figures = [before, hub].map((each) => (each.cpu + each.databaseCpu).toFixed(2));
    return [
      [
        row,
        aSecond(before),
        aSecond(hub),
        ratio.toFixed(2),
        `${((1 - ratio) * 100).toFixed(0)} %`,
        ...figures,
      ],
    ];
  });
  return grid([['question', 'before', 'after', 'ratio', 'lost', 'CPU ms before', 'CPU ms after'], ...body]);
}

function grid(rows: readonly string[][]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}
