import { Migration } from '@mikro-orm/migrations';

/**
 * What came from which list: each import is a batch, so that it can be taken back whole. Of what it changed the change
 * log tells; a batch keeps only between which ids. They run in the order of commits and no two transactions log at once
 * (migration 0032), so all that stands between the first and the last is the batch's own; unlike a transaction id, that
 * stays true in a register that was restored from a dump.
 */
export class ImportBatches extends Migration {
  override name = '0033-import-batches';

  override up(): void {
    this.addSql(`create table import_batch (
      code text primary key check (code ~ '^B[0-9A-Z]{7}$'),
      file text not null,
      sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
      -- The worksheet; null for a text.
      sheet text,
      imported_at timestamptz not null default now(),
      imported_by text not null check (length(imported_by) between 1 and 200),
      decision text check (length(decision) between 1 and 1000),
      -- Only what could be written was, the rest was left out.
      only_valid_rows boolean not null,
      counts jsonb not null,
      -- How the file was read and what was answered: columns, letters, choices.
      answers jsonb not null,
      -- Known when all is written, just before the commit.
      first_change bigint,
      last_change bigint check (last_change >= first_change),
      undone_at timestamptz,
      undone_by text check (length(undone_by) between 1 and 200),
      check ((undone_at is null) = (undone_by is null))
    )`);
    this.addSql('create index import_batch_file on import_batch (sha256)');

    // So that the same file changes nothing a second time, whatever was answered, and gives a product that was taken
    // back its own id and code again.
    this.addSql(`create table import_batch_row (
      batch text not null references import_batch,
      row int not null,
      -- Of the products that stand in one cell.
      position int not null,
      product_id uuid not null,
      -- What the row added; the product itself, where it did.
      added_product boolean not null,
      added_producer_id uuid,
      added_recognition_ids uuid[] not null default '{}',
      primary key (batch, row, position)
    )`);
  }
}
