import { Place, PlaceSuccession, placeKinds } from '../../../register/places/place.entity.ts';
import { by, bySlug, type Kind, type Values } from '../kind.ts';

const isToday = ({ validUntil }: Values) => validUntil === null || validUntil === undefined;

export const places: Kind = {
  name: 'place',
  entity: Place,
  tables: ['places.csv', 'places_before_2025-07-01.csv'],
  key: bySlug,
  after: 'parentId',
  own: {
    slug: bySlug,
    // Before 2025-07-01 the same code could mean another place: only today's code names one.
    code: (values) => (isToday(values) ? (values['code'] as string | null) : null),
  },
  shared: (values) => (isToday(values) ? [String(values['fullName'])] : []),
  read(cells) {
    const validFrom = cells.optionalDay('valid_from');
    const validUntil = cells.optionalDay('valid_until');
    if (validFrom && validUntil && validUntil <= validFrom)
      cells.refuse('valid_until', 'is not after valid_from');
    const lat = cells.decimal('lat', [-90, 90]);
    const lon = cells.decimal('lon', [-180, 180]);
    if ((lat === null) !== (lon === null)) cells.refuse('lon', 'and lat go together – fill both or neither');
    return {
      code: cells.optional('code'),
      slug: cells.slug('slug'),
      name: cells.text('name'),
      fullName: cells.text('full_name'),
      alternateNames: cells.list('alternate_names'),
      kind: cells.choice('kind', placeKinds),
      validFrom,
      validUntil,
      parentId: cells.optionalReference('parent', 'place'),
      lat,
      lon,
      areaKm2: cells.decimal('area_km2', [0.01, 1_000_000]),
      source: cells.reference('source', 'source'),
    };
  },
};

export const successions: Kind = {
  name: 'succession',
  entity: PlaceSuccession,
  tables: ['successions.csv'],
  key: by('predecessor', 'successor'),
  read(cells) {
    const predecessor = cells.reference('former', 'place');
    const successor = cells.reference('current', 'place');
    if (predecessor && predecessor === successor) cells.refuse('current', 'is the former place itself');
    return {
      predecessor,
      successor,
      isPart: cells.choice('extent', ['WHOLE', 'PART']) === 'PART',
      note: cells.optional('note'),
      source: cells.reference('source', 'source'),
    };
  },
};
