import { dec, within } from '../../../shared/documents/decimal'
import { asFailure, problem } from '../../../shared/failure'
import type { Outcome, Prepared } from '../../engine/ports'
import { readComputed, readSaved } from './answer'
import type { AskFlexi, FlexiAnswer } from './ask'
import { otherCountry } from './company'
import type { LookUp } from './find'
import type { MappedDocument } from './mapped'
import { ensureCards } from './new-cards'
import { oneByOne } from './one-by-one'

const CENT = dec('0.01')

/** What `prepare` puts into `Prepared.content` for a document that is added once. */
export interface DocumentContent extends Pick<MappedDocument, 'expected' | 'newCards' | 'country'> {
  kind: 'document'
  evidence: string
  body: Uint8Array
  externalId: string
}

export interface HandOverParts {
  ask: AskFlexi
  lookUp(evidence: string): LookUp
  sumsByFlexi: boolean
  contentOf(prepared: Prepared): DocumentContent
}

/**
 * Hands documents over that are added exactly once: a record with our id is never touched again. `countries`: by whose law the books are kept,
 * as far as it is known.
 */
export const handOverWith = ({ ask, lookUp, sumsByFlexi, contentOf }: HandOverParts) => {
  const put = ({ evidence, body }: DocumentContent, query: Record<string, string>, signal: AbortSignal): Promise<FlexiAnswer> =>
    ask({ method: 'PUT', path: `${evidence}.json`, query: { 'code-in-response': 'true', ...query }, body }, signal)

  /** Whether it is there, when its answer doesn't say so: only ABRA Flexi's own list can tell. */
  const settle = async (
    itemId: string,
    { evidence }: DocumentContent,
    orElse: Outcome,
    existed: boolean,
    signal: AbortSignal,
  ): Promise<Outcome> => {
    try {
      const reference = (await lookUp(evidence)([itemId], signal)).get(itemId)
      return reference ? { itemId, kind: 'imported', reference, existed, notes: [] } : orElse
    } catch (error) {
      return { itemId, kind: 'unknown', problem: asFailure(error).problem }
    }
  }

  /** `undefined`: nothing against it. */
  const tryOut = async (itemId: string, content: DocumentContent, signal: AbortSignal): Promise<Outcome | undefined> => {
    const { status, json } = await put(content, { 'dry-run': 'true' }, signal)
    const saved = readSaved(status, json, content.externalId, content.evidence)
    if (saved.kind === 'refused') {
      // The same refusal means that it is there already, in whatever words; the list knows better than words.
      const rejected: Outcome = { itemId, kind: 'rejected', problem: problem('is-rejected', {}, saved.words) }
      return settle(itemId, content, rejected, true, signal)
    }
    const computed = readComputed(json, content.expected)
    // Without sums in the answer (an older version) the mapping's own arithmetic stands.
    for (const { what, field, value } of computed ? content.expected : []) {
      const expected = computed?.get(field) ?? value
      if (!within(dec(value), dec(expected), CENT))
        return {
          itemId,
          kind: 'rejected',
          problem: problem('totals-mismatch', { what, found: value, expected }, 'ABRA Flexi, dry-run'),
        }
    }
    return undefined
  }

  const handOver = async (prepared: Prepared, countries: readonly string[], signal: AbortSignal): Promise<Outcome> => {
    const { itemId } = prepared
    const content = contentOf(prepared)
    const differs = otherCountry(content.country, countries)
    if (differs) return { itemId, kind: 'rejected', problem: differs }
    const cards = await ensureCards(ask, content.newCards, signal)
    if (cards) return { itemId, ...cards }
    const against = sumsByFlexi ? await tryOut(itemId, content, signal) : undefined
    if (against) return against
    const { status, json } = await put(content, {}, signal)
    const saved = readSaved(status, json, content.externalId, content.evidence)
    if (saved.kind === 'refused') {
      const rejected: Outcome = { itemId, kind: 'rejected', problem: problem('is-rejected', {}, saved.words) }
      return settle(itemId, content, rejected, true, signal)
    }
    if (saved.kind !== 'saved') {
      const unknown = problem('outcome-unknown', {}, saved.kind === 'unclear' ? saved.words : undefined)
      return settle(itemId, content, { itemId, kind: 'unknown', problem: unknown }, false, signal)
    }
    return { itemId, kind: 'imported', reference: saved.reference, existed: saved.updated, notes: saved.notes }
  }

  /** The numbers that the answers didn't say. Not to know one changes nothing. */
  const withNumbers = async (
    outcomes: readonly Outcome[],
    evidence: string,
    signal: AbortSignal,
  ): Promise<readonly Outcome[]> => {
    const nameless = outcomes.filter((outcome) => outcome.kind === 'imported' && outcome.reference.number === undefined)
    if (nameless.length === 0) return outcomes
    const itemIds = nameless.map(({ itemId }) => itemId)
    const found = await lookUp(evidence)(itemIds, signal).catch(() => undefined)
    return outcomes.map((outcome): Outcome => {
      if (outcome.kind !== 'imported' || !nameless.includes(outcome)) return outcome
      const reference = found?.get(outcome.itemId)
      return reference !== undefined && reference.id === outcome.reference.id ? { ...outcome, reference } : outcome
    })
  }

  return (batch: readonly Prepared[], countries: readonly string[], signal: AbortSignal): AsyncIterable<Outcome> => {
    const evidence = batch[0] === undefined ? '' : contentOf(batch[0]).evidence
    return oneByOne(
      batch,
      (prepared) => handOver(prepared, countries, signal),
      (answered) => withNumbers(answered, evidence, signal),
      signal,
    )
  }
}
