import type { SqlEntityManager } from '@mikro-orm/sql';

/** Corners of a border: as many as a commune has on an official map at 1:50,000. */
const CORNERS = 200;

/**
 * Draws a border around every commune of the generated register, uneven as real ones are. Neighbours overlap; none of
 * it is a fact.
 */
export async function drawTerritories(em: SqlEntityManager): Promise<void> {
  await em.getConnection().execute(`
    update place set geometry_accuracy = 'APPROXIMATE', geometry = (
      select jsonb_build_object('type', 'Polygon', 'coordinates', jsonb_build_array(
        jsonb_agg(jsonb_build_array(
          round((lon + cosd(360.0 * corner / ${CORNERS}) * reach)::numeric, 5),
          round((lat + sind(360.0 * corner / ${CORNERS}) * reach)::numeric, 5)) order by corner)))
      from (
        select corner, 0.04 + 0.012 * sind(7 * 360.0 * corner / ${CORNERS})
          + 0.004 * sind((37 * (corner % ${CORNERS}) + code::int)::float8 * 11) as reach
        from generate_series(0, ${CORNERS}) corner) as around)
    where kind <> 'PROVINCE' and lat is not null`);
  await em.getConnection().execute('vacuum analyze');
}
