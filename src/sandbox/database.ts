import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'libsql'

/**
 * The central side's store: one SQLite file. Instants are milliseconds since the epoch. Payloads lie in a table of
 * their own, so that walking the queue doesn't read them.
 */
const SCHEMA = `
create table if not exists companies (
  company_id text primary key,
  name text not null,
  ico text not null unique,
  role text not null,
  mode text not null check (mode in ('test', 'production')),
  agendas text not null, -- JSON array
  created_at integer not null,
  heartbeat_at integer,
  heartbeat text,
  party text -- JSON: as the company registered
) strict;

create table if not exists keys (
  key_id text primary key,
  sha256 text not null unique, -- the key itself is never kept
  kind text not null check (kind in ('client', 'shop', 'admin')),
  company_id text references companies,
  created_at integer not null,
  revoked_at integer
) strict;

create table if not exists registrations (
  registration_id text primary key,
  received_at integer not null,
  state text not null check (state in ('received', 'scheduled', 'approved', 'rejected')),
  scheduled_for text,
  message text,
  poll_token_sha256 text not null,
  decided_at integer,
  activated_at integer,
  company_id text references companies,
  request text not null -- JSON
) strict;
create index if not exists registrations_by_age on registrations (received_at);

create table if not exists activation_codes (
  code_id text primary key,
  sha256 text not null unique, -- the code itself is never kept
  created_at integer not null,
  expires_at integer not null,
  used_at integer,
  withdrawn_at integer,
  key_id text references keys, -- what it was turned into
  registration_id text references registrations,
  company_id text references companies,
  company_name text not null,
  ico text not null,
  newcomer text -- JSON, for a company that joins without a registration
) strict;

create table if not exists claims (
  claim_id text primary key,
  company_id text not null references companies,
  key_id text not null references keys,
  created_at integer not null,
  lease_expires_at integer not null,
  open integer not null, -- 0 once given back or expired
  idempotency_key text,
  fingerprint text
) strict;
create index if not exists claims_open on claims (company_id, lease_expires_at) where open = 1;
create unique index if not exists claims_idempotency on claims (key_id, idempotency_key) where idempotency_key is not null;

create table if not exists items (
  seq integer primary key, -- order of receipt
  item_id text not null unique,
  company_id text not null references companies,
  agenda text not null,
  test integer not null,
  priority integer not null,
  received_at integer not null,
  state text not null check (state in ('waiting', 'claimed', 'processed', 'rejected', 'cancelled')),
  delivery_count integer not null default 0,
  claim_id text,
  payload_sha256 text not null,
  number text not null,
  partner text not null,
  source text not null, -- key id of the shop, 'test-order' or 'seed'
  external_id text,
  external_body_sha256 text,
  outcome text,
  erp_id text,
  erp_number text,
  code text,
  message text,
  finished_at integer
) strict;
create index if not exists items_waiting on items (company_id, test, priority desc, received_at, seq, agenda) where state = 'waiting';
create index if not exists items_claimed on items (company_id, test) where state = 'claimed';
create index if not exists items_by_claim on items (claim_id) where claim_id is not null;
create unique index if not exists items_external on items (source, external_id) where external_id is not null;
create index if not exists items_test_orders on items (company_id, seq) where source = 'test-order';

create table if not exists payloads (seq integer primary key references items, payload text not null) strict;

create table if not exists item_events (
  event_id integer primary key,
  seq integer not null references items,
  at integer not null,
  event text not null,
  by text not null,
  facts text
) strict;
create index if not exists item_events_by_item on item_events (seq, event_id);

create table if not exists mode_switches (
  switch_id integer primary key,
  company_id text not null references companies,
  at integer not null,
  mode text not null,
  evidence text
) strict;

create table if not exists uploads (
  upload_seq integer primary key,
  upload_id text not null unique,
  company_id text not null references companies,
  agenda text not null,
  kind text not null check (kind in ('full', 'delta')),
  state text not null check (state in ('open', 'committed', 'abandoned')),
  created_at integer not null,
  finished_at integer,
  expected_rows integer,
  parts integer, -- of the commit
  rows integer,
  answer text -- JSON: what the commit was answered
) strict;
create unique index if not exists uploads_open on uploads (company_id, agenda) where state = 'open';
create index if not exists uploads_committed on uploads (company_id, agenda, finished_at) where state = 'committed';

-- Of open uploads only. Rows are checked when their part arrives, so that a commit has little to do.
create table if not exists upload_parts (
  upload_seq integer not null references uploads,
  part integer not null,
  rows integer not null,
  accepted text not null, -- JSON, as ReadPart has it
  rejected text not null, -- JSON, too
  primary key (upload_seq, part)
) strict;

create table if not exists catalogues (
  catalogue_id integer primary key,
  company_id text not null references companies,
  agenda text not null,
  changed_at integer not null, -- of the last commit; never goes back
  unique (company_id, agenda)
) strict;

-- What shops see.
create table if not exists catalogue_rows (
  row_seq integer primary key,
  catalogue_id integer not null references catalogues,
  row_key text not null, -- JSON array of what names it
  row text, -- JSON; null: it was removed
  changed_at integer not null,
  unique (catalogue_id, row_key)
) strict;
create index if not exists catalogue_rows_changed on catalogue_rows (catalogue_id, changed_at, row_seq);

create table if not exists idempotency (
  key_id text not null,
  idempotency_key text not null, -- its SHA-256
  fingerprint text not null,
  status integer not null,
  body text not null, -- sealed with the caller's own secrets
  created_at integer not null,
  primary key (key_id, idempotency_key)
) strict;
create index if not exists idempotency_age on idempotency (created_at);
`

/** Brings a database of an earlier version up to `SCHEMA`; each step once, told by `user_version`. */
const UPGRADES = [
  // Stored answers are sealed since; those before can't be, and may be forgotten.
  'alter table companies add column party text; delete from idempotency;',
] as const

function ensureSchema(database: InstanceType<typeof Database>): void {
  const isNew = database.prepare("select 1 from sqlite_master where name = 'companies'").get() === undefined
  const { user_version: version } = database.prepare('pragma user_version').get() as { user_version: number }
  database.exec('begin immediate')
  try {
    if (!isNew) for (const upgrade of UPGRADES.slice(version)) database.exec(upgrade)
    database.exec(SCHEMA)
    database.exec(`pragma user_version = ${UPGRADES.length}`)
    database.exec('commit')
  } catch (error) {
    database.exec('rollback')
    throw error
  }
}

export type Parameter = string | number | null
/** A prepared statement; `T` is the row as the SQL selects it. */
export interface Statement<T> {
  get(...parameters: Parameter[]): T | undefined
  all(...parameters: Parameter[]): T[]
  /** Rows changed. */
  run(...parameters: Parameter[]): number
}
export interface Store {
  prepare<T = never>(sql: string): Statement<T>
  /** Inside a running transaction it simply runs: the outer one decides. Throwing rolls back. */
  transaction<T>(work: () => T): T
  close(): void
}

/** Opens or makes `business-integrator.db` in `dataDir`. */
export function openStore(dataDir: string): Store {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const database = new Database(join(dataDir, 'business-integrator.db'))
  database.pragma('journal_mode = WAL')
  // NORMAL keeps all that was answered when the process is killed; only a power cut may take the last moments, which a sandbox can bear.
  database.pragma('synchronous = NORMAL')
  database.pragma('busy_timeout = 5000')
  database.pragma('foreign_keys = ON')
  ensureSchema(database)
  let depth = 0
  return {
    prepare<T>(sql: string): Statement<T> {
      const statement = database.prepare(sql)
      return {
        get: (...parameters) => statement.get(...parameters) as T | undefined,
        all: (...parameters) => statement.all(...parameters) as T[],
        run: (...parameters) => statement.run(...parameters).changes,
      }
    },
    transaction<T>(work: () => T): T {
      if (depth > 0) return work()
      database.exec('begin immediate')
      depth++
      try {
        const value = work()
        database.exec('commit')
        return value
      } catch (error) {
        database.exec('rollback')
        throw error
      } finally {
        depth--
      }
    },
    close: () => {
      database.close()
    },
  }
}
