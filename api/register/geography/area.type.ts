import { Field, Float, InputType } from 'type-graphql';
import type { Geometry } from 'geojson';
import { GeoJSONScalar } from '../../graphql/scalars.ts';

@InputType({ description: 'A point (WGS 84).' })
export class PointInput {
  @Field(() => Float, { description: 'Latitude in degrees; in Việt Nam between 6 and 24.' })
  lat!: number;

  @Field(() => Float, { description: 'Longitude in degrees; in Việt Nam between 102 and 118.' })
  lon!: number;
}

@InputType({ description: 'A circle round a point.' })
export class NearInput {
  @Field(() => PointInput, { description: 'The middle.' })
  point!: PointInput;

  @Field(() => Float, { description: 'The radius in kilometres, more than 0 and at most 500.' })
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
    description: 'A GeoJSON Polygon or MultiPolygon (RFC 7946) of at most 500 positions, rings closed.',
  })
  polygon?: Geometry | null;
}
