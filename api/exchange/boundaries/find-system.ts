import type { Position } from 'geojson';
import {
  CRS84,
  type ReferenceSystem,
  referenceSystem,
  referenceSystems,
} from '../../register/geography/reference-systems.rules.ts';
import { intoSystem, outOfSystem } from '../../register/geography/reproject.ts';
import { isInside } from '../../register/geography/rings.rules.ts';
import type { Remark } from '../sheets/remark.rules.ts';
import { SheetRefused } from '../sheets/sheet-refused.ts';
import { askBoundaryFile, noteBoundaryFile, refuseBoundaryFile } from './file-remarks.rules.ts';
import { type Bounds, isIn } from './province.rules.ts';
import type { GeoJsonFile } from './read-geojson.ts';

/** In which reference system a file is, and how its positions become longitude and latitude on WGS 84. */
export interface FoundSystem {
  isInDegrees: boolean;
  convert(position: Position): Position;
  remarks: readonly Remark[];
}

export interface SystemWishes {
  /** What `--crs` says. */
  said: string | undefined;
  province: Bounds;
  /** Where the centre of what a feature is called lies, as far as that can be told before its border is read. */
  centreOf(feature: GeoJsonFile['features'][number]): { lon: number; lat: number } | null;
}

/** Northings of Việt Nam reach from here, eastings to here: they tell which axis comes first. */
const LEAST_NORTHING = 900_000;
/** More than any longitude or latitude, and less than any metre of a map of Việt Nam. */
const MOST_DEGREES = 360;
/** Eastings of the web’s maps; those of VN-2000 have six digits. */
const LEAST_OF_WEB_MERCATOR = 5_000_000;

export function findSystem(file: GeoJsonFile, { said, province, centreOf }: SystemWishes): FoundSystem {
  const samples = file.features.flatMap((feature) => {
    const outer = outerRing(feature.geometry);
    const [x, y] = outer[0] ?? [];
    return x === undefined || y === undefined ? [] : [{ feature, outer, x, y }];
  });
  const [sample] = samples;
  const written = said ?? file.writtenSystem;
  const remarks: Remark[] = [];
  if (said === undefined && file.writtenSystem !== null) {
    remarks.push(noteBoundaryFile('LEGACY_SYSTEM', {}, file.writtenSystem));
  }
  const named = written === null ? null : systemNamed(written);
  if (named === undefined) throw new SheetRefused(refuseBoundaryFile('SYSTEM_UNKNOWN', {}, written ?? ''));
  // Without a single position there is nothing to convert; each feature is told of by itself.
  if (!sample) return { isInDegrees: true, convert: (position) => position, remarks };

  const { x, y } = sample;
  const isInDegrees = Math.abs(x) <= MOST_DEGREES && Math.abs(y) <= MOST_DEGREES;
  if (named && named.isMetric === isInDegrees) {
    throw new SheetRefused(refuseBoundaryFile('SYSTEM_DOES_NOT_FIT', {}, named.name, x, y));
  }
  if (isInDegrees) {
    const system = named ?? CRS84;
    if (system.definition === null)
      return { isInDegrees, convert: ([lon = 0, lat = 0]) => [lon, lat], remarks };
    return converting(system, false, remarks);
  }
  const isNorthFirst = x >= LEAST_NORTHING && x < LEAST_OF_WEB_MERCATOR && Math.abs(y) < LEAST_NORTHING;
  if (named) return converting(named, isNorthFirst, remarks);
  const webMercator = x > LEAST_OF_WEB_MERCATOR ? systemNamed('EPSG:3857') : undefined;
  if (webMercator) return converting(webMercator, false, remarks);

  const turned = (position: Position) => (isNorthFirst ? swapped(position) : position);
  const fitting = referenceSystems
    .filter(({ isMetric, uri }) => isMetric && !uri.endsWith('/3857'))
    .flatMap((system) => {
      const out = outOfSystem(system);
      const into = intoSystem(system);
      if (!samples.every((one) => isIn(province, out(turned([one.x, one.y]))))) return [];
      const centred = samples.filter(({ feature, outer }) => {
        const centre = centreOf(feature);
        return centre !== null && isInside(turned(into([centre.lon, centre.lat])), outer);
      }).length;
      return [{ system, centred }];
    })
    .toSorted((one, other) => other.centred - one.centred);
  if (fitting.length === 0) throw new SheetRefused(refuseBoundaryFile('SYSTEM_NOT_RECOGNISED', {}, x, y));
  throw new SheetRefused(
    askBoundaryFile(
      'SYSTEM',
      {},
      x,
      y,
      fitting.map(
        ({ system, centred }) =>
          `${shortName(system)} (${system.name}: ${centred}/${samples.length} trung tâm xã nằm trong ranh giới / centres inside)`,
      ),
    ),
  );
}

function converting(system: ReferenceSystem, isNorthFirst: boolean, remarks: readonly Remark[]): FoundSystem {
  // Whatever a system says of its axes: in GeoJSON, x comes first.
  const out = outOfSystem({ ...system, isLatitudeFirst: false });
  return {
    isInDegrees: !system.isMetric,
    convert: ([x = 0, y = 0]) => out(isNorthFirst ? [y, x] : [x, y]),
    remarks: [
      ...remarks,
      noteBoundaryFile('CONVERTED', {}, `${shortName(system)} (${system.name})`),
      ...(isNorthFirst ? [noteBoundaryFile('NORTH_FIRST', {})] : []),
    ],
  };
}

/** "EPSG:9218", "urn:ogc:def:crs:EPSG::9218" and an address of it; undefined where it is not known here. */
function systemNamed(text: string): ReferenceSystem | undefined {
  const plain = text.trim().toUpperCase();
  if (/CRS:{0,2}(1\.3[:/])?(CRS)?84$/.test(plain) || /^(WGS ?84|EPSG:{1,2}4326)$/.test(plain)) return CRS84;
  const [, code] = /^(?:.*EPSG[:/](?:[\d.]*[:/])?)?(\d{4,5})$/.exec(plain) ?? [];
  if (code === '4326') return CRS84;
  return code === undefined ? undefined : referenceSystem(`http://www.opengis.net/def/crs/EPSG/0/${code}`);
}

const shortName = ({ uri }: ReferenceSystem): string => `EPSG:${uri.split('/').at(-1)}`;

const swapped = ([x = 0, y = 0]: Position): Position => [y, x];

/** The first list of positions in a geometry, of those that are numbers. */
function outerRing(geometry: unknown): Position[] {
  const { coordinates, geometries } = (geometry ?? {}) as { coordinates?: unknown; geometries?: unknown };
  let list: unknown = coordinates ?? (Array.isArray(geometries) ? outerRing(geometries[0]) : undefined);
  while (Array.isArray(list) && Array.isArray(list[0]) && Array.isArray(list[0][0])) list = list[0];
  return Array.isArray(list)
    ? list.filter(
        (position): position is Position =>
          Array.isArray(position) && Number.isFinite(position[0]) && Number.isFinite(position[1]),
      )
    : [];
}
