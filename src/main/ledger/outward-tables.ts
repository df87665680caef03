import type { OutwardAgenda } from '../../shared/documents/agenda'

/** The tables of `outward.sqlite`. It is never migrated: one of another version is made anew, which costs a full upload. */
export const OUTWARD_VERSION = 1
/** Marks the file as ours ("BIow"). */
export const OUTWARD_APPLICATION_ID = 0x42496f77

export const suffixes: Readonly<Record<OutwardAgenda, string>> = { 'stock-levels': 'stock', prices: 'price' }

/**
 * A table for each agenda: a million prices must not stand among the rows that a pass over the stock goes through. What was sent and what is staged
 * lie in one row, so that staging a new value, sending it and taking it over touch the index of keys once. `print`: the fingerprint of
 * what was sent; none: only staged.
 */
const tablesOf = (suffix: string): string => `
  CREATE TABLE rows_${suffix} (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    print TEXT,
    line TEXT,
    zero INTEGER NOT NULL DEFAULT 0,
    rejected TEXT,
    next_print TEXT,
    next_line TEXT,
    next_zero INTEGER,
    gone INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX staged_${suffix} ON rows_${suffix} (id) WHERE next_print IS NOT NULL;
  CREATE INDEX gone_${suffix} ON rows_${suffix} (id) WHERE gone = 1;
  CREATE INDEX rejected_${suffix} ON rows_${suffix} (id) WHERE rejected IS NOT NULL;
`
export const OUTWARD_SCHEMA = `
  CREATE TABLE agendas (agenda TEXT PRIMARY KEY, facts TEXT NOT NULL, staging INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;
  CREATE TABLE uploads (
    agenda TEXT PRIMARY KEY,
    facts TEXT NOT NULL,
    applied_id INTEGER NOT NULL DEFAULT 0,
    applied_rows INTEGER NOT NULL DEFAULT 0
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE samples (agenda TEXT NOT NULL, sku TEXT NOT NULL, problem TEXT NOT NULL, PRIMARY KEY (agenda, sku)) STRICT, WITHOUT ROWID;
  ${Object.values(suffixes).map(tablesOf).join('')}
`
/** Of this connection only: what a reading needs until it ends. On disk where it grows, so that memory stays bounded. */
export const OUTWARD_SCRATCH = Object.values(suffixes)
  .map(
    (suffix) => `
  CREATE TEMP TABLE held_${suffix} ("from" TEXT PRIMARY KEY, "to" TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TEMP TABLE parts_${suffix} (key TEXT NOT NULL, warehouse TEXT NOT NULL, part TEXT, PRIMARY KEY (key, warehouse)) STRICT, WITHOUT ROWID;
`,
  )
  .join('')
