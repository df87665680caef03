import type { Note, ParsedDocument } from '../../engine/ports'
import type { TemplateNameSettings } from './settings'

/**
 * An order as the information system takes it: document → plain tree → bytes. Pure: no I/O, the same document gives the same bytes.
 * Texts go through `createFitter` (wrap/fitter.ts): shortened with a note. Ids, codes and numbers are `exact`: too long → held.
 * Throws `Failure` (by `hold`) for a document that must be held.
 */
export const mapOrder = (
  document: ParsedDocument<'orders'>,
  _settings: TemplateNameSettings,
): { bytes: Buffer; notes: readonly Note[] } => {
  throw new Error(`TODO 2, map-order.ts: map ${document.itemId}, with the limits and the VAT rates of the information system`)
}
