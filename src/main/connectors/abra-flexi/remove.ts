import { asFailure, type Problem, problem } from '../../../shared/failure'
import type { OpenConnector } from '../connector'
import { readWritten, wordsOf } from './answer'
import type { AskFlexi } from './ask'
import type { LookUp } from './find'

/**
 * Deletes received orders of ours. A number says nothing about whose record it is, so each is looked up by our id first, and deleted
 * only when the number is the one found under it. One that is not there any more is gone. ABRA Flexi refuses to delete an order that
 * something follows from (a delivery, an invoice) by itself.
 */
export const removeWith =
  (ask: AskFlexi, lookUp: LookUp): NonNullable<OpenConnector['remove']> =>
  async (records, signal) => {
    const found = await lookUp(
      records.map(({ itemId }) => itemId),
      signal,
    )
    const result = new Map<string, Problem | undefined>()
    for (const { itemId, id } of records) {
      const there = found.get(itemId)
      if (there === undefined) result.set(itemId, undefined)
      else if (there.id !== id) result.set(itemId, problem('outcome-unknown', {}, `${there.id ?? ''} ≠ ${id}`))
      else result.set(itemId, await removeOne(ask, id, signal))
    }
    return result
  }

/** Undefined: ABRA Flexi says that it is gone. */
async function removeOne(ask: AskFlexi, id: string, signal: AbortSignal): Promise<Problem | undefined> {
  // It came from the ledger: only a number of ABRA Flexi's own may get into an address that deletes.
  if (!/^[1-9]\d*$/.test(id)) return problem('outcome-unknown', {}, id)
  try {
    const { status, json } = await ask({ method: 'DELETE', path: `objednavka-prijata/${id}.json` }, signal)
    if (status === 404) return undefined
    const written = readWritten(json)
    if (status === 400) return problem('is-rejected', {}, wordsOf(written))
    return status === 200 && (written === undefined || written.success === 'true')
      ? undefined
      : problem('outcome-unknown', {}, `HTTP ${status}\n${wordsOf(written)}`)
  } catch (error) {
    return asFailure(error).problem
  }
}
