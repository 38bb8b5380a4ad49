import { ArgsType, Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf, PageArgs } from '../../graphql/connection.ts';
import { Node } from '../../graphql/node.ts';
import { DateScalar, DateTimeScalar } from '../../graphql/scalars.ts';
import { Certification } from '../certifications/certification.type.ts';
import { AreaInput, NearInput } from '../geography/area.type.ts';
import { Place, PlaceRef } from '../places/place.type.ts';
import { ProductWhere } from '../products/product.type.ts';
import { Source } from '../sources/source.type.ts';

export enum LegalForm {
  COOPERATIVE = 'COOPERATIVE',
  COOPERATIVE_GROUP = 'COOPERATIVE_GROUP',
  ENTERPRISE = 'ENTERPRISE',
  FARM = 'FARM',
  HOUSEHOLD_BUSINESS = 'HOUSEHOLD_BUSINESS',
  ASSOCIATION = 'ASSOCIATION',
  TOURISM_OPERATING_BODY = 'TOURISM_OPERATING_BODY',
}

registerEnumType(LegalForm, {
  name: 'LegalForm',
  description: 'Kinds of producers that Decision 26/2026/QĐ-TTg art. 2.3 allows ("loại hình chủ thể").',
  valuesConfig: {
    COOPERATIVE: { description: 'Hợp tác xã.' },
    COOPERATIVE_GROUP: { description: 'Tổ hợp tác.' },
    ENTERPRISE: { description: 'Doanh nghiệp nhỏ và vừa.' },
    FARM: { description: 'Trang trại.' },
    HOUSEHOLD_BUSINESS: { description: 'Hộ sản xuất, hộ gia đình có đăng ký kinh doanh.' },
    ASSOCIATION: { description: 'Hội, hiệp hội; tourism only.' },
    TOURISM_OPERATING_BODY: { description: 'Trung tâm điều hành hoặc tương đương; tourism only.' },
  },
});

@ObjectType({
  implements: Node,
  description:
    'Who makes OCOP products ("chủ thể OCOP"). Holds what the recognition publishes; nothing about persons.',
})
export class Producer extends Node {
  @Field(() => String, { description: 'Readable key, unique.' })
  slug!: string;

  @Field(() => String, { description: 'Business name as published.' })
  name!: string;

  @Field(() => [String], { description: 'Other spellings and translations of the name.' })
  alternateNames!: string[];

  @Field(() => LegalForm, { nullable: true, description: 'Legal form; null where no source tells.' })
  legalForm!: LegalForm | null;

  @Field(() => Place, { nullable: true, description: 'Commune or ward of today; null where not known.' })
  place!: Place | null;

  @Field(() => Place, { nullable: true, description: 'Former unit that the source names.' })
  formerPlace!: Place | null;

  @Field(() => String, {
    nullable: true,
    description: 'Address as published. Never for a household: somebody lives there.',
  })
  addressAsWritten!: string | null;

  @Field(() => String, { nullable: true, description: 'Own website.' })
  website!: string | null;

  @Field(() => [Certification], { description: 'Certificates held by the producer itself.' })
  certifications!: Certification[];

  @Field(() => Source, { description: 'Where this record was read.' })
  source!: Source;

  @Field(() => String, { nullable: true, description: 'What a reader should know about this record.' })
  note!: string | null;
}

export const ProducerConnection = connectionOf(Producer, 'Producer', 'producers');

@InputType({ description: 'Names one producer: give exactly one of these.' })
export class ProducerRef {
  @Field(() => ID, { nullable: true, description: 'Its id.' })
  id?: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Its slug. That of a producer that was merged into another finds the other, whose `slug` then differs.',
  })
  slug?: string;
}

@InputType({
  description:
    'Which producers. All conditions hold together, and a list means any of its members. A place that the register does not know finds nothing.',
})
export class ProducerWhere {
  @Field(() => [LegalForm], { nullable: true, description: 'Of one of these legal forms.' })
  legalForm?: LegalForm[] | null;

  @Field(() => [PlaceRef], {
    nullable: true,
    description: 'In one of these places, with everything inside it.',
  })
  place?: PlaceRef[] | null;

  @Field(() => NearInput, { nullable: true, description: 'Near a point: by the point of its commune.' })
  near?: NearInput | null;

  @Field(() => AreaInput, {
    nullable: true,
    description: 'Within an area on the map: by the point of its commune.',
  })
  within?: AreaInput | null;

  @Field(() => String, {
    nullable: true,
    description: 'Every word of this text stands in the name, accents or not.',
  })
  text?: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Recorded or changed at or after this instant.',
  })
  changedSince?: string | null;

  @Field(() => ProductWhere, { nullable: true, description: 'Making at least one product that fits this.' })
  products?: ProductWhere | null;

  @Field(() => [ProducerWhere], { nullable: true, description: 'All of these hold too.' })
  AND?: ProducerWhere[] | null;

  @Field(() => [ProducerWhere], { nullable: true, description: 'At least one of these holds too.' })
  OR?: ProducerWhere[] | null;
}

@ArgsType()
export class ProducerListArgs extends PageArgs {
  @Field(() => ProducerWhere, { nullable: true, description: 'Which producers; all where left out.' })
  where?: ProducerWhere | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day that `where.products` speaks of; today in Asia/Ho_Chi_Minh where left out.',
  })
  asOf?: string | null;
}
