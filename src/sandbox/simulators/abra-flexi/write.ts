import { z } from 'zod'
import { type Books, resolveRelation, type StoredLine, type StoredOrder, type Values } from './books'
import { type Field, lineFields, orderFields } from './fields'
import { computeOrder } from './sums'

/**
 * Import of received orders, as ABRA Flexi does it: a record is found by any of its ids and then changed, else made; `update` and
 * `create` forbid either; a line that names an id is found by it among the lines of all orders, one without is added, again and again.
 * The words of refusals are its own where they are known (`importXmlUpdateNeniPovolen`, "musí být vyplněno", "se liší od vypočtené
 * hodnoty", "Je očekáváno číselné ID"), else in their manner.
 */
export interface FlexiError {
  message: string
  for?: string
  path?: string
  value?: string
  code?: string
}

class Refused extends Error {
  readonly errors: readonly FlexiError[]
  constructor(errors: readonly FlexiError[]) {
    super(errors[0]?.message ?? '')
    this.errors = errors
  }
}

export type RecordResult =
  | { kind: 'created' | 'updated'; order: StoredOrder; requestId: string | undefined }
  | { kind: 'skipped'; requestId: string | undefined }
  | { kind: 'deleted'; id: number }
  | { kind: 'failed'; errors: readonly FlexiError[] }

const recordSchema = z.record(z.string(), z.unknown())
type Incoming = z.infer<typeof recordSchema>
const bodySchema = z.object({ winstrom: recordSchema })
const LINES = 'polozkyObchDokladu'
const KNOWN_ATTRIBUTES = ['@update', '@create', '@action', '@removeAll', '@if-not-found']

/** `undefined`: not ABRA Flexi's JSON. */
export function readBody(json: unknown): { atomic: boolean; records: readonly Incoming[] } | undefined {
  const winstrom = bodySchema.safeParse(json).data?.winstrom
  const orders = winstrom?.['objednavka-prijata']
  const parsed = z.array(recordSchema).safeParse(Array.isArray(orders) ? orders : orders === undefined ? undefined : [orders])
  return winstrom && parsed.data ? { atomic: winstrom['@atomic'] !== 'false', records: parsed.data } : undefined
}

const idsOf = (record: Incoming): readonly string[] => {
  const { id } = record
  return id === undefined ? [] : (Array.isArray(id) ? id : [id]).map(String)
}
const externalOf = (ids: readonly string[]): readonly string[] => ids.filter((id) => id.startsWith('ext:'))

/** The one record that all known ids lead to. */
function findById<T extends { id: number; externalIds: readonly string[]; kod?: string }>(
  all: readonly T[],
  ids: readonly string[],
): T | undefined {
  const found = ids.map((id) => {
    if (/^\d+$/.test(id)) {
      const own = all.find((one) => String(one.id) === id)
      if (!own) throw new Refused([{ message: `Záznam s ID ${id} neexistuje`, for: 'id', value: id, code: 'PROP' }])
      return own
    }
    return all.find((one) => one.externalIds.includes(id) || (one.kod !== undefined && id === `code:${one.kod}`))
  })
  const known = [...new Set(found.filter((one) => one !== undefined))]
  if (known.length > 1) throw new Refused([{ message: 'Identifikátory ukazují na různé záznamy', for: 'id', code: 'PROP' }])
  return known[0]
}

const wrong = (field: Field, value: string): string | undefined => {
  switch (field.type) {
    case 'text':
      return field.max !== undefined && value.length > field.max ? `je delší než ${field.max} znaků` : undefined
    case 'date':
      return z.iso.date().safeParse(value).success ? undefined : 'není platné datum'
    case 'logic':
      return value === 'true' || value === 'false' ? undefined : 'není logická hodnota'
    case 'select':
      return field.values.some((one) => value === `${field.prefix}.${one}`) ? undefined : 'není povolená hodnota'
    case 'numeric': {
      const [, whole = '', fraction = ''] = /^-?(\d+)(?:\.(\d+))?$/.exec(value) ?? []
      return whole !== '' && fraction.length <= field.decimals && whole.length <= field.digits - field.decimals
        ? undefined
        : `není číslo na ${field.decimals} desetinných míst`
    }
    case 'relation':
      return undefined
  }
}

/** Checked values; relations as their code. Errors go to `errors`. */
function readValues(
  books: Books,
  record: Incoming,
  fields: ReadonlyMap<string, Field>,
  path: string,
  errors: FlexiError[],
): Values {
  const values: Values = {}
  for (const [name, raw] of Object.entries(record)) {
    if (name === 'id' || name === LINES || KNOWN_ATTRIBUTES.some((attribute) => name.endsWith(attribute))) continue
    const field = fields.get(name)
    const value = String(raw)
    const at = { for: name, path: `${path}.${name}`, value, code: 'PROP' }
    if (!field) errors.push({ message: `Vlastnost '${name}' neexistuje`, ...at })
    else if (field.type === 'relation') {
      const found = value === '' ? '' : resolveRelation(books, field.list, value)
      if (found === 'several') errors.push({ message: `Hodnota '${value}' není jednoznačná`, ...at })
      else if (found !== undefined) values[name] = field.list === 'mena' ? `code:${found}` : found
      else if (record[`${name}@if-not-found`] !== 'null')
        errors.push({
          message: /^[a-z]+:/.test(value)
            ? `Záznam nebyl nalezen podle parametrů: ${name}=${value}`
            : `Je očekáváno číselné ID, ale '${value}' není číslo`,
          ...at,
        })
    } else {
      const problem = wrong(field, value)
      if (problem) errors.push({ message: `Hodnota pole '${name}' ${problem}`, ...at })
      else values[name] = value
    }
  }
  return values
}

const required = (name: string, label: string, path: string): FlexiError => ({
  message: `Pole '${label}' musí být vyplněno.`,
  for: name,
  path: `${path}.${name}`,
  code: 'REQUIRED',
})

interface Draft {
  books: Books
  lastId: number
}

function writeLines(draft: Draft, record: Incoming, order: StoredOrder | undefined, path: string, errors: FlexiError[]) {
  const raw = record[LINES]
  const incoming = z.array(recordSchema).safeParse(raw ?? []).data
  if (!incoming) throw new Refused([{ message: 'Položky nejsou seznam', for: LINES, path: `${path}.${LINES}` }])
  let lines: readonly StoredLine[] = record[`${LINES}@removeAll`] === 'true' ? [] : (order?.lines ?? [])
  const everywhere = draft.books.orders.flatMap((one) => one.lines)
  for (const one of incoming) {
    const ids = idsOf(one)
    const linePath = `${path}.${LINES}[${ids[0] ?? 'temporary-id=null'}]`
    const values = readValues(draft.books, one, lineFields, linePath, errors)
    const known = findById(everywhere, ids)
    if (known && order?.lines.every(({ id }) => id !== known.id) !== false)
      errors.push({ message: 'Položka patří jinému dokladu', for: 'id', path: linePath, value: ids[0] ?? '', code: 'PROP' })
    else if (known) {
      const changed = { ...known, values: { ...known.values, ...values } }
      lines = [...lines.filter(({ id }) => id !== known.id), changed].toSorted((a, b) => a.id - b.id)
    } else {
      if (values['typPolozkyK'] === 'typPolozky.katalog' && values['cenik'] === undefined)
        errors.push(required('cenik', 'Ceník', linePath))
      if (values['nazev'] === undefined && values['cenik'] === undefined) errors.push(required('nazev', 'Název', linePath))
      lines = [...lines, { id: ++draft.lastId, externalIds: externalOf(ids), values }]
    }
  }
  return lines
}

function writeOne(draft: Draft, record: Incoming, refuses: (values: Values) => string | undefined): RecordResult {
  const ids = idsOf(record)
  const requestId = ids[0]
  const path = `objednavka-prijata[${requestId ?? 'temporary-id=null'}]`
  const { books } = draft
  const order = findById(books.orders, ids)
  if (record['@action'] === 'delete') {
    if (!order) throw new Refused([{ message: 'Záznam neexistuje', for: 'id', code: 'PROP' }])
    draft.books = { ...books, orders: books.orders.filter(({ id }) => id !== order.id) }
    return { kind: 'deleted', id: order.id }
  }
  const mode = String(record[order ? '@update' : '@create'] ?? 'ok')
  if (mode === 'ignore') return { kind: 'skipped', requestId }
  if (mode === 'fail')
    throw new Refused([
      order
        ? { message: 'Změna záznamu není povolena.', for: 'id', path, code: 'importXmlUpdateNeniPovolen' }
        : { message: 'Založení záznamu není povoleno.', for: 'id', path, code: 'importXmlCreateNeniPovolen' },
    ])
  const errors: FlexiError[] = []
  const values = { ...order?.values, ...readValues(books, record, orderFields, path, errors) }
  if (values['typDokl'] === undefined) errors.push(required('typDokl', 'Typ dokladu', path))
  const issued = values['datVyst'] ?? '9999-12-31'
  if (issued <= books.closedUntil)
    errors.push({
      message: `Období je uzamčeno, doklad s datem ${issued} nelze uložit.`,
      for: 'datVyst',
      path: `${path}.datVyst`,
      value: issued,
      code: 'LOCK',
    })
  const lines = writeLines(draft, record, order, path, errors)
  const refusal = refuses(values)
  if (refusal !== undefined) errors.push({ message: refusal, for: 'cisDosle', path: `${path}.cisDosle` })
  const sums = errors.length === 0 ? computeOrder({ values, lines }, books) : undefined
  if (sums?.differs) {
    const { field, given, computed } = sums.differs.what
    errors.push({
      message: `Zadaná hodnota [${given}] vlastnosti [${field}] se liší od vypočtené hodnoty [${computed}]`,
      for: field,
      path: `${path}.${LINES}[${lines[sums.differs.line]?.externalIds[0] ?? ''}].${field}`,
    })
  }
  if (errors.length > 0) throw new Refused(errors)
  const number = books.lastNumber + 1
  const stored: StoredOrder = {
    id: order?.id ?? ++draft.lastId,
    kod: order?.kod ?? values['kod'] ?? `${values['typDokl']}${String(number).padStart(4, '0')}/${issued.slice(0, 4)}`,
    externalIds: [...new Set([...(order?.externalIds ?? []), ...externalOf(ids)])],
    values,
    lines,
  }
  draft.books = {
    ...books,
    lastNumber: order ? books.lastNumber : number,
    orders: order ? books.orders.map((one) => (one.id === order.id ? stored : one)) : [...books.orders, stored],
  }
  return { kind: order ? 'updated' : 'created', order: stored, requestId }
}

/** One request. The books it answers hold everything, or, when atomic and anything was refused, nothing of it. */
export function importOrders(
  books: Books,
  { atomic, records }: { atomic: boolean; records: readonly Incoming[] },
  refuses: (values: Values) => string | undefined,
): { books: Books; results: readonly RecordResult[] } {
  const draft: Draft = { books, lastId: books.lastId }
  const results = records.map((record): RecordResult => {
    const before = draft.books
    try {
      return writeOne(draft, record, refuses)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      draft.books = before
      return { kind: 'failed', errors: error.errors }
    }
  })
  const isRefused = atomic && results.some(({ kind }) => kind === 'failed')
  // Numbers of rows come from a sequence: what was given out is gone, whatever became of it.
  return { books: { ...(isRefused ? books : draft.books), lastId: draft.lastId }, results }
}
