/**
 * A page that was built while a recognition was in force must not call it active on the day after, nor once the
 * register has taken it back.
 */
import {
  recognitionVerdict,
  type RecognitionFacts,
} from '../../../api/register/recognitions/recognition.rules.ts';
import { latestOf } from '../verdict/latest-facts.ts';

interface Certified {
  identifier?: string;
  certificationStatus?: string;
  expires?: string;
}

const ACTIVE = 'https://schema.org/CertificationActive';
const INACTIVE = 'https://schema.org/CertificationInactive';

/** Whether anything in the graph had to be corrected for a day. */
export function redecideCertifications(
  graph: { hasCertification?: unknown }[],
  day: string,
  latest: (code: string) => RecognitionFacts | undefined = latestOf,
): boolean {
  const certified = graph.flatMap(({ hasCertification = [] }) => hasCertification as Certified | Certified[]);
  return certified.map((one) => redecideOne(one, day, latest(one.identifier ?? ''))).includes(true);
}

function redecideOne(one: Certified, day: string, facts: RecognitionFacts | undefined): boolean {
  const before = JSON.stringify(one);
  if (facts) {
    const { status, lastDay, lastDayIsExact } = recognitionVerdict(facts, day);
    if (status !== 'NOT_CONFIRMED') one.certificationStatus = status === 'IN_FORCE' ? ACTIVE : INACTIVE;
    if (lastDay && lastDayIsExact) one.expires = lastDay;
  } else if (one.certificationStatus === ACTIVE && one.expires && one.expires < day) {
    one.certificationStatus = INACTIVE;
  }
  return JSON.stringify(one) !== before;
}

export function redecideStructuredData(root: ParentNode, day: string): void {
  for (const script of root.querySelectorAll('script[type="application/ld+json"]')) {
    const document = JSON.parse(script.textContent) as { '@graph'?: { hasCertification?: unknown }[] };
    if (redecideCertifications(document['@graph'] ?? [], day)) script.textContent = JSON.stringify(document);
  }
}
