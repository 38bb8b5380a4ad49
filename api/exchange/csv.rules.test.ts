import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { csvText, withoutApostrophe } from './csv.rules.ts';

const read = (text: string) => parse(text, { bom: true }) as string[][];

test('what is written is read back, quotes, commas, line breaks and Vietnamese letters too', () => {
  const rows = [
    ['Cà phê "Chồn", loại 1', 'hai\ndòng', 4, null],
    ['Ê Đê', '', 12.67, 'x'],
  ];
  const text = csvText(['a', 'b', 'c', 'd'], rows);
  expect(text.startsWith('\uFEFFa,b,c,d\r\n')).toBe(true);
  expect(read(text).slice(1)).toEqual([
    ['Cà phê "Chồn", loại 1', 'hai\ndòng', '4', ''],
    ['Ê Đê', '', '12.67', 'x'],
  ]);
});

test.each(['=1+1', '+84', '-2', '@SUM(A1)', '\t=1', ' =cmd|x', '|x', '%x', "'=1", "''-2"])(
  'a text that begins like a formula stays a text, and comes back as it was: %j',
  (text) => {
    const written = read(csvText(['a'], [[text]]))[1]?.[0] ?? '';
    expect(written).toBe(`'${text}`);
    expect(withoutApostrophe(written)).toBe(text);
  },
);

test.each(["'Cà phê", "Cư M'gar", "'", 'x'])('an apostrophe that is part of a name stays: %j', (text) => {
  const written = read(csvText(['a'], [[text]]))[1]?.[0] ?? '';
  expect([written, withoutApostrophe(written)]).toEqual([text, text]);
});

test('a number below zero is a number', () => {
  expect(csvText(['a'], [[-2]])).toContain('\r\n-2\r\n');
});
