import { GraphQLError } from 'graphql';

/** Wrong input by the caller: what is wrong, where, and what is allowed. */
export const badInput = (message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
