import type { Line } from '../../../shared/documents/line'
import type { Order } from '../../../shared/documents/order'
import type { Note } from '../../engine/ports'
import type { XmlElement } from '../wrap/xml-writer'

/** What orders, delivery notes and invoices have in common. */
export type Trade = Omit<Order, 'orderId'>

/** POHODA's switches and, where none of them gives what is to be paid (`document` undefined), the amount that goes as a line. */
export interface RoundingSwitches {
  vat: 'none' | 'noneEveryRate'
  document: string | undefined
  line: string
}

/** What finds a line's stock card. */
export interface CardKey {
  by: 'code' | 'EAN'
  value: string
}
/** A line that was mapped with a stock card. */
export interface Goods {
  line: Line
  key: CardKey
}

/** A document that is added once, as POHODA takes it. */
export interface MappedTrade {
  /** The pack's item. */
  item: XmlElement
  notes: readonly Note[]
  rounding: RoundingSwitches
  /** Under which it can be found in POHODA's lists, `YYYY-MM-DD`. */
  date: string
  goods: readonly Goods[]
  /** Whose VAT rates hold in the books. */
  country: string
}
