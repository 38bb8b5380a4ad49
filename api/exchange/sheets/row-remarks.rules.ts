import {
  type At,
  type Candidate,
  quoted,
  type Remark,
  remarksOf,
  type Said,
  type Topic,
  wrongChoice,
} from './remark.rules.ts';

const correctCell: Said = { vi: 'Sửa ô này rồi nhập lại', en: 'Correct the cell and import again' };

/** Why a row is not taken in. */
export const refuseRow = remarksOf('REFUSED', {
  CELL_ERROR: (text: string) => ({
    cause: { vi: `Ô báo lỗi ${text}`, en: `The cell shows the error ${text}` },
    remedy: {
      vi: 'Ghi lại giá trị vào ô: công thức trong ô đã mất nguồn',
      en: 'Write the value into the cell: its formula has lost what it refers to',
    },
  }),
  EXTERNAL_FORMULA: () => ({
    cause: { vi: 'Ô lấy giá trị từ một tệp khác', en: 'The cell takes its value from another file' },
    remedy: {
      vi: 'Chép ô rồi dán lại “chỉ giá trị” (Paste Special → Values)',
      en: 'Copy the cell and paste its value only (Paste Special → Values)',
    },
  }),
  FORMULA_WITHOUT_RESULT: () => ({
    cause: { vi: 'Công thức trong ô chưa được tính', en: 'The formula of the cell was never worked out' },
    remedy: {
      vi: 'Mở tệp bằng Excel, lưu lại rồi nhập',
      en: 'Open the file in Excel, save it and import again',
    },
  }),
  TEXT_TOO_LONG: (letters: number, most: number) => ({
    cause: {
      vi: `Ô có ${letters} ký tự, nhiều nhất là ${most}`,
      en: `The cell has ${letters} letters, at most ${most} are read`,
    },
    remedy: {
      vi: 'Rút ngắn ô, hoặc chuyển sang cột ghi chú',
      en: 'Shorten it, or move it into a column of notes',
    },
  }),
  PRODUCT_MISSING: () => ({
    cause: { vi: 'Dòng không có tên sản phẩm', en: 'The row names no product' },
    remedy: { vi: 'Điền tên sản phẩm, hoặc xóa dòng', en: 'Fill in the name, or delete the row' },
  }),
  NAME_IS_MARKUP: (text: string) => ({
    cause: { vi: `${quoted(text)} có mã HTML`, en: `${quoted(text)} holds HTML` },
    remedy: { vi: 'Chỉ ghi tên, không ghi mã', en: 'Write the name only' },
  }),
  NAME_IS_PERSONAL: (text: string) => ({
    cause: {
      vi: `${quoted(text)} có số điện thoại, số giấy tờ hoặc thư điện tử, mà tên thì ai cũng đọc được`,
      en: `${quoted(text)} holds a telephone number, the number of a paper or an e-mail address, and everybody reads names`,
    },
    remedy: { vi: 'Chỉ ghi tên, bỏ các số ấy', en: 'Write the name only, without these' },
  }),
  STARS_UNREADABLE: (text: string) => ({
    cause: { vi: `${quoted(text)} không phải là hạng sao`, en: `${quoted(text)} is no number of stars` },
    remedy: {
      vi: 'Ghi 3 sao, 4 sao, 5 sao hoặc “tiềm năng 5 sao”; để trống nếu chưa công bố',
      en: 'Write 3 sao, 4 sao, 5 sao or “tiềm năng 5 sao”; leave it empty if not published',
    },
  }),
  NO_CERTIFICATE: (stars: number) => ({
    cause: {
      vi: `${stars} sao không được cấp giấy chứng nhận OCOP`,
      en: `${stars === 1 ? 'One star is' : 'Two stars are'} not recognised: there is no certificate`,
    },
    remedy: { vi: 'Bỏ dòng này khỏi danh sách', en: 'Take the row out of the list' },
  }),
  SCORE_UNREADABLE: (text: string) => ({
    cause: { vi: `${quoted(text)} không phải là điểm`, en: `${quoted(text)} is no score` },
    remedy: { vi: 'Ghi từ 0 đến 100, ví dụ 64,3', en: 'Write 0 to 100, as 64,3' },
  }),
  SCORE_AND_STARS: (score: number, stars: number) => ({
    cause: {
      vi: `${String(score).replace('.', ',')} điểm không phải là ${stars} sao`,
      en: `${score} points are not ${stars} stars`,
    },
    remedy: {
      vi: 'Sửa điểm hoặc sao: 3 sao từ 50, 4 sao từ 70, 5 sao từ 90 điểm',
      en: 'Correct one of them: 3 stars from 50, 4 from 70, 5 from 90 points',
    },
  }),
  DATE_UNREADABLE: (text: string) => ({
    cause: {
      vi: `${quoted(text)} không phải là ngày, tháng hoặc năm`,
      en: `${quoted(text)} is no day, month or year`,
    },
    remedy: {
      vi: 'Ghi 30/6/2026, tháng 6/2026 hoặc 2026, đúng mức đã biết',
      en: 'Write 30/6/2026, 6/2026 or 2026, as precise as it is known',
    },
  }),
  NO_SUCH_DAY: (text: string) => ({
    cause: { vi: `Không có ngày ${quoted(text)}`, en: `There is no such day as ${quoted(text)}` },
    remedy: {
      vi: 'Ghi ngày trước, rồi đến tháng và năm: 30/6/2026',
      en: 'Write the day, then the month and the year: 30/6/2026',
    },
  }),
  DATE_OUT_OF_RANGE: (text: string) => ({
    cause: {
      vi: `${quoted(text)} ở trước năm 2018 (khi OCOP bắt đầu) hoặc sau hôm nay`,
      en: `${quoted(text)} is before 2018, when OCOP began, or after today`,
    },
    remedy: correctCell,
  }),
  YEAR_AND_DATE: (year: string, date: string) => ({
    cause: { vi: `Cột năm ghi ${year}, ngày lại là ${date}`, en: `The year says ${year}, the day ${date}` },
    remedy: { vi: 'Sửa một trong hai ô', en: 'Correct one of the two' },
  }),
  EXPIRY_BEFORE_ISSUE: (until: string, issued: string) => ({
    cause: {
      vi: `Hết hạn ${until} trước ngày công nhận ${issued}`,
      en: `It ends on ${until}, before it was issued on ${issued}`,
    },
    remedy: { vi: 'Sửa một trong hai ô', en: 'Correct one of the two' },
  }),
  EXPIRY_UNREADABLE: (text: string) => ({
    cause: { vi: `${quoted(text)} không phải là thời hạn`, en: `${quoted(text)} is no end of validity` },
    remedy: {
      vi: 'Ghi 36 tháng, hoặc ngày hết hạn 30/6/2029',
      en: 'Write 36 tháng, or the last day as 30/6/2029',
    },
  }),
  UNKNOWN_PLACE: (text: string) => ({
    cause: {
      vi: `Không có xã, phường, huyện nào tên ${quoted(text)}`,
      en: `No commune or district is called ${quoted(text)}`,
    },
    remedy: { vi: 'Kiểm tra tên và cột huyện', en: 'Check the name, and the column of districts' },
  }),
  CODE_AND_PLACE: (code: string, name: string) => ({
    cause: {
      vi: `Mã ${code} không phải là mã của ${quoted(name)}`,
      en: `${code} is not the code of ${quoted(name)}`,
    },
    remedy: {
      vi: 'Sửa mã hoặc tên; mã trước và sau 1/7/2025 chỉ các xã khác nhau',
      en: 'Correct one of them; codes of before and after 2025-07-01 mean other communes',
    },
  }),
  PRESENT_STARS: (present: number, last: number) => ({
    cause: {
      vi: `Hạng hiện nay ghi ${present} sao, nhưng lần đánh giá cuối là ${last} sao`,
      en: `The present rating says ${present} stars, the last round ${last}`,
    },
    remedy: { vi: 'Sửa một trong hai ô', en: 'Correct one of the two' },
  }),
  ROWS_DISAGREE: (row: number) => ({
    cause: {
      vi: `Cùng sản phẩm và ngày như dòng ${row}, nhưng sao khác`,
      en: `The same product and day as row ${row}, with other stars`,
    },
    remedy: { vi: 'Giữ dòng đúng, xóa dòng kia', en: 'Keep the right one, delete the other' },
  }),
  NO_SUCH_RECOGNITION: (text: string) => ({
    cause: {
      vi: `Sổ không có lần công nhận nào mang mã ${quoted(text)}`,
      en: `The register has no recognition with the code ${quoted(text)}`,
    },
    remedy: {
      vi: 'Ghi lại mã như trong tệp đã xuất; nếu là lần công nhận mới, để trống ô này',
      en: 'Write the code as it was exported; for a recognition that is new, leave the cell empty',
    },
  }),
  RECOGNITION_OF_ANOTHER: (code: string, name: string, product: string, said: string) => ({
    cause: {
      vi: `Công nhận ${code} là của ${quoted(name)} (${product}), không phải của ${quoted(said)}`,
      en: `The recognition ${code} is one of ${quoted(name)} (${product}), not of ${quoted(said)}`,
    },
    remedy: { vi: 'Sửa một trong hai mã', en: 'Correct one of the two codes' },
  }),
  RECOGNITION_TWICE: (row: number) => ({
    cause: {
      vi: `Cùng một lần công nhận như dòng ${row}, nhưng ghi khác`,
      en: `The same recognition as in row ${row}, which says otherwise`,
    },
    remedy: { vi: 'Giữ dòng đúng, xóa dòng kia', en: 'Keep the right one, delete the other' },
  }),
  NAME_NOT_CHANGED: (code: string, known: string, text: string) => ({
    cause: {
      vi: `Sổ gọi sản phẩm ${code} là ${quoted(known)}, ô này ghi ${quoted(text)}; danh sách không đổi được tên`,
      en: `The register calls ${code} ${quoted(known)}, the cell says ${quoted(text)}, and no list changes a name`,
    },
    remedy: {
      vi: `Ghi lại ${quoted(known)}; nếu là sản phẩm khác, để trống các mã`,
      en: `Write ${quoted(known)} again; if it is another product, leave the codes empty`,
    },
  }),
  CELL_NOT_TAKEN: (code: string, known: Said | null, text: string) => ({
    cause: {
      vi: `Với công nhận ${code}, sổ ${known ? `ghi ${quoted(known.vi)}` : 'không ghi gì'}, ô này ${text ? `ghi ${quoted(text)}` : 'để trống'}; danh sách không đổi được điều đó`,
      en: `Of ${code} the register says ${known ? quoted(known.en) : 'nothing here'}, the cell ${text ? `says ${quoted(text)}` : 'is empty'}, and no list changes that`,
    },
    remedy: {
      vi: `${known ? `Ghi lại ${quoted(known.vi)}` : 'Để trống ô này'}; nếu là lần công nhận mới, để trống mã công nhận`,
      en: `${known ? `Write ${quoted(known.en)} again` : 'Leave the cell empty'}; if it is a new recognition, leave its code empty`,
    },
  }),
  WEAKER_THAN_KNOWN: (code: string, text: string) => ({
    cause: {
      vi: `Công nhận ${code} đã có quyết định hoặc tin chính thức; ${quoted(text)} thì chưa có quyết định nào kèm theo`,
      en: `A decision or official news stands behind ${code}, and no decision behind ${quoted(text)}`,
    },
    remedy: {
      vi: 'Ghi số quyết định công nhận vào dòng này, hoặc ghi lại ô như cũ',
      en: 'Write the number of its decision into the row, or the cell as it was',
    },
  }),
  ANSWER_UNREADABLE: (text: string) => ({
    cause: { vi: `${quoted(text)} không phải là câu trả lời`, en: `${quoted(text)} is no answer` },
    remedy: {
      vi: 'Chọn trong danh sách của ô, hoặc ghi như product=new; nhiều câu trả lời cách nhau bằng dấu chấm phẩy',
      en: 'Choose from the list of the cell, or write as product=new; several answers with a semicolon between them',
    },
  }),
  TWO_ON_A_DAY: (day: string, one: number, other: number) => ({
    cause: {
      vi: `Ngày ${day} sản phẩm được công nhận ${one} sao và cả ${other} sao`,
      en: `On ${day} the product is recognised with ${one} stars and with ${other}`,
    },
    remedy: {
      vi: 'Giữ một lần công nhận; nếu hồ sơ đã có ghi sai, sửa hồ sơ trước',
      en: 'Keep one of them; where the register has it wrong, correct the register first',
    },
  }),
  WRONG_CHOICE: wrongChoice,
});

/** What is told of a row that is taken in. */
export const noteRow = remarksOf('NOTE', {
  SAME_ROW: (row: number) => ({
    cause: { vi: `Giống hệt dòng ${row}`, en: `The same as row ${row}` },
    remedy: { vi: 'Không cần làm gì', en: 'Nothing to do' },
  }),
  SAME_PRODUCT: (row: number) => ({
    cause: {
      vi: `Cùng sản phẩm với dòng ${row}, ở lần công nhận khác`,
      en: `The same product as row ${row}, with another recognition`,
    },
    remedy: { vi: 'Không cần làm gì', en: 'Nothing to do' },
  }),
  ALREADY_IMPORTED: (batch: string) => ({
    cause: {
      vi: `Dòng này đã được nhập trong đợt ${batch}`,
      en: `This row was taken in with the batch ${batch}`,
    },
    remedy: {
      vi: `Không cần làm gì; muốn nhập khác đi thì hủy đợt ấy trước: npm run hub -- import undo ${batch}`,
      en: `Nothing to do; to take it in differently, undo that batch first: npm run hub -- import undo ${batch}`,
    },
  }),
  AS_ABOVE: (producer: string) => ({
    cause: {
      vi: `Ô trống được đọc như dòng trên: sản phẩm này đã được ghi là của ${quoted(producer)}`,
      en: `The empty cell is read as above: the register has this product as one of ${quoted(producer)}`,
    },
    remedy: { vi: 'Không cần làm gì', en: 'Nothing to do' },
  }),
  PRODUCER_ELSEWHERE: (producer: string, row: number) => ({
    cause: {
      vi: `${quoted(producer)} ở xã khác với dòng ${row}: là hai chủ thể`,
      en: `${quoted(producer)} is in another commune than in row ${row}: they are two producers`,
    },
    remedy: {
      vi: 'Không cần làm gì; nếu là một, ghi cùng một xã ở cả hai dòng',
      en: 'Nothing to do; if they are one, write the same commune in both rows',
    },
  }),
  NAME_OF_ANOTHER: (producer: string) => ({
    cause: {
      vi: `Đã có sản phẩm cùng tên của ${quoted(producer)}: đây là sản phẩm của chủ thể khác`,
      en: `${quoted(producer)} has a product of this name: this one is another producer’s`,
    },
    remedy: {
      vi: 'Nếu là một sản phẩm đổi chủ thể, sửa chủ thể trước khi nhập',
      en: 'If it is one product that changed hands, correct its producer before',
    },
  }),
  ONLY_COMPARED: () => ({
    cause: {
      vi: 'Dòng không có mã công nhận nên ô này không được đọc',
      en: 'The row has no code of a recognition, so this cell is not read',
    },
    remedy: { vi: 'Không cần làm gì', en: 'Nothing to do' },
  }),
  EXPIRY_NOT_KEPT: () => ({
    cause: {
      vi: 'Không biết ngày công nhận nên chưa ghi được ngày hết hạn',
      en: 'The day of recognition is not known, so its last day is not kept',
    },
    remedy: { vi: 'Điền ngày công nhận', en: 'Fill in the day of recognition' },
  }),
});

const questions = remarksOf('QUESTION', {
  BLANK: (above: string) => ({
    cause: {
      vi: `Ô trống: có phải như dòng trên, ${quoted(above)}?`,
      en: `The cell is empty: as above, ${quoted(above)}?`,
    },
    remedy: { vi: '', en: '' },
  }),
  SPLIT: (names: readonly string[]) => ({
    cause: {
      vi: `Ô này là một sản phẩm hay ${names.length}: ${names.map((name) => quoted(name, 30)).join(', ')}?`,
      en: `Is this one product or ${names.length}: ${names.map((name) => quoted(name, 30)).join(', ')}?`,
    },
    remedy: { vi: '', en: '' },
  }),
  DATE: (text: string) => ({
    cause: { vi: `${quoted(text)} là ngày nào?`, en: `Which day is ${quoted(text)}?` },
    remedy: { vi: '', en: '' },
  }),
  STARS: (score: string, stars: number) => ({
    cause: {
      vi: `${score} điểm mà ${stars} sao: đó là kết quả “tiềm năng 5 sao”, hay đã công nhận ${stars} sao?`,
      en: `${score} points, but ${stars} stars: a “potential five stars”, or recognised with ${stars}?`,
    },
    remedy: { vi: '', en: '' },
  }),
  PRODUCER: (name: string) => ({
    cause: {
      vi: `${quoted(name)} có phải là chủ thể đã có?`,
      en: `Is ${quoted(name)} a producer that is known?`,
    },
    remedy: { vi: '', en: '' },
  }),
  PRODUCER_MISSING: () => ({
    cause: { vi: 'Không có tên chủ thể', en: 'The row names no producer' },
    remedy: { vi: '', en: '' },
  }),
  PLACE: (text: string) => ({
    cause: { vi: `${quoted(text)} là nơi nào?`, en: `Which place is ${quoted(text)}?` },
    remedy: { vi: '', en: '' },
  }),
  PRODUCT: (name: string) => ({
    cause: {
      vi: `${quoted(name)} có phải là sản phẩm đã có?`,
      en: `Is ${quoted(name)} a product that is known?`,
    },
    remedy: { vi: '', en: '' },
  }),
  OWNER: (product: string, known: string, named: string) => ({
    cause: {
      vi: `${quoted(product)} đã được ghi là của ${quoted(known)}, ở đây là của ${quoted(named)}: của ai?`,
      en: `The register has ${quoted(product)} as one of ${quoted(known)}, here it is one of ${quoted(named)}: whose is it?`,
    },
    remedy: { vi: '', en: '' },
  }),
  RECOGNITION: () => ({
    cause: {
      vi: 'Cùng thời gian đã có lần công nhận khác: sửa lần ấy, hay đây là lần mới?',
      en: 'Another recognition is known for that time: correct it, or is this a new one?',
    },
    remedy: { vi: '', en: '' },
  }),
  DUPLICATE: (row: number, name: string) => ({
    cause: {
      vi: `Có vẻ trùng với dòng ${row}, ${quoted(name)}: cùng một sản phẩm?`,
      en: `This looks like row ${row}, ${quoted(name)}: the same product?`,
    },
    remedy: { vi: '', en: '' },
  }),
});

/** A question with its answers; the remedy says how to give one. */
export function ask<Code extends Parameters<typeof questions>[0]>(
  code: Code,
  at: At & { row: number },
  topic: Topic,
  candidates: readonly Candidate[],
  ...args: Parameters<typeof questions<Code>> extends [unknown, unknown, ...infer Rest] ? Rest : never
): Remark {
  const answers = candidates
    .map(({ value, label }) => (label === value ? value : `${value} (${label})`))
    .join(' · ');
  const flag = `--choose ${at.row}.${topic}=…`;
  return {
    ...(questions as (...all: unknown[]) => Remark)(code, at, ...args),
    remedy: { vi: `Trả lời bằng ${flag}: ${answers}`, en: `Answer with ${flag}: ${answers}` },
    topic,
    candidates,
  };
}
