import type { ApolloServer } from '@apollo/server';
import type { Context } from '../../graphql/context.ts';
import type {
  DescribedProduct,
  DescribedRecognition,
} from '../../register/products/structured-data.rules.ts';
import { isCode, plainCode } from '../../register/codes.rules.ts';
import type { VerdictFacts } from '../../register/recognitions/recognition.rules.ts';
import type { Lang } from '../language.ts';
import { askHub } from '../ask-hub.ts';

export interface NamedSource {
  title: string;
  publisher: string | null;
  url: string | null;
  language: string;
  retrievedOn: string;
}

export interface AnsweredRecognition extends DescribedRecognition {
  round: string | null;
  revocationReason: string | null;
  source: NamedSource;
  otherSources: NamedSource[];
}

export interface AnsweredProduct extends Omit<DescribedProduct, 'page' | 'producer' | 'category'> {
  slug: string;
  productSet: { name: string } | null;
  producer: { name: string; slug: string } | null;
  place: { fullName: string } | null;
  formerPlace: { fullName: string } | null;
  placeAsWritten: string | null;
  variants: { name: string; netContent: string | null; gtin: string | null }[];
}

export interface AnsweredVerdict extends VerdictFacts {
  asOf: string;
  statement: string;
  product: AnsweredProduct | null;
  recognition: AnsweredRecognition | null;
  supersededBy: { code: string; stars: number | null } | null;
}

export interface Candidate {
  code: string;
  name: string;
  producer: { name: string } | null;
  recognitions: { code: string }[];
}

export interface Answer {
  verdict: AnsweredVerdict;
  /** What a decision recognised, where the number is that of one about several products. */
  recognitions: { code: string; stars: number | null; decisionNumber: string; product: Candidate }[];
  /** Also where not all of them are told. */
  recognitionCount: number;
  candidates: Candidate[];
  hub: { name: string; isOfficial: boolean };
}

/** The same question that anybody can ask at /graphql: the verdict comes in one statement, by the one rule. */
const documentFor = (listed: string) => `
  query VerdictPage($number: String!, $asOf: Date, $language: Language!) {
    verdicts(numbers: [$number], asOf: $asOf) {
      verdict {
        status reason asOf stars firstDay lastDay lastDayIsExact earliestLastDay statement(language: $language)
        product {
          code slug name alternateNames story officialCode placeAsWritten
          productSet { name(language: $language) }
          producer { name slug }
          place { fullName }
          formerPlace { fullName }
          variants { name netContent gtin }
          media { url alt credit licence }
          recognitions { ...Dated }
        }
        recognition {
          ...Dated
          round revocationReason
          source { ...Named }
          otherSources { ...Named }
        }
        supersededBy { code stars }
      }
      ${listed}
      candidates { ...Nearest }
    }
    dataset { isOfficial province { name } }
  }
  fragment Dated on Recognition {
    code stars evidence issued validUntil extendedUntil revokedOn supersededOn decisionNumber issuingAuthority
  }
  fragment Named on Source { title publisher url language retrievedOn }
  fragment Nearest on Product { code name producer { name } recognitions { code } }`;

/** A code stands for one thing; only the number of a decision may stand for many, and pays for them. */
const documents = {
  code: documentFor(''),
  number: documentFor('recognitionCount recognitions { code stars decisionNumber product { ...Nearest } }'),
};

export interface Question {
  number: string;
  asOf: string | null;
  lang: Lang;
}

interface Told {
  verdicts: [Omit<Answer, 'hub'>];
  dataset: { isOfficial: boolean; province: { name: string } };
}

export async function askRegister(
  graphql: ApolloServer<Context>,
  context: Context,
  { number, asOf, lang }: Question,
): Promise<Answer> {
  const { verdicts, dataset } = await askHub<Told>(
    graphql,
    context,
    documents[isCode(plainCode(number)) ? 'code' : 'number'],
    { number, asOf, language: lang === 'vi' ? 'VI' : 'EN' },
  );
  const none = { recognitions: [], recognitionCount: 0 };
  return {
    ...none,
    ...verdicts[0],
    hub: { name: `OCOP ${dataset.province.name}`, isOfficial: dataset.isOfficial },
  };
}
