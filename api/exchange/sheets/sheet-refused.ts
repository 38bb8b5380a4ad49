import { Problem } from '../../problem.ts';
import { type Remark, sentence } from './remark.rules.ts';

/** The file cannot be read as it is, or not before a question is answered. */
export class SheetRefused extends Problem {
  readonly remark: Remark;

  constructor(remark: Remark) {
    super(oneLine(remark));
    this.remark = remark;
  }
}

function oneLine({ row, column, cause, remedy }: Remark): string {
  const say = (language: 'vi' | 'en', rowWord: string, columnWord: string) =>
    [
      row === null ? '' : `${rowWord} ${row}`,
      column === null ? '' : `${columnWord} ${column}`,
      `${sentence(cause[language])} ${sentence(remedy[language])}`,
    ]
      .filter(Boolean)
      .join(', ');
  return `${say('vi', 'Dòng', 'cột')} / ${say('en', 'Row', 'column')}`;
}
