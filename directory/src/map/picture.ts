/**
 * Borders and zones as one picture: a fill with the hatch of its material, an outline in its tone. Drawn in the worker
 * where there is one, so that however many there are the map can be moved meanwhile.
 */
import { overlaps } from './area.ts';
import { hatchTile } from './hatch.ts';
import type { Bounds, MapMaterial } from './layers.ts';
import type { ZoneShape } from './survey.ts';

/** What x of the world (0 to 1) falls on the pixel `x * scale - left`. */
export interface Page {
  width: number;
  height: number;
  /** Pixels of the screen for one of the page. */
  ratio: number;
  scale: number;
  left: number;
  top: number;
  /** What of the world it shows. */
  bounds: Bounds;
}

export interface Colours {
  border: string;
  /** By the index of the material. */
  tones: string[];
}

export type Picture = ImageBitmap | HTMLCanvasElement;
type Surface = OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D;

/** Corners closer than this, in pixels, make no difference to the eye. */
const FINEST = 1.2;

export function paint(
  page: Page,
  borders: readonly ZoneShape[],
  zones: readonly { shape: ZoneShape; material: number }[],
  materials: readonly MapMaterial[],
  { border, tones }: Colours,
): Picture | null {
  const canvas = newCanvas(page.width, page.height);
  const context = canvas.getContext('2d') as Surface | null;
  if (!context) return null;
  const isInView = ({ bounds }: ZoneShape) => overlaps(bounds, page.bounds);
  context.lineJoin = 'round';
  context.lineWidth = 0.9 * page.ratio;
  context.strokeStyle = border;
  context.beginPath();
  for (const line of borders) if (isInView(line)) trace(context, page, line, false);
  context.stroke();

  const hatches = materials.map((material, index) =>
    hatchOn(context, page, material, tones[index] ?? border),
  );
  context.lineWidth = 1.75 * page.ratio;
  for (const { shape, material } of zones) {
    if (!isInView(shape)) continue;
    context.beginPath();
    trace(context, page, shape, true);
    const hatch = hatches[material];
    if (hatch) {
      context.fillStyle = hatch;
      context.fill('evenodd');
    }
    context.strokeStyle = tones[material] ?? border;
    context.stroke();
  }
  return 'transferToImageBitmap' in canvas ? canvas.transferToImageBitmap() : canvas;
}

export const canPaintInWorker = (): boolean => typeof OffscreenCanvas !== 'undefined';

function newCanvas(width: number, height: number): OffscreenCanvas | HTMLCanvasElement {
  if (canPaintInWorker()) return new OffscreenCanvas(width, height);
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [width, height];
  return canvas;
}

/** The hatch stays with the land when the map moves. */
function hatchOn(context: Surface, { ratio, left, top }: Page, material: MapMaterial, tone: string) {
  const size = hatchTile(material, ratio);
  const tile = newCanvas(size.pixels, size.pixels);
  const lines = tile.getContext('2d') as Surface | null;
  if (!lines) return null;
  lines.scale(size.pixels / size.units, size.pixels / size.units);
  lines.fillStyle = lines.strokeStyle = tone;
  lines.globalAlpha = 0.13;
  lines.fillRect(0, 0, size.units, size.units);
  lines.globalAlpha = 0.55;
  lines.lineWidth = 1.2;
  lines.stroke(new Path2D(size.lines));
  const hatch = context.createPattern(tile, 'repeat');
  hatch?.setTransform(new DOMMatrix([1, 0, 0, 1, -left % size.pixels, -top % size.pixels]));
  return hatch;
}

function trace(
  context: Surface,
  { ratio, scale, left, top }: Page,
  { rings }: ZoneShape,
  isArea: boolean,
): void {
  const finest = FINEST * ratio;
  for (const ring of rings) {
    let [lastX, lastY] = [Infinity, Infinity];
    for (let i = 0; i < ring.length; i += 2) {
      const x = (ring[i] as number) * scale - left;
      const y = (ring[i + 1] as number) * scale - top;
      const isLast = i + 2 >= ring.length;
      if (!isLast && Math.abs(x - lastX) < finest && Math.abs(y - lastY) < finest) continue;
      if (lastX === Infinity) context.moveTo(x, y);
      else context.lineTo(x, y);
      [lastX, lastY] = [x, y];
    }
    if (isArea) context.closePath();
  }
}

/** Whether a place of the world's square lies in a zone. */
export function isInShape([x, y]: readonly [number, number], { rings }: ZoneShape): boolean {
  let inside = false;
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      const [xA, yA, xB, yB] = [ring[i], ring[i + 1], ring[j], ring[j + 1]] as [
        number,
        number,
        number,
        number,
      ];
      if (yA > y !== yB > y && x < ((xB - xA) * (y - yA)) / (yB - yA) + xA) inside = !inside;
    }
  }
  return inside;
}
