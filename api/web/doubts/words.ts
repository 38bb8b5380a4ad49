import type { Lang } from '../language.ts';

const vi = {
  title: 'Báo điều nghi ngờ',
  lead: 'Bạn thấy bao bì, sao hay tên không khớp với sổ? Hãy kể lại. Cán bộ phụ trách chương trình sẽ xem.',
  privacy:
    'Không cần tài khoản. Xin đừng ghi tên, số điện thoại hay địa chỉ nhà của ai. Sổ không giữ địa chỉ mạng của bạn; ảnh được vẽ lại, mọi thông tin kèm theo ảnh đều bị bỏ. Vì không biết bạn là ai nên sổ không trả lời riêng được.',
  number: 'Mã hoặc số trên bao bì',
  numberHint: 'Không bắt buộc',
  what: 'Điều gì không đúng?',
  whatHint: 'Ví dụ: bao bì in 5 sao, sổ nói 3 sao; mã quét ra sản phẩm khác',
  place: 'Thấy ở đâu?',
  placeHint: 'Tên cửa hàng, chợ, xã phường hoặc địa chỉ trang bán hàng',
  photo: 'Ảnh bao bì',
  photoHint: 'Không bắt buộc. JPEG, PNG hoặc WebP, tối đa 5 MB',
  send: 'Gửi',
  back: 'Về câu trả lời cho mã này',
  faults: {
    summary: 'Chưa gửi được:',
    what: { MISSING: 'Hãy kể điều không đúng.', TOO_LONG: 'Lời kể dài quá 2.000 ký tự.' },
    place: { MISSING: 'Hãy nói thấy ở đâu.', TOO_LONG: 'Nơi thấy dài quá 200 ký tự.' },
    photo: {
      TOO_LARGE: 'Ảnh lớn hơn 5 MB. Hãy chọn ảnh khác hoặc gửi không kèm ảnh.',
      NO_PHOTO:
        'Tệp này không phải ảnh JPEG, PNG hay WebP đọc được. Hãy chọn ảnh khác hoặc gửi không kèm ảnh.',
      AGAIN: 'Trình duyệt không giữ lại ảnh: hãy chọn ảnh lần nữa.',
    },
  },
  tooMany: {
    title: 'Báo quá nhiều lần',
    lead: (minutes: number) =>
      `Từ mạng của bạn đã có nhiều báo cáo trong một giờ. Xin thử lại sau ${minutes} phút. Những gì bạn gõ vẫn còn ở dưới đây.`,
  },
  forged: {
    title: 'Không nhận',
    lead: 'Mẫu này được gửi từ một trang khác. Hãy mở trang báo điều nghi ngờ của sổ và gửi lại từ đó.',
  },
  unreadable: {
    title: 'Không đọc được mẫu',
    lead: 'Nội dung gửi lên không phải mẫu của trang này, hoặc quá lớn. Hãy mở lại trang và thử lần nữa.',
  },
  receiptTitle: 'Đã nhận',
  receiptNumber: 'Số hồ sơ của bạn',
  receipt: (day: string) =>
    `Nhận ngày ${day}. Hãy chép lại số này: khi hỏi cơ quan phụ trách OCOP của tỉnh, bạn chỉ cần đọc số hồ sơ.`,
  receiptNote: 'Nội dung bạn gửi không được đăng công khai.',
  another: 'Kiểm tra mã khác',
};

const en: typeof vi = {
  title: 'Report a doubt',
  lead: 'Does the pack, the star or the name not fit the register? Tell us. The officers of the programme will look at it.',
  privacy:
    'No account is needed. Please give nobody’s name, telephone number or home address. The register does not keep your network address; a photo is drawn anew, and everything else in its file is dropped. As nobody knows who you are, nobody can answer you in person.',
  number: 'Code or number on the pack',
  numberHint: 'Optional',
  what: 'What is wrong?',
  whatHint: 'For example: the pack says 5 stars, the register 3; the code leads to another product',
  place: 'Where did you see it?',
  placeHint: 'Name of the shop, the market, the commune, or the address of the shop on the web',
  photo: 'Photo of the pack',
  photoHint: 'Optional. JPEG, PNG or WebP, at most 5 MB',
  send: 'Send',
  back: 'Back to the answer for this code',
  faults: {
    summary: 'Not sent yet:',
    what: { MISSING: 'Say what is wrong.', TOO_LONG: 'That is longer than 2,000 characters.' },
    place: { MISSING: 'Say where you saw it.', TOO_LONG: 'The place is longer than 200 characters.' },
    photo: {
      TOO_LARGE: 'The photo is larger than 5 MB. Choose another, or send without one.',
      NO_PHOTO:
        'This file is no JPEG, PNG or WebP picture that can be read. Choose another, or send without one.',
      AGAIN: 'Browsers do not keep a photo: please choose it again.',
    },
  },
  tooMany: {
    title: 'Too many reports',
    lead: (minutes) =>
      `Many reports came from your network within an hour. Please try again in ${minutes} minutes. What you typed is still below.`,
  },
  forged: {
    title: 'Not taken',
    lead: 'This form was sent from another site. Open the register’s own page for doubts and send it from there.',
  },
  unreadable: {
    title: 'The form could not be read',
    lead: 'What was sent is not the form of this page, or is too large. Open the page again and try once more.',
  },
  receiptTitle: 'Received',
  receiptNumber: 'The number of your case',
  receipt: (day) =>
    `Received on ${day}. Write this number down: to ask the province’s OCOP office about it, the number is all you need.`,
  receiptNote: 'What you sent is not published.',
  another: 'Check another code',
};

export const words: Record<Lang, typeof vi> = { vi, en };
export type PhotoFault = keyof typeof vi.faults.photo;
