import { problem } from '../../../shared/failure'
import type { Note, ParsedDocument } from '../../engine/ports'
import { unicode, windows1250 } from '../wrap/fit-text'
import { createFitter, type Fitter, hold } from '../wrap/fitter'
import { encodeWindows1250 } from '../wrap/windows-1250'
import { parseColumns } from './columns'
import { fieldOf, rowsOf, type Source } from './fields'
import { columnsOf, type FilesMapping } from './settings'

const SEPARATORS = { semicolon: ';', comma: ',', tab: '\t', pipe: '|' } as const
const END = '\r\n'

/**
 * What a spreadsheet may take for a formula (OWASP, CSV injection), full-width forms included. Tab and CR never stand in a cell of ours:
 * every text is brought to one line first.
 */
const FORMULA = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/
/** Nothing can be computed of a telephone number. */
const PHONE = /^\+[\d ]+$/

interface Sheet {
  fitter: Fitter
  mapping: FilesMapping
  separator: string
}

const quoted = (cell: string, separator: string): string =>
  cell.includes(separator) || /["\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell

/** A text that would be a formula is disarmed; a code is never changed, so its document is held. Numbers are not touched. */
const disarmed = (cell: string, kind: 'text' | 'exact', field: string, { mapping }: Sheet): string => {
  if (!mapping.csvFormulaGuard || !FORMULA.test(cell) || PHONE.test(cell)) return cell
  return kind === 'text' ? `'${cell}` : hold(problem('value-not-representable', { field, value: cell }))
}

const cellOf = (name: string, source: Source, sheet: Sheet): string => {
  const field = fieldOf(source.document.agenda, name)
  if (!field) throw new TypeError(`no field ${name}`)
  const value = field.value(source)
  switch (field.kind) {
    case 'number':
      return sheet.mapping.csvDecimalComma ? value.replace('.', ',') : value
    case 'date':
      return value
    case 'exact':
      return disarmed(sheet.fitter.exact(value, name, Number.POSITIVE_INFINITY), 'exact', name, sheet)
    case 'text':
      return disarmed(sheet.fitter.line(value), 'text', name, sheet)
  }
}

/** A document as CSV: one row for each line and charge or each place, what is the document's own repeated on each; a card is one row. */
export function csvOf(document: ParsedDocument, mapping: FilesMapping): { bytes: Buffer; notes: readonly Note[] } {
  const columns = parseColumns(columnsOf(mapping, document.agenda), document.agenda) ?? []
  const ansi = mapping.encoding === 'windows-1250'
  const fitter = createFitter(ansi ? windows1250 : unicode)
  const separator = SEPARATORS[mapping.csvSeparator]
  const sheet: Sheet = { fitter, mapping, separator }
  const repeated = rowsOf(document, 'all')
  const rows = (repeated.length > 0 ? repeated : [undefined]).map((row) =>
    columns.map(({ of }) =>
      quoted('constant' in of ? fitter.line(of.constant) : cellOf(of.field, { document, mapping, row }, sheet), separator),
    ),
  )
  const header = mapping.csvHeader ? [columns.map(({ title }) => quoted(fitter.line(title), separator))] : []
  const text = [...header, ...rows].map((cells) => cells.join(separator) + END).join('')
  const bytes = ansi ? encodeWindows1250(text) : Buffer.from(mapping.csvBom ? `\ufeff${text}` : text, 'utf8')
  return { bytes, notes: fitter.notes() }
}
