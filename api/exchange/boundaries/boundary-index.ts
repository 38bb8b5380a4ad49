import type { SqlEntityManager } from '@mikro-orm/sql';
import type { Territory } from '../../register/places/territory.rules.ts';
import { placeKey, producerKeys, productKey } from '../sheets/names.rules.ts';

/** What a file of borders is compared with. */
export interface BoundaryIndex {
  units: readonly KnownUnit[];
  zones: readonly KnownZone[];
  /** What a new zone may grow, and what is made of it. */
  materials: readonly KnownMaterial[];
  products: readonly MadeProduct[];
}

export interface KnownMaterial {
  id: string;
  slug: string;
  name: string;
  nameEn: string;
}

export interface MadeProduct {
  id: string;
  code: string;
  officialCode: string | null;
  name: string;
  keys: readonly string[];
  /** Whose it is, by each name and without the kind of business; and by slug. */
  producer: string | null;
  producerNames: readonly ReturnType<typeof producerKeys>[];
  /** Ids of the materials that it is said to be made of. */
  materials: readonly string[];
}

interface Drawn {
  id: string;
  slug: string;
  name: string;
  fullName: string;
  /** By what it is found: its names, alike in all but spelling. */
  keys: readonly string[];
  geometry: Territory | null;
  accuracy: string | null;
  point: { lon: number; lat: number } | null;
  areaKm2: number | null;
}

/** A commune, ward, township or special zone, of today or of before 2025-07-01. */
export interface KnownUnit extends Drawn {
  code: string | null;
  kind: string;
  isToday: boolean;
  /** The units of today that took in any part of it. */
  successors: readonly string[];
}

/** A raw-material zone. */
export interface KnownZone extends Drawn {
  /** The newest published area of what is planted, not of what is drawn. */
  hectares: number | null;
  materialId: string;
}

export async function indexBoundaries(em: SqlEntityManager): Promise<BoundaryIndex> {
  const ask = async <Row>(sql: string) => (await em.execute(sql)) as unknown as Row[];
  const units = await ask<KnownUnit & Names & Spot>(`
    select id, code, slug, name, full_name as "fullName", kind, valid_until is null as "isToday",
      array_prepend(name, alternate_names) as names, lat, lon, area_km2::float8 as "areaKm2",
      case when valid_until is null then geometry end as geometry, geometry_accuracy as accuracy,
      array(select current.full_name from place_succession join place current on current.id = successor_id
        where predecessor_id = place.id order by current.slug) as successors
    from place where kind in ('COMMUNE', 'WARD', 'TOWNSHIP', 'SPECIAL_ZONE') order by slug`);
  const zones = await ask<KnownZone & Names>(`
    select id, slug, name, name as "fullName", array[name] as names, geometry, geometry_accuracy as accuracy,
      geometry_area_km2::float8 as "areaKm2", material_id as "materialId", (
        select hectares::float8 from region_figure where region_id = region.id and hectares is not null
        order by as_of desc nulls last, position limit 1) as hectares
    from region order by slug`);
  const materials = await ask<KnownMaterial>(
    `select id, slug, name, name_en as "nameEn" from material order by slug`,
  );
  const products = await ask<
    Omit<MadeProduct, 'keys' | 'producerNames'> & Names & { producerNames: string[] | null }
  >(`
    select product.id, product.code, product.official_code as "officialCode", product.name,
      array_prepend(product.name, product.alternate_names) as names, producer.slug as producer,
      array_prepend(producer.name, producer.alternate_names) as "producerNames",
      array(select distinct material_id from material_source where product_id = product.id) as materials
    from product left join producer on producer.id = producer_id order by product.code`);
  return {
    units: units.map(({ names, lat, lon, ...unit }) => ({
      ...unit,
      keys: names.map(placeKey),
      point: lat === null || lon === null ? null : { lat, lon },
    })),
    zones: zones.map(({ names, ...zone }) => ({ ...zone, keys: names.map(placeKey), point: null })),
    materials,
    products: products.map(({ names, producerNames, ...product }) => ({
      ...product,
      keys: names.map(productKey),
      producerNames: (producerNames ?? []).flatMap((name) => (name === null ? [] : producerKeys(name))),
    })),
  };
}

interface Names {
  names: readonly string[];
}
interface Spot {
  lat: number | null;
  lon: number | null;
}
