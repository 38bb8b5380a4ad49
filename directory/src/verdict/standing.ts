/** Standings are decided at build for the day of the build, and again in the browser for the reader's day. */
import type { StandingFacts } from '../../../api/register/recognitions/standing.rules.ts';

export {
  standingOf,
  type Standing,
  type StandingFacts,
  type Tone,
} from '../../../api/register/recognitions/standing.rules.ts';

/** Facts as they stand in a page: columns without names, so that a list of a thousand cards stays light. */
export type PackedFacts = [
  code: string,
  stars: number | null,
  evidence: StandingFacts['evidence'],
  issued: string | null,
  validUntil: string | null,
  extendedUntil: string | null,
  revokedOn: string | null,
  supersededOn: string | null,
  potentialFiveStar: 0 | 1,
];

export const pack = (r: StandingFacts): PackedFacts => [
  r.code,
  r.stars,
  r.evidence,
  r.issued,
  r.validUntil,
  r.extendedUntil,
  r.revokedOn,
  r.supersededOn,
  r.potentialFiveStar ? 1 : 0,
];

export const unpack = (p: PackedFacts): StandingFacts => ({
  code: p[0],
  stars: p[1],
  evidence: p[2],
  issued: p[3],
  validUntil: p[4],
  extendedUntil: p[5],
  revokedOn: p[6],
  supersededOn: p[7],
  potentialFiveStar: p[8] === 1,
});
