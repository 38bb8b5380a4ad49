import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file on disk for a program that reads it. */
export function withFile<Result>(name: string, bytes: Uint8Array, read: (path: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), 'ocop-hub-export-test-'));
  try {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return read(path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const output = (program: string, args: readonly string[]): string =>
  execFileSync(program, args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });

/** A layer as GDAL reads it, told as GeoJSON. */
export const gdalFeatures = (name: string, bytes: Uint8Array, layer: string): GdalFeature[] =>
  withFile(
    name,
    bytes,
    (path) =>
      JSON.parse(output('ogr2ogr', ['-f', 'GeoJSON', '/vsistdout/', path, layer])).features as GdalFeature[],
  );

export interface GdalFeature {
  geometry: { coordinates: [number, number] } | null;
  properties: Record<string, unknown>;
}

export const gdalInfo = (name: string, bytes: Uint8Array, ...args: string[]): string =>
  withFile(name, bytes, (path) => output('ogrinfo', ['-ro', ...args, path]));

/** The parts of a workbook, read by Python's own zipfile and parsed as XML. */
export const workbookParts = (bytes: Uint8Array): Record<string, string> =>
  withFile('a.xlsx', bytes, (path) =>
    JSON.parse(
      output('python3', [
        '-c',
        `import json, sys, zipfile, xml.dom.minidom
with zipfile.ZipFile(sys.argv[1]) as file:
    assert file.testzip() is None
    parts = {name: file.read(name).decode() for name in file.namelist()}
for part in parts.values():
    xml.dom.minidom.parseString(part.encode())
print(json.dumps(parts))`,
        path,
      ]),
    ),
  ) as Record<string, string>;
