import { Migration } from '@mikro-orm/migrations';

/**
 * What shoppers report. For the province's staff alone: no public type reads it, and the change log, whose feed is
 * public, does not hold it. Who reported is not kept.
 */
export class Doubts extends Migration {
  override name = '0013-doubts';

  override up(): void {
    this.addSql(`create table doubt (
      id uuid primary key,
      case_number text not null unique check (case_number ~ '^D[0-9A-Z]{7}$'),
      -- One for each form that was opened: sent twice, it is one report.
      form_id uuid not null unique,
      -- As the reporter had it, and what it named at that time.
      number text check (length(number) <= 200),
      product_id uuid references product on delete set null,
      recognition_id uuid references recognition on delete set null,
      what text not null check (length(what) between 1 and 4000),
      place text not null check (length(place) between 1 and 400),
      language text not null check (language in ('vi', 'en')),
      reported_on date not null,
      received_at timestamptz not null default now()
    )`);
    this.addSql('create index doubt_product on doubt (product_id)');
    this.addSql('create index doubt_recognition on doubt (recognition_id)');
    this.addSql('create index doubt_received on doubt (received_at)');
    // Beside it, so that a list of reports does not read pictures.
    this.addSql(`create table doubt_photo (
      doubt_id uuid primary key references doubt on delete cascade,
      media_type text not null check (media_type = 'image/webp'),
      width int not null,
      height int not null,
      content bytea not null
    )`);
  }
}
