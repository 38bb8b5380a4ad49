import type { FieldNode, FragmentDefinitionNode, GraphQLResolveInfo } from 'graphql';
import { Kind, visit } from 'graphql';
import { sql, type Kysely } from 'kysely';
import { RecentlyUsed } from '../recently-used.ts';
import { Look, NeedsResolver, type Form, type Sql } from './look.ts';

/** A value of a statement that is taken from the arguments anew each time that the statement is asked. */
class Late<Args> {
  constructor(readonly take: (args: Args) => unknown) {}
}

/** Puts a value into a statement that is read from the arguments, and from nothing else, when the statement is asked. */
export type LateValue<Args> = (take: (args: Args) => unknown) => Sql;

/** A statement and what its parameters are, or that the query cannot be answered by a statement alone. */
interface Plan {
  text: string;
  parameters: readonly unknown[];
  /** What is wrong with an argument is told, also where the statement does without its value. */
  unused: readonly Late<never>[];
  needsResolver: NeedsResolver | null;
}

export interface Planned<Args> {
  /** What of the arguments the writer reads itself: what is as long as this is needs no statement of its own. */
  key: unknown;
  args: Args;
  write(look: Look, late: LateValue<Args>): Sql | Read;
}

/** A value of the one row that is read, where there is one: PostgreSQL answers it sooner than as a value of its own. */
interface Read {
  value: Sql;
  from: Sql;
}

/** In which way a reference names something: by its id, its slug … */
export const wayOf = (reference: object): string[] =>
  Object.entries(reference).flatMap(([way, name]) => (name == null ? [] : [way]));

const MOST_PLANS = 1_000;
/** All kept statements together hold no more than fifty megabytes. */
const LONGEST_STATEMENT = 50_000;
/** What is asked for with a longer list of arguments is hardly asked for again. */
const LONGEST_KEY = 2_000;

const plans = new RecentlyUsed<string, Plan>(MOST_PLANS);

/**
 * The statement of a root field. It is written once for a document, the form that its answer has, the day, the
 * variables below the field, and what the writer reads of the arguments themselves; then only values are put in.
 */
export function planned<Args>(
  db: Kysely<unknown>,
  info: GraphQLResolveInfo,
  today: string,
  form: Form,
  asked: Planned<Args>,
): { text: string; values: unknown[] } {
  const key = keyOf(info, `${form} ${today}`, asked.key);
  let plan = key === null ? undefined : plans.get(key);
  if (!plan) {
    plan = write(db, new Look(info, today, form), asked);
    if (key !== null && plan.text.length <= LONGEST_STATEMENT) plans.set(key, plan);
  }
  if (plan.needsResolver) throw plan.needsResolver;
  for (const each of plan.unused) each.take(asked.args as never);
  return {
    text: plan.text,
    values: plan.parameters.map((value) => (value instanceof Late ? value.take(asked.args) : value)),
  };
}

function write<Args>(db: Kysely<unknown>, look: Look, asked: Planned<Args>): Plan {
  const made: Late<never>[] = [];
  const late = (take: (args: Args) => unknown): Sql => {
    const value = new Late(take);
    made.push(value);
    return sql`${value}`;
  };
  try {
    const { sql: text, parameters } = statementOf(asked.write(look, late)).compile(db);
    return {
      text,
      parameters,
      unused: made.filter((each) => !parameters.includes(each)),
      needsResolver: null,
    };
  } catch (error) {
    if (error instanceof NeedsResolver) return { text: '', parameters: [], unused: [], needsResolver: error };
    throw error;
  }
}

/** The statement that gives JSON as text. */
export const statementOf = (written: Sql | Read) =>
  'from' in written
    ? sql`select (${written.value})::text as json from ${written.from}`
    : sql`select (${written})::text as json`;

function keyOf(info: GraphQLResolveInfo, setting: string, args: unknown): string | null {
  let key = setting;
  for (const node of info.fieldNodes) key += ` ${numberOf(node)}`;
  for (const name of variablesBelow(info)) {
    key += name in info.variableValues ? ` ${name}=${JSON.stringify(info.variableValues[name])}` : ` ${name}`;
  }
  key += ` ${JSON.stringify(args)}`;
  return key.length > LONGEST_KEY ? null : key;
}

/** A field of a document that has been parsed: it is the same for as long as the document is kept. */
const numbers = new WeakMap<FieldNode, number>();
let numbered = 0;

function numberOf(node: FieldNode): number {
  const known = numbers.get(node);
  if (known !== undefined) return known;
  numbers.set(node, ++numbered);
  return numbered;
}

const below = new WeakMap<FieldNode, readonly string[]>();

/** The variables that what is selected below a root field depends on, its own arguments left out. */
function variablesBelow({ fieldNodes, fragments }: GraphQLResolveInfo): readonly string[] {
  const [first, ...further] = fieldNodes;
  if (first && further.length === 0) return variablesBelowNode(first, fragments);
  return [...new Set(fieldNodes.flatMap((node) => variablesBelowNode(node, fragments)))];
}

function variablesBelowNode(
  node: FieldNode,
  fragments: Record<string, FragmentDefinitionNode>,
): readonly string[] {
  const known = below.get(node);
  if (known) return known;
  const names = new Set<string>();
  const spread = new Set<string>();
  const look = (part: FieldNode['selectionSet'] | FragmentDefinitionNode): void => {
    if (!part) return;
    visit(part, {
      [Kind.VARIABLE]: ({ name }) => void names.add(name.value),
      [Kind.FRAGMENT_SPREAD]({ name }) {
        if (spread.has(name.value)) return;
        spread.add(name.value);
        look(fragments[name.value]);
      },
    });
  };
  look(node.selectionSet);
  const found = [...names].toSorted();
  below.set(node, found);
  return found;
}
