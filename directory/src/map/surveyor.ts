/** Who answers what is asked of a map: a worker for the whole register, the page itself for the map of one thing. */
import type { Lang } from '../i18n/routes.ts';
import { fetchData } from './fetch-data.ts';
import type { MapContent, MapData } from './layers.ts';
import { shapesOf, type Shapes } from './outlines.ts';
import { canPaintInWorker } from './picture.ts';
import { surveyOf, type Survey } from './survey.ts';

export type Surveyor = {
  [Name in keyof Survey]: (...asked: Parameters<Survey[Name]>) => Promise<ReturnType<Survey[Name]>>;
} & { dismiss(): void };

export interface Question {
  id: number;
  name: 'begin' | keyof Survey;
  asked: unknown[];
}
export type Answer = { id: number; answer: unknown } | { id: number; problem: string };

const names: (keyof Survey)[] = [
  'redecide',
  'show',
  'sheet',
  'zoneShapes',
  'paint',
  'zoneHomes',
  'zoneRings',
  'communeRings',
  'spots',
  'spotOf',
  'open',
  'product',
  'at',
  'within',
  'inView',
  'nearest',
  'find',
];

/** Reads the whole register's map in a worker, so that neither parsing nor gathering ever holds the page up. */
export async function sendSurveyor(url: string, lang: Lang, day: string): Promise<Surveyor> {
  const asked = [new URL(url, location.href).href, lang, day];
  if (!canPaintInWorker()) return stay(await fetchData(url), lang, day);
  let worker: Worker;
  try {
    worker = new Worker(new URL('./survey-worker.ts', import.meta.url), { type: 'module' });
  } catch {
    return stay(await fetchData(url), lang, day);
  }
  const waiting = new Map<number, { resolve: (answer: unknown) => void; reject: (problem: Error) => void }>();
  let last = 0;
  const ask = (name: Question['name'], given: unknown[]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      waiting.set(++last, { resolve, reject });
      worker.postMessage({ id: last, name, asked: given } satisfies Question, { transfer: [] });
    });
  worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
    const one = waiting.get(data.id);
    waiting.delete(data.id);
    if ('problem' in data) one?.reject(new Error(data.problem));
    else one?.resolve(data.answer);
  });
  worker.addEventListener('error', ({ message }) => {
    for (const one of waiting.values()) one.reject(new Error(message || 'the worker failed'));
    waiting.clear();
  });
  await ask('begin', asked);
  return surveyorOf(
    (name, given) => ask(name, given),
    () => worker.terminate(),
  );
}

export const stayWith = (content: MapContent, shapes: Shapes, lang: Lang, day: string): Surveyor => {
  const survey = surveyOf(content, shapes, lang, day);
  return surveyorOf(
    async (name, asked) => (survey[name] as (...asked: unknown[]) => unknown)(...asked),
    () => undefined,
  );
};

const stay = (data: MapData, lang: Lang, day: string): Surveyor => stayWith(data, shapesOf(data), lang, day);

function surveyorOf(
  ask: (name: keyof Survey, asked: unknown[]) => Promise<unknown>,
  dismiss: () => void,
): Surveyor {
  const methods = names.map((name) => [name, (...asked: unknown[]) => ask(name, asked)]);
  return { ...Object.fromEntries(methods), dismiss } as Surveyor;
}
