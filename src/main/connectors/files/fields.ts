import type { AddressDocument } from '../../../shared/documents/address'
import type { InwardAgenda, Payload } from '../../../shared/documents/agenda'
import { dec, format, HUNDRED } from '../../../shared/documents/decimal'
import type { DeliveryNote } from '../../../shared/documents/delivery-note'
import type { Invoice } from '../../../shared/documents/invoice'
import type { Line } from '../../../shared/documents/line'
import type { Order, PaymentMethod } from '../../../shared/documents/order'
import type { Party } from '../../../shared/documents/party'
import type { StockCard } from '../../../shared/documents/stock-card'
import { problem } from '../../../shared/failure'
import type { ParsedDocument } from '../../engine/ports'
import { hold } from '../wrap/fitter'
import type { TradeDocument } from './trade'

/**
 * What columns of CSV and places of an own XML may be filled with. `text` may be adjusted, with a note; `exact` never is; `number` and
 * `date` are by the document's schema and hold nothing else.
 */
export type FieldKind = 'text' | 'exact' | 'number' | 'date'

/** What of a document is repeated: a line or charge, a place where goods go to (the first one is the partner's own seat). */
export type Row =
  | { kind: 'goods' | 'charge'; position: number; line: Line }
  | { kind: 'seat' | 'delivery'; position: number; place: Party }

export interface Source {
  document: ParsedDocument
  mapping: { paymentCodes: Readonly<Partial<Record<PaymentMethod, string>>> }
  /** Absent outside of what is repeated. */
  row?: Row | undefined
}

export interface Field {
  kind: FieldKind
  /** Only inside what is repeated. */
  inRow: boolean
  value(source: Source): string
}

type Table = Readonly<Record<string, Field>>

/** Of the document itself. A table is asked about documents of its own agenda only. */
const own = <P extends Payload>(kind: FieldKind, value: (payload: P) => string | undefined): Field => ({
  kind,
  inRow: false,
  value: ({ document }) => value(document.payload as P) ?? '',
})
const ofLine = (kind: FieldKind, value: (line: Line, row: Row) => string | undefined): Field => ({
  kind,
  inRow: true,
  value: ({ row }) => (row && 'line' in row ? (value(row.line, row) ?? '') : ''),
})
const ofPlace = (kind: FieldKind, value: (place: Party, row: Row) => string | undefined): Field => ({
  kind,
  inRow: true,
  value: ({ row }) => (row && 'place' in row ? (value(row.place, row) ?? '') : ''),
})

const PARTY: Readonly<Record<string, readonly [FieldKind, (party: Party) => string | undefined]>> = {
  name: ['text', (party) => party.name],
  ico: ['exact', (party) => party.ico],
  dic: ['exact', (party) => party.dic],
  icDph: ['exact', (party) => party.icDph],
  gln: ['exact', (party) => party.gln],
  contactName: ['text', (party) => party.contactName],
  email: ['text', (party) => party.email],
  phone: ['text', (party) => party.phone],
  street: ['text', (party) => party.address.street],
  city: ['text', (party) => party.address.city],
  postalCode: ['exact', (party) => party.address.postalCode],
  country: ['exact', (party) => party.address.country],
}
const partyFields = <P extends Payload>(role: string, of: (payload: P) => Party | undefined): Table =>
  Object.fromEntries(
    Object.entries(PARTY).map(([name, [kind, value]]) => [
      `${role}.${name}`,
      own<P>(kind, (payload) => {
        const party = of(payload)
        return party && value(party)
      }),
    ]),
  )

const common: Table = {
  itemId: { kind: 'exact', inRow: false, value: ({ document }) => document.itemId },
  test: { kind: 'exact', inRow: false, value: ({ document }) => String(document.test) },
}

const paymentCode: Field = {
  kind: 'exact',
  inRow: false,
  value({ document, mapping }) {
    const { paymentMethod } = document.payload as TradeDocument
    return mapping.paymentCodes[paymentMethod] ?? hold(problem('mapping-incomplete', { field: `paymentCodes.${paymentMethod}` }))
  },
}

/** The total with VAT of one line, where the document itself doesn't have it. */
const lineGross = (line: Line): string =>
  line.totalGross ??
  format(
    dec(line.totalNet)
      .times(HUNDRED.plus(dec(line.vatPercent)))
      .div(HUNDRED)
      .round(2, 1),
    2,
  )

const trade: Table = {
  ...common,
  number: own<TradeDocument>('exact', (document) => document.number),
  issuedOn: own<TradeDocument>('date', (document) => document.issuedOn),
  requestedDeliveryOn: own<TradeDocument>('date', (document) => document.requestedDeliveryOn),
  currency: own<TradeDocument>('exact', (document) => document.currency),
  pricesIncludeVat: own<TradeDocument>('exact', (document) => String(document.pricesIncludeVat === true)),
  ...partyFields<TradeDocument>('buyer', (document) => document.buyer),
  ...partyFields<TradeDocument>('supplier', (document) => document.supplier),
  ...partyFields<TradeDocument>('deliverTo', (document) => document.deliverTo),
  paymentMethod: own<TradeDocument>('exact', (document) => document.paymentMethod),
  paymentCode,
  deliveryMethod: own<TradeDocument>('text', (document) => document.deliveryMethod),
  note: own<TradeDocument>('text', (document) => document.note),
  internalNote: own<TradeDocument>('text', (document) => document.internalNote),
  'totals.net': own<TradeDocument>('number', (document) => document.totals.net),
  'totals.gross': own<TradeDocument>('number', (document) => document.totals.gross),
  'totals.rounding': own<TradeDocument>('number', (document) => document.totals.rounding ?? '0'),
  'totals.payable': own<TradeDocument>('number', (document) => document.totals.payable),
  'line.position': ofLine('number', (_line, { position }) => String(position)),
  'line.kind': ofLine('exact', (_line, { kind }) => kind),
  'line.lineId': ofLine('exact', (line) => line.lineId),
  'line.sku': ofLine('exact', (line) => line.sku),
  'line.ean': ofLine('exact', (line) => line.ean),
  'line.buyerSku': ofLine('exact', (line) => line.buyerSku),
  'line.name': ofLine('text', (line) => line.name),
  'line.quantity': ofLine('number', (line) => line.quantity),
  'line.unit': ofLine('text', (line) => line.unit),
  'line.unitPriceNet': ofLine('number', (line) => line.unitPriceNet),
  'line.unitPriceGross': ofLine('number', (line) => line.unitPriceGross),
  'line.vatPercent': ofLine('number', (line) => line.vatPercent),
  'line.discountPercent': ofLine('number', (line) => line.discountPercent ?? '0'),
  'line.totalNet': ofLine('number', (line) => line.totalNet),
  'line.totalGross': ofLine('number', lineGross),
  'line.note': ofLine('text', (line) => line.note),
}

const tables: Readonly<Record<InwardAgenda, Table>> = {
  orders: { ...trade, orderId: own<Order>('exact', (order) => order.orderId) },
  'delivery-notes': {
    ...trade,
    deliveryNoteId: own<DeliveryNote>('exact', (note) => note.deliveryNoteId),
    orderNumber: own<DeliveryNote>('exact', (note) => note.orderNumber),
    dispatchedOn: own<DeliveryNote>('date', (note) => note.dispatchedOn),
  },
  invoices: {
    ...trade,
    invoiceId: own<Invoice>('exact', (invoice) => invoice.invoiceId),
    kind: own<Invoice>('exact', (invoice) => invoice.kind),
    orderNumber: own<Invoice>('exact', (invoice) => invoice.orderNumber),
    variableSymbol: own<Invoice>('exact', (invoice) => invoice.variableSymbol),
    taxPointOn: own<Invoice>('date', (invoice) => invoice.taxPointOn),
    dueOn: own<Invoice>('date', (invoice) => invoice.dueOn),
    bankAccount: own<Invoice>('exact', (invoice) => invoice.bankAccount),
  },
  'stock-cards': {
    ...common,
    cardId: own<StockCard>('exact', (card) => card.cardId),
    sku: own<StockCard>('exact', (card) => card.sku),
    ean: own<StockCard>('exact', (card) => card.ean),
    name: own<StockCard>('text', (card) => card.name),
    unit: own<StockCard>('text', (card) => card.unit),
    vatPercent: own<StockCard>('number', (card) => card.vatPercent),
    purchasePrice: own<StockCard>('number', (card) => card.purchasePrice),
    sellingPrice: own<StockCard>('number', (card) => card.sellingPrice),
    currency: own<StockCard>('exact', (card) => card.currency),
    ...partyFields<StockCard>('supplier', (card) => card.supplier),
    description: own<StockCard>('text', (card) => card.description),
    weightKg: own<StockCard>('number', (card) => card.weightKg),
    active: own<StockCard>('exact', (card) => String(card.active)),
  },
  addresses: {
    ...common,
    addressId: own<AddressDocument>('exact', (document) => document.addressId),
    active: own<AddressDocument>('exact', (document) => String(document.active)),
    ...partyFields<AddressDocument>('party', (document) => document.party),
    'place.position': ofPlace('number', (_place, { position }) => String(position)),
    'place.kind': ofPlace('exact', (_place, { kind }) => kind),
    ...Object.fromEntries(Object.entries(PARTY).map(([name, [kind, value]]) => [`place.${name}`, ofPlace(kind, value)])),
  },
}

/** Undefined: documents of this agenda have no such field. */
export const fieldOf = (agenda: InwardAgenda, name: string): Field | undefined =>
  Object.hasOwn(tables[agenda], name) ? tables[agenda][name] : undefined
export const fieldNames = (agenda: InwardAgenda): readonly string[] => Object.keys(tables[agenda])

/** What may be repeated in the documents of an agenda (`rowsOf`). */
export const LISTS = {
  orders: ['lines', 'charges', 'all'],
  'delivery-notes': ['lines', 'charges', 'all'],
  invoices: ['lines', 'charges', 'all'],
  'stock-cards': [],
  addresses: ['places', 'all'],
} as const satisfies Readonly<Record<InwardAgenda, readonly string[]>>
export type List = (typeof LISTS)[InwardAgenda][number]

/** The rows of a list of this document, numbered from 1; the partner's own seat, which only `all` has, is 0. */
export function rowsOf({ agenda, payload }: ParsedDocument, list: List): readonly Row[] {
  if (agenda === 'stock-cards') return []
  if (agenda === 'addresses') {
    const { party, deliverTo = [] } = payload as AddressDocument
    const places = deliverTo.map((place, at): Row => ({ kind: 'delivery', position: at + 1, place }))
    return list === 'places' ? places : [{ kind: 'seat', position: 0, place: party }, ...places]
  }
  const { lines, charges = [] } = payload as TradeDocument
  return [
    ...(list === 'charges' ? [] : lines.map((line) => ({ kind: 'goods' as const, line }))),
    ...(list === 'lines' ? [] : charges.map((line) => ({ kind: 'charge' as const, line }))),
  ].map((row, at) => ({ ...row, position: at + 1 }))
}
