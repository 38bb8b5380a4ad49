import { sql } from 'kysely';
import { changedSince, idsNamed, nameHas } from '../../graphql/conditions.ts';
import { badInput } from '../../graphql/errors.ts';
import { uuidOf } from '../../graphql/global-id.ts';
import { combined } from '../../graphql/ranges.ts';
import type { LateValue } from '../../graphql/plan.ts';
import { ref, type Alias, type Sql } from '../../graphql/look.ts';
import { columns, connection, globalId, many, one, shape, value, type List } from '../../graphql/shape.ts';
import { certificationsHeldBy } from '../certifications/certification.queries.ts';
import { reachesInto } from '../geography/geography.queries.ts';
import { itsMaterial } from '../materials/material.queries.ts';
import { drawn, growsInOneOf, placeShape } from '../places/place.queries.ts';
import { productWhere } from '../products/product.filter.ts';
import { productList } from '../products/product.queries.ts';
import { itsGeometrySource, itsSource } from '../sources/source.queries.ts';
import type { RegionListArgs, RegionRef, RegionWhere } from './region.type.ts';

export const geographicalIndicationShape = shape('GeographicalIndication', 'geographical_indication', () => ({
  id: globalId('GeographicalIndication'),
  ...columns('slug', 'name', 'number', 'decisionAsWritten', 'registeredOn', 'note'),
  source: itsSource,
}));

const figureShape = shape('RegionFigure', 'region_figure', () => ({
  ...columns(
    'asOf',
    'hectares',
    'hectaresNote',
    'outputTonnes',
    'yield',
    'plantingAreaCodes',
    'certificates',
    'note',
  ),
  source: itsSource,
}));

const newestFirst = (figure: Alias): Sql =>
  sql`${ref(figure, 'as_of')} desc nulls last, ${ref(figure, 'position')}`;

/** A column of the newest figure that states an area. */
export const newestFigure = (
  region: Alias,
  column: 'hectares' | 'hectares_note',
): Sql => sql`(select ${sql.ref(`figure.${column}`)} from region_figure figure
      where figure.region_id = ${ref(region, 'id')} and figure.hectares is not null
      order by ${newestFirst('figure')} limit 1)`;

export const regionShape = shape('Region', 'region', () => ({
  id: globalId('Region'),
  ...columns('slug', 'name', 'level', 'communesAsWritten', 'geometryAccuracy', 'plantingAreaCodes', 'note'),
  geometryAreaKm2: value((self) => ref(self, 'geometry_area_km2')),
  material: itsMaterial,
  communes: many(
    () => placeShape,
    (place, self) => sql`exists (select from region_commune
      where region_commune.region_id = ${ref(self, 'id')} and region_commune.place_id = ${ref(place, 'id')})`,
    (place) => sql`${ref(place, 'sort_name')}, ${ref(place, 'id')}`,
  ),
  hectares: value((self) => newestFigure(self, 'hectares')),
  hectaresNote: value((self) => newestFigure(self, 'hectares_note')),
  figures: many(
    () => figureShape,
    (figure, self) => sql`${ref(figure, 'region_id')} = ${ref(self, 'id')}`,
    newestFirst,
  ),
  geometry: drawn,
  geometrySource: itsGeometrySource,
  bbox: value(
    (self) => sql`(select json_build_array(
        min(((box(shape))[1])[0]), min(((box(shape))[1])[1]), max(((box(shape))[0])[0]), max(((box(shape))[0])[1]))
      from region_ring where region_id = ${ref(self, 'id')})`,
  ),
  certifications: certificationsHeldBy('region_id'),
  geographicalIndication: one(
    () => geographicalIndicationShape,
    (indication, self) => sql`${ref(indication, 'id')} = ${ref(self, 'geographical_indication_id')}`,
  ),
  products: connection(
    () => productList,
    (product, self) => drawsOn(product, ref(self, 'id')),
  ),
  source: itsSource,
}));

/** A product draws on a region by a stated or an inferred tie. */
export const drawsOn = (product: Alias, region: Sql): Sql => sql`exists (select from material_source
  where material_source.product_id = ${ref(product, 'id')} and material_source.region_id = ${region})`;

/** A product draws on one of the regions that references name. */
export const drawsOnOneOf = (product: Alias, list: readonly RegionRef[]): Sql =>
  drawsOn(product, sql`any(array(${idsNamed('Region', 'region', list)}))`);

export function regionId(by: RegionRef, late: LateValue<RegionRef>): Sql {
  if (by.id != null) return sql`${late(({ id }) => uuidOf('Region', id ?? ''))}::uuid`;
  if (by.slug != null) return sql`(select id from region where slug = ${late(({ slug }) => slug)})`;
  throw badInput('Give exactly one of id and slug', 'BAD_REFERENCE');
}

function conditionsOf(region: Alias, where: RegionWhere, asOf: Sql, depth: number): Sql[] {
  const conditions: Sql[] = [];
  const id = ref(region, 'id');
  if (where.material) {
    conditions.push(sql`${ref(region, 'material_id')} in (
      select id from material where slug = any(${where.material}::text[]))`);
  }
  if (where.level) conditions.push(sql`${ref(region, 'level')} = any(${where.level}::text[])`);
  if (where.place) conditions.push(growsInOneOf(region, where.place));
  if (where.within) conditions.push(reachesInto(id, where.within));
  if (where.isGeographicalIndication != null) {
    conditions.push(
      sql`(${ref(region, 'geographical_indication_id')} is not null) = ${where.isGeographicalIndication}`,
    );
  }
  if (where.text != null) conditions.push(nameHas(region, where.text));
  if (where.changedSince) conditions.push(changedSince('region', id, where.changedSince));
  if (where.products) {
    conditions.push(sql`exists (select from product drawing where ${drawsOn('drawing', id)}
      and ${productWhere('drawing', where.products, asOf, depth)})`);
  }
  return conditions;
}

export const regionList: List<RegionListArgs> = {
  get shape() {
    return regionShape;
  },
  where: (region, args, look) =>
    combined(args.where ?? {}, (each, depth) => conditionsOf(region, each, look.day({ ...args }), depth)),
};
