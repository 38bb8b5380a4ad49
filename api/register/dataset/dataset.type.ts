import { Field, Float, Int, ObjectType } from 'type-graphql';
import { DateScalar, PartialDateScalar } from '../../graphql/scalars.ts';
import { Material } from '../materials/material.type.ts';
import { Place } from '../places/place.type.ts';
import { Source } from '../sources/source.type.ts';
import { Taxonomy } from '../taxonomies/taxonomy.type.ts';

@ObjectType({ description: 'How much the register holds.' })
export class DatasetCounts {
  @Field(() => Int, { description: 'Products, recognised or assessed.' })
  products!: number;

  @Field(() => Int, { description: 'Producers.' })
  producers!: number;

  @Field(() => Int, { description: 'Raw-material regions.' })
  regions!: number;

  @Field(() => Int, {
    description: 'Communes, wards, townships and special zones that exist on the day, as far as recorded.',
  })
  places!: number;

  @Field(() => Int, { description: 'Recognitions and assessments.' })
  recognitions!: number;

  @Field(() => Int, { description: 'Products with a recognition in force on the day.' })
  inForce!: number;
}

@ObjectType({
  description: 'A count that somebody published, kept as published. Counts of different sources disagree.',
})
export class PublishedTotal {
  @Field(() => PartialDateScalar, { nullable: true, description: 'The time that it is for.' })
  asOf!: string | null;

  @Field(() => String, { description: 'The territory and kind of count, as written.' })
  scope!: string;

  @Field(() => Int, { nullable: true, description: 'Products in all.' })
  total!: number | null;

  @Field(() => Boolean, { description: 'Whether the total is an increase and not a stock.' })
  isIncrease!: boolean;

  @Field(() => Int, { nullable: true, description: 'Of these with 5 stars.' })
  fiveStar!: number | null;

  @Field(() => Int, { nullable: true, description: 'Of these forwarded as potential 5 stars.' })
  potentialFiveStar!: number | null;

  @Field(() => Int, { nullable: true, description: 'Of these with 4 stars.' })
  fourStar!: number | null;

  @Field(() => Int, { nullable: true, description: 'Of these with 3 stars.' })
  threeStar!: number | null;

  @Field(() => Int, { nullable: true, description: 'Producers.' })
  producers!: number | null;

  @Field(() => String, { nullable: true, description: 'What a reader should know about it.' })
  note!: string | null;

  @Field(() => Source, { description: 'Where it was read.' })
  source!: Source;
}

@ObjectType({
  description: 'A target of the province’s plan, for its period and its territory of that time.',
})
export class PlanTarget {
  @Field(() => String, { description: 'The plan or decision.' })
  plan!: string;

  @Field(() => String, { description: 'The period, as written.' })
  period!: string;

  @Field(() => String, { description: 'The territory: targets to 2025 are for the old province.' })
  territory!: string;

  @Field(() => String, {
    description: 'How the value is meant: `>=` at least, `=` exactly, `+` an increase by.',
  })
  comparison!: string;

  @Field(() => Float, { description: 'The value in `unit`.' })
  value!: number;

  @Field(() => String, { description: 'Unit of the value.' })
  unit!: string;

  @Field(() => String, { nullable: true, description: 'How far it is corroborated.' })
  note!: string | null;

  @Field(() => Source, { description: 'Where it was read.' })
  source!: Source;
}

@ObjectType({
  description: 'What this register is: from what it was compiled, whether it is official, its licence.',
})
export class Dataset {
  @Field(() => Boolean, { description: 'Whether it is an official list. The seed of a fresh hub is not.' })
  isOfficial!: boolean;

  @Field(() => DateScalar, { description: 'The day on which it was compiled.' })
  compiledOn!: string;

  @Field(() => String, { description: 'Licence of the data (SPDX).' })
  licence!: string;

  @Field(() => String, { description: 'Address of the licence.' })
  licenceUrl!: string;

  @Field(() => String, { description: 'How to name the source when the data is used.' })
  attribution!: string;

  @Field(() => String, { description: 'State of the register: changes with every change of it.' })
  revision!: string;

  @Field(() => [Source], { description: 'Everything that the register was compiled from.' })
  sources!: Source[];

  @Field(() => [Taxonomy], { description: 'The legal versions of sectors and product sets, oldest first.' })
  taxonomies!: Taxonomy[];

  @Field(() => [Material], { description: 'Raw materials in dictionary order.' })
  materials!: Material[];

  @Field(() => [PublishedTotal], { description: 'Totals that others published over time.' })
  publishedTotals!: PublishedTotal[];

  @Field(() => [PlanTarget], { description: 'Targets of the province’s plans.' })
  planTargets!: PlanTarget[];

  @Field(() => Place, { description: 'The province that the register is about.' })
  province!: Place;
}
