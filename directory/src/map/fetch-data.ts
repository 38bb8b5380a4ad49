import type { MapData } from './layers.ts';

export async function fetchData(url: string): Promise<MapData> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return (await response.json()) as MapData;
}
