import { proofHead, signedMessage, type ProofStatement } from './proof.rules.ts';
import type { Proof } from './proof.type.ts';
import type { SigningKeys } from './signing-keys.ts';

/** Signs a statement of the register with today's key. */
export type ProofIssuer = (statement: ProofStatement) => Proof;

export const proofIssuer =
  (keys: SigningKeys, origin: string): ProofIssuer =>
  (statement) => {
    const { keyId, sign } = keys.current();
    const head = proofHead(statement, keyId);
    const fragment = `${head}.${sign(signedMessage(statement.code, head))}`;
    const { code, stars, lastDay, statusIndex } = statement;
    return { keyId, stars, lastDay, statusIndex, fragment, url: `${origin}/v/${code}#${fragment}` };
  };
