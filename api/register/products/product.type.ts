import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf, PageArgs } from '../../graphql/connection.ts';
import { Node } from '../../graphql/node.ts';
import { DateRange, Direction } from '../../graphql/ranges.ts';
import { DateScalar, DateTimeScalar } from '../../graphql/scalars.ts';
import { Certification } from '../certifications/certification.type.ts';
import { AreaInput, NearInput } from '../geography/area.type.ts';
import { Basis, MaterialSource } from '../materials/material.type.ts';
import { Place, PlaceRef, Point } from '../places/place.type.ts';
import { LegalForm, Producer, ProducerRef } from '../producers/producer.type.ts';
import { Recognition, VerdictStatus } from '../recognitions/recognition.type.ts';
import { RegionRef } from '../regions/region.type.ts';
import { Source } from '../sources/source.type.ts';
import { ProductSet, SectorCode } from '../taxonomies/taxonomy.type.ts';
import { FEWEST_STARS, MOST_PRODUCT_SETS, MOST_STARS } from './allowed-numbers.rules.ts';

@ObjectType({ description: 'A pack or size in which a product is sold.' })
export class ProductVariant {
  @Field(() => String, { description: 'What the variant is called.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'Net content with its unit, as printed.' })
  netContent!: string | null;

  @Field(() => String, { nullable: true, description: 'GTIN padded to 14 digits (GS1).' })
  gtin!: string | null;
}

@ObjectType({ description: 'A picture of a product.' })
export class ProductMedia {
  @Field(() => String, { description: 'Address of the file.' })
  url!: string;

  @Field(() => String, { description: 'What the picture shows, for those who do not see it.' })
  alt!: string;

  @Field(() => String, { description: 'Who made it.' })
  credit!: string;

  @Field(() => String, { description: 'Its licence (SPDX where there is one).' })
  licence!: string;
}

@ObjectType({
  implements: Node,
  description:
    'An OCOP product. It has no stars of its own: ask `verdict` what holds on a day, and `recognitions` for its history. A producer’s other goods are not covered by its recognition.',
})
export class Product extends Node {
  @Field(() => String, {
    description: 'Short public code with a check character; stable for ever and never reused.',
  })
  code!: string;

  @Field(() => String, { description: 'Readable key, unique; part of the address of its page.' })
  slug!: string;

  @Field(() => String, { description: 'Name of the product.' })
  name!: string;

  @Field(() => [String], { description: 'Other names under which sources report it.' })
  alternateNames!: string[];

  @Field(() => String, { nullable: true, description: 'The product story; null where none is published.' })
  story!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Official product code; holds the year of evaluation, so it can change.',
  })
  officialCode!: string | null;

  @Field(() => ProductSet, {
    nullable: true,
    description: 'Product set of Decision 26/2026/QĐ-TTg; null where none fits.',
  })
  productSet!: ProductSet | null;

  @Field(() => Basis, {
    nullable: true,
    description: 'Whether the product set was stated or inferred from the name.',
  })
  productSetBasis!: Basis | null;

  @Field(() => Producer, {
    nullable: true,
    description: 'Who makes it; null where no source names the producer.',
  })
  producer!: Producer | null;

  @Field(() => Place, {
    nullable: true,
    description: 'Commune or ward of today where it is made; null where not known.',
  })
  place!: Place | null;

  @Field(() => Place, {
    nullable: true,
    description: 'Former unit that the source names: a commune, or a district only.',
  })
  formerPlace!: Place | null;

  @Field(() => String, { nullable: true, description: 'The place as the source writes it.' })
  placeAsWritten!: string | null;

  @Field(() => Point, {
    nullable: true,
    description:
      'Where to show it on a map: its commune’s point. Null where the commune is not known: then no marker.',
  })
  point!: Point | null;

  @Field(() => [Recognition], { description: 'All recognitions and assessments, newest first.' })
  recognitions!: Recognition[];

  @Field(() => [MaterialSource], { description: 'What it is made of, and from which raw-material regions.' })
  materialSources!: MaterialSource[];

  @Field(() => [Certification], { description: 'Certificates held for the product.' })
  certifications!: Certification[];

  @Field(() => [ProductVariant], { description: 'Packs and sizes.' })
  variants!: ProductVariant[];

  @Field(() => [ProductMedia], { description: 'Pictures with their credit and licence.' })
  media!: ProductMedia[];

  @Field(() => Source, { description: 'Where this record was read first.' })
  source!: Source;

  @Field(() => String, { nullable: true, description: 'What a reader should know about this record.' })
  note!: string | null;
}

export const ProductConnection = connectionOf(Product, 'Product', 'products');

@InputType({ description: 'Names one product: give exactly one of these.' })
export class ProductRef {
  @Field(() => ID, { nullable: true, description: 'Its id.' })
  id?: string;

  @Field(() => String, { nullable: true, description: 'Its slug.' })
  slug?: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Its public code or its official product code. The code of a product that was merged into another finds the other, whose `code` then differs.',
  })
  code?: string;
}

@InputType({
  description:
    'Which products. All conditions hold together, and a list means any of its members. A place, region, producer or material that the register does not know finds nothing. `AND` and `OR` combine further filters, at most 3 deep.',
})
export class ProductWhere {
  @Field(() => [Int], {
    nullable: true,
    description: `Stars that the verdict of the day speaks of, ${FEWEST_STARS} to ${MOST_STARS}, in force or not. A council’s proposal is no star.`,
  })
  stars?: number[] | null;

  @Field(() => [VerdictStatus], { nullable: true, description: 'With one of these verdicts on the day.' })
  verdict?: VerdictStatus[] | null;

  @Field(() => DateRange, {
    nullable: true,
    description:
      'Last day of validity in this range. Products whose last day is not known to the day are left out.',
  })
  validUntil?: DateRange | null;

  @Field(() => DateRange, {
    nullable: true,
    description:
      'Recognised in this range: the earliest day that the recognition of the verdict can have been issued.',
  })
  recognised?: DateRange | null;

  @Field(() => [SectorCode], { nullable: true, description: 'Sector of the product set.' })
  sector?: SectorCode[] | null;

  @Field(() => [Int], {
    nullable: true,
    description: `Number of the product set in Decision 26/2026/QĐ-TTg, 1 to ${MOST_PRODUCT_SETS}.`,
  })
  productSet?: number[] | null;

  @Field(() => [String], { nullable: true, description: 'Made of one of these raw materials, by slug.' })
  material?: string[] | null;

  @Field(() => [PlaceRef], {
    nullable: true,
    description: 'Made in one of these places, with everything inside it or made from it.',
  })
  place?: PlaceRef[] | null;

  @Field(() => [RegionRef], {
    nullable: true,
    description: 'Drawing on one of these raw-material regions, by a stated or an inferred tie.',
  })
  region?: RegionRef[] | null;

  @Field(() => [ProducerRef], { nullable: true, description: 'Made by one of these producers.' })
  producer?: ProducerRef[] | null;

  @Field(() => [LegalForm], {
    nullable: true,
    description: 'Made by a producer of one of these legal forms.',
  })
  legalForm?: LegalForm[] | null;

  @Field(() => Boolean, { nullable: true, description: 'With at least one picture, or without any.' })
  hasPhoto?: boolean | null;

  @Field(() => NearInput, { nullable: true, description: 'Made near a point: by the point of its commune.' })
  near?: NearInput | null;

  @Field(() => AreaInput, {
    nullable: true,
    description: 'Made within an area on the map: by the point of its commune.',
  })
  within?: AreaInput | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Found by this text, as `search` finds: with or without accents, by name, producer, place or material.',
  })
  text?: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'The product or one of its recognitions was recorded or changed at or after this instant.',
  })
  changedSince?: string | null;

  @Field(() => [ProductWhere], { nullable: true, description: 'All of these hold too.' })
  AND?: ProductWhere[] | null;

  @Field(() => [ProductWhere], { nullable: true, description: 'At least one of these holds too.' })
  OR?: ProductWhere[] | null;
}

export enum ProductOrderField {
  NAME = 'NAME',
  STARS = 'STARS',
  RECOGNISED_ON = 'RECOGNISED_ON',
  VALID_UNTIL = 'VALID_UNTIL',
  DISTANCE = 'DISTANCE',
  RELEVANCE = 'RELEVANCE',
}

registerEnumType(ProductOrderField, {
  name: 'ProductOrderField',
  description: 'What products can be ordered by. Those alike follow by name.',
  valuesConfig: {
    NAME: {
      description: 'The Vietnamese dictionary. ASC only: read it from the end with `last`.',
    },
    STARS: { description: 'Stars that the verdict of the day speaks of.' },
    RECOGNISED_ON: {
      description: 'The earliest day that the recognition of the verdict can have been issued.',
    },
    VALID_UNTIL: { description: 'The last day of validity; the latest possible where it is not exact.' },
    DISTANCE: {
      description:
        'Distance to `where.near.point`, which must be given at the top of `where`, not under AND or OR.',
    },
    RELEVANCE: {
      description:
        'How well `where.text` is met, which must be given at the top of `where`, not under AND or OR; best first with DESC.',
    },
  },
});

@InputType({ description: 'The order of a list of products.' })
export class ProductOrder {
  @Field(() => ProductOrderField, { description: 'What to order by.' })
  by!: ProductOrderField;

  @Field(() => Direction, { defaultValue: Direction.ASC, description: 'Which way.' })
  direction!: Direction;
}

@ArgsType()
export class ProductListArgs extends PageArgs {
  @Field(() => ProductWhere, { nullable: true, description: 'Which products; all where left out.' })
  where?: ProductWhere | null;

  @Field(() => ProductOrder, { nullable: true, description: 'In which order; by name where left out.' })
  orderBy?: ProductOrder | null;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'The day that `where`, `orderBy` and `facets` speak of; today in Asia/Ho_Chi_Minh where left out.',
  })
  asOf?: string | null;
}

@ObjectType({ description: 'One value of a facet, with the number of products that have it.' })
export class FacetCount {
  @Field(() => String, {
    description: 'The value, as it is written in the filter: a slug, a number or a code.',
  })
  value!: string;

  @Field(() => Int, {
    description: 'Products of the list that have it, counted without the facet’s own filter.',
  })
  count!: number;
}

@ObjectType({
  description:
    'How many products of the list have which value. Each facet is counted with all filters but its own, so that its other values can be chosen too.',
})
export class ProductFacets {
  @Field(() => [FacetCount], { description: 'By stars of the verdict.' })
  stars!: FacetCount[];

  @Field(() => [FacetCount], { description: 'By verdict of the day.' })
  verdict!: FacetCount[];

  @Field(() => [FacetCount], { description: 'By sector code.' })
  sector!: FacetCount[];

  @Field(() => [FacetCount], { description: 'By number of the product set.' })
  productSet!: FacetCount[];

  @Field(() => [FacetCount], { description: 'By slug of the commune or ward of today.' })
  place!: FacetCount[];

  @Field(() => [FacetCount], {
    description: 'By slug of the raw material. A product of two materials counts for both.',
  })
  material!: FacetCount[];

  @Field(() => [FacetCount], { description: 'By legal form of the producer.' })
  legalForm!: FacetCount[];

  @Field(() => [FacetCount], { description: 'By year of the recognition that the verdict rests on.' })
  year!: FacetCount[];
}
