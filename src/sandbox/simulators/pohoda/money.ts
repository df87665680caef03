import type Big from 'big.js'
import { cents, exact, fromDouble, fromFloat, toStep } from './exact'
import { child, textAt, type XmlNode } from './xml'

/** The sums POHODA makes of the lines itself, whatever sums the pack carries. */

export interface OrderLine {
  text?: string
  code?: string
  stockCode?: string
  store?: string
  extId?: string
  note?: string
  unit?: string
  quantity: string
  unitPrice: string
  discountPercentage: string
  payVAT: boolean
  rateVAT: string
  percentVAT: string
  net: string
  vat: string
  gross: string
}

export interface OrderTotals {
  currency: string
  /** By percent, in the order of first appearance. */
  rates: { percent: string; net: string; vat: string }[]
  net: string
  vat: string
  rounding: string
  total: string
}

const zero = exact('0')
const hundred = exact('100')
const add = (values: Big[]): Big => values.reduce((sum, one) => sum.plus(one), zero)

/** Percent behind the names of the rates on a day; in Czechia from 2024 and Slovakia from 2025 as now, before as before. */
export function percentOf(rate: string, country: 'CZ' | 'SK', date: string, historic: string | undefined): Big {
  if (rate.startsWith('history')) return fromFloat(historic)
  const table =
    country === 'CZ'
      ? date >= '2024-01-01'
        ? { high: '21', low: '12' }
        : { high: '21', low: '15', third: '10' }
      : date >= '2025-01-01'
        ? { high: '23', low: '19', third: '5' }
        : { high: '20', low: '10', third: '5' }
  return exact((table as Record<string, string>)[rate] ?? '0')
}

const steps: Record<string, string> = { one: '1', half: '0.5', tenth: '0.1', '5cent': '0.05', int: '1' }

/** `math2half`, `up2one`, `down2tenth`, `math5cent`; anything else (`none`) leaves the value. */
function roundAs(value: Big, rule: string): Big {
  const [, mode, step = ''] = /^(math|up|down)(?:2(one|half|tenth|int)|(?=5cent))/.exec(rule) ?? []
  if (mode === undefined) return value
  return toStep(value, steps[step === '' ? '5cent' : step] ?? '0.01', mode as 'math' | 'up' | 'down')
}

/** A line of a document whose names have this prefix: `ord:`, `pri:`, … */
export function readLine(item: XmlNode, country: 'CZ' | 'SK', date: string, roundingVat: string): OrderLine {
  const prefix = item.name.split(':')[0] ?? ''
  const at = (...path: string[]): string | undefined => textAt(item, `${prefix}:${path[0]}`, ...path.slice(1))
  const price = child(item, `${prefix}:foreignCurrency`) ?? child(item, `${prefix}:homeCurrency`)
  const unitPrice = fromDouble(textAt(price, 'typ:unitPrice'))
  const quantity = fromFloat(at('quantity'))
  const discount = fromFloat(at('discountPercentage'))
  const rate = at('rateVAT') ?? 'none'
  const percent = percentOf(rate, country, date, at('percentVAT'))
  const payVat = at('payVAT') === 'true'
  const everyItem = /EveryItem$/.test(roundingVat) ? roundingVat : 'none'
  const amount = cents(unitPrice.times(quantity).times(hundred.minus(discount)).div(hundred))
  const rawVat = payVat ? amount.times(percent).div(hundred.plus(percent)) : amount.times(percent).div(hundred)
  const vat = roundAs(cents(rawVat), everyItem)
  const net = payVat ? amount.minus(vat) : amount
  const stock = child(child(item, `${prefix}:stockItem`), 'typ:stockItem')
  const optional = Object.entries({
    text: at('text'),
    code: at('code'),
    stockCode: textAt(stock, 'typ:ids') ?? textAt(stock, 'typ:EAN'),
    store: at('stockItem', 'typ:store', 'typ:ids'),
    extId: at('extId'),
    note: at('note'),
    unit: at('unit'),
  }).filter(([, value]) => value !== undefined)
  return {
    ...(Object.fromEntries(optional) as Partial<OrderLine>),
    quantity: quantity.toFixed(),
    unitPrice: unitPrice.toFixed(),
    discountPercentage: discount.toFixed(),
    payVAT: payVat,
    rateVAT: rate,
    percentVAT: percent.toFixed(),
    net: net.toFixed(2),
    vat: vat.toFixed(2),
    gross: net.plus(vat).toFixed(2),
  }
}

/** Totals of the document. VAT is the sum of the lines' VAT, or for `…EveryRate` counted anew from each rate's sum. */
export function totalsOf(
  lines: readonly OrderLine[],
  currency: string,
  roundingVat: string,
  roundingDocument: string,
): OrderTotals {
  const percents = [...new Set(lines.map((line) => line.percentVAT))]
  const everyRate = /EveryRate$/.test(roundingVat)
  const rates = percents.map((percent) => {
    const own = lines.filter((line) => line.percentVAT === percent)
    const net = add(own.map((line) => exact(line.net)))
    if (!everyRate) return { percent, net, vat: add(own.map((line) => exact(line.vat))) }
    // Lines priced with VAT keep their gross sum; the VAT is taken out of it.
    const gross = add(own.filter((line) => line.payVAT).map((line) => exact(line.gross)))
    const base = add(own.filter((line) => !line.payVAT).map((line) => exact(line.net)))
    const inside = gross.times(percent).div(hundred.plus(percent))
    const vat = roundAs(cents(base.times(percent).div(hundred).plus(inside)), roundingVat)
    return { percent, net: base.plus(gross).minus(gross.eq(zero) ? zero : cents(inside)), vat }
  })
  const net = add(rates.map((one) => one.net))
  const vat = add(rates.map((one) => one.vat))
  const exactTotal = net.plus(vat)
  const total = roundAs(exactTotal, roundingDocument)
  return {
    currency,
    rates: rates.map((one) => ({ percent: one.percent, net: one.net.toFixed(2), vat: one.vat.toFixed(2) })),
    net: net.toFixed(2),
    vat: vat.toFixed(2),
    rounding: total.minus(exactTotal).toFixed(2),
    total: total.toFixed(2),
  }
}
