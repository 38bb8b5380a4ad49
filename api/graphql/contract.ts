import {
  findBreakingChanges,
  findDangerousChanges,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  type GraphQLSchema,
} from 'graphql';

/** Changes that can break a client, and that the change log does not tell of. */
export function untoldChanges(released: GraphQLSchema, current: GraphQLSchema, changelog: string): string[] {
  const told = unreleased(changelog);
  return [...findBreakingChanges(released, current), ...findDangerousChanges(released, current)]
    .filter(({ type, description }) => !told.includes(description) && !isExpected(type))
    .map(({ type, description }) => `${type}: ${description}`);
}

/** schema/README.md tells clients to expect these at any time. */
const isExpected = (type: string): boolean =>
  [
    'VALUE_ADDED_TO_ENUM',
    'TYPE_ADDED_TO_UNION',
    'IMPLEMENTED_INTERFACE_ADDED',
    'OPTIONAL_INPUT_FIELD_ADDED',
    'OPTIONAL_ARG_ADDED',
  ].includes(type);

/** What the change log says below "Unreleased" and above the last release. */
export const unreleased = (changelog: string): string =>
  /^## Unreleased$([\s\S]*?)(?=^## |(?![\s\S]))/m.exec(changelog)?.[1]?.trim() ?? '';

export const hasRelease = (changelog: string): boolean => /^## \d{4}-\d{2}-\d{2}$/m.test(changelog);

const MONTHS_OF_NOTICE = 12;

/** Deprecations that do not say since when, until when and for at least a year. */
export function deprecationFaults(schema: GraphQLSchema): string[] {
  return deprecated(schema).flatMap(({ coordinate, reason }) => {
    const [, since, until] =
      /since (\d{4}-\d{2}-\d{2}), to be removed after (\d{4}-\d{2}-\d{2})/.exec(reason) ?? [];
    if (!since || !until) return [`${coordinate}: its reason names no days: "${reason}"`];
    const earliest = new Date(`${since}T00:00:00Z`);
    earliest.setUTCMonth(earliest.getUTCMonth() + MONTHS_OF_NOTICE);
    return until < earliest.toISOString().slice(0, 10)
      ? [`${coordinate}: from ${since} to ${until} are not ${MONTHS_OF_NOTICE} months`]
      : [];
  });
}

function deprecated(schema: GraphQLSchema): { coordinate: string; reason: string }[] {
  const found: { coordinate: string; reason: string }[] = [];
  const see = (coordinate: string, reason: string | null | undefined) => {
    if (reason != null) found.push({ coordinate, reason });
  };
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__')) continue;
    if (isEnumType(type)) {
      for (const value of type.getValues()) see(`${type.name}.${value.name}`, value.deprecationReason);
    } else if (isInputObjectType(type)) {
      for (const field of Object.values(type.getFields()))
        see(`${type.name}.${field.name}`, field.deprecationReason);
    } else if (isObjectType(type) || isInterfaceType(type)) {
      for (const field of Object.values(type.getFields())) {
        see(`${type.name}.${field.name}`, field.deprecationReason);
        for (const arg of field.args) see(`${type.name}.${field.name}(${arg.name}:)`, arg.deprecationReason);
      }
    }
  }
  return found;
}
