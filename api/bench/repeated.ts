import { Pool } from 'pg';
import type { Running } from './contender.ts';
import type { Question } from './questions.ts';

/** The same question as a shared cache asks it, again and again. */
export const pathOf = ({ document }: Question): string => `/graphql?query=${encodeURIComponent(document)}`;

export const acceptJson = { accept: 'application/json' };

interface Given {
  etag: string;
  text: string;
}

/**
 * Checks that the hub's repeated answer is right before its speed counts: the same ETag while nothing changes, 304 to
 * whoever knows it, and after a change at once another answer with another ETag, also to whoever knows the old one.
 */
export async function checkRepeated(
  { url }: Running,
  question: Question,
  databaseUrl: string,
): Promise<Given> {
  const address = new URL(pathOf(question), url);
  const get = (etag?: string) =>
    fetch(address, { headers: { ...acceptJson, ...(etag && { 'if-none-match': etag }) } });
  const read = async (etag?: string): Promise<Given> => {
    const response = await get(etag);
    const given = response.headers.get('etag');
    if (response.status !== 200 || !given)
      throw new Error(`The hub answers ${response.status} without an ETag`);
    return { etag: given, text: await response.text() };
  };
  const first = await read();
  const again = await read();
  if (first.etag !== again.etag || first.text !== again.text)
    throw new Error('The hub answers differently while nothing changes');
  const known = await get(first.etag);
  if (known.status !== 304 || (await known.text()) !== '')
    throw new Error(`The hub answers ${known.status} to whoever knows the answer`);

  const pool = new Pool({ connectionString: databaseUrl });
  const rename = (id: string, name: string) =>
    pool.query('update product set name = $2 where id = $1', [id, name]);
  try {
    const { rows } = await pool.query<{ id: string; name: string }>(
      'select id, name from product order by sort_name, id limit 1',
    );
    const { id = '', name = '' } = rows[0] ?? {};
    // Longer by a word, it stays where it is in the list.
    await rename(id, `${name} (đổi tên)`);
    const changed = await read(first.etag);
    if (changed.etag === first.etag || !changed.text.includes('(đổi tên)'))
      throw new Error('The hub answers as before although the register has changed');
    await rename(id, name);
    const back = await read(changed.etag);
    if (back.text !== first.text) throw new Error('The hub keeps what was changed back');
    return back;
  } finally {
    await pool.end();
  }
}
