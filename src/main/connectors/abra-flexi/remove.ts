import type { InwardAgenda } from '../../../shared/documents/agenda'
import { asFailure, type Problem, problem } from '../../../shared/failure'
import type { OpenConnector } from '../connector'
import { readWritten, wordsOf } from './answer'
import type { AskFlexi } from './ask'
import type { LookUp } from './find'

/**
 * Deletes documents of ours. A number says nothing about whose record it is, so each is looked up by our id first, and deleted only when the
 * number is the one found under it. One that is not there any more is gone. ABRA Flexi refuses to delete a document that something follows from
 * (a delivery, an invoice, a payment) by itself. Cards and partners stay: the company may have had them before, and others may use them.
 */
export const removeWith =
  (
    ask: AskFlexi,
    evidenceOf: (agenda: InwardAgenda) => string | undefined,
    lookUp: (evidence: string) => LookUp,
  ): NonNullable<OpenConnector['remove']> =>
  async (records, signal) => {
    const result = new Map<string, Problem | undefined>()
    const byEvidence = new Map<string, typeof records>()
    for (const record of records) {
      const agenda = record.agenda ?? 'orders'
      const evidence = evidenceOf(agenda)
      if (evidence === undefined) result.set(record.itemId, problem('is-not-removable'))
      else byEvidence.set(evidence, [...(byEvidence.get(evidence) ?? []), record])
    }
    for (const [evidence, some] of byEvidence) {
      const found = await lookUp(evidence)(
        some.map(({ itemId }) => itemId),
        signal,
      )
      for (const { itemId, id } of some) {
        const there = found.get(itemId)
        if (there === undefined) result.set(itemId, undefined)
        else if (there.id !== id) result.set(itemId, problem('outcome-unknown', {}, `${there.id ?? ''} ≠ ${id}`))
        else result.set(itemId, await removeOne(ask, evidence, id, signal))
      }
    }
    return result
  }

/** Undefined: ABRA Flexi says that it is gone. */
async function removeOne(ask: AskFlexi, evidence: string, id: string, signal: AbortSignal): Promise<Problem | undefined> {
  // It came from the ledger: only a number of ABRA Flexi's own may get into an address that deletes.
  if (!/^[1-9]\d*$/.test(id)) return problem('outcome-unknown', {}, id)
  try {
    const { status, json } = await ask({ method: 'DELETE', path: `${evidence}/${id}.json` }, signal)
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
