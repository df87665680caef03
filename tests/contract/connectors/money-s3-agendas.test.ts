import { setTimeout as sleep } from 'node:timers/promises'
import { windows1250 } from '../../../src/main/connectors/wrap/fit-text'
import { openIs } from '../../../src/main/open-is'
import type { ImportDefinition, RecordName } from '../../../src/sandbox/simulators/money-s3/kinds'
import { schemaFault } from '../../../src/sandbox/simulators/money-s3/schema'
import { child, parseXml, type XmlNode } from '../../../src/sandbox/simulators/money-s3/xml'
import { connectorTools } from '../../support/connector-tools'
import { createTestMoney, moneyAgendaRecords, moneyComputes, moneyDefinition } from '../../support/money-s3'
import { moneySchemaComplaints } from '../../support/money-xsd'
import type { AgendaWorld, MasterAgenda } from './agenda-world'
import { agendaSuite } from './suite-agendas'

const MASTERS = { 'stock-cards': 'KmKarta', addresses: 'Firma' } as const satisfies Record<MasterAgenda, RecordName>
/** What somebody in the company changes by hand. */
const EDITS = { 'stock-cards': ['MJ'], addresses: ['Adresa', 'Ulice'] } as const
const at = (node: XmlNode | undefined, path: readonly string[]): XmlNode | undefined =>
  path.reduce<XmlNode | undefined>((inner, name) => child(inner, name), node)

interface SetUp {
  lists: boolean
  definition?: ImportDefinition
  mapping?: Record<string, Record<string, unknown>>
}

/** S3 Automatic imports the folder again and again; `lists`: it exports all documents after each run, too. */
const byFiles = (setUp: SetUp) => (): AgendaWorld => {
  const is = createTestMoney({
    without: setUp.lists ? [] : ['exportFile', 'deliveryNoteFile', 'invoiceFile'],
    ...(setUp.definition && { definition: setUp.definition }),
  })
  const tools = connectorTools()
  is.automatic.start(30)
  const mapping = {
    storeName: 'Hlavní sklad',
    storeCode: 'HL',
    ...setUp.mapping,
    deliveryNotes: { chargeCard: 'POPLATKY', otherCard: 'JINE', ...setUp.mapping?.['deliveryNotes'] },
  }
  const settings = {
    way: 'files',
    ico: is.money.ico,
    importFolder: is.importFolder,
    reportFolder: is.reportFolder,
    ...(setUp.lists && {
      exportFile: is.exportFile,
      lists: { deliveryNotes: is.deliveryNoteFile, invoices: is.invoiceFile },
    }),
    answerTimeoutSeconds: 15,
    mapping,
  }
  const recordOf = (agenda: MasterAgenda, key: string): XmlNode | undefined => {
    const place = moneyAgendaRecords(is.money, agenda).findIndex((record) => record.key === key)
    return is.money.records(MASTERS[agenda])[place]?.order
  }
  return {
    agendas: ['delivery-notes', 'invoices', 'stock-cards', 'addresses'],
    open: async (changes = {}) => {
      // The first export has been made.
      while (is.automatic.runs() < 1) await sleep(5)
      // Whoever wants names replaced tells Money's definition so, too.
      const { cards, addresses } = (changes['mapping'] ?? {}) as Record<string, Record<string, unknown> | undefined>
      const update = { newValue: 'Append', existingValue: 'Update' } as const
      if (cards?.['name'] === 'always') is.money.define({ KmKarta: { keys: ['Katalog'], ...update } })
      if (addresses?.['name'] === 'always') is.money.define({ Firma: { keys: ['ICO'], ...update } })
      return openIs({ id: 'money-s3', settings: { ...settings, ...changes } }, () => undefined, tools)
    },
    charset: windows1250,
    records: (agenda) => moneyAgendaRecords(is.money, agenda),
    editByHand: (agenda, key) => {
      const field = at(recordOf(agenda, key), EDITS[agenda])
      if (field) field.text = 'ručně'
    },
    editStands: (agenda, key) => at(recordOf(agenda, key), EDITS[agenda])?.text === 'ručně',
    addByHand: (agenda, { sku, ico, name }) => {
      const record =
        agenda === 'stock-cards'
          ? `<SeznamKmKarta><KmKarta><Popis>${name}</Popis><Katalog>${sku}</Katalog></KmKarta></SeznamKmKarta>`
          : `<SeznamFirem><Firma><ObchNazev>${name}</ObchNazev><ICO>${ico}</ICO></Firma></SeznamFirem>`
      is.money.importXml(`<MoneyData>${record}</MoneyData>`)
    },
    nameIsOurs: {
      'stock-cards': { mapping: { ...mapping, cards: { name: 'always' } } },
      addresses: { mapping: { ...mapping, addresses: { name: 'always' } } },
    },
    valid: (files) => [
      ...files.flatMap(({ bytes }) => schemaFault(parseXml(Buffer.from(bytes).toString('utf8'))) ?? []),
      ...(moneySchemaComplaints(files.map(({ bytes }) => bytes)) ?? []),
    ],
    computes: moneyComputes,
    loseNextAnswer: () => is.automatic.faults({ dieBeforeReport: 3, noExport: true }),
    refuse: (_agenda, text) => is.automatic.faults({ refuse: { text, words: 'Období je uzavřeno.' } }),
    heal: () => is.automatic.faults({}),
    idle: async () => {
      const until = is.automatic.runs() + 2
      while (is.automatic.runs() < until) await sleep(5)
    },
    advance: (ms) => {
      tools.advance(ms)
      is.automatic.advance(ms)
    },
    close: async () => {
      await is.automatic.stop()
      is.remove()
      tools.remove()
    },
  }
}

agendaSuite({
  'money-s3, files with reports and lists': byFiles({ lists: true }),
  'money-s3, files with reports only, stock receipts and issued invoices': byFiles({
    lists: false,
    mapping: { deliveryNotes: { as: 'receipt' }, invoices: { direction: 'issued' } },
  }),
  'money-s3, files, a definition that adds doubles': byFiles({ lists: true, definition: moneyDefinition('Append') }),
})
