/** One property that an import would write, beside what the register has. */
export interface Change {
  of: 'product' | 'producer' | 'recognition';
  /** The recognition's code, where it is known. */
  code: string | null;
  property: string;
  before: Value;
  after: Value;
}

type Value = string | number | boolean | null;

/** What differs of a record. */
export const compared = (
  of: Change['of'],
  code: string | null,
  values: readonly (readonly [property: string, before: Value, after: Value])[],
): Change[] =>
  values
    .filter(([, before, after]) => before !== after)
    .map(([property, before, after]) => ({ of, code, property, before, after }));
