import { createHash } from 'node:crypto';
import { fileNameOf } from '../sheets/file-kind.rules.ts';
import { SheetRefused } from '../sheets/sheet-refused.ts';
import { boundaryLimits } from './boundary-limits.rules.ts';
import { refuseBoundaryFile } from './file-remarks.rules.ts';
import { tooMuch, whereBroken } from './json-scan.ts';

/** A feature as the file has it: nothing of it is checked yet but that it is an object. */
export interface RawFeature {
  /** As the file counts, from 1. */
  number: number;
  properties: Readonly<Record<string, unknown>>;
  geometry: unknown;
}

export interface GeoJsonFile {
  file: string;
  hash: string;
  features: readonly RawFeature[];
  /** What the `crs` member of old GeoJSON says. */
  writtenSystem: string | null;
}

/** The features of a GeoJSON file. What is no GeoJSON, or too much of it, is refused before it takes memory. */
export function readGeoJson({ name, bytes }: { name: string; bytes: Uint8Array }): GeoJsonFile {
  const format = otherFormatOf(bytes);
  if (format) throw new SheetRefused(refuseBoundaryFile('OTHER_FORMAT', {}, format));
  const text = textOf(bytes);
  const trouble = tooMuch(bytes);
  if (trouble) throw new SheetRefused(trouble);
  const whole = parsed(text);
  const features = featuresOf(whole);
  if (features.length === 0) throw new SheetRefused(refuseBoundaryFile('NO_FEATURES', {}));
  if (features.length > boundaryLimits.features) {
    throw new SheetRefused(refuseBoundaryFile('TOO_MUCH', {}, 'features', boundaryLimits.features));
  }
  return {
    file: fileNameOf(name),
    hash: createHash('sha256').update(bytes).digest('hex'),
    features: features.map((feature, index) => rawFeature(feature, index + 1)),
    writtenSystem: systemOf(whole),
  };
}

/** By their first bytes: what GIS programs also write. */
function otherFormatOf(bytes: Uint8Array): string | null {
  const head = String.fromCharCode(...bytes.subarray(0, 256));
  if (head.startsWith('PK\u0003\u0004')) return 'ZIP (shapefile? KMZ?)';
  if (head.startsWith('SQLite format 3')) return 'GeoPackage';
  if (head.startsWith('\u0000\u0000\u0027\u000a')) return 'shapefile (.shp)';
  if (/^(\u00ef\u00bb\u00bf)?\s*<[?!a-z]/i.test(head)) return /<kml/i.test(head) ? 'KML' : 'XML/GML/KML';
  if (head.startsWith('%PDF')) return 'PDF';
  return null;
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new SheetRefused(refuseBoundaryFile('NOT_UTF_8', {}));
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new SheetRefused(whereBroken(text));
  }
}

function featuresOf(whole: unknown): readonly unknown[] {
  const { type, features, objects, geometryType } = isObject(whole) ? whole : {};
  if (type === 'FeatureCollection' && Array.isArray(features)) return features;
  if (type === 'Feature') return [whole];
  const is =
    type === 'Topology' || isObject(objects)
      ? 'TopoJSON'
      : typeof geometryType === 'string'
        ? 'Esri JSON'
        : typeof type === 'string'
          ? type
          : whole === null
            ? 'null'
            : Array.isArray(whole)
              ? '[…]'
              : typeof whole;
  throw new SheetRefused(refuseBoundaryFile('NOT_GEOJSON', {}, is));
}

function rawFeature(feature: unknown, number: number): RawFeature {
  const { properties, geometry, type } = isObject(feature) ? feature : {};
  return {
    number,
    properties: isObject(properties) ? properties : {},
    geometry: type === 'Feature' ? (geometry ?? null) : undefined,
  };
}

function systemOf(whole: unknown): string | null {
  const crs = isObject(whole) ? whole['crs'] : null;
  const { name, code } = isObject(crs) && isObject(crs['properties']) ? crs['properties'] : {};
  if (typeof name === 'string') return name;
  return typeof code === 'number' || typeof code === 'string' ? `EPSG:${code}` : null;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
