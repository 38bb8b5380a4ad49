import { ArgsType, Field, Float, Int, ObjectType } from 'type-graphql';
import { PageArgs, PageInfo, type Connection } from '../../graphql/connection.ts';
import { DateScalar } from '../../graphql/scalars.ts';
import { PlaceListArgs } from '../places/place.type.ts';
import { Product, ProductWhere } from '../products/product.type.ts';
import { Region, RegionListArgs } from '../regions/region.type.ts';
import { PointInput } from './area.type.ts';
import { LARGEST_RADIUS_KM } from './geography.rules.ts';

const WHERE_ONE_STANDS = 'The point on the map.';

@ArgsType()
export class ZonesContainingArgs extends RegionListArgs {
  @Field(() => PointInput, { description: WHERE_ONE_STANDS })
  point!: PointInput;
}

@ArgsType()
export class PlacesContainingArgs extends PlaceListArgs {
  @Field(() => PointInput, { description: WHERE_ONE_STANDS })
  point!: PointInput;
}

@ArgsType()
class ProductsOfAPointArgs extends PageArgs {
  @Field(() => PointInput, { description: WHERE_ONE_STANDS })
  point!: PointInput;

  @Field(() => ProductWhere, { nullable: true, description: 'Which of these products; all where left out.' })
  where?: ProductWhere | null;
}

@ArgsType()
export class ProductsAtArgs extends ProductsOfAPointArgs {
  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day that `where` and `facets` speak of; today in Asia/Ho_Chi_Minh where left out.',
  })
  asOf?: string | null;
}

@ArgsType()
export class NearestProductsArgs extends ProductsOfAPointArgs {
  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day that `where` speaks of; today in Asia/Ho_Chi_Minh where left out.',
  })
  asOf?: string | null;

  @Field(() => Float, {
    nullable: true,
    description: `Only products at most so many kilometres away, more than 0 and at most ${LARGEST_RADIUS_KM}; at any distance where left out.`,
  })
  withinKm?: number | null;
}

@ObjectType({ description: 'One of the products near a point, with its distance and its cursor.' })
export class NearbyProductEdge {
  @Field(() => String, {
    description: 'Opaque place of this item in the list: give it to `after` or `before`.',
  })
  cursor!: string;

  @Field(() => Product, { description: 'The product itself.' })
  node!: Product;

  @Field(() => Int, {
    description:
      'Metres from the point that was asked for to the point of the product’s commune, as the crow flies on a sphere (right to about half a percent). Products of one commune are equally far, and follow in dictionary order.',
  })
  distanceMetres!: number;
}

@ObjectType({ description: 'A page of products near a point, nearest first.' })
export class NearbyProductConnection implements Connection<Product> {
  @Field(() => [Product], { description: 'The products of this page.' })
  nodes!: Product[];

  @Field(() => [NearbyProductEdge], { description: 'The products of this page with distances and cursors.' })
  edges!: NearbyProductEdge[];

  @Field(() => PageInfo, { description: 'Where this page lies among the others.' })
  pageInfo!: PageInfo;

  @Field(() => Int, { description: 'How many products the whole list has. Counted only when asked for.' })
  totalCount!: number;
}

@ObjectType({
  description:
    'How far a raw-material region covers a place of today, worked out from their drawn borders. Borders that are approximate give approximate areas: see `geometryAccuracy` of both.',
})
export class RegionOverlap {
  @Field(() => Region, { description: 'The region.' })
  region!: Region;

  @Field(() => Float, { description: 'Land that both have in common, in square kilometres.' })
  areaKm2!: number;

  @Field(() => Float, {
    description: 'Share of the drawn territory of the place that the region covers, 0 to 1.',
  })
  share!: number;

  @Field(() => Float, { description: 'Share of the drawn region that lies in the place, 0 to 1.' })
  shareOfRegion!: number;
}
