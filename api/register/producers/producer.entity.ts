import { defineEntity, p } from '@mikro-orm/core';
import { key } from '../key.ts';
import { Place } from '../places/place.entity.ts';
import { Source } from '../sources/source.entity.ts';
import { legalForms } from './legal-forms.rules.ts';

export const Producer = defineEntity({
  name: 'Producer',
  tableName: 'producer',
  properties: {
    id: key(),
    slug: p.text().unique(),
    name: p.text(),
    alternateNames: p.array().columnType('text[]'),
    legalForm: p.enum(legalForms).nullable(),
    place: () => p.manyToOne(Place).ref().nullable(),
    formerPlace: () => p.manyToOne(Place).ref().nullable(),
    addressAsWritten: p.text().nullable(),
    website: p.text().nullable(),
    note: p.text().nullable(),
    source: () => p.manyToOne(Source).ref(),
  },
});

/** A contact that its owner agreed to publish, and may take back. */
export const ProducerContact = defineEntity({
  name: 'ProducerContact',
  tableName: 'producer_contact',
  properties: {
    id: key(),
    producer: () => p.manyToOne(Producer).ref(),
    kind: p.enum(['PHONE', 'EMAIL', 'ZALO', 'SHOP']),
    value: p.text(),
    consentRecordedOn: p.date(),
    consentWithdrawnOn: p.date().nullable(),
    source: () => p.manyToOne(Source).ref(),
  },
});

/** What no public type, export, page or log may hold (domain.md §9.2). */
export const ProducerRestricted = defineEntity({
  name: 'ProducerRestricted',
  tableName: 'producer_restricted',
  properties: {
    producerId: p.uuid().primary(),
    taxCode: p.text().nullable(),
    representativeName: p.text().nullable(),
    representativeTitle: p.text().nullable(),
    representativeSex: p.text().nullable(),
    representativeEthnicity: p.text().nullable(),
    representativeDisability: p.boolean().nullable(),
    phone: p.text().nullable(),
    email: p.text().nullable(),
    homeAddress: p.text().nullable(),
    homeLat: p.double().nullable(),
    homeLon: p.double().nullable(),
  },
});
