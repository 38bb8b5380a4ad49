/** The survey of the whole register, off the page's own thread. */
import type { Lang } from '../i18n/routes.ts';
import { fetchData } from './fetch-data.ts';
import { shapesOf } from './outlines.ts';
import { surveyOf, type Survey } from './survey.ts';
import type { Answer, Question } from './surveyor.ts';

let survey: Survey | undefined;

addEventListener('message', ({ data }: MessageEvent<Question>) => void answer(data));

async function answer({ id, name, asked }: Question): Promise<void> {
  try {
    if (name === 'begin') {
      const [url, lang, day] = asked as [string, Lang, string];
      const data = await fetchData(url);
      survey = surveyOf(data, shapesOf(data), lang, day);
      return postMessage({ id, answer: null } satisfies Answer);
    }
    const method = survey?.[name] as ((...asked: unknown[]) => unknown) | undefined;
    const given = method?.(...asked);
    const moved = given instanceof ImageBitmap ? [given] : [];
    postMessage({ id, answer: given } satisfies Answer, { transfer: moved });
  } catch (error) {
    postMessage({ id, problem: String(error) } satisfies Answer);
  }
}
