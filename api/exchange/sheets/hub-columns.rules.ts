/**
 * What the hub writes into a workbook that it gives back. Once the workbook is sent again these names tell its own
 * columns and sheet from the list's. They hold no letter that TCVN3 or VNI means otherwise.
 */
export const hubColumns = {
  remark: { vi: 'Kết quả hub kiểm tra', en: 'What the hub found' },
  answer: { vi: 'Trả lời hub', en: 'Answer to the hub' },
} as const;

export const HUB_SHEET = 'Hub OCOP trả lời';
