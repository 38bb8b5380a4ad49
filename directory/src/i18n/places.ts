/** Words of the pages of producers, regions and communes. */
import type { Lang } from './routes.ts';

const vi = {
  whyHere: 'Vùng này trong vài con số',
  hectares: 'ha theo công bố',
  communes: 'xã, phường',
  products: 'sản phẩm hợp với vùng',
  download: 'Tải ranh giới (GeoJSON)',
  downloadNote: 'Trong tệp có ghi độ chính xác, nguồn và giấy phép.',
  drawsOn: 'Vùng nguyên liệu',
  drawsOnNote: 'Theo nguyên liệu và nơi làm của các sản phẩm; trang sản phẩm nói chỗ nào là suy ra.',
  materials: 'Nguyên liệu',
  contact: 'Liên hệ, mua hàng',
  nearby: 'Xã, phường gần đó',
  more: (n: string) => `và ${n} chủ thể khác`,
};

const en: typeof vi = {
  whyHere: 'The region in a few figures',
  hectares: 'hectares as published',
  communes: 'communes and wards',
  products: 'products that fit it',
  download: 'Download the outline (GeoJSON)',
  downloadNote: 'The file tells its accuracy, source and licence.',
  drawsOn: 'Raw-material regions',
  drawsOnNote: 'By the materials and places of the products; a product’s page says what is inferred.',
  materials: 'Raw materials',
  contact: 'Contact and buying',
  nearby: 'Communes nearby',
  more: (n) => `and ${n} other producers`,
};

const words = { vi, en };
export const placeWords = (lang: Lang) => words[lang];
