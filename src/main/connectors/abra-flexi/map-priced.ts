import { dec, format, sum } from '../../../shared/documents/decimal'
import type { Party } from '../../../shared/documents/party'
import { problem } from '../../../shared/failure'
import { knownCountry } from '../../../shared/vat/rates'
import { hold } from '../wrap/fitter'
import { type LineContext, pricedLine, roundingLine } from './map-line'
import type { ExpectedSums } from './mapped'
import type { FlexiRecord, Trade } from './record'
import type { Mapping } from './settings'
import { documentRounding, lineSums } from './sums'

/** Lines, rounding and sums, which orders and invoices have alike. */

const HOME_CURRENCIES: Readonly<Record<string, string>> = { CZ: 'CZK', SK: 'EUR' }

export interface BooksFacts {
  country: string
  /** The document is not in the home currency of these books. */
  foreign: boolean
}

/** Whose rates and home currency hold. `owner`: whose books these are, where no country is set. Throws `Failure` where they are not known. */
export function booksOf(currency: string, owner: Party | undefined, { vatCountry }: Pick<Mapping, 'vatCountry'>): BooksFacts {
  const country = vatCountry ?? owner?.address.country ?? ''
  const home = HOME_CURRENCIES[country]
  if (home === undefined || !knownCountry(country)) return hold(problem('vat-country-unknown', { country }))
  return { country, foreign: currency !== home }
}

/** Rounding of the type of document (often to whole crowns) must never change a document's sums, so every switch is said. */
const roundingFields = ({ totals: { gross, payable } }: Trade): { fields: FlexiRecord; asLine: boolean } => {
  const rounding = documentRounding(gross, payable)
  return {
    asLine: rounding === undefined,
    fields: {
      zaokrJakSumK: `zaokrJak.${rounding?.how ?? 'matem'}`,
      zaokrNaSumK: `zaokrNa.${rounding?.to ?? 'zadne'}`,
      zaokrJakDphK: 'zaokrJak.matem',
      zaokrNaDphK: 'zaokrNa.zadne',
      // Bases and VAT stay as they are; what rounding makes goes to the rate of 0 %.
      metodaZaokrDoklK: 'metodaZaokr.0sazba',
      vytvaretKorPol: 'false',
    },
  }
}

/**
 * All lines of a document and what they must add up to. `place`: orders and issued invoices have switches for it in their `header`; a received
 * invoice has none, so a `line` says it.
 */
export function pricedLines(
  document: Trade,
  context: LineContext,
  place: 'header' | 'line',
): { lines: readonly FlexiRecord[]; rounding: FlexiRecord; expected: ExpectedSums } {
  const sums = lineSums(document)
  const lines = [...document.lines, ...(document.charges ?? [])].map((line, i) => {
    const own = sums[i]
    if (own === undefined) throw new TypeError('a line without sums')
    return pricedLine(context, line, i < document.lines.length ? 'goods' : 'charge', i + 1, own)
  })
  const { totals } = document
  const rounding = place === 'header' ? roundingFields(document) : { fields: {}, asLine: totals.gross !== totals.payable }
  const amount = totals.rounding ?? format(dec(totals.payable).minus(dec(totals.gross)), 2)
  if (rounding.asLine && !dec(amount).eq(dec('0'))) {
    lines.push(roundingLine(context.documentId, amount))
    context.fitter.note('rounding-as-line', { rounding: amount })
  }
  const currency = context.foreign ? 'Men' : ''
  return {
    lines,
    rounding: rounding.fields,
    expected: [
      { what: 'payable', field: `sumCelkem${currency}`, value: totals.payable },
      { what: 'vat', field: `sumDphCelkem${currency}`, value: format(sum(sums.map(({ vat }) => vat)), 2) },
    ],
  }
}
