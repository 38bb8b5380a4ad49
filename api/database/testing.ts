import { createHash, randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { importRegister } from '../exchange/import/import-register.ts';
import { migrate } from './migrate.ts';
import { openDatabase, type Database } from './open.ts';

/** Every database test runs on both: the same migrations, the same SQL, the same answers. */
export const databaseKinds = ['embedded', 'postgresql'] as const;
export type DatabaseKind = (typeof databaseKinds)[number];

const root = fileURLToPath(new URL('../..', import.meta.url));
export const seedDir = join(root, 'api/seed');

/**
 * A database of its own for one test file, migrated, and seeded with the real records where asked. Both come
 * from a template that is built once for a state of the code, so that a test starts in a moment.
 */
export async function openTestDatabase(
  kind: DatabaseKind,
  contents: 'migrated' | 'seeded',
): Promise<Database> {
  return kind === 'embedded' ? embedded(contents) : postgresql(contents);
}

async function embedded(contents: string): Promise<Database> {
  const template = join(tmpdir(), `ocop-hub-${contents}-${fingerprint()}`);
  const temporary = () => mkdtempSync(join(tmpdir(), 'ocop-hub-test-'));
  if (!existsSync(template)) {
    const building = temporary();
    await fill(await openDatabase({ dataDir: building }), contents);
    try {
      renameSync(building, template);
    } catch {
      // Another worker was first: its template is the same.
      rmSync(building, { recursive: true, force: true });
    }
  }
  const dataDir = temporary();
  cpSync(template, dataDir, { recursive: true });
  const database = await openDatabase({ dataDir });
  return closing(database, () => rmSync(dataDir, { recursive: true, force: true }));
}

async function postgresql(contents: string): Promise<Database> {
  const server = process.env['TEST_POSTGRES_URL'];
  if (!server) throw new Error('TEST_POSTGRES_URL is not set: run the tests with `npm test`');
  const at = (name: string) => Object.assign(new URL(server), { pathname: `/${name}` }).href;
  const template = `hub_${contents}_${fingerprint()}`;
  const name = `hub_test_${randomBytes(6).toString('hex')}`;

  const maintenance = await openDatabase({ dataDir: '', databaseUrl: at('postgres') });
  const run = (sql: string) => maintenance.em.getConnection().execute(sql);
  try {
    const [found] = await run(`select 1 from pg_database where datname = '${template}'`);
    if (!found) {
      const building = `${template}_${randomBytes(4).toString('hex')}`;
      await run(`create database ${building} encoding 'UTF8' template template0`);
      await fill(await openDatabase({ dataDir: '', databaseUrl: at(building) }), contents);
      await run(`alter database ${building} rename to ${template}`).catch(() =>
        run(`drop database ${building}`),
      );
    }
    await run(`create database ${name} template ${template}`);
  } finally {
    await maintenance.close();
  }
  const database = await openDatabase({ dataDir: '', databaseUrl: at(name) });
  return closing(database, async () => {
    const after = await openDatabase({ dataDir: '', databaseUrl: at('postgres') });
    await after.em.getConnection().execute(`drop database ${name} with (force)`);
    await after.close();
  });
}

async function fill(database: Database, contents: string): Promise<void> {
  await migrate(database);
  if (contents === 'seeded') await importRegister(database.em, seedDir, { actor: 'seed' });
  await database.close();
}

function closing(database: Database, dispose: () => void | Promise<void>): Database {
  return {
    ...database,
    async close() {
      await database.close();
      await dispose();
    },
  };
}

let known: string | undefined;

/** Changes with everything that a template is made from. */
function fingerprint(): string {
  if (!known) {
    const hash = createHash('sha256');
    for (const folder of ['migrations', 'api/seed', 'api/exchange/import', 'api/register']) {
      for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
        if (entry.isFile()) hash.update(entry.name).update(readFileSync(join(entry.parentPath, entry.name)));
      }
    }
    known = hash.digest('hex').slice(0, 12);
  }
  return known;
}
