import type { OutwardAgenda } from '../../../../shared/documents/agenda'

/** Where a field of a reading comes from: a column, a path or a key of the file, or a constant. */
export type FieldSource = { from: string } | { constant: string }

export const FIELDS = {
  'stock-levels': ['sku', 'ean', 'name', 'unit', 'warehouse', 'physical', 'reserved', 'ordered', 'forSale', 'changedAt'],
  prices: [
    'sku',
    'ean',
    'warehouse',
    'priceLevel',
    'currency',
    'price',
    'priceIncludesVat',
    'vatPercent',
    'forSale',
    'validFrom',
  ],
} as const satisfies Record<OutwardAgenda, readonly string[]>

/** Without these a row says nothing. */
const NEEDED: Readonly<Record<OutwardAgenda, readonly string[]>> = {
  'stock-levels': ['sku', 'physical'],
  prices: ['sku', 'priceIncludesVat', 'vatPercent'],
}
const PART = /^\s*([A-Za-z]+)(?::([^=;"]{1,64}?))?\s*=\s*(?:"([^"]{0,200})"|([^;"]{1,200}?))\s*$/
const MOST = 100

export interface FieldMap {
  fields: ReadonlyMap<string, FieldSource>
  /** `price:LEVEL=…`: a column for each price level. */
  levels: ReadonlyMap<string, FieldSource>
}

/** `sku=Kód; physical=Stav; vatPercent="21"; price:A=Cena A`. Undefined: not readable, an unknown field, one twice, or one missing. */
export function parseFields(text: string, agenda: OutwardAgenda): FieldMap | undefined {
  const parts = text.match(/(?:[^;"]|"[^"]*")+/g)?.filter((part) => part.trim() !== '') ?? []
  if (parts.length === 0 || parts.length > MOST) return undefined
  const known: readonly string[] = FIELDS[agenda]
  const fields = new Map<string, FieldSource>()
  const levels = new Map<string, FieldSource>()
  for (const part of parts) {
    const [, name = '', level, constant, from = ''] = PART.exec(part) ?? []
    const source: FieldSource = constant === undefined ? { from: from.trim() } : { constant }
    if (name === '' || ('from' in source && source.from === '')) return undefined
    if (level === undefined) {
      if (!known.includes(name) || fields.has(name)) return undefined
      fields.set(name, source)
    } else {
      if (agenda !== 'prices' || name !== 'price' || levels.has(level.trim())) return undefined
      levels.set(level.trim(), source)
    }
  }
  if (NEEDED[agenda].some((name) => !fields.has(name))) return undefined
  if (agenda === 'prices' && !fields.has('price') && levels.size === 0) return undefined
  // A level in a column of its own and one in its row: which would it be?
  return levels.size > 0 && fields.has('priceLevel') ? undefined : { fields, levels }
}
