import { Field, Float, InputType } from 'type-graphql';
import { GeoJSONScalar } from '../../graphql/scalars.ts';
import { LARGEST_RADIUS_KM, MOST_POSITIONS, VIET_NAM } from './geography.rules.ts';

@InputType({ description: 'A point (WGS 84).' })
export class PointInput {
  @Field(() => Float, {
    description: `Latitude in degrees; in Việt Nam between ${VIET_NAM.south} and ${VIET_NAM.north}.`,
  })
  lat!: number;

  @Field(() => Float, {
    description: `Longitude in degrees; in Việt Nam between ${VIET_NAM.west} and ${VIET_NAM.east}.`,
  })
  lon!: number;
}

@InputType({ description: 'A circle round a point.' })
export class NearInput {
  @Field(() => PointInput, { description: 'The middle.' })
  point!: PointInput;

  @Field(() => Float, {
    description: `The radius in kilometres, more than 0 and at most ${LARGEST_RADIUS_KM}.`,
  })
  km!: number;
}

@InputType({ description: 'An area on the map: give exactly one of these.' })
export class AreaInput {
  @Field(() => [Float], {
    nullable: true,
    description: 'Bounding box: west, south, east, north, in degrees.',
  })
  bbox?: number[] | null;

  @Field(() => GeoJSONScalar, {
    nullable: true,
    description: `A GeoJSON Polygon or MultiPolygon (RFC 7946), or one ring as \`[[lon, lat], …]\`: at most ${MOST_POSITIONS} positions, in Việt Nam, rings closed and not crossing themselves.`,
  })
  polygon?: unknown;
}
