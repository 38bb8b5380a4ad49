import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, describe, expect, test } from 'vitest';
import { root, runHub, startHub, type HubEnd } from './checks/hub-process.ts';
import { pretendToBePostgres } from './checks/old-postgres.ts';
import { freePort } from './checks/ports.ts';
import { openDatabase } from './database/open.ts';

/** Without the site, which has tests of its own. */
const quick = { HUB_DIRECTORY: 'off', HUB_TODAY: '2026-11-24' };

const commands = ['start', 'migrate', 'seed', 'import', 'build', 'snapshot', 'keys', 'merge', 'webhooks'];

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hub-cli-'));
  folders.push(folder);
  return folder;
}

/** A person sees one line that says what is wrong, and a script sees exit code 1. */
function expectOneClearLine(end: HubEnd, ...words: RegExp[]): void {
  expect(end.stderr.trim().split('\n')).toHaveLength(1);
  for (const word of words) expect(end.stderr).toMatch(word);
  expect(end.stderr).not.toMatch(/^\s+at /m);
  expect(end.code).toBe(1);
}

describe('the environment', () => {
  test('a value that cannot be right is named', async () => {
    const end = await runHub(['start'], { env: { ...quick, PORT: 'four thousand' } });
    expectOneClearLine(end, /PORT/, /four thousand/);
  });

  test('an unknown command is refused and the known ones are listed', async () => {
    const end = await runHub(['strat'], { env: quick });
    expect(end.code).toBe(1);
    for (const command of commands) expect(end.stderr + end.stdout).toContain(command);
  });

  test('--help lists the commands and is no failure', async () => {
    const end = await runHub(['--help'], { env: quick });
    expect(end.code).toBe(0);
    for (const command of commands) expect(end.stdout).toContain(command);
  });
});

describe('DATABASE_URL', () => {
  test('a server that does not answer is named, its password is not', async () => {
    const port = await freePort();
    const end = await runHub(['start'], {
      env: { ...quick, DATABASE_URL: `postgresql://hub:secret-word@127.0.0.1:${port}/hub` },
    });
    expectOneClearLine(end, new RegExp(`127\\.0\\.0\\.1:${port}`));
    expect(end.stderr + end.stdout).not.toContain('secret-word');
  });

  test('a name that does not resolve is one line too', async () => {
    const end = await runHub(['migrate'], {
      env: { ...quick, DATABASE_URL: 'postgresql://hub:secret-word@database.invalid/hub' },
    });
    expectOneClearLine(end, /database\.invalid/);
    expect(end.stderr + end.stdout).not.toContain('secret-word');
  });

  test('something that is no address is refused without repeating it', async () => {
    const end = await runHub(['start'], {
      env: { ...quick, DATABASE_URL: 'mysql://hub:secret-word@localhost/hub' },
    });
    expectOneClearLine(end, /DATABASE_URL/, /postgresql:\/\//);
    expect(end.stderr + end.stdout).not.toContain('secret-word');
  });

  test('a server that is too old is told apart from one that is down', async () => {
    const server = await pretendToBePostgres('90600');
    try {
      const end = await runHub(['migrate'], {
        env: { ...quick, DATABASE_URL: `postgresql://hub@127.0.0.1:${server.port}/hub` },
      });
      expectOneClearLine(end, /version 9/, /15 or newer/);
    } finally {
      server.close();
    }
  });

  test('a port where nothing speaks PostgreSQL is one line', async () => {
    const server = createServer((socket) =>
      socket.on('error', () => {}).end('HTTP/1.1 400 Bad Request\r\n\r\n'),
    );
    const port = await listening(server);
    try {
      const end = await runHub(['migrate'], {
        env: { ...quick, DATABASE_URL: `postgresql://hub@127.0.0.1:${port}/hub` },
      });
      expectOneClearLine(end, new RegExp(`:${port}`));
    } finally {
      server.close();
    }
  });
});

test('a taken port is named', async () => {
  const server = createServer();
  const port = await listening(server);
  try {
    const end = await runHub(['start'], { env: { ...quick, PORT: String(port) } });
    expectOneClearLine(end, new RegExp(String(port)), /PORT/);
  } finally {
    server.close();
  }
});

describe('one data folder, one hub', () => {
  test('a second process is turned away, and a lock left by kill -9 is taken over', async () => {
    const dataDir = temporaryFolder();
    const first = await startHub({ dataDir, env: quick });

    const second = await runHub(['start'], { dataDir, env: { ...quick, PORT: String(await freePort()) } });
    expectOneClearLine(second, new RegExp(String(first.pid)), /HUB_DATA_DIR/);

    const third = await runHub(['seed'], { dataDir, env: quick });
    expectOneClearLine(third, /HUB_DATA_DIR/);

    // A hub keeps the register of the day that it finds.
    const kept = () => existsSync(join(dataDir, 'snapshots/2026-11-24/receipts.json'));
    await expect.poll(kept).toBe(true);
    await first.stop('SIGKILL');
    expect(existsSync(join(dataDir, 'hub.lock'))).toBe(true);

    const heir = await startHub({ dataDir, env: quick });
    const end = await heir.stop('SIGTERM');
    expect(end).toMatchObject({ code: 0, stderr: '' });
    expect(existsSync(join(dataDir, 'hub.lock'))).toBe(false);
  });
});

describe('keys', () => {
  test('rotated and disowned while the hub runs; it tells so at once, and never a private half', async () => {
    const dataDir = temporaryFolder();
    const hub = await startHub({ dataDir, env: quick });
    const file = join(dataDir, 'keys/keys.json');
    const published = async () => {
      const { keys, disowned } = (await (await fetch(`${hub.url}/.well-known/jwks.json`)).json()) as {
        keys: { kid: string }[];
        disowned: { kid: string }[];
      };
      return [keys.map(({ kid }) => kid), disowned.map(({ kid }) => kid)];
    };
    const [[first = '']] = (await published()) as [string[], string[]];
    const secret = /"d": "([\w-]+)"/.exec(readFileSync(file, 'utf8'))?.[1] ?? '';
    expect(secret).toHaveLength(43);
    expect(hub.output()).toContain(file);

    const rotate = await runHub(['keys', 'rotate'], { dataDir, env: quick });
    expect(rotate).toMatchObject({ code: 0, stderr: '' });
    const [[second = '', ...older]] = (await published()) as [string[], string[]];
    expect([older, second === first]).toEqual([[first], false]);
    expect(rotate.stdout).toMatch(new RegExp(`${second}  signs[\\s\\S]*${first}  verifies`));

    const disown = await runHub(['keys', 'disown', first], { dataDir, env: quick });
    expect(disown).toMatchObject({ code: 0, stderr: '' });
    expect(disown.stdout).toMatch(/forged[\s\S]*print them anew/);
    expect(await published()).toEqual([[second], [first]]);

    const end = await hub.stop();
    expect(end.stderr).toBe('');
    for (const text of [end.stdout, rotate.stdout, disown.stdout]) expect(text).not.toContain(secret);
  });
});

describe('migrate and seed', () => {
  for (const kind of ['embedded', 'postgresql'] as const) {
    test(`done twice changes nothing, and a newer database is refused (${kind})`, async () => {
      const dataDir = temporaryFolder();
      const address = kind === 'postgresql' ? await newPostgresDatabase() : undefined;
      const options = { dataDir, env: { ...quick, ...(address && { DATABASE_URL: address }) } };

      const first = await runHub(['migrate'], options);
      expect(first).toMatchObject({ code: 0, stderr: '' });
      const again = await runHub(['migrate'], options);
      expect(again).toMatchObject({ code: 0, stderr: '' });

      expect(await runHub(['seed'], options)).toMatchObject({ code: 0, stderr: '' });
      const after = await ask(dataDir, address, 'select count(*)::int as n from change');
      expect(Number(after[0]?.['n'])).toBeGreaterThan(100);
      expect(await runHub(['seed'], options)).toMatchObject({ code: 0, stderr: '' });
      expect(await ask(dataDir, address, 'select count(*)::int as n from change')).toEqual(after);

      const kept = await runHub(['snapshot'], options);
      expect(kept).toMatchObject({ code: 0, stderr: '' });
      expect(kept.stdout).toMatch(/2026-11-24\.[0-9a-z]+-[0-9a-f]{10}, 136 products/);
      expect(await runHub(['snapshot'], options)).toEqual(kept);
      expect(readdirSync(join(dataDir, 'snapshots'))).toEqual(['2026-11-24']);

      await ask(dataDir, address, `insert into migration (name) values ('9999-from-the-future')`);
      for (const command of ['migrate', 'start', 'seed']) {
        expectOneClearLine(await runHub([command], options), /9999-from-the-future/, /newer/);
      }
    });
  }
});

describe('the snapshot of the day, with PostgreSQL', () => {
  /** What stands behind everybody else waits long where others are at work. */
  const patiently = { timeout: 120_000, interval: 100 };
  /** What every commit and the beginning of a snapshot wait for (migration 0011). */
  const COMMIT_LOCK = 20_250_701;

  /** What a hub has started and what still runs: its number, how far it stands behind others, what it does. */
  function startedBy(hub: number): { pid: number; nice: number; does: string }[] {
    const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,ni=,args='], { encoding: 'utf8' }).split('\n');
    return lines.flatMap((line) => {
      const [, pid, parent, nice, does = ''] = /^\s*(\d+)\s+(\d+)\s+(-?\d+)\s+(.*)$/.exec(line) ?? [];
      return Number(parent) === hub ? [{ pid: Number(pid), nice: Number(nice), does }] : [];
    });
  }

  test('a process of its own makes it, behind everybody else, and ends with the hub', async () => {
    const dataDir = temporaryFolder();
    const address = await newPostgresDatabase();
    const options = { dataDir, env: { ...quick, DATABASE_URL: address } };
    expect(await runHub(['seed'], options)).toMatchObject({ code: 0, stderr: '' });

    const database = await openDatabase({ dataDir, databaseUrl: address });
    const holding = await database.pool!.connect();
    const waiting = () =>
      ask(
        dataDir,
        address,
        `select pid from pg_locks where locktype = 'advisory' and not granted
        and database = (select oid from pg_database where datname = current_database())`,
      );
    const maker = async (hub: number) => {
      // It has come so far that it asks the database for the day.
      await expect.poll(waiting, patiently).toHaveLength(1);
      const started = startedBy(hub).filter(({ does }) => does.endsWith('api/hub.ts snapshot'));
      expect(started).toEqual([expect.objectContaining({ nice: 19 })]);
      return started[0]!.pid;
    };
    try {
      await holding.query('select pg_advisory_lock($1)', [COMMIT_LOCK]);
      const first = await startHub(options);
      const stopped = await maker(first.pid);
      expect(await first.stop('SIGTERM')).toMatchObject({ code: 0, signal: null, stderr: '' });
      expect(() => process.kill(stopped, 0)).toThrow(/ESRCH/);
      expect(existsSync(join(dataDir, 'snapshots'))).toBe(false);

      const second = await startHub(options);
      await maker(second.pid);
      await holding.query('select pg_advisory_unlock($1)', [COMMIT_LOCK]);
      const kept = () => existsSync(join(dataDir, 'snapshots/2026-11-24/receipts.json'));
      await expect.poll(kept, patiently).toBe(true);
      await expect.poll(() => startedBy(second.pid), patiently).toEqual([]);
      expect(readdirSync(join(dataDir, 'snapshots'))).toEqual(['2026-11-24']);
      const end = await second.stop();
      expect(end).toMatchObject({ code: 0, stderr: '' });
      expect(end.stdout).not.toContain('not kept');
    } finally {
      holding.release();
      await database.close();
    }
  }, 400_000);

  test('the hub tells why it was not kept, in the words of that process, and goes on', async () => {
    const dataDir = temporaryFolder();
    const env = { ...quick, DATABASE_URL: await newPostgresDatabase() };
    // Something else stands where it is to come.
    mkdirSync(join(dataDir, 'snapshots/2026-11-24/other'), { recursive: true });
    const hub = await startHub({ dataDir, env });
    await expect.poll(hub.output, patiently).toContain('the register of the day was not kept');
    expect(hub.output()).toContain('ENOTEMPTY');
    expect((await fetch(`${hub.url}/health`)).status).toBe(200);
    expect(await hub.stop()).toMatchObject({ code: 0, stderr: '' });
    expect(readdirSync(join(dataDir, 'snapshots'))).toEqual(['2026-11-24']);
  });
});

describe('a broken seed', () => {
  const seed = join(root, 'api/seed');

  test.for([
    ['products.csv', 'producer'],
    ['recognitions.csv', 'stars'],
  ] as const)(
    'a wrong cell in %s (%s) is named by file, line and column, and nothing is kept',
    async ([file, column]) => {
      const broken = join(temporaryFolder(), 'seed');
      cpSync(seed, broken, { recursive: true });
      const rows = parse(readFileSync(join(broken, file)), { bom: true }) as string[][];
      const index = rows[0]!.indexOf(column);
      expect(index, `${file} has a column ${column}`).toBeGreaterThanOrEqual(0);
      const line = rows.findIndex((row, at) => at > 0 && row[index] !== '');
      rows[line]![index] = 'nine';
      writeFileSync(join(broken, file), rows.map((row) => row.map(quote).join(',')).join('\n') + '\n');

      const dataDir = temporaryFolder();
      const env = { ...quick, HUB_SEED_DIR: broken, PORT: String(await freePort()) };
      const end = await runHub(['start'], { dataDir, env });
      expectOneClearLine(
        end,
        new RegExp(file.replace('.', '\\.')),
        new RegExp(column),
        new RegExp(`\\b${line + 1}\\b`),
      );

      const [count] = await ask(dataDir, undefined, 'select count(*)::int as n from product');
      expect(count).toEqual({ n: 0 });
    },
  );

  test('a seed folder that is not there is named', async () => {
    const missing = join(temporaryFolder(), 'nowhere');
    expectOneClearLine(await runHub(['start'], { env: { ...quick, HUB_SEED_DIR: missing } }), /nowhere/);
    expect(readdirSync(seed).length).toBeGreaterThan(0);
  });
});

test('it says its addresses last, and ends with 0 on SIGTERM and on Ctrl-C', async () => {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    const dataDir = folders.find((folder) => existsSync(join(folder, 'database'))) ?? temporaryFolder();
    const hub = await startHub({ dataDir, env: quick });
    const addresses = hub.output().trim().split('\n').slice(-3).join('\n');
    expect(addresses).toContain(`http://localhost:${hub.port}/graphql`);
    expect(await hub.stop(signal)).toMatchObject({ code: 0, signal: null, stderr: '' });
  }
});

function quote(cell: string): string {
  return /[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function listening(server: ReturnType<typeof createServer>): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
}

async function ask(
  dataDir: string,
  databaseUrl: string | undefined,
  sql: string,
): Promise<Record<string, unknown>[]> {
  const database = await openDatabase({ dataDir, databaseUrl });
  try {
    return await database.em.getConnection().execute(sql);
  } finally {
    await database.close();
  }
}

async function newPostgresDatabase(): Promise<string> {
  const server = process.env['TEST_POSTGRES_URL'] ?? '';
  const name = `hub_cli_${randomBytes(6).toString('hex')}`;
  await ask('', server, `create database ${name}`);
  return Object.assign(new URL(server), { pathname: `/${name}` }).href;
}
