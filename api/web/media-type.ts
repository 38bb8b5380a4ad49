/**
 * How the caller wants an answer written (GraphQL over HTTP). `graphql`: application/graphql-response+json, where
 * the status tells what became of the request. `json`: application/json, which old clients ask for and which says
 * 200 for anything well-formed. `either`: they do not say.
 */
export type AnswerMode = 'graphql' | 'json' | 'either';

const types = { graphql: 'application/graphql-response+json', json: 'application/json' } as const;

/** Null where the caller takes neither. */
export function answerMode(accept: string | undefined): AnswerMode | null {
  if (!accept?.trim()) return 'either';
  const wanted = accept
    .split(',')
    .map((range) => {
      const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
      const quality = parameters.find((parameter) => parameter.startsWith('q='));
      return { type, quality: quality ? Number(quality.slice(2)) || 0 : 1 };
    })
    .filter(({ quality }) => quality > 0)
    // Sorting is stable: of two wanted equally, the one named first is taken.
    .toSorted((a, b) => b.quality - a.quality);
  for (const { type } of wanted) {
    if (type === types.graphql) return 'graphql';
    if (type === types.json) return 'json';
    if (type === '*/*' || type === 'application/*') return 'either';
  }
  return null;
}

/** Who does not say gets data as JSON, and a refusal in the type whose status may say so. */
export const contentType = (mode: AnswerMode, status: number): string => {
  const type = mode === 'either' ? (status < 400 ? types.json : types.graphql) : types[mode];
  return `${type}; charset=utf-8`;
};

/** The tag of an answer in its type: one known in the other is another answer. */
export const tagIn = (mode: AnswerMode, etag: string): string =>
  mode === 'graphql' ? `${etag.slice(0, -1)}-g"` : etag;

/** Whoever names application/json is told 200 for any well-formed request, as GraphQL over HTTP wants it. */
export const statusFor = (mode: AnswerMode, refusedAs: number, text: string): number =>
  mode === 'json' && refusedAs === 400 && !isMalformed(text) ? 200 : refusedAs;

function isMalformed(text: string): boolean {
  const { errors } = JSON.parse(text) as { errors?: { extensions?: { code?: string } }[] };
  return errors?.[0]?.extensions?.code === 'BAD_REQUEST';
}
