import { GraphQLScalarType, Kind, type ASTNode } from 'graphql';
import type { ErrorCode } from './error-codes.rules.ts';
import { badInput } from './errors.ts';

/** A scalar that is text on the wire and text in the code, checked on its way in. */
function text(config: {
  name: string;
  description: string;
  specifiedByURL?: string;
  isValid: (value: string) => boolean;
  allowed: string;
  code: ErrorCode;
}): GraphQLScalarType<string, string> {
  const { name, description, specifiedByURL, isValid, allowed, code } = config;
  const check = (value: unknown, node?: ASTNode): string => {
    if (typeof value === 'string' && isValid(value)) return value;
    throw badInput(
      `${JSON.stringify(value)} is not a ${name}: ${allowed}`,
      code,
      node ? { nodes: node } : {},
    );
  };
  return new GraphQLScalarType({
    name,
    description,
    specifiedByURL: specifiedByURL ?? null,
    serialize: String,
    parseValue: (value) => check(value),
    parseLiteral: (node) => check(node.kind === Kind.STRING ? node.value : undefined, node),
  });
}

export const isDay = (value: string): boolean => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value) || value < '0001') return false;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
};

export const DateScalar = text({
  name: 'Date',
  description: 'A calendar day in Asia/Ho_Chi_Minh, written `YYYY-MM-DD` (RFC 3339 full-date).',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339#section-5.6',
  isValid: isDay,
  allowed: 'write a real calendar day as YYYY-MM-DD, for example 2026-11-24',
  code: 'BAD_DATE',
});

export const DateTimeScalar = text({
  name: 'DateTime',
  description:
    'An instant with its offset from UTC (RFC 3339 date-time), for example `2026-11-24T09:30:00+07:00`.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339#section-5.6',
  isValid: (value) =>
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-](0\d|1[0-4]):[0-5]\d)$/.test(value) &&
    isDay(value.slice(0, 10)) &&
    !Number.isNaN(Date.parse(value)),
  allowed: 'write an instant with its offset, for example 2026-11-24T09:30:00+07:00',
  code: 'BAD_TIME',
});

export const PartialDateScalar = text({
  name: 'PartialDate',
  description:
    'A date as precise as its source gives it: `2024`, `2024-07` or `2024-07-29` (ISO 8601 with reduced precision). A missing day is never made up.',
  isValid: (value) => /^\d{4}(-\d{2})?$/.test(value) || isDay(value),
  allowed: 'write YYYY, YYYY-MM or YYYY-MM-DD',
  code: 'BAD_DATE',
});

export const JSONObjectScalar = new GraphQLScalarType({
  name: 'JSONObject',
  description: 'An object of JSON (RFC 8259), with whatever fields its place says.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc8259',
});

export const GeoJSONScalar = new GraphQLScalarType({
  name: 'GeoJSON',
  description:
    'A GeoJSON geometry (RFC 7946): WGS 84, longitude before latitude, exterior rings counter-clockwise and closed.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc7946',
});
