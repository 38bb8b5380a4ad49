import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readSnapshot, type Snapshot } from './data/snapshot.ts';

const folder = mkdtempSync(join(tmpdir(), 'ocop-reuse-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const TIMES = 5;

/** The fixture with more products, so that the lists of related ones are cut. */
function register(): Snapshot {
  const snapshot = readSnapshot(join(import.meta.dirname, 'data/fixture.json'));
  const copies = snapshot.products.flatMap((one) =>
    Array.from({ length: TIMES }, (_, i) => ({
      ...structuredClone(one),
      slug: `${one.slug}-${i}`,
      code: `${one.code.slice(0, -1)}${i}`,
      name: `${one.name} ${i}`,
    })),
  );
  return { ...snapshot, products: [...snapshot.products, ...copies] };
}

/** Builds a snapshot, and says what the build said. */
async function build(snapshot: Snapshot, name: string, previous?: string): Promise<string> {
  const file = join(folder, `${name}.json`);
  writeFileSync(file, JSON.stringify(snapshot));
  const before = previous ? ['--previous', join(folder, previous)] : [];
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['directory/build.ts', '--out', join(folder, name), ...before],
    {
      cwd: join(import.meta.dirname, '../..'),
      env: { ...process.env, HUB_SNAPSHOT: file, HUB_TODAY: snapshot.today, NODE_ENV: 'production' },
    },
  );
  return stdout;
}

const taken = (said: string) => Number(/\((\d+) of \d+ pages taken over\)/.exec(said)?.[1] ?? 0);

/** Every file with its bytes, but the build's own notes. */
const filesOf = (name: string): Map<string, string> =>
  new Map(
    readdirSync(join(folder, name), { recursive: true, encoding: 'utf8' })
      .filter((path) => path !== '.reads.json' && statSync(join(folder, name, path)).isFile())
      .toSorted()
      .map((path) => [path, readFileSync(join(folder, name, path), 'latin1')]),
  );

function expectSame(reused: string, whole: string): void {
  const [one, other] = [filesOf(reused), filesOf(whole)];
  expect([...one.keys()]).toEqual([...other.keys()]);
  expect([...one].filter(([path, bytes]) => bytes !== other.get(path)).map(([path]) => path)).toEqual([]);
}

/** Changes that pages of other things than the changed one show: names, places, makers, ties, verdicts, orders. */
const changes: ((snapshot: Snapshot, pick: <Item>(items: Item[]) => Item) => void)[] = [
  (all, pick) => (pick(all.products).name = 'Á đổi tên lên đầu danh sách'),
  (all, pick) => (pick(all.products).recognitions = []),
  (all, pick) => (pick(all.products.filter((one) => one.recognitions.length > 0)).recognitions[0]!.stars = 5),
  (all, pick) => {
    const of = pick(all.products.filter((one) => one.recognitions.length > 0));
    of.recognitions[0]!.revokedOn = all.today;
  },
  (all, pick) => (pick(all.products).producer = { slug: pick(all.producers).slug }),
  (all, pick) =>
    Object.assign(pick(all.products), { place: { slug: pick(all.communes).slug }, formerPlace: null }),
  (all, pick) => (pick(all.products).materialSources = []),
  (all, pick) => {
    const from = pick(all.products.filter((one) => one.materialSources.length > 0));
    pick(all.products).materialSources = structuredClone(from.materialSources);
  },
  (all, pick) => void all.products.splice(all.products.indexOf(pick(all.products)), 1),
  (all, pick) => {
    const twin = structuredClone(pick(all.products));
    all.products.push({ ...twin, slug: `${twin.slug}-moi`, code: 'P2345678', name: `${twin.name} mới` });
  },
  (all, pick) => (pick(all.producers).name = 'Hợp tác xã Đổi Tên'),
  (all, pick) => (pick(all.producers).place = { slug: pick(all.communes).slug }),
  (all, pick) => (pick(all.producers).website = 'https://example.vn/'),
  (all, pick) => (pick(all.communes).fullName = 'Xã Đổi Tên'),
  (all, pick) => {
    const { point } = pick(all.communes.filter((one) => one.point));
    if (point) point.lat += 0.7;
  },
  (all, pick) => (pick(all.regions).name = 'Vùng đổi tên'),
  (all, pick) => (pick(all.regions).hectares = 12_345),
  (all, pick) => (pick(all.regions).communes = [{ slug: pick(all.communes).slug }]),
  (all, pick) => (pick(all.formerPlaces).fullName = 'Huyện Đổi Tên'),
  (all, pick) => (pick(all.dataset.sources).title = 'Nguồn đổi tên'),
  (all, pick) => (pick(all.dataset.materials).nameVi = 'Nguyên liệu đổi tên'),
];

const snapshot = register();
beforeAll(async () => {
  await build(snapshot, 'before');
});

test('pages taken over are those that a whole build would draw, byte for byte', async () => {
  const random = numbers(20_261_124);
  const pick = <Item>(items: Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const changing = structuredClone(snapshot);
  let previous = 'before';
  for (const round of [0, 1]) {
    for (const [at, change] of changes.entries()) if (at % 2 === round) change(changing, pick);
    const said = await build(changing, `reused-${round}`, previous);
    await build(changing, `whole-${round}`);
    expect(taken(said)).toBeGreaterThan(0);
    expectSame(`reused-${round}`, `whole-${round}`);
    previous = `reused-${round}`;
  }
}, 600_000);

test('pages that may be taken over go on naming the revision from which they ask, until it is too far away', async () => {
  const { revision } = snapshot.dataset;
  const at = (later: number) => ({
    ...snapshot,
    dataset: { ...snapshot.dataset, revision: `${Number.parseInt(revision) + later}-7fffffff` },
  });
  const product = `san-pham/${snapshot.products[0]?.slug}`;
  const named = (name: string, page: string) =>
    /data-revision="([^"]+)"/.exec(readFileSync(join(folder, name, page, 'index.html'), 'utf8'))?.[1];
  expect(taken(await build(at(5), 'soon', 'before'))).toBeGreaterThan(0);
  expect(named('soon', product)).toBe(revision);
  // What is drawn in every build need not ask for what it shows already.
  for (const page of ['', 'so-lieu', 'san-pham/a-z'])
    expect(named('soon', page)).toBe(at(5).dataset.revision);
  for (const [name, later] of [
    ['late', 5_000],
    ['set-back', -1],
  ] as const) {
    expect(taken(await build(at(later), name, 'before'))).toBe(0);
    expect(named(name, product)).toBe(at(later).dataset.revision);
  }
}, 300_000);

test('on another day all pages are drawn anew', async () => {
  expect(taken(await build({ ...snapshot, today: '2026-11-25' }, 'tomorrow', 'before'))).toBe(0);
}, 300_000);

/** A small random generator with a seed: the same changes everywhere. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
