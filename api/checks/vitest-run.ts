import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execute } from './steps.ts';

interface Report {
  numPassedTests: number;
  numTotalTests: number;
  testResults: { status: string; assertionResults: Assertion[] }[];
}

interface Assertion {
  status: string;
  fullName: string;
  failureMessages: string[];
}

/** Runs Vitest and counts its tests. What broke outside of a test counts as one that failed. */
export async function runVitest(
  folder: string,
  args: string[],
  env: Record<string, string> = {},
): Promise<{ passed: number; failed: number }> {
  const outputFile = join(folder, `${randomUUID()}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${outputFile}`];
  const config = ['--config', 'api/checks/vitest.config.ts'];
  const code = await execute(['vitest', 'run', ...config, ...reporters, ...args], env);
  if (!existsSync(outputFile)) return { passed: 0, failed: 1 };

  const report = JSON.parse(readFileSync(outputFile, 'utf8')) as Report;
  for (const { fullName, failureMessages } of passedAtSecondTry(report)) {
    console.log(`Passed at the second try only: ${fullName}\n  first: ${failureMessages[0]?.split('\n')[0]}`);
  }
  const unloadable = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  ).length;
  // A test that was skipped, or whose process broke down, has not passed.
  const failed = report.numTotalTests - report.numPassedTests + unloadable;
  return { passed: report.numPassedTests, failed: code !== 0 && failed === 0 ? 1 : failed };
}

/** A test that failed and was tried again keeps what it failed with. */
const passedAtSecondTry = ({ testResults }: Report): Assertion[] =>
  testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status, failureMessages }) => status === 'passed' && failureMessages.length > 0);
