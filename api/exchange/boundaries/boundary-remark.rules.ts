import type { Candidate, Said, Weight, Wording } from '../sheets/remark.rules.ts';

/** What is told of a feature: where in it, why, and how to mend it, in both languages. */
export interface BoundaryRemark extends Wording {
  code: string;
  weight: Weight;
  /** As the file counts, from 1. */
  feature: number;
  /** The polygon of a MultiPolygon, its ring and a position of that, each counted from 1; null where the whole is meant. */
  part: number | null;
  ring: number | null;
  position: number | null;
  topic?: BoundaryTopic;
  candidates?: readonly Candidate[];
}

/** `--choose 12.unit=SLUG` answers the question which unit feature 12 is, `--choose all.axes=swap` all of a kind. */
export type BoundaryTopic =
  | 'unit'
  | 'era'
  | 'axes'
  | 'ring'
  | 'crossing'
  | 'area'
  | 'point'
  | 'overlap'
  | 'material'
  | 'level'
  | 'communes'
  | 'products';

export interface Where {
  feature: number;
  part?: number;
  ring?: number;
  position?: number;
}

type Wordings = Readonly<Record<string, (...args: never[]) => Wording>>;

/** Remarks of one weight, each made from its wording by `code`, place and what it names. */
export const boundaryRemarks =
  <All extends Wordings>(weight: Weight, wordings: All) =>
  <Code extends keyof All & string>(
    code: Code,
    { feature, part, ring, position }: Where,
    ...args: Parameters<All[Code]>
  ): BoundaryRemark => {
    const word = wordings[code] as (...args: Parameters<All[Code]>) => Wording;
    return {
      code,
      weight,
      feature,
      part: part ?? null,
      ring: ring ?? null,
      position: position ?? null,
      ...word(...args),
    };
  };

/** "phần 1, vòng 2, điểm 5 / part 1, ring 2, position 5", as far as it is known. */
export function placeOf({ part, ring, position }: BoundaryRemark): Said | null {
  const say = (words: readonly [string, string, string]) =>
    [part, ring, position]
      .flatMap((number, at) => (number === null ? [] : `${words[at]} ${number}`))
      .join(', ');
  const vi = say(['phần', 'vòng', 'điểm']);
  return vi === '' ? null : { vi, en: say(['part', 'ring', 'position']) };
}

/** The answers that a person has given, by `FEATURE.TOPIC` or `all.TOPIC`. */
export interface BoundaryChoices {
  of(feature: number, topic: BoundaryTopic): string | undefined;
}

export const boundaryChoices = (answers: ReadonlyMap<string, string>): BoundaryChoices => ({
  of: (feature, topic) => answers.get(`${feature}.${topic}`) ?? answers.get(`all.${topic}`),
});
