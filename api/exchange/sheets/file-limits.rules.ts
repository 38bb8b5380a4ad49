/** What a file may be at most. Lists of a whole province are far below; what is above is a mistake or an attack. */
export const fileLimits = {
  bytes: 64 * 1024 * 1024,
  /** Of a workbook, unpacked. A worksheet of 100,000 rows has about 100 MB. */
  unpackedBytes: 512 * 1024 * 1024,
  /** How many times larger a packed part may become. Worksheets reach 30. */
  packing: 200,
  parts: 2_000,
  /** Letters of all texts that a workbook keeps in one place for its cells. */
  sharedLetters: 32 * 1024 * 1024,
  rows: 200_000,
  columns: 256,
  /** As in Excel. */
  lettersOfCell: 32_767,
  merges: 200_000,
} as const;
