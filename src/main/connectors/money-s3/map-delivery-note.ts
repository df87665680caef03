import type { Line } from '../../../shared/documents/line'
import { problem } from '../../../shared/failure'
import type { Note, ParsedDocument } from '../../engine/ports'
import { hold } from '../wrap/fitter'
import { idLine } from './key'
import { CARD_KINDS, CODE_LIMIT, isNegative, type MoneyLine, opposite, positive, storeOf } from './map-line'
import { NAME_LIMIT } from './map-party'
import { type MoneyTrade, mapTrade, tradeNote } from './map-trade'
import type { MoneySettings } from './settings'

/** A stock document as Money S3 takes it. Limits: `__SklDokl.xsd`. Every line has a stock card: the schema knows no other. */
export interface MoneyDeliveryNote extends MoneyTrade {
  /** What goes into `PrimDoklad`. */
  sourceNumber: string
  /** What goes into `ParSymbol`; empty: too long for it. */
  orderNumber: string
  description: string
  note: string
  dispatchedOn: string
  series: string | undefined
  documentType: string | undefined
  lines: readonly (MoneyLine & { isReturn: boolean })[]
}

/**
 * Quantities are never below zero in Money: what comes back has the mark `Vratka` and a price below zero (as the transformations that are
 * delivered with Money make it). `goods`: as they came; absent: a charge.
 */
const stockLine = (line: MoneyLine, goods: Line | undefined): MoneyLine & { isReturn: boolean } => {
  if (!line.card)
    return hold(problem('goods-code-missing', { ...(goods && { line: goods.lineId }), name: goods?.name ?? line.name }))
  const turned = isNegative(line.quantity)
  // Goods below zero that nobody gives back: which way the stock should go, the document doesn't say.
  if (goods && isNegative(line.unitPrice))
    return hold(problem('value-not-representable', { field: `lines.${goods.lineId}.unitPrice`, value: line.unitPrice }))
  const unitPrice = turned ? opposite(line.unitPrice) : line.unitPrice
  return { ...line, quantity: positive(line.quantity), unitPrice, isReturn: turned || isNegative(unitPrice) }
}

/** One document, and what was adjusted. Pure. Throws the `Failure` that holds a document. */
export const mapDeliveryNote = (
  { itemId, payload }: ParsedDocument<'delivery-notes'>,
  { mapping }: Pick<MoneySettings, 'mapping'>,
  companyId: string,
): { deliveryNote: MoneyDeliveryNote; notes: readonly Note[] } => {
  if (!mapping.storeName) return hold(problem('mapping-incomplete', { field: 'mapping.storeName' }))
  const { chargeCard, otherCard } = mapping.deliveryNotes
  const cardOf = (value: string): MoneyLine['card'] => ({ by: CARD_KINDS[mapping.goodsKey], value })
  /** Charges that have no card: what they are stands in the note, and their sum is not of this stock document. */
  const left: MoneyLine[] = []
  const mapped = mapTrade(payload, {
    itemId,
    companyId,
    mapping,
    partner: 'supplier',
    ratesOn: payload.dispatchedOn,
    stockItems: mapping.goodsKey,
    ...(otherCard && { otherCard: cardOf(otherCard) }),
    lineOfCharge(line) {
      if (chargeCard) return { ...line, card: cardOf(chargeCard), store: storeOf(mapping) }
      left.push(line)
      return undefined
    },
  })
  const { trade, fitter } = mapped
  const lines = trade.lines.map((line, place) => stockLine(line, payload.lines[place]))
  const number = fitter.exact(payload.number, 'number', 64)
  const orderNumber = fitter.exact(payload.orderNumber ?? '', 'orderNumber', 64)
  for (const { name } of left) fitter.note('charge-in-note', { name })
  const numbers = [
    `Číslo dodacího listu: ${number}`,
    orderNumber && `Číslo objednávky: ${orderNumber}`,
    ...left.map(({ name, quantity, unitPrice, vatPercent }) => `${name}: ${quantity} × ${unitPrice} (DPH ${vatPercent} %)`),
  ]
  return {
    deliveryNote: {
      ...trade,
      lines,
      sourceNumber: mapping.ourKey === 'prim-doklad' ? trade.key : fitter.exact(payload.number, 'number', CODE_LIMIT),
      orderNumber: orderNumber.length <= CODE_LIMIT ? orderNumber : '',
      description: fitter.text(`Dodací list ${number}`, 'number', NAME_LIMIT),
      note: tradeNote(mapped, payload, numbers, idLine(itemId)),
      dispatchedOn: payload.dispatchedOn,
      series: mapping.deliveryNotes.series,
      documentType: mapping.deliveryNotes.documentType,
    },
    notes: fitter.notes(),
  }
}
