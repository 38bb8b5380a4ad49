/**
 * A page that was built while a recognition was in force must not call it active on the day after, nor once the
 * register has taken it back: what machines read of it is decided again with what people read.
 */
import {
  productVerdict,
  recognitionVerdict,
  type RecognitionFacts,
} from '../../../api/register/recognitions/recognition.rules.ts';
import { datedStatement, statement } from '../../../api/register/recognitions/verdict-words.rules.ts';
import type { Lang } from '../i18n/routes.ts';
import { latestOf } from '../verdict/latest-facts.ts';
import { unpack, type PackedFacts, type StandingFacts } from '../verdict/standing.ts';

interface Certified {
  identifier?: string;
  certificationStatus?: string;
  expires?: string;
  description?: string;
}

interface Node {
  name?: string;
  url?: string;
  description?: string;
  additionalProperty?: { value?: string; description?: string };
  hasCertification?: Certified | Certified[];
}

const ACTIVE = 'https://schema.org/CertificationActive';
const INACTIVE = 'https://schema.org/CertificationInactive';

export interface Now {
  day: string;
  lang: Lang;
  /** What is known now of the product of this slug; undefined where the page holds nothing of it. */
  factsOf: (slug: string) => readonly StandingFacts[] | undefined;
}

/** Whether anything in the graph had to be corrected. */
export function redecideGraph(graph: readonly Node[], now: Now): boolean {
  const before = JSON.stringify(graph);
  for (const node of graph) {
    const facts = now.factsOf(node.url?.split('/').at(-2) ?? '');
    if (facts && node.additionalProperty) redecideProduct(node, facts, now);
    for (const one of [node.hasCertification ?? []].flat()) {
      const code = one.identifier ?? '';
      redecideCertification(
        one,
        node.name ?? null,
        facts?.find((its) => its.code === code) ?? latestOf(code),
        now,
      );
    }
  }
  return JSON.stringify(graph) !== before;
}

function redecideProduct(node: Node, facts: readonly StandingFacts[], { day, lang }: Now): void {
  const verdict = productVerdict(facts, day);
  const told = node.additionalProperty ?? {};
  if (told.value === verdict.status) return;
  const said = { ...verdict, asOf: day, name: node.name ?? null };
  // What the product's own description begins with, after the day.
  const before = told.description?.replace(/^[^:]*: /, '') ?? '';
  told.value = verdict.status;
  told.description = datedStatement(said, languages[lang]);
  if (node.description)
    node.description = node.description.replace(before, () => statement(said, languages[lang]));
}

function redecideCertification(
  one: Certified,
  name: string | null,
  facts: RecognitionFacts | undefined,
  { day, lang }: Now,
): void {
  if (facts) {
    const verdict = recognitionVerdict(facts, day);
    const { status, lastDay, lastDayIsExact } = verdict;
    if (status !== 'NOT_CONFIRMED') one.certificationStatus = status === 'IN_FORCE' ? ACTIVE : INACTIVE;
    if (lastDay && lastDayIsExact) one.expires = lastDay;
    if (one.description) one.description = statement({ ...verdict, asOf: day, name }, languages[lang]);
  } else if (one.certificationStatus === ACTIVE && one.expires && one.expires < day) {
    one.certificationStatus = INACTIVE;
  }
}

const languages = { vi: 'VI', en: 'EN' } as const;

export function redecideStructuredData(root: ParentNode, day: string, lang: Lang): void {
  const factsOf = (slug: string) => {
    const held = root.querySelector<HTMLElement>(`[data-facts][data-product="${CSS.escape(slug)}"]`);
    return held ? (JSON.parse(held.dataset['facts'] ?? '[]') as PackedFacts[]).map(unpack) : undefined;
  };
  for (const script of root.querySelectorAll('script[type="application/ld+json"]')) {
    const document = JSON.parse(script.textContent) as { '@graph'?: Node[] };
    if (redecideGraph(document['@graph'] ?? [], { day, lang, factsOf }))
      script.textContent = JSON.stringify(document);
  }
}
