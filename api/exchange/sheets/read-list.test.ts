import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type List, type ListRow, type ListWishes, readList } from './read-list.ts';
import { refusalOf, workbook } from './testing.ts';

const example = (name: string) => ({
  name,
  bytes: readFileSync(new URL(`raw_examples/${name}`, import.meta.url)),
});
const csv = (...lines: string[]) => ({ name: 'a.csv', bytes: Buffer.from(`${lines.join('\n')}\n`) });

async function rowsOf(list: List): Promise<ListRow[]> {
  const rows: ListRow[] = [];
  for await (const row of list.rows()) rows.push(row);
  return rows;
}
const kindsOf = async (file: Parameters<typeof readList>[0], wishes?: ListWishes) =>
  (await rowsOf(await readList(file, wishes))).map(({ number, kind, text }) => `${number} ${kind} ${text}`);

describe('what officials send', () => {
  const first = [
    '9 SECTION Huyện Krông Pắc',
    '10 PRODUCT Cà phê Mùa Thu',
    '11 PRODUCT Premium coffee',
    '12 PRODUCT Sầu riêng sữa chua sấy thăng hoa',
    '13 PRODUCT Sầu riêng Dona cấp đông',
    '14 PRODUCT Sầu riêng sấy thăng hoa thượng hạng',
    '15 PRODUCT Yến sào Quế Loan',
    '16 SECTION Huyện Cư Kuin',
    '17 PRODUCT Men’s Coffee',
    '18 PRODUCT Hồ tiêu Cư Kuin',
    '19 SECTION TP. Buôn Ma Thuột',
    '20 PRODUCT Cà phê Chồn Kiên Cường',
    '21 SECTION Huyện Krông Năng',
    '22 PRODUCT Hạt mắc ca Đắk Lắk cao cấp',
    '23 SECTION Huyện Krông Ana',
    '24 PRODUCT Bộ quà tặng socola cao cấp (Hương sắc Tây Nguyên)',
    '25 TOTAL Tổng cộng: 11 sản phẩm',
  ];

  it.each(['01_danh_sach_kem_quyet_dinh_nfd.csv', '01_danh_sach_kem_quyet_dinh_merged.xlsx'])(
    '%s',
    async (name) => {
      const list = await readList(example(name));
      expect(list.header).toMatchObject({ first: 6, last: 8 });
      expect(list.remarks).toMatchObject([{ code: 'COLUMN_NOT_TAKEN', row: 6, column: 'D “Thôn/buôn”' }]);
      expect(list.header.columns.map(({ titles, field }) => [titles.join(' / '), field])).toEqual([
        ['TT', 'ordinal'],
        ['Tên sản phẩm', 'product'],
        ['Chủ thể sản xuất', 'producer'],
        ['Địa chỉ / Thôn/buôn', 'village'],
        ['Địa chỉ / Xã, phường, thị trấn', 'commune'],
        ['Địa chỉ / Huyện, TX, TP', 'district'],
        ['Kết quả / Điểm TB', 'score'],
        ['Kết quả / Hạng sao', 'stars'],
        ['Năm', 'year'],
        ['Ghi chú', 'note'],
      ]);
      expect((await kindsOf(example(name))).slice(0, -1)).toEqual(first);
      expect((await kindsOf(example(name))).at(-1)).toBe('27 SIGNATURE NGƯỜI LẬP BIỂU');
    },
  );

  it('merged cells say for certain what empty ones of a text leave open', async () => {
    const producerOf = async (name: string) => {
      const rows = await rowsOf(await readList(example(name)));
      return rows.find(({ number }) => number === 11)?.product?.cells.get('producer');
    };
    expect(await producerOf('01_danh_sach_kem_quyet_dinh_merged.xlsx')).toMatchObject({
      text: 'HKD Mùa thu Coffee',
    });
    expect(await producerOf('01_danh_sach_kem_quyet_dinh_nfd.csv')).toMatchObject({
      text: '',
      mayBeAbove: 'HKD Mùa thu Coffee',
    });
  });

  it('02_bao_cao_xa_phuong_utf16.txt', async () => {
    const list = await readList(example('02_bao_cao_xa_phuong_utf16.txt'));
    expect(list.header.columns.map(({ field, era }) => (era ? `${field} ${era}` : field))).toEqual([
      'ordinal',
      'commune NOW',
      'product',
      'producer',
      'stars',
      'decision',
      'validUntil',
      'material',
    ]);
    const kinds = (await rowsOf(list)).map(({ kind }) => kind);
    expect(kinds).toEqual(Array.from({ length: 10 }, () => 'PRODUCT'));
  });

  it('03_dan_tu_word.csv', async () => {
    const rows = await rowsOf(await readList(example('03_dan_tu_word.csv')));
    expect(rows.map(({ kind }) => kind)).toEqual([...Array.from({ length: 8 }, () => 'PRODUCT'), 'NOTE']);
  });
});

describe('rows', () => {
  it('“as above” in its many writings, headings that come again, sections of groups and names under a signature', async () => {
    const list = await readList(
      csv(
        'STT;Tên sản phẩm;Chủ thể;Hạng sao;Năm',
        'I;NHÓM THỰC PHẨM;;;',
        '1;Cà phê bột;HTX A;3 sao;2023',
        '2;Cà phê hạt;nt;nt;-nt-',
        '3;Cà phê túi;như trên;N/T;//',
        'STT;Tên sản phẩm;Chủ thể;Hạng sao;Năm',
        '4;Mật ong;HTX B;-;…',
        ';;;;',
        'Cộng;4;;;',
        ';Ngày 30 tháng 6 năm 2026;;KT. CHỦ TỊCH;',
        ';Nguyễn Văn A;;Trần Thị B;',
      ),
    );
    const rows = await rowsOf(list);
    expect(rows.map(({ kind }) => kind)).toEqual([
      'SECTION',
      'PRODUCT',
      'PRODUCT',
      'PRODUCT',
      'HEADER',
      'PRODUCT',
      'TOTAL',
      'SIGNATURE',
      'SIGNATURE',
    ]);
    const said = rows.flatMap(({ product }) =>
      product
        ? [
            [...product.cells.values()]
              .slice(1)
              .map(({ text }) => text)
              .join('|'),
          ]
        : [],
    );
    expect(said).toEqual(['HTX A|3 sao|2023', 'HTX A|3 sao|2023', 'HTX A|3 sao|2023', 'HTX B||']);
  });

  it('a total of a section does not end the list', async () => {
    const kinds = await kindsOf(
      csv(
        'TT;Tên sản phẩm;Chủ thể;Sao',
        ';Huyện Lắk;;',
        ';Hạt sen sấy;HTX A;3',
        ';Cộng huyện Lắk;1;',
        'II. Huyện Cư Kuin;;;',
        ';Mật ong;HTX B;',
        ';Cộng;1;',
        'KT. CHỦ TỊCH;;;',
        ';Trần Thị B;;',
      ),
    );
    expect(kinds).toEqual([
      '2 SECTION Huyện Lắk',
      '3 PRODUCT Hạt sen sấy',
      '4 TOTAL Cộng huyện Lắk',
      '5 SECTION II. Huyện Cư Kuin',
      '6 PRODUCT Mật ong',
      '7 TOTAL Cộng',
      '8 SIGNATURE KT. CHỦ TỊCH',
      '9 SIGNATURE Trần Thị B',
    ]);
  });

  it('two rounds side by side are two recognitions', async () => {
    const list = await readList({
      name: 'a.xlsx',
      bytes: workbook([
        {
          rows: [
            ['TT', 'Tên sản phẩm', 'Đánh giá lần đầu', null, 'Đánh giá lần 2', null],
            [null, null, 'Số sao', 'Ngày công nhận', 'Số sao', 'Ngày công nhận'],
            [1, 'Mật ong', '3', '1/2/2020', '4', '1/2/2024'],
          ],
          merges: ['A1:A2', 'B1:B2', 'C1:D1', 'E1:F1'],
        },
      ]),
    });
    expect(list.header.columns.map(({ field, round }) => [field, round])).toEqual([
      ['ordinal', null],
      ['product', null],
      ['stars', 1],
      ['issued', 1],
      ['stars', 2],
      ['issued', 2],
    ]);
    const [row] = await rowsOf(list);
    expect([...(row?.product?.cells ?? [])].map(([key, { text }]) => `${key}: ${text}`)).toEqual([
      'product: Mật ong',
      'stars: 3',
      'issued: 1/2/2020',
      'stars 2: 4',
      'issued 2: 1/2/2024',
    ]);
  });
});

describe('columns', () => {
  it('are mapped by hand, by heading or by letter', async () => {
    const file = csv('Số;Hàng;Người làm', '1;Mật ong;HTX A');
    expect((await refusalOf(() => readList(file))).code).toBe('NO_HEADER');
    const list = await readList(file, {
      columns: new Map([
        ['hang', 'product'],
        ['c', 'producer'],
      ]),
    });
    expect(list.header.columns.map(({ field }) => field)).toEqual(['ordinal', 'product', 'producer']);
  });

  it.each([
    [
      'no column of products',
      csv('TT;Chủ thể;Sao', '1;HTX A;3'),
      {},
      {
        code: 'NO_HEADER',
        remedy: {
          vi: 'Đặt tên cột “Tên sản phẩm”, hoặc chỉ rõ: --map "Tên cột=product"',
          en: 'Call a column “Tên sản phẩm”, or say which it is: --map "Heading=product"',
        },
      },
    ],
    [
      'two columns of one meaning',
      csv('', 'TT;Tên sản phẩm;Hạng sao;Xếp hạng', '1;Mật ong;3;4'),
      {},
      {
        code: 'TWO_COLUMNS',
        row: 2,
        column: 'D “Xếp hạng”',
        cause: {
          vi: 'Hai cột cùng là hạng sao: “Hạng sao” và “Xếp hạng”',
          en: 'Two columns are stars: “Hạng sao” and “Xếp hạng”',
        },
        remedy: { vi: 'Bỏ một cột: --map "Xếp hạng=ignored"', en: 'Leave one out: --map "Xếp hạng=ignored"' },
      },
    ],
    [
      'a column that is not there',
      csv('TT;Tên sản phẩm;Hạng sao', '1;Mật ong;3'),
      { columns: new Map([['diem', 'score']]) } as ListWishes,
      {
        code: 'UNKNOWN_COLUMN',
        row: 1,
        remedy: {
          vi: 'Các cột: “TT”, “Tên sản phẩm”, “Hạng sao”',
          en: 'The columns are “TT”, “Tên sản phẩm”, “Hạng sao”',
        },
      },
    ],
  ])('%s', async (_, file, wishes, expected) => {
    expect(await refusalOf(() => readList(file, wishes))).toMatchObject({ weight: 'REFUSED', ...expected });
  });

  it('are not explained by a title right above them', async () => {
    const list = await readList(csv('DANH SÁCH SẢN PHẨM ĐẠT 3 SAO', 'TT;Tên sản phẩm;Màu', '1;Mật ong;vàng'));
    expect(list.header).toMatchObject({ first: 2, last: 2 });
    expect(list.header.columns.map(({ field }) => field)).toEqual(['ordinal', 'product', null]);
  });

  it('are not looked for in cells as long as a letter', async () => {
    const letter = `Kính gửi: ${'( '.repeat(8_000)} tên sản phẩm`;
    const cells = Array.from({ length: 8 }, () => letter).join(';');
    const list = await readList(
      csv(...Array.from({ length: 5 }, () => cells), 'TT;Tên sản phẩm', '1;Mật ong'),
    );
    expect(list.header).toMatchObject({ first: 6, columns: [{ field: 'ordinal' }, { field: 'product' }] });
  });

  it('of persons’ data are named and not read', async () => {
    const list = await readList(csv('TT;Tên sản phẩm;Số điện thoại;Màu', '1;Mật ong;0900 000 000;vàng'));
    expect(list.remarks).toMatchObject([
      { code: 'PERSONAL_COLUMN', weight: 'NOTE', row: 1, column: 'C “Số điện thoại”' },
      { code: 'UNKNOWN_HEADING', weight: 'NOTE', row: 1, column: 'D “Màu”' },
    ]);
    const [row] = await rowsOf(list);
    expect(JSON.stringify([...(row?.product?.cells ?? [])])).not.toContain('0900');
  });
});

describe('a workbook that the hub gave back', () => {
  const heads = ['TT', 'Tên sản phẩm', 'Chủ thể', 'Sao'];
  const hub = [
    'Kết quả hub kiểm tra\nWhat the hub found',
    'Trả lời hub 1\nAnswer 1',
    'Trả lời hub 2\nAnswer 2',
  ];
  const file = (...rows: string[][]) => ({
    name: 'a.xlsx',
    bytes: workbook([
      { name: 'Hub OCOP trả lời', rows: [['Tóm tắt']] },
      { name: 'DS', rows: [[...heads, ...hub], ...rows] },
    ]),
  });

  it('is read without what the hub wrote, and with the answers that stand in it', async () => {
    const list = await readList(
      file(
        ['', 'Huyện Lắk', '', '', '• Ghi chú'],
        ['1', 'Mật ong', 'HTX A', '3', '? …', 'product=new (sản phẩm mới; mới)', 'all.blank=above'],
        ['2', 'Chè', '', '', '', '4.product = P2KWJJ8T; split=one\nowner=known', ''],
        ['', '', '', '', 'ghi chú cũ'],
      ),
    );
    expect(list.sheet.name).toBe('DS');
    expect(list.remarks).toEqual([]);
    expect(Object.fromEntries(list.answers)).toEqual({
      '3.product': 'new',
      'all.blank': 'above',
      '4.product': 'P2KWJJ8T',
      '4.split': 'one',
      '4.owner': 'known',
    });
    const rows = await rowsOf(list);
    expect(rows.map(({ kind, text }) => `${kind} ${text}`)).toEqual([
      'SECTION Huyện Lắk',
      'PRODUCT Mật ong',
      'PRODUCT Chè',
      'OTHER ',
    ]);
    expect(rows.flatMap(({ product }) => product?.remarks ?? [])).toEqual([]);
    expect(JSON.stringify(rows)).not.toContain('Ghi chú');
  });

  it.each(['xong', 'product=', 'colour=red', '7.product=new', 'product=new=1'])(
    'with “%s” as an answer, the row is told so',
    async (answer) => {
      const [row] = await rowsOf(await readList(file(['1', 'Mật ong', 'HTX A', '3', '', answer])));
      expect(row?.product?.remarks).toMatchObject([
        {
          code: 'ANSWER_UNREADABLE',
          row: 2,
          column: 'F “Trả lời hub 1 Answer 1”',
          cause: { en: `“${answer}” is no answer` },
        },
      ]);
    },
  );
});
