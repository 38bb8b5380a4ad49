import { defineEntity, p } from '@mikro-orm/core';
import { key } from '../key.ts';

export const Source = defineEntity({
  name: 'Source',
  tableName: 'source',
  properties: {
    id: key(),
    slug: p.text().unique(),
    title: p.text(),
    publisher: p.text().nullable(),
    url: p.text().nullable(),
    otherUrls: p.array().columnType('text[]'),
    language: p.text(),
    reliability: p.enum(['HIGH', 'MEDIUM', 'LOW']),
    retrievedOn: p.date(),
    note: p.text().nullable(),
  },
});
