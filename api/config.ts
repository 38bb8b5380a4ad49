import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { Problem } from './problem.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'write a day as YYYY-MM-DD');
const postgresUrl = z
  .string()
  .regex(/^postgres(ql)?:\/\//, 'write it as postgresql://user:password@host:5432/database');

const environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
  HUB_HOST: z.string().default('0.0.0.0'),
  HUB_DATA_DIR: z.string().default('.data'),
  HUB_SEED_DIR: z.string().default('api/seed'),
  HUB_SITE_URL: z.url().optional(),
  HUB_TODAY: day.optional(),
  HUB_LOG: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('warn'),
  HUB_DIRECTORY: z.enum(['build', 'off']).default('build'),
  DATABASE_URL: postgresUrl.optional(),
});

export type Config = ReturnType<typeof readConfig>;

/** Every environment variable of the hub, parsed and checked once. */
export function readConfig(env: Record<string, string | undefined>) {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const name = String(issue?.path[0]);
    // A database address can hold a password: it is never repeated.
    const value = name.startsWith('DATABASE') ? '' : ` is "${env[name]}"`;
    throw new Problem(`The environment variable ${name}${value}: ${issue?.message}`);
  }
  const v = parsed.data;
  return {
    root,
    port: v.PORT,
    host: v.HUB_HOST,
    dataDir: resolve(root, v.HUB_DATA_DIR),
    seedDir: resolve(root, v.HUB_SEED_DIR),
    siteUrl: v.HUB_SITE_URL,
    /** A fixed "today" for tests and pictures; otherwise the day in Asia/Ho_Chi_Minh. */
    fixedToday: v.HUB_TODAY,
    logLevel: v.HUB_LOG,
    buildsDirectory: v.HUB_DIRECTORY === 'build',
    databaseUrl: v.DATABASE_URL,
  };
}
