import { defineEntity, p } from '@mikro-orm/core';
import type { Geometry } from 'geojson';
import { key } from '../key.ts';
import { Source } from '../sources/source.entity.ts';

export const placeKinds = [
  'PROVINCE',
  'CITY',
  'URBAN_DISTRICT',
  'DISTRICT',
  'TOWN',
  'COMMUNE',
  'WARD',
  'TOWNSHIP',
  'SPECIAL_ZONE',
] as const;

export const geometryAccuracies = ['OFFICIAL', 'SURVEYED', 'COMMUNE_UNION', 'APPROXIMATE'] as const;

/** A place as it was from one day to another: the same code can name another place before 2025-07-01. */
export const Place = defineEntity({
  name: 'Place',
  tableName: 'place',
  properties: {
    id: key(),
    code: p.text().nullable(),
    slug: p.text().unique(),
    name: p.text(),
    fullName: p.text(),
    alternateNames: p.array().columnType('text[]'),
    kind: p.enum(placeKinds),
    validFrom: p.date().nullable(),
    validUntil: p.date().nullable(),
    /** Id of the place that it belongs to. */
    parentId: p.uuid().nullable(),
    lat: p.double().nullable(),
    lon: p.double().nullable(),
    areaKm2: p.decimal('number').precision(10).scale(2).fieldName('area_km2').nullable(),
    geometry: p.json<Geometry>().nullable(),
    geometryAccuracy: p.enum(geometryAccuracies).nullable(),
    /** Null where the hub has drawn it itself. */
    geometrySource: () => p.manyToOne(Source).ref().nullable(),
    source: () => p.manyToOne(Source).ref(),
  },
});

export const PlaceSuccession = defineEntity({
  name: 'PlaceSuccession',
  tableName: 'place_succession',
  properties: {
    id: key(),
    predecessor: () => p.manyToOne(Place).ref(),
    successor: () => p.manyToOne(Place).ref(),
    isPart: p.boolean(),
    note: p.text().nullable(),
    source: () => p.manyToOne(Source).ref(),
  },
});
