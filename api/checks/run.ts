/** What `npm test` does. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Problem } from '../problem.ts';
import { atExit } from './at-exit.ts';
import { TEST_TODAY } from './hub.setup.ts';
import { runHub } from './hub-process.ts';
import { ensurePrerequisites } from './prerequisites.ts';
import { execute, steps, type StepName } from './steps.ts';
import { runVitest } from './vitest-run.ts';

interface Count {
  passed: number;
  failed: number;
  /** What to read again at the end, where the end of a long log is all that is seen of it. */
  told?: string[];
}

const filters = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'hub-checks-'));
atExit(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));

const results: (Count & { heading: string; seconds: number })[] = [];

await check('What the tests need from this machine', () => {
  ensurePrerequisites();
  return one(true);
});

if (filters.length > 0) {
  await check(`Tests in files that match ${filters.join(' ')}`, () => runVitest(folder, filters));
} else {
  for (const name of Object.keys(steps) as StepName[]) {
    await check(steps[name].heading, async () => one((await execute(steps[name].command)) === 0));
  }
  await check('Rules, SQL and API on both databases (vitest)', () => runVitest(folder, ['--project=unit']));
  await check('The command line (vitest)', () => runVitest(folder, ['--project=cli']));

  // The browser tests then start warm on what was built here.
  const dataDir = join(folder, 'data');
  await check('Build of the directory', async () => {
    const { code, stdout, stderr } = await runHub(['build'], {
      dataDir,
      env: { HUB_TODAY: TEST_TODAY },
      timeoutSeconds: 600,
    });
    process.stdout.write(code === 0 ? stdout : stdout + stderr);
    return one(code === 0);
  });
  await check('The directory in a browser (vitest)', () =>
    runVitest(folder, ['--project=e2e'], { TEST_HUB_DATA_DIR: dataDir }),
  );
}

conclude();

async function check(heading: string, run: () => Count | Promise<Count>): Promise<void> {
  console.log(`\n━━ ${heading}`);
  const started = Date.now();
  let count: Count;
  try {
    count = await run();
  } catch (error) {
    console.error(error instanceof Problem ? error.message : error);
    count = one(false);
  }
  const seconds = (Date.now() - started) / 1_000;
  console.log(`${count.failed === 0 ? '✓' : '✗'} ${heading}: ${seconds.toFixed(1)} s`);
  results.push({ heading, seconds, ...count });
}

function one(isPassed: boolean): Count {
  return { passed: Number(isPassed), failed: Number(!isPassed) };
}

function conclude(): void {
  console.log('\n━━ Together');
  for (const { heading, seconds, passed, failed, told = [] } of results) {
    const tally = passed + failed > 1 ? ` (${passed} passed, ${failed} failed)` : '';
    console.log(`${failed === 0 ? '✓' : '✗'} ${seconds.toFixed(1).padStart(6)} s  ${heading}${tally}`);
    for (const line of told) console.log(`    ${line}`);
  }
  const sum = (key: 'passed' | 'failed') => results.reduce((total, result) => total + result[key], 0);
  process.exitCode = sum('failed') > 0 ? 1 : 0;
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
}
