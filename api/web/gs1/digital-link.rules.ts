import { gtin14, gtinCheckDigit, hasRightCheckDigit } from '../../register/products/gtin.rules.ts';

/** A GS1 Digital Link below `/01/`: a GTIN, and what stands behind it in the order of the standard. */
export interface DigitalLink {
  gtin: string;
  /** Pairs of application identifier and value: 22 (variant), 10 (lot), 21 (serial). */
  qualifiers: [string, string][];
}

export type LinkFault =
  { fault: 'LENGTH' } | { fault: 'CHECK_DIGIT'; given: string; right: number } | { fault: 'QUALIFIERS' };

const ORDER = ['22', '10', '21'];
/** The characters that GS1 allows in these values, at most 20 of them. */
const VALUE = /^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]{1,20}$/;

/** Reads the path behind `/01/`, its segments decoded. */
export function readDigitalLink([number = '', ...rest]: readonly string[]): DigitalLink | LinkFault {
  const gtin = gtin14(number);
  if (!gtin) return { fault: 'LENGTH' };
  if (!hasRightCheckDigit(gtin))
    return { fault: 'CHECK_DIGIT', given: gtin.slice(-1), right: gtinCheckDigit(gtin.slice(0, -1)) };
  const qualifiers: [string, string][] = [];
  let least = 0;
  for (let at = 0; at < rest.length; at += 2) {
    const [identifier = '', value = ''] = rest.slice(at, at + 2);
    const place = ORDER.indexOf(identifier);
    if (place < least || !VALUE.test(value)) return { fault: 'QUALIFIERS' };
    least = place + 1;
    qualifiers.push([identifier, value]);
  }
  return { gtin, qualifiers };
}

export const isFault = (link: DigitalLink | LinkFault): link is LinkFault => 'fault' in link;

/** The types of links that this resolver has, in GS1's vocabulary. */
export const linkTypes = ['verificationService', 'certificationInfo', 'pip'] as const;
export type LinkType = (typeof linkTypes)[number];

/** `gs1:pip`, `pip` or the whole address of the term; null for what this resolver does not have. */
export function linkTypeOf(text: string): LinkType | null {
  const term = text.replace(/^(gs1:|https?:\/\/(ref\.)?gs1\.org\/voc\/)/, '');
  return linkTypes.find((type) => type === term) ?? null;
}

/** "all" is what older texts call the link set. */
export const isLinkSet = (text: string): boolean => text === 'linkset' || text === 'all';
