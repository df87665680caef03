import { z } from 'zod'
import type { OutwardAgenda } from '../../shared/documents/agenda'
import { problemSchema } from '../../shared/failure'
import { heldFallSchema } from '../../shared/outward-status'
import { NOTHING_SENT, type OutwardFacts, type PlannedUpload, type UnsendableSample } from '../engine/outward/ports'
import type { Sql } from './database'
import { suffixes } from './outward-tables'

const count = z.number().int().nonnegative()
const at = z.number().optional()
const factsSchema = z.object({
  account: z.string().optional(),
  complete: z.boolean(),
  basis: z.string().optional(),
  adds: z.boolean(),
  warehouse: z.string().nullable().optional(),
  firstAt: at,
  lastPassAt: at,
  lastSuccessAt: at,
  fullAt: at,
  readAt: at,
  lastUploadAt: at,
  failure: z.object({ problem: problemSchema, retry: z.boolean(), inARow: count, notBefore: z.number() }).optional(),
  held: heldFallSchema.optional(),
  allowed: z.object({ percent: count, until: z.number() }).optional(),
  rows: count,
  read: count,
  changed: count,
  removed: count,
  leftOut: count,
  unsendable: count,
  rejected: count,
}) satisfies z.ZodType<OutwardFacts>
const someFactsSchema = factsSchema.partial()

const uploadSchema = z.object({
  kind: z.enum(['full', 'delta']),
  rows: count,
  key: z.string(),
  uploadId: z.string().optional(),
  partSize: z.number().int().positive().optional(),
  commitAsked: z.boolean(),
  account: z.string(),
  basis: z.string(),
  onceCommitted: someFactsSchema,
})

/** Reads the memory of an agenda; also of a process that doesn't hold the engine. */
export interface OutwardReader {
  facts(): OutwardFacts
  /** Not yet committed. */
  upload(): PlannedUpload | undefined
  unsendable(limit: number): readonly UnsendableSample[]
  /** What the central side has refused, row by row. */
  rejected(limit: number): readonly UnsendableSample[]
}

export function createOutwardReader(sql: Sql, agenda: OutwardAgenda): OutwardReader {
  const rows = `rows_${suffixes[agenda]}`
  const sample = (row: unknown): UnsendableSample => {
    const { sku, problem } = row as { sku: string; problem: string }
    return { sku, problem: problemSchema.parse(JSON.parse(problem)) }
  }
  return {
    facts() {
      const row = sql.prepare('SELECT facts FROM agendas WHERE agenda = ?').get(agenda) as { facts: string } | undefined
      return { ...NOTHING_SENT, ...(row && (someFactsSchema.parse(JSON.parse(row.facts)) as Partial<OutwardFacts>)) }
    },
    upload() {
      const row = sql.prepare('SELECT facts FROM uploads WHERE agenda = ?').get(agenda) as { facts: string } | undefined
      if (!row) return undefined
      // JSON has no `undefined`: what isn't named isn't there.
      return { uploadId: undefined, partSize: undefined, ...uploadSchema.parse(JSON.parse(row.facts)) } as PlannedUpload
    },
    unsendable: (limit) =>
      sql.prepare('SELECT sku, problem FROM samples WHERE agenda = ?1 ORDER BY sku LIMIT ?2').all(agenda, limit).map(sample),
    rejected: (limit) =>
      sql
        .prepare(
          `SELECT substr(key, 1, instr(key, char(31)) - 1) AS sku, rejected AS problem FROM ${rows} WHERE rejected IS NOT NULL ORDER BY id LIMIT ?`,
        )
        .all(limit)
        .map(sample),
  }
}
