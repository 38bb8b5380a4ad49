import { spawn } from 'node:child_process';
import { atExit } from './at-exit.ts';
import { root } from './hub-process.ts';

const tsx = (...args: string[]) => [process.execPath, '--import', 'tsx', ...args];

/** Each check by a name that a person can type: what it says, and the command that ends with 0 when all is well. */
export const steps = {
  format: { heading: 'Format (prettier)', command: ['prettier', '--check', '--log-level', 'warn', '.'] },
  lint: { heading: 'Lint (oxlint)', command: ['oxlint'] },
  imports: {
    heading: 'Direction of imports (dependency-cruiser)',
    command: ['depcruise', '--config', '.dependency-cruiser.cjs', 'api', 'migrations', 'directory'],
  },
  types: { heading: 'Types of the hub (tsc)', command: ['tsc', '--project', 'tsconfig.json'] },
  pages: {
    heading: 'Types of the directory (astro check)',
    command: ['astro', 'check', '--root', 'directory'],
  },
  schema: {
    heading: 'schema/schema.graphql is the schema of the code',
    command: tsx('api/graphql/print-schema.ts', '--check'),
  },
  codegen: {
    heading: 'The typed documents are those of the schema (codegen)',
    command: ['graphql-codegen', '--config', 'codegen.yml', '--check', '--errors-only'],
  },
} satisfies Record<string, { heading: string; command: string[] }>;

export type StepName = keyof typeof steps;

/** Runs a command in the root of the checkout, its output passed through; resolves to its exit code. */
export function execute(command: readonly string[], env: Record<string, string> = {}): Promise<number> {
  const [file = '', ...args] = command;
  const child = spawn(file, args, { cwd: root, env: { ...process.env, ...env }, stdio: 'inherit' });
  const forget = atExit(() => child.kill('SIGTERM'));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      forget();
      resolve(code ?? 1);
    });
  });
}
