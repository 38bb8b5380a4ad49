import { Migration } from '@mikro-orm/migrations';

/** Communes by their points on a flat map, and how far raw-material regions cover the communes of today. */
export class Geography extends Migration {
  override name = '0008-geography';

  override up(): void {
    this.addSql(`create index place_point on place using gist (point(lon, lat)) where lat is not null`);

    // Haversine, on a sphere of the earth's mean radius (IUGG): within half a percent of the ellipsoid. Written out,
    // it takes a tenth of the time that earth_distance takes.
    this
      .addSql(`create function metres_between(lat1 float8, lon1 float8, lat2 float8, lon2 float8) returns float8
      language sql immutable strict parallel safe as $$
        select 2 * 6371008.8 * asin(least(1, sqrt(
          power(sind((lat2 - lat1) / 2), 2) + cosd(lat1) * cosd(lat2) * power(sind((lon2 - lon1) / 2), 2))))
      $$`);

    // Worked out from two geometries, once, by register/geography/overlaps.ts.
    this.addSql(`create table region_overlap (
      place_id uuid not null references place on delete cascade,
      region_id uuid not null references region on delete cascade,
      area_km2 numeric(12, 4) not null check (area_km2 > 0),
      share_of_place numeric(7, 6) not null check (share_of_place between 0 and 1),
      share_of_region numeric(7, 6) not null check (share_of_region between 0 and 1),
      primary key (place_id, region_id)
    )`);
    this.addSql(`create index region_overlap_region on region_overlap (region_id)`);

    // The database itself notes what is to be worked out anew, so no writer can forget to.
    this.addSql(`create table region_overlap_due (
      place_id uuid references place on delete cascade,
      region_id uuid references region on delete cascade,
      unique nulls not distinct (place_id, region_id),
      check (num_nonnulls(place_id, region_id) = 1)
    )`);
    this.addSql(`create index region_overlap_due_region on region_overlap_due (region_id)`);
    for (const table of ['place', 'region']) {
      this.addSql(`create function forget_overlaps_of_${table}() returns trigger language plpgsql as $$
        begin
          delete from region_overlap where ${table}_id = new.id;
          insert into region_overlap_due (${table}_id) values (new.id) on conflict do nothing;
          return null;
        end $$`);
      this.addSql(`create trigger ${table}_overlaps_on_insert after insert on ${table}
        for each row when (new.geometry is not null) execute function forget_overlaps_of_${table}()`);
    }
    this.addSql(`create trigger place_overlaps_on_update after update of geometry, valid_until on place
      for each row when (new.geometry is distinct from old.geometry or new.valid_until is distinct from old.valid_until)
      execute function forget_overlaps_of_place()`);
    this.addSql(`create trigger region_overlaps_on_update after update of geometry on region
      for each row when (new.geometry is distinct from old.geometry)
      execute function forget_overlaps_of_region()`);
    this.addSql(`insert into region_overlap_due (region_id) select id from region`);
  }
}
