import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Query, Resolver } from 'type-graphql';
import { AsOfArgs } from '../../graphql/as-of.ts';
import { PageArgs } from '../../graphql/connection.ts';
import type { Context } from '../../graphql/context.ts';
import { findPage } from '../../graphql/page.ts';
import { Selected } from '../../graphql/selected.ts';
import { findOne } from '../../graphql/shape.ts';
import { Recognition, Verdict } from '../recognitions/recognition.type.ts';
import { isProduct, productShape, productWhere } from './product.queries.ts';
import { Product, ProductConnection, ProductRef, ProductWhere } from './product.type.ts';

@Resolver(() => Product)
export class ProductResolver {
  @Query(() => Product, { nullable: true, description: 'One product; null where there is none.' })
  product(
    @Arg('by', () => ProductRef, { description: 'Which product.' }) by: ProductRef,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return findOne(productShape, context, info, (product) => isProduct(product, by));
  }

  @Query(() => ProductConnection, { description: 'Products in dictionary order.' })
  products(
    @Args(() => PageArgs) page: PageArgs,
    @Arg('where', () => ProductWhere, { nullable: true, description: 'Which products; all where left out.' })
    where: ProductWhere | null,
    @Args(() => AsOfArgs) { asOf }: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    const day = asOf ?? context.today;
    return findPage(productShape, context, info, page, (product) => productWhere(product, where ?? {}, day));
  }

  @FieldResolver(() => Recognition, {
    nullable: true,
    description:
      'The recognition that speaks for the product on a day: one in force; else the newest that is well evidenced; else the newest. Ask its `verdict` whether it holds.',
  })
  currentRecognition(@Args(() => AsOfArgs) _args: AsOfArgs, @Selected() recognition: Recognition | null) {
    return recognition;
  }

  @FieldResolver(() => Verdict, { description: 'Is its star real on a day?' })
  verdict(@Args(() => AsOfArgs) _args: AsOfArgs, @Selected() verdict: Verdict): Verdict {
    return verdict;
  }
}
