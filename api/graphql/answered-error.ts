import { randomUUID } from 'node:crypto';
import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { AWAY, isLost, RETRY_AFTER_SECONDS } from '../database/lost.ts';
import { errorPath, isErrorCode, type ErrorCode } from './error-codes.rules.ts';

export type ErrorLog = (error: unknown, requestId: string) => void;

/** A message repeats what was sent, and that can be long. */
const LONGEST_MESSAGE = 600;

/**
 * An error as callers see it: an expected one with its code and the page that explains it; what nobody expected is
 * logged whole and shown as a number to quote, and so is a database that went away.
 */
export function answered(
  logError: ErrorLog,
  siteUrl?: string,
): (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError {
  const page = (code: ErrorCode) => (siteUrl ? new URL(errorPath(code), siteUrl).href : errorPath(code));
  return (formatted, error) => {
    const original = unwrapResolverError(error);
    const code = codeOf(formatted);
    if (code && original instanceof GraphQLError) {
      // The parser goes down with the document, until the stack ends.
      const isBottomless = formatted.message === 'Maximum call stack size exceeded';
      return {
        ...formatted,
        message: isBottomless ? 'The document is nested too deeply to be read' : shortened(formatted.message),
        extensions: { ...formatted.extensions, code, url: page(code) },
      };
    }
    const requestId = randomUUID();
    logError(original, requestId);
    if (isLost(original)) {
      return {
        message: AWAY,
        extensions: { code: 'REGISTER_UNAVAILABLE', url: page('REGISTER_UNAVAILABLE'), requestId },
      };
    }
    return {
      message: `Something went wrong on our side. Please quote ${requestId} when you tell us`,
      ...(formatted.path ? { path: formatted.path } : {}),
      extensions: { code: 'INTERNAL_SERVER_ERROR', url: page('INTERNAL_SERVER_ERROR'), requestId },
    };
  };
}

/** What the headers of an answer say of an error in it: its number, and when to ask again. */
export function headersOf({
  extensions: { code, requestId } = {},
}: GraphQLFormattedError): Record<string, string> {
  return {
    ...(typeof requestId === 'string' && { 'x-request-id': requestId }),
    ...(code === 'REGISTER_UNAVAILABLE' && { 'retry-after': String(RETRY_AFTER_SECONDS) }),
  };
}

/** Apollo gives some of its refusals no code, or one code for several causes. */
function codeOf({ message, extensions }: GraphQLFormattedError): ErrorCode | null {
  if (/^provided sha does not match|^Unsupported persisted query version/.test(message))
    return 'PERSISTED_QUERY_MISMATCH';
  const code = extensions?.['code'];
  if (code === 'GRAPHQL_PARSE_FAILED' && /more tha[nt] \d+ tokens/.test(message)) return 'TOO_MANY_TOKENS';
  if (code === 'GRAPHQL_PARSE_FAILED' && message.startsWith('Maximum call stack')) return 'TOO_DEEP';
  if (code === 'BAD_REQUEST' && message.includes("'accept' header")) return 'NOT_ACCEPTABLE';
  if (code === 'BAD_REQUEST' && message.includes('content-type header')) return 'UNSUPPORTED_MEDIA_TYPE';
  if (code === 'BAD_REQUEST' && message.startsWith('GET requests only')) return 'METHOD_NOT_ALLOWED';
  if (code === 'BAD_REQUEST' && message.startsWith('Apollo Server supports only'))
    return 'METHOD_NOT_ALLOWED';
  return isErrorCode(code) && code !== 'INTERNAL_SERVER_ERROR' ? code : null;
}

const shortened = (message: string): string =>
  message.length <= LONGEST_MESSAGE ? message : `${message.slice(0, LONGEST_MESSAGE)}…`;
