import {
  datasetDocument,
  placesDocument,
  producersDocument,
  productsDocument,
  regionsDocument,
} from './documents.ts';
import { request } from './request.ts';
import { checkSnapshot } from './check-snapshot.ts';
import type { Snapshot } from './snapshot.ts';

const PAGE_SIZE = 50;
/** Districts ended, and communes were merged, on 2025-07-01 (Resolution 1660/NQ-UBTVQH15). */
const LAST_DAY_OF_DISTRICTS = '2025-06-30';

interface Connection<Node> {
  nodes: Node[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

/** Asks a hub for everything that the directory shows. */
export async function fetchSnapshot(endpoint: string, today: string): Promise<Snapshot> {
  const { dataset } = await request(endpoint, datasetDocument, {});
  const products = await all(async (page) => (await request(endpoint, productsDocument, page)).products);
  const producers = await all(async (page) => (await request(endpoint, producersDocument, page)).producers);
  const regions = await all(async (page) => (await request(endpoint, regionsDocument, page)).regions);
  const placesOn = (asOf: string) =>
    all(async (page) => (await request(endpoint, placesDocument, { ...page, asOf })).places);
  const placesNow = await placesOn(today);
  const placesThen = await placesOn(LAST_DAY_OF_DISTRICTS);
  return checkSnapshot({
    format: 1,
    fetchedAt: new Date().toISOString(),
    today,
    dataset,
    products,
    producers,
    regions,
    communes: placesNow.filter((place) => ['COMMUNE', 'WARD', 'SPECIAL_ZONE'].includes(place.kind)),
    formerPlaces: placesThen.filter((place) => place.validUntil !== null),
  });
}

async function all<Node>(
  fetchPage: (page: { first: number; after: string | null }) => Promise<Connection<Node>>,
): Promise<Node[]> {
  const nodes: Node[] = [];
  let after: string | null = null;
  do {
    const page: Connection<Node> = await fetchPage({ first: PAGE_SIZE, after });
    nodes.push(...page.nodes);
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after);
  return nodes;
}
