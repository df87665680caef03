import { createHash } from 'node:crypto'
import type { InwardAgenda } from '../../../shared/documents/agenda'
import { Failure, problem } from '../../../shared/failure'
import type { Note, ParsedDocument, Preparation, Prepared } from '../../engine/ports'
import type { ConnectorTools } from '../connector'
import type { XmlElement } from '../wrap/xml-writer'
import { createOrder } from './api-order'
import { itemKey } from './key'
import { kindOf } from './kinds'
import { mapAddress } from './map-address'
import { mapCard } from './map-card'
import { mapDeliveryNote } from './map-delivery-note'
import { mapInvoice } from './map-invoice'
import { mapOrder } from './map-order'
import { moneyData } from './money-data'
import type { MoneySettings } from './settings'
import { firma } from './write-address'
import { stockCard } from './write-card'
import { stockDocument } from './write-delivery-note'
import { faktura } from './write-invoice'
import { objPrij } from './write-order'

/** What `prepare` leaves for `deliver`. */
export interface Content {
  key: string
  /** What must stand in the record where `Kind.key` says. */
  named: string | undefined
  bytes: Uint8Array
}

interface Made {
  record: XmlElement
  named: string | undefined
  notes: readonly Note[]
}
type Make<A extends InwardAgenda> = (document: ParsedDocument<A>, settings: MoneySettings, tools: ConnectorTools) => Made

/** What a document of each agenda becomes as XML DE. Each throws the `Failure` that holds it. */
const makers: { [A in InwardAgenda]: Make<A> } = {
  orders: (document, settings, { companyId }) => {
    const { order, notes } = mapOrder(document, settings, companyId)
    return { record: objPrij(order), named: order.sourceNumber, notes }
  },
  'delivery-notes': (document, settings, { companyId }) => {
    const { deliveryNote, notes } = mapDeliveryNote(document, settings, companyId)
    return {
      record: stockDocument(kindOf('delivery-notes', settings).record, deliveryNote),
      named: deliveryNote.sourceNumber,
      notes,
    }
  },
  invoices: (document, settings, { companyId }) => {
    const { invoice, notes } = mapInvoice(document, settings, companyId)
    return { record: faktura(invoice), named: invoice.guid, notes }
  },
  'stock-cards': (document, settings, { clock }) => {
    const { card, notes } = mapCard(document, settings, new Date(clock.now()).toISOString().slice(0, 10))
    return { record: stockCard(card), named: card.key.value, notes }
  },
  addresses: (document, settings, { companyId }) => {
    const { address, notes } = mapAddress(document, settings, companyId)
    return { record: firma(address), named: address.key.value, notes }
  },
}

const make = <A extends InwardAgenda>(document: ParsedDocument<A>, settings: MoneySettings, tools: ConnectorTools): Made =>
  makers[document.agenda](document, settings, tools)

const isOrder = (document: ParsedDocument): document is ParsedDocument<'orders'> => document.agenda === 'orders'

/** `agendas`: those that these settings allow. */
export const prepareWith =
  (settings: MoneySettings, tools: ConnectorTools, agendas: readonly InwardAgenda[]) =>
  (document: ParsedDocument): Preparation => {
    const { itemId, agenda } = document
    if (!agendas.includes(agenda)) return { ok: false, problem: problem('agenda-unsupported', { agenda }) }
    try {
      let made: Omit<Made, 'record'> & { bytes: Uint8Array }
      if (settings.way === 'api' && isOrder(document)) {
        const { order, notes } = mapOrder(document, settings, tools.companyId)
        made = { bytes: createOrder(order, settings), named: order.sourceNumber, notes }
      } else {
        const { record, named, notes } = make(document, settings, tools)
        made = { bytes: moneyData(kindOf(agenda, settings), record, settings), named, notes }
      }
      const content: Content = { key: itemKey(tools.companyId, itemId), named: made.named, bytes: made.bytes }
      const sha256 = createHash('sha256').update(made.bytes).digest('hex')
      return { ok: true, prepared: { itemId, agenda, content, sha256, notes: made.notes } }
    } catch (error) {
      if (error instanceof Failure) return { ok: false, problem: error.problem }
      throw error
    }
  }

export const contentOf = ({ itemId, content }: Prepared): Content & { itemId: string } => {
  const { key, named, bytes } = content as Partial<Content>
  if (key === undefined || !(bytes instanceof Uint8Array))
    throw new TypeError(`content of ${itemId} was not prepared by this connector`)
  return { itemId, key, named, bytes }
}
