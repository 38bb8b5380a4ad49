import { sql } from 'kysely';
import { nameHas } from '../../graphql/conditions.ts';
import { ref, type Alias, type Sql } from '../../graphql/shape.ts';
import { fold } from '../vietnamese.rules.ts';

/** A product is found by a text. */
export const textMatches = (product: Alias, text: string): Sql => nameHas(product, text);

/** How well: larger is better. */
export const textRelevance = (product: Alias, text: string): Sql =>
  sql`similarity(${ref(product, 'folded_name')}, ${fold(text)})`;
