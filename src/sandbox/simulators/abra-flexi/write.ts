import { z } from 'zod'
import {
  type Books,
  type EvidenceFacts,
  evidences,
  idsOfRecord,
  resolveRelation,
  type StoredLine,
  type StoredRecord,
  type Values,
} from './books'
import type { Field, Fields } from './fields'
import { moveStock } from './stock'
import { computeDocument } from './sums'

/**
 * Import of records, as ABRA Flexi does it: a record is found by any of its ids and then changed, else made; `update` and `create` forbid
 * either; a line that names an id is found by it among the lines of all documents of its kind, one without is added, again and again. Where the
 * words of refusals are known (`importXmlUpdateNeniPovolen`, "musí být vyplněno", "se liší od vypočtené hodnoty", "Je očekáváno číselné ID")
 * they are its own, else in its manner.
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
  | { kind: 'created' | 'updated'; record: StoredRecord; requestId: string | undefined }
  | { kind: 'skipped'; requestId: string | undefined }
  | { kind: 'deleted'; id: number }
  | { kind: 'failed'; errors: readonly FlexiError[] }

const recordSchema = z.record(z.string(), z.unknown())
type Incoming = z.infer<typeof recordSchema>
const bodySchema = z.object({ winstrom: recordSchema })
const LISTS = new Set(Object.values(evidences).flatMap(({ lines }) => lines?.name ?? []))
const KNOWN_ATTRIBUTES = ['@update', '@create', '@action', '@removeAll', '@if-not-found']

/** What one request holds: records of one evidence. `undefined`: not ABRA Flexi's JSON. */
export interface Import {
  evidence: string
  atomic: boolean
  records: readonly Incoming[]
}
export function readBody(json: unknown): Import | undefined {
  const winstrom = bodySchema.safeParse(json).data?.winstrom
  const evidence = Object.keys(winstrom ?? {}).find((name) => Object.hasOwn(evidences, name))
  if (!winstrom || evidence === undefined) return undefined
  const given = winstrom[evidence]
  const records = z.array(recordSchema).safeParse(Array.isArray(given) ? given : [given]).data
  return records && { evidence, atomic: winstrom['@atomic'] !== 'false', records }
}

const idsOf = (record: Incoming): readonly string[] => {
  const { id } = record
  return id === undefined ? [] : (Array.isArray(id) ? id : [id]).map(String)
}
const externalOf = (ids: readonly string[]): readonly string[] => ids.filter((id) => id.startsWith('ext:'))

/** The one record that all known ids lead to. */
function findById<T extends { id: number }>(
  all: readonly T[],
  ids: readonly string[],
  known: (one: T) => readonly string[],
): T | undefined {
  const found = new Set<T>()
  for (const id of ids) {
    const matches = all.filter((one) => known(one).includes(/^code:/.test(id) ? id.toUpperCase().replace('CODE:', 'code:') : id))
    if (/^\d+$/.test(id) && matches.length === 0)
      throw new Refused([{ message: `Záznam s ID ${id} neexistuje`, for: 'id', value: id, code: 'PROP' }])
    if (matches.length > 1)
      throw new Refused([{ message: `Identifikátor ${id} není jednoznačný`, for: 'id', value: id, code: 'PROP' }])
    for (const match of matches) found.add(match)
  }
  if (found.size > 1) throw new Refused([{ message: 'Identifikátory ukazují na různé záznamy', for: 'id', code: 'PROP' }])
  return [...found][0]
}
const idsOfLine = ({ id, externalIds }: StoredLine): readonly string[] => [String(id), ...externalIds]

const wrong = (field: Field, value: string): string | undefined => {
  switch (field.type) {
    case 'text':
      return field.max !== undefined && value.length > field.max ? `je delší než ${field.max} znaků` : undefined
    case 'date':
      return z.iso.date().safeParse(value).success ? undefined : 'není platné datum'
    case 'integer':
      return /^-?\d{1,10}$/.test(value) ? undefined : 'není celé číslo'
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
function readValues(books: Books, record: Incoming, fields: Fields, path: string, errors: FlexiError[]): Values {
  const values: Values = {}
  for (const [name, raw] of Object.entries(record)) {
    if (name === 'id' || LISTS.has(name) || KNOWN_ATTRIBUTES.some((attribute) => name.endsWith(attribute))) continue
    const field = fields.get(name)
    const value = String(raw)
    const at = { for: name, path: `${path}.${name}`, value, code: 'PROP' }
    if (!field) errors.push({ message: `Vlastnost '${name}' neexistuje`, ...at })
    else if (field.type === 'relation') {
      const found = value === '' ? '' : resolveRelation(books, field.list, value)
      if (found === 'several') errors.push({ message: `Hodnota '${value}' není jednoznačná`, ...at })
      else if (found !== undefined) values[name] = found
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
      else values[name] = field.type === 'text' && field.capitals ? value.toUpperCase() : value
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

function writeLines(
  draft: Draft,
  { store, lines: facts }: EvidenceFacts,
  record: Incoming,
  old: StoredRecord | undefined,
  path: string,
  errors: FlexiError[],
): readonly StoredLine[] {
  if (!facts) return []
  const { name, fields } = facts
  const incoming = z.array(recordSchema).safeParse(record[name] ?? []).data
  if (!incoming) throw new Refused([{ message: 'Položky nejsou seznam', for: name, path: `${path}.${name}` }])
  let lines: readonly StoredLine[] = record[`${name}@removeAll`] === 'true' ? [] : (old?.lines ?? [])
  const everywhere = draft.books[store].flatMap((one) => one.lines)
  for (const one of incoming) {
    const ids = idsOf(one)
    const linePath = `${path}.${name}[${ids[0] ?? 'temporary-id=null'}]`
    const values = readValues(draft.books, one, fields, linePath, errors)
    const known = findById(everywhere, ids, idsOfLine)
    if (known && old?.lines.every(({ id }) => id !== known.id) !== false)
      errors.push({ message: 'Položka patří jinému dokladu', for: 'id', path: linePath, value: ids[0] ?? '', code: 'PROP' })
    else if (known) {
      const changed = { ...known, values: { ...known.values, ...values } }
      lines = [...lines.filter(({ id }) => id !== known.id), changed].toSorted((a, b) => a.id - b.id)
    } else {
      const needsCard = values['typPolozkyK'] === 'typPolozky.katalog' || !facts.vat
      if (needsCard && values['cenik'] === undefined) errors.push(required('cenik', 'Ceník', linePath))
      if (values['nazev'] === undefined && values['cenik'] === undefined) errors.push(required('nazev', 'Název', linePath))
      lines = [...lines, { id: ++draft.lastId, externalIds: externalOf(ids), values }]
    }
  }
  return lines
}

/** Of one that is made by naming a code or barcode, that is what it gets. */
const namedBy = (ids: readonly string[]): Values => {
  const values: Values = {}
  for (const id of ids) {
    if (id.startsWith('code:')) values['kod'] = id.slice('code:'.length).toUpperCase()
    if (id.startsWith('ean:')) values['eanKod'] = id.slice('ean:'.length)
  }
  return values
}

function writeOne(draft: Draft, incoming: Incoming, options: ImportOptions): RecordResult {
  const { evidence } = options
  const facts = evidences[evidence]
  if (!facts) throw new TypeError(evidence)
  const { store } = facts
  const ids = idsOf(incoming)
  const requestId = ids[0]
  const path = `${evidence}[${requestId ?? 'temporary-id=null'}]`
  const { books } = draft
  const old = findById(books[store], ids, idsOfRecord)
  if (incoming['@action'] === 'delete') {
    if (!old) throw new Refused([{ message: 'Záznam neexistuje', for: 'id', code: 'PROP' }])
    draft.books = removeRecord(books, evidence, old)
    return { kind: 'deleted', id: old.id }
  }
  const mode = String(incoming[old ? '@update' : '@create'] ?? 'ok')
  if (mode === 'ignore') return { kind: 'skipped', requestId }
  if (mode === 'fail')
    throw new Refused([
      old
        ? { message: 'Změna záznamu není povolena.', for: 'id', path, code: 'importXmlUpdateNeniPovolen' }
        : { message: 'Založení záznamu není povoleno.', for: 'id', path, code: 'importXmlCreateNeniPovolen' },
    ])
  const errors: FlexiError[] = []
  const values = { ...(old ? old.values : namedBy(ids)), ...readValues(books, incoming, facts.fields, path, errors) }
  for (const [name, label] of facts.required) if (!values[name]) errors.push(required(name, label, path))
  const issued = values['datVyst'] ?? options.now.slice(0, 10)
  if (facts.lines && issued <= books.closedUntil)
    errors.push({
      message: `Období je uzamčeno, doklad s datem ${issued} nelze uložit.`,
      for: 'datVyst',
      path: `${path}.datVyst`,
      value: issued,
      code: 'LOCK',
    })
  const lines = writeLines(draft, facts, incoming, old, path, errors)
  const refusal = options.refuses(values)
  if (refusal !== undefined) errors.push({ message: refusal, path })
  const code = values['kod']
  if (!facts.lines && code !== undefined && books[store].some((one) => one.kod === code && one !== old))
    errors.push({
      message: `Záznam se zkratkou '${code}' už existuje.`,
      for: 'kod',
      path: `${path}.kod`,
      value: code,
      code: 'UNIQUE',
    })
  const differs = facts.lines && errors.length === 0 ? computeDocument({ values, lines }, facts.lines, books).differs : undefined
  if (differs) {
    const { field, given, computed } = differs.what
    errors.push({
      message: `Zadaná hodnota [${given}] vlastnosti [${field}] se liší od vypočtené hodnoty [${computed}]`,
      for: field,
      path: `${path}.${facts.lines?.name}[${lines[differs.line]?.externalIds[0] ?? ''}].${field}`,
    })
  }
  if (errors.length > 0) throw new Refused(errors)
  const number = books.lastNumber + 1
  const series = `${values['typDokl']}${String(number).padStart(4, '0')}/${issued.slice(0, 4)}`
  const stored: StoredRecord = {
    id: old?.id ?? ++draft.lastId,
    kod: facts.lines ? (old?.kod ?? code ?? series) : (code ?? ''),
    externalIds: [...new Set([...(old?.externalIds ?? []), ...externalOf(ids)])],
    values,
    lines,
    lastUpdate: options.now,
  }
  const kept = { ...books, lastId: draft.lastId, lastNumber: old || !facts.lines ? books.lastNumber : number }
  const moved = store === 'movements' ? moveStock(kept, old, stored, options.now) : kept
  draft.lastId = moved.lastId
  draft.books = {
    ...moved,
    [store]: old ? books[store].map((one) => (one.id === old.id ? stored : one)) : [...books[store], stored],
  }
  return { kind: old ? 'updated' : 'created', record: stored, requestId }
}

/** Without this record, and without what it has moved in stock. */
export function removeRecord(books: Books, evidence: string, record: StoredRecord): Books {
  const store = evidences[evidence]?.store
  if (store === undefined) return books
  const moved = store === 'movements' ? moveStock(books, record, undefined, record.lastUpdate) : books
  return { ...moved, [store]: books[store].filter((one) => one !== record) }
}

export interface ImportOptions {
  evidence: string
  /** As ABRA Flexi writes the time of a change. */
  now: string
  /** What the company's own rules have against a record with these values. */
  refuses(values: Values): string | undefined
}

/** One request. The books it answers hold everything, or, when atomic and anything was refused, nothing of it. */
export function importRecords(
  books: Books,
  { evidence, atomic, records }: Import,
  options: Omit<ImportOptions, 'evidence'>,
): { books: Books; results: readonly RecordResult[] } {
  const draft: Draft = { books, lastId: books.lastId }
  const results = records.map((record): RecordResult => {
    const before = draft.books
    try {
      return writeOne(draft, record, { ...options, evidence })
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
