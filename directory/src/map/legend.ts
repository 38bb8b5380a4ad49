/** The legend, which is also where zones are switched on and off: one by one, or all of a material at once. */
import { h } from './dom.ts';
import { hatchId, toneOf } from './hatch.ts';
import type { MapMaterial, Zone } from './layers.ts';
import type { Sheet } from './survey.ts';
import { star } from './symbols.ts';
import type { Words } from './words.ts';

export interface Legend {
  element: HTMLElement;
  /** Lists the zones of this map and ticks those that are drawn. */
  update(listed: ReadonlySet<number>, shown: ReadonlySet<number>, hasProducts: boolean): void;
}

/** Up to so many stand one below the other; more are gathered by material. */
const FEW = 12;

export function newLegend(
  { zones: allZones, materials }: Sheet,
  {
    words,
    prefix,
    onToggle,
    onHover,
  }: {
    words: Words;
    prefix: string;
    onToggle: (zones: readonly number[], isOn: boolean) => void;
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
  const boxes = new Map<number, HTMLInputElement>();
  const groups: { box: HTMLInputElement; members: readonly number[] }[] = [];
  const open = new Set<number>();
  let shown: ReadonlySet<number> = new Set();
  let listedBefore = '';

  function tick() {
    for (const [zone, box] of boxes) box.checked = shown.has(zone);
    for (const { box, members } of groups) {
      const count = members.filter((zone) => shown.has(zone)).length;
      box.checked = count > 0;
      box.indeterminate = count > 0 && count < members.length;
    }
  }

  function label(material: MapMaterial, box: HTMLInputElement, text: HTMLElement): HTMLElement {
    return h(
      'label',
      { class: `hm-tone-${toneOf(material)}` },
      box,
      h(
        'span',
        { class: 'hm-legend__swatch' },
        swatch(hatchId(prefix, material)),
        h('span', {}, material.short),
      ),
      text,
    );
  }

  function entry(index: number): HTMLElement | null {
    const [zone, material] = zoneWithMaterial(index);
    if (!zone || !material) return null;
    const box = h('input', { type: 'checkbox', 'data-zone': zone.slug });
    box.checked = shown.has(index);
    box.addEventListener('change', () => onToggle([index], box.checked));
    boxes.set(index, box);
    const row = label(material, box, h('span', { lang: 'vi' }, zone.name));
    row.addEventListener('mouseenter', () => onHover(index));
    row.addEventListener('mouseleave', () => onHover(null));
    return h('li', {}, row);
  }

  function zoneWithMaterial(index: number): [Zone | undefined, MapMaterial | undefined] {
    const zone = allZones[index];
    return [zone, zone && materials[zone.material]];
  }

  /** All zones of a material; each by itself is written out when the reader opens the list. */
  function gathered(index: number, members: readonly number[]): HTMLElement | null {
    const material = materials[index];
    if (!material || members.length === 0) return null;
    const box = h('input', { type: 'checkbox', 'data-material': material.slug });
    box.addEventListener('change', () => onToggle(members, box.checked));
    groups.push({ box, members });
    const list = h('ul', {});
    const more = h(
      'details',
      { open: open.has(index) },
      h('summary', { 'aria-label': words.zonesOf(material.name, members.length) }, String(members.length)),
      list,
    );
    const fill = () => {
      if (more.open && list.childElementCount === 0)
        list.append(...members.flatMap((one) => entry(one) ?? []));
      if (more.open) open.add(index);
      else open.delete(index);
    };
    more.addEventListener('toggle', fill);
    fill();
    return h('li', { class: 'hm-legend__group' }, label(material, box, h('span', {}, material.name)), more);
  }

  function section(title: string, indexes: readonly number[]): HTMLElement | null {
    if (indexes.length === 0) return null;
    const entries =
      indexes.length <= FEW
        ? indexes.map(entry)
        : materials.map((_, material) =>
            gathered(
              material,
              indexes.filter((index) => allZones[index]?.material === material),
            ),
          );
    return h('fieldset', {}, h('legend', {}, title), h('ul', {}, ...entries));
  }

  return {
    element,
    update(listed, nowShown, hasProducts) {
      markers.hidden = !hasProducts;
      shown = nowShown;
      const list = [...listed].join();
      if (list !== listedBefore) {
        listedBefore = list;
        boxes.clear();
        groups.length = 0;
        const isWide = (index: number) => allZones[index]?.isProvinceWide ?? false;
        const wide = [...listed].filter(isWide);
        const local = [...listed].filter((index) => !isWide(index));
        zones.replaceChildren(
          ...[section(words.zones, local), section(words.provinceWide, wide)].filter((part) => part !== null),
        );
      }
      tick();
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
  const size = { viewBox: '0 0 54 32', width: '54', height: '32', 'aria-hidden': 'true' };
  for (const [name, value] of Object.entries(size)) svg.setAttribute(name, value);
  const piece = { x: '1', y: '1', width: '52', height: '30', rx: '5', fill: `url(#${hatch})` };
  for (const [name, value] of Object.entries(piece)) rect.setAttribute(name, value);
  svg.append(rect);
  return svg;
}
