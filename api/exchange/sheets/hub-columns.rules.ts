/**
 * What the hub writes into a workbook that it gives back. Once the workbook is sent again these names tell its own
 * columns and sheet from the list's. They hold no letter that TCVN3 or VNI means otherwise.
 */
export const hubColumns = {
  remark: { vi: 'Kết quả hub kiểm tra', en: 'What the hub found' },
  answer: { vi: 'Trả lời hub', en: 'Answer to the hub' },
} as const;

export const HUB_SHEET = 'Hub OCOP trả lời';

/**
 * What an exported workbook has behind its rows. By its name and by how its first row begins it is told from a
 * worksheet of somebody else.
 */
export const exportSheets = {
  dictionary: {
    vi: { name: 'Từ điển', head: ['Cột', 'Tên trường', 'Kiểu', 'Ý nghĩa', 'Giá trị'] },
    en: { name: 'Dictionary', head: ['Column', 'Field', 'Type', 'Meaning', 'Values'] },
  },
  about: {
    vi: { name: 'Về tệp này', head: ['Tên'] },
    en: { name: 'About this file', head: ['Title'] },
  },
} as const;

/** How a worksheet of that name begins, if it is one of these. */
export const headOfExport = (name: string): readonly string[] | undefined =>
  Object.values(exportSheets)
    .flatMap(({ vi, en }) => [vi, en])
    .find((sheet) => sheet.name === name)?.head;
