import type { InwardAgenda } from '../../../shared/documents/agenda'
import { problem } from '../../../shared/failure'
import type { ParsedDocument } from '../../engine/ports'
import { hold } from '../wrap/fitter'
import type { AgendaSettings } from './agenda-settings'
import { mapAddress } from './map-address'
import { mapDeliveryNote } from './map-delivery-note'
import { mapInvoice } from './map-invoice'
import { mapOrder } from './map-order'
import { mapStockCard } from './map-stock-card'
import type { MappingSettings } from './settings'
import { ensureSameSums } from './sums'
import type { MappedTrade, Trade } from './trade-document'
import type { Upsert } from './upsert'

const checked = (trade: Trade, mapped: MappedTrade): MappedTrade => {
  ensureSameSums(trade, mapped.rounding)
  return mapped
}

/** An order as POHODA takes it. Throws `Failure` for one that must be held: mapping, limits, or sums that POHODA would compute otherwise. */
export const mapChecked = (document: ParsedDocument<'orders'>, settings: MappingSettings): MappedTrade =>
  checked(document.payload, mapOrder(document, settings))

/** Any document that is added once; `asText`: ids of lines whose card is not there. The same throws. */
export const mapTrade = (document: ParsedDocument, settings: AgendaSettings, asText: ReadonlySet<string>): MappedTrade => {
  switch (document.agenda) {
    case 'orders':
      return mapChecked(document as ParsedDocument<'orders'>, settings)
    case 'delivery-notes': {
      const note = document as ParsedDocument<'delivery-notes'>
      return checked(note.payload, mapDeliveryNote(note, settings, asText))
    }
    case 'invoices': {
      const invoice = document as ParsedDocument<'invoices'>
      return checked(invoice.payload, mapInvoice(invoice, settings, asText))
    }
    default:
      return hold(problem('agenda-unsupported', { agenda: document.agenda }))
  }
}

/** Any document that is kept up to date. The same throws. */
export const mapMaster = (document: ParsedDocument, settings: AgendaSettings): Upsert =>
  document.agenda === 'stock-cards'
    ? mapStockCard(document as ParsedDocument<'stock-cards'>, settings)
    : mapAddress(document as ParsedDocument<'addresses'>, settings)

export const isMaster = (agenda: InwardAgenda): boolean => agenda === 'stock-cards' || agenda === 'addresses'
