import { createHash } from 'node:crypto'
import type { AddressDocument } from '../../../shared/documents/address'
import type { InwardAgenda } from '../../../shared/documents/agenda'
import type { StockCard } from '../../../shared/documents/stock-card'
import type { ParsedDocument } from '../../engine/ports'
import { type FilesSettings, formatOf } from './settings'
import type { TradeDocument } from './trade'

/** Names of devices in Windows, with any extension. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i

/** What can't stand in a file name or leads out of the folder becomes `_`. */
const safe = (text: string, limit: number): string => text.replace(/[^A-Za-z0-9_-]/g, '_').slice(0, limit)

/**
 * The item id as part of a file name: another id always gives another name, also where names are compared without regard to case
 * (Windows). `~` stands in no id.
 */
export const itemPart = (itemId: string): string => {
  const plain = safe(itemId, 64)
  if (plain === itemId && !/[A-Z]/.test(itemId)) return plain
  return `${plain}~${createHash('sha256').update(itemId).digest('hex').slice(0, 12)}`
}

const EXTENSIONS = { ubl: 'xml', csv: 'csv', json: 'json', template: 'xml' } as const
const WORDS: Readonly<Record<InwardAgenda, string>> = {
  orders: 'order',
  'delivery-notes': 'delivery-note',
  invoices: 'invoice',
  'stock-cards': 'stock-card',
  addresses: 'address',
}

/** What a pattern may be filled with, beside the item: what a kind of document doesn't have is empty. */
function partsOf({ agenda, payload }: Pick<ParsedDocument, 'agenda' | 'payload'>): Readonly<Record<string, string>> {
  if (agenda === 'stock-cards') return { number: safe((payload as StockCard).sku, 40) }
  if (agenda === 'addresses') return { number: safe((payload as AddressDocument).addressId, 40) }
  const { number, issuedOn, buyer, supplier } = payload as TradeDocument
  return {
    number: safe(number, 40),
    date: issuedOn,
    buyerIco: safe(buyer.ico ?? '', 20),
    supplierIco: safe(supplier.ico ?? '', 20),
  }
}

/** Name of the file for one document: by the pattern of the settings, unique by its item id, and never a path. */
export function fileNameOf(
  document: Pick<ParsedDocument, 'itemId' | 'agenda' | 'payload'>,
  settings: Pick<FilesSettings, 'fileName' | 'extension' | 'format' | 'formats'>,
): string {
  const { itemId, agenda } = document
  const values: Readonly<Record<string, string>> = { ...partsOf(document), itemId: itemPart(itemId), agenda: WORDS[agenda] }
  const base = settings.fileName.replace(/\{(\w+)\}/g, (_all, part: string) => values[part] ?? '')
  const extension = settings.extension ?? EXTENSIONS[formatOf(settings, agenda)]
  return `${DEVICE.test(base) ? `${WORDS[agenda]}-${base}` : base}.${extension}`
}

/** Name of the acknowledgement of a file. */
export const ackNameOf = (pattern: string, file: string): string => {
  const name = file.slice(0, file.lastIndexOf('.'))
  return pattern.replace(/\{(\w+)\}/g, (_all, part: string) => (part === 'file' ? file : name))
}
