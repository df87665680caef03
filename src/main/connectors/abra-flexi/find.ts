import type { ErpReference } from '../../../shared/central-api/queue'
import { Failure, problem } from '../../../shared/failure'
import { readWritten, wordsOf } from './answer'
import type { AskFlexi } from './ask'
import { type ListedRecord, readRecords } from './listing'
import { externalId } from './record'

/** So many ids in one address: it stays below 4 kB. */
const CHUNK = 20
/** A record that is valid no more is there nevertheless. */
const LISTING = { detail: 'custom:id,kod,eanKod,ic,external-ids', limit: '0', 'filtrovat-platnost': 'false' }

/** `encodeURIComponent` leaves the quotation mark, which some servers before ABRA Flexi don't like. */
export const encoded = (filter: string): string => encodeURIComponent(filter).replaceAll("'", '%27')

/** A text in a filter; `undefined`: it can't be said there, since nobody describes how its quotation marks are escaped. */
export const literal = (value: string): string | undefined => {
  if (value.includes('\\')) return undefined
  if (!value.includes("'")) return `'${value}'`
  return value.includes('"') ? undefined : `"${value}"`
}

export const wrongCompany = (json: unknown): Failure =>
  new Failure(problem('is-wrong-company', {}, wordsOf(readWritten(json)) || 'HTTP 404'), { effect: 'nothing', retry: false })

/** Throws nothing that says "not there" unless it is surely so. */
const cannotTell = (evidence: string, words: string): Failure =>
  new Failure(problem('is-answer-unreadable', { path: evidence }, words), { effect: 'nothing', retry: true })

/** All records of an evidence that a filter finds. `undefined`: the filter was not taken (400). Throws `Failure` when it can't tell. */
export async function listRecords(
  ask: AskFlexi,
  evidence: string,
  filter: string,
  signal: AbortSignal,
): Promise<readonly ListedRecord[] | undefined> {
  const { status, json } = await ask({ method: 'GET', path: `${evidence}/(${encoded(filter)}).json`, query: LISTING }, signal)
  // No such company, or reading by the API is not licensed: neither says that the record is not there.
  if (status === 404) throw wrongCompany(json)
  if (status === 400) return undefined
  const records = status === 200 ? readRecords(json, evidence) : undefined
  if (!records) throw cannotTell(evidence, `HTTP ${status}`)
  return records
}

/** Looks records of one evidence up by our ids: what is found, by external id. Throws `Failure` when it can't tell. */
export function seekWith(ask: AskFlexi, evidence: string) {
  /** What answers the question for one id. That it carries other ids, and not this one, can't be told apart from a mix-up. */
  const only = (records: readonly ListedRecord[], id: string): ErpReference | undefined => {
    const [record, ...more] = records
    if (more.length > 0) throw cannotTell(evidence, `${id}: ${records.length}`)
    const others = record?.externalIds ?? []
    if (others.length > 0 && !others.includes(id)) throw cannotTell(evidence, `${id}: ${others.join(', ')}`)
    return record?.reference
  }

  /**
   * One record by its own address: ABRA Flexi answers with a redirection to its number, or 404. Asked only after a filter was answered by
   * 400, so the company is there, and 404 is about the record. `number`: where the redirection led.
   */
  const one = async (id: string, signal: AbortSignal, number?: string): Promise<ErpReference | undefined> => {
    const path = `${evidence}/${encoded(number ?? id)}.json`
    const { status, headers, json } = await ask({ method: 'GET', path, query: LISTING }, signal)
    if (status === 404) return undefined
    const records = status === 200 ? readRecords(json, evidence) : undefined
    if (records && records.length > 0) return only(records, id)
    const [, place = '', next] = /\/([a-z-]+)\/([1-9]\d*)(?:[.?/]|$)/.exec(headers.get('location') ?? '') ?? []
    if (status >= 300 && status < 400 && place === evidence && next && number === undefined) return one(id, signal, next)
    throw cannotTell(evidence, `HTTP ${status}`)
  }

  /** Alone in the filter, what is found is the one that was asked for, also when the answer doesn't name its ids. */
  const alone = async (id: string, signal: AbortSignal): Promise<ErpReference | undefined> => {
    const records = await listRecords(ask, evidence, `id='${id}'`, signal)
    return records ? only(records, id) : one(id, signal)
  }

  return async (ids: readonly string[], signal: AbortSignal): Promise<Map<string, ErpReference>> => {
    const found = new Map<string, ErpReference>()
    for (let from = 0; from < ids.length; from += CHUNK) {
      const chunk = ids.slice(from, from + CHUNK)
      const records = await listRecords(ask, evidence, `id in (${chunk.map((id) => `'${id}'`).join(',')})`, signal)
      let unnamed = records === undefined
      const here = new Map<string, ErpReference>()
      for (const { reference, externalIds } of records ?? []) {
        const own = externalIds?.filter((id) => chunk.includes(id)) ?? []
        if (own.length === 0) unnamed = true
        for (const id of own) {
          const before = here.get(id)
          if (before && before.id !== reference.id) throw cannotTell(evidence, `${id}: ${before.id}, ${reference.id}`)
          here.set(id, reference)
        }
      }
      for (const id of chunk) {
        const reference = here.get(id) ?? (unnamed ? await alone(id, signal) : undefined)
        if (reference) found.set(id, reference)
      }
    }
    return found
  }
}

/** The same by ids of items. */
export function lookUpWith(ask: AskFlexi, externalSystem: string, evidence: string) {
  const seek = seekWith(ask, evidence)
  return async (itemIds: readonly string[], signal: AbortSignal): Promise<Map<string, ErpReference>> => {
    const byId = new Map(itemIds.map((itemId) => [externalId(externalSystem, itemId), itemId]))
    const found = await seek([...byId.keys()], signal)
    return new Map([...found].map(([id, reference]) => [byId.get(id) ?? '', reference]))
  }
}
export type LookUp = ReturnType<typeof lookUpWith>
