import { Migration } from '@mikro-orm/migrations';

/**
 * Who wants to be told of changes, and what is on its way to them. No part of the register: the change log, whose feed
 * is public, does not hold it.
 */
export class Webhooks extends Migration {
  override name = '0035-webhooks';

  override up(): void {
    this.addSql(`create table webhook (
      id text primary key check (id ~ '^wh_[0-9a-f]{10}$'),
      url text not null check (length(url) <= 2000),
      -- None means all.
      events text[] not null,
      -- Sealed with a key that is not in the database.
      secret bytea not null,
      state text not null default 'ACTIVE' check (state in ('ACTIVE', 'PAUSED')),
      -- The last change of the log that has been turned into deliveries.
      after_change bigint not null,
      created_at timestamptz not null default now()
    )`);
    this.addSql(`create table webhook_delivery (
      id uuid primary key,
      webhook_id text not null references webhook on delete cascade,
      -- One event is one delivery, however often the changes of its commit speak of it.
      event_key text not null,
      type text not null,
      body text not null check (octet_length(body) <= 20000),
      state text not null default 'PENDING' check (state in ('PENDING', 'DELIVERED', 'DEAD')),
      attempts int not null default 0,
      -- While it is being sent, the instant at which another hub may take the sender for gone.
      due_at timestamptz not null default now(),
      last_status int,
      last_trouble text,
      settled_at timestamptz,
      unique (webhook_id, event_key)
    )`);
    this.addSql(
      `create index webhook_delivery_due on webhook_delivery (webhook_id, due_at, id) where state = 'PENDING'`,
    );
    this.addSql(
      `create index webhook_delivery_settled on webhook_delivery (settled_at) where state = 'DELIVERED'`,
    );
    this.addSql('create index given_code_thing on given_code (thing)');
  }
}
