import type { ErpReference } from '../../../shared/central-api/queue'
import type { Outcome, ParsedDocument, Preparation, Prepared } from '../../engine/ports'
import { type ConnectorTools, defineConnector, type OpenConnector } from '../connector'
import { listedIn, outcomesOf } from '../pohoda/answer'
import { folderFailure } from '../pohoda/exchange'
import { type AskPohoda, bytesOf, listDates, lookUpWith, prepareWith, settleDuplicates, withFacts } from '../pohoda/orders'
import { importPackId, packBytes } from '../pohoda/pack'
import { removeWith } from '../pohoda/remove'
import { runChecks } from './checks'
import { handedMemory } from './handed'
import { httpWay } from './http-way'
import { type MServerSettings, mServerSettingsSchema } from './settings'

/** Dates in one request for lists: each may bring hundreds of orders. */
const DATES_AT_ONCE = 20

/** What the family makes of an order, and its date, for the search by date. */
interface Content {
  item: Uint8Array
  issuedOn: string
}

const contentOf = ({ itemId, content }: Prepared): Content => {
  const { item, issuedOn } = (content ?? {}) as Partial<Content>
  if (!(item instanceof Uint8Array) || issuedOn === undefined)
    throw new TypeError(`content of ${itemId} was not prepared by this connector`)
  return { item, issuedOn }
}

const removes = ({ lookup }: MServerSettings): boolean => lookup !== 'none'

const open = async (settings: MServerSettings, tools: ConnectorTools): Promise<OpenConnector> => {
  const packId = importPackId(tools.companyId)
  const way = httpWay(settings, tools)
  const handed = handedMemory(tools.dataDir, tools.clock)
  const ask: AskPohoda = (asked, signal) =>
    way.ask(asked, signal).catch((error) => {
      throw withFacts(error, settings)
    })
  const lookUp = lookUpWith(settings, ask)
  const prepareOrder = prepareWith(settings)

  const prepare = (document: ParsedDocument): Preparation => {
    const made = prepareOrder(document)
    if (!made.ok || document.agenda !== 'orders') return made
    const { issuedOn } = (document as ParsedDocument<'orders'>).payload
    return { ok: true, prepared: { ...made.prepared, content: { item: bytesOf(made.prepared), issuedOn } satisfies Content } }
  }

  /** Versions before 2024 know no filter by our id, nor by the customer's number: the orders of their dates are looked through. */
  const findByDate = async (itemIds: readonly string[], signal: AbortSignal): Promise<Map<string, ErpReference>> => {
    const dates = await handed.recall(itemIds)
    const found = new Map<string, ErpReference>()
    const wanted = [...new Set(dates.values())]
    for (let from = 0; from < wanted.length; from += DATES_AT_ONCE) {
      const some = wanted.slice(from, from + DATES_AT_ONCE)
      const listed = listedIn(some.length, settings.exSystemName, await listDates(settings, ask, some, signal))
      for (const itemId of dates.keys()) {
        const reference = listed.get(itemId)
        if (reference) found.set(itemId, reference)
      }
    }
    // In the order in which they were asked for.
    return new Map(itemIds.flatMap((itemId) => (found.has(itemId) ? [[itemId, found.get(itemId) as ErpReference]] : [])))
  }

  const find = async (itemIds: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, ErpReference>> => {
    if (itemIds.length === 0 || settings.lookup === 'none') return new Map()
    return settings.lookup === 'extId' ? lookUp.find(itemIds, signal) : findByDate(itemIds, signal)
  }

  async function* deliver(batch: readonly Prepared[], signal: AbortSignal): AsyncIterable<Outcome> {
    if (batch.length === 0) return
    const items = batch.map(({ itemId }) => itemId)
    const contents = batch.map(contentOf)
    if (settings.lookup === 'orderDate')
      await handed.remember(contents.map(({ issuedOn }, place) => ({ itemId: items[place] ?? '', issuedOn }))).catch((error) => {
        throw folderFailure(tools.dataDir, error)
      })
    const pack = packBytes({ id: packId, ico: settings.ico, note: `${batch.length}`, items: contents.map(({ item }) => item) })
    try {
      const answer = await way.ask({ kind: 'import', pack, items }, signal)
      yield* await settleDuplicates(outcomesOf(packId, items, answer), answer, (ids) => find(ids, signal))
    } catch (error) {
      throw withFacts(error, settings)
    }
  }

  return {
    agendas: definition.agendas,
    // Each import asks POHODA to check for duplicates: pack id and item id are the same at every repeat.
    guard: 'enforced',
    // The same books as by the command line, with the same memory of what was imported.
    target: `pohoda:${settings.database}`,
    canFind: settings.lookup !== 'none',
    prepare,
    deliver,
    find,
    ...(removes(settings)
      ? { remove: removeWith({ ico: settings.ico, find, ask: (pack, signal) => ask({ kind: 'remove', pack }, signal) }) }
      : {}),
    preview: (prepared) => [
      {
        name: 'import.xml',
        bytes: packBytes({ id: packId, ico: settings.ico, note: '1', items: [contentOf(prepared).item] }),
        encoding: 'windows-1250',
      },
    ],
    check: (signal) => runChecks(settings, tools, way, () => lookUp.request('check', ['bi-connection-check'], signal), signal),
    close: way.close,
  }
}

/** POHODA (Stormware) over mServer, its own HTTP server. */
const definition = defineConnector({
  id: 'pohoda-mserver',
  title: 'POHODA (mServer)',
  kind: 'api',
  agendas: ['orders'],
  guard: 'enforced',
  settings: mServerSettingsSchema,
  open,
  removes,
})
export const pohodaMServer = definition
