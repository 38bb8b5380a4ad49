import { defineConfig, fontProviders } from 'astro/config';

const vietnamese =
  'U+0102-0103,U+0110-0111,U+0128-0129,U+0168-0169,U+01A0-01A1,U+01AF-01B0,U+0300-0301,U+0303-0304,U+0308-0309,U+0323,U+0329,U+1EA0-1EF9,U+20AB';
const latin =
  'U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD';
// Letters of Ê Đê and M’nông that Be Vietnam Pro lacks: č Č ŏ Ŏ ĭ Ĭ ŭ Ŭ ƀ Ƀ.
const highland = 'U+010C-010D,U+012C-012D,U+014E-014F,U+016C-016D,U+0180,U+0243';

const face = (subset: string, weight: number, range: string) => ({
  src: [`@fontsource/be-vietnam-pro/files/be-vietnam-pro-${subset}-${weight}-normal.woff2`] as [string],
  weight,
  style: 'normal' as const,
  display: 'swap' as const,
  unicodeRange: range.split(',') as [string, ...string[]],
});

export default defineConfig({
  output: 'static',
  trailingSlash: 'always',
  cacheDir: '../node_modules/.astro',
  // The default eats the space between two inline elements on two lines.
  compressHTML: true,
  scopedStyleStrategy: 'where',
  prefetch: { prefetchAll: false, defaultStrategy: 'hover' },
  build: { format: 'directory', inlineStylesheets: 'never' },
  // Old enough that `light-dark()` and nesting are written out for phones of 2022.
  vite: {
    cacheDir: '../node_modules/.vite',
    build: { cssTarget: ['chrome103', 'safari15.6', 'firefox102'], assetsInlineLimit: 0 },
  },
  devToolbar: { enabled: false },
  fonts: [
    {
      provider: fontProviders.local(),
      name: 'Be Vietnam Pro',
      cssVariable: '--font-text',
      fallbacks: ['Arial', 'sans-serif'],
      options: {
        variants: [
          face('vietnamese', 400, vietnamese),
          face('latin', 400, latin),
          face('vietnamese', 600, vietnamese),
          face('latin', 600, latin),
        ],
      },
    },
    {
      provider: fontProviders.local(),
      name: 'Inter',
      cssVariable: '--font-highland',
      fallbacks: [],
      options: {
        variants: [
          {
            src: ['@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2'],
            weight: '100 900',
            style: 'normal',
            display: 'swap',
            unicodeRange: highland.split(',') as [string, ...string[]],
          },
        ],
      },
    },
  ],
});
