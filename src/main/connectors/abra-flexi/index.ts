import { createHash } from 'node:crypto'
import { Failure, problem } from '../../../shared/failure'
import type { ParsedDocument, Preparation, Prepared } from '../../engine/ports'
import { type ConnectorTools, defineConnector, type OpenConnector } from '../connector'
import { openFlexi } from './ask'
import { runChecks } from './checks'
import { assertCompanyWith } from './company'
import { lookUpWith } from './find'
import { type FlexiContent, handOverWith } from './hand-over'
import { externalId, mapOrder, orderBody } from './map-order'
import { removeWith } from './remove'
import { type FlexiSettings, flexiSettingsSchema } from './settings'

const isOrder = (document: ParsedDocument): document is ParsedDocument<'orders'> => document.agenda === 'orders'

const prepareWith =
  (settings: FlexiSettings) =>
  (document: ParsedDocument): Preparation => {
    if (!isOrder(document)) return { ok: false, problem: problem('agenda-unsupported', { agenda: document.agenda }) }
    try {
      const { itemId } = document
      const { record, expected, notes } = mapOrder(document, settings)
      const content: FlexiContent = {
        body: orderBody(record),
        externalId: externalId(settings.externalSystem, itemId),
        expected,
      }
      const sha256 = createHash('sha256').update(content.body).digest('hex')
      return { ok: true, prepared: { itemId, agenda: document.agenda, content, sha256, notes } }
    } catch (error) {
      if (error instanceof Failure) return { ok: false, problem: error.problem }
      throw error
    }
  }

const contentOf = ({ itemId, content }: Prepared): FlexiContent => {
  if (typeof content === 'object' && content !== null && 'body' in content && 'expected' in content)
    return content as FlexiContent
  throw new TypeError(`content of ${itemId} was not prepared by this connector`)
}

const open = async (settings: FlexiSettings, tools: ConnectorTools): Promise<OpenConnector> => {
  const ask = openFlexi(settings, tools)
  const lookUp = lookUpWith(ask, settings.externalSystem)
  const assertCompany = assertCompanyWith(ask, settings.ico, tools.clock)
  const remove = removeWith(ask, lookUp)
  return {
    agendas: definition.agendas,
    // ABRA Flexi refuses a second record with our id (`update="fail"`). Whether it does so for two at the same moment is not described
    // anywhere, so what was handed over and is not there gets its time before it is handed over again.
    guard: 'searchable',
    target: `flexi:${new URL(settings.baseUrl).host}/c/${settings.company}`,
    prepare: prepareWith(settings),
    deliver: handOverWith({ ask, lookUp, sumsByFlexi: settings.sumsByFlexi, contentOf, assertCompany }),
    async find(itemIds, signal) {
      if (itemIds.length === 0) return new Map()
      await assertCompany(signal)
      return lookUp(itemIds, signal)
    },
    preview: (prepared) => [{ name: 'objednavka-prijata.json', bytes: contentOf(prepared).body, encoding: 'utf-8' }],
    async remove(records, signal) {
      await assertCompany(signal)
      return remove(records, signal)
    },
    check: (signal) => runChecks(settings, tools, ask, lookUp, signal),
    async close() {},
  }
}

/** ABRA Flexi (formerly FlexiBee) over its REST API. */
const definition = defineConnector({
  id: 'abra-flexi',
  title: 'ABRA Flexi (REST API)',
  kind: 'api',
  agendas: ['orders'],
  guard: 'searchable',
  settings: flexiSettingsSchema,
  open,
  removes: () => true,
})
export const abraFlexi = definition
