/** Words of what can be printed of a product, for a wall, a shelf and a pack. */
import type { Lang } from './routes.ts';

export const sheets = ['a4', 'card', 'label'] as const;
export type Sheet = (typeof sheets)[number];

const vi = {
  title: 'In tờ A4, thẻ kệ, tem',
  lead: 'Bản in luôn mang ngày cuối còn hiệu lực và mã QR có chữ ký của sổ đăng ký. Ai có điện thoại cũng kiểm tra được, kể cả khi không có mạng.',
  leadUnsigned:
    'Bản in mang kết quả tra cứu đúng như ở trên và mã QR dẫn tới kết quả của ngày quét. Chỉ sao còn hiệu lực mới có chữ ký của sổ đăng ký trong mã.',
  choice: 'Khổ giấy',
  page: 'Cả trang này',
  sheets: { a4: 'Tờ A4', card: 'Thẻ kệ (A6 ngang)', label: 'Tem 60 × 40 mm' } satisfies Record<Sheet, string>,
  print: 'In',
  byHand: 'Chọn khổ, rồi in bằng lệnh in của trình duyệt. Nhớ chọn in cả màu nền.',
  verify: 'Kiểm tra mã khi không có mạng',
  kind: 'Phiếu thông tin sản phẩm OCOP',
  code: 'Mã',
  producer: 'Chủ thể',
  place: 'Nơi làm ra',
  set: 'Bộ sản phẩm',
  decision: 'Quyết định',
  issued: 'Ngày cấp',
  authority: 'Cơ quan công nhận',
  qr: (name: string) => `Mã QR để kiểm tra “${name}”`,
  scan: 'Quét để biết sao này hôm nay còn hiệu lực không',
  signed: 'Chữ ký trong mã kiểm tra được cả khi không có mạng.',
  asOf: (day: string) => `Theo sổ đăng ký ngày ${day}`,
};

const en: typeof vi = {
  title: 'Print an A4 sheet, a shelf card, a label',
  lead: 'What is printed always bears the last day of validity and a QR code with the register’s signature. Anyone with a phone can verify it, even without a network.',
  leadUnsigned:
    'What is printed bears the answer as it stands above, and a QR code that leads to the answer of the day it is scanned. Only a star in force has the register’s signature in its code.',
  choice: 'Size',
  page: 'This whole page',
  sheets: { a4: 'A4 sheet', card: 'Shelf card (A6 landscape)', label: 'Label 60 × 40 mm' },
  print: 'Print',
  byHand: 'Choose a size, then print with your browser. Let it print background colours.',
  verify: 'Verify a code without a network',
  kind: 'OCOP product sheet',
  code: 'Code',
  producer: 'Producer',
  place: 'Made in',
  set: 'Product set',
  decision: 'Decision',
  issued: 'Issued on',
  authority: 'Recognised by',
  qr: (name) => `QR code to verify “${name}”`,
  scan: 'Scan to see whether this star is in force today',
  signed: 'The signature in the code can be verified without a network.',
  asOf: (day) => `By the register of ${day}`,
};

export const printWords = (lang: Lang): typeof vi => (lang === 'en' ? en : vi);
