import { type ConnectorTools, defineConnector, type OpenConnector } from '../connector'
import { ALL_AGENDAS, takenAgendas } from '../pohoda/agenda-settings'
import { type AskPohoda, withFacts } from '../pohoda/ask'
import { datedMemory, findWith } from '../pohoda/find'
import { handOverWith } from '../pohoda/hand-over'
import { handedMemory } from '../pohoda/handed'
import { lookUpWith } from '../pohoda/look-up'
import { httpWay } from '../pohoda/mserver/http-way'
import { importPackId, packBytes } from '../pohoda/pack'
import { contentOf, prepareWith } from '../pohoda/prepare'
import { firstCard, stockSource } from '../pohoda/read-stock'
import { removeWith } from '../pohoda/remove'
import { runChecks } from './checks'
import { type MServerSettings, mServerSettingsSchema } from './settings'

const removes = ({ lookup }: MServerSettings): boolean => lookup !== 'none'

const open = async (settings: MServerSettings, tools: ConnectorTools): Promise<OpenConnector> => {
  const packId = importPackId(tools.companyId)
  const way = httpWay(settings, tools)
  const handed = handedMemory(tools.dataDir, tools.clock)
  const ask: AskPohoda = (asked, signal) =>
    way.ask(asked, signal).catch((error) => {
      throw withFacts(error, settings)
    })
  const find = findWith(settings, ask, { handed, unknown: 'absent' })
  const deliver = handOverWith({
    settings,
    packId,
    ask,
    tools,
    handed: datedMemory(settings, handed),
    find: (itemIds, agenda, signal) => find(itemIds, signal, agenda),
  })

  const reading = { settings, list: way.list, clock: tools.clock, path: 'listStock' }

  return {
    agendas: takenAgendas(settings),
    // Each import asks POHODA to check for duplicates: pack id and item id are the same at every repeat.
    guard: 'enforced',
    // The same books as by the command line, with the same memory of what was imported.
    target: `pohoda:${settings.database}`,
    canFind: settings.lookup !== 'none',
    prepare: prepareWith(settings),
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
        { lookUp: () => lookUpWith(settings, ask).check(signal), firstCard: () => firstCard(reading, signal) },
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
  agendas: ALL_AGENDAS,
  guard: 'enforced',
  settings: mServerSettingsSchema,
  open,
  removes,
})
export const pohodaMServer = definition
