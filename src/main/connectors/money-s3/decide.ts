import { type Problem, problem } from '../../../shared/failure'
import type { Note } from '../../engine/ports'
import { note } from '../wrap/note'
import { bareKey, idInNote } from './key'
import type { Kind } from './kinds'
import { type Report, type ReportError, type ReportedRecord, sameElement } from './report'

/** What a report means for the one record that its file carried. Every row has a test of its name. */
export type Verdict =
  | { kind: 'imported'; number: string | undefined; notes: readonly Note[] }
  /** Money said no to this record: nothing was written. */
  | { kind: 'refused'; problem: Problem }
  /** Money said no to the file because of whose books it is meant for: nothing was written, and every other file will fare the same. */
  | { kind: 'wrong-company'; problem: Problem }
  /** The report does not tell, or a record with our key may be what it complains about. */
  | { kind: 'doubtful'; problem: Problem }

const STATUSES = new Set(['OK', 'WarningError', 'FatalError'])
const DUPLICATE_WORDS = /duplic|již existuj|už existuj|uz existuj|existuje/i

const words = (errors: readonly ReportError[]): string =>
  errors
    .map(({ type, code, description }) => [type, code, description].filter((part) => part !== '').join(': '))
    .filter((text) => text !== '')
    .join('\n')

const allErrors = (record: ReportedRecord): readonly ReportError[] => [
  ...record.errors,
  ...record.parts.flatMap(({ errors }) => errors),
]

const warnings = (record: ReportedRecord): readonly Note[] => {
  const told = (where: string, { code, description }: ReportError): Note =>
    note('is-warning', { errno: code, text: description, path: where, requested: '', produced: '' })
  return [
    ...record.errors.map((error) => told(record.element, error)),
    ...record.parts.flatMap(({ path, status, errors }) =>
      errors.length > 0
        ? errors.map((error) => told(path, error))
        : status === 'FatalError'
          ? [told(path, { type: '', code: '', description: status })]
          : [],
    ),
  ]
}

/** A name that Money may give to the key in which its own document number stands. */
const isDocumentNumber = (keyName: string): boolean =>
  /^(?:[A-Za-z]+[./])?(?:Doklad|CisloDokla(?:du)?|Číslo dokladu|Cislo|DocumentNumber)$/i.test(keyName)

/** Money's own number of the record, where the report has it. */
export const numberIn = ({ data, reference }: ReportedRecord): string | undefined =>
  data.number || reference.find(({ keyName, value }) => isDocumentNumber(keyName) && value !== '')?.value || undefined

export interface Expected {
  itemId: string
  key: string
  kind: Pick<Kind, 'agenda' | 'record' | 'key'>
  /** What must stand in the record at `kind.key`, where that is known. */
  named: string | undefined
}

/**
 * Whether the report says itself that it is about another record. The code of a card names many documents, its newer versions, so its report is known by
 * the file alone.
 */
const isAnother = ({ data, reference }: ReportedRecord, { itemId, kind, named }: Expected): boolean => {
  const told = reference.find(({ keyName, value }) => value !== '' && sameElement(keyName.split(/[./]/).at(-1), kind.key ?? '?'))
  if (told && named !== undefined && bareKey(told.value) !== bareKey(named)) return true
  const id = idInNote(data.note)
  return id !== undefined && id !== itemId
}

const doubtful = (text: string): Verdict => ({ kind: 'doubtful', problem: problem('outcome-unknown', {}, text) })

const judgeRecord = (record: ReportedRecord, report: Report, expected: Expected): Verdict => {
  if (isAnother(record, expected)) return doubtful('the report is about another record')
  const said = words([...report.errors, ...allErrors(record)])
  switch (record.status) {
    case 'OK':
    case 'WarningError':
      // The file as a whole refused and its record taken: which of the two is true, the report does not tell.
      if (report.status === 'FatalError') return doubtful(said)
      return { kind: 'imported', number: numberIn(record), notes: record.status === 'OK' ? [] : warnings(record) }
    case 'FatalError': {
      const correlation = record.errors.some(
        ({ type, description }) => type === 'CorrelationError' && DUPLICATE_WORDS.test(description),
      )
      // "It exists already" may be the record that an earlier hand-over of this very document made.
      return correlation ? doubtful(said) : { kind: 'refused', problem: problem('is-rejected', {}, said || 'FatalError') }
    }
    default:
      return doubtful(said)
  }
}

/** Whether the report names this record by our key or our id. */
export const isAbout = ({ data, reference }: ReportedRecord, { itemId, key, named }: Expected): boolean =>
  reference.some(({ value }) => value === key || (named !== undefined && bareKey(value) === bareKey(named))) ||
  idInNote(data.note) === itemId

export const judge = (report: Report, expected: Expected): Verdict => {
  const said = words(report.errors)
  if (!STATUSES.has(report.status)) return doubtful(said)
  const ours = report.records.filter(({ element }) => sameElement(element, expected.kind.record))
  // Money may report on several files at once; then only what names our record is about it.
  const records = ours.length > 1 ? ours.filter((record) => isAbout(record, expected)) : ours
  const [record, ...more] = records
  if (more.length > 0 || (!record && report.records.length > 0)) return doubtful('more than one record in the report')
  if (record) return judgeRecord(record, report, expected)
  if (report.status !== 'FatalError') return doubtful(said || 'no record in the report')
  if (report.refusedControls.includes('KodAgendy'))
    return { kind: 'wrong-company', problem: problem('is-wrong-company', {}, said) }
  return { kind: 'refused', problem: problem('is-rejected', {}, said || 'FatalError') }
}
