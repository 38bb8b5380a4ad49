/**
 * Lets Astro and Vite make code out of the components, as a process of its own: it needs much memory, and the threads
 * that render the pages begin when it has gone. Leaves in the folder `assets`, what readers fetch, and `pages`, the
 * code that renders.
 *   node directory/bundle.ts FOLDER [https://example.vn]
 */
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type AstroIntegration } from 'astro';

const [folder = '', site] = process.argv.slice(2);
const assets = join(folder, 'assets');

/** Takes the code that would render one page after another, before Astro removes it. */
const takeCode: AstroIntegration = {
  name: 'take-code',
  hooks: {
    'astro:config:setup': ({ updateConfig }) => {
      const input = fileURLToPath(new URL('prerender-entry.ts', import.meta.url));
      updateConfig({ vite: { build: { rolldownOptions: { input } } } });
    },
    'astro:config:done': ({ setAdapter }) =>
      setAdapter({
        name: 'take-code',
        entrypointResolution: 'auto',
        adapterFeatures: { buildOutput: 'static' },
        supportedAstroFeatures: { staticOutput: 'stable', sharpImageService: 'stable' },
      }),
    'astro:build:start': ({ setPrerenderer }) => {
      setPrerenderer({
        name: 'take-code',
        getStaticPaths: async () => [],
        render: async () => new Response(null),
        teardown: async () => renameSync(join(assets, '.prerender'), join(folder, 'pages')),
      });
    },
  },
};

await build({
  root: import.meta.dirname,
  outDir: assets,
  logLevel: 'warn',
  integrations: [takeCode],
  ...(site ? { site } : {}),
});
