import { dec, format, HUNDRED } from '../../../shared/documents/decimal'
import type { Line } from '../../../shared/documents/line'
import type { Order, PaymentMethod } from '../../../shared/documents/order'
import type { Party } from '../../../shared/documents/party'
import { problem } from '../../../shared/failure'
import type { ParsedDocument } from '../../engine/ports'
import { hold } from '../wrap/fitter'

/**
 * What columns of CSV and places of an own XML may be filled with. `text` may be adjusted, with a note; `exact` never is; `number` and
 * `date` are by the document's schema and hold nothing else.
 */
export type FieldKind = 'text' | 'exact' | 'number' | 'date'

export interface Source {
  document: ParsedDocument<'orders'>
  mapping: { paymentCodes: Readonly<Partial<Record<PaymentMethod, string>>> }
  /** Absent outside the lines. */
  line?: { line: Line; position: number; kind: 'goods' | 'charge' }
}

export interface Field {
  kind: FieldKind
  /** Only inside a line. */
  ofLine: boolean
  value(source: Source): string
}

const ofOrder = (kind: FieldKind, value: (order: Order) => string | undefined): Field => ({
  kind,
  ofLine: false,
  value: ({ document }) => value(document.payload) ?? '',
})
const ofLine = (kind: FieldKind, value: (line: Line, source: NonNullable<Source['line']>) => string | undefined): Field => ({
  kind,
  ofLine: true,
  value: ({ line }) => (line ? (value(line.line, line) ?? '') : ''),
})

const partyFields = (role: string, of: (order: Order) => Party | undefined): Record<string, Field> => ({
  [`${role}.name`]: ofOrder('text', (order) => of(order)?.name),
  [`${role}.ico`]: ofOrder('exact', (order) => of(order)?.ico),
  [`${role}.dic`]: ofOrder('exact', (order) => of(order)?.dic),
  [`${role}.icDph`]: ofOrder('exact', (order) => of(order)?.icDph),
  [`${role}.gln`]: ofOrder('exact', (order) => of(order)?.gln),
  [`${role}.contactName`]: ofOrder('text', (order) => of(order)?.contactName),
  [`${role}.email`]: ofOrder('text', (order) => of(order)?.email),
  [`${role}.phone`]: ofOrder('text', (order) => of(order)?.phone),
  [`${role}.street`]: ofOrder('text', (order) => of(order)?.address.street),
  [`${role}.city`]: ofOrder('text', (order) => of(order)?.address.city),
  [`${role}.postalCode`]: ofOrder('exact', (order) => of(order)?.address.postalCode),
  [`${role}.country`]: ofOrder('exact', (order) => of(order)?.address.country),
})

const paymentCode: Field = {
  kind: 'exact',
  ofLine: false,
  value: ({ document, mapping }) =>
    mapping.paymentCodes[document.payload.paymentMethod] ??
    hold(problem('mapping-incomplete', { field: `paymentCodes.${document.payload.paymentMethod}` })),
}

/** The total with VAT of one line, where the order itself doesn't have it. */
const lineGross = (line: Line): string =>
  line.totalGross ??
  format(
    dec(line.totalNet)
      .times(HUNDRED.plus(dec(line.vatPercent)))
      .div(HUNDRED)
      .round(2, 1),
    2,
  )

const table: Readonly<Record<string, Field>> = {
  itemId: { kind: 'exact', ofLine: false, value: ({ document }) => document.itemId },
  test: { kind: 'exact', ofLine: false, value: ({ document }) => (document.test ? 'true' : 'false') },
  orderId: ofOrder('exact', (order) => order.orderId),
  number: ofOrder('exact', (order) => order.number),
  issuedOn: ofOrder('date', (order) => order.issuedOn),
  requestedDeliveryOn: ofOrder('date', (order) => order.requestedDeliveryOn),
  currency: ofOrder('exact', (order) => order.currency),
  pricesIncludeVat: ofOrder('exact', (order) => (order.pricesIncludeVat ? 'true' : 'false')),
  ...partyFields('buyer', (order) => order.buyer),
  ...partyFields('supplier', (order) => order.supplier),
  ...partyFields('deliverTo', (order) => order.deliverTo),
  paymentMethod: ofOrder('exact', (order) => order.paymentMethod),
  paymentCode,
  deliveryMethod: ofOrder('text', (order) => order.deliveryMethod),
  note: ofOrder('text', (order) => order.note),
  internalNote: ofOrder('text', (order) => order.internalNote),
  'totals.net': ofOrder('number', (order) => order.totals.net),
  'totals.gross': ofOrder('number', (order) => order.totals.gross),
  'totals.rounding': ofOrder('number', (order) => order.totals.rounding ?? '0'),
  'totals.payable': ofOrder('number', (order) => order.totals.payable),
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

/** Undefined: there is no such field. */
export const fieldOf = (name: string): Field | undefined => (Object.hasOwn(table, name) ? table[name] : undefined)
export const fieldNames: readonly string[] = Object.keys(table)
