import { describe, expect, it } from 'vitest';
import { decisionInTitles } from './evidence.rules.ts';
import { fieldOf } from './fields.rules.ts';
import {
  legalFormOf,
  likeness,
  placeNameOf,
  producerAndAddress,
  producerKeys,
  productKey,
  sayTheSame,
} from './names.rules.ts';
import { dateOf, decisionOf, kindOf, monthsOf, productsIn, scoreOf, starsOf } from './values.rules.ts';

const value = <T>(value: T) => ({ is: 'VALUE', value });
const day = (text: string) => dateOf(text, { latest: '2026-11-24' });

describe('headings', () => {
  it.each([
    ['TT', 'ordinal'],
    ['Stt', 'ordinal'],
    ['Tên sản phẩm', 'product'],
    ['Tên SP OCOP', 'product'],
    ['SẢN PHẨM', 'product'],
    ['Mã sản phẩm', 'code'],
    ['Chủ thể sản xuất', 'producer'],
    ['Chủ thể (loại hình)', 'producer'],
    ['Chủ thể / Địa chỉ', 'producer'],
    ['Loại hình chủ thể', 'legalForm'],
    ['Thôn/buôn', 'village'],
    ['Xã, phường, thị trấn', 'commune'],
    ['Xã/phường (mới)', 'commune'],
    ['Mã xã', 'communeCode'],
    ['Huyện, TX, TP', 'district'],
    ['Tỉnh', 'province'],
    ['Địa chỉ', 'address'],
    ['Điểm TB', 'score'],
    ['Hạng sao', 'stars'],
    ['Sao', 'stars'],
    ['Xếp hạng', 'stars'],
    ['Năm', 'year'],
    ['Năm công nhận', 'year'],
    ['Ngày cấp', 'issued'],
    ['Ngày, tháng công nhận', 'issued'],
    ['Số QĐ, ngày', 'decision'],
    ['Quyết định công nhận', 'decision'],
    ['Cơ quan công nhận', 'authority'],
    ['Thời hạn', 'validUntil'],
    ['Ngày hết hạn', 'validUntil'],
    ['Nguyên liệu chính', 'material'],
    ['Ghi chú', 'note'],
    ['Nhóm sản phẩm', 'sector'],
    ['Số điện thoại', 'personal'],
    ['Người đại diện', 'personal'],
    ['Họ tên chủ hộ, CCCD', 'personal'],
    ['Hoa hồng', null],
    ['SAN PHAM', 'product'],
  ])('“%s” is %s', (title, field) => {
    expect(fieldOf([title])).toBe(field);
  });

  it('the one above says what the own one does not', () => {
    expect(fieldOf(['Địa chỉ', 'Tên thường gọi'])).toBe('address');
  });
});

describe('stars', () => {
  it.each([
    ['3 sao', 3],
    ['03 sao', 3],
    ['03', 3],
    ['3', 3],
    ['Ba', 3],
    ['Ba sao', 3],
    ['BỐN SAO', 4],
    ['Năm sao', 5],
    ['★★★', 3],
    ['⭐⭐⭐⭐', 4],
    ['3*', 3],
    ['***', 3],
    ['3 ★', 3],
    ['OCOP 3 sao', 3],
    ['Hạng 4 sao', 4],
    ['3 sao (tiềm năng 4 sao)', 3],
    ['2 sao', 2],
    ['3 Sao cấp tỉnh', 3],
  ])('%s', (text, stars) => {
    expect(starsOf(text)).toEqual(value({ stars, isPotentialFive: false }));
  });
  it.each([['Tiềm năng 5 sao'], ['tiềm năng năm sao']])('%s is no rating', (text) => {
    expect(starsOf(text)).toEqual(value({ stars: null, isPotentialFive: true }));
  });
  it.each([['3-4 sao'], ['ba hoặc bốn'], ['đạt yêu cầu'], ['3,5 sao'], ['tiềm năng 4 sao']])(
    '%s is not read',
    (text) => {
      expect(starsOf(text)).toMatchObject({ is: 'WRONG' });
    },
  );
  it('6 sao is out of range', () => expect(starsOf('6 sao')).toEqual({ is: 'WRONG', why: 'OUT_OF_RANGE' }));
});

describe('scores', () => {
  it.each([
    ['64,3', 64.3],
    ['100,00', 100],
    ['95,64 điểm', 95.64],
    ['78.66', 78.66],
    ['92', 92],
  ])('%s', (text, score) => {
    expect(scoreOf(text)).toEqual(value({ score, asPublished: text }));
  });
  it.each([['50 - <70'], ['> 70'], ['75,27 – trên 81 điểm'], ['57 – trên 61 điểm']])(
    '%s stays as it was published',
    (text) => {
      expect(scoreOf(text)).toEqual(value({ score: null, asPublished: text }));
    },
  );
  it.each([
    ['101', 'OUT_OF_RANGE'],
    ['khá', 'UNREADABLE'],
    ['64,3 và 70 và 80', 'UNREADABLE'],
    ['50 - 170', 'OUT_OF_RANGE'],
  ])('%s is wrong', (text, why) => {
    expect(scoreOf(text)).toEqual({ is: 'WRONG', why });
  });
});

describe('days', () => {
  it.each([
    ['29/7/2024', '2024-07-29'],
    ['30-6-26', '2026-06-30'],
    ['30-11-2021', '2021-11-30'],
    ['30.6.2026', '2026-06-30'],
    ['2024-07-29', '2024-07-29'],
    ['tháng 6/2026', '2026-06'],
    ['6/2026', '2026-06'],
    ['2023', '2023'],
    ['năm 2023', '2023'],
    ['ngày 17 tháng 01 năm 2025', '2025-01-17'],
    ['29 / 02 / 2024', '2024-02-29'],
  ])('%s', (text, date) => {
    expect(day(text)).toEqual(value({ date, round: null }));
  });
  it.each([
    ['đợt 2/2022', '2022', 'Đợt 2/2022'],
    ['đợt 2 năm 2024', '2024', 'Đợt 2/2024'],
    ['Đợt I/2023', '2023', 'Đợt I/2023'],
  ])('%s', (text, date, round) => {
    expect(day(text)).toEqual(value({ date, round }));
  });
  it('two days are a question', () => {
    expect(day('26 và 27/12/2022')).toEqual({ is: 'CHOICE', candidates: ['2022-12-26', '2022-12-27'] });
  });
  it.each([
    ['30/2/2024', { why: 'NO_SUCH_DAY' }],
    ['7/29/2024', { why: 'NO_SUCH_DAY', candidates: ['2024-07-29'] }],
    ['45502', { why: 'SERIAL_NUMBER', candidates: ['2024-07-29'] }],
    ['13/2024', { why: 'NO_SUCH_DAY' }],
    ['2017', { why: 'OUT_OF_RANGE' }],
    ['25/11/2026', { why: 'OUT_OF_RANGE' }],
    ['quý 2/2024', { why: 'UNREADABLE' }],
    ['sắp cấp', { why: 'UNREADABLE' }],
    ['6/26', { why: 'NO_SUCH_DAY' }],
  ])('%s is wrong', (text, expected) => {
    expect(day(text)).toEqual({ is: 'WRONG', ...expected });
  });
});

it.each([
  ['1234/QĐ-UBND ngày 29/7/2024', '1234/QĐ-UBND', '29/7/2024'],
  ['Quyết định số 656/QĐ-UBND', '656/QĐ-UBND', ''],
  ['QĐ số 12/2024/QĐ-UBND, ngày 3/5/2024', '12/2024/QĐ-UBND', '3/5/2024'],
  ['2023', null, '2023'],
  ['đợt 2/2022', null, 'đợt 2/2022'],
  ['1234', '1234', ''],
])('decision “%s”', (text, number, day) => {
  const decision = decisionOf(text);
  expect(decision.number).toBe(number);
  expect(decision.rest.replace(/^ngày /, '')).toBe(day);
});

it.each([
  ['36 tháng', 36],
  ['36 th', 36],
  ['3 năm', 36],
  ['31/12/2026', null],
])('“%s” lasts %s months', (text, months) => {
  expect(monthsOf(text)).toBe(months);
});

it.each([
  ['Đánh giá mới', 'FIRST'],
  ['Nâng hạng từ 4 sao', 'UPGRADE'],
  ['đánh giá lại', 'RE_EVALUATION'],
  ['Đề nghị tỉnh', null],
])('“%s” is %s', (text, kind) => {
  expect(kindOf(text)).toBe(kind);
});

it.each([
  ['Cá bò da rim mật ong; cá cơm 3 vị; mực rim', 3],
  ['Chả ram tôm đất, mực 1 nắng', 2],
  ['bò một nắng - bò gác bếp Ksơr Hờ Nhum', 1],
  ['bò gác bếp – bò một nắng Mí Dung', 1],
  ['Bộ quà tặng (socola, ca cao)', 1],
  ['Rượu 29,5 độ', 1],
  ['Cà phê', 1],
])('“%s” may be %i products', (text, count) => {
  expect(productsIn(text)).toHaveLength(count);
});

it.each([
  [
    'Cơ sở thu mua hải sản Hạnh Huyền\n(phường Hòa Hiệp Nam, TX Đông Hòa)',
    'Cơ sở thu mua hải sản Hạnh Huyền',
    'phường Hòa Hiệp Nam, TX Đông Hòa',
  ],
  [
    'hộ kinh doanh hải sản Biển lò Phú Yên, P. Hòa Hiệp Trung',
    'hộ kinh doanh hải sản Biển lò Phú Yên',
    'P. Hòa Hiệp Trung',
  ],
  ['HTX Giảm nghèo Ea Súp,  xã Ia Lốp', 'HTX Giảm nghèo Ea Súp', 'xã Ia Lốp'],
  ['huyện Sông Hinh', '', 'huyện Sông Hinh'],
  ['HTX SX, TM, DV nông nghiệp Macca Ea H’leo (HTX)', 'HTX SX, TM, DV nông nghiệp Macca Ea H’leo (HTX)', ''],
  ["Công ty cổ phần Coffee Group Ea H'leo", "Công ty cổ phần Coffee Group Ea H'leo", ''],
])('producer and address of “%s”', (text, producer, address) => {
  expect(producerAndAddress(text)).toEqual({ producer, address });
});

describe('names of one meaning', () => {
  it.each([
    ['Cty TNHH Ca cao Nam Trường Sơn', 'Công ty Trách nhiệm Hữu hạn Ca cao Nam Trường Sơn'],
    [
      'HTX SX, TM, DV nông nghiệp Macca Ea H’leo (HTX)',
      "Hợp tác xã Sản xuất, Thương mại và Dịch vụ nông nghiệp Mắc ca Ea H'leo",
    ],
    ['HTX NN An Hoà Hải', 'Hợp tác xã Nông nghiệp An Hòa Hải'],
    ['Bà Trần Thị Kim Luyến', 'Trần Thị Kim Luyến'],
    ['Cty TNHH SX-TM&DV Bazan đỏ', 'Công ty TNHH Sản xuất - Thương mại và Dịch vụ Bazan Đỏ'],
  ])('%s = %s', (one, other) => {
    expect(producerKeys(one).whole).toBe(producerKeys(other).whole);
  });
  it('perhaps of one meaning', () => {
    const [one, other] = ['Trịnh Văn Khoa (hộ KD)', 'Hộ kinh doanh Trịnh Văn Khoa'].map(producerKeys);
    expect(one?.whole).not.toBe(other?.whole);
    expect(one?.core).toBe(other?.core);
  });
  it('products that are probably one, and are surely two', () => {
    const like = (a: string, b: string) => likeness(productKey(a), productKey(b));
    expect(like('Nước mắm cổ truyền làng Yến', 'Nước mắm truyền thống Làng Yến')).toBeGreaterThan(0.6);
    expect(like('cá cơm 3 vị', 'cá mai giòn 3 vị')).toBeLessThan(0.6);
    expect(like('Sầu riêng Dona cấp đông', 'Sầu riêng sấy thăng hoa thượng hạng')).toBeLessThan(0.6);
  });
  it.each([
    ['HTX An Bình', 'COOPERATIVE'],
    ['Cty CP Damaca', 'ENTERPRISE'],
    ['HKD Mùa thu', 'HOUSEHOLD_BUSINESS'],
    ['hộ KD', 'HOUSEHOLD_BUSINESS'],
    ['Trần Thị Kim Luyến', null],
    ['Cơ sở Hạnh Huyền', null],
    ['Tổ hợp tác dệt', 'COOPERATIVE_GROUP'],
    ['Trang trại Ea Kar', 'FARM'],
  ])('%s is %s', (name, form) => {
    expect(legalFormOf(name)).toBe(form);
  });
});

it.each([
  ['TT. Phước An', 'COMMUNE', 'TOWNSHIP', 'phuocan'],
  ['P.Tân Tiến', 'COMMUNE', 'WARD', 'tantien'],
  ['xã Ea Yông', 'COMMUNE', 'COMMUNE', 'eayong'],
  ['TX Đông Hòa', 'DISTRICT', 'TOWN', 'donghoa'],
  ['Thành phố Buôn Ma Thuột', 'DISTRICT', 'CITY', 'buonmathuot'],
  ['TP. Buôn Ma Thuột', 'DISTRICT', 'CITY', 'buonmathuot'],
  ['BMT', null, null, 'buonmathuot'],
  ['Krông Pắk', null, null, 'krongpac'],
  ['Huyện Cư Kuin', 'DISTRICT', 'DISTRICT', 'cukuin'],
  ['Phú Yên', null, null, 'phuyen'],
  ['Tân Tiến', null, null, 'tantien'],
  ['Thị trấn Ea Drăng', 'COMMUNE', 'TOWNSHIP', 'eadrang'],
  ['Thị xã Buôn Hồ', 'DISTRICT', 'TOWN', 'buonho'],
])('place “%s”', (text, level, kind, key) => {
  const place = placeNameOf(text);
  expect([place.level, place.kind, place.key]).toEqual([level, kind, key]);
});

it.each([
  ['(Kèm theo Quyết định số 123/QĐ-UBND ngày 05/6/2025 của UBND tỉnh)', '123/QĐ-UBND'],
  ['Căn cứ Quyết định số 26/2026/QĐ-TTg ngày 22/5/2026', undefined],
  ['(Kèm theo Quyết định số 26/2026/QĐ-TTg ngày 22/5/2026)', undefined],
  ['Hội đồng thành lập theo Quyết định số 9/QĐ-UBND ngày 1/2/2025', undefined],
  ['(Kèm theo Quyết định số      /QĐ-UBND ngày    /   /20   )', undefined],
])('“%s” recognises by %s', (title, number) => {
  expect(decisionInTitles([title])?.number).toBe(number);
});

it.each([
  ['HKD Nguyễn Văn Hùng', 'HKD Nguyễn Văn Hưng', false],
  ['Bơ sấy', 'Bò sấy', false],
  ['Bơ sấy', 'Bo say', true],
  ['HTX Hoà Thuận', 'HTX Hòa Thuận', true],
  ['Cty Đại Phúc & Sen', 'Cty Đại Phúc và Sen', true],
])('“%s” and “%s” say the same: %s', (one, other, isSame) => {
  expect(sayTheSame(one, other)).toBe(isSame);
});
