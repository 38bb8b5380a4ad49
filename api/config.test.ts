import { expect, it } from 'vitest';
import { readConfig } from './config.ts';

it.each(['ocop@daklak.gov.vn', 'https://daklak.gov.vn/lien-he'])('takes %s for whom to ask', (contact) => {
  const { responsible } = readConfig({ HUB_CONTACT: contact, HUB_PUBLISHER: 'Văn phòng Điều phối' });
  expect(responsible).toEqual({ publisher: 'Văn phòng Điều phối', contact });
});

it.each(['0262 3', 'mailto:a@b.vn', 'ftp://a.vn', 'a@b'])(
  'says how to name whom to ask, in place of "%s"',
  (contact) => {
    expect(() => readConfig({ HUB_CONTACT: contact })).toThrow(
      /HUB_CONTACT.*an e-mail address, or the https address/,
    );
  },
);

it('leaves out whom nobody has named', () => {
  expect(readConfig({ HUB_CONTACT: '' }).responsible).toEqual({ publisher: undefined, contact: undefined });
});
