import { readXml, type XmlLimits, XmlUnreadable } from '../wrap/xml-reader'
import { idInNote } from './key'

/** Money's report on one import (`MoneyReport`, `_Report.xsd`) as data. Only what the decisions need. */
export interface Report {
  status: string
  errors: readonly ReportError[]
  /** Which of Money's own controls of the whole file said no: `KodAgendy`, `CisloDavky`, `HospRok`. */
  refusedControls: readonly string[]
  records: readonly ReportedRecord[]
}

export interface ReportError {
  /** `SystemError`, `CorrelationError`, `BusinessError`, `PayloadError`, `other`. */
  type: string
  code: string
  description: string
}

export interface ReportedRecord {
  /** Its element, as the report writes it. */
  element: string
  status: string
  /** Keys by which Money names the record. */
  reference: readonly { keyName: string; value: string }[]
  /** Of the record itself. */
  errors: readonly ReportError[]
  /** What stands below it: partner, lines, their stock cards. */
  parts: readonly { path: string; status: string; errors: readonly ReportError[] }[]
  /** From the copy of the record, where Money adds one. */
  data: { number: string; note: string }
}

const LIMITS: XmlLimits = { maxBytes: 16 * 1024 * 1024, maxDepth: 40, maxTextLength: 256 * 1024 }
const MAX_RECORDS = 1000
const MAX_PARTS = 100_000
/** Words for people. */
const MAX_WORDS = 2000
/** Of a number or key; a longer one is none, and is never cut to look like one. */
const MAX_REFERENCE = 64
/** `KmKart` is the schema's own slip. */
const PARTS = new Set(['DodOdb', 'KonecPrij', 'Polozka', 'KmKarta', 'KmKart', 'Sklad', 'SklPolozka', 'Osoba'])
/** Money's own number of a record, and its note; stock documents call them otherwise. */
const NUMBERS = new Set(['Doklad', 'CisloDokla'])
const NOTES = new Set(['Poznamka', 'Popis'])

const words = (text: string): string => text.trim().slice(0, MAX_WORDS)
const reference = (text: string): string => (text.trim().length <= MAX_REFERENCE ? text.trim() : '')

/** The schema writes a received delivery note `DLPrij` in a file and `DlPrij` in a report. */
export const sameElement = (a: string | undefined, b: string): boolean => a?.toLowerCase() === b.toLowerCase()

interface Message {
  status: string
  errors: ReportError[]
}
const message = (): Message => ({ status: '', errors: [] })

/** Throws `XmlUnreadable`: cut off, not a report, or more than one import can make. */
export const parseReport = async (chunks: AsyncIterable<Uint8Array>): Promise<Report> => {
  const root = message()
  const refusedControls: string[] = []
  const records: (Omit<ReportedRecord, 'errors' | 'parts' | 'reference' | 'data'> & {
    errors: ReportError[]
    reference: { keyName: string; value: string }[]
    parts: { path: string; status: string; errors: ReportError[] }[]
    data: { number: string; note: string }
  })[] = []
  const path: string[] = []
  /** The messages that are open, innermost last; `at`: how deep its element is. */
  const open: { at: number; message: Message }[] = []
  let control: { name: string; message: Message } | undefined
  let record: (typeof records)[number] | undefined
  let error: ReportError | undefined
  let keyName = ''
  let parts = 0

  await readXml(
    chunks,
    {
      open(_uri, local, attributes) {
        path.push(local)
        const depth = path.length
        if (depth === 1) {
          if (local !== 'MoneyReport') throw new XmlUnreadable('not a MoneyReport')
          open.push({ at: 1, message: root })
        } else if (depth === 3 && path[1] === 'Control') {
          control = { name: local, message: message() }
          open.push({ at: depth, message: control.message })
        } else if (depth === 3 && path[1]?.startsWith('Seznam')) {
          if (records.length >= MAX_RECORDS) throw new XmlUnreadable('too many records')
          record = { element: local, status: '', errors: [], reference: [], parts: [], data: { number: '', note: '' } }
          records.push(record)
          open.push({ at: depth, message: record })
        } else if (record && path[3] !== 'Data' && PARTS.has(local)) {
          if (++parts > MAX_PARTS) throw new XmlUnreadable('too many parts')
          const part = { path: path.slice(3).join('/'), ...message() }
          record.parts.push(part)
          open.push({ at: depth, message: part })
        } else if (local === 'ErrorInfo' && open.at(-1)?.at === depth - 1) {
          if (++parts > MAX_PARTS) throw new XmlUnreadable('too many errors')
          error = { type: '', code: '', description: '' }
          open.at(-1)?.message.errors.push(error)
        } else if (local === 'ID') {
          keyName = attributes.get('keyName') ?? ''
        }
      },
      close(_uri, local, text) {
        const depth = path.length
        const innermost = open.at(-1)
        if (innermost && local === 'Status' && innermost.at === depth - 1) {
          // Said twice is said unclearly.
          innermost.message.status = innermost.message.status === '' ? words(text) : 'twice'
        } else if (error && local === 'ErrorTypeCoded') error.type = words(text)
        else if (error && local === 'ErrorCode') error.code = words(text)
        else if (error && local === 'ErrorDescription') error.description = words(text)
        else if (local === 'ErrorInfo') error = undefined
        else if (record && depth === 5 && local === 'ID' && path[3] === 'Reference') {
          if (record.reference.length < 100) record.reference.push({ keyName: words(keyName), value: reference(text) })
        } else if (record && path[3] === 'Data') {
          // `Data` is the record itself by the schema; the invoice's wraps it once more, so that is taken of all.
          const field = depth === 5 ? path[4] : depth === 6 && sameElement(path[4], record.element) ? path[5] : undefined
          if (field !== undefined && NUMBERS.has(field)) record.data.number = reference(text)
          // The note of a stock document is called as the description of others: whichever carries our id.
          else if (field !== undefined && NOTES.has(field) && (record.data.note === '' || idInNote(text) !== undefined))
            record.data.note = text
        }
        if (innermost?.at === depth) {
          open.pop()
          if (control && innermost.message === control.message) {
            if (control.message.status === 'FatalError') {
              refusedControls.push(control.name)
              root.errors.push(...control.message.errors)
            }
            control = undefined
          }
          if (depth === 3) record = undefined
        }
        path.pop()
      },
    },
    LIMITS,
  )
  return { ...root, refusedControls, records }
}
