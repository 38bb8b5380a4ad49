/** Stars that are typed as words: "cà phê OCOP 5 sao". No name has them, so they are asked for as a filter. */

const numbers: Record<string, string> = {
  ba: '3',
  bốn: '4',
  năm: '5',
  three: '3',
  four: '4',
  five: '5',
};
const spoken = new RegExp(
  String.raw`(^|\s)([3-5]|${Object.keys(numbers).join('|')})\s*(?:sao|stars?|[★⭐*])(?=\s|$)`,
  'giu',
);
/** Everything here is OCOP: the word finds nothing, and hides what the others would find. */
const programme = /(^|\s)ocop(?=\s|$)/giu;

export interface Spoken {
  /** The text without its stars; empty where there was nothing else. */
  text: string;
  stars: string[];
}

export function spokenStars(typed: string): Spoken {
  const stars = new Set<string>();
  const rest = typed.normalize('NFC').replace(spoken, (_, before: string, number: string) => {
    stars.add(numbers[number.toLowerCase()] ?? number);
    return before;
  });
  const text = rest.replace(programme, '$1').replace(/\s+/gu, ' ').trim();
  return { text: text || (stars.size > 0 ? '' : typed), stars: [...stars] };
}
