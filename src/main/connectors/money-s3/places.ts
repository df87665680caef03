import type { InwardAgenda } from '../../../shared/documents/agenda'
import type { FilesPlace } from './files-desk'
import { kindOf } from './kinds'
import type { MoneySettings } from './settings'

/** Where documents of this agenda go, by these settings. */
export const placeOf = (agenda: InwardAgenda, settings: MoneySettings): FilesPlace => {
  const { folders, lists } = settings
  const of: Readonly<Record<InwardAgenda, { folder?: string | undefined; listFile?: string | undefined }>> = {
    orders: { listFile: settings.exportFile },
    'delivery-notes': { folder: folders.deliveryNotes, listFile: lists.deliveryNotes },
    invoices: { folder: folders.invoices, listFile: lists.invoices },
    'stock-cards': { folder: folders.stockCards },
    addresses: { folder: folders.addresses },
  }
  const { folder, listFile } = of[agenda]
  return { kind: kindOf(agenda, settings), importFolder: folder ?? settings.importFolder ?? '', listFile }
}
