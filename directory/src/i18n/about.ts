/** What the page about the data promises, beside the facts that it counts. */
import type { Lang } from './routes.ts';

const vi = {
  doorsTitle: 'Lấy dữ liệu về',
  doorsLead: 'Mọi lối ra đều mở, không cần khóa, cùng một nội dung và cùng giấy phép.',
  doorGroups: {
    FILES: 'Tệp',
    PROGRAMS: 'Cho chương trình',
    MAPS: 'Bản đồ và GIS',
    FEEDS: 'Tin và lịch',
    CATALOGUES: 'Danh mục cho cổng dữ liệu',
  },
  correctSteps: [
    'Mở trang của sản phẩm và chọn “Báo sai”. Trang chưa có sản phẩm thì báo cho nơi quản lý sổ này.',
    'Nói chỗ nào sai, và nêu một nguồn mà ai cũng mở được: quyết định, tin của cơ quan nhà nước, bài báo.',
    'Người giữ sổ đối chiếu rồi sửa. Bản cũ không mất: API trả lời được sổ đã ghi gì vào một thời điểm (recordedAt).',
  ],
  personal: 'Nếu thấy dữ liệu cá nhân của mình ở đây, hãy báo; phần đó được gỡ trước, đối chiếu sau.',
  accessTitle: 'Ai cũng dùng được',
  access: [
    'Trang theo chuẩn WCAG 2.2 mức AA: dùng được bằng bàn phím, bằng trình đọc màn hình, khi phóng chữ 200 %, trên màn hình rộng 320 điểm ảnh, ở nền sáng và tối. Mỗi loại trang được kiểm tra tự động ở cả hai ngôn ngữ trước khi phát hành.',
    'Không có JavaScript vẫn đọc được mọi trang. Điều gì bản đồ nói thì danh sách bên cạnh cũng nói bằng chữ.',
    'Còn thiếu: tên riêng và ghi chú của nguồn chỉ có tiếng Việt; tài liệu của nguồn ở trang khác có thể khó dùng. Gặp chỗ không dùng được, hãy báo như báo sai.',
  ],
  islands:
    'Mọi bản đồ có thể thấy cả nước đều vẽ và ghi tên quần đảo Hoàng Sa (Việt Nam), quần đảo Trường Sa (Việt Nam) và Biển Đông, cả khi không tải được nền bản đồ.',
};

const en: typeof vi = {
  doorsTitle: 'Take the data away',
  doorsLead: 'Every way out is open, without a key, with the same content under the same licence.',
  doorGroups: {
    FILES: 'Files',
    PROGRAMS: 'For programs',
    MAPS: 'Maps and GIS',
    FEEDS: 'Feeds and calendars',
    CATALOGUES: 'Catalogues for data portals',
  },
  correctSteps: [
    'Open the product’s page and choose “Report a mistake”. Where there is no such page, tell those who keep this register.',
    'Say what is wrong, and name a source that anyone can open: a decision, news of a public body, a press report.',
    'The keepers compare and correct. The old state is not lost: the API can answer what was recorded at an instant (recordedAt).',
  ],
  personal:
    'If you find personal data of yours here, say so: it is taken down first and looked into afterwards.',
  accessTitle: 'Accessibility',
  access: [
    'The site aims at WCAG 2.2, level AA: it works by keyboard, with a screen reader, with text at 200 %, on a screen of 320 pixels, in light and dark. Every type of page is checked automatically in both languages before a release.',
    'Every page can be read without JavaScript. What a map says, the list beside it says in words.',
    'What is missing: proper names and notes of sources are in Vietnamese only, and documents on other sites may be hard to use. If something cannot be used, report it like a mistake.',
  ],
  islands:
    'Every map that can show the whole country draws and names the Hoàng Sa archipelago (Vietnam), the Trường Sa archipelago (Vietnam) and the East Sea, also where no base map can be loaded.',
};

const words = { vi, en };
export const aboutWords = (lang: Lang) => words[lang];
