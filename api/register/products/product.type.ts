import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../../graphql/connection.ts';
import { Node } from '../../graphql/node.ts';
import { Certification } from '../certifications/certification.type.ts';
import { Basis, MaterialSource } from '../materials/material.type.ts';
import { Place, PlaceRef, Point } from '../places/place.type.ts';
import { Producer, ProducerRef } from '../producers/producer.type.ts';
import { Recognition, VerdictStatus } from '../recognitions/recognition.type.ts';
import { RegionRef } from '../regions/region.type.ts';
import { Source } from '../sources/source.type.ts';
import { ProductSet, SectorCode } from '../taxonomies/taxonomy.type.ts';

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

  @Field(() => String, { nullable: true, description: 'Its public code or its official product code.' })
  code?: string;
}

@InputType({
  description: 'Which products; all conditions hold together, and a list means any of its members.',
})
export class ProductWhere {
  @Field(() => [Int], {
    nullable: true,
    description:
      'Stars that the verdict of the day speaks of, in force or not. A council’s proposal is no star.',
  })
  stars?: number[] | null;

  @Field(() => [SectorCode], { nullable: true, description: 'Sector of the product set.' })
  sector?: SectorCode[] | null;

  @Field(() => [Int], {
    nullable: true,
    description: 'Number of the product set in Decision 26/2026/QĐ-TTg, 1 to 26.',
  })
  productSet?: number[] | null;

  @Field(() => PlaceRef, {
    nullable: true,
    description: 'Made in this place, with everything inside it or made from it.',
  })
  place?: PlaceRef | null;

  @Field(() => RegionRef, {
    nullable: true,
    description: 'Drawing on this raw-material region, by a stated or an inferred tie.',
  })
  region?: RegionRef | null;

  @Field(() => ProducerRef, { nullable: true, description: 'Made by this producer.' })
  producer?: ProducerRef | null;

  @Field(() => [String], { nullable: true, description: 'Made of one of these raw materials, by slug.' })
  material?: string[] | null;

  @Field(() => [VerdictStatus], { nullable: true, description: 'With one of these verdicts on the day.' })
  verdict?: VerdictStatus[] | null;
}
