import type { Lang } from '../i18n/routes.ts';

const vi = {
  title: 'Xem khi không có mạng',
  lead: 'Giữ sổ OCOP trong máy để mở, tìm và đọc ở nơi không có sóng: mọi sản phẩm, chủ thể, xã phường và vùng nguyên liệu, kèm ngày của từng công nhận. Không kèm ảnh.',
  keep: 'Giữ trong máy (dưới 2 MB)',
  forget: 'Xóa khỏi máy',
  keeping: 'Đang tải về…',
  forgetting: 'Đang xóa…',
  notKept: 'Chưa giữ gì trong máy này.',
  kept: (products: string, day: string) => `Đã giữ trong máy: ${products} sản phẩm, bản dựng ngày ${day}.`,
  failed: 'Chưa tải được trọn vẹn, nên chưa giữ gì mới. Xin thử lại khi có mạng.',
  unable: 'Trình duyệt này không giữ trang được, hoặc trang đang mở không qua https.',
  how: 'Cách hoạt động',
  points: [
    'Chỉ khi bạn bấm nút, hoặc cài trang này như một ứng dụng, thì máy mới giữ dữ liệu. Bạn xóa được bất cứ lúc nào.',
    'Khi có mạng, trang luôn lấy bản mới; bản giữ trong máy cũng được thay bằng bản mới, trọn vẹn một lần.',
    'Khi không có mạng, công nhận còn hiệu lực hay không được tính từ ngày ghi trong trang theo ngày của máy. Một công nhận bị thu hồi sau ngày dựng thì chưa thể hiện.',
  ],
  search: 'Tìm trong sổ',
  noPage: 'Trang bạn vừa mở chưa có trong máy.',
  twin: 'Đọc bản tiếng Việt đã giữ',
};

const en: typeof vi = {
  title: 'Without a network',
  lead: 'Keep the OCOP register on this device to open, search and read it where there is no signal: every product, producer, commune and raw-material region, with the dates of each recognition. Photos are left out.',
  keep: 'Keep on this device (less than 2 MB)',
  forget: 'Remove from this device',
  keeping: 'Downloading…',
  forgetting: 'Removing…',
  notKept: 'Nothing is kept on this device.',
  kept: (products, day) => `Kept on this device: ${products} products, as built on ${day}.`,
  failed: 'It did not all arrive, so nothing new is kept. Please try again with a network.',
  unable: 'This browser cannot keep pages, or this page was not opened over https.',
  how: 'How it works',
  points: [
    'Only when you press the button, or install this site as an app, is anything kept. You can remove it at any time.',
    'With a network you always get the newest page, and what is kept is replaced by the newest build, all at once.',
    'Without a network, whether a recognition is in force is worked out from the dates in the page and the day of your device. A revocation after the build does not show yet.',
  ],
  search: 'Search the register',
  noPage: 'The page that you opened is not on this device.',
  twin: 'Read the English one, which is kept',
};

export const words: Record<Lang, typeof vi> = { vi, en };
