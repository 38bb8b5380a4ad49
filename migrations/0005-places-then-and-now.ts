import { Migration } from '@mikro-orm/migrations';

/** What lies in a place, across the day on which communes merged and districts ended. */
export class PlacesThenAndNow extends Migration {
  override name = '0005-places-then-and-now';

  override up(): void {
    this.addSql(`create function places_inside(place uuid) returns setof uuid
      language sql stable parallel safe as $$
        with recursive inside as (
          select place as id
          union
          select child.id from place child join inside on child.parent_id = inside.id
        )
        select id from inside
      $$`);

    // Today's places of a place: itself and what is inside it; of a former one, what it became.
    this.addSql(`create function places_today(place uuid) returns setof uuid
      language sql stable parallel safe as $$
        select id from places_inside(place) as inside (id)
        union
        select succession.successor_id
        from places_inside(place) as inside (id) join place_succession succession on succession.predecessor_id = inside.id
      $$`);

    // Former places by which something whose commune today is not known belongs to a place: of a former one,
    // itself and what was inside it; of a present one, its predecessors and the districts that they were in.
    this.addSql(`create function places_before(place uuid) returns setof uuid
      language sql stable parallel safe as $$
        with before as (
          select predecessor.id, predecessor.parent_id
          from places_inside(place) as inside (id)
            join place_succession succession on succession.successor_id = inside.id
            join place predecessor on predecessor.id = succession.predecessor_id
          where exists (select from place present where present.id = places_before.place and present.valid_until is null)
        )
        select id from places_inside(place) as inside (id)
        union select id from before
        union select parent_id from before where parent_id is not null
      $$`);
  }
}
