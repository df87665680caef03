import { Failure, problem } from '../../shared/failure'
import type { Sql } from './database'

/** Marks a file as this program's ledger ("BILg"), so that a foreign or emptied file is never taken for one. */
export const APPLICATION_ID = 0x42494c67

/**
 * Numbered; each runs once, in one transaction, after a copy of the file was made. A released one is never changed.
 *
 * Layout, measured (docs/performance.md): payloads apart keep the rows that every run touches small; ids that grow with
 * time keep the cost flat over a million rows; open rows have partial indexes, so that an idle poll reads none of the done
 * ones; counts are kept, not counted. `events` is clustered by document: the history of one is one read.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE documents (
    id INTEGER PRIMARY KEY,
    item_id TEXT NOT NULL UNIQUE,
    agenda TEXT NOT NULL,
    test INTEGER NOT NULL CHECK (test IN (0, 1)),
    number TEXT NOT NULL DEFAULT '',
    partner TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL CHECK (state IN ('received','quarantined','ready','sending','imported','rejected','unknown','skipped')),
    report_state TEXT NOT NULL DEFAULT 'none' CHECK (report_state IN ('none','due','accepted','refused')),
    payload_sha256 TEXT NOT NULL,
    handed_sha256 TEXT,
    target TEXT,
    claim_id TEXT,
    reference_id TEXT,
    reference_number TEXT,
    problem TEXT,
    attempts INTEGER NOT NULL DEFAULT 0,
    not_before INTEGER NOT NULL DEFAULT 0,
    look_first INTEGER NOT NULL CHECK (look_first IN (0, 1)),
    unknown_since INTEGER,
    priority INTEGER NOT NULL,
    delivery_count INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    finished_at INTEGER
  ) STRICT;
  CREATE INDEX documents_open ON documents (state, id) WHERE state IN ('received','ready','sending','unknown');
  CREATE INDEX documents_held ON documents (state, id) WHERE state IN ('quarantined','rejected','skipped');
  CREATE INDEX documents_to_report ON documents (id) WHERE report_state = 'due';
  CREATE INDEX documents_report_refused ON documents (id) WHERE report_state = 'refused';
  CREATE TABLE payloads (
    document_id INTEGER NOT NULL REFERENCES documents (id),
    version INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    body TEXT,
    kept_at INTEGER NOT NULL,
    PRIMARY KEY (document_id, version)
  ) STRICT;
  CREATE TABLE events (
    document_id INTEGER NOT NULL REFERENCES documents (id),
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    step TEXT NOT NULL,
    facts TEXT NOT NULL,
    PRIMARY KEY (document_id, seq)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    started_at INTEGER NOT NULL,
    finished_at INTEGER NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('ok','failed')),
    problem TEXT,
    retry INTEGER NOT NULL,
    waiting INTEGER,
    received INTEGER NOT NULL,
    imported INTEGER NOT NULL,
    trigger TEXT NOT NULL,
    runner TEXT NOT NULL
  ) STRICT;
  CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  `,
  // What the comparison of the three sides found, and when. The payloads that may be emptied one day are found without reading the others.
  `
  CREATE TABLE verifications (
    id INTEGER PRIMARY KEY,
    started_at INTEGER NOT NULL,
    finished_at INTEGER NOT NULL,
    trigger TEXT NOT NULL,
    facts TEXT NOT NULL
  ) STRICT;
  CREATE TABLE differences (
    item_id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    facts TEXT NOT NULL,
    first_seen INTEGER NOT NULL,
    last_seen INTEGER NOT NULL,
    settled_at INTEGER,
    accepted_at INTEGER,
    accepted_reason TEXT
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX differences_open ON differences (item_id) WHERE settled_at IS NULL AND accepted_at IS NULL;
  CREATE INDEX payloads_kept ON payloads (kept_at, document_id) WHERE body IS NOT NULL;
  `,
  // Since when a hand-over may be under way, by the central side's clock: this computer's may be set.
  'ALTER TABLE documents ADD COLUMN doubt_since INTEGER;',
  // Which card or partner a document describes: an older version must not follow a newer one.
  `
  ALTER TABLE documents ADD COLUMN subject TEXT;
  CREATE INDEX documents_subject ON documents (agenda, subject) WHERE subject IS NOT NULL;
  `,
]

export const ledgerVersion = (sql: Sql): number =>
  (sql.prepare('SELECT user_version AS v FROM pragma_user_version').get() as { v: number }).v

export const tooNew = (path: string, version: number): Failure =>
  new Failure(problem('ledger-too-new', { path, version: String(version), known: String(migrations.length) }), {
    effect: 'nothing',
    retry: false,
  })

/** For a file that nobody uses yet. */
export const WITHOUT_COPY = (): void => {}

/**
 * Brings the file to the newest version. `copyFirst` is called before an existing file is changed.
 * Throws `ledger-too-new` for a file of a newer program: it is left as it is.
 */
export function migrate(sql: Sql, path: string, copyFirst: (version: number) => void): void {
  const version = ledgerVersion(sql)
  if (version > migrations.length) throw tooNew(path, version)
  if (version === migrations.length) return
  if (version > 0) copyFirst(version)
  for (let next = version; next < migrations.length; next++) {
    sql.transaction(() => {
      sql.exec(migrations[next] as string)
      sql.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${next + 1}`)
    })
  }
}
