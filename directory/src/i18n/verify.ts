/** Words of the page that verifies a code without a network. `{…}` is filled in the browser. */
import type { Answer } from '../verifier/verify-proof.ts';
import type { Lang } from './routes.ts';

export type FindingTone = 'held' | 'past' | 'forged' | 'unsure';

interface Told {
  tone: FindingTone;
  title: string;
  text: string;
  /** What to do now. */
  next: string;
}

interface VerifyWords {
  title: string;
  description: string;
  lead: string;
  label: string;
  hint: string;
  button: string;
  scan: string;
  stopScan: string;
  noCamera: string;
  fresh: string;
  online: string;
  product: string;
  howTitle: string;
  how: [string, string][];
  answers: Record<Answer, Told>;
  packed: { known: string; unknown: string };
}

const vi: VerifyWords = {
  title: 'Kiểm tra mã, cả khi không có mạng',
  description:
    'Kiểm tra chữ ký trong mã QR của sản phẩm OCOP ngay trên máy: thật, hết hạn, thu hồi hay giả, không cần mạng.',
  lead: 'Quét hoặc nhập mã trên tem. Máy của bạn tự kiểm tra chữ ký, không gửi gì đi.',
  label: 'Mã sản phẩm hoặc địa chỉ trong mã QR',
  hint: 'Ví dụ P7F3K2MD, hoặc dán cả địa chỉ có dấu #.',
  button: 'Kiểm tra',
  scan: 'Quét bằng camera',
  stopScan: 'Đóng camera',
  noCamera: 'Không mở được camera. Hãy nhập mã bằng tay.',
  fresh: 'Trên máy này đã có khóa và danh sách thu hồi ngày {day}. Có thể tắt mạng.',
  online: 'Hỏi sổ đăng ký ngay bây giờ (cần mạng)',
  product: 'Trang sản phẩm',
  howTitle: 'Máy kiểm tra những gì?',
  how: [
    [
      'Chữ ký',
      'Mã QR chứa mã sản phẩm, số sao, ngày cuối và chữ ký Ed25519 của sổ đăng ký. Sửa một chữ là chữ ký sai.',
    ],
    ['Ngày', 'Ngày cuối nằm trong phần đã ký. Máy so với hôm nay, theo giờ Việt Nam.'],
    [
      'Danh sách thu hồi',
      'Sổ đăng ký ký và công bố danh sách mỗi ngày. Danh sách dùng được đến hết ngày thứ ba sau đó; cũ hơn thì máy nói là cũ.',
    ],
    [
      'Chữ ký không nói gì về thứ trong tay bạn',
      'Tem thật có thể bị chép sang gói khác. Hãy so tên sản phẩm, chủ thể và gói hàng.',
    ],
  ],
  packed: {
    known: 'Theo dữ liệu trên máy, ngày {packedDay}, mã này là:',
    unknown: 'Dữ liệu trên máy không có mã này.',
  },
  answers: {
    GENUINE: {
      tone: 'held',
      title: 'Thật, còn hiệu lực',
      text: '{stars} sao OCOP, đến hết ngày {lastDay}. Chữ ký đúng; không bị thu hồi theo danh sách ngày {listDay}.',
      next: 'Hãy so tên và gói hàng trong tay với trang sản phẩm.',
    },
    REPLACED: {
      tone: 'unsure',
      title: 'Thật, nhưng đã được thay thế',
      text: 'Tem này nói {stars} sao đến {lastDay}. Chữ ký đúng, nhưng theo danh sách ngày {listDay} một công nhận khác đã thay công nhận này.',
      next: 'Số sao hiện nay có thể khác: hãy hỏi sổ đăng ký khi có mạng.',
    },
    EXPIRED: {
      tone: 'past',
      title: 'Thật, nhưng đã hết hạn',
      text: '{stars} sao OCOP đã hết hiệu lực sau ngày {lastDay}. Chữ ký đúng.',
      next: 'Nếu đã được gia hạn hoặc đánh giá lại, sổ đăng ký sẽ nói khi có mạng.',
    },
    REVOKED: {
      tone: 'past',
      title: 'Đã bị thu hồi',
      text: 'Chữ ký đúng, nhưng danh sách ngày {listDay} nói công nhận này đã bị thu hồi hoặc đính chính. Tem không còn giá trị.',
      next: 'Hãy hỏi sổ đăng ký khi có mạng để biết ngày và lý do.',
    },
    FORGED: {
      tone: 'forged',
      title: 'Giả',
      text: 'Chữ ký không phải của sổ đăng ký cho mã {code}: tem bị sửa, bị chép từ sản phẩm khác, hoặc được làm giả.',
      next: 'Đừng tin số sao trên tem. Hãy báo cho cơ quan phụ trách OCOP.',
    },
    KEY_UNKNOWN: {
      tone: 'forged',
      title: 'Giả, hoặc ký bằng khóa mà máy chưa biết',
      text: 'Máy này không biết khóa đã ký tem. Chưa thể coi là thật.',
      next: 'Nếu máy đã lâu không có mạng, hãy mở trang này khi có mạng rồi kiểm tra lại.',
    },
    KEY_DISOWNED: {
      tone: 'forged',
      title: 'Giả: khóa đã bị hủy',
      text: 'Tem được ký bằng khóa mà sổ đăng ký đã hủy vì bị lộ. Ai cũng có thể đã làm ra tem này.',
      next: 'Nếu là tem thật in trước đây, chủ thể cần in lại. Hãy hỏi sổ đăng ký khi có mạng.',
    },
    DAMAGED: {
      tone: 'unsure',
      title: 'Không đọc được chữ ký',
      text: 'Phần sau dấu # bị cắt hoặc hỏng, nên không kiểm tra được.',
      next: 'Hãy quét lại, hoặc nhập riêng mã {code}.',
    },
    LIST_TOO_OLD: {
      tone: 'unsure',
      title: 'Chữ ký đúng, nhưng danh sách thu hồi đã cũ',
      text: '{stars} sao OCOP, ngày cuối {lastDay}. Danh sách trên máy đã {age} ngày (ngày {listDay}), nên không biết sau đó có bị thu hồi không.',
      next: 'Hãy mở trang này khi có mạng để lấy danh sách mới.',
    },
    NOT_READY: {
      tone: 'unsure',
      title: 'Máy chưa có khóa và danh sách',
      text: 'Chưa kiểm tra được: máy này chưa tải được khóa công khai và danh sách thu hồi.',
      next: 'Hãy mở trang này một lần khi có mạng. Sau đó thì không cần mạng nữa.',
    },
    INSECURE: {
      tone: 'unsure',
      title: 'Trang này phải được mở bằng https',
      text: 'Trình duyệt chỉ kiểm tra chữ ký trên kết nối an toàn.',
      next: 'Hãy mở lại bằng địa chỉ bắt đầu với https, hoặc hỏi sổ đăng ký.',
    },
    NO_PROOF: {
      tone: 'unsure',
      title: 'Mã này không có chữ ký',
      text: 'Mã {code} đi một mình, không có phần sau dấu #: không có gì để kiểm tra khi không có mạng.',
      next: 'Hãy quét cả mã QR, hoặc hỏi sổ đăng ký khi có mạng.',
    },
    NOT_A_CODE: {
      tone: 'unsure',
      title: 'Đây không phải mã',
      text: 'Mã sản phẩm gồm tám chữ và số, bắt đầu bằng P.',
      next: 'Hãy xem lại mã trên tem.',
    },
  },
};

const en: VerifyWords = {
  title: 'Verify a code, even without a network',
  description:
    'Verify the signature in the QR code of an OCOP product on your own device: genuine, expired, revoked or forged, without a network.',
  lead: 'Scan or type the code on the label. Your device verifies the signature itself and sends nothing.',
  label: 'Code of the product, or the address in the QR code',
  hint: 'For example P7F3K2MD, or paste the whole address with its #.',
  button: 'Verify',
  scan: 'Scan with the camera',
  stopScan: 'Close the camera',
  noCamera: 'The camera could not be opened. Please type the code.',
  fresh: 'This device has the keys and the list of revocations of {day}. The network may go.',
  online: 'Ask the register now (needs a network)',
  product: 'Page of the product',
  howTitle: 'What is verified?',
  how: [
    [
      'The signature',
      'The QR code holds the product’s code, its stars, the last day and the register’s Ed25519 signature. Change one letter and the signature is wrong.',
    ],
    ['The day', 'The last day is part of what is signed. It is compared with today in Vietnam.'],
    [
      'The list of revocations',
      'The register signs and publishes it every day. It is good until the end of the third day after; an older one is said to be old.',
    ],
    [
      'The signature knows nothing of the thing in your hand',
      'A genuine label can be copied to another pack. Compare the product’s name, the producer and the pack.',
    ],
  ],
  packed: {
    known: 'In the data on this device, of {packedDay}, this code is:',
    unknown: 'The data on this device has no such code.',
  },
  answers: {
    GENUINE: {
      tone: 'held',
      title: 'Genuine and in force',
      text: 'OCOP {stars} stars, until the end of {lastDay}. The signature is right; not revoked by the list of {listDay}.',
      next: 'Compare the name and the pack in your hand with the page of the product.',
    },
    REPLACED: {
      tone: 'unsure',
      title: 'Genuine, but replaced',
      text: 'This label says {stars} stars until {lastDay}. The signature is right, but by the list of {listDay} another recognition has taken its place.',
      next: 'Its stars may be others today: ask the register when there is a network.',
    },
    EXPIRED: {
      tone: 'past',
      title: 'Genuine, but expired',
      text: 'OCOP {stars} stars ended after {lastDay}. The signature is right.',
      next: 'If it was extended or evaluated again, the register says so when there is a network.',
    },
    REVOKED: {
      tone: 'past',
      title: 'Revoked',
      text: 'The signature is right, but the list of {listDay} says that this recognition was revoked or corrected. The label is no longer good.',
      next: 'Ask the register when there is a network: it tells the day and the reason.',
    },
    FORGED: {
      tone: 'forged',
      title: 'Forged',
      text: 'The signature is not the register’s for the code {code}: the label was altered, copied from another product, or made up.',
      next: 'Do not believe the stars on the label. Tell the office in charge of OCOP.',
    },
    KEY_UNKNOWN: {
      tone: 'forged',
      title: 'Forged, or signed with a key unknown here',
      text: 'This device does not know the key that signed the label. It cannot be taken for genuine.',
      next: 'If the device was without a network for long, open this page with a network and verify again.',
    },
    KEY_DISOWNED: {
      tone: 'forged',
      title: 'Forged: the key was disowned',
      text: 'The label was signed with a key that the register has disowned because it leaked. Anyone may have made this label.',
      next: 'If it is an honest label from before, its producer must print it anew. Ask the register when there is a network.',
    },
    DAMAGED: {
      tone: 'unsure',
      title: 'The signature cannot be read',
      text: 'What follows the # is cut short or damaged, so it cannot be verified.',
      next: 'Scan it again, or type the code {code} alone.',
    },
    LIST_TOO_OLD: {
      tone: 'unsure',
      title: 'The signature is right, but the list of revocations is old',
      text: 'OCOP {stars} stars, last day {lastDay}. The list on this device is {age} days old (of {listDay}): whether it was revoked since is not known.',
      next: 'Open this page with a network to fetch a new list.',
    },
    NOT_READY: {
      tone: 'unsure',
      title: 'No keys and no list on this device yet',
      text: 'It cannot be verified: this device could not fetch the public keys and the list of revocations.',
      next: 'Open this page once with a network. After that none is needed.',
    },
    INSECURE: {
      tone: 'unsure',
      title: 'This page must be opened by https',
      text: 'Browsers verify signatures over secure connections only.',
      next: 'Open it again by an address that begins with https, or ask the register.',
    },
    NO_PROOF: {
      tone: 'unsure',
      title: 'This code has no signature',
      text: 'The code {code} came alone, without what follows the #: there is nothing to verify without a network.',
      next: 'Scan the whole QR code, or ask the register when there is a network.',
    },
    NOT_A_CODE: {
      tone: 'unsure',
      title: 'This is no code',
      text: 'The code of a product has eight letters and digits and begins with P.',
      next: 'Please look at the label again.',
    },
  },
};

export const verifyWords = (lang: Lang): VerifyWords => (lang === 'en' ? en : vi);
