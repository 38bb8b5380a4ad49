import type { Row, Table, Value } from './table.rules.ts';
import type { Contents } from './writers.ts';

/** The fields of a row, always the same ones in the same order. */
const fieldsOf = ({ columns }: Table, { values }: Row): Record<string, Value> =>
  Object.fromEntries(columns.map(({ key }) => [key, values[key] ?? null]));

/** An object a line, and a last line that only a whole file has. */
export async function* ndjsonFile({ table, facts, rows }: Contents): AsyncGenerator<Uint8Array> {
  for await (const chunk of rows) {
    const lines = chunk.map((row) => JSON.stringify({ ...fieldsOf(table, row), geometry: row.geometry }));
    yield Buffer.from(lines.map((line) => `${line}\n`).join(''));
  }
  const end = { snapshot: facts.snapshot.id, rows: facts.rows, address: facts.address };
  yield Buffer.from(`${JSON.stringify({ end })}\n`);
}

function featureOf(table: Table, row: Row): string {
  const { decimals = 0, leavesOutWhatIsNotKnown = false } = table.geojson ?? {};
  const fields = Object.entries(fieldsOf(table, row));
  const told = leavesOutWhatIsNotKnown ? fields.filter(([, value]) => value !== null) : fields;
  const head = JSON.stringify({ type: 'Feature', id: row.id }).slice(0, -1);
  return `${head},"geometry":${geometryText(row.geometry, decimals)},"properties":${JSON.stringify(Object.fromEntries(told))}}`;
}

/** JSON drops the zeros at the end of a number; some who read coordinates count their decimals. */
function geometryText(geometry: Row['geometry'], decimals: number): string {
  const text = JSON.stringify(geometry);
  if (decimals === 0) return text;
  return text.replaceAll(/-?\d+(?:\.(\d+))?(?=[,\]])/g, (number, behind: string = '') =>
    behind.length < decimals ? Number(number).toFixed(decimals) : number,
  );
}

/** RFC 7946: what has no point has no geometry, and never one at zero. */
export async function* geojsonFile({ table, facts, rows }: Contents): AsyncGenerator<Uint8Array> {
  const { snapshot, title, statement, licence, licenceUrl, attribution, address } = facts;
  const head = {
    type: 'FeatureCollection',
    name: table.name,
    title,
    statement,
    licence,
    licenceUrl,
    attribution,
    snapshot: snapshot.id,
    address,
    numberOfFeatures: facts.rows,
  };
  yield Buffer.from(`${JSON.stringify(head).slice(0, -1)},"features":[`);
  let separator = '\n';
  for await (const chunk of rows) {
    const features = chunk.map((row) => featureOf(table, row));
    yield Buffer.from(separator + features.join(',\n'));
    separator = ',\n';
  }
  yield Buffer.from('\n]}\n');
}
