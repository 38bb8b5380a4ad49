import { cpSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root, runHub } from './checks/hub-process.ts';
import { openDatabase } from './database/open.ts';

const env = { HUB_DIRECTORY: 'off', HUB_TODAY: '2026-11-24' };
const example = (name: string) => join(root, 'api/exchange/sheets/raw_examples', name);
const folder = mkdtempSync(join(tmpdir(), 'hub-import-'));
const dataDir = join(folder, 'data');

beforeAll(() => runHub(['seed'], { dataDir, env }));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const changes = async () => {
  const database = await openDatabase({ dataDir });
  try {
    return await database.em.getConnection().execute('select count(*)::int as n from change');
  } finally {
    await database.close();
  }
};

describe('hub import FILE', () => {
  test('tells what an official list would bring, in both languages, and writes nothing', async () => {
    const before = await changes();
    const end = await runHub(['import', example('02_bao_cao_xa_phuong_utf16.txt')], { dataDir, env });
    expect(end.code).toBe(0);
    for (const line of [
      'Tệp / File: 02_bao_cao_xa_phuong_utf16.txt (UTF-16, tab)',
      '  B “Xã/phường (mới)” = xã, phường / commune (commune)',
      'Dòng / Row 5: Gà hoa mơ Đại Phúc [PGQQSFP4]: sửa / changed',
      '    công nhận / recognition RPW73M6C: issued 2021-11 → 2021-11-30',
      '9 sản phẩm và 1 dòng trùng hoặc có thể trùng: 0 thêm, 1 sửa, 9 giữ nguyên, 0 cần trả lời, 0 bị từ chối.',
      '9 products and 1 row the same or perhaps the same: 0 added, 1 changed, 9 left as it is, 0 asked about, 0 refused.',
      'Chạy thử: chưa ghi gì. / A dry run: nothing was written.',
    ])
      expect(end.stdout.split('\n')).toContain(line);
    expect(await changes()).toEqual(before);
  });

  test('as JSON alone on the output, with questions that are answered; a question is exit code 1', async () => {
    const run = async (...more: string[]) => {
      const end = await runHub(['import', example('03_dan_tu_word.csv'), '--json', ...more], {
        dataDir,
        env,
      });
      return { code: end.code, plan: JSON.parse(end.stdout) as Record<string, never> };
    };
    expect(await run()).toMatchObject({
      code: 1,
      plan: {
        encoding: 'UTF-8',
        letters: 'UNICODE',
        counts: { products: 8, ASK: 7 },
        products: { length: 8 },
      },
    });
    const answers = [
      'all.split=many',
      '6.product=new',
      '7.product=new',
      'all.blank=empty',
      '8.product=new',
      '9.product=new',
      '10.date=2022-12-27',
    ];
    const { plan } = await run(...answers.flatMap((answer) => ['--choose', answer]));
    expect(plan).toMatchObject({ counts: { products: 13, ASK: 0, REFUSE: 0 } });
  });

  test('as a workbook that goes back to who sent the list, and comes again with answers', async () => {
    const path = join(folder, 'tra loi.xlsx');
    const asked = await runHub(['import', example('03_dan_tu_word.csv'), '--answer', path], { dataDir, env });
    expect(asked.code).toBe(1);
    expect(asked.stdout.trim().split('\n').at(-1)).toBe(`Tệp trả lời / The answer: ${path}`);
    const again = await runHub(['import', path, '--json'], { dataDir, env });
    expect(JSON.parse(again.stdout)).toMatchObject({ sheet: 'Danh sách', counts: { products: 8, ASK: 7 } });

    const there = await runHub(['import', example('03_dan_tu_word.csv'), '--answer', path], { dataDir, env });
    expect(there).toMatchObject({ code: 1, stdout: '' });
    expect(there.stderr).toMatch(/đã có[\s\S]*is there already: add --force to replace it/);
    const itself = await runHub(['import', path, '--answer', path, '--force'], { dataDir, env });
    expect(itself).toMatchObject({ code: 1, stdout: '' });
    expect(itself.stderr).toContain('this is the list itself');
  });

  test('a heading mapped by hand', async () => {
    const file = join(folder, 'dat ten la.csv');
    writeFileSync(file, 'Số;Hàng;Người làm\n1;Hạt sen sấy;HTX Sen Hồng Lắk\n');
    const end = await runHub(['import', file, '--map', 'Hàng=product', '--map', 'C=producer'], {
      dataDir,
      env,
    });
    expect(end).toMatchObject({ code: 0 });
    expect(end.stdout).toContain('Dòng / Row 2: Hạt sen sấy: thêm / added');
  });

  test.for([
    ['no file', ['nowhere.csv'], /ENOENT/],
    ['two files', ['a.csv', 'b.csv'], /Say one file/],
    ['an unknown flag', ['a.csv', '--colour'], /--colour/],
    ['an unknown column', ['a.csv', '--map', 'Hàng=goods'], /"goods" is no column/],
    ['an unknown encoding', ['a.csv', '--letters', 'viscii'], /unicode, tcvn3 or vni/],
    ['a write of some rows that is none', ['a.csv', '--valid-rows'], /goes with --apply/],
    ['an empty name', ['a.csv', '--apply', '--by', ' '], /--by takes a text of 1 to 200/],
    ['no batch', ['undo'], /Say one batch/],
    ['a choice without an answer', ['a.csv', '--choose', '5.product'], /"name=value"/],
  ] as const)('one clear line for %s', async ([, args, words]) => {
    const end = await runHub(['import', ...args], { dataDir, env });
    expect(end.code).toBe(1);
    expect(end.stdout).toBe('');
    expect(end.stderr.trim().split('\n')).toHaveLength(1);
    expect(end.stderr).toMatch(words);
    expect(end.stderr).not.toMatch(/^\s+at /m);
  });

  test('takes a list in, tells of it twice, lists its batch and takes it back', async () => {
    const file = join(folder, 'sen.csv');
    writeFileSync(
      file,
      'Tên sản phẩm;Chủ thể;Sao;Số QĐ, ngày\nHạt sen sấy;HTX Sen Hồng Lắk;3;7/QĐ-UBND ngày 5/6/2026\nTrà sen;HTX Sen Hồng Lắk;hai;\n',
    );
    const run = (...args: string[]) => runHub(['import', ...args], { dataDir, env });
    const before = await changes();
    expect(await run(file, '--apply')).toMatchObject({
      code: 1,
      stdout: '',
      stderr:
        'Ai làm việc này? Ghi --by "TÊN" (hoặc đặt HUB_ACTOR) / Who does this? Say --by "NAME" (or set HUB_ACTOR)\n',
    });
    const stopped = await run(file, '--apply', '--by', 'Chị Hoa');
    expect(stopped.code).toBe(1);
    expect(stopped.stdout).toContain('Nothing was written: 1 refused, 0 asked about.');
    expect(await changes()).toEqual(before);

    const written = await run(file, '--apply', '--valid-rows', '--by', 'Chị Hoa');
    expect(written).toMatchObject({ code: 0, stderr: '' });
    const [, batch = '?'] =
      /Written: 1 new products, 0 changed, as batch (B\w{7}), from the rows: 2\./.exec(written.stdout) ?? [];
    const again = await run(file, '--apply', '--valid-rows', '--by', 'Chị Hoa');
    expect(again.stdout).toContain(`This file was imported by Chị Hoa at `);
    expect(again.stdout).toContain(`batch ${batch}.`);
    expect((await run('batches')).stdout).toContain(`${batch}  `);

    const undone = await runHub(['import', 'undo', batch.toLowerCase()], {
      dataDir,
      env: { ...env, HUB_ACTOR: 'Anh Nam' },
    });
    expect(undone).toMatchObject({ code: 0, stderr: '' });
    expect(undone.stdout).toContain('4 records that it added are gone, 0 are as they were before.');
    expect((await run('batches')).stdout).toMatch(/undone: .*, Anh Nam/);
    const twice = await run('undo', batch, '--by', 'Anh Nam');
    expect(twice).toMatchObject({ code: 1, stdout: '' });
    expect(twice.stderr).toContain('was undone by Anh Nam');
  });

  test('beside a hub that runs on the embedded database, it says how to go on', async () => {
    const database = await openDatabase({ dataDir });
    try {
      const end = await runHub(['import', example('02_bao_cao_xa_phuong_utf16.txt')], { dataDir, env });
      expect(end).toMatchObject({ code: 1, stdout: '' });
      expect(end.stderr).toMatch(
        /Another hub \(process \d+ .* stop it and start it again afterwards, .* with PostgreSQL \(DATABASE_URL\) both can run at once/,
      );
    } finally {
      await database.close();
    }
  });

  test('a register that was never migrated is told so, and stays as it is', async () => {
    const options = { dataDir: join(folder, 'new'), env };
    const list = example('02_bao_cao_xa_phuong_utf16.txt');
    for (const _ of ['once', 'again']) {
      const end = await runHub(['import', list], options);
      expect(end).toMatchObject({ code: 1, stdout: '' });
      expect(end.stderr.trim().split('\n')).toHaveLength(1);
      expect(end.stderr).toContain('run npm run hub -- migrate first');
    }
  });

  test('a sparse file of 10 GB is refused before it is read, a workbook under a wrong name by what it is', async () => {
    const sparse = join(folder, 'lon.csv');
    writeFileSync(sparse, '');
    truncateSync(sparse, 10 * 1024 ** 3);
    const large = await runHub(['import', sparse], { dataDir, env });
    expect(large).toMatchObject({ code: 1, stdout: '' });
    expect(large.stderr).toMatch(/nhiều nhất là 64 MB[\s\S]*at most 64 MB are read/);

    const misnamed = join(folder, 'danh sach.csv');
    cpSync(example('01_danh_sach_kem_quyet_dinh_merged.xlsx'), misnamed);
    const wrong = await runHub(['import', misnamed], { dataDir, env });
    expect(wrong.code).toBe(1);
    expect(wrong.stderr).toContain('Rename it to end in .xlsx');
  });
});
