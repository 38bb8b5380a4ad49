import { addDays, isWellEvidenced } from '../../register/recognitions/recognition.rules.ts';
import type { KnownRecognition } from './register-index.ts';

export interface Succession {
  earlier: KnownRecognition;
  later: KnownRecognition;
}

/**
 * No two recognitions of a product are in force on one day: the later one takes the place of the earlier. Two of the
 * same day cannot both be right.
 */
export function successionsOf(all: readonly KnownRecognition[]): {
  successions: Succession[];
  clash: Succession | null;
} {
  const inForce = all
    .filter(
      (one) =>
        isWellEvidenced(one.evidence) &&
        one.stars !== null &&
        one.issued?.length === 10 &&
        firstDayAfter(one) > one.issued,
    )
    .toSorted((a, b) => ((a.issued ?? '') < (b.issued ?? '') ? -1 : 1));
  const successions: Succession[] = [];
  for (const [position, earlier] of inForce.entries()) {
    const later = inForce[position + 1];
    if (!later || firstDayAfter(earlier) <= (later.issued ?? '')) continue;
    if (earlier.issued === later.issued) return { successions: [], clash: { earlier, later } };
    successions.push({ earlier, later });
  }
  return { successions, clash: null };
}

/** Empty where no end is known: then it has no days that are surely in force. */
function firstDayAfter({ validUntil, extendedUntil, revokedOn, supersededOn }: KnownRecognition): string {
  const last = extendedUntil ?? validUntil;
  if (last === null) return '';
  return [addDays(last, 1), revokedOn, supersededOn].filter((day) => day !== null).toSorted()[0] ?? '';
}
