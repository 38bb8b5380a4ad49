import { ArgsType, Field, Float, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import type { Geometry } from 'geojson';
import { connectionOf, PageArgs } from '../../graphql/connection.ts';
import { Node } from '../../graphql/node.ts';
import { DateScalar, DateTimeScalar, PartialDateScalar } from '../../graphql/scalars.ts';
import { Certification } from '../certifications/certification.type.ts';
import { AreaInput } from '../geography/area.type.ts';
import { Material } from '../materials/material.type.ts';
import { GeometryAccuracy, Place, PlaceRef } from '../places/place.type.ts';
import { ProductWhere } from '../products/product.type.ts';
import { Source } from '../sources/source.type.ts';

export enum RegionLevel {
  PROVINCE = 'PROVINCE',
  DISTRICT = 'DISTRICT',
  COMMUNE = 'COMMUNE',
  COOPERATIVE = 'COOPERATIVE',
  GEOGRAPHICAL_INDICATION = 'GEOGRAPHICAL_INDICATION',
}

registerEnumType(RegionLevel, {
  name: 'RegionLevel',
  description: 'How wide the published figures of a raw-material region reach.',
  valuesConfig: {
    PROVINCE: { description: 'A whole province or a list of its districts.' },
    DISTRICT: { description: 'One former district.' },
    COMMUNE: { description: 'One commune or a few.' },
    COOPERATIVE: { description: 'The land of one co-operative or group, known by its commune.' },
    GEOGRAPHICAL_INDICATION: { description: 'The area named by a geographical indication.' },
  },
});

@ObjectType({
  implements: Node,
  description:
    'A geographical indication ("chỉ dẫn địa lý"). Lying in its area gives nobody the right to use it.',
})
export class GeographicalIndication extends Node {
  @Field(() => String, { description: 'Readable key, unique.' })
  slug!: string;

  @Field(() => String, { description: 'What it is called.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'Register number, for example `00004`.' })
  number!: string | null;

  @Field(() => String, { nullable: true, description: 'The decision, as its sources write it.' })
  decisionAsWritten!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'The day of registration.' })
  registeredOn!: string | null;

  @Field(() => String, { nullable: true, description: 'Where sources disagree, and how it was decided.' })
  note!: string | null;

  @Field(() => Source, { description: 'Where it was read.' })
  source!: Source;
}

@ObjectType({
  description:
    'What one report said of a region at one time. Reports stand side by side; none is overwritten.',
})
export class RegionFigure {
  @Field(() => PartialDateScalar, { nullable: true, description: 'The time that the figures are for.' })
  asOf!: string | null;

  @Field(() => Float, { nullable: true, description: 'Planted or sown area in hectares.' })
  hectares!: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'How the source qualifies the area ("more than", of which bearing …).',
  })
  hectaresNote!: string | null;

  @Field(() => Float, { nullable: true, description: 'Output in tonnes, for the year of `asOf`.' })
  outputTonnes!: number | null;

  @Field(() => String, { nullable: true, description: 'Yield as written.' })
  yield!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Number of planting-area codes ("mã số vùng trồng"), as written.',
  })
  plantingAreaCodes!: string | null;

  @Field(() => String, { nullable: true, description: 'Certificates as written.' })
  certificates!: string | null;

  @Field(() => Source, { description: 'Where the figures were read.' })
  source!: Source;

  @Field(() => String, { nullable: true, description: 'What a reader should know about the figures.' })
  note!: string | null;
}

@ObjectType({
  implements: Node,
  description: 'A raw-material region ("vùng nguyên liệu"): where one raw material is grown or raised.',
})
export class Region extends Node {
  @Field(() => String, { description: 'Readable key, unique.' })
  slug!: string;

  @Field(() => String, { description: 'What the region is called.' })
  name!: string;

  @Field(() => Material, { description: 'The raw material.' })
  material!: Material;

  @Field(() => RegionLevel, { description: 'How wide its figures reach.' })
  level!: RegionLevel;

  @Field(() => [Place], { description: 'The communes and wards of today that it lies in.' })
  communes!: Place[];

  @Field(() => String, { nullable: true, description: 'Communes or districts as the sources name them.' })
  communesAsWritten!: string | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Newest published area in hectares; see `figures` for its date and source.',
  })
  hectares!: number | null;

  @Field(() => String, { nullable: true, description: 'How the source qualifies that area.' })
  hectaresNote!: string | null;

  @Field(() => [RegionFigure], { description: 'All published figures, newest first.' })
  figures!: RegionFigure[];

  @Field(() => GeometryAccuracy, { description: 'How far `geometry` can be relied on.' })
  geometryAccuracy!: GeometryAccuracy;

  @Field(() => Source, {
    nullable: true,
    description: 'Where `geometry` comes from; null where it is worked out from communes.',
  })
  geometrySource!: Source | null;

  @Field(() => [Float], {
    nullable: true,
    description: 'Bounding box of the geometry: west, south, east, north, in degrees.',
  })
  bbox!: number[] | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Area of the drawn geometry in square kilometres; not the planted area.',
  })
  geometryAreaKm2!: number | null;

  @Field(() => [Certification], { description: 'Certificates held for the region.' })
  certifications!: Certification[];

  @Field(() => [String], { description: 'Planting-area codes, opaque and as issued.' })
  plantingAreaCodes!: string[];

  @Field(() => GeographicalIndication, {
    nullable: true,
    description: 'The geographical indication whose area it is.',
  })
  geographicalIndication!: GeographicalIndication | null;

  @Field(() => Source, { description: 'Where this record was read.' })
  source!: Source;

  @Field(() => String, { nullable: true, description: 'What a reader should know about this record.' })
  note!: string | null;

  geometry?: Geometry | null;
}

export const RegionConnection = connectionOf(Region, 'Region', 'raw-material regions');

@InputType({ description: 'Names one raw-material region: give exactly one of these.' })
export class RegionRef {
  @Field(() => ID, { nullable: true, description: 'Its id.' })
  id?: string;

  @Field(() => String, { nullable: true, description: 'Its slug.' })
  slug?: string;
}

@InputType({
  description:
    'Which raw-material regions. All conditions hold together, and a list means any of its members. A place or material that the register does not know finds nothing.',
})
export class RegionWhere {
  @Field(() => [String], { nullable: true, description: 'Of one of these raw materials, by slug.' })
  material?: string[] | null;

  @Field(() => [RegionLevel], { nullable: true, description: 'With figures that reach so wide.' })
  level?: RegionLevel[] | null;

  @Field(() => [PlaceRef], {
    nullable: true,
    description: 'Taking in at least one commune of one of these places.',
  })
  place?: PlaceRef[] | null;

  @Field(() => AreaInput, {
    nullable: true,
    description:
      'Reaching into an area on the map with its drawn zone, holes of both left out; to touch it is enough. See `geometryAccuracy` for what a border is worth.',
  })
  within?: AreaInput | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Being the area of a geographical indication, or not.',
  })
  isGeographicalIndication?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description: 'Every word of this text stands in the name, accents or not.',
  })
  text?: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Recorded or changed at or after this instant.',
  })
  changedSince?: string | null;

  @Field(() => ProductWhere, {
    nullable: true,
    description: 'With at least one product drawing on it that fits this.',
  })
  products?: ProductWhere | null;

  @Field(() => [RegionWhere], { nullable: true, description: 'All of these hold too.' })
  AND?: RegionWhere[] | null;

  @Field(() => [RegionWhere], { nullable: true, description: 'At least one of these holds too.' })
  OR?: RegionWhere[] | null;
}

@ArgsType()
export class RegionListArgs extends PageArgs {
  @Field(() => RegionWhere, { nullable: true, description: 'Which regions; all where left out.' })
  where?: RegionWhere | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day that `where.products` speaks of; today in Asia/Ho_Chi_Minh where left out.',
  })
  asOf?: string | null;
}
