/** What Astro bundles for the threads of `render.ts`: the pages, the addresses that they answer, and what they read. */
import { createApp } from 'astro/app/entrypoint';
import { StaticPaths } from 'astro:static-paths';

export { print, printOf, readsOf } from './src/data/reads.ts';
export const app = createApp({ streaming: false });
export const allPaths = () => new StaticPaths(app).getAll();
