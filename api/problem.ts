/** An expected failure. Its message is one line for the person at the command line: what, where, how to mend it. */
export class Problem extends Error {
  override name = 'Problem';
}
