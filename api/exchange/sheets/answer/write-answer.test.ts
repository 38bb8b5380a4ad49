import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as textOfStream } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromBufferPromise } from 'yauzl';
import type { Database } from '../../../database/open.ts';
import { databaseKinds, openTestDatabase } from '../../../database/testing.ts';
import { count, noCounts } from '../list-report.ts';
import { planList } from '../plan-list.ts';
import { type List, type ListWishes, readList } from '../read-list.ts';
import type { SheetFile } from '../read-sheet.ts';
import { indexRegister, type RegisterIndex } from '../register-index.ts';
import type { SheetRow } from '../sheet-row.rules.ts';
import { refusalOf, workbook, workbookParts, zip } from '../testing.ts';
import { checkTarget, openAnswer } from './answer-file.ts';

const today = '2026-11-24';
const folder = mkdtempSync(join(tmpdir(), 'hub-answer-'));
let database: Database;
let index: RegisterIndex;
beforeAll(async () => {
  database = await openTestDatabase(databaseKinds[0], 'seeded');
  const write = database.em.getConnection();
  await write.execute(`insert into producer_restricted (producer_id, tax_code, representative_name, phone, home_address)
    select id, 'PLANTED-1', 'PLANTED-2', 'PLANTED-3', 'PLANTED-4' from producer on conflict do nothing`);
  await write.execute(`insert into producer_contact (id, producer_id, kind, value, consent_recorded_on, source_id)
    select gen_random_uuid(), id, 'PHONE', 'PLANTED-5', '2026-01-01', source_id from producer`);
  index = await indexRegister(database.em.fork());
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

const example = (name: string) => ({
  name,
  bytes: readFileSync(new URL(`../raw_examples/${name}`, import.meta.url)),
});
let made = 0;

/** Imports a list, nothing written, and gives it back with what was told of it. */
async function answered(
  file: SheetFile,
  { wishes = {}, answers = {} }: { wishes?: ListWishes; answers?: Record<string, string> } = {},
) {
  const list = await readList(file, wishes);
  const path = join(folder, `${(made += 1)}.xlsx`);
  const said = new Map(Object.entries(answers));
  const answer = await openAnswer({ path, isForced: false }, list, said, { today });
  const counts = noCounts();
  try {
    const leaveOut = answer.leaveOut;
    for await (const product of planList(list, index, { answers: said, today, leaveOut })) {
      count(counts, product);
      answer.product(product);
    }
    await answer.finish(counts, ['Chạy thử / A dry run']);
  } finally {
    await answer.close();
  }
  const bytes = readFileSync(path);
  const parts = await partsOf(bytes);
  // What the register keeps to itself is in no remark and in no answer to choose from.
  for (const part of Object.values(parts)) expect(part).not.toContain('PLANTED');
  return { list, counts, file: { name: 'tra loi.xlsx', bytes }, parts };
}

async function partsOf(bytes: Buffer): Promise<Record<string, string>> {
  const archive = await fromBufferPromise(bytes, { lazyEntries: true, autoClose: false });
  const parts: Record<string, string> = {};
  for await (const entry of archive.eachEntry())
    parts[entry.fileName] = await textOfStream(await archive.openReadStreamPromise(entry));
  return parts;
}

async function textsOf({ sheet }: List): Promise<Map<number, string[]>> {
  const rows: SheetRow[] = [];
  for await (const row of sheet.rows()) rows.push(row);
  return new Map(rows.map(({ number, cells }) => [number, cells.map(({ text }) => text)]));
}

/** As somebody does who types into a cell and saves. */
async function typed(parts: Record<string, string>, sheet: string, cells: Record<string, string>) {
  let xml = parts[sheet] ?? '';
  for (const [at, text] of Object.entries(cells)) {
    const changed = xml.replace(
      new RegExp(`<c r="${at}"( s="\\d+")?(?: t="\\w+"|)(?:/>|>.*?</c>)`),
      `<c r="${at}"$1 t="inlineStr"><is><t>${text}</t></is></c>`,
    );
    expect(changed, at).not.toBe(xml);
    xml = changed;
  }
  return { name: 'tra loi.xlsx', bytes: zip({ ...parts, [sheet]: xml }) };
}

const fillOf = (parts: Record<string, string>, sheet: string, at: string): string | undefined => {
  const style = Number(new RegExp(`<c r="${at}" s="(\\d+)"`).exec(parts[sheet] ?? '')?.[1] ?? 0);
  const styles = parts['xl/styles.xml'] ?? '';
  const formats = /<cellXfs>(.*)<\/cellXfs>/s.exec(styles)?.[1]?.match(/<xf[ >/]/g) ?? [];
  expect(style).toBeLessThan(formats.length);
  const format = /<cellXfs>(.*)<\/cellXfs>/s.exec(styles)?.[1]?.split(/(?=<xf[ >/])/)[style] ?? '';
  const fills = /<fills>(.*)<\/fills>/s.exec(styles)?.[1]?.split(/(?=<fill>)/) ?? [];
  return /<fgColor rgb="(\w+)"/.exec(fills[Number(/fillId="(\d+)"/.exec(format)?.[1] ?? 0)] ?? '')?.[1];
};
const RED = 'FFF9C6C1';
const AMBER = 'FFFFE39A';

describe('a workbook of an official goes back', () => {
  it('as it was, with remarks, colours, answers to choose from and a page that says what to do', async () => {
    const sent = example('01_danh_sach_kem_quyet_dinh_merged.xlsx');
    const { list, file, parts } = await answered(sent);
    const back = await readList(file);
    expect(back.sheet).toMatchObject({ name: 'Phụ lục 1', hiddenSheets: [] });
    const [before, after] = [await textsOf(list), await textsOf(back)];
    for (const [number, cells] of before)
      expect(after.get(number)?.slice(0, cells.length), `row ${number}`).toEqual(cells);
    expect(after.size).toBe(before.size);

    const sheet = 'xl/worksheets/sheet2.xml';
    const xml = parts[sheet] ?? '';
    const original = (await partsOf(sent.bytes))['xl/worksheets/sheet1.xml'] ?? '';
    const merges = (from: string) => (from.match(/mergeCell ref="[^"]+"/g) ?? []).toSorted();
    expect(merges(xml)).toEqual(
      [...merges(original), 'mergeCell ref="K6:K8"', 'mergeCell ref="L6:L8"'].toSorted(),
    );
    expect(xml).toContain('<pane ySplit="8" topLeftCell="A9" activePane="bottomLeft" state="frozen"/>');
    expect(xml).toContain('<autoFilter ref="A8:L27"/>');
    expect(after.get(10)?.slice(10)).toEqual([
      [
        '? Cần trả lời / asked about [PFB2DXF1]',
        '? Cột H “Hạng sao”: Cùng thời gian đã có lần công nhận khác: sửa lần ấy, hay đây là lần mới?',
        'Column H “Hạng sao”: Another recognition is known for that time: correct it, or is this a new one?',
        '→ recognition=R2F8JK3B (3 sao 2024-01)',
        '→ recognition=new (lần công nhận mới / a new recognition)',
      ].join('\n'),
    ]);
    expect(after.get(17)?.[10]).toBe('✓ Giữ nguyên / left as it is [PQ8FQW6S]');
    expect(fillOf(parts, sheet, 'H10')).toBe(AMBER);
    expect(fillOf(parts, sheet, 'H17')).toBeUndefined();
    expect(xml).toMatch(
      /<dataValidation type="list" [^>]*sqref="L10"><formula1>&quot;recognition=R2F8JK3B \(3 sao 2024-01\),recognition=new \([^"]*\)&quot;<\/formula1>/,
    );

    const first = parts['xl/worksheets/sheet1.xml'] ?? '';
    expect(parts['xl/workbook.xml']).toMatch(/<sheet name="Hub OCOP trả lời" sheetId="1"/);
    for (const said of [
      list.sheet.hash,
      '24/11/2026',
      'Chạy thử / A dry run',
      '7 sản phẩm chờ câu trả lời\n7 products wait for an answer',
      '--choose 12.product=new',
      'chọn câu trả lời ở cột L',
      `location="'Phụ lục 1'!K9"`,
    ])
      expect(first).toContain(said);
  });

  it('and comes again with answers in it, which are read, kept and not asked for again', async () => {
    const { parts, counts } = await answered(example('01_danh_sach_kem_quyet_dinh_merged.xlsx'));
    expect(counts.ASK).toBe(7);
    const sheet = 'xl/worksheets/sheet2.xml';
    const filled = await typed(parts, sheet, {
      L10: 'recognition=new (lần công nhận mới / a new recognition)',
      L24: 'stars=potential; all.recognition=new',
    });
    const list = await readList(filled);
    expect(list.header.columns.slice(-2).map(({ label, field }) => [label, field])).toEqual([
      ['K “Kết quả hub kiểm tra What the hub found”', 'remark'],
      ['L “Trả lời hub Answer to the hub”', 'answer'],
    ]);
    const again = await answered(filled);
    expect(again.counts).toMatchObject({ ASK: 0, REFUSE: 0, products: 11 });
    const texts = await textsOf(await readList(again.file));
    expect(texts.get(10)?.slice(10)).toEqual([expect.stringMatching(/^✓ Sửa/), 'recognition=new']);
    expect(texts.get(6)?.slice(10)).toHaveLength(2);
    expect(again.parts['xl/workbook.xml']?.match(/<sheet /g)).toHaveLength(3);
    // What was amber is as it was sent.
    expect(fillOf(again.parts, sheet, 'H10')).toBeUndefined();
    // And once more: answers of the row are still there, those for all are told on the first page.
    const third = await answered(again.file, { answers: { 'all.recognition': 'new' } });
    expect(third.counts.ASK).toBe(0);
    expect(third.parts['xl/worksheets/sheet1.xml']).toContain('--choose all.recognition=new');
  });

  it('with an answer that is none told beside it', async () => {
    const { parts } = await answered(example('01_danh_sach_kem_quyet_dinh_merged.xlsx'));
    const sheet = 'xl/worksheets/sheet2.xml';
    const again = await answered(await typed(parts, sheet, { L10: 'xong rồi', L11: 'recognition=R9999999' }));
    expect(again.counts.REFUSE).toBe(2);
    expect(fillOf(again.parts, sheet, 'L10')).toBe(RED);
    const texts = await textsOf(await readList(again.file));
    expect(texts.get(10)?.[10]).toContain('“xong rồi” không phải là câu trả lời');
    expect(texts.get(11)?.slice(10)).toEqual([
      expect.stringContaining('Trong tệp này: xóa câu trả lời rồi gửi lại.'),
      'recognition=R9999999',
    ]);
  });

  it('without anything that calculates, calls or leads elsewhere', async () => {
    const sheetXml = `<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://r" xmlns:mc="http://mc"><x:sheetPr codeName="ThisSheet"><x:tabColor rgb="FFFF0000"/></x:sheetPr><x:sheetFormatPr defaultRowHeight="15"/><x:cols><x:col min="1" max="16384" width="12.5" style="99" customWidth="1"/></x:cols><x:sheetData>
<x:row r="1" s="77" customFormat="1"><x:c r="A1" t="inlineStr"><x:is><x:t>TT</x:t></x:is></x:c><x:c r="B1" t="inlineStr"><x:is><x:r><x:rPr><x:b/></x:rPr><x:t>Tên sản phẩm</x:t></x:r></x:is></x:c><x:c r="C1" t="inlineStr"><x:is><x:t>Chủ thể</x:t></x:is></x:c><x:c r="D1" t="inlineStr"><x:is><x:t>Hạng sao</x:t></x:is></x:c></x:row>
<x:row r="2" ht="15" hidden="1"><x:c r="A2" cm="1" vm="3"><x:v>1</x:v></x:c><x:c r="B2" t="inlineStr"><x:is><x:t>=cmd|'/c calc'!A1</x:t></x:is></x:c><x:c r="C2" t="str"><x:f>HYPERLINK("http://evil.example","HTX A")</x:f><x:v>HTX A</x:v></x:c><x:c r="D2" t="e"><x:f>[1]Nguon!B2</x:f><x:v>#REF!</x:v></x:c></x:row>
<x:row r="3"><x:c r="A3" s="500"><x:v>2</x:v></x:c><x:c r="B3" t="inlineStr"><x:is><x:t>&lt;script&gt;alert(1)&lt;/script&gt;</x:t></x:is></x:c><x:c r="C3"><x:f t="array" ref="C3">WEBSERVICE("http://evil.example")</x:f></x:c><x:c r="D3" t="inlineStr"><x:is><x:t>3 sao</x:t></x:is></x:c></x:row>
</x:sheetData><x:sheetProtection password="CC1A" sheet="1"/><mc:AlternateContent><mc:Choice/></mc:AlternateContent><x:conditionalFormatting sqref="A1"><x:cfRule type="expression" priority="1"><x:formula>WEBSERVICE("http://evil.example")</x:formula></x:cfRule></x:conditionalFormatting><x:dataValidations><x:dataValidation type="list" sqref="A2"><x:formula1>[1]Nguon!A1:A9</x:formula1></x:dataValidation></x:dataValidations><x:hyperlinks><x:hyperlink ref="B2" r:id="rId1"/></x:hyperlinks><x:pageSetup orientation="landscape" r:id="rId2"/><x:headerFooter><x:oddHeader>&amp;G&amp;CMật</x:oddHeader></x:headerFooter><x:drawing r:id="rId3"/><x:legacyDrawing r:id="rId4"/><x:extLst><x:ext uri="{1}"/></x:extLst></x:worksheet>`;
    const parts = workbookParts([{ name: "Lan's & [1]", rows: [['x']] }]);
    const { file, parts: copied } = await answered({
      name: 'a.xlsx',
      bytes: zip({
        ...parts,
        'xl/worksheets/sheet1.xml': sheetXml,
        'xl/worksheets/_rels/sheet1.xml.rels':
          '<Relationships><Relationship Id="rId1" Type="hyperlink" Target="http://evil.example" TargetMode="External"/></Relationships>',
        'xl/externalLinks/externalLink1.xml': '<externalLink/>',
        'xl/connections.xml': '<connections/>',
        'customXml/item1.xml': '<x/>',
        'docProps/core.xml': '<coreProperties><creator>Lan</creator></coreProperties>',
      }),
    });
    expect(Object.keys(copied).toSorted()).toEqual([
      '[Content_Types].xml',
      '_rels/.rels',
      'xl/_rels/workbook.xml.rels',
      'xl/styles.xml',
      'xl/workbook.xml',
      'xl/worksheets/sheet1.xml',
      'xl/worksheets/sheet2.xml',
    ]);
    const xml = copied['xl/worksheets/sheet2.xml'] ?? '';
    for (const left of [
      '<f',
      'evil',
      'WEBSERVICE',
      '[1]Nguon',
      'r:id',
      'codeName',
      'CC1A',
      'extLst',
      '&amp;G',
      'cm=',
      'x:',
    ])
      expect(xml, left).not.toContain(left);
    expect(xml).toContain('<tabColor rgb="FFFF0000"/>');
    expect(xml).toContain('<oddHeader>&amp;CMật</oddHeader>');
    expect(xml).toContain('<pageSetup orientation="landscape"/>');
    expect(xml).not.toMatch(/ (s|style)="(77|99|500)"/);
    const texts = await textsOf(await readList(file));
    expect(texts.get(2)?.slice(0, 4)).toEqual(['1', "=cmd|'/c calc'!A1", 'HTX A', '#REF!']);
    expect(xml).toMatch(/<c r="B2"[^>]* t="inlineStr">/);
    expect(texts.get(3)?.[1]).toBe('<script>alert(1)</script>');
    expect(texts.get(3)?.[4]).toMatch(/Trong tệp này ô đã để trống[\s\S]*In this workbook the cell is empty/);
    expect(fillOf(copied, 'xl/worksheets/sheet2.xml', 'D2')).toBe(RED);
    // A row that a filter hid is shown, since it waits for somebody.
    expect(xml).not.toContain('hidden="1"');
    for (const part of Object.values(copied)) expect(part).not.toMatch(/<script/);
  });

  describe('and one that means no good', () => {
    const parts = workbookParts([
      {
        rows: [
          ['TT', 'Tên sản phẩm', 'Chủ thể', 'Hạng sao'],
          ['1', 'Mật ong', 'HTX A', '3 sao'],
        ],
      },
    ]);
    const sheet = 'xl/worksheets/sheet1.xml';
    const broken = (from: string, to: string, others: Record<string, string> = {}) => {
      const xml = (parts[sheet] ?? '').replace(from, to);
      expect(xml).not.toBe(parts[sheet]);
      return { name: 'a.xlsx', bytes: zip({ ...parts, ...others, [sheet]: xml }) };
    };
    /** Not so alike that the file would be taken for a bomb before. */
    const varied = (count: number, xml: (n: number) => string) =>
      Array.from({ length: count }, (_, n) => xml((n * 7_919) % 1_000_003)).join('');
    const column = (n: number) => `<col min="${n}" max="${n}" width="9" customWidth="1"/>`;
    const formats = (count: number) => ({
      ...workbookParts([{ rows: [['TT']] }], {
        'xl/styles.xml': `<styleSheet><cellXfs>${varied(count, (n) => `<xf numFmtId="${n}"/>`)}</cellXfs></styleSheet>`,
      }),
      [sheet]: parts[sheet] ?? '',
    });

    it.each([
      [
        'settings of more columns than there are',
        broken(
          '<sheetData>',
          `<cols>${Array.from({ length: 600 }, (_, n) => column(n + 1)).join('')}</cols><sheetData>`,
        ),
        { code: 'TOO_MANY_COLUMNS' },
      ],
      [
        'one cell again and again',
        broken('<c r="A2"', `${'<c r="A2"/>'.repeat(300)}<c r="A2"`),
        { code: 'TOO_MANY_COLUMNS', row: 2 },
      ],
      [
        'breaks behind every row of a far larger sheet',
        broken(
          '</worksheet>',
          `<rowBreaks>${varied(200_000, (n) => `<brk id="${n}" max="16383" man="1"/>`)}</rowBreaks></worksheet>`,
        ),
        { code: 'UNPACKS_TOO_LARGE' },
      ],
      [
        'more formats than a workbook has',
        { name: 'a.xlsx', bytes: zip(formats(70_000)) },
        { code: 'UNPACKS_TOO_LARGE' },
      ],
    ])('%s: is refused before anything is written', async (_, file, refusal) => {
      const list = await readList(file);
      const path = join(folder, `${(made += 1)}.xlsx`);
      const opening = () => openAnswer({ path, isForced: false }, list, new Map(), { today });
      expect(await refusalOf(opening)).toMatchObject(refusal);
      expect(readdirSync(folder).filter((name) => name.startsWith('.hub-answer-'))).toEqual([]);
    });

    it.each(['-1', '1.5', 'x', '1e99', '999999999'])('a style %s is the first one', async (style) => {
      const { parts: copied } = await answered(broken('<c r="B2"', `<c s="${style}" r="B2"`, {}));
      expect(copied['xl/worksheets/sheet2.xml']).toMatch(/<c r="B2"( s="\d+")? t="inlineStr">/);
    });

    it.each(['min="0" max="3"', 'min="3" max="1"', 'min="x" max="2"', 'min="1" max="99999999"'])(
      'a column %s is left out',
      async (range) => {
        const { parts: copied } = await answered(
          broken('<sheetData>', `<cols><col ${range} width="77"/></cols><sheetData>`),
        );
        expect(copied['xl/worksheets/sheet2.xml']).not.toContain('width="77"');
      },
    );
  });

  it('in Unicode, where it came in an old encoding', async () => {
    const rows = [
      ['TT', 'Tªn s¶n phÈm', 'Chñ thÓ', 'H¹ng sao'],
      ['1', 'N\u00adíc m¾m', 'HTX Ea Na', '6 sao'],
    ];
    const styles =
      '<styleSheet><fonts><font><name val=".VnTime"/></font></fonts><cellXfs><xf fontId="0"/></cellXfs></styleSheet>';
    const sent = { name: 'a.xlsx', bytes: workbook([{ rows }], { 'xl/styles.xml': styles }) };
    const { file, parts } = await answered(sent, { wishes: { letters: 'TCVN3' } });
    const texts = await textsOf(await readList(file));
    expect(texts.get(2)?.slice(0, 4)).toEqual(['1', 'Nước mắm', 'HTX Ea Na', '6 sao']);
    expect(texts.get(2)?.[4]).toContain('✖ Cột D “Hạng sao”: “6 sao” không phải là hạng sao.');
    expect(parts['xl/styles.xml']).toContain('<font><name val="Times New Roman"/></font>');
  });
});

describe('a text goes back as a workbook', () => {
  it('with its lines as rows and every cell as text', async () => {
    const lines = [
      'DANH SÁCH',
      'TT;Tên sản phẩm;Chủ thể;Mã sản phẩm',
      '',
      '1;"=1+1";"HTX',
      'A";007',
      '2;@SUM(A1);HTX B_x000D_;-5',
    ];
    const { file, parts } = await answered({ name: 'a.csv', bytes: Buffer.from(`${lines.join('\n')}\n`) });
    const list = await readList(file);
    expect(list.sheet.name).toBe('Danh sách');
    const texts = await textsOf(list);
    expect(texts.get(4)?.slice(0, 4)).toEqual(['1', '=1+1', 'HTX\nA', '007']);
    expect(texts.get(6)?.slice(0, 4)).toEqual(['2', '@SUM(A1)', 'HTX B_x000D_', '-5']);
    const xml = parts['xl/worksheets/sheet2.xml'] ?? '';
    expect(xml).not.toMatch(/<f>|<v>/);
    const quoted = (at: string) => {
      const style = Number(new RegExp(`<c r="${at}" s="(\\d+)"`).exec(xml)?.[1]);
      return (
        /<cellXfs>(.*)<\/cellXfs>/s.exec(parts['xl/styles.xml'] ?? '')?.[1]?.split(/(?=<xf )/)[style] ?? ''
      );
    };
    expect(quoted('B4')).toContain('quotePrefix="1"');
    expect(quoted('D6')).toContain('quotePrefix="1"');
    expect(quoted('D4')).not.toContain('quotePrefix');
  });

  it.each(['02_bao_cao_xa_phuong_utf16.txt', '03_dan_tu_word.csv'])(
    '%s, with the same plan',
    async (name) => {
      const { file, counts, list } = await answered(example(name));
      const again = await answered(file);
      expect(again.counts).toEqual(counts);
      expect([...(await textsOf(again.list)).keys()]).toEqual([...(await textsOf(list)).keys()]);
    },
  );
});

describe('the file', () => {
  const sent = join(folder, 'sent.csv');
  const there = join(folder, 'there.xlsx');
  beforeAll(() => {
    writeFileSync(sent, 'TT;Tên sản phẩm;Sao\n1;Mật ong rừng;3\n');
    writeFileSync(there, 'something else');
    mkdirSync(join(folder, 'folder.xlsx'));
  });

  it.each([
    ['a name that is no workbook’s', join(folder, 'out.csv'), false, /phải kết thúc bằng \.xlsx/],
    ['no folder', join(folder, 'nowhere', 'out.xlsx'), true, /there is no folder/],
    ['a file that is there', there, false, /add --force to replace it/],
    ['a folder', join(folder, 'folder.xlsx'), true, /is there already/],
  ])('is refused for %s', (_, path, isForced, words) => {
    expect(() => checkTarget({ path, isForced }, sent)).toThrow(words);
  });

  it('is never the list itself, whatever is forced', () => {
    expect(() => checkTarget({ path: there, isForced: true }, there)).toThrow(/this is the list itself/);
  });

  it('stands there whole or not at all, and replaces only what it is told to', async () => {
    const list = await readList({ name: 'a.csv', bytes: readFileSync(sent) });
    const write = async (isForced: boolean) => {
      const answer = await openAnswer({ path: there, isForced }, list, new Map(), { today });
      try {
        for await (const product of planList(list, index, { today })) answer.product(product);
        await answer.finish(noCounts(), []);
      } finally {
        await answer.close();
      }
    };
    await expect(write(false)).rejects.toThrow(/add --force/);
    expect(readFileSync(there, 'utf8')).toBe('something else');
    await write(true);
    expect(readFileSync(there).subarray(0, 2).toString()).toBe('PK');
    const given = await openAnswer(
      { path: join(folder, 'given-up.xlsx'), isForced: false },
      list,
      new Map(),
      { today },
    );
    await given.close();
    expect(readdirSync(folder).filter((name) => name.startsWith('.') || name.startsWith('given'))).toEqual(
      [],
    );
  });

  it('is refused where the hub’s columns would find no room', async () => {
    const row = (first: string) => [first, 'Mật ong', ...Array.from({ length: 253 }, () => 'x')];
    const csv = [['TT', 'Tên sản phẩm', ...Array.from({ length: 253 }, (_, n) => `C${n}`)], row('1')];
    const file = { name: 'a.csv', bytes: Buffer.from(`${csv.map((cells) => cells.join(';')).join('\n')}\n`) };
    await expect(answered(file)).resolves.toBeDefined();
    csv.forEach((cells) => cells.push('x'));
    const wider = {
      name: 'a.csv',
      bytes: Buffer.from(`${csv.map((cells) => cells.join(';')).join('\n')}\n`),
    };
    expect(await refusalOf(() => answered(wider))).toMatchObject({ code: 'TOO_MANY_COLUMNS' });
  });
});
