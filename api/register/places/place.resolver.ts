import type { GraphQLResolveInfo } from 'graphql';
import { sql } from 'kysely';
import { Arg, Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import type { Geometry } from 'geojson';
import { PageArgs, toConnection, type Connection } from '../../graphql/connection.ts';
import type { Context } from '../../graphql/context.ts';
import { findPage } from '../../graphql/page.ts';
import { GeoJSONScalar } from '../../graphql/scalars.ts';
import { Selected } from '../../graphql/selected.ts';
import { findOne, ref } from '../../graphql/shape.ts';
import { ProducerConnection, type Producer } from '../producers/producer.type.ts';
import { ProductConnection, type Product } from '../products/product.type.ts';
import { RegionConnection, type Region } from '../regions/region.type.ts';
import { simplified } from './geometry.ts';
import { placeId, placeShape, placeWhere } from './place.queries.ts';
import { GeometryArgs, Place, PlaceConnection, PlaceRef, PlaceWhere } from './place.type.ts';

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
    return findOne(placeShape, context, info, (place) => sql`${ref(place, 'id')} = ${placeId(by)}`);
  }

  @Query(() => PlaceConnection, {
    description: 'Places in dictionary order; those of today where no other day is asked.',
  })
  places(
    @Args(() => PageArgs) page: PageArgs,
    @Arg('where', () => PlaceWhere, {
      nullable: true,
      description: 'Which places; all of the day where left out.',
    })
    where: PlaceWhere | null,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return findPage(placeShape, context, info, page, (place) =>
      placeWhere(place, where ?? {}, context.today),
    );
  }

  @FieldResolver(() => GeoJSONScalar, {
    nullable: true,
    description:
      'Territory as a GeoJSON geometry; see `geometryAccuracy` for what it is worth. Null for former units.',
  })
  geometry(@Root() place: Place, @Args(() => GeometryArgs) { simplify }: GeometryArgs): Geometry | null {
    return simplified(place.geometry, simplify);
  }

  @FieldResolver(() => ProductConnection, {
    description:
      'Products made here, or in what this former unit has become; with those whose source names only a former unit of it.',
  })
  products(@Args(() => PageArgs) page: PageArgs, @Selected() rows: unknown): Connection<Product> {
    return toConnection(rows, page);
  }

  @FieldResolver(() => ProducerConnection, { description: 'Producers here, by the same rule as `products`.' })
  producers(@Args(() => PageArgs) page: PageArgs, @Selected() rows: unknown): Connection<Producer> {
    return toConnection(rows, page);
  }

  @FieldResolver(() => RegionConnection, {
    description: 'Raw-material regions that take in at least one commune of it.',
  })
  regions(@Args(() => PageArgs) page: PageArgs, @Selected() rows: unknown): Connection<Region> {
    return toConnection(rows, page);
  }
}
