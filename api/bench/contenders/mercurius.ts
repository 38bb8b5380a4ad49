/** Mercurius with the hub's schema and resolvers, compiled from the first asking, without the hub's limits. */
import Fastify from 'fastify';
import type { Kysely } from 'kysely';
import mercurius from 'mercurius';
import { openDatabase } from '../../database/open.ts';
import { publicSchema } from '../../graphql/schema.ts';
import { requestContext } from '../../graphql/server.ts';

const { PORT = '', DATABASE_URL = '', BENCH_TODAY = '' } = process.env;
const database = await openDatabase({ dataDir: '', databaseUrl: DATABASE_URL });
const db = database.em.getKysely() as unknown as Kysely<unknown>;

const issueProof = () => {
  throw new Error('No question asks for a proof');
};

const app = Fastify();
await app.register(mercurius, {
  schema: await publicSchema(),
  jit: 1,
  context: () => requestContext({ db, clock: () => BENCH_TODAY, issueProof, canCancel: true }),
});
await app.listen({ port: Number(PORT), host: '127.0.0.1' });
console.log('ready');
