import { createHash } from 'node:crypto'
import type { ParsedDocument } from '../../engine/ports'
import type { FilesSettings } from './settings'

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

/** Name of the file for one order: by the pattern of the settings, unique by its item id, and never a path. */
export function fileNameOf(
  { itemId, payload }: Pick<ParsedDocument<'orders'>, 'itemId' | 'payload'>,
  { fileName, extension, format }: Pick<FilesSettings, 'fileName' | 'extension' | 'format'>,
): string {
  const values: Readonly<Record<string, string>> = {
    itemId: itemPart(itemId),
    number: safe(payload.number, 40),
    date: payload.issuedOn,
    buyerIco: safe(payload.buyer.ico ?? '', 20),
  }
  const base = fileName.replace(/\{(\w+)\}/g, (_all, part: string) => values[part] ?? '')
  return `${DEVICE.test(base) ? `order-${base}` : base}.${extension ?? EXTENSIONS[format]}`
}

/** Name of the acknowledgement of a file. */
export const ackNameOf = (pattern: string, file: string): string => {
  const name = file.slice(0, file.lastIndexOf('.'))
  return pattern.replace(/\{(\w+)\}/g, (_all, part: string) => (part === 'file' ? file : name))
}
