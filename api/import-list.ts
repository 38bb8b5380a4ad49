import { parseArgs } from 'node:util';
import { type Field, fields } from './exchange/sheets/fields.rules.ts';
import type { Letters } from './exchange/sheets/letters.rules.ts';
import {
  count,
  countLines,
  headLines,
  leftOutLines,
  noCounts,
  productLines,
} from './exchange/sheets/list-report.ts';
import { planList, type PlannedProduct } from './exchange/sheets/plan-list.ts';
import { progressLine } from './exchange/sheets/progress.rules.ts';
import { readFileAt } from './exchange/sheets/read-file.ts';
import { type List, type ListWishes, readList } from './exchange/sheets/read-list.ts';
import type { Remark } from './exchange/sheets/remark.rules.ts';
import { indexRegister } from './exchange/sheets/register-index.ts';
import type { Database } from './database/open.ts';
import { Problem } from './problem.ts';
import { fold } from './register/vietnamese.rules.ts';

export interface ListRequest {
  path: string;
  wishes: ListWishes;
  answers: ReadonlyMap<string, string>;
  isJson: boolean;
}

/** What `hub import FILE …` asks for. */
export function listRequestOf(args: readonly string[]): ListRequest {
  const { values, positionals } = parsed(args);
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) throw new Problem('Say one file: npm run hub import FILE');
  const letters = values.letters?.toUpperCase();
  if (letters !== undefined && !isLetters(letters)) {
    throw new Problem(`--letters takes unicode, tcvn3 or vni, not "${values.letters}"`);
  }
  return {
    path,
    wishes: {
      sheet: values.sheet,
      letters,
      columns: new Map(
        pairs('map', values.map).map(([title, field]) => {
          if (!isField(field))
            throw new Problem(`--map: "${field}" is no column – there are ${fields.join(', ')}`);
          return [fold(title), field] as const;
        }),
      ),
    },
    answers: new Map(pairs('choose', values.choose)),
    isJson: values.json === true,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        sheet: { type: 'string' },
        letters: { type: 'string' },
        map: { type: 'string', multiple: true },
        choose: { type: 'string', multiple: true },
        json: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new Problem(`import: ${(error as Error).message.split('\n')[0]}`);
  }
}

const pairs = (option: string, texts: readonly string[] = []) =>
  texts.map((text) => {
    const [, name = '', value = ''] = /^(.+)=([^=]+)$/s.exec(text) ?? [];
    if (name === '') throw new Problem(`--${option} is written as "name=value", not "${text}"`);
    return [name.trim(), value.trim()] as const;
  });

const isField = (text: string): text is Field => (fields as readonly string[]).includes(text);
const isLetters = (text: string): text is Letters => ['UNICODE', 'TCVN3', 'VNI'].includes(text);

/** The list that is asked about. What is wrong with the file is told before a database is opened. */
export const readRequested = async ({ path, wishes }: ListRequest): Promise<List> =>
  readList(await readFileAt(path), wishes);

/** Tells what importing a list would do. True where nothing of it is refused or asked about. */
export async function planAndTell(
  database: Database,
  list: List,
  { answers, isJson }: ListRequest,
  {
    today,
    write,
    watch = () => {},
  }: {
    today: string;
    write: (text: string) => void;
    watch?: ((done: number, total: number) => void) | undefined;
  },
): Promise<boolean> {
  const index = await indexRegister(database.em.fork());
  const counts = noCounts();
  const total = list.sheet.rowCount;
  const lines = (all: readonly string[]) => write(`${all.join('\n')}\n`);
  const leftOut: Remark[] = [];
  const leaveOut = (remark: Remark) => {
    if (isJson) leftOut.push(remark);
    else lines(leftOutLines(remark));
  };
  const products = watched(planList(list, index, { answers, today, leaveOut }), (row) =>
    watch(Math.min(row, total - 1), total),
  );

  if (isJson) {
    const { file, hash, name, encoding, letters } = list.sheet;
    const columns = list.header.columns.map(({ label, titles, field }) => ({ label, titles, field }));
    const head = { file, sha256: hash, sheet: name, encoding, letters, columns, remarks: list.remarks };
    // Piece by piece: a list of a hundred thousand rows is one document all the same.
    write(`${JSON.stringify(head).slice(0, -1)},"products":[`);
    let separator = '\n';
    for await (const product of products) {
      count(counts, product);
      write(separator + JSON.stringify(product));
      separator = ',\n';
    }
    write(`\n],"leftOut":${JSON.stringify(leftOut)},"counts":${JSON.stringify(counts)}}\n`);
  } else {
    lines(headLines(list));
    for await (const product of products) {
      count(counts, product);
      lines(productLines(product));
    }
    lines(countLines(counts));
  }
  watch(total, total);
  return counts.REFUSE + counts.ASK === 0;
}

const DRAW_EVERY_MS = 250;

/** Draws how far a list is, over and over on one line, where somebody watches and the list itself goes elsewhere. */
export function meterOf({ stdout, stderr }: Pick<NodeJS.Process, 'stdout' | 'stderr'>, now: () => number) {
  if (!stderr.isTTY || stdout.isTTY) return undefined;
  const started = now();
  let drawn = started;
  return (done: number, total: number): void => {
    if (now() - drawn < DRAW_EVERY_MS && done < total) return;
    drawn = now();
    stderr.write(`\r\u001b[K${progressLine(done, total, drawn - started)}${done < total ? '' : '\n'}`);
  };
}

/** Tells of the row of every product before it is handed on. */
async function* watched(
  products: AsyncIterable<PlannedProduct>,
  tell: (row: number) => void,
): AsyncGenerator<PlannedProduct> {
  for await (const product of products) {
    tell(product.row);
    yield product;
  }
}
