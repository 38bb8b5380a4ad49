import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { Problem } from './problem.ts';

/** What a command was given; what it does not know is told in one line that begins with its name. */
export function argumentsOf<Options extends ParseArgsOptionsConfig>(
  command: string,
  args: readonly string[],
  options: Options,
) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (error) {
    throw new Problem(`${command}: ${(error as Error).message.split('\n')[0]}`);
  }
}
