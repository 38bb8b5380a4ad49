import { nothingNewLines, ranges, stoppedLines, takeBackLine } from '../batches/batch-report.ts';
import type { Action } from '../sheets/plan-list.ts';
import { actionNames, remarkLines } from '../sheets/list-report.ts';
import { type Said, sentence, visible } from '../sheets/remark.rules.ts';
import type { AppliedBoundaries } from './apply-boundaries.ts';
import { type BoundaryRemark, placeOf } from './boundary-remark.rules.ts';
import { levelName, type NewZone } from './new-zone.ts';
import type { BoundaryKind, BoundaryPlan, PlannedBoundary } from './plan-boundaries.ts';
import type { PropertyField } from './properties.rules.ts';
import type { GeoJsonFile } from './read-geojson.ts';

/** What a plan of borders says in the terminal, in Vietnamese with the English below or behind it. */

const fieldNames: Readonly<Record<PropertyField, Said>> = {
  code: { vi: 'mã', en: 'code' },
  name: { vi: 'tên', en: 'name' },
  kind: { vi: 'loại', en: 'kind' },
  district: { vi: 'huyện (cũ)', en: 'former district' },
  km2: { vi: 'diện tích, km²', en: 'area, km²' },
  hectares: { vi: 'diện tích, ha', en: 'area, ha' },
  area: { vi: 'diện tích', en: 'area' },
  material: { vi: 'nguyên liệu', en: 'material' },
  level: { vi: 'cấp của vùng', en: 'level of the zone' },
  communes: { vi: 'các xã, phường', en: 'communes' },
  products: { vi: 'sản phẩm', en: 'products' },
  producers: { vi: 'chủ thể', en: 'producers' },
};

const accuracyNames: Readonly<Record<string, Said>> = {
  OFFICIAL: { vi: 'chính thức', en: 'official' },
  SURVEYED: { vi: 'đo đạc', en: 'surveyed' },
  COMMUNE_UNION: { vi: 'ghép từ các xã', en: 'union of communes' },
  APPROXIMATE: { vi: 'gần đúng', en: 'approximate' },
};

export function headLines(
  { file, hash, features }: GeoJsonFile,
  { properties, remarks }: BoundaryPlan,
): string[] {
  return [
    `Tệp / File: ${file} (GeoJSON, ${features.length} đối tượng / features)`,
    `SHA-256: ${hash}`,
    'Thuộc tính / Properties:',
    ...[...properties].map(([property, field]) => {
      const { vi, en } = fieldNames[field];
      return `  “${visible(property)}” = ${vi} / ${en} (${field})`;
    }),
    ...remarks.flatMap(remarkLines),
    '',
  ];
}

export function featureLines(planned: PlannedBoundary): string[] {
  const { feature, name, action, target, remarks } = planned;
  const { vi, en } = actionNames[action];
  const isOther = target !== null && target.fullName !== name;
  return [
    `Đối tượng / Feature ${feature}: ${visible(name)}${target ? ` [${isOther ? `${target.fullName}, ` : ''}${target.slug}]` : ''}: ${vi} / ${en}`,
    ...(action === 'ADD' && planned.added ? addedLines(planned.added) : []),
    ...(action === 'ADD' || action === 'CHANGE' ? changeLines(planned) : []),
    ...remarks.flatMap(featureRemarkLines),
  ];
}

function addedLines({ slug, name, material, level, communes, hectares, products }: NewZone): string[] {
  const list = (texts: readonly string[]) => texts.join('; ') || '–';
  return [
    `    vùng mới / new zone: ${visible(name)} [${slug}]`,
    `    nguyên liệu / material: ${material.name} [${material.slug}]`,
    `    cấp / level: ${levelName(level)}`,
    `    xã, phường / communes (${communes.length}): ${list(communes.map(({ fullName }) => fullName))}`,
    `    diện tích ghi / declared area, ha: ${hectares ?? '–'}`,
    `    sản phẩm / products: ${list(products.map(({ code, name: product }) => `${product} [${code}]`))}`,
    '    nguồn / source: văn bản nêu bằng --decision / the paper named by --decision',
  ];
}

function changeLines({ target, areaKm2, formerAreaKm2 }: PlannedBoundary): string[] {
  const before = accuracyNames[target?.accuracy ?? ''];
  const { vi, en } = accuracyNames['OFFICIAL'] as Said;
  return [
    `    ranh giới / border: ${before ? `${before.vi} / ${before.en} ` : ''}→ ${vi} / ${en}`,
    `    km²: ${formerAreaKm2 === null ? '' : `${formerAreaKm2} `}→ ${areaKm2 ?? ''}`,
  ];
}

function featureRemarkLines(remark: BoundaryRemark): string[] {
  const where = placeOf(remark);
  const line = (language: 'vi' | 'en') =>
    `${where ? `${where[language]}: ` : ''}${sentence(remark.cause[language])} ${sentence(remark.remedy[language])}`;
  return [`  ! ${line('vi')} [${remark.code}]`, `    ${line('en')}`];
}

export type BoundaryCounts = Record<Action, number>;

export function countBoundaries({ features }: Pick<BoundaryPlan, 'features'>): BoundaryCounts {
  const counts: BoundaryCounts = { ADD: 0, CHANGE: 0, LEAVE: 0, ASK: 0, REFUSE: 0 };
  for (const { action } of features) counts[action] += 1;
  return counts;
}

const kindNames: Readonly<Record<BoundaryKind, Said>> = {
  boundaries: { vi: 'ranh giới xã, phường', en: 'borders of communes' },
  regions: { vi: 'vùng nguyên liệu', en: 'raw-material zones' },
};

export function countLines(kind: BoundaryKind, counts: BoundaryCounts): string[] {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const by = (language: 'vi' | 'en') =>
    (Object.keys(counts) as Action[])
      .map((action) => `${counts[action]} ${actionNames[action][language]}`)
      .join(', ');
  return ['', `${total} ${kindNames[kind].vi}: ${by('vi')}.`, `${total} ${kindNames[kind].en}: ${by('en')}.`];
}

/** What became of a file of borders. */
export function appliedBoundaryLines(applied: AppliedBoundaries): string[] {
  const { counts, earlier, plan } = applied;
  if (applied.is === 'STOPPED') return stoppedLines(counts);
  if (applied.is === 'NOTHING_NEW') return nothingNewLines(earlier);
  const { batch, features, followed } = applied;
  const open = counts.REFUSE + counts.ASK;
  const { cells, zones } = followed;
  const added = plan.features.filter((feature) => feature.action === 'ADD' && feature.added).length;
  return [
    `Đã ghi ${features.length} ranh giới chính thức, trong đợt ${batch}, từ các đối tượng: ${ranges(features)}.`,
    `Written: ${features.length} official borders, as batch ${batch}, from the features: ${ranges(features)}.`,
    ...(added === 0
      ? []
      : [`Trong đó ${added} vùng nguyên liệu mới. / ${added} of them are of new raw-material zones.`]),
    ...(cells + zones === 0
      ? []
      : [
          `Theo đó: ${cells} ranh giới gần đúng bên cạnh được cắt lại, ${zones} vùng nguyên liệu được ghép lại từ các xã.`,
          `With them: ${cells} approximate borders beside them were cut, ${zones} zones were put together anew from their communes.`,
        ]),
    ...(open === 0
      ? []
      : [
          `Chưa ghi ${open} đối tượng bị từ chối hoặc cần trả lời. / ${open} features that are refused or asked about were left out.`,
        ]),
    takeBackLine(batch),
  ];
}
