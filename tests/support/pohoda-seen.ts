import { decodePack } from '../../src/sandbox/simulators/pohoda/encoding'
import { readLine, totalsOf } from '../../src/sandbox/simulators/pohoda/money'
import type { OrderRecord } from '../../src/sandbox/simulators/pohoda/order-record'
import { readOrders } from '../../src/sandbox/simulators/pohoda/store'
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

/** POHODA's own arithmetic over a pack with one document. */
export const pohodaComputes = (files: readonly PreviewFile[], country: string): Computed => {
  const [file] = files
  if (!file) throw new Error('no preview')
  const document = parseXml(decodePack(Buffer.from(file.bytes))).children[0]?.children[0]
  const [prefix = '', name = ''] = (document?.name ?? '').split(':')
  const header = child(document, `${prefix}:${name}Header`)
  const summary = child(document, `${prefix}:${name}Summary`)
  const roundingVat = textAt(summary, `${prefix}:roundingVAT`) ?? 'none'
  const date = textAt(header, `${prefix}:dateTax`) ?? textAt(header, `${prefix}:date`) ?? ''
  const books = country === 'SK' ? 'SK' : 'CZ'
  const lines = (child(document, `${prefix}:${name}Detail`)?.children ?? []).map((item) =>
    readLine(item, books, date, roundingVat),
  )
  const { net, total } = totalsOf(lines, '', roundingVat, textAt(summary, `${prefix}:roundingDocument`) ?? 'none')
  return { net, payable: total }
}

export const pohodaValid = (files: readonly PreviewFile[]): readonly string[] | undefined =>
  schemaComplaints(
    'pohoda-xsd/data.xsd',
    files.map(({ bytes }) => bytes),
  )
