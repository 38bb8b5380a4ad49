import type { GraphQLResolveInfo } from 'graphql';
import { sql } from 'kysely';
import { Arg, Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import type { Geometry } from 'geojson';
import { toConnection, type Connection } from '../../graphql/connection.ts';
import type { Context } from '../../graphql/context.ts';
import { findPage } from '../../graphql/page.ts';
import { wayOf, type LateValue } from '../../graphql/plan.ts';
import { findOne } from '../../graphql/root-field.ts';
import { DateScalar, GeoJSONScalar } from '../../graphql/scalars.ts';
import { Selected } from '../../graphql/selected.ts';
import { ref } from '../../graphql/look.ts';
import { ProducerConnection, ProducerListArgs, type Producer } from '../producers/producer.type.ts';
import { ProductConnection, ProductListArgs, type Product } from '../products/product.type.ts';
import { RegionConnection, RegionListArgs, type Region } from '../regions/region.type.ts';
import { simplified } from './geometry.ts';
import { placeId, placeList, placeShape } from './place.queries.ts';
import { GeometryArgs, Place, PlaceConnection, PlaceListArgs, PlaceRef } from './place.type.ts';

@Resolver(() => Place)
export class PlaceResolver {
  @Query(() => Place, {
    nullable: true,
    description: 'One place, of today or former; null where there is none.',
  })
  place(
    @Arg('by', () => PlaceRef, { description: 'Which place.' }) by: PlaceRef,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return findOne(placeShape, context, info, {
      key: wayOf(by),
      args: by,
      where: (place, late: LateValue<PlaceRef>) => sql`${ref(place, 'id')} = ${placeId(by, late)}`,
    });
  }

  @Query(() => PlaceConnection, {
    description: 'Places in dictionary order, filtered; those of today where no other day is asked for.',
  })
  places(
    @Args(() => PlaceListArgs) args: PlaceListArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return findPage(placeList, context, info, args);
  }

  @FieldResolver(() => GeoJSONScalar, {
    nullable: true,
    description:
      'Territory as a GeoJSON geometry; see `geometryAccuracy` for what it is worth. Null for former units.',
  })
  geometry(@Root() place: Place, @Args(() => GeometryArgs) { simplify }: GeometryArgs): Geometry | null {
    return simplified(place.geometry, simplify);
  }

  @FieldResolver(() => [Place], {
    description:
      'What this place was, or had become, on a day, in dictionary order: itself where it existed; else the units that it was made from, or that took its territory. Empty where that is not recorded.',
  })
  on(
    @Arg('date', () => DateScalar, { description: 'The day.' }) _date: string,
    @Selected() places: Place[],
  ): Place[] {
    return places;
  }

  @FieldResolver(() => ProductConnection, {
    description:
      'Products made here, or in what this former unit has become; with those whose source names only a former unit of it.',
  })
  products(
    @Args(() => ProductListArgs) args: ProductListArgs,
    @Selected() page: unknown,
  ): Connection<Product> {
    return toConnection(page, args);
  }

  @FieldResolver(() => ProducerConnection, { description: 'Producers here, by the same rule as `products`.' })
  producers(
    @Args(() => ProducerListArgs) args: ProducerListArgs,
    @Selected() page: unknown,
  ): Connection<Producer> {
    return toConnection(page, args);
  }

  @FieldResolver(() => RegionConnection, {
    description: 'Raw-material regions that take in at least one commune of it.',
  })
  regions(@Args(() => RegionListArgs) args: RegionListArgs, @Selected() page: unknown): Connection<Region> {
    return toConnection(page, args);
  }
}
