import type { Action } from '../sheets/plan-list.ts';
import type { Applied } from './apply-list.ts';
import type { Batch } from './batch.queries.ts';
import type { LaterChange, Obstacle, Undone } from './undo-batch.ts';

/** What happened to a list, in the terminal: Vietnamese, with the English below. */

export function appliedLines(applied: Applied): string[] {
  const { counts, earlier } = applied;
  const open = counts.REFUSE + counts.ASK;
  if (applied.is === 'STOPPED') return stoppedLines(counts);
  if (applied.is === 'NOTHING_NEW') return nothingNewLines(earlier);
  const rows = ranges(applied.rows);
  return [
    `Đã ghi ${counts.ADD} sản phẩm mới, ${counts.CHANGE} sửa, trong đợt ${applied.batch}, từ các dòng: ${rows}.`,
    `Written: ${counts.ADD} new products, ${counts.CHANGE} changed, as batch ${applied.batch}, from the rows: ${rows}.`,
    ...(open === 0
      ? []
      : [
          `Chưa ghi ${open} sản phẩm bị từ chối hoặc cần trả lời. / ${open} products that are refused or asked about were left out.`,
        ]),
    takeBackLine(applied.batch),
  ];
}

export const stoppedLines = ({ REFUSE, ASK }: Readonly<Record<Action, number>>): string[] => [
  `Chưa ghi gì: ${REFUSE} bị từ chối, ${ASK} cần trả lời. Sửa hoặc trả lời rồi chạy lại; để chỉ ghi các dòng hợp lệ, thêm --valid-rows.`,
  `Nothing was written: ${REFUSE} refused, ${ASK} asked about. Correct or answer them and run again; to write only the valid rows, add --valid-rows.`,
];

export const nothingNewLines = (earlier: readonly Batch[]): string[] => [
  'Không có gì mới nên chưa ghi gì. / There is nothing new, so nothing was written.',
  ...earlierLines(earlier),
];

export const takeBackLine = (batch: string): string =>
  `Muốn rút lại / To take it back: npm run hub -- import undo ${batch} --by …`;

export const earlierLines = (earlier: readonly Batch[]): string[] =>
  earlier.map(
    ({ code, importedAt, importedBy }) =>
      `Tệp này đã được ${importedBy} nhập lúc ${importedAt}, đợt ${code}. / This file was imported by ${importedBy} at ${importedAt}, batch ${code}.`,
  );

export function batchLines(batches: readonly Batch[]): string[] {
  if (batches.length === 0) return ['Chưa có đợt nhập nào. / There are no batches yet.'];
  return batches.flatMap(
    ({ code, file, sheet, sha256, importedAt, importedBy, decision, counts, undoneAt, undoneBy }) => [
      `${code}  ${importedAt}  ${importedBy}: ${file}${sheet === null ? '' : ` (${sheet})`}`,
      `  ${counts.ADD} thêm / added, ${counts.CHANGE} sửa / changed${decision === null ? '' : `; ${decision}`}`,
      `  SHA-256 ${sha256}`,
      ...(undoneAt === null ? [] : [`  đã hủy / undone: ${undoneAt}, ${undoneBy}`]),
    ],
  );
}

export function undoneLines(undone: Undone): string[] {
  if (undone.is === 'UNDONE') {
    const { batch, file, removed, restored } = undone;
    return [
      `Đã hủy đợt ${batch} (${file}): ${removed} bản ghi đã thêm được gỡ, ${restored} bản ghi trở lại như trước.`,
      `Undone: batch ${batch} (${file}): ${removed} records that it added are gone, ${restored} are as they were before.`,
    ];
  }
  const { batch, obstacles, count } = undone;
  return [
    `Chưa hủy gì: ${count} bản ghi của đợt ${batch} đã có thay đổi sau đó.`,
    `Nothing was undone: later changes stand on ${count} records of the batch ${batch}.`,
    ...obstacles.flatMap(obstacleLines),
    ...(count > obstacles.length ? [`  … +${count - obstacles.length}`] : []),
    'Hủy hoặc sửa các thay đổi ấy trước. / Undo or correct those changes first.',
  ];
}

const obstacleLines = ({ table, code, name, later }: Obstacle): string[] => [
  `  ${kindOf(table)}${code === null ? '' : ` ${code}`}${name === null ? '' : ` “${name}”`}`,
  ...later.map(laterLine),
];

function laterLine({ table, operation, by, at, batch, code, into }: LaterChange): string {
  if (into !== null)
    return `    ${at} ${by}: gộp ${kindOf(table)} vào / merged into ${into.code ?? into.slug}`;
  const did = { INSERT: 'thêm / added', UPDATE: 'sửa / changed', DELETE: 'xóa / deleted' }[operation];
  const whose = [by ?? '', batch === null ? '' : `(đợt / batch ${batch})`].filter(Boolean).join(' ');
  return `    ${at}${whose && ` ${whose}`}: ${did} ${kindOf(table)}${code === null ? '' : ` ${code}`}`;
}

const kinds: Readonly<Record<string, string>> = {
  source: 'nguồn / source',
  place: 'đơn vị hành chính / place',
  region: 'vùng nguyên liệu / raw-material zone',
  region_commune: 'xã của vùng nguyên liệu / commune of a raw-material zone',
  region_figure: 'số liệu của vùng nguyên liệu / figure of a raw-material zone',
  producer: 'chủ thể / producer',
  producer_contact: 'liên hệ của chủ thể / contact of the producer',
  producer_restricted: 'dữ liệu riêng của chủ thể / restricted data of the producer',
  product: 'sản phẩm / product',
  product_variant: 'quy cách / pack',
  product_media: 'hình ảnh / picture',
  recognition: 'công nhận / recognition',
  certification: 'chứng nhận / certification',
  material_source: 'nguồn nguyên liệu / source of material',
  merged_record: 'bản ghi gộp vào / record merged into it',
  doubt: 'phản ánh / report of a doubt',
  geographical_indication_right: 'quyền dùng chỉ dẫn địa lý / right to a geographical indication',
};

const kindOf = (table: string): string => kinds[table] ?? table;

/** 2–5, 7, 9 */
export function ranges(rows: readonly number[]): string {
  const found: [number, number][] = [];
  for (const row of rows) {
    const last = found.at(-1);
    if (last && row === last[1] + 1) last[1] = row;
    else found.push([row, row]);
  }
  return found.map(([first, last]) => (first === last ? String(first) : `${first}–${last}`)).join(', ');
}
