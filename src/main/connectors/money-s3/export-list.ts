import { open } from 'node:fs/promises'
import { readXml, type XmlLimits, XmlUnreadable } from '../wrap/xml-reader'
import { bareKey, idInNote, isOurKey } from './key'
import type { Kind } from './kinds'

/**
 * The documents of one kind that Money exports to a file again and again (XML DE): the one list of its own in which a record can be looked
 * up without the API. The file may hold other lists as well.
 */
export interface ExportList {
  /** Changes whenever the file was written anew. */
  version: string
  writtenAt: number
  /** `VyberZaznamu` 0: all records. Any other word, or none, and "not there" proves nothing. */
  complete: boolean
  ico: string
  count: number
  /** Money's number of the document, `''` where it has none; by our key (`bareKey`) and by our whole id. */
  byKey: ReadonlyMap<string, string>
  byItemId: ReadonlyMap<string, string>
}

export type ListKind = Pick<Kind, 'list' | 'record' | 'number' | 'key' | 'note'>

const LIMITS: XmlLimits = { maxBytes: 1024 * 1024 * 1024, maxDepth: 64, maxTextLength: 1024 * 1024 }
const MAX_RECORDS = 1_000_000
const MAX_NUMBER = 64

/** `others`: kinds that the same documents were written as with other settings; looked into where the file has them, too. */
export const parseExportList = async (
  chunks: AsyncIterable<Uint8Array>,
  kind: ListKind,
  others: readonly ListKind[] = [],
): Promise<Omit<ExportList, 'version' | 'writtenAt'>> => {
  const byKey = new Map<string, string>()
  const byItemId = new Map<string, string>()
  const path: string[] = []
  let count = 0
  let complete = false
  let ico = ''
  let hasList = false
  let record = { number: '', key: '', note: '' }
  let inside: ListKind | undefined
  await readXml(
    chunks,
    {
      open(_uri, local, attributes) {
        path.push(local)
        if (path.length === 1) {
          if (local !== 'MoneyData') throw new XmlUnreadable('not MoneyData')
          complete = attributes.get('VyberZaznamu') === '0'
          ico = (attributes.get('ICAgendy') ?? '').slice(0, 32)
        } else if (path.length === 2) {
          hasList ||= local === kind.list
        } else if (path.length === 3) {
          inside = [kind, ...others].find(({ list, record: name }) => path[1] === list && local === name)
          record = { number: '', key: '', note: '' }
        }
      },
      close(_uri, local, text) {
        if (inside) {
          if (path.length === 4 && local === inside.number) record.number = text.trim().length <= MAX_NUMBER ? text.trim() : ''
          else if (path.length === 4 && local === inside.key) record.key = text.trim()
          else if (path.length === 4 && local === inside.note) record.note = text
          else if (path.length === 3) {
            if (++count > MAX_RECORDS) throw new XmlUnreadable('too many records')
            const id = idInNote(record.note)
            if (id !== undefined && !byItemId.has(id)) byItemId.set(id, record.number)
            const key = bareKey(record.key)
            if (isOurKey(record.key) && !byKey.has(key)) byKey.set(key, record.number)
            inside = undefined
          }
        }
        path.pop()
      },
    },
    LIMITS,
  )
  // An export of something else would make every document "not there".
  if (!hasList) throw new XmlUnreadable(`no ${kind.list}`)
  return { complete, ico, count, byKey, byItemId }
}

/**
 * Reads the file when it has changed. `undefined`: there is none, or it is being written just now: what is read is believed only if
 * the very file that was opened is the same afterwards.
 */
export const exportListReader = (
  path: string,
  kind: ListKind,
  others: readonly ListKind[] = [],
): (() => Promise<ExportList | undefined>) => {
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
      const list = await parseExportList(handle.createReadStream({ autoClose: false }), kind, others)
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
