import { Field, ObjectType } from 'type-graphql';
import { Node } from '../../graphql/node.ts';
import { DateScalar, PartialDateScalar } from '../../graphql/scalars.ts';
import { Producer } from '../producers/producer.type.ts';
import { Product } from '../products/product.type.ts';
import { Region } from '../regions/region.type.ts';
import { Source } from '../sources/source.type.ts';

@ObjectType({
  implements: Node,
  description: 'A certificate such as VietGAP, 4C, organic or ISO, with its scope and its one holder.',
})
export class Certification extends Node {
  @Field(() => String, { description: 'The scheme, for example `VietGAP`.' })
  scheme!: string;

  @Field(() => String, { nullable: true, description: 'Number of the certificate as published.' })
  number!: string | null;

  @Field(() => String, { nullable: true, description: 'What it covers, as published.' })
  scope!: string | null;

  @Field(() => String, { nullable: true, description: 'Who issued it.' })
  issuer!: string | null;

  @Field(() => PartialDateScalar, {
    nullable: true,
    description: 'When it was issued, as precise as published.',
  })
  issued!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Last day of validity; null where not published.' })
  validUntil!: string | null;

  @Field(() => String, { nullable: true, description: 'What a reader should know about it.' })
  note!: string | null;

  @Field(() => Source, { description: 'Where it was read.' })
  source!: Source;

  @Field(() => Product, { nullable: true, description: 'The holder, where it is a product.' })
  product!: Product | null;

  @Field(() => Producer, { nullable: true, description: 'The holder, where it is a producer.' })
  producer!: Producer | null;

  @Field(() => Region, { nullable: true, description: 'The holder, where it is a raw-material region.' })
  region!: Region | null;
}
