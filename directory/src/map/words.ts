/** All that a map says, in both languages. */
import { formatDate, formatNumber } from '../i18n/format.ts';
import type { Lang } from '../i18n/routes.ts';
import type { Accuracy } from './layers.ts';

export interface Words {
  zoomIn: string;
  zoomOut: string;
  home: string;
  skip: string;
  close: string;
  twoFingers: string;
  tilesDropped: string;
  legend: string;
  held: string;
  notHeld: string;
  noStars: string;
  productsHere: string;
  zones: string;
  provinceWide: string;
  zoneShown(name: string): string;
  approximateTerritory: string;
  schematicSea: string;
  inset: string;
  noPoint: string;
  unplaced(count: number): string;
  openList: string;
  onMap(products: number): string;
  openProduct: string;
  openZone: string;
  openCommune: string;
  atAddress: string;
  atCommune(name: string): string;
  listAt(count: number, place: string): string;
  cluster(count: number, places: number, near: string): string;
  marker(name: string, stars: string, place: string): string;
  products(count: number): string;
  hectares(value: number, asOf: string | null): string;
  noHectares: string;
  zoneOf(material: string): string;
  accuracy: Record<Accuracy, string>;
  nothingHere: string;
  zonesCount(count: number): string;
  zonesOf(material: string, count: number): string;
}

const vi: Words = {
  zoomIn: 'Phóng to',
  zoomOut: 'Thu nhỏ',
  home: 'Về toàn tỉnh',
  skip: 'Bỏ qua bản đồ',
  close: 'Đóng',
  twoFingers: 'Dùng hai ngón tay để di chuyển bản đồ',
  tilesDropped: 'Không tải được bản đồ nền; đang dùng nền vẽ sẵn.',
  legend: 'Chú giải',
  held: 'Còn hiệu lực, số là hạng sao',
  notHeld: 'Chưa xác nhận hoặc đã hết hiệu lực',
  noStars: 'Chưa có sao nào được xác nhận',
  productsHere: 'Nhiều sản phẩm, số là số sản phẩm',
  zones: 'Vùng nguyên liệu',
  provinceWide: 'Vùng toàn tỉnh',
  zoneShown: (name) => `Hiện ${name} trên bản đồ`,
  approximateTerritory:
    'Ranh giới xã, phường là ranh giới khái quát, không phải địa giới hành chính chính thức.',
  schematicSea: 'Đường bờ biển và hình Việt Nam thu nhỏ là sơ đồ.',
  inset: 'Sơ đồ, không theo tỷ lệ',
  noPoint: 'Chưa có vị trí trên bản đồ.',
  unplaced: (count) => `${formatNumber(count, 'vi')} sản phẩm chưa có vị trí trên bản đồ.`,
  openList: 'Xem trong danh sách',
  onMap: (products) => `${formatNumber(products, 'vi')} sản phẩm trên bản đồ`,
  openProduct: 'Xem sản phẩm',
  openZone: 'Xem vùng nguyên liệu',
  openCommune: 'Xem xã, phường',
  atAddress: 'Đúng địa chỉ chủ thể đã công bố',
  atCommune: (name) => `Vẽ tại điểm đại diện của ${name}`,
  listAt: (count, place) => `${formatNumber(count, 'vi')} sản phẩm tại ${place}, mở danh sách`,
  cluster: (count, places, near) =>
    `${formatNumber(count, 'vi')} sản phẩm ở ${formatNumber(places, 'vi')} nơi quanh ${near}, phóng to`,
  marker: (name, stars, place) => [name, stars, place].filter(Boolean).join(', '),
  products: (count) => `${formatNumber(count, 'vi')} sản phẩm`,
  hectares: (value, asOf) =>
    `${formatNumber(value, 'vi')} ha (${asOf ? formatDate(asOf, 'vi') : 'nguồn không ghi năm'})`,
  noHectares: 'Nguồn không ghi diện tích',
  zoneOf: (material) => `Vùng nguyên liệu: ${material}`,
  nothingHere: 'Ngoài vùng của bản đồ',
  zonesCount: (count) => `${formatNumber(count, 'vi')} vùng nguyên liệu`,
  zonesOf: (material, count) => `${material}: ${formatNumber(count, 'vi')} vùng nguyên liệu`,
  accuracy: {
    OFFICIAL: 'Ranh giới theo hồ sơ chính thức',
    SURVEYED: 'Ranh giới theo đo vẽ',
    COMMUNE_UNION: 'Ranh giới khái quát: vẽ theo cả xã, phường có vùng trồng',
    APPROXIMATE: 'Ranh giới khái quát: vẽ theo cả xã, phường có vùng trồng',
  },
};

const en: Words = {
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  home: 'Back to the whole province',
  skip: 'Skip the map',
  close: 'Close',
  twoFingers: 'Use two fingers to move the map',
  tilesDropped: 'The background tiles could not be loaded; the built-in background is shown.',
  legend: 'Legend',
  held: 'In force, with its stars',
  notHeld: 'Not confirmed, or expired',
  noStars: 'No star confirmed',
  productsHere: 'Several products, with their number',
  zones: 'Raw-material regions',
  provinceWide: 'Province-wide regions',
  zoneShown: (name) => `Show ${name} on the map`,
  approximateTerritory: 'Outlines of communes and wards are approximate; they are not official boundaries.',
  schematicSea: 'The coastline and the small Viet Nam are sketches.',
  inset: 'Sketch, not to scale',
  noPoint: 'Not located on the map yet.',
  unplaced: (count) =>
    `${formatNumber(count, 'en')} ${count === 1 ? 'product is' : 'products are'} not located on the map yet.`,
  openList: 'See the list',
  onMap: (products) =>
    `${formatNumber(products, 'en')} ${products === 1 ? 'product' : 'products'} on the map`,
  openProduct: 'Open the product',
  openZone: 'Open the region',
  openCommune: 'Open the commune',
  atAddress: 'At the address that the producer published',
  atCommune: (name) => `Drawn at the point that stands for ${name}`,
  listAt: (count, place) => `${formatNumber(count, 'en')} products at ${place}, open the list`,
  cluster: (count, places, near) =>
    `${formatNumber(count, 'en')} products in ${formatNumber(places, 'en')} places around ${near}, zoom in`,
  marker: (name, stars, place) => [name, stars, place].filter(Boolean).join(', '),
  products: (count) => `${formatNumber(count, 'en')} ${count === 1 ? 'product' : 'products'}`,
  hectares: (value, asOf) =>
    `${formatNumber(value, 'en')} ha (${asOf ? formatDate(asOf, 'en') : 'year not given by the source'})`,
  noHectares: 'The source gives no area',
  zoneOf: (material) => `Raw-material region: ${material}`,
  nothingHere: 'Outside of the map’s area',
  zonesCount: (count) => `${formatNumber(count, 'en')} raw-material ${count === 1 ? 'region' : 'regions'}`,
  zonesOf: (material, count) =>
    `${material}: ${formatNumber(count, 'en')} raw-material ${count === 1 ? 'region' : 'regions'}`,
  accuracy: {
    OFFICIAL: 'Outline from the official file',
    SURVEYED: 'Outline as surveyed',
    COMMUNE_UNION: 'Approximate outline: the whole communes that grow it',
    APPROXIMATE: 'Approximate outline: the whole communes that grow it',
  },
};

export const words: Record<Lang, Words> = { vi, en };
