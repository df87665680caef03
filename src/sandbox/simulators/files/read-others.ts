import type { InwardAgenda } from '../../../shared/documents/agenda'
import { type Decimal, dec, format, roundTo, sum } from '../../../shared/documents/decimal'
import { children, readCsvRows, readXmlTree, textAt, type XmlNode } from './read'

/** How a system that takes files reads delivery notes, invoices, cards and addresses; written apart from what writes them. */

export interface ReadRecord {
  agenda: InwardAgenda
  /** Our item of a delivery note or invoice, our card or partner. */
  key: string
  /** By what it is refused: the document's number, the card's code, the partner's name. */
  number: string
  name: string
  orderNumber?: string
  /** Goods only. */
  lines?: readonly { name: string; sku: string | undefined }[]
  sku?: string
  /** Cards and partners are kept up to date. */
  replaces?: string
}

const WORDS: Readonly<Record<string, InwardAgenda>> = {
  order: 'orders',
  'delivery-note': 'delivery-notes',
  invoice: 'invoices',
  'stock-card': 'stock-cards',
  address: 'addresses',
}
/** By the usual names of the files. */
export function agendaOfFile(file: string): InwardAgenda {
  const word = Object.keys(WORDS).find((one) => file.startsWith(`${one}-`)) ?? ''
  const agenda = WORDS[word]
  if (!agenda) throw new Error(`not a name of ours: ${file}`)
  return agenda
}

const at = (node: XmlNode | undefined, ...path: string[]): XmlNode | undefined => {
  let here = node
  for (const name of path) here = children(here, name)[0]
  return here
}

const goodsOf = (root: XmlNode, line: string): ReadRecord['lines'] =>
  children(root, line).map((one) => ({
    name: textAt(one, 'Item', 'Name') ?? '',
    sku: textAt(one, 'Item', 'SellersItemIdentification', 'ID'),
  }))

const withOrder = (root: XmlNode): { orderNumber?: string } => {
  const orderNumber = textAt(root, 'OrderReference', 'ID')
  return orderNumber === undefined ? {} : { orderNumber }
}

export function readUblDespatchAdvice(bytes: Uint8Array): ReadRecord {
  const root = readXmlTree(bytes)
  if (root.name !== 'DespatchAdvice') throw new Error(`not a DespatchAdvice: ${root.name}`)
  return {
    agenda: 'delivery-notes',
    key: /^Business Integrator: (\S+),/m.exec(textAt(root, 'Note') ?? '')?.[1] ?? '',
    number: textAt(root, 'ID') ?? '',
    name: textAt(root, 'DespatchSupplierParty', 'Party', 'PartyLegalEntity', 'RegistrationName') ?? '',
    ...withOrder(root),
    lines: goodsOf(root, 'DespatchLine') ?? [],
  }
}

export function readUblInvoice(bytes: Uint8Array): ReadRecord {
  const root = readXmlTree(bytes)
  if (root.name !== 'Invoice') throw new Error(`not an Invoice: ${root.name}`)
  const references = children(root, 'AdditionalDocumentReference')
  const item = references.find((one) => textAt(one, 'DocumentDescription') === 'Business Integrator item')
  return {
    agenda: 'invoices',
    key: textAt(item, 'ID') ?? '',
    number: textAt(root, 'ID') ?? '',
    name: textAt(root, 'AccountingSupplierParty', 'Party', 'PartyName', 'Name') ?? '',
    ...withOrder(root),
    lines: goodsOf(root, 'InvoiceLine') ?? [],
  }
}

/** Sums by EN 16931: a line is quantity × price, less its allowances (BT-131); the whole is lines and charges, then the stated VAT and rounding. */
export function computeUblInvoice(bytes: Uint8Array): { net: string; payable: string } {
  const root = readXmlTree(bytes)
  const number = (node: XmlNode | undefined, ...path: string[]): Decimal => dec(textAt(node, ...path) ?? '0')
  const charged = (node: XmlNode | undefined): Decimal =>
    sum(
      children(node, 'AllowanceCharge').map((one) =>
        textAt(one, 'ChargeIndicator') === 'true' ? number(one, 'Amount') : dec('0').minus(number(one, 'Amount')),
      ),
    )
  const lines = children(root, 'InvoiceLine').map((line) => {
    const price = number(line, 'Price', 'PriceAmount')
    // BR-27.
    if (price.lt(dec('0'))) throw new Error(`a price below zero: ${format(price)}`)
    return roundTo(number(line, 'InvoicedQuantity').times(price), 2).plus(charged(line))
  })
  const net = sum(lines).plus(charged(root))
  const bases = sum(children(at(root, 'TaxTotal'), 'TaxSubtotal').map((one) => number(one, 'TaxableAmount')))
  // BR-CO-13, BR-S-08: what is taxed is all there is.
  if (!bases.eq(number(root, 'LegalMonetaryTotal', 'TaxExclusiveAmount'))) throw new Error(`bases ${format(bases)}`)
  const vat = sum(children(at(root, 'TaxTotal'), 'TaxSubtotal').map((one) => number(one, 'TaxAmount')))
  const payable = net.plus(vat).plus(number(root, 'LegalMonetaryTotal', 'PayableRoundingAmount'))
  return { net: format(net, 2), payable: format(payable, 2) }
}

/** A despatch advice is about goods; its sums are told in the note. */
export function toldByDespatchAdvice(bytes: Uint8Array): { net: string; payable: string } {
  const note = textAt(readXmlTree(bytes), 'Note') ?? ''
  const [, net = '', payable = ''] = /^Celkem bez DPH (\S+) .*k úhradě (\S+) [A-Z]{3}$/m.exec(note) ?? []
  return { net, payable }
}

const TITLES = {
  'delivery-notes': { key: 'ItemId', number: 'DeliveryNoteNumber', name: 'SupplierName' },
  invoices: { key: 'ItemId', number: 'InvoiceNumber', name: 'SupplierName' },
  'stock-cards': { key: 'CardId', number: 'Sku', name: 'Name' },
  addresses: { key: 'AddressId', number: 'PartnerName', name: 'PartnerName' },
} as const

/** By the titles of the default columns. */
export function readCsvRecord(agenda: keyof typeof TITLES, text: string, separator: string): ReadRecord {
  const [titles = [], ...rows] = readCsvRows(text, separator)
  const cell = (row: readonly string[] | undefined, title: string): string => row?.[titles.indexOf(title)] ?? ''
  const of = TITLES[agenda]
  const [first] = rows
  const record = { agenda, key: cell(first, of.key), number: cell(first, of.number), name: cell(first, of.name) }
  if (agenda === 'stock-cards') return { ...record, replaces: record.key, sku: record.number }
  if (agenda === 'addresses') return { ...record, replaces: record.key }
  const goods = rows.filter((row) => cell(row, 'LineKind') === 'goods')
  return {
    ...record,
    orderNumber: cell(first, 'OrderNumber'),
    lines: goods.map((row) => ({ name: cell(row, 'Name'), sku: cell(row, 'Sku') || undefined })),
  }
}

interface JsonDocument {
  number: string
  orderNumber?: string
  supplier: { name: string }
  lines: { name: string; sku?: string }[]
  cardId: string
  sku: string
  name: string
  addressId: string
  party: { name: string }
}

/** `item`: our item, which is in the file's name only. */
export function readJsonRecord(agenda: InwardAgenda, bytes: Uint8Array, item: string): ReadRecord {
  const json = JSON.parse(Buffer.from(bytes).toString('utf8')) as JsonDocument
  const { cardId, sku, addressId, party } = json
  if (agenda === 'stock-cards') return { agenda, key: cardId, replaces: cardId, number: sku, name: json.name, sku }
  if (agenda === 'addresses') return { agenda, key: addressId, replaces: addressId, number: party.name, name: party.name }
  return {
    agenda,
    key: item,
    number: json.number,
    name: json.supplier.name,
    ...(json.orderNumber !== undefined && { orderNumber: json.orderNumber }),
    lines: json.lines.map(({ name, sku }) => ({ name, sku })),
  }
}
