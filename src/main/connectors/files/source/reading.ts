import type { OutwardAgenda } from '../../../../shared/documents/agenda'
import { instantSchema } from '../../../../shared/documents/party'
import { type Problem, problem } from '../../../../shared/failure'
import type { PriceReading, StockReading, Unreadable } from '../../../engine/outward/ports'
import { decimalReader, type NumberForm } from './decimal-text'
import type { FieldMap, FieldSource } from './fields'
import type { SourceRow, Told } from './rows'

/** Makes readings of rows. What isn't plain is said, never guessed. */

/** Why a value can't be read; words in `problem-values.ts`. */
type RowFault = 'missing' | 'number' | 'yes-no' | 'date' | 'time' | 'characters' | 'formula' | 'long' | 'twice' | 'cells' | 'kind'

const YES: ReadonlySet<string> = new Set(['1', 'true', 'yes', 'y', 'ano', 'áno', 'a'])
const NO: ReadonlySet<string> = new Set(['0', 'false', 'no', 'n', 'ne', 'nie'])
const CONTROL = /[\u0000-\u001f\u007f-\u009f\ufffe\uffff]/
/** How spreadsheets keep leading noughts: `="0012"`. Whether that or `0012` is the code, nobody can tell. */
const FORMULA = /^=/
const LONGEST = 4000
const byPoint = decimalReader({ decimal: 'point', thousands: 'none' })

class RowUnfit extends Error {
  constructor(
    readonly field: string,
    readonly fault: RowFault,
    readonly value: string,
  ) {
    super(fault)
  }
}

type Reading = StockReading | PriceReading | Unreadable

export function readingsOf(map: FieldMap, agenda: OutwardAgenda, form: NumberForm): (row: SourceRow) => readonly Reading[] {
  const decimal = decimalReader(form)
  return (row) => {
    const of = valuesOf(row, map, decimal)
    let sku = ''
    try {
      sku = of.shown('sku')
      if (row.fault) throw new RowUnfit('', row.fault, '')
      sku = of.needed('sku')
      if (FORMULA.test(sku)) throw new RowUnfit('sku', 'formula', sku)
      return agenda === 'stock-levels' ? [stockReading(sku, of)] : priceReadings(sku, of, map)
    } catch (error) {
      if (!(error instanceof RowUnfit)) throw error
      return [{ sku, problem: unfit(sku, row.line, error) }]
    }
  }
}

function unfit(sku: string, line: number, { field, fault, value }: RowUnfit): Problem {
  return problem('source-row-unfit', {
    line: String(line),
    rowFault: fault,
    ...(sku !== '' && { sku: sku.slice(0, 200) }),
    ...(field !== '' && { rowField: field }),
    ...(value !== '' && { value: value.slice(0, 200) }),
  })
}

type Values = ReturnType<typeof valuesOf>

function valuesOf(row: SourceRow, { fields }: FieldMap, decimal: (text: string) => string | undefined) {
  const told = (source: FieldSource | undefined): Told | undefined =>
    source === undefined ? undefined : 'constant' in source ? { text: source.constant } : row.get(source.from)

  const textAt = (field: string, source: FieldSource | undefined): string | undefined => {
    const found = told(source)
    if (found === undefined) return undefined
    if ('fault' in found) throw new RowUnfit(field, found.fault, '')
    const text = ('text' in found ? found.text : found.decimal).trim()
    if (text === '') return undefined
    if (text.length > LONGEST) throw new RowUnfit(field, 'long', text)
    return text
  }
  const code = (field: string, text: string | undefined): string | undefined => {
    if (text !== undefined && CONTROL.test(text)) throw new RowUnfit(field, 'characters', JSON.stringify(text))
    return text
  }
  const numberAt = (
    field: string,
    source: FieldSource | undefined,
    bare = (text: string): string => text,
  ): string | undefined => {
    const found = told(source)
    if (found !== undefined && 'decimal' in found) return found.decimal
    const text = textAt(field, source)
    if (text === undefined) return undefined
    // A constant is the settings' own, written with a point.
    const value = source && 'constant' in source ? byPoint(bare(text)) : decimal(bare(text))
    if (value === undefined) throw new RowUnfit(field, 'number', text)
    return value
  }
  const missing = (field: string): never => {
    throw new RowUnfit(field, 'missing', '')
  }
  return {
    /** As far as it can be shown. */
    shown: (field: string): string => {
      const found = told(fields.get(field))
      return found && 'text' in found ? found.text.trim().slice(0, 200) : found && 'decimal' in found ? found.decimal : ''
    },
    text: (field: string): string | undefined => code(field, textAt(field, fields.get(field))),
    needed: (field: string): string => code(field, textAt(field, fields.get(field))) ?? missing(field),
    number: (field: string): string | undefined => numberAt(field, fields.get(field)),
    neededNumber: (field: string): string => numberAt(field, fields.get(field)) ?? missing(field),
    numberAt,
    /** `21 %` is a percent, too. */
    percent: (field: string): string => numberAt(field, fields.get(field), (text) => text.replace(/\s*%$/, '')) ?? missing(field),
    yesNo: (field: string): boolean | undefined => {
      const text = textAt(field, fields.get(field))
      if (text === undefined) return undefined
      const word = text.toLowerCase()
      if (YES.has(word)) return true
      if (NO.has(word)) return false
      throw new RowUnfit(field, 'yes-no', text)
    },
    date: (field: string): string | undefined => {
      const text = textAt(field, fields.get(field))
      return text === undefined ? undefined : dateOf(text, field)
    },
    instant: (field: string): string | undefined => {
      const text = textAt(field, fields.get(field))
      if (text !== undefined && !instantSchema.safeParse(text).success) throw new RowUnfit(field, 'time', text)
      return text
    },
    missing,
  }
}

/** `2026-03-02` or `2. 3. 2026`: day first, as both countries write it. */
function dateOf(text: string, field: string): string {
  const [, day, month, year] = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$/.exec(text) ?? []
  const iso = year === undefined ? text : `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`
  const time = /^\d{4}-\d\d-\d\d$/.test(iso) ? Date.parse(iso) : Number.NaN
  if (Number.isNaN(time) || !new Date(time).toISOString().startsWith(iso)) throw new RowUnfit(field, 'date', text)
  return iso
}

const withValues = (values: Readonly<Record<string, string | boolean | undefined>>): Record<string, string | boolean> =>
  Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))

const stockReading = (sku: string, of: Values): StockReading => ({
  sku,
  physical: of.neededNumber('physical'),
  ...withValues({
    ean: of.text('ean'),
    name: of.text('name'),
    unit: of.text('unit'),
    warehouse: of.text('warehouse'),
    reserved: of.number('reserved'),
    ordered: of.number('ordered'),
    forSale: of.yesNo('forSale'),
    changedAt: of.instant('changedAt'),
  }),
})

/** One for each price that stands in the row; a level without a price has none. */
function priceReadings(sku: string, of: Values, { fields, levels }: FieldMap): readonly PriceReading[] {
  const common = {
    sku,
    priceIncludesVat: of.yesNo('priceIncludesVat') ?? of.missing('priceIncludesVat'),
    vatPercent: of.percent('vatPercent'),
    ...withValues({
      ean: of.text('ean'),
      warehouse: of.text('warehouse'),
      currency: of.text('currency')?.toUpperCase(),
      forSale: of.yesNo('forSale'),
      validFrom: of.date('validFrom'),
    }),
  }
  const level = of.text('priceLevel')
  const readings: PriceReading[] = []
  if (fields.has('price')) {
    readings.push({ ...common, price: of.neededNumber('price'), ...(level !== undefined && { priceLevel: level }) })
  }
  for (const [priceLevel, source] of levels) {
    const price = of.numberAt('price', source)
    if (price !== undefined) readings.push({ ...common, price, priceLevel })
  }
  return readings
}
