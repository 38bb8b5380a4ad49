import { cellsOf } from './cells.ts';
import { type Action, actionOf, changesOf, type Draft, inOrder } from './draft.ts';
import { createDraftSet, type DraftSet } from './draft-set.ts';
import type { Fault } from './fault.ts';
import { byCode, bySlug, type Kind, type Values } from './kind.ts';
import { kinds } from './kinds/index.ts';
import { createKnown, type Known } from './known.ts';
import { refuseOverlaps } from './overlaps.ts';
import { placeRegions } from './regions.ts';
import { type Folder, type Table, tableOf } from './table.ts';
import { drawTerritories } from './territories.ts';
import { tieProducts } from './ties.ts';

/** What an import would do, row by row. Nothing is written by making it. */
export interface Plan {
  steps: readonly Step[];
  removals: DraftSet['removals'];
  faults: readonly Fault[];
}

export interface Step {
  kind: Kind;
  draft: Draft;
  action: Action;
  changes: Values;
}

export function planImport(
  folder: Folder,
  path: string,
  register: ReadonlyMap<Kind, readonly Values[]>,
): Plan {
  const faults: Fault[] = [...folder.faults];
  const known = createKnown();
  const drafts = createDraftSet(register);
  const tables = [...folder.tables];
  const dataset = folder.documents.get('dataset.json');
  if (dataset) tables.push(tableOf('dataset.json', path, dataset));

  const expected = new Set(kinds.flatMap((kind) => kind.tables));
  for (const table of tables) {
    if (expected.has(table.name)) continue;
    faults.push({
      file: table.file,
      line: 1,
      problem: `is no known table – there are ${[...expected].join(', ')}`,
    });
  }
  for (const kind of kinds) {
    for (const row of drafts.existing(kind)) name(kind, row, String(row['id']), known);
    const own = tables.filter((table) => kind.tables.includes(table.name));
    announce(kind, own, drafts, known);
    for (const table of own) readTable(kind, table, { known, drafts, faults, folder });
  }

  if (faults.length === 0) {
    drawTerritories(drafts, faults);
    placeRegions(drafts);
    tieProducts(drafts);
    refuseOverlaps(drafts, faults);
  }
  const steps = kinds.flatMap((kind) =>
    inOrder(drafts.of(kind), kind.after).map((draft) => ({
      kind,
      draft,
      action: actionOf(draft),
      changes: changesOf(draft),
    })),
  );
  return { steps, removals: drafts.removals, faults };
}

interface Reading {
  known: Known;
  drafts: DraftSet;
  faults: Fault[];
  folder: Folder;
}

function readTable(kind: Kind, table: Table, { known, drafts, faults, folder }: Reading): void {
  const asked = new Set<string>();
  const lines = new Map<string, number>();
  const context = { known, document: (document: string) => folder.documents.get(document) };

  for (const row of table.rows) {
    const before = faults.length;
    const cells = cellsOf(table, row, known, asked, faults);
    const values = kind.read(cells, context);
    const mentions = kind.mentions?.(cells) ?? {};
    if (faults.length > before) continue;

    const key = kind.key(values);
    const twin = lines.get(key);
    if (twin !== undefined) {
      faults.push({
        file: table.file,
        line: row.line,
        problem: `is the same ${kind.name} as line ${twin} – keep one`,
      });
      continue;
    }
    lines.set(key, row.line);
    const draft = drafts.put(kind, values, { mentions, at: { file: table.file, line: row.line } });
    const taken = name(kind, values, draft.id, known);
    if (taken) faults.push({ file: table.file, line: row.line, ...taken });
  }

  if (table.rows.length === 0) return;
  for (const column of table.columns) {
    if (asked.has(column)) continue;
    faults.push({
      file: table.file,
      line: 1,
      column,
      problem: `is no known column – there are ${[...asked].join(', ')}`,
    });
  }
}

/**
 * Rows can point to rows further down, and to a row with a wrong cell: it is known by its slug or code before
 * anything of it is read, so that one mistake is told once.
 */
function announce(kind: Kind, tables: readonly Table[], drafts: DraftSet, known: Known): void {
  if (kind.key !== bySlug && kind.key !== byCode) return;
  for (const { cells } of tables.flatMap(({ rows }) => rows)) {
    const values = { slug: cells.get('slug'), code: cells.get('code') };
    const key = kind.key(values);
    if (key) known.claim(kind.name, key, drafts.idOf(kind, values));
  }
}

/** Makes the record known by its names; tells which of them another record has. */
function name(
  kind: Kind,
  values: Values,
  id: string,
  known: Known,
): Pick<Fault, 'column' | 'problem'> | undefined {
  let taken: { column: string; problem: string } | undefined;
  for (const [column, nameIn] of Object.entries(kind.own ?? {})) {
    const own = nameIn(values);
    if (own && !known.claim(kind.name, own, id)) {
      taken = { column, problem: `"${own}" belongs to another ${kind.name} – each has its own` };
    }
  }
  for (const shared of kind.shared?.(values) ?? []) known.call(kind.name, shared, id);
  return taken;
}
