/** What a file may be at most. Lists of a whole province are far below; what is above is a mistake or an attack. */
export const fileLimits = {
  bytes: 64 * 1024 * 1024,
  /** Of a workbook, unpacked. A worksheet of 100,000 rows has about 100 MB. */
  unpackedBytes: 512 * 1024 * 1024,
  /** How many times larger a packed part may become. Worksheets reach 30. */
  packing: 200,
  parts: 2_000,
  sheets: 200,
  /** How deep the elements of a part stand in one another. Those of a worksheet reach ten. */
  depth: 64,
  /** Letters of one text or one element with its attributes: a full cell, written as it takes most room, has half. */
  lettersAtOnce: 1024 * 1024,
  /** Letters of all texts that a workbook keeps in one place for its cells. */
  sharedLetters: 32 * 1024 * 1024,
  sharedTexts: 1_000_000,
  rows: 200_000,
  /** As in Excel: with the rows that hold nothing. */
  rowsOfSheet: 1_048_576,
  columns: 256,
  /** As in Excel. */
  lettersOfCell: 32_767,
  lettersOfFormula: 8_192,
  merges: 200_000,
} as const;
