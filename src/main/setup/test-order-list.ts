import type { Language } from '../../shared/settings'
import type { TestOrderView } from '../../shared/setup-view'
import { setupFileTexts } from '../../shared/texts/setup-files'

/** What a table program would take for a formula is text here. */
const cell = (value: string): string => {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return `"${safe.replaceAll('"', '""').replace(/[\r\n]+/g, ' ')}"`
}

/**
 * Test orders that were made, for deleting them by hand: semicolons and a byte order mark, as Czech and Slovak Excel opens
 * a file without asking. Pure.
 */
export function testOrderList(orders: readonly TestOrderView[], language: Language): string {
  const { list } = setupFileTexts[language]
  const rows = orders.map((order) => [
    order.number,
    order.itemId,
    order.createdAt,
    order.erpNumber ?? '',
    order.verdict === undefined ? '' : order.verdict.right ? list.right : list.wrong,
    order.verdict?.by ?? '',
    order.verdict?.note ?? '',
  ])
  const head = [list.number, list.itemId, list.createdAt, list.erpNumber, list.verdict, list.by, list.note]
  return `\ufeff${[head, ...rows].map((row) => row.map(cell).join(';')).join('\r\n')}\r\n`
}
