import { existsSync, statSync } from 'node:fs';
import { link, mkdtemp, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Problem } from '../../../problem.ts';
import { answersByRow, choicesIn } from '../choices.rules.ts';
import type { Counts } from '../list-report.ts';
import type { PlannedProduct } from '../plan-list.ts';
import type { List } from '../read-list.ts';
import type { Remark } from '../remark.rules.ts';
import { answerOfRow } from './row-answer.ts';
import { spoolAt } from './row-spool.ts';
import { checkAnswerable, writeAnswer } from './write-answer.ts';

/** Where the answer to a list goes. */
export interface AnswerTarget {
  path: string;
  /** Whether a file that is there may be replaced. */
  isForced: boolean;
}

export interface AnswerFile {
  /** In the order in which the plan tells of them. */
  product(product: PlannedProduct): void;
  leaveOut(remark: Remark): void;
  /** Writes the workbook and puts it in its place, whole. */
  finish(counts: Counts, outcome: readonly string[]): Promise<void>;
  /** Takes away what is left on the way. */
  close(): Promise<void>;
}

/** Sees that the answer can be written before a long list is gone through. */
export function checkTarget({ path, isForced }: AnswerTarget, list: string): void {
  if (!/\.xlsx$/i.test(path))
    throw new Problem(`--answer: tên tệp phải kết thúc bằng .xlsx / "${path}" must end in .xlsx`);
  const folder = dirname(path);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new Problem(`--answer: không có thư mục "${folder}" / there is no folder "${folder}"`);
  const there = statSync(path, { throwIfNoEntry: false });
  if (!there) return;
  const sent = statSync(list, { throwIfNoEntry: false });
  if (sent && sent.ino === there.ino && sent.dev === there.dev)
    throw new Problem(
      '--answer: đó là chính tệp được nhập; ghi vào tệp khác / this is the list itself: name another file',
    );
  if (!isForced || !there.isFile())
    throw new Problem(
      `--answer: "${path}" đã có; thêm --force để ghi đè / "${path}" is there already: add --force to replace it`,
    );
}

/** Between two products. More of them are no list, and are told in the terminal. */
const MOST_LEFT_OUT = 20_000;

/** Gathers what is told of a list, and writes it beside the rows once all is told. */
export async function openAnswer(
  { path, isForced }: AnswerTarget,
  list: List,
  answers: ReadonlyMap<string, string>,
  { today, watch }: { today: string; watch?: ((done: number, total: number) => void) | undefined },
): Promise<AnswerFile> {
  await checkAnswerable(list);
  // Beside its place: only there can it be put into it at once.
  const folder = await mkdtemp(join(dirname(path), '.hub-answer-'));
  const spool = spoolAt(join(folder, 'rows'));
  let row = 0;
  let products: PlannedProduct[] = [];
  let leftOut: Remark[] = [];
  const given = answersByRow(choicesIn(list.answers, answers));
  let cells = 0;
  const flush = () => {
    const rows = new Map<number, Remark[]>(products.length > 0 ? [[row, []]] : []);
    for (const remark of leftOut) rows.set(remark.row ?? 0, [...(rows.get(remark.row ?? 0) ?? []), remark]);
    for (const [number, remarks] of [...rows].toSorted(([a], [b]) => a - b)) {
      const answer = answerOfRow(number, list.header.columns, number === row ? products : [], remarks);
      cells = Math.max(cells, answer.questions.length + (given.has(number) ? 1 : 0));
      spool.add(answer);
    }
    products = [];
    leftOut = [];
  };
  return {
    product(product) {
      if (product.row !== row) {
        flush();
        row = product.row;
      }
      products.push(product);
    },
    leaveOut(remark) {
      if (leftOut.length < MOST_LEFT_OUT) leftOut.push(remark);
    },
    async finish(counts, outcome) {
      flush();
      const made = join(folder, basename(path));
      await writeAnswer(made, {
        list,
        counts,
        outcome,
        rows: () => spool.read(),
        cells,
        given,
        forAll: [...choicesIn(list.answers, answers)].filter(([name]) => name.startsWith('all.')),
        today,
        watch,
      });
      await putInPlace(made, path, isForced);
    },
    async close() {
      spool.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function putInPlace(made: string, path: string, isForced: boolean): Promise<void> {
  if (isForced) return rename(made, path);
  try {
    // Unlike renaming, it fails where a file has appeared meanwhile.
    await link(made, path);
  } catch (error) {
    if (existsSync(path))
      throw new Problem(
        `--answer: "${path}" đã có; thêm --force để ghi đè / "${path}" is there already: add --force to replace it`,
      );
    const { code } = error as NodeJS.ErrnoException;
    // Some network drives know no links.
    if (code === 'EPERM' || code === 'ENOTSUP' || code === 'ENOSYS') return rename(made, path);
    throw error;
  }
}
