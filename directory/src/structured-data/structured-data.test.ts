import { join } from 'node:path';
import type { Feature, MultiPolygon } from 'geojson';
import { expect, test } from 'vitest';
import { tables } from '../../../api/exchange/exports/tables.rules.ts';
import { MOST_VERTICES, shapeOf } from './shape.ts';
import { redecideGraph } from './redecide-graph.ts';

process.env['HUB_SNAPSHOT'] = join(import.meta.dirname, '../data/fixture.json');
const register = await import('../data/register.ts');
const nodes = await import('./nodes.ts');
const described = { lang: 'vi', origin: 'https://ocop.example' } as const;

test('a shape is the outer ring of the largest part, closed, in at most 50 vertices, latitude first', () => {
  const round = (lon: number, lat: number, radius: number) => {
    const ring = Array.from({ length: 400 }, (_, i) => {
      const angle = (i / 400) * 2 * Math.PI;
      return [lon + radius * Math.cos(angle), lat + radius * Math.sin(angle)];
    });
    return [[...ring, ring[0] as number[]]];
  };
  const zone: Feature<MultiPolygon>['geometry'] = {
    type: 'MultiPolygon',
    coordinates: [round(109, 13, 0.01), round(108, 12, 0.2)],
  };
  const numbers = (shapeOf(zone) ?? '').split(' ').map(Number);
  expect(numbers.length / 2).toBeLessThanOrEqual(MOST_VERTICES);
  expect(numbers.slice(0, 2)).toEqual(numbers.slice(-2));
  for (let i = 0; i < numbers.length; i += 2) {
    expect(Math.abs((numbers[i] ?? 0) - 12)).toBeLessThan(0.21);
    expect(Math.abs((numbers[i + 1] ?? 0) - 108)).toBeLessThan(0.21);
  }
  expect(shapeOf(null)).toBeNull();
  expect(shapeOf({ type: 'Point', coordinates: [108, 12] })).toBeNull();
});

test('only what is in force on the day of the build is active, and its last day is told', () => {
  const [node] = nodes.productNodes(register.product({ slug: 'ca-bo-da-rim-mat-ong' })!, described);
  expect(node).toMatchObject({
    '@type': 'Product',
    hasCertification: {
      certificationStatus: 'https://schema.org/CertificationActive',
      expires: '2027-07-29',
    },
  });
  const council = register.product({ slug: 'ba-roi-mot-nang-thuy-lieu' })!;
  expect(nodes.productNodes(council, described)[0]).not.toHaveProperty('hasCertification');
});

test('a page of yesterday tells machines of today what it tells people', () => {
  const product = register.product({ slug: 'ca-bo-da-rim-mat-ong' })!;
  for (const lang of ['vi', 'en'] as const) {
    const graph = () =>
      nodes.productNodes(product, { ...described, lang }) as Parameters<typeof redecideGraph>[0];
    const factsOf = (slug: string) => (slug === product.slug ? product.recognitions : undefined);
    const [lastDay, dayAfter] = [graph(), graph()];
    expect(redecideGraph(lastDay, { day: '2027-07-29', lang, factsOf })).toBe(false);
    expect(redecideGraph(dayAfter, { day: '2027-07-30', lang, factsOf })).toBe(true);
    expect(dayAfter).toMatchObject([
      {
        additionalProperty: { value: 'EXPIRED' },
        hasCertification: { certificationStatus: 'https://schema.org/CertificationInactive' },
      },
    ]);
    const inForce = /còn hiệu lực đến|in force until/;
    expect(JSON.stringify(lastDay)).toMatch(inForce);
    expect(JSON.stringify(dayAfter)).not.toMatch(inForce);
    expect(JSON.stringify(dayAfter)).toContain(
      lang === 'vi' ? 'Tính đến ngày 30/07/2027' : 'As of 30 July 2027',
    );
  }
});

test('a certification of which the page holds no facts ends by its own last day', () => {
  const graph = [
    {
      hasCertification: {
        certificationStatus: 'https://schema.org/CertificationActive',
        expires: '2027-07-29',
      },
    },
  ];
  const now = { lang: 'vi', factsOf: () => undefined } as const;
  expect(redecideGraph(graph, { ...now, day: '2027-07-29' })).toBe(false);
  expect(redecideGraph(graph, { ...now, day: '2027-07-30' })).toBe(true);
  expect(graph[0]?.hasCertification.certificationStatus).toMatch(/CertificationInactive$/);
});

test('a producer is named without anything of a household but its commune', () => {
  for (const producer of register.producers) {
    const node = nodes.producerNode(producer, described);
    expect(Object.keys(node)).not.toEqual(expect.arrayContaining(['telephone', 'email', 'taxID']));
    expect(JSON.stringify(node)).not.toContain('streetAddress');
  }
});

test('the data set says how to get it, under which licence', () => {
  const node = nodes.datasetNode(described) as unknown as {
    license: string;
    distribution: { contentUrl: string }[];
  };
  expect(node.license).toMatch(/creativecommons/);
  expect(node.distribution.length).toBeGreaterThan(3);
  for (const { contentUrl } of node.distribution) expect(contentUrl).toMatch(/^https:\/\/ocop\.example\//);
});

test('the page about the data names every list, its files and its columns, in both languages', () => {
  for (const lang of ['vi', 'en'] as const) {
    const graph = nodes.dataNodes({ ...described, lang }) as unknown as {
      '@type': string;
      '@id': string;
      name: string;
      description: string;
      dateModified: string;
      dataset?: { '@id': string }[];
      variableMeasured?: { name: string }[];
      distribution?: { contentUrl: string; encodingFormat: string }[];
    }[];
    const lists = graph.filter((node) => node.variableMeasured);
    const catalogue = graph.find((node) => node['@type'] === 'DataCatalog');
    expect(catalogue?.dataset?.map((one) => one['@id'])).toEqual(lists.map((one) => one['@id']));
    expect(lists).toHaveLength(tables.length);
    for (const [index, { name, formats, columns, title }] of tables.entries()) {
      const node = lists[index]!;
      expect(node.name).toContain(title[lang]);
      expect(node.description.length).toBeGreaterThan(50);
      expect(node.dateModified).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
      expect(node.distribution?.map(({ contentUrl }) => contentUrl)).toEqual(
        formats.map((format) => `https://ocop.example/export/${name}.${format}`),
      );
      expect(node.variableMeasured?.map((one) => one.name)).toEqual(
        expect.arrayContaining(columns.map(({ heading }) => heading[lang])),
      );
    }
  }
});

test('a breadcrumb leads from home to the page', () => {
  const node = nodes.breadcrumbNode(
    { path: '/nguyen-lieu/ca-phe/', section: 'materials', name: 'Cà phê' },
    described,
  ) as unknown as { itemListElement: { name: string; item: string }[] };
  expect(node.itemListElement.map(({ item }) => item)).toEqual([
    'https://ocop.example/',
    'https://ocop.example/vung-nguyen-lieu/',
    'https://ocop.example/nguyen-lieu/',
    'https://ocop.example/nguyen-lieu/ca-phe/',
  ]);
});
