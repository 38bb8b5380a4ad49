import { legalForms } from '../../../register/producers/legal-forms.rules.ts';
import { Producer } from '../../../register/producers/producer.entity.ts';
import { bySlug, type Kind } from '../kind.ts';

export const producers: Kind = {
  name: 'producer',
  entity: Producer,
  tables: ['producers.csv'],
  key: bySlug,
  own: { slug: bySlug },
  shared: (values) => [String(values['name'])],
  read(cells) {
    const legalForm = cells.optionalChoice('legal_form', legalForms);
    const addressAsWritten = cells.optional('address_as_written');
    if (addressAsWritten && legalForm === 'HOUSEHOLD_BUSINESS') {
      cells.refuse(
        'address_as_written',
        'is filled for a household – its address is where somebody lives: leave it empty',
      );
    }
    return {
      slug: cells.slug('slug'),
      name: cells.text('name'),
      alternateNames: cells.list('alternate_names'),
      legalForm,
      place: cells.optionalReference('place', 'place'),
      formerPlace: cells.optionalReference('former_place', 'place'),
      addressAsWritten,
      website: cells.address('website'),
      note: cells.optional('note'),
      source: cells.reference('source', 'source'),
    };
  },
};
