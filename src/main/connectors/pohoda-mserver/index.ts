import type { ErpReference } from '../../../shared/central-api/queue'
import type { Outcome, ParsedDocument, Preparation, Prepared } from '../../engine/ports'
import { type ConnectorTools, defineConnector, type OpenConnector } from '../connector'
import { outcomesOf } from '../pohoda/answer'
import { folderFailure } from '../pohoda/exchange'
import { handedMemory } from '../pohoda/handed'
import { httpWay } from '../pohoda/mserver/http-way'
import { type AskPohoda, bytesOf, findByDateWith, lookUpWith, prepareWith, settleDuplicates, withFacts } from '../pohoda/orders'
import { importPackId, packBytes } from '../pohoda/pack'
import { firstCard, stockSource } from '../pohoda/read-stock'
import { removeWith } from '../pohoda/remove'
import { runChecks } from './checks'
import { type MServerSettings, mServerSettingsSchema } from './settings'

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

  const findByDate = findByDateWith(settings, ask, { handed, unknown: 'absent' })

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

  const reading = { settings, list: way.list, clock: tools.clock, path: 'listStock' }

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
    ...stockSource(reading),
    check: (signal) =>
      runChecks(
        settings,
        tools,
        way,
        {
          lookUp: () => lookUp.request('check', ['bi-connection-check'], signal),
          firstCard: () => firstCard(reading, signal),
        },
        signal,
      ),
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
