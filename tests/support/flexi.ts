import {
  type Books,
  emptyBooks,
  evidenceNamed,
  type StoredLine,
  type StoredRecord,
} from '../../src/sandbox/simulators/abra-flexi/books'
import { createFlexi, type FlexiSimulator } from '../../src/sandbox/simulators/abra-flexi/server'
import { computeDocument } from '../../src/sandbox/simulators/abra-flexi/sums'
import { type Import, importRecords, readBody } from '../../src/sandbox/simulators/abra-flexi/write'
import type { InwardAgenda } from '../../src/shared/documents/agenda'
import type { AgendaRecord, MasterAgenda } from '../contract/connectors/agenda-world'
import type { Computed, PreviewFile, Shown } from '../contract/connectors/suite'

/** A simulated ABRA Flexi and the settings that lead to it, without its address. */
export function createTestFlexi(options: Parameters<typeof createFlexi>[0] = {}) {
  const flexi = createFlexi(options)
  const { company, ico } = flexi.books()
  return { flexi, settings: { company, ico, user: flexi.user } }
}

/** A simulated ABRA Flexi as it is before anybody has written anything, with these of the company's own records. */
export const recordOf = (id: number, values: Record<string, string>, externalIds: readonly string[] = []): StoredRecord => ({
  id,
  kod: values['kod'] ?? '',
  externalIds,
  values,
  lines: [],
  lastUpdate: '2026-01-02T08:00:00.000+01:00',
})

const ownIdOf = (externalIds: readonly string[]): string | undefined =>
  externalIds.map((id) => /^ext:BI:(.*)$/.exec(id)?.[1]).find((id) => id !== undefined)

export const flexiRecords = (flexi: FlexiSimulator) =>
  flexi.books().orders.map(({ id, kod, externalIds }) => ({ itemId: ownIdOf(externalIds) ?? '', id: String(id), number: kod }))

const goodsOf = (lines: readonly StoredLine[]) => lines.map(({ values }) => ({ name: values['nazev'] ?? '', sku: values['kod'] }))

export const flexiShown = (flexi: FlexiSimulator, itemId: string): Shown | undefined => {
  const order = flexi.books().orders.find(({ externalIds }) => externalIds.includes(`ext:BI:${itemId}`))
  if (!order) return undefined
  const { values, lines } = order
  return {
    number: values['cisDosle'] ?? '',
    buyer: values['nazFirmy'] ?? '',
    city: values['mesto'] ?? '',
    lines: goodsOf(lines.filter((line) => line.values['cenik'] !== undefined)),
  }
}

/** Records of an agenda as the company sees them. */
export const flexiAgendaRecords = (flexi: FlexiSimulator, agenda: InwardAgenda): readonly AgendaRecord[] => {
  const { orders, movements, receivedInvoices, issuedInvoices, cards, partners } = flexi.books()
  const stores = {
    orders,
    'delivery-notes': movements,
    invoices: [...receivedInvoices, ...issuedInvoices],
    'stock-cards': cards,
    addresses: partners,
  } as const
  return stores[agenda].map(({ id, kod, externalIds, values, lines }) => ({
    key: ownIdOf(externalIds) ?? `own-${id}`,
    id: String(id),
    number: kod,
    name: values['nazFirmy'] ?? values['nazev'] ?? '',
    ...(agenda === 'stock-cards' ? { sku: kod } : {}),
    ...(lines.length === 0
      ? {}
      : {
          documentNumber: values['cisDodak'] ?? values['cisDosle'] ?? '',
          orderNumber: values['cisObj'] ?? '',
          lines: goodsOf(lines),
        }),
  }))
}

const storeOf = (agenda: MasterAgenda): 'cards' | 'partners' => (agenda === 'stock-cards' ? 'cards' : 'partners')

/** Somebody changes values in the company's own records of cards or partners. */
export function changeByHand(
  flexi: FlexiSimulator,
  agenda: MasterAgenda,
  change: (record: StoredRecord) => Record<string, string>,
): void {
  const store = storeOf(agenda)
  const records = flexi.books()[store].map((record) => ({ ...record, values: { ...record.values, ...change(record) } }))
  flexi.change({ [store]: records })
}

export const masterRecord = (flexi: FlexiSimulator, agenda: MasterAgenda, key: string): StoredRecord | undefined =>
  flexi.books()[storeOf(agenda)].find(({ externalIds }) => externalIds.includes(`ext:BI:${key}`))

/** Books of a year that is not closed, as documents of any year need them. */
const openBooks = (country: Books['country']): Books => ({ ...emptyBooks(), country, closedUntil: '' })
const options = { now: '2026-03-02T09:00:00.000+01:00', refuses: () => undefined }

const bodyOf = ({ bytes }: PreviewFile): Import => {
  const body = readBody(JSON.parse(Buffer.from(bytes).toString('utf8')))
  if (!body) throw new Error('not a body of ABRA Flexi')
  return body
}

/** Slovak sums in Czech books are refused for their sums only. */
const countryOf = ({ bytes }: PreviewFile): Books['country'] =>
  /"szbDph":"(?:23|19|5)"/.test(Buffer.from(bytes).toString('utf8')) ? 'SK' : 'CZ'

/**
 * What the simulator's own reader has against them: unknown fields, limits, codes that are nowhere, sums that differ. Files of one document follow
 * each other: the second form of a card is for one that is there.
 */
export const flexiComplaints = (files: readonly PreviewFile[]): readonly string[] => {
  let books = openBooks('CZ')
  return files.flatMap((file) => {
    if (!file.name.endsWith('-known.json')) books = openBooks(countryOf(file))
    const done = importRecords(books, bodyOf(file), options)
    ;({ books } = done)
    return done.results.flatMap((result) =>
      result.kind === 'failed' ? result.errors.map(({ message, path }) => `${path}: ${message}`) : [],
    )
  })
}

/** `undefined`: a movement of stock has no VAT and no charges, so its sums are not the document's. */
export const flexiComputes = (files: readonly PreviewFile[], country: string): Computed | undefined => {
  const [file] = files
  if (!file) throw new Error('no preview')
  const books = openBooks(country === 'SK' ? 'SK' : 'CZ')
  const body = bodyOf(file)
  const facts = evidenceNamed(body.evidence)
  if (!facts?.lines?.vat) return undefined
  const [record] = importRecords(books, body, options).books[facts.store]
  if (!record) throw new Error('refused')
  // A rounding that stands in a line of its own is none of the goods' sums.
  const goods = record.lines.filter(({ externalIds }) => !externalIds[0]?.endsWith('/R'))
  const { net } = computeDocument({ ...record, lines: goods }, facts.lines, books)
  return { net, payable: computeDocument(record, facts.lines, books).payable }
}
