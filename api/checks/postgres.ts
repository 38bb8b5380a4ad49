import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, chownSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { Problem } from '../problem.ts';
import { atExit } from './at-exit.ts';
import { freePort } from './ports.ts';

const OLDEST = 15;
const READY = /database system is ready to accept (read-only )?connections/;

export interface PostgresServer {
  /** The address of the superuser's database, without a password. */
  url: string;
  port: number;
  pid: number;
  /** As if its machine had gone; `revive` is when it comes back, at the same address. */
  kill(): Promise<void>;
  revive(): Promise<void>;
  stop(): Promise<void>;
}

export interface PostgresOptions {
  /** A streaming replica of this server, and no cluster of its own. */
  replicaOf?: PostgresServer;
  /** Files of settings, as they would be included in postgresql.conf. */
  include?: readonly string[];
  /** In place of those for a cluster that does not outlive the tests. */
  settings?: Record<string, string>;
}

/** The folder that holds `initdb` and `postgres` of the newest version that is not too old. */
export function findPostgres(): string | undefined {
  const folders = [
    ...globSync('/usr/lib/postgresql/*/bin'),
    ...globSync('/usr/pgsql-*/bin'),
    ...globSync('/opt/homebrew/opt/postgresql@*/bin'),
    ...globSync('/usr/local/opt/postgresql@*/bin'),
    ...(process.env.PATH ?? '').split(delimiter),
  ];
  return folders
    .filter((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')))
    .map((folder) => ({ folder, version: majorVersion(folder) }))
    .filter(({ version }) => version >= OLDEST)
    .toSorted((a, b) => b.version - a.version)
    .at(0)?.folder;
}

function majorVersion(folder: string): number {
  try {
    const words = execFileSync(join(folder, 'postgres'), ['--version'], { encoding: 'utf8' });
    return Number(/(\d+)/.exec(words)?.[1] ?? 0);
  } catch {
    return 0;
  }
}

/** A PostgreSQL server of our own: a new cluster in a temporary folder, reachable on the loopback address only. */
export async function startPostgres({
  replicaOf,
  include = [],
  settings = {},
}: PostgresOptions = {}): Promise<PostgresServer> {
  const binaries = findPostgres();
  if (!binaries) {
    throw new Problem(`PostgreSQL ${OLDEST} or newer was not found: install the package "postgresql"`);
  }
  const owner = clusterOwner();
  const folder = mkdtempSync(join(tmpdir(), 'hub-postgres-'));
  const forget = atExit(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  if (owner) chownSync(folder, owner.uid, owner.gid);

  const cluster = join(folder, 'cluster');
  const options = { ...owner, cwd: folder, env: { ...process.env, LC_ALL: locale, HOME: folder } };
  const [program, ...make] = replicaOf
    ? ['pg_basebackup', ...copyOf(replicaOf, cluster)]
    : ['initdb', ...newCluster(cluster)];
  execFileSync(join(binaries, program), make, { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
  for (const file of include) {
    appendFileSync(join(cluster, 'postgresql.conf'), `\n${readFileSync(file, 'utf8')}`);
  }

  const listening = await listen(binaries, cluster, options, settings);
  const { port } = listening;
  let { server } = listening;
  const quit = atExit(() => server.kill('SIGQUIT'));
  const isRunning = () => server.exitCode === null && server.signalCode === null;
  return {
    url: `postgresql://postgres@127.0.0.1:${port}/postgres`,
    port,
    pid: server.pid ?? 0,
    async kill() {
      if (!isRunning()) return;
      const stopped = once(server, 'exit');
      server.kill('SIGQUIT');
      await stopped;
    },
    async revive() {
      ({ server } = await listen(binaries, cluster, options, settings, port));
    },
    async stop() {
      if (isRunning()) {
        const stopped = once(server, 'exit');
        server.kill('SIGINT');
        const impatience = setTimeout(() => server.kill('SIGQUIT'), 5_000);
        await stopped;
        clearTimeout(impatience);
      }
      quit();
      forget();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

const newCluster = (cluster: string): string[] => [
  `--pgdata=${cluster}`,
  '--username=postgres',
  '--auth-local=reject',
  '--auth-host=trust',
  '--encoding=UTF8',
  `--locale=${locale}`,
  '--no-sync',
];

const copyOf = ({ port }: PostgresServer, cluster: string): string[] => [
  `--pgdata=${cluster}`,
  '--host=127.0.0.1',
  `--port=${port}`,
  '--username=postgres',
  '--wal-method=stream',
  '--checkpoint=fast',
  '--write-recovery-conf',
  '--no-sync',
];

// Under plain "C", lower('Đ') would stay 'Đ'.
const locale = process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8';

/** PostgreSQL refuses to run as root, so root hands the cluster to an account without rights. */
export function clusterOwner(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag: string) =>
        Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
      return { uid: id('-u'), gid: id('-g') };
    } catch {
      // No such account here: the next one.
    }
  }
  throw new Problem('PostgreSQL will not run as root, and there is no account "postgres" or "nobody" for it');
}

async function listen(
  binaries: string,
  cluster: string,
  options: { cwd: string; env: NodeJS.ProcessEnv; uid?: number; gid?: number },
  given: Record<string, string>,
  fixedPort?: number,
): Promise<{ server: ChildProcess; port: number }> {
  let words = '';
  // Between our look and the server's, another process may take the port.
  for (let attempt = 0; attempt < 3; attempt++) {
    const port = fixedPort ?? (await freePort());
    const settings = {
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      // The cluster does not outlive the tests: nothing has to reach the disk.
      fsync: 'off',
      synchronous_commit: 'off',
      full_page_writes: 'off',
      max_connections: '200',
      ...given,
    };
    const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const server = spawn(join(binaries, 'postgres'), ['-D', cluster, '-p', String(port), ...flags], {
      ...options,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    words = '';
    const isReady = await new Promise<boolean>((resolve, reject) => {
      server.stderr.setEncoding('utf8').on('data', (text: string) => {
        words += text;
        if (READY.test(words)) resolve(true);
      });
      server.once('exit', () => resolve(false));
      server.once('error', reject);
    });
    if (isReady) {
      // Kept flowing, so that a talkative server never waits for a reader.
      server.stderr.removeAllListeners('data').resume();
      server.unref();
      return { server, port };
    }
  }
  throw new Problem(`PostgreSQL did not start: ${words.trim().split('\n').at(-1)}`);
}
