import type { DeliveryNote } from '../../shared/documents/delivery-note'
import type { Line } from '../../shared/documents/line'
import type { Order } from '../../shared/documents/order'
import { generateOrder, type OrderOptions } from './order'
import type { Random } from './random'
import { addDays, factsOf, type LineFacts, withLines } from './trade'

export interface DeliveryNoteOptions extends Omit<OrderOptions, 'orderId' | 'numberPrefix'> {
  deliveryNoteId: string
  /** What it delivers; one made for it when absent. */
  order: Order
  /** All that was ordered. Else one in four leaves something out. */
  whole: boolean
  numberPrefix: string
}

/** Left out, fewer of it, or all. Measured goods are delivered whole. */
function delivered(random: Random, line: Line): LineFacts | undefined {
  const roll = random.next()
  const pieces = Number(line.quantity)
  if (roll < 0.2) return undefined
  if (roll < 0.5 && Number.isInteger(pieces) && pieces > 1)
    return { ...factsOf(line), quantity: String(random.int(1, pieces - 1)) }
  return factsOf(line)
}

/** A lifelike delivery note of an order, the same for the same random state and options. Sums as `generateOrder`. */
export function generateDeliveryNote(random: Random, options: Partial<DeliveryNoteOptions> = {}): DeliveryNote {
  const { deliveryNoteId, order: given, whole, numberPrefix, ...rest } = options
  const order = given ?? generateOrder(random, rest)
  const part = whole !== true && options.fault === undefined && random.chance(0.25)
  const lines = part ? order.lines.flatMap((line) => delivered(random, line) ?? []) : []
  const { orderId: _orderId, ...body } =
    lines.length > 0 ? { orderId: '', ...withLines(order, lines, (order.charges ?? []).map(factsOf)) } : order
  const dispatchedOn = addDays(order.issuedOn, random.int(0, 4))
  const sequence = options.sequence ?? random.int(1, 999_999)
  return {
    ...body,
    deliveryNoteId: deliveryNoteId ?? `seed-${random.digits(12)}`,
    number: `${numberPrefix ?? 'DL'}-${dispatchedOn.slice(0, 4)}-${String(sequence).padStart(6, '0')}`,
    orderNumber: order.number,
    issuedOn: dispatchedOn,
    dispatchedOn,
  }
}
