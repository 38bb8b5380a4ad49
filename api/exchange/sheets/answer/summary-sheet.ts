import { fieldNames } from '../fields.rules.ts';
import { actionNames, type Counts } from '../list-report.ts';
import { actions } from '../plan-list.ts';
import type { List } from '../read-list.ts';
import { argument, type Said, sentence, visible } from '../remark.rules.ts';
import { columnName } from '../sheet-row.rules.ts';
import type { Look } from './answer-styles.ts';
import type { HubPlaces } from './list-sheet.ts';
import { marks } from './row-answer.ts';

export interface SummaryRow {
  label: string;
  text: string;
  look: Look;
  labelLook: Look;
  /** Of the list's worksheet: where a click leads. */
  leadsTo?: string;
}

export interface Summary {
  list: List;
  counts: Counts;
  places: HubPlaces;
  /** The day in Asia/Ho_Chi_Minh. */
  today: string;
  /** Answers for all rows, given with the command. */
  forAll: readonly (readonly [name: string, value: string])[];
  /** What was written into the register, if anything was. */
  outcome: readonly string[];
}

const both = ({ vi, en }: Said): string => `${vi}\n${en}`;

/** What somebody who opens the workbook reads first: what was found, what to do, and what the colours mean. */
export function summaryRows({ list, counts, places, today, forAll, outcome }: Summary): SummaryRow[] {
  const { sheet, header } = list;
  const rows: SummaryRow[] = [];
  const title = (vi: string, en: string) =>
    rows.push({ label: `${vi} / ${en}`, text: '', look: 'TITLE', labelLook: 'TITLE' });
  const row = (label: Said, text: string, look: Look = 'TEXT', more: Partial<SummaryRow> = {}) =>
    rows.push({ label: both(label), text, look, labelLook: 'LABEL', ...more });
  const gap = () => rows.push({ label: '', text: '', look: 'TEXT', labelLook: 'TEXT' });
  const remarkAt = columnName(places.remark);

  title('Hub OCOP đã kiểm tra danh sách', 'What the OCOP hub found in the list');
  row({ vi: 'Tệp', en: 'File' }, visible(sheet.file));
  row({ vi: 'Mã SHA-256 của tệp', en: 'SHA-256 of the file' }, sheet.hash);
  row({ vi: 'Ngày kiểm tra', en: 'Checked on' }, today.split('-').toReversed().join('/'));
  row({ vi: 'Danh sách', en: 'The list' }, listPlace(list, remarkAt), 'LINK', {
    leadsTo: `${remarkAt}${header.last + 1}`,
  });
  row({ vi: 'Đã ghi vào sổ', en: 'Written to the register' }, outcome.join('\n'));
  gap();

  title('Kết quả', 'Results');
  const looks = {
    ADD: 'CLEAR',
    CHANGE: 'CLEAR',
    LEAVE: 'CLEAR',
    ASK: 'QUESTION',
    REFUSE: 'REFUSED',
  } as const;
  for (const action of actions.toReversed()) {
    const { vi, en } = actionNames[action];
    const look = looks[action];
    row({ vi: `${marks[look]} ${upper(vi)}`, en: upper(en) }, both(meanings[action](counts[action])), look);
  }
  row(
    { vi: `${marks.NOTE} Ghi chú`, en: 'Note' },
    both({ vi: 'Chỉ để biết, không cần làm gì', en: 'To know of; nothing has to be done' }),
    'NOTE',
  );
  if (counts.duplicates > 0)
    row(
      { vi: 'Trùng', en: 'Duplicates' },
      both({
        vi: `${counts.duplicates} dòng trùng hoặc có thể trùng với dòng khác`,
        en: `${counts.duplicates} rows are the same, or perhaps the same, as another`,
      }),
    );
  gap();

  title('Việc cần làm', 'What to do');
  steps(places, remarkAt).forEach((step, index) =>
    row({ vi: `Bước ${index + 1}`, en: `Step ${index + 1}` }, both(step)),
  );
  row(
    { vi: 'Trả lời bằng lệnh', en: 'Answer with the command' },
    [
      `npm run hub -- import ${argument(sheet.file)} --choose 12.product=new`,
      '12: số dòng; product: câu hỏi; new: câu trả lời. all.blank=above trả lời mọi dòng; cũng ghi được vào ô trả lời.',
      '12 is the row, product the question, new the answer. all.blank=above answers for all rows; a cell for answers may say so too.',
    ].join('\n'),
  );
  if (forAll.length > 0)
    row(
      { vi: 'Đã trả lời cho mọi dòng', en: 'Answered for all rows' },
      both({
        vi: `${forAll.map(([name, value]) => `--choose ${name}=${value}`).join(' ')} (ghi lại khi nhập tệp này)`,
        en: 'Say so again when this workbook is imported',
      }),
    );
  gap();

  title('Các cột', 'Columns');
  for (const { label, field } of header.columns) {
    const { vi, en } = fieldNames[field ?? 'ignored'];
    rows.push({ label: visible(label), text: `${vi} / ${en}`, look: 'TEXT', labelLook: 'LABEL' });
  }
  for (const { column, cause, remedy, weight } of list.remarks)
    rows.push({
      label: `${marks[weight]} ${column === null ? 'Tệp / File' : visible(column)}`,
      text: both({
        vi: `${sentence(cause.vi)} ${sentence(remedy.vi)}`,
        en: `${sentence(cause.en)} ${sentence(remedy.en)}`,
      }),
      look: weight,
      labelLook: 'LABEL',
    });
  gap();

  title('Về tệp này', 'About this workbook');
  row({ vi: 'Giữ nguyên', en: 'Kept' }, both(kept(list)));
  row(
    { vi: 'Không có ở đây', en: 'Not in it' },
    both({
      vi: 'Công thức (chỉ còn giá trị), macro, liên kết, hình, biểu đồ, ghi chú của ô, bảo vệ, bộ lọc cũ, định dạng có điều kiện.',
      en: 'Formulas (their values are), macros, links, pictures, charts, comments, protection, former filters, conditional formats.',
    }),
  );
  return rows;
}

const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const meanings = {
  ADD: (n: number) => ({ vi: `${n} sản phẩm mới`, en: `${n} new products` }),
  CHANGE: (n: number) => ({
    vi: `${n} sản phẩm đã có, được bổ sung hoặc sửa`,
    en: `${n} known products get something new`,
  }),
  LEAVE: (n: number) => ({ vi: `${n} sản phẩm, sổ đã có đúng như vậy`, en: `${n} products, known just so` }),
  ASK: (n: number) => ({ vi: `${n} sản phẩm chờ câu trả lời`, en: `${n} products wait for an answer` }),
  REFUSE: (n: number) => ({
    vi: `${n} sản phẩm chưa nhận được, cần sửa ô`,
    en: `${n} products cannot be taken in: mend their cells`,
  }),
} as const;

function listPlace({ sheet, header }: List, remarkAt: string): string {
  const where = sheet.name === null ? 'Danh sách' : visible(sheet.name);
  const { vi, en } = {
    vi: `Trang “${where}”, tiêu đề ở dòng ${header.first}–${header.last}, nhận xét ở cột ${remarkAt}`,
    en: `Worksheet “${where}”, headings in rows ${header.first}–${header.last}, remarks in column ${remarkAt}`,
  };
  return `${vi} / ${en}`;
}

function steps({ answers }: HubPlaces, remarkAt: string): Said[] {
  const answerAt = answers.map(columnName).join(', ');
  return [
    {
      vi: `Lọc cột ${remarkAt} theo dấu ${marks.REFUSED} và sửa các ô màu đỏ như nhận xét`,
      en: `Filter column ${remarkAt} for ${marks.REFUSED} and mend the red cells as the remark says`,
    },
    ...(answers.length > 0
      ? [
          {
            vi: `Lọc cột ${remarkAt} theo dấu ${marks.QUESTION} và chọn câu trả lời ở cột ${answerAt}, cùng dòng. Mỗi ô một câu hỏi; ghi nhiều câu trả lời vào một ô thì ngăn bằng dấu chấm phẩy`,
            en: `Filter column ${remarkAt} for ${marks.QUESTION} and choose the answers in ${answerAt}, in the same row. A cell for a question; several answers in one cell have a semicolon between them`,
          },
        ]
      : []),
    {
      vi: 'Lưu tệp và gửi lại: các cột của hub không được đọc như dữ liệu, câu trả lời thì được đọc',
      en: 'Save it and send it again: the hub’s columns are not read as data, the answers are read',
    },
  ];
}

function kept({ sheet }: List): Said {
  const old = sheet.letters;
  if (sheet.workbook === null)
    return {
      vi: `Mỗi dòng ở đúng số dòng của tệp ${visible(sheet.file)}; mọi ô là văn bản`,
      en: `Every row has the number that it has in ${visible(sheet.file)}; every cell is text`,
    };
  return {
    vi: `Trang tính, dòng, cột, ô gộp, độ rộng, kiểu chữ và giá trị như tệp đã gửi${old === 'UNICODE' ? '' : `; chữ ${old} đã chuyển sang Unicode`}`,
    en: `Worksheets, rows, columns, merged cells, widths, fonts and values are as in the file that was sent${old === 'UNICODE' ? '' : `; ${old} became Unicode`}`,
  };
}
