import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { ErpReference } from '../../../shared/central-api/queue'
import { Failure, problem } from '../../../shared/failure'
import type { Outcome, ParsedDocument, Preparation, Prepared } from '../../engine/ports'
import { type ConnectorTools, defineConnector, type OpenConnector } from '../connector'
import { type AskPohoda, withFacts } from '../pohoda/ask'
import { folderFailure } from '../pohoda/exchange'
import { handedMemory } from '../pohoda/handed'
import { findByDateWith, lookUpWith } from '../pohoda/look-up'
import { mapChecked } from '../pohoda/map-document'
import { httpWay } from '../pohoda/mserver/http-way'
import { programWay } from '../pohoda/program-way'
import { listOrder, orderBytes, ordersAnswer } from './answer'
import { runChecks } from './checks'
import { createEndpoint } from './endpoint'
import { Offer } from './offer'
import type { Question } from './question'
import { type EshopSettings, eshopSettingsSchema, mServerAccess, programAccess } from './settings'

/** An order that another installation may have handed over is looked for among the orders of so many days. */
const LOOK_BACK_DAYS = 366
/** So long after it has fetched orders POHODA may be writing them. */
const AT_WORK_MS = 10 * 60_000
/** Meanwhile it is asked again after these pauses. */
const LOOK_AGAIN_MS = [250, 750, 2000, 4000]
/** Where each question starts the program, one more is enough. */
const LOOK_AGAIN_BY_PROGRAM_MS = [5000]

interface Content {
  itemId: string
  bytes: Uint8Array
  issuedOn: string
}

const contentOf = ({ itemId, content }: Prepared): Content => {
  const { bytes, issuedOn } = (content ?? {}) as Partial<Content>
  if (!(bytes instanceof Uint8Array) || issuedOn === undefined)
    throw new TypeError(`content of ${itemId} was not prepared by this connector`)
  return { itemId, bytes, issuedOn }
}

const isOrder = (document: ParsedDocument): document is ParsedDocument<'orders'> => document.agenda === 'orders'

const prepareWith =
  (settings: EshopSettings) =>
  (document: ParsedDocument): Preparation => {
    if (!isOrder(document)) return { ok: false, problem: problem('agenda-unsupported', { agenda: document.agenda }) }
    try {
      const { item, notes } = mapChecked(document, settings)
      const bytes = orderBytes(listOrder(item))
      const content: Content = { itemId: document.itemId, bytes, issuedOn: document.payload.issuedOn }
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      return { ok: true, prepared: { itemId: document.itemId, agenda: document.agenda, content, sha256, notes } }
    } catch (error) {
      if (error instanceof Failure) return { ok: false, problem: error.problem }
      throw error
    }
  }

/** How POHODA's own list is asked, where the settings say how; the way's own end. */
const lookUpWay = (settings: EshopSettings, tools: ConnectorTools): { ask: AskPohoda; close(): Promise<void> } | undefined => {
  if (settings.confirmation === 'person') return undefined
  if (settings.confirmation === 'mserver') return httpWay(mServerAccess(settings), tools)
  return { ask: programWay(programAccess(settings), tools).ask, close: async () => {} }
}

const open = async (settings: EshopSettings, tools: ConnectorTools): Promise<OpenConnector> => {
  const endpoint = createEndpoint(settings, tools)
  const handed = handedMemory(tools.dataDir, tools.clock)
  const way = lookUpWay(settings, tools)
  const ask: AskPohoda | undefined =
    way &&
    ((asked, signal) =>
      way.ask(asked, signal).catch((error) => {
        throw withFacts(error, { user: settings.lookupUser, ico: settings.ico })
      }))
  const search = ask && findByDateWith(settings, ask, { handed, unknown: { days: LOOK_BACK_DAYS, now: () => tools.clock.now() } })

  const givenSince = async (itemIds: readonly string[], sinceMs: number): Promise<ReadonlySet<string>> => {
    const known = await handed.recall(itemIds).catch((error) => {
      throw folderFailure(tools.dataDir, error)
    })
    return new Set([...known.values()].filter(({ givenAt = 0 }) => givenAt > sinceMs).map(({ itemId }) => itemId))
  }

  /** What POHODA has just fetched it may be writing now: of that, nobody hears "not there". */
  const find =
    search &&
    (async (itemIds: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, ErpReference>> => {
      if (itemIds.length === 0) return new Map()
      for (const pause of [...(settings.confirmation === 'program' ? LOOK_AGAIN_BY_PROGRAM_MS : LOOK_AGAIN_MS), undefined]) {
        const found = await search(itemIds, signal)
        const missing = itemIds.filter((itemId) => !found.has(itemId))
        if (missing.length === 0) return found
        const [atWork] = await givenSince(missing, tools.clock.now() - AT_WORK_MS)
        if (atWork === undefined) return found
        if (pause === undefined || signal.aborted)
          throw new Failure(problem('is-no-answer', { itemId: atWork }), { effect: 'nothing', retry: true })
        await wait(pause, undefined, { signal }).catch(() => {})
      }
      return new Map()
    })

  const inTheDark = (itemId: string): Outcome => ({ itemId, kind: 'unknown', problem: problem('outcome-unknown', { itemId }) })

  /**
   * Offers the batch until POHODA has fetched it, or its time is up. What was not fetched is withdrawn: it was surely not written. What was
   * fetched is in the dark: POHODA says nothing more about it.
   */
  async function* deliver(batch: readonly Prepared[], signal: AbortSignal): AsyncIterable<Outcome> {
    if (batch.length === 0) return
    const contents = batch.map(contentOf)
    if (signal.aborted) throw new Failure(problem('is-closed'), { effect: 'nothing', retry: true })
    const held = find
      ? await givenSince(
          batch.map(({ itemId }) => itemId),
          tools.clock.now() - settings.againHours * 3_600_000,
        )
      : new Set<string>()
    // POHODA may still be at it, or a person before its window: giving it once more would be a guess.
    for (const { itemId } of batch) if (held.has(itemId)) yield inTheDark(itemId)
    const fresh = contents.filter(({ itemId }) => !held.has(itemId))
    if (fresh.length === 0) return
    await endpoint.start()
    const offer = new Offer(fresh, (given) => {
      const givenAt = tools.clock.now()
      const ids = new Set(given.map(({ itemId }) => itemId))
      return handed.remember(
        fresh.filter(({ itemId }) => ids.has(itemId)).map(({ itemId, issuedOn }) => ({ itemId, issuedOn, givenAt })),
      )
    })
    endpoint.serve(offer)
    await offer.settled(settings.waitSeconds * 1000, signal)
    const given = offer.withdraw()
    const away = endpoint.turnedAway()
    endpoint.serve(undefined)
    const notFetched = away ?? problem('is-closed', { address: endpoint.url, seconds: String(settings.waitSeconds) })
    // Where some are in the dark already, the others get an outcome of their own.
    if (given.size === 0 && held.size === 0) throw new Failure(notFetched, { effect: 'nothing', retry: away === undefined })
    for (const { itemId } of fresh)
      yield given.has(itemId) ? inTheDark(itemId) : { itemId, kind: 'postponed', problem: notFetched }
  }

  const example: Question = {
    packId: '00000001',
    itemId: '00000001',
    ico: settings.ico,
    kind: 'orders',
    name: '',
    filters: [],
    host: 'cz',
  }

  return {
    agendas: definition.agendas,
    // POHODA doesn't tell what became of an order, and whether it takes one twice is not known.
    guard: find ? 'searchable' : 'none',
    // Never the same as of the other ways: what they would refuse as a double, this one would not.
    target: `pohoda-eshop:${settings.ico}:${settings.database}`,
    canFind: find !== undefined,
    prepare: prepareWith(settings),
    deliver,
    find: async (itemIds, signal) => (find ? find(itemIds, signal) : new Map()),
    preview: (prepared) => [
      {
        name: 'orders.xml',
        bytes: ordersAnswer(example, [contentOf(prepared).bytes], new Date(0)),
        encoding: 'windows-1250',
      },
    ],
    check: (signal) => runChecks(settings, tools, endpoint, ask && (() => lookUpWith(settings, ask).check(signal)), signal),
    async close() {
      await endpoint.close()
      await way?.close()
    },
  }
}

/** POHODA (Stormware) as the client of an internet shop: it fetches orders from an address by itself. */
const definition = defineConnector({
  id: 'pohoda-eshop',
  title: 'POHODA (e-shop)',
  kind: 'eshop',
  agendas: ['orders'],
  guard: 'none',
  settings: eshopSettingsSchema,
  open,
})
export const pohodaEshop = definition
