import { isUtf8 } from 'node:buffer';
import { RecentlyUsed } from '../recently-used.ts';

/** What a request asks, in the one form that nearly every client sends. */
export interface Asked {
  query: string;
  operationName: string | null;
  variables: Record<string, unknown>;
}

const MOST_ADDRESSES = 1_000;
const LONGEST_ADDRESS = 8_000;

/** What an address asks by GET; null where it asks in a way that is not so common, or not at all. */
export function readAddresses(): (url: string) => Asked | null {
  const known = new RecentlyUsed<string, Asked | null>(MOST_ADDRESSES);
  return (url) => {
    const before = known.get(url);
    if (before !== undefined) return before;
    const asked = askedBy(url);
    if (url.length <= LONGEST_ADDRESS) known.set(url, asked);
    return asked;
  };
}

function askedBy(url: string): Asked | null {
  // Only what is written as it should be means the same to every reader of addresses.
  if (!/^\/graphql\?[\w\-.~!$&'()*+,;=:@/?%]*$/.test(url)) return null;
  const parameters = new URLSearchParams(url.slice(url.indexOf('?')));
  const names = [...parameters.keys()];
  if (new Set(names).size < names.length) return null;
  if (names.some((name) => !['query', 'operationName', 'variables'].includes(name))) return null;
  const query = parameters.get('query');
  const written = parameters.get('variables');
  if (!query) return null;
  const variables = written === null ? {} : parsed(written);
  return isRecord(variables) ? { query, operationName: parameters.get('operationName'), variables } : null;
}

/** What a body asks; null where it does so in a way that is not so common, or not at all. */
export function askedByBody(body: Buffer): Asked | null {
  if (!isUtf8(body)) return null;
  const text = body.toString();
  // Names that would reach an object's prototype are refused, in whatever way they are written.
  if (/__proto__|constructor|\\u00[567]/i.test(text)) return null;
  const sent = parsed(text);
  if (!isRecord(sent)) return null;
  const { query, operationName = null, variables = null, ...further } = sent;
  if (typeof query !== 'string' || query === '' || Object.keys(further).length > 0) return null;
  if (operationName !== null && typeof operationName !== 'string') return null;
  if (variables !== null && !isRecord(variables)) return null;
  return { query, operationName, variables: variables ?? {} };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
