import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseKinds } from '../../database/testing.ts';
import { TODAY } from '../../graphql/testing.ts';
import { workbookParts } from '../../web/exports/testing.ts';
import { openTestHub, type TestHub } from '../../web/testing.ts';
import { applyList } from '../batches/apply-list.ts';
import { undoBatch } from '../batches/undo-batch.ts';
import { csvText } from '../csv.rules.ts';
import { recognitionTable } from '../exports/recognition-columns.rules.ts';
import { listDecisionOf } from './evidence.rules.ts';
import { count, noCounts } from './list-report.ts';
import { planList, type PlannedProduct } from './plan-list.ts';
import { readList } from './read-list.ts';
import { indexRegister } from './register-index.ts';
import { zip } from './testing.ts';

type Lang = 'vi' | 'en';
type Cells = Readonly<Record<string, string>>;

describe.each(databaseKinds)('recognitions that were exported and come back on %s', (kind) => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await openTestHub({ kind });
  });
  afterAll(() => hub.close());

  const download = async (path: string) => Buffer.from(await (await fetch(hub.url + path)).arrayBuffer());
  const columnAt = (key: string) => recognitionTable.columns.findIndex((column) => column.key === key);

  async function plan(file: { name: string; bytes: Buffer }) {
    const list = await readList(file);
    const index = await indexRegister(hub.database.em.fork());
    const all: PlannedProduct[] = [];
    const counts = noCounts();
    for await (const product of planList(list, index, { today: TODAY })) {
      all.push(product);
      count(counts, product);
    }
    return { list, all, counts };
  }

  /** The exported file with other cells in the rows of these codes; a code with an asterisk stands in one row more. */
  async function edited(changes: Readonly<Record<string, Cells>>, lang: Lang = 'vi') {
    const [head = [], ...rows] = parse(await download(`/export/recognitions.csv?lang=${lang}`)) as string[][];
    const more = Object.entries(changes).flatMap(([name, cells]) => {
      const row = rows.find(([code]) => code === name.slice(0, 8));
      if (!row) throw new Error(`There is no ${name}`);
      const into = name.endsWith('*') ? [...row] : row;
      for (const [key, text] of Object.entries(cells)) into[columnAt(key)] = text;
      return into === row ? [] : [into];
    });
    return { name: 'a.csv', bytes: Buffer.from(csvText(head, [...rows, ...more])) };
  }

  /** What is planned of the rows that are not left as they are. */
  async function told(changes: Readonly<Record<string, Cells>>, lang: Lang = 'vi') {
    const { all } = await plan(await edited(changes, lang));
    return all
      .filter(({ action }) => action !== 'LEAVE')
      .map(({ action, changes: planned, remarks }) => ({
        action,
        changes: planned.map(({ code, property, before, after }) =>
          [code, property, before, after].join(' '),
        ),
        remarks: remarks.filter(({ weight }) => weight !== 'NOTE'),
      }));
  }

  it.each(['csv', 'csv?lang=en&bom=1', 'xlsx', 'xlsx?lang=en', 'csv?asOf=2024-01-01'])(
    'recognitions.%s changes nothing, asks nothing, and says of each column that tells only more that it does',
    async (format) => {
      const name = `recognitions.${format.split('?')[0]}`;
      const { list, all, counts } = await plan({
        name,
        bytes: await download(`/export/recognitions.${format}`),
      });
      expect(all.filter(({ action }) => action !== 'LEAVE')).toEqual([]);
      expect(counts.products + counts.duplicates).toBe(144);
      expect(new Set(all.flatMap(({ remarks }) => remarks.map(({ code }) => code)))).toEqual(
        new Set(['SAME_PRODUCT']),
      );
      const keys = ['status', 'lastDay', 'lastDayIsExact', 'source', 'sourceUrl', 'page', 'asOf'];
      const labels = list.remarks.map(({ code, column }) => [code, column?.split(' ')[0]]);
      const letters = [...keys.map(columnAt), 22, 23].map((at) => String.fromCharCode(65 + at));
      expect(labels).toEqual(letters.map((letter) => ['COLUMN_NOT_TAKEN', letter]));
    },
  );

  it('a cell that lists fill is a change of that recognition, in either language and as a workbook', async () => {
    const change = { action: 'CHANGE', changes: ['RKXCMBRX score 64.3 65.5'], remarks: [] };
    expect(await told({ RKXCMBRX: { score: '65,5' } })).toEqual([change]);
    expect(await told({ RKXCMBRX: { score: '65.5' } }, 'en')).toEqual([change]);

    const parts = workbookParts(await download('/export/recognitions.xlsx'));
    const sheet = parts['xl/worksheets/sheet1.xml'] ?? '';
    expect(sheet.split('<v>64.3</v>')).toHaveLength(2);
    const bytes = zip({ ...parts, 'xl/worksheets/sheet1.xml': sheet.replace('<v>64.3</v>', '<v>65.5</v>') });
    const { all } = await plan({ name: 'a.xlsx', bytes });
    expect(all.filter(({ action }) => action !== 'LEAVE')).toMatchObject([
      { action: 'CHANGE', changes: [{ code: 'RKXCMBRX', property: 'score', before: 64.3, after: 65.5 }] },
    ]);
  });

  it('a decision is added, and a day made nearer where nothing better is known', async () => {
    expect(await told({ R8J7ZN34: { decision: 'Số 12/QĐ-UBND', score: '61' } })).toMatchObject([
      {
        action: 'CHANGE',
        changes: [
          'R8J7ZN34 score  61',
          'R8J7ZN34 scoreAsPublished  61',
          'R8J7ZN34 decisionNumber  12/QĐ-UBND',
          'R8J7ZN34 evidence OFFICIAL_NEWS SIGNED_DECISION',
        ],
      },
    ]);
    expect(await told({ R98KCVR3: { issued: '12/7/2023' } })).toMatchObject([
      { action: 'CHANGE', changes: ['R98KCVR3 issued 2023-07 2023-07-12'] },
    ]);
  });

  it.each<[Cells, string, string, string, string, string]>([
    [
      { code: 'RZZZZZZZ' },
      'NO_SUCH_RECOGNITION',
      'A “Mã công nhận”',
      'Sổ không có lần công nhận nào mang mã “RZZZZZZZ”',
      'The register has no recognition with the code “RZZZZZZZ”',
      'Write the code as it was exported; for a recognition that is new, leave the cell empty',
    ],
    [
      { product: 'PB6YX9FQ' },
      'RECOGNITION_OF_ANOTHER',
      'A “Mã công nhận”',
      'Công nhận R8J7ZN34 là của “$NAME” ($PRODUCT), không phải của “PB6YX9FQ”',
      'The recognition R8J7ZN34 is one of “$NAME” ($PRODUCT), not of “PB6YX9FQ”',
      'Correct one of the two codes',
    ],
    [
      { productName: 'Tên khác hẳn' },
      'NAME_NOT_CHANGED',
      'C “Tên sản phẩm”',
      'Sổ gọi sản phẩm $PRODUCT là “$NAME”, ô này ghi “Tên khác hẳn”; danh sách không đổi được tên',
      'The register calls $PRODUCT “$NAME”, the cell says “Tên khác hẳn”, and no list changes a name',
      'Write “$NAME” again; if it is another product, leave the codes empty',
    ],
    [
      { stars: '4' },
      'CELL_NOT_TAKEN',
      'F “Hạng sao”',
      'Với công nhận R8J7ZN34, sổ ghi “3”, ô này ghi “4”; danh sách không đổi được điều đó',
      'Of R8J7ZN34 the register says “3”, the cell says “4”, and no list changes that',
      'Write “3” again; if it is a new recognition, leave its code empty',
    ],
    [
      { stars: '' },
      'CELL_NOT_TAKEN',
      'F “Hạng sao”',
      'Với công nhận R8J7ZN34, sổ ghi “3”, ô này để trống; danh sách không đổi được điều đó',
      'Of R8J7ZN34 the register says “3”, the cell is empty, and no list changes that',
      'Write “3” again; if it is a new recognition, leave its code empty',
    ],
    [
      { kind: 'Nâng hạng' },
      'CELL_NOT_TAKEN',
      'E “Hình thức đánh giá”',
      'Với công nhận R8J7ZN34, sổ ghi “Công nhận lần đầu”, ô này ghi “Nâng hạng”; danh sách không đổi được điều đó',
      'Of R8J7ZN34 the register says “First recognition”, the cell says “Nâng hạng”, and no list changes that',
      'Write “First recognition” again; if it is a new recognition, leave its code empty',
    ],
    [
      { revokedOn: '1/2/2025' },
      'CELL_NOT_TAKEN',
      'K “Thu hồi từ”',
      'Với công nhận R8J7ZN34, sổ không ghi gì, ô này ghi “1/2/2025”; danh sách không đổi được điều đó',
      'Of R8J7ZN34 the register says nothing here, the cell says “1/2/2025”, and no list changes that',
      'Leave the cell empty; if it is a new recognition, leave its code empty',
    ],
    [
      { validUntil: '2027-08-15' },
      'WEAKER_THAN_KNOWN',
      'I “Thời hạn ghi trong quyết định”',
      'Công nhận R8J7ZN34 đã có quyết định hoặc tin chính thức; “2027-08-15” thì chưa có quyết định nào kèm theo',
      'A decision or official news stands behind R8J7ZN34, and no decision behind “2027-08-15”',
      'Write the number of its decision into the row, or the cell as it was',
    ],
    [
      { issued: '31/2/2024' },
      'NO_SUCH_DAY',
      'H “Ngày công nhận”',
      'Không có ngày “31/2/2024”',
      'There is no such day as “31/2/2024”',
      'Write the day, then the month and the year: 30/6/2026',
    ],
  ])('%j is refused: %s', async (cells, code, column, vi, en, remedy) => {
    const product = [...(await indexRegister(hub.database.em.fork())).products.values()].find(
      ({ recognitions }) => recognitions.some((one) => one.code === 'R8J7ZN34'),
    );
    const filled = (text: string) =>
      text.replace('$NAME', product?.name ?? '').replace('$PRODUCT', product?.code ?? '');
    expect(await told({ R8J7ZN34: cells })).toMatchObject([
      {
        action: 'REFUSE',
        remarks: [
          {
            code,
            column,
            cause: { vi: filled(vi), en: filled(en) },
            remedy: { en: filled(remedy) },
          },
        ],
      },
    ]);
  });

  it.each<[string, Cells]>([
    ['extendedUntil', { extendedUntil: '2027-08-01' }],
    ['supersededOn', { supersededOn: '2026-08-01' }],
    ['evidence', { evidence: 'Quyết định có chữ ký' }],
    ['validUntil', { validUntil: '' }],
    ['authority', { authority: '' }],
    ['issued', { issued: '2024-07-30' }],
    ['issued', { issued: '2024' }],
    ['decision', { decision: 'chưa thấy' }],
    ['stars', { stars: 'tiềm năng 5 sao' }],
  ])('of %s %j is refused in its row', async (key, cells) => {
    const code = 'authority' in cells ? await withAuthority() : 'R8J7ZN34';
    const [row, ...others] = await told({ [code]: cells });
    expect(others).toEqual([]);
    expect(row?.remarks.map(({ code: said, column }) => [said, column?.[0]])).toContainEqual([
      'CELL_NOT_TAKEN',
      String.fromCharCode(65 + columnAt(key)),
    ]);
    expect(row?.action).toBe('REFUSE');
  });
  const withAuthority = async () => {
    const rows = parse(await download('/export/recognitions.csv')) as string[][];
    return rows.slice(1).find((row) => row[columnAt('authority')] !== '')?.[0] ?? '';
  };

  it('another producer is asked about, as for products', async () => {
    const [row] = await told({ R8J7ZN34: { producer: 'HTX Sen Hồng Lắk' } });
    expect(row).toMatchObject({ action: 'ASK', remarks: [{ code: 'OWNER', column: 'D “Chủ thể”' }] });
  });

  it('a recognition that stands in two rows is one, and refused where they disagree', async () => {
    const same = await plan(await edited({ 'R8J7ZN34*': {} }));
    expect(same.all.at(-1)).toMatchObject({ action: 'LEAVE', remarks: [{ code: 'SAME_ROW' }] });
    expect(await told({ 'RKXCMBRX*': { score: '65,5' } })).toMatchObject([
      { action: 'REFUSE', remarks: [{ code: 'RECOGNITION_TWICE' }] },
    ]);
  });

  it('a row without its code is a recognition like those of any list', async () => {
    const { all } = await plan(
      await edited({
        'R8J7ZN34*': {
          code: '',
          kind: '',
          stars: '4',
          issued: '1/6/2026',
          validUntil: '',
          decision: '9/QĐ-UBND',
        },
      }),
    );
    expect(all.at(-1)).toMatchObject({
      action: 'CHANGE',
      remarks: [{ code: 'ONLY_COMPARED', column: 'R “Căn cứ”' }, { code: 'SAME_PRODUCT' }],
    });
    expect(all.at(-1)?.changes).toContainEqual({
      of: 'recognition',
      code: null,
      property: 'kind',
      before: null,
      after: 'UPGRADE',
    });
  });

  it('a code that stands in a product’s row means the same there', async () => {
    const [head = [], ...rows] = parse(await download('/export/products.csv')) as string[][];
    const [codeAt, starsAt] = [head.indexOf('Mã công nhận'), head.indexOf('Hạng sao')];
    const row = rows.find((cells) => cells[codeAt] === 'R8J7ZN34');
    expect(row?.[starsAt]).toBe('3');
    row![starsAt] = '4';
    const { all } = await plan({ name: 'a.csv', bytes: Buffer.from(csvText(head, rows)) });
    expect(all.filter(({ action }) => action !== 'LEAVE')).toMatchObject([
      { action: 'REFUSE', remarks: [{ code: 'CELL_NOT_TAKEN', column: 'M “Hạng sao”' }] },
    ]);
  });

  it('what is written stands in the next export, which changes nothing, and goes back as a batch', async () => {
    const file = await edited({ RKXCMBRX: { score: '65,5' }, R8J7ZN34: { decision: '12/QĐ-UBND' } });
    const { em } = hub.database;
    const applied = await applyList(
      em,
      await readList(file),
      {
        answers: new Map(),
        decision: listDecisionOf('Công văn 5/SNN ngày 1/2/2026'),
        today: TODAY,
        by: 'Chị Hoa',
        onlyValidRows: false,
      },
      { product: () => {}, leaveOut: () => {} },
    );
    expect(applied).toMatchObject({ is: 'WRITTEN', counts: { CHANGE: 2, ADD: 0, ASK: 0, REFUSE: 0 } });
    const exported = async () => {
      const bytes = await download('/export/recognitions.csv');
      const rows = parse(bytes) as string[][];
      const of = (code: string, key: string) => rows.find(([own]) => own === code)?.[columnAt(key)];
      const said = [of('RKXCMBRX', 'score'), of('R8J7ZN34', 'decision'), of('R8J7ZN34', 'evidence')];
      return { bytes, said };
    };
    const { bytes, said } = await exported();
    expect(said).toEqual(['65.5', '12/QĐ-UBND', 'Quyết định có chữ ký']);
    const again = await plan({ name: 'recognitions.csv', bytes });
    expect(again.counts).toMatchObject({ LEAVE: 144, CHANGE: 0, ASK: 0, REFUSE: 0 });
    if (applied.is === 'WRITTEN') await undoBatch(em, { batch: applied.batch, by: 'Chị Hoa' });
    expect((await exported()).said).toEqual(['64.3', '', 'Tin chính thức']);
  });
});
