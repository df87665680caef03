import { decodePack } from '../../src/sandbox/simulators/pohoda/encoding'
import { readLine, totalsOf } from '../../src/sandbox/simulators/pohoda/money'
import { type OrderRecord, readOrders } from '../../src/sandbox/simulators/pohoda/store'
import { child, parseXml, textAt } from '../../src/sandbox/simulators/pohoda/xml'
import type { Computed, PreviewFile, Shown } from '../contract/connectors/suite'
import { schemaComplaints } from './xmllint'

/** What the worlds of every way into POHODA have in common: what is seen there, what it computes, what its schema says. */

export const pohodaRecords = ({ stateDir, database }: { stateDir: string; database: string }) =>
  readOrders(stateDir, database).map(({ id, number, extId }) => ({ itemId: extId ?? '', id: String(id), number }))

export const shownOf = ({ numberOrder, partner, lines }: OrderRecord): Shown => ({
  number: numberOrder ?? '',
  buyer: partner['company'] ?? '',
  city: partner['city'] ?? '',
  lines: lines.map(({ text, code }) => ({ name: text ?? '', sku: code })),
})

export const pohodaShown = (
  { stateDir, database }: { stateDir: string; database: string },
  itemId: string,
): Shown | undefined => {
  const found = readOrders(stateDir, database).find(({ extId }) => extId === itemId)
  return found && shownOf(found)
}

/** POHODA's own arithmetic over a pack with one order. */
export const pohodaComputes = (files: readonly PreviewFile[], country: string): Computed => {
  const [file] = files
  if (!file) throw new Error('no preview')
  const order = parseXml(decodePack(Buffer.from(file.bytes))).children[0]?.children[0]
  const header = child(order, 'ord:orderHeader')
  const summary = child(order, 'ord:orderSummary')
  const roundingVat = textAt(summary, 'ord:roundingVAT') ?? 'none'
  const books = country === 'SK' ? 'SK' : 'CZ'
  const lines = (child(order, 'ord:orderDetail')?.children ?? []).map((item) =>
    readLine(item, books, textAt(header, 'ord:date') ?? '', roundingVat),
  )
  const { net, total } = totalsOf(lines, '', roundingVat, textAt(summary, 'ord:roundingDocument') ?? 'none')
  return { net, payable: total }
}

export const pohodaValid = (files: readonly PreviewFile[]): readonly string[] | undefined =>
  schemaComplaints(
    'pohoda-xsd/data.xsd',
    files.map(({ bytes }) => bytes),
  )
