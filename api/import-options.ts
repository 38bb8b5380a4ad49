import { visible } from './exchange/sheets/remark.rules.ts';
import { Problem } from './problem.ts';

/** What the commands of an import have in common in how they are asked. */

/** `--map "HEADING=column"`, once or more. */
export const pairs = (option: string, texts: readonly string[] = []) =>
  texts.map((text) => {
    const [, name = '', value = ''] = /^(.+)=([^=]+)$/s.exec(text) ?? [];
    if (name === '') throw new Problem(`--${option} is written as "name=value", not "${text}"`);
    return [name.trim(), value.trim()] as const;
  });

/** Who does it: said here, or set once for all. */
export function actorOf(by: string | undefined, actor: string | undefined): string {
  const name = by ?? actor;
  if (name === undefined)
    throw new Problem(
      'Ai làm việc này? Ghi --by "TÊN" (hoặc đặt HUB_ACTOR) / Who does this? Say --by "NAME" (or set HUB_ACTOR)',
    );
  return plainText('by', name, 200);
}

export function plainText(option: string, text: string, most: number): string {
  const plain = visible(text.normalize('NFC'));
  if (plain === '' || plain.length > most)
    throw new Problem(`--${option} takes a text of 1 to ${most} letters, not ${plain.length}`);
  return plain;
}
