/** Words of the lists by letter, and of the pages of materials and product sets. */
import type { Lang } from './routes.ts';

const vi = {
  letters: 'Theo chữ cái',
  lists: 'Danh mục A–Z',
  other: 'Chữ số và ký hiệu',
  allTitle: (what: string) => `${what} từ A đến Z`,
  partTitle: (what: string, letter: string) => `${what}: ${letter}`,
  from: (first: string, last: string) => `Từ “${first}” đến “${last}”`,
  choose: 'Chọn chữ cái đầu:',
  filedAs: 'Xếp theo tên riêng, bỏ qua “Công ty”, “Hợp tác xã”, “Hộ kinh doanh”.',
  productsLead:
    'Mọi sản phẩm trong sổ, xếp theo chữ cái tiếng Việt. Muốn lọc theo sao, nơi làm, hiệu lực thì dùng trang sản phẩm.',
  toExplore: 'Lọc sản phẩm',
  more: (n: string) => `Xem tất cả ${n} sản phẩm`,
  toList: 'Lọc, sắp xếp và tải về những sản phẩm này',
  materialsTitle: 'Nguyên liệu',
  materialsLead: 'Thứ làm nên sản phẩm, mỗi loại một trang: sản phẩm, vùng trồng và nuôi, chủ thể.',
  materialKicker: 'Nguyên liệu',
  materialRegions: 'Vùng nguyên liệu',
  materialNoRegion: 'Chưa có vùng nguyên liệu nào trong sổ.',
  materialProducts: 'Sản phẩm làm từ nguyên liệu này',
  noProducts: 'Chưa có sản phẩm nào trong sổ. Có thể có mà chưa được công bố.',
  mapLabel: (name: string) => `Bản đồ ${name}: nơi làm và vùng nguyên liệu`,
  setsTitle: 'Bộ sản phẩm',
  setsLead: (n: number) =>
    `${n} bộ sản phẩm mà luật chia ra để chấm điểm: mỗi bộ một phiếu chấm, một cơ quan trung ương chủ trì.`,
  setNumber: (n: number) => `Bộ số ${n}`,
  setKey: 'Vị trí trong phụ lục',
  setGroup: 'Nhóm',
  setSector: 'Ngành',
  setAgencies: 'Cơ quan chủ trì',
  setLaw: 'Theo',
  decision: ({ title }: { code: string; title: string }) => title,
  setSince: (date: string) => `có hiệu lực từ ${date}`,
  setProducts: 'Sản phẩm thuộc bộ này',
  setNote:
    'Phần lớn sản phẩm được người biên soạn xếp bộ theo tên và nguyên liệu; trang sản phẩm nói rõ chỗ nào là suy ra.',
  setMaterials: 'Nguyên liệu hay gặp',
};

const en: typeof vi = {
  letters: 'By letter',
  lists: 'Lists from A to Z',
  other: 'Digits and signs',
  allTitle: (what) => `${what} from A to Z`,
  partTitle: (what, letter) => `${what}: ${letter}`,
  from: (first, last) => `From “${first}” to “${last}”`,
  choose: 'Choose a first letter:',
  filedAs:
    'Filed by the name proper: “Công ty” (company), “Hợp tác xã” (cooperative) and the like are passed over.',
  productsLead:
    'Every product in the register, in the order of the Vietnamese alphabet. To filter by stars, place or validity, use the page of products.',
  toExplore: 'Filter products',
  more: (n) => `See all ${n} products`,
  toList: 'Filter, sort and download these products',
  materialsTitle: 'Raw materials',
  materialsLead:
    'What products are made of, a page each: the products, where it is grown or kept, who makes them.',
  materialKicker: 'Raw material',
  materialRegions: 'Raw-material regions',
  materialNoRegion: 'The register has no region of it yet.',
  materialProducts: 'Products made from it',
  noProducts: 'The register has none yet. There may be some that were not published.',
  mapLabel: (name) => `Map of ${name}: where it is made and where it comes from`,
  setsTitle: 'Product sets',
  setsLead: (n) =>
    `The ${n} sets into which the law divides products for scoring: each has a score sheet and a central agency in charge.`,
  setNumber: (n) => `Set no. ${n}`,
  setKey: 'Place in the appendix',
  setGroup: 'Group',
  setSector: 'Sector',
  setAgencies: 'Agency in charge',
  setLaw: 'Under',
  decision: ({ code }) => `Decision ${code}`,
  setSince: (date) => `in force since ${date}`,
  setProducts: 'Products of this set',
  setNote:
    'Most products were put into a set by the compilers, from name and material; the product’s page says where that is inferred.',
  setMaterials: 'Common raw materials',
};

const words = { vi, en };
export const listWords = (lang: Lang) => words[lang];
