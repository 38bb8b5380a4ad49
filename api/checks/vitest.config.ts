import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('../..', import.meta.url));
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
    testTimeout: 90_000,
    hookTimeout: 120_000,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['api/**/*.test.ts', 'migrations/**/*.test.ts', 'directory/src/**/*.test.ts'],
          exclude: ['**/*.cli.test.ts'],
          globalSetup: [setup('postgres.setup.ts')],
        },
      },
      {
        // The real command line: each test starts processes of its own.
        test: {
          name: 'cli',
          include: ['api/**/*.cli.test.ts'],
          testTimeout: 180_000,
          retry: 1,
          globalSetup: [setup('postgres.setup.ts')],
        },
      },
      {
        // The directory in a browser, served by one hub for all files.
        test: {
          name: 'e2e',
          include: ['directory/e2e/**/*.test.ts'],
          testTimeout: 120_000,
          // Browsers and processes of their own, on a machine that may be busy: once is an accident, twice a fault.
          // The run says which ones needed it.
          retry: 1,
          // A slow machine draws a page in its own time.
          expect: { poll: { timeout: 20_000 } },
          fileParallelism: false,
          globalSetup: [setup('hub.setup.ts')],
        },
      },
    ],
  },
});
