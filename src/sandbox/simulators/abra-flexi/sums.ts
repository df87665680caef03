import { type Decimal, dec, format, roundTo, sum, within, ZERO } from '../../../shared/documents/decimal'
import type { Books, EvidenceFacts, StoredRecord, Values } from './books'

/**
 * ABRA Flexi's arithmetic, as far as its maker describes it: VAT of a document is the sum of the VAT of its lines; sums that are given
 * are checked within rounding; the type of document rounds to whole crowns into base and VAT unless the order says otherwise (seen in a
 * public record of the maker's demo company). Movements of stock have no VAT. Lines round to cents: inferred from the fields' two decimals.
 */
const HUNDRED = dec('100')
const CENT = dec('0.01')

const RATES: Readonly<Record<'CZ' | 'SK', Readonly<Record<string, string>>>> = {
  CZ: { dphZakl: '21', dphSniz: '12', dphSniz2: '12', dphOsv: '0' },
  SK: { dphZakl: '23', dphSniz: '19', dphSniz2: '5', dphOsv: '0' },
}

export interface LineResult {
  base: Decimal
  vat: Decimal
  total: Decimal
  /** A given sum that is not within rounding. */
  differs?: { field: string; given: string; computed: string }
}

const bare = (value: string | undefined, prefix: string): string => (value ?? '').replace(`${prefix}.`, '')

export function computeLine(line: Values, country: 'CZ' | 'SK', foreign: boolean, documentDiscount: string): LineResult {
  const kept = HUNDRED.minus(dec(line['slevaPol'] ?? '0'))
  const also = line['uplSlevaDokl'] === 'false' ? HUNDRED : HUNDRED.minus(dec(documentDiscount))
  const price = dec(line['cenaMj'] ?? '0')
  const amount = roundTo(
    price
      .times(dec(line['mnozMj'] ?? '1'))
      .times(kept)
      .times(also)
      .div(HUNDRED.times(HUNDRED)),
    2,
  )
  const percent = dec(line['szbDph'] ?? RATES[country][bare(line['typSzbDphK'], 'typSzbDph') || 'dphZakl'] ?? '0')
  const gross = line['typCenyDphK'] === 'typCeny.sDph'
  const vat = roundTo(amount.times(percent).div(gross ? HUNDRED.plus(percent) : HUNDRED), 2)
  const computed = { sumZkl: gross ? amount.minus(vat) : amount, sumDph: vat, sumCelkem: gross ? amount : amount.plus(vat) }
  const result = { base: computed.sumZkl, vat: computed.sumDph, total: computed.sumCelkem }
  const currency = foreign ? 'Men' : ''
  const given = (['sumZkl', 'sumDph', 'sumCelkem'] as const).map((name) => line[`${name}${currency}`])
  for (const [place, name] of (['sumZkl', 'sumDph', 'sumCelkem'] as const).entries()) {
    const value = given[place]
    if (value === undefined) continue
    if (!within(dec(value), computed[name], CENT.plus(CENT)))
      return { ...result, differs: { field: `${name}${currency}`, given: value, computed: format(computed[name], 2) } }
  }
  const [base, tax, total] = given
  if (base !== undefined && tax !== undefined && total !== undefined) return { base: dec(base), vat: dec(tax), total: dec(total) }
  return result
}

const UNITS: Readonly<Record<string, string>> = {
  tisiciny: '0.001',
  setiny: '0.01',
  '5setiny': '0.05',
  desetiny: '0.1',
  '5desetiny': '0.5',
  jednotky: '1',
  '5jednotky': '5',
  desitky: '10',
  stovky: '100',
  tisice: '1000',
}
const HOW: Readonly<Record<string, 0 | 1 | 3>> = { dolu: 0, matem: 1, nahoru: 3 }

export interface DocumentSums {
  /** Without what rounding to the rate of 0 % made. */
  net: string
  vat: string
  payable: string
  differs: { line: number; what: NonNullable<LineResult['differs']> } | undefined
}

/** A line of a movement: its price times its quantity. */
function computeMovementLine(line: Values, foreign: boolean): LineResult {
  const base = roundTo(dec(line['cenaMj'] ?? '0').times(dec(line['mnozMj'] ?? '1')), 2)
  const field = foreign ? 'sumZklMen' : 'sumZkl'
  const given = line[field]
  const result = { base, vat: ZERO, total: base }
  if (given === undefined) return result
  if (within(dec(given), base, CENT.plus(CENT))) return { base: dec(given), vat: ZERO, total: dec(given) }
  return { ...result, differs: { field, given, computed: format(base, 2) } }
}

export function computeDocument(
  { values, lines }: Pick<StoredRecord, 'values' | 'lines'>,
  { vat: hasVat, rounds }: NonNullable<EvidenceFacts['lines']>,
  books: Pick<Books, 'country' | 'addressBook'>,
): DocumentSums {
  const home = books.country === 'SK' ? 'EUR' : 'CZK'
  const foreign = (values['mena'] ?? home) !== home
  const linked = books.addressBook.find(({ kod }) => kod === values['firma'])
  const discount = values['slevaDokl'] ?? linked?.slevaDokl ?? '0'
  const results = lines.map((line) =>
    hasVat ? computeLine(line.values, books.country, foreign, discount) : computeMovementLine(line.values, foreign),
  )
  const at = results.findIndex(({ differs }) => differs !== undefined)
  const what = results[at]?.differs
  const net = sum(results.map(({ base }) => base))
  const vat = sum(results.map((result) => result.vat))
  const gross = net.plus(vat)
  const unit = rounds ? UNITS[bare(values['zaokrNaSumK'] ?? 'zaokrNa.jednotky', 'zaokrNa')] : undefined
  const how = HOW[bare(values['zaokrJakSumK'] ?? 'zaokrJak.matem', 'zaokrJak')] ?? 1
  const payable = unit === undefined ? gross : gross.div(dec(unit)).round(0, how).times(dec(unit))
  const rounding = payable.minus(gross)
  const intoZeroRate = values['metodaZaokrDoklK'] === 'metodaZaokr.0sazba'
  return {
    net: format(intoZeroRate ? net : net.plus(rounding), 2),
    vat: format(vat, 2),
    payable: format(rounding.eq(ZERO) ? gross : payable, 2),
    differs: what && { line: at, what },
  }
}
