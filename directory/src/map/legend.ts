/** The legend, which is also where zones are switched on and off. */
import { h } from './dom.ts';
import { hatchId, toneOf } from './hatch.ts';
import type { MapContent } from './layers.ts';
import { star } from './symbols.ts';
import type { Words } from './words.ts';

export interface Legend {
  element: HTMLElement;
  /** Lists the zones of this map and ticks those that are drawn. */
  update(listed: ReadonlySet<number>, shown: ReadonlySet<number>, hasProducts: boolean): void;
}

export function newLegend(
  data: MapContent,
  {
    words,
    prefix,
    onToggle,
    onHover,
  }: {
    words: Words;
    prefix: string;
    onToggle: (zone: number, isOn: boolean) => void;
    onHover: (zone: number | null) => void;
  },
): Legend {
  const markers = h(
    'ul',
    { class: 'hm-legend__marks' },
    h('li', {}, mark('hm-pin hm-pin--held', '4', star()), words.held),
    h('li', {}, mark('hm-pin', '4', star()), words.notHeld),
    h('li', {}, mark('hm-pin'), words.noStars),
    h('li', {}, mark('hm-cluster hm-cluster--s', '7'), words.productsHere),
  );
  const zones = h('div', { class: 'hm-legend__zones' });
  const element = h('div', { class: 'hm-legend', role: 'group', 'aria-label': words.legend }, markers, zones);

  function entry(index: number, isOn: boolean): HTMLElement | null {
    const zone = data.zones[index];
    const material = zone && data.materials[zone.material];
    if (!zone || !material) return null;
    const box = h('input', { type: 'checkbox', checked: isOn, 'data-zone': zone.slug });
    box.checked = isOn;
    box.addEventListener('change', () => onToggle(index, box.checked));
    const label = h(
      'label',
      { class: `hm-tone-${toneOf(material)}` },
      box,
      h(
        'span',
        { class: 'hm-legend__swatch' },
        swatch(hatchId(prefix, zone.material)),
        h('span', {}, material.short),
      ),
      h('span', { lang: 'vi' }, zone.name),
    );
    label.addEventListener('mouseenter', () => onHover(index));
    label.addEventListener('mouseleave', () => onHover(null));
    return h('li', {}, label);
  }

  function section(title: string, indexes: number[], shown: ReadonlySet<number>): HTMLElement | null {
    if (indexes.length === 0) return null;
    return h(
      'fieldset',
      {},
      h('legend', {}, title),
      h('ul', {}, ...indexes.map((index) => entry(index, shown.has(index)))),
    );
  }

  return {
    element,
    update(listed, shown, hasProducts) {
      markers.hidden = !hasProducts;
      const [wide, local] = [true, false].map((isWide) =>
        [...listed].filter((index) => data.zones[index]?.isProvinceWide === isWide),
      ) as [number[], number[]];
      const active = zones.contains(document.activeElement)
        ? document.activeElement?.getAttribute('data-zone')
        : null;
      zones.replaceChildren(
        ...[section(words.zones, local, shown), section(words.provinceWide, wide, shown)].filter(
          (part) => part !== null,
        ),
      );
      if (active) zones.querySelector<HTMLElement>(`[data-zone="${active}"]`)?.focus();
    },
  };
}

const mark = (look: string, ...content: (Node | string)[]) =>
  h('span', { class: `hm-legend__mark ${look}`, 'aria-hidden': 'true' }, h('span', {}, ...content));

/** A piece of the zone's own hatch. */
function swatch(hatch: string): SVGElement {
  const namespace = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(namespace, 'svg');
  const rect = document.createElementNS(namespace, 'rect');
  for (const [name, value] of Object.entries({
    viewBox: '0 0 54 32',
    width: '54',
    height: '32',
    'aria-hidden': 'true',
  })) {
    svg.setAttribute(name, value);
  }
  for (const [name, value] of Object.entries({
    x: '1',
    y: '1',
    width: '52',
    height: '30',
    rx: '5',
    fill: `url(#${hatch})`,
  })) {
    rect.setAttribute(name, value);
  }
  svg.append(rect);
  return svg;
}
