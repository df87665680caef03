import { type Difference, differenceSchema, type Verification, verificationSchema } from '../../shared/verification'
import type { LedgerDocument, VerificationLedger, VerificationProgress } from '../engine/ports'
import type { Sql } from './database'
import { ledgerFacts } from './facts'
import { jsonText } from './json-text'
import { ROW, type Row, toDocument } from './ledger'

/** Kinds that only the information system's word can settle. */
const ABOUT_RECORDS = "('record-gone','record-of-held')"
const NOTHING: VerificationProgress = { frontier: undefined, rolling: undefined, lastId: 0 }

/** The writing side of the comparison. `now`: ms since the epoch. */
export function createVerificationLedger(sql: Sql, now: () => number): VerificationLedger {
  const facts = ledgerFacts(sql)
  const byItems = sql.prepare(`SELECT ${ROW} FROM documents WHERE item_id IN (SELECT value FROM json_each(?))`)
  const later = sql.prepare(`SELECT ${ROW} FROM documents WHERE id > ? ORDER BY id LIMIT ?`)
  const heldIds = sql.prepare(
    `SELECT item_id FROM documents WHERE state IN ('quarantined','rejected','skipped') AND state IN ('quarantined','rejected') ORDER BY id DESC LIMIT ?`,
  )
  const openItems = sql.prepare('SELECT item_id FROM differences WHERE settled_at IS NULL ORDER BY last_seen LIMIT ?')
  // A difference that was confirmed stays so for as long as it is the same one.
  const keep = sql.prepare(
    `INSERT INTO differences (item_id, kind, facts, first_seen, last_seen) VALUES (?1, ?2, ?3, ?4, ?4)
     ON CONFLICT (item_id) DO UPDATE SET
       first_seen = iif(settled_at IS NULL AND kind = ?2, first_seen, ?4),
       accepted_at = iif(settled_at IS NULL AND kind = ?2, accepted_at, NULL),
       accepted_reason = iif(settled_at IS NULL AND kind = ?2, accepted_reason, NULL),
       kind = ?2, facts = ?3, last_seen = ?4, settled_at = NULL`,
  )
  const settle = (recordsTold: boolean) =>
    sql.prepare(
      `UPDATE differences SET settled_at = ?2 WHERE settled_at IS NULL AND item_id IN (SELECT value FROM json_each(?1))
       ${recordsTold ? '' : `AND kind NOT IN ${ABOUT_RECORDS}`}`,
    )
  const settleAll = settle(true)
  const settleSome = settle(false)
  const tellAgain = sql.prepare(
    `UPDATE documents SET report_state = 'due' WHERE report_state = 'accepted' AND state = 'imported' AND item_id IN (SELECT value FROM json_each(?))`,
  )
  const bump = sql.prepare(
    'INSERT INTO counters (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = value + ?2',
  )
  const insert = sql.prepare('INSERT INTO verifications (started_at, finished_at, trigger, facts) VALUES (?, ?, ?, ?)')
  const documents = (rows: unknown[]): LedgerDocument[] => (rows as Row[]).map(toDocument)
  const idsOf = (rows: unknown[]): string[] => (rows as { item_id: string }[]).map((row) => row.item_id)

  return {
    byItemIds: (ids) => documents(byItems.all(jsonText(ids))),
    after: (afterId, limit) => documents(later.all(afterId, limit)),
    unsettled(limit) {
      const open = idsOf(openItems.all(limit))
      const wanted = [...new Set([...open, ...idsOf(heldIds.all(limit))])]
      const rows = documents(byItems.all(jsonText(wanted)))
      const known = new Set(rows.map((row) => row.itemId))
      return { rows, unknownHere: open.filter((itemId) => !known.has(itemId)) }
    },
    progress() {
      const text = facts.get('verifyProgress')
      if (text === undefined || text === '') return { ...NOTHING }
      const { frontier, rolling, lastId } = JSON.parse(text) as Partial<VerificationProgress>
      return { frontier, rolling, lastId: lastId ?? 0 }
    },
    keepProgress: (progress) => facts.set('verifyProgress', JSON.stringify(progress)),
    note(differences, settled, recordsTold) {
      if (differences.length + settled.length === 0) return
      sql.transaction(() => {
        const at = now()
        for (const one of differences) keep.run(one.itemId, one.kind, JSON.stringify(one), at)
        const { changes } = (recordsTold ? settleAll : settleSome).run(jsonText(settled), at)
        if (differences.length + changes > 0) bump.run('revision', 1)
      })
    },
    reportAgain(itemIds) {
      if (itemIds.length === 0) return
      sql.transaction(() => {
        const { changes } = tellAgain.run(jsonText(itemIds))
        if (changes === 0) return
        bump.run('report-accepted', -changes)
        bump.run('report-due', changes)
        bump.run('revision', 1)
      })
    },
    record(verification) {
      sql.transaction(() => {
        insert.run(
          Date.parse(verification.startedAt),
          Date.parse(verification.finishedAt),
          verification.trigger,
          JSON.stringify(verification),
        )
        bump.run('revision', 1)
      })
    },
  }
}

/** A person has looked into all differences that stand now. They are told again only when they change. Returns how many. */
export function acceptDifferences(sql: Sql, reason: string, at: number): number {
  return sql.transaction(() => {
    const { changes } = sql
      .prepare('UPDATE differences SET accepted_at = ?, accepted_reason = ? WHERE settled_at IS NULL AND accepted_at IS NULL')
      .run(at, reason)
    if (changes > 0) sql.prepare("UPDATE counters SET value = value + 1 WHERE name = 'revision'").run()
    return changes
  })
}

/** What the last comparison found, for whoever reads the ledger. */
export interface VerificationReader {
  last(): Verification | undefined
  /** Differences that wait for a person, oldest first. */
  open(limit: number): readonly Difference[]
  count(): number
}

export function createVerificationReader(sql: Sql): VerificationReader {
  const last = sql.prepare('SELECT facts FROM verifications ORDER BY id DESC LIMIT 1')
  const open = sql.prepare(
    'SELECT facts FROM differences WHERE settled_at IS NULL AND accepted_at IS NULL ORDER BY first_seen, item_id LIMIT ?',
  )
  const count = sql.prepare('SELECT count(*) AS n FROM differences WHERE settled_at IS NULL AND accepted_at IS NULL')
  return {
    last() {
      const row = last.get() as { facts: string } | undefined
      return row && verificationSchema.parse(JSON.parse(row.facts))
    },
    open: (limit) => (open.all(limit) as { facts: string }[]).map((row) => differenceSchema.parse(JSON.parse(row.facts))),
    count: () => (count.get() as { n: number }).n,
  }
}
