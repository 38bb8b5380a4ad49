import { MOST_OF_A_DECISION } from '../input-limits.rules.ts';

/**
 * The published limits of /graphql. The pages under /docs are made from these numbers, the checks use the same
 * ones. Raising a limit breaks nobody; lowering one is a breaking change and goes into schema/CHANGELOG.md.
 */
export const limits = {
  /** Bytes of a request's body. */
  bodyBytes: 256 * 1024,
  /** Tokens of a document. */
  tokens: 3_000,
  /** Levels of fields, fragments opened. Introspection has a limit of its own. */
  depth: 15,
  /** Aliases written in a document. */
  aliases: 60,
  /** Fields of Query in one operation, fragments opened. */
  rootFields: 20,
  /** Fields and fragments written between one pair of braces. */
  fieldsInOnePlace: 120,
  /** Filters under AND and OR of one list. */
  filterBranches: 50,
  /** Objects and lists in each other in variables. */
  variablesDepth: 32,
  /** Points that one operation may cost. */
  cost: 10_000,
  /** Longest time that one operation may run, in milliseconds. */
  deadlineMs: 10_000,
} as const;

/** What an address may spend, in points: all at once after a pause, then evenly. */
export const budget = { points: 120_000, seconds: 60 } as const;

/**
 * The cost of an operation, in points:
 *   1 for the request
 * + 1 for every object, counted as often as it can appear
 * + the weight of a field, or of an argument, that is dear to answer
 * + for every thing that a filter lists by references, and every position of a polygon, its points.
 * How often an object can appear: a page has `first` or `last` items; a list asked by a list (`ids`, `of`) as many
 * as are asked; any other list its assumed size. Inside of a list everything counts once for each item. Other
 * scalars are free. What @skip and @include leave out is free.
 */
export const cost = {
  request: 1,
  object: 1,
  /** Items of a page where neither first nor last is given. */
  defaultPageSize: 20,
  largestPageSize: 100,
  /** Items that a list without pages is taken to have, where `assumedSizes` says nothing else. */
  assumedSize: 5,
  /** `__schema` or `__type`, whatever is asked of them. */
  introspection: 100,
  /** A place, region or producer in a list of a filter. */
  reference: 5,
  /** A position of a polygon, its list of longitude and latitude. */
  position: 2,
  /** What a request costs that is refused after it was read. */
  refused: 50,
} as const;

/** Fields that are dear to answer, in points: a type and a field, or a field of every type. */
export const weights: Readonly<Record<string, number>> = {
  '*.geometry': 20,
  'Change.record': 20,
  '*.totalCount': 5,
  '*.facets': 50,
  'Query.search': 50,
  'Query.nearestProducts': 20,
  'Query.productsFromHere': 20,
  'Query.zonesContaining': 10,
  'Query.placesContaining': 10,
};

/** Arguments that make a field dear to answer, in points. */
export const argumentWeights: Readonly<Record<string, number>> = { recordedAt: 200 };

/** Lists without pages that are longer or shorter than most. */
export const assumedSizes: Readonly<Record<string, number>> = {
  'Dataset.sources': 100,
  'Dataset.materials': 50,
  'Dataset.publishedTotals': 20,
  'Dataset.planTargets': 20,
  'Dataset.taxonomies': 3,
  'Taxonomy.productSets': 30,
  'Taxonomy.sectors': 6,
  'Region.communes': 10,
  'VerdictAnswer.candidates': 3,
  'VerdictAnswer.recognitions': MOST_OF_A_DECISION,
  'Product.recognitions': 4,
  'Product.materialSources': 3,
  'Product.certifications': 3,
  'Product.variants': 3,
  'Product.media': 3,
};

export const weightOf = (type: string, field: string): number =>
  weights[`${type}.${field}`] ?? weights[`*.${field}`] ?? 0;

export const weightOfArguments = (given: readonly string[]): number =>
  given.reduce((sum, name) => sum + (argumentWeights[name] ?? 0), 0);

export const weightOfInput = (size: { references: number; positions: number }): number =>
  size.references * cost.reference + size.positions * cost.position;

export const assumedSizeOf = (type: string, field: string): number =>
  assumedSizes[`${type}.${field}`] ?? cost.assumedSize;
