import type { GraphQLResolveInfo } from 'graphql';
import { sql } from 'kysely';
import { Arg, Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import type { Geometry } from 'geojson';
import { toConnection, type Connection } from '../../graphql/connection.ts';
import type { Context } from '../../graphql/context.ts';
import { findPage } from '../../graphql/page.ts';
import { wayOf, type LateValue } from '../../graphql/plan.ts';
import { findOne } from '../../graphql/root-field.ts';
import { GeoJSONScalar } from '../../graphql/scalars.ts';
import { Selected } from '../../graphql/selected.ts';
import { ref } from '../../graphql/look.ts';
import { simplified } from '../places/geometry.ts';
import { GeometryArgs } from '../places/place.type.ts';
import { ProductConnection, ProductListArgs, type Product } from '../products/product.type.ts';
import { regionId, regionList, regionShape } from './region.queries.ts';
import { Region, RegionConnection, RegionListArgs, RegionRef } from './region.type.ts';

@Resolver(() => Region)
export class RegionResolver {
  @Query(() => Region, { nullable: true, description: 'One raw-material region; null where there is none.' })
  region(
    @Arg('by', () => RegionRef, { description: 'Which region.' }) by: RegionRef,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return findOne(regionShape, context, info, {
      key: wayOf(by),
      args: by,
      where: (region, late: LateValue<RegionRef>) => sql`${ref(region, 'id')} = ${regionId(by, late)}`,
    });
  }

  @Query(() => RegionConnection, { description: 'Raw-material regions in dictionary order, filtered.' })
  regions(
    @Args(() => RegionListArgs) args: RegionListArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return findPage(regionList, context, info, args);
  }

  @FieldResolver(() => GeoJSONScalar, {
    nullable: true,
    description: 'The region as a GeoJSON geometry; see `geometryAccuracy` for what it is worth.',
  })
  geometry(@Root() region: Region, @Args(() => GeometryArgs) { simplify }: GeometryArgs): Geometry | null {
    return simplified(region.geometry, simplify);
  }

  @FieldResolver(() => ProductConnection, {
    description: 'Products that draw on the region, by stated or inferred ties.',
  })
  products(
    @Args(() => ProductListArgs) args: ProductListArgs,
    @Selected() page: unknown,
  ): Connection<Product> {
    return toConnection(page, args);
  }
}
