/** The few words that scripts say themselves; everything else stands in the page. */
import type { Lang } from '../i18n/routes.ts';

export const words = {
  vi: {
    kinds: {
      product: 'Sản phẩm',
      producer: 'Chủ thể',
      region: 'Vùng nguyên liệu',
      commune: 'Xã, phường',
      former: 'Địa danh cũ',
      province: 'Tỉnh',
      material: 'Nguyên liệu',
      set: 'Bộ sản phẩm',
    },
    results: (n: number) => `${n} gợi ý`,
    none: 'Không thấy gợi ý nào. Thử viết ngắn hơn; có dấu hay không dấu đều được.',
    didYouMean: (text: string) => `Có phải bạn tìm “${text}”?`,
    failed: 'Chưa tải được gợi ý. Nhấn Enter để tìm trong danh sách.',
    all: 'Xem tất cả sản phẩm khớp',
    count: (n: number, all: number) => (n === all ? `${all} sản phẩm` : `${n} trong ${all} sản phẩm`),
    remove: (label: string) => `Bỏ lọc ${label}`,
    clear: 'Bỏ hết bộ lọc',
    stars: (n: number) => `${n} sao`,
  },
  en: {
    kinds: {
      product: 'Product',
      producer: 'Producer',
      region: 'Raw-material region',
      commune: 'Commune or ward',
      former: 'Former place',
      province: 'Province',
      material: 'Raw material',
      set: 'Product set',
    },
    results: (n: number) => (n === 1 ? '1 suggestion' : `${n} suggestions`),
    none: 'No suggestion. Try fewer letters; Vietnamese marks are not needed.',
    didYouMean: (text: string) => `Did you mean “${text}”?`,
    failed: 'Suggestions could not be loaded. Press Enter to search the list.',
    all: 'See all matching products',
    count: (n: number, all: number) => (n === all ? `${all} products` : `${n} of ${all} products`),
    remove: (label: string) => `Remove the filter ${label}`,
    clear: 'Remove all filters',
    stars: (n: number) => `${n} stars`,
  },
} satisfies Record<Lang, object>;

export const pageLang = (): Lang => (document.documentElement.lang === 'en' ? 'en' : 'vi');
