import type { ErpReference } from '../../../shared/central-api/queue'
import { Failure, type Problem, problem } from '../../../shared/failure'
import type { Outcome, Prepared } from '../../engine/ports'
import { readSaved } from './answer'
import type { AskFlexi } from './ask'
import { otherCountry } from './company'
import { listRecords, literal, seekWith } from './find'
import type { MappedMaster, OwnKey } from './mapped'
import { oneByOne } from './one-by-one'
import { bodyOf, type FlexiRecord } from './record'

/** So many keys in one address: it stays below 4 kB. */
const CHUNK = 20
const FIELDS: readonly OwnKey['field'][] = ['kod', 'eanKod', 'ic']
/** Made meanwhile, gone meanwhile, made again: after that somebody else is at work on it. */
const MOST_TRIES = 3

/** What `prepare` puts into `Prepared.content` for a card or partner. */
export interface MasterContent extends MappedMaster {
  kind: 'master'
}

/** What there is of a card or partner: a record with our id, one of the company's own, several that could be meant, or nothing. */
type Found = { kind: 'ours' | 'own'; reference: ErpReference } | { kind: 'several'; count: number }

export interface UpsertParts {
  ask: AskFlexi
  externalSystem: string
  contentOf(prepared: Prepared): MasterContent
}

/** The body of the record, which is never made a second time, and never changed where it was not looked at before. */
export const masterBody = ({ evidence, externalId, create, update }: MappedMaster, found?: Found): Uint8Array => {
  if (found === undefined) return bodyOf(evidence, [{ id: externalId, '@update': 'ignore', ...create }])
  // Our id is added to the company's own record by naming both.
  const id: FlexiRecord = { id: found.kind === 'own' ? [externalId, found.reference.id ?? ''] : externalId }
  return bodyOf(evidence, [{ ...id, '@create': 'ignore', ...update }])
}

const ambiguous = (match: OwnKey | undefined, several: number): Problem => {
  const { field, value = '' } = match ?? {}
  const count = String(several)
  return field === 'ic' ? problem('partner-ambiguous', { ico: value, count }) : problem('card-ambiguous', { value, count })
}

/**
 * Hands cards and partners over: a new one whole, one that is there only with the fields that are always ours. Each may be repeated: what it makes
 * is found again by our id, and the same fields are the same.
 */
export const upsertWith = ({ ask, externalSystem, contentOf }: UpsertParts) => {
  /** The company's own records by these keys, by value. */
  const seekOwn = async (evidence: string, keys: readonly OwnKey[], signal: AbortSignal): Promise<Map<string, Found>> => {
    const own = new Map<string, Found>()
    const field = keys[0]?.field
    if (field === undefined) return own
    const values = [...new Set(keys.map(({ value }) => value))].flatMap((value) => literal(value) ?? [])
    for (let from = 0; from < values.length; from += CHUNK) {
      const filter = `${field} in (${values.slice(from, from + CHUNK).join(',')})`
      const records = await listRecords(ask, evidence, filter, signal)
      if (!records)
        throw new Failure(problem('is-answer-unreadable', { path: evidence }, filter), { effect: 'nothing', retry: true })
      for (const record of records) {
        const value = record.own[field]?.trim()
        // Branches of one IČO: another partner of the central side has this record already.
        const isTaken = field === 'ic' && record.externalIds?.some((id) => id.startsWith(`ext:${externalSystem}:`))
        if (value === undefined || isTaken) continue
        const before = own.get(value)
        if (!before) own.set(value, { kind: 'own', reference: record.reference })
        else own.set(value, { kind: 'several', count: before.kind === 'several' ? before.count + 1 : 2 })
      }
    }
    return own
  }

  const look = async (contents: readonly MasterContent[], signal: AbortSignal): Promise<Map<string, Found>> => {
    const [first] = contents
    if (!first) return new Map()
    const ours = await seekWith(ask, first.evidence)(
      contents.map(({ externalId }) => externalId),
      signal,
    )
    const found = new Map([...ours].map(([id, reference]): [string, Found] => [id, { kind: 'ours', reference }]))
    const rest = contents.filter(({ externalId }) => !found.has(externalId))
    for (const field of FIELDS) {
      const keys = rest.flatMap(({ match }) => (match?.field === field ? match : []))
      const own = await seekOwn(first.evidence, keys, signal)
      for (const { externalId, match } of rest) {
        const there = match?.field === field ? own.get(match.value) : undefined
        if (there) found.set(externalId, there)
      }
    }
    return found
  }

  const handOver = async (
    itemId: string,
    content: MasterContent,
    first: Found | undefined,
    countries: readonly string[],
    signal: AbortSignal,
  ): Promise<Outcome> => {
    const { evidence, externalId } = content
    const differs = content.country === undefined ? undefined : otherCountry(content.country, countries)
    if (differs) return { itemId, kind: 'rejected', problem: differs }
    let found = first
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      if (found?.kind === 'several') return { itemId, kind: 'rejected', problem: ambiguous(content.match, found.count) }
      if (found?.kind === 'ours' && Object.keys(content.update).length === 0)
        return { itemId, kind: 'imported', reference: found.reference, existed: true, notes: [] }
      const body = masterBody(content, found)
      const { status, json } = await ask(
        { method: 'PUT', path: `${evidence}.json`, query: { 'code-in-response': 'true' }, body },
        signal,
      )
      const saved = readSaved(status, json, externalId, evidence)
      if (saved.kind === 'saved') {
        const reference = { ...found?.reference, ...saved.reference }
        return { itemId, kind: 'imported', reference, existed: saved.updated, notes: saved.notes }
      }
      if (saved.kind === 'unclear') return { itemId, kind: 'unknown', problem: problem('outcome-unknown', {}, saved.words) }
      const now = (await look([content], signal)).get(externalId)
      // Refused although nothing has changed meanwhile: it is no matter of what is there.
      if (saved.kind === 'refused' && (now === undefined) === (found === undefined))
        return { itemId, kind: 'rejected', problem: problem('is-rejected', {}, saved.words) }
      found = now
    }
    return { itemId, kind: 'postponed', problem: problem('is-try-again', {}, externalId) }
  }

  return async function* upsert(
    batch: readonly Prepared[],
    countries: readonly string[],
    signal: AbortSignal,
  ): AsyncIterable<Outcome> {
    const found = await look(batch.map(contentOf), signal)
    yield* oneByOne(
      batch,
      (prepared) => {
        const content = contentOf(prepared)
        return handOver(prepared.itemId, content, found.get(content.externalId), countries, signal)
      },
      async (answered) => answered,
      signal,
    )
  }
}
