import { setTimeout as sleep } from 'node:timers/promises'
import { windows1250 } from '../../../src/main/connectors/wrap/fit-text'
import { openIs } from '../../../src/main/open-is'
import { runScheduledImport } from '../../../src/sandbox/simulators/pohoda/run-job'
import { startMServer } from '../../../src/sandbox/simulators/pohoda-mserver/server'
import { connectorTools } from '../../support/connector-tools'
import { createTestPohoda, type TestPohoda } from '../../support/pohoda'
import { editedByHand, ownRecord, pohodaAgendaRecords, refuseDocument } from '../../support/pohoda-agendas'
import { pohodaComputes, pohodaValid } from '../../support/pohoda-seen'
import type { AgendaWorld } from './agenda-world'
import { agendaSuite } from './suite-agendas'

/** The ways into POHODA that take all agendas. Cards are taken where the settings say where new ones go. */
const CARDS = { storage: 'ZBOŽÍ/Zkouška', typePrice: 'SK' }
const NAME_IS_OURS = {
  'stock-cards': { mapping: { cards: { ...CARDS, name: 'always' } } },
  addresses: { mapping: { cards: CARDS, addresses: { name: 'always' } } },
}

const seen = (pohoda: TestPohoda, side: 'buyer' | 'seller' = 'buyer') =>
  ({
    ...(side === 'buyer' && { holdsForeignVat: true as const }),
    agendas: ['delivery-notes', 'stock-cards', 'addresses', 'invoices'],
    charset: windows1250,
    records: (agenda) => pohodaAgendaRecords(pohoda, agenda),
    ...editedByHand(pohoda),
    addByHand: (agenda, own) => ownRecord(pohoda, agenda, own),
    nameIsOurs: NAME_IS_OURS,
    valid: pohodaValid,
    computes: pohodaComputes,
    refuse: (agenda, number) => refuseDocument(pohoda, agenda, number),
  }) satisfies Partial<AgendaWorld>

const byProgram = (): AgendaWorld => {
  const pohoda = createTestPohoda()
  const tools = connectorTools()
  const settings = {
    way: 'program',
    program: pohoda.program,
    user: pohoda.user,
    database: pohoda.database,
    ico: pohoda.ico,
    timeoutSeconds: 60,
    mapping: { cards: CARDS },
  }
  return {
    ...seen(pohoda),
    open: (changes = {}) => openIs({ id: 'pohoda-xml', settings: { ...settings, ...changes } }, () => pohoda.password, tools),
    loseNextAnswer: () => pohoda.faults({ killAfterWrite: { times: 1 } }),
    heal: () => pohoda.faults({}),
    idle: async () => {},
    advance: tools.advance,
    close: async () => {
      pohoda.remove()
      tools.remove()
    },
  }
}

const byFolder = (): AgendaWorld => {
  const pohoda = createTestPohoda({ emptiesInputFolder: true })
  const tools = connectorTools()
  let running = true
  let runs = 0
  const job = { database: pohoda.database, inputDir: pohoda.inputDir, responseDir: pohoda.responseDir, checkDuplicity: false }
  const ended = (async () => {
    while (running) {
      await runScheduledImport(pohoda.stateDir, job).catch(() => {})
      runs++
      await sleep(20)
    }
  })()
  const settings = {
    way: 'folder',
    importFolder: pohoda.inputDir,
    responseFolder: pohoda.responseDir,
    ico: pohoda.ico,
    answerTimeoutSeconds: 20,
    mapping: { cards: CARDS },
  }
  return {
    ...seen(pohoda),
    open: (changes = {}) => openIs({ id: 'pohoda-xml', settings: { ...settings, ...changes } }, () => undefined, tools),
    loseNextAnswer: () => pohoda.faults({ noImportResponse: { times: 1 } }),
    heal: () => pohoda.faults({}),
    // Two whole runs of the task from now: it has seen all that was there, and done it.
    idle: async () => {
      const until = runs + 2
      while (runs < until) await sleep(10)
    },
    advance: tools.advance,
    close: async () => {
      running = false
      await ended
      pohoda.remove()
      tools.remove()
    },
  }
}

const byMServer = (mapping: Record<string, unknown>, side: 'buyer' | 'seller') => (): AgendaWorld => {
  const pohoda = createTestPohoda()
  const tools = connectorTools()
  const started = startMServer({ stateDir: pohoda.stateDir, database: pohoda.database })
  return {
    ...seen(pohoda, side),
    open: async ({ answerTimeoutSeconds: _, ...changes } = {}) => {
      const settings = {
        address: (await started).url,
        user: pohoda.user,
        database: pohoda.database,
        ico: pohoda.ico,
        timeoutSeconds: 60,
        mapping: { cards: CARDS, ...mapping },
      }
      return openIs({ id: 'pohoda-mserver', settings: { ...settings, ...changes } }, () => pohoda.password, tools)
    },
    loseNextAnswer: () => void started.then((server) => server.faults({ cutAfterWrite: { times: 1 } })),
    heal: () => {
      pohoda.faults({})
      void started.then((server) => server.faults({}))
    },
    idle: async () => (await started).idle(),
    advance: tools.advance,
    close: async () => {
      await (await started).close()
      pohoda.remove()
      tools.remove()
    },
  }
}

agendaSuite({
  'pohoda-xml, program': byProgram,
  'pohoda-xml, folder emptied by its task, no duplicity check': byFolder,
  'pohoda-mserver': byMServer({}, 'buyer'),
  'pohoda-mserver, as the seller, unknown goods as text lines or new cards': byMServer(
    {
      deliveryNotes: { as: 'issue-slip', unknownGoods: 'text-line' },
      invoices: { direction: 'issued', stockItems: 'by-sku', unknownGoods: 'create' },
    },
    'seller',
  ),
})
