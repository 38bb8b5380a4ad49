import { hub } from './hub.ts';

const LEAST = 80;
const MOST = 2_000;

/** Plain frames of the hub beside the components get the height that their page says. */
export function fitFrames(): void {
  addEventListener(
    'message',
    ({ data, source }: MessageEvent<{ message?: string; value?: number } | null>) => {
      const height = Number(data?.value);
      if (data?.message !== 'height' || !(height >= LEAST && height <= MOST)) return;
      for (const frame of document.querySelectorAll('iframe')) {
        if (frame.contentWindow === source && frame.src.startsWith(`${hub}/embed/`))
          frame.height = `${height}`;
      }
    },
  );
}
