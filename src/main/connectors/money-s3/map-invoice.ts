import type { Note, ParsedDocument } from '../../engine/ports'
import { idLine, itemGuid } from './key'
import { isNegative, type MoneyLine, opposite, positive } from './map-line'
import { NAME_LIMIT } from './map-party'
import { type MoneyTrade, mapTrade, tradeNote } from './map-trade'
import type { MoneySettings } from './settings'

/** An invoice or credit note as Money S3 takes it. Limits: `__Faktura.xsd`. */
export interface MoneyInvoice extends MoneyTrade {
  direction: 'received' | 'issued'
  isCreditNote: boolean
  /** Ours, made of the item id: by it a second record can be told. */
  guid: string
  /** The supplier's number: `PrijatDokl` or, of an issued one, `EvCisDokl`. */
  number: string
  orderNumber: string
  /** Settles the order of that number in Money. */
  bindsOrder: boolean
  description: string
  note: string
  taxPointOn: string
  dueOn: string
  variableSymbol: string | undefined
  bank: { account: string; code: string } | undefined
  series: string | undefined
  documentType: string | undefined
  assignment: string | undefined
  vatClass: string | undefined
  payFrom: string | undefined
  paymentTerms: string | undefined
  transport: string | undefined
  lines: readonly (MoneyLine & { isReturn: boolean })[]
}

const HOME_ACCOUNT = /^((?:\d{1,6}-)?\d{2,10})\/(\d{4})$/

/** `19-2000145399/0800` → account and code of the bank; anything else (an IBAN) is the account alone, if it fits. */
const bankOf = (text: string): MoneyInvoice['bank'] => {
  const [, account, code] = HOME_ACCOUNT.exec(text) ?? []
  if (account !== undefined && code !== undefined) return { account, code }
  const bare = text.replace(/\s/g, '')
  return /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(bare) && bare.length <= 24 ? { account: bare, code: '' } : undefined
}

/**
 * Quantities are never below zero in Money: the sign stands in the price. On a stock line `Vratka` says that it goes the other way than the
 * document does; goods that come back by a credit note go its own way.
 */
const invoiceLine = (line: MoneyLine, isCreditNote: boolean): MoneyLine & { isReturn: boolean } => {
  const turned = isNegative(line.quantity)
  const unitPrice = turned ? opposite(line.unitPrice) : line.unitPrice
  // Less money for goods that were not given back: a discount, which moves no stock.
  const isStock = line.card !== undefined && isNegative(line.unitPrice) === false
  return {
    ...line,
    quantity: positive(line.quantity),
    unitPrice,
    card: isStock ? line.card : undefined,
    store: isStock ? line.store : undefined,
    isReturn: turned !== isCreditNote,
  }
}

/** One document, and what was adjusted. Pure. Throws the `Failure` that holds a document. */
export const mapInvoice = (
  { itemId, payload }: ParsedDocument<'invoices'>,
  { mapping }: Pick<MoneySettings, 'mapping'>,
  companyId: string,
): { invoice: MoneyInvoice; notes: readonly Note[] } => {
  const rules = mapping.invoices
  const isCreditNote = payload.kind === 'credit-note'
  const mapped = mapTrade(payload, {
    itemId,
    companyId,
    mapping,
    partner: rules.direction === 'issued' ? 'buyer' : 'supplier',
    ratesOn: payload.taxPointOn,
    stockItems: rules.stockItems ? mapping.goodsKey : 'text-lines',
  })
  const { trade, fitter } = mapped
  const number = fitter.exact(payload.number, 'number', NAME_LIMIT)
  const orderNumber = fitter.exact(payload.orderNumber ?? '', 'orderNumber', 64)
  const bank = payload.bankAccount === undefined ? undefined : bankOf(payload.bankAccount.trim())
  const numbers = [
    `${isCreditNote ? 'Číslo dobropisu' : 'Číslo faktury'}: ${number}`,
    orderNumber && `Číslo objednávky: ${orderNumber}`,
    payload.bankAccount && !bank ? `Účet: ${fitter.line(payload.bankAccount)}` : '',
  ]
  return {
    invoice: {
      ...trade,
      direction: rules.direction,
      isCreditNote,
      guid: itemGuid(companyId, itemId),
      number,
      orderNumber,
      bindsOrder: rules.bindOrder && orderNumber !== '' && !isCreditNote,
      description: fitter.text(`${isCreditNote ? 'Dobropis' : 'Faktura'} ${number}`, 'number', NAME_LIMIT),
      note: tradeNote(mapped, payload, numbers, idLine(itemId)),
      taxPointOn: payload.taxPointOn,
      dueOn: payload.dueOn,
      variableSymbol: payload.variableSymbol,
      bank,
      series: rules.series,
      documentType: rules.documentType,
      assignment: rules.assignment,
      vatClass: rules.vatClass,
      payFrom: rules.payFrom,
      paymentTerms: mapped.paymentTerms,
      transport: mapped.transport,
      lines: trade.lines.map((line) => invoiceLine(line, isCreditNote)),
    },
    notes: fitter.notes(),
  }
}
