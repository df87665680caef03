import { dec, format } from '../../../shared/documents/decimal'
import { decimal, type Literal, word, writeLiteral } from './graphql'
import type { MoneyLine } from './map-line'
import type { MoneyOrder } from './map-order'
import type { MoneyParty } from './map-party'
import type { MoneySettings } from './settings'

/**
 * The mutation that puts one order into the import queue of the S3 API. Fields: those that published clients of the API send; the
 * queue turns them into the XML of `money-data.ts`.
 */

const some = (text: string | undefined): string | undefined => (text ? text : undefined)
const plain = (value: string): Literal => decimal(format(dec(value)))
const shortCut = (code: string | undefined): Literal | undefined => (code ? { shortCut: code } : undefined)

const address = ({ name, street, city, postalCode, country }: MoneyParty): Literal => ({
  name,
  street: some(street),
  municipality: some(city),
  municipalityPostalCode: postalCode ? { postalCode } : undefined,
  country: { code: country },
})

const ARTICLE_FIELDS = { catalogue: 'catalogue', shortCut: 'shortcut', barCode: 'barCode' } as const

const item = (order: MoneyOrder, line: MoneyLine): Literal => ({
  description: line.name,
  note: some(line.note),
  amount: plain(line.quantity),
  amountUnit: some(line.unit),
  ...(order.foreignCurrency === undefined ? { unitPriceHc: plain(line.unitPrice) } : { unitPrice: plain(line.unitPrice) }),
  vatRate: plain(line.vatPercent),
  priceType: word(order.pricesIncludeVat ? 'WITH_VAT' : 'WITHOUT_VAT'),
  discountPercentage: plain(line.discountPercent),
  ...(line.card && line.store
    ? {
        article: { [ARTICLE_FIELDS[line.card.by]]: line.card.value },
        warehouse: line.store.code === undefined ? { name: line.store.name } : { code: line.store.code },
      }
    : // A line without a stock card must have a catalogue number, or the API looks for a card.
      { catalogue: line.catalogue || line.barCode || '-', barCode: some(line.barCode) }),
})

const receivedOrder = (order: MoneyOrder): Literal => ({
  description: some(order.description),
  note: order.note,
  dateOfIssue: order.issuedOn,
  dateOfSettleBy: order.settleBy,
  receivedDocumentNumber: order.sourceNumber,
  paymentMethod: order.paymentTerms,
  shippingMethod: order.transport,
  numericalSerie: order.series ? { prefix: order.series } : undefined,
  centre: shortCut(order.centre),
  jobOrder: shortCut(order.jobOrder),
  operation: shortCut(order.operation),
  currency: order.foreignCurrency ? { code: order.foreignCurrency } : undefined,
  partnerAddress: {
    businessAddress: address(order.partner),
    deliveryAddress: order.delivery && address(order.delivery),
    identificationNumber: some(order.partner.ico),
    vatIdentificationNumber: some(order.partner.dic),
    vatIdentificationNumberSk: some(order.partner.dicSk),
    email: some(order.partner.email),
    phoneNumber: some(order.partner.phone),
  },
  items: order.lines.map((line) => item(order, line)),
})

/** The same order always gives the same bytes. */
export const createOrder = (order: MoneyOrder, { definition }: MoneySettings): Buffer =>
  Buffer.from(
    `mutation { createReceivedOrder(receivedOrder: ${writeLiteral(receivedOrder(order))}, definitionXMLTransfer: ${writeLiteral({ shortCut: definition })}) { guid isSuccess } }`,
    'utf8',
  )
