import { fieldOf } from './fields'

/** One column of CSV: a field, or a constant text. */
export interface Column {
  title: string
  of: { field: string } | { constant: string }
}

const COLUMN = /^\s*([^=;"]{1,100}?)\s*=\s*(?:"([^"]{0,200})"|([A-Za-z.]{1,40}))\s*$/

/** `Title=field; Title="constant"`. Undefined: not readable, or a field that there is none of. */
export function parseColumns(text: string): readonly Column[] | undefined {
  // Not at a semicolon within quotes.
  const parts = text.match(/(?:[^;"]|"[^"]*")+/g)?.filter((part) => part.trim() !== '')
  if (!parts || parts.length > 200) return undefined
  const columns: Column[] = []
  for (const part of parts) {
    const [, title = '', constant, field = ''] = COLUMN.exec(part) ?? []
    if (title === '' || (constant === undefined && !fieldOf(field))) return undefined
    columns.push({ title, of: constant === undefined ? { field } : { constant } })
  }
  return columns.length > 0 ? columns : undefined
}

export const DEFAULT_COLUMNS = [
  'OrderNumber=number',
  'OrderId=orderId',
  'ItemId=itemId',
  'Date=issuedOn',
  'DeliveryDate=requestedDeliveryOn',
  'Currency=currency',
  'BuyerName=buyer.name',
  'BuyerIco=buyer.ico',
  'BuyerDic=buyer.dic',
  'BuyerStreet=buyer.street',
  'BuyerCity=buyer.city',
  'BuyerPostalCode=buyer.postalCode',
  'BuyerCountry=buyer.country',
  'Payment=paymentMethod',
  'Delivery=deliveryMethod',
  'Note=note',
  'Line=line.position',
  'LineKind=line.kind',
  'Sku=line.sku',
  'Ean=line.ean',
  'Name=line.name',
  'Quantity=line.quantity',
  'Unit=line.unit',
  'UnitPriceNet=line.unitPriceNet',
  'DiscountPercent=line.discountPercent',
  'VatPercent=line.vatPercent',
  'LineNet=line.totalNet',
  'OrderNet=totals.net',
  'OrderPayable=totals.payable',
].join('; ')
