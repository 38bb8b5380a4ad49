import jsonld from 'jsonld';
import { Parser, Writer } from 'n3';
import { dcatPrefixes } from './dcat.rules.ts';

/** The same statements as a document of JSON-LD, which must bring its context along: nothing is fetched. */
export async function turtleOf(document: object): Promise<string> {
  const lines = await jsonld.toRDF(document as jsonld.JsonLdDocument, {
    format: 'application/n-quads',
    documentLoader: (url) => Promise.reject(new Error(`A catalogue names ${url} as its context`)),
  });
  const writer = new Writer({ format: 'text/turtle', prefixes: dcatPrefixes });
  writer.addQuads(new Parser({ format: 'N-Quads' }).parse(String(lines)));
  return new Promise((resolve, reject) => {
    writer.end((error: Error | null, text: string) => (error ? reject(error) : resolve(text)));
  });
}
