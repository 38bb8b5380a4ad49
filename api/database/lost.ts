import { ConnectionException } from '@mikro-orm/core';

/** SQLSTATE classes and names of a connection that broke: 08 connection exceptions, 57P0x shutdown, and the socket's own. */
const lost = /^(08\w{3}|57P0[1-3]|ECONN\w+|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN)$/;
const lostWords =
  /connection (terminated|ended|closed|reset|error)|not queryable|server closed the connection|timeout exceeded when trying to connect/i;

/** What whoever asks is told while the database is away, and for how many seconds to wait. */
export const AWAY = 'The register cannot be read at the moment: try again soon';
export const RETRY_AFTER_SECONDS = 5;

/** Whether an error says that the database was not reached, or went away. */
export const isLost = (error: unknown): boolean =>
  causesOf(error).some(
    (one) => one instanceof ConnectionException || lost.test(codeOf(one)) || lostWords.test(one.message),
  );

/** What a statement on a replica must make way for: the log that is replayed beneath it. */
const CONFLICT_WITH_RECOVERY = '40001';

/** Whether a server dropped what it was asked, which may be asked of another, or over another connection. */
export const isDropped = (error: unknown): boolean =>
  isLost(error) || causesOf(error).some((one) => codeOf(one) === CONFLICT_WITH_RECOVERY);

/** An error and what caused it, the innermost last. */
export function causesOf(error: unknown): Error[] {
  const causes: Error[] = [];
  for (let one = error; one instanceof Error && !causes.includes(one); one = one.cause) causes.push(one);
  return causes;
}

export const codeOf = (error: Error): string => String((error as NodeJS.ErrnoException).code ?? '');
