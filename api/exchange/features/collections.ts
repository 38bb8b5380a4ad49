import { sql } from 'kysely';
import { globalIdSql, type NodeTypeName } from '../../graphql/global-id.ts';
import { ref, type Sql } from '../../graphql/look.ts';
import {
  liesIn,
  liesInBox,
  sharesASpot,
  territoriesAt,
  zonesAt,
} from '../../register/geography/geography.queries.ts';
import { polygonOf, type Box } from '../../register/geography/geography.rules.ts';
import { geometryAccuracies, placeKinds } from '../../register/places/place.entity.ts';
import { existsOn, pointOf } from '../../register/places/place.queries.ts';
import { legalForms } from '../../register/producers/legal-forms.rules.ts';
import { verdictOn } from '../../register/products/product.filter.ts';
import { evidenceLevels } from '../../register/recognitions/recognition.entity.ts';
import { regionLevels } from '../../register/regions/region.entity.ts';
import { newestFigure } from '../../register/regions/region.queries.ts';
import type { MultiPolygon, Polygon } from 'geojson';

/** A text in Vietnamese and in English. */
export interface Words {
  vi: string;
  en: string;
}

export interface Property {
  name: string;
  type: 'string' | 'integer' | 'number' | 'boolean' | 'date';
  title: Words;
  /** All that a text can be. */
  values?: readonly string[];
  sql: Sql;
  /** The join of its collection that it is told from. */
  needs?: string;
  /** What is asked and ordered by, where what is told would be dear to work out for every row. */
  asked?: { sql: Sql; needs: string };
  /** What its values are ordered by, where it is not themselves. */
  order?: Sql;
  /** The same without marks and signs (vi_fold), of which there is an index. */
  folded?: Sql;
  /** Whether everything has it. */
  isAlways?: boolean;
}

/**
 * What GIS programs get of one kind of thing: its facts are those of the public contract, told by the SQL that GraphQL
 * is answered with.
 */
export interface Collection {
  id: string;
  title: Words;
  description: Words;
  node: NodeTypeName;
  /** "POINT" where a place stands for the thing: nobody's address (design.md, decision 11). */
  geometry: 'POINT' | 'AREA';
  rowId: Sql;
  from: Sql;
  /** What is joined only where it is needed: a count of all need not know a single verdict. */
  joins: Readonly<Record<string, Sql>>;
  where: Sql;
  /** {lat, lon} or a GeoJSON geometry, as JSON; null where there is no location. */
  location: Sql;
  isLocated: Sql;
  isIn: (box: Box) => Sql;
  touches: (drawn: Polygon | MultiPolygon) => Sql;
  covers: (lon: number, lat: number) => Sql;
  /** The days that it is valid on; open where null. */
  period: { from: Sql; to: Sql; needs?: string } | null;
  properties: readonly Property[];
}

const verdicts = ['IN_FORCE', 'EXPIRED', 'REVOKED', 'SUPERSEDED', 'NOT_CONFIRMED', 'UNKNOWN'] as const;
const communeKinds = ['COMMUNE', 'WARD', 'TOWNSHIP', 'SPECIAL_ZONE'] as const;

const col = (name: string): Sql => sql.ref(name);
const named = (
  name: string,
  vi: string,
  en: string,
  column: Sql,
  more: Partial<Property> = {},
): Property => ({
  name,
  type: 'string',
  title: { vi, en },
  sql: column,
  ...more,
});

const itsName = (table: string, vi: string, en: string) =>
  named('name', vi, en, col(`${table}.name`), {
    order: col(`${table}.sort_name`),
    folded: col(`${table}.folded_name`),
    isAlways: true,
  });

/** Where a product or a producer is: its commune, of today or as its source names it. */
const whereItIs = [
  named('place', 'Xã, phường', 'Commune or ward', col('spot.full_name'), { order: col('spot.sort_name') }),
  named('place_code', 'Mã xã, phường', 'Code of the commune or ward', col('spot.code')),
  named('former_place', 'Đơn vị trước sắp xếp', 'Former unit', col('before.full_name'), {
    order: col('before.sort_name'),
  }),
  named(
    'location_accuracy',
    'Điểm là của',
    'What the point stands for',
    sql`(${pointOf('spot')})->>'accuracy'`,
  ),
];

const atItsCommune = (table: string) => ({
  geometry: 'POINT' as const,
  location: pointOf('spot'),
  isLocated: sql`spot.lat is not null`,
  isIn: (box: Box) => liesInBox(ref(table, 'place_id'), box),
  touches: (drawn: Polygon | MultiPolygon) => liesIn(ref(table, 'place_id'), drawn),
  covers: (lon: number, lat: number) => sql`(spot.lon = ${lon} and spot.lat = ${lat})`,
});

const drawn = (kind: 'region' | 'place', at: typeof zonesAt) => ({
  geometry: 'AREA' as const,
  location: ref(kind, 'geometry'),
  isLocated: sql`${ref(kind, 'geometry')} is not null`,
  isIn: (box: Box) => sharesASpot(kind, ref(kind, 'id'), polygonOf(box)),
  touches: (area: Polygon | MultiPolygon) => sharesASpot(kind, ref(kind, 'id'), area),
  covers: (lon: number, lat: number) => sql`${ref(kind, 'id')} = any(${at({ lon, lat })})`,
});

const products = (day: Sql, origin: string): Collection => ({
  id: 'products',
  title: { vi: 'Sản phẩm OCOP', en: 'OCOP products' },
  description: {
    vi: 'Mỗi sản phẩm với kết luận trong ngày về hạng sao, tại điểm của xã, phường; không có điểm nếu chưa biết xã. `datetime` hỏi thời gian có hiệu lực của công nhận.',
    en: 'Every product with the verdict of the day on its stars, at the point of its commune or ward; without a point where that is not known. `datetime` asks for the validity of the recognition.',
  },
  node: 'Product',
  rowId: col('product.id'),
  from: sql`product
    left join producer on producer.id = product.producer_id
    left join place spot on spot.id = product.place_id
    left join place before on before.id = product.former_place_id
    left join product_set on product_set.id = product.product_set_id
    left join sector on sector.id = product_set.sector_id`,
  joins: {
    verdict: sql`left join lateral ${verdictOn('product', day)} on true
      left join recognition on recognition.id = v.recognition_id`,
  },
  where: sql`true`,
  ...atItsCommune('product'),
  period: { from: sql`v.first_day`, to: sql`v.last_day`, needs: 'verdict' },
  properties: [
    named('code', 'Mã tra cứu', 'Code', col('product.code')),
    itsName('product', 'Tên sản phẩm', 'Name of the product'),
    ...[
      named('stars', 'Số sao', 'Stars', sql`v.stars`, { type: 'integer' }),
      named('verdict', 'Kết luận trong ngày', 'Verdict of the day', sql`v.status`, { values: verdicts }),
      named('verdict_reason', 'Vì sao', 'Why', sql`v.reason`),
      named('valid_from', 'Có hiệu lực từ ngày', 'First day', sql`v.first_day`, { type: 'date' }),
      named('valid_until', 'Có hiệu lực đến hết ngày', 'Last day', sql`v.last_day`, { type: 'date' }),
      named(
        'valid_until_is_exact',
        'Ngày cuối là chính xác (không thì là muộn nhất)',
        'Whether the last day is exact (else it is the latest possible)',
        sql`v.last_day_is_exact`,
        { type: 'boolean' },
      ),
      named('evidence', 'Căn cứ', 'Evidence', col('recognition.evidence'), { values: evidenceLevels }),
      named('decision_number', 'Số quyết định', 'Number of the decision', col('recognition.decision_number')),
    ].map((one) => ({ ...one, needs: 'verdict' })),
    named('official_code', 'Mã sản phẩm chính thức', 'Official code', col('product.official_code')),
    named('sector', 'Mã ngành', 'Code of the sector', col('sector.code')),
    named('product_set', 'Số bộ sản phẩm', 'Number of the product set', col('product_set.number'), {
      type: 'integer',
    }),
    named('product_set_name', 'Bộ sản phẩm', 'Product set', col('product_set.name_vi')),
    named('producer', 'Chủ thể', 'Producer', col('producer.name'), {
      order: col('producer.sort_name'),
      folded: col('producer.folded_name'),
    }),
    named('producer_id', 'Mã chủ thể', 'Id of the producer', globalIdSql('Producer', col('producer.id'))),
    named('legal_form', 'Loại hình chủ thể', 'Legal form of the producer', col('producer.legal_form'), {
      values: legalForms,
    }),
    ...whereItIs,
    named(
      'verdict_page',
      'Trang tra cứu',
      'Page that answers for it',
      sql`${origin}::text || '/v/' || product.code`,
    ),
  ],
});

const producers = (day: Sql): Collection => ({
  id: 'producers',
  title: { vi: 'Chủ thể OCOP', en: 'OCOP producers' },
  description: {
    vi: 'Mỗi chủ thể tại điểm của xã, phường, không phải địa chỉ của ai; không có điểm nếu chưa biết xã.',
    en: 'Every producer at the point of its commune or ward, which is nobody’s address; without a point where that is not known.',
  },
  node: 'Producer',
  rowId: col('producer.id'),
  from: sql`producer
    left join place spot on spot.id = producer.place_id
    left join place before on before.id = producer.former_place_id`,
  joins: {
    made: sql`left join (
      select made.producer_id as id, count(*)::int as products,
        (count(*) filter (where v.status = 'IN_FORCE'))::int as in_force
      from product made left join lateral ${verdictOn('made', day)} on true
      group by made.producer_id) as made on made.id = producer.id`,
  },
  where: sql`true`,
  ...atItsCommune('producer'),
  period: null,
  properties: [
    named('slug', 'Tên trong địa chỉ', 'Readable key', col('producer.slug')),
    itsName('producer', 'Tên chủ thể', 'Name of the producer'),
    named('legal_form', 'Loại hình', 'Legal form', col('producer.legal_form'), { values: legalForms }),
    named('website', 'Trang web', 'Website', col('producer.website')),
    named(
      'products',
      'Số sản phẩm',
      'Number of products',
      sql`(select count(*)::int from product made where made.producer_id = producer.id)`,
      { type: 'integer', asked: { sql: sql`coalesce(made.products, 0)`, needs: 'made' } },
    ),
    named(
      'products_in_force',
      'Số sản phẩm có công nhận còn hiệu lực',
      'Number of products whose recognition is in force',
      sql`(select count(*)::int from product made cross join lateral ${verdictOn('made', day)}
        where made.producer_id = producer.id and v.status = 'IN_FORCE')`,
      { type: 'integer', asked: { sql: sql`coalesce(made.in_force, 0)`, needs: 'made' } },
    ),
    ...whereItIs,
  ],
});

const regions = (): Collection => ({
  id: 'regions',
  title: { vi: 'Vùng nguyên liệu', en: 'Raw-material regions' },
  description: {
    vi: 'Nơi trồng, nuôi một nguyên liệu. `geometry_accuracy` cho biết ranh giới đáng tin đến đâu.',
    en: 'Where one raw material is grown or raised. `geometry_accuracy` says how far a border can be relied on.',
  },
  node: 'Region',
  rowId: col('region.id'),
  from: sql`region
    join material on material.id = region.material_id
    left join geographical_indication on geographical_indication.id = region.geographical_indication_id`,
  joins: {},
  where: sql`true`,
  ...drawn('region', zonesAt),
  period: null,
  properties: [
    named('slug', 'Tên trong địa chỉ', 'Readable key', col('region.slug')),
    itsName('region', 'Tên vùng', 'Name of the region'),
    named('material', 'Nguyên liệu', 'Raw material', col('material.name'), {
      order: col('material.sort_name'),
    }),
    named('material_en', 'Nguyên liệu (tiếng Anh)', 'Raw material (English)', col('material.name_en')),
    named('level', 'Phạm vi của số liệu', 'How wide its figures reach', col('region.level'), {
      values: regionLevels,
    }),
    named(
      'communes_as_written',
      'Các xã theo nguồn',
      'Communes as written',
      col('region.communes_as_written'),
    ),
    named(
      'hectares',
      'Diện tích mới nhất (ha)',
      'Newest published area (ha)',
      newestFigure('region', 'hectares'),
      {
        type: 'number',
      },
    ),
    named(
      'geographical_indication',
      'Chỉ dẫn địa lý',
      'Geographical indication',
      col('geographical_indication.name'),
    ),
    named(
      'geometry_accuracy',
      'Độ tin cậy của ranh giới',
      'Accuracy of the border',
      col('region.geometry_accuracy'),
      {
        values: geometryAccuracies,
      },
    ),
    named(
      'geometry_area_km2',
      'Diện tích của hình vẽ (km²)',
      'Area of the drawn geometry (km²)',
      col('region.geometry_area_km2'),
      { type: 'number' },
    ),
  ],
});

const places = (day: Sql): Collection => ({
  id: 'places',
  title: { vi: 'Xã, phường', en: 'Communes and wards' },
  description: {
    vi: 'Xã, phường hiện nay với địa giới. `geometry_accuracy` cho biết ranh giới đáng tin đến đâu. `datetime` hỏi thời gian tồn tại của đơn vị.',
    en: 'The communes and wards of today with their territories. `geometry_accuracy` says how far a border can be relied on. `datetime` asks for the time that a unit exists.',
  },
  node: 'Place',
  rowId: col('place.id'),
  from: sql`place left join place province on province.id = place.parent_id`,
  // The same as isIn says of one commune of today, for all of them at once.
  joins: {
    made: sql`left join (
      select lies.id, count(*)::int as products
      from (
        select id as product, place_id as id from product where place_id is not null
        union select product.id, before.id from product cross join lateral (
          select former_place_id as id
          union select successor_id from place_succession where predecessor_id = former_place_id
          union select successor_id from place_succession join place own on own.id = predecessor_id
            where own.parent_id = former_place_id) as before
        where product.place_id is null and former_place_id is not null) as lies
      group by lies.id) as made on made.id = place.id`,
  },
  where: sql`place.kind = any(${communeKinds}::text[]) and place.geometry is not null and ${existsOn('place', day)}`,
  ...drawn('place', territoriesAt),
  period: { from: col('place.valid_from'), to: col('place.valid_until') },
  properties: [
    named('code', 'Mã đơn vị', 'State code', col('place.code')),
    named('slug', 'Tên trong địa chỉ', 'Readable key', col('place.slug')),
    itsName('place', 'Tên', 'Name'),
    named('full_name', 'Tên đầy đủ', 'Name with its kind', col('place.full_name')),
    named('kind', 'Loại đơn vị', 'Kind of unit', col('place.kind'), {
      values: placeKinds.filter((kind) => communeKinds.some((one) => one === kind)),
    }),
    named('province', 'Tỉnh', 'Province', col('province.full_name')),
    named('valid_from', 'Từ ngày', 'First day', col('place.valid_from'), { type: 'date' }),
    named('valid_until', 'Đến hết ngày', 'Last day', col('place.valid_until'), { type: 'date' }),
    named('area_km2', 'Diện tích (km²)', 'Area (km²)', col('place.area_km2'), { type: 'number' }),
    named(
      'geometry_accuracy',
      'Độ tin cậy của ranh giới',
      'Accuracy of the border',
      col('place.geometry_accuracy'),
      {
        values: geometryAccuracies,
      },
    ),
    named('products', 'Số sản phẩm', 'Number of products', sql`coalesce(made.products, 0)`, {
      type: 'integer',
      needs: 'made',
    }),
  ],
});

/** All collections as they are on a day. Addresses in them begin with the origin of the hub. */
export const collectionsOn = (today: string, origin: string): readonly Collection[] => {
  const day = sql`${today}::date`;
  return [products(day, origin), producers(day), regions(), places(day)];
};

/** Whether a property is told only, and cannot be asked for: it depends on where the hub is reached. */
export const isQueryable = ({ name }: Property): boolean => name !== 'verdict_page';

/** What a property is asked and ordered by, and the join that this needs. */
export const askedOf = ({ asked, sql: told, needs }: Property): { sql: Sql; needs?: string | undefined } =>
  asked ?? { sql: told, needs };

/** The rows of a collection, with the joins that are needed. */
export const fromOf = ({ from, joins }: Collection, needs: Iterable<string>): Sql => {
  const needed = new Set(needs);
  return sql.join(
    [from, ...Object.entries(joins).flatMap(([name, join]) => (needed.has(name) ? [join] : []))],
    sql` `,
  );
};

export const idOf = ({ node, rowId }: Collection): Sql => globalIdSql(node, rowId);
