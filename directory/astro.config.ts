import { defineConfig } from 'astro/config';

export default defineConfig({
  output: 'static',
  trailingSlash: 'always',
  cacheDir: '../node_modules/.cache/astro',
  // The default eats the space between two inline elements on two lines.
  compressHTML: true,
  scopedStyleStrategy: 'where',
  prefetch: { prefetchAll: false, defaultStrategy: 'hover' },
  build: { format: 'directory', inlineStylesheets: 'never' },
  // Old enough that `light-dark()` and nesting are written out for phones of 2022.
  vite: {
    cacheDir: '../node_modules/.cache/vite',
    build: { cssTarget: ['chrome103', 'safari15.6', 'firefox102'], assetsInlineLimit: 0 },
  },
  devToolbar: { enabled: false },
});
