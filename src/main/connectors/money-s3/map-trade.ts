import { dec, format, sum, ZERO } from '../../../shared/documents/decimal'
import type { Order } from '../../../shared/documents/order'
import { problem } from '../../../shared/failure'
import { knownCountry, vatPercents } from '../../../shared/vat/rates'
import { createFitter, type Fitter, hold } from '../wrap/fitter'
import { itemKey } from './key'
import { DIGITS, type LineContext, type MoneyLine, mapLine, roundingLine } from './map-line'
import { type MoneyParty, mapParty } from './map-party'
import type { Mapping } from './mapping-settings'
import { ensureSameSums, type RateSum, sumsOf } from './sums'

/** What orders, delivery notes and invoices have in common. */
export type TradeDocument = Omit<Order, 'orderId'>

/** The same, as Money S3 takes it. */
export interface MoneyTrade {
  itemId: string
  key: string
  issuedOn: string
  partner: MoneyParty
  delivery: MoneyParty | undefined
  /** ISO code; absent: the home currency. */
  foreignCurrency: string | undefined
  reducedPercent: string | undefined
  basicPercent: string | undefined
  sums: readonly RateSum[]
  total: string
  centre: string | undefined
  jobOrder: string | undefined
  operation: string | undefined
  pricesIncludeVat: boolean
  lines: readonly MoneyLine[]
}

const HOME_CURRENCIES: Readonly<Record<string, string>> = { CZ: 'CZK', SK: 'EUR' }

export interface TradeRules {
  itemId: string
  companyId: string
  mapping: Mapping
  /** The other side, as which it stands in Money; the company's own is the one that is left. */
  partner: 'buyer' | 'supplier'
  /** Day whose VAT rates hold. */
  ratesOn: string
  stockItems: Mapping['stockItems']
  /** Of goods whose own code is missing or doesn't fit; absent: none is missing, and one that doesn't fit holds the document. */
  otherCard?: MoneyLine['card']
  /** What becomes of charges and of rounding; absent: lines of text. */
  lineOfCharge?: (line: MoneyLine) => MoneyLine | undefined
}

export interface MappedTrade {
  trade: MoneyTrade
  fitter: Fitter
  /** Names of payment and transport in Money; absent: it has none for it, so the note tells. */
  paymentTerms: string | undefined
  transport: string | undefined
  /** What has no place of its own. */
  noteParts: readonly string[]
}

/** Pure. Throws the `Failure` that holds a document. */
export const mapTrade = (given: TradeDocument, rules: TradeRules): MappedTrade => {
  const { mapping, itemId, ratesOn } = rules
  const fitter = createFitter()
  const own = rules.partner === 'buyer' ? 'supplier' : 'buyer'
  const country = mapping.vatCountry ?? given[own].address.country
  const home = HOME_CURRENCIES[country]
  if (home === undefined || !knownCountry(country)) return hold(problem('vat-country-unknown', { country }))
  const gross = given.pricesIncludeVat === true
  const sellerCountry = own === 'buyer' ? given.supplier.address.country : undefined
  const context: LineContext = {
    fitter,
    mapping,
    country,
    sellerCountry,
    ratesOn,
    pricesIncludeVat: gross,
    stockItems: rules.stockItems,
    otherCard: rules.otherCard,
  }

  const partner = mapParty(fitter, given[rules.partner], rules.partner, country)
  const delivery = given.deliverTo && mapParty(fitter, given.deliverTo, 'deliverTo', country)
  const lineOfCharge = rules.lineOfCharge ?? ((line: MoneyLine) => line)
  const goods = given.lines.map((line) => mapLine(context, line, 'goods'))
  const charges = (given.charges ?? []).map((line) => mapLine(context, line, 'charge'))
  ensureSameSums(sumsOf([...goods, ...charges], gross), given.totals)
  const lines = [...goods, ...charges.flatMap((line) => lineOfCharge(line) ?? [])]
  const rounding = dec(given.totals.payable).minus(dec(given.totals.gross))
  if (!rounding.eq(ZERO)) {
    const line = lineOfCharge(roundingLine(fitter.number(format(rounding, 2), 'rounding', DIGITS)))
    if (line) {
      lines.push(line)
      fitter.note('rounding-as-line', { rounding: format(rounding, 2) })
    }
  }
  const sums = sumsOf(lines, gross)
  const total = format(sum(sums.map(({ base, vat }) => base.plus(vat))), 2)
  for (const value of [total, ...sums.flatMap(({ base, vat }) => [format(base, 2), format(vat, 2)])])
    fitter.number(value, 'totals', DIGITS)

  const { carriers } = mapping
  // Its own keys only: somebody may call a delivery method "constructor".
  const transport =
    given.deliveryMethod !== undefined && Object.hasOwn(carriers, given.deliveryMethod)
      ? carriers[given.deliveryMethod]
      : undefined
  const paymentTerms = mapping.paymentTypes[given.paymentMethod]
  const [basicPercent, reducedPercent] = vatPercents(country, ratesOn).filter((percent) => percent !== '0')
  return {
    trade: {
      itemId,
      key: itemKey(rules.companyId, itemId),
      issuedOn: given.issuedOn,
      partner,
      delivery,
      foreignCurrency: given.currency === home ? undefined : given.currency,
      reducedPercent,
      basicPercent,
      sums,
      total,
      centre: mapping.centre,
      jobOrder: mapping.jobOrder,
      operation: mapping.operation,
      pricesIncludeVat: gross,
      lines,
    },
    fitter,
    paymentTerms,
    transport,
    noteParts: [
      given.deliveryMethod && !transport ? `Doprava: ${fitter.line(given.deliveryMethod)}` : '',
      paymentTerms ? '' : `Platba: ${given.paymentMethod}`,
    ],
  }
}

/** The note of a document: what people wrote, its numbers, what has no place of its own, and last our id. */
export const tradeNote = (
  { fitter, noteParts }: MappedTrade,
  given: TradeDocument,
  numbers: readonly string[],
  ownLine: string,
): string =>
  [fitter.block(given.note ?? ''), fitter.block(given.internalNote ?? ''), ...numbers, ...noteParts, ...fitter.extras, ownLine]
    .filter((part) => part !== '')
    .join('\n')
