import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execute } from './steps.ts';

interface Report {
  numPassedTests: number;
  numTotalTests: number;
  testResults: { name: string; status: string; message: string; assertionResults: Assertion[] }[];
}

interface Assertion {
  status: string;
  fullName: string;
  failureMessages: string[];
}

/**
 * Runs Vitest and counts its tests; `told` names what failed, and what passed at the second try only. What broke
 * outside of a test counts as one that failed.
 */
export async function runVitest(
  folder: string,
  args: string[],
  env: Record<string, string> = {},
): Promise<{ passed: number; failed: number; told: string[] }> {
  const outputFile = join(folder, `${randomUUID()}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${outputFile}`];
  const config = ['--config', 'api/checks/vitest.config.ts'];
  const code = await execute(['vitest', 'run', ...config, ...reporters, ...args], env);
  if (!existsSync(outputFile)) return { passed: 0, failed: 1, told: ['Vitest ended without a report'] };

  const report = JSON.parse(readFileSync(outputFile, 'utf8')) as Report;
  const files = report.testResults;
  const unloadable = files.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  );
  // A test that was skipped, or whose process broke down, has not passed.
  const failed = report.numTotalTests - report.numPassedTests + unloadable.length;
  const told = files.flatMap(({ name, message, assertionResults }) => {
    const isSilent = ({ status, failureMessages }: Assertion) =>
      status !== 'passed' && failureMessages.length === 0;
    const silent = assertionResults.filter(isSilent).length;
    return [
      ...(message === '' ? [] : [tell('Broke down outside of its tests', name, message)]),
      ...(silent === 0 ? [] : [tell('Not run', `${silent} of ${assertionResults.length} in ${name}`)]),
      ...assertionResults
        .filter(({ failureMessages }) => failureMessages.length > 0)
        .map(({ status, fullName, failureMessages }) =>
          // One that failed and was tried again keeps what it failed with.
          tell(
            status === 'passed' ? 'Passed at the second try only' : 'Failed',
            fullName,
            failureMessages[0],
          ),
        ),
    ];
  });
  return { passed: report.numPassedTests, failed: code !== 0 && failed === 0 ? 1 : failed, told };
}

/** The first lines of a failure: a test on random input says there what it was given. */
function tell(what: string, name: string, why = ''): string {
  const lines = why.split('\n').filter((line) => line.trim() !== '' && !line.trim().startsWith('at '));
  return [
    `${what}: ${name}`,
    ...lines.slice(0, 5).map((line) => `        ${line.trim().slice(0, 400)}`),
  ].join('\n');
}
