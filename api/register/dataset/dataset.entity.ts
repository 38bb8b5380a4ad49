import { defineEntity, p } from '@mikro-orm/core';
import { key } from '../key.ts';
import { Place } from '../places/place.entity.ts';
import { Source } from '../sources/source.entity.ts';

/** What the whole register is, said plainly: from what it was compiled, and whether it is official. */
export const Dataset = defineEntity({
  name: 'Dataset',
  tableName: 'dataset',
  properties: {
    id: key(),
    slug: p.text().unique(),
    titleVi: p.text(),
    titleEn: p.text(),
    statementVi: p.text(),
    statementEn: p.text(),
    isOfficial: p.boolean(),
    compiledOn: p.date(),
    licence: p.text(),
    licenceUrl: p.text(),
    attribution: p.text(),
    province: () => p.manyToOne(Place).ref(),
  },
});

/** A count that somebody published, kept as published. */
export const PublishedTotal = defineEntity({
  name: 'PublishedTotal',
  tableName: 'published_total',
  properties: {
    id: key(),
    position: p.integer().unique(),
    asOf: p.text().nullable(),
    scope: p.text(),
    total: p.integer().nullable(),
    isIncrease: p.boolean(),
    fiveStar: p.integer().nullable(),
    potentialFiveStar: p.integer().nullable(),
    fourStar: p.integer().nullable(),
    threeStar: p.integer().nullable(),
    producers: p.integer().nullable(),
    note: p.text().nullable(),
    source: () => p.manyToOne(Source).ref(),
  },
});

export const PlanTarget = defineEntity({
  name: 'PlanTarget',
  tableName: 'plan_target',
  properties: {
    id: key(),
    position: p.integer().unique(),
    plan: p.text(),
    period: p.text(),
    territory: p.text(),
    indicatorVi: p.text(),
    indicatorEn: p.text(),
    comparison: p.text(),
    value: p.decimal('number'),
    unit: p.text(),
    note: p.text().nullable(),
    source: () => p.manyToOne(Source).ref(),
  },
});
