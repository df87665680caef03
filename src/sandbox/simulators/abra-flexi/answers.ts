import type { Books, StoredOrder } from './books'
import { computeOrder } from './sums'
import type { RecordResult } from './write'

/** Bodies of ABRA Flexi's answers: every value is text. */

export const message = (words: string, code?: string): unknown => ({
  winstrom: { '@version': '1.0', success: 'false', message: words, ...(code === undefined ? {} : { messageCode: code }) },
})

const shown = (order: StoredOrder, books: Books) => {
  const { net, vat, payable } = computeOrder(order, books)
  const home = books.country === 'SK' ? 'EUR' : 'CZK'
  const foreign = (order.values['mena'] ?? `code:${home}`) !== `code:${home}`
  const [own, other] = foreign ? ['Men', ''] : ['', 'Men']
  return {
    id: String(order.id),
    kod: order.kod,
    ...order.values,
    [`sumZklCelkem${own}`]: net,
    [`sumDphCelkem${own}`]: vat,
    [`sumCelkem${own}`]: payable,
    [`sumZklCelkem${other}`]: '0.0',
    [`sumDphCelkem${other}`]: '0.0',
    [`sumCelkem${other}`]: '0.0',
  }
}

export interface WriteAnswer {
  company: string
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
          const id = options.dryRun ? '-1' : String(result.order.id)
          return {
            id,
            ...requestId,
            ...(options.codes ? { code: result.order.kod } : {}),
            ...(options.dryRun ? {} : { ref: `/c/${options.company}/objednavka-prijata/${id}.json` }),
            ...(options.dryRun && options.withContent
              ? { content: { 'objednavka-prijata': [{ ...shown(result.order, books), id: '-1' }] } }
              : {}),
          }
        }),
      },
    },
  }
}

export const listing = (evidence: string, rows: readonly Record<string, unknown>[]): unknown => ({
  winstrom: { '@version': '1.0', [evidence]: rows },
})

/** `detail=custom:…` gives the named fields and the id, nothing else. */
export function orderRow(
  order: StoredOrder,
  books: Books,
  detail: string | undefined,
  withExternalIds: boolean,
): Record<string, unknown> {
  const row: Record<string, unknown> = { ...shown(order, books), 'external-ids': [...order.externalIds] }
  if (!withExternalIds) delete row['external-ids']
  const names = detail?.startsWith('custom:') ? ['id', ...detail.slice('custom:'.length).split(',')] : undefined
  return names ? Object.fromEntries(Object.entries(row).filter(([name]) => names.includes(name))) : row
}
