import { Problem } from '../../problem.ts';

/** Where something is wrong, and how to mend it. */
export interface Fault {
  /** As the reader of the message can open it: `api/seed/products.csv`. */
  file: string;
  line: number;
  column?: string;
  problem: string;
}

const MOST_LINES = 20;

export const lineOf = ({ file, line, column, problem }: Fault): string =>
  `${file}:${line} ${column === undefined ? problem : `column ${column}: ${problem}`}`;

/** One wrong cell refuses the whole import: half a list is worse than none. */
export class ImportRefused extends Problem {
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    const lines = faults.slice(0, MOST_LINES).map(lineOf);
    if (faults.length > MOST_LINES) lines.push(`… and ${faults.length - MOST_LINES} more`);
    super(lines.join('\n'));
    this.faults = faults;
  }
}
