import type { OutwardAgenda } from '../../../../shared/documents/agenda'
import { type XmlPart, xmlStream } from '../../wrap/xml-stream'
import { XmlUnreadable } from '../../wrap/xml-unreadable'
import { type CsvRow, csvRows } from './csv-rows'
import { SourceUnreadable } from './fault'
import type { FieldMap, FieldSource } from './fields'
import type { ReadingSettings } from './settings'
import { textOf } from './text-of'

/** What a file says of one place in a row. `twice`: more than once, and differently; `cells`: the row has another number of them than the first. */
export type Told = { text: string } | { decimal: string } | { fault: 'twice' | 'cells' | 'kind' }

/** One row of a file, whatever its form. */
export interface SourceRow {
  /** Line of the file, or number of the element, from 1. */
  line: number
  /** Undefined: nothing stands there. */
  get(from: string): Told | undefined
  /** Nothing in the row can be trusted. */
  fault?: 'cells'
}

const SEPARATORS = { semicolon: ';', comma: ',', tab: '\t', pipe: '|' } as const
const QUOTES = { double: '"', single: "'", none: undefined } as const
export const MOST_IN_ROW = 64 * 1024
const MOST_BYTES = 8 * 1024 * 1024 * 1024

const placesOf = ({ fields, levels }: FieldMap): readonly string[] =>
  [...fields.values(), ...levels.values()].flatMap((source: FieldSource) => ('from' in source ? [source.from] : []))

export interface RowOptions {
  reading: ReadingSettings
  map: FieldMap
  /** `SourceSettings.rows`. */
  rows: string | undefined
  agenda: OutwardAgenda
}

/** The rows of a file, in portions, as it is read. Throws `SourceUnreadable`. */
export function rowsOfFile(chunks: AsyncIterable<Uint8Array>, options: RowOptions): AsyncIterable<readonly SourceRow[]> {
  switch (options.reading.format) {
    case 'csv':
      return fromCsv(chunks, options)
    case 'jsonl':
      return fromJson(chunks, options)
    case 'xml':
      return fromXml(chunks, options)
  }
}

async function* fromCsv(chunks: AsyncIterable<Uint8Array>, { reading, map }: RowOptions): AsyncIterable<readonly SourceRow[]> {
  const { separator, quote, header, encoding, endLine } = reading
  const reader = csvRows({ separator: SEPARATORS[separator], quote: QUOTES[quote], maxRow: MOST_IN_ROW })
  let places: ReadonlyMap<string, number> | undefined
  let width = 0
  /** Of a file with a last line: nothing is given out that might be it. */
  let held: CsvRow | undefined
  const rowsOf = (read: readonly CsvRow[]): SourceRow[] => {
    let data = read
    if (!places && read[0]) {
      width = read[0].cells.length
      places = columnsOf(read[0], header, placesOf(map))
      data = header ? read.slice(1) : read
    }
    if (endLine !== undefined && data.length > 0) {
      const all: readonly CsvRow[] = held ? [held, ...data] : data
      held = all.at(-1)
      data = all.slice(0, -1)
    }
    return data.map((row) => csvRow(row, width, places as ReadonlyMap<string, number>))
  }
  for await (const text of textOf(chunks, encoding)) yield rowsOf(reader.write(text))
  yield rowsOf(reader.end())
  if (!places) throw new SourceUnreadable('empty')
  if (endLine !== undefined && held?.cells.join(SEPARATORS[separator]) !== endLine) throw new SourceUnreadable('end-missing')
}

/** Number of each column that is asked for, by its title or by `#2`. */
function columnsOf({ cells, line }: CsvRow, header: boolean, asked: readonly string[]): ReadonlyMap<string, number> {
  const titles = header ? cells.map((cell) => cell.trim()) : []
  const found = new Map<string, number>()
  for (const column of asked) {
    const position = /^#(\d{1,4})$/.exec(column)?.[1]
    const at = position === undefined ? titles.indexOf(column) : Number(position) - 1
    if (at < 0 || at >= cells.length) throw new SourceUnreadable('column-missing', { line, column })
    // Which of them would it be?
    if (position === undefined && titles.lastIndexOf(column) !== at) throw new SourceUnreadable('column-twice', { line, column })
    found.set(column, at)
  }
  return found
}

/** A separator that nobody quoted moves all that follows it by one: such a row is believed in nothing. */
function csvRow({ cells, line }: CsvRow, width: number, places: ReadonlyMap<string, number>): SourceRow {
  const isWhole = cells.length === width || (cells.length > width && cells.slice(width).every((cell) => cell === ''))
  return {
    line,
    get(from) {
      const text = cells[places.get(from) ?? -1]
      return text === undefined ? undefined : { text }
    },
    ...(isWhole ? {} : { fault: 'cells' as const }),
  }
}

async function* fromJson(
  chunks: AsyncIterable<Uint8Array>,
  { reading: { encoding, endLine } }: RowOptions,
): AsyncIterable<readonly SourceRow[]> {
  let rest = ''
  let line = 0
  let ended = false
  const rowOf = (text: string): SourceRow[] => {
    line++
    if (text.length > MOST_IN_ROW) throw new SourceUnreadable('row-long', { line })
    if (text.trim() === '') return []
    if (ended) throw new SourceUnreadable('end-missing', { line })
    if (endLine !== undefined && text.trimEnd() === endLine) {
      ended = true
      return []
    }
    return [jsonRow(text, line)]
  }
  for await (const text of textOf(chunks, encoding)) {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > MOST_IN_ROW) throw new SourceUnreadable('row-long', { line: line + lines.length + 1 })
    yield lines.flatMap(rowOf)
  }
  yield rowOf(rest)
  if (endLine !== undefined && !ended) throw new SourceUnreadable('end-missing')
  if (line <= 1 && rest === '') throw new SourceUnreadable('empty')
}

/** JSON's numbers pass through binary floats; with up to 15 digits they come out as they were written. */
const EXACT = /^-?\d+(?:\.\d+)?$/
const EXACT_DIGITS = 15

function jsonRow(text: string, line: number): SourceRow {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw new SourceUnreadable('not-json', { line })
  }
  if (typeof json !== 'object' || json === null) throw new SourceUnreadable('not-json', { line })
  return {
    line,
    get(from) {
      let at: unknown = json
      for (const key of from.split('.'))
        at = typeof at === 'object' && at !== null && Object.hasOwn(at, key) ? (at as Record<string, unknown>)[key] : undefined
      if (at === undefined || at === null) return undefined
      if (typeof at === 'string') return { text: at }
      if (typeof at === 'boolean') return { text: String(at) }
      const decimal = typeof at === 'number' ? String(at) : ''
      return EXACT.test(decimal) && decimal.replace(/\D/g, '').length <= EXACT_DIGITS ? { decimal } : { fault: 'kind' }
    },
  }
}

async function* fromXml(chunks: AsyncIterable<Uint8Array>, { map, rows = '' }: RowOptions): AsyncIterable<readonly SourceRow[]> {
  let ready: SourceRow[] = []
  let count = 0
  let told = new Map<string, Told>()
  const tell = (place: string, text: string): void => {
    const before = told.get(place)
    told.set(place, before && !('text' in before && before.text === text) ? { fault: 'twice' } : { text })
  }
  const row = partAt(
    placesOf(map).map((place) => ({ place, path: place.split('/') })),
    tell,
  )
  const wanted: XmlPart = {
    ...row,
    open(attributes, uri, local) {
      told = new Map()
      row.open?.(attributes, uri, local)
    },
    close(text, uri, local) {
      row.close?.(text, uri, local)
      const mine = told
      ready.push({ line: ++count, get: (from) => mine.get(from) })
    },
    maxElements: 10_000,
  }
  const path = rows.split('/').filter((name) => name !== '')
  const document = path.toReversed().reduce<XmlPart>((inner, name) => ({ parts: new Map([[name, inner]]) }), wanted)
  const stream = xmlStream(document, {
    nameOf: (_uri, local) => local,
    limits: { maxBytes: MOST_BYTES, maxDepth: 100, maxTextLength: MOST_IN_ROW },
  })
  const taken = (): SourceRow[] => {
    const portion = ready
    ready = []
    return portion
  }
  try {
    for await (const chunk of chunks) {
      stream.write(chunk)
      yield taken()
    }
    stream.end()
  } catch (error) {
    if (error instanceof XmlUnreadable) throw new SourceUnreadable('not-xml', { words: error.message })
    throw error
  }
  yield taken()
  if (count === 0) throw new SourceUnreadable('empty')
}

/** What is wanted of an element: its text (`.`), attributes (`@id`), and the same of elements in it. */
function partAt(
  wanted: readonly { place: string; path: readonly string[] }[],
  tell: (place: string, text: string) => void,
): XmlPart {
  const here = wanted.filter(({ path: [first = '.'] }) => first === '.')
  const attributes = wanted.filter(({ path: [first = ''] }) => first.startsWith('@'))
  const inner = new Map<string, { place: string; path: readonly string[] }[]>()
  for (const { place, path } of wanted) {
    const [first = '.', ...rest] = path
    if (first === '.' || first.startsWith('@')) continue
    inner.set(first, [...(inner.get(first) ?? []), { place, path: rest }])
  }
  const parts = new Map([...inner].map(([name, group]) => [name, partAt(group, tell)]))
  return {
    parts,
    ...(attributes.length > 0 && {
      open(found: ReadonlyMap<string, string>) {
        for (const { place, path } of attributes) {
          const value = found.get((path[0] ?? '').slice(1))
          if (value !== undefined) tell(place, value)
        }
      },
    }),
    ...(here.length > 0 && {
      close(text: string) {
        for (const { place } of here) tell(place, text)
      },
    }),
  }
}
