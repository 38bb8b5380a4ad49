import { Migration } from '@mikro-orm/migrations';

/** The register in words (design.md): every table, and every rule the database itself can keep. */
export class Register extends Migration {
  override name = '0002-register';

  override up(): void {
    for (const statement of [
      ...sources,
      ...places,
      ...taxonomies,
      ...producers,
      ...products,
      ...regions,
      ...recognitions,
      ...programme,
    ]) {
      this.addSql(statement);
    }
  }
}

const names = `
  sort_name text collate "C" generated always as (vi_sort_key(name)) stored,
  folded_name text collate "C" generated always as (vi_fold(name)) stored`;

/** ISO 8601 with reduced precision: 2024, 2024-07 or 2024-07-29; never a day that the source does not give. */
const partialDate = (column: string) => `
  ${column} text check (${column} ~ '^\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$')`;

const sources = [
  `create table source (
    id uuid primary key,
    slug text not null unique,
    title text not null,
    publisher text,
    url text,
    other_urls text[] not null default '{}',
    language text not null default 'vi',
    reliability text not null check (reliability in ('HIGH', 'MEDIUM', 'LOW')),
    retrieved_on date not null,
    note text
  )`,
];

const places = [
  `create table place (
    id uuid primary key,
    code text,
    slug text not null unique,
    name text not null,
    full_name text not null,
    alternate_names text[] not null default '{}',
    kind text not null check (kind in
      ('PROVINCE', 'CITY', 'URBAN_DISTRICT', 'DISTRICT', 'TOWN', 'COMMUNE', 'WARD', 'TOWNSHIP', 'SPECIAL_ZONE')),
    valid_from date,
    valid_until date,
    parent_id uuid references place,
    lat double precision check (lat between -90 and 90),
    lon double precision check (lon between -180 and 180),
    area_km2 numeric(10, 2) check (area_km2 > 0),
    geometry jsonb check (geojson_is_closed(geometry)),
    geometry_accuracy text check (geometry_accuracy in ('OFFICIAL', 'SURVEYED', 'COMMUNE_UNION', 'APPROXIMATE')),
    source_id uuid not null references source,
    ${names},
    check (valid_until > valid_from),
    check ((lat is null) = (lon is null)),
    check ((geometry is null) = (geometry_accuracy is null)),
    -- The same code can mean another place before 2025-07-01: a code is unique on a day, not for ever.
    exclude using gist (code with =, (daterange(valid_from, valid_until, '[]')) with &&)
  )`,
  `create index place_parent on place (parent_id)`,
  `create index place_source on place (source_id)`,
  `create index place_sort_name on place (sort_name, id)`,
  `create index place_earth on place using gist (ll_to_earth(lat, lon)) where lat is not null`,
  `create table place_succession (
    id uuid primary key,
    predecessor_id uuid not null references place,
    successor_id uuid not null references place,
    is_part boolean not null,
    note text,
    source_id uuid not null references source,
    unique (predecessor_id, successor_id),
    check (predecessor_id <> successor_id)
  )`,
  `create index place_succession_successor on place_succession (successor_id)`,
  `create index place_succession_source on place_succession (source_id)`,
  `create table place_ring (
    place_id uuid not null references place on delete cascade,
    part int not null,
    ring int not null,
    shape polygon not null,
    primary key (place_id, part, ring)
  )`,
  `create index place_ring_shape on place_ring using gist (shape)`,
  // The GeoJSON is the truth; its rings are kept beside it by the database, so no writer can forget them.
  `create function keep_place_rings() returns trigger language plpgsql as $$
    begin
      delete from place_ring where place_id = new.id;
      insert into place_ring select new.id, part, ring, ring_polygon(points) from geojson_rings(new.geometry);
      return null;
    end $$`,
  `create trigger place_rings_on_insert after insert on place
    for each row when (new.geometry is not null) execute function keep_place_rings()`,
  `create trigger place_rings_on_update after update of geometry on place
    for each row when (new.geometry is distinct from old.geometry) execute function keep_place_rings()`,
];

const taxonomies = [
  `create table taxonomy (
    id uuid primary key,
    code text not null unique,
    title text not null,
    valid_from date not null,
    valid_until date,
    source_id uuid not null references source,
    check (valid_until > valid_from)
  )`,
  `create index taxonomy_source on taxonomy (source_id)`,
  `create table sector (
    id uuid primary key,
    taxonomy_id uuid not null references taxonomy,
    code text not null,
    numeral text not null,
    position int not null,
    name_vi text not null,
    name_en text not null,
    unique (taxonomy_id, code),
    unique (taxonomy_id, position)
  )`,
  `create table product_set (
    id uuid primary key,
    taxonomy_id uuid not null references taxonomy,
    sector_id uuid not null references sector,
    number int not null,
    key text not null,
    group_vi text,
    group_en text,
    name_vi text not null,
    name_en text not null,
    lead_agencies text[] not null default '{}',
    criteria jsonb,
    unique (taxonomy_id, number)
  )`,
  `create index product_set_sector on product_set (sector_id)`,
  `create table material (
    id uuid primary key,
    slug text not null unique,
    name text not null,
    name_en text not null,
    ${names}
  )`,
  `create index material_sort_name on material (sort_name, id)`,
];

const producers = [
  `create table producer (
    id uuid primary key,
    slug text not null unique,
    name text not null,
    alternate_names text[] not null default '{}',
    legal_form text check (legal_form in ('COOPERATIVE', 'COOPERATIVE_GROUP', 'ENTERPRISE', 'FARM',
      'HOUSEHOLD_BUSINESS', 'ASSOCIATION', 'TOURISM_OPERATING_BODY')),
    place_id uuid references place,
    former_place_id uuid references place,
    address_as_written text,
    website text,
    note text,
    source_id uuid not null references source,
    ${names},
    -- A household's address is where somebody lives: it belongs in producer_restricted.
    check (address_as_written is null or legal_form is distinct from 'HOUSEHOLD_BUSINESS')
  )`,
  `create index producer_place on producer (place_id)`,
  `create index producer_former_place on producer (former_place_id)`,
  `create index producer_source on producer (source_id)`,
  `create index producer_sort_name on producer (sort_name, id)`,
  `create table producer_contact (
    id uuid primary key,
    producer_id uuid not null references producer on delete cascade,
    kind text not null check (kind in ('PHONE', 'EMAIL', 'ZALO', 'SHOP')),
    value text not null,
    consent_recorded_on date not null,
    consent_withdrawn_on date,
    source_id uuid not null references source,
    check (consent_withdrawn_on >= consent_recorded_on)
  )`,
  `create index producer_contact_producer on producer_contact (producer_id)`,
  `create index producer_contact_source on producer_contact (source_id)`,
  `comment on table producer_contact is 'Public only while a recorded consent stands (Law 91/2025/QH15 art. 16)'`,
  `create table producer_restricted (
    producer_id uuid primary key references producer on delete cascade,
    tax_code text,
    representative_name text,
    representative_title text,
    representative_sex text,
    representative_ethnicity text,
    representative_disability boolean,
    phone text,
    email text,
    home_address text,
    home_lat double precision,
    home_lon double precision
  )`,
  `comment on table producer_restricted is 'Never in a public type, export, page or log (domain.md 9.2)'`,
];

const products = [
  `create table product (
    id uuid primary key,
    code text not null unique check (code ~ '^P[0-9A-Z]{7}$'),
    slug text not null unique,
    name text not null,
    alternate_names text[] not null default '{}',
    story text,
    official_code text,
    product_set_id uuid references product_set,
    product_set_basis text check (product_set_basis in ('STATED', 'INFERRED')),
    producer_id uuid references producer,
    place_id uuid references place,
    former_place_id uuid references place,
    place_as_written text,
    note text,
    source_id uuid not null references source,
    ${names},
    check ((product_set_id is null) = (product_set_basis is null))
  )`,
  `create index product_set_of_product on product (product_set_id)`,
  `create index product_producer on product (producer_id)`,
  `create index product_place on product (place_id)`,
  `create index product_former_place on product (former_place_id)`,
  `create index product_source on product (source_id)`,
  `create index product_official_code on product (official_code)`,
  `create index product_sort_name on product (sort_name, id)`,
  `create table product_variant (
    id uuid primary key,
    product_id uuid not null references product on delete cascade,
    name text not null,
    net_content text,
    gtin text unique check (gtin ~ '^\\d{14}$'),
    position int not null default 0,
    unique (product_id, name)
  )`,
  `create table product_media (
    id uuid primary key,
    product_id uuid not null references product on delete cascade,
    url text not null,
    alt text not null,
    credit text not null,
    licence text not null,
    position int not null default 0,
    unique (product_id, url)
  )`,
];

const regions = [
  `create table geographical_indication (
    id uuid primary key,
    slug text not null unique,
    name text not null,
    number text,
    decision_as_written text,
    registered_on date,
    note text,
    source_id uuid not null references source
  )`,
  `create index geographical_indication_source on geographical_indication (source_id)`,
  `create table geographical_indication_right (
    id uuid primary key,
    geographical_indication_id uuid not null references geographical_indication,
    producer_id uuid not null references producer,
    document_number text,
    valid_from date,
    valid_until date,
    source_id uuid not null references source,
    check (valid_until > valid_from)
  )`,
  `create index gi_right_indication on geographical_indication_right (geographical_indication_id)`,
  `create index gi_right_producer on geographical_indication_right (producer_id)`,
  `create index gi_right_source on geographical_indication_right (source_id)`,
  `create table region (
    id uuid primary key,
    slug text not null unique,
    name text not null,
    material_id uuid not null references material,
    level text not null check (level in ('PROVINCE', 'DISTRICT', 'COMMUNE', 'COOPERATIVE', 'GEOGRAPHICAL_INDICATION')),
    communes_as_written text,
    geometry jsonb not null check (geojson_is_closed(geometry)),
    geometry_accuracy text not null
      check (geometry_accuracy in ('OFFICIAL', 'SURVEYED', 'COMMUNE_UNION', 'APPROXIMATE')),
    geometry_area_km2 numeric(10, 2) not null check (geometry_area_km2 > 0),
    geographical_indication_id uuid references geographical_indication,
    planting_area_codes text[] not null default '{}',
    note text,
    source_id uuid not null references source,
    ${names}
  )`,
  `create index region_material on region (material_id)`,
  `create index region_indication on region (geographical_indication_id)`,
  `create index region_source on region (source_id)`,
  `create index region_sort_name on region (sort_name, id)`,
  `create table region_ring (
    region_id uuid not null references region on delete cascade,
    part int not null,
    ring int not null,
    shape polygon not null,
    primary key (region_id, part, ring)
  )`,
  `create index region_ring_shape on region_ring using gist (shape)`,
  `create function keep_region_rings() returns trigger language plpgsql as $$
    begin
      delete from region_ring where region_id = new.id;
      insert into region_ring select new.id, part, ring, ring_polygon(points) from geojson_rings(new.geometry);
      return null;
    end $$`,
  `create trigger region_rings_on_insert after insert on region
    for each row execute function keep_region_rings()`,
  `create trigger region_rings_on_update after update of geometry on region
    for each row when (new.geometry is distinct from old.geometry) execute function keep_region_rings()`,
  `create table region_commune (
    id uuid primary key,
    region_id uuid not null references region on delete cascade,
    place_id uuid not null references place,
    unique (region_id, place_id)
  )`,
  `create index region_commune_place on region_commune (place_id)`,
  `create table region_figure (
    id uuid primary key,
    region_id uuid not null references region on delete cascade,
    position int not null,
    ${partialDate('as_of')},
    hectares numeric(12, 2) check (hectares > 0),
    hectares_note text,
    output_tonnes numeric(14, 2) check (output_tonnes > 0),
    yield text,
    planting_area_codes text,
    certificates text,
    note text,
    source_id uuid not null references source,
    unique (region_id, position)
  )`,
  `create index region_figure_source on region_figure (source_id)`,
  `create table material_source (
    id uuid primary key,
    product_id uuid not null references product on delete cascade,
    material_id uuid not null references material,
    region_id uuid references region,
    share_percent numeric(5, 2) check (share_percent > 0 and share_percent <= 100),
    period text,
    basis text not null check (basis in ('STATED', 'INFERRED')),
    note text,
    source_id uuid references source,
    unique nulls not distinct (product_id, material_id, region_id, period),
    -- A tie that somebody declared names who declared it.
    check (basis = 'INFERRED' or source_id is not null)
  )`,
  `create index material_source_material on material_source (material_id)`,
  `create index material_source_region on material_source (region_id)`,
  `create index material_source_source on material_source (source_id)`,
  `create table certification (
    id uuid primary key,
    slug text not null unique,
    scheme text not null,
    number text,
    scope text,
    issuer text,
    ${partialDate('issued')},
    valid_until date,
    note text,
    product_id uuid references product on delete cascade,
    producer_id uuid references producer on delete cascade,
    region_id uuid references region on delete cascade,
    source_id uuid not null references source,
    check (num_nonnulls(product_id, producer_id, region_id) = 1)
  )`,
  `create index certification_product on certification (product_id)`,
  `create index certification_producer on certification (producer_id)`,
  `create index certification_region on certification (region_id)`,
  `create index certification_source on certification (source_id)`,
];

const recognitions = [
  `create table recognition (
    id uuid primary key,
    code text not null unique check (code ~ '^R[0-9A-Z]{7}$'),
    product_id uuid not null references product,
    kind text not null check (kind in ('FIRST', 'UPGRADE', 'RE_EVALUATION')),
    name_as_written text,
    stars int check (stars between 3 and 5),
    score numeric(5, 2) check (score between 0 and 100),
    score_as_published text,
    potential_five_star boolean not null default false,
    decision_number text,
    issuing_authority text,
    round text,
    taxonomy_id uuid references taxonomy,
    ${partialDate('issued')},
    issued_on date,
    valid_until date,
    extended_until date,
    revoked_on date,
    revocation_reason text,
    superseded_on date,
    superseded_by_id uuid references recognition,
    evidence text not null check (evidence in ('SIGNED_DECISION', 'OFFICIAL_NEWS', 'COUNCIL_RESULT', 'ASSESSED_ONLY')),
    note text,
    source_id uuid not null references source,
    other_source_ids uuid[] not null default '{}',
    -- The days on which it was in force, as far as they are known to the day.
    days_in_force daterange generated always as (
      case
        when evidence in ('SIGNED_DECISION', 'OFFICIAL_NEWS') and stars is not null
          and issued_on is not null and valid_until is not null
        then daterange(issued_on, greatest(issued_on, least(
          coalesce(extended_until, valid_until) + 1, revoked_on, superseded_on)), '[)')
      end) stored,
    -- Half-open bands (Decision 26/2026 art. 3.3): 69.99 is three stars, 70 is four.
    check (stars is null or score is null or
      (stars = 5 and score >= 90) or (stars = 4 and score >= 70 and score < 90) or (stars = 3 and score >= 50 and score < 70)),
    -- "Potential five stars" is a result forwarded to the ministry, not a rating.
    check (not potential_five_star or stars is null),
    check (issued_on is null or issued is not null and issued = to_char(issued_on, 'YYYY-MM-DD')),
    check (issued_on is not null or issued is null or length(issued) < 10),
    check (valid_until is null or issued_on is not null and valid_until > issued_on),
    -- Decision 26/2026 art. 12.3: while the authority decides, at most 180 days past expiry.
    check (extended_until is null
      or valid_until is not null and extended_until > valid_until and extended_until <= valid_until + 180),
    check (revoked_on >= issued_on),
    check ((superseded_on is null) = (superseded_by_id is null)),
    check (revoked_on is not null or revocation_reason is null),
    constraint one_recognition_in_force exclude using gist (product_id with =, days_in_force with &&)
  )`,
  `create index recognition_product on recognition (product_id)`,
  `create index recognition_taxonomy on recognition (taxonomy_id)`,
  `create index recognition_superseded_by on recognition (superseded_by_id)`,
  `create index recognition_source on recognition (source_id)`,
  `create index recognition_decision_number on recognition (decision_number)`,
  `create index recognition_valid_until on recognition (valid_until)`,
];

const programme = [
  `create table published_total (
    id uuid primary key,
    position int not null unique,
    ${partialDate('as_of')},
    scope text not null,
    total int,
    is_increase boolean not null default false,
    five_star int,
    potential_five_star int,
    four_star int,
    three_star int,
    producers int,
    note text,
    source_id uuid not null references source
  )`,
  `create index published_total_source on published_total (source_id)`,
  `create table plan_target (
    id uuid primary key,
    position int not null unique,
    plan text not null,
    period text not null,
    territory text not null,
    indicator_vi text not null,
    indicator_en text not null,
    comparison text not null,
    value numeric not null,
    unit text not null,
    note text,
    source_id uuid not null references source
  )`,
  `create index plan_target_source on plan_target (source_id)`,
  `create table dataset (
    id uuid primary key,
    slug text not null unique,
    title_vi text not null,
    title_en text not null,
    statement_vi text not null,
    statement_en text not null,
    is_official boolean not null,
    compiled_on date not null,
    licence text not null,
    licence_url text not null,
    attribution text not null,
    province_id uuid not null references place
  )`,
  `create index dataset_province on dataset (province_id)`,
];
