import { isWellEvidenced, type EvidenceLevel } from '../../register/recognitions/recognition.rules.ts';
import type { DraftSet } from './draft-set.ts';
import type { Fault } from './fault.ts';
import type { Values } from './kind.ts';
import { recognitions } from './kinds/recognitions.ts';

/** Two recognitions of one product are never in force on the same day; the database would refuse them less clearly. */
export function refuseOverlaps(drafts: DraftSet, faults: Fault[]): void {
  const byProduct = Map.groupBy(drafts.view(recognitions), ({ product }) => product);
  for (const { id, values, existing, at } of drafts.of(recognitions)) {
    const own = daysInForce({ ...existing, ...values });
    if (!own || !at) continue;
    for (const other of byProduct.get(values['product']) ?? []) {
      const days = other.id === id ? null : daysInForce(other);
      if (!days || days.first >= own.end || own.first >= days.end) continue;
      faults.push({
        ...at,
        column: 'issued',
        problem: `${values['code']} is in force together with ${other['code']} – fill superseded_on and superseded_by of the older one`,
      });
      break;
    }
  }
}

function daysInForce(recognition: Values): { first: string; end: string } | null {
  const { issuedOn, validUntil, extendedUntil, revokedOn, supersededOn, stars, evidence } =
    recognition as Record<string, string | null | undefined>;
  if (!issuedOn || !validUntil || !stars || !isWellEvidenced(evidence as EvidenceLevel)) return null;
  // The last day of validity still counts; the days of revocation and of succession do not.
  const ends = [`${extendedUntil ?? validUntil}+`, revokedOn, supersededOn].filter(
    (day) => typeof day === 'string',
  );
  return { first: issuedOn, end: ends.toSorted()[0] ?? issuedOn };
}
