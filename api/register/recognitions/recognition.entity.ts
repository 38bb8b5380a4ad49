import { defineEntity, p } from '@mikro-orm/core';
import { key } from '../key.ts';
import { Product } from '../products/product.entity.ts';
import { Source } from '../sources/source.entity.ts';
import { Taxonomy } from '../taxonomies/taxonomy.entity.ts';

export const recognitionKinds = ['FIRST', 'UPGRADE', 'RE_EVALUATION'] as const;
export const evidenceLevels = [
  'SIGNED_DECISION',
  'OFFICIAL_NEWS',
  'COUNCIL_RESULT',
  'ASSESSED_ONLY',
] as const;

/** A dated outcome for a product. Whether it is in force on a day is derived, never stored. */
export const Recognition = defineEntity({
  name: 'Recognition',
  tableName: 'recognition',
  properties: {
    id: key(),
    code: p.text().unique(),
    product: () => p.manyToOne(Product).ref(),
    kind: p.enum(recognitionKinds),
    nameAsWritten: p.text().nullable(),
    stars: p.integer().nullable(),
    score: p.decimal('number').precision(5).scale(2).nullable(),
    scoreAsPublished: p.text().nullable(),
    potentialFiveStar: p.boolean().default(false),
    decisionNumber: p.text().nullable(),
    issuingAuthority: p.text().nullable(),
    round: p.text().nullable(),
    taxonomy: () => p.manyToOne(Taxonomy).ref().nullable(),
    /** As precise as published: `2024`, `2024-07` or `2024-07-29`. */
    issued: p.text().nullable(),
    /** Only where `issued` names the day. */
    issuedOn: p.date().nullable(),
    validUntil: p.date().nullable(),
    extendedUntil: p.date().nullable(),
    revokedOn: p.date().nullable(),
    revocationReason: p.text().nullable(),
    supersededOn: p.date().nullable(),
    /** Id of the recognition that took its place. */
    supersededById: p.uuid().nullable(),
    evidence: p.enum(evidenceLevels),
    note: p.text().nullable(),
    source: () => p.manyToOne(Source).ref(),
    otherSourceIds: p.array().columnType('uuid[]'),
  },
});
