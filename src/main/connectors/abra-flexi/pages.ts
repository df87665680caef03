import { z } from 'zod'
import { Failure, problem } from '../../../shared/failure'
import { readWritten, wordsOf } from './answer'
import type { AskFlexi } from './ask'
import { encoded, wrongCompany } from './find'
import { readRows } from './listing'

/** So many records in one answer: about half a megabyte. */
const PAGE = 500

const rowCountSchema = z.object({ winstrom: z.object({ '@rowCount': z.coerce.number().int().nonnegative() }) })
const rowSchema = z.looseObject({ id: z.coerce.string().regex(/^[1-9]\d{0,17}$/) })

export interface Listing {
  evidence: string
  /** What of the evidence; absent: all that is valid. */
  filter?: string
  /** Names of fields, as `detail=custom:` takes them. */
  fields: string
  /** Related records that come with each. */
  includes?: string
}

/**
 * All records of a listing, page by page in the order of their ids: each page begins above the last id of the one before. So what is added,
 * deleted or changed between two pages neither hides a record nor gives one twice, as counting from the start (`start=`) would. Ends only when
 * ABRA Flexi says that nothing is left; throws `Failure` when a page is not what was asked for.
 */
export async function* pagesOf(ask: AskFlexi, listing: Listing, signal: AbortSignal): AsyncIterable<readonly unknown[]> {
  const { evidence, filter, fields, includes } = listing
  const unreadable = (words: string): Failure =>
    new Failure(problem('is-answer-unreadable', { path: evidence }, words), { effect: 'nothing', retry: true })
  for (let last = '0'; ; ) {
    const wanted = filter === undefined ? `id > ${last}` : `${filter} and id > ${last}`
    const { status, json } = await ask(
      {
        method: 'GET',
        path: `${evidence}/(${encoded(wanted)}).json`,
        // Without an order of its own an evidence may be sorted by something else; which letter means "down" is told both ways.
        query: {
          detail: `custom:${fields}`,
          ...(includes === undefined ? {} : { includes }),
          order: 'id',
          limit: String(PAGE),
          'add-row-count': 'true',
          'no-ext-ids': 'true',
        },
      },
      signal,
    )
    if (status === 404) throw wrongCompany(json)
    const rows = status === 200 ? readRows(json, evidence) : undefined
    if (!rows) throw unreadable([`HTTP ${status}`, wordsOf(readWritten(json))].filter((part) => part !== '').join('\n'))
    for (const row of rows) {
      const id = rowSchema.safeParse(row).data?.id
      // Out of order, a record would be passed over by the next page.
      if (id === undefined || BigInt(id) <= BigInt(last)) throw unreadable(`id ${id ?? '?'} ≤ ${last}`)
      last = id
    }
    if (rows.length === 0) return
    yield rows
    const left = rowCountSchema.safeParse(json).data?.winstrom['@rowCount']
    if (left !== undefined && rows.length >= left) return
  }
}
