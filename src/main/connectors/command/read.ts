import { z } from 'zod'
import type { OutwardAgenda } from '../../../shared/documents/agenda'
import { instantSchema } from '../../../shared/documents/party'
import { Failure, problem } from '../../../shared/failure'
import type { PriceReading, ReadRequest, StockReading, StockSource, Unreadable } from '../../engine/outward/ports'
import { refuseBadEnd } from './answer'
import { askForLong } from './ask-program'
import type { CommandSettings } from './settings'

/** Stock levels and prices as the program prints them: a JSON object on each line, and one that says the end (docs/connectors/command.md). */

const MOST_IN_LINE = 64 * 1024
const text = (most: number) => z.string().max(most).optional()
const decimal = z.string().regex(/^-?\d{1,30}(?:\.\d{1,30})?$/)
const common = { sku: z.string().max(4000), ean: text(64), warehouse: text(200), forSale: z.boolean().optional() }
const lineSchemas = {
  'stock-levels': z.object({
    ...common,
    name: text(4000),
    unit: text(200),
    physical: decimal,
    reserved: decimal.optional(),
    ordered: decimal.optional(),
    changedAt: instantSchema.optional(),
  }),
  prices: z.object({
    ...common,
    priceLevel: text(200),
    currency: text(3),
    price: decimal,
    priceIncludesVat: z.boolean(),
    vatPercent: decimal,
    validFrom: z.iso.date().optional(),
  }),
} as const
const unreadableSchema = z.object({ sku: z.string().max(4000).default(''), unreadable: z.string().max(100_000) })
const endSchema = z.object({ end: z.literal(true), count: z.number().int().nonnegative() })

type Reading = StockReading | PriceReading | Unreadable

const broken = (path: string, words: string): Failure =>
  new Failure(problem('is-answer-unreadable', { path }, words), { effect: 'nothing', retry: true })

/** Readings in portions, as the program prints them. Its end is only believed when it says so itself and has ended well. Throws `Failure`. */
export async function* readProgram(
  settings: CommandSettings,
  agenda: OutwardAgenda,
  { changedSince }: ReadRequest,
  signal: AbortSignal,
): AsyncGenerator<readonly Reading[]> {
  const { program, script = program, readTimeoutSeconds } = settings
  const verb = agenda === 'stock-levels' ? 'stock' : 'prices'
  const said = askForLong(settings, verb, changedSince === undefined ? {} : { changedSince }, signal)
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const decode = (chunk?: Buffer): string => {
    try {
      return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode()
    } catch {
      throw broken(script, 'not UTF-8')
    }
  }
  let rest = ''
  let line = 0
  let ended = false
  const readingOf = (one: string): Reading[] => {
    line++
    if (one.length > MOST_IN_LINE) throw broken(script, `line ${line}: too long`)
    if (one.trim() === '') {
      line--
      return []
    }
    if (ended) throw broken(script, `line ${line}: something behind the end`)
    const json = jsonOf(one)
    if (json === undefined) throw broken(script, `line ${line}: no JSON`)
    const end = endSchema.safeParse(json)
    if (end.success) {
      if (end.data.count !== line - 1) throw broken(script, `${line - 1} lines, ${end.data.count} told`)
      ended = true
      return []
    }
    return [lineReading(json, agenda, line)]
  }
  try {
    for (;;) {
      const { value, done } = await said.next()
      const lines = (rest + (done ? `${decode()}\n` : decode(value))).split('\n')
      rest = lines.pop() ?? ''
      if (rest.length > MOST_IN_LINE) throw broken(script, `line ${line + lines.length + 1}: too long`)
      const readings = lines.flatMap(readingOf)
      if (readings.length > 0) yield readings
      if (!done) continue
      refuseBadEnd(value, { effect: 'nothing', timeoutSeconds: readTimeoutSeconds })
      if (!ended) throw broken(script, 'no line says the end')
      return
    }
  } finally {
    await said.return(undefined as never)
  }
}

const jsonOf = (one: string): unknown => {
  try {
    return JSON.parse(one)
  } catch {
    return undefined
  }
}

function lineReading(json: unknown, agenda: OutwardAgenda, line: number): Reading {
  const own = unreadableSchema.safeParse(json)
  if (own.success) {
    const { sku, unreadable } = own.data
    return { sku, problem: problem('source-row-unfit', { line: String(line), ...(sku !== '' && { sku }) }, unreadable) }
  }
  const read = lineSchemas[agenda].safeParse(json)
  if (read.success)
    // What is absent is absent: zod gives it no key.
    return read.data as StockReading | PriceReading
  const [issue] = read.error.issues
  const sku = z.object({ sku: z.string() }).safeParse(json).data?.sku ?? ''
  const field = String(issue?.path[0] ?? '')
  const params = { line: String(line), rowField: field, rowFault: 'kind', ...(sku !== '' && { sku: sku.slice(0, 200) }) }
  return { sku, problem: problem('source-row-unfit', params) }
}

/** What the program promises to read. It may tell more than what has changed: comparing sorts that out. */
export function stockProgram(settings: CommandSettings): StockSource {
  const { stock, prices } = settings.reads
  return {
    reads: { ...(stock && { 'stock-levels': { since: true } }), ...(prices && { prices: { since: true } }) },
    readStock: (request, signal) =>
      readProgram(settings, 'stock-levels', request, signal) as AsyncIterable<readonly (StockReading | Unreadable)[]>,
    readPrices: (request, signal) =>
      readProgram(settings, 'prices', request, signal) as AsyncIterable<readonly (PriceReading | Unreadable)[]>,
  }
}
