import { Migration } from '@mikro-orm/migrations';

/** What plain PostgreSQL does not know: Vietnamese letters, and what makes a GeoJSON ring a ring. */
export class LanguageAndGeometry extends Migration {
  override name = '0001-language-and-geometry';

  override up(): void {
    for (const extension of ['cube', 'earthdistance', 'btree_gist', 'pg_trgm']) {
      this.addSql(`create extension if not exists ${extension}`);
    }

    // Letters without any mark: what a reader types on a keyboard without Vietnamese.
    // đ and ƀ have no Unicode decomposition. Twin of fold() in register/vietnamese.rules.ts.
    this.addSql(String.raw`
      create function vi_fold(name text) returns text language sql immutable strict parallel safe as $$
        select trim(regexp_replace(
          translate(
            regexp_replace(lower(normalize(name, NFD)), '[\u0300-\u036f''’‘ʼ\u0060´]', '', 'g'),
            'đðƀĐÐɃ', 'ddbddb'),
          '[^a-z0-9]+', ' ', 'g'))
      $$`);

    // Dictionary order: letter by letter (a ă â b c d đ …), tones only where the letters are the same.
    // The embedded database has no ICU, so the key is our own and compares bytewise.
    // Twin of sortKey() in register/vietnamese.rules.ts.
    this.addSql(String.raw`
      create function vi_sort_key(name text) returns text language sql immutable strict parallel safe as $$
        select translate(
            normalize(regexp_replace(normalize(plain, NFD), '[\u0300\u0301\u0303\u0309\u0323]', '', 'g'), NFC),
            'aăâbcčdđðeêfghiĭjklmnñoŏôơpqrstuŭưvwxyzƀ''’‘ʼ"()',
            'ABCDEEFGGHIJKLMMNOPQRRSSTUVWXYZ[[\]^_' || chr(96) || 'aD')
          || chr(1) || plain
        from (select lower(normalize(name, NFC)) as plain) as lowered
      $$`);

    this.addSql(String.raw`
      create function geojson_rings(geometry jsonb)
        returns table (part int, ring int, points jsonb) language sql immutable strict parallel safe as $$
        select p.part::int, r.ring::int - 1, r.points
        from jsonb_array_elements(
            case geometry->>'type'
              when 'Polygon' then jsonb_build_array(geometry->'coordinates')
              when 'MultiPolygon' then geometry->'coordinates'
              else '[]'::jsonb
            end) with ordinality as p(rings, part)
          cross join jsonb_array_elements(p.rings) with ordinality as r(points, ring)
      $$`);

    // RFC 7946 §3.1.6: four or more positions, the last equal to the first.
    this.addSql(String.raw`
      create function geojson_is_closed(geometry jsonb)
        returns boolean language sql immutable strict parallel safe as $$
        select coalesce(bool_and(points->0 = points->-1 and jsonb_array_length(points) >= 4), false)
        from geojson_rings(geometry)
      $$`);

    this.addSql(String.raw`
      create function ring_polygon(points jsonb) returns polygon language sql immutable strict parallel safe as $$
        select ('(' || string_agg('(' || (point->>0) || ',' || (point->>1) || ')', ',' order by n) || ')')::polygon
        from jsonb_array_elements(points) with ordinality as p(point, n)
      $$`);
  }
}
