import type { ParsedDocument } from '../../src/main/engine/ports'
import { generateAddress } from '../../src/sandbox/seed/address'
import { supplierParty, suppliers } from '../../src/sandbox/seed/companies'
import { generateDeliveryNote } from '../../src/sandbox/seed/delivery-note'
import { generateInvoice } from '../../src/sandbox/seed/invoice'
import { generateOrder } from '../../src/sandbox/seed/order'
import { createRandom } from '../../src/sandbox/seed/random'
import { generateStockCard } from '../../src/sandbox/seed/stock-card'
import type { AddressDocument } from '../../src/shared/documents/address'
import type { InwardAgenda, Payload } from '../../src/shared/documents/agenda'
import type { DeliveryNote } from '../../src/shared/documents/delivery-note'
import type { Invoice } from '../../src/shared/documents/invoice'
import type { Order } from '../../src/shared/documents/order'
import type { Party } from '../../src/shared/documents/party'
import type { StockCard } from '../../src/shared/documents/stock-card'
import { line, order, totalsFor } from './orders'

type Country = 'CZ' | 'SK'

/** Any document as the engine gives it to a connector. */
export const inwardDocument = <A extends InwardAgenda>(agenda: A, itemId: string, payload: Payload<A>): ParsedDocument<A> => ({
  itemId,
  agenda,
  test: true,
  payload,
})

const home = {
  CZ: { address: { street: 'Dlouhá 12/3', city: 'Ústí nad Labem', postalCode: '400 01', country: 'CZ' }, currency: 'CZK' },
  SK: { address: { street: 'Štúrova 7', city: 'Košice', postalCode: '040 01', country: 'SK' }, currency: 'EUR' },
} as const

/** Body of a trade document of that country's companies; with other lines it gets the totals that are right for them. */
function trade(number: string, country: Country, changes: Partial<Order>): Order {
  const sk = country === 'SK'
  const lines = changes.lines ?? [line('1', '100', '2', sk ? '23' : '21'), line('2', '33.3333', '3', sk ? '19' : '12', '10')]
  const made = order(number, lines)
  const { address, currency } = home[country]
  return {
    ...made,
    currency,
    buyer: sk ? { name: 'Vypätá dĺžka kŕdľa, s.r.o.', ico: '31333532', dic: '2020317068', address } : made.buyer,
    supplier: sk ? { name: 'Veľkoobchod Príkladný, s.r.o.', ico: '35729142', address } : made.supplier,
    totals: totalsFor([...lines, ...(changes.charges ?? [])]),
    ...changes,
  }
}

/** What may be said of a document besides its number: any field, and the country whose companies trade (CZ when absent). */
export type Changes<T> = Partial<T> & { country?: Country }

/** A delivery note whose totals are right for its lines, of order `OBJ-<number>` unless told another. */
export function deliveryNote(number: string, { country = 'CZ', ...changes }: Changes<DeliveryNote> = {}): DeliveryNote {
  const { orderId: _orderId, ...body } = trade(number, country, changes)
  return { ...body, deliveryNoteId: `DN-${number}`, orderNumber: `OBJ-${number}`, dispatchedOn: '2026-03-03', ...changes }
}

/** An invoice whose totals are right for its lines. For a credit note give `kind` and lines with quantities below zero. */
export function invoice(number: string, { country = 'CZ', ...changes }: Changes<Invoice> = {}): Invoice {
  const { orderId: _orderId, ...body } = trade(number, country, changes)
  return {
    ...body,
    invoiceId: `INV-${number}`,
    variableSymbol: number.replaceAll(/\D/g, '').slice(-10) || '2026000001',
    orderNumber: `OBJ-${number}`,
    taxPointOn: '2026-03-02',
    dueOn: '2026-03-16',
    kind: 'invoice',
    ...changes,
  }
}

/** A stock card of a Czech or Slovak supplier; its id is `CARD-<sku>`. */
export function stockCard(sku: string, { country = 'CZ', ...changes }: Changes<StockCard> = {}): StockCard {
  const { currency } = home[country]
  return {
    cardId: `CARD-${sku}`,
    sku,
    name: `Zboží ${sku}`,
    unit: 'ks',
    vatPercent: country === 'CZ' ? '21' : '23',
    purchasePrice: '80',
    sellingPrice: '100.5',
    currency,
    supplier: trade('1', country, {}).supplier,
    active: true,
    ...changes,
  }
}

/** A partner with two places of delivery; all of `party` may be changed one by one. */
export function addressDocument(
  addressId: string,
  { country = 'CZ', party, ...changes }: Omit<Changes<AddressDocument>, 'party'> & { party?: Partial<Party> } = {},
): AddressDocument {
  const { buyer } = trade('1', country, {})
  const { address } = buyer
  const whole: Party = { ...buyer, email: 'nakup@zlutoucky.example', phone: '+420 541 555 019', ...party }
  return {
    addressId,
    party: whole,
    deliverTo: [
      { name: `${whole.name}, prodejna`, address: { ...address, street: 'Krátká 1' } },
      { name: `${whole.name}, sklad`, contactName: 'Jiří Novák', address: { ...address, street: 'Skladová 2' } },
    ],
    active: true,
    ...changes,
  }
}

/**
 * `count` lifelike documents of an agenda, the same for the same seed: companies of both countries by turns, rare lengths and characters,
 * gross and net prices, partial deliveries, credit notes. Item ids are `it-0`, `it-1`, …
 */
export function* lifelike<A extends InwardAgenda>(agenda: A, count: number, seed = 20_261_129): Generator<ParsedDocument<A>> {
  const random = createRandom(seed)
  const companies = Object.values(suppliers)
  const make: { [K in InwardAgenda]: (sequence: number, supplier: Party) => Payload<K> } = {
    orders: (sequence, supplier) => generateOrder(random, { sequence, supplier }),
    'delivery-notes': (sequence, supplier) => generateDeliveryNote(random, { sequence, supplier }),
    invoices: (sequence, supplier) => generateInvoice(random, { sequence, supplier }),
    'stock-cards': (sequence, supplier) => generateStockCard(random, { sequence, supplier }),
    addresses: () => generateAddress(random),
  }
  for (let sequence = 0; sequence < count; sequence++) {
    const supplier = supplierParty(companies[sequence % companies.length] ?? suppliers.CZ)
    yield inwardDocument(agenda, `it-${sequence}`, make[agenda](sequence, supplier) as Payload<A>)
  }
}
