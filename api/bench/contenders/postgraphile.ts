/** PostGraphile 5 with its Amber preset on the register's tables and on what functions.ts adds for it. */
import { createServer } from 'node:http';
import { postgraphile } from 'postgraphile';
import { makePgService } from 'postgraphile/adaptors/pg';
import { grafserv } from 'postgraphile/grafserv/node';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';

const { PORT = '', DATABASE_URL = '' } = process.env;
const instance = postgraphile({
  extends: [PostGraphileAmberPreset],
  // It offers an order by columns under an index only; a product's few recognitions are put in order without one.
  disablePlugins: ['PgIndexBehaviorsPlugin'],
  pgServices: [makePgService({ connectionString: DATABASE_URL, schemas: ['public'] })],
  schema: { defaultBehavior: '+connection +list' },
  // Its browser for queries is not installed (package.json, overrides).
  grafserv: { graphiql: false, watch: false, graphqlPath: '/graphql' },
  grafast: { explain: false },
});
const server = createServer();
await instance.createServ(grafserv).addTo(server);
await instance.getSchema();
server.listen(Number(PORT), '127.0.0.1', () => console.log('ready'));
