/** A hatch and a tone for each material, so that zones differ by line as well as by colour. */
import type { MapMaterial } from './layers.ts';

/** Tones of map.css; a material that is not named takes one by its turn. */
const tones: Record<string, string> = {
  'ca-phe': 'coffee',
  'ho-tieu': 'pepper',
  'sau-rieng': 'durian',
  bo: 'avocado',
  'ca-cao': 'cocoa',
  'mac-ca': 'macadamia',
  'mat-ong': 'honey',
  'lua-gao': 'rice',
  'hai-san': 'seafood',
  'thao-moc': 'herb',
  vai: 'herb',
  dieu: 'honey',
};
const anyTone = ['seafood', 'herb', 'rice', 'honey', 'macadamia', 'cocoa'];

export const toneOf = ({ slug, order }: MapMaterial): string =>
  tones[slug] ?? anyTone[order % anyTone.length] ?? 'herb';

/** Lines of one tile; each is drawn so that it meets itself at the tile's edges. */
const hatches: [size: number, lines: string][] = [
  [8, 'M-2 2 2 -2M0 8 8 0M6 10 10 6'],
  [8, 'M0 4H8'],
  [8, 'M-2 6 2 10M0 0 8 8M6 -2 10 2'],
  [8, 'M4 0V8'],
  [10, 'M0 5H10M5 0V10'],
  [10, 'M0 0 10 10M10 0 0 10'],
  [10, 'M2 5H4M7 0H9M7 10H9'],
  [12, 'M0 6 3 3 6 6 9 3 12 6'],
  [12, 'M0 6Q3 2 6 6T12 6'],
  [6, 'M-1 1 1 -1M0 6 6 0M5 7 7 5'],
];

export const hatchId = (prefix: string, { order }: MapMaterial): string => `${prefix}-hatch-${order}`;

/** The class of an element whose colour is the tone, for whoever draws without CSS. */
export const inkClass = (material: MapMaterial): string => `hm-ink-${material.order}`;

/** The patterns as SVG text, drawn once a map and used by its zones and its legend. */
export function hatchDefinitions(materials: readonly MapMaterial[], prefix: string): string {
  const patterns = materials.map((material) => {
    const [size, lines] = hatches[material.order % hatches.length] ?? [8, ''];
    return (
      `<pattern id="${hatchId(prefix, material)}" class="hm-hatch hm-tone-${toneOf(material)}" ` +
      `patternUnits="userSpaceOnUse" width="${size}" height="${size}">` +
      `<rect width="${size}" height="${size}"/><path d="${lines}"/></pattern>`
    );
  });
  const inks = materials.map(
    (material) => `<i class="hm-ink ${inkClass(material)} hm-tone-${toneOf(material)}"></i>`,
  );
  return (
    `<svg class="hm-defs" width="0" height="0" aria-hidden="true" focusable="false"><defs>${patterns.join('')}</defs></svg>` +
    `${inks.join('')}<i class="hm-ink-border"></i>`
  );
}

/** The same hatch as one tile for a canvas: its size in units and in whole pixels, and its lines. */
export function hatchTile(
  { order }: MapMaterial,
  ratio: number,
): { units: number; pixels: number; lines: string } {
  const [units, lines] = hatches[order % hatches.length] ?? [8, ''];
  return { units, pixels: Math.round(units * ratio), lines };
}
