import { defineEntity, p } from '@mikro-orm/core';
import { key } from '../key.ts';

export const Material = defineEntity({
  name: 'Material',
  tableName: 'material',
  properties: { id: key(), slug: p.text().unique(), name: p.text(), nameEn: p.text() },
});
