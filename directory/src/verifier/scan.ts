/** Reads a QR code by the camera, where the browser can do so by itself. Typing the code always works as well. */
interface Detector {
  detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}
declare const BarcodeDetector: new (options: { formats: string[] }) => Detector;

const LOOK_EVERY_MS = 200;

/** The first code that the camera sees; null where the reader closed it before. */
export async function scan(camera: HTMLElement): Promise<string | null> {
  const video = camera.querySelector('video');
  const [open, close] = camera.querySelectorAll('button');
  if (!video || !open || !close) return null;
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
  const closing = new AbortController();
  const onClose = () => closing.abort();
  close.addEventListener('click', onClose);
  for (const part of [video, close]) part.hidden = false;
  open.hidden = true;
  try {
    const detector = new BarcodeDetector({ formats: ['qr_code'] });
    video.srcObject = stream;
    await video.play();
    while (!closing.signal.aborted) {
      const [found] = await detector.detect(video);
      if (found) return found.rawValue;
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
    return null;
  } finally {
    close.removeEventListener('click', onClose);
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
    for (const part of [video, close]) part.hidden = true;
    open.hidden = false;
  }
}
