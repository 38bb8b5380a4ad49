/**
 * Our own line drawings, one family: 48 × 48, a 2-unit line in the colour of the text, one tinted shape beneath.
 * Written by hand; the spiny, clustered and combed ones are computed, because a hand is worse at that.
 */
const ring = (n: number, at: (turn: number, index: number) => string) =>
  Array.from({ length: n }, (_, index) => at((index / n) * 2 * Math.PI, index)).join('');
const r1 = (value: number) => Number(value.toFixed(1));
const at = (cx: number, cy: number, radius: number, turn: number) =>
  `${r1(cx + radius * Math.sin(turn))} ${r1(cy - radius * Math.cos(turn))}`;
const dot = (cx: number, cy: number, radius: number) => `<circle cx="${cx}" cy="${cy}" r="${radius}"/>`;
const spiny = (cx: number, cy: number, inner: number, outer: number, n: number) =>
  `<path d="M${ring(n * 2, (turn, i) => `${i ? 'L' : ''}${at(cx, cy, i % 2 ? inner : outer, turn)}`)}z"/>`;
const hexagon = (cx: number, cy: number, radius: number) =>
  `<path d="M${ring(6, (turn, i) => `${i ? 'L' : ''}${at(cx, cy, radius, turn)}`)}z"/>`;
const leaf = (x: number, y: number, turn: number, length = 13, width = 4.5) =>
  `<g transform="translate(${x} ${y}) rotate(${turn})"><path d="M0 0C${width} ${-length * 0.3} ${width} ${-length * 0.75} 0 ${-length}C${-width} ${-length * 0.75} ${-width} ${-length * 0.3} 0 0z"/></g>`;
const grain = (x: number, y: number, turn: number) => leaf(x, y, turn, 8, 3);
const star = (cx: number, cy: number, radius: number) =>
  `<path d="M${ring(10, (turn, i) => `${i ? 'L' : ''}${at(cx, cy, i % 2 ? radius * 0.46 : radius, turn)}`)}z"/>`;

/** [tinted shapes, lines] */
const drawings = {
  // The six sectors
  food: [
    '<path d="M7 25h34c0 9-6 15-13 16h-8C13 40 7 34 7 25z"/>',
    '<path d="M7 25h34c0 9-6 15-13 16h-8C13 40 7 34 7 25zM18 41h12v3H18z"/><path d="M12 25c1-6 6-9 12-9s11 3 12 9"/><path d="M20 11c-2-2 2-4 0-7M27 12c-2-2 2-4 0-7"/>',
  ],
  drink: [
    '<path d="M11 22h22v14a6 6 0 0 1-6 6H17a6 6 0 0 1-6-6z"/>',
    '<path d="M11 16h22v20a6 6 0 0 1-6 6H17a6 6 0 0 1-6-6z"/><path d="M33 20h3a5 5 0 0 1 5 5v2a5 5 0 0 1-5 5h-3"/><path d="M11 22h22"/><path d="M18 11c-2-2 2-4 0-7M26 11c-2-2 2-4 0-7"/>',
  ],
  medicinal: [
    '<path d="M8 24h32c0 8-4 14-10 15H18C12 38 8 32 8 24z"/>',
    `<path d="M8 24h32c0 8-4 14-10 15H18C12 38 8 32 8 24zM16 39h16v4H16z"/><path d="M27 24 37 8"/>${leaf(20, 24, -18, 15, 5)}<path d="m20 24-2-8"/>`,
  ],
  handicraft: [
    '<path d="M12 16h24l-4 26H16z"/>',
    '<path d="M12 16h24l-4 26H16zM10 16h28M13 25l22 0M15 33h18"/><path d="m18 16 3 26M30 16l-3 26M24 16v26"/><path d="M15 16c0-7 4-11 9-11s9 4 9 11"/>',
  ],
  ornamental: [
    '<path d="M14 31h20l-3 12H17z"/>',
    `<path d="M14 31h20l-3 12H17z"/><path d="M24 31V20"/>${ring(5, (turn) => `<path d="M24 14L${at(24, 14, 9, turn - 0.5)}Q${at(24, 14, 13, turn)} ${at(24, 14, 9, turn + 0.5)}z"/>`)}${dot(24, 14, 2.5)}${leaf(24, 29, 60, 11, 4)}`,
  ],
  tourism: [
    '<path d="M3 22 10 9h28l7 13z"/>',
    '<path d="M3 22 10 9h28l7 13zM8 22v13h32V22"/><path d="M12 35v7M24 35v7M36 35v7M17 35v-8h7v8M29 27h6v4h-6zM12 15h24"/>',
  ],
  // Materials and product sets
  coffee: [
    `${dot(17, 31, 6.5)}${dot(30, 33, 6.5)}${dot(24, 21, 6)}`,
    `<path d="M38 6C32 10 26 14 23 20M29 12c2 7 2 12 1 15M25 16c-5 3-8 6-9 9"/>${dot(17, 31, 6.5)}${dot(30, 33, 6.5)}${dot(24, 21, 6)}<path d="M15 27c3 2 3 6 3 9M29 28c3 3 2 7 1 10"/>${leaf(34, 9, 115, 12, 4.5)}${leaf(30, 11, -68, 14, 4.5)}`,
  ],
  'coffee-bean': [
    '<ellipse cx="18" cy="27" rx="9" ry="13" transform="rotate(28 18 27)"/>',
    '<ellipse cx="18" cy="27" rx="9" ry="13" transform="rotate(28 18 27)"/><path d="M24 16c-6 5-2 9-6 12s-5 5-5 10"/><path d="M27 14c5-5 12-5 14-1s0 13-6 17-11 2-11 2"/><path d="M39 12c-4 3-2 7-5 9s-4 3-5 6"/>',
  ],
  cocoa: [
    '<path d="M24 8c9 5 12 12 12 19 0 8-5 14-12 16-7-2-12-8-12-16 0-7 3-14 12-19z"/>',
    '<path d="M24 8c9 5 12 12 12 19 0 8-5 14-12 16-7-2-12-8-12-16 0-7 3-14 12-19zM24 8c0-2 1-4 3-5"/><path d="M24 8v35M19 12c-4 10-4 19 1 29M29 12c4 10 4 19-1 29"/>',
  ],
  durian: [
    spiny(24, 27, 13, 17, 15),
    `${spiny(24, 27, 13, 17, 15)}<path d="M24 11V5M20 5h8"/><path d="m16 24 2-3 2 3M22 20l2-3 2 3M28 24l2-3 2 3M19 31l2-3 2 3M26 31l2-3 2 3M14 32l1-2M34 32l-1-2M22 37l2-3 2 3"/>`,
  ],
  macadamia: [
    dot(24, 27, 9),
    `<circle cx="24" cy="26" r="16"/>${dot(24, 27, 9)}<path d="M24 10V5M11 17c3-3 5-4 7-5M37 17c-3-3-5-4-7-5M21 24c1-2 4-2 5-1"/>`,
  ],
  pepper: [
    `${dot(20, 16, 4.5)}${dot(28, 20, 4.5)}${dot(20, 26, 4.5)}${dot(28, 30, 4.5)}${dot(22, 36, 4.5)}`,
    `<path d="M25 4c-1 3-1 5-1 8"/>${dot(20, 16, 4.5)}${dot(28, 20, 4.5)}${dot(20, 26, 4.5)}${dot(28, 30, 4.5)}${dot(22, 36, 4.5)}<path d="M25 5c6-3 13 0 14 9-7 2-12-1-14-9zM25 5l9 6"/>`,
  ],
  rice: [
    `${grain(24, 16, -30)}${grain(30, 18, 50)}${grain(22, 24, -35)}${grain(28, 26, 52)}`,
    `<path d="M20 44C23 32 25 22 31 6"/>${grain(31, 12, 15)}${grain(24, 16, -30)}${grain(30, 18, 50)}${grain(22, 24, -35)}${grain(28, 26, 52)}${grain(20, 32, -40)}${grain(26, 34, 55)}<path d="M21 40c-5 0-9-3-11-8"/>`,
  ],
  'fish-sauce': [
    '<path d="M14 26h20v15a3 3 0 0 1-3 3H17a3 3 0 0 1-3-3z"/>',
    '<path d="M20 4h8v4h-8zM21 8v6c-4 3-7 6-7 12v15a3 3 0 0 0 3 3h14a3 3 0 0 0 3-3V26c0-6-3-9-7-12V8"/><path d="M14 26h20M14 38h20"/><path d="M18 32c3-3 7-3 9 0l3-2v4l-3-2c-2 3-6 3-9 0z"/>',
  ],
  fish: [
    '<path d="M5 25c7-11 22-13 30-2 0 0 0 4 0 4-8 10-23 9-30-2z"/>',
    '<path d="M5 25c7-11 22-13 30-1l8-7v16l-8-7C27 37 12 36 5 25z"/><circle cx="13" cy="23" r="1.2"/><path d="M18 18c3 4 3 10 0 14M24 21c2 3 2 6 0 9M22 16l5-5 4 7"/>',
  ],
  honey: [
    hexagon(16, 17, 8) + hexagon(24, 31, 8),
    `${hexagon(16, 17, 8)}${hexagon(32, 17, 8)}${hexagon(24, 31, 8)}<path d="M24 39v3M38 27c3 4 4 6 2 8s-5 1-5-2c0-2 1-3 3-6z"/>`,
  ],
  'bird-nest': [
    '<path d="M6 25c1 11 9 18 18 18s17-7 18-18z"/>',
    '<path d="M6 25c1 11 9 18 18 18s17-7 18-18c-9 4-27 4-36 0z"/><path d="M11 33c8 4 18 4 26 0M15 39c6 2 12 2 18 0M14 28l6 13M34 28l-6 13M24 28v14"/><path d="M10 14c4-5 9-4 12-1 2 0 4-1 4-1s1 2 5 0c4-3 7-4 9-3-3 1-5 3-7 6-3 4-8 4-11 1-4-3-8-3-12-2z"/>',
  ],
  beef: [
    '<path d="M16 17c0-4 16-4 16 0l-2 18c-1 6-11 6-12 0z"/>',
    '<path d="M16 17c0-4 16-4 16 0l-2 18c-1 6-11 6-12 0z"/><path d="M16 20c-6 1-9-1-10-4 4-2 8-1 10 1M32 20c6 1 9-1 10-4-4-2-8-1-10 1M18 14C12 13 10 9 12 4M30 14c6-1 8-5 6-10M18 32c4-2 8-2 12 0"/><path d="M20 23v1M28 23v1M22 36v1M26 36v1"/>',
  ],
  pork: [
    '<ellipse cx="24" cy="30" rx="7" ry="5"/>',
    '<path d="M10 26c0-10 6-15 14-15s14 5 14 15-6 16-14 16-14-6-14-16z"/><ellipse cx="24" cy="30" rx="7" ry="5"/><path d="M13 16c-4-1-6-5-5-9 5 0 8 2 10 5M35 16c4-1 6-5 5-9-5 0-8 2-10 5M22 29v2M26 29v2M17 22v1M31 22v1"/>',
  ],
  chicken: [
    '<path d="M10 22c2 14 8 18 16 18s14-6 14-16c0 0-8 2-12-2-4-3-5-8-9-9-5-1-9 3-9 9z"/>',
    '<path d="M10 22c2 14 8 18 16 18s14-6 15-20c-5 4-10 4-13 1s-5-8-9-9c-5-1-9 4-9 10zM10 19l-5 3 6 3M15 12c-2-3 0-6 3-6 0 2 2 2 3 1 2 1 3 4 1 7M12 26c-1 3 0 5 2 5M21 29c2 4 8 4 11 0M22 40v4M29 40v4"/><path d="M16 18v1"/>',
  ],
  tea: [
    `${leaf(24, 34, -38, 22, 7)}${leaf(24, 34, 38, 22, 7)}`,
    `${leaf(24, 34, -38, 22, 7)}${leaf(24, 34, 38, 22, 7)}${leaf(24, 30, 0, 24, 4.5)}<path d="M24 30v14M24 34l-10-13M24 34l10-13"/>`,
  ],
  herb: [
    `${leaf(24, 22, -50, 14, 5)}${leaf(24, 22, 50, 14, 5)}`,
    `<path d="M24 44V14"/>${leaf(24, 16, 0, 12, 4.5)}${leaf(24, 23, -55, 15, 5)}${leaf(24, 23, 55, 15, 5)}${leaf(24, 33, -60, 15, 5)}${leaf(24, 33, 60, 15, 5)}`,
  ],
  flower: [
    ring(
      6,
      (turn) =>
        `<path d="M24 22L${at(24, 22, 10, turn - 0.4)}Q${at(24, 22, 20, turn)} ${at(24, 22, 10, turn + 0.4)}z"/>`,
    ),
    `${ring(6, (turn) => `<path d="M24 22L${at(24, 22, 10, turn - 0.4)}Q${at(24, 22, 20, turn)} ${at(24, 22, 10, turn + 0.4)}z"/>`)}${dot(24, 22, 3.5)}<path d="M24 36v8M24 43c-4 0-7-2-8-5M24 43c4 0 7-2 8-5"/>`,
  ],
  salt: [
    '<path d="M4 40 18 18l9 14 5-7 12 15z"/>',
    '<path d="M4 40 18 18l9 14 5-7 12 15z"/><path d="M12 40l6-9M20 40l3-5M30 40l3-5"/><path d="m27 8 3 3-3 3-3-3zM37 14l2.5 2.5L37 19l-2.5-2.5zM17 8l2 2-2 2-2-2z"/>',
  ],
  avocado: [
    dot(24, 30, 6.5),
    `<path d="M24 5c6 0 7 7 9 12 4 9 1 26-9 26S11 26 15 17c2-5 3-12 9-12z"/>${dot(24, 30, 6.5)}<path d="M22 27c1-1 2-1 3-1"/>`,
  ],
  cordyceps: [
    '<path d="M14 44h20l2-6H12z"/>',
    '<path d="M12 38h24l-2 6H14zM24 38V16M24 16c-3-3-3-9 0-12 3 3 3 9 0 12zM18 38c0-8-4-10-6-14M12 24c-4-1-6-6-5-10 4 1 6 6 5 10zM30 38c0-8 4-10 6-14M36 24c-1-4 1-9 5-10 1 4-1 9-5 10z"/>',
  ],
  squid: [
    '<path d="M24 4c6 5 9 12 9 20H15c0-8 3-15 9-20z"/>',
    '<path d="M24 4c6 5 9 12 9 20H15c0-8 3-15 9-20zM18 11l-8 3 5 6M30 11l8 3-5 6M16 24v5h16v-5"/><path d="M17 29c0 6-6 6-5 13M21 29c0 7-3 8-2 15M27 29c0 7 3 8 2 15M31 29c0 6 6 6 5 13"/><path d="M21 20v1M27 20v1"/>',
  ],
  crab: [
    '<path d="M10 27c0-7 6-11 14-11s14 4 14 11-6 11-14 11-14-4-14-11z"/>',
    '<path d="M10 27c0-7 6-11 14-11s14 4 14 11-6 11-14 11-14-4-14-11z"/><path d="M13 19c-5-2-7-6-6-10 2 0 3 2 4 4 0-3 1-5 3-5 2 4 1 8-1 11M35 19c5-2 7-6 6-10-2 0-3 2-4 4 0-3-1-5-3-5-2 4-1 8 1 11M11 32l-6 3M13 36l-5 5M37 32l6 3M35 36l5 5M20 16v-4M28 16v-4M19 30c3 2 7 2 10 0"/>',
  ],
  shrimp: [
    '<path d="M38 14c-14-5-27 3-27 14 0 8 6 13 14 13l1-7c-6 0-8-4-7-8 2-6 10-8 19-5z"/>',
    '<path d="M38 14c-14-5-27 3-27 14 0 8 6 13 14 13l1-7c-6 0-8-4-7-8 2-6 10-8 19-5z"/><path d="M38 14l6-3M38 21l6 2M25 41l8 3-7-10 9 4M29 12c-2 3-2 6 0 8M20 15c0 4 1 6 4 8M13 22c2 3 4 4 7 4M12 31c3 0 5 0 8-2M33 17v1M26 24l1 5M32 22l1 4"/>',
  ],
  snail: [
    dot(27, 24, 13),
    `${dot(27, 24, 13)}<path d="M27 24c2-2 5 0 4 3s-6 4-8 1 0-9 5-9 9 5 8 10M14 25C8 26 5 32 5 39h30c4 0 7-1 8-4M5 39l-1-8M10 31l-3-8"/>`,
  ],
  'bamboo-shoot': [
    '<path d="M24 5c8 9 12 22 11 37H13C12 27 16 14 24 5z"/>',
    '<path d="M24 5c8 9 12 22 11 37H13C12 27 16 14 24 5z"/><path d="M24 5c-1 10-5 15-9 18M24 5c1 12 5 18 11 23M18 20c3 6 10 11 17 13M13 33c5-1 9-3 11-6M13 42c6-2 12-4 14-8"/>',
  ],
  mushroom: [
    '<path d="M5 25C5 13 14 6 24 6s19 7 19 19c-6 3-32 3-38 0z"/>',
    '<path d="M5 25C5 13 14 6 24 6s19 7 19 19c-6 3-32 3-38 0z"/><path d="M19 27c1 6 0 11-2 16h14c-2-5-3-10-2-16M14 17h1M22 12h1M31 15h1M27 21h1"/>',
  ],
  turmeric: [
    '<path d="M9 22c3-5 9-5 13-2 3-5 8-8 12-5s3 8-1 11c4 2 7 6 5 10-3 4-9 3-12-1-3 4-9 6-12 3s-2-7 0-9c-4 0-7-3-5-7z"/>',
    '<path d="M9 22c3-5 9-5 13-2 3-5 8-8 12-5s3 8-1 11c4 2 7 6 5 10-3 4-9 3-12-1-3 4-9 6-12 3s-2-7 0-9c-4 0-7-3-5-7z"/><path d="M22 20c0 2 0 3-1 5M33 26c-2-1-4-1-6-1M14 29c2 0 4-1 6-2M26 35c0-2 0-4 1-6M31 14l3-7M29 18l2 1M15 21l1 2"/>',
  ],
  melon: [
    dot(24, 27, 15),
    `${dot(24, 27, 15)}<path d="M24 12c-1-3 0-6 3-8M24 12c-7 8-7 22 0 30M24 12c7 8 7 22 0 30M10 22c9 4 19 4 28 0M10 32c9-4 19-4 28 0"/>`,
  ],
  watermelon: [
    '<path d="M9 18h30c0 10-6 17-15 17S9 28 9 18z"/>',
    '<path d="M5 14h38c0 14-8 24-19 24S5 28 5 14z"/><path d="M9 18h30c0 10-6 17-15 17S9 28 9 18zM17 23v2M24 22v2M31 23v2M20 29v2M28 29v2"/>',
  ],
  fruit: [
    `${dot(17, 31, 8)}${dot(32, 30, 8)}`,
    `${dot(17, 31, 8)}${dot(32, 30, 8)}<path d="M17 23c1-7 5-12 11-15M32 22c0-6-1-11-4-14"/>${leaf(28, 8, 75, 14, 5)}`,
  ],
  banana: [
    '<path d="M12 9c-2 16 6 28 26 30 2-2 2-4 1-6C26 31 18 23 17 8z"/>',
    '<path d="M12 9c-2 16 6 28 26 30 2-2 2-4 1-6C26 31 18 23 17 8zM11 4l1 5 5-1 0-4zM17 8c6 3 18 8 23 20 0 3-1 4-2 5"/>',
  ],
  cereal: [
    '<path d="M7 26h34c0 9-7 16-17 16S7 35 7 26z"/>',
    `<path d="M7 26h34c0 9-7 16-17 16S7 35 7 26z"/>${grain(15, 24, -25)}${grain(24, 23, 5)}${grain(33, 24, 28)}${grain(19, 15, 15)}${grain(29, 14, -12)}`,
  ],
  cashew: [
    '<path d="M17 5h14c5 5 5 13 2 17H16c-4-5-3-12 1-17z"/>',
    '<path d="M17 6c4-2 10-2 14 0 6 5 5 13 1 16H17c-5-4-6-11 0-16z"/><path d="M24 22c-9 1-13 8-10 15s13 8 18 3c3-3 3-7 0-7-4 0-4 3-7 2-4-1-3-6 1-7 2-1 2-4-2-6z"/>',
  ],
  seaweed: [
    `${dot(18, 38, 3)}${dot(17, 30, 3)}${dot(18, 22, 3)}${dot(30, 38, 3)}${dot(31, 30, 3)}`,
    `<path d="M24 44c-2-8 3-14 0-22s2-12 2-18"/>${dot(18, 38, 3)}${dot(17, 30, 3)}${dot(18, 22, 3)}${dot(20, 14, 3)}${dot(30, 38, 3)}${dot(31, 30, 3)}${dot(30, 22, 3)}${dot(32, 14, 3)}`,
  ],
  bottle: [
    '<path d="M15 27h18v14a3 3 0 0 1-3 3H18a3 3 0 0 1-3-3z"/>',
    '<path d="M21 4h6v11c4 2 6 5 6 9v17a3 3 0 0 1-3 3H18a3 3 0 0 1-3-3V24c0-4 2-7 6-9zM21 9h6M15 27h18M15 36h18"/>',
  ],
  water: [
    '<path d="M24 6c8 11 13 17 13 24a13 13 0 0 1-26 0C11 23 16 17 24 6z"/>',
    '<path d="M24 6c8 11 13 17 13 24a13 13 0 0 1-26 0C11 23 16 17 24 6z"/><path d="M18 32c1 4 3 6 7 6"/>',
  ],
  cosmetic: [
    '<path d="M12 26h24v14a3 3 0 0 1-3 3H15a3 3 0 0 1-3-3z"/>',
    `<path d="M12 26h24v14a3 3 0 0 1-3 3H15a3 3 0 0 1-3-3zM14 20h20v6H14z"/>${leaf(24, 19, -25, 14, 5)}${leaf(25, 19, 35, 12, 4.5)}<path d="M18 34h12"/>`,
  ],
  textile: [
    '<path d="M8 14h32v22H8z"/>',
    '<path d="M8 10h32v30H8zM8 16h32M8 34h32"/><path d="m14 25 5-5 5 5-5 5zM24 25l5-5 5 5-5 5zM8 40v4M16 40v4M24 40v4M32 40v4M40 40v4"/>',
  ],
  animal: [
    '<path d="M10 24c5-8 15-9 21-1-6 8-16 8-21 1z"/>',
    '<path d="M9 24c6-9 17-10 23-1l8-8c2 6 2 12 0 18l-8-8c-6 9-17 8-23-1z"/><path d="M15 22v1M21 18c2 4 2 7 0 11M6 10c3 0 3 3 6 3s3-3 6-3 3 3 6 3 3-3 6-3M12 40c3 0 3 3 6 3s3-3 6-3 3 3 6 3"/>',
  ],
  instant: [
    '<path d="M8 24h32l-4 19H12z"/>',
    '<path d="M8 24h32l-4 19H12zM6 20h36v4H6zM14 20c0-6 4-9 6-9s2 3 4 3 2-4 5-4 6 4 6 10M34 20 43 4M11 33h26"/>',
  ],
  basket: [
    '<path d="M6 22h36l-5 20H11z"/>',
    `<path d="M6 22h36l-5 20H11zM10 32h28"/><path d="m17 22 2 20M31 22l-2 20M24 22v20M14 22C14 12 18 6 24 6s10 6 10 16"/>`,
  ],
  star: [star(24, 26, 20), star(24, 26, 20)],
} as const satisfies Record<string, readonly [tint: string, line: string]>;

export type SymbolName = keyof typeof drawings;
export const symbolNames = Object.keys(drawings) as SymbolName[];

/** One SVG file with every drawing; pages refer to it by `<use>`, so that it is fetched once. */
export function symbolSheet(): string {
  const symbols = symbolNames.map((name) => {
    const [tint, line] = drawings[name];
    return `<symbol id="${name}" viewBox="0 0 48 48"><g fill="var(--symbol-tint, none)" stroke="none">${tint}</g><g fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round">${line}</g></symbol>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>`;
}
