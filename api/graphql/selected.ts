import { createParameterDecorator } from 'type-graphql';
import type { Context } from './context.ts';
import { rowKey } from './selection.ts';

/** The value that look-ahead put into the parent's row for this field with these arguments. */
export const Selected = () =>
  createParameterDecorator<Context>(
    ({ root, args, info }) => (root as Record<string, unknown>)[rowKey(info.fieldName, args)],
  );
