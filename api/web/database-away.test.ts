import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabase, type Database } from '../database/open.ts';
import { openTestDatabase } from '../database/testing.ts';
import { answerOf, openTestHub, type TestHub } from './testing.ts';

/** A line to a server that can be cut, and mended at the same address. */
async function lineTo(server: URL) {
  const sockets = new Set<Socket>();
  const line = createServer((near) => {
    const far = connect(Number(server.port), server.hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => {}).on('close', () => sockets.delete(socket));
    }
    near.pipe(far).pipe(near);
  });
  const begin = async (port: number) => {
    line.listen(port, '127.0.0.1');
    await once(line, 'listening');
  };
  await begin(0);
  const { port } = line.address() as AddressInfo;
  return {
    port,
    async cut() {
      const closed = once(line, 'close');
      line.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    mend: () => begin(port),
  };
}

let direct: Database;
let line: Awaited<ReturnType<typeof lineTo>>;
let hub: TestHub;
beforeAll(async () => {
  direct = await openTestDatabase('postgresql', 'seeded');
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(direct.primary);
  const server = new URL(process.env['TEST_POSTGRES_URL']!);
  line = await lineTo(server);
  const databaseUrl = Object.assign(new URL(server), { port: line.port, pathname: `/${rows[0]!.name}` }).href;
  hub = await openTestHub({ kind: 'postgresql', database: await openDatabase({ dataDir: '', databaseUrl }) });
});
afterAll(async () => {
  await hub.close();
  await hub.database.close();
  await line.cut();
  await direct.close();
});

it('answers 503 by every way while its database is away, says when to ask again, and goes on when it is back', async () => {
  const asked = { query: '{ dataset { title } products(first: 3) { nodes { name } } }' };
  // What the database need not be asked again for would be answered without it.
  const anew = { 'cache-control': 'no-cache' };
  const before = await (await hub.ask(asked, anew)).text();
  expect(await (await hub.ask(asked, anew)).text()).toBe(before);
  const nullable = {
    query: '{ product(by: { slug: "ca-phe" }) { name } region(by: { slug: "x" }) { name } }',
  };

  await line.cut();
  for (const body of [asked, asked, { query: `# anew\n${asked.query}` }, nullable]) {
    const answer = await hub.ask(body, anew);
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('5');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const told = await answerOf(answer);
    expect(told).toEqual({
      errors: [
        {
          message: 'The register cannot be read at the moment: try again soon',
          extensions: {
            code: 'REGISTER_UNAVAILABLE',
            url: '/docs/errors/REGISTER_UNAVAILABLE/',
            requestId: answer.headers.get('x-request-id'),
          },
        },
      ],
    });
  }
  for (const path of [
    '/export/products.csv',
    '/changes',
    '/ogc/collections/products/items',
    '/feeds/recognitions.rss',
    '/feeds/expiries.ics',
    '/embed/list.json',
    '/embed/product/P0000000',
    '/v/P0000000?lang=en',
  ]) {
    const answer = await fetch(hub.url + path);
    // Pages for people wait longer before they ask again by themselves.
    const after = /^\/(v|embed)\//.test(path) ? '30' : '5';
    expect([path, answer.status, answer.headers.get('retry-after')]).toEqual([path, 503, after]);
    await answer.arrayBuffer();
  }
  expect(hub.unexpected.splice(0).length).toBeGreaterThan(0);

  await line.mend();
  await expect.poll(async () => (await hub.ask(asked, anew)).status).toBe(200);
  expect(await (await hub.ask(asked, anew)).text()).toBe(before);
  expect((await hub.ask({ query: `# anew\n${asked.query}` })).status).toBe(200);
});
