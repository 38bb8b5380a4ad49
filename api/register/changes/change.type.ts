import { ArgsType, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DEFAULT_PAGE_SIZE, LARGEST_PAGE_SIZE, PageInfo } from '../../graphql/connection.ts';
import { DateTimeScalar, JSONObjectScalar } from '../../graphql/scalars.ts';
import { entities, type Entity, type PublicRecord } from './public-record.ts';

export enum ChangeOperation {
  PUT = 'PUT',
  DELETE = 'DELETE',
}

registerEnumType(ChangeOperation, {
  name: 'ChangeOperation',
  description: 'What a change does to a copy of the register.',
  valuesConfig: {
    PUT: { description: 'The record is there from now on as `record` says, whether it was before or not.' },
    DELETE: { description: 'A tombstone: the record is gone.' },
  },
});

const described: Record<Entity, string> = {
  Source: 'Where facts were read.',
  Place: 'An administrative unit.',
  PlaceSuccession: 'Which unit became which.',
  Taxonomy: 'A legal version of sectors and product sets.',
  Sector: 'A sector of products.',
  ProductSet: 'A set of products with criteria of its own.',
  Material: 'A raw material.',
  Producer: 'A producer.',
  Product: 'A product.',
  ProductVariant: 'A pack of a product, with its GTIN.',
  ProductMedia: 'A picture of a product.',
  GeographicalIndication: 'A protected geographical indication.',
  GeographicalIndicationRight: 'Who may use a geographical indication.',
  Region: 'A raw-material region.',
  RegionCommune: 'Which commune a raw-material region lies in.',
  RegionFigure: 'Size and yield of a raw-material region at a time.',
  MaterialSource: 'From which region a product has its raw material.',
  Certification: 'A certificate such as VietGAP.',
  Recognition: 'A recognition or assessment of a product.',
  PublishedTotal: 'A count that somebody published.',
  PlanTarget: 'A target of the province’s plan.',
  Dataset: 'What the register says of itself.',
};

/** The names of `entities`, as the enum that GraphQL shows. */
const ChangeEntity = Object.fromEntries(Object.values(entities).map((name) => [name, name])) as {
  [Name in Entity]: Name;
};

registerEnumType(ChangeEntity, {
  name: 'ChangeEntity',
  description: 'What kind of record changed. New kinds may come.',
  valuesConfig: Object.fromEntries(
    Object.entries(described).map(([name, description]) => [name, { description }]),
  ),
});

// Apollo's cache takes things of one type with one `id` for one thing: a record that changes twice is two changes.
@ObjectType({ description: 'One public record was written or deleted.' })
export class Change {
  @Field(() => String, { description: 'Opaque place of this change in the feed: give it to `after`.' })
  cursor!: string;

  @Field(() => DateTimeScalar, { description: 'The instant of its commit, in UTC.' })
  at!: string;

  @Field(() => String, { description: 'The same for all changes that were committed together.' })
  commit!: string;

  @Field(() => ChangeOperation, { description: 'Whether the record was written or deleted.' })
  operation!: ChangeOperation;

  @Field(() => ChangeEntity, { description: 'What kind of record it is.' })
  entity!: Entity;

  @Field(() => ID, {
    description:
      'Which record it is. Where the kind is a `Node`, the id that `node` takes, which then tells how it stands now; a UUID otherwise.',
  })
  recordId!: string;

  @Field(() => JSONObjectScalar, {
    nullable: true,
    description:
      'The whole record after the change, exactly as `/changes` gives it; other records are named by their ids. Null for a tombstone.',
  })
  record!: PublicRecord | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'Of a tombstone that a merge left: the record that stands for it from now on. Null otherwise.',
  })
  supersededBy?: string | null;
}

@ObjectType({ description: 'One of the changes with its cursor.' })
export class ChangeEdge {
  @Field(() => String, { description: 'Opaque place of this change in the feed: give it to `after`.' })
  cursor!: string;

  @Field(() => Change, { description: 'The change itself.' })
  node!: Change;
}

@ObjectType({ description: 'A page of changes, in the order of their commits.' })
export class ChangeConnection {
  @Field(() => [Change], { description: 'The changes of this page.' })
  nodes!: Change[];

  @Field(() => [ChangeEdge], { description: 'The changes of this page with their cursors.' })
  edges!: ChangeEdge[];

  @Field(() => PageInfo, { description: 'Where this page lies among the others.' })
  pageInfo!: PageInfo;

  @Field(() => String, {
    description:
      'Where this page ends, also where it is empty: give it to `after` for what comes next, or to `/changes?since=`.',
  })
  cursor!: string;

  @Field(() => Boolean, {
    description: 'Whether this was all for now: ask again later, with the same `cursor`.',
  })
  isAtEnd!: boolean;

  @Field(() => String, {
    description: 'Path of all public records as they stood at `cursor`, for whoever begins a copy.',
  })
  snapshot!: string;
}

@ArgsType()
export class ChangesArgs {
  @Field(() => String, {
    nullable: true,
    description:
      'Only changes after this cursor, of this field or of `/changes`; from the first change where left out. A cursor of another register, or of one that was restored since, is refused with `CURSOR_GONE`, and `extensions.snapshot` says where to begin anew.',
  })
  after?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: `How many changes at most, 1 to ${LARGEST_PAGE_SIZE}; ${DEFAULT_PAGE_SIZE} where left out. Where records are long, a page may hold fewer.`,
  })
  first?: number | null;
}
