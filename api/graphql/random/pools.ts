import type { Pools } from './random-query.ts';

/** Values that are in the register, so that random queries find what they ask for. */
export async function realValues(ask: (query: string) => Promise<unknown>): Promise<Pools> {
  const data = (await ask(`{
      products(first: 40) { nodes { id slug code recognitions { id code } } }
      producers(first: 20) { nodes { id slug name } }
      regions(first: 16) { nodes { id slug } }
      places(first: 30) { nodes { id slug code name } }
      dataset { materials { slug } }
    }`)) as Record<string, { nodes: Record<string, string>[] }>;
  const of = (list: string, field: string) =>
    (data[list]?.nodes ?? []).map((node) => node[field]).filter((value) => value != null);
  const materials = (data['dataset'] as unknown as { materials: { slug: string }[] }).materials.map(
    ({ slug }) => slug,
  );
  const polygon = {
    type: 'Polygon',
    coordinates: [
      [
        [108, 12.5],
        [108.4, 12.5],
        [108.4, 12.9],
        [108, 12.9],
        [108, 12.5],
      ],
    ],
  };
  const ids = [
    ...of('products', 'id'),
    ...of('producers', 'id'),
    ...of('regions', 'id'),
    ...of('places', 'id'),
  ];
  return {
    references: {
      'ProductRef.id': of('products', 'id'),
      'ProductRef.slug': of('products', 'slug'),
      'ProductRef.code': of('products', 'code'),
      'VerdictRef.id': of('products', 'id'),
      'VerdictRef.slug': of('products', 'slug'),
      'VerdictRef.code': [...of('products', 'code'), 'ABCDEFGH', '123/QĐ-UBND'],
      'ProducerRef.id': of('producers', 'id'),
      'ProducerRef.slug': of('producers', 'slug'),
      'RegionRef.id': of('regions', 'id'),
      'RegionRef.slug': of('regions', 'slug'),
      'PlaceRef.id': of('places', 'id'),
      'PlaceRef.slug': of('places', 'slug'),
      'PlaceRef.code': of('places', 'code'),
    },
    values: {
      id: ids,
      ids,
      first: [1, 2, 3, 4],
      last: [1, 2],
      stars: [3, 4, 5],
      productSet: [1, 2, 3, 10, 26],
      year: [2022, 2024, 2025],
      material: [...materials, 'không có'],
      numbers: [...of('products', 'code'), ...of('products', 'slug'), 'ABCDEFGH'],
      text: [
        'ca phe',
        'sầu riêng',
        'Krông Pắc',
        'mat ong',
        'ca cao',
        'mac ca',
        ...of('producers', 'name').slice(0, 5),
      ],
      simplify: [0, 50, 1_000.5],
      lat: [12.6667, 12.7, 13.1],
      lon: [108.05, 108.4, 107.9],
      km: [1, 25.5, 100],
      withinKm: [1, 25.5, 100],
      bbox: [12.5, 108],
      polygon: [polygon],
      geometry: [polygon],
      recordedAt: [new Date().toISOString()],
    },
    scalars: {
      Date: ['2026-11-24', '2024-07-01', '2023-12-31', '2019-01-01', '2031-02-28'],
      DateTime: ['2026-01-01T00:00:00+07:00', '2020-01-01T00:00:00Z'],
      PartialDate: ['2024', '2024-07', '2024-07-29'],
      Boolean: [true, false],
      Int: [1, 3, 10],
      Float: [1, 12.5, 100],
      String: ['a', 'Đắk Lắk', '%'],
      GeoJSON: [polygon],
    },
  };
}
