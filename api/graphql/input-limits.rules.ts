/** How much of a kind one argument may give. What refuses more compares with these; /docs/limits tells them. */

/** Members of a list in a filter: places, regions, producers. */
export const LONGEST_LIST = 100;

/** AND and OR may stand in each other this deep. */
export const DEEPEST_FILTER = 3;

/** Ids that `nodes` takes at once. */
export const MOST_IDS = 100;

/** Numbers that `verdicts` takes at once. */
export const MOST_NUMBERS = 500;

/** Recognitions of one decision that an answer about its number tells; how many there are stands beside them. */
export const MOST_OF_A_DECISION = 200;

/** Characters of one number: no code, slug or number of a decision is nearly as long. */
export const LONGEST_NUMBER = 100;
