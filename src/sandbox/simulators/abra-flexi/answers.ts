import { type Books, evidenceNamed } from './books'
import { shown } from './tables'
import type { RecordResult } from './write'

/** Bodies of ABRA Flexi's answers: every value is text. */

export const message = (words: string, code?: string): unknown => ({
  winstrom: { '@version': '1.0', success: 'false', message: words, ...(code === undefined ? {} : { messageCode: code }) },
})

export interface WriteAnswer {
  company: string
  evidence: string
  codes: boolean
  dryRun: boolean
  /** What an older version says less. */
  withContent: boolean
}

export function writeAnswer(
  books: Books,
  results: readonly RecordResult[],
  options: WriteAnswer,
): { status: number; body: unknown } {
  const { evidence } = options
  const facts = evidenceNamed(evidence)
  const count = (...kinds: RecordResult['kind'][]): string => String(results.filter(({ kind }) => kinds.includes(kind)).length)
  const failed = results.some(({ kind }) => kind === 'failed')
  const made = results.some(({ kind }) => kind === 'created')
  return {
    status: failed ? 400 : made ? 201 : 200,
    body: {
      winstrom: {
        '@version': '1.0',
        success: failed ? 'false' : 'true',
        stats: {
          created: count('created'),
          updated: count('updated'),
          deleted: count('deleted'),
          skipped: count('skipped'),
          failed: count('failed'),
        },
        results: results.map((result) => {
          if (result.kind === 'failed') return { errors: result.errors }
          if (result.kind === 'deleted') return { id: String(result.id) }
          const requestId = result.requestId === undefined ? {} : { 'request-id': result.requestId }
          // What was passed over has no id.
          if (result.kind === 'skipped') return requestId
          const id = options.dryRun ? '-1' : String(result.record.id)
          return {
            id,
            ...requestId,
            ...(options.codes ? { code: result.record.kod } : {}),
            ...(options.dryRun ? {} : { ref: `/c/${options.company}/${evidence}/${id}.json` }),
            ...(options.dryRun && options.withContent && facts
              ? { content: { [evidence]: [{ ...shown(result.record, facts, books), id: '-1' }] } }
              : {}),
          }
        }),
      },
    },
  }
}

/** `rowCount`: with `add-row-count`. */
export const listing = (evidence: string, rows: readonly Record<string, unknown>[], rowCount?: number): unknown => ({
  winstrom: { '@version': '1.0', ...(rowCount === undefined ? {} : { '@rowCount': String(rowCount) }), [evidence]: rows },
})

/** Names of a `detail=custom:`, those in brackets under the name before them; `undefined`: all. */
export function detailOf(detail: string | undefined): ReadonlyMap<string, readonly string[]> | undefined {
  if (!detail?.startsWith('custom:')) return undefined
  const names = new Map<string, readonly string[]>([['id', []]])
  for (const [, name = '', inner] of detail.slice('custom:'.length).matchAll(/([\w-]+)(?:\(([^)]*)\))?/g))
    names.set(name, inner?.split(',') ?? [])
  return names
}

/** `detail=custom:…` gives the named fields and the id, nothing else. */
export function rowOf(
  row: Record<string, unknown>,
  names: ReadonlyMap<string, unknown> | undefined,
  withExternalIds: boolean,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).filter(([name]) => (name !== 'external-ids' || withExternalIds) && (!names || names.has(name))),
  )
}
