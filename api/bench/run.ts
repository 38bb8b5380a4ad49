/**
 * What `npm run bench` does: PostgreSQL of its own with a generated register of national size, and on it the hub, its
 * peers, hand-written SQL and a constant body, each started alone. Their answers are compared, then each is asked as
 * fast as it answers, in interleaved rounds. Prints a table of medians; README.md says how to read it.
 *   npm run bench -- [--share 0.05] [--rounds 3] [--seconds 3] [--warm-up 4] [--only hub,floor] [--questions list,box] [--out FILE]
 * With --times 10 it asks the hub alone, then again with ten times the rows, and prints what that costs.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startPostgres } from '../checks/postgres.ts';
import { answersOf, compareAnswers, type Answers } from './compare-answers.ts';
import {
  bodyFile,
  bodyFor,
  contenders,
  headers,
  rest,
  start,
  type ContenderName,
  type Running,
} from './contender.ts';
import { cursorAfter } from './cursors.ts';
import { load } from './load.ts';
import { canPin, LOAD_CORE, machine, peakMemory, pin, SERVER_CORE } from './machine.ts';
import { questions, type Key, type Question, type Sample } from './questions.ts';
import { loadRegister, multiplyRegister } from './register.ts';
import { acceptJson, checkRepeated, pathOf } from './repeated.ts';
import { losses, medians, table, type Result, type Round } from './report.ts';
import { sizeOf } from './size.ts';

const { values: given } = parseArgs({
  options: {
    share: { type: 'string', default: '1' },
    times: { type: 'string', default: '1' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '3' },
    'warm-up': { type: 'string', default: '4' },
    only: { type: 'string' },
    questions: { type: 'string' },
    out: { type: 'string' },
  },
});
const size = sizeOf(given.share);
const times = Number(given.times);
if (!(Number.isInteger(times) && times > 0))
  throw new RangeError(`--times ${given.times}: a whole number is wanted`);
const rounds = positive('rounds');
const seconds = positive('seconds');
const warmUp = positive('warm-up');
const isMultiplied = times > 1;
const chosen = among('only', isMultiplied ? (['hub'] as const) : contenders);

const VARIANTS = 200;
/** Seconds of a question anew, before it is timed: others were asked in between. */
const AGAIN_WARM = 1;
const DEEP = 10_000;
/** What must not grow slow with the register. */
const FLAT: readonly Key[] = ['list', 'product', 'zones', 'verdicts'];
const REPEATED = ['repeated, nothing changed: 200', 'repeated, nothing changed: 304'] as const;

const scratch = mkdtempSync(join(tmpdir(), 'bench-'));
const postgres = await startPostgres();
try {
  console.log(`Loading ${size.products} products, ${size.producers} producers, ${size.communes} communes …`);
  const sample = await loadRegister(postgres.url, size);
  pin(process.pid, LOAD_CORE);
  pin(postgres.pid, SERVER_CORE);
  const runs = [await measure(sample)];
  if (isMultiplied) {
    console.log(`\nMaking it ${times} times as many …`);
    runs.push(await measure(await multiplyRegister(postgres.url, times)));
    const [small, large] = runs.map(({ result }) => result) as [Result, Result];
    console.log(
      `\nThe hub with ${times} times as many products and producers, a second\n\n${losses(small, large)}\n`,
    );
  }
  if (!canPin) console.log('Nothing was pinned: the load took from the servers’ time. Read nothing into it.');
  if (given.out) {
    const settings = {
      size,
      times,
      rounds,
      seconds,
      warmUp,
      at: new Date().toISOString(),
      machine: machine(),
    };
    const [first, ...multiplied] = runs;
    writeFileSync(given.out, `${JSON.stringify({ settings, ...first, multiplied }, null, 2)}\n`);
    console.log(`Written to ${given.out}`);
  }
} finally {
  await postgres.stop();
  rmSync(scratch, { recursive: true, force: true });
}

/** Everybody chosen, on the register as it is now. */
async function measure(sample: Sample): Promise<{ depth: number; result: Result; measured: Round[] }> {
  const all = questions(sample);
  const keys = all.map(({ key }) => key);
  const wanted = among('questions', keys, isMultiplied ? FLAT : keys);
  const asked = all.filter(({ key }) => wanted.includes(key));
  const [list] = all as [Question];
  const depth = Math.min(DEEP, Math.floor(size.products / 2));

  console.log('Comparing the answers …');
  const cursors = new Map<ContenderName, unknown>();
  const compared = new Set<ContenderName>(['hub', 'floor', ...chosen]);
  compared.delete('constant');
  const answers = new Map<ContenderName, Answers>();
  let repeated = { etag: '', text: '' };
  for (const name of compared) {
    const running = await start(name, postgres.url, scratch);
    try {
      if (name === 'hub') repeated = await checkRepeated(running, list, postgres.url);
      cursors.set(name, await cursorAfter(running, depth, postgres.url));
      answers.set(name, await answersOf(running, all, cursors.get(name)));
    } finally {
      await running.stop();
    }
  }
  compareAnswers(answers);
  writeFileSync(bodyFile(scratch), repeated.text);

  const measured: Round[] = [];
  for (let round = 0; round < rounds; round++) {
    // Each round begins with another, so that nobody always comes first.
    const inTurn = chosen.map((_, index) => chosen[(index + round) % chosen.length] as ContenderName);
    for (const name of inTurn) {
      const running = await start(name, postgres.url, scratch);
      try {
        await rest(running, postgres.pid);
        const targets = rowsOf(running).map(({ row, ...requests }) => ({
          row,
          target: { ...requests, url: running.url, pid: running.pid, databasePid: postgres.pid },
        }));
        // A process that has been asked for a while is asked: what serves all questions is compiled by then.
        for (const { target } of targets) await load({ ...target, seconds: warmUp });
        for (const { row, target } of targets) {
          await load({ ...target, seconds: AGAIN_WARM });
          measured.push({ round, name, row, figures: await load({ ...target, seconds }) });
        }
        measured.push({ round, name, row: null, memory: peakMemory(running.pid) });
      } finally {
        await running.stop();
      }
      console.log(`round ${round + 1} of ${rounds}: ${name}`);
    }
  }

  const result = medians(measured, [...asked.map(({ name }) => name), ...REPEATED], chosen);
  console.log(`\n${table(result)}\n`);
  for (const { name, postgraphile } of asked) {
    if ('none' in postgraphile) console.log(`PostGraphile has no answer to "${name}": ${postgraphile.none}.`);
  }
  return { depth, result, measured };

  function rowsOf({ name }: Running) {
    const get = (more: Record<string, string>) => [
      { method: 'GET' as const, path: pathOf(list), headers: { ...acceptJson, ...more } },
    ];
    const isCached = name === 'hub' || name === 'constant';
    return [
      ...asked.flatMap((question) => {
        const bodies = Array.from({ length: VARIANTS }, (_, n) =>
          bodyFor(name, question, n, cursors.get(name)),
        ).filter((each) => each !== null);
        const requests = bodies.map((each) => ({ method: 'POST' as const, headers, body: each }));
        return requests.length > 0 ? [{ row: question.name, requests, status: 200 }] : [];
      }),
      ...(isCached
        ? [
            { row: REPEATED[0], requests: get({}), status: 200 },
            { row: REPEATED[1], requests: get({ 'if-none-match': repeated.etag }), status: 304 },
          ]
        : []),
    ];
  }
}

function positive(option: 'rounds' | 'seconds' | 'warm-up'): number {
  const number = Number(given[option]);
  if (!(number > 0)) throw new RangeError(`--${option} ${given[option]}: a number above 0 is wanted`);
  return number;
}

function among<Name extends string>(
  option: 'only' | 'questions',
  known: readonly Name[],
  usual: readonly Name[] = known,
): readonly Name[] {
  const names = given[option]?.split(',') as Name[] | undefined;
  const wrong = names?.find((name) => !known.includes(name));
  if (wrong !== undefined) throw new RangeError(`--${option} ${wrong}: ${known.join(', ')} are known`);
  return names ?? usual;
}
