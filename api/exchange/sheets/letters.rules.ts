/**
 * The Vietnamese encodings of before Unicode. Their files hold the letters of a Western font, which a font with
 * Vietnamese pictures showed as Vietnamese: "Tªn s¶n phÈm" in .VnTime, "Teân saûn phaåm" in VNI-Times.
 */

export type OldLetters = 'TCVN3' | 'VNI';
export type Letters = 'UNICODE' | OldLetters;

/** From U+00A1 on (TCVN 5712:1993, VN3). The five marks in it stand for themselves. */
const tcvn3 =
  'ĂÂÊÔƠƯĐăâêôơưđẰ\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ';
const TCVN3_FROM = 0xa1;

/** After a vowel, in small letters; the same holds in capitals. */
const vniMarks: Record<string, string> = {
  ù: '\u0301',
  ø: '\u0300',
  û: '\u0309',
  õ: '\u0303',
  ï: '\u0323',
  â: '\u0302',
  á: '\u0302\u0301',
  à: '\u0302\u0300',
  å: '\u0302\u0309',
  ã: '\u0302\u0303',
  ä: '\u0302\u0323',
  ê: '\u0306',
  é: '\u0306\u0301',
  è: '\u0306\u0300',
  ú: '\u0306\u0309',
  ü: '\u0306\u0303',
  ë: '\u0306\u0323',
};
/** Letters that stand by themselves. */
const vniLetters: Record<string, string> = {
  ñ: 'đ',
  í: 'í',
  ì: 'ì',
  æ: 'ỉ',
  ó: 'ĩ',
  ò: 'ị',
  ô: 'ơ',
  ö: 'ư',
  î: 'ỵ',
};

export const readers: Readonly<Record<OldLetters, (text: string) => string>> = {
  TCVN3: (text) =>
    text
      .normalize('NFC')
      .replace(/[\u00a1-\u00ff]/g, (letter) => tcvn3.charAt(letter.charCodeAt(0) - TCVN3_FROM))
      .normalize('NFC'),
  VNI: (text) =>
    text
      .normalize('NFC')
      .replace(/([aeiouyôö])([ùøûõïâáàåãäêéèúüë])|[ñíìæóòôöî]/gi, (all, vowel: string, mark: string) => {
        const read = (letter: string) => {
          const small = letter.toLowerCase();
          const plain = vniLetters[small] ?? small;
          return small === letter ? plain : plain.toUpperCase();
        };
        return vowel ? read(vowel) + (vniMarks[mark.toLowerCase()] ?? '') : read(all);
      })
      .normalize('NFC'),
};

const vowels = 'aăâeêioôơuưy';
/** A syllable as Vietnamese has it: its consonants, one to three vowels, its end. Ê Đê names are not asked for here. */
const syllable = new RegExp(
  `^(b|c|ch|d|đ|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|p|ph|qu|r|s|t|th|tr|v|x|kr|br|dr|đr|pl|kl|bl|gr|pr)?[${vowels}]{1,3}(c|ch|k|m|n|ng|nh|p|t|r|l|h)?$`,
);
const tone = /[\u0300\u0301\u0303\u0309\u0323]/g;

function isSyllable(word: string): boolean {
  const decomposed = word.toLowerCase().normalize('NFD');
  if ((decomposed.match(tone) ?? []).length > 1) return false;
  return syllable.test(decomposed.replace(tone, '').normalize('NFC'));
}

/** How many of the words that are not plain letters alone are Vietnamese, from 0 to 1; null where there is no such word. */
function likeness(text: string): number | null {
  let all = 0;
  let like = 0;
  for (const word of text.match(/[\p{L}\p{M}\u00a1-\u00bf\u00d7\u00f7]+/gu) ?? []) {
    if (/^[a-z]+$/i.test(word)) continue;
    all += 1;
    if (isSyllable(word)) like += 1;
  }
  return all === 0 ? null : like / all;
}

const UNLIKE = 0.5;
const LIKE = 0.8;

/** The old encoding that a text is written in; null where it is Unicode, or nothing that makes sense. */
export function oldLettersIn(text: string): OldLetters | null {
  const asItIs = likeness(text.normalize('NFC').replaceAll('\u00ad', ''));
  if (asItIs === null || asItIs >= UNLIKE) return null;
  const [best] = (['TCVN3', 'VNI'] as const)
    .map((letters) => ({ letters, likeness: likeness(readers[letters](text)) ?? 0 }))
    .toSorted((a, b) => b.likeness - a.likeness);
  return best && best.likeness >= LIKE ? best.letters : null;
}
