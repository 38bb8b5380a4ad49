/**
 * A short sign for each name, unlike that of any other: the initials of several words ("Sầu riêng" SR), the shortest
 * telling beginning of one ("Coffee" Cof beside "Cocoa" Coc). Colour alone must not tell two zones apart.
 */
export function shortNames(names: readonly string[]): string[] {
  const initials = names.map((name) => {
    const words = name.split(/\s+/);
    return words.length > 1
      ? words
          .map((word) => word.charAt(0).toLocaleUpperCase('vi'))
          .join('')
          .slice(0, 3)
      : '';
  });
  return names.map((name, index) => {
    const own = initials[index];
    if (own && initials.indexOf(own) === initials.lastIndexOf(own)) return own;
    const others = names.filter((other, at) => at !== index && other !== name).map((other) => fold(other));
    const taken = new Set(initials.map(fold));
    for (let length = 1; length < name.length; length++) {
      const short = name.slice(0, length);
      const isTelling = !others.some((other) => other.startsWith(fold(short))) && !taken.has(fold(short));
      if (isTelling && !short.endsWith(' ')) return short;
    }
    return name;
  });
}

const fold = (text: string): string => text.toLocaleLowerCase('vi');
