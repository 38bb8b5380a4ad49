import { describe, expect, it } from 'vitest';
import { readSheet, type ReadingWishes } from './read-sheet.ts';
import { type SheetRow, tidy } from './sheet-row.rules.ts';
import { textRows } from './text-rows.ts';
import { refusalOf, type TestSheet, workbook, workbookParts, zip } from './testing.ts';

const bytes = (text: string, encoding: BufferEncoding = 'utf8') => Buffer.from(text, encoding);

async function rowsOf(name: string, content: Buffer, wishes?: ReadingWishes): Promise<SheetRow[]> {
  const sheet = await readSheet({ name, bytes: content }, wishes);
  const rows: SheetRow[] = [];
  for await (const row of sheet.rows()) rows.push(row);
  return rows;
}
const textsOf = async (name: string, content: Buffer, wishes?: ReadingWishes) =>
  (await rowsOf(name, content, wishes)).map(({ number, cells }) => [
    number,
    ...cells.map(({ text }) => text),
  ]);
const sheetTexts = (rows: TestSheet['rows'], merges?: readonly string[], others?: Record<string, string>) =>
  textsOf('a.xlsx', workbook([{ rows, ...(merges && { merges }) }], others));

const list = 'TT;Tên sản phẩm;Hạng sao\r\n1;Cà phê bột;3 sao\r\n2;Mật ong;64,3\r\n';
const asRows = [
  [1, 'TT', 'Tên sản phẩm', 'Hạng sao'],
  [2, '1', 'Cà phê bột', '3 sao'],
  [3, '2', 'Mật ong', '64,3'],
];

describe('a text is read', () => {
  it.each([
    ['UTF-8', bytes(list)],
    ['UTF-8 with a byte order mark', bytes(`\uFEFF${list}`)],
    ['UTF-16LE with a mark', bytes(`\uFEFF${list}`, 'utf16le')],
    ['UTF-16BE with a mark', bytes(`\uFEFF${list}`, 'utf16le').swap16()],
    ['UTF-16LE without one', bytes(list, 'utf16le')],
    ['NFD', bytes(list.normalize('NFD'))],
    ['tabs', bytes(list.replaceAll(';', '\t'))],
    ['line ends of Unix', bytes(list.replaceAll('\r\n', '\n'))],
    ['no-break spaces and empty lines', bytes(list.replaceAll(' ', '\u00a0').replace('\r\n1', '\r\n\r\n1'))],
  ])('%s', async (name, content) => {
    const rows = await textsOf('danh sach.csv', content);
    expect(rows.map(([, ...cells]) => cells)).toEqual(asRows.map(([, ...cells]) => cells));
    // The empty line counts: a person finds the row by its number.
    expect(rows.map(([number]) => number)).toEqual(name.includes('empty') ? [1, 3, 4] : [1, 2, 3]);
  });

  it('with commas, where decimals have one too', async () => {
    const text = '"TT","Tên","Điểm"\n"1","Chả ram, mực","64,3"\n"2","dòng một\ndòng hai","5"\n"3","x","6"\n';
    expect(await textsOf('a.csv', bytes(text))).toEqual([
      [1, 'TT', 'Tên', 'Điểm'],
      [2, '1', 'Chả ram, mực', '64,3'],
      [3, '2', 'dòng một\ndòng hai', '5'],
      [5, '3', 'x', '6'],
    ]);
  });

  it('in TCVN3 and VNI, once somebody has said so', async () => {
    const tcvn3 = Buffer.from(
      'TT;Tªn s¶n phÈm;H¹ng sao\r\n1;Cµ phª bét;3 sao\r\n2;MËt ong;64,3\r\n',
      'latin1',
    );
    expect(await textsOf('a.csv', tcvn3, { letters: 'TCVN3' })).toEqual(asRows);
    const vni = Buffer.from(
      'TT;Teân saûn phaåm;Haïng sao\r\n1;Caø pheâ boät;3 sao\r\n2;Maät ong;64,3\r\n',
      'latin1',
    );
    expect(await textsOf('a.csv', vni, { letters: 'VNI' })).toEqual(asRows);
  });

  it('in TCVN3 by each of its letters, whatever they mean elsewhere, as bytes, as UTF-8 and in a workbook', async () => {
    // As `iconv -f TCVN5712-1` has them, from 0xA1 on.
    const meant = [
      ...'ĂÂÊÔƠƯĐăâêôơưđẰ\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ',
    ].map((letter) => `na${letter}n`.normalize('NFC'));
    const old = meant.map((_, index) => `na${String.fromCharCode(0xa1 + index)}n`);
    expect(meant).toHaveLength(95);
    const text = `${old.join('\t')}\n`;
    for (const [file, content] of [
      ['a.txt', bytes(text, 'latin1')],
      ['a.txt', bytes(text)],
      ['a.txt', bytes(text.normalize('NFD'))],
      [
        'a.xlsx',
        workbook([{ rows: [old.map((_, index) => ({ xml: `<c t="s"><v>${index}</v></c>` }))] }], {
          'xl/sharedStrings.xml': `<sst>${old.map((word) => `<si><t>${word}</t></si>`).join('')}</sst>`,
        }),
      ],
    ] as const)
      expect(await textsOf(file, content, { letters: 'TCVN3' })).toEqual([[1, ...meant]]);
  });

  it('without soft hyphens, where they are no letters', async () => {
    expect(await textsOf('a.csv', bytes(list.replaceAll('phê', 'ph\u00adê\u00ad')))).toEqual(asRows);
  });

  it.each([
    ['TCVN3', 'Tªn s¶n phÈm', 'Cµ phª bét §¾k L¾k'],
    ['VNI', 'Teân saûn phaåm', 'Caø pheâ boät Ñaék Laék'],
  ] as const)(
    '%s is noticed and asked about, as bytes, as UTF-8 and in a workbook',
    async (letters, name, product) => {
      const text = `TT;${name}\n1;${product}\n`;
      for (const [file, content] of [
        ['a.csv', Buffer.from(text, 'latin1')],
        ['a.csv', bytes(text)],
        [
          'a.xlsx',
          workbook([
            {
              rows: [
                ['TT', name],
                [1, product],
              ],
            },
          ]),
        ],
      ] as const) {
        expect(await refusalOf(() => rowsOf(file, content))).toEqual({
          code: 'OLD_LETTERS',
          weight: 'QUESTION',
          row: null,
          column: null,
          cause: {
            vi: `Có vẻ viết bằng bảng mã cũ ${letters}: “${name}” là “Tên sản phẩm”?`,
            en: `This looks like the old encoding ${letters}: is “${name}” meant as “Tên sản phẩm”?`,
          },
          remedy: {
            vi: `Nếu đúng, nhập lại với --letters ${letters.toLowerCase()}; nếu không, với --letters unicode`,
            en: `If so, import again with --letters ${letters.toLowerCase()}; if not, with --letters unicode`,
          },
        });
      }
      const rows = await textsOf('a.csv', Buffer.from(text, 'latin1'), { letters });
      expect(rows[1]).toEqual([2, '1', 'Cà phê bột Đắk Lắk']);
    },
  );

  it('names of Ê Đê places and of other languages are not taken for old letters', async () => {
    const names = 'Ea Hiao;Cư M’gar;Čư Êbur;Akŏ Dhông;Café Søren\nKrông Pắc;Ea Knuếc;Buôn Kuốp;Ñame;Crème\n';
    expect(await textsOf('a.csv', bytes(names))).toHaveLength(2);
  });
});

describe('a workbook is read', () => {
  it('with what merged cells say, downwards and sideways', async () => {
    const rows = await rowsOf(
      'a.xlsx',
      workbook([
        {
          rows: [
            ['Địa chỉ', null, 'Sao'],
            ['Xã', 'Huyện', null],
            ['Ea Na', 'Krông Ana', '3'],
            [null, null, '4'],
          ],
          merges: ['A1:B1', 'C1:C2', 'A3:A4', 'B3:B4'],
        },
      ]),
    );
    expect(
      rows.map(({ cells }) => cells.map(({ text, repeats }) => (repeats ? `${repeats} ${text}` : text))),
    ).toEqual([
      ['Địa chỉ', 'LEFT Địa chỉ', 'Sao'],
      ['Xã', 'Huyện', 'ABOVE Sao'],
      ['Ea Na', 'Krông Ana', '3'],
      ['ABOVE Ea Na', 'ABOVE Krông Ana', '4'],
    ]);
  });

  it('with shared texts, days, numbers and results of formulas', async () => {
    const styles =
      '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd\\-mm\\-yyyy;@"/><numFmt numFmtId="165" formatCode="#,##0.0 &quot;điểm&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/><xf numFmtId="165"/></cellXfs></styleSheet>';
    const rows = await sheetTexts(
      [
        [
          { xml: '<c @ t="s"><v>0</v></c>' },
          { xml: '<c @ s="1"><v>45502</v></c>' },
          { xml: '<c @ s="2"><v>45502.75</v></c>' },
          { xml: '<c @ s="3"><v>64.299999999999997</v></c>' },
          { xml: '<c @ t="str"><f>A1&amp;"x"</f><v>Ea Na</v></c>' },
          { xml: '<c @ t="b"><v>1</v></c>' },
        ],
      ],
      undefined,
      {
        'xl/styles.xml': styles,
        'xl/sharedStrings.xml':
          '<sst><si><r><t>Cà </t></r><r><t>phê</t></r><rPh><t>かな</t></rPh></si></sst>',
      },
    );
    expect(rows).toEqual([[1, 'Cà phê', '2024-07-29', '2024-07-29', '64.3', 'Ea Na', 'TRUE']]);
  });

  it('with line ends, underscores and control characters as Excel writes them', async () => {
    const rows = [['Cà phê_x000D_\nhạt', 'a_x005F_x000D_b', 'x_x0007_y', 'z_x0041_', 'dài_xanh']];
    expect(await sheetTexts(rows)).toEqual([[1, 'Cà phê\nhạt', 'a_x000D_b', 'x y', 'zA', 'dài_xanh']]);
  });

  it('with cells marked that cannot be relied on', async () => {
    const [row] = await rowsOf(
      'a.xlsx',
      workbook([
        {
          rows: [
            [
              { xml: '<c @ t="e"><v>#REF!</v></c>' },
              { xml: '<c @ t="str"><f>[1]Sheet1!B2</f><v>cũ</v></c>' },
              { xml: '<c @><f>SUM(A1:A2)</f></c>' },
              '#REF!',
              { xml: '<c @ t="str"><f>B1</f><v>#N/A</v></c>' },
              { xml: '<c @ t="str"><f>[Nguồn.xlsx]Sheet1!B2</f><v>cũ</v></c>' },
              // Nothing is a result too.
              { xml: '<c @ t="str"><f>IF(A1="","",A1)</f><v></v></c>' },
              { xml: '<c @ t="str"><f>IF(A1="","",A1)</f></c>' },
              { xml: '<c @><f>IF(A1="","",A1)</f><v/></c>' },
              'Z',
            ],
          ],
        },
      ]),
    );
    expect(row?.cells.map(({ trouble }) => trouble)).toEqual([
      'ERROR',
      'EXTERNAL_FORMULA',
      'FORMULA_WITHOUT_RESULT',
      'ERROR',
      'ERROR',
      'EXTERNAL_FORMULA',
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('by the one worksheet that holds something, or the one that is named', async () => {
    const two = [
      { name: 'Đợt 1', rows: [['a']] },
      { name: 'Đợt 2', rows: [['b']] },
      { name: 'Mật', state: 'hidden', rows: [['c']] },
    ];
    expect((await refusalOf(() => rowsOf('a.xlsx', workbook(two)))).cause.en).toBe(
      'Several worksheets hold data: “Đợt 1”, “Đợt 2”',
    );
    expect(await textsOf('a.xlsx', workbook(two), { sheet: 'Đợt 2' })).toEqual([[1, 'b']]);
    const one = await readSheet({
      name: 'a.xlsx',
      bytes: workbook([two[0]!, { name: 'Trống', rows: [] }, two[2]!]),
    });
    expect(one).toMatchObject({ name: 'Đợt 1', hiddenSheets: ['Mật'] });
  });

  it('without the dictionary of an export, but with a worksheet that only has its name', async () => {
    const dictionary = {
      name: 'Từ điển',
      rows: [['Cột', 'Tên trường', 'Kiểu', 'Ý nghĩa', 'Giá trị'], ['Mã sản phẩm']],
    };
    const products = { name: 'Sản phẩm', rows: [['a']] };
    expect(await textsOf('a.xlsx', workbook([products, dictionary]))).toEqual([[1, 'a']]);
    expect(await textsOf('a.xlsx', workbook([dictionary]), { sheet: 'Từ điển' })).toHaveLength(2);
    const own = { ...dictionary, rows: [['Từ', 'Nghĩa']] };
    expect((await refusalOf(() => rowsOf('a.xlsx', workbook([products, own])))).code).toBe('WHICH_SHEET');
  });

  it('by a name that can be pasted into any shell', async () => {
    const sheets = ['$(touch x)', 'Đợt\u202e "2"', "Lan's"].map((name) => ({ name, rows: [['a']] }));
    const remedies = await Promise.all(
      sheets.map(async ({ name }, index) => {
        const others = sheets.toSpliced(index, 1);
        return (await refusalOf(() => rowsOf('a.xlsx', workbook([{ name, rows: [['a']] }, ...others]))))
          .remedy.en;
      }),
    );
    expect(remedies).toEqual([
      "Choose one: --sheet '$(touch x)'",
      `Choose one: --sheet 'Đợt "2"'`,
      "Choose one: --sheet 'Lan'\\''s'",
    ]);
    expect(await textsOf('a.xlsx', workbook(sheets), { sheet: 'Đợt "2"' })).toEqual([[1, 'a']]);
  });

  it('with its shared texts wherever they lie', async () => {
    const parts = workbookParts([{ rows: [[{ xml: '<c @ t="s"><v>0</v></c>' }]] }], {
      'xl/sharedStrings.xml': '<sst><si><t>Cà phê</t></si></sst>',
    });
    const {
      'xl/sharedStrings.xml': texts = '',
      'xl/_rels/workbook.xml.rels': relations = '',
      ...rest
    } = parts;
    const moved = zip({
      ...rest,
      'xl/texts/1.xml': texts,
      'xl/_rels/workbook.xml.rels': relations.replace('"sharedStrings.xml"', '"/xl/texts/1.xml"'),
    });
    expect(await textsOf('a.xlsx', moved)).toEqual([[1, 'Cà phê']]);
  });

  it('by elements with a prefix, and rows and cells without their place', async () => {
    const sheet =
      '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c><x:c><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>';
    expect(await sheetTexts([['-']], undefined, { 'xl/worksheets/sheet1.xml': sheet })).toEqual([
      [1, 'a', '2'],
    ]);
  });
});

describe('a file is refused with where, why and what to do', () => {
  const parts = workbookParts([
    {
      rows: [
        ['TT', 'Tên'],
        ['1', 'Cà phê'],
      ],
    },
  ]);
  const sheetXml = (inner: string) =>
    zip({ ...parts, 'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${inner}</sheetData></worksheet>` });

  /** Letters that hardly pack: what packs well is refused for that. */
  const mixed = (length: number) =>
    Array.from({ length: length / 8 }, (_, index) =>
      String((index * 7_919_993) % 99_999_989).padStart(8),
    ).join('');

  it.each<[string, string, Buffer, Record<string, unknown>]>([
    [
      'nothing in it',
      'a.csv',
      bytes(''),
      { code: 'FILE_EMPTY', cause: { vi: 'Tệp trống', en: 'The file is empty' } },
    ],
    [
      'an old workbook',
      'a.xls',
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      {
        code: 'OLD_WORKBOOK',
        remedy: expect.objectContaining({ vi: 'Mở bằng Excel, bỏ mật khẩu và lưu lại thành .xlsx' }),
      },
    ],
    [
      'a PDF',
      'a.csv',
      bytes('%PDF-1.7'),
      { code: 'OTHER_FORMAT', cause: expect.objectContaining({ en: 'This is PDF, not a table' }) },
    ],
    [
      'a page named .xls',
      'a.xls',
      bytes('<html><table></table>'),
      {
        code: 'OTHER_FORMAT',
        cause: expect.objectContaining({ vi: 'Đây là tệp HTML/XML, không phải bảng' }),
      },
    ],
    [
      'a workbook named .csv',
      'a.csv',
      zip(parts),
      {
        code: 'WRONG_EXTENSION',
        remedy: { vi: 'Đổi đuôi tệp thành .xlsx', en: 'Rename it to end in .xlsx' },
      },
    ],
    [
      'a text named .xlsx',
      'a.xlsx',
      bytes(list),
      {
        code: 'WRONG_EXTENSION',
        cause: expect.objectContaining({ en: '“a.xlsx” is named like an Excel workbook, but holds a text' }),
      },
    ],
    ['an unknown name', 'a.doc', bytes(list), { code: 'UNKNOWN_EXTENSION' }],
    ['a workbook with macros by name', 'a.xlsm', zip(parts), { code: 'MACROS' }],
    [
      'macros',
      'a.xlsx',
      zip({ ...parts, 'xl/vbaProject.bin': 'x' }),
      {
        code: 'MACROS',
        remedy: expect.objectContaining({ en: 'Save it as “Excel Workbook (.xlsx)”, which has none' }),
      },
    ],
    [
      'no ZIP after all',
      'a.xlsx',
      bytes('PK\u0003\u0004 and no more'),
      { code: 'BROKEN_WORKBOOK', cause: expect.objectContaining({ vi: 'Tệp Excel bị hỏng (ZIP)' }) },
    ],
    [
      'a ZIP of something else',
      'a.xlsx',
      zip({ 'word/document.xml': '<w/>' }),
      {
        code: 'BROKEN_WORKBOOK',
        cause: expect.objectContaining({ en: 'The workbook is broken ([Content_Types].xml)' }),
      },
    ],
    [
      'a part that leads out',
      'a.xlsx',
      zip({ ...parts, '../../etc/passwd': 'x' }),
      {
        code: 'UNSAFE_PART',
        cause: expect.objectContaining({
          en: 'A part of the file has a name that leads out of it: “../../etc/passwd”',
        }),
      },
    ],
    [
      'a part that leads out as Windows writes it',
      'a.xlsx',
      zip({ ...parts, '..\\..\\autoexec.bat': 'x' }),
      { code: 'UNSAFE_PART' },
    ],
    ['a part on a drive', 'a.xlsx', zip({ ...parts, 'C:/autoexec.bat': 'x' }), { code: 'UNSAFE_PART' }],
    [
      'a control character in a workbook',
      'a.xlsx',
      sheetXml('<row r="1"><c r="A1" t="str"><v>a&#7;b</v></c></row>'),
      { code: 'BROKEN_WORKBOOK' },
    ],
    ['a part with a root', 'a.xlsx', zip({ ...parts, '/etc/passwd': 'x' }), { code: 'UNSAFE_PART' }],
    ['a password', 'a.xlsx', zip(parts, { flags: 1 }), { code: 'ENCRYPTED_PART' }],
    [
      'a zip bomb',
      'a.xlsx',
      zip({ ...parts, 'xl/worksheets/sheet9.xml': Buffer.alloc(20_000_000, 32) }),
      { code: 'UNPACKS_TOO_LARGE' },
    ],
    [
      'a zip bomb that lies about its size',
      'a.xlsx',
      zip({ ...parts, 'xl/worksheets/sheet1.xml': Buffer.alloc(20_000_000, 32) }, { size: 900 }),
      { code: 'BROKEN_WORKBOOK' },
    ],
    [
      'entities that grow',
      'a.xlsx',
      zip({
        ...parts,
        'xl/worksheets/sheet1.xml': '<!DOCTYPE a [<!ENTITY b "bbbb">]><worksheet>&b;</worksheet>',
      }),
      { code: 'DOCUMENT_TYPE' },
    ],
    [
      'XML that ends too early',
      'a.xlsx',
      sheetXml('<row><c><v>1</v>'),
      {
        code: 'BROKEN_WORKBOOK',
        cause: expect.objectContaining({ en: 'The workbook is broken (xl/worksheets/sheet1.xml)' }),
      },
    ],
    [
      'a sheet without anything',
      'a.xlsx',
      sheetXml('<row r="1"><c r="A1" s="3"/></row>'),
      { code: 'NO_SHEET' },
    ],
    [
      'a million columns',
      'a.xlsx',
      sheetXml('<row r="7"><c r="A7"><v>1</v></c><c r="ZZZ7"><v>1</v></c></row>'),
      { code: 'TOO_MANY_COLUMNS', row: 7, column: 'ZZZ' },
    ],
    [
      'a cell that never ends',
      'a.xlsx',
      sheetXml(`<row r="3"><c r="B3" t="str"><v>${'x'.repeat(40_000)}</v></c></row>`),
      { code: 'CELL_TOO_LONG', row: 3, column: 'B' },
    ],
    [
      'a formula that never ends',
      'a.xlsx',
      sheetXml(`<row r="3"><c r="B3"><f>${'['.repeat(8_193)}</f><v>1</v></c></row>`),
      { code: 'FORMULA_TOO_LONG', row: 3, column: 'B' },
    ],
    [
      'a text larger than any cell',
      'a.xlsx',
      sheetXml(`<row r="3"><c r="B3"><v>1</v></c></row>${mixed(2_000_000)}<row/>`),
      { code: 'BROKEN_WORKBOOK' },
    ],
    [
      'elements that stand in one another without end',
      'a.xlsx',
      sheetXml('<x>'.repeat(100) + '</x>'.repeat(100)),
      { code: 'BROKEN_WORKBOOK' },
    ],
    [
      'merged cells that lie on one another',
      'a.xlsx',
      workbook([{ rows: [['a'], ['b', 'c']], merges: ['A1:B2', 'B2:C3'] }]),
      { code: 'MERGES_OVERLAP', row: 2, column: 'B' },
    ],
    [
      'more rows than a worksheet has',
      'a.xlsx',
      sheetXml(
        `<row><c><v>1</v></c></row>${Array.from({ length: 1_048_576 }, (_, index) => `<row s="${index}"/>`).join('')}`,
      ),
      { code: 'TOO_MANY_ROWS' },
    ],
    [
      'a shared text that is not there',
      'a.xlsx',
      workbook([{ rows: [[{ xml: '<c @ t="s"><v>1</v></c>' }]] }], {
        'xl/sharedStrings.xml': '<sst><si><t>Cà phê</t></si></sst>',
      }),
      { code: 'BROKEN_WORKBOOK' },
    ],
    [
      'a shared text longer than a cell',
      'a.xlsx',
      workbook([{ rows: [['a']] }], {
        'xl/sharedStrings.xml': `<sst><si><t>${'x'.repeat(40_000)}</t></si></sst>`,
      }),
      { code: 'CELL_TOO_LONG' },
    ],
    [
      'more shared texts than a list has',
      'a.xlsx',
      workbook([{ rows: [['a']] }], {
        'xl/sharedStrings.xml': `<sst>${Array.from({ length: 1_000_001 }, (_, index) => `<si n="${index}"/>`).join('')}</sst>`,
      }),
      { code: 'UNPACKS_TOO_LARGE' },
    ],
    [
      'two worksheets that are one',
      'a.xlsx',
      zip({
        ...parts,
        'xl/workbook.xml': (parts['xl/workbook.xml'] ?? '').replace(/<sheet .*?\/>/, '$&$&'),
      }),
      { code: 'BROKEN_WORKBOOK' },
    ],
    [
      'more worksheets than anybody looks through',
      'a.xlsx',
      workbook(Array.from({ length: 201 }, (_, index) => ({ rows: index === 0 ? [['a']] : [] }))),
      { code: 'TOO_MANY_SHEETS' },
    ],
    [
      'a million columns of a text',
      'a.csv',
      bytes(`a;b;c\n${';'.repeat(1000)}\n`),
      { code: 'TOO_MANY_COLUMNS', row: 2 },
    ],
    [
      'a million columns of a text with something in each',
      'a.csv',
      bytes(`a;b;c\n${'Cà phê;'.repeat(1_000_000)}\n`),
      { code: 'TOO_MANY_COLUMNS', row: 2 },
    ],
    [
      'columns without end behind separators in quotes',
      'a.csv',
      bytes(`a;b;c\n"${';\n""'.repeat(1000)}";y\n${';'.repeat(20_000_000)}\n`),
      { code: 'TOO_MANY_COLUMNS', row: 1003 },
    ],
    [
      'a quote that does not close',
      'a.csv',
      bytes('a;b;c\n1;"x;y\n'),
      {
        code: 'OPEN_QUOTE',
        row: 2,
        remedy: expect.objectContaining({
          en: 'Close it; a double quote inside a cell is written twice ("")',
        }),
      },
    ],
    [
      'a quote that does not close far above',
      'a.csv',
      bytes(`a;b;c\n\n"m\nn";1;2\n1;"x;y\n${'2;x;y\n'.repeat(60_000)}`),
      { code: 'OPEN_QUOTE', row: 5 },
    ],
    [
      'a quote that does not close above others',
      'a.csv',
      bytes(`a;b;c\n1;"x;y\n${'2;"x;z";y\n'.repeat(1_000)}`),
      { code: 'OPEN_QUOTE', row: 2 },
    ],
    [
      'a line that never ends',
      'a.csv',
      bytes(`a;b;c\n1;${'x'.repeat(40_000)};y\n`),
      { code: 'CELL_TOO_LONG', row: 2 },
    ],
    ['control characters', 'a.csv', bytes('a;b;c\n1;x\u0007;y\n'), { code: 'CONTROL_CHARACTERS', row: 2 }],
    [
      'UTF-16 that is cut',
      'a.txt',
      bytes(`\uFEFF${list}`, 'utf16le').subarray(0, -3),
      { code: 'BROKEN_TEXT', row: 3 },
    ],
    [
      'one wrong byte in UTF-8',
      'a.csv',
      Buffer.concat([bytes(list), Buffer.from([0x34, 0x3b, 0x96]), bytes('Cà phê\r\n')]),
      {
        code: 'BROKEN_TEXT',
        row: 4,
        cause: { vi: 'Văn bản UTF-8 bị hỏng hoặc bị cắt', en: 'The UTF-8 text is broken or cut off' },
      },
    ],
    [
      'a wrong byte in UTF-8 behind its mark',
      'a.csv',
      Buffer.concat([bytes('\uFEFFa;b;c\r\n1;x;'), Buffer.from([0xe1]), bytes('\r\n')]),
      { code: 'BROKEN_TEXT', row: 2 },
    ],
    [
      'an encoding nobody knows',
      'a.csv',
      Buffer.from('a;b;c\n1;\u00c1\u00dd\u00fe\u00c3;\u00f3\u00f1\u00aa\u00d0\n', 'latin1'),
      { code: 'UNKNOWN_LETTERS' },
    ],
  ])('%s', async (_, name, content, expected) => {
    const remark = await refusalOf(() => rowsOf(name, content));
    expect(remark).toMatchObject({ weight: 'REFUSED', ...expected });
    for (const said of [remark.cause, remark.remedy]) {
      expect(said.vi).toMatch(/\S/);
      expect(said.en).toMatch(/\S/);
      expect(said.vi).not.toBe(said.en);
    }
  });

  it('too many rows, when the first too many is reached', async () => {
    const seen: number[] = [];
    const reading = async () => {
      for await (const { number } of textRows('a;b\n1;2\n\n3;4\n5;6\n', ';', tidy, 3)) seen.push(number);
    };
    expect(await refusalOf(reading)).toMatchObject({
      code: 'TOO_MANY_ROWS',
      row: 5,
      cause: { vi: 'Có hơn 3 dòng', en: 'There are more than 3 rows' },
    });
    expect(seen).toEqual([1, 2, 4]);
  });

  it('too large, before anything is read', async () => {
    const remark = await refusalOf(() =>
      readSheet({ name: 'a.csv', bytes: new Uint8Array(64 * 1024 * 1024 + 1) }),
    );
    expect(remark).toMatchObject({
      code: 'FILE_TOO_LARGE',
      cause: { en: 'The file has 65 MB, at most 64 MB are read' },
    });
  });

  it('the path is left out of what is said and kept', async () => {
    const sheet = await readSheet({ name: 'C:\\Users\\lan\\danh sách\u202e.csv', bytes: bytes(list) });
    expect(sheet.file).toBe('danh sách.csv');
  });
});
