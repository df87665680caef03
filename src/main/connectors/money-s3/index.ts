import { createHash } from 'node:crypto'
import { Failure, problem } from '../../../shared/failure'
import type { ParsedDocument, Preparation, Prepared } from '../../engine/ports'
import { type ConnectorTools, defineConnector, type OpenConnector } from '../connector'
import { openApi } from './api-ask'
import { createOrder } from './api-order'
import { apiWay } from './api-way'
import { checkFiles } from './checks'
import { checkApi } from './checks-api'
import { filesWay } from './files-way'
import { mapOrder } from './map-order'
import { moneyData } from './money-data'
import { type MoneySettings, moneySettingsSchema } from './settings'

/** What `prepare` leaves for `deliver`. */
interface Content {
  key: string
  sourceNumber: string
  bytes: Uint8Array
}

const isOrder = (document: ParsedDocument): document is ParsedDocument<'orders'> => document.agenda === 'orders'

const prepareWith =
  (settings: MoneySettings, { companyId }: ConnectorTools) =>
  (document: ParsedDocument): Preparation => {
    if (!isOrder(document)) return { ok: false, problem: problem('agenda-unsupported', { agenda: document.agenda }) }
    try {
      const { order, notes } = mapOrder(document, settings, companyId)
      const bytes = settings.way === 'api' ? createOrder(order, settings) : moneyData(order, settings)
      const content: Content = { key: order.key, sourceNumber: order.sourceNumber, bytes }
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      return { ok: true, prepared: { itemId: document.itemId, agenda: document.agenda, content, sha256, notes } }
    } catch (error) {
      if (error instanceof Failure) return { ok: false, problem: error.problem }
      throw error
    }
  }

const contentOf = ({ itemId, content }: Prepared): Content & { itemId: string } => {
  const { key, sourceNumber, bytes } = content as Partial<Content>
  if (key === undefined || sourceNumber === undefined || !(bytes instanceof Uint8Array))
    throw new TypeError(`content of ${itemId} was not prepared by this connector`)
  return { itemId, key, sourceNumber, bytes }
}

const openFiles = (settings: MoneySettings, tools: ConnectorTools): OpenConnector => {
  const way = filesWay(settings, tools)
  // A report tells what became of what it is about, never that there is no record; only a list of all can tell that.
  const canFind = settings.exportFile !== undefined
  return {
    agendas: definition.agendas,
    guard: canFind ? 'searchable' : 'none',
    canFind,
    target: `money-s3:${settings.ico}:${settings.importFolder ?? ''}`,
    prepare: prepareWith(settings, tools),
    deliver: (batch, signal) => way.deliver(batch.map(contentOf), signal),
    find: (itemIds, signal) => (itemIds.length === 0 ? Promise.resolve(new Map()) : way.find(itemIds, signal)),
    preview: (prepared) => [{ name: 'objednavka.xml', bytes: contentOf(prepared).bytes, encoding: 'utf-8' }],
    check: () => checkFiles(settings, tools),
    async close() {},
  }
}

const openByApi = (settings: MoneySettings, tools: ConnectorTools): OpenConnector => {
  const ask = openApi(settings, tools)
  const way = apiWay(settings, tools, ask)
  return {
    agendas: definition.agendas,
    guard: 'searchable',
    target: `money-s3:${settings.agendaGuid?.replace(/[{}]/g, '').toLowerCase() ?? ''}`,
    prepare: prepareWith(settings, tools),
    deliver: (batch, signal) => way.deliver(batch.map(contentOf), signal),
    find: (itemIds, signal) => (itemIds.length === 0 ? Promise.resolve(new Map()) : way.find(itemIds, signal)),
    preview: (prepared) => [{ name: 'createReceivedOrder.graphql', bytes: contentOf(prepared).bytes, encoding: 'utf-8' }],
    check: (signal) => checkApi(settings, tools, ask, signal),
    async close() {},
  }
}

/** Money S3 (Seyfor): XML DE files that it imports by itself, or its S3 API. */
const definition = defineConnector({
  id: 'money-s3',
  title: 'Money S3',
  kind: 'xml',
  agendas: ['orders'],
  // Of the plainest set-up; with an exported list or the API it is `searchable`.
  guard: 'none',
  settings: moneySettingsSchema,
  open: async (settings, tools) => (settings.way === 'api' ? openByApi(settings, tools) : openFiles(settings, tools)),
})
export const moneyS3 = definition
