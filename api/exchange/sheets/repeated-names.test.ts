import { expect, test } from 'vitest';
import { readList } from './read-list.ts';
import { repeatedNames } from './repeated-names.ts';

const told = async (names: readonly string[]) => {
  const lines = names.map((name, at) => `${at + 1};"${name}";HTX A;3 sao`);
  const bytes = Buffer.from(`${['TT;Tên sản phẩm;Chủ thể;Sao', ...lines].join('\n')}\n`);
  return repeatedNames(await readList({ name: 'danh sách.csv', bytes }));
};

test('a name that several rows have is told, however it is spelt or stands among others', async () => {
  const isRepeated = await told(['Cà phê bột', 'Mật ong', 'CAFE  bột', 'Bơ sấy', 'Hạt điều; Bơ sấy']);
  expect(['Cà phê bột', 'CAFE  bột', 'Bơ sấy'].map(isRepeated)).toEqual([true, true, true]);
  expect(['Mật ong', 'Hạt điều', 'Hạt điều; Bơ sấy'].map(isRepeated)).toEqual([false, false, false]);
});

test('what differs in its marks is another name', async () => {
  expect((await told(['Bơ sấy', 'Bò sấy']))('Bơ sấy')).toBe(false);
});
