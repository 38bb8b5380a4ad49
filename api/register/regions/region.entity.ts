import { defineEntity, p } from '@mikro-orm/core';
import type { MultiPolygon, Polygon } from 'geojson';
import { key } from '../key.ts';
import { Material } from '../materials/material.entity.ts';
import { geometryAccuracies, Place } from '../places/place.entity.ts';
import { Producer } from '../producers/producer.entity.ts';
import { Source } from '../sources/source.entity.ts';

export const regionLevels = [
  'PROVINCE',
  'DISTRICT',
  'COMMUNE',
  'COOPERATIVE',
  'GEOGRAPHICAL_INDICATION',
] as const;

export const GeographicalIndication = defineEntity({
  name: 'GeographicalIndication',
  tableName: 'geographical_indication',
  properties: {
    id: key(),
    slug: p.text().unique(),
    name: p.text(),
    number: p.text().nullable(),
    decisionAsWritten: p.text().nullable(),
    registeredOn: p.date().nullable(),
    note: p.text().nullable(),
    source: () => p.manyToOne(Source).ref(),
  },
});

/** A document that lets one producer use the indication: being inside its area is not enough. */
export const GeographicalIndicationRight = defineEntity({
  name: 'GeographicalIndicationRight',
  tableName: 'geographical_indication_right',
  properties: {
    id: key(),
    geographicalIndication: () => p.manyToOne(GeographicalIndication).ref(),
    producer: () => p.manyToOne(Producer).ref(),
    documentNumber: p.text().nullable(),
    validFrom: p.date().nullable(),
    validUntil: p.date().nullable(),
    source: () => p.manyToOne(Source).ref(),
  },
});

/** "Vùng nguyên liệu": where a raw material is grown. Its rings are kept beside it by the database. */
export const Region = defineEntity({
  name: 'Region',
  tableName: 'region',
  properties: {
    id: key(),
    slug: p.text().unique(),
    name: p.text(),
    material: () => p.manyToOne(Material).ref(),
    level: p.enum(regionLevels),
    communesAsWritten: p.text().nullable(),
    geometry: p.json<Polygon | MultiPolygon>(),
    geometryAccuracy: p.enum(geometryAccuracies),
    /** Null where it follows from its communes. */
    geometrySource: () => p.manyToOne(Source).ref().nullable(),
    geometryAreaKm2: p.decimal('number').precision(10).scale(2).fieldName('geometry_area_km2'),
    geographicalIndication: () => p.manyToOne(GeographicalIndication).ref().nullable(),
    /** Opaque: they change form by market and year. */
    plantingAreaCodes: p.array().columnType('text[]'),
    note: p.text().nullable(),
    source: () => p.manyToOne(Source).ref(),
  },
});

export const RegionCommune = defineEntity({
  name: 'RegionCommune',
  tableName: 'region_commune',
  properties: {
    id: key(),
    region: () => p.manyToOne(Region).ref(),
    place: () => p.manyToOne(Place).ref(),
  },
});

/** What one report said of a region at one time; reports are kept side by side. */
export const RegionFigure = defineEntity({
  name: 'RegionFigure',
  tableName: 'region_figure',
  properties: {
    id: key(),
    region: () => p.manyToOne(Region).ref(),
    position: p.integer(),
    asOf: p.text().nullable(),
    hectares: p.decimal('number').precision(12).scale(2).nullable(),
    hectaresNote: p.text().nullable(),
    outputTonnes: p.decimal('number').precision(14).scale(2).nullable(),
    yield: p.text().nullable(),
    plantingAreaCodes: p.text().nullable(),
    certificates: p.text().nullable(),
    note: p.text().nullable(),
    source: () => p.manyToOne(Source).ref(),
  },
});
