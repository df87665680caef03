import { randomBytes } from 'node:crypto'
import type { ErpReference } from '../../../shared/central-api/queue'
import { type Problem, problem } from '../../../shared/failure'
import type { OpenConnector, OwnRecord } from '../connector'
import { throwPackError } from './decide'
import { deleteItem, packBytes } from './pack'
import type { ResponseItem, ResponsePack } from './response'

/** So many in one pack: test orders come in tens. */
const MOST_AT_ONCE = 100

export interface RemoveParts {
  ico: string
  /** Received orders. */
  find(itemIds: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, ErpReference>>
  ask(pack: Uint8Array, signal: AbortSignal): Promise<ResponsePack>
}

/**
 * Deletes received orders of ours. POHODA deletes by its own id, which says nothing about whose record it is: so each is
 * looked up by our id first, and only the record found under it is deleted. One that is not there any more is gone. Its schema has no
 * deletion of receipts, issue slips and invoices, and a card or partner may be one that the company had itself: those stay with a person.
 */
export const removeWith =
  ({ ico, find, ask }: RemoveParts): NonNullable<OpenConnector['remove']> =>
  async (all, signal) => {
    const result = new Map<string, Problem | undefined>()
    const records = all.filter(({ agenda = 'orders' }) => agenda === 'orders')
    for (const { itemId, agenda = 'orders' } of all) if (agenda !== 'orders') result.set(itemId, problem('is-not-removable'))
    for (let from = 0; from < records.length; from += MOST_AT_ONCE) {
      const some = records.slice(from, from + MOST_AT_ONCE)
      const found = await find(
        some.map(({ itemId }) => itemId),
        signal,
      )
      const there = some.filter(({ itemId, id }) => found.get(itemId)?.id === id)
      for (const record of some) {
        if (there.includes(record)) continue
        const other = found.get(record.itemId)
        result.set(
          record.itemId,
          other === undefined ? undefined : problem('outcome-unknown', {}, `${other.id ?? ''} ≠ ${record.id}`),
        )
      }
      if (there.length === 0) continue
      const pack = packBytes({
        id: `BI-remove-${randomBytes(8).toString('hex')}`,
        ico,
        note: String(there.length),
        items: there.map(({ id }, place) => deleteItem(id, place)),
      })
      const answer = await ask(pack, signal)
      throwPackError(answer)
      for (const [place, record] of there.entries())
        result.set(
          record.itemId,
          whyNot(
            record,
            answer.items.filter(({ id }) => id === String(place)),
          ),
        )
    }
    return result
  }

/** Undefined: POHODA says that exactly this record is deleted. */
function whyNot({ id }: OwnRecord, items: readonly ResponseItem[]): Problem | undefined {
  const [item] = items
  if (!item || items.length > 1 || item.ambiguous) return problem('outcome-unknown')
  const { inner, produced } = item
  const words = [item.note, ...item.details.map(({ errno, note }) => (errno ? `${errno}: ${note}` : note))]
    .filter(Boolean)
    .join('\n')
  if (item.state === 'error' || inner?.state === 'error') return problem('is-rejected', {}, words)
  const gone = item.state === 'ok' && inner?.state === 'ok' && produced?.id === id && produced.actionType === 'delete'
  return gone ? undefined : problem('outcome-unknown', {}, words)
}
