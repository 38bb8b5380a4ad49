/** What feeds and calendars tell of: recognitions, as the public contract gives them. */
import type { ApolloServer } from '@apollo/server';
import type { Context } from '../../graphql/context.ts';
import { askHub } from '../ask-hub.ts';
import { addDays } from '../../register/recognitions/recognition.rules.ts';

export type FeedLanguage = 'vi' | 'en';

export interface ToldRecognition {
  id: string;
  code: string;
  stars: number | null;
  validUntil: string | null;
  extendedUntil: string | null;
  decisionNumber: string | null;
  issued: string | null;
  revokedOn: string | null;
  revocationReason: string | null;
  product: { name: string; producer: { name: string } | null; place: { fullName: string } | null };
  verdict: { status: string; lastDay: string | null; statement: string };
}

export interface Register {
  graphql: ApolloServer<Context>;
  context: () => Context;
}

const told = `fragment Told on Recognition {
  id code stars validUntil extendedUntil decisionNumber issued revokedOn revocationReason
  product { name producer { name } place { fullName } }
  verdict { status lastDay statement(language: $language) }
}`;

const newsDocument = `query FeedNews($language: Language!, $today: Date!, $first: Int!) {
  issued: recognitions(
    first: $first
    where: { evidence: [SIGNED_DECISION, OFFICIAL_NEWS], issued: { to: $today } }
    orderBy: { by: ISSUED, direction: DESC }
  ) { nodes { ...Told } }
  revoked: recognitions(first: $first, where: { revoked: { to: $today } }) { nodes { ...Told } }
}
${told}`;

const expiriesDocument = `query FeedExpiries($language: Language!, $where: RecognitionWhere!, $after: String) {
  recognitions(first: 100, after: $after, where: $where, orderBy: { by: VALID_UNTIL, direction: ASC }) {
    nodes { ...Told }
    pageInfo { hasNextPage endCursor }
  }
}
${told}`;

const MOST_NEWS = 50;
const DAYS_AHEAD = 365;
/** What a calendar program still opens without trouble; the calendar says so where it ends early. */
export const MOST_EXPIRIES = 2_000;

/** The latest recognitions whose day of issue is known, and the latest revocations. */
export async function newsOf(
  register: Register,
  language: FeedLanguage,
  today: string,
): Promise<{ issued: ToldRecognition[]; revoked: ToldRecognition[] }> {
  const { issued, revoked } = await ask<Record<'issued' | 'revoked', { nodes: ToldRecognition[] }>>(
    register,
    newsDocument,
    { language: language.toUpperCase(), today, first: MOST_NEWS },
  );
  return {
    issued: issued.nodes.filter((one) => one.issued?.length === 10),
    revoked: revoked.nodes,
  };
}

/** The full name of the place that goes by the slug; null where none does. */
export async function placeNamed(register: Register, slug: string): Promise<string | null> {
  const { place } = await ask<{ place: { fullName: string } | null }>(
    register,
    'query FeedPlace($slug: String!) { place(by: { slug: $slug }) { fullName } }',
    { slug },
  );
  return place?.fullName ?? null;
}

/**
 * Recognitions in force that end within a year, soonest first, and those that would have but ended otherwise; those of
 * one place with everything inside it.
 */
export async function expiriesOf(
  register: Register,
  language: FeedLanguage,
  today: string,
  place: string | undefined,
): Promise<ToldRecognition[]> {
  const where = {
    verdict: ['IN_FORCE', 'REVOKED', 'SUPERSEDED'],
    validUntil: { from: today, to: addDays(today, DAYS_AHEAD) },
    ...(place && { product: { place: [{ slug: place }] } }),
  };
  const found: ToldRecognition[] = [];
  let after: string | null = null;
  do {
    const { recognitions }: { recognitions: Page } = await ask(register, expiriesDocument, {
      language: language.toUpperCase(),
      where,
      after,
    });
    found.push(...recognitions.nodes);
    after = recognitions.pageInfo.hasNextPage ? recognitions.pageInfo.endCursor : null;
  } while (after && found.length < MOST_EXPIRIES);
  return found;
}

interface Page {
  nodes: ToldRecognition[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

const ask = <Data>({ graphql, context }: Register, query: string, variables: Record<string, unknown>) =>
  askHub<Data>(graphql, context(), query, variables);
