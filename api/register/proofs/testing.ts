import { firstKeys, inMemory, type SigningKeys } from './signing-keys.ts';

/** Keys of a test's own. */
export const testKeys = (): SigningKeys => inMemory(firstKeys('2026-11-24'));
