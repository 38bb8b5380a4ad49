import { type Kysely, sql } from 'kysely';
import type { SqlEntityManager } from '@mikro-orm/sql';
import { v7 } from 'uuid';
import { Problem } from '../../problem.ts';
import type { ListDecision } from '../sheets/evidence.rules.ts';
import { type Counts, count, noCounts } from '../sheets/list-report.ts';
import { planList, type PlannedProduct } from '../sheets/plan-list.ts';
import type { List } from '../sheets/read-list.ts';
import { indexRegister, type RegisterIndex } from '../sheets/register-index.ts';
import type { Remark } from '../sheets/remark.rules.ts';
import { type Batch, batchesOf, importedRows, type Origin } from './batch.queries.ts';
import { beginBatch, endBatch } from './keep-batch.ts';
import { tellOfDatabase } from './database-trouble.ts';
import { keepLater } from './keep-later.ts';
import { holdRegister } from './register-lock.ts';
import { productWriter } from './write-products.ts';

/** What a person says about a list, be it at the command line or with an upload. */
export interface ListWords {
  answers: ReadonlyMap<string, string>;
  decision: ListDecision | null;
  /** The day in Asia/Ho_Chi_Minh. */
  today: string;
}

export interface Listener {
  /** Whoever takes them in more slowly than they come is waited for. */
  product(planned: PlannedProduct): void | Promise<void>;
  leaveOut(remark: Remark): void;
  /** How many rows of how many are planned, or written. */
  progress?: ((step: 'PLAN' | 'WRITE', done: number, total: number) => void) | undefined;
}

export interface Planned {
  counts: Counts;
  /** What the same file has brought before, the newest first. */
  earlier: readonly Batch[];
}

export type Applied = Planned &
  (
    | { is: 'WRITTEN'; batch: string; rows: readonly number[] }
    /** Something is refused or asked, so nothing is written. */
    | { is: 'STOPPED' }
    | { is: 'NOTHING_NEW' }
  );

/** What importing a list would do. Nothing is written. */
export async function tryList(
  em: SqlEntityManager,
  list: List,
  words: ListWords,
  listener: Listener,
): Promise<Planned> {
  const fork = em.fork();
  const db = fork.getKysely() as unknown as Kysely<unknown>;
  const { counts, earlier } = await plan(db, await indexRegister(fork), list, words, listener);
  return { counts, earlier };
}

/**
 * Takes a list in, in one transaction: planned first, then written whole or, where something is refused or asked, not
 * at all, unless only the rows that can be written are wanted.
 */
export async function applyList(
  em: SqlEntityManager,
  list: List,
  words: ListWords & { by: string; onlyValidRows: boolean },
  listener: Listener,
): Promise<Applied> {
  try {
    return await em.fork().transactional(async (transaction) => {
      const db = transaction.getKysely() as unknown as Kysely<unknown>;
      await holdRegister(db);
      const index = await indexRegister(transaction);
      const planned = await plan(db, index, list, words, listener);
      const { counts, earlier } = planned;
      if (counts.REFUSE + counts.ASK > 0 && !words.onlyValidRows) return { is: 'STOPPED', counts, earlier };
      if (counts.ADD + counts.CHANGE === 0) return { is: 'NOTHING_NEW', counts, earlier };
      if (words.decision === null && !planned.namesDecision) throw new Problem(noDecision);
      const { batch, rows } = await write(db, index, list, words, planned, listener);
      return { is: 'WRITTEN', counts, earlier, batch, rows };
    });
  } catch (error) {
    throw tellOfDatabase(error);
  }
}

const noDecision =
  'Danh sách không ghi quyết định nào, nên chưa ghi gì: nêu văn bản gửi kèm bằng --decision "Quyết định số 123/QĐ-UBND ngày 5/6/2025" / ' +
  'The list names no decision, so nothing was written: say what paper it came with, by --decision "…"';

interface WholePlan extends Planned {
  imported: ReadonlyMap<string, string>;
  namesDecision: boolean;
}

async function plan(
  db: Kysely<unknown>,
  index: RegisterIndex,
  list: List,
  words: ListWords,
  { product, leaveOut, progress }: Listener,
): Promise<WholePlan> {
  const origin = originOf(list);
  const [earlier, imported] = [await batchesOf(db, origin), await importedRows(db, origin)];
  const counts = noCounts();
  let namesDecision = list.decision !== null;
  for await (const planned of planList(list, index, { ...wishesOf(words, imported), leaveOut })) {
    count(counts, planned);
    namesDecision ||= planned.writing?.recognitions.some(({ becomes }) => becomes.decisionNumber) ?? false;
    await product(planned);
    progress?.('PLAN', Math.min(planned.row, list.sheet.rowCount - 1), list.sheet.rowCount);
  }
  progress?.('PLAN', list.sheet.rowCount, list.sheet.rowCount);
  return { counts, earlier, imported, namesDecision };
}

const wishesOf = ({ answers, decision, today }: ListWords, imported: ReadonlyMap<string, string>) => ({
  answers,
  today,
  imported,
  ...(decision && { decision }),
});

const originOf = ({ sheet: { hash, name } }: List): Origin => ({ hash, name });

/** Goes through the list a second time: the register and the bytes are the same, and so is what comes out. */
async function write(
  db: Kysely<unknown>,
  index: RegisterIndex,
  list: List,
  words: ListWords & { by: string; onlyValidRows: boolean },
  { counts, imported }: WholePlan,
  { progress }: Listener,
): Promise<{ batch: string; rows: number[] }> {
  const { by, today } = words;
  const { sheet, header } = list;
  const decision = words.decision ?? list.decision;
  await sql`select set_config('hub.actor', ${by}, true)`.execute(db);
  await keepLater(db);
  const batch = await beginBatch(db, {
    file: sheet.file,
    sha256: sheet.hash,
    sheet: sheet.name,
    by,
    decision: decision?.text ?? null,
    onlyValidRows: words.onlyValidRows,
    counts,
    answers: {
      letters: sheet.letters,
      columns: Object.fromEntries(header.columns.map(({ label, field }) => [label, field ?? 'ignored'])),
      choices: Object.fromEntries([...list.answers, ...words.answers]),
    },
  });
  const source = v7();
  await sql`insert into source (id, slug, title, language, reliability, retrieved_on, note)
    values (${source}::uuid, ${`danh-sach-${batch.toLowerCase()}`}, ${titleOf(decision, today)}, 'vi',
      ${decision?.number ? 'HIGH' : 'MEDIUM'}, ${today}::date, ${noteOf(list, batch)})`.execute(db);

  const writer = productWriter(db, { batch, source, origin: originOf(list) });
  const rows: number[] = [];
  const total = sheet.rowCount;
  try {
    for await (const planned of planList(list, index, wishesOf(words, imported))) {
      if (!planned.writing) continue;
      await writer.put(planned);
      if (rows.at(-1) !== planned.row) rows.push(planned.row);
      progress?.('WRITE', Math.min(planned.row, total - 1), total);
    }
    await writer.flush();
  } finally {
    await writer.ended();
  }
  await endBatch(db, batch);
  progress?.('WRITE', total, total);
  return { batch, rows };
}

/** The register is public: how the sender named the file and its sheets stays with the batch. */
const titleOf = (decision: ListDecision | null, today: string): string =>
  decision
    ? `Danh sách OCOP – ${decision.text}`
    : `Danh sách OCOP, nhập ngày ${today.split('-').toReversed().join('/')}`;

const noteOf = ({ sheet: { hash } }: List, batch: string): string => `Đợt nhập ${batch}. SHA-256: ${hash}`;
