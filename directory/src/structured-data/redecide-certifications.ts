/** A page that was built while a recognition was in force must not call it active on the day after. */
interface Certified {
  certificationStatus?: string;
  expires?: string;
}

/** Whether anything in the graph had to be corrected for a day. */
export function redecideCertifications(graph: { hasCertification?: unknown }[], day: string): boolean {
  const ended = graph
    .flatMap(({ hasCertification = [] }) => hasCertification as Certified | Certified[])
    .filter(
      ({ certificationStatus, expires }) =>
        certificationStatus?.endsWith('/CertificationActive') && expires && expires < day,
    );
  for (const one of ended) one.certificationStatus = 'https://schema.org/CertificationInactive';
  return ended.length > 0;
}

export function redecideStructuredData(root: ParentNode, day: string): void {
  for (const script of root.querySelectorAll('script[type="application/ld+json"]')) {
    const document = JSON.parse(script.textContent) as { '@graph'?: { hasCertification?: unknown }[] };
    if (redecideCertifications(document['@graph'] ?? [], day)) script.textContent = JSON.stringify(document);
  }
}
