import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { collectionsOn, type Collection } from '../../exchange/features/collections.ts';
import {
  collectionDocument,
  conformance,
  featureSchema,
  GEOJSON_TYPE,
  HTML_TYPE,
  JSON_TYPE,
  landing,
  OPENAPI_TYPE,
  PREFIX,
  queryables,
  SCHEMA_TYPE,
  selfLinks,
  sortables,
  type Link,
} from '../../exchange/features/documents.ts';
import type { FoundFeature } from '../../exchange/features/feature-row.ts';
import { findFeature, keptFeature, licenceOf } from '../../exchange/features/features.queries.ts';
import { extentKeeper } from '../../exchange/features/extents.ts';
import { featureFinder } from '../../exchange/features/feature-finder.ts';
import { geojsonSchema, openApi } from '../../exchange/features/open-api.ts';
import {
  everywhere,
  given,
  ParameterFault,
  readItems,
  systemOf,
} from '../../exchange/features/parameters.ts';
import type { ReferenceSystem } from '../../register/geography/reference-systems.rules.ts';
import { converted, intoSystem } from '../../register/geography/reproject.ts';
import type { Context } from '../../graphql/context.ts';
import { callerOf } from '../../graphql/limits/address.ts';
import { callerWithBudget } from '../../graphql/limits/caller.ts';
import { cost } from '../../graphql/limits/limits.rules.ts';
import { wanted } from '../accept.ts';
import { sendWithEtag } from '../etag.ts';
import type { GraphqlHttp } from '../graphql-http.ts';
import { openToAllOrigins, preflight } from '../headers.ts';
import { languageOf, type Lang } from '../language.ts';
import { keepFromSharedCaches, originOf } from '../origin.ts';
import { problem } from '../problem.ts';
import { contentSecurityPolicy } from '../verdict/style.ts';
import { refuseInWords, spend } from './refusals.ts';
import {
  apiPage,
  collectionPage,
  collectionsPage,
  conformancePage,
  featurePage,
  itemsPage,
  landingPage,
  schemaPage,
  type SchemaKind,
  type ShownSchema,
} from './pages.ts';

export type FeaturesOptions = Pick<GraphqlHttp, 'context' | 'budget' | 'siteUrl'> & {
  /** The time of day; the clock of the machine where left out. */
  now?: () => Date;
};

/** As for every answer that a verdict stands in (graphql/limits/cache-policy.ts). */
const SHORTLY = 'public, max-age=60';

/** What an answer costs of the budget of its caller, beside one point for every feature that it may hold. */
const ANSWER_POINTS = 1;
/** A condition is asked of every row of its collection, wherever no index answers it. */
const ROWS_A_POINT = 50;
const LONGEST_LINK = 2_000;

type Params = { Params: { id: string; featureId: string } };
type Asking = FastifyRequest<Params>;

/** One request: where it was asked, in what language and form it is answered. */
interface Visit {
  request: Asking;
  reply: FastifyReply;
  lang: Lang;
  isHtml: boolean;
  /** The address of this door. */
  base: string;
  /** The address that was asked for. */
  address: URL;
  context: Context;
  collections: readonly Collection[];
  /** This answer, and the same in its other form. */
  links: Link[];
}

/** The register for GIS programs: OGC API – Features. */
export async function serveFeatures(app: FastifyInstance, options: FeaturesOptions): Promise<void> {
  const now = options.now ?? (() => new Date());
  const extentsOf = extentKeeper();
  const finder = featureFinder();

  app.addHook('onRequest', async (_request, reply) => {
    openToAllOrigins(reply);
    reply.header('vary', 'Accept, Accept-Language');
  });
  keepFromSharedCaches(app, options.siteUrl);
  app.options(`${PREFIX}*`, (_request, reply) => preflight(reply));
  refuseInWords(app, options.budget);

  app.get(`${PREFIX}/*`, (request, reply) =>
    problem(request, reply, 404, `There is nothing at this address: ${PREFIX} leads to all that there is`),
  );
  door('', JSON_TYPE, async (visit) => {
    const document = landing(visit.base, visit.lang, visit.links, await licenceOf(visit.context));
    return send(visit, JSON_TYPE, document, () => landingPage(page(visit), document, visit.collections));
  });
  door('/conformance', JSON_TYPE, async (visit) => {
    const document = conformance(visit.links);
    return send(visit, JSON_TYPE, document, () => conformancePage(page(visit), document.conformsTo));
  });
  door('/api', OPENAPI_TYPE, async (visit) => {
    const document = openApi(
      visit.collections,
      originOf(visit.request, options.siteUrl),
      await licenceOf(visit.context),
      visit.lang,
    );
    return send(visit, OPENAPI_TYPE, document, () => apiPage(page(visit), visit.collections));
  });
  door('/collections', JSON_TYPE, async (visit) => {
    const extents = await extentsOf(visit.context, visit.collections);
    const collections = visit.collections.map((one, index) =>
      collectionDocument(one, extents[index]!, visit.base, visit.lang),
    );
    return send(visit, JSON_TYPE, { links: visit.links, collections }, () =>
      collectionsPage(page(visit), visit.collections),
    );
  });
  door('/collections/:id', JSON_TYPE, async (visit) => {
    const collection = collectionOf(visit);
    if (!collection) return unknownCollection(visit);
    const [extent] = await extentsOf(visit.context, [collection]);
    const document = collectionDocument(collection, extent!, visit.base, visit.lang, visit.links);
    return send(visit, JSON_TYPE, document, () => collectionPage(page(visit), collection, extent!));
  });
  schemas('queryables', queryables);
  schemas('sortables', sortables);
  schemas('schema', featureSchema);
  schemas('geojson-schema', (collection, _address, lang) => geojsonSchema(collection, lang));

  door(
    '/collections/:id/items',
    GEOJSON_TYPE,
    async (visit) => {
      const collection = collectionOf(visit);
      if (!collection) return unknownCollection(visit);
      const { asked, system, size } = readItems(visit.address.searchParams, collection);
      await spend(visit.context, ANSWER_POINTS + asked.limit + size.positions * cost.position);
      const { context } = visit;
      if (size.conditions > 0) {
        const rows = await finder.count(context, collection);
        await spend(context, size.conditions * Math.ceil(rows / ROWS_A_POINT));
      }
      const found = await finder.find(context, collection, asked);
      const links = [...visit.links, collectionLink(visit, collection)];
      if (found.next !== null) links.push(nextLink(visit, found.next));
      const document = {
        type: 'FeatureCollection',
        numberMatched: found.matched,
        numberReturned: found.features.length,
        features: found.features.map((feature) => placed(feature, system)),
        links,
      };
      headed(visit, links, system);
      return send(
        visit,
        GEOJSON_TYPE,
        document,
        () => itemsPage(page(visit), collection, asked.properties, found, links),
        now().toISOString(),
      );
    },
    true,
  );
  door(
    '/collections/:id/items/:featureId',
    GEOJSON_TYPE,
    async (visit) => {
      const collection = collectionOf(visit);
      if (!collection) return unknownCollection(visit);
      const system = systemOf(given(visit.address.searchParams, [...everywhere, 'crs']), 'crs');
      const { featureId } = visit.request.params;
      const feature = await findFeature(visit.context, collection, featureId).catch(noSuchId);
      if (!feature) return leadOn(visit, collection);
      const links = [...visit.links, collectionLink(visit, collection)];
      headed(visit, links, system);
      return send(visit, GEOJSON_TYPE, { ...placed(feature, system), links }, () =>
        featurePage(page(visit), collection, feature),
      );
    },
    'crs',
  );

  /** As pages and codes do, the id of what was merged into another leads there. */
  async function leadOn(visit: Visit, collection: Collection): Promise<FastifyReply> {
    const { request, reply, base, address, context } = visit;
    const { featureId } = request.params;
    const items = `${base}/collections/${collection.id}/items`;
    const kept = await keptFeature(context, collection, featureId).catch(noSuchId);
    if (kept) {
      return reply.header('cache-control', SHORTLY).redirect(`${items}/${kept}${address.search}`, 308);
    }
    return problem(
      request,
      reply,
      404,
      `${collection.id} has no feature "${featureId.slice(0, 60)}": take ids from the features of ${items}`,
    );
  }

  function schemas(
    path: SchemaKind,
    schemaOf: (collection: Collection, address: string, lang: Lang) => ShownSchema,
  ): void {
    door(`/collections/:id/${path}`, SCHEMA_TYPE, async (visit) => {
      const collection = collectionOf(visit);
      if (!collection) return unknownCollection(visit);
      const document = schemaOf(collection, `${visit.base}/collections/${collection.id}/${path}`, visit.lang);
      return send(visit, SCHEMA_TYPE, document, () => schemaPage(page(visit), document, path));
    });
  }

  /** An address of this door, at which only what it knows may be asked. */
  function door(
    path: string,
    dataType: string,
    answer: (visit: Visit) => Promise<FastifyReply>,
    parameters: boolean | 'crs' = false,
  ): void {
    const handler = async (request: Asking, reply: FastifyReply): Promise<FastifyReply> => {
      const origin = originOf(request, options.siteUrl);
      const address = new URL(request.url, origin);
      if (parameters === false) given(address.searchParams, everywhere);
      const isHtml = wantsPage(request, address, dataType);
      if (isHtml === null) {
        return problem(
          request,
          reply,
          406,
          `This is written as ${dataType} or ${HTML_TYPE}; the Accept header takes neither`,
        );
      }
      const lang = languageOf(request);
      const context = options.context(callerWithBudget(options.budget, callerOf(request.ip), false));
      const visit: Visit = {
        request,
        reply,
        lang,
        isHtml,
        base: origin + PREFIX,
        address,
        context,
        collections: collectionsOn(context.today, origin),
        links: selfLinks(address.href, isHtml, dataType, lang),
      };
      if (parameters !== true) await spend(visit.context, ANSWER_POINTS);
      return answer(visit);
    };
    app.get<Params>(PREFIX + path, handler);
    // Clients put addresses together from either.
    if (path === '') app.get<Params>(`${PREFIX}/`, handler);
  }
}

/** Null where the reader takes neither form. */
function wantsPage(request: FastifyRequest, address: URL, dataType: string): boolean | null {
  const form = address.searchParams.get('f');
  if (form === 'html') return true;
  if (form === 'json' || (form === 'geojson' && dataType === GEOJSON_TYPE)) return false;
  if (form !== null) throw new ParameterFault('f', '"f" is json or html');
  const [plain = ''] = dataType.split(';');
  const type = wanted(request.headers.accept, [plain, JSON_TYPE, HTML_TYPE]);
  return type === null ? null : type === HTML_TYPE;
}

const collectionOf = ({ collections, request }: Visit): Collection | undefined =>
  collections.find(({ id }) => id === request.params.id);

const unknownCollection = ({ request, reply, collections }: Visit): FastifyReply =>
  problem(
    request,
    reply,
    404,
    `There is no collection "${request.params.id.slice(0, 60)}": there are ${collections.map(({ id }) => id).join(', ')}`,
  );

/** What is no id at all names nothing either. */
function noSuchId(error: unknown): null {
  if (error instanceof GraphQLError && error.extensions['code'] === 'BAD_ID') return null;
  throw error;
}

const collectionLink = ({ base, lang }: Visit, collection: Collection): Link => ({
  href: `${base}/collections/${collection.id}?f=json`,
  rel: 'collection',
  type: JSON_TYPE,
  title: collection.title[lang],
});

function nextLink({ address, isHtml, lang }: Visit, cursor: string): Link {
  const next = new URL(address);
  next.searchParams.set('cursor', cursor);
  return {
    href: next.href,
    rel: 'next',
    type: isHtml ? HTML_TYPE : GEOJSON_TYPE,
    title: lang === 'vi' ? 'Trang sau' : 'Next page',
  };
}

const placed = (feature: FoundFeature, system: ReferenceSystem): FoundFeature => ({
  ...feature,
  geometry: feature.geometry && converted(feature.geometry, intoSystem(system)),
});

const headed = ({ reply }: Visit, links: readonly Link[], { uri }: ReferenceSystem): FastifyReply =>
  reply.header('content-crs', `<${uri}>`).header(
    'link',
    // They stand in the body too; proxies refuse headers beyond a few kilobytes.
    links
      .filter(({ href }) => href.length <= LONGEST_LINK)
      .map(({ href, rel, type }) => `<${href}>; rel="${rel}"; type="${type}"`)
      .join(', '),
  );

/** What a page needs to know of its visit. */
const page = ({ lang, address, base }: Visit) => ({ lang, address, base });

/** The document, or the page that shows it. The time stands in no ETag: it is different every time. */
function send(
  { request, reply, isHtml, lang }: Visit,
  type: string,
  document: object,
  html: () => string,
  timeStamp?: string,
): FastifyReply {
  reply.header('cache-control', SHORTLY).header('content-language', lang);
  if (isHtml) {
    reply
      .header('content-security-policy', contentSecurityPolicy)
      .header('content-type', `${HTML_TYPE}; charset=utf-8`);
    return sendWithEtag(request, reply, html());
  }
  reply.header('content-type', type);
  const says = JSON.stringify(document);
  return sendWithEtag(
    request,
    reply,
    timeStamp === undefined ? says : `{"timeStamp":"${timeStamp}",${says.slice(1)}`,
    says,
  );
}
