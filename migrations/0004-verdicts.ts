import { Migration } from '@mikro-orm/migrations';

/**
 * The SQL twin of register/recognitions/recognition.rules.ts: filters and lists decide in the database what
 * the rules decide in memory. A test walks both through the same days and compares.
 */
export class Verdicts extends Migration {
  override name = '0004-verdicts';

  override up(): void {
    this
      .addSql(`create function earliest_day(partial text) returns date language sql immutable strict parallel safe as $$
      select make_date(
        substr(partial, 1, 4)::int,
        coalesce(nullif(substr(partial, 6, 2), ''), '1')::int,
        coalesce(nullif(substr(partial, 9, 2), ''), '1')::int)
    $$`);

    this
      .addSql(`create function latest_day(partial text) returns date language sql immutable strict parallel safe as $$
      select (case length(partial)
        when 4 then earliest_day(partial) + interval '1 year' - interval '1 day'
        when 7 then earliest_day(partial) + interval '1 month' - interval '1 day'
        else earliest_day(partial)
      end)::date
    $$`);

    // Valid 36 months from the day of issue (Decision 26/2026 art. 8); the day of the same number is the last
    // (Civil Code 2015 art. 147-148).
    this.addSql(`create function recognition_verdict(r recognition, as_of date)
      returns table (status text, reason text, stars int, first_day date, last_day date, last_day_is_exact boolean,
        earliest_last_day date)
      language sql immutable parallel safe as $$
        select
          status,
          case
            when status in ('IN_FORCE', 'EXPIRED', 'REVOKED', 'SUPERSEDED') then 'DATES'
            when not_yet then 'NOT_YET_ISSUED'
            when weak then 'EVIDENCE_TOO_WEAK'
            when r.stars is null then 'STARS_NOT_PUBLISHED'
            else 'DAY_OF_ISSUE_NOT_PUBLISHED'
          end,
          case when not weak then r.stars end,
          case when not weak then r.issued_on end,
          case status
            when 'REVOKED' then least(r.revoked_on - 1, latest)
            when 'SUPERSEDED' then r.superseded_on - 1
            else case when not weak then latest end
          end,
          not weak and (
            status = 'SUPERSEDED' or exact is not null
            or status = 'REVOKED' and (latest is null or latest >= r.revoked_on - 1)),
          case
            when weak or status = 'SUPERSEDED' or status = 'REVOKED' and (latest is null or latest >= r.revoked_on - 1)
            then null
            else earliest
          end
        from (
          select
            *,
            case
              when not_yet then 'UNKNOWN'
              when weak then 'NOT_CONFIRMED'
              when r.revoked_on <= as_of then 'REVOKED'
              when r.superseded_on <= as_of and (latest is null or r.superseded_on <= latest) then 'SUPERSEDED'
              when latest < as_of then 'EXPIRED'
              when r.stars is null or exact is null then 'NOT_CONFIRMED'
              else 'IN_FORCE'
            end as status
          from (
            select
              exact,
              coalesce(exact, (earliest_day(r.issued) + interval '36 months')::date) as earliest,
              coalesce(exact, (latest_day(r.issued) + interval '36 months')::date) as latest,
              r.evidence not in ('SIGNED_DECISION', 'OFFICIAL_NEWS') as weak,
              coalesce(earliest_day(r.issued) > as_of, false) as not_yet
            from (select coalesce(r.extended_until, r.valid_until) as exact) as printed
          ) as days
        ) as decided
      $$`);

    // The recognition that speaks for a product on a day: one in force; else the newest that is well
    // evidenced; else the newest of all.
    this.addSql(`create function product_verdict(product uuid, as_of date)
      returns table (recognition_id uuid, stars int, status text, reason text,
        first_day date, last_day date, last_day_is_exact boolean, earliest_last_day date, superseded_by_id uuid)
      language sql stable parallel safe as $$
        select r.id, v.stars, v.status, v.reason, v.first_day, v.last_day, v.last_day_is_exact, v.earliest_last_day,
          case when v.status = 'SUPERSEDED' then r.superseded_by_id end
        from recognition r cross join lateral recognition_verdict(r, as_of) v
        where r.product_id = product and v.reason <> 'NOT_YET_ISSUED'
        order by
          v.status <> 'IN_FORCE',
          v.reason = 'EVIDENCE_TOO_WEAK',
          v.status = 'SUPERSEDED',
          latest_day(r.issued) desc nulls last,
          r.stars desc nulls last,
          r.code
        limit 1
      $$`);
  }
}
