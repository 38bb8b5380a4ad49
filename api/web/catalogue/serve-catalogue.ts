import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { catalogueDoors } from '../../exchange/catalogue/doors.rules.ts';
import type { Catalogue, Responsible } from '../../exchange/catalogue/catalogue.rules.ts';
import { csvwOf } from '../../exchange/catalogue/csv-description.rules.ts';
import { dataJsonOf } from '../../exchange/catalogue/data-json.rules.ts';
import { dataPackageOf } from '../../exchange/catalogue/data-package.rules.ts';
import { dcatOf } from '../../exchange/catalogue/dcat.rules.ts';
import { readCatalogue } from '../../exchange/catalogue/read-catalogue.ts';
import { turtleOf } from '../../exchange/catalogue/turtle.ts';
import { BadExport } from '../../exchange/exports/bad-export.ts';
import { keptSnapshot } from '../../exchange/exports/kept-snapshots.ts';
import { exportListNamed } from '../../exchange/exports/lists.ts';
import type { Lang } from '../../exchange/exports/table.rules.ts';
import type { Context } from '../../graphql/context.ts';
import { wanted } from '../accept.ts';
import { sendWithEtag } from '../etag.ts';
import { csvQuery, queryOf, wishOf } from '../exports/read-wish.ts';
import { openToAllOrigins, preflight } from '../headers.ts';
import { languageOf } from '../language.ts';
import { cachingOf, originOf } from '../origin.ts';
import { problem } from '../problem.ts';

const TURTLE = 'text/turtle';
const JSON_LD = 'application/ld+json';
const HTML = 'text/html';
const CSVM = 'application/csvm+json';
const SHORTLY = 'public, max-age=300';

/** What the register has to offer, for portals that harvest: DCAT-AP, Project Open Data, Frictionless, CSV on the Web. */
export async function serveCatalogue(
  app: FastifyInstance,
  options: {
    context: () => Context;
    responsible?: Responsible;
    siteUrl?: string | undefined;
    snapshotsDir?: string | undefined;
  },
): Promise<void> {
  const { context, siteUrl, snapshotsDir, responsible = {} } = options;
  app.addHook('onRequest', async (_request, reply) => openToAllOrigins(reply));
  /** The newest Turtle that was written, and what it was written from. */
  let written = { from: '', turtle: '' };

  async function turtle(catalogue: Catalogue): Promise<string> {
    const document = dcatOf(catalogue);
    const from = JSON.stringify(document);
    if (written.from !== from) written = { from, turtle: await turtleOf(document) };
    return written.turtle;
  }

  const jsonLd = (catalogue: Catalogue) => printed(dcatOf(catalogue));

  door('/catalog.ttl', TURTLE, turtle);
  door('/catalog.jsonld', JSON_LD, jsonLd);
  door('/data.json', 'application/json', (catalogue) => printed(dataJsonOf(catalogue)));
  door('/datapackage.json', 'application/json', (catalogue, lang) => printed(dataPackageOf(catalogue, lang)));

  app.get('/catalog', async (request, reply) => {
    reply.header('vary', 'Accept, Accept-Language');
    const type = wanted(request.headers.accept, [TURTLE, JSON_LD, HTML]);
    if (!type)
      return problem(request, reply, 406, 'None of these types is offered', {
        allowed: [TURTLE, JSON_LD, HTML],
      });
    // The catalogue has one address, and its forms have their own.
    const forms = {
      [TURTLE]: '/catalog.ttl',
      [JSON_LD]: '/catalog.jsonld',
      [HTML]: { vi: '/du-lieu/#doors', en: '/en/about-the-data/#doors' }[languageOf(request)],
    };
    return reply.header('link', catalogueDoors).redirect(forms[type], 303);
  });

  app.get<{ Params: { name: string } }>('/export/:name.csv-metadata.json', async (request, reply) => {
    const list = exportListNamed(request.params.name);
    if (!list?.table.formats.includes('csv')) return noSuchTable(request, reply);
    const given = new URLSearchParams(queryOf(request));
    try {
      const wish = await wishOf(context(), given, list, 'csv');
      if (!wish) return empty(request, reply);
      return await describe(request, reply, {
        name: list.table.name,
        lang: wish.lang,
        path: `/export/${list.table.name}.csv${csvQuery(given)}`,
        modified: wish.snapshot.recordedAt,
      });
    } catch (error) {
      if (!(error instanceof BadExport)) throw error;
      return problem(request, reply, error.status, error.message, { parameter: error.parameter });
    }
  });

  app.get<{ Params: { day: string; name: string } }>(
    '/export/snapshots/:day/:name.csv-metadata.json',
    async (request, reply) => {
      const { day, name } = request.params;
      const kept = snapshotsDir ? keptSnapshot(snapshotsDir, day) : null;
      const file = kept?.files.find((one) => one.list === name && one.format === 'csv');
      if (!file) return noSuchTable(request, reply);
      return describe(request, reply, {
        name,
        lang: 'vi',
        path: `/export/snapshots/${day}/${file.file}`,
        modified: file.snapshot.recordedAt,
      });
    },
  );

  async function describe(
    request: FastifyRequest,
    reply: FastifyReply,
    // The last change that is in the file.
    { name, lang, path, modified }: { name: string; lang: Lang; path: string; modified: string },
  ): Promise<FastifyReply> {
    const catalogue = await read(request);
    const dataset = catalogue?.datasets.find(({ table }) => table.name === name);
    if (!catalogue || !dataset) return empty(request, reply);
    const { licenceUrl, publisher, origin } = catalogue;
    const document = csvwOf(dataset.table, lang, {
      licenceUrl,
      publisher,
      modified,
      url: origin + path,
      title: dataset.title[lang],
      about: dataset.about[lang],
    });
    return send(request, reply, CSVM, printed(document));
  }

  function door(
    path: string,
    type: string,
    write: (catalogue: Catalogue, lang: Lang) => string | Promise<string>,
  ): void {
    app.options(path, (_request, reply) => preflight(reply));
    app.get(path, async (request, reply) => {
      const catalogue = await read(request);
      if (!catalogue) return empty(request, reply);
      // A file of one language says so in its address: no header of the reader decides.
      const { lang } = request.query as { lang?: unknown };
      reply.header('link', catalogueDoors);
      return send(request, reply, type, await write(catalogue, lang === 'en' ? 'en' : 'vi'));
    });
  }

  const read = (request: FastifyRequest) =>
    readCatalogue(context().timed.db, originOf(request, siteUrl), { responsible, snapshotsDir });

  const send = (request: FastifyRequest, reply: FastifyReply, type: string, text: string) => {
    reply.header('content-type', type).header('cache-control', cachingOf(siteUrl, SHORTLY));
    return sendWithEtag(request, reply, text);
  };
}

const printed = (document: object): string => `${JSON.stringify(document, null, 2)}\n`;

const empty = (request: FastifyRequest, reply: FastifyReply): FastifyReply =>
  problem(request, reply, 503, 'The register is empty: there is nothing to describe yet');

const noSuchTable = (request: FastifyRequest, reply: FastifyReply): FastifyReply =>
  problem(request, reply, 404, 'There is no such table in CSV: see /datapackage.json for those that are');
