/** The numbers that stars and product sets can have. */

export const FEWEST_STARS = 3;
export const MOST_STARS = 5;

/** Product sets of Decision 26/2026/QĐ-TTg, counted from 1. */
export const MOST_PRODUCT_SETS = 26;

export const isStars = (number: number): boolean => number >= FEWEST_STARS && number <= MOST_STARS;

export const isProductSet = (number: number): boolean => number >= 1 && number <= MOST_PRODUCT_SETS;
