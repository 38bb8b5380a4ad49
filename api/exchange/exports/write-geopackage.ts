import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { geojsonToWkb } from 'hyparquet-writer';
import { aboutFile } from './about-file.rules.ts';
import type { Kind, Row, Table } from './table.rules.ts';
import type { Contents } from './writers.ts';

const types: Record<Kind, string> = {
  text: 'TEXT',
  word: 'TEXT',
  when: 'TEXT',
  integer: 'INTEGER',
  number: 'REAL',
  date: 'DATE',
  boolean: 'BOOLEAN',
};

/**
 * An OGC GeoPackage 1.3. SQLite writes here and there in its file, so it is made whole in a temporary one, row by row,
 * and sent from there.
 */
export async function* geopackageFile(contents: Contents): AsyncGenerator<Uint8Array> {
  const folder = mkdtempSync(join(tmpdir(), 'ocop-hub-export-'));
  try {
    const path = join(folder, 'export.gpkg');
    await fill(path, contents);
    yield* createReadStream(path) as AsyncIterable<Buffer>;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function fill(path: string, { table, facts, rows, lang }: Contents): Promise<void> {
  const database = new DatabaseSync(path);
  try {
    database.exec(frame);
    const { name, columns, geometry } = table;
    const type = geometry === 'POINT' ? 'POINT' : 'GEOMETRY';
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
    database.exec(
      `create table ${quoted(name)} (fid integer primary key, geom ${type}, ${columns.map(({ key, kind }) => `${quoted(key)} ${types[kind]}`).join(', ')})`,
    );
    const insert = database.prepare(
      `insert into ${quoted(name)} (geom, ${columns.map(({ key }) => quoted(key)).join(', ')}) values (${['?', ...columns.map(() => '?')].join(', ')})`,
    );
    const index = spatialIndex(database, name);
    const area = new Area();
    for await (const chunk of rows) {
      database.exec('begin');
      for (const row of chunk) {
        const { lastInsertRowid } = insert.run(...cellsOf(table, row));
        const own = new Area();
        own.add(row);
        area.add(row);
        index.add(lastInsertRowid, own);
      }
      database.exec('commit');
    }
    const at = facts.snapshot.recordedAt.replace(/(\.\d{3})\d*Z$/, '$1Z');
    const tell = database.prepare('insert into gpkg_contents values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
    tell.run(name, 'features', name, facts.title, at, ...area.bounds(), 4326);
    database
      .prepare('insert into gpkg_geometry_columns values (?, ?, ?, ?, ?, ?)')
      .run(name, 'geom', type, 4326, 0, 0);
    index.finish();
    attributes(database, tell, at, 'about', ['label', 'text'], aboutFile(facts, lang));
    attributes(
      database,
      tell,
      at,
      'dictionary',
      ['field', 'heading', 'meaning', 'values'],
      columns.map(({ key, heading, meaning, words }) => [
        key,
        heading[lang],
        meaning[lang],
        Object.entries(words?.[lang] ?? {})
          .map(([code, word]) => `${code}: ${word}`)
          .join('; '),
      ]),
    );
  } finally {
    database.close();
  }
}

/**
 * The index that GIS programs look for where a part of the map is drawn (OGC 12-128r18, annex F.3). Its triggers call
 * functions that only those programs have, so that they are made when all rows are in.
 */
function spatialIndex(database: DatabaseSync, table: string) {
  const index = `rtree_${table}_geom`;
  database.exec(`create virtual table "${index}" using rtree(id, minx, maxx, miny, maxy)`);
  const insert = database.prepare(`insert into "${index}" values (?, ?, ?, ?, ?)`);
  return {
    add(id: number | bigint, area: Area): void {
      const [west, south, east, north] = area.bounds();
      if (west !== null) insert.run(id, west!, east!, south!, north!);
    },
    finish(): void {
      database.exec(extensions);
      database
        .prepare('insert into gpkg_extensions values (?, ?, ?, ?, ?)')
        .run(
          table,
          'geom',
          'gpkg_rtree_index',
          'http://www.geopackage.org/spec120/#extension_rtree',
          'write-only',
        );
      for (const trigger of indexTriggers(table, index)) database.exec(trigger);
    },
  };
}

const extensions = `create table gpkg_extensions (table_name text, column_name text, extension_name text not null,
  definition text not null, scope text not null,
  constraint ge_tce unique (table_name, column_name, extension_name))`;

/** What keeps the index true where somebody writes into the file. */
function indexTriggers(table: string, index: string): string[] {
  const box = 'ST_MinX(new.geom), ST_MaxX(new.geom), ST_MinY(new.geom), ST_MaxY(new.geom)';
  const isDrawn = 'new.geom notnull and not ST_IsEmpty(new.geom)';
  const isNot = '(new.geom isnull or ST_IsEmpty(new.geom))';
  const put = `insert or replace into "${index}" values (new.fid, ${box})`;
  const trigger = (name: string, when: string, ...does: string[]) =>
    `create trigger "${index}_${name}" after ${when} begin ${does.map((each) => `${each};`).join(' ')} end`;
  return [
    trigger('insert', `insert on "${table}" when (${isDrawn})`, put),
    trigger('update1', `update of geom on "${table}" when old.fid = new.fid and (${isDrawn})`, put),
    trigger(
      'update2',
      `update of geom on "${table}" when old.fid = new.fid and ${isNot}`,
      `delete from "${index}" where id = old.fid`,
    ),
    trigger(
      'update3',
      `update on "${table}" when old.fid != new.fid and (${isDrawn})`,
      `delete from "${index}" where id = old.fid`,
      put,
    ),
    trigger(
      'update4',
      `update on "${table}" when old.fid != new.fid and ${isNot}`,
      `delete from "${index}" where id in (old.fid, new.fid)`,
    ),
    trigger(
      'delete',
      `delete on "${table}" when old.geom notnull`,
      `delete from "${index}" where id = old.fid`,
    ),
  ];
}

/** A table without geometry. */
function attributes(
  database: DatabaseSync,
  tell: StatementSync,
  at: string,
  name: string,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): void {
  const list = columns.map((column) => `"${column}" TEXT`).join(', ');
  database.exec(`create table ${name} (id integer primary key, ${list})`);
  const insert = database.prepare(
    `insert into ${name} (${columns.map((column) => `"${column}"`).join(', ')}) values (${columns.map(() => '?').join(', ')})`,
  );
  for (const row of rows) insert.run(...row);
  tell.run(name, 'attributes', name, '', at, null, null, null, null, null);
}

const cellsOf = ({ columns }: Table, { geometry, values }: Row) => [
  geometry && geometryOf(geometry),
  ...columns.map(({ key }) => {
    const value = values[key] ?? null;
    return typeof value === 'boolean' ? Number(value) : value;
  }),
];

/** As GeoPackage has it: a header without an envelope, low bytes first, then WKB. */
function geometryOf(geometry: Row['geometry'] & {}): Uint8Array {
  const head = Buffer.alloc(8);
  head.write('GP', 0, 'latin1');
  head.writeUInt8(1, 3);
  head.writeInt32LE(4326, 4);
  return Buffer.concat([head, geojsonToWkb(geometry)]);
}

/** The box around all that is drawn. */
class Area {
  #west = Infinity;
  #south = Infinity;
  #east = -Infinity;
  #north = -Infinity;

  add({ geometry }: Row): void {
    if (geometry) this.#take(geometry.coordinates);
  }

  #take(coordinates: readonly unknown[]): void {
    const [lon, lat] = coordinates;
    if (typeof lon !== 'number' || typeof lat !== 'number') {
      for (const part of coordinates) this.#take(part as readonly unknown[]);
      return;
    }
    this.#west = Math.min(this.#west, lon);
    this.#south = Math.min(this.#south, lat);
    this.#east = Math.max(this.#east, lon);
    this.#north = Math.max(this.#north, lat);
  }

  bounds(): (number | null)[] {
    const sides = [this.#west, this.#south, this.#east, this.#north];
    return sides.map((side) => (Number.isFinite(side) ? side : null));
  }
}

const WGS84 =
  'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]';

/** The tables that make a database a GeoPackage (OGC 12-128r18, annex C). Nothing is kept of a file that fails. */
const frame = `
  pragma application_id = 0x47504B47;
  pragma user_version = 10300;
  pragma journal_mode = off;
  pragma synchronous = off;
  create table gpkg_spatial_ref_sys (srs_name text not null, srs_id integer primary key, organization text not null,
    organization_coordsys_id integer not null, definition text not null, description text);
  insert into gpkg_spatial_ref_sys values
    ('Undefined cartesian SRS', -1, 'NONE', -1, 'undefined', null),
    ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', null),
    ('WGS 84 geodetic', 4326, 'EPSG', 4326, '${WGS84}', 'longitude/latitude in degrees');
  create table gpkg_contents (table_name text not null primary key, data_type text not null, identifier text unique,
    description text default '', last_change datetime not null default (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
    min_x double, min_y double, max_x double, max_y double, srs_id integer,
    constraint fk_gc_r_srs_id foreign key (srs_id) references gpkg_spatial_ref_sys(srs_id));
  create table gpkg_geometry_columns (table_name text not null, column_name text not null,
    geometry_type_name text not null, srs_id integer not null, z tinyint not null, m tinyint not null,
    constraint pk_geom_cols primary key (table_name, column_name),
    constraint uk_gc_table_name unique (table_name),
    constraint fk_gc_tn foreign key (table_name) references gpkg_contents(table_name),
    constraint fk_gc_srs foreign key (srs_id) references gpkg_spatial_ref_sys (srs_id));`;
