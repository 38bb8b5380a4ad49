import type { GraphQLResolveInfo } from 'graphql';
import { sql } from 'kysely';
import { Arg, Args, Ctx, FieldResolver, Info, Query, Resolver } from 'type-graphql';
import { toConnection, type Connection } from '../../graphql/connection.ts';
import type { Context } from '../../graphql/context.ts';
import { findPage } from '../../graphql/page.ts';
import { wayOf, type LateValue } from '../../graphql/plan.ts';
import { findOne } from '../../graphql/root-field.ts';
import { Selected } from '../../graphql/selected.ts';
import { ref } from '../../graphql/look.ts';
import { ProductConnection, ProductListArgs, type Product } from '../products/product.type.ts';
import { producerId, producerList, producerShape } from './producer.queries.ts';
import { Producer, ProducerConnection, ProducerListArgs, ProducerRef } from './producer.type.ts';

@Resolver(() => Producer)
export class ProducerResolver {
  @Query(() => Producer, { nullable: true, description: 'One producer; null where there is none.' })
  producer(
    @Arg('by', () => ProducerRef, { description: 'Which producer.' }) by: ProducerRef,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return findOne(producerShape, context, info, {
      key: wayOf(by),
      args: by,
      where: (producer, late: LateValue<ProducerRef>) =>
        sql`${ref(producer, 'id')} = ${producerId(by, late)}`,
    });
  }

  @Query(() => ProducerConnection, { description: 'Producers in dictionary order, filtered.' })
  producers(
    @Args(() => ProducerListArgs) args: ProducerListArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return findPage(producerList, context, info, args);
  }

  @FieldResolver(() => ProductConnection, { description: 'What the producer makes.' })
  products(
    @Args(() => ProductListArgs) args: ProductListArgs,
    @Selected() page: unknown,
  ): Connection<Product> {
    return toConnection(page, args);
  }
}
