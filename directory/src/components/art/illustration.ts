import { fold } from '../../../../api/register/vietnamese.rules.ts';
import { materialsOf, productSetOf } from '../../data/register.ts';
import type { Material, Product, ProductSet } from '../../data/snapshot.ts';
import type { SymbolName } from './symbols.ts';

/** Families of tile colour; each has a light and a dark tone in tokens.css. */
export type Hue = 'earth' | 'leaf' | 'gold' | 'clay' | 'sea' | 'plum';
export interface Illustration {
  symbol: SymbolName;
  hue: Hue;
}

/** By a word in the material's English name: materials come from the register and may grow. */
const byMaterial: [words: RegExp, symbol: SymbolName, hue: Hue][] = [
  [/coffee/, 'coffee', 'earth'],
  [/cocoa|cacao/, 'cocoa', 'clay'],
  [/durian/, 'durian', 'gold'],
  [/macadamia/, 'macadamia', 'earth'],
  [/cashew/, 'cashew', 'gold'],
  [/pepper/, 'pepper', 'leaf'],
  [/rice/, 'rice', 'gold'],
  [/cereal|grain|corn|bean/, 'cereal', 'gold'],
  [/anchov/, 'fish-sauce', 'sea'],
  [/squid|octopus/, 'squid', 'sea'],
  [/shrimp|prawn/, 'shrimp', 'sea'],
  [/crab|lobster/, 'crab', 'sea'],
  [/snail/, 'snail', 'sea'],
  [/sea grape|seaweed/, 'seaweed', 'sea'],
  [/fish|seafood|tuna/, 'fish', 'sea'],
  [/honey/, 'honey', 'gold'],
  [/bird|swiftlet|nest/, 'bird-nest', 'plum'],
  [/beef|cow|buffalo/, 'beef', 'clay'],
  [/pork|pig/, 'pork', 'clay'],
  [/chicken|poultry|duck/, 'chicken', 'clay'],
  [/salt/, 'salt', 'sea'],
  [/avocado/, 'avocado', 'leaf'],
  [/cordyceps/, 'cordyceps', 'plum'],
  [/mushroom/, 'mushroom', 'plum'],
  [/turmeric|ginger/, 'turmeric', 'gold'],
  [/bamboo/, 'bamboo-shoot', 'leaf'],
  [/watermelon/, 'watermelon', 'clay'],
  [/melon/, 'melon', 'leaf'],
  [/banana/, 'banana', 'gold'],
  [/camellia|flower/, 'flower', 'plum'],
  [/tea/, 'tea', 'leaf'],
  [/herb|gymnema|medicin/, 'herb', 'leaf'],
  [/soursop|longan|lychee|mango|fruit|orange|pomelo|jackfruit/, 'fruit', 'leaf'],
];

/** By the number of the set in Decision 26/2026, Appendix I. */
const bySet: Record<number, [SymbolName, Hue]> = {
  1: ['fruit', 'leaf'],
  2: ['fish', 'sea'],
  3: ['rice', 'gold'],
  4: ['honey', 'gold'],
  5: ['instant', 'clay'],
  6: ['cereal', 'gold'],
  7: ['fruit', 'leaf'],
  8: ['beef', 'clay'],
  9: ['fish-sauce', 'sea'],
  10: ['pepper', 'leaf'],
  11: ['tea', 'leaf'],
  12: ['herb', 'leaf'],
  13: ['coffee-bean', 'earth'],
  14: ['bottle', 'sea'],
  15: ['bottle', 'plum'],
  16: ['water', 'sea'],
  17: ['drink', 'sea'],
  18: ['medicinal', 'plum'],
  19: ['cosmetic', 'plum'],
  20: ['herb', 'plum'],
  21: ['handicraft', 'earth'],
  22: ['textile', 'clay'],
  23: ['flower', 'plum'],
  24: ['ornamental', 'leaf'],
  25: ['animal', 'sea'],
  26: ['tourism', 'clay'],
};

export const sectorSymbols: Record<string, Illustration> = {
  FOOD: { symbol: 'food', hue: 'clay' },
  DRINK: { symbol: 'drink', hue: 'sea' },
  MEDICINAL: { symbol: 'medicinal', hue: 'leaf' },
  HANDICRAFT: { symbol: 'handicraft', hue: 'earth' },
  ORNAMENTAL: { symbol: 'ornamental', hue: 'plum' },
  TOURISM: { symbol: 'tourism', hue: 'gold' },
};

const known = new Map<Material, Illustration | undefined>();
/** Looked for once a material: it is drawn beside each of its products, wherever they are listed. */
export function illustrateMaterial(material: Material | undefined): Illustration | undefined {
  if (!material || known.has(material)) return material && known.get(material);
  const words = fold(material.nameEn);
  const found = byMaterial.find(([pattern]) => pattern.test(words));
  const illustration = found && { symbol: found[1], hue: found[2] };
  known.set(material, illustration);
  return illustration;
}

export function illustrateSet(set: ProductSet | undefined): Illustration {
  const [symbol, hue] = (set && bySet[set.number]) ?? ['basket', 'earth'];
  return { symbol, hue };
}

export function illustrateProduct(product: Product): Illustration {
  return illustrateMaterial(materialsOf(product)[0]) ?? illustrateSet(productSetOf(product));
}
