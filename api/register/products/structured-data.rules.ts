/**
 * What a machine reads of a product and its recognitions on a day, in the words of schema.org. Its certification
 * status knows only active and inactive: the verdict itself, one of six, stands in the description and as a property
 * of our own. Pages, the verdict and exports all take their JSON-LD from here.
 */
import type { CertificationLeaf, ImageObject, Organization, ProductLeaf } from 'schema-dts';
import {
  isWellEvidenced,
  productVerdict,
  recognitionVerdict,
  type RecognitionFacts,
  type VerdictFacts,
} from '../recognitions/recognition.rules.ts';
import { datedStatement, statement } from '../recognitions/verdict-words.rules.ts';

export interface DescribedRecognition extends RecognitionFacts {
  decisionNumber: string | null;
  issuingAuthority: string | null;
}

export interface DescribedProduct<R extends DescribedRecognition = DescribedRecognition> {
  code: string;
  name: string;
  alternateNames: readonly string[];
  story: string | null;
  officialCode: string | null;
  /** The name of its product set. */
  category: string | null;
  /** Address of its page in the directory, and of its producer's: absolute, or from the root of the hub. */
  page: string;
  producer: { name: string; page: string } | null;
  variants: readonly { gtin: string | null }[];
  media: readonly { url: string; alt: string; credit: string; licence: string }[];
  recognitions: readonly R[];
}

export interface Description {
  /** The day that it is true for. */
  asOf: string;
  lang: 'vi' | 'en';
  /** `https://hub.example`, without a slash; empty where the hub does not know its own address. */
  origin: string;
}

/** The name of the property that carries the verdict, one of the six words of the public contract. */
export const VERDICT_PROPERTY = 'ocop:verdict';

const LOWEST_STARS = 3;
const HIGHEST_STARS = 5;

/** The node of a product for a JSON-LD graph; the verdict of the product itself where no other is given. */
export function productNode(
  product: DescribedProduct,
  described: Description,
  verdict: VerdictFacts = productVerdict(product.recognitions, described.asOf),
): ProductLeaf {
  const { origin, lang } = described;
  const gtins = product.variants.flatMap(({ gtin }) => gtin ?? []);
  const sentence = spoken(verdict, product.name, described);
  return filled<ProductLeaf>({
    '@type': 'Product',
    '@id': productId(product, origin),
    name: product.name,
    alternateName: several(product.alternateNames),
    description: product.story ? `${sentence} ${product.story}` : sentence,
    url: absolute(product.page, origin),
    sku: product.code,
    category: product.category,
    productID: product.officialCode,
    gtin14: several(gtins),
    hasGS1DigitalLink: several(gtins.map((gtin) => `${origin}/01/${gtin}`)),
    manufacturer: product.producer && producerNode(product.producer, origin),
    countryOfOrigin: { '@type': 'Country', name: 'Việt Nam', identifier: 'VN' },
    image: several(product.media.map((picture) => imageNode(picture, origin))),
    additionalProperty: {
      '@type': 'PropertyValue',
      propertyID: VERDICT_PROPERTY,
      name: lang === 'vi' ? 'Kết quả tra cứu OCOP' : 'OCOP verdict',
      value: verdict.status,
      description: datedStatement(
        { ...verdict, asOf: described.asOf, name: product.name },
        languageOf(described),
      ),
    },
    hasCertification: several(
      product.recognitions.flatMap((recognition) => certificationNode(recognition, product, described) ?? []),
    ),
  });
}

/**
 * A recognition as a certification; null for what is none: known only from a council, or not issued on that day.
 * Active means in force. Whether it is cannot be said where the day of issue is not published: then no status.
 */
export function certificationNode(
  recognition: DescribedRecognition,
  product: Pick<DescribedProduct, 'code' | 'name'>,
  described: Description,
): CertificationLeaf | null {
  const verdict = recognitionVerdict(recognition, described.asOf);
  if (!isWellEvidenced(recognition.evidence) || verdict.status === 'UNKNOWN') return null;
  const { origin, lang } = described;
  return filled<CertificationLeaf>({
    '@type': 'Certification',
    '@id': `${origin}/v/${recognition.code}#certification`,
    name: verdict.stars ? `OCOP ${verdict.stars} ${lang === 'vi' ? 'sao' : 'stars'}` : 'OCOP',
    identifier: recognition.code,
    url: `${origin}/v/${recognition.code}`,
    description: spoken(verdict, product.name, described),
    about: { '@id': productId(product, origin) },
    certificationIdentification: recognition.decisionNumber,
    certificationStatus: certificationStatus(verdict),
    certificationRating: verdict.stars
      ? {
          '@type': 'Rating',
          ratingValue: verdict.stars,
          bestRating: HIGHEST_STARS,
          worstRating: LOWEST_STARS,
        }
      : null,
    issuedBy: recognition.issuingAuthority
      ? { '@type': 'GovernmentOrganization', name: recognition.issuingAuthority }
      : null,
    validFrom: verdict.firstDay,
    expires: verdict.lastDayIsExact ? verdict.lastDay : null,
  });
}

function certificationStatus({ status }: VerdictFacts) {
  if (status === 'NOT_CONFIRMED') return null;
  return status === 'IN_FORCE'
    ? 'https://schema.org/CertificationActive'
    : 'https://schema.org/CertificationInactive';
}

/** Nodes as one document. */
export const jsonLd = (...nodes: readonly object[]) => ({
  '@context': 'https://schema.org' as const,
  '@graph': nodes,
});

/** The text of a `<script type="application/ld+json">`: no value can close the element. */
export const scriptText = (document: object): string => JSON.stringify(document).replaceAll('<', '\\u003c');

const productId = ({ code }: { code: string }, origin: string) => `${origin}/v/${code}#product`;

const spoken = (verdict: VerdictFacts, name: string, described: Description): string =>
  statement({ ...verdict, asOf: described.asOf, name }, languageOf(described));

const languageOf = ({ lang }: Description) => (lang === 'vi' ? 'VI' : 'EN');

const producerNode = ({ name, page }: { name: string; page: string }, origin: string): Organization => ({
  '@type': 'Organization',
  '@id': `${absolute(page, origin)}#producer`,
  name,
  url: absolute(page, origin),
});

const imageNode = (
  { url, alt, credit, licence }: DescribedProduct['media'][number],
  origin: string,
): ImageObject => ({
  '@type': 'ImageObject',
  contentUrl: absolute(url, origin),
  caption: alt,
  creditText: credit,
  license: licence,
});

const absolute = (address: string, origin: string): string =>
  address.startsWith('/') ? origin + address : address;

/** A node with what is known of it. */
function filled<Node extends object>(node: { [Key in keyof Node]: Node[Key] | null }): Node {
  return Object.fromEntries(Object.entries(node).filter(([, value]) => value !== null)) as Node;
}

/** A list where there are several, the value itself where there is one. */
const several = <Value>(values: readonly Value[]): readonly Value[] | Value | null =>
  values.length > 1 ? values : (values[0] ?? null);
