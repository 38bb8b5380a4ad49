import { globalId, isNodeType, type NodeTypeName } from '../../graphql/global-id.ts';

/** A row of the register as the change log keeps it: column by column, as JSON. */
export type Row = Record<string, unknown>;

/** A row as partners get it: fields named as in the API, other records by their ids. */
export type PublicRecord = Record<string, unknown>;

/**
 * The tables of the register that partners may mirror, and what their rows are called. In the order in which a copy can
 * be filled: whatever a record names stands before it, except for a place's parent and a recognition's successor.
 */
export const entities = {
  source: 'Source',
  place: 'Place',
  place_succession: 'PlaceSuccession',
  taxonomy: 'Taxonomy',
  sector: 'Sector',
  product_set: 'ProductSet',
  material: 'Material',
  producer: 'Producer',
  product: 'Product',
  product_variant: 'ProductVariant',
  product_media: 'ProductMedia',
  geographical_indication: 'GeographicalIndication',
  geographical_indication_right: 'GeographicalIndicationRight',
  region: 'Region',
  region_commune: 'RegionCommune',
  region_figure: 'RegionFigure',
  material_source: 'MaterialSource',
  certification: 'Certification',
  recognition: 'Recognition',
  published_total: 'PublishedTotal',
  plan_target: 'PlanTarget',
  dataset: 'Dataset',
} as const;

export type Table = keyof typeof entities;
export type Entity = (typeof entities)[Table];

export const tables = Object.keys(entities) as Table[];

/** Columns that partners get, table by table: a new one is told to nobody until it stands here or is held back below. */
const told: Record<Table, string> = {
  source: 'slug title publisher url other_urls language reliability retrieved_on note',
  place:
    'code slug name full_name alternate_names kind valid_from valid_until parent_id lat lon area_km2 geometry geometry_accuracy geometry_source_id source_id',
  place_succession: 'predecessor_id successor_id is_part note source_id',
  taxonomy: 'code title valid_from valid_until source_id',
  sector: 'taxonomy_id code numeral position name_vi name_en',
  product_set: 'taxonomy_id sector_id number key group_vi group_en name_vi name_en lead_agencies criteria',
  material: 'slug name name_en',
  producer: 'slug name alternate_names legal_form place_id former_place_id website note source_id',
  product:
    'code slug name alternate_names story official_code product_set_id product_set_basis producer_id place_id former_place_id place_as_written note source_id',
  product_variant: 'product_id name net_content gtin position',
  product_media: 'product_id url alt credit licence position',
  geographical_indication: 'slug name number decision_as_written registered_on note source_id',
  geographical_indication_right:
    'geographical_indication_id producer_id document_number valid_from valid_until source_id',
  region:
    'slug name material_id level communes_as_written geometry geometry_accuracy geometry_source_id geometry_area_km2 geographical_indication_id planting_area_codes note source_id',
  region_commune: 'region_id place_id',
  region_figure:
    'region_id position as_of hectares hectares_note output_tonnes yield planting_area_codes certificates note source_id',
  material_source: 'product_id material_id region_id share_percent period basis note source_id',
  certification:
    'slug scheme number scope issuer issued valid_until note product_id producer_id region_id source_id',
  recognition:
    'code product_id kind name_as_written stars score score_as_published potential_five_star decision_number issuing_authority round taxonomy_id issued issued_on valid_until extended_until revoked_on revocation_reason superseded_on superseded_by_id evidence note source_id other_source_ids',
  published_total:
    'position as_of scope total is_increase five_star potential_five_star four_star three_star producers note source_id',
  plan_target:
    'position plan period territory indicator_vi indicator_en comparison value unit note source_id',
  dataset:
    'slug title_vi title_en statement_vi statement_en is_official compiled_on licence licence_url attribution province_id',
};

/** Columns that never leave by this door, and why. */
export const heldBack: Partial<Record<Table, Record<string, string>>> = {
  producer: {
    address_as_written:
      'An address can turn out to be where a household lives; the log, which forgets nothing, would go on telling it.',
  },
};

export const toldColumns = (table: Table): string[] => (told[table] ?? '').split(' ');

/** What a column of ids points to. */
const referenced: Record<string, NodeTypeName | null> = {
  source_id: 'Source',
  geometry_source_id: 'Source',
  other_source_ids: 'Source',
  parent_id: 'Place',
  place_id: 'Place',
  former_place_id: 'Place',
  province_id: 'Place',
  predecessor_id: 'Place',
  successor_id: 'Place',
  taxonomy_id: 'Taxonomy',
  sector_id: null,
  product_set_id: 'ProductSet',
  material_id: 'Material',
  producer_id: 'Producer',
  product_id: 'Product',
  region_id: 'Region',
  geographical_indication_id: 'GeographicalIndication',
  superseded_by_id: 'Recognition',
};

/** The id of a record: the one that GraphQL gives to its kind, and a plain UUID where GraphQL gives none. */
export const recordId = (table: Table, uuid: string): string => {
  const entity = entities[table];
  return isNodeType(entity) ? globalId(entity, uuid) : uuid;
};

/** The public part of a row, always with the same fields in the same order, so that equal records are equal bytes. */
export function publicRecord(table: Table, row: Row): PublicRecord {
  return Object.fromEntries(
    toldColumns(table).map((column) => [fieldOf(column), valueOf(column, row[column] ?? null)]),
  );
}

/** `former_place_id` is told as `formerPlace`, `other_source_ids` as `otherSources`. */
const fieldOf = (column: string): string =>
  column
    .replace(/_ids$/, 's')
    .replace(/_id$/, '')
    .replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

function valueOf(column: string, value: unknown): unknown {
  if (value === null || !Object.hasOwn(referenced, column)) return value;
  const type = referenced[column];
  const idOf = (uuid: unknown) => (type ? globalId(type, String(uuid)) : uuid);
  return Array.isArray(value) ? value.map(idOf) : idOf(value);
}
