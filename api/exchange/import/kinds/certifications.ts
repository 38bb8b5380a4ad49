import { Certification } from '../../../register/certifications/certification.entity.ts';
import { bySlug, type Kind } from '../kind.ts';

export const certifications: Kind = {
  name: 'certification',
  entity: Certification,
  tables: ['certifications.csv'],
  key: bySlug,
  own: { slug: bySlug },
  read(cells) {
    const holders = {
      product: cells.optionalReference('product', 'product'),
      producer: cells.optionalReference('producer', 'producer'),
      region: cells.optionalReference('region', 'region'),
    };
    if (Object.values(holders).filter(Boolean).length !== 1) {
      cells.refuse('product', 'producer, region: fill exactly one – a certificate has one holder');
    }
    return {
      slug: cells.slug('slug'),
      scheme: cells.text('scheme'),
      number: cells.optional('number'),
      scope: cells.optional('scope'),
      issuer: cells.optional('issuer'),
      issued: cells.partialDate('issued'),
      validUntil: cells.optionalDay('valid_until'),
      note: cells.optional('note'),
      ...holders,
      source: cells.reference('source', 'source'),
    };
  },
};
