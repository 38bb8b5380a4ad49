import { expect, it } from 'vitest';
import { hatchDefinitions } from './hatch.ts';

it('gives each material a hatch of its own, without inline styles', () => {
  const materials = [
    'ca-phe',
    'ho-tieu',
    'sau-rieng',
    'bo',
    'ca-cao',
    'mac-ca',
    'lua-gao',
    'vai',
    'dieu',
  ].map((slug, order) => ({ slug, name: slug, short: slug, order }));
  const svg = hatchDefinitions(materials, 'm1');
  const lines = [...svg.matchAll(/<path d="([^"]+)"/g)].map(([, d]) => d);
  expect(new Set(lines).size).toBe(materials.length);
  expect(new Set([...svg.matchAll(/id="([^"]+)"/g)].map(([, id]) => id)).size).toBe(materials.length);
  expect(svg).not.toContain('style=');
});
