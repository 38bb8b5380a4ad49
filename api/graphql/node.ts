import { Field, ID, InterfaceType } from 'type-graphql';

@InterfaceType({
  description: 'Anything that can be asked for again by its id (Relay global object identification).',
  resolveType: (row: { __typename: string }) => row.__typename,
  autoRegisterImplementations: false,
})
export abstract class Node {
  @Field(() => ID, { description: 'Opaque and stable for ever; tells the type. Never reused.' })
  id!: string;
}
