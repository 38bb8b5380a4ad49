import { describe, expect, it } from 'vitest';
import { addDays, recognitionVerdict } from '../recognitions/recognition.rules.ts';
import {
  certificationNode,
  jsonLd,
  productNode,
  scriptText,
  type DescribedProduct,
  type DescribedRecognition,
  type Description,
} from './structured-data.rules.ts';

const recognition: DescribedRecognition = {
  code: 'R2345677',
  stars: 4,
  evidence: 'SIGNED_DECISION',
  issued: '2023-11-25',
  validUntil: '2026-11-25',
  extendedUntil: null,
  revokedOn: null,
  supersededOn: null,
  decisionNumber: '3410/QĐ-UBND',
  issuingAuthority: 'UBND tỉnh Đắk Lắk',
};

const product: DescribedProduct = {
  code: 'P2345678',
  name: 'Cà phê <Ê Đê>',
  alternateNames: ['Cà phê Buôn Ma Thuột'],
  story: null,
  officialCode: '66-643-1-2023',
  category: 'Cà phê',
  page: '/san-pham/ca-phe-e-de/',
  producer: { name: 'HTX Ea Kao', page: '/chu-the/htx-ea-kao/' },
  variants: [{ gtin: '08938505974194' }, { gtin: null }],
  media: [],
  recognitions: [recognition],
};

const on = (asOf: string, lang: 'vi' | 'en' = 'en'): Description => ({
  asOf,
  lang,
  origin: 'https://hub.example',
});

const certificationOn = (asOf: string, changes: Partial<DescribedRecognition> = {}) =>
  certificationNode({ ...recognition, ...changes }, product, on(asOf));

describe('a product as structured data', () => {
  it('says what it is, who makes it, and what the register answers on the day', () => {
    expect(productNode(product, on('2026-11-25'))).toEqual({
      '@type': 'Product',
      '@id': 'https://hub.example/v/P2345678#product',
      name: 'Cà phê <Ê Đê>',
      alternateName: 'Cà phê Buôn Ma Thuột',
      description: '“Cà phê <Ê Đê>”: OCOP 4 stars, in force until the end of 25 November 2026.',
      url: 'https://hub.example/san-pham/ca-phe-e-de/',
      sku: 'P2345678',
      category: 'Cà phê',
      productID: '66-643-1-2023',
      gtin14: '08938505974194',
      hasGS1DigitalLink: 'https://hub.example/01/08938505974194',
      manufacturer: {
        '@type': 'Organization',
        '@id': 'https://hub.example/chu-the/htx-ea-kao/#producer',
        name: 'HTX Ea Kao',
        url: 'https://hub.example/chu-the/htx-ea-kao/',
      },
      countryOfOrigin: { '@type': 'Country', name: 'Việt Nam', identifier: 'VN' },
      additionalProperty: {
        '@type': 'PropertyValue',
        propertyID: 'ocop:verdict',
        name: 'OCOP verdict',
        value: 'IN_FORCE',
        description:
          'As of 25 November 2026: “Cà phê <Ê Đê>”: OCOP 4 stars, in force until the end of 25 November 2026.',
      },
      hasCertification: {
        '@type': 'Certification',
        '@id': 'https://hub.example/v/R2345677#certification',
        name: 'OCOP 4 stars',
        identifier: 'R2345677',
        url: 'https://hub.example/v/R2345677',
        description: '“Cà phê <Ê Đê>”: OCOP 4 stars, in force until the end of 25 November 2026.',
        about: { '@id': 'https://hub.example/v/P2345678#product' },
        certificationIdentification: '3410/QĐ-UBND',
        certificationStatus: 'https://schema.org/CertificationActive',
        certificationRating: { '@type': 'Rating', ratingValue: 4, bestRating: 5, worstRating: 3 },
        issuedBy: { '@type': 'GovernmentOrganization', name: 'UBND tỉnh Đắk Lắk' },
        validFrom: '2023-11-25',
        expires: '2026-11-25',
      },
    });
  });

  it('never calls a certification active on a day on which the rule does not', () => {
    const histories: Partial<DescribedRecognition>[] = [
      {},
      { extendedUntil: '2027-01-10' },
      { revokedOn: '2025-03-01' },
      { supersededOn: '2025-06-01' },
      { issued: '2023-11', validUntil: null },
      { stars: null },
      { evidence: 'COUNCIL_RESULT' },
    ];
    for (const history of histories) {
      for (let day = '2023-11-01'; day < '2027-02-01'; day = addDays(day, 1)) {
        const isActive =
          certificationOn(day, history)?.certificationStatus === 'https://schema.org/CertificationActive';
        const { status } = recognitionVerdict({ ...recognition, ...history }, day);
        expect(isActive, `${day} ${JSON.stringify(history)}`).toBe(status === 'IN_FORCE');
      }
    }
  });

  it('ends a revoked and a superseded one on its last day in force', () => {
    expect(certificationOn('2026-01-01', { revokedOn: '2025-03-01' })).toMatchObject({
      certificationStatus: 'https://schema.org/CertificationInactive',
      expires: '2025-02-28',
    });
    expect(certificationOn('2026-01-01', { supersededOn: '2025-06-01' })?.expires).toBe('2025-05-31');
  });

  it('gives no status and no last day where the day of issue is not published', () => {
    const node = certificationOn('2026-11-25', { issued: '2024', validUntil: null });
    expect(node).not.toHaveProperty('certificationStatus');
    expect(node).not.toHaveProperty('expires');
    expect(node?.description).toContain('cannot be confirmed');
  });

  it('makes no certification of a council’s result, nor of what was issued later', () => {
    expect(certificationOn('2026-11-25', { evidence: 'COUNCIL_RESULT' })).toBeNull();
    expect(certificationOn('2023-11-24')).toBeNull();
    const unproven = { ...product, recognitions: [{ ...recognition, evidence: 'ASSESSED_ONLY' as const }] };
    expect(productNode(unproven, on('2026-11-25', 'vi'))).not.toHaveProperty('hasCertification');
  });

  it('cannot be closed by what a product is called', () => {
    const text = scriptText(
      jsonLd(productNode({ ...product, name: '</script><script>alert(1)' }, on('2026-11-25'))),
    );
    expect(text).not.toContain('<');
    expect(JSON.parse(text)['@graph'][0].name).toBe('</script><script>alert(1)');
  });
});
