import { once } from 'node:events'
import { createWriteStream, renameSync } from 'node:fs'
import { finished } from 'node:stream/promises'

/** A company's own program that writes its stock and prices into a file, as many cards as there are, never all at once in memory. */

export interface ExportedCard {
  code: string
  name: string
  stock: string
  reserved: string
  price: string
  vatPercent: string
}

export type ExportForm = 'csv' | 'xml' | 'jsonl'

/** The settings by which such a file is read. */
export const EXPORT_FIELDS = {
  csv: {
    stock: 'sku=Kod; name=Nazev; physical=Sklad; reserved=Rezervace',
    prices: 'sku=Kod; price=Cena; vatPercent=DPH; priceIncludesVat="ne"',
  },
  jsonl: {
    stock: 'sku=code; name=name; physical=stock; reserved=reserved',
    prices: 'sku=code; price=price; vatPercent=vatPercent; priceIncludesVat="ne"',
  },
  xml: {
    stock: 'sku=@kod; name=nazev; physical=sklad/mnozstvi; reserved=sklad/rezervace',
    prices: 'sku=@kod; price=cena; vatPercent=cena/@dph; priceIncludesVat="ne"',
  },
} as const
export const EXPORT_ROWS = 'zasoby/karta'

const comma = (value: string): string => value.replace('.', ',')
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

const frames: Readonly<Record<ExportForm, { begin: string; end: string; card(card: ExportedCard): string }>> = {
  csv: {
    begin: 'Kod;Nazev;Sklad;Rezervace;Cena;DPH\r\n',
    end: '',
    card: ({ code, name, stock, reserved, price, vatPercent }) =>
      `${code};${quoted(name)};${comma(stock)};${comma(reserved)};${comma(price)};${vatPercent}\r\n`,
  },
  jsonl: {
    begin: '',
    end: '',
    card: (card) => `${JSON.stringify({ ...card, price: comma(card.price), stock: comma(card.stock) })}\n`,
  },
  xml: {
    begin: '<?xml version="1.0" encoding="utf-8"?>\n<zasoby>\n',
    end: '</zasoby>\n',
    card: ({ code, name, stock, reserved, price, vatPercent }) =>
      `<karta kod="${escaped(code)}"><nazev>${escaped(name)}</nazev><sklad><mnozstvi>${comma(stock)}</mnozstvi><rezervace>${comma(reserved)}</rezervace></sklad><cena dph="${vatPercent}">${comma(price)}</cena></karta>\n`,
  },
}

/** Writes a whole file under another name and gives it its own at the end, as docs/connectors/files.md asks. */
export async function exportStock(path: string, form: ExportForm, cards: Iterable<ExportedCard>): Promise<void> {
  const { begin, end, card } = frames[form]
  const temporary = `${path}.tmp`
  const out = createWriteStream(temporary)
  let piece = begin
  for (const one of cards) {
    piece += card(one)
    if (piece.length < 64_000) continue
    if (!out.write(piece)) await once(out, 'drain')
    piece = ''
  }
  out.end(piece + end)
  await finished(out)
  renameSync(temporary, path)
}

/** `count` cards of a warehouse. Codes `K000000`, …; the same each time. */
export function* exampleCards(count: number): Generator<ExportedCard> {
  for (let i = 0; i < count; i++)
    yield {
      code: `K${String(i).padStart(6, '0')}`,
      name: `Zboží "č. ${i}"; ks & <bal>`,
      stock: `${i % 500}.${i % 4 === 0 ? '25' : '5'}`,
      reserved: String(i % 3),
      price: `${1 + (i % 9000)}.9`,
      vatPercent: i % 5 === 0 ? '12' : '21',
    }
}
