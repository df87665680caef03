import { SaxesParser } from 'saxes'
import { type Decimal, dec, format, roundTo, sum } from '../../../shared/documents/decimal'

/** How a system that takes orders as files reads them; written from the formats' own descriptions, apart from what writes them. */

export interface ReadOrder {
  number: string
  buyer: string
  city: string
  lines: readonly { name: string; sku: string | undefined }[]
}

export interface XmlNode {
  /** Local name. */
  name: string
  attributes: ReadonlyMap<string, string>
  children: XmlNode[]
  text: string
}

/** Throws when it is not well-formed, or not in the encoding that it declares. */
export function readXmlTree(bytes: Uint8Array): XmlNode {
  const head = Buffer.from(bytes.subarray(0, 200)).toString('latin1')
  const encoding = /encoding="([\w-]+)"/.exec(head)?.[1] ?? 'utf-8'
  const parser = new SaxesParser({ xmlns: true })
  const open: XmlNode[] = []
  let root: XmlNode | undefined
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', (tag) => {
    const attributes = new Map(Object.values(tag.attributes).map(({ local, value }) => [local, value]))
    const node: XmlNode = { name: tag.local, attributes, children: [], text: '' }
    open.at(-1)?.children.push(node)
    root ??= node
    open.push(node)
  })
  parser.on('text', (text) => {
    const node = open.at(-1)
    if (node) node.text += text
  })
  parser.on('closetag', () => void open.pop())
  parser.write(new TextDecoder(encoding, { fatal: true }).decode(bytes)).close()
  if (!root) throw new Error('no root element')
  return root
}

export const children = (node: XmlNode | undefined, name: string): readonly XmlNode[] =>
  node?.children.filter((child) => child.name === name) ?? []
/** At the end of a path of local names, the first at each step. */
export const textAt = (node: XmlNode | undefined, ...path: string[]): string | undefined => {
  let at = node
  for (const name of path) at = children(at, name)[0]
  return at?.text
}

export function readUbl(bytes: Uint8Array): ReadOrder {
  const root = readXmlTree(bytes)
  if (root.name !== 'Order') throw new Error(`not an Order: ${root.name}`)
  const party = children(children(root, 'BuyerCustomerParty')[0], 'Party')[0]
  return {
    number: textAt(root, 'ID') ?? '',
    buyer: textAt(party, 'PartyName', 'Name') ?? '',
    city: textAt(party, 'PostalAddress', 'CityName') ?? '',
    lines: children(root, 'OrderLine').map((line) => ({
      name: textAt(line, 'LineItem', 'Item', 'Name') ?? '',
      sku: textAt(line, 'LineItem', 'Item', 'SellersItemIdentification', 'ID'),
    })),
  }
}

/**
 * Sums by the rules of Peppol's order: a line is quantity × price, less its allowances; the whole is lines and charges, then the VAT that
 * the order states, then its rounding.
 */
export function computeUbl(bytes: Uint8Array): { net: string; payable: string } {
  const root = readXmlTree(bytes)
  const number = (node: XmlNode | undefined, ...path: string[]): Decimal => dec(textAt(node, ...path) ?? '0')
  const charged = (node: XmlNode | undefined): Decimal =>
    sum(
      children(node, 'AllowanceCharge').map((one) =>
        textAt(one, 'ChargeIndicator') === 'true' ? number(one, 'Amount') : dec('0').minus(number(one, 'Amount')),
      ),
    )
  const items = children(root, 'OrderLine').map((line) => children(line, 'LineItem')[0])
  const lines = sum(
    items.map((item) => roundTo(number(item, 'Quantity').times(number(item, 'Price', 'PriceAmount')), 2).plus(charged(item))),
  )
  const net = lines.plus(charged(root))
  const payable = net
    .plus(number(root, 'TaxTotal', 'TaxAmount'))
    .plus(number(root, 'AnticipatedMonetaryTotal', 'PayableRoundingAmount'))
  return { net: format(net, 2), payable: format(payable, 2) }
}

/** Rows of CSV after RFC 4180. Throws when a row has another number of cells than the first, or a quote stands where none may. */
export function readCsvRows(text: string, separator: string): readonly (readonly string[])[] {
  const rows: string[][] = []
  let row: string[] = []
  let at = 0
  while (at < text.length) {
    let cell = ''
    if (text[at] === '"') {
      for (at++; ; at++) {
        if (at >= text.length) throw new Error('a quote without its end')
        if (text[at] !== '"') cell += text[at]
        else if (text[at + 1] === '"') {
          cell += '"'
          at++
        } else break
      }
      at++
    } else {
      while (at < text.length && text[at] !== separator && text[at] !== '\r') cell += text[at++]
      if (cell.includes('"')) throw new Error(`a quote inside ${cell}`)
    }
    row.push(cell)
    if (text[at] === separator) at++
    else if (text.startsWith('\r\n', at)) {
      at += 2
      rows.push(row)
      row = []
    } else if (at < text.length) throw new Error(`after the cell ${cell}`)
  }
  if (row.length > 0) throw new Error('the last row has no end')
  for (const one of rows) if (one.length !== rows[0]?.length) throw new Error(`${one.length} cells instead of ${rows[0]?.length}`)
  return rows
}

/** By the titles of the default columns. */
export function readCsv(text: string, separator: string): ReadOrder {
  const [titles = [], ...rows] = readCsvRows(text, separator)
  const at = (row: readonly string[] | undefined, title: string): string => row?.[titles.indexOf(title)] ?? ''
  return {
    number: at(rows[0], 'OrderNumber'),
    buyer: at(rows[0], 'BuyerName'),
    city: at(rows[0], 'BuyerCity'),
    lines: rows
      .filter((row) => at(row, 'LineKind') === 'goods')
      .map((row) => ({ name: at(row, 'Name'), sku: at(row, 'Sku') || undefined })),
  }
}

export function readJson(bytes: Uint8Array): ReadOrder {
  const { number, buyer, lines } = JSON.parse(Buffer.from(bytes).toString('utf8')) as {
    number: string
    buyer: { name: string; address: { city: string } }
    lines: { name: string; sku?: string }[]
  }
  return { number, buyer: buyer.name, city: buyer.address.city, lines: lines.map(({ name, sku }) => ({ name, sku })) }
}
