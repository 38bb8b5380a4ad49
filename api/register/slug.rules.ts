import { fold } from './vietnamese.rules.ts';

const LONGEST = 120;

/** "Hạt điều rang củi" → "hat-dieu-rang-cui" */
export function plainSlug(name: string): string {
  const plain = fold(name).replaceAll(' ', '-').slice(0, LONGEST).replace(/-+$/, '');
  return plain || 'khong-ten';
}
