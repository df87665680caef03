import type { ErpReference } from '../../../shared/central-api/queue'
import { Failure, problem } from '../../../shared/failure'
import type { Outcome, Prepared } from '../../engine/ports'
import { type ConnectorTools, defineConnector, type OpenConnector } from '../connector'
import { outcomesOf } from '../pohoda/answer'
import { type AskPohoda, bytesOf, lookUpWith, prepareWith, settleDuplicates, withFacts } from '../pohoda/orders'
import { importPackId, packBytes } from '../pohoda/pack'
import { programWay } from '../pohoda/program-way'
import { firstCard, stockSource } from '../pohoda/read-stock'
import { removeWith } from '../pohoda/remove'
import type { ResponsePack } from '../pohoda/response'
import { runChecks } from './checks'
import { folderWay } from './folder-way'
import { type PohodaSettings, pohodaSettingsSchema } from './settings'

/** A folder that POHODA empties by itself says too late what became of it, and without a look-up nothing tells whose a record is. */
const removes = ({ way, lookup }: PohodaSettings): boolean => way === 'program' && lookup !== 'none'

const open = async (settings: PohodaSettings, tools: ConnectorTools): Promise<OpenConnector> => {
  const packId = importPackId(tools.companyId)
  const byFolder = settings.way === 'folder' ? folderWay(settings, tools) : undefined
  const way = byFolder ?? programWay(settings, tools)
  const ask: AskPohoda = way.ask
  const reading = { settings, list: way.list, clock: tools.clock, path: 'listStock' }
  const lookUp = lookUpWith(settings, ask)

  const settled = (outcomes: readonly Outcome[], pack: ResponsePack, signal: AbortSignal): Promise<readonly Outcome[]> =>
    // In the folder way a look-up would wait for another run of POHODA's task.
    byFolder || settings.lookup === 'none'
      ? Promise.resolve(outcomes)
      : settleDuplicates(outcomes, pack, (ids) => lookUp.find(ids, signal))

  async function* deliver(batch: readonly Prepared[], signal: AbortSignal): AsyncIterable<Outcome> {
    if (batch.length === 0) return
    const items = batch.map(({ itemId }) => itemId)
    const pack = packBytes({ id: packId, ico: settings.ico, note: `${batch.length}`, items: batch.map(bytesOf) })
    try {
      const answer = await ask({ kind: 'import', pack, items }, signal)
      yield* await settled(outcomesOf(packId, items, answer), answer, signal)
    } catch (error) {
      throw withFacts(error, settings)
    }
  }

  /** Late answers first, then POHODA's list; what is still under way makes absence untellable. */
  const findByFolder = async (way: NonNullable<typeof byFolder>, itemIds: readonly string[], signal: AbortSignal) => {
    const { answers, pending } = await way.review()
    const found = new Map<string, ErpReference>()
    const asked = new Set(itemIds)
    for (const answer of answers) {
      const mine = answer.items.filter((itemId) => asked.has(itemId))
      if (mine.length === 0) continue
      try {
        for (const outcome of outcomesOf(packId, mine, answer.pack)) {
          if (outcome.kind === 'imported') found.set(outcome.itemId, outcome.reference)
        }
      } catch {
        // Refused as a whole: nothing to be found in it.
      }
    }
    const missing = itemIds.filter((itemId) => !found.has(itemId))
    // Guard `none`: nobody draws a conclusion from absence.
    if (settings.lookup === 'none' || missing.length === 0) return found
    const waiting = missing.filter((itemId) => pending.has(itemId))
    if (waiting.length > 0) {
      throw new Failure(problem('is-no-answer', { itemId: waiting[0] ?? '', path: settings.importFolder ?? '' }), {
        effect: 'nothing',
        retry: true,
      })
    }
    return new Map([...found, ...(await lookUp.find(missing, signal))])
  }

  return {
    agendas: definition.agendas,
    // The customer's own ini in the folder way may lack the duplicity check.
    guard: byFolder ? (settings.lookup === 'extId' ? 'searchable' : 'none') : 'enforced',
    // A new year is a new database, whose duplicity memory is empty.
    target: byFolder ? `pohoda:${settings.ico}:${settings.importFolder ?? ''}` : `pohoda:${settings.database}`,
    canFind: settings.lookup !== 'none',
    prepare: prepareWith(settings),
    deliver,
    ...(!removes(settings)
      ? {}
      : {
          remove: removeWith({
            ico: settings.ico,
            find: lookUp.find,
            ask: async (pack, signal) => {
              try {
                return await ask({ kind: 'remove', pack }, signal)
              } catch (error) {
                throw withFacts(error, settings)
              }
            },
          }),
        }),
    preview: (prepared) => [
      {
        name: 'import.xml',
        bytes: packBytes({ id: packId, ico: settings.ico, note: '1', items: [bytesOf(prepared)] }),
        encoding: 'windows-1250',
      },
    ],
    async find(itemIds, signal) {
      if (itemIds.length === 0) return new Map()
      try {
        if (byFolder) return await findByFolder(byFolder, itemIds, signal)
        // An old POHODA can't be asked; "not there" does no harm, because it refuses a second import by itself.
        return settings.lookup === 'none' ? new Map() : await lookUp.find(itemIds, signal)
      } catch (error) {
        throw withFacts(error, settings)
      }
    },
    check: (signal) =>
      runChecks(
        settings,
        tools,
        async () => {
          try {
            return await lookUp.request('check', ['bi-connection-check'], signal)
          } catch (error) {
            throw withFacts(error, settings)
          }
        },
        () => firstCard(reading, signal),
      ),
    ...stockSource(reading),
    async close() {},
  }
}

/** POHODA (Stormware) over its XML import: by its command line, or over a folder that it imports by itself. */
const definition = defineConnector({
  id: 'pohoda-xml',
  title: 'POHODA (XML)',
  kind: 'xml',
  agendas: ['orders'],
  guard: 'enforced',
  settings: pohodaSettingsSchema,
  open,
  removes,
})
export const pohodaXml = definition
