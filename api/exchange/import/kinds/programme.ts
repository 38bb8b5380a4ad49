import { Dataset, PlanTarget, PublishedTotal } from '../../../register/dataset/dataset.entity.ts';
import { by, bySlug, type Kind } from '../kind.ts';

export const publishedTotals: Kind = {
  name: 'published total',
  entity: PublishedTotal,
  tables: ['published_totals.csv'],
  key: by('position'),
  read: (cells) => ({
    position: cells.whole('position', 1),
    asOf: cells.partialDate('as_of'),
    scope: cells.text('scope'),
    total: cells.optionalWhole('total'),
    isIncrease: cells.yes('is_increase'),
    fiveStar: cells.optionalWhole('five_star'),
    potentialFiveStar: cells.optionalWhole('potential_five_star'),
    fourStar: cells.optionalWhole('four_star'),
    threeStar: cells.optionalWhole('three_star'),
    producers: cells.optionalWhole('producers'),
    note: cells.optional('note'),
    source: cells.reference('source', 'source'),
  }),
};

export const planTargets: Kind = {
  name: 'plan target',
  entity: PlanTarget,
  tables: ['plan_targets.csv'],
  key: by('position'),
  read: (cells) => ({
    position: cells.whole('position', 1),
    plan: cells.text('plan'),
    period: cells.text('period'),
    territory: cells.text('territory'),
    indicatorVi: cells.text('indicator_vi'),
    indicatorEn: cells.text('indicator_en'),
    comparison: cells.choice('comparison', ['AT_LEAST', 'ABOUT', 'AT_MOST']),
    value: cells.decimal('value', [0, 1_000_000_000]),
    unit: cells.text('unit'),
    note: cells.optional('note'),
    source: cells.reference('source', 'source'),
  }),
};

export const datasets: Kind = {
  name: 'dataset',
  entity: Dataset,
  tables: ['dataset.json'],
  key: bySlug,
  own: { slug: bySlug },
  read: (cells) => ({
    slug: cells.slug('slug'),
    titleVi: cells.text('title_vi'),
    titleEn: cells.text('title_en'),
    statementVi: cells.text('statement_vi'),
    statementEn: cells.text('statement_en'),
    isOfficial: cells.choice('is_official', ['yes', 'no']) === 'yes',
    compiledOn: cells.day('compiled_on'),
    licence: cells.text('licence'),
    licenceUrl: cells.text('licence_url'),
    attribution: cells.text('attribution'),
    province: cells.reference('province', 'place'),
  }),
};
