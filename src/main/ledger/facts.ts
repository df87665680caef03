import type { InwardAgenda } from '../../shared/documents/agenda'
import type { Sql } from './database'

/** Single facts about the whole ledger, e.g. whose it is. Written by the holder of the engine only. */
export interface LedgerFacts {
  get(name: FactName): string | undefined
  set(name: FactName, value: string): void
}
/**
 * `ledgerId`: a random name of this ledger and its copies, also in the marker beside it. `restoredAt`: ms since the epoch, from which copy. `verifyProgress`: how far the comparison of the sides has got (JSON).
 * `backupProblem`: why the last daily copy failed (JSON), `` when it did not. `retentionAt`: ms since the epoch. `scheduledRun`: what the last run that the operating system's scheduler started said of itself (JSON). `asked:…`: when an agenda with an own interval was claimed last, ms since the epoch.
 */
type FactName =
  | 'ledgerId'
  | 'companyId'
  | 'restoredAt'
  | 'restoredFrom'
  | 'verifyProgress'
  | 'verifyWanted'
  | 'backupProblem'
  | 'retentionAt'
  | 'scheduledRun'
  | `asked:${InwardAgenda}`

export function ledgerFacts(sql: Sql): LedgerFacts {
  const read = sql.prepare('SELECT value FROM facts WHERE name = ?')
  const write = sql.prepare('INSERT INTO facts (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2')
  return {
    get: (name) => (read.get(name) as { value: string } | undefined)?.value,
    set: (name, value) => void sql.transaction(() => write.run(name, value)),
  }
}
