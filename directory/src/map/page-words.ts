/** What the page of the map says by script, in both languages; the rest stands in the page. */
import { formatNumber } from '../i18n/format.ts';
import type { Lang } from '../i18n/routes.ts';

const n = (value: number, lang: Lang) => formatNumber(value, lang);
const regions = (count: number) => `raw-material ${count === 1 ? 'region' : 'regions'}`;
const products = (count: number) => (count === 1 ? 'product' : 'products');

export const pageWords = {
  vi: {
    inView: (made: number, zones: number) =>
      `${n(made, 'vi')} sản phẩm, ${n(zones, 'vi')} vùng nguyên liệu trong khung nhìn`,
    found: (made: number, zones: number) => `${n(made, 'vi')} sản phẩm, ${n(zones, 'vi')} vùng nguyên liệu`,
    madeHere: 'Làm tại đây',
    zonesHere: 'Nằm trong vùng nguyên liệu',
    products: 'Sản phẩm',
    zones: 'Vùng nguyên liệu',
    noProducts: 'Chưa có sản phẩm nào trong sổ.',
    noZones: 'Không nằm trong vùng nguyên liệu nào của sổ.',
    outside: 'Điểm này ở ngoài vùng của bản đồ.',
    from: 'Nguyên liệu từ',
    more: (count: number) => `Xem cả ${n(count, 'vi')} sản phẩm trong danh sách`,
    toCommune: 'Xem xã, phường',
    toProduct: 'Xem sản phẩm',
    toRegion: 'Xem vùng nguyên liệu',
    noPlace: 'Chưa có vị trí trên bản đồ.',
    area: 'Trong khu vực đã vẽ',
    areaList: 'Mở danh sách trong khung chữ nhật bao quanh khu vực này',
    corners: (count: number) =>
      count === 0
        ? 'Bấm lên bản đồ để đặt góc đầu tiên.'
        : count < 3
          ? `${n(count, 'vi')} góc. Cần ít nhất ba góc.`
          : `${n(count, 'vi')} góc. Bấm vào góc đầu, bấm đúp hoặc nút “Khép lại” để xong.`,
    near: 'Gần bạn nhất',
    km: (value: number) => `${n(Math.round(value * 10) / 10, 'vi')} km`,
    locating: 'Đang tìm vị trí của bạn…',
    denied: 'Trình duyệt không cho biết vị trí. Bạn vẫn có thể tìm tên xã, phường hoặc bấm lên bản đồ.',
    far: 'Bạn đang ở ngoài vùng của bản đồ; đây là những sản phẩm gần nhất.',
    copied: 'Đã chép liên kết tới khung nhìn này.',
    notCopied: 'Không chép được; hãy chép địa chỉ trên thanh địa chỉ.',
    close: 'Đóng',
    backToMap: 'Về bản đồ',
    kinds: { product: 'Sản phẩm', region: 'Vùng nguyên liệu', commune: 'Xã, phường' },
    results: (count: number) => (count === 0 ? 'Không thấy gì trên bản đồ.' : `${n(count, 'vi')} gợi ý`),
    failed: 'Không tải được bản đồ. Danh sách xã, phường bên cạnh vẫn dùng được.',
  },
  en: {
    inView: (made: number, zones: number) =>
      `${n(made, 'en')} ${products(made)}, ${n(zones, 'en')} ${regions(zones)} in view`,
    found: (made: number, zones: number) =>
      `${n(made, 'en')} ${products(made)}, ${n(zones, 'en')} ${regions(zones)}`,
    madeHere: 'Made here',
    zonesHere: 'Within the raw-material regions',
    products: 'Products',
    zones: 'Raw-material regions',
    noProducts: 'No product in the register yet.',
    noZones: 'In no raw-material region of the register.',
    outside: 'This spot lies outside of the map’s area.',
    from: 'Raw material from',
    more: (count: number) => `See all ${n(count, 'en')} products as a list`,
    toCommune: 'Open the commune or ward',
    toProduct: 'Open the product',
    toRegion: 'Open the region',
    noPlace: 'Not located on the map yet.',
    area: 'In the area drawn',
    areaList: 'Open the list for the rectangle around this area',
    corners: (count: number) =>
      count === 0
        ? 'Click the map to set the first corner.'
        : count < 3
          ? `${n(count, 'en')} ${count === 1 ? 'corner' : 'corners'}. At least three are needed.`
          : `${n(count, 'en')} corners. Click the first one, double-click, or press “Close the area”.`,
    near: 'Nearest to you',
    km: (value: number) => `${n(Math.round(value * 10) / 10, 'en')} km`,
    locating: 'Finding where you are…',
    denied: 'The browser did not tell where you are. You can still search for a place or click the map.',
    far: 'You are outside of the map’s area; these are the nearest products.',
    copied: 'The link to this view was copied.',
    notCopied: 'It could not be copied; take it from the address bar.',
    close: 'Close',
    backToMap: 'Back to the map',
    kinds: { product: 'Product', region: 'Raw-material region', commune: 'Commune or ward' },
    results: (count: number) =>
      count === 0
        ? 'Nothing of that name is on the map.'
        : `${n(count, 'en')} ${count === 1 ? 'suggestion' : 'suggestions'}`,
    failed: 'The map could not be loaded. The list of communes beside it still works.',
  },
} satisfies Record<Lang, object>;

export type PageWords = (typeof pageWords)[Lang];
