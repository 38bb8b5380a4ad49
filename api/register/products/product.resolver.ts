import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import { AsOfArgs } from '../../graphql/as-of.ts';
import type { Context } from '../../graphql/context.ts';
import { findPage } from '../../graphql/page.ts';
import { wayOf, type LateValue } from '../../graphql/plan.ts';
import { findOne } from '../../graphql/root-field.ts';
import { Selected } from '../../graphql/selected.ts';
import type { ProofStatement } from '../proofs/proof.rules.ts';
import { Proof } from '../proofs/proof.type.ts';
import { Recognition, Verdict } from '../recognitions/recognition.type.ts';
import { isProduct, productList, productShape } from './product.queries.ts';
import { Product, ProductConnection, ProductFacets, ProductListArgs, ProductRef } from './product.type.ts';

@Resolver(() => Product)
export class ProductResolver {
  @Query(() => Product, { nullable: true, description: 'One product; null where there is none.' })
  product(
    @Arg('by', () => ProductRef, { description: 'Which product.' }) by: ProductRef,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return findOne(productShape, context, info, {
      key: wayOf(by),
      args: by,
      where: (product, late: LateValue<ProductRef>) => isProduct(product, by, late),
    });
  }

  @Query(() => ProductConnection, {
    description: 'Products, filtered and ordered, with the facets of the filter.',
  })
  products(
    @Args(() => ProductListArgs) args: ProductListArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return findPage(productList, context, info, args);
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

  @FieldResolver(() => Proof, {
    nullable: true,
    description:
      'A signed proof of its star for a QR code, which is verified without a network. Null unless its verdict of today is IN_FORCE: `verdict` says why. Never of another day or of the register as recorded before.',
  })
  proof(@Selected() statement: ProofStatement | null, @Ctx() { issueProof }: Context): Proof | null {
    return statement && issueProof(statement);
  }
}

@Resolver(() => ProductConnection)
export class ProductConnectionResolver {
  @FieldResolver(() => ProductFacets, {
    description: 'Counts for the current filter, counted only when asked for.',
  })
  facets(@Root() connection: { facets: ProductFacets }): ProductFacets {
    return connection.facets;
  }
}
