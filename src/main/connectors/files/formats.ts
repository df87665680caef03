import type { InwardAgenda } from '../../../shared/documents/agenda'
import { canonicalJson } from '../../../shared/documents/canonical'
import { assertNever, problem } from '../../../shared/failure'
import type { Note, ParsedDocument } from '../../engine/ports'
import { hold } from '../wrap/fitter'
import { csvOf } from './csv'
import { type FilesSettings, formatOf } from './settings'
import { fillTemplate, type Template } from './template'
import { isDeliveryNote, isInvoice, isOrder } from './trade'
import { ublDespatchAdvice } from './ubl-despatch-advice'
import { ublInvoice } from './ubl-invoice'
import { ublOrder } from './ubl-order'

/** The name of the customer's own template for an agenda, in the connector's folder in the data folder. */
export const templateFile = (agenda: InwardAgenda): string => (agenda === 'orders' ? 'template.xml' : `template-${agenda}.xml`)

/** The bytes of one document's file. Pure. Throws `Failure` for a document that must be held. */
export function bytesOf(
  document: ParsedDocument,
  settings: Pick<FilesSettings, 'format' | 'formats' | 'mapping'>,
  template: Template | undefined,
): { bytes: Buffer; notes: readonly Note[] } {
  const { mapping } = settings
  const format = formatOf(settings, document.agenda)
  switch (format) {
    case 'ubl':
      if (isOrder(document)) return ublOrder(document, mapping)
      if (isDeliveryNote(document)) return ublDespatchAdvice(document, mapping)
      if (isInvoice(document)) return ublInvoice(document, mapping)
      return hold(problem('agenda-unsupported', { agenda: document.agenda }))
    case 'csv':
      return csvOf(document, mapping)
    case 'json':
      // As received: the very text that the central side's hash is over.
      return { bytes: Buffer.from(canonicalJson(document.payload), 'utf8'), notes: [] }
    case 'template':
      if (!template) return hold(problem('mapping-incomplete', { field: templateFile(document.agenda) }))
      return fillTemplate(template, document, mapping)
    default:
      return assertNever(format)
  }
}
