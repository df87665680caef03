import type { InwardAgenda } from '../../../shared/documents/agenda'
import type { Line } from '../../../shared/documents/line'
import { type Problem, problem } from '../../../shared/failure'
import { knownCountry, vatRate } from '../../../shared/vat/rates'
import type { ParsedDocument } from '../ports'
import { checkTestMark } from './test-mark'
import { checkTotals } from './totals'

/** VAT percents must be lawful in the supplier's country on the day of issue; 0 always is. */
function checkVat(lines: readonly Line[], country: string, issuedOn: string): Problem | undefined {
  for (const line of lines) {
    if (vatRate(country, line.vatPercent, issuedOn) !== undefined) continue
    return knownCountry(country)
      ? problem('vat-percent-unknown', { percent: line.vatPercent, country, date: issuedOn, line: line.lineId, name: line.name })
      : problem('vat-country-unknown', { country, percent: line.vatPercent })
  }
  return undefined
}

/**
 * What every document must fulfil whatever its target: a mark that fits what it is, figures that add up, VAT that exists. The target's own limits
 * are the connector's to check, in `prepare`. Undefined: nothing wrong.
 */
export function checkDocument(document: ParsedDocument): Problem | undefined {
  switch (document.agenda) {
    case 'orders':
    case 'delivery-notes':
    case 'invoices': {
      const { payload } = document as ParsedDocument<'orders'>
      const lines = payload.charges ? [...payload.lines, ...payload.charges] : payload.lines
      return (
        checkTestMark(document, payload.number) ??
        checkVat(lines, payload.supplier.address.country, payload.issuedOn) ??
        checkTotals(payload)
      )
    }
    case 'stock-cards':
    case 'addresses':
      return checkTestMark(document, titleOf(document.payload, document.agenda).number)
  }
}

/** What a document of master data describes: the card, the partner; a newer one of the same takes its place. Undefined: it stands for itself. */
export function subjectOf({ agenda, payload }: ParsedDocument): string | undefined {
  if (agenda === 'stock-cards') return (payload as ParsedDocument<'stock-cards'>['payload']).cardId
  if (agenda === 'addresses') return (payload as ParsedDocument<'addresses'>['payload']).addressId
  return undefined
}

/**
 * Number and partner for lists and messages, as far as a payload that may be anything has them. The partner is the other side: who orders, or
 * who delivers.
 */
export function titleOf(payload: unknown, agenda: InwardAgenda): { number: string; partner: string } {
  const text = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 255) : '')
  const of = (value: unknown, key: string): unknown =>
    value !== null && typeof value === 'object' ? (value as Record<string, unknown>)[key] : undefined
  const nameOf = (key: string): string => text(of(of(payload, key), 'name'))
  switch (agenda) {
    case 'orders':
      return { number: text(of(payload, 'number')), partner: nameOf('buyer') }
    case 'delivery-notes':
    case 'invoices':
      return { number: text(of(payload, 'number')), partner: nameOf('supplier') }
    case 'stock-cards':
      return { number: text(of(payload, 'sku')), partner: text(of(payload, 'name')) }
    case 'addresses':
      return { number: text(of(payload, 'addressId')), partner: nameOf('party') }
  }
}
