import type { SearchIndex } from './search-index.ts';

const loading = new Map<string, Promise<SearchIndex>>();

/** Fetched once for a page, by whoever asks first; a failed try may be repeated. */
export function loadIndex(url: string): Promise<SearchIndex> {
  let index = loading.get(url);
  if (!index) {
    index = fetch(url).then((response) => {
      if (!response.ok) throw new Error(`${url}: HTTP ${response.status}`);
      return response.json() as Promise<SearchIndex>;
    });
    index.catch(() => loading.delete(url));
    loading.set(url, index);
  }
  return index;
}
