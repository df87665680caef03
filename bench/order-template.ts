import type { Order } from '../src/shared/documents/order'

const NEEDS = /[&<>]/
const esc = (text: string): string =>
  NEEDS.test(text) ? text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;') : text
const opt = (tag: string, text: string | undefined): string => (text ? `<${tag}>${esc(text)}</${tag}>` : '')

const PAYMENTS: Readonly<Record<string, string>> = {
  'bank-transfer': 'draft',
  cash: 'cash',
  card: 'creditcard',
  'cash-on-delivery': 'delivery',
}
const RATES: Readonly<Record<string, string>> = { '21': 'high', '12': 'low' }

type Line = Order['lines'][number]
const lineText = (line: Line, stock: boolean): string =>
  `<ord:orderItem><ord:extId>${esc(line.lineId)}</ord:extId><ord:text>${esc(line.name)}</ord:text>` +
  `<ord:quantity>${line.quantity}</ord:quantity>${opt('ord:unit', line.unit)}<ord:payVAT>false</ord:payVAT>` +
  `<ord:rateVAT>${RATES[line.vatPercent] ?? 'none'}</ord:rateVAT>` +
  `<ord:discountPercentage>${line.discountPercent ?? '0'}</ord:discountPercentage>` +
  `<ord:homeCurrency><typ:unitPrice>${line.unitPriceNet}</typ:unitPrice></ord:homeCurrency>${opt('ord:code', line.sku)}` +
  (stock
    ? `<ord:stockItem><typ:stockItem><typ:ids>${esc(line.sku ?? '')}</typ:ids></typ:stockItem></ord:stockItem></ord:orderItem>`
    : '</ord:orderItem>')

/**
 * One item of POHODA's pack by template strings: what a person would write who knows these orders well. No checks, no limits, no choices.
 */
export function itemText(itemId: string, order: Order): string {
  const { buyer, totals } = order
  const until = order.requestedDeliveryOn ?? ''
  const payment = PAYMENTS[order.paymentMethod]
  let lines = ''
  for (const line of order.lines) lines += lineText(line, true)
  for (const line of order.charges ?? []) lines += lineText(line, false)
  return (
    `<dat:dataPackItem version="2.0" id="${itemId}"><ord:order version="2.0"><ord:orderHeader>` +
    `<ord:extId><typ:ids>${itemId}</typ:ids><typ:exSystemName>BUSINESS-INTEGRATOR</typ:exSystemName></ord:extId>` +
    `<ord:orderType>receivedOrder</ord:orderType><ord:numberOrder>${esc(order.number)}</ord:numberOrder>` +
    `<ord:date>${order.issuedOn}</ord:date><ord:dateFrom>${order.issuedOn}</ord:dateFrom><ord:dateTo>${until}</ord:dateTo>` +
    `<ord:text>${esc(`Objednávka ${order.number}`)}</ord:text>` +
    `<ord:partnerIdentity><typ:address linkToAddress="true"><typ:company>${esc(buyer.name)}</typ:company>` +
    `${opt('typ:name', buyer.contactName)}${opt('typ:city', buyer.address.city)}${opt('typ:street', buyer.address.street)}` +
    `${opt('typ:zip', buyer.address.postalCode)}${opt('typ:ico', buyer.ico)}${opt('typ:dic', buyer.dic)}${opt('typ:icDph', buyer.icDph)}` +
    `<typ:country><typ:ids>${buyer.address.country}</typ:ids></typ:country>${opt('typ:phone', buyer.phone)}${opt('typ:email', buyer.email)}` +
    `</typ:address></ord:partnerIdentity>` +
    (payment ? `<ord:paymentType><typ:paymentType>${payment}</typ:paymentType></ord:paymentType>` : '') +
    `<ord:isReserved>false</ord:isReserved>${opt('ord:note', order.note)}` +
    `<ord:intNote>${esc(`Doprava: ${order.deliveryMethod}\nBusiness Integrator: ${itemId}`)}</ord:intNote></ord:orderHeader>` +
    `<ord:orderDetail>${lines}</ord:orderDetail>` +
    `<ord:orderSummary><ord:roundingDocument>${totals.gross === totals.payable ? 'none' : 'math2one'}</ord:roundingDocument>` +
    `<ord:roundingVAT>noneEveryRate</ord:roundingVAT></ord:orderSummary></ord:order></dat:dataPackItem>`
  )
}
