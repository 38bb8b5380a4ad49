import type { Lang } from '../i18n/routes.ts';

const en = {
  nav: 'Pages for developers',
  query: 'Query',
  variables: 'Variables',
  answer: 'Answer',
  tryIt: 'Run it in the console',
  own: '“…” stands for an id, a cursor or an instant of your own.',
  copy: 'Copy',
  copied: 'Copied',
  cause: 'Cause',
  remedy: 'Remedy',
  status: 'HTTP status',
  statusNote:
    'of an answer in which nothing was executed, to a client that accepts application/graphql-response+json. A field that fails beside others is in errors, and the answer has status 200.',
  console: {
    example: 'Example',
    run: 'Run',
    keys: 'Ctrl + Enter runs it; Ctrl + Space completes.',
    variables: 'Variables (JSON)',
    running: 'Waiting for the answer …',
    unreachable: 'The hub did not answer. Is it running, and are you online?',
    badVariables: 'The variables are not a JSON object',
    cost: 'cost',
    points: 'points',
    left: 'points left',
    explained: 'What this code means:',
    empty: 'The answer appears here.',
  },
};

const vi: typeof en = {
  nav: 'Các trang cho người viết phần mềm',
  query: 'Truy vấn',
  variables: 'Biến',
  answer: 'Trả lời',
  tryIt: 'Chạy thử',
  own: '“…” là chỗ của id, con trỏ hoặc thời điểm của riêng bạn.',
  copy: 'Chép',
  copied: 'Đã chép',
  cause: 'Nguyên nhân',
  remedy: 'Cách xử lý',
  status: 'Mã HTTP',
  statusNote:
    'của câu trả lời khi chưa có gì được thực hiện, cho máy khách nhận application/graphql-response+json. Khi chỉ một trường bị lỗi, lỗi nằm trong errors và mã vẫn là 200.',
  console: {
    example: 'Ví dụ',
    run: 'Chạy',
    keys: 'Ctrl + Enter để chạy; Ctrl + Space để gợi ý.',
    variables: 'Biến (JSON)',
    running: 'Đang chờ trả lời …',
    unreachable: 'Máy chủ không trả lời. Máy chủ có đang chạy, và bạn có đang kết nối không?',
    badVariables: 'Phần biến không phải một đối tượng JSON',
    cost: 'chi phí',
    points: 'điểm',
    left: 'điểm còn lại',
    explained: 'Ý nghĩa của mã này:',
    empty: 'Câu trả lời hiện ở đây.',
  },
};

const words: Record<Lang, typeof en> = { vi, en };
export const docsWords = (lang: Lang): typeof en => words[lang];
