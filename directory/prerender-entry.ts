/** What Astro bundles for the threads of `render.ts`: the pages, and the addresses that they answer. */
import { createApp } from 'astro/app/entrypoint';
import { StaticPaths } from 'astro:static-paths';

export const app = createApp({ streaming: false });
export const allPaths = () => new StaticPaths(app).getAll();
