/**
 * The reference systems that features are given in, with their parameters as the EPSG registry (v10.076) has them. All
 * of VN-2000 is moved to WGS 84 by EPSG:6960, "VN-2000 to WGS 84 (2)", the seven parameters of the ministry's Decision
 * 05/2007/QĐ-BTNMT: to take VN-2000 for WGS 84 would be wrong by some 200 metres. The registry turns the frame and a
 * PROJ text turns the position, so its three rotations have the opposite sign.
 */
export interface ReferenceSystem {
  uri: string;
  name: string;
  /** Whether latitude, or northing, comes first. */
  isLatitudeFirst: boolean;
  isMetric: boolean;
  /** As PROJ writes it; null for longitude and latitude on WGS 84, in which the register keeps everything. */
  definition: string | null;
}

const EPSG = 'http://www.opengis.net/def/crs/EPSG/0/';

export const CRS84: ReferenceSystem = {
  uri: 'http://www.opengis.net/def/crs/OGC/1.3/CRS84',
  name: 'WGS 84 (longitude, latitude)',
  isLatitudeFirst: false,
  isMetric: false,
  definition: null,
};

const VN2000 =
  '+ellps=WGS84 +towgs84=-191.90441429,-39.30318279,-111.45032835,0.00928836,-0.01975479,0.00427372,0.252906278';

const metric = (code: number, name: string, definition: string): ReferenceSystem => ({
  uri: EPSG + code,
  name,
  isLatitudeFirst: false,
  isMetric: true,
  definition,
});

const utm = (code: number, zone: number): ReferenceSystem =>
  metric(code, `VN-2000 / UTM zone ${zone}N`, `+proj=utm +zone=${zone} ${VN2000} +units=m +no_defs`);

/** A zone of three degrees about a meridian, as provinces draw their maps. */
const zone = (code: number, name: string, meridian: number): ReferenceSystem =>
  metric(
    code,
    `VN-2000 / TM-3 ${name}`,
    `+proj=tmerc +lat_0=0 +lon_0=${meridian} +k=0.9999 +x_0=500000 +y_0=0 ${VN2000} +units=m +no_defs`,
  );

export const referenceSystems: readonly ReferenceSystem[] = [
  CRS84,
  {
    uri: `${EPSG}4326`,
    name: 'WGS 84 (latitude, longitude)',
    isLatitudeFirst: true,
    isMetric: false,
    definition: null,
  },
  metric(
    3857,
    'WGS 84 / Pseudo-Mercator',
    '+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null +no_defs',
  ),
  {
    uri: `${EPSG}4756`,
    name: 'VN-2000 (latitude, longitude)',
    isLatitudeFirst: true,
    isMetric: false,
    definition: `+proj=longlat ${VN2000} +no_defs`,
  },
  utm(3405, 48),
  utm(3406, 49),
  zone(5896, 'zone 481', 102),
  zone(5897, 'zone 482', 105),
  zone(5898, 'zone 491', 108),
  zone(5899, '107-45', 107.75),
  zone(9205, '103-00', 103),
  zone(9206, '104-00', 104),
  zone(9207, '104-30', 104.5),
  zone(9208, '104-45', 104.75),
  zone(9209, '105-30', 105.5),
  zone(9210, '105-45', 105.75),
  zone(9211, '106-00', 106),
  zone(9212, '106-15', 106.25),
  zone(9213, '106-30', 106.5),
  zone(9214, '107-00', 107),
  zone(9215, '107-15', 107.25),
  zone(9216, '107-30', 107.5),
  zone(9217, '108-15', 108.25),
  zone(9218, '108-30', 108.5),
];

export const referenceSystem = (uri: string): ReferenceSystem | undefined =>
  referenceSystems.find((system) => system.uri === uri);
