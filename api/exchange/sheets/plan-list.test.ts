import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requireMigrated } from '../../database/migrate.ts';
import type { Database } from '../../database/open.ts';
import { databaseKinds, openTestDatabase } from '../../database/testing.ts';
import { count, noCounts } from './list-report.ts';
import { planList, type PlannedProduct } from './plan-list.ts';
import { readList } from './read-list.ts';
import { indexRegister, type RegisterIndex } from './register-index.ts';
import type { Remark } from './remark.rules.ts';
import { type TestSheet, workbook } from './testing.ts';
import { communesOf, communesOfProducer, liesElsewhere } from './whereabouts.ts';

const today = '2026-11-24';
const example = (name: string) => ({
  name,
  bytes: readFileSync(new URL(`raw_examples/${name}`, import.meta.url)),
});
const csv = (...lines: string[]) => ({ name: 'a.csv', bytes: Buffer.from(`${lines.join('\n')}\n`) });

describe.each(databaseKinds)('the plan of a list on %s', (kind) => {
  let database: Database;
  let index: RegisterIndex;
  beforeAll(async () => {
    database = await openTestDatabase(kind, 'seeded');
    index = await indexRegister(database.em.fork());
  });
  afterAll(() => database.close());

  async function plan(file: { name: string; bytes: Buffer }, answers: Record<string, string> = {}) {
    const list = await readList(file);
    const leftOut: Remark[] = [];
    const wishes = {
      answers: new Map(Object.entries(answers)),
      today,
      leaveOut: (remark: Remark) => void leftOut.push(remark),
    };
    const all: PlannedProduct[] = [];
    for await (const product of planList(list, index, wishes)) all.push(product);
    const counts = noCounts();
    for (const product of all) count(counts, product);
    return { all, counts, leftOut };
  }
  const shown = (all: readonly PlannedProduct[]) =>
    all.map(({ row, action, code, remarks }) =>
      [row, action, code, ...remarks.map(({ code: said }) => said)].join(' '),
    );

  describe('what officials send', () => {
    it('a list beside a decision, as text and with merged cells: 11 products', async () => {
      const asText = await plan(example('01_danh_sach_kem_quyet_dinh_nfd.csv'));
      expect(asText.counts).toMatchObject({ products: 11, duplicates: 0 });
      expect(asText.leftOut).toEqual([]);
      expect(shown(asText.all)).toEqual([
        '10 ASK PFB2DXF1 RECOGNITION',
        '11 ASK PDNMDKB3 AS_ABOVE RECOGNITION',
        '12 ASK PV3DSMPY RECOGNITION',
        '13 ASK PS98NTKP AS_ABOVE RECOGNITION',
        '14 ASK PXC557J2 AS_ABOVE RECOGNITION',
        '15 ASK PS7VV78S RECOGNITION',
        '17 LEAVE PQ8FQW6S',
        '18 LEAVE P7QWDR46',
        '20 LEAVE P2YQMTKH',
        '22 CHANGE PXCXPMNT',
        '24 ASK P2F5F8KS STARS',
      ]);
      const merged = await plan(example('01_danh_sach_kem_quyet_dinh_merged.xlsx'));
      // Merged cells leave nothing to be confirmed.
      expect(shown(merged.all)).toEqual(shown(asText.all).map((line) => line.replace(' AS_ABOVE', '')));
    });

    it('a report by communes of today: 10 rows, 9 products', async () => {
      const { all, counts } = await plan(example('02_bao_cao_xa_phuong_utf16.txt'));
      expect(counts).toMatchObject({ products: 9, duplicates: 1, ASK: 0, REFUSE: 0 });
      expect(shown(all).filter((line) => !line.includes('LEAVE'))).toEqual(['5 CHANGE PGQQSFP4']);
      expect(shown(all).at(-2)).toBe('10 LEAVE PPXJ7FQ0 SAME_PRODUCT');
      expect(all.find(({ row }) => row === 5)?.changes).toEqual([
        { of: 'recognition', code: 'RPW73M6C', property: 'issued', before: '2021-11', after: '2021-11-30' },
      ]);
    });

    it('a table out of Word: 8 products, or 13 once it is said that cells hold several', async () => {
      const file = example('03_dan_tu_word.csv');
      expect((await plan(file)).counts).toMatchObject({ products: 8 });
      expect((await plan(file, { 'all.split': 'one' })).counts).toMatchObject({ products: 8 });
      const { all, counts } = await plan(file, { 'all.split': 'many' });
      expect(counts).toMatchObject({ products: 13 });
      expect(
        shown(all)
          .slice(0, 7)
          .every((line) => /^[35] LEAVE P\w{7}$/.test(line)),
      ).toBe(true);
    });

    it('questions are answered, for a row and for all', async () => {
      const file = example('01_danh_sach_kem_quyet_dinh_merged.xlsx');
      const { all } = await plan(file, { 'all.recognition': 'new', '24.stars': 'potential' });
      expect(all.map(({ action }) => action)).toEqual([
        ...Array.from({ length: 6 }, () => 'CHANGE'),
        'LEAVE',
        'LEAVE',
        'LEAVE',
        'CHANGE',
        'LEAVE',
      ]);
      expect(all[0]?.changes).toEqual([
        { of: 'recognition', code: null, property: 'kind', before: null, after: 'FIRST' },
        { of: 'recognition', code: null, property: 'stars', before: null, after: 3 },
        { of: 'recognition', code: null, property: 'scoreAsPublished', before: null, after: '50 - <70' },
        { of: 'recognition', code: null, property: 'issued', before: null, after: '2023' },
        {
          of: 'recognition',
          code: null,
          property: 'evidence',
          before: null,
          after: 'COUNCIL_RESULT',
        },
      ]);
      const wrong = await plan(file, { '24.stars': 'five' });
      expect(shown(wrong.all).at(-1)).toBe('24 REFUSE P2F5F8KS WRONG_CHOICE');
    });
  });

  it('a new product of a new producer is added with all that the row says', async () => {
    const { all } = await plan(
      csv(
        'TT;Tên sản phẩm;Chủ thể;Xã;Huyện;Điểm;Sao;Số QĐ, ngày;Cơ quan công nhận;Thời hạn;Mã sản phẩm',
        '1;Hạt điều rang củi;Cty TNHH SX & TM Hạt Vàng Tây Nguyên;Ea Yông;Krông Pắk;71,25;4 sao;12/QĐ-UBND ngày 5/6/2025;UBND tỉnh Đắk Lắk;5/6/2028;66-24490-01-2025',
      ),
    );
    expect(all).toMatchObject([{ row: 2, action: 'ADD', code: null, remarks: [], sameAs: null }]);
    const changes = Object.fromEntries(
      (all[0]?.changes ?? []).map(({ of, property, after }) => [`${of} ${property}`, after]),
    );
    const former = index.placesByKey.get('eayong')?.find(({ slug }) => slug === 'xa-ea-yong-krong-pac-cu');
    expect(former).toBeDefined();
    expect(changes).toMatchObject({
      'producer name': 'Cty TNHH SX & TM Hạt Vàng Tây Nguyên',
      'producer legalForm': 'ENTERPRISE',
      'producer formerPlaceId': former?.id,
      'product name': 'Hạt điều rang củi',
      'product formerPlaceId': former?.id,
      'product placeId': former?.successors[0],
      'product placeAsWritten': 'Ea Yông, Krông Pắk',
      'product officialCode': '66-24490-01-2025',
      'recognition kind': 'FIRST',
      'recognition stars': 4,
      'recognition score': 71.25,
      'recognition decisionNumber': '12/QĐ-UBND',
      'recognition issued': '2025-06-05',
      'recognition validUntil': '2028-06-05',
      'recognition issuingAuthority': 'UBND tỉnh Đắk Lắk',
    });
  });

  it('the working file of a province: what holds now, and two rounds side by side', async () => {
    const working = (...row: (string | null)[]) => ({
      name: 'a.xlsx',
      bytes: workbook([
        {
          rows: [
            [
              'TT',
              'Tên sản phẩm',
              'Chủ thể',
              'Hạng sao hiện nay',
              'Ngày hết hạn',
              'Đánh giá lần đầu',
              null,
              null,
              'Đánh giá lần 2',
              null,
              null,
            ],
            [
              null,
              null,
              null,
              null,
              null,
              'Số sao',
              'Ngày công nhận',
              'Số QĐ',
              'Số sao',
              'Ngày công nhận',
              'Số QĐ',
            ],
            ['1', 'Hạt sen sấy', 'HTX Sen Hồng Lắk', ...row],
          ],
          merges: ['A1:A2', 'B1:B2', 'C1:C2', 'D1:D2', 'E1:E2', 'F1:H1', 'I1:K1'],
        },
      ]),
    });
    const { all } = await plan(
      working('4', '1/2/2027', '3 sao', '1/2/2021', '5/QĐ-UBND', '4 sao', '1/2/2024', '7/QĐ-UBND'),
    );
    expect(all).toMatchObject([{ action: 'ADD', remarks: [] }]);
    const said = all[0]?.changes
      .filter(({ of }) => of === 'recognition')
      .map(({ property, after }) => `${property} ${after}`);
    expect(said).toEqual([
      'kind FIRST',
      'stars 3',
      'issued 2021-02-01',
      'decisionNumber 5/QĐ-UBND',
      'validUntil 2024-02-01',
      'evidence SIGNED_DECISION',
      'kind UPGRADE',
      'stars 4',
      'issued 2024-02-01',
      'decisionNumber 7/QĐ-UBND',
      'validUntil 2027-02-01',
      'evidence SIGNED_DECISION',
      'supersededOn 2024-02-01',
      'supersededBy row-3-2',
    ]);

    const once = await plan(working('3', null, '3 sao', '1/2/2021', '5/QĐ-UBND', null, null, null));
    expect(once.all).toMatchObject([{ action: 'ADD', remarks: [] }]);

    const atOdds = await plan(
      working('5', null, '3 sao', '1/2/2021', '5/QĐ-UBND', '4 sao', '1/2/2024', '7/QĐ-UBND'),
    );
    expect(atOdds.all).toMatchObject([
      {
        action: 'REFUSE',
        remarks: [
          {
            code: 'PRESENT_STARS',
            row: 3,
            column: 'D “Hạng sao hiện nay”',
            cause: {
              vi: 'Hạng hiện nay ghi 5 sao, nhưng lần đánh giá cuối là 4 sao',
              en: 'The present rating says 5 stars, the last round 4',
            },
            remedy: { vi: 'Sửa một trong hai ô', en: 'Correct one of the two' },
          },
        ],
      },
    ]);
  });

  it('a month stays a month', async () => {
    const { all } = await plan(
      csv('Tên sản phẩm;Chủ thể;Sao;Ngày công nhận', 'Hạt sen sấy;HTX Sen Hồng Lắk;3;tháng 6/2026'),
    );
    expect(all[0]?.changes.find(({ property }) => property === 'issued')?.after).toBe('2026-06');
  });

  describe('places of before and after 2025-07-01', () => {
    const placed = async (header: string, ...cells: string[]) => {
      const { all } = await plan(
        csv(`Tên sản phẩm;Chủ thể;${header}`, `Hạt sen sấy;HTX Sen Hồng Lắk;${cells.join(';')}`),
      );
      const [product] = all;
      const place = product?.changes
        .filter(({ of }) => of === 'product')
        .toSorted((a, b) => a.property.localeCompare(b.property))
        .find(({ property }) => property.endsWith('laceId'));
      const slug = [...index.places.values()].find(({ id }) => id === place?.after)?.slug;
      const asked = product?.remarks.map(({ code, candidates }) =>
        [code, ...(candidates ?? []).map(({ value }) => value)].join(' '),
      );
      return slug ?? asked?.join();
    };

    it('a bare name that several have is asked, with each of them', async () => {
      expect(await placed('Xã', 'Hòa Phú')).toBe(
        'PLACE hoa-phu xa-hoa-phu-buon-ma-thuot-cu xa-hoa-phu-tay-hoa-cu',
      );
    });
    it('its district, its heading or its day says which is meant', async () => {
      expect(await placed('Huyện;Xã', 'H. Tây Hoà', 'Hoà Phú')).toBe('xa-hoa-phu-tay-hoa-cu');
      expect(await placed('Xã (mới)', 'Hòa Phú')).toBe('hoa-phu');
      expect(await placed('Xã (mới);Huyện (cũ)', 'Hòa Phú', 'TP. BMT')).toBe('hoa-phu');
      expect(await placed('Xã;Ngày cấp', 'Hòa Phú', '1/2/2024')).toBe(
        'PLACE xa-hoa-phu-buon-ma-thuot-cu xa-hoa-phu-tay-hoa-cu',
      );
    });
    it('a code is never read as one of today without its name or its time', async () => {
      expect(await placed('Mã xã', '24310')).toMatch(/^PLACE .*krong-buk/);
      expect(await placed('Xã;Mã xã', 'Krông Búk', '24310')).toBe('krong-buk');
      expect(await placed('Xã;Mã xã', 'Krông Búk', '24175')).toBe('CODE_AND_PLACE');
    });
  });

  const headings = 'TT;Tên sản phẩm;Chủ thể;Xã;Huyện;Điểm;Hạng sao;Năm;Ngày cấp;Thời hạn';
  const row = (
    cells: Partial<
      Record<
        'name' | 'producer' | 'commune' | 'district' | 'score' | 'stars' | 'year' | 'issued' | 'until',
        string
      >
    >,
  ) => {
    const {
      name = 'Hạt sen sấy',
      producer = 'HTX Sen Hồng Lắk',
      commune = '',
      district = '',
      score = '',
      stars = '3 sao',
      year = '',
      issued = '',
      until = '',
    } = cells;
    return ['1', name, producer, commune, district, score, stars, year, issued, until].join(';');
  };

  it.each<[Parameters<typeof row>[0], string, string, string, string, string, string]>([
    [
      { name: '' },
      'PRODUCT_MISSING',
      'B “Tên sản phẩm”',
      'Dòng không có tên sản phẩm',
      'The row names no product',
      'Điền tên sản phẩm, hoặc xóa dòng',
      'Fill in the name, or delete the row',
    ],
    [
      { name: '<b>Sen</b>' },
      'NAME_IS_MARKUP',
      'B “Tên sản phẩm”',
      '“<b>Sen</b>” có mã HTML',
      '“<b>Sen</b>” holds HTML',
      'Chỉ ghi tên, không ghi mã',
      'Write the name only',
    ],
    [
      { producer: 'Bà Nguyễn Thị Sen – ĐT 0905 123 456' },
      'NAME_IS_PERSONAL',
      'C “Chủ thể”',
      '“Bà Nguyễn Thị Sen – ĐT •••• ••• •••” có số điện thoại, số giấy tờ hoặc thư điện tử, mà tên thì ai cũng đọc được',
      '“Bà Nguyễn Thị Sen – ĐT •••• ••• •••” holds a telephone number, the number of a paper or an e-mail address, and everybody reads names',
      'Chỉ ghi tên, bỏ các số ấy',
      'Write the name only, without these',
    ],
    [
      { producer: 'HTX <script>x</script>' },
      'NAME_IS_MARKUP',
      'C “Chủ thể”',
      '“HTX <script>x</script>” có mã HTML',
      '“HTX <script>x</script>” holds HTML',
      'Chỉ ghi tên, không ghi mã',
      'Write the name only',
    ],
    [
      { stars: '3-4 sao' },
      'STARS_UNREADABLE',
      'G “Hạng sao”',
      '“3-4 sao” không phải là hạng sao',
      '“3-4 sao” is no number of stars',
      'Ghi 3 sao, 4 sao, 5 sao hoặc “tiềm năng 5 sao”; để trống nếu chưa công bố',
      'Write 3 sao, 4 sao, 5 sao or “tiềm năng 5 sao”; leave it empty if not published',
    ],
    [
      { stars: '2 sao' },
      'NO_CERTIFICATE',
      'G “Hạng sao”',
      '2 sao không được cấp giấy chứng nhận OCOP',
      'Two stars are not recognised: there is no certificate',
      'Bỏ dòng này khỏi danh sách',
      'Take the row out of the list',
    ],
    [
      { stars: '7 sao' },
      'STARS_UNREADABLE',
      'G “Hạng sao”',
      '“7 sao” không phải là hạng sao',
      '“7 sao” is no number of stars',
      'Ghi 3 sao, 4 sao, 5 sao hoặc “tiềm năng 5 sao”; để trống nếu chưa công bố',
      'Write 3 sao, 4 sao, 5 sao or “tiềm năng 5 sao”; leave it empty if not published',
    ],
    [
      { score: '643' },
      'SCORE_UNREADABLE',
      'F “Điểm”',
      '“643” không phải là điểm',
      '“643” is no score',
      'Ghi từ 0 đến 100, ví dụ 64,3',
      'Write 0 to 100, as 64,3',
    ],
    [
      { score: 'khá' },
      'SCORE_UNREADABLE',
      'F “Điểm”',
      '“khá” không phải là điểm',
      '“khá” is no score',
      'Ghi từ 0 đến 100, ví dụ 64,3',
      'Write 0 to 100, as 64,3',
    ],
    [
      { score: '70', stars: '3 sao' },
      'SCORE_AND_STARS',
      'F “Điểm”',
      '70 điểm không phải là 3 sao',
      '70 points are not 3 stars',
      'Sửa điểm hoặc sao: 3 sao từ 50, 4 sao từ 70, 5 sao từ 90 điểm',
      'Correct one of them: 3 stars from 50, 4 from 70, 5 from 90 points',
    ],
    [
      { score: '69,99', stars: '4 sao' },
      'SCORE_AND_STARS',
      'F “Điểm”',
      '69,99 điểm không phải là 4 sao',
      '69.99 points are not 4 stars',
      'Sửa điểm hoặc sao: 3 sao từ 50, 4 sao từ 70, 5 sao từ 90 điểm',
      'Correct one of them: 3 stars from 50, 4 from 70, 5 from 90 points',
    ],
    [
      { issued: 'quý 2/2024' },
      'DATE_UNREADABLE',
      'I “Ngày cấp”',
      '“quý 2/2024” không phải là ngày, tháng hoặc năm',
      '“quý 2/2024” is no day, month or year',
      'Ghi 30/6/2026, tháng 6/2026 hoặc 2026, đúng mức đã biết',
      'Write 30/6/2026, 6/2026 or 2026, as precise as it is known',
    ],
    [
      { issued: '31/6/2024' },
      'NO_SUCH_DAY',
      'I “Ngày cấp”',
      'Không có ngày “31/6/2024”',
      'There is no such day as “31/6/2024”',
      'Ghi ngày trước, rồi đến tháng và năm: 30/6/2026',
      'Write the day, then the month and the year: 30/6/2026',
    ],
    [
      { issued: '25/11/2026' },
      'DATE_OUT_OF_RANGE',
      'I “Ngày cấp”',
      '“25/11/2026” ở trước năm 2018 (khi OCOP bắt đầu) hoặc sau hôm nay',
      '“25/11/2026” is before 2018, when OCOP began, or after today',
      'Sửa ô này rồi nhập lại',
      'Correct the cell and import again',
    ],
    [
      { year: '1923' },
      'DATE_OUT_OF_RANGE',
      'H “Năm”',
      '“1923” ở trước năm 2018 (khi OCOP bắt đầu) hoặc sau hôm nay',
      '“1923” is before 2018, when OCOP began, or after today',
      'Sửa ô này rồi nhập lại',
      'Correct the cell and import again',
    ],
    [
      { year: '2023', issued: '29/7/2024' },
      'YEAR_AND_DATE',
      'H “Năm”',
      'Cột năm ghi 2023, ngày lại là 2024-07-29',
      'The year says 2023, the day 2024-07-29',
      'Sửa một trong hai ô',
      'Correct one of the two',
    ],
    [
      { issued: '29/7/2024', until: '28/7/2024' },
      'EXPIRY_BEFORE_ISSUE',
      'J “Thời hạn”',
      'Hết hạn 2024-07-28 trước ngày công nhận 2024-07-29',
      'It ends on 2024-07-28, before it was issued on 2024-07-29',
      'Sửa một trong hai ô',
      'Correct one of the two',
    ],
    [
      { until: 'lâu dài' },
      'EXPIRY_UNREADABLE',
      'J “Thời hạn”',
      '“lâu dài” không phải là thời hạn',
      '“lâu dài” is no end of validity',
      'Ghi 36 tháng, hoặc ngày hết hạn 30/6/2029',
      'Write 36 tháng, or the last day as 30/6/2029',
    ],
    [
      { commune: 'Xã Không Có' },
      'UNKNOWN_PLACE',
      'D “Xã”',
      'Không có xã, phường, huyện nào tên “Xã Không Có”',
      'No commune or district is called “Xã Không Có”',
      'Kiểm tra tên và cột huyện',
      'Check the name, and the column of districts',
    ],
    [
      { commune: 'Ea Yông', district: 'Cư Kuin' },
      'UNKNOWN_PLACE',
      'D “Xã”',
      'Không có xã, phường, huyện nào tên “Ea Yông, Cư Kuin”',
      'No commune or district is called “Ea Yông, Cư Kuin”',
      'Kiểm tra tên và cột huyện',
      'Check the name, and the column of districts',
    ],
    [
      { issued: '45502' },
      'DATE',
      'I “Ngày cấp”',
      '“45502” là ngày nào?',
      'Which day is “45502”?',
      'Trả lời bằng --choose 3.date=…: 2024-07-29',
      'Answer with --choose 3.date=…: 2024-07-29',
    ],
    [
      { issued: '7/29/2024' },
      'DATE',
      'I “Ngày cấp”',
      '“7/29/2024” là ngày nào?',
      'Which day is “7/29/2024”?',
      'Trả lời bằng --choose 3.date=…: 2024-07-29',
      'Answer with --choose 3.date=…: 2024-07-29',
    ],
    [
      { score: '92', stars: '4 sao' },
      'STARS',
      'G “Hạng sao”',
      '92 điểm mà 4 sao: đó là kết quả “tiềm năng 5 sao”, hay đã công nhận 4 sao?',
      '92 points, but 4 stars: a “potential five stars”, or recognised with 4?',
      'Trả lời bằng --choose 3.stars=…: potential (tiềm năng 5 sao) · stars (4 sao)',
      'Answer with --choose 3.stars=…: potential (tiềm năng 5 sao) · stars (4 sao)',
    ],
    [
      { name: 'Bơ Dakado', producer: '-' },
      'PRODUCT',
      'B “Tên sản phẩm”',
      '“Bơ Dakado” có phải là sản phẩm đã có?',
      'Is “Bơ Dakado” a product that is known?',
      'Trả lời bằng --choose 3.product=…: PB6YX9FQ (Bơ Dakado, Công ty TNHH Thu Nhơn) · new (sản phẩm mới / a new product)',
      'Answer with --choose 3.product=…: PB6YX9FQ (Bơ Dakado, Công ty TNHH Thu Nhơn) · new (sản phẩm mới / a new product)',
    ],
    [
      { name: 'Mứt bơ', producer: 'HTX Thu Nhơn' },
      'PRODUCER',
      'C “Chủ thể”',
      '“HTX Thu Nhơn” có phải là chủ thể đã có?',
      'Is “HTX Thu Nhơn” a producer that is known?',
      'Trả lời bằng --choose 3.producer=…: cong-ty-tnhh-thu-nhon (Công ty TNHH Thu Nhơn) · new (chủ thể mới / a new producer)',
      'Answer with --choose 3.producer=…: cong-ty-tnhh-thu-nhon (Công ty TNHH Thu Nhơn) · new (chủ thể mới / a new producer)',
    ],
    [
      { name: 'Trà sen, trà nhài' },
      'SPLIT',
      'B “Tên sản phẩm”',
      'Ô này là một sản phẩm hay 2: “Trà sen”, “trà nhài”?',
      'Is this one product or 2: “Trà sen”, “trà nhài”?',
      'Trả lời bằng --choose 3.split=…: many (2 sản phẩm / products) · one (1 sản phẩm / product)',
      'Answer with --choose 3.split=…: many (2 sản phẩm / products) · one (1 sản phẩm / product)',
    ],
  ])('a row with %j: %s', async (cells, code, column, causeVi, causeEn, remedyVi, remedyEn) => {
    const { all } = await plan(csv('DANH SÁCH', headings, row(cells)));
    const [told, ...more] = all.flatMap(({ remarks }) => remarks);
    expect(told).toMatchObject({
      code,
      row: 3,
      column,
      cause: { vi: causeVi, en: causeEn },
      remedy: { vi: remedyVi, en: remedyEn },
    });
    expect(more).toEqual([]);
    expect(all[0]?.action).toBe(told?.weight === 'QUESTION' ? 'ASK' : 'REFUSE');
    expect(all[0]?.changes).toEqual([]);
  });

  it('a cell into which a whole text was pasted', async () => {
    const { all } = await plan(csv(headings, row({ producer: 'Sen '.repeat(300) })));
    expect(all).toMatchObject([
      {
        action: 'REFUSE',
        remarks: [
          {
            code: 'TEXT_TOO_LONG',
            row: 2,
            column: 'C “Chủ thể”',
            cause: {
              vi: 'Ô có 1199 ký tự, nhiều nhất là 1000',
              en: 'The cell has 1199 letters, at most 1000 are read',
            },
            remedy: { en: 'Shorten it, or move it into a column of notes' },
          },
        ],
      },
    ]);
  });

  it.each<[string, TestSheet['rows'][number][number], string, string, string]>([
    [
      'CELL_ERROR',
      { xml: '<c @ t="e"><v>#REF!</v></c>' },
      'Ô báo lỗi #REF!',
      'The cell shows the error #REF!',
      'Write the value into the cell: its formula has lost what it refers to',
    ],
    [
      'EXTERNAL_FORMULA',
      { xml: '<c @ t="str"><f>[1]Sheet1!A1</f><v>3 sao</v></c>' },
      'Ô lấy giá trị từ một tệp khác',
      'The cell takes its value from another file',
      'Copy the cell and paste its value only (Paste Special → Values)',
    ],
    [
      'FORMULA_WITHOUT_RESULT',
      { xml: '<c @><f>1+2</f></c>' },
      'Công thức trong ô chưa được tính',
      'The formula of the cell was never worked out',
      'Open the file in Excel, save it and import again',
    ],
  ])('a cell of a workbook: %s', async (code, cell, vi, en, remedy) => {
    const file = {
      name: 'a.xlsx',
      bytes: workbook([
        {
          rows: [
            ['Tên sản phẩm', 'Chủ thể', 'Hạng sao'],
            ['Hạt sen sấy', 'HTX Sen Hồng Lắk', cell],
          ],
        },
      ]),
    };
    const { all } = await plan(file);
    expect(all).toMatchObject([
      {
        action: 'REFUSE',
        changes: [],
        remarks: [{ code, row: 2, column: 'C “Hạng sao”', cause: { vi, en }, remedy: { en: remedy } }],
      },
    ]);
  });

  describe('households of one name', () => {
    const head = 'TT;Tên sản phẩm;Chủ thể;Xã/phường (mới);Sao;Năm';
    const added = (all: readonly PlannedProduct[]) =>
      all.map(({ writing }) => writing?.addedProducer?.placeId ?? writing?.becomes.producerId ?? null);
    const idOf = (slug: string) => [...index.places.values()].find((place) => place.slug === slug)?.id;
    const household = () => {
      const found = [...index.producers.values()].find(
        (one) =>
          one.legalForm === 'HOUSEHOLD_BUSINESS' &&
          communesOfProducer(one, index).length > 0 &&
          !communesOfProducer(one, index).includes(idOf('krong-pac') ?? ''),
      );
      if (!found) throw new Error('The seed has no household of a commune');
      return found;
    };

    it('in two communes of a list are two, and one where the commune is the same or not said', async () => {
      const { all } = await plan(
        csv(
          head,
          '1;Mật ong rừng sú;Hộ kinh doanh Trần Thị Lúa Mới;Xã Krông Pắc;3;2025',
          '1;Rượu cần men lá;Hộ kinh doanh Trần Thị Lúa Mới;Xã Liên Sơn Lắk;3;2025',
          '1;Bột lúa nương hoa sữa;Hộ kinh doanh Trần Thị Lúa Mới;Xã Krông Pắk;3;2025',
        ),
      );
      expect(shown(all)).toEqual(['2 ADD ', '3 ADD  PRODUCER_ELSEWHERE', '4 ADD ']);
      expect(added(all)).toEqual([
        idOf('krong-pac'),
        idOf('lien-son-lak'),
        all[0]?.writing?.becomes.producerId,
      ]);
      const keys = all.map(({ writing }) => writing?.becomes.producerId);
      expect(keys[1]).not.toBe(keys[0]);
    });

    it('are asked about where a row does not say which of two it means', async () => {
      const rows = csv(
        head,
        '1;Mật ong rừng sú;Hộ kinh doanh Trần Thị Lúa Mới;Xã Krông Pắc;3;2025',
        '1;Rượu cần men lá;Hộ kinh doanh Trần Thị Lúa Mới;Xã Liên Sơn Lắk;3;2025',
        '1;Bột lúa nương hoa sữa;Hộ kinh doanh Trần Thị Lúa Mới;;3;2025',
      );
      const { all } = await plan(rows, { '4.blank': 'empty' });
      expect(shown(all).at(-1)).toBe('4 ASK  PRODUCER');
      expect(all.at(-1)?.remarks[0]?.candidates?.map(({ value }) => value)).toEqual([
        'row-2',
        'row-3',
        'new',
      ]);
      const answered = await plan(rows, { '4.blank': 'empty', '4.producer': 'row-3' });
      expect(answered.all.at(-1)).toMatchObject({ action: 'ADD' });
      const keys = answered.all.map(({ writing }) => writing?.becomes.producerId);
      expect(keys[2]).toBe(keys[1]);
    });

    it('are asked about where the register has one in another commune, but not a company', async () => {
      const known = household();
      const elsewhere = await plan(csv(head, `1;Mật ong rừng sú;${known.name};Xã Krông Pắc;3;2025`));
      expect(elsewhere.all[0]).toMatchObject({ action: 'ASK' });
      const question = elsewhere.all[0]?.remarks.find(({ code }) => code === 'PRODUCER');
      expect(question?.candidates?.map(({ value }) => value)).toEqual([known.slug, 'new']);
      const isNew = await plan(csv(head, `1;Mật ong rừng sú;${known.name};Xã Krông Pắc;3;2025`), {
        'all.producer': 'new',
      });
      expect(isNew.all[0]).toMatchObject({ action: 'ADD', writing: { addedProducer: { name: known.name } } });
      const company = await plan(csv(head, '1;Bơ sấy lạnh mới;Công ty TNHH Thu Nhơn;Xã Krông Pắc;3;2025'));
      expect(company.all[0]?.remarks.map(({ code }) => code)).not.toContain('PRODUCER');
    });

    it('a commune of before lies where it went: who is there has not moved', () => {
      const former = [...index.places.values()].find(
        ({ isToday, kind: of, successors }) => !isToday && of === 'COMMUNE' && successors.length === 1,
      );
      const now = communesOf({ placeId: former?.successors[0] ?? null, formerPlaceId: null }, index);
      expect(now).toHaveLength(1);
      expect(communesOf({ placeId: null, formerPlaceId: former?.id ?? null }, index)).toEqual(now);
      expect(liesElsewhere(now, [idOf('buon-ho') ?? 'buon-ho'])).toBe(true);
      expect(liesElsewhere(now, [])).toBe(false);
    });
  });

  it('what stands in a list twice is told: the same, nearly the same, and at odds', async () => {
    const lines = (...more: string[]) =>
      plan(csv('TT;Tên sản phẩm;Chủ thể;Sao;Năm', '1;Trà sen túi lọc;HTX Sen Hồng Lắk;3;2024', ...more));
    expect(shown((await lines('2;TRÀ SEN TÚI LỌC;HTX Sen Hồng Lắk;3 sao;2024')).all)).toEqual([
      '2 ADD ',
      '3 LEAVE  SAME_ROW',
    ]);
    expect(shown((await lines('2;Trà sen túi lọc;Hợp tác xã Sen Hồng Lắk;4;2024')).all)).toEqual([
      '2 ADD ',
      '3 REFUSE  ROWS_DISAGREE',
    ]);
    expect(shown((await lines('2;Trà túi lọc sen;HTX Sen Hồng Lắk;3;2024')).all)).toEqual([
      '2 ADD ',
      '3 ASK  DUPLICATE',
    ]);
    expect(shown((await lines('2;Trà sen túi lọc;HTX Sen Hồng Lắk;4;2025')).all)).toEqual([
      '2 ADD ',
      '3 CHANGE  SAME_PRODUCT',
    ]);
    // What the row above will have written is known further down.
    const asked = await lines('2;Trà sen túi lọc;HTX Sen Hồng Lắk;3;2025');
    expect(asked.all[1]?.remarks.map(({ code }) => code)).toEqual(['SAME_PRODUCT', 'RECOGNITION']);
    expect(asked.all[1]?.remarks[1]?.candidates?.[0]).toEqual({ value: 'row-2', label: '3 sao, 2024' });
    const same = await plan(
      csv(
        'TT;Tên sản phẩm;Chủ thể;Sao;Năm',
        '1;Trà sen túi lọc;HTX Sen Hồng Lắk;3;2024',
        '2;Trà sen túi lọc;HTX Sen Hồng Lắk;3;29/7/2024',
      ),
    );
    expect(same.all[1]).toMatchObject({
      action: 'CHANGE',
      changes: [
        { of: 'recognition', code: 'row-2', property: 'issued', before: '2024', after: '2024-07-29' },
      ],
    });
  });

  it('a list is no signed decision, unless it or the paper that it came with says so', async () => {
    const rows = [
      'TT;Tên sản phẩm;Chủ thể;Sao;Năm;Số QĐ',
      '1;Trà sen túi lọc;HTX Sen Hồng Lắk;3;2025;',
      '2;Mứt sen sấy dẻo;HTX Sen Hồng Lắk;4;2024;',
      '3;Sữa hạt sen tươi;HTX Sen Hồng Lắk;Tiềm năng 5 sao;2025;',
      '4;Bột củ sen;HTX Sen Hồng Lắk;3;;9/QĐ-UBND ngày 1/2/2025',
      '5;Chè sen long nhãn;HTX Sen Hồng Lắk;;2025;',
    ];
    const said = async (titles: string[]) =>
      (await plan(csv(...titles, ...rows))).all.map(({ writing }) =>
        writing?.recognitions.map(({ becomes }) =>
          [becomes.evidence, becomes.decisionNumber, becomes.issued, becomes.validUntil].join(' '),
        ),
      );
    const alone = [
      ['COUNCIL_RESULT  2025 '],
      ['COUNCIL_RESULT  2024 '],
      ['COUNCIL_RESULT  2025 '],
      ['SIGNED_DECISION 9/QĐ-UBND 2025-02-01 2028-02-01'],
      ['ASSESSED_ONLY  2025 '],
    ];
    expect(await said([])).toEqual(alone);
    expect(await said(['(Kèm theo Quyết định số      /QĐ-UBND ngày    /   /2025)'])).toEqual(alone);
    // It stands behind what was recognised in its year, and not behind a proposal to the ministry.
    expect(await said(['(Kèm theo Quyết định số 123/QĐ-UBND ngày 5/6/2025 của UBND tỉnh)'])).toEqual([
      ['SIGNED_DECISION 123/QĐ-UBND 2025-06-05 2028-06-05'],
      ...alone.slice(1),
    ]);
  });

  it('two recognitions of one day are refused, and a later one ends the one before', async () => {
    const { all } = await plan(
      csv(
        'TT;Tên sản phẩm;Chủ thể;Sao;Số QĐ, ngày',
        '1;Trà sen túi lọc;HTX Sen Hồng Lắk;3;9/QĐ-UBND ngày 1/2/2025',
        '2;Trà sen túi lọc;HTX Sen Hồng Lắk;4;10/QĐ-UBND ngày 1/2/2025',
        '3;Trà sen túi lọc;HTX Sen Hồng Lắk;4;11/QĐ-UBND ngày 1/3/2026',
      ),
    );
    expect(shown(all)).toEqual(['2 ADD ', '3 REFUSE  SAME_PRODUCT TWO_ON_A_DAY', '4 CHANGE  SAME_PRODUCT']);
    expect(all[2]?.changes.slice(-2)).toEqual([
      { of: 'recognition', code: 'row-2', property: 'supersededOn', before: null, after: '2026-03-01' },
      { of: 'recognition', code: 'row-2', property: 'supersededBy', before: null, after: 'row-4' },
    ]);
  });

  it('rows that are nothing known are told, and a list without products is refused', async () => {
    const { leftOut } = await plan(csv('TT;Tên sản phẩm;Sao', '1;Hạt sen sấy;3', ';Áp dụng từ quý sau;'));
    expect(leftOut).toMatchObject([{ code: 'ROW_LEFT_OUT', weight: 'NOTE', row: 3 }]);
    await expect(plan(csv('TT;Tên sản phẩm;Sao', 'I;Huyện Lắk;'))).rejects.toMatchObject({
      remark: { code: 'NO_ROWS' },
    });
  });

  it('a known product under another producer is asked about, and no producer added for it unanswered', async () => {
    const product = index.productsByCode.get('PB6YX9FQ')?.[0];
    const other = [...index.producersByWhole.values()].find(([one, ...more]) => {
      return more.length === 0 && one?.id !== product?.producerId;
    })?.[0];
    const list = (producer = '') => csv('Tên sản phẩm;Chủ thể;Mã sản phẩm', `Bơ Dakado;${producer};PB6YX9FQ`);
    for (const producer of ['HTX Sen Hồng Lắk', other?.name]) {
      const { all } = await plan(list(producer));
      expect(all).toMatchObject([
        {
          action: 'ASK',
          code: 'PB6YX9FQ',
          changes: [],
          remarks: [
            {
              code: 'OWNER',
              row: 2,
              column: 'B “Chủ thể”',
              candidates: [
                { value: 'known', label: 'Công ty TNHH Thu Nhơn' },
                { value: 'named', label: producer },
              ],
            },
          ],
        },
      ]);
      const kept = await plan(list(producer), { '2.owner': 'known' });
      expect(kept.all).toMatchObject([{ action: 'LEAVE', producer: 'Công ty TNHH Thu Nhơn', changes: [] }]);
      expect(shown((await plan(list(producer), { '2.owner': 'x' })).all)).toEqual([
        '2 REFUSE PB6YX9FQ WRONG_CHOICE',
      ]);
    }
    const before = product?.producerId;
    const moved = { of: 'product', code: null, property: 'producer', before };
    const toKnown = await plan(list(other?.name), { '2.owner': 'named' });
    expect(toKnown.all).toMatchObject([{ action: 'CHANGE', changes: [{ ...moved, after: other?.id }] }]);
    const toNew = await plan(list('HTX Sen Hồng Lắk'), { '2.owner': 'named' });
    expect(toNew.all).toMatchObject([
      {
        action: 'CHANGE',
        changes: [
          { of: 'producer', property: 'name', before: null, after: 'HTX Sen Hồng Lắk' },
          { of: 'producer', property: 'legalForm', before: null, after: 'COOPERATIVE' },
          moved,
        ],
      },
    ]);
  });

  it('a register that is older than the hub is told so, and left as it is', async () => {
    const run = <Row>(sql: string) => database.em.getConnection().execute<Row[]>(sql);
    await expect(requireMigrated(database)).resolves.toBeUndefined();
    const last = `name = (select max(name) from migration)`;
    const [row] = await run<{ name: string }>(`delete from migration where ${last} returning name`);
    try {
      await expect(requireMigrated(database)).rejects.toThrow(
        /older than this hub \(migrations not run yet: 1\): run npm run hub -- migrate first/,
      );
    } finally {
      await run(`insert into migration (name) values ('${row?.name}')`);
    }
    await run('alter table migration rename to migration_aside');
    try {
      await expect(requireMigrated(database)).rejects.toThrow(/run npm run hub -- migrate first/);
      expect(await run(`select to_regclass('migration') as found`)).toEqual([{ found: null }]);
    } finally {
      await run('alter table migration_aside rename to migration');
    }
  });

  it('writes nothing', async () => {
    const count = async () =>
      (await database.em.fork().execute('select count(*)::int as n from change')) as unknown;
    const before = await count();
    await plan(example('03_dan_tu_word.csv'), { 'all.split': 'many' });
    expect(await count()).toEqual(before);
  });
});
