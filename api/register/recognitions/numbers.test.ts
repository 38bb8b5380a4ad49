import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseKinds } from '../../database/testing.ts';
import { openTestApi, type TestApi } from '../../graphql/testing.ts';

describe.each(databaseKinds)('the numbers on packs and papers, on %s', (kind) => {
  let api: TestApi;
  let codes: { product: string; recognition: string };

  beforeAll(async () => {
    api = await openTestApi(kind);
    const run = (statement: string) => api.em.getConnection().execute(statement);
    await run(`insert into product_variant (id, product_id, name, gtin)
      select gen_random_uuid(), id, 'Túi 1 kg', '08938505974194' from product where slug = 'gao-sach-thai-hai'`);
    await run(`update recognition set decision_number = '3410/QĐ-UBND'
      where code in (select code from recognition where issued like '2024%' order by code limit 3)`);
    await run(`update product set official_code = '66.24.31-5-2026' where slug = 'gao-sach-thai-hai'`);
    await run(`update recognition set decision_number = '77/QĐ-UBND'
      where product_id = (select id from product where slug = 'gao-sach-thai-hai')`);
    const { data } = await api.ask(
      '{ product(by: { slug: "gao-sach-thai-hai" }) { code recognitions { code } } }',
    );
    codes = { product: data.product.code, recognition: data.product.recognitions[0].code };
  });
  afterAll(() => api.close());

  const ask = async (number: string) => {
    const { data, errors, statements } = await api.ask(
      `query ($numbers: [String!]!) { verdicts(numbers: $numbers) {
        verdict { status product { slug } recognition { code } }
        recognitionCount recognitions { decisionNumber product { name } } candidates { slug recognitions { code } } } }`,
      { numbers: [number] },
    );
    expect(api.unexpected).toEqual([]);
    expect(errors).toBeUndefined();
    expect(statements).toHaveLength(1);
    return data.verdicts[0];
  };

  it.each(['08938505974194', '8938505974194', '8 938505 974194', '893-8505-974194'])(
    'takes %s for the barcode of a pack',
    async (number) => {
      expect((await ask(number)).verdict).toMatchObject({
        status: 'IN_FORCE',
        product: { slug: 'gao-sach-thai-hai' },
      });
    },
  );

  it.each(['8938505974195', '938505974194', '', '893850597419400'])(
    'does not take %j for it',
    async (number) => expect((await ask(number)).verdict.status).toBe('UNKNOWN'),
  );

  it.each(['77/QĐ-UBND', '77/qđ-ubnd', ' 77 / QD-UBND ', '77/Q\u00D0-UBND'])(
    'reads %s as the decision about one product',
    async (number) => {
      const { verdict, recognitions } = await ask(number);
      expect(verdict.recognition.code).toBe(codes.recognition);
      expect(recognitions).toEqual([]);
    },
  );

  it('names everything that a decision recognised where it recognised several', async () => {
    const { verdict, recognitions, recognitionCount, candidates } = await ask('3410/qd-ubnd');
    expect(recognitionCount).toBe(3);
    expect(verdict).toEqual({ status: 'UNKNOWN', product: null, recognition: null });
    expect(recognitions).toHaveLength(3);
    expect(
      recognitions.every((one: { decisionNumber: string }) => one.decisionNumber === '3410/QĐ-UBND'),
    ).toBe(true);
    expect(candidates).toEqual([]);
  });

  it.each([
    ['official product code', '66.24.31-5-2025'],
    ['barcode', '8938505974195'],
    ['barcode of too few digits', '893850597419'],
    ['number of a decision', '78/QĐ-UBND'],
  ])('offers the nearest to a mistyped %s', async (_, number) => {
    const { verdict, recognitionCount, candidates } = await ask(number);
    expect([verdict.status, recognitionCount]).toEqual(['UNKNOWN', 0]);
    expect(candidates.map(({ slug }: { slug: string }) => slug)).toContain('gao-sach-thai-hai');
  });

  it('offers nothing for the number of a decision that only ends like others', async () => {
    expect((await ask('90215/QĐ-UBND')).candidates).toEqual([]);
  });

  it('offers the nearest to a mistyped code, be it of a product or of a recognition', async () => {
    for (const code of [codes.product, codes.recognition]) {
      const mistyped = [`${code.slice(0, 7)}#`, `${code.slice(0, 3)}7${code.slice(4)}`, code.slice(0, 6)];
      for (const number of mistyped) {
        const { verdict, candidates } = await ask(number);
        expect(verdict.status, number).toBe('UNKNOWN');
        expect(
          candidates.map(({ slug }: { slug: string }) => slug),
          number,
        ).toContain('gao-sach-thai-hai');
      }
    }
  });
});
