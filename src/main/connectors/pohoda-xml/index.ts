import type { ErpReference } from '../../../shared/central-api/queue'
import type { InwardAgenda } from '../../../shared/documents/agenda'
import { Failure, problem } from '../../../shared/failure'
import { type ConnectorTools, defineConnector, type OpenConnector } from '../connector'
import { ALL_AGENDAS, takenAgendas } from '../pohoda/agenda-settings'
import { outcomesOf } from '../pohoda/answer'
import { type AskPohoda, withFacts } from '../pohoda/ask'
import { datedMemory, findWith } from '../pohoda/find'
import { handOverWith } from '../pohoda/hand-over'
import { handedMemory } from '../pohoda/handed'
import { lookUpWith } from '../pohoda/look-up'
import { importPackId, packBytes } from '../pohoda/pack'
import { contentOf, prepareWith } from '../pohoda/prepare'
import { programWay } from '../pohoda/program-way'
import { firstCard, stockSource } from '../pohoda/read-stock'
import { removeWith } from '../pohoda/remove'
import { runChecks } from './checks'
import { folderWay } from './folder-way'
import { type PohodaSettings, pohodaSettingsSchema } from './settings'

/** A folder that POHODA empties by itself says too late what became of it, and without a look-up nothing tells whose a record is. */
const removes = ({ way, lookup }: PohodaSettings): boolean => way === 'program' && lookup !== 'none'

/** A receipt that another installation may have handed over is looked for among the receipts of so many days. */
const LOOK_BACK_DAYS = 366

const open = async (settings: PohodaSettings, tools: ConnectorTools): Promise<OpenConnector> => {
  const packId = importPackId(tools.companyId)
  const byFolder = settings.way === 'folder' ? folderWay(settings, tools) : undefined
  const way = byFolder ?? programWay(settings, tools)
  const ask: AskPohoda = (asked, signal) =>
    way.ask(asked, signal).catch((error) => {
      throw withFacts(error, settings)
    })
  const handed = handedMemory(tools.dataDir, tools.clock)
  const find = findWith(settings, ask, {
    handed,
    // Where POHODA refuses doubles by itself, "not there" does no harm.
    unknown: byFolder ? { days: LOOK_BACK_DAYS, now: () => tools.clock.now() } : 'absent',
  })
  const deliver = handOverWith({
    settings,
    packId,
    ask,
    tools,
    handed: datedMemory(settings, handed),
    // In the folder way a look-up would wait for another run of POHODA's task.
    find: byFolder || settings.lookup === 'none' ? undefined : (itemIds, agenda, signal) => find(itemIds, signal, agenda),
  })

  const reading = { settings, list: way.list, clock: tools.clock, path: 'listStock' }

  /** Late answers first, then POHODA's list; what is still under way makes absence untellable. */
  const findByFolder = async (
    way: NonNullable<typeof byFolder>,
    itemIds: readonly string[],
    signal: AbortSignal,
    agenda?: InwardAgenda,
  ) => {
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
    return new Map([...found, ...(await find(missing, signal, agenda))])
  }

  return {
    agendas: takenAgendas(settings),
    // The customer's own ini in the folder way may lack the duplicity check.
    guard: byFolder ? (settings.lookup === 'extId' ? 'searchable' : 'none') : 'enforced',
    // Looked up first, and added under a filter: a repeat makes no second one.
    guards: { 'stock-cards': 'enforced', addresses: 'enforced' },
    // A new year is a new database, whose duplicity memory is empty.
    target: byFolder ? `pohoda:${settings.ico}:${settings.importFolder ?? ''}` : `pohoda:${settings.database}`,
    canFind: settings.lookup !== 'none',
    prepare: prepareWith(settings),
    deliver,
    ...(!removes(settings)
      ? {}
      : {
          remove: removeWith({ ico: settings.ico, find, ask: (pack, signal) => ask({ kind: 'remove', pack }, signal) }),
        }),
    preview: (prepared) => [
      {
        name: 'import.xml',
        bytes: packBytes({ id: packId, ico: settings.ico, note: '1', items: [contentOf(prepared).item] }),
        encoding: 'windows-1250',
      },
    ],
    ...stockSource(reading),
    async find(itemIds, signal, agenda) {
      if (itemIds.length === 0) return new Map()
      return byFolder ? findByFolder(byFolder, itemIds, signal, agenda) : find(itemIds, signal, agenda)
    },
    check: (signal) =>
      runChecks(
        settings,
        tools,
        () => lookUpWith(settings, ask).check(signal),
        () => firstCard(reading, signal),
      ),
    async close() {},
  }
}

/** POHODA (Stormware) over its XML import: by its command line, or over a folder that it imports by itself. */
const definition = defineConnector({
  id: 'pohoda-xml',
  title: 'POHODA (XML)',
  kind: 'xml',
  agendas: ALL_AGENDAS,
  guard: 'enforced',
  settings: pohodaSettingsSchema,
  open,
  removes,
})
export const pohodaXml = definition
