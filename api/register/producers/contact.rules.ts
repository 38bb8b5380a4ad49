/**
 * What is the same for every spelling of a contact: whoever withdrew the consent for +84 905 123 456 withdrew it for
 * 0905.123.456, too.
 */
export function plainContact(kind: string, value: string): string {
  const plain = value.normalize('NFKC').replaceAll(/[\s\p{Cf}]/gu, '');
  if (kind === 'EMAIL') return plain.toLowerCase().replace(/^mailto:/, '');
  if (kind !== 'PHONE' && kind !== 'ZALO') return plain;
  const number = plain.toLowerCase().replace(/^(tel:|(https?:\/\/)?zalo\.me\/)/, '');
  return /^\+?[\d()./\p{Pd}]+$/u.test(number) ? nationalNumber(number) : plain;
}

/**
 * Without the 84 of Vietnam and the 0 before an area or a network. After 84 come at least nine digits, so the 84 of
 * 084 123 4567 is of its network.
 */
const nationalNumber = (number: string): string =>
  number
    .replaceAll(/\D/g, '')
    .replace(/^0*84(?=0?\d{9,10}$)/, '')
    .replace(/^0+/, '');
