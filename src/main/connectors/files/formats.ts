import { canonicalJson } from '../../../shared/documents/canonical'
import { assertNever, problem } from '../../../shared/failure'
import type { Note, ParsedDocument } from '../../engine/ports'
import { hold } from '../wrap/fitter'
import { csvOf } from './csv'
import type { FilesSettings } from './settings'
import { fillTemplate, type Template } from './template'
import { ublOf } from './ubl'

/** The name of the customer's own template, in the connector's folder in the data folder. */
export const TEMPLATE_FILE = 'template.xml'

/** The bytes of one order's file. Pure. Throws `Failure` for an order that must be held. */
export function bytesOf(
  document: ParsedDocument<'orders'>,
  { format, mapping }: Pick<FilesSettings, 'format' | 'mapping'>,
  template: Template | undefined,
): { bytes: Buffer; notes: readonly Note[] } {
  switch (format) {
    case 'ubl':
      return ublOf(document, mapping)
    case 'csv':
      return csvOf(document, mapping)
    case 'json':
      // As received: the very text that the central side's hash is over.
      return { bytes: Buffer.from(canonicalJson(document.payload), 'utf8'), notes: [] }
    case 'template':
      if (!template) return hold(problem('mapping-incomplete', { field: TEMPLATE_FILE }))
      return fillTemplate(template, document, mapping)
    default:
      return assertNever(format)
  }
}
