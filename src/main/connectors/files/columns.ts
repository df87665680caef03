import type { InwardAgenda } from '../../../shared/documents/agenda'
import { fieldOf } from './fields'

/** One column of CSV: a field, or a constant text. */
export interface Column {
  title: string
  of: { field: string } | { constant: string }
}

const COLUMN = /^\s*([^=;"]{1,100}?)\s*=\s*(?:"([^"]{0,200})"|([A-Za-z.]{1,40}))\s*$/

/** `Title=field; Title="constant"`. Undefined: not readable, or a field that documents of this agenda don't have. */
export function parseColumns(text: string, agenda: InwardAgenda): readonly Column[] | undefined {
  // Not at a semicolon within quotes.
  const parts = text.match(/(?:[^;"]|"[^"]*")+/g)?.filter((part) => part.trim() !== '')
  if (!parts || parts.length > 200) return undefined
  const columns: Column[] = []
  for (const part of parts) {
    const [, title = '', constant, field = ''] = COLUMN.exec(part) ?? []
    if (title === '' || (constant === undefined && !fieldOf(agenda, field))) return undefined
    columns.push({ title, of: constant === undefined ? { field } : { constant } })
  }
  return columns.length > 0 ? columns : undefined
}

const party = (title: string, role: string): readonly string[] =>
  ['Name=name', 'Ico=ico', 'Dic=dic', 'Street=street', 'City=city', 'PostalCode=postalCode', 'Country=country'].map((one) => {
    const [end = '', field = ''] = one.split('=')
    return `${title}${end}=${role}.${field}`
  })
const lines: readonly string[] = [
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
]

export const DEFAULT_COLUMNS: Readonly<Record<InwardAgenda, string>> = {
  orders: [
    'OrderNumber=number',
    'OrderId=orderId',
    'ItemId=itemId',
    'Date=issuedOn',
    'DeliveryDate=requestedDeliveryOn',
    'Currency=currency',
    ...party('Buyer', 'buyer'),
    'Payment=paymentMethod',
    'Delivery=deliveryMethod',
    'Note=note',
    ...lines,
    'OrderNet=totals.net',
    'OrderPayable=totals.payable',
  ].join('; '),
  'delivery-notes': [
    'DeliveryNoteNumber=number',
    'DeliveryNoteId=deliveryNoteId',
    'ItemId=itemId',
    'OrderNumber=orderNumber',
    'Date=issuedOn',
    'DispatchDate=dispatchedOn',
    'Currency=currency',
    ...party('Supplier', 'supplier'),
    'BuyerName=buyer.name',
    'BuyerIco=buyer.ico',
    'Delivery=deliveryMethod',
    'Note=note',
    ...lines,
    'TotalNet=totals.net',
    'TotalPayable=totals.payable',
  ].join('; '),
  invoices: [
    'InvoiceNumber=number',
    'InvoiceId=invoiceId',
    'ItemId=itemId',
    'Kind=kind',
    'OrderNumber=orderNumber',
    'VariableSymbol=variableSymbol',
    'Date=issuedOn',
    'TaxPointDate=taxPointOn',
    'DueDate=dueOn',
    'Currency=currency',
    ...party('Supplier', 'supplier'),
    'BankAccount=bankAccount',
    'BuyerName=buyer.name',
    'BuyerIco=buyer.ico',
    'Payment=paymentMethod',
    'Note=note',
    ...lines,
    'TotalNet=totals.net',
    'TotalGross=totals.gross',
    'Rounding=totals.rounding',
    'TotalPayable=totals.payable',
  ].join('; '),
  'stock-cards': [
    'CardId=cardId',
    'ItemId=itemId',
    'Sku=sku',
    'Ean=ean',
    'Name=name',
    'Unit=unit',
    'VatPercent=vatPercent',
    'PurchasePrice=purchasePrice',
    'SellingPrice=sellingPrice',
    'Currency=currency',
    'SupplierName=supplier.name',
    'SupplierIco=supplier.ico',
    'Description=description',
    'WeightKg=weightKg',
    'Active=active',
  ].join('; '),
  addresses: [
    'AddressId=addressId',
    'ItemId=itemId',
    'PartnerName=party.name',
    'PartnerIco=party.ico',
    'PartnerDic=party.dic',
    'PartnerIcDph=party.icDph',
    'Active=active',
    'Place=place.position',
    'PlaceKind=place.kind',
    'Name=place.name',
    'Contact=place.contactName',
    'Email=place.email',
    'Phone=place.phone',
    'Street=place.street',
    'City=place.city',
    'PostalCode=place.postalCode',
    'Country=place.country',
  ].join('; '),
}
