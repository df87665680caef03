import type { InwardAgenda } from '../../../shared/documents/agenda'
import type { Guard } from '../../engine/ports'
import { type ConnectorTools, defineConnector, type OpenConnector } from '../connector'
import { openApi } from './api-ask'
import { apiStockSource } from './api-stock'
import { apiWay } from './api-way'
import { checkFiles } from './checks'
import { checkApi } from './checks-api'
import { type FilesWay, filesWay } from './files-way'
import { placeOf } from './places'
import { contentOf, prepareWith } from './prepare'
import { stockFileSource } from './read-stock'
import { reportFolder } from './report-folder'
import { type MoneySettings, moneySettingsSchema } from './settings'

const FILE_NAMES: Readonly<Record<InwardAgenda, string>> = {
  orders: 'objednavka.xml',
  'delivery-notes': 'dodaci-list.xml',
  invoices: 'faktura.xml',
  'stock-cards': 'karta.xml',
  addresses: 'adresa.xml',
}

const openFiles = (settings: MoneySettings, tools: ConnectorTools): OpenConnector => {
  // Something must tell what became of a document: its report, or a list of all of its kind. Of cards and partners only a report can.
  const isTold = (agenda: InwardAgenda): boolean =>
    settings.reportFolder !== undefined || placeOf(agenda, settings).listFile !== undefined
  // Money knows no line of a stock document without a store.
  const agendas = definition.agendas.filter(
    (agenda) => isTold(agenda) && (agenda !== 'delivery-notes' || settings.mapping.storeName !== undefined),
  )
  const reports = settings.reportFolder === undefined ? undefined : reportFolder(settings.reportFolder)
  const ways = new Map<InwardAgenda, FilesWay>()
  const wayOf = (agenda: InwardAgenda): FilesWay => {
    const way = ways.get(agenda) ?? filesWay(settings, tools, placeOf(agenda, settings), reports)
    ways.set(agenda, way)
    return way
  }
  // A report tells what became of what it is about, never that there is no record; only a list of all can tell that.
  const guardOf = (agenda: InwardAgenda): Guard => (placeOf(agenda, settings).listFile === undefined ? 'none' : 'searchable')
  return {
    agendas,
    guard: guardOf('orders'),
    guards: {
      'delivery-notes': guardOf('delivery-notes'),
      invoices: guardOf('invoices'),
      // Money's import definition finds the record of the same card or partner (`docs/connectors/money-s3.md`).
      'stock-cards': 'enforced',
      addresses: 'enforced',
    },
    canFind: (['orders', 'delivery-notes', 'invoices'] as const).some((agenda) => guardOf(agenda) === 'searchable'),
    target: `money-s3:${settings.ico}:${settings.importFolder ?? ''}`,
    prepare: prepareWith(settings, tools, agendas),
    deliver: (batch, signal) => wayOf(batch[0]?.agenda ?? 'orders').deliver(batch.map(contentOf), signal),
    find: (itemIds, signal, agenda = 'orders') =>
      itemIds.length === 0 ? Promise.resolve(new Map()) : wayOf(agenda).find(itemIds, signal),
    preview: (prepared) => [{ name: FILE_NAMES[prepared.agenda], bytes: contentOf(prepared).bytes, encoding: 'utf-8' }],
    ...(settings.stockFile !== undefined && stockFileSource(settings.stockFile, settings, tools)),
    check: (signal) => checkFiles(settings, tools, agendas, signal),
    async close() {},
  }
}

const openByApi = (settings: MoneySettings, tools: ConnectorTools): OpenConnector => {
  const ask = openApi(settings, tools)
  const way = apiWay(settings, tools, ask)
  const agendas: readonly InwardAgenda[] = ['orders']
  return {
    agendas,
    guard: 'searchable',
    target: `money-s3:${settings.agendaGuid?.replace(/[{}]/g, '').toLowerCase() ?? ''}`,
    prepare: prepareWith(settings, tools, agendas),
    deliver: (batch, signal) => way.deliver(batch.map(contentOf), signal),
    find: (itemIds, signal) => (itemIds.length === 0 ? Promise.resolve(new Map()) : way.find(itemIds, signal)),
    preview: (prepared) => [{ name: 'createReceivedOrder.graphql', bytes: contentOf(prepared).bytes, encoding: 'utf-8' }],
    ...apiStockSource(ask, settings),
    check: (signal) => checkApi(settings, tools, ask, signal),
    async close() {},
  }
}

/** Money S3 (Seyfor): XML DE files that it imports by itself, or its S3 API. */
const definition = defineConnector({
  id: 'money-s3',
  title: 'Money S3',
  kind: 'xml',
  agendas: ['orders', 'delivery-notes', 'invoices', 'stock-cards', 'addresses'],
  // Of the plainest set-up; with an exported list or the API it is `searchable`.
  guard: 'none',
  settings: moneySettingsSchema,
  open: async (settings, tools) => (settings.way === 'api' ? openByApi(settings, tools) : openFiles(settings, tools)),
})
export const moneyS3 = definition
