import type { Note, ParsedDocument } from '../../engine/ports'
import { fillOrderText } from '../wrap/settings-parts'
import { idLine } from './key'
import { CODE_LIMIT } from './map-line'
import { NAME_LIMIT } from './map-party'
import { type MoneyTrade, mapTrade, tradeNote } from './map-trade'
import type { MoneySettings } from './settings'

/**
 * An order as Money S3 takes it, whichever way it goes there. Limits: `__Objedn.xsd` and `__Firma.xsd` of Money's schema; the S3 API puts the
 * same XML into its queue, so they hold there, too.
 */
export interface MoneyOrder extends MoneyTrade {
  /** What goes into `PrimDoklad`. */
  sourceNumber: string
  description: string
  note: string
  settleBy: string | undefined
  series: string | undefined
  documentType: string | undefined
  isReserved: boolean
  paymentTerms: string | undefined
  transport: string | undefined
}

/** One document, and what was adjusted. Pure. Throws the `Failure` that holds a document. */
export const mapOrder = (
  { itemId, payload: order }: ParsedDocument<'orders'>,
  { mapping }: Pick<MoneySettings, 'mapping'>,
  companyId: string,
): { order: MoneyOrder; notes: readonly Note[] } => {
  const mapped = mapTrade(order, {
    itemId,
    companyId,
    mapping,
    partner: 'buyer',
    ratesOn: order.issuedOn,
    stockItems: mapping.stockItems,
  })
  const { trade, fitter, paymentTerms, transport } = mapped
  const number = fitter.exact(order.number, 'number', 64)
  const description = fitter.text(fillOrderText(mapping.orderText, order, itemId), 'orderText', NAME_LIMIT)
  return {
    order: {
      ...trade,
      sourceNumber: mapping.ourKey === 'prim-doklad' ? trade.key : fitter.exact(order.number, 'number', CODE_LIMIT),
      description,
      note: tradeNote(mapped, order, [`Číslo objednávky: ${number}`], idLine(itemId)),
      settleBy: order.requestedDeliveryOn,
      series: mapping.series,
      documentType: mapping.documentType,
      isReserved: mapping.isReserved,
      paymentTerms,
      transport,
    },
    notes: fitter.notes(),
  }
}
