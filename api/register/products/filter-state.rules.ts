/** The one state that drives list, map, counts, files and address. Keys are the same in both languages, so a link keeps it. */
export interface FilterState {
  q: string;
  stars: string[];
  sector: string[];
  set: string[];
  place: string[];
  material: string[];
  verdict: string[];
  region: string[];
  producer: string[];
  legalForm: string[];
  /** Of the recognition that speaks for a product. */
  year: string[];
  /** Ends within so many days. */
  ending: string[];
  photo: string[];
  /** Empty: as the list comes, or by distance or by the text where one is asked for. */
  sort: Sort | '';
  near: Near | null;
  box: Box | null;
  /** What a phone shows, where there is room for one. */
  view: 'map' | '';
}

/** A place to start from, and how far to go. */
export interface Near {
  lat: number;
  lon: number;
  km: number;
}

/** West, south, east, north, in degrees. */
export type Box = [west: number, south: number, east: number, north: number];

export const sorts = ['ten', 'sao', 'han', 'moi', 'xa'] as const;
/** By name, stars, last day, day of recognition, distance. */
export type Sort = (typeof sorts)[number];

/** Chosen as stars: what has no published star. */
export const UNKNOWN_STARS = '0';
/** Within how many days a recognition ends. */
export const endings = ['30', '90', '180', '365'] as const;

export type FilterKey = Exclude<keyof FilterState, 'q' | 'sort' | 'near' | 'box' | 'view'>;

/** In the order in which they stand in an address. */
const parameters: [key: FilterKey, parameter: string][] = [
  ['stars', 'sao'],
  ['sector', 'nganh'],
  ['set', 'bo'],
  ['place', 'noi'],
  ['material', 'lieu'],
  ['verdict', 'hieu-luc'],
  ['region', 'vung'],
  ['producer', 'chu-the'],
  ['legalForm', 'loai-hinh'],
  ['year', 'nam'],
  ['ending', 'het-han'],
  ['photo', 'con-anh'],
];
/** What else stands in an address of the list. */
export const otherParameters = ['q', 'gan', 'khung', 'xep', 'xem'] as const;
export const filterKeys = parameters.map(([key]) => key);
export const parameterOf = (key: FilterKey): string =>
  (parameters.find(([one]) => one === key) as [FilterKey, string])[1];

export const emptyState = (): FilterState => ({
  q: '',
  stars: [],
  sector: [],
  set: [],
  place: [],
  material: [],
  verdict: [],
  region: [],
  producer: [],
  legalForm: [],
  year: [],
  ending: [],
  photo: [],
  sort: '',
  near: null,
  box: null,
  view: '',
});

/** Whether anything narrows or orders the list. */
export const isPlain = (state: FilterState): boolean => printState({ ...state, view: '' }) === '';

/** Reads an address; values that the page does not offer are dropped, so that nothing is filtered unseen. */
export function parseState(
  query: string,
  isOffered: (key: FilterKey, value: string) => boolean,
): FilterState {
  const given = new URLSearchParams(query);
  const state = emptyState();
  // Whole letters: half of one could not be written into an address again.
  state.q = Array.from((given.get('q') ?? '').trim().slice(0, 200))
    .slice(0, 100)
    .join('');
  for (const [key, parameter] of parameters) {
    const values = given.getAll(parameter).flatMap((value) => value.split(','));
    state[key] = [...new Set(values)].filter((value) => value && isOffered(key, value));
  }
  state.near = parseNear(given.get('gan'));
  state.box = parseBox(given.get('khung'));
  const sort = sorts.find((one) => one === given.get('xep'));
  state.sort = sort && (sort !== 'xa' || state.near) ? sort : '';
  state.view = given.get('xem') === 'ban-do' ? 'map' : '';
  return state;
}

/** What an address asks for and a state does not hold, as it stands there: "noi=nowhere". */
export function notUnderstood(query: string, state: FilterState): string[] {
  const given = new URLSearchParams(query);
  const values = parameters.flatMap(([key, parameter]) =>
    given
      .getAll(parameter)
      .flatMap((value) => value.split(','))
      .filter((value) => value && !state[key].includes(value))
      .map((value) => `${parameter}=${value}`),
  );
  const others = { gan: state.near, khung: state.box, xep: state.sort };
  return [
    ...values,
    ...Object.entries(others).flatMap(([parameter, read]) => {
      const value = given.get(parameter);
      return value && !read ? `${parameter}=${value}` : [];
    }),
  ];
}

/** "?q=…&sao=4,5", or nothing for the empty state. */
export function printState(state: FilterState): string {
  const parts = state.q ? [`q=${encodeURIComponent(state.q).replaceAll('%20', '+')}`] : [];
  for (const [key, parameter] of parameters) {
    if (state[key].length > 0) parts.push(`${parameter}=${state[key].map(encodeURIComponent).join(',')}`);
  }
  if (state.near) parts.push(`gan=${state.near.lat},${state.near.lon},${state.near.km}`);
  if (state.box) parts.push(`khung=${state.box.join(',')}`);
  if (state.sort) parts.push(`xep=${state.sort}`);
  if (state.view) parts.push('xem=ban-do');
  return parts.length > 0 ? `?${parts.join('&')}` : '';
}

export const radii = [5, 10, 25, 50, 100] as const;

/** To about a kilometre: enough to find what is near, too little to say where somebody lives. */
export const roughly = (degrees: number): number => Math.round(degrees * 100) / 100;

/** The part of the map that a reader sees, to about a hundred metres. */
export const boxOf = (degrees: readonly [number, number, number, number]): Box =>
  degrees.map((one) => Math.round(one * 1000) / 1000) as Box;

function parseNear(text: string | null): Near | null {
  const [lat, lon, km] = numbersIn(text, 3) ?? [];
  if (lat === undefined || lon === undefined || km === undefined) return null;
  if (Math.abs(lat) > 90 || Math.abs(lon) > 180 || km <= 0) return null;
  return { lat: roughly(lat), lon: roughly(lon), km: radii.find((one) => km <= one) ?? 100 };
}

function parseBox(text: string | null): Box | null {
  const numbers = numbersIn(text, 4);
  if (!numbers) return null;
  const [west, south, east, north] = boxOf(numbers as Box);
  const isSound = west < east && south < north && Math.abs(south) <= 90 && Math.abs(north) <= 90;
  return isSound && Math.abs(west) <= 180 && Math.abs(east) <= 180 ? [west, south, east, north] : null;
}

function numbersIn(text: string | null, count: number): number[] | null {
  const numbers = (text ?? '').split(',').map((one) => (one.trim() === '' ? NaN : Number(one)));
  return numbers.length === count && numbers.every(Number.isFinite) ? numbers : null;
}
