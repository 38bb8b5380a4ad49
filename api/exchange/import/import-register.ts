import { DriverException, wrap } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/sql';
import { Problem } from '../../problem.ts';
import { bringOverlapsUpToDate } from '../../register/geography/overlaps.ts';
import { ImportRefused } from './fault.ts';
import type { Kind, Values } from './kind.ts';
import { kinds } from './kinds/index.ts';
import { type Plan, planImport, type Step } from './plan.ts';
import { readFolder } from './table.ts';

export interface ImportReport {
  added: number;
  changed: number;
  removed: number;
  unchanged: number;
  /** The same by kind of record. */
  kinds: Readonly<Record<string, { added: number; changed: number; removed: number; unchanged: number }>>;
}

/** Rows a statement: large enough to be quick, small enough for the number of parameters. */
const BATCH = 250;

/**
 * Brings the tables of a folder into the register, in one transaction: all of it, or, where a cell is wrong,
 * nothing but a list of clear lines (ImportRefused). The same folder twice changes nothing.
 */
export async function importRegister(
  em: SqlEntityManager,
  folder: string,
  { actor }: { actor: string },
): Promise<ImportReport> {
  const read = readFolder(folder);
  try {
    return await em.fork().transactional(async (transaction) => {
      const plan = planImport(read, folder, await readRegister(transaction));
      if (plan.faults.length > 0) throw new ImportRefused(plan.faults);
      if (hasWork(plan)) {
        await transaction.execute(`select set_config('hub.actor', ?, true)`, [actor]);
        await apply(transaction, plan);
      }
      await bringOverlapsUpToDate(transaction);
      return reportOf(plan);
    });
  } catch (error) {
    if (!(error instanceof DriverException)) throw error;
    throw new Problem(`The database refused the import of ${folder}: ${error.message.split('\n').at(-1)}`);
  }
}

async function readRegister(em: SqlEntityManager): Promise<Map<Kind, Values[]>> {
  const register = new Map<Kind, Values[]>();
  for (const kind of kinds) {
    const rows = await em.find(kind.entity, {}, { disableIdentityMap: true });
    register.set(
      kind,
      rows.map((row) => wrap(row).toPOJO() as Values),
    );
  }
  return register;
}

async function apply(em: SqlEntityManager, plan: Plan): Promise<void> {
  for (const { kind, id } of plan.removals) await em.nativeDelete(kind.entity, { id });
  for (const kind of kinds) {
    const steps = plan.steps.filter((step) => step.kind === kind);
    const added = steps
      .filter(({ action }) => action === 'added')
      .map(({ draft, changes }) => ({ id: draft.id, ...changes }));
    for (let from = 0; from < added.length; from += BATCH) {
      await em.insertMany(kind.entity, added.slice(from, from + BATCH));
    }
    for (const { draft, changes } of steps.filter(({ action }) => action === 'changed')) {
      await em.nativeUpdate(kind.entity, { id: draft.id }, changes);
    }
  }
}

const hasWork = ({ steps, removals }: Plan): boolean =>
  removals.length > 0 || steps.some(({ action }) => action !== 'unchanged');

function reportOf({ steps, removals }: Plan): ImportReport {
  const count = (ofKind: (kind: Kind) => boolean) => ({
    added: steps.filter((step) => ofKind(step.kind) && step.action === 'added').length,
    changed: steps.filter((step) => ofKind(step.kind) && step.action === 'changed').length,
    removed: removals.filter((removal) => ofKind(removal.kind)).length,
    unchanged: steps.filter((step) => ofKind(step.kind) && step.action === 'unchanged').length,
  });
  return {
    ...count(() => true),
    kinds: Object.fromEntries(kinds.map((kind) => [kind.name, count((other) => other === kind)])),
  };
}

export { ImportRefused, type Plan, type Step };
