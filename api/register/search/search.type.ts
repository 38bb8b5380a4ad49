import { ArgsType, createUnionType, Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { PageArgs, PageInfo, type Connection } from '../../graphql/connection.ts';
import { DateScalar } from '../../graphql/scalars.ts';
import { Place } from '../places/place.type.ts';
import { Producer } from '../producers/producer.type.ts';
import { Product } from '../products/product.type.ts';
import { Region } from '../regions/region.type.ts';
import { LONGEST_TEXT, MOST_WORDS } from './search.rules.ts';

export enum SearchType {
  PRODUCT = 'PRODUCT',
  PRODUCER = 'PRODUCER',
  REGION = 'REGION',
  PLACE = 'PLACE',
}

registerEnumType(SearchType, {
  name: 'SearchType',
  description: 'What can be searched.',
  valuesConfig: {
    PRODUCT: { description: 'Products.' },
    PRODUCER: { description: 'Producers.' },
    REGION: { description: 'Raw-material regions.' },
    PLACE: { description: 'Places of the day, and those that ended before it.' },
  },
});

export enum SearchTextField {
  NAME = 'NAME',
  FULL_NAME = 'FULL_NAME',
  ALTERNATE_NAME = 'ALTERNATE_NAME',
  MATERIAL = 'MATERIAL',
  GEOGRAPHICAL_INDICATION = 'GEOGRAPHICAL_INDICATION',
  PRODUCER = 'PRODUCER',
  PLACE = 'PLACE',
  FORMER_PLACE = 'FORMER_PLACE',
  REGION = 'REGION',
  CODE = 'CODE',
}

registerEnumType(SearchTextField, {
  name: 'SearchTextField',
  description: 'What a text that was searched is to the thing found.',
  valuesConfig: {
    NAME: { description: 'Its name.' },
    FULL_NAME: { description: 'The name of a place with its kind: "Xã Krông Pắc".' },
    ALTERNATE_NAME: { description: 'Another spelling or name of it, or its name in a decision.' },
    MATERIAL: { description: 'A raw material of it, in Vietnamese or English.' },
    GEOGRAPHICAL_INDICATION: { description: 'The geographical indication of a region.' },
    PRODUCER: { description: 'Who makes it.' },
    PLACE: { description: 'Where it lies, by the places of today.' },
    FORMER_PLACE: { description: 'Where it lay, by the places before 2025-07-01.' },
    REGION: { description: 'A raw-material region that it is stated to draw on.' },
    CODE: {
      description: 'A code or number: our codes, state codes, decisions, certificates, GTIN, planting areas.',
    },
  },
});

export const SearchResult = createUnionType({
  name: 'SearchResult',
  description: 'Anything that a text can find.',
  types: () => [Product, Producer, Region, Place] as const,
  resolveType: (row) => (row as unknown as { __typename: string }).__typename,
});

@ObjectType({ description: 'A piece of a text.' })
export class SearchFragment {
  @Field(() => String, { description: 'The piece as it is written, marks and all. Plain text, never HTML.' })
  text!: string;

  @Field(() => Boolean, { description: 'Whether this piece is what was found.' })
  isMatch!: boolean;
}

@ObjectType({ description: 'A text in which something was found.' })
export class SearchHighlight {
  @Field(() => SearchTextField, { description: 'What the text is to the thing found.' })
  field!: SearchTextField;

  @Field(() => [SearchFragment], {
    description: 'The whole text in its pieces: put together, they are the text.',
  })
  fragments!: SearchFragment[];
}

@ObjectType({ description: 'One hit of a search with its cursor.' })
export class SearchEdge {
  @Field(() => String, {
    description: 'Opaque place of this hit in the list: give it to `after` or `before`.',
  })
  cursor!: string;

  @Field(() => SearchResult, { description: 'What was found.' })
  node!: object;

  @Field(() => Float, {
    description:
      'How well it answers: larger is better. Compare within one search only; the scale may change.',
  })
  score!: number;

  @Field(() => [SearchHighlight], {
    description: 'Why it was found: the texts that hold what was looked for.',
  })
  highlights!: SearchHighlight[];
}

@ObjectType({ description: 'A page of what a text found, best first.' })
export class SearchConnection implements Connection<object> {
  @Field(() => [SearchResult], { description: 'What was found, of this page.' })
  nodes!: object[];

  @Field(() => [SearchEdge], { description: 'What was found, with cursors, scores and highlights.' })
  edges!: SearchEdge[];

  @Field(() => PageInfo, { description: 'Where this page lies among the others.' })
  pageInfo!: PageInfo;

  @Field(() => Int, { description: 'How many hits there are in all. Counted only when asked for.' })
  totalCount!: number;

  @Field(() => String, {
    nullable: true,
    description:
      'Nothing was found by the text itself, and this is it with a letter put right: the hits are for this. Null otherwise.',
  })
  didYouMean!: string | null;
}

@ArgsType()
export class SearchArgs extends PageArgs {
  @Field(() => String, {
    description: `What is looked for, as people type: with or without marks, old and new spellings, names of today and of before, codes. Every word has to be met with. At most ${LONGEST_TEXT} characters and ${MOST_WORDS} words.`,
  })
  text!: string;

  @Field(() => [SearchType], {
    nullable: true,
    description: 'Only things of these types; all where left out.',
  })
  types?: SearchType[] | null;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'The day that the answer is for: what came later is left out, and places that had ended come after those that had not. Today in Asia/Ho_Chi_Minh where left out.',
  })
  asOf?: string | null;
}
