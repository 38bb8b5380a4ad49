import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';

// From the package: by default it is fetched from another host.
const wasm = readFileSync(fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')));
const module = prepareZXingModule({
  overrides: { wasmBinary: wasm.buffer as ArrayBuffer },
  fireImmediately: true,
});

/** The QR codes in a picture (PNG, SVG …), as a scanner reads them. */
export async function readQr(picture: Buffer): Promise<{ text: string; ecLevel: string }[]> {
  await module;
  const { data, info } = await sharp(picture).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const image = { data: new Uint8ClampedArray(data), width: info.width, height: info.height };
  const found = await readBarcodes(image as Parameters<typeof readBarcodes>[0], { formats: ['QRCode'] });
  return found.filter(({ isValid }) => isValid);
}
