import type { Sql } from './database'

const CHUNK = 200

/**
 * Empties payloads of documents that are imported, whose report the central side has accepted, that carry no problem,
 * and that were finished before `before` (ms since the epoch): at most `CHUNK` documents, in one transaction. Ids, hashes, references
 * and events stay. Returns how many; 0: nothing is left to do. The emptied content is overwritten, not only released.
 */
export function emptyPayloads(sql: Sql, before: number): number {
  const rows = sql
    .prepare(
      `SELECT p.document_id AS id FROM payloads p JOIN documents d ON d.id = p.document_id
       WHERE p.body IS NOT NULL AND p.kept_at < ?1
         AND d.state = 'imported' AND d.report_state = 'accepted' AND d.problem IS NULL AND d.finished_at < ?1
       ORDER BY p.kept_at LIMIT ${CHUNK}`,
    )
    .all(before) as { id: number }[]
  if (rows.length === 0) return 0
  sql.exec('PRAGMA secure_delete = ON')
  try {
    sql.transaction(() => {
      sql
        .prepare('UPDATE payloads SET body = NULL WHERE body IS NOT NULL AND document_id IN (SELECT value FROM json_each(?))')
        .run(JSON.stringify(rows.map((row) => row.id)))
      sql.prepare("UPDATE counters SET value = value + 1 WHERE name = 'revision'").run()
    })
  } finally {
    sql.exec('PRAGMA secure_delete = OFF')
  }
  return rows.length
}
