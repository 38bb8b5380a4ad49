/** What webhooks tell of, by the names that partners build on: a name never changes its meaning, new ones may come. */
export const eventKinds = [
  'product.created',
  'product.updated',
  'product.merged',
  'product.deleted',
  'certificate.issued',
  'certificate.renewed',
  'certificate.revoked',
  'certificate.reinstated',
  'certificate.expiring',
  'certificate.expired',
  'producer.created',
  'producer.updated',
  'producer.merged',
  'producer.deleted',
  'zone.created',
  'zone.updated',
  'zone.deleted',
] as const;
export type EventKind = (typeof eventKinds)[number];

export const isEventKind = (text: string): text is EventKind =>
  (eventKinds as readonly string[]).includes(text);

export type Operation = 'INSERT' | 'UPDATE' | 'DELETE';

/** What of a recognition decides what its change means. */
export interface Certificate {
  kind: string;
  evidence: string;
  stars: number | null;
  revokedOn: string | null;
}

/** Only what is evidenced counts as recognised (domain rule of the register). */
const isRecognised = (one: Certificate | null): boolean =>
  one !== null && one.stars !== null && ['SIGNED_DECISION', 'OFFICIAL_NEWS'].includes(one.evidence);

/** Of these no change tells: a day comes, and nothing in the register is different. */
export const expiryKinds: readonly EventKind[] = ['certificate.expiring', 'certificate.expired'];

/** What a change makes of a certificate. */
export function certificateEvents(before: Certificate | null, after: Certificate | null): EventKind[] {
  if (!after || !isRecognised(after)) return [];
  const isNew = !isRecognised(before);
  const wasRevoked = !isNew && before?.revokedOn != null;
  const isRevoked = after.revokedOn !== null;
  return [
    ...(isNew
      ? [after.kind === 'RE_EVALUATION' ? ('certificate.renewed' as const) : ('certificate.issued' as const)]
      : []),
    ...(isRevoked && !wasRevoked ? (['certificate.revoked'] as const) : []),
    ...(!isRevoked && wasRevoked ? (['certificate.reinstated'] as const) : []),
  ];
}

const verbs = { INSERT: 'created', UPDATE: 'updated', DELETE: 'deleted' } as const;

export const eventOf = <Thing extends 'product' | 'producer' | 'zone'>(
  thing: Thing,
  operation: Operation,
): `${Thing}.${'created' | 'updated' | 'deleted'}` => `${thing}.${verbs[operation]}`;

/** Of one commit, one event of a kind for one thing: written is written, whether it was new or not. */
export const eventKey = (commit: string, thing: string, kind: EventKind): string =>
  `${commit} ${thing} ${kind.replace(/\.(created|updated)$/, '.written')}`;

/** The waits in seconds before each further attempt; after the last, the delivery is dead. */
export const retryWaits: readonly number[] = [5, 300, 1_800, 7_200, 18_000, 36_000, 36_000];

/** Spread, so that what failed together does not come back together. `chance` is from 0 to 1. */
export const spreadWait = (seconds: number, chance: number): number => seconds * (0.8 + 0.4 * chance);
