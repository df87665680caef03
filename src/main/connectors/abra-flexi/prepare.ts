import { createHash } from 'node:crypto'
import { type InwardAgenda, inwardAgendaSchema } from '../../../shared/documents/agenda'
import { Failure, problem } from '../../../shared/failure'
import type { ParsedDocument, Preparation, Prepared } from '../../engine/ports'
import type { OpenConnector } from '../connector'
import type { DocumentContent } from './hand-over'
import { mapAddress } from './map-address'
import { mapDeliveryNote } from './map-delivery-note'
import { mapInvoice } from './map-invoice'
import { mapOrder } from './map-order'
import { mapStockCard } from './map-stock-card'
import type { MappedDocument, MappedMaster } from './mapped'
import { bodyOf, externalId, ISSUED_INVOICES, MOVEMENTS, ORDERS, RECEIVED_INVOICES } from './record'
import { type FlexiSettings, movementStock } from './settings'
import { type MasterContent, masterBody } from './upsert'

/** What `Prepared.content` holds. */
export type FlexiContent = DocumentContent | MasterContent

const isOf = <A extends ParsedDocument['agenda']>(document: ParsedDocument, agenda: A): document is ParsedDocument<A> =>
  document.agenda === agenda

/** What these settings allow. */
export const agendasOf = ({ mapping }: FlexiSettings): readonly InwardAgenda[] =>
  inwardAgendaSchema.options.filter((agenda) => agenda !== 'delivery-notes' || movementStock(mapping) !== undefined)

/** Where documents of an agenda are recorded with these settings. Cards and partners are not looked up by ids of items. */
export function evidenceOf(agenda: ParsedDocument['agenda'], { invoices }: FlexiSettings['mapping']): string | undefined {
  switch (agenda) {
    case 'orders':
      return ORDERS.path
    case 'delivery-notes':
      return MOVEMENTS.path
    case 'invoices':
      return invoices.direction === 'received' ? RECEIVED_INVOICES.path : ISSUED_INVOICES.path
    default:
      return undefined
  }
}

function mapTrade(document: ParsedDocument, settings: FlexiSettings): MappedDocument | undefined {
  if (isOf(document, 'orders')) return mapOrder(document, settings)
  if (isOf(document, 'delivery-notes')) return mapDeliveryNote(document, settings)
  return isOf(document, 'invoices') ? mapInvoice(document, settings) : undefined
}

function mapMaster(document: ParsedDocument, settings: FlexiSettings): MappedMaster | undefined {
  if (isOf(document, 'stock-cards')) return mapStockCard(document, settings)
  return isOf(document, 'addresses') ? mapAddress(document, settings) : undefined
}

/** The bytes that may go over: a card or partner has two forms, as it is new or known. */
const filesOf = (content: FlexiContent): ReturnType<OpenConnector['preview']> => {
  const file = (name: string, bytes: Uint8Array) => ({ name: `${name}.json`, bytes, encoding: 'utf-8' as const })
  if (content.kind === 'document') {
    const cards = content.newCards.map(({ record }) => record)
    return [...(cards.length === 0 ? [] : [file('cenik', bodyOf('cenik', cards))]), file(content.evidence, content.body)]
  }
  const known = Object.keys(content.update).length > 0
  const there = masterBody(content, { kind: 'ours', reference: {} })
  return [file(content.evidence, masterBody(content)), ...(known ? [file(`${content.evidence}-known`, there)] : [])]
}

export const prepareWith =
  (settings: FlexiSettings) =>
  (document: ParsedDocument): Preparation => {
    const { itemId, agenda } = document
    const done = (content: FlexiContent, notes: Prepared['notes']): Preparation => {
      const hash = createHash('sha256')
      for (const { bytes } of filesOf(content)) hash.update(bytes)
      return { ok: true, prepared: { itemId, agenda, content, sha256: hash.digest('hex'), notes } }
    }
    if (!agendasOf(settings).includes(agenda)) return { ok: false, problem: problem('agenda-unsupported', { agenda }) }
    try {
      const trade = mapTrade(document, settings)
      const evidence = evidenceOf(agenda, settings.mapping)
      if (trade && evidence) {
        const { record, expected, newCards, country } = trade
        const body = bodyOf(evidence, [record])
        const id = externalId(settings.externalSystem, itemId)
        return done({ kind: 'document', evidence, body, externalId: id, expected, newCards, country }, trade.notes)
      }
      const master = mapMaster(document, settings)
      if (master) return done({ kind: 'master', ...master }, master.notes)
      return { ok: false, problem: problem('agenda-unsupported', { agenda }) }
    } catch (error) {
      if (error instanceof Failure) return { ok: false, problem: error.problem }
      throw error
    }
  }

export const contentOf = ({ itemId, content }: Prepared): FlexiContent => {
  if (typeof content === 'object' && content !== null && 'kind' in content && 'evidence' in content)
    return content as FlexiContent
  throw new TypeError(`content of ${itemId} was not prepared by this connector`)
}

export const preview: OpenConnector['preview'] = (prepared) => filesOf(contentOf(prepared))
