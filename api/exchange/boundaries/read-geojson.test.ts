import { describe, expect, it } from 'vitest';
import type { Remark } from '../sheets/remark.rules.ts';
import { refusalOf } from '../sheets/testing.ts';
import { readGeoJson } from './read-geojson.ts';

const file = (text: string | Uint8Array) => ({
  name: 'ranh-gioi.geojson',
  bytes: Buffer.from(text as string),
});
const collection = (...coordinates: string[]) =>
  `{"type": "FeatureCollection", "features": [\n${coordinates
    .map(
      (ring) =>
        `{"type": "Feature", "properties": {"ma_xa": 24133}, "geometry": {"type": "Polygon", "coordinates": [[${ring}]]}}`,
    )
    .join(',\n')}\n]}`;
const square = '[108, 12.6], [108.1, 12.6], [108.1, 12.7], [108, 12.6]';

const refused = (text: string | Uint8Array): Promise<Remark> =>
  refusalOf(async () => readGeoJson(file(text)));

describe('a file of borders', () => {
  it('is read with or without a byte order mark, as a collection or a single feature', () => {
    expect(readGeoJson(file(`\ufeff${collection(square)}`)).features).toHaveLength(1);
    const single = readGeoJson(
      file(
        '{"type": "Feature", "properties": null, "geometry": null, "crs": {"properties": {"name": "EPSG:3405"}}}',
      ),
    );
    expect(single).toMatchObject({ writtenSystem: 'EPSG:3405', features: [{ number: 1, geometry: null }] });
  });

  // What is wrong, where, which word tells it and how it is mended.
  it.each<[string, string | Uint8Array, Partial<Remark>, RegExp, RegExp]>([
    [
      'NaN among coordinates',
      collection(square, square.replace('12.7]', 'NaN]')),
      { code: 'JSON_BROKEN', row: 3, column: '138' },
      /“NaN” \(feature 2, coordinates 1\.3\.2\)/,
      /no NaN/,
    ],
    [
      'Infinity',
      collection(square.replace('12.7]', '-Infinity]')),
      { code: 'JSON_BROKEN', row: 2 },
      /Infinity” \(feature 1/,
      /no Infinity/,
    ],
    [
      'a comma at the end',
      collection(`${square},`),
      { code: 'JSON_BROKEN', row: 2 },
      /here stands “\]” \(feature 1, coordinates/,
      /no comma at the end/,
    ],
    [
      'a comment',
      `{"type": "FeatureCollection", // ranh giới\n"features": []}`,
      { code: 'JSON_BROKEN', row: 1 },
      /here stands/,
      /no comments/,
    ],
    [
      'a file that is cut off',
      collection(square, square).slice(0, -70),
      { code: 'JSON_CUT_OFF', row: 3 },
      /cut off/,
      /whole file again/,
    ],
    ['an empty file', '', { code: 'FILE_EMPTY' }, /empty/, /holds/],
    [
      'no features',
      '{"type": "FeatureCollection", "features": []}',
      { code: 'NO_FEATURES' },
      /no feature/,
      /filter/,
    ],
    ['TopoJSON', '{"type": "Topology", "objects": {}}', { code: 'NOT_GEOJSON' }, /“TopoJSON”/, /ogr2ogr/],
    [
      'Esri JSON',
      '{"geometryType": "esriGeometryPolygon", "features": [{"attributes": {}}]}',
      { code: 'NOT_GEOJSON' },
      /“Esri JSON”/,
      /EPSG:4326/,
    ],
    [
      'a bare geometry',
      '{"type": "Polygon", "coordinates": []}',
      { code: 'NOT_GEOJSON' },
      /“Polygon”/,
      /GeoJSON/,
    ],
    ['a list', '[1, 2]', { code: 'NOT_GEOJSON' }, /FeatureCollection/, /GeoJSON/],
    ['KML', '<?xml version="1.0"?><kml/>', { code: 'OTHER_FORMAT' }, /KML/, /ogr2ogr/],
    ['a shapefile in a ZIP', 'PK\u0003\u0004…', { code: 'OTHER_FORMAT' }, /ZIP/, /ogr2ogr/],
    [
      'letters of an old encoding',
      Buffer.concat([
        Buffer.from('{"type": "Feature", "properties": {"ten": "'),
        Buffer.from([0xc2, 0x20, 0xe0]),
      ]),
      { code: 'NOT_UTF_8' },
      /not UTF-8/,
      /TCVN3/,
    ],
    ['lists without end', '['.repeat(100_000), { code: 'TOO_DEEP' }, /more than 32 deep/, /GeoJSON/],
    [
      'more positions than a province has',
      `[${'[],'.repeat(2_000_001)}[]]`,
      { code: 'TOO_MUCH' },
      /more than 2000000 positions/,
      /simplify/i,
    ],
    [
      'more features than there are communes in the country',
      `{"type": "FeatureCollection", "features": [${'{},'.repeat(20_000)}{}]}`,
      { code: 'TOO_MUCH' },
      /more than 20000 features/,
      /Split/,
    ],
  ])('is refused with %s', async (_, text, where, cause, remedy) => {
    const remark = await refused(text);
    expect(remark).toMatchObject({ weight: 'REFUSED', ...where });
    expect(remark.cause.en).toMatch(cause);
    expect(remark.remedy.en).toMatch(remedy);
    expect(remark.cause.vi).not.toBe('');
    expect(remark.remedy.vi).not.toBe('');
  });
});
