/**
 * Runs every recipe of the docs against a hub over HTTP, as it is shown. What they print is kept beside them as
 * NAME.answer.txt; after a change of the schema, the seed or a recipe, write it anew and read the difference:
 *   npx vitest run --config api/checks/vitest.config.ts directory/src/docs/recipes.test.ts -u
 */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { runInNewContext } from 'node:vm';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newSecret, signedHeaders } from '../../../api/exchange/webhooks/signature.ts';
import { takeChanges } from '../../../api/exchange/webhooks/take-changes.ts';
import { TODAY } from '../../../api/graphql/testing.ts';
import { openTestHub, type TestHub } from '../../../api/web/testing.ts';
import { recipe } from './recipes.ts';

const root = join(import.meta.dirname, '../../..');
const run = promisify(execFile);
let hub: TestHub;
let folder: string;

beforeAll(async () => {
  hub = await openTestHub();
  // Within the project, so that the recipe finds what it imports.
  mkdirSync(join(root, '.build'), { recursive: true });
  folder = mkdtempSync(join(root, '.build/recipes-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await hub.close();
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** What is another at every request. */
const shown = (key: string, value: unknown): unknown =>
  ['remaining', 'resetAt'].includes(key) ? '…' : value;

/** A program that hangs is stopped; on a slow machine compilers take a while. */
const PATIENCE = 80_000;

const expectShown = (file: string, printed: string) =>
  expect(printed).toMatchFileSnapshot(join(import.meta.dirname, `recipes/${file}.answer.txt`));

it('curl-expiries.sh', async () => {
  const { stdout } = await run('sh', ['-c', recipe('curl-expiries.sh', hub.url)], { timeout: PATIENCE });
  await expectShown('curl-expiries.sh', stdout);
});

it.each(['curl.sh', 'curl-cost.sh'])('%s', async (file) => {
  const { stdout } = await run('sh', ['-c', recipe(file, hub.url)], { timeout: PATIENCE });
  await expectShown(file, `${JSON.stringify(JSON.parse(stdout), shown, 2)}\n`);
});

it('in_force.py', async () => {
  const { stdout } = await run('python3', ['-c', recipe('in_force.py', hub.url)], {
    timeout: PATIENCE,
    env: { ...process.env, PYTHONIOENCODING: 'utf-8' },
  });
  await expectShown('in_force.py', stdout.replaceAll('\r\n', '\n'));
});

it('codegen.ts and products.ts, with types that hold', async () => {
  writeFileSync(join(folder, 'codegen.ts'), recipe('codegen.ts.txt', hub.url));
  writeFileSync(join(folder, 'products.ts'), recipe('products.ts.txt', hub.url));
  const bin = (name: string) => join(root, 'node_modules/.bin', name);
  await run(bin('graphql-codegen'), ['--config', 'codegen.ts'], { cwd: folder, timeout: PATIENCE });
  const strict = ['--noEmit', '--strict', '--skipLibCheck', '--ignoreConfig', '--types', 'node'];
  const modern = ['--target', 'es2023', '--module', 'esnext', '--moduleResolution', 'bundler'];
  await run(bin('tsc'), [...strict, ...modern, 'products.ts'], { cwd: folder, timeout: PATIENCE });
  const { stdout } = await run(process.execPath, ['--import', 'tsx', 'products.ts'], {
    cwd: folder,
    timeout: PATIENCE,
  });
  await expectShown('products.ts', stdout);
});

it('verify-proof.mjs tells a genuine code from one that was moved to another product', async () => {
  const query =
    '{ products(first: 2, where: { verdict: [IN_FORCE] }) { nodes { code proof { fragment } } } }';
  const { data } = await (await hub.ask({ query })).json();
  const [{ code, proof }, other] = data.products.nodes;
  writeFileSync(join(folder, 'verify-proof.mjs'), recipe('verify-proof.mjs.txt', hub.url));
  const verify = async (address: string, day: string) => {
    const file = join(folder, 'verify-proof.mjs');
    return (await run(process.execPath, [file, address, day], { timeout: PATIENCE })).stdout;
  };
  const address = `${hub.url}/v/${code}#${proof.fragment}`;
  await expectShown('verify-proof.mjs', await verify(address, '2026-11-24'));
  expect(await verify(address.replace(code, other.code), '2026-11-24')).toBe(`${other.code}: forged\n`);
  await expect(verify(address, '2026-11-28')).rejects.toThrow(/too old/);
});

it('follow.mjs has a copy of the register, and later what has changed', async () => {
  writeFileSync(join(folder, 'follow.mjs'), recipe('follow.mjs.txt', hub.url));
  const follow = async () =>
    (await run(process.execPath, ['follow.mjs'], { cwd: folder, timeout: PATIENCE })).stdout;
  const inCopy = () => JSON.parse(readFileSync(join(folder, 'copy.json'), 'utf8')).records;
  const inRegister = async () => {
    const text = await (await fetch(`${hub.url}/changes/snapshot.ndjson`)).text();
    const lines = text.trimEnd().split('\n').slice(0, -1);
    return Object.fromEntries(
      lines
        .map((line) => JSON.parse(line))
        .map(({ id, record }: { id: string; record: unknown }) => [id, record]),
    );
  };
  await expectShown('follow.mjs', await follow());
  expect(inCopy()).toEqual(await inRegister());
  await sql`update product set note = 'Sau đó' where code = (select min(code) from product)`.execute(hub.db);
  await sql`delete from certification`.execute(hub.db);
  expect(inCopy()).not.toEqual(await inRegister());
  await follow();
  expect(inCopy()).toEqual(await inRegister());
  // Of a register that was restored, or of another.
  const copy = JSON.parse(readFileSync(join(folder, 'copy.json'), 'utf8'));
  copy.next = copy.next.replace(/.$/, (last: string) => (last === '0' ? '1' : '0'));
  writeFileSync(join(folder, 'copy.json'), JSON.stringify({ ...copy, records: { prd_stray: {} } }));
  await follow();
  expect(inCopy()).toEqual(await inRegister());
});

it('receiver.mjs takes what the hub has signed, once, and nothing else', async () => {
  await sql`insert into webhook (id, url, events, secret, after_change)
    select 'wh_0123456789', 'https://partner.example/', '{product.updated}', '', max(id) from change`.execute(
    hub.db,
  );
  await sql`update product set note = 'Đã sửa' where code = (select min(code) from product)`.execute(hub.db);
  await takeChanges(hub.db, '', TODAY);
  const { rows } = await sql<{ body: string }>`select body from webhook_delivery`.execute(hub.db);
  const body = rows[0]?.body ?? '';
  const secret = newSecret();
  writeFileSync(join(folder, 'receiver.mjs'), recipe('receiver.mjs.txt', hub.url));
  const port = String(await freePort());
  const receiver = spawn(process.execPath, [join(folder, 'receiver.mjs')], {
    env: { ...process.env, WEBHOOK_SECRET: secret, PORT: port },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    let printed = '';
    receiver.stdout.on('data', (part: Buffer) => (printed += part.toString()));
    const send = async (headers: Record<string, string>, sent = body): Promise<number> => {
      try {
        return (await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', headers, body: sent })).status;
      } catch {
        await sleep(50);
        return send(headers, sent);
      }
    };
    const signed = (now = new Date(), with_ = secret) => signedHeaders(with_, 'msg_1', body, now);
    expect(await send(signed())).toBe(204);
    expect(await send(signed())).toBe(204);
    expect(await send({ ...signed(), 'webhook-signature': `v1,AAAA ${signed()['webhook-signature']}` })).toBe(
      204,
    );
    for (const [headers, sent] of [
      [signed(), body.replace('updated', 'deleted')],
      [signed(new Date(), newSecret()), body],
      [signed(new Date(Date.now() - 3_600_000)), body],
      [{ ...signed(), 'webhook-id': 'msg_2' }, body],
      [{}, body],
    ] as const)
      expect(await send(headers, sent)).toBe(400);
    await expectShown('receiver.mjs', printed);
  } finally {
    receiver.kill();
  }
});

it('apps-script.js, with a sheet and a fetch that stand in for those of Google', async () => {
  let written: unknown[][] = [];
  const sent: { url: string; payload: string }[] = [];
  const answers: string[] = [];
  const script = recipe('apps-script.js.txt', hub.url);
  const context = {
    UrlFetchApp: {
      fetch(url: string, { payload }: { payload: string }) {
        sent.push({ url, payload });
        const answer = answers[sent.length - 1];
        if (answer === undefined) throw new Error('not answered yet');
        return { getContentText: () => answer };
      },
    },
    SpreadsheetApp: {
      getActiveSheet: () => ({
        clearContents() {},
        getRange: (row: number, column: number, rows: number, columns: number) => ({
          setValues(values: unknown[][]) {
            expect([row, column, rows, columns]).toEqual([1, 1, values.length, values[0]?.length]);
            written = values;
          },
        }),
      }),
    },
  };
  // Google's fetch waits; ours cannot. So the script runs again from its start with every answer that is in.
  for (let attempt = 0; written.length === 0; attempt += 1) {
    expect(attempt).toBeLessThan(5);
    sent.length = 0;
    try {
      runInNewContext(`${script}\nfillSheet();`, { ...context });
    } catch (error) {
      const last = sent.at(-1);
      if (!last || !String(error).includes('not answered yet')) throw error;
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(last.url, { method: 'POST', headers, body: last.payload });
      answers.push(await answer.text());
    }
  }
  expect(written).toHaveLength(137);
  expect(written.every((row) => row.length === 8)).toBe(true);
  expect(answers).toHaveLength(2);
});

it('power-query.m asks what it shows', async () => {
  const script = recipe('power-query.m', hub.url);
  const query = /Query = "([^"]*)"/.exec(script)?.[1];
  const response = await hub.ask({ query, variables: { first: 100, after: null } });
  const { data, errors } = await response.json();
  expect(errors).toBeUndefined();
  const fields = new Set([...script.matchAll(/product\[(\w+)\]/g)].map(([, field]) => field));
  expect(Object.keys(data.products.nodes[0])).toEqual(expect.arrayContaining([...fields]));
});
