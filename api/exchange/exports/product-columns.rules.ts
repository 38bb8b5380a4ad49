import type { Column, Table } from './table.rules.ts';

/**
 * The headings are those that an import understands, and where a column tells what follows from the others they are
 * none that it would take for a fact: a list that leaves comes back unchanged.
 */
const columns: readonly Column[] = [
  {
    key: 'code',
    kind: 'text',
    heading: { vi: 'Mã sản phẩm', en: 'Product code' },
    meaning: {
      vi: 'Mã ngắn của sổ, có ký tự kiểm tra; giữ mãi và không cấp lại.',
      en: 'Short code of the register with a check character; stable for ever, never reused.',
    },
  },
  {
    key: 'name',
    kind: 'text',
    heading: { vi: 'Tên sản phẩm', en: 'Product' },
    meaning: { vi: 'Tên sản phẩm.', en: 'Name of the product.' },
  },
  {
    key: 'producer',
    kind: 'text',
    heading: { vi: 'Chủ thể', en: 'Producer' },
    meaning: {
      vi: 'Tên chủ thể; để trống khi không nguồn nào nêu.',
      en: 'Who makes it; empty where no source names the producer.',
    },
  },
  {
    key: 'legalForm',
    kind: 'word',
    heading: { vi: 'Loại hình chủ thể', en: 'Legal form' },
    meaning: { vi: 'Loại hình tổ chức của chủ thể.', en: 'Legal form of the producer.' },
    words: {
      vi: {
        COOPERATIVE: 'Hợp tác xã',
        COOPERATIVE_GROUP: 'Tổ hợp tác',
        ENTERPRISE: 'Doanh nghiệp',
        FARM: 'Trang trại',
        HOUSEHOLD_BUSINESS: 'Hộ kinh doanh',
        ASSOCIATION: 'Hội, hiệp hội',
        TOURISM_OPERATING_BODY: 'Trung tâm điều hành du lịch',
      },
      en: {
        COOPERATIVE: 'Co-operative',
        COOPERATIVE_GROUP: 'Co-operative group',
        ENTERPRISE: 'Enterprise',
        FARM: 'Farm',
        HOUSEHOLD_BUSINESS: 'Household business',
        ASSOCIATION: 'Association',
        TOURISM_OPERATING_BODY: 'Tourism operating body',
      },
    },
  },
  {
    key: 'commune',
    kind: 'text',
    heading: { vi: 'Xã, phường (hiện nay)', en: 'Commune (today)' },
    meaning: {
      vi: 'Xã, phường hiện nay nơi làm ra sản phẩm.',
      en: 'Commune or ward of today where it is made.',
    },
  },
  {
    key: 'communeCode',
    kind: 'text',
    heading: { vi: 'Mã xã (hiện nay)', en: 'Commune code (today)' },
    meaning: {
      vi: 'Mã số đơn vị hành chính (Quyết định 19/2025/QĐ-TTg).',
      en: 'Code of the administrative unit (Decision 19/2025/QĐ-TTg).',
    },
  },
  {
    key: 'province',
    kind: 'text',
    heading: { vi: 'Tỉnh', en: 'Province' },
    meaning: { vi: 'Tỉnh, thành phố của xã, phường ấy.', en: 'Province of that commune.' },
  },
  {
    key: 'formerPlace',
    kind: 'text',
    heading: { vi: 'Nơi nêu trong nguồn (cũ)', en: 'Former unit named by the source' },
    meaning: {
      vi: 'Đơn vị trước 1/7/2025 mà nguồn nêu: xã, hoặc chỉ huyện.',
      en: 'Unit of before 2025-07-01 that the source names: a commune, or a district only.',
    },
  },
  {
    key: 'sector',
    kind: 'text',
    heading: { vi: 'Ngành', en: 'Sector' },
    meaning: { vi: 'Ngành hàng của bộ sản phẩm.', en: 'Sector of its product set.' },
  },
  {
    key: 'productSet',
    kind: 'integer',
    heading: { vi: 'Số bộ sản phẩm', en: 'Product set no.' },
    meaning: {
      vi: 'Số của bộ sản phẩm trong Quyết định 26/2026/QĐ-TTg.',
      en: 'Number of the product set in Decision 26/2026/QĐ-TTg.',
    },
  },
  {
    key: 'productSetName',
    kind: 'text',
    heading: { vi: 'Bộ sản phẩm', en: 'Product set' },
    meaning: { vi: 'Tên bộ sản phẩm.', en: 'Name of the product set.' },
  },
  {
    key: 'status',
    kind: 'word',
    heading: { vi: 'Hiệu lực', en: 'Validity' },
    meaning: {
      vi: 'Công nhận có hiệu lực vào ngày xét hay không.',
      en: 'Whether the recognition holds on the day that the file speaks of.',
    },
    words: {
      vi: {
        IN_FORCE: 'Còn hiệu lực',
        EXPIRED: 'Hết hiệu lực',
        NOT_CONFIRMED: 'Chưa xác nhận',
        REVOKED: 'Bị thu hồi',
        SUPERSEDED: 'Đã thay thế',
        UNKNOWN: 'Chưa đến ngày cấp',
      },
      en: {
        IN_FORCE: 'In force',
        EXPIRED: 'Expired',
        NOT_CONFIRMED: 'Not confirmed',
        REVOKED: 'Revoked',
        SUPERSEDED: 'Replaced',
        UNKNOWN: 'Not issued yet',
      },
    },
  },
  {
    key: 'stars',
    kind: 'integer',
    heading: { vi: 'Hạng sao', en: 'Stars' },
    meaning: {
      vi: 'Số sao của công nhận được xét; để trống khi chưa công bố hoặc chưa đủ căn cứ.',
      en: 'Stars of the recognition that speaks for it; empty where not published or not evidenced.',
    },
  },
  {
    key: 'score',
    kind: 'number',
    heading: { vi: 'Điểm', en: 'Score' },
    meaning: { vi: 'Điểm đánh giá, từ 0 đến 100.', en: 'Points of the evaluation, 0 to 100.' },
  },
  {
    key: 'issued',
    kind: 'when',
    heading: { vi: 'Ngày công nhận', en: 'Issued' },
    meaning: {
      vi: 'Ngày cấp, chỉ chính xác đến mức nguồn nêu: ngày, tháng hoặc năm.',
      en: 'Day of issue, only as precise as published: day, month or year.',
    },
  },
  {
    key: 'validUntil',
    kind: 'date',
    heading: { vi: 'Thời hạn ghi trong quyết định', en: 'Valid until (as decided)' },
    meaning: {
      vi: 'Ngày hết hạn ghi trong quyết định.',
      en: 'The last day of validity as the decision states it.',
    },
  },
  {
    key: 'lastDay',
    kind: 'date',
    heading: { vi: 'Còn giá trị tới', en: 'Holds until' },
    meaning: {
      vi: 'Ngày cuối còn hiệu lực, tính cả gia hạn, thu hồi, thay thế; muộn nhất có thể khi không chính xác.',
      en: 'Last day in force, extension, revocation and replacement counted; the latest possible where not exact.',
    },
  },
  {
    key: 'lastDayIsExact',
    kind: 'boolean',
    heading: { vi: 'Biết chính xác', en: 'Exactly known' },
    meaning: { vi: 'Ngày cuối ấy có chính xác không.', en: 'Whether that last day is exact.' },
  },
  {
    key: 'decision',
    kind: 'text',
    heading: { vi: 'Số quyết định', en: 'Decision' },
    meaning: { vi: 'Số của quyết định công nhận.', en: 'Number of the decision of recognition.' },
  },
  {
    key: 'authority',
    kind: 'text',
    heading: { vi: 'Cơ quan công nhận', en: 'Authority' },
    meaning: { vi: 'Cơ quan công nhận, như nguồn ghi.', en: 'Issuing authority as written.' },
  },
  {
    key: 'evidence',
    kind: 'word',
    heading: { vi: 'Căn cứ', en: 'Evidence' },
    meaning: { vi: 'Sổ biết công nhận này nhờ đâu.', en: 'How the register knows of the recognition.' },
    words: {
      vi: {
        SIGNED_DECISION: 'Quyết định có chữ ký',
        OFFICIAL_NEWS: 'Tin chính thức',
        COUNCIL_RESULT: 'Kết quả hội đồng',
        ASSESSED_ONLY: 'Mới đưa ra đánh giá',
      },
      en: {
        SIGNED_DECISION: 'Signed decision',
        OFFICIAL_NEWS: 'Official news',
        COUNCIL_RESULT: 'Council result',
        ASSESSED_ONLY: 'Assessed only',
      },
    },
  },
  {
    key: 'recognition',
    kind: 'text',
    heading: { vi: 'Mã công nhận', en: 'Recognition' },
    meaning: {
      vi: 'Mã trong sổ của lần công nhận được xét.',
      en: 'Code of the recognition that speaks for the product on the day.',
    },
  },
  {
    key: 'materials',
    kind: 'text',
    heading: { vi: 'Nguyên liệu', en: 'Raw materials' },
    meaning: {
      vi: 'Nguyên liệu, cách nhau bằng dấu chấm phẩy.',
      en: 'What it is made of, with semicolons between.',
    },
  },
  {
    key: 'regions',
    kind: 'text',
    heading: { vi: 'Vùng nguyên liệu', en: 'Material regions' },
    meaning: {
      vi: 'Vùng nguyên liệu, cách nhau bằng dấu chấm phẩy.',
      en: 'Raw-material regions that it draws on, with semicolons between.',
    },
  },
  {
    key: 'source',
    kind: 'text',
    heading: { vi: 'Nguồn', en: 'Source' },
    meaning: { vi: 'Nơi bản ghi này được đọc lần đầu.', en: 'Where this record was read first.' },
  },
  {
    key: 'sourceUrl',
    kind: 'text',
    heading: { vi: 'Trang nguồn', en: 'Page of the source' },
    meaning: { vi: 'Địa chỉ của nguồn.', en: 'Address of the source.' },
  },
  {
    key: 'page',
    kind: 'text',
    heading: { vi: 'Trang trong sổ', en: 'Page' },
    meaning: { vi: 'Trang của sản phẩm.', en: 'Page of the product.' },
  },
  {
    key: 'asOf',
    kind: 'date',
    heading: { vi: 'Xét theo ngày', en: 'As of' },
    meaning: {
      vi: 'Ngày mà hiệu lực và số sao được xét.',
      en: 'The day that validity and stars are told for.',
    },
  },
];

export const productTable: Table = {
  name: 'products',
  title: { vi: 'Sản phẩm OCOP', en: 'OCOP products' },
  columns,
};
