import { type Problem, problem } from '../../../shared/failure'
import type { Note } from '../../engine/ports'
import { note } from '../wrap/note'
import { idInNote } from './key'
import type { Report, ReportError, ReportedOrder } from './report'

/** What a report means for the one order that its file carried. Every row has a test of its name. */
export type Verdict =
  | { kind: 'imported'; number: string | undefined; notes: readonly Note[] }
  /** Money said no to this order: nothing was written. */
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

const allErrors = (order: ReportedOrder): readonly ReportError[] => [
  ...order.errors,
  ...order.parts.flatMap(({ errors }) => errors),
]

const warnings = (order: ReportedOrder): readonly Note[] => {
  const told = (where: string, { code, description }: ReportError): Note =>
    note('is-warning', { errno: code, text: description, path: where, requested: '', produced: '' })
  return [
    ...order.errors.map((error) => told('ObjPrij', error)),
    ...order.parts.flatMap(({ path, status, errors }) =>
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
  /^(?:ObjPrij[./])?(?:Doklad|CisloDokladu|Cislo|DocumentNumber)$/i.test(keyName)

/** Money's own number of the order, where the report has it. */
export const numberIn = ({ data, reference }: ReportedOrder): string | undefined =>
  data.number || reference.find(({ keyName, value }) => isDocumentNumber(keyName) && value !== '')?.value || undefined

export interface Expected {
  itemId: string
  key: string
  /** What must stand in `PrimDoklad`, where that is known. */
  sourceNumber: string | undefined
}

/** Whether the report says itself that it is about another order. */
const isAnother = ({ data, reference }: ReportedOrder, { itemId, sourceNumber }: Expected): boolean => {
  const named = reference.find(({ keyName }) => /PrimDoklad$/i.test(keyName))?.value
  if (named !== undefined && named !== '' && sourceNumber !== undefined && named !== sourceNumber) return true
  const id = idInNote(data.note)
  return id !== undefined && id !== itemId
}

const doubtful = (text: string): Verdict => ({ kind: 'doubtful', problem: problem('outcome-unknown', {}, text) })

const judgeOrder = (order: ReportedOrder, report: Report, expected: Expected): Verdict => {
  if (isAnother(order, expected)) return doubtful('the report is about another order')
  const said = words([...report.errors, ...allErrors(order)])
  switch (order.status) {
    case 'OK':
    case 'WarningError':
      // The file as a whole refused and its order taken: which of the two is true, the report does not tell.
      if (report.status === 'FatalError') return doubtful(said)
      return { kind: 'imported', number: numberIn(order), notes: order.status === 'OK' ? [] : warnings(order) }
    case 'FatalError': {
      const correlation = order.errors.some(
        ({ type, description }) => type === 'CorrelationError' && DUPLICATE_WORDS.test(description),
      )
      // "It exists already" may be the record that an earlier hand-over of this very order made.
      return correlation ? doubtful(said) : { kind: 'refused', problem: problem('is-rejected', {}, said || 'FatalError') }
    }
    default:
      return doubtful(said)
  }
}

/** Whether the report names this order by our key or our id. */
export const isAbout = ({ data, reference }: ReportedOrder, { itemId, key }: Expected): boolean =>
  reference.some(({ value }) => value === key) || idInNote(data.note) === itemId

export const judge = (report: Report, expected: Expected): Verdict => {
  const said = words(report.errors)
  if (!STATUSES.has(report.status)) return doubtful(said)
  // Money may report on several files at once; then only what names our order is about it.
  const orders = report.orders.length > 1 ? report.orders.filter((order) => isAbout(order, expected)) : report.orders
  const [order, ...more] = orders
  if (more.length > 0 || (!order && report.orders.length > 0)) return doubtful('more than one order in the report')
  if (order) return judgeOrder(order, report, expected)
  if (report.status !== 'FatalError') return doubtful(said || 'no order in the report')
  if (report.refusedControls.includes('KodAgendy'))
    return { kind: 'wrong-company', problem: problem('is-wrong-company', {}, said) }
  return { kind: 'refused', problem: problem('is-rejected', {}, said || 'FatalError') }
}
