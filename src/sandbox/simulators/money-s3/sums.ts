import Big from 'big.js'
import { child, children, textAt, type XmlNode } from './xml'

/** The sums that Money makes of the lines itself, whatever sums the file carries. */
export interface MoneySums {
  net: string
  vat: string
  total: string
}

const big = (text: string): Big => new Big(text === '' ? '0' : text)
const cents = (value: Big): Big => value.round(2, Big.roundHalfUp)
const zero = new Big(0)
const hundred = new Big(100)

/** Lines of an order, stock document or invoice, and how each calls its fields. */
export const linesOf = (document: XmlNode): XmlNode[] =>
  children(document.name.startsWith('Fakt') ? child(document, 'SeznamPolozek') : document, 'Polozka')

/** Each line to cents after its discount (percent); VAT of each rate from the sum of its lines. `only`: lines to count. */
export function sumsOf(document: XmlNode, only: (line: XmlNode) => boolean = () => true): MoneySums {
  const foreign = child(document, 'Valuty') !== undefined
  const rates = new Map<string, { net: Big; gross: Big }>()
  for (const line of linesOf(document).filter(only)) {
    const percent = big(textAt(line, 'SazbaDPH') || textAt(line, 'DPH')).toFixed()
    const price = big(textAt(line, foreign ? 'Valuty' : 'Cena'))
    const amount = cents(
      price
        .times(big(textAt(line, 'PocetMJ')))
        .times(hundred.minus(big(textAt(line, 'Sleva'))))
        .div(hundred),
    )
    const rate = rates.get(percent) ?? { net: zero, gross: zero }
    if ((textAt(line, 'TypCeny') || textAt(line, 'CenaTyp')) === '1') rate.gross = rate.gross.plus(amount)
    else rate.net = rate.net.plus(amount)
    rates.set(percent, rate)
  }
  let net = zero
  let vat = zero
  for (const [percent, sums] of rates) {
    const rate = big(percent)
    const inside = cents(sums.gross.times(rate).div(hundred.plus(rate)))
    net = net.plus(sums.net).plus(sums.gross).minus(inside)
    vat = vat.plus(cents(sums.net.times(rate).div(hundred))).plus(inside)
  }
  return { net: net.toFixed(2), vat: vat.toFixed(2), total: net.plus(vat).toFixed(2) }
}
