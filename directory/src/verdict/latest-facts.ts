/** What a page learned of the register after it was built: by product, and by recognition. */
import { pack, unpack, type PackedFacts, type StandingFacts } from './standing.ts';

let learned: Record<string, StandingFacts[]> = {};
let ofProducts = new Map<string, PackedFacts[]>();
let ofRecognitions = new Map<string, PackedFacts>();

/** Takes in the whole of what is newer than the page; false where all of it was known. */
export function learn(products: Record<string, StandingFacts[]>): boolean {
  if (JSON.stringify(products) === JSON.stringify(learned)) return false;
  learned = products;
  ofProducts = new Map(Object.entries(products).map(([slug, facts]) => [slug, facts.map(pack)]));
  ofRecognitions = new Map([...ofProducts.values()].flat().map((one) => [one[0], one]));
  return true;
}

/** All of it, for another thread to learn. */
export const allLearned = (): Record<string, StandingFacts[]> => learned;

export const knowsMore = (): boolean => ofProducts.size > 0;

/** Those of one recognition, where they are newer than the page. */
export const latestOf = (code: string): StandingFacts | undefined => {
  const facts = ofRecognitions.get(code);
  return facts && unpack(facts);
};

/** The facts that a page was built with, brought up to what is known now. */
export function latestFacts(slug: string | undefined, built: readonly PackedFacts[]): readonly PackedFacts[] {
  if (ofProducts.size === 0) return built;
  const all = slug === undefined ? undefined : ofProducts.get(slug);
  return all ?? built.map((one) => ofRecognitions.get(one[0]) ?? one);
}
