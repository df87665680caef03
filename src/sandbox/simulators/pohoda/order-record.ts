import type { OrderLine, OrderTotals } from './money'

/** A received order as POHODA keeps it. */
export interface OrderRecord {
  id: number
  number: string
  extId: string | undefined
  exSystemName: string | undefined
  exSystemText: string | undefined
  numberOrder: string | undefined
  date: string
  dateFrom: string | undefined
  dateTo: string | undefined
  text: string | undefined
  note: string | undefined
  intNote: string | undefined
  /** The address book record it is linked to. */
  partnerId: number | undefined
  /** Texts of the address, by element name without prefix. */
  partner: Record<string, string>
  shipTo: Record<string, string> | undefined
  /** Other texts of the header, by element path, e.g. `centre/ids`. */
  header: Record<string, string>
  lines: (OrderLine & { id: number })[]
  totals: OrderTotals
  /** Ids of the pack and item it came in, and when. */
  packId: string
  itemId: string
  importedAt: string
}

export type NewOrder = Omit<OrderRecord, 'id' | 'lines'> & { lines: OrderLine[] }
