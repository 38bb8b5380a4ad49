/**
 * What an inspector's phone needs to verify a proof without a network, beside what the products are called: the page
 * in both languages, the keys and the status lists. The keys and the lists change: to be fetched anew whenever there is
 * a network, and kept for when there is none. Where the hub cannot be reached, `/v/{code}` is answered with the page as
 * well: it reads the code and the proof from its own address.
 */
export const verifierPages = { vi: '/kiem-tra/', en: '/en/verify/' } as const;
export const keysFile = '/.well-known/jwks.json';
export const statusListFiles = { revocation: '/status/1', refresh: '/status/2' } as const;
