import type { Lang } from './table.rules.ts';

interface FileFacts {
  title: string;
  statement: string;
  snapshot: { id: string; day: string; recordedAt: string };
  filter: string;
  rows: number;
  licence: string;
  licenceUrl: string;
  attribution: string;
  address: string;
}

/** What a file says of itself, line by line. Its own hash cannot stand in it: the receipt tells it. */
export function aboutFile(facts: FileFacts, lang: Lang): [label: string, text: string][] {
  const { snapshot, filter, rows, licence, licenceUrl, attribution, address } = facts;
  const receipt = `${address}&receipt=1`;
  return lang === 'vi'
    ? [
        ['Tên', facts.title],
        ['Lưu ý', facts.statement],
        ['Xét theo ngày', snapshot.day],
        ['Ghi nhận đến', snapshot.recordedAt],
        ['Mã bản chụp', snapshot.id],
        ['Bộ lọc', filter || 'tất cả'],
        ['Số dòng', String(rows)],
        ['Giấy phép', `${licence} ${licenceUrl}`],
        ['Ghi công', attribution],
        ['Lấy lại đúng tệp này', address],
        ['Biên nhận (SHA-256, cách trích dẫn)', receipt],
      ]
    : [
        ['Title', facts.title],
        ['Please note', facts.statement],
        ['As of', snapshot.day],
        ['Recorded until', snapshot.recordedAt],
        ['Snapshot', snapshot.id],
        ['Filter', filter || 'everything'],
        ['Rows', String(rows)],
        ['Licence', `${licence} ${licenceUrl}`],
        ['Attribution', attribution],
        ['The same file again', address],
        ['Receipt (SHA-256, how to cite)', receipt],
      ];
}
