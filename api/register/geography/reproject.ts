import type { Geometry, Position } from 'geojson';
import proj4 from 'proj4';
import type { ReferenceSystem } from './reference-systems.rules.ts';

type Convert = (position: Position) => Position;

/** What is meant by WGS 84 in a definition, with longitude first. */
const WGS84 = '+proj=longlat +datum=WGS84 +no_defs';

const converters = new Map<string, proj4.Converter>();

function converterOf(definition: string): proj4.Converter {
  const known = converters.get(definition);
  if (known) return known;
  const converter = proj4(WGS84, definition);
  converters.set(definition, converter);
  return converter;
}

/** A tenth of a millimetre, in the units of a reference system. */
const decimalsOf = ({ isMetric }: ReferenceSystem): number => (isMetric ? 4 : 9);

/** From longitude and latitude on WGS 84, as the register keeps everything. */
export function intoSystem(system: ReferenceSystem): Convert {
  const factor = 10 ** decimalsOf(system);
  const rounded = (value: number) => Math.round(value * factor) / factor;
  const convert = ([lon = 0, lat = 0]: Position): Position => {
    if (system.definition === null) return [lon, lat];
    const [x = 0, y = 0] = converterOf(system.definition).forward([lon, lat]);
    return [rounded(x), rounded(y)];
  };
  return system.isLatitudeFirst ? (position) => swapped(convert(position)) : convert;
}

/** The way back; positions that the system does not reach come out as what is no number. */
export function outOfSystem(system: ReferenceSystem): Convert {
  const convert = ([x = 0, y = 0]: Position): Position => {
    if (system.definition === null) return [x, y];
    const [lon = Number.NaN, lat = Number.NaN] = converterOf(system.definition).inverse([x, y]);
    return [lon, lat];
  };
  return system.isLatitudeFirst ? (position) => convert(swapped(position)) : convert;
}

const swapped = ([first = 0, second = 0]: Position): Position => [second, first];

/** Position by position: what lies between two of them is as straight as before. */
export function converted<Shape extends Geometry>(geometry: Shape, convert: Convert): Shape {
  if (geometry.type === 'GeometryCollection') {
    return { ...geometry, geometries: geometry.geometries.map((part) => converted(part, convert)) };
  }
  const each = (part: unknown): unknown =>
    Array.isArray(part) && typeof part[0] === 'number'
      ? convert(part as Position)
      : (part as unknown[]).map(each);
  return { ...geometry, coordinates: each(geometry.coordinates) };
}
