import { Source } from '../../../register/sources/source.entity.ts';
import { bySlug, type Kind } from '../kind.ts';

export const sources: Kind = {
  name: 'source',
  entity: Source,
  tables: ['sources.csv'],
  key: bySlug,
  own: { slug: bySlug },
  read: (cells) => ({
    slug: cells.slug('slug'),
    title: cells.text('title'),
    publisher: cells.optional('publisher'),
    url: cells.address('url'),
    otherUrls: cells.addresses('other_urls'),
    language: cells.text('language'),
    reliability: cells.choice('reliability', ['HIGH', 'MEDIUM', 'LOW']),
    retrievedOn: cells.day('retrieved_on'),
    note: cells.optional('note'),
  }),
};
