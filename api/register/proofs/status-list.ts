import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { SignJWT } from 'jose';
import type { Kysely } from 'kysely';
import { addDays } from '../recognitions/recognition.rules.ts';
import { registerRevision, statusEntries } from './proof.queries.ts';
import type { SigningKeys } from './signing-keys.ts';
import {
  bitsOf,
  LIST_DAYS,
  statusListPath,
  statusLists,
  type StatusListNumber,
} from './status-list.rules.ts';

const compress = promisify(gzip);

/** The moment at which a day begins, or ends, in Vietnam, which knows no summer time. */
const beginning = (day: string): string => `${day}T00:00:00+07:00`;
const end = (day: string): string => `${day}T23:59:59+07:00`;

/** The list of a purpose on a day, as a credential (`application/vc+jwt`) that names its key. */
async function signedList(
  number: StatusListNumber,
  bits: Uint8Array,
  { origin, today, keys }: { origin: string; today: string; keys: SigningKeys },
): Promise<string> {
  const id = `${origin}${statusListPath(number)}`;
  const credential = {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    id,
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer: origin,
    validFrom: beginning(today),
    validUntil: end(addDays(today, LIST_DAYS)),
    credentialSubject: {
      id: `${id}#list`,
      type: 'BitstringStatusList',
      statusPurpose: statusLists[number].purpose,
      encodedList: `u${(await compress(bits, { level: 9 })).toString('base64url')}`,
    },
  };
  const { keyId, key } = keys.current();
  return new SignJWT(credential)
    .setProtectedHeader({ alg: 'EdDSA', typ: 'vc+jwt', cty: 'vc', kid: keyId })
    .sign(key);
}

/** The lists of now. They are worked out anew when the register, the day or the key has changed, and else kept. */
export function statusListsOf(keys: SigningKeys) {
  let bitsOfRegister: { of: string; lists: Promise<Record<StatusListNumber, Uint8Array>> } | undefined;
  let signed: { of: string; lists: Map<string, Promise<string>> } | undefined;

  return async (
    number: StatusListNumber,
    { db, today, origin }: { db: Kysely<unknown>; today: string; origin: string },
  ): Promise<string> => {
    const revision = `${await registerRevision(db)} ${today}`;
    if (bitsOfRegister?.of !== revision) {
      const lists = readBits(db, today);
      const reading = { of: revision, lists };
      bitsOfRegister = reading;
      lists.catch(() => bitsOfRegister === reading && (bitsOfRegister = undefined));
    }
    const { lists } = bitsOfRegister;

    const version = `${revision} ${keys.current().keyId}`;
    if (signed?.of !== version) signed = { of: version, lists: new Map() };
    const cached = signed.lists;
    // Without a public address of its own the hub speaks as whatever host it was asked for: a caller could name many.
    if (cached.size > 8) cached.clear();
    const name = `${number} ${origin}`;
    let list = cached.get(name);
    if (!list) {
      list = lists.then((bits) => signedList(number, bits[number], { origin, today, keys }));
      cached.set(name, list);
      list.catch(() => cached.delete(name));
    }
    return list;
  };
}

async function readBits(db: Kysely<unknown>, today: string): Promise<Record<StatusListNumber, Uint8Array>> {
  const entries = await statusEntries(db, today);
  const highest = entries.at(-1)?.statusIndex ?? 0;
  const bits = (number: StatusListNumber) => {
    const set = entries.filter((entry) => entry[statusLists[number].bit]);
    return bitsOf(
      set.map(({ statusIndex }) => statusIndex),
      highest,
    );
  };
  return { 1: bits(1), 2: bits(2) };
}
