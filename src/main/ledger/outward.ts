import type { OutwardAgenda } from '../../shared/documents/agenda'
import { problemSchema } from '../../shared/failure'
import type { KnownRow, OutwardFacts, OutwardMemory, PlannedUpload, StagedRow, UnsendableSample } from '../engine/outward/ports'
import type { Sql } from './database'
import { jsonText } from './json-text'
import { createOutwardReader } from './outward-read'
import { suffixes } from './outward-tables'

const MOST_SAMPLES = 200

/** Writes it. `sql`: of `openOutwardFile`. */
export function createOutwardMemory(sql: Sql, agenda: OutwardAgenda): OutwardMemory {
  const suffix = suffixes[agenda]
  const rows = `rows_${suffix}`
  const held = `temp.held_${suffix}`
  const parts = `temp.parts_${suffix}`
  const reader = createOutwardReader(sql, agenda)
  const one = <T>(text: string, ...values: (string | number | null)[]): T => sql.prepare(text).get(...values) as T
  const run = (text: string, ...values: (string | number | null)[]) => sql.prepare(text).run(...values)

  const setFacts = (facts: OutwardFacts): void =>
    void run(
      'INSERT INTO agendas (agenda, facts) VALUES (?1, ?2) ON CONFLICT (agenda) DO UPDATE SET facts = ?2',
      agenda,
      JSON.stringify(facts),
    )
  const merge = (change: Partial<OutwardFacts>): void => setFacts({ ...reader.facts(), ...change })
  const setUpload = (upload: PlannedUpload): void => {
    run('UPDATE uploads SET facts = ?2 WHERE agenda = ?1', agenda, JSON.stringify(upload))
  }
  const setSamples = ({ add, rows: samples }: { add: boolean; rows: readonly UnsendableSample[] }): void => {
    if (!add) run('DELETE FROM samples WHERE agenda = ?', agenda)
    const known = one<{ n: number }>('SELECT count(*) AS n FROM samples WHERE agenda = ?', agenda).n
    for (const { sku, problem } of samples.slice(0, Math.max(0, MOST_SAMPLES - known)))
      run(
        'INSERT INTO samples (agenda, sku, problem) VALUES (?1, ?2, ?3) ON CONFLICT (agenda, sku) DO UPDATE SET problem = ?3',
        agenda,
        sku,
        JSON.stringify(problem),
      )
  }
  /** Most passes find nothing to clear away, and need not look for it in all rows. */
  const isStaging = (): boolean =>
    one<{ staging: number } | undefined>('SELECT staging FROM agendas WHERE agenda = ?', agenda)?.staging === 1
  const setStaging = (value: 0 | 1): void =>
    void run(
      `INSERT INTO agendas (agenda, facts, staging) VALUES (?1, '{}', ?2) ON CONFLICT (agenda) DO UPDATE SET staging = ?2`,
      agenda,
      value,
    )
  const UNSTAGE = 'next_print = NULL, next_line = NULL, next_zero = NULL'
  const clearScratch = (): void => {
    sql.exec(`DELETE FROM ${held}; DELETE FROM ${parts}`)
  }
  /** Which rows an upload names, in its order. */
  const named = (kind: PlannedUpload['kind']): string => (kind === 'full' ? 'gone = 0' : 'next_print IS NOT NULL')
  const needUpload = (): PlannedUpload => {
    const upload = reader.upload()
    if (!upload) throw new Error('no upload is planned')
    return upload
  }

  return {
    facts: reader.facts,
    upload: reader.upload,
    keep: (change) => sql.transaction(() => merge(change)),
    forget: () =>
      sql.transaction(() => {
        for (const table of [rows, held, parts]) sql.exec(`DELETE FROM ${table}`)
        for (const table of ['uploads', 'samples', 'agendas']) run(`DELETE FROM ${table} WHERE agenda = ?`, agenda)
      }),

    discard() {
      clearScratch()
      if (!isStaging()) return
      sql.transaction(() => {
        run('DELETE FROM uploads WHERE agenda = ?', agenda)
        run(`DELETE FROM ${rows} WHERE next_print IS NOT NULL AND print IS NULL`)
        run(`UPDATE ${rows} SET ${UNSTAGE} WHERE next_print IS NOT NULL`)
        run(`UPDATE ${rows} SET gone = 0 WHERE gone = 1`)
        setStaging(0)
      })
    },
    counts: () => {
      const { sent, withStock } = one<{ sent: number; withStock: number | null }>(
        `SELECT count(print) AS sent, sum(print IS NOT NULL AND zero = 0) AS withStock FROM ${rows}`,
      )
      return { sent, withStock: withStock ?? 0 }
    },
    fingerprints(afterId, limit) {
      const page = one<{ ids: string | null; prints: string | null }>(
        `SELECT group_concat(id) AS ids, group_concat(print, '') AS prints
         FROM (SELECT id, print FROM ${rows} WHERE id > ?1 AND print IS NOT NULL ORDER BY id LIMIT ?2)`,
        afterId,
        limit,
      )
      return { ids: page.ids === null ? [] : page.ids.split(',').map(Number), fingerprints: page.prints ?? '' }
    },
    find(keys) {
      const found: (KnownRow | undefined)[] = new Array(keys.length).fill(undefined)
      // CROSS JOIN: the keys lead, whatever the planner thinks of the sizes.
      const known = sql
        .prepare(
          `SELECT j.key AS n, r.id, r.print, r.next_print AS staged FROM json_each(?) j CROSS JOIN ${rows} r ON r.key = j.value`,
        )
        .all(jsonText(keys)) as { n: number; id: number; print: string | null; staged: string | null }[]
      for (const { n, id, print, staged } of known)
        found[n] = { id, fingerprint: print ?? undefined, staged: staged ?? undefined }
      return found
    },
    line: (id) => one<{ line: string }>(`SELECT coalesce(next_line, line) AS line FROM ${rows} WHERE id = ?`, id).line,
    stage: (staged) =>
      sql.transaction(() => {
        setStaging(1)
        const added: StagedRow[] = []
        const ids: number[] = []
        let next = one<{ id: number | null }>(`SELECT max(id) AS id FROM ${rows}`).id ?? 0
        const first = next + 1
        for (const row of staged) {
          ids.push(row.id ?? ++next)
          if (row.id === undefined) added.push(row)
          else
            run(
              `UPDATE ${rows} SET next_print = nullif(?2, print), next_line = iif(print IS ?2, NULL, ?3), next_zero = iif(print IS ?2, NULL, ?4)
               WHERE id = ?1`,
              row.id,
              row.fingerprint,
              row.line,
              row.zero ? 1 : 0,
            )
        }
        // All in one call: each costs more than the row itself.
        if (added.length > 0)
          run(
            `INSERT INTO ${rows} (id, key, next_print, next_line, next_zero)
             SELECT ?2 + key, value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?1)`,
            jsonText(added.map(({ key, fingerprint, line, zero }) => [key, fingerprint, line, zero ? 1 : 0])),
            first,
          )
        return ids
      }),
    hold(ranges) {
      run(
        `INSERT INTO ${held} ("from", "to") SELECT value ->> 0, value ->> 1 FROM json_each(?) WHERE true
         ON CONFLICT ("from") DO UPDATE SET "to" = max("to", excluded."to")`,
        JSON.stringify(ranges.map(({ from, to }) => [from, to])),
      )
    },
    settleHeld(after, limit) {
      const { last } = one<{ last: string | null }>(
        `SELECT max("from") AS last FROM (SELECT "from" FROM ${held} WHERE "from" > ?1 ORDER BY "from" LIMIT ?2)`,
        after,
        limit,
      )
      if (last === null) return { sent: [], next: undefined }
      const those = `SELECT r.id FROM ${held} h CROSS JOIN ${rows} r ON r.key >= h."from" AND r.key < h."to" WHERE h."from" > ?1 AND h."from" <= ?2`
      return sql.transaction(() => {
        run(`DELETE FROM ${rows} WHERE print IS NULL AND id IN (${those})`, after, last)
        run(`UPDATE ${rows} SET ${UNSTAGE} WHERE next_print IS NOT NULL AND id IN (${those})`, after, last)
        const sent = sql.prepare(those).all(after, last) as { id: number }[]
        return { sent: sent.map(({ id }) => id), next: last }
      })
    },
    markGone: (ids) =>
      sql.transaction(() => {
        setStaging(1)
        run(`UPDATE ${rows} SET gone = 1 WHERE id IN (SELECT value FROM json_each(?))`, JSON.stringify(ids))
      }),
    tally() {
      const staged = one<{ staged: number; added: number | null; fallen: number | null }>(
        `SELECT count(*) AS staged, sum(print IS NULL) AS added, sum(print IS NOT NULL AND zero = 0 AND next_zero = 1) AS fallen
         FROM ${rows} WHERE next_print IS NOT NULL`,
      )
      const gone = one<{ gone: number; withStock: number | null }>(
        `SELECT count(*) AS gone, sum(zero = 0) AS withStock FROM ${rows} WHERE gone = 1`,
      )
      return {
        staged: staged.staged,
        added: staged.added ?? 0,
        fallen: staged.fallen ?? 0,
        gone: gone.gone,
        goneWithStock: gone.withStock ?? 0,
      }
    },

    putParts(list) {
      run(
        `INSERT INTO ${parts} (key, warehouse, part) SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?) WHERE true
         ON CONFLICT (key, warehouse) DO UPDATE SET part = CASE WHEN part = excluded.part THEN part END`,
        jsonText(list.map(({ key, warehouse, part }) => [key, warehouse, part])),
      )
    },
    parts(after, limit) {
      const page = sql
        .prepare(
          `SELECT key, group_concat(part, char(10) ORDER BY warehouse) AS parts, count(*) = count(part) AS clear
           FROM ${parts} WHERE key > ?1 GROUP BY key ORDER BY key LIMIT ?2`,
        )
        .all(after, limit) as { key: string; parts: string; clear: number }[]
      return page.map(({ key, parts: list, clear }) => ({ key, parts: clear === 1 ? list.split('\n') : undefined }))
    },

    plan: (upload, samples) =>
      sql.transaction(() => {
        setStaging(1)
        run('INSERT INTO uploads (agenda, facts) VALUES (?1, ?2)', agenda, JSON.stringify(upload))
        setSamples(samples)
      }),
    nothingToSend: (facts, samples) =>
      sql.transaction(() => {
        merge(facts)
        setSamples(samples)
      }),
    keepUpload: (change) => sql.transaction(() => setUpload({ ...needUpload(), ...change })),
    lines(afterId, limit) {
      const { kind } = needUpload()
      const page = one<{ lines: string | null; rows: number; last: number | null }>(
        `SELECT group_concat(line || char(10), '' ORDER BY id) AS lines, count(*) AS rows, max(id) AS last FROM
         (SELECT id, coalesce(next_line, line) AS line FROM ${rows} WHERE id > ?1 AND ${named(kind)} ORDER BY id LIMIT ?2)`,
        afterId,
        limit,
      )
      return { ndjson: page.lines ?? '', rows: page.rows, lastId: page.last ?? afterId }
    },
    apply: (rejected, limit, facts) =>
      sql.transaction(() => {
        const upload = needUpload()
        const done = one<{ id: number; rows: number }>(
          'SELECT applied_id AS id, applied_rows AS rows FROM uploads WHERE agenda = ?',
          agenda,
        )
        const those = `SELECT id FROM ${rows} WHERE id > ?1 AND ${named(upload.kind)} ORDER BY id LIMIT ?2`
        const page = one<{ last: number | null; rows: number }>(
          `SELECT max(id) AS last, count(*) AS rows FROM (${those})`,
          done.id,
          limit,
        )
        if (page.last !== null) {
          const { last } = page
          const ids = rejected.size > 0 ? (sql.prepare(those).all(done.id, limit) as { id: number }[]) : []
          // Also those that were refused: the same is not sent again until it changes.
          run(
            `UPDATE ${rows} SET print = next_print, line = next_line, zero = next_zero, rejected = NULL, ${UNSTAGE}
             WHERE next_print IS NOT NULL AND id > ?1 AND id <= ?2`,
            done.id,
            last,
          )
          if (upload.kind === 'full')
            run(`UPDATE ${rows} SET rejected = NULL WHERE rejected IS NOT NULL AND id > ?1 AND id <= ?2`, done.id, last)
          for (const [index, { id }] of ids.entries()) {
            const why = rejected.get(done.rows + index + 1)
            if (why) run(`UPDATE ${rows} SET rejected = ?2 WHERE id = ?1`, id, refusalOf(sql, rows, id, why))
          }
          run('UPDATE uploads SET applied_id = ?2, applied_rows = ?3 WHERE agenda = ?1', agenda, last, done.rows + page.rows)
          if (page.rows === limit) return false
        }
        run(`DELETE FROM ${rows} WHERE gone = 1`)
        run('DELETE FROM uploads WHERE agenda = ?', agenda)
        const refused = one<{ n: number }>(`SELECT count(*) AS n FROM ${rows} WHERE rejected IS NOT NULL`).n
        merge({ ...facts, rows: one<{ n: number }>(`SELECT count(*) AS n FROM ${rows}`).n - refused, rejected: refused })
        setStaging(0)
        return true
      }),
  }
}

/** A refusal of the central side as it is kept and shown. */
function refusalOf(sql: Sql, rows: string, id: number, { code, message }: { code: string; message: string }): string {
  const { key } = sql.prepare(`SELECT key FROM ${rows} WHERE id = ?`).get(id) as { key: string }
  const sku = key.slice(0, key.indexOf('\u001f'))
  return JSON.stringify(
    problemSchema.parse({ code: 'row-refused', params: { sku, code: code.slice(0, 64) }, words: message.slice(0, 1000) }),
  )
}
