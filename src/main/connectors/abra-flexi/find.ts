import type { ErpReference } from '../../../shared/central-api/queue'
import { Failure, problem } from '../../../shared/failure'
import { type ListedOrder, readOrders, readWritten, wordsOf } from './answer'
import type { AskFlexi } from './ask'
import { externalId } from './map-order'

/** So many ids in one address: it stays below 4 kB. */
const CHUNK = 20
const LISTING = { detail: 'custom:id,kod,external-ids', limit: '0' }

/** `encodeURIComponent` leaves the quotation mark, which some servers before ABRA Flexi don't like. */
const encoded = (filter: string): string => encodeURIComponent(filter).replaceAll("'", '%27')

const cannotTell = (words: string): Failure =>
  new Failure(problem('is-answer-unreadable', { path: 'objednavka-prijata' }, words), { effect: 'nothing', retry: true })

/** Looks orders up by our ids. `undefined` in the list: the filter was not taken (400). Throws `Failure` when it can't tell. */
export function lookUpWith(ask: AskFlexi, externalSystem: string) {
  const list = async (filter: string, signal: AbortSignal): Promise<readonly ListedOrder[] | undefined> => {
    const { status, json } = await ask(
      { method: 'GET', path: `objednavka-prijata/(${encoded(filter)}).json`, query: LISTING },
      signal,
    )
    // No such company, or reading by the API is not licensed: neither says that the order is not there.
    if (status === 404) throw wrongCompany(json)
    if (status === 400) return undefined
    const orders = status === 200 ? readOrders(json) : undefined
    if (!orders) throw cannotTell(`HTTP ${status}`)
    return orders
  }

  /** What answers the question for one id. That it carries other ids, and not this one, can't be told apart from a mix-up. */
  const only = (orders: readonly ListedOrder[], id: string): ErpReference | undefined => {
    const [order, ...more] = orders
    if (more.length > 0) throw cannotTell(`${id}: ${orders.length}`)
    const others = order?.externalIds ?? []
    if (others.length > 0 && !others.includes(id)) throw cannotTell(`${id}: ${others.join(', ')}`)
    return order?.reference
  }

  /**
   * One order by its own address: ABRA Flexi answers with a redirection to its number, or 404. Asked only after a filter was answered by
   * 400, so the company is there, and 404 is about the order. `number`: where the redirection led.
   */
  const one = async (id: string, signal: AbortSignal, number?: string): Promise<ErpReference | undefined> => {
    const path = `objednavka-prijata/${encoded(number ?? id)}.json`
    const { status, headers, json } = await ask({ method: 'GET', path, query: LISTING }, signal)
    if (status === 404) return undefined
    const orders = status === 200 ? readOrders(json) : undefined
    if (orders && orders.length > 0) return only(orders, id)
    const next = /\/objednavka-prijata\/([1-9]\d*)(?:[.?/]|$)/.exec(headers.get('location') ?? '')?.[1]
    if (status >= 300 && status < 400 && next && number === undefined) return one(id, signal, next)
    throw cannotTell(`HTTP ${status}`)
  }

  /** Alone in the filter, what is found is the one that was asked for, also when the answer doesn't name its ids. */
  const alone = async (id: string, signal: AbortSignal): Promise<ErpReference | undefined> => {
    const orders = await list(`id='${id}'`, signal)
    return orders ? only(orders, id) : one(id, signal)
  }

  return async (itemIds: readonly string[], signal: AbortSignal): Promise<Map<string, ErpReference>> => {
    const found = new Map<string, ErpReference>()
    for (let from = 0; from < itemIds.length; from += CHUNK) {
      const byExternalId = new Map(
        itemIds.slice(from, from + CHUNK).map((itemId) => [externalId(externalSystem, itemId), itemId]),
      )
      const orders = await list(`id in (${[...byExternalId.keys()].map((id) => `'${id}'`).join(',')})`, signal)
      const here = new Map<string, ErpReference>()
      let unnamed = orders === undefined
      for (const { reference, externalIds } of orders ?? []) {
        const own = externalIds?.filter((id) => byExternalId.has(id)) ?? []
        if (own.length === 0) unnamed = true
        for (const id of own) {
          const before = here.get(id)
          if (before && before.id !== reference.id) throw cannotTell(`${id}: ${before.id}, ${reference.id}`)
          here.set(id, reference)
        }
      }
      for (const [id, itemId] of byExternalId) {
        const reference = here.get(id) ?? (unnamed ? await alone(id, signal) : undefined)
        if (reference) found.set(itemId, reference)
      }
    }
    return found
  }
}
export type LookUp = ReturnType<typeof lookUpWith>

export const wrongCompany = (json: unknown): Failure =>
  new Failure(problem('is-wrong-company', {}, wordsOf(readWritten(json)) || 'HTTP 404'), { effect: 'nothing', retry: false })
