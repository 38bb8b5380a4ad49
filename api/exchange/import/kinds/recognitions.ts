import {
  evidenceLevels,
  Recognition,
  recognitionKinds,
} from '../../../register/recognitions/recognition.entity.ts';
import {
  isWellEvidenced,
  lastDayOfValidity,
  precisionOf,
  starsOfScore,
  type EvidenceLevel,
} from '../../../register/recognitions/recognition.rules.ts';
import type { Cells } from '../cells.ts';
import { byCode, type Kind } from '../kind.ts';

export const recognitions: Kind = {
  name: 'recognition',
  entity: Recognition,
  tables: ['recognitions.csv'],
  key: byCode,
  own: { code: byCode },
  after: 'supersededById',
  read(cells) {
    const stars = starsOf(cells);
    const score = cells.decimal('score', [0, 100]);
    const potentialFiveStar = cells.yes('potential_five_star');
    const evidence = cells.choice('evidence', evidenceLevels);
    const issued = cells.partialDate('issued');
    const issuedOn =
      issued === undefined ? undefined : issued && precisionOf(issued) === 'DAY' ? issued : null;
    const printed = cells.optionalDay('valid_until');
    const validUntil = printed ?? lastDayFrom(issuedOn, stars, evidence);
    const extendedUntil = cells.optionalDay('extended_until');
    const revokedOn = cells.optionalDay('revoked_on');
    const revocationReason = cells.optional('revocation_reason');
    const supersededOn = cells.optionalDay('superseded_on');
    const supersededById = cells.optionalReference('superseded_by', 'recognition');

    if (stars && score && starsOfScore(score) !== stars) {
      cells.refuse(
        'score',
        `${score} is not a score of ${stars} stars – 3 from 50, 4 from 70, 5 from 90 points`,
      );
    }
    if (potentialFiveStar && stars) {
      cells.refuse(
        'stars',
        'is filled for a potential five-star – it is a result sent to the ministry, no rating: leave it empty',
      );
    }
    if (issuedOn && validUntil && validUntil <= issuedOn)
      cells.refuse('valid_until', 'is not after the day of issue');
    if (extendedUntil && !(validUntil && extendedUntil > validUntil)) {
      cells.refuse('extended_until', 'is not after valid_until');
    }
    if (revokedOn && issuedOn && revokedOn < issuedOn)
      cells.refuse('revoked_on', 'is before the day of issue');
    if (revocationReason && !revokedOn)
      cells.refuse('revocation_reason', 'is filled, but revoked_on is empty');
    if (!supersededOn !== !supersededById) {
      cells.refuse('superseded_by', 'and superseded_on go together – fill both or neither');
    }
    cells.remark('rows');

    return {
      code: cells.code('code', 'R'),
      product: cells.reference('product', 'product'),
      kind: cells.choice('kind', recognitionKinds),
      nameAsWritten: cells.optional('name_as_written'),
      stars,
      score,
      scoreAsPublished: cells.optional('score_as_published'),
      potentialFiveStar,
      decisionNumber: cells.optional('decision_number'),
      issuingAuthority: cells.optional('issuing_authority'),
      round: cells.optional('round'),
      taxonomy: cells.optionalReference('criteria', 'taxonomy'),
      issued,
      issuedOn,
      validUntil,
      extendedUntil,
      revokedOn,
      revocationReason,
      supersededOn,
      supersededById,
      evidence,
      note: cells.optional('note'),
      source: cells.reference('source', 'source'),
      otherSourceIds: cells.references('other_sources', 'source'),
    };
  },
};

function starsOf(cells: Cells): number | null | undefined {
  const text = cells.optional('stars');
  if (typeof text !== 'string') return text;
  if (/^[345]$/.test(text)) return Number(text);
  cells.refuse('stars', `"${text}" is not 3, 4 or 5 – write 3, 4, 5 or leave empty`);
  return undefined;
}

/** The last day that follows from the rest; left as it is where a column that it follows from is not there. */
function lastDayFrom(
  issuedOn: string | null | undefined,
  stars: number | null | undefined,
  evidence: EvidenceLevel,
): string | null | undefined {
  if (issuedOn === undefined || stars === undefined) return undefined;
  return issuedOn && stars && isWellEvidenced(evidence) ? lastDayOfValidity(issuedOn) : null;
}
