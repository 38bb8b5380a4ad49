import { isWellEvidenced } from '../../../api/register/recognitions/recognition.rules.ts';
import type { Product } from './snapshot.ts';

export interface News {
  day: string;
  isRevoked: boolean;
  stars: number | null;
  product: Product;
}

/** The latest recognitions with a published day, and the latest revocations, up to a day; one line a product and day. */
export function latestNews(products: readonly Product[], today: string, count: number): News[] {
  const news = products.flatMap((product) =>
    product.recognitions.flatMap(({ issuedOn, revokedOn, stars, evidence }): News[] => [
      ...(issuedOn && isWellEvidenced(evidence) ? [{ day: issuedOn, isRevoked: false, stars, product }] : []),
      ...(revokedOn ? [{ day: revokedOn, isRevoked: true, stars, product }] : []),
    ]),
  );
  return news
    .filter(({ day }) => day <= today)
    .sort((a, b) => b.day.localeCompare(a.day) || (b.stars ?? 0) - (a.stars ?? 0))
    .slice(0, count);
}
