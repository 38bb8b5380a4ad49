import { ArgsType, Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf, PageArgs } from '../../graphql/connection.ts';
import { MOST_OF_A_DECISION } from '../../graphql/input-limits.rules.ts';
import { Node } from '../../graphql/node.ts';
import { DateRange, Direction } from '../../graphql/ranges.ts';
import { DateScalar, DateTimeScalar, PartialDateScalar } from '../../graphql/scalars.ts';
import { FEWEST_STARS, MOST_STARS } from '../products/allowed-numbers.rules.ts';
import { Product, ProductWhere } from '../products/product.type.ts';
import { Source } from '../sources/source.type.ts';
import { Taxonomy } from '../taxonomies/taxonomy.type.ts';

export enum RecognitionKind {
  FIRST = 'FIRST',
  UPGRADE = 'UPGRADE',
  RE_EVALUATION = 'RE_EVALUATION',
}

registerEnumType(RecognitionKind, {
  name: 'RecognitionKind',
  description: 'What kind of application a recognition answers.',
  valuesConfig: {
    FIRST: { description: 'Đánh giá lần đầu.' },
    UPGRADE: { description: 'Nâng hạng.' },
    RE_EVALUATION: { description: 'Đánh giá lại.' },
  },
});

export enum EvidenceLevel {
  SIGNED_DECISION = 'SIGNED_DECISION',
  OFFICIAL_NEWS = 'OFFICIAL_NEWS',
  COUNCIL_RESULT = 'COUNCIL_RESULT',
  ASSESSED_ONLY = 'ASSESSED_ONLY',
}

registerEnumType(EvidenceLevel, {
  name: 'EvidenceLevel',
  description: 'How a recognition is known. Only the first two count as recognised.',
  valuesConfig: {
    SIGNED_DECISION: { description: 'The signed decision has been seen.' },
    OFFICIAL_NEWS: {
      description: 'A state body or newspaper reports the recognition; the decision was not seen.',
    },
    COUNCIL_RESULT: { description: 'A council ranked it; whether a decision followed is not known.' },
    ASSESSED_ONLY: { description: 'It was assessed; the result is not known.' },
  },
});

export enum DatePrecision {
  DAY = 'DAY',
  MONTH = 'MONTH',
  YEAR = 'YEAR',
}

registerEnumType(DatePrecision, {
  name: 'DatePrecision',
  description: 'How precisely a date was published.',
  valuesConfig: {
    DAY: { description: 'To the day.' },
    MONTH: { description: 'To the month.' },
    YEAR: { description: 'To the year.' },
  },
});

export enum VerdictStatus {
  IN_FORCE = 'IN_FORCE',
  EXPIRED = 'EXPIRED',
  REVOKED = 'REVOKED',
  SUPERSEDED = 'SUPERSEDED',
  NOT_CONFIRMED = 'NOT_CONFIRMED',
  UNKNOWN = 'UNKNOWN',
}

registerEnumType(VerdictStatus, {
  name: 'VerdictStatus',
  description: 'The six answers to "is this star real, for this product, on this day?"',
  valuesConfig: {
    IN_FORCE: { description: 'Yes, until `lastDay`.' },
    EXPIRED: { description: 'No longer: it ended on `lastDay`.' },
    REVOKED: { description: 'No: it was revoked.' },
    SUPERSEDED: { description: 'No: another recognition took its place.' },
    NOT_CONFIRMED: {
      description: 'Cannot be said: the evidence is too weak, or the day of issue is not published.',
    },
    UNKNOWN: { description: 'The register knows no such number on that day.' },
  },
});

export enum VerdictReasonCode {
  DATES = 'DATES',
  EVIDENCE_TOO_WEAK = 'EVIDENCE_TOO_WEAK',
  STARS_NOT_PUBLISHED = 'STARS_NOT_PUBLISHED',
  DAY_OF_ISSUE_NOT_PUBLISHED = 'DAY_OF_ISSUE_NOT_PUBLISHED',
  NO_RECOGNITION = 'NO_RECOGNITION',
  NOT_YET_ISSUED = 'NOT_YET_ISSUED',
  NOT_FOUND = 'NOT_FOUND',
}

registerEnumType(VerdictReasonCode, {
  name: 'VerdictReason',
  description: 'Why a verdict is what it is.',
  valuesConfig: {
    DATES: { description: 'The dates of the recognition decide.' },
    EVIDENCE_TOO_WEAK: {
      description: 'Only a council result, or an assessment without a known result, was published.',
    },
    STARS_NOT_PUBLISHED: { description: 'Recognised, but how many stars was not published.' },
    DAY_OF_ISSUE_NOT_PUBLISHED: {
      description: 'Recognised, but the last day depends on a day of issue that was not published.',
    },
    NO_RECOGNITION: { description: 'The register holds no recognition of this product on that day.' },
    NOT_YET_ISSUED: { description: 'The recognition was issued after that day.' },
    NOT_FOUND: { description: 'No product or recognition goes by that number.' },
  },
});

@ObjectType({
  implements: Node,
  description:
    'A dated outcome for one product: stars belong to it, never to the product. What it says on a day is its verdict.',
})
export class Recognition extends Node {
  @Field(() => String, { description: 'Short public code with a check character; never reused.' })
  code!: string;

  @Field(() => Product, { description: 'The product that was recognised.' })
  product!: Product;

  @Field(() => RecognitionKind, { description: 'First recognition, upgrade or re-evaluation.' })
  kind!: RecognitionKind;

  @Field(() => String, {
    nullable: true,
    description: 'Product name as the source writes it, where it differs.',
  })
  nameAsWritten!: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Stars, 3 to 5; null where none were published. Of a council result they are a proposal.',
  })
  stars!: number | null;

  @Field(() => Float, { nullable: true, description: 'Points out of 100, where published exactly.' })
  score!: number | null;

  @Field(() => String, { nullable: true, description: 'Points as published, ranges included.' })
  scoreAsPublished!: string | null;

  @Field(() => Boolean, {
    description:
      'Scored 90 or more by the province and forwarded to the ministry ("tiềm năng 5 sao"). Not a rating.',
  })
  potentialFiveStar!: boolean;

  @Field(() => String, { nullable: true, description: 'Number of the decision.' })
  decisionNumber!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Issuing authority as written; districts issued 3 stars until mid-2025.',
  })
  issuingAuthority!: string | null;

  @Field(() => String, { nullable: true, description: 'The evaluation round as written.' })
  round!: string | null;

  @Field(() => Taxonomy, { nullable: true, description: 'The legal version of criteria that applied.' })
  criteriaVersion!: Taxonomy | null;

  @Field(() => PartialDateScalar, {
    nullable: true,
    description: 'When it was issued, as precise as published.',
  })
  issued!: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day of issue; null where only month or year is known.',
  })
  issuedOn!: string | null;

  @Field(() => DatePrecision, { nullable: true, description: 'How precisely the issue was published.' })
  issuedPrecision!: DatePrecision | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Last day of validity: 36 months from the day of issue.',
  })
  validUntil!: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Last day after an extension (Decision 26/2026 art. 12.3, at most 180 days).',
  })
  extendedUntil!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'The day on which it was revoked.' })
  revokedOn!: string | null;

  @Field(() => String, { nullable: true, description: 'Why it was revoked.' })
  revocationReason!: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day from which another recognition took its place.',
  })
  supersededOn!: string | null;

  @Field(() => Recognition, { nullable: true, description: 'The recognition that took its place.' })
  supersededBy!: Recognition | null;

  @Field(() => EvidenceLevel, { description: 'How it is known.' })
  evidence!: EvidenceLevel;

  @Field(() => Source, { description: 'Where it was read.' })
  source!: Source;

  @Field(() => [Source], { description: 'Further sources that report the same recognition.' })
  otherSources!: Source[];

  @Field(() => String, { nullable: true, description: 'What a reader should know about it.' })
  note!: string | null;
}

@ObjectType({ description: 'What the register answers for a product or a recognition on a day.' })
export class Verdict {
  @Field(() => VerdictStatus, { description: 'One of the six answers.' })
  status!: VerdictStatus;

  @Field(() => VerdictReasonCode, { description: 'Why.' })
  reason!: VerdictReasonCode;

  @Field(() => DateScalar, { description: 'The day that the answer is for.' })
  asOf!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'Stars that the answer speaks of, 3 to 5; null where none are confirmed.',
  })
  stars!: number | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'First day in force; null where the day of issue is not published.',
  })
  firstDay!: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Last day in force; where `lastDayIsExact` is false, the latest that it can have been.',
  })
  lastDay!: string | null;

  @Field(() => Boolean, { description: 'Whether `lastDay` is known to the day.' })
  lastDayIsExact!: boolean;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The earliest that the last day can have been, from a month or year of issue.',
  })
  earliestLastDay!: string | null;

  @Field(() => Product, { nullable: true, description: 'The product; null where the number is unknown.' })
  product!: Product | null;

  @Field(() => Recognition, { nullable: true, description: 'The recognition that the answer rests on.' })
  recognition!: Recognition | null;

  @Field(() => Recognition, { nullable: true, description: 'The recognition that took its place.' })
  supersededBy!: Recognition | null;
}

@InputType({ description: 'Names what is to be verified: give exactly one of these.' })
export class VerdictRef {
  @Field(() => ID, { nullable: true, description: 'Id of a product or a recognition.' })
  id?: string;

  @Field(() => String, { nullable: true, description: 'Slug of a product.' })
  slug?: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Public code of a product or recognition, official product code, GTIN of a pack, or number of a decision that names one product.',
  })
  code?: string;
}

export const RecognitionConnection = connectionOf(Recognition, 'Recognition', 'recognitions');

@InputType({
  description: 'Which recognitions. All conditions hold together, and a list means any of its members.',
})
export class RecognitionWhere {
  @Field(() => [Int], {
    nullable: true,
    description: `With so many stars, ${FEWEST_STARS} to ${MOST_STARS}, recognised or proposed: see \`evidence\`.`,
  })
  stars?: number[] | null;

  @Field(() => [RecognitionKind], { nullable: true, description: 'Of one of these kinds.' })
  kind?: RecognitionKind[] | null;

  @Field(() => [EvidenceLevel], { nullable: true, description: 'Known in one of these ways.' })
  evidence?: EvidenceLevel[] | null;

  @Field(() => [VerdictStatus], {
    nullable: true,
    description: 'With one of these verdicts of their own on the day.',
  })
  verdict?: VerdictStatus[] | null;

  @Field(() => DateRange, {
    nullable: true,
    description: 'Issued in this range, by the earliest day that is possible.',
  })
  issued?: DateRange | null;

  @Field(() => DateRange, {
    nullable: true,
    description: 'Last day of validity in this range, extensions counted.',
  })
  validUntil?: DateRange | null;

  @Field(() => DateRange, { nullable: true, description: 'Revoked in this range.' })
  revoked?: DateRange | null;

  @Field(() => ProductWhere, { nullable: true, description: 'Of a product that fits this.' })
  product?: ProductWhere | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Recorded or changed at or after this instant.',
  })
  changedSince?: string | null;

  @Field(() => [RecognitionWhere], { nullable: true, description: 'All of these hold too.' })
  AND?: RecognitionWhere[] | null;

  @Field(() => [RecognitionWhere], { nullable: true, description: 'At least one of these holds too.' })
  OR?: RecognitionWhere[] | null;
}

export enum RecognitionOrderField {
  CODE = 'CODE',
  ISSUED = 'ISSUED',
  VALID_UNTIL = 'VALID_UNTIL',
}

registerEnumType(RecognitionOrderField, {
  name: 'RecognitionOrderField',
  description: 'What recognitions can be ordered by. Those alike follow by code.',
  valuesConfig: {
    CODE: { description: 'Their public code.' },
    ISSUED: { description: 'The earliest day that they can have been issued.' },
    VALID_UNTIL: { description: 'Last day of validity, extensions counted.' },
  },
});

@InputType({ description: 'The order of a list of recognitions.' })
export class RecognitionOrder {
  @Field(() => RecognitionOrderField, { description: 'What to order by.' })
  by!: RecognitionOrderField;

  @Field(() => Direction, { defaultValue: Direction.ASC, description: 'Which way.' })
  direction!: Direction;
}

@ArgsType()
export class RecognitionListArgs extends PageArgs {
  @Field(() => RecognitionWhere, { nullable: true, description: 'Which recognitions; all where left out.' })
  where?: RecognitionWhere | null;

  @Field(() => RecognitionOrder, { nullable: true, description: 'In which order; by code where left out.' })
  orderBy?: RecognitionOrder | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day that `where` speaks of; today in Asia/Ho_Chi_Minh where left out.',
  })
  asOf?: string | null;
}

@ObjectType({ description: 'The answer to one of the numbers that were asked for together.' })
export class VerdictAnswer {
  @Field(() => String, { description: 'The number as it was asked for.' })
  number!: string;

  @Field(() => Verdict, { description: 'The answer; UNKNOWN where nothing goes by that number.' })
  verdict!: Verdict;

  @Field(() => [Recognition], {
    description: `For the number of a decision about several products, which is answered UNKNOWN: what was recognised by it, the first ${MOST_OF_A_DECISION} by the names of the products; \`recognitionCount\` says how many there are.`,
  })
  recognitions!: Recognition[];

  @Field(() => Int, {
    description:
      'How many `recognitions` there are in all, also where not all are told; 0 but for the number of a decision about several products.',
  })
  recognitionCount!: number;

  @Field(() => [Product], {
    description:
      'For an unknown number: the products with the most similar codes, slugs, official product codes or GTINs, or with recognitions whose codes or numbers of decisions are the most similar, at most 3.',
  })
  candidates!: Product[];
}
