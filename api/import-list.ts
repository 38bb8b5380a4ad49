import type { ParseArgsOptionsConfig } from 'node:util';
import type { Kysely } from 'kysely';
import { applyList, tryList } from './exchange/batches/apply-list.ts';
import { appliedLines, batchLines, earlierLines, undoneLines } from './exchange/batches/batch-report.ts';
import { allBatches } from './exchange/batches/batch.queries.ts';
import { undoBatch } from './exchange/batches/undo-batch.ts';
import { type ListDecision, listDecisionOf } from './exchange/sheets/evidence.rules.ts';
import {
  type AnswerFile,
  type AnswerTarget,
  checkTarget,
  openAnswer,
} from './exchange/sheets/answer/answer-file.ts';
import { type Field, fields } from './exchange/sheets/fields.rules.ts';
import type { Letters } from './exchange/sheets/letters.rules.ts';
import {
  countLines,
  dryRunLine,
  headLines,
  leftOutLines,
  productLines,
} from './exchange/sheets/list-report.ts';
import type { PlannedProduct } from './exchange/sheets/plan-list.ts';
import { progressLine } from './exchange/sheets/progress.rules.ts';
import { readFileAt } from './exchange/sheets/read-file.ts';
import { type List, type ListWishes, readList } from './exchange/sheets/read-list.ts';
import type { Remark } from './exchange/sheets/remark.rules.ts';
import type { Database } from './database/open.ts';
import { actorOf, pairs, plainText } from './import-options.ts';
import { argumentsOf } from './arguments.ts';
import { Problem } from './problem.ts';
import { fold } from './register/vietnamese.rules.ts';

export interface ListRequest {
  path: string;
  wishes: ListWishes;
  answers: ReadonlyMap<string, string>;
  decision: ListDecision | null;
  isJson: boolean;
  /** Null where the list is only tried. */
  apply: { by: string; onlyValidRows: boolean } | null;
  /** Where the list goes back to with what is told of it. */
  answer: AnswerTarget | null;
}

/** What `hub import FILE …` asks for. Who does it may be set once for all, as the actor. */
export function listRequestOf(args: readonly string[], actor: string | undefined): ListRequest {
  const { values, positionals } = argumentsOf('import', args, listOptions);
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) throw new Problem('Say one file: npm run hub import FILE');
  if (values['valid-rows'] && !values.apply)
    throw new Problem('--valid-rows goes with --apply: without it nothing is written anyway');
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
    decision:
      values.decision === undefined ? null : listDecisionOf(plainText('decision', values.decision, 1_000)),
    isJson: values.json === true,
    apply: values.apply
      ? { by: actorOf(values.by, actor), onlyValidRows: values['valid-rows'] === true }
      : null,
    answer: values.answer === undefined ? null : { path: values.answer, isForced: values.force === true },
  };
}

/** What `hub import undo BATCH` and `hub import batches` ask for. */
export function undoRequestOf(
  args: readonly string[],
  actor: string | undefined,
): { batch: string; by: string } {
  const { values, positionals } = argumentsOf('import', args, { by: { type: 'string' } });
  const [batch, ...more] = positionals;
  if (batch === undefined || more.length > 0)
    throw new Problem('Say one batch: npm run hub -- import undo BATCH --by NAME; import batches lists them');
  return { batch, by: actorOf(values.by, actor) };
}

/** Takes a batch back and tells. True where that was done. */
export async function undoAndTell(
  database: Database,
  request: { batch: string; by: string },
  { write, watch }: Pick<Telling, 'write' | 'watch'>,
): Promise<boolean> {
  const undone = await undoBatch(database.em, { ...request, progress: watch });
  write(`${undoneLines(undone).join('\n')}\n`);
  return undone.is === 'UNDONE';
}

export async function tellBatches(database: Database, { write }: Pick<Telling, 'write'>): Promise<void> {
  const batches = await allBatches(database.em.fork().getKysely() as unknown as Kysely<unknown>);
  write(`${batchLines(batches).join('\n')}\n`);
}

const listOptions = {
  sheet: { type: 'string' },
  letters: { type: 'string' },
  map: { type: 'string', multiple: true },
  choose: { type: 'string', multiple: true },
  decision: { type: 'string' },
  json: { type: 'boolean' },
  apply: { type: 'boolean' },
  'valid-rows': { type: 'boolean' },
  by: { type: 'string' },
  answer: { type: 'string' },
  force: { type: 'boolean' },
} as const satisfies ParseArgsOptionsConfig;

const isField = (text: string): text is Field => (fields as readonly string[]).includes(text);
const isLetters = (text: string): text is Letters => ['UNICODE', 'TCVN3', 'VNI'].includes(text);

/** The list that is asked about. What is wrong with the file is told before a database is opened. */
export async function readRequested({ path, wishes, answer }: ListRequest): Promise<List> {
  if (answer) checkTarget(answer, path);
  return readList(await readFileAt(path), wishes);
}

export interface Telling {
  today: string;
  /** A promise where its reader is behind: what is written then would wait in memory. */
  write: (text: string) => void | Promise<void>;
  watch?: ((done: number, total: number) => void) | undefined;
}

/** Tells what importing a list would do, and does it where that is asked. True where nothing is left to be mended. */
export async function importAndTell(
  database: Database,
  list: List,
  request: ListRequest,
  telling: Telling,
): Promise<boolean> {
  if (!request.answer) return tell(database, list, request, telling, null);
  const answer = await openAnswer(request.answer, list, request.answers, telling);
  try {
    return await tell(database, list, request, telling, answer);
  } finally {
    await answer.close();
  }
}

async function tell(
  database: Database,
  list: List,
  { answers, decision, isJson, apply, answer: target }: ListRequest,
  { today, write, watch }: Telling,
  answer: AnswerFile | null,
): Promise<boolean> {
  const leftOut: Remark[] = [];
  const lines = (all: readonly string[]) => write(`${all.join('\n')}\n`);
  let separator = '\n';
  const listener = {
    // Piece by piece: a list of a hundred thousand rows is one document all the same.
    product(planned: PlannedProduct) {
      answer?.product(planned);
      if (!isJson) return lines(productLines(planned));
      const { writing: _, ...told } = planned;
      const item = separator + JSON.stringify(told);
      separator = ',\n';
      return write(item);
    },
    leaveOut(remark: Remark) {
      answer?.leaveOut(remark);
      if (isJson) leftOut.push(remark);
      else lines(leftOutLines(remark));
    },
    progress: watch && ((_: 'PLAN' | 'WRITE', done: number, total: number) => watch(done, total)),
  };
  if (isJson) {
    const { file, hash, name, encoding, letters } = list.sheet;
    const columns = list.header.columns.map(({ label, titles, field }) => ({ label, titles, field }));
    const head = { file, sha256: hash, sheet: name, encoding, letters, columns, remarks: list.remarks };
    write(`${JSON.stringify(head).slice(0, -1)},"products":[`);
  } else lines(headLines(list));

  const words = { answers, decision, today };
  const end = apply
    ? await applyList(database.em, list, { ...words, ...apply }, listener)
    : { is: 'TRIED' as const, ...(await tryList(database.em, list, words, listener)) };
  const { counts, earlier } = end;

  if (isJson) {
    const batch = end.is === 'WRITTEN' ? end.batch : null;
    const tail = { leftOut, counts, outcome: end.is, batch, earlier: earlier.map(({ code }) => code) };
    write(`\n],${JSON.stringify(tail).slice(1)}\n`);
  } else {
    lines(countLines(counts));
    lines(end.is === 'TRIED' ? [...earlierLines(earlier), dryRunLine] : appliedLines(end));
  }
  await answer?.finish(counts, end.is === 'TRIED' ? [dryRunLine] : appliedLines(end));
  if (target && !isJson) lines([`Tệp trả lời / The answer: ${target.path}`]);
  const isWanted = end.is === 'WRITTEN' && apply?.onlyValidRows;
  return isWanted || counts.REFUSE + counts.ASK === 0;
}

const DRAW_EVERY_MS = 250;

/** Draws how far a list is, over and over on one line, where somebody watches and the list itself goes elsewhere. */
export function meterOf({ stdout, stderr }: Pick<NodeJS.Process, 'stdout' | 'stderr'>, now: () => number) {
  if (!stderr.isTTY || stdout.isTTY) return undefined;
  let started = now();
  let drawn = started;
  let last = 0;
  return (done: number, total: number): void => {
    // What is planned to its end is written from its beginning.
    if (done < last) started = now();
    last = done;
    if (now() - drawn < DRAW_EVERY_MS && done < total) return;
    drawn = now();
    stderr.write(`\r\u001b[K${progressLine(done, total, drawn - started)}${done < total ? '' : '\n'}`);
  };
}
