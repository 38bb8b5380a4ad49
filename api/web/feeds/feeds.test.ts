import { afterAll, beforeAll, expect, test } from 'vitest';
import { SaxesParser } from 'saxes';
import { sql } from 'kysely';
import { TODAY } from '../../graphql/testing.ts';
import { openTestHub, type TestHub } from '../testing.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub({ siteUrl: 'https://ocop.example' });
});
afterAll(() => hub.close());

const read = async (path: string) => {
  const response = await fetch(hub.url + path);
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
};
const unfolded = (calendar: string) => calendar.replaceAll('\r\n ', '');

test('RSS and Atom tell of the same recognitions, newest first, each with its verdict page', async () => {
  const rss = await read('/feeds/recognitions.rss');
  const atom = await read('/feeds/recognitions.atom');
  expect([rss.status, rss.type]).toEqual([200, 'application/rss+xml; charset=utf-8']);
  expect([atom.status, atom.type]).toEqual([200, 'application/atom+xml; charset=utf-8']);
  const codes = (text: string, tag: string) =>
    [...text.matchAll(new RegExp(`<${tag}[^>]*>urn:ocop:(R\\w+)</${tag}>`, 'g'))].map(([, code]) => code);
  expect(codes(rss.text, 'guid')).toEqual(codes(atom.text, 'id'));
  expect(codes(rss.text, 'guid').length).toBeGreaterThan(10);
  const days = [...atom.text.matchAll(/<entry>[^]*?<updated>(.*?)<\/updated>/g)].map(([, day]) => day ?? '');
  expect(days).toEqual(days.toSorted().toReversed());
  expect(rss.text).toMatch(/<link>https:\/\/ocop\.example\/v\/R\w{7}<\/link>/);
});

test('a revocation is told as one, and names are never markup', async () => {
  const [first] = (
    await sql<{ id: string; code: string; product_id: string }>`
      select id, code, product_id from recognition where evidence = 'OFFICIAL_NEWS' and length(issued) = 10
      order by code limit 1`.execute(hub.db)
  ).rows;
  if (!first) throw new Error('the seed has no recognition with a day');
  const { rows } = await sql<{ name: string }>`
    select name from product where id = ${first.product_id}`.execute(hub.db);
  await sql`update product set name = '<b>Cà phê</b> & bạn' where id = ${first.product_id}`.execute(hub.db);
  await sql`update recognition set revoked_on = ${TODAY}, revocation_reason = 'Vi phạm an toàn thực phẩm'
    where id = ${first.id}`.execute(hub.db);
  const { text } = await read('/feeds/recognitions.rss?lang=en');
  await sql`update product set name = ${rows[0]?.name} where id = ${first.product_id}`.execute(hub.db);
  await sql`update recognition set revoked_on = null, revocation_reason = null
    where id = ${first.id}`.execute(hub.db);
  const item = text.split('<item>').find((one) => one.includes(`urn:ocop:${first.code}:revoked`)) ?? '';
  expect(item).toContain('Revoked: &#60;b&#62;Cà phê&#60;/b&#62; &#38; bạn');
  expect(item).toContain('Vi phạm an toàn thực phẩm');
  expect(item).toContain('<category>revoked</category>');
});

test('the calendar has the last day of every recognition in force that ends within a year', async () => {
  const { status, type, text } = await read('/feeds/expiries.ics?lang=en');
  expect([status, type]).toEqual([200, 'text/calendar; charset=utf-8']);
  const days = [...text.matchAll(/DTSTART;VALUE=DATE:(\d{8})/g)].map(([, day]) => day);
  const { rows } = await sql<{ day: string }>`
    select to_char(last_day, 'YYYYMMDD') as day from verdict_period
    where status = 'IN_FORCE' and from_day <= ${TODAY} and before_day > ${TODAY} and last_day <= ${TODAY}::date + 365
    order by 1`.execute(hub.db);
  expect(days.length).toBeGreaterThan(0);
  expect(days).toEqual(rows.map(({ day }) => day));
  expect(unfolded(text)).toContain('The file for re-evaluation is due from');
});

test('a calendar tells of an end that is corrected or off under its own id, with a number that rises', async () => {
  const event = async (code: string) => {
    const { text } = await read('/feeds/expiries.ics?lang=en');
    const found = unfolded(text)
      .split('BEGIN:VEVENT')
      .filter((one) => one.includes(`UID:${code}@ocop.example`));
    expect(found).toHaveLength(1);
    const of = (name: string) => new RegExp(`^${name}[:;](.*)\r$`, 'm').exec(found[0] ?? '')?.[1] ?? '';
    return {
      day: of('DTSTART').replace('VALUE=DATE:', ''),
      status: of('STATUS'),
      summary: of('SUMMARY'),
      number: Number(of('SEQUENCE')),
      stamp: of('DTSTAMP'),
      modified: of('LAST-MODIFIED'),
    };
  };
  const { rows } = await sql<{ id: string; code: string; valid_until: string; other: string }>`
    select id, code, to_char(valid_until, 'YYYY-MM-DD') as valid_until, to_char(valid_until - 1, 'YYYYMMDD') as other
    from recognition r
    where (select status from recognition_verdict(r, ${TODAY})) = 'IN_FORCE' and extended_until is null
      and valid_until between ${TODAY}::date + 2 and ${TODAY}::date + 300 order by code limit 1`.execute(
    hub.db,
  );
  const [one] = rows;
  if (!one) throw new Error('the seed has no recognition that ends soon');
  const first = await event(one.code);
  expect(first).toMatchObject({ day: one.valid_until.replaceAll('-', ''), status: 'CONFIRMED' });
  expect(first.stamp).toBe(first.modified);

  await sql`update recognition set valid_until = valid_until - 1 where id = ${one.id}`.execute(hub.db);
  const corrected = await event(one.code);
  expect(corrected).toMatchObject({ day: one.other, status: 'CONFIRMED', number: first.number + 1 });
  // To the second, in which the register may have been made as well.
  expect(corrected.stamp >= first.stamp).toBe(true);

  await sql`update recognition set revoked_on = ${TODAY}, revocation_reason = 'Vi phạm' where id = ${one.id}`.execute(
    hub.db,
  );
  const off = await event(one.code);
  expect(off).toMatchObject({ day: one.other, status: 'CANCELLED', number: first.number + 2 });
  expect(off.summary).toMatch(/^Cancelled – Last day in force/);

  await sql`update recognition set revoked_on = null, revocation_reason = null, valid_until = ${one.valid_until}
    where id = ${one.id}`.execute(hub.db);
  const { stamp: _, modified: __, ...back } = await event(one.code);
  expect(back).toEqual({
    day: first.day,
    status: 'CONFIRMED',
    summary: first.summary,
    number: first.number + 3,
  });
});

test('a calendar of one place holds its own and names it; an unknown place is a clear 404', async () => {
  const all = await read('/feeds/expiries.ics');
  const { rows } = await sql<{ slug: string; name: string }>`
    select place.slug, place.full_name as name from verdict_period
    join product on product.id = product_id join place on place.id = product.place_id
    where status = 'IN_FORCE' and from_day <= ${TODAY} and before_day > ${TODAY} and last_day <= ${TODAY}::date + 365
    limit 1`.execute(hub.db);
  const [place] = rows;
  const own = await read(`/feeds/expiries.ics?noi=${place?.slug}`);
  const events = (text: string) => text.split('BEGIN:VEVENT').length - 1;
  expect(unfolded(own.text)).toContain(`NAME:Công nhận OCOP sắp hết hiệu lực: ${place?.name}`);
  expect(events(own.text)).toBeGreaterThan(0);
  expect(events(own.text)).toBeLessThan(events(all.text));
  const unknown = await read('/feeds/expiries.ics?noi=atlantis');
  expect([unknown.status, unknown.type]).toEqual([404, 'application/problem+json; charset=utf-8']);
  expect(unknown.text).toContain('atlantis');
});

interface AtomDocument {
  links: Record<string, string>;
  isArchive: boolean;
  /** Ids of things, and whether they are gone; newest first. */
  items: { id: string; isGone: boolean; at: string; title: string }[];
}

/** Read as XML with namespaces: what is not well-formed throws. */
function readAtom(text: string): AtomDocument {
  const [atom, at, fh] = [
    'http://www.w3.org/2005/Atom',
    'http://purl.org/atompub/tombstones/1.0',
    'http://purl.org/syndication/history/1.0',
  ];
  const document: AtomDocument = { links: {}, isArchive: false, items: [] };
  const parser = new SaxesParser({ xmlns: true });
  let told = '';
  let isInside = false;
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ uri, local, attributes }) => {
    const of = (name: string) => attributes[name]?.value ?? '';
    told = '';
    if (uri === atom && local === 'entry') isInside = true;
    if (isInside && local === 'entry') document.items.push({ id: '', isGone: false, at: '', title: '' });
    if (uri === at && local === 'deleted-entry')
      document.items.push({ id: of('ref'), isGone: true, at: of('when'), title: '' });
    if (uri === atom && local === 'link' && !isInside) document.links[of('rel')] = of('href');
    if (uri === fh && local === 'archive') document.isArchive = true;
  });
  parser.on('text', (part) => (told += part));
  parser.on('closetag', ({ uri, local }) => {
    const last = document.items.at(-1);
    if (uri === at && local === 'comment' && last) last.title = told;
    if (isInside && last) {
      if (local === 'id') last.id = told;
      if (local === 'updated') last.at = told;
      if (local === 'title') last.title = told;
      if (local === 'entry') isInside = false;
    }
  });
  parser.write(text).close();
  return document;
}

test('the Atom of changes and its archives hold every thing, and a tombstone for each that is gone', async () => {
  const { rows: planted } = await sql<{ id: string }>`
    insert into producer_restricted (producer_id, phone) select id, 'PLANTED' from producer order by id limit 1
    returning producer_id as id`.execute(hub.db);
  await sql`insert into product (id, code, slug, name, source_id)
    select gen_random_uuid(), 'PTEST234', 'hang-thu', E'<b>Hàng</b> & thử\\u0007 ]]>', source_id from product limit 1`.execute(
    hub.db,
  );
  const [{ id }] = (
    await sql<{
      id: string;
    }>`select replace(id::text, '-', '') as id from product where code = 'PTEST234'`.execute(hub.db)
  ).rows as [{ id: string }];
  const before = await read('/feeds/changes.atom?lang=en');
  expect([before.status, before.type]).toEqual([200, 'application/atom+xml; charset=utf-8']);
  expect(readAtom(before.text).items[0]).toMatchObject({
    id: `urn:ocop:prd_${id}`,
    isGone: false,
    title: 'Product: <b>Hàng</b> & thử ]]>',
  });
  await sql`delete from product where code = 'PTEST234'`.execute(hub.db);

  const known = new Map<string, boolean>();
  const path = (address: string) => address.replace('https://ocop.example', '');
  let next: string | undefined = '/feeds/changes.atom';
  const archives: AtomDocument[] = [];
  while (next) {
    const { status, text } = await read(next);
    expect(status).toBe(200);
    expect(text).not.toContain('PLANTED');
    const document = readAtom(text);
    expect(path(document.links['self'] ?? '')).toBe(next);
    expect(document.items.map(({ at }) => at)).toEqual(
      document.items
        .map(({ at }) => at)
        .toSorted()
        .toReversed(),
    );
    // From the newest back: what is told first holds.
    for (const one of document.items) if (!known.has(one.id)) known.set(one.id, one.isGone);
    archives.push(document);
    next = document.links['prev-archive'] && path(document.links['prev-archive']);
  }
  expect(archives.length).toBeGreaterThan(2);
  expect(archives.map(({ isArchive }) => isArchive)).toEqual(archives.map((_, at) => at > 0));
  expect(archives.at(-1)?.links['next-archive']).toBe('https://ocop.example/feeds/changes/2.atom');
  expect(archives.at(-1)?.links['current']).toBe('https://ocop.example/feeds/changes.atom');
  expect(known.get(`urn:ocop:prd_${id}`)).toBe(true);
  const { rows } = await sql<{
    count: number;
  }>`select ((select count(*) from product) + (select count(*) from producer)
    + (select count(*) from region) + (select count(*) from recognition))::int as count`.execute(hub.db);
  expect([...known.values()].filter((isGone) => !isGone)).toHaveLength(rows[0]?.count ?? 0);

  for (const number of ['0', String(archives.length), '999999999'])
    expect((await read(`/feeds/changes/${number}.atom`)).status).toBe(404);
  await sql`delete from producer_restricted where producer_id = ${planted[0]?.id}`.execute(hub.db);
});

test('a reader who has it already is told so', async () => {
  const first = await fetch(`${hub.url}/feeds/recognitions.atom`);
  await first.text();
  const again = await fetch(`${hub.url}/feeds/recognitions.atom`, {
    headers: { 'if-none-match': first.headers.get('etag') ?? '' },
  });
  expect(again.status).toBe(304);
  expect(first.headers.get('cache-control')).toBe('public, max-age=300');
});
