import type { Invoice } from '../../shared/documents/invoice'
import type { Line } from '../../shared/documents/line'
import type { Order } from '../../shared/documents/order'
import { generateOrder, type OrderOptions } from './order'
import type { Random } from './random'
import { addDays, factsOf, type LineFacts, withLines } from './trade'

export interface InvoiceOptions extends Omit<OrderOptions, 'orderId' | 'numberPrefix'> {
  invoiceId: string
  /** What it charges for; one made for it when absent. */
  order: Order
  kind: Invoice['kind']
  numberPrefix: string
}

/** Goods that came back: quantities and totals below zero, the unit price as it was agreed. */
function returned(random: Random, line: Line): LineFacts {
  const pieces = Number(line.quantity)
  const back = Number.isInteger(pieces) && pieces > 1 ? String(random.int(1, pieces)) : line.quantity
  return { ...factsOf(line), quantity: `-${back}` }
}

/**
 * A lifelike invoice or credit note, the same for the same random state and options. Sums as `generateOrder`; those of a credit note are
 * below zero. One in eight is a credit note unless `kind` says.
 */
export function generateInvoice(random: Random, options: Partial<InvoiceOptions> = {}): Invoice {
  const { invoiceId, order: given, kind: asked, numberPrefix, ...rest } = options
  const order = given ?? generateOrder(random, rest)
  const kind = asked ?? (options.fault === undefined && random.chance(0.125) ? 'credit-note' : 'invoice')
  const back = kind === 'credit-note' ? order.lines.slice(0, random.int(1, 3)).map((line) => returned(random, line)) : []
  const { orderId: _orderId, ...body } = kind === 'credit-note' ? { orderId: '', ...withLines(order, back, []) } : order
  const taxPointOn = addDays(order.issuedOn, random.int(0, 4))
  const issuedOn = addDays(taxPointOn, random.int(0, 2))
  const sequence = options.sequence ?? random.int(1, 999_999)
  const digits = String(sequence).padStart(6, '0')
  return {
    ...body,
    invoiceId: invoiceId ?? `seed-${random.digits(12)}`,
    number: `${numberPrefix ?? (kind === 'invoice' ? 'FV' : 'DOB')}-${issuedOn.slice(0, 4)}-${digits}`,
    kind,
    orderNumber: order.number,
    issuedOn,
    taxPointOn,
    dueOn: addDays(issuedOn, random.pick([0, 7, 14, 14, 14, 30, 60])),
    // The year and the number within it: ten digits, the most that a variable symbol may have.
    ...(random.chance(0.9) && { variableSymbol: `${issuedOn.slice(0, 4)}${digits}`.slice(0, 10) }),
    ...(order.paymentMethod === 'bank-transfer' && {
      bankAccount: order.supplier.address.country === 'SK' ? 'SK3112000000198742637541' : '19-2000145399/0800',
    }),
  }
}
