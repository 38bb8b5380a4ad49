import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { clock } from './clock.ts';
import type { Config } from './config.ts';
import { openReaders } from './database/replicas.ts';
import { keepSnapshot, keptSnapshot, pruneSnapshots } from './exchange/exports/kept-snapshots.ts';
import { sealOf } from './exchange/webhooks/sealed-secret.ts';
import { startSender, type Sender } from './exchange/webhooks/sender.ts';
import { openRegister } from './open-register.ts';
import { proofIssuer } from './register/proofs/proof-issuer.ts';
import { signingKeys } from './register/proofs/signing-keys.ts';
import { memoryBudget, type BudgetSize } from './graphql/limits/budget.ts';
import type { Caller } from './graphql/limits/caller.ts';
import { redisBudget } from './graphql/limits/redis-budget.ts';
import { KnownOperations } from './graphql/known-operations.ts';
import { publicSchema } from './graphql/schema.ts';
import { graphqlServer, requestContext } from './graphql/server.ts';
import { Problem } from './problem.ts';
import { runBeside } from './run-beside.ts';
import { revisionsOf } from './register/changes/revision.ts';
import { answerCache } from './web/answer-cache.ts';
import { webApp } from './web/app.ts';
import { reportsOfAnAddress } from './web/doubts/serve-doubts.ts';
import { buildDirectory, builtDirectory, newestDirectory } from './web/directory-build.ts';
import type { Site } from './web/static-files.ts';

export interface Hub {
  url: string;
  today: () => string;
  /** Another text after every change of the register. */
  registerState(): Promise<string>;
  /** Brings the pages up to the register and to today, and serves them. Says what it does. */
  bringDirectoryUpToDate(): Promise<string>;
  /** Takes up, in one step, the pages that `hub build --watch` builds beside this process. */
  followDirectory(): void;
  /** Keeps the register of every day from now on, and of today where it is not kept yet. */
  keepSnapshots(): void;
  /** Tells subscribers of what changes, from here on. */
  sendWebhooks(): void;
  close(): Promise<void>;
}

const FOLLOW_EVERY_MS = 2_000;
/** How soon after midnight the register of the new day is kept. */
const LOOK_FOR_DAY_EVERY_MS = 60_000;

/** Opens the database, builds the schema, listens. */
export async function startHub(config: Config, say: (line: string) => void): Promise<Hub> {
  const database = await openRegister(config, say);
  const today = clock(config.fixedToday);
  const { primary } = database;
  // From what was migrated and filled above: a replica without it is late.
  const readers = openReaders(database, config.replicas, say);
  const keys = signingKeys(config.keysFile, today(), say);
  const issueProof = proofIssuer(keys, config.siteUrl ? new URL(config.siteUrl).origin : '');
  const context = (caller?: Caller) =>
    requestContext({
      db: readers.reader(),
      primary,
      clock: today,
      issueProof,
      canCancel: !database.isEmbedded,
      ...(caller && { caller }),
    });
  const site: Site = { folder: null };
  const ownKey = randomBytes(24).toString('base64url');

  const { siteUrl } = config;
  const counted = (size: BudgetSize) =>
    config.redisUrl
      ? redisBudget(config.redisUrl, {
          size,
          onTrouble: (error) =>
            say(`Redis:     ${String(error)}. Until it answers, this hub counts for itself`),
        })
      : memoryBudget(size);
  const budget = await counted({ points: config.pointsPerMinute, seconds: 60 });
  const reports = await counted(reportsOfAnAddress);
  const known = new KnownOperations();
  const graphql = graphqlServer(
    await publicSchema(),
    (error, requestId) => app.log.error({ err: error, requestId }),
    { siteUrl, known },
  );
  await graphql.start();
  const { root, logLevel, trustProxy } = config;
  const askDatabase = () => sql`select 1`.execute(readers.reader());
  const app = await webApp({
    graphql,
    front: {
      known,
      answers: answerCache(revisionsOf(primary, { takesLeases: !database.isEmbedded }), today),
    },
    context,
    keys,
    budget,
    // Hubs that count together know the same address of Redis, and nobody else does.
    doubts: { budget: reports, secret: config.redisUrl ?? ownKey },
    ownKey,
    site,
    siteUrl,
    tilesUrl: config.tiles?.url,
    root,
    logLevel,
    trustProxy,
    askDatabase,
    snapshotsDir: config.snapshotsDir,
    responsible: config.responsible,
  });

  let following: NodeJS.Timeout | undefined;
  let sender: Sender | undefined;
  let nights: NodeJS.Timeout | undefined;
  let taking: Promise<void> | null = null;
  const stopped = new AbortController();
  async function keepDay(): Promise<void> {
    const { snapshots: policy, snapshotsDir: folder } = config;
    if (!policy) return;
    const origin = siteUrl ? new URL(siteUrl).origin : '';
    const { signal } = stopped;
    try {
      if (!keptSnapshot(folder, today())) {
        // The embedded database is open in this process, and can be in no other.
        if (database.isEmbedded) await keepSnapshot(context(), { folder, origin, signal, atHalfSpeed: true });
        else await runBeside('snapshot', { root, signal });
      }
      pruneSnapshots(folder, policy);
    } catch (error) {
      if (!signal.aborted) app.log.error({ err: error }, 'the register of the day was not kept');
    }
  }
  const close = async () => {
    clearInterval(following);
    clearInterval(nights);
    stopped.abort();
    await sender?.close();
    await taking;
    await app.close();
    await graphql.stop();
    await budget.close();
    await reports.close();
    await readers.close();
    await database.close();
  };
  const url = await listen(config, app).catch(async (error: unknown) => {
    await close();
    throw error;
  });

  const registerState = async () => {
    const answer = await graphql.executeOperation(
      { query: '{ dataset { revision } }' },
      { contextValue: context() },
    );
    if (answer.body.kind !== 'single' || !answer.body.singleResult.data)
      throw new Problem('The register does not answer');
    const { dataset } = answer.body.singleResult.data as { dataset: { revision: string } };
    return `${database.description} ${dataset.revision}`;
  };

  return {
    url,
    close,
    today,
    followDirectory() {
      following = setInterval(() => {
        site.folder = newestDirectory(config.dataDir) ?? site.folder;
      }, FOLLOW_EVERY_MS);
    },
    keepSnapshots() {
      const look = () => {
        taking ??= keepDay().finally(() => (taking = null));
      };
      look();
      nights = setInterval(look, LOOK_FOR_DAY_EVERY_MS);
    },
    sendWebhooks() {
      const { webhooks: reach, webhookKeyFile } = config;
      if (reach !== 'off')
        sender = startSender({ db: primary, seal: sealOf(webhookKeyFile, say), reach, siteUrl, today, say });
    },
    registerState,
    async bringDirectoryUpToDate() {
      const register = await registerState();
      // The pages are read one by one, from any replica: none of them may be older than the state that they are of.
      await readers.settled();
      const build = {
        root: config.root,
        dataDir: config.dataDir,
        hubUrl: url,
        hubKey: ownKey,
        siteUrl: config.siteUrl,
        tiles: config.tiles,
        register,
        today: today(),
      };
      site.folder = builtDirectory(build);
      if (site.folder) return 'up to date';
      say('Directory: building the pages …');
      const started = performance.now();
      site.folder = await buildDirectory(build);
      return `built in ${((performance.now() - started) / 1_000).toFixed(1)} s`;
    },
  };
}

interface Listener {
  listen(options: { port: number; host: string }): Promise<string>;
  server: { address(): { port: number } | string | null };
}

async function listen({ port, host }: Config, app: Listener): Promise<string> {
  try {
    await app.listen({ port, host });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') {
      throw new Problem(`Port ${port} is taken by another program: stop it, or set PORT to another port`);
    }
    if (code === 'EACCES')
      throw new Problem(`Port ${port} may not be opened by this user: set PORT to 1024 or more`);
    if (code === 'ENOTFOUND' || code === 'EADDRNOTAVAIL') {
      throw new Problem(`HUB_HOST is "${host}", which is no address of this machine`);
    }
    throw error;
  }
  const address = app.server.address();
  const opened = typeof address === 'object' && address ? address.port : port;
  return `http://localhost:${opened}`;
}
