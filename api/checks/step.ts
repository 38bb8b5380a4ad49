import { execute, steps, type StepName } from './steps.ts';

/** `npm run lint` and its like: the named checks, all of them, even if the first one finds something. */
for (const name of process.argv.slice(2) as StepName[]) {
  const code = await execute(steps[name].command);
  if (code !== 0) process.exitCode = code;
}
