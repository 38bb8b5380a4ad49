/** Speaks with the worker that keeps the register on this device. It is there only where the reader wanted it. */
import type { Lang } from '../i18n/routes.ts';

export interface Kept {
  version: string;
  lang: Lang;
  day: string;
  products: number;
}

export const canKeep = (): boolean => 'serviceWorker' in navigator && 'caches' in window;

/** What is kept; null where nothing is. */
export async function kept(): Promise<Kept | null> {
  const registration = await navigator.serviceWorker.getRegistration('/');
  return registration ? tell(registration, { ask: 'kept' }) : null;
}

export async function keep(lang: Lang): Promise<Kept | null> {
  const registration = await navigator.serviceWorker.register('/service-worker.js');
  return tell(registration, { ask: 'keep', lang });
}

/** Brings what is kept up to the newest build. */
export async function renew(): Promise<Kept | null> {
  const registration = await navigator.serviceWorker.getRegistration('/');
  return registration ? tell(registration, { ask: 'renew' }) : null;
}

export async function forget(): Promise<void> {
  const registration = await navigator.serviceWorker.getRegistration('/');
  await registration?.unregister();
  for (const name of await caches.keys()) if (name.startsWith('hub-')) await caches.delete(name);
}

function tell(
  registration: ServiceWorkerRegistration,
  message: { ask: string; lang?: Lang },
): Promise<Kept | null> {
  const worker = registration.active ?? registration.waiting ?? registration.installing;
  if (!worker) return Promise.resolve(null);
  return new Promise((resolve, reject) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', ({ data }: MessageEvent<{ state?: Kept | null; error?: string }>) => {
      port1.close();
      if (data.error) reject(new Error(data.error));
      else resolve(data.state ?? null);
    });
    port1.start();
    worker.postMessage(message, [port2]);
  });
}
