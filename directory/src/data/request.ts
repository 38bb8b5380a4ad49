import type { TypedDocumentString } from '../gql/graphql.ts';

const TIMEOUT_MS = 30_000;

/** Sends one typed document to a hub's /graphql and returns its data, or throws one line that says what went wrong. */
export async function request<Data, Variables>(
  endpoint: string,
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
): Promise<Data> {
  const name = /\b(?:query|mutation)\s+(\w+)/.exec(document.toString())?.[1] ?? 'query';
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json',
      // A hub that builds its own pages is not held to the budget of an anonymous caller.
      ...(process.env['HUB_KEY'] ? { 'hub-key': process.env['HUB_KEY'] } : {}),
    },
    body: JSON.stringify({ query: document.toString(), variables }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch((cause: unknown) => {
    const reason =
      cause instanceof Error ? ((cause.cause as Error | undefined)?.message ?? cause.message) : String(cause);
    throw new Error(`${name}: no answer from ${endpoint} (${reason}).`, { cause });
  });
  const body = (await response.json().catch(() => ({}))) as { data?: Data; errors?: { message: string }[] };
  if (body.errors?.length)
    throw new Error(`${name}: ${body.errors.map((error) => error.message).join('; ')}`);
  if (!response.ok || !body.data)
    throw new Error(`${name}: ${endpoint} answered HTTP ${response.status} without data.`);
  return body.data;
}
