/** The one state that drives list, map, chips and address. Keys are the same in both languages, so a link keeps it. */
export interface FilterState {
  q: string;
  stars: string[];
  sector: string[];
  set: string[];
  place: string[];
  material: string[];
  verdict: string[];
}

export type FilterKey = Exclude<keyof FilterState, 'q'>;

/** In the order in which they stand in an address. */
const parameters: [key: FilterKey, parameter: string][] = [
  ['stars', 'sao'],
  ['sector', 'nganh'],
  ['set', 'bo'],
  ['place', 'noi'],
  ['material', 'lieu'],
  ['verdict', 'hieu-luc'],
];
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
});

/** Reads an address; values that the page does not offer are dropped, so that nothing is filtered unseen. */
export function parseState(
  query: string,
  isOffered: (key: FilterKey, value: string) => boolean,
): FilterState {
  const given = new URLSearchParams(query);
  const state = emptyState();
  state.q = (given.get('q') ?? '').trim().slice(0, 100);
  for (const [key, parameter] of parameters) {
    const values = given.getAll(parameter).flatMap((value) => value.split(','));
    state[key] = [...new Set(values)].filter((value) => value && isOffered(key, value));
  }
  return state;
}

/** "?q=…&sao=4,5", or nothing for the empty state. */
export function printState(state: FilterState): string {
  const parts = state.q ? [`q=${encodeURIComponent(state.q).replaceAll('%20', '+')}`] : [];
  for (const [key, parameter] of parameters) {
    if (state[key].length > 0) parts.push(`${parameter}=${state[key].map(encodeURIComponent).join(',')}`);
  }
  return parts.length > 0 ? `?${parts.join('&')}` : '';
}
