import type { z } from 'zod'
import { MAXIMUM_ROWS_IN_PART, rowNames, rowSchemas } from '../../shared/central-api/uploads'
import type { OutwardAgenda } from '../../shared/documents/agenda'

/** One part of an upload, checked row by row. */
export interface ReadPart {
  rows: number
  /** Row key and row, both JSON; `place` counts from 1 within the part. */
  accepted: readonly (readonly [rowKey: string, row: string, place: number])[]
  /** The key is null where the row doesn't tell it. */
  rejected: readonly (readonly [place: number, message: string, rowKey: string | null])[]
}

/** What names a row, as a JSON array; null where it can't be told. */
function keyOf(agenda: OutwardAgenda, row: unknown): string | null {
  if (row === null || typeof row !== 'object') return null
  const values = rowNames[agenda].map((name) => (row as Record<string, unknown>)[name] ?? null)
  const named = typeof values[0] === 'string' && values.every((value) => value === null || typeof value === 'string')
  return named ? JSON.stringify(values) : null
}

/** The other way round: the fields that name a row. */
export function nameOf(agenda: OutwardAgenda, rowKey: string): Record<string, unknown> {
  const values = JSON.parse(rowKey) as unknown[]
  return Object.fromEntries(rowNames[agenda].flatMap((name, i) => (values[i] === null ? [] : [[name, values[i]]])))
}

/** The first fault of a row, its field first. */
function faultOf(error: z.ZodError): string {
  const [issue] = error.issues
  if (issue?.code === 'unrecognized_keys') return `${issue.keys[0]}: unknown field`
  return issue === undefined ? 'invalid' : [issue.path.join('.'), issue.message].filter((text) => text !== '').join(': ')
}

/**
 * NDJSON → rows of this agenda. A row that doesn't fit its schema is one rejected row. A line that isn't JSON spoils the whole part, since
 * nobody knows what else got lost on the way: its number is answered. Empty lines are no rows.
 */
export function readPart(agenda: OutwardAgenda, text: string): ReadPart | 'too-many' | { brokenLine: number } {
  const schema: z.ZodType = rowSchemas[agenda]
  const accepted: [string, string, number][] = []
  const rejected: [number, string, string | null][] = []
  let rows = 0
  for (const [index, line] of text.split('\n').entries()) {
    if (line === '' || line === '\r') continue
    rows++
    if (rows > MAXIMUM_ROWS_IN_PART) return 'too-many'
    let row: unknown
    try {
      row = JSON.parse(line)
    } catch {
      return { brokenLine: index + 1 }
    }
    const parsed = schema.safeParse(row)
    const key = keyOf(agenda, row)
    if (parsed.success && key !== null) accepted.push([key, JSON.stringify(parsed.data), rows])
    else rejected.push([rows, parsed.error ? faultOf(parsed.error) : 'no name', key])
  }
  return { rows, accepted, rejected }
}
