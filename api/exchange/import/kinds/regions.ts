import {
  GeographicalIndication,
  Region,
  RegionCommune,
  RegionFigure,
  regionLevels,
} from '../../../register/regions/region.entity.ts';
import { by, bySlug, type Kind } from '../kind.ts';

export const geographicalIndications: Kind = {
  name: 'geographical indication',
  entity: GeographicalIndication,
  tables: ['geographical_indications.csv'],
  key: bySlug,
  own: { slug: bySlug },
  read: (cells) => ({
    slug: cells.slug('slug'),
    name: cells.text('name'),
    number: cells.optional('number'),
    decisionAsWritten: cells.optional('decision_as_written'),
    registeredOn: cells.optionalDay('registered_on'),
    note: cells.optional('note'),
    source: cells.reference('source', 'source'),
  }),
};

/** Its communes, and a geometry where none was surveyed, follow from the places that the row names: regions.ts. */
export const regions: Kind = {
  name: 'region',
  entity: Region,
  tables: ['regions.csv'],
  key: bySlug,
  own: { slug: bySlug },
  read: (cells) => ({
    slug: cells.slug('slug'),
    name: cells.text('name'),
    material: cells.reference('material', 'material'),
    level: cells.choice('level', regionLevels),
    communesAsWritten: cells.optional('places_as_written'),
    geographicalIndication: cells.optionalReference('geographical_indication', 'geographical indication'),
    plantingAreaCodes: cells.list('planting_area_codes'),
    note: cells.optional('note'),
    source: cells.reference('source', 'source'),
  }),
  mentions: (cells) => {
    const places = cells.references('places', 'place');
    if (!places?.length)
      cells.refuse('places', 'is empty – name communes, or former communes, districts or provinces');
    return { places: places ?? [] };
  },
};

/** In no table of its own: see regions.ts. */
export const regionCommunes: Kind = {
  name: 'region commune',
  entity: RegionCommune,
  tables: [],
  key: by('region', 'place'),
  read: () => ({}),
};

export const regionFigures: Kind = {
  name: 'region figure',
  entity: RegionFigure,
  tables: ['region_figures.csv'],
  key: by('region', 'position'),
  read: (cells) => ({
    region: cells.reference('region', 'region'),
    position: cells.whole('position', 1),
    asOf: cells.partialDate('as_of'),
    hectares: cells.decimal('hectares', [0.01, 10_000_000]),
    hectaresNote: cells.optional('hectares_note'),
    outputTonnes: cells.decimal('output_tonnes', [0.01, 100_000_000]),
    yield: cells.optional('yield'),
    plantingAreaCodes: cells.optional('planting_area_codes'),
    certificates: cells.optional('certificates'),
    note: cells.optional('note'),
    source: cells.reference('source', 'source'),
  }),
};
