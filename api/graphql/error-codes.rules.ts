/**
 * Every code that an answer of the hub can carry in `errors[].extensions.code`. A code never changes its meaning;
 * a new one may come. The pages under /docs/errors/ are made from this list.
 */
export interface ErrorCodeFacts {
  /** Status of the answer when nothing was executed. A field that fails beside others leaves the answer at 200. */
  status: number;
  vi: ErrorText;
  en: ErrorText;
}

interface ErrorText {
  title: string;
  cause: string;
  remedy: string;
}

export const errorCodes = {
  BAD_REQUEST: {
    status: 400,
    vi: {
      title: 'Yêu cầu không đúng dạng GraphQL qua HTTP',
      cause:
        'Nội dung gửi lên không phải JSON viết bằng UTF-8, thiếu query, hoặc variables, extensions, operationName sai kiểu.',
      remedy:
        'Gửi POST với một đối tượng JSON có query (chuỗi) và, nếu cần, variables (đối tượng); hoặc GET với các tham số cùng tên.',
    },
    en: {
      title: 'Not a GraphQL request over HTTP',
      cause:
        'The body is not JSON in UTF-8, has no query, or variables, extensions or operationName are of the wrong kind.',
      remedy:
        'Send POST with one JSON object that has query (text) and, where needed, variables (an object); or GET with parameters of the same names.',
    },
  },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    vi: {
      title: 'Content-Type không được nhận',
      cause: 'POST tới /graphql mang Content-Type khác application/json, hoặc bảng mã khác UTF-8.',
      remedy: 'Đặt tiêu đề Content-Type: application/json.',
    },
    en: {
      title: 'Content-Type not taken',
      cause:
        'A POST to /graphql came with a Content-Type other than application/json, or in another charset than UTF-8.',
      remedy: 'Set the header Content-Type: application/json.',
    },
  },
  NOT_ACCEPTABLE: {
    status: 406,
    vi: {
      title: 'Không có dạng trả lời mà Accept muốn',
      cause: 'Tiêu đề Accept loại bỏ cả application/graphql-response+json lẫn application/json.',
      remedy: 'Gửi Accept: application/graphql-response+json, application/json;q=0.9, hoặc bỏ tiêu đề này.',
    },
    en: {
      title: 'No answer of the kind that Accept wants',
      cause: 'The Accept header rules out both application/graphql-response+json and application/json.',
      remedy:
        'Send Accept: application/graphql-response+json, application/json;q=0.9, or leave the header out.',
    },
  },
  METHOD_NOT_ALLOWED: {
    status: 405,
    vi: {
      title: 'Phương thức HTTP không được dùng ở đây',
      cause:
        'Địa chỉ này chỉ nhận các phương thức nêu trong tiêu đề Allow; thay đổi dữ liệu qua GET bị từ chối.',
      remedy: 'Dùng GET hoặc POST cho truy vấn.',
    },
    en: {
      title: 'HTTP method not allowed here',
      cause:
        'This address takes only the methods that the Allow header names; a mutation over GET is refused.',
      remedy: 'Use GET or POST for queries.',
    },
  },
  BODY_TOO_LARGE: {
    status: 413,
    vi: {
      title: 'Nội dung gửi lên quá lớn',
      cause: 'Nội dung của POST vượt giới hạn đã công bố.',
      remedy: 'Chia danh sách trong variables thành nhiều yêu cầu; bỏ phần không dùng của tài liệu.',
    },
    en: {
      title: 'Body too large',
      cause: 'The body of the POST is larger than the published limit.',
      remedy: 'Split the lists in variables over several requests; leave out unused parts of the document.',
    },
  },
  TOO_MANY_TOKENS: {
    status: 400,
    vi: {
      title: 'Tài liệu quá dài',
      cause: 'Tài liệu GraphQL có nhiều ký hiệu (token) hơn giới hạn đã công bố.',
      remedy:
        'Chia thành nhiều truy vấn; đưa danh sách giá trị vào variables; dùng fragment thay cho phần lặp lại.',
    },
    en: {
      title: 'Document too long',
      cause: 'The GraphQL document has more tokens than the published limit.',
      remedy:
        'Split it into several queries; move lists of values into variables; use fragments for what is repeated.',
    },
  },
  GRAPHQL_PARSE_FAILED: {
    status: 400,
    vi: {
      title: 'Sai cú pháp GraphQL',
      cause: 'Tài liệu không đọc được ở vị trí nêu trong locations.',
      remedy: 'Sửa cú pháp ở dòng và cột đó.',
    },
    en: {
      title: 'GraphQL syntax error',
      cause: 'The document cannot be read at the place given in locations.',
      remedy: 'Mend the syntax at that line and column.',
    },
  },
  GRAPHQL_VALIDATION_FAILED: {
    status: 400,
    vi: {
      title: 'Tài liệu không khớp lược đồ',
      cause: 'Có trường, đối số, kiểu, fragment hoặc biến mà lược đồ không có hay không cho phép như vậy.',
      remedy: 'So với /schema.graphql; thông báo nêu tên và vị trí, kèm tên gần giống nếu có.',
    },
    en: {
      title: 'The document does not fit the schema',
      cause:
        'It uses a field, argument, type, fragment or variable that the schema lacks or does not allow there.',
      remedy:
        'Compare with /schema.graphql; the message gives name and place, and similar names where there are any.',
    },
  },
  OPERATION_RESOLUTION_FAILURE: {
    status: 400,
    vi: {
      title: 'Không rõ chạy thao tác nào',
      cause: 'Tài liệu có nhiều thao tác mà thiếu operationName, hoặc operationName không có trong tài liệu.',
      remedy: 'Gửi operationName đúng tên một thao tác của tài liệu.',
    },
    en: {
      title: 'Which operation is to run is not clear',
      cause: 'The document has several operations and no operationName, or names one that it does not have.',
      remedy: 'Send an operationName that is the name of one operation of the document.',
    },
  },
  PERSISTED_QUERY_NOT_FOUND: {
    status: 200,
    vi: {
      title: 'Chưa biết truy vấn của mã băm này',
      cause: 'Mã băm gửi trong extensions.persistedQuery chưa được đăng ký, hoặc đã bị đẩy khỏi bộ nhớ đệm.',
      remedy: 'Gửi lại cùng mã băm và cả query; thư viện khách thường tự làm việc này.',
    },
    en: {
      title: 'The query of this hash is not known',
      cause: 'The hash in extensions.persistedQuery was never registered, or has left the cache.',
      remedy: 'Send the hash again together with query; client libraries do so by themselves.',
    },
  },
  PERSISTED_QUERY_MISMATCH: {
    status: 400,
    vi: {
      title: 'Mã băm không khớp truy vấn',
      cause: 'sha256Hash không phải SHA-256 (dạng hex) của query gửi kèm, hoặc version khác 1.',
      remedy: 'Tính SHA-256 của đúng chuỗi query theo UTF-8, viết hex chữ thường; version là 1.',
    },
    en: {
      title: 'The hash is not that of the query',
      cause: 'sha256Hash is not the SHA-256 (in hex) of the query sent with it, or version is not 1.',
      remedy: 'Take the SHA-256 of exactly the query text in UTF-8, in lower-case hex; version is 1.',
    },
  },
  TOO_DEEP: {
    status: 400,
    vi: {
      title: 'Truy vấn quá sâu',
      cause: 'Các trường lồng nhau nhiều tầng hơn giới hạn đã công bố, tính cả qua fragment.',
      remedy: 'Lấy id ở tầng giữa rồi hỏi tiếp bằng nodes(ids:) trong yêu cầu khác.',
    },
    en: {
      title: 'Query too deep',
      cause: 'Fields are nested in more levels than the published limit, fragments included.',
      remedy: 'Ask for ids half-way, and go on from them with nodes(ids:) in another request.',
    },
  },
  TOO_MANY_ALIASES: {
    status: 400,
    vi: {
      title: 'Quá nhiều bí danh',
      cause: 'Tài liệu viết nhiều bí danh (alias) hơn giới hạn đã công bố.',
      remedy:
        'Hỏi nhiều mục cùng lúc bằng trường danh sách, ví dụ nodes(ids:), thay vì lặp một trường dưới nhiều tên.',
    },
    en: {
      title: 'Too many aliases',
      cause: 'The document writes more aliases than the published limit.',
      remedy:
        'Ask for many things by a list field such as nodes(ids:), instead of one field under many names.',
    },
  },
  TOO_MANY_ROOT_FIELDS: {
    status: 400,
    vi: {
      title: 'Quá nhiều trường gốc',
      cause: 'Một thao tác hỏi nhiều trường của Query hơn giới hạn đã công bố.',
      remedy: 'Chia thành nhiều yêu cầu, hoặc dùng nodes(ids:).',
    },
    en: {
      title: 'Too many root fields',
      cause: 'One operation asks for more fields of Query than the published limit.',
      remedy: 'Split it into several requests, or use nodes(ids:).',
    },
  },
  TOO_MANY_FIELDS: {
    status: 400,
    vi: {
      title: 'Quá nhiều trường ở một chỗ',
      cause: 'Một cặp ngoặc nhọn viết nhiều trường và fragment hơn giới hạn đã công bố.',
      remedy: 'Bỏ các trường lặp lại.',
    },
    en: {
      title: 'Too many fields in one place',
      cause: 'One pair of braces holds more fields and fragments than the published limit.',
      remedy: 'Leave out repeated fields.',
    },
  },
  COST_TOO_HIGH: {
    status: 400,
    vi: {
      title: 'Truy vấn quá nặng',
      cause: 'Chi phí tính theo công thức đã công bố, với các biến đã gửi, vượt giới hạn của một truy vấn.',
      remedy:
        'Giảm first hoặc last, bỏ danh sách lồng nhau và hình học không cần, hoặc chia thành nhiều yêu cầu. Gửi GraphQL-Cost: 1 để biết chi phí.',
    },
    en: {
      title: 'Query too costly',
      cause: 'By the published formula and with the variables sent, it costs more than one query may.',
      remedy:
        'Lower first or last, leave out nested lists and geometry that you do not need, or split it into several requests. Send GraphQL-Cost: 1 to be told the cost.',
    },
  },
  RATE_LIMITED: {
    status: 429,
    vi: {
      title: 'Hết hạn mức, xin chờ',
      cause: 'Địa chỉ này đã dùng hết số điểm của mình; điểm được trả lại đều theo thời gian.',
      remedy:
        'Chờ số giây ghi ở Retry-After rồi gửi lại. Xem tiêu đề RateLimit để đi chậm lại trước khi hết; hỏi ít hơn mỗi lần; dùng GET và ETag.',
    },
    en: {
      title: 'Budget used up, please wait',
      cause: 'This address has spent its points; they come back evenly over time.',
      remedy:
        'Wait the seconds of Retry-After, then send it again. Watch the RateLimit header to slow down in time; ask for less; use GET and ETag.',
    },
  },
  DEADLINE_EXCEEDED: {
    status: 503,
    vi: {
      title: 'Quá thời gian',
      cause: 'Truy vấn chạy lâu hơn thời hạn đã công bố và đã bị hủy, kể cả trong cơ sở dữ liệu.',
      remedy: 'Hỏi ít hơn mỗi lần, hoặc thử lại sau; nếu truy vấn nhỏ mà vẫn vậy, xin báo cho chúng tôi.',
    },
    en: {
      title: 'Out of time',
      cause: 'The query ran longer than the published deadline and was cancelled, in the database too.',
      remedy:
        'Ask for less at a time, or try again later; where a small query still ends so, please tell us.',
    },
  },
  BAD_USER_INPUT: {
    status: 400,
    vi: {
      title: 'Giá trị không dùng được',
      cause: 'Một đối số hoặc biến có giá trị không được phép.',
      remedy: 'Thông báo nêu giá trị nào, ở đâu và được phép thế nào.',
    },
    en: {
      title: 'A value cannot be used',
      cause: 'An argument or variable has a value that is not allowed.',
      remedy: 'The message says which value, where, and what is allowed.',
    },
  },
  BAD_VARIABLE: {
    status: 400,
    vi: {
      title: 'Biến không khớp kiểu đã khai báo',
      cause: 'Một giá trị trong variables thiếu, thừa hoặc sai kiểu so với khai báo của thao tác.',
      remedy: 'Sửa biến mà thông báo nêu tên, theo kiểu khai báo trong tài liệu.',
    },
    en: {
      title: 'A variable does not fit its declared type',
      cause: 'A value in variables is missing, too much or of another type than the operation declares.',
      remedy: 'Mend the variable that the message names, by its type in the document.',
    },
  },
  BAD_ENUM_VALUE: {
    status: 400,
    vi: {
      title: 'Giá trị không có trong danh mục',
      cause: 'Một giá trị enum không có trong lược đồ.',
      remedy: 'Chọn một trong các giá trị mà thông báo liệt kê; viết hoa đúng như vậy.',
    },
    en: {
      title: 'Not a value of this enum',
      cause: 'An enum value is not in the schema.',
      remedy: 'Take one of the values that the message lists, in capitals as written.',
    },
  },
  BAD_REFERENCE: {
    status: 400,
    vi: {
      title: 'Phải chỉ rõ đúng một cách gọi tên',
      cause: 'Đối tượng được gọi tên bằng không, hoặc nhiều hơn một, trong các cách id, slug, code.',
      remedy: 'Cho đúng một trong các cách đó, khác null.',
    },
    en: {
      title: 'Name it in exactly one way',
      cause: 'The thing is named by none, or by more than one, of id, slug and code.',
      remedy: 'Give exactly one of them, and not null.',
    },
  },
  BAD_ID: {
    status: 400,
    vi: {
      title: 'id không dùng được',
      cause: 'Chuỗi này không phải id của API, hoặc là id của loại khác với loại được hỏi.',
      remedy: 'Lấy id từ trường id của câu trả lời, dùng nguyên như vậy.',
    },
    en: {
      title: 'The id cannot be used',
      cause: 'It is no id of this API, or the id of another kind of thing than is asked for.',
      remedy: 'Take ids from the field id of an answer, and use them as they are.',
    },
  },
  TOO_MANY_IDS: {
    status: 400,
    vi: {
      title: 'Quá nhiều mục trong một lần hỏi',
      cause: 'Danh sách id hoặc mã dài hơn giới hạn của trường đó.',
      remedy: 'Chia danh sách thành nhiều yêu cầu.',
    },
    en: {
      title: 'Too many asked at once',
      cause: 'The list of ids or codes is longer than this field takes.',
      remedy: 'Split the list over several requests.',
    },
  },
  BAD_CURSOR: {
    status: 400,
    vi: {
      title: 'Con trỏ không dùng được',
      cause:
        'after hoặc before không phải con trỏ của danh sách này: đã bị sửa, thuộc danh sách khác, hoặc thứ tự sắp xếp đã đổi.',
      remedy:
        'Dùng nguyên startCursor hoặc endCursor của trang trước, với cùng thứ tự; đổi thứ tự thì đọc lại từ đầu.',
    },
    en: {
      title: 'The cursor cannot be used',
      cause:
        'after or before is no cursor of this list: it was altered, is of another list, or the order has changed.',
      remedy:
        'Use startCursor or endCursor of the page before as they are, with the same order; after a change of order begin anew.',
    },
  },
  CURSOR_GONE: {
    status: 410,
    vi: {
      title: 'Con trỏ của một sổ khác',
      cause:
        'Con trỏ đưa cho changes là của một sổ đăng ký khác, hoặc sổ này đã được khôi phục từ bản sao lưu sau đó.',
      remedy:
        'Lấy toàn bộ bản ghi ở địa chỉ extensions.snapshot, rồi tiếp tục từ con trỏ ở dòng cuối của tệp đó.',
    },
    en: {
      title: 'The cursor of another register',
      cause:
        'The cursor that changes was given is of another register, or this one was restored from a backup since.',
      remedy:
        'Take all records at the address in extensions.snapshot, and go on from the cursor in its last line.',
    },
  },
  BAD_PAGE_SIZE: {
    status: 400,
    vi: {
      title: 'Số mục mỗi trang không được phép',
      cause: 'first hoặc last nằm ngoài giới hạn, hoặc first, last, after, before đi với nhau sai cách.',
      remedy: 'Cho first với after, hoặc last với before, trong giới hạn mà thông báo nêu.',
    },
    en: {
      title: 'Page size not allowed',
      cause:
        'first or last is outside of the limits, or first, last, after and before are put together wrongly.',
      remedy: 'Give first with after, or last with before, within the limits that the message names.',
    },
  },
  BAD_ORDER: {
    status: 400,
    vi: {
      title: 'Thứ tự sắp xếp không dùng được ở đây',
      cause:
        'Thứ tự này cần một điều kiện khác đi kèm, ví dụ khoảng cách cần một điểm, mức liên quan cần từ khóa.',
      remedy: 'Thêm điều kiện mà thông báo nêu, hoặc chọn thứ tự khác.',
    },
    en: {
      title: 'This order cannot be used here',
      cause: 'The order needs something else beside it: distance needs a point, relevance needs a text.',
      remedy: 'Add what the message names, or choose another order.',
    },
  },
  FILTER_TOO_DEEP: {
    status: 400,
    vi: {
      title: 'Bộ lọc lồng nhau quá nhiều',
      cause: 'AND và OR lồng nhau sâu hơn, hoặc có nhiều nhánh hơn, giới hạn đã công bố.',
      remedy: 'Viết phẳng hơn: nhiều giá trị của một điều kiện đặt trong một danh sách.',
    },
    en: {
      title: 'Filter nested too much',
      cause: 'AND and OR are nested deeper, or have more branches, than the published limit.',
      remedy: 'Write it flatter: several values of one condition go into one list.',
    },
  },
  BAD_DATE: {
    status: 400,
    vi: {
      title: 'Ngày không có thật hoặc viết sai',
      cause: 'Giá trị không phải ngày lịch viết YYYY-MM-DD (hoặc YYYY, YYYY-MM ở nơi cho phép).',
      remedy: 'Viết ngày có thật theo giờ Việt Nam, ví dụ 2026-11-24.',
    },
    en: {
      title: 'No real date, or written wrongly',
      cause: 'The value is no calendar day written YYYY-MM-DD (or YYYY, YYYY-MM where that is allowed).',
      remedy: 'Write a real day of Vietnamese time, for example 2026-11-24.',
    },
  },
  BAD_TIME: {
    status: 400,
    vi: {
      title: 'Thời điểm viết sai',
      cause: 'Giá trị không phải thời điểm theo RFC 3339 có múi giờ.',
      remedy: 'Viết như 2026-11-24T08:00:00+07:00 hoặc 2026-11-24T01:00:00Z.',
    },
    en: {
      title: 'A moment written wrongly',
      cause: 'The value is no moment by RFC 3339 with its offset.',
      remedy: 'Write it like 2026-11-24T08:00:00+07:00 or 2026-11-24T01:00:00Z.',
    },
  },
  OUT_OF_RECORD: {
    status: 400,
    vi: {
      title: 'Thời điểm nằm ngoài những gì đã ghi',
      cause: 'recordedAt ở tương lai, hoặc sớm hơn lần ghi đầu tiên của sổ đăng ký này.',
      remedy: 'Cho một thời điểm đã qua, không sớm hơn lần ghi đầu tiên mà thông báo nêu.',
    },
    en: {
      title: 'A moment outside of what is recorded',
      cause: 'recordedAt lies in the future, or before the first record of this register.',
      remedy: 'Give a moment that has passed, not earlier than the first record that the message names.',
    },
  },
  BAD_TEXT: {
    status: 400,
    vi: {
      title: 'Từ khóa không dùng được',
      cause: 'Từ khóa tìm kiếm rỗng, quá dài, hoặc có ký tự không cho phép.',
      remedy: 'Gõ từ khóa trong độ dài mà thông báo nêu.',
    },
    en: {
      title: 'The text cannot be searched',
      cause: 'The text is empty, too long, or has characters that are not allowed.',
      remedy: 'Give a text of a length that the message names.',
    },
  },
  BAD_POINT: {
    status: 400,
    vi: {
      title: 'Điểm không hợp lệ',
      cause:
        'Vĩ độ không nằm trong -90..90, kinh độ không nằm trong -180..180, hoặc bán kính ngoài giới hạn.',
      remedy:
        'Viết độ thập phân WGS 84: lat là vĩ độ, lon là kinh độ; ở Việt Nam lat khoảng 8–24, lon khoảng 102–118.',
    },
    en: {
      title: 'No valid point',
      cause:
        'The latitude is not within -90..90, the longitude not within -180..180, or the radius outside of its limits.',
      remedy:
        'Write decimal degrees of WGS 84: lat, then lon; in Viet Nam lat is about 8–24 and lon about 102–118.',
    },
  },
  BAD_BBOX: {
    status: 400,
    vi: {
      title: 'Khung bao không hợp lệ',
      cause: 'Khung không phải bốn số tây, nam, đông, bắc, hoặc tây lớn hơn đông, nam lớn hơn bắc.',
      remedy: 'Viết kinh độ tây, vĩ độ nam, kinh độ đông, vĩ độ bắc.',
    },
    en: {
      title: 'No valid bounding box',
      cause: 'It is not four numbers west, south, east, north, or west is beyond east or south beyond north.',
      remedy: 'Write west longitude, south latitude, east longitude, north latitude.',
    },
  },
  BAD_POLYGON: {
    status: 400,
    vi: {
      title: 'Đa giác không hợp lệ',
      cause:
        'GeoJSON không phải Polygon hay MultiPolygon hợp lệ: vòng không khép, tự cắt, quá ít hoặc quá nhiều đỉnh.',
      remedy: 'Khép vòng (đỉnh đầu trùng đỉnh cuối), kinh độ trước vĩ độ, bỏ chỗ tự cắt, giảm số đỉnh.',
    },
    en: {
      title: 'No valid polygon',
      cause:
        'The GeoJSON is no valid Polygon or MultiPolygon: a ring is open, crosses itself, or has too few or too many corners.',
      remedy:
        'Close the rings (first corner equals last), longitude before latitude, mend crossings, use fewer corners.',
    },
  },
  REGISTER_UNAVAILABLE: {
    status: 503,
    vi: {
      title: 'Chưa đọc được sổ bộ',
      cause: 'Cơ sở dữ liệu không trả lời: đang khởi động lại, đang chuyển máy, hoặc mất kết nối.',
      remedy: 'Chờ số giây ghi ở Retry-After rồi gửi lại đúng câu hỏi ấy; truy vấn không có gì sai.',
    },
    en: {
      title: 'The register cannot be read at the moment',
      cause: 'The database does not answer: it restarts, moves to another machine, or cannot be reached.',
      remedy: 'Wait the seconds of Retry-After and send the same again; nothing is wrong with the query.',
    },
  },
  INTERNAL_SERVER_ERROR: {
    status: 500,
    vi: {
      title: 'Lỗi của chúng tôi',
      cause: 'Có điều không ai lường trước. Chi tiết được ghi lại ở máy chủ, không lộ ra ngoài.',
      remedy: 'Thử lại sau; nếu còn lỗi, xin báo kèm requestId.',
    },
    en: {
      title: 'An error of ours',
      cause: 'Something that nobody expected. The details are in our log and are not shown.',
      remedy: 'Try again later; if it stays, please tell us the requestId.',
    },
  },
} as const satisfies Record<string, ErrorCodeFacts>;

export type ErrorCode = keyof typeof errorCodes;

export const isErrorCode = (code: unknown): code is ErrorCode =>
  typeof code === 'string' && Object.hasOwn(errorCodes, code);

/** Where the page of a code lies in the directory. */
export const errorPath = (code: ErrorCode): string => `/docs/errors/${code}/`;
