import { hubUrl } from './browser.ts';

export interface ProvenProduct {
  code: string;
  slug: string;
  name: string;
  proof: { url: string; fragment: string; keyId: string; stars: number; lastDay: string } | null;
}

/** Products with a verdict of today, and what a QR code proves of them. */
export async function productsWithProof(status: 'IN_FORCE' | 'EXPIRED'): Promise<ProvenProduct[]> {
  const query = `{ products(first: 5, where: { verdict: [${status}] }) {
    nodes { code slug name proof { url fragment keyId stars lastDay } } } }`;
  const response = await fetch(`${hubUrl}/graphql?query=${encodeURIComponent(query)}`);
  const { data } = (await response.json()) as { data: { products: { nodes: ProvenProduct[] } } };
  return data.products.nodes;
}
