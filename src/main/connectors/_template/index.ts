import { createHash } from 'node:crypto'
import { Failure, problem } from '../../../shared/failure'
import type { ParsedDocument, Preparation, Prepared } from '../../engine/ports'
import { type ConnectorTools, defineConnector, type OpenConnector } from '../connector'
import { mapOrder } from './map-order'
import { type TemplateNameSettings, templateNameSettingsSchema } from './settings'

const isOrder = (document: ParsedDocument): document is ParsedDocument<'orders'> => document.agenda === 'orders'

const prepareWith =
  (settings: TemplateNameSettings) =>
  (document: ParsedDocument): Preparation => {
    if (!isOrder(document)) return { ok: false, problem: problem('agenda-unsupported', { agenda: document.agenda }) }
    try {
      const { bytes, notes } = mapOrder(document, settings)
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      return { ok: true, prepared: { itemId: document.itemId, agenda: document.agenda, content: bytes, sha256, notes } }
    } catch (error) {
      if (error instanceof Failure) return { ok: false, problem: error.problem }
      throw error
    }
  }

const bytesOf = ({ itemId, content }: Prepared): Uint8Array => {
  if (content instanceof Uint8Array) return content
  throw new TypeError(`content of ${itemId} was not prepared by this connector`)
}

const open = async (settings: TemplateNameSettings, _tools: ConnectorTools): Promise<OpenConnector> => ({
  agendas: definition.agendas,
  guard: definition.guard,
  // Which books these are: a new year, another company or another folder must give another target.
  target: `template-name:${settings.address}`,
  prepare: prepareWith(settings),
  preview: (prepared) => [{ name: 'order.txt', bytes: bytesOf(prepared), encoding: 'utf-8' }],
  // biome-ignore lint/correctness/useYield: to be written
  async *deliver() {
    throw new Error('TODO 3, index.ts: hand over; one outcome for each document; a Failure says what may have been written')
  },
  async find() {
    throw new Error('TODO 4, index.ts: look up by our item id what deliver made; throw a Failure when it can not be told')
  },
  // biome-ignore lint/correctness/useYield: to be written
  async *check() {
    throw new Error('TODO 5, index.ts: at least four lines of evidence, titles in shared/texts/checks.*.ts; write no document')
  },
  async close() {},
})

/** TODO 6: which information system, by which way, and how it prevents a second record (guard). */
const definition = defineConnector({
  id: 'template-name',
  title: 'template-name',
  kind: 'api',
  agendas: ['orders'],
  guard: 'none',
  settings: templateNameSettingsSchema,
  open,
})
export const templateName = definition
