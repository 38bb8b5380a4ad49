/**
 * What somebody who uses PostGraphile adds to the database for questions that tables alone do not answer. The hub does
 * not know of it.
 */
export const functionsForPostgraphile = [
  `create function product_current_recognition(product product, day date) returns recognition
    language sql stable as $$
      select r from verdict_period v join recognition r on r.id = v.recognition_id
      where v.product_id = product.id and v.from_day <= day and v.before_day > day
    $$`,
  `create function product_verdict_on(product product, day date) returns verdict_period
    language sql stable as $$
      select v from verdict_period v where v.product_id = product.id and v.from_day <= day and v.before_day > day
    $$`,
  `create type verdict_of_one as (status text, last_day date)`,
  `create function recognition_verdict_on(recognition recognition, day date) returns verdict_of_one
    language sql stable as $$ select (status, last_day)::verdict_of_one from recognition_verdict(recognition, day) $$`,
  `create function products_within(box float8[]) returns setof product
    language sql stable as $$
      select p.* from product p where p.place_id = any(array(
        select id from place where lat is not null and point(lon, lat) <@ box(point(box[1], box[2]), point(box[3], box[4]))))
      order by p.sort_name, p.id
    $$`,
  `create function zones_containing(lat float8, lon float8) returns setof region
    language sql stable as $$
      select r.* from region r where r.id in (
        select ring.region_id from region_ring ring
        where ring.shape && polygon(box(point(lon, lat), point(lon, lat))) and ring.shape @> point(lon, lat)
        group by ring.region_id, ring.part having max(ring.ring) = 0)
      order by r.sort_name, r.id
    $$`,
  `create type verdict_of_number as (number text, status text, last_day date)`,
  `create function verdicts_of(numbers text[], day date) returns setof verdict_of_number
    language sql stable as $$
      select asked.number,
        case when found.recognition_id is null then coalesce(v.status, 'UNKNOWN') else w.status end,
        case when found.recognition_id is null then v.last_day else w.last_day end
      from unnest(numbers) with ordinality as asked (number, n)
        left join lateral named_by(asked.number) found on true
        left join verdict_period v on v.product_id = found.product_id and v.from_day <= day and v.before_day > day
        left join recognition r on r.id = found.recognition_id
        left join lateral recognition_verdict(r, day) w on r.id is not null
      order by asked.n
    $$`,
];
