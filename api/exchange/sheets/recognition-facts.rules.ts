import { recognitionTable } from '../exports/recognition-columns.rules.ts';
import { inWords, type Value } from '../exports/table.rules.ts';
import { isWellEvidenced } from '../../register/recognitions/recognition.rules.ts';
import { fold } from '../../register/vietnamese.rules.ts';
import type { KnownRecognition } from './register-index.ts';
import type { Said } from './remark.rules.ts';
import { tidy } from './sheet-row.rules.ts';
import { dateOf, decisionOf, scoreOf, starsOf } from './values.rules.ts';

/** What an exported recognition says in its cells, and what these say once somebody has written in them. */

interface Fact {
  /** What the register has. */
  of(known: KnownRecognition): Value;
  /** What a cell says, in the same terms; as it is written where it cannot be read. */
  read(text: string): Value;
}

const POTENTIAL_FIVE = 'tiềm năng 5 sao';

const day = (property: 'issued' | 'validUntil' | 'extendedUntil' | 'revokedOn' | 'supersededOn'): Fact => ({
  of: (known) => known[property],
  read(text) {
    const reading = dateOf(text, { latest: '9999-12-31' });
    return reading.is === 'VALUE' ? reading.value.date : text;
  },
});

const word = (property: 'kind' | 'evidence'): Fact => ({
  of: (known) => known[property],
  read(text) {
    const { vi, en } = columnOf(property)?.words ?? { vi: {}, en: {} };
    const said = fold(text);
    const found = [...Object.entries(vi), ...Object.entries(en)].find(([, words]) => fold(words) === said);
    return found?.[0] ?? text;
  },
});

/** By the names of the fields, which are those of the columns in the export too. */
export const facts = {
  kind: word('kind'),
  stars: {
    of: ({ stars, potentialFiveStar }) => stars ?? (potentialFiveStar ? POTENTIAL_FIVE : null),
    read(text) {
      const reading = starsOf(text);
      if (reading.is !== 'VALUE') return text;
      return reading.value.isPotentialFive ? POTENTIAL_FIVE : reading.value.stars;
    },
  },
  score: {
    of: ({ score }) => score,
    read(text) {
      const reading = scoreOf(text);
      return reading.is === 'VALUE' ? (reading.value.score ?? reading.value.asPublished) : text;
    },
  },
  issued: day('issued'),
  validUntil: day('validUntil'),
  extendedUntil: day('extendedUntil'),
  revokedOn: day('revokedOn'),
  supersededOn: day('supersededOn'),
  decision: {
    of: ({ decisionNumber }) => decisionNumber,
    read: (text) => decisionOf(text).number ?? text,
  },
  authority: { of: ({ issuingAuthority }) => issuingAuthority, read: (text) => text },
  evidence: word('evidence'),
} as const satisfies Record<string, Fact>;

export type FactField = keyof typeof facts;
export const factFields = Object.keys(facts) as FactField[];

export const readFact = (field: FactField, text: string): Value =>
  text === '' ? null : facts[field].read(text);

/** Whether a cell says what the export does: stars without good evidence it leaves out. */
export function isAsExported(field: FactField, text: string, known: KnownRecognition): boolean {
  const value = facts[field].of(known);
  if (field === 'stars' && text === '' && !(known.stars && isWellEvidenced(known.evidence))) return true;
  return readFact(field, text) === value || (value !== null && text === tidy(String(value)));
}

/** Whether the register says what a cell does. */
export const holds = (field: FactField, said: Value, known: KnownRecognition): boolean =>
  facts[field].of(known) === said || (field === 'score' && said !== null && known.scoreAsPublished === said);

/** For the reader, as the export words it. */
export function factInWords(field: FactField, known: KnownRecognition): Said | null {
  const value = facts[field].of(known);
  const column = columnOf(field);
  if (value === null || !column) return null;
  return { vi: String(inWords(column, value, 'vi')), en: String(inWords(column, value, 'en')) };
}

const columnOf = (field: string) => recognitionTable.columns.find(({ key }) => key === field);
