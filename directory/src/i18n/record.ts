/** Words of the pages of single things: what can be done with a page, where its facts come from, how to ask for them. */
import type { Lang } from './routes.ts';

const vi = {
  tools: 'Dùng trang này',
  share: 'Chia sẻ',
  copied: 'Đã chép địa chỉ trang',
  qr: 'Mã QR',
  embed: 'Nhúng vào trang khác',
  doubt: 'Báo sai',
  correct: 'Sửa một bản ghi thế nào?',
  askNow: 'Hỏi lại sổ ngay lúc này',
  packsTitle: 'Sao này dành cho gói nào?',
  packsUnknown:
    'Nguồn không nói công nhận dành cho gói nào, cỡ nào, và chưa công bố mã vạch. Chỉ quyết định công nhận mới trả lời được; gói khác của cùng sản phẩm chưa chắc đã có sao.',
  packsLead: 'Công nhận dành cho đúng những gói này:',
  packName: 'Gói',
  packContent: 'Khối lượng, dung tích',
  packGtin: 'Mã vạch (GTIN)',
  gtinUnknown: 'chưa công bố',
  buyTitle: 'Mua ở đâu?',
  buyWebsite: 'Trang của chủ thể',
  buyAddress: 'Địa chỉ công bố',
  buyUnknown: 'Nguồn công khai không nêu nơi bán, giá hay số điện thoại, nên sổ này cũng không có.',
  buyAsk: (maker: string | null, commune: string | null) =>
    maker
      ? `Hãy tìm theo tên chủ thể “${maker}”${commune ? `, hoặc hỏi UBND ${commune}` : ''}.`
      : commune
        ? `Hãy hỏi UBND ${commune}.`
        : 'Hãy hỏi cơ quan phụ trách OCOP của tỉnh.',
  buyNone: 'Sổ này không bán hàng và không nhận quảng cáo.',
  dataTitle: 'Về bản ghi này',
  lastRead: 'Đối chiếu nguồn lần cuối',
  picture: (credit: string, licence: string) => `Ảnh: ${credit}, ${licence}`,
  apiTitle: 'Lấy trang này qua API',
  apiLead: 'Câu hỏi GraphQL cho đúng trang này. Không cần khóa, không cần đăng ký.',
  apiTry: 'Chạy thử câu này',
  relatedTitle: 'Xem thêm',
  all: (n: string) => `Xem tất cả ${n}`,
  known: 'Biết từ',
  extended: (date: string) => `Được gia hạn đến ${date}`,
  revoked: (date: string) => `Bị thu hồi từ ${date}`,
  recognitionCode: 'Mã công nhận',
};

const en: typeof vi = {
  tools: 'Use this page',
  share: 'Share',
  copied: 'The page’s address was copied',
  qr: 'QR code',
  embed: 'Embed elsewhere',
  doubt: 'Report a mistake',
  correct: 'How is a record corrected?',
  askNow: 'Ask the register again, now',
  packsTitle: 'Which packs does the star cover?',
  packsUnknown:
    'The sources do not say which packs or sizes the recognition covers, and no barcode was published. Only the recognition decision can tell; another pack of the same product need not have the star.',
  packsLead: 'The recognition covers these packs and no others:',
  packName: 'Pack',
  packContent: 'Net content',
  packGtin: 'Barcode (GTIN)',
  gtinUnknown: 'not published',
  buyTitle: 'Where to buy it',
  buyWebsite: 'Website of the producer',
  buyAddress: 'Published address',
  buyUnknown: 'Public sources give no shop, price or telephone number, so this register has none either.',
  buyAsk: (maker, commune) =>
    maker
      ? `Look for the producer by name, “${maker}”${commune ? `, or ask the People’s Committee of ${commune}` : ''}.`
      : commune
        ? `Ask the People’s Committee of ${commune}.`
        : 'Ask the office in charge of OCOP in the province.',
  buyNone: 'This register sells nothing and takes no advertising.',
  dataTitle: 'About this record',
  lastRead: 'Last read from a source',
  picture: (credit, licence) => `Photo: ${credit}, ${licence}`,
  apiTitle: 'Get this page through the API',
  apiLead: 'The GraphQL query for this very page. No key, no sign-up.',
  apiTry: 'Try this query',
  relatedTitle: 'See also',
  all: (n) => `See all ${n}`,
  known: 'Known from',
  extended: (date) => `Extended until ${date}`,
  revoked: (date) => `Revoked from ${date}`,
  recognitionCode: 'Recognition code',
};

const words = { vi, en };
export const recordWords = (lang: Lang) => words[lang];
