/**
 * Where the name of a producer begins to tell it from others: a list by letter in which every company stands under C
 * and every household under H would help nobody.
 */
const generic = [
  'công ty',
  'trách nhiệm hữu hạn',
  'tnhh',
  'một thành viên',
  'mtv',
  'cổ phần',
  'cp',
  'hợp tác xã',
  'htx',
  'liên hiệp',
  'tổ hợp tác',
  'doanh nghiệp tư nhân',
  'hộ kinh doanh',
  'hộ sản xuất kinh doanh',
  'hộ sản xuất',
  'cơ sở',
  'nhà hàng',
  'trang trại',
  'sản xuất',
  'chế biến',
  'kinh doanh',
  'thu mua',
  'thương mại',
  'dịch vụ',
  'tổng hợp',
  'nông nghiệp',
  'nông – ngư nghiệp',
  'nông sản',
  'hải sản',
  'thủy sản',
  'thực phẩm',
  'sxcb',
  'sx',
  'tm',
  'dv',
  'và',
  '&',
  '–',
  '-',
].toSorted((a, b) => b.length - a.length);

export function distinctiveName(name: string): string {
  let rest = name.normalize('NFC');
  for (;;) {
    const plain = rest.toLowerCase();
    const found = generic.find(
      (words) => plain.startsWith(words) && /^[\s,]/.test(plain.slice(words.length)),
    );
    if (!found) return rest;
    const next = rest.slice(found.length).replace(/^[\s,]+/, '');
    if (!next || generic.includes(next.toLowerCase())) return name;
    rest = next;
  }
}
