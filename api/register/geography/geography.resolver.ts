import { getNamedType, type GraphQLObjectType, type GraphQLResolveInfo } from 'graphql';
import { sql } from 'kysely';
import { Args, Ctx, FieldResolver, Info, Query, Resolver } from 'type-graphql';
import { toConnection } from '../../graphql/connection.ts';
import type { Context } from '../../graphql/context.ts';
import { findPage } from '../../graphql/page.ts';
import { run } from '../../graphql/root-field.ts';
import { Selected } from '../../graphql/selected.ts';
import { Look, ref } from '../../graphql/look.ts';
import { placeList } from '../places/place.queries.ts';
import { Place, PlaceConnection } from '../places/place.type.ts';
import { ProductConnection, type Product } from '../products/product.type.ts';
import { regionList } from '../regions/region.queries.ts';
import { RegionConnection } from '../regions/region.type.ts';
import { latePoint, territoriesAt, zonesAt } from './geography.queries.ts';
import {
  NearbyProductConnection,
  NearestProductsArgs,
  PlacesContainingArgs,
  ProductsAtArgs,
  RegionOverlap,
  ZonesContainingArgs,
} from './geography.type.ts';
import {
  isFromHere,
  nearestProducts,
  productsFromHereList,
  type NearbyProduct,
} from './products-at.queries.ts';

@Resolver()
export class GeographyResolver {
  @Query(() => RegionConnection, {
    description:
      'Raw-material regions whose drawn zone holds a point, holes left out, in dictionary order. See `geometryAccuracy` for what a border is worth.',
  })
  zonesContaining(
    @Args(() => ZonesContainingArgs) args: ZonesContainingArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return findPage(
      regionList,
      context,
      info,
      args,
      (region, late) => sql`${ref(region, 'id')} = any(${zonesAt(latePoint(late))})`,
      ['point'],
    );
  }

  @Query(() => PlaceConnection, {
    description:
      'Places of today whose drawn territory holds a point: the commune or ward, and what it lies in where that has a border too; on a border, both sides. A border that is `APPROXIMATE` can name a neighbour: see `geometryAccuracy`. Empty outside of the register’s territory. Former units have no border: for a day before 2025-07-01 only those units answer that existed then and still do.',
  })
  placesContaining(
    @Args(() => PlacesContainingArgs) args: PlacesContainingArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return findPage(
      placeList,
      context,
      info,
      args,
      (place, late) => sql`${ref(place, 'id')} = any(${territoriesAt(latePoint(late))})`,
      ['point'],
    );
  }

  @Query(() => ProductConnection, {
    description:
      'Products that draw on a raw-material region whose drawn zone holds a point: those with a stated tie first, then those with an inferred one; each in dictionary order.',
  })
  productsFromHere(
    @Args(() => ProductsAtArgs) args: ProductsAtArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return findPage(productsFromHereList, context, info, args, (product) => isFromHere(product, args.point));
  }

  @Query(() => NearbyProductConnection, {
    description:
      'Products by the distance of their commune’s point from a point, nearest first. Products whose commune of today is not known are left out. For facets ask `products` with `where.near`.',
  })
  async nearestProducts(
    @Args(() => NearestProductsArgs) args: NearestProductsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<NearbyProductConnection> {
    const type = getNamedType(info.returnType) as GraphQLObjectType;
    const look = new Look(info, context.today);
    const statement = nearestProducts(look, type, info.fieldNodes, args);
    const page = toConnection<NearbyProduct<Product>>(await run(context, statement), args);
    return {
      ...page,
      nodes: page.nodes.map(({ product }) => product),
      edges: page.edges.map(({ cursor, node }) => ({
        cursor,
        node: node.product,
        distanceMetres: node.metres,
      })),
    };
  }
}

@Resolver(() => Place)
export class PlaceOverlapsResolver {
  @FieldResolver(() => [RegionOverlap], {
    description:
      'Raw-material regions that cover land of this place of today, the most covering first. Empty for former units.',
  })
  regionOverlaps(@Selected() overlaps: RegionOverlap[]): RegionOverlap[] {
    return overlaps;
  }
}
