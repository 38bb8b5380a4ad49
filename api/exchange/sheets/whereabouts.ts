import { COMMUNES, type FoundPlace } from './find-place.ts';
import type { KnownProducer, RegisterIndex } from './register-index.ts';

/**
 * Today's communes in which a place may lie: of one of before, those that took it in, so that a producer whose commune
 * was merged has not moved. A district or a province tells nothing.
 */
export function communesOf(found: FoundPlace | null, { places }: RegisterIndex): readonly string[] {
  const now = found?.placeId ? places.get(found.placeId) : undefined;
  if (now) return COMMUNES.has(now.kind) ? [now.id] : [];
  const before = found?.formerPlaceId ? places.get(found.formerPlaceId) : undefined;
  return before && COMMUNES.has(before.kind) ? before.successors : [];
}

/** Where a producer of the register is, or has a product. */
export const communesOfProducer = (producer: KnownProducer, index: RegisterIndex): readonly string[] => [
  ...communesOf(producer, index),
  ...(index.productsByProducer.get(producer.id) ?? []).flatMap((product) => communesOf(product, index)),
];

/** Whether two lie surely in two communes: not where of one nothing is known. */
export const liesElsewhere = (one: readonly string[], other: readonly string[]): boolean =>
  one.length > 0 && other.length > 0 && !one.some((commune) => other.includes(commune));
