import { ProductSet, Sector, sectorCodes, Taxonomy } from '../../../register/taxonomies/taxonomy.entity.ts';
import { by, byCode, type Kind } from '../kind.ts';

export const taxonomies: Kind = {
  name: 'taxonomy',
  entity: Taxonomy,
  tables: ['taxonomies.csv'],
  key: byCode,
  own: { code: byCode },
  read: (cells) => ({
    code: cells.text('code'),
    title: cells.text('title'),
    validFrom: cells.day('valid_from'),
    validUntil: cells.optionalDay('valid_until'),
    source: cells.reference('source', 'source'),
  }),
};

export const sectors: Kind = {
  name: 'sector',
  entity: Sector,
  tables: ['sectors.csv'],
  key: by('taxonomy', 'code'),
  own: { code: by('taxonomy', 'code') },
  read: (cells) => ({
    taxonomy: cells.reference('taxonomy', 'taxonomy'),
    code: cells.choice('code', sectorCodes),
    numeral: cells.text('numeral'),
    position: cells.whole('position', 1),
    nameVi: cells.text('name_vi'),
    nameEn: cells.text('name_en'),
  }),
};

export const productSets: Kind = {
  name: 'product set',
  entity: ProductSet,
  tables: ['product_sets.csv'],
  key: by('taxonomy', 'number'),
  own: { number: by('taxonomy', 'number') },
  read(cells, { known, document }) {
    const code = cells.text('taxonomy');
    const taxonomy = cells.reference('taxonomy', 'taxonomy');
    const number = cells.whole('number', 1);
    const sector = cells.text('sector');
    const [sectorId] = known.find('sector', `${taxonomy} ${sector}`);
    if (!sectorId) cells.refuse('sector', `"${sector}" is no sector of ${code} – see sectors.csv`);
    return {
      taxonomy,
      number,
      sector: sectorId,
      key: cells.text('key'),
      groupVi: cells.optional('group_vi'),
      groupEn: cells.optional('group_en'),
      nameVi: cells.text('name_vi'),
      nameEn: cells.text('name_en'),
      leadAgencies: cells.list('lead_agencies'),
      criteria: criteriaOf(document(`criteria-${code.replace('/', '-')}.json`), number),
    };
  },
};

interface CriteriaDocument {
  sets: readonly { no: number; parts: unknown }[];
}

function criteriaOf(document: unknown, number: number): unknown {
  return (document as CriteriaDocument | undefined)?.sets.find(({ no }) => no === number);
}
