import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { budget, limits } from './graphql/limits/limits.rules.ts';
import { Problem } from './problem.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

const day = z.iso.date('write a day of the calendar as YYYY-MM-DD');
const postgresUrl = z
  .string()
  .refine(
    isPostgresAddress,
    'write it as postgresql://user:password@host:5432/database, special characters as %XX',
  );

function isPostgresAddress(text: string): boolean {
  try {
    const address = new URL(text);
    decodeURIComponent(`${address.username}${address.password}${address.pathname}`);
    return (
      /^postgres(ql)?:$/.test(address.protocol) && address.hostname !== '' && address.pathname.length > 1
    );
  } catch {
    return false;
  }
}

const environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
  HUB_HOST: z.string().default('0.0.0.0'),
  HUB_DATA_DIR: z.string().default('.data'),
  HUB_KEYS: z.string().optional(),
  HUB_SEED_DIR: z.string().default('api/seed'),
  HUB_SITE_URL: z.url().optional(),
  HUB_TILES_URL: z.url().optional(),
  HUB_TILES_ATTRIBUTION: z.string().default(''),
  HUB_TODAY: day.optional(),
  HUB_ACTOR: z.string().max(200, 'write a name of at most 200 letters').optional(),
  HUB_PUBLISHER: z.string().max(200, 'write a name of at most 200 letters').optional(),
  HUB_CONTACT: z
    .union([z.email(), z.url({ protocol: /^https?$/ })], {
      error: 'write an e-mail address, or the https address of a page',
    })
    .optional(),
  HUB_LOG: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('warn'),
  HUB_DIRECTORY: z.enum(['build', 'off']).default('build'),
  HUB_TRUST_PROXY: z
    .string()
    .regex(
      /^(\d{1,2}|[\da-f.:/]+|loopback|linklocal|uniquelocal)(\s*,\s*([\da-f.:/]+|loopback|linklocal|uniquelocal))*$/i,
      {
        error:
          'write how many proxies stand before the hub, or their addresses with commas (10.0.0.0/8, loopback)',
      },
    )
    .optional(),
  HUB_SNAPSHOTS: z
    .string()
    .regex(
      /^(off|daily=[1-9]\d{0,3} monthly=\d{1,4})$/,
      'write how many are kept as "daily=7 monthly=12", or "off"',
    )
    .default('daily=7 monthly=12'),
  HUB_POINTS_PER_MINUTE: z.coerce.number().int().min(limits.cost).default(budget.points),
  HUB_WEBHOOKS: z.enum(['public', 'any', 'off']).default('public'),
  DATABASE_URL: postgresUrl.optional(),
  DATABASE_REPLICA_URLS: z
    .string()
    .transform((text) => text.split(',').map((address) => address.trim()))
    .pipe(z.array(postgresUrl))
    .default([]),
  HUB_REPLICA_LAG_MS: z.coerce.number().int().min(100).max(60_000).default(1_000),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//, 'write it as redis://user:password@host:6379/0')
    .optional(),
});

export type Config = ReturnType<typeof readConfig>;

/** Every environment variable of the hub, parsed and checked once. */
export function readConfig(env: Record<string, string | undefined>) {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const name = String(issue?.path[0]);
    // An address can hold a password: it is never repeated.
    const value = /^(DATABASE|REDIS)/.test(name) ? '' : ` is "${env[name]}"`;
    throw new Problem(`The environment variable ${name}${value}: ${issue?.message}`);
  }
  const v = parsed.data;
  if (v.DATABASE_REPLICA_URLS.length > 0 && !v.DATABASE_URL) {
    throw new Problem(
      'The environment variable DATABASE_REPLICA_URLS: set DATABASE_URL as well, to the primary that they follow',
    );
  }
  const dataDir = resolve(root, v.HUB_DATA_DIR);
  return {
    root,
    port: v.PORT,
    host: v.HUB_HOST,
    dataDir,
    /** The keys that sign proofs: a file, which several hubs may share. */
    keysFile: v.HUB_KEYS ? resolve(root, v.HUB_KEYS) : join(dataDir, 'keys/keys.json'),
    /** The key that seals the secrets of webhooks, beside them. */
    webhookKeyFile: join(
      v.HUB_KEYS ? dirname(resolve(root, v.HUB_KEYS)) : join(dataDir, 'keys'),
      'webhooks.key',
    ),
    /** Where webhooks may go: to public addresses alone, for tests anywhere, or nowhere. */
    webhooks: v.HUB_WEBHOOKS,
    seedDir: resolve(root, v.HUB_SEED_DIR),
    siteUrl: v.HUB_SITE_URL,
    /** Who answers for the register, for catalogues. */
    responsible: { publisher: v.HUB_PUBLISHER, contact: v.HUB_CONTACT },
    /** A base map of one's own for the directory, as the address of its tiles and whom to name for them. */
    tiles: v.HUB_TILES_URL ? { url: v.HUB_TILES_URL, attribution: v.HUB_TILES_ATTRIBUTION } : null,
    /** A fixed "today" for tests and pictures; otherwise the day in Asia/Ho_Chi_Minh. */
    fixedToday: v.HUB_TODAY,
    /** Who imports lists from this machine, where nobody says so at the command line. */
    actor: v.HUB_ACTOR,
    logLevel: v.HUB_LOG,
    buildsDirectory: v.HUB_DIRECTORY === 'build',
    databaseUrl: v.DATABASE_URL,
    /** Streaming replicas of it, which are read in its place while they are not late. */
    replicas: { urls: v.DATABASE_REPLICA_URLS, lagMs: v.HUB_REPLICA_LAG_MS },
    redisUrl: v.REDIS_URL,
    /** Where the register of every night is kept. */
    snapshotsDir: join(dataDir, 'snapshots'),
    /** How many of them are kept; null where none is taken. */
    snapshots: policyOf(v.HUB_SNAPSHOTS),
    /** Points that an anonymous address may spend in a minute. */
    pointsPerMinute: v.HUB_POINTS_PER_MINUTE,
    /** Whose word about a caller's address is taken: a number of proxies, or their addresses. */
    trustProxy: /^\d{1,2}$/.test(v.HUB_TRUST_PROXY ?? '') ? Number(v.HUB_TRUST_PROXY) : v.HUB_TRUST_PROXY,
  };
}

function policyOf(text: string): { daily: number; monthly: number } | null {
  const [daily, monthly] = [...text.matchAll(/\d+/g)].map(Number);
  return daily === undefined || monthly === undefined ? null : { daily, monthly };
}
