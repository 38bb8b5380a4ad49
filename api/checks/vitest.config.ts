import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** How long a test looks for what is to come: a slow machine does everything, in its own time. */
const patience = { poll: { timeout: 60_000 } };
const setup = (file: string) => fileURLToPath(new URL(file, import.meta.url));

export default defineConfig({
  root,
  // Without it two copies of graphql meet, and a schema of one is no schema to the other.
  resolve: { alias: { graphql: 'graphql/index.js' } },
  oxc: {
    decorator: { legacy: true },
    assumptions: { setPublicClassFields: true },
    typescript: { removeClassFieldsWithoutInitializer: true },
  },
  test: {
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 240_000,
    hookTimeout: 600_000,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['api/**/*.test.ts', 'migrations/**/*.test.ts', 'directory/src/**/*.test.ts'],
          exclude: ['**/*.cli.test.ts'],
          expect: patience,
          globalSetup: [setup('postgres.setup.ts')],
        },
      },
      {
        // The real command line: each test starts processes of its own.
        test: {
          name: 'cli',
          include: ['api/**/*.cli.test.ts'],
          testTimeout: 360_000,
          retry: 1,
          expect: patience,
          globalSetup: [setup('postgres.setup.ts')],
        },
      },
      {
        // The directory in a browser, served by one hub for all files.
        test: {
          name: 'e2e',
          include: ['directory/e2e/**/*.test.ts'],
          testTimeout: 300_000,
          // Browsers and processes of their own, on a machine that may be busy: once is an accident, twice a fault.
          // The run says which ones needed it.
          retry: 1,
          expect: patience,
          fileParallelism: false,
          globalSetup: [setup('hub.setup.ts')],
        },
      },
    ],
  },
});
