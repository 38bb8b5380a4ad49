/**
 * What a file of borders may hold at most. A province's communes, drawn for a map of 1:10,000, are far below; what is
 * above is a mistake or an attack, and is refused before it takes memory. How many bytes: as of a list (sheets/).
 */
export const boundaryLimits = {
  /** How deep lists and objects may stand in one another: a MultiPolygon in a collection reaches ten. */
  depth: 32,
  /** Lists in a file: nearly all of them are positions. */
  lists: 2_000_000,
  objects: 500_000,
  features: 20_000,
  positionsOfFeature: 100_000,
  /** Pairs of parts of one border whose boxes meet. The islands of a coast have some hundreds. */
  meetingParts: 5_000,
  /** The same of the borders of a file: of communes each meets a few others. */
  meetingFeatures: 100_000,
  /** Kept of a degree: about a centimetre. */
  decimals: 7,
} as const;
