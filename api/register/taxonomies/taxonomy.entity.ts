import { defineEntity, p } from '@mikro-orm/core';
import { key } from '../key.ts';
import { Source } from '../sources/source.entity.ts';

export const sectorCodes = [
  'FOOD',
  'DRINK',
  'MEDICINAL',
  'HANDICRAFT',
  'ORNAMENTAL',
  'TOURISM',
  // Of the taxonomy of 2019 only:
  'HERBAL',
  'TEXTILE',
  'SOUVENIR_AND_INTERIOR',
  'RURAL_TOURISM_AND_SALES',
] as const;

/** A legal version of sectors, groups and product sets, with the days on which it applies. */
export const Taxonomy = defineEntity({
  name: 'Taxonomy',
  tableName: 'taxonomy',
  properties: {
    id: key(),
    code: p.text().unique(),
    title: p.text(),
    validFrom: p.date(),
    validUntil: p.date().nullable(),
    source: () => p.manyToOne(Source).ref(),
  },
});

export const Sector = defineEntity({
  name: 'Sector',
  tableName: 'sector',
  properties: {
    id: key(),
    taxonomy: () => p.manyToOne(Taxonomy).ref(),
    code: p.enum(sectorCodes),
    numeral: p.text(),
    position: p.integer(),
    nameVi: p.text(),
    nameEn: p.text(),
  },
});

/** "Bộ sản phẩm": the family of products that one set of criteria scores. */
export const ProductSet = defineEntity({
  name: 'ProductSet',
  tableName: 'product_set',
  properties: {
    id: key(),
    taxonomy: () => p.manyToOne(Taxonomy).ref(),
    sector: () => p.manyToOne(Sector).ref(),
    number: p.integer(),
    key: p.text(),
    groupVi: p.text().nullable(),
    groupEn: p.text().nullable(),
    nameVi: p.text(),
    nameEn: p.text(),
    leadAgencies: p.array().columnType('text[]'),
    /** Parts, sections and criteria with their points, as published. */
    criteria: p.json<unknown>().nullable(),
  },
});
