import { patterns, type Column } from './table.rules.ts';

/** Columns that several exports have. */
export const shared = {
  legalForm: {
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
  commune: {
    key: 'commune',
    kind: 'text',
    heading: { vi: 'Xã, phường (hiện nay)', en: 'Commune (today)' },
    meaning: {
      vi: 'Xã, phường hiện nay nơi làm ra sản phẩm.',
      en: 'Commune or ward of today where it is made.',
    },
  },
  communeCode: {
    key: 'communeCode',
    kind: 'text',
    heading: { vi: 'Mã xã (hiện nay)', en: 'Commune code (today)' },
    meaning: {
      vi: 'Mã số đơn vị hành chính (Quyết định 19/2025/QĐ-TTg).',
      en: 'Code of the administrative unit (Decision 19/2025/QĐ-TTg).',
    },
    pattern: patterns.unit,
  },
  province: {
    key: 'province',
    kind: 'text',
    heading: { vi: 'Tỉnh', en: 'Province' },
    meaning: { vi: 'Tỉnh, thành phố của xã, phường ấy.', en: 'Province of that commune.' },
  },
  formerPlace: {
    key: 'formerPlace',
    kind: 'text',
    heading: { vi: 'Nơi nêu trong nguồn (cũ)', en: 'Former unit named by the source' },
    meaning: {
      vi: 'Đơn vị trước 1/7/2025 mà nguồn nêu: xã, hoặc chỉ huyện.',
      en: 'Unit of before 2025-07-01 that the source names: a commune, or a district only.',
    },
  },
  status: {
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
  score: {
    key: 'score',
    kind: 'number',
    heading: { vi: 'Điểm', en: 'Score' },
    meaning: { vi: 'Điểm đánh giá, từ 0 đến 100.', en: 'Points of the evaluation, 0 to 100.' },
  },
  issued: {
    key: 'issued',
    kind: 'when',
    heading: { vi: 'Ngày công nhận', en: 'Issued' },
    meaning: {
      vi: 'Ngày cấp, chỉ chính xác đến mức nguồn nêu: ngày, tháng hoặc năm.',
      en: 'Day of issue, only as precise as published: day, month or year.',
    },
    pattern: patterns.when,
  },
  validUntil: {
    key: 'validUntil',
    kind: 'date',
    heading: { vi: 'Thời hạn ghi trong quyết định', en: 'Valid until (as decided)' },
    meaning: {
      vi: 'Ngày hết hạn ghi trong quyết định.',
      en: 'The last day of validity as the decision states it.',
    },
  },
  lastDay: {
    key: 'lastDay',
    kind: 'date',
    heading: { vi: 'Còn giá trị tới', en: 'Holds until' },
    meaning: {
      vi: 'Ngày cuối còn hiệu lực, tính cả gia hạn, thu hồi, thay thế; muộn nhất có thể khi không chính xác.',
      en: 'Last day in force, extension, revocation and replacement counted; the latest possible where not exact.',
    },
  },
  lastDayIsExact: {
    key: 'lastDayIsExact',
    kind: 'boolean',
    heading: { vi: 'Biết chính xác', en: 'Exactly known' },
    meaning: { vi: 'Ngày cuối ấy có chính xác không.', en: 'Whether that last day is exact.' },
  },
  decision: {
    key: 'decision',
    kind: 'text',
    heading: { vi: 'Số quyết định', en: 'Decision' },
    meaning: { vi: 'Số của quyết định công nhận.', en: 'Number of the decision of recognition.' },
  },
  authority: {
    key: 'authority',
    kind: 'text',
    heading: { vi: 'Cơ quan công nhận', en: 'Authority' },
    meaning: { vi: 'Cơ quan công nhận, như nguồn ghi.', en: 'Issuing authority as written.' },
  },
  evidence: {
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
  source: {
    key: 'source',
    kind: 'text',
    heading: { vi: 'Nguồn', en: 'Source' },
    meaning: { vi: 'Nơi bản ghi này được đọc lần đầu.', en: 'Where this record was read first.' },
  },
  sourceUrl: {
    key: 'sourceUrl',
    kind: 'text',
    heading: { vi: 'Trang nguồn', en: 'Page of the source' },
    meaning: { vi: 'Địa chỉ của nguồn.', en: 'Address of the source.' },
  },
  page: {
    key: 'page',
    kind: 'text',
    heading: { vi: 'Trang trong sổ', en: 'Page' },
    meaning: { vi: 'Trang của sản phẩm.', en: 'Page of the product.' },
  },
  asOf: {
    key: 'asOf',
    kind: 'date',
    heading: { vi: 'Xét theo ngày', en: 'As of' },
    meaning: {
      vi: 'Ngày mà hiệu lực và số sao được xét.',
      en: 'The day that validity and stars are told for.',
    },
  },
} as const satisfies Record<string, Column>;
