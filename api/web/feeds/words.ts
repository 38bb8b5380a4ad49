import type { FeedLanguage } from './register-news.ts';

/** "29/07/2027", and in English "29 July 2027". */
const dayIn: Record<FeedLanguage, (day: string) => string> = {
  vi: (day) => day.split('-').toReversed().join('/'),
  en: (day) =>
    new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(
      new Date(`${day}T00:00:00Z`),
    ),
};

const kinds: Record<FeedLanguage, Record<string, string>> = {
  vi: { Product: 'Sản phẩm', Recognition: 'Công nhận', Producer: 'Chủ thể', Region: 'Vùng nguyên liệu' },
  en: {
    Product: 'Product',
    Recognition: 'Recognition',
    Producer: 'Producer',
    Region: 'Raw-material region',
  },
};

export const words = {
  vi: {
    newsTitle: 'OCOP: công nhận mới và công nhận bị thu hồi',
    newsAbout: 'Những công nhận mới nhất có ngày cấp và những công nhận bị thu hồi, theo sổ này.',
    issued: (product: string, stars: number | null) => `Công nhận${stars ? ` ${stars} sao` : ''}: ${product}`,
    revoked: (product: string) => `Thu hồi công nhận: ${product}`,
    decision: (number: string) => `Quyết định ${number}`,
    changesTitle: 'OCOP: mọi thay đổi của sổ',
    changesAbout:
      'Sản phẩm, công nhận, chủ thể và vùng nguyên liệu được ghi, sửa hoặc xóa; các kho trước đó có đủ từ đầu.',
    noArchive: (archives: number) => `Chỉ có các kho từ 1 đến ${archives}`,
    changed: (entity: string, name: string) => `${kinds.vi[entity] ?? entity}: ${name}`,
    merged: 'gộp vào',
    calendar: (place: string | null) => `Công nhận OCOP sắp hết hiệu lực${place ? `: ${place}` : ''}`,
    calendarAbout: 'Ngày cuối cùng còn hiệu lực của mỗi công nhận, trong một năm tới.',
    cut: (most: number) =>
      `Chỉ gồm ${most} công nhận gần nhất: hãy thêm ?noi=xã-phường để có đủ của một nơi.`,
    lastDay: (product: string, stars: number | null) =>
      `Ngày cuối còn hiệu lực${stars ? ` ${stars} sao` : ''}: ${product}`,
    isOff: (summary: string) => `Đã hủy – ${summary}`,
    handIn: (from: string, to: string) => `Nộp hồ sơ đánh giá lại từ ${from} đến ${to}.`,
    unknownPlace: (slug: string) => `Không có nơi nào tên "${slug}"`,
    day: dayIn.vi,
  },
  en: {
    newsTitle: 'OCOP: recognitions that are new, and those revoked',
    newsAbout: 'The latest recognitions with a day of issue, and those that were revoked, in this register.',
    issued: (product: string, stars: number | null) =>
      `Recognised${stars ? ` with ${stars} stars` : ''}: ${product}`,
    revoked: (product: string) => `Revoked: ${product}`,
    decision: (number: string) => `Decision ${number}`,
    changesTitle: 'OCOP: every change of the register',
    changesAbout:
      'Products, recognitions, producers and raw-material regions written, corrected or deleted; the archives before it hold everything from the start.',
    noArchive: (archives: number) => `There are archives from 1 to ${archives}`,
    changed: (entity: string, name: string) => `${kinds.en[entity] ?? entity}: ${name}`,
    merged: 'merged into',
    calendar: (place: string | null) => `OCOP recognitions about to end${place ? `: ${place}` : ''}`,
    calendarAbout: 'The last day in force of each recognition, over the coming year.',
    cut: (most: number) => `Only the ${most} soonest: add ?noi=commune to have all of one place.`,
    lastDay: (product: string, stars: number | null) =>
      `Last day in force${stars ? `, ${stars} stars` : ''}: ${product}`,
    isOff: (summary: string) => `Cancelled – ${summary}`,
    handIn: (from: string, to: string) => `The file for re-evaluation is due from ${from} to ${to}.`,
    unknownPlace: (slug: string) => `No place goes by "${slug}"`,
    day: dayIn.en,
  },
} satisfies Record<FeedLanguage, object>;
