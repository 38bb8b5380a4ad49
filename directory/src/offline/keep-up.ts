/** Of every page: what is kept is brought up to the newest build; an installed app keeps the register by itself. */
import { pageLang } from '../search/words.ts';
import { canKeep, keep, renew } from './keeping.ts';

async function keepUp(): Promise<void> {
  if (!navigator.onLine) return;
  const state = await renew();
  if (!state && matchMedia('(display-mode: standalone)').matches) await keep(pageLang());
}

if (canKeep()) {
  // Without a network, or without room, it is tried again on the next page.
  const quietly = () => {};
  addEventListener('load', () => void keepUp().catch(quietly));
  addEventListener('appinstalled', () => void keep(pageLang()).catch(quietly));
}
