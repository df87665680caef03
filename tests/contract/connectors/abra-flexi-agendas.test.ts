import { unicode } from '../../../src/main/connectors/wrap/fit-text'
import { openIs } from '../../../src/main/open-is'
import { connectorTools } from '../../support/connector-tools'
import {
  changeByHand,
  createTestFlexi,
  flexiAgendaRecords,
  flexiComplaints,
  flexiComputes,
  masterRecord,
  recordOf,
} from '../../support/flexi'
import { type AgendaWorld, agendaSuite, type MasterAgenda } from './suite-agendas'

/** A field that is the company's own by the default policy, and what somebody writes into it. */
const EDITED = { 'stock-cards': { nakupCena: '77.7' }, addresses: { tel: '+420 999' } } as const
const always = (agenda: 'cards' | 'addresses') => ({ mapping: { [agenda]: { name: 'always' } } })

const world =
  (own: Record<string, unknown>, more: Record<string, unknown> = {}) =>
  (): AgendaWorld => {
    const { flexi, settings } = createTestFlexi()
    const tools = connectorTools()
    const mapping = { stock: 'HLAVNI', ...own }
    return {
      // Nothing waits for an answer file here.
      open: async ({ answerTimeoutSeconds: _, mapping: changed, ...changes } = {}) => {
        const whole = { ...mapping, ...(changed as Record<string, unknown> | undefined) }
        const all = { ...settings, baseUrl: await flexi.start(), ...more, ...changes, mapping: whole }
        return openIs({ id: 'abra-flexi', settings: all }, () => flexi.password, tools)
      },
      agendas: ['delivery-notes', 'invoices', 'stock-cards', 'addresses'],
      records: (agenda) => flexiAgendaRecords(flexi, agenda),
      charset: unicode,
      holdsForeignVat: true,
      editByHand: (agenda, key) =>
        changeByHand(flexi, agenda, ({ externalIds }) => (externalIds.includes(`ext:BI:${key}`) ? EDITED[agenda] : {})),
      editStands: (agenda, key) =>
        Object.entries(EDITED[agenda]).every(([field, value]) => masterRecord(flexi, agenda, key)?.values[field] === value),
      addByHand: (agenda: MasterAgenda, { sku, ico, name }) => {
        const { cards, partners, lastId } = flexi.books()
        const id = lastId + 1
        const typZasobyK = 'typZasoby.zbozi'
        if (agenda === 'stock-cards')
          flexi.change({ lastId: id, cards: [...cards, recordOf(id, { kod: sku.toUpperCase(), nazev: name, typZasobyK })] })
        else flexi.change({ lastId: id, partners: [...partners, recordOf(id, { kod: 'SAMI', nazev: name, ic: ico })] })
      },
      nameIsOurs: { 'stock-cards': always('cards'), addresses: always('addresses') },
      valid: flexiComplaints,
      computes: flexiComputes,
      // One request for each record: what is lost is the answer to each of them.
      loseNextAnswer: () => flexi.faults({ loseAnswer: 100 }),
      refuse: (_agenda, number) => flexi.faults({ refuse: [number, number.toUpperCase()] }),
      heal: () => flexi.faults({}),
      idle: flexi.idle,
      advance: tools.advance,
      close: async () => {
        await flexi.close()
        tools.remove()
      },
    }
  }

const credits = { creditNoteType: 'DOBROPIS' }
agendaSuite({
  'abra-flexi of a buyer': world({ invoices: credits }),
  'abra-flexi of a supplier, lines linked with cards, sums not asked for': world(
    { deliveryNotes: { movement: 'issue' }, invoices: { ...credits, direction: 'issued', goods: 'by-code' } },
    { sumsByFlexi: false },
  ),
})
