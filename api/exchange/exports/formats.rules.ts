/** In what an export can be written, and what each is called on the web (RFC 6838). */
export const formats = {
  csv: { name: 'CSV', type: 'text/csv', parameters: '; charset=utf-8; header=present' },
  xlsx: {
    name: 'Excel',
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    parameters: '',
  },
  geojson: { name: 'GeoJSON', type: 'application/geo+json', parameters: '' },
  ndjson: { name: 'NDJSON', type: 'application/x-ndjson', parameters: '' },
  gpkg: { name: 'GeoPackage', type: 'application/geopackage+sqlite3', parameters: '' },
  parquet: { name: 'Parquet', type: 'application/vnd.apache.parquet', parameters: '' },
} as const;

export type Format = keyof typeof formats;
export const formatNames = Object.keys(formats) as Format[];

export const isFormat = (text: string): text is Format => Object.hasOwn(formats, text);

/** Whether it shrinks on its way. */
export const isText = (format: Format): boolean => ['csv', 'geojson', 'ndjson'].includes(format);
