/**
 * What `npm run bench:one-by-one` does: a hub on a generated register of national size, asked over HTTP what is asked most,
 * one request at a time, of now and as recorded when the loading ended. Prints the median and the 99th percentile of
 * each query. `npm run bench:one-by-one -- --share 0.05` takes a smaller register.
 */
import { startHub } from '../checks/hub-process.ts';
import { startPostgres } from '../checks/postgres.ts';
import { migrate } from '../database/migrate.ts';
import { openDatabase } from '../database/open.ts';
import { loadNational } from './national.ts';
import { sizeAsked } from './size.ts';
import { asRecorded, commonQueries, type Known } from './queries.ts';

const ROUNDS = 100;
const WARM_UP = 10;

const size = sizeAsked();

const postgres = await startPostgres();
try {
  console.log(`Loading ${size.products} products, ${size.producers} producers, ${size.communes} communes …`);
  const loading = performance.now();
  const known = await load(postgres.url);
  console.log(`Loaded in ${((performance.now() - loading) / 1_000).toFixed(1)} s`);
  const hub = await startHub({
    env: {
      DATABASE_URL: postgres.url,
      HUB_DIRECTORY: 'off',
      HUB_POINTS_PER_MINUTE: '1000000000',
      HUB_TODAY: '2026-11-24',
    },
  });
  try {
    console.log(`${'query'.padEnd(70)}${'p50 ms'.padStart(10)}${'p99 ms'.padStart(10)}`);
    const queries = commonQueries(known);
    for (const asked of [...queries, ...queries.map((each) => asRecorded(each, known.loadedAt))]) {
      const times: number[] = [];
      for (let n = 0; n < ROUNDS + WARM_UP; n++) {
        const started = performance.now();
        await ask(hub.url, asked.query, asked.variables(n));
        if (n >= WARM_UP) times.push(performance.now() - started);
      }
      const sorted = times.toSorted((a, b) => a - b);
      const at = (share: number) =>
        (sorted[Math.ceil(sorted.length * share) - 1] ?? 0).toFixed(1).padStart(10);
      console.log(`${asked.name.padEnd(70)}${at(0.5)}${at(0.99)}`);
    }
  } finally {
    await hub.stop();
  }
} finally {
  await postgres.stop();
}

async function load(databaseUrl: string): Promise<Known> {
  const database = await openDatabase({ dataDir: '', databaseUrl });
  try {
    await migrate(database);
    await loadNational(database.em, size);
    const rows = <Row extends object>(sql: string) => database.em.getConnection().execute<Row[]>(sql);
    const [loaded] = await rows<{ at: string }>(
      `select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at`,
    );
    return {
      loadedAt: loaded?.at ?? '',
      products: await rows('select slug, code from product order by code limit 2000'),
      communes: await rows(
        `select slug, lat, lon from place where kind in ('COMMUNE', 'WARD') order by code limit 500`,
      ),
    };
  } finally {
    await database.close();
  }
}

async function ask(url: string, query: string, variables: Record<string, unknown>): Promise<void> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'cache-control': 'no-cache' },
    body: JSON.stringify({ query, variables }),
  });
  const { errors } = (await response.json()) as { errors?: { message: string }[] };
  if (errors?.[0]) throw new Error(errors[0].message);
}
