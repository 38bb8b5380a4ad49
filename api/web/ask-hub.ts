/** The hub asking itself, by the public contract, like any partner would. */
import type { ApolloServer } from '@apollo/server';
import type { Context } from '../graphql/context.ts';

/** The hub did not answer: why, in the words of the public error codes. */
export class NoAnswer extends Error {
  override name = 'NoAnswer';

  constructor(
    readonly code: unknown,
    /** What the contract says of it. */
    readonly said = '',
    readonly retryAfter = 30,
  ) {
    super(`The register did not answer: ${String(code)} ${said}`.trimEnd());
  }
}

export async function askHub<Data>(
  graphql: ApolloServer<Context>,
  context: Context,
  query: string,
  variables: Record<string, unknown>,
): Promise<Data> {
  const { body } = await graphql.executeOperation({ query, variables }, { contextValue: context });
  if (body.kind !== 'single') throw new NoAnswer('INCREMENTAL');
  const { data, errors: [error] = [] } = body.singleResult;
  if (!error && data) return data as Data;
  const { code, retryAfter } = error?.extensions ?? {};
  throw new NoAnswer(code, error?.message, typeof retryAfter === 'number' ? retryAfter : undefined);
}
