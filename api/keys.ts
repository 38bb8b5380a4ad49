import { Problem } from './problem.ts';
import { disowned, openKeys, rotated, writeKeys, type KeySet } from './register/proofs/signing-keys.ts';

interface KeysCommand {
  file: string;
  today: string;
  say: (line: string) => void;
}

/** `hub keys`, `hub keys rotate`, `hub keys disown KID`. A running hub notices by itself. */
export function runKeys(what: string | undefined, kid: string | undefined, command: KeysCommand): void {
  const { file, today, say } = command;
  const keys = openKeys(file, today, say);
  switch (what) {
    case undefined:
      return list(keys, command);
    case 'rotate': {
      const next = rotated(keys, today);
      writeKeys(file, next);
      say(`${next.keys[0]?.kid} signs from now on. QR codes that are printed already go on verifying.`);
      return list(next, command);
    }
    case 'disown': {
      if (!kid) throw new Problem('Say which key: npm run hub -- keys disown KID');
      const next = disowned(keys, kid, today);
      writeKeys(file, next);
      say(`Whatever ${kid} signed counts as forged from now on, also on labels that are honest.`);
      say(
        'Labels printed with it: print them anew. Without a network they are reported as forged; online, the',
      );
      say(
        'verdict of their address stays what the register says. A phone learns of this with its next update.',
      );
      return list(next, command);
    }
    default:
      throw new Problem(`There is no "keys ${what}": it is keys, keys rotate or keys disown KID`);
  }
}

function list({ keys, disowned: stolen }: KeySet, { file, say }: KeysCommand): void {
  say(`Keys in ${file}`);
  keys.forEach(({ kid, made }, at) => say(`  ${kid}  ${at === 0 ? 'signs' : 'verifies'}, made ${made}`));
  stolen.forEach(({ kid, since }) => say(`  ${kid}  disowned since ${since}`));
}
