/**
 * What `npm run bench:import` does: lists of 1,000, 20,000 and 100,000 rows are taken in by the real command, on the
 * embedded database and on PostgreSQL, each into a freshly seeded register. Prints rows a second, the seconds that
 * processors worked for the command and for its connection to PostgreSQL, which hardly depend on who else is at work, and
 * the most memory that the process held in its first seconds and after them, beside those of an idle hub. `npm run bench:import -- 1000 embedded` measures one of them.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { launch, root, runHub, startHub } from '../checks/hub-process.ts';
import { startPostgres } from '../checks/postgres.ts';

const [rowsAsked, kindAsked] = process.argv.slice(2);
const sizes = rowsAsked ? [Number(rowsAsked)] : [1_000, 20_000, 100_000];
const kinds = kindAsked ? [kindAsked] : ['embedded', 'postgresql'];
/** As Linux counts, on every machine there is. */
const TICKS_A_SECOND = 100;
/** The embedded database is compiled while it is used first, which takes half a gigabyte and gives it back. */
const START_MS = 25_000;
const STEADY_MS = 10_000;
const env = { HUB_DIRECTORY: 'off', HUB_TODAY: '2026-11-24' };

const folder = mkdtempSync(join(tmpdir(), 'hub-bench-import-'));
try {
  for (const kind of kinds) {
    for (const size of sizes) {
      const list = join(folder, `${size}.csv`);
      writeFileSync(list, csvOf(size));
      await measure(kind, size, list);
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function measure(kind: string, size: number, list: string): Promise<void> {
  const postgres = kind === 'postgresql' ? await startPostgres() : undefined;
  const dataDir = mkdtempSync(join(folder, 'data-'));
  const options = { dataDir, env: { ...env, ...(postgres && { DATABASE_URL: postgres.url }) } };
  try {
    await runHub(['seed'], options);
    const launched = performance.now();
    const hub = await startHub(options);
    await untilSteady(hub.pid, launched);
    const startMs = performance.now() - launched;
    const [idle, idleStart] = [memoryOf(hub.pid, 'VmRSS'), memoryOf(hub.pid, 'VmHWM')];
    await hub.stop();
    console.log(`${kind}, ${size} rows; idle hub ${idle} MB, at its start ${idleStart}`);
    const run = async (name: string, args: string[]) => {
      const { seconds, start, later, work, code, stdout } = await timed(
        args,
        options,
        startMs,
        postgres?.pid,
      );
      const speed = `${seconds.toFixed(1).padStart(7)} s ${Math.round(size / seconds)} rows/s`;
      const memory = [
        `at its start ${start} MB`,
        later && `later at most ${later} MB (${later - idle} over idle)`,
      ];
      console.log(
        `  ${name.padEnd(6)} ${speed}, work ${work.join(' + ')} s, ${memory.filter(Boolean).join(', ')}, exit ${code}`,
      );
      return stdout;
    };
    await run('plan', ['import', list]);
    const said = await run('apply', ['import', list, '--apply', '--by', 'bench']);
    await run('again', ['import', list, '--apply', '--by', 'bench']);
    const [, batch = ''] = /as batch (B\w+)/.exec(said) ?? [];
    await run('undo', ['import', 'undo', batch, '--by', 'bench']);
  } finally {
    await postgres?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Until a process has held the same for a while: how long a start takes depends on the machine. */
async function untilSteady(pid: number, launched: number): Promise<void> {
  let held = 0;
  for (let steady = 0; steady < STEADY_MS || performance.now() - launched < START_MS; steady += 1_000) {
    await sleep(1_000);
    const now = memoryOf(pid, 'VmRSS');
    if (Math.abs(now - held) > held / 50) {
      held = now;
      steady = 0;
    }
  }
}

async function timed(
  args: string[],
  options: Parameters<typeof launch>[1],
  startMs: number,
  postgres: number | undefined,
) {
  const started = performance.now();
  const hub = launch(args, options);
  let [own, start, later] = [0, 0, 0];
  let hasStarted = false;
  const connections = new Map<number, number>();
  const before = workOfChildren(postgres);
  while (!hub.hasEnded()) {
    if (!hasStarted && performance.now() - started > startMs) {
      forgetPeak(hub.child.pid ?? 0);
      hasStarted = true;
    }
    const peak = memoryOf(hub.child.pid ?? 0, 'VmHWM');
    if (hasStarted) later = peak || later;
    else start = peak || start;
    own = Math.max(own, workOf(hub.child.pid ?? 0));
    for (const [pid, work] of workOfChildren(postgres)) connections.set(pid, work - (before.get(pid) ?? 0));
    await sleep(50);
  }
  const { code, stdout, stderr } = await hub.end;
  if (code !== 0) console.log(stdout.slice(-2_000), stderr);
  const database = [...connections.values()].reduce((sum, work) => sum + work, 0);
  const work = [own, ...(postgres === undefined ? [] : [database])].map((one) => one.toFixed(1));
  return { seconds: (performance.now() - started) / 1_000, start, later, work, code, stdout };
}

/** Seconds that processors worked for a process; 0 once it is gone. */
function workOf(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
  } catch {
    return 0;
  }
}

function forgetPeak(pid: number): void {
  try {
    writeFileSync(`/proc/${pid}/clear_refs`, '5');
  } catch {
    // The process is gone.
  }
}

/** Of a server's connections, each of which is a process. */
function workOfChildren(server: number | undefined): Map<number, number> {
  if (server === undefined) return new Map();
  const children = readFileSync(`/proc/${server}/task/${server}/children`, 'utf8').trim().split(' ');
  return new Map(children.map((pid) => [Number(pid), workOf(Number(pid))]));
}

/** In MB; 0 once the process is gone. */
function memoryOf(pid: number, line: 'VmRSS' | 'VmHWM'): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Math.round(Number(new RegExp(`${line}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1_024);
  } catch {
    return 0;
  }
}

/** Products that are told apart by made-up words, three to a producer, in the communes of the seed. None is a fact. */
function csvOf(size: number): string {
  const communes = readFileSync(join(root, 'api/seed/places.csv'), 'utf8')
    .split('\n')
    .map((line) => line.split(','))
    .filter(([, , , , , kind]) => kind === 'COMMUNE' || kind === 'WARD')
    .map(([, , , fullName]) => fullName);
  const goods = ['Cà phê bột', 'Hạt điều rang', 'Mắc ca sấy', 'Tinh bột nghệ', 'Bơ sấy dẻo', 'Mật ong rừng'];
  const rows = Array.from({ length: size }, (_, at) => {
    const producer = Math.floor(at / 3);
    const day = `${(at % 28) + 1}/${(at % 12) + 1}/2025`;
    const stars = at % 4 === 0 ? 4 : 3;
    return [
      at + 1,
      `${goods[at % goods.length]} ${wordOf(at)} ${wordOf(at * 7 + 3)}`,
      `HTX nông nghiệp ${wordOf(producer * 5 + 1)} ${wordOf(producer)}`,
      communes[producer % communes.length],
      `${stars} sao`,
      stars === 4 ? '75,5' : '60',
      `${at % 900}/QĐ-UBND ngày ${day}`,
    ].join(';');
  });
  return `${['TT;Tên sản phẩm;Chủ thể;Xã/phường (mới);Sao;Điểm;Số QĐ, ngày', ...rows].join('\n')}\n`;
}

/** A word of its own for every number. */
function wordOf(number: number): string {
  const syllables = ['ba', 'khê', 'lin', 'mô', 'nuk', 'pra', 'rơ', 'siu', 'tôn', 'vang', 'xê', 'yan'];
  let word = '';
  for (let rest = number + 1_728; rest > 0; rest = Math.floor(rest / 12)) word += syllables[rest % 12];
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}
