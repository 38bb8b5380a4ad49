import { ArgsType, Field, Float, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import type { Geometry } from 'geojson';
import { connectionOf, PageArgs } from '../../graphql/connection.ts';
import { Node } from '../../graphql/node.ts';
import { DateScalar, DateTimeScalar } from '../../graphql/scalars.ts';
import { AreaInput, NearInput } from '../geography/area.type.ts';
import { Source } from '../sources/source.type.ts';

export enum PlaceKind {
  PROVINCE = 'PROVINCE',
  CITY = 'CITY',
  URBAN_DISTRICT = 'URBAN_DISTRICT',
  DISTRICT = 'DISTRICT',
  TOWN = 'TOWN',
  COMMUNE = 'COMMUNE',
  WARD = 'WARD',
  TOWNSHIP = 'TOWNSHIP',
  SPECIAL_ZONE = 'SPECIAL_ZONE',
}

registerEnumType(PlaceKind, {
  name: 'PlaceKind',
  description: 'The kind of an administrative unit. Districts ended on 2025-06-30 and remain as history.',
  valuesConfig: {
    PROVINCE: { description: 'Tỉnh.' },
    CITY: { description: 'Thành phố; under a province until 2025-06-30.' },
    URBAN_DISTRICT: { description: 'Quận.' },
    DISTRICT: { description: 'Huyện, until 2025-06-30.' },
    TOWN: { description: 'Thị xã, until 2025-06-30.' },
    COMMUNE: { description: 'Xã.' },
    WARD: { description: 'Phường.' },
    TOWNSHIP: { description: 'Thị trấn, until 2025-06-30.' },
    SPECIAL_ZONE: { description: 'Đặc khu, since 2025-07-01.' },
  },
});

export enum GeometryAccuracy {
  OFFICIAL = 'OFFICIAL',
  SURVEYED = 'SURVEYED',
  COMMUNE_UNION = 'COMMUNE_UNION',
  APPROXIMATE = 'APPROXIMATE',
}

registerEnumType(GeometryAccuracy, {
  name: 'GeometryAccuracy',
  description: 'How far a drawn border can be relied on.',
  valuesConfig: {
    OFFICIAL: { description: 'From an official file.' },
    SURVEYED: { description: 'Measured on the ground.' },
    COMMUNE_UNION: {
      description: 'The region is known only by its communes: their territories put together.',
    },
    APPROXIMATE: { description: 'Worked out from points (Voronoi cells). Shows where, never where exactly.' },
  },
});

export enum PointAccuracy {
  ADDRESS = 'ADDRESS',
  COMMUNE = 'COMMUNE',
}

registerEnumType(PointAccuracy, {
  name: 'PointAccuracy',
  description: 'What a point stands for.',
  valuesConfig: {
    ADDRESS: { description: 'The place of business itself, published with consent.' },
    COMMUNE: { description: 'A point inside the commune; nobody’s address.' },
  },
});

@ObjectType({ description: 'A point on the map (WGS 84).' })
export class Point {
  @Field(() => Float, { description: 'Latitude in degrees.' })
  lat!: number;

  @Field(() => Float, { description: 'Longitude in degrees.' })
  lon!: number;

  @Field(() => PointAccuracy, { description: 'What the point stands for.' })
  accuracy!: PointAccuracy;
}

@ObjectType({
  implements: Node,
  description:
    'An administrative unit from one day to another: province, commune or ward, and the districts and communes before 2025-07-01. The same code can name another place before that day.',
})
export class Place extends Node {
  @Field(() => String, {
    nullable: true,
    description: 'State code of its time (Decision 19/2025/QĐ-TTg since 2025-07-01).',
  })
  code!: string | null;

  @Field(() => String, { description: 'Readable key, unique among all places of all times.' })
  slug!: string;

  @Field(() => String, { description: 'Name without its kind, for example `Ea Kao`.' })
  name!: string;

  @Field(() => String, { description: 'Name with its kind, for example `Phường Ea Kao`.' })
  fullName!: string;

  @Field(() => [String], { description: 'Other spellings of the name.' })
  alternateNames!: string[];

  @Field(() => PlaceKind, { description: 'The kind of unit.' })
  kind!: PlaceKind;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'First day of this unit; null where not recorded.',
  })
  validFrom!: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Last day of this unit; null for a unit of today.',
  })
  validUntil!: string | null;

  @Field(() => Place, { nullable: true, description: 'The unit that it belongs to, or belonged to.' })
  parent!: Place | null;

  @Field(() => Point, { nullable: true, description: 'A point inside the unit.' })
  point!: Point | null;

  @Field(() => Float, { nullable: true, description: 'Area in square kilometres, as published.' })
  areaKm2!: number | null;

  @Field(() => GeometryAccuracy, { nullable: true, description: 'How far `geometry` can be relied on.' })
  geometryAccuracy!: GeometryAccuracy | null;

  @Field(() => Source, {
    nullable: true,
    description: 'Where `geometry` comes from; null where the hub has drawn it itself, from points.',
  })
  geometrySource!: Source | null;

  @Field(() => [PlaceSuccession], { description: 'The units that it was made from.' })
  predecessors!: PlaceSuccession[];

  @Field(() => [PlaceSuccession], { description: 'The units that took its territory.' })
  successors!: PlaceSuccession[];

  geometry?: Geometry | null;
}

@ObjectType({ description: 'One unit that came before or after another.' })
export class PlaceSuccession {
  @Field(() => Place, { description: 'The other unit.' })
  place!: Place;

  @Field(() => Boolean, { description: 'True where only a part of the former unit went to the later one.' })
  isPart!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'The wording of the resolution, or how the link was made.',
  })
  note!: string | null;
}

export const PlaceConnection = connectionOf(Place, 'Place', 'places');

@InputType({ description: 'Names one place: give exactly one of these.' })
export class PlaceRef {
  @Field(() => ID, { nullable: true, description: 'Its id.' })
  id?: string;

  @Field(() => String, { nullable: true, description: 'Its slug.' })
  slug?: string;

  @Field(() => String, {
    nullable: true,
    description: 'State code of a unit of today. Former units go by slug: codes were reused.',
  })
  code?: string;
}

@InputType({
  description: 'Which places. All conditions hold together, and a list means any of its members.',
})
export class PlaceWhere {
  @Field(() => [PlaceKind], { nullable: true, description: 'Of one of these kinds.' })
  kind?: PlaceKind[] | null;

  @Field(() => [PlaceRef], {
    nullable: true,
    description:
      'Inside one of these places, or made from it, itself included; on a day before 2025-07-01 also what the units of a place of today were made from, and the districts that those lay in. A place that the register does not know has nothing in it.',
  })
  place?: PlaceRef[] | null;

  @Field(() => NearInput, {
    nullable: true,
    description:
      'Near a point: by its own point. Former units have no point: with `asOf` of a day before 2025-07-01 they are not found.',
  })
  near?: NearInput | null;

  @Field(() => AreaInput, {
    nullable: true,
    description:
      'Within an area on the map: by its own point. Former units have no point: with `asOf` of a day before 2025-07-01 they are not found.',
  })
  within?: AreaInput | null;

  @Field(() => String, {
    nullable: true,
    description: 'Every word of this text stands in the name, accents or not.',
  })
  text?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'With products made there, or without any.' })
  hasProducts?: boolean | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Recorded or changed at or after this instant.',
  })
  changedSince?: string | null;

  @Field(() => [PlaceWhere], { nullable: true, description: 'All of these hold too.' })
  AND?: PlaceWhere[] | null;

  @Field(() => [PlaceWhere], { nullable: true, description: 'At least one of these holds too.' })
  OR?: PlaceWhere[] | null;
}

@ArgsType()
export class PlaceListArgs extends PageArgs {
  @Field(() => PlaceWhere, { nullable: true, description: 'Which places; all of the day where left out.' })
  where?: PlaceWhere | null;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'The day on which the places exist; today in Asia/Ho_Chi_Minh where left out. Units that had ended by 2025-06-30 have neither a point nor a border: `near`, `within` and `placesContaining` do not find them.',
  })
  asOf?: string | null;
}

@ArgsType()
export class GeometryArgs {
  @Field(() => Float, {
    nullable: true,
    description:
      'Leave out detail smaller than this many metres (Douglas-Peucker), 0 to 50000. Whole where left out.',
  })
  simplify?: number | null;
}
