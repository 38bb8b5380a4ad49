import type { GraphQLResolveInfo } from 'graphql';
import { sql } from 'kysely';
import { Arg, Args, Ctx, FieldResolver, Info, Query, Resolver } from 'type-graphql';
import { PageArgs, toConnection, type Connection } from '../../graphql/connection.ts';
import type { Context } from '../../graphql/context.ts';
import { findPage } from '../../graphql/page.ts';
import { Selected } from '../../graphql/selected.ts';
import { findOne, ref } from '../../graphql/shape.ts';
import { ProductConnection, type Product } from '../products/product.type.ts';
import { producerId, producerShape, producerWhere } from './producer.queries.ts';
import { Producer, ProducerConnection, ProducerRef, ProducerWhere } from './producer.type.ts';

@Resolver(() => Producer)
export class ProducerResolver {
  @Query(() => Producer, { nullable: true, description: 'One producer; null where there is none.' })
  producer(
    @Arg('by', () => ProducerRef, { description: 'Which producer.' }) by: ProducerRef,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return findOne(
      producerShape,
      context,
      info,
      (producer) => sql`${ref(producer, 'id')} = ${producerId(by)}`,
    );
  }

  @Query(() => ProducerConnection, { description: 'Producers in dictionary order.' })
  producers(
    @Args(() => PageArgs) page: PageArgs,
    @Arg('where', () => ProducerWhere, {
      nullable: true,
      description: 'Which producers; all where left out.',
    })
    where: ProducerWhere | null,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return findPage(producerShape, context, info, page, (producer) => producerWhere(producer, where ?? {}));
  }

  @FieldResolver(() => ProductConnection, { description: 'What the producer makes.' })
  products(@Args(() => PageArgs) page: PageArgs, @Selected() rows: unknown): Connection<Product> {
    return toConnection(rows, page);
  }
}
