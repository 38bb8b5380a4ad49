import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Node } from '../../graphql/node.ts';
import { DateScalar } from '../../graphql/scalars.ts';

export enum Reliability {
  HIGH = 'HIGH',
  MEDIUM = 'MEDIUM',
  LOW = 'LOW',
}

registerEnumType(Reliability, {
  name: 'Reliability',
  description: 'How far the compilers of the register trust a source.',
  valuesConfig: {
    HIGH: { description: 'A newspaper or page of a state body, in the original.' },
    MEDIUM: { description: 'A translation, or a page that reports at second hand.' },
    LOW: { description: 'A mirror, a forum or a page without an address of its own.' },
  },
});

@ObjectType({ implements: Node, description: 'Where a fact was read.' })
export class Source extends Node {
  @Field(() => String, { description: 'Readable key of the source, unique.' })
  slug!: string;

  @Field(() => String, { description: 'What the source is called.' })
  title!: string;

  @Field(() => String, { nullable: true, description: 'Who published it.' })
  publisher!: string | null;

  @Field(() => String, { nullable: true, description: 'Its web address; null where it has none.' })
  url!: string | null;

  @Field(() => [String], {
    description: 'Further addresses of the same text: originals of translations, mirrors.',
  })
  otherUrls!: string[];

  @Field(() => String, { description: 'Language of the text (BCP 47).' })
  language!: string;

  @Field(() => Reliability, { description: 'How far the source is trusted.' })
  reliability!: Reliability;

  @Field(() => DateScalar, { description: 'The day on which it was read.' })
  retrievedOn!: string;

  @Field(() => String, { nullable: true, description: 'What a reader should know about the source.' })
  note!: string | null;
}
