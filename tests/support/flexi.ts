import { type Books, emptyBooks } from '../../src/sandbox/simulators/abra-flexi/books'
import { createFlexi, type FlexiSimulator } from '../../src/sandbox/simulators/abra-flexi/server'
import { computeOrder } from '../../src/sandbox/simulators/abra-flexi/sums'
import { importOrders, readBody } from '../../src/sandbox/simulators/abra-flexi/write'
import type { Computed, PreviewFile, Shown } from '../contract/connectors/suite'

/** A simulated ABRA Flexi and the settings that lead to it, without its address. */
export function createTestFlexi(options: Parameters<typeof createFlexi>[0] = {}) {
  const flexi = createFlexi(options)
  const { company, ico } = flexi.books()
  return { flexi, settings: { company, ico, user: flexi.user } }
}

const itemIdOf = (externalIds: readonly string[]): string => /^ext:BI:(.*)$/.exec(externalIds[0] ?? '')?.[1] ?? ''

export const flexiRecords = (flexi: FlexiSimulator) =>
  flexi.books().orders.map(({ id, kod, externalIds }) => ({ itemId: itemIdOf(externalIds), id: String(id), number: kod }))

export const flexiShown = (flexi: FlexiSimulator, itemId: string): Shown | undefined => {
  const order = flexi.books().orders.find(({ externalIds }) => externalIds.includes(`ext:BI:${itemId}`))
  if (!order) return undefined
  const { values, lines } = order
  return {
    number: values['cisDosle'] ?? '',
    buyer: values['nazFirmy'] ?? '',
    city: values['mesto'] ?? '',
    lines: lines
      .filter((line) => line.values['cenik'] !== undefined)
      .map((line) => ({ name: line.values['nazev'] ?? '', sku: line.values['kod'] })),
  }
}

/** Books of a year that is not closed, as the orders of any year need them. */
const openBooks = (country: Books['country']): Books => ({ ...emptyBooks(), country, closedUntil: '' })

const imported = ({ bytes }: PreviewFile, country: Books['country']) => {
  const body = readBody(JSON.parse(Buffer.from(bytes).toString('utf8')))
  if (!body) throw new Error('not a body of ABRA Flexi')
  return importOrders(openBooks(country), body, () => undefined)
}

/** What the simulator's own reader has against them: unknown fields, limits, codes that are nowhere, sums that differ. */
export const flexiComplaints = (files: readonly PreviewFile[]): readonly string[] =>
  files.flatMap((file) => {
    // Slovak sums in Czech books are refused for their sums only.
    const country = Buffer.from(file.bytes).includes('"stat":"code:SK"') ? 'SK' : 'CZ'
    return imported(file, country).results.flatMap((result) =>
      result.kind === 'failed' ? result.errors.map(({ message, path }) => `${path}: ${message}`) : [],
    )
  })

export const flexiComputes = (files: readonly PreviewFile[], country: string): Computed => {
  const [file] = files
  if (!file) throw new Error('no preview')
  const books = openBooks(country === 'SK' ? 'SK' : 'CZ')
  const [order] = imported(file, books.country).books.orders
  if (!order) throw new Error('refused')
  const { net, payable } = computeOrder(order, books)
  return { net, payable }
}
