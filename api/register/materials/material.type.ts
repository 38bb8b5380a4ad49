import { Field, Float, ObjectType, registerEnumType } from 'type-graphql';
import { Node } from '../../graphql/node.ts';
import { Region } from '../regions/region.type.ts';
import { Source } from '../sources/source.type.ts';

export enum Basis {
  STATED = 'STATED',
  INFERRED = 'INFERRED',
}

registerEnumType(Basis, {
  name: 'Basis',
  description: 'Whether somebody said it, or the register concluded it.',
  valuesConfig: {
    STATED: { description: 'A source says so.' },
    INFERRED: { description: 'Concluded by the compilers, because kind and place fit. Not a declaration.' },
  },
});

@ObjectType({ implements: Node, description: 'A raw material ("nguyên liệu"): what a product is made of.' })
export class Material extends Node {
  @Field(() => String, { description: 'Readable key, unique; used in filters.' })
  slug!: string;
}

@ObjectType({ description: 'Where a raw material of a product comes from.' })
export class MaterialSource {
  @Field(() => Material, { description: 'The raw material.' })
  material!: Material;

  @Field(() => Region, { nullable: true, description: 'The raw-material region; null where none is known.' })
  region!: Region | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Share of this material that comes from the region, in percent.',
  })
  sharePercent!: number | null;

  @Field(() => String, { nullable: true, description: 'The time that the statement is about, as written.' })
  period!: string | null;

  @Field(() => Basis, { description: 'Stated by a source, or inferred because material and place fit.' })
  basis!: Basis;

  @Field(() => String, { nullable: true, description: 'What a reader should know about this tie.' })
  note!: string | null;

  @Field(() => Source, { nullable: true, description: 'Who stated it; null for an inferred tie.' })
  source!: Source | null;
}
