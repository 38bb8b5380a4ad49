import { parseArgs } from 'node:util';
import type { Database } from './database/open.ts';
import { indexBoundaries } from './exchange/boundaries/boundary-index.ts';
import {
  countBoundaries,
  countLines,
  featureLines,
  headLines,
} from './exchange/boundaries/boundary-report.ts';
import {
  type BoundaryKind,
  planBoundaries,
  type BoundaryWishes,
} from './exchange/boundaries/plan-boundaries.ts';
import { type PropertyField, propertyFields } from './exchange/boundaries/properties.rules.ts';
import { type GeoJsonFile, readGeoJson } from './exchange/boundaries/read-geojson.ts';
import { dryRunLine } from './exchange/sheets/list-report.ts';
import { readFileAt } from './exchange/sheets/read-file.ts';
import { Problem } from './problem.ts';

export interface BoundaryRequest {
  kind: BoundaryKind;
  path: string;
  wishes: BoundaryWishes;
  isJson: boolean;
}

export const isBoundaryKind = (text: string | undefined): text is BoundaryKind =>
  text === 'boundaries' || text === 'regions';

/** What `hub import boundaries FILE …` or `hub import regions FILE …` asks for. */
export function boundaryRequestOf(kind: BoundaryKind, args: readonly string[]): BoundaryRequest {
  const { values, positionals } = parsed(kind, args);
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) {
    throw new Problem(`Say one file: npm run hub -- import ${kind} FILE.geojson`);
  }
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
    isJson: values.json === true,
  };
}

function parsed(kind: BoundaryKind, args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        crs: { type: 'string' },
        map: { type: 'string', multiple: true },
        choose: { type: 'string', multiple: true },
        json: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new Problem(`import ${kind}: ${(error as Error).message.split('\n')[0]}`);
  }
}

const pairs = (option: string, texts: readonly string[] = []) =>
  texts.map((text) => {
    const [, name = '', value = ''] = /^(.+)=([^=]+)$/s.exec(text) ?? [];
    if (name === '') throw new Problem(`--${option} is written as "name=value", not "${text}"`);
    return [name.trim(), value.trim()] as const;
  });

const isField = (text: string): text is PropertyField => (propertyFields as readonly string[]).includes(text);

/** The file that is asked about. What is wrong with it is told before a database is opened. */
export const readBoundaryFile = async ({ path }: BoundaryRequest): Promise<GeoJsonFile> =>
  readGeoJson(await readFileAt(path));

/** Tells what importing a file of borders would do. True where nothing of it is refused or asked about. */
export async function planAndTellBoundaries(
  database: Database,
  file: GeoJsonFile,
  { kind, wishes, isJson }: BoundaryRequest,
  write: (text: string) => void,
): Promise<boolean> {
  const plan = planBoundaries(file, kind, await indexBoundaries(database.em.fork()), wishes);
  const counts = countBoundaries(plan);
  if (isJson) {
    const features = plan.features.map(({ territory, ...told }) => ({
      ...told,
      positions: territory?.coordinates.flat(territory.type === 'Polygon' ? 1 : 2).length ?? null,
    }));
    const { file: name, hash: sha256 } = file;
    const properties = Object.fromEntries(plan.properties);
    write(`${JSON.stringify({ file: name, sha256, properties, remarks: plan.remarks, features, counts })}\n`);
  } else {
    const lines = [
      ...headLines(file, plan),
      ...plan.features.flatMap(featureLines),
      ...countLines(kind, counts),
      dryRunLine,
    ];
    write(`${lines.join('\n')}\n`);
  }
  return counts.REFUSE + counts.ASK === 0;
}
