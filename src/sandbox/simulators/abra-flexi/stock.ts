import { dec, format } from '../../../shared/documents/decimal'
import type { Books, StockCard, StoredRecord } from './books'

/** Stock cards: one for each card, stock and accounting period, made by the first movement. */

/** What a movement changes, by card and stock; `sign`: taken back or done. */
function effect(books: Books, record: StoredRecord | undefined, sign: 1 | -1) {
  if (!record) return []
  const goesOut = record.values['typPohybuK'] === 'typPohybu.vydej'
  return record.lines.flatMap(({ values }) => {
    const card = books.cards.find(({ kod }) => kod === values['cenik'])
    const stock = values['sklad'] ?? record.values['sklad']
    if (!card || stock === undefined) return []
    const quantity = dec(values['mnozMj'] ?? '1').times(dec(String(sign * (goesOut ? -1 : 1))))
    return [{ card: card.id, stock, quantity, date: record.values['datVyst'] ?? '' }]
  })
}

/** The books after a movement was added, changed or taken away. */
export function moveStock(books: Books, old: StoredRecord | undefined, next: StoredRecord | undefined, now: string): Books {
  let { lastId } = books
  const stockCards = [...books.stockCards]
  for (const { card, stock, quantity, date } of [...effect(books, old, -1), ...effect(books, next, 1)]) {
    const period = books.periods.find(({ from, to }) => from <= date && date <= to)?.id
    if (period === undefined) continue
    const at = stockCards.findIndex((one) => one.card === card && one.stock === stock && one.period === period)
    const known = stockCards[at]
    if (known) stockCards[at] = { ...known, stavMJ: format(dec(known.stavMJ).plus(quantity)), lastUpdate: now }
    else {
      const made: StockCard = {
        id: ++lastId,
        card,
        stock,
        period,
        stavMJ: format(quantity),
        rezervMJ: '0',
        pozadavkyMj: '0',
        lastUpdate: now,
      }
      stockCards.push(made)
    }
  }
  return { ...books, lastId, stockCards }
}
