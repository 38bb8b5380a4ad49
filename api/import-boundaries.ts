import type { ParseArgsOptionsConfig } from 'node:util';
import type { Database } from './database/open.ts';
import { earlierLines } from './exchange/batches/batch-report.ts';
import { applyBoundaries, tryBoundaries } from './exchange/boundaries/apply-boundaries.ts';
import {
  appliedBoundaryLines,
  countLines,
  featureLines,
  headLines,
} from './exchange/boundaries/boundary-report.ts';
import type { BoundaryKind, BoundaryWishes } from './exchange/boundaries/plan-boundaries.ts';
import { type PropertyField, propertyFields } from './exchange/boundaries/properties.rules.ts';
import { type GeoJsonFile, readGeoJson } from './exchange/boundaries/read-geojson.ts';
import { type ListDecision, listDecisionOf } from './exchange/sheets/evidence.rules.ts';
import { dryRunLine } from './exchange/sheets/list-report.ts';
import { readFileAt } from './exchange/sheets/read-file.ts';
import type { Telling } from './import-list.ts';
import { actorOf, pairs, plainText } from './import-options.ts';
import { argumentsOf } from './arguments.ts';
import { Problem } from './problem.ts';

export interface BoundaryRequest {
  kind: BoundaryKind;
  path: string;
  wishes: BoundaryWishes;
  decision: ListDecision | null;
  isJson: boolean;
  /** Null where the borders are only tried. */
  apply: { by: string; onlyValidRows: boolean } | null;
}

export const isBoundaryKind = (text: string | undefined): text is BoundaryKind =>
  text === 'boundaries' || text === 'regions';

/** What `hub import boundaries FILE …` or `hub import regions FILE …` asks for. */
export function boundaryRequestOf(
  kind: BoundaryKind,
  args: readonly string[],
  actor: string | undefined,
): BoundaryRequest {
  const { values, positionals } = argumentsOf('import', args, boundaryOptions);
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) {
    throw new Problem(`Say one file: npm run hub -- import ${kind} FILE.geojson`);
  }
  if (values['valid-rows'] && !values.apply)
    throw new Problem('--valid-rows goes with --apply: without it nothing is written anyway');
  return {
    kind,
    path,
    wishes: {
      system: values.crs,
      answers: new Map(pairs('choose', values.choose)),
      properties: new Map(
        pairs('map', values.map).map(([property, field]) => {
          if (!isField(field)) {
            throw new Problem(
              `--map: "${field}" is nothing that a property can be – there are ${propertyFields.join(', ')}`,
            );
          }
          return [property, field] as const;
        }),
      ),
    },
    decision:
      values.decision === undefined ? null : listDecisionOf(plainText('decision', values.decision, 1_000)),
    isJson: values.json === true,
    apply: values.apply
      ? { by: actorOf(values.by, actor), onlyValidRows: values['valid-rows'] === true }
      : null,
  };
}

const boundaryOptions = {
  crs: { type: 'string' },
  map: { type: 'string', multiple: true },
  choose: { type: 'string', multiple: true },
  decision: { type: 'string' },
  json: { type: 'boolean' },
  apply: { type: 'boolean' },
  'valid-rows': { type: 'boolean' },
  by: { type: 'string' },
} as const satisfies ParseArgsOptionsConfig;

const isField = (text: string): text is PropertyField => (propertyFields as readonly string[]).includes(text);

/** The file that is asked about. What is wrong with it is told before a database is opened. */
export const readBoundaryFile = async ({ path }: BoundaryRequest): Promise<GeoJsonFile> =>
  readGeoJson(await readFileAt(path));

/** Tells what importing a file of borders would do, and does it where that is asked. True where nothing is left to be mended. */
export async function importBoundariesAndTell(
  database: Database,
  file: GeoJsonFile,
  { kind, wishes, decision, isJson, apply }: BoundaryRequest,
  { today, write }: Pick<Telling, 'today' | 'write'>,
): Promise<boolean> {
  const end = apply
    ? await applyBoundaries(database.em, file, kind, { ...wishes, decision, today, ...apply })
    : { is: 'TRIED' as const, ...(await tryBoundaries(database.em, file, kind, wishes)) };
  const { plan, counts, earlier } = end;
  if (isJson) {
    const features = plan.features.map(({ territory, ...told }) => ({
      ...told,
      positions: territory?.coordinates.flat(territory.type === 'Polygon' ? 1 : 2).length ?? null,
    }));
    const told = {
      file: file.file,
      sha256: file.hash,
      properties: Object.fromEntries(plan.properties),
      remarks: plan.remarks,
      features,
      counts,
      outcome: end.is,
      batch: end.is === 'WRITTEN' ? end.batch : null,
      earlier: earlier.map(({ code }) => code),
    };
    write(`${JSON.stringify(told)}\n`);
  } else {
    const lines = [
      ...headLines(file, plan),
      ...plan.features.flatMap(featureLines),
      ...countLines(kind, counts),
      ...(end.is === 'TRIED' ? [...earlierLines(earlier), dryRunLine] : appliedBoundaryLines(end)),
    ];
    write(`${lines.join('\n')}\n`);
  }
  const isWanted = end.is === 'WRITTEN' && apply?.onlyValidRows === true;
  return isWanted || counts.REFUSE + counts.ASK === 0;
}
