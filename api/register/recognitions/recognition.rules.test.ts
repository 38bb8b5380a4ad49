import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseKinds, openTestDatabase } from '../../database/testing.ts';
import type { Database } from '../../database/open.ts';
import {
  addDays,
  addMonths,
  earliestDay,
  lastDayOfValidity,
  latestDay,
  productVerdict,
  recognitionVerdict,
  type RecognitionFacts,
} from './recognition.rules.ts';

const facts = (over: Partial<RecognitionFacts> = {}): RecognitionFacts => ({
  code: 'R0000001',
  stars: 4,
  evidence: 'OFFICIAL_NEWS',
  issued: '2024-01-23',
  validUntil: '2027-01-23',
  extendedUntil: null,
  revokedOn: null,
  supersededOn: null,
  ...over,
});

describe('days', () => {
  it('counts months as the law does', () => {
    expect(lastDayOfValidity('2024-07-29')).toBe('2027-07-29');
    expect(addMonths('2024-02-29', 36)).toBe('2027-02-28');
    expect(addMonths('2023-12-31', 2)).toBe('2024-02-29');
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  });

  it('knows what a partial date leaves open', () => {
    expect([earliestDay('2024'), latestDay('2024')]).toEqual(['2024-01-01', '2024-12-31']);
    expect([earliestDay('2024-02'), latestDay('2024-02')]).toEqual(['2024-02-01', '2024-02-29']);
    expect([earliestDay('2024-02-03'), latestDay('2024-02-03')]).toEqual(['2024-02-03', '2024-02-03']);
  });
});

describe('the verdict of a recognition', () => {
  const on = (day: string, over: Partial<RecognitionFacts> = {}) => recognitionVerdict(facts(over), day);

  it('is in force from the first to the last day, and not a day longer', () => {
    expect(on('2024-01-22')).toMatchObject({ status: 'UNKNOWN', reason: 'NOT_YET_ISSUED' });
    expect(on('2024-01-23').status).toBe('IN_FORCE');
    expect(on('2027-01-23').status).toBe('IN_FORCE');
    expect(on('2027-01-24')).toMatchObject({
      status: 'EXPIRED',
      lastDay: '2027-01-23',
      lastDayIsExact: true,
    });
  });

  it('lasts as long as it was extended', () => {
    expect(on('2027-06-01', { extendedUntil: '2027-07-22' })).toMatchObject({
      status: 'IN_FORCE',
      lastDay: '2027-07-22',
    });
  });

  it('ends on the day of revocation, and stays revoked after expiry', () => {
    expect(on('2025-04-30', { revokedOn: '2025-05-01' }).status).toBe('IN_FORCE');
    expect(on('2025-05-01', { revokedOn: '2025-05-01' })).toMatchObject({
      status: 'REVOKED',
      lastDay: '2025-04-30',
    });
    expect(on('2030-01-01', { revokedOn: '2025-05-01' }).status).toBe('REVOKED');
    // It had ended before somebody revoked it.
    expect(on('2030-01-01', { revokedOn: '2029-05-01' })).toMatchObject({
      status: 'REVOKED',
      lastDay: '2027-01-23',
    });
  });

  it('gives way to the recognition that took its place, unless it had expired before', () => {
    expect(on('2026-01-01', { supersededOn: '2026-01-01' })).toMatchObject({
      status: 'SUPERSEDED',
      lastDay: '2025-12-31',
    });
    expect(on('2027-03-01', { supersededOn: '2027-02-01' }).status).toBe('EXPIRED');
  });

  it('is not confirmed without a day of issue, but expired once no day of it could still hold', () => {
    const year = { issued: '2022', validUntil: null };
    expect(on('2025-06-01', year)).toMatchObject({
      status: 'NOT_CONFIRMED',
      reason: 'DAY_OF_ISSUE_NOT_PUBLISHED',
      earliestLastDay: '2025-01-01',
      lastDay: '2025-12-31',
      lastDayIsExact: false,
    });
    expect(on('2026-01-01', year)).toMatchObject({
      status: 'EXPIRED',
      lastDay: '2025-12-31',
      lastDayIsExact: false,
    });
  });

  it('shows no star for what a council only proposed, nor for stars that were not published', () => {
    expect(on('2024-06-01', { evidence: 'COUNCIL_RESULT' })).toMatchObject({
      status: 'NOT_CONFIRMED',
      reason: 'EVIDENCE_TOO_WEAK',
      stars: null,
      lastDay: null,
    });
    expect(on('2024-06-01', { stars: null })).toMatchObject({
      status: 'NOT_CONFIRMED',
      reason: 'STARS_NOT_PUBLISHED',
    });
  });
});

describe('the verdict of a product', () => {
  it('rests on what is in force before what is newer but weak', () => {
    const old = facts({ code: 'R0000001' });
    const proposal = facts({
      code: 'R0000002',
      stars: 5,
      issued: '2026-04',
      evidence: 'COUNCIL_RESULT',
      validUntil: null,
    });
    expect(productVerdict([proposal, old], '2026-11-24')).toMatchObject({
      status: 'IN_FORCE',
      stars: 4,
      recognition: old,
    });
  });

  it('says so where there is none', () => {
    expect(productVerdict([], '2026-11-24')).toMatchObject({
      status: 'NOT_CONFIRMED',
      reason: 'NO_RECOGNITION',
    });
  });
});

/** Recognitions whose dates meet in every way, for the comparison with SQL. */
function* everyKind(): Generator<RecognitionFacts> {
  const exact = { issued: '2024-01-31', validUntil: '2027-01-31' };
  const ends = [
    {},
    { extendedUntil: '2027-06-30' },
    { revokedOn: '2025-05-05' },
    { revokedOn: '2027-09-09' },
    { supersededOn: '2026-02-28' },
    { supersededOn: '2027-12-12' },
  ];
  for (const evidence of ['SIGNED_DECISION', 'OFFICIAL_NEWS', 'COUNCIL_RESULT', 'ASSESSED_ONLY'] as const) {
    for (const stars of [3, 5, null]) {
      for (const end of ends) yield facts({ evidence, stars, ...exact, ...end });
      for (const issued of ['2024-02', '2023', null])
        yield facts({ evidence, stars, issued, validUntil: null });
    }
  }
}

describe.each(databaseKinds)('the SQL twin on %s', (kind) => {
  let database: Database;
  let days: string[];
  beforeAll(async () => {
    database = await openTestDatabase(kind, 'seeded');
    // Every border of the dates above and the days around it, and a walk over the years between.
    const borders = [
      '2023-01-01',
      '2024-01-31',
      '2024-02-01',
      '2024-02-29',
      '2025-05-05',
      '2026-02-28',
      '2026-12-31',
    ];
    borders.push('2027-01-31', '2027-02-28', '2027-06-30', '2027-09-09', '2027-12-12');
    days = borders.flatMap((day) => [addDays(day, -1), day, addDays(day, 1)]);
    for (let day = '2022-12-01'; day < '2028-02-01'; day = addDays(day, 17)) days.push(day);
  });
  afterAll(() => database.close());

  it('agrees with the rules day by day on every kind of recognition', async () => {
    for (const [index, r] of [...everyKind()].entries()) {
      const rows = await database.em.getConnection().execute<Record<string, unknown>[]>(
        `select as_of::text, v.status, v.reason, v.stars, v.first_day::text as "firstDay", v.last_day::text as "lastDay",
          v.last_day_is_exact as "lastDayIsExact", v.earliest_last_day::text as "earliestLastDay"
        from jsonb_populate_record(null::recognition, ?::jsonb) r, unnest(?::date[]) as_of,
          lateral recognition_verdict(r, as_of) v`,
        [
          JSON.stringify({
            code: r.code,
            stars: r.stars,
            evidence: r.evidence,
            issued: r.issued,
            issued_on: r.issued?.length === 10 ? r.issued : null,
            valid_until: r.validUntil,
            extended_until: r.extendedUntil,
            revoked_on: r.revokedOn,
            superseded_on: r.supersededOn,
          }),
          `{${days.join(',')}}`,
        ],
      );
      expect(rows).toHaveLength(days.length);
      for (const { as_of: day, ...verdict } of rows) {
        expect({ index, day, ...verdict }).toEqual({ index, day, ...recognitionVerdict(r, String(day)) });
      }
    }
  });

  it('agrees with the rules on every product of the register', async () => {
    const recognitions = await database.em
      .getConnection()
      .execute<(RecognitionFacts & { product: string; id: string })[]>(
        `select product_id as product, id, code, stars, evidence, issued, valid_until::text as "validUntil",
        extended_until::text as "extendedUntil", revoked_on::text as "revokedOn", superseded_on::text as "supersededOn"
      from recognition`,
      );
    const byProduct = Map.groupBy(recognitions, ({ product }) => product);
    for (const day of [
      '2021-01-01',
      '2022-12-31',
      '2024-01-23',
      '2024-07-29',
      '2026-11-24',
      '2027-01-23',
      '2027-01-24',
      '2030-01-01',
    ]) {
      const rows = await database.em
        .getConnection()
        .execute<{ id: string; status: string; recognition: string; stars: number }[]>(
          `select product.id, v.status, v.recognition_id as recognition, v.stars
        from product left join lateral product_verdict(product.id, ?::date) v on true`,
          [day],
        );
      for (const row of rows) {
        const verdict = productVerdict(byProduct.get(row.id) ?? [], day);
        expect({
          day,
          status: row.status ?? 'NOT_CONFIRMED',
          recognition: row.recognition,
          stars: row.stars,
        }).toEqual({
          day,
          status: verdict.status,
          recognition: verdict.recognition?.id ?? null,
          stars: verdict.stars,
        });
      }
    }
  });
});
