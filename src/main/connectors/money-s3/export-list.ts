import { open } from 'node:fs/promises'
import { readXml, type XmlLimits, XmlUnreadable } from '../wrap/xml-reader'
import { idInNote, isItemKey } from './key'

/**
 * The received orders that Money exports to a file again and again (XML DE): the one list of its own in which a record can be looked
 * up without the API.
 */
export interface ExportList {
  /** Changes whenever the file was written anew. */
  version: string
  writtenAt: number
  /** `VyberZaznamu` 0: all records. Any other word, or none, and "not there" proves nothing. */
  complete: boolean
  ico: string
  count: number
  /** Money's number of the order, `''` where it has none; by our key and by our whole id. */
  byKey: ReadonlyMap<string, string>
  byItemId: ReadonlyMap<string, string>
}

const LIMITS: XmlLimits = { maxBytes: 1024 * 1024 * 1024, maxDepth: 64, maxTextLength: 1024 * 1024 }
const MAX_ORDERS = 1_000_000
const MAX_NUMBER = 64

export const parseExportList = async (chunks: AsyncIterable<Uint8Array>): Promise<Omit<ExportList, 'version' | 'writtenAt'>> => {
  const byKey = new Map<string, string>()
  const byItemId = new Map<string, string>()
  const path: string[] = []
  let count = 0
  let complete = false
  let ico = ''
  let hasList = false
  let order = { number: '', sourceNumber: '', note: '' }
  await readXml(
    chunks,
    {
      open(_uri, local, attributes) {
        path.push(local)
        if (path.length === 1) {
          if (local !== 'MoneyData') throw new XmlUnreadable('not MoneyData')
          complete = attributes.get('VyberZaznamu') === '0'
          ico = (attributes.get('ICAgendy') ?? '').slice(0, 32)
        } else if (path.length === 2 && local === 'SeznamObjPrij') hasList = true
        else if (path.length === 3) order = { number: '', sourceNumber: '', note: '' }
      },
      close(_uri, local, text) {
        if (path[1] === 'SeznamObjPrij' && path[2] === 'ObjPrij') {
          if (path.length === 4 && local === 'Doklad') order.number = text.trim().length <= MAX_NUMBER ? text.trim() : ''
          else if (path.length === 4 && local === 'PrimDoklad') order.sourceNumber = text.trim()
          else if (path.length === 4 && local === 'Poznamka') order.note = text
          else if (path.length === 3) {
            if (++count > MAX_ORDERS) throw new XmlUnreadable('too many orders')
            const id = idInNote(order.note)
            if (id !== undefined && !byItemId.has(id)) byItemId.set(id, order.number)
            if (isItemKey(order.sourceNumber) && !byKey.has(order.sourceNumber)) byKey.set(order.sourceNumber, order.number)
          }
        }
        path.pop()
      },
    },
    LIMITS,
  )
  // An export of something else would make every order "not there".
  if (!hasList) throw new XmlUnreadable('no list of received orders')
  return { complete, ico, count, byKey, byItemId }
}

/**
 * Reads the file when it has changed. `undefined`: there is none, or it is being written just now: what is read is believed only if
 * the very file that was opened is the same afterwards.
 */
export const exportListReader = (path: string): (() => Promise<ExportList | undefined>) => {
  let known: ExportList | undefined
  return async () => {
    const handle = await open(path, 'r').catch(() => undefined)
    if (handle === undefined) return undefined
    try {
      const stamp = async (): Promise<{ version: string; writtenAt: number }> => {
        const { mtimeMs, size, ino } = await handle.stat()
        return { version: `${mtimeMs}:${size}:${ino}`, writtenAt: mtimeMs }
      }
      const before = await stamp()
      if (known?.version === before.version) return known
      const list = await parseExportList(handle.createReadStream({ autoClose: false }))
      if ((await stamp()).version !== before.version) return undefined
      known = { ...before, ...list }
      return known
    } catch {
      return undefined
    } finally {
      await handle.close().catch(() => {})
    }
  }
}
