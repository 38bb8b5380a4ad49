/** What a phone needs to put the register among its apps. */
import { dictionary } from '../i18n/dictionary.ts';
import { sectionHref, type Lang } from '../i18n/routes.ts';

export const iconSizes = [180, 192, 512] as const;

export const manifestFile = (lang: Lang): string => `/app/${lang}.webmanifest`;

export function webManifest(lang: Lang): object {
  const t = dictionary(lang);
  const shortcut = (section: 'products' | 'map') => ({
    name: t.nav[section],
    url: sectionHref(section, lang),
  });
  return {
    id: '/',
    lang,
    name: `${t.siteName} – ${t.siteLine}`,
    short_name: t.siteName,
    start_url: sectionHref('home', lang),
    scope: '/',
    display: 'standalone',
    background_color: '#fdfcf9',
    theme_color: '#166534',
    icons: [
      { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' },
      ...iconSizes.flatMap((size) =>
        (['any', 'maskable'] as const).map((purpose) => ({
          src: `/icons/${size}.png`,
          sizes: `${size}x${size}`,
          type: 'image/png',
          purpose,
        })),
      ),
    ],
    shortcuts: [shortcut('products'), shortcut('map')],
  };
}
