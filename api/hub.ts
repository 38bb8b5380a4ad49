import './production.ts';
import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readConfig, type Config } from './config.ts';
import { openDatabase, type Database } from './database/open.ts';
import { openReaders, untilReplicasShow } from './database/replicas.ts';
import { clock } from './clock.ts';
import { keepSnapshot, pruneSnapshots } from './exchange/exports/kept-snapshots.ts';
import type { BoundaryKind } from './exchange/boundaries/plan-boundaries.ts';
import { sealOf } from './exchange/webhooks/sealed-secret.ts';
import {
  boundaryRequestOf,
  importBoundariesAndTell,
  isBoundaryKind,
  readBoundaryFile,
} from './import-boundaries.ts';
import { runKeys } from './keys.ts';
import {
  importAndTell,
  listRequestOf,
  meterOf,
  readRequested,
  tellBatches,
  undoAndTell,
  undoRequestOf,
} from './import-list.ts';
import { mergeRequestOf, runMerge } from './merge.ts';
import { importTables, migrateRegister, openAsItIs, openMigrated } from './open-register.ts';
import { startHub, type Hub } from './main.ts';
import { paced } from './paced.ts';
import { Problem } from './problem.ts';
import { runWebhooks, webhooksRequestOf } from './webhooks.ts';

const say = (line: string) => console.log(line);
/** How often a watching build asks whether the register has changed. */
const LOOK_EVERY_MS = 2_000;
const CLOSE_WITHIN_MS = 1_000;

const commands: Record<string, { does: string; run: () => Promise<void> }> = {
  start: { does: 'migrate, seed if empty, build the directory, serve', run: start },
  migrate: { does: 'bring the database up to this hub', run: migrateOnly },
  seed: { does: 'read the seed into the register: what differs is brought up to it', run: () => bringIn() },
  import: {
    does: 'read the tables of a folder, of the same form as the seed: import FOLDER;\n           or tell what an official list would bring, writing nothing: import FILE (.xlsx, .csv, .txt)\n           [--sheet NAME] [--letters tcvn3|vni] [--map "HEADING=column"] [--choose ROW.TOPIC=ANSWER] [--json]\n           [--answer OUT.xlsx [--force]] (the list again, with what is told of it beside its rows)\n           and take it in: --apply --by NAME [--decision "…"] [--valid-rows]\n           lists taken in: import batches · take one back: import undo BATCH --by NAME\n           or, in the same way, official borders of communes or of zones: import boundaries|regions FILE.geojson\n           [--crs EPSG:9218] [--map "PROPERTY=name"] [--choose FEATURE.TOPIC=ANSWER] [--json]',
    run: importTablesOrList,
  },
  build: {
    does: 'build the directory and end; build --watch builds again after every change of the register',
    run: build,
  },
  snapshot: {
    does: 'keep the register of today in every format, as is done every night',
    run: snapshot,
  },
  keys: {
    does: 'the keys that sign proofs: keys · keys rotate · keys disown KID',
    run: keys,
  },
  merge: {
    does: 'two that are one: merge product CODE_THAT_GOES into CODE_THAT_STAYS · merge producer SLUG into SLUG\n           tells what it would do; --apply --by NAME --why "…" does it',
    run: merge,
  },
  webhooks: {
    does: 'who is told of changes: webhooks add URL [--events product.updated,…] [--days 180,90,30,7] · list · pause ID · resume ID ·\n           remove ID · test ID · dead · replay MESSAGE|ID',
    run: webhooks,
  },
};

const [name = 'help', argument, further] = process.argv.slice(2);
const command = commands[name];
if (command) {
  await command.run().catch(fail);
} else {
  const isHelp = ['help', '--help', '-h'].includes(name);
  if (!isHelp) console.error(`There is no command "${name}"`);
  const list = Object.entries(commands).map(([known, { does }]) => `  ${known.padEnd(9)}${does}`);
  console.log(`Usage: npm run hub <command>\n\n${list.join('\n')}`);
  process.exitCode = isHelp ? 0 : 1;
}

async function start(): Promise<void> {
  const config = readConfig(process.env);
  const hub = await startHub(config, say);
  let isStopping = false;
  const stop = () => {
    if (isStopping) return;
    isStopping = true;
    hub.close().then(() => process.exit(0), fail);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  if (config.buildsDirectory) {
    say(`Directory: ${await hub.bringDirectoryUpToDate()}`);
    hub.followDirectory();
  }
  hub.keepSnapshots();
  hub.sendWebhooks();
  say('');
  if (config.buildsDirectory) say(`Directory  ${hub.url}/`);
  say(`GraphQL    ${hub.url}/graphql`);
}

async function build(): Promise<void> {
  if (argument && argument !== '--watch') throw new Problem(`build takes --watch, not "${argument}"`);
  const config = readConfig(process.env);
  const hub = await startHub({ ...config, port: 0, host: '127.0.0.1' }, say);
  try {
    if (argument) await watch(hub);
    else say(`Directory: ${await hub.bringDirectoryUpToDate()}`);
  } finally {
    await hub.close();
  }
}

/** Until it is told to stop. A build that fails leaves the pages as they are, and is tried again after the next change. */
async function watch(hub: Hub): Promise<void> {
  const stopped = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopped.abort());
  let seen = '';
  while (!stopped.signal.aborted) {
    try {
      const state = `${await hub.registerState()} ${hub.today()}`;
      if (state !== seen) {
        seen = state;
        say(`Directory: ${await hub.bringDirectoryUpToDate()}`);
      }
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      say(`Directory: ${error.message}. The pages stay as they were`);
    }
    await sleep(LOOK_EVERY_MS, undefined, { signal: stopped.signal }).catch(() => {});
  }
}

async function snapshot(): Promise<void> {
  const config = readConfig(process.env);
  const { fixedToday, siteUrl, replicas, snapshots, snapshotsDir: folder } = config;
  const database = await openAsItIs(config);
  const readers = openReaders(database, replicas, say);
  try {
    // By then it is known which replicas may be read.
    await readers.settled();
    const origin = siteUrl ? new URL(siteUrl).origin : '';
    const { primary } = database;
    const kept = await keepSnapshot(
      { db: readers.reader(), primary, onStatement: undefined, today: clock(fixedToday)() },
      { folder, origin },
    );
    if (!kept) throw new Problem('The register is empty: there is nothing to keep yet');
    say(
      `Snapshot:  ${kept.files[0]?.snapshot.id}, ${kept.files[0]?.rows} products in ${join(folder, kept.day)}`,
    );
    const gone = snapshots ? pruneSnapshots(folder, snapshots) : [];
    if (gone.length > 0) say(`Let go:    ${gone.join(', ')}`);
  } finally {
    await readers.close();
    await database.close();
  }
}

async function keys(): Promise<void> {
  const { keysFile, fixedToday } = readConfig(process.env);
  runKeys(argument, further, { file: keysFile, today: clock(fixedToday)(), say });
}

async function merge(): Promise<void> {
  const request = mergeRequestOf(process.argv.slice(3));
  return withRegister(readConfig(process.env), ({ primary }) => runMerge(request, { db: primary, say }));
}

async function webhooks(): Promise<void> {
  const config = readConfig(process.env);
  const request = webhooksRequestOf(process.argv.slice(3));
  const database = await openAsItIs(config);
  try {
    await runWebhooks(request, {
      db: database.primary,
      seal: sealOf(config.webhookKeyFile, say),
      reach: config.webhooks === 'any' ? 'any' : 'public',
      today: clock(config.fixedToday)(),
      siteUrl: config.siteUrl,
      say,
    });
  } finally {
    await database.close();
  }
}

async function migrateOnly(): Promise<void> {
  const database = await openDatabase(readConfig(process.env));
  try {
    const ran = await migrateRegister(database);
    say(ran.length > 0 ? `Ran ${ran.join(', ')}` : 'The database is up to date');
  } finally {
    await database.close();
  }
}

async function importTablesOrList(): Promise<void> {
  if (!argument)
    throw new Problem('Say which folder or file: npm run hub import FOLDER, npm run hub import FILE');
  if (statSync(argument, { throwIfNoEntry: false })?.isDirectory()) return bringIn(resolve(argument));
  if (isBoundaryKind(argument)) return importBoundaries(argument);
  if (/\.(geo)?json$/i.test(argument)) {
    throw new Problem(
      `GeoJSON là ranh giới, hãy nói của đơn vị nào: npm run hub -- import boundaries "${argument}" (xã, phường), npm run hub -- import regions "${argument}" (vùng nguyên liệu); sản phẩm thì nhập từ CSV hoặc XLSX / GeoJSON brings borders, say what they are of: npm run hub -- import boundaries "${argument}" (communes), npm run hub -- import regions "${argument}" (raw-material zones); products come as CSV or XLSX`,
    );
  }
  const config = readConfig(process.env);
  const telling = {
    today: clock(config.fixedToday)(),
    write: paced(process.stdout),
    watch: meterOf(process, () => performance.now()),
  };
  if (argument === 'batches') return withRegister(config, (database) => tellBatches(database, telling));
  if (argument === 'undo') {
    const request = undoRequestOf(process.argv.slice(4), config.actor);
    return withRegister(config, async (database) => {
      if (!(await undoAndTell(database, request, telling))) process.exitCode = 1;
    });
  }
  const request = listRequestOf(process.argv.slice(3), config.actor);
  const list = await readRequested(request);
  return withRegister(config, async (database) => {
    if (!(await importAndTell(database, list, request, telling))) process.exitCode = 1;
  });
}

/** What it writes is seen through every hub when it ends. */
async function withRegister(config: Config, run: (database: Database) => Promise<void>): Promise<void> {
  const database = await openAsItIs(config);
  try {
    await run(database);
    await untilReplicasShow(config.replicas);
  } catch (error) {
    // A connection that broke is never given back to the pool, which would wait for it for ever.
    await Promise.race([database.close(), sleep(CLOSE_WITHIN_MS)]);
    throw error;
  }
  await database.close();
}

async function importBoundaries(kind: BoundaryKind): Promise<void> {
  const config = readConfig(process.env);
  const request = boundaryRequestOf(kind, process.argv.slice(4), config.actor);
  const file = await readBoundaryFile(request);
  const telling = {
    today: clock(config.fixedToday)(),
    write: (text: string) => void process.stdout.write(text),
  };
  return withRegister(config, async (database) => {
    if (!(await importBoundariesAndTell(database, file, request, telling))) process.exitCode = 1;
  });
}

async function bringIn(folder?: string): Promise<void> {
  const config = readConfig(process.env);
  const database = await openMigrated(config, say);
  try {
    await importTables(database, folder ?? config.seedDir, folder ? 'import' : 'seed', say);
    await untilReplicasShow(config.replicas);
  } finally {
    await database.close();
  }
}

function fail(error: unknown): never {
  console.error(error instanceof Problem ? error.message : error);
  process.exit(1);
}
