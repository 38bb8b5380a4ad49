import { flatColumns, inWords, type Column, type Lang, type Table } from '../exports/table.rules.ts';

/** What the CSV of a table says in its columns, for those who read it by CSV on the Web or by Frictionless. */

const answers = (column: Column, lang: Lang): [yes: string, no: string] => [
  String(inWords(column, true, lang)),
  String(inWords(column, false, lang)),
];
const wordsOf = ({ words }: Column, lang: Lang): string[] => [...new Set(Object.values(words?.[lang] ?? {}))];

const escaped = (word: string): string => word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A table of CSVW, as the metadata of a CSV at an address. */
export const csvwOf = (
  table: Table,
  lang: Lang,
  { url, title, about, licenceUrl, publisher, modified }: CsvFacts,
): object => ({
  '@context': ['http://www.w3.org/ns/csvw', { '@language': lang }],
  url,
  'dc:title': title,
  'dc:description': about,
  'dc:license': { '@id': licenceUrl },
  'dc:publisher': publisher,
  'dc:modified': { '@value': modified, '@type': 'xsd:dateTime' },
  dialect: { encoding: 'utf-8', delimiter: ',', quoteChar: '"', doubleQuote: true, header: true },
  tableSchema: {
    ...(table.key !== null && { primaryKey: table.key }),
    columns: flatColumns(table).map((column) => ({
      name: column.key,
      titles: { [lang]: column.heading[lang] },
      'dc:description': column.meaning[lang],
      datatype: csvwType(column, lang),
      ...(column.key === table.key && { required: true }),
    })),
  },
});

export interface CsvFacts {
  url: string;
  title: string;
  about: string;
  licenceUrl: string;
  publisher: string;
  modified: string;
}

function csvwType(column: Column, lang: Lang): string | { base: string; format: string } {
  switch (column.kind) {
    case 'integer':
    case 'number':
    case 'date':
      return column.kind;
    case 'boolean':
      return { base: 'boolean', format: answers(column, lang).join('|') };
    case 'word':
      return { base: 'string', format: wordsOf(column, lang).map(escaped).join('|') };
    default:
      return column.pattern ? { base: 'string', format: column.pattern } : 'string';
  }
}

/** A Table Schema of Frictionless: fields are named by the headings, for that is how they are matched. */
export function tableSchemaOf(table: Table, lang: Lang, all: readonly Table[]): object {
  const headingOf = (one: Table, key: string) =>
    one.columns.find((column) => column.key === key)?.heading[lang] ?? key;
  const references = table.columns.flatMap((column) => {
    const target = all.find(({ name }) => name === column.refersTo?.table);
    return target && column.refersTo ? [{ column, target, key: column.refersTo.key }] : [];
  });
  return {
    $schema: 'https://datapackage.org/profiles/2.0/tableschema.json',
    fields: flatColumns(table).map((column) => field(column, table, lang)),
    missingValues: [''],
    ...(table.key !== null && { primaryKey: [headingOf(table, table.key)] }),
    ...(references.length > 0 && {
      foreignKeys: references.map(({ column, target, key }) => ({
        fields: [column.heading[lang]],
        reference: { resource: target.name, fields: [headingOf(target, key)] },
      })),
    }),
  };
}

function field(column: Column, table: Table, lang: Lang): object {
  const { key, kind, heading, meaning, pattern } = column;
  const other = lang === 'vi' ? 'en' : 'vi';
  const [yes, no] = answers(column, lang);
  const constraints = {
    ...(key === table.key && { required: true, unique: true }),
    ...(kind === 'word' && { enum: wordsOf(column, lang) }),
    ...(pattern && { pattern: `^(${pattern})$` }),
  };
  return {
    name: heading[lang],
    title: heading[other],
    description: meaning[lang],
    type: kind === 'text' || kind === 'word' || kind === 'when' ? 'string' : kind,
    ...(kind === 'boolean' && { trueValues: [yes], falseValues: [no] }),
    ...(Object.keys(constraints).length > 0 && { constraints }),
  };
}
