import { z } from 'zod'
import type { ErpReference } from '../../../shared/central-api/queue'

/** What an acknowledgement says: taken, with the other system's own numbers if it gave any, or refused in its words. */
export type Acknowledgement = { ok: true; reference: ErpReference } | { ok: false; words: string }

const key = z.string().trim().min(1).max(128)
const jsonSchema = z.discriminatedUnion('status', [
  z.object({ status: z.literal('ok'), id: key.optional(), number: key.optional() }),
  z.object({ status: z.literal('error'), message: z.string().max(100_000).default('') }),
])

export const MAX_ACK_BYTES = 64 * 1024

/**
 * Reads one. Two forms: JSON (`{"status":"ok","id":"17","number":"OP 17"}`, `{"status":"error","message":"…"}`), or text: `OK`, `OK 17`,
 * or `ERROR why`, the id up to the first blank and the number after it. UTF-8, or else Windows-1250. Undefined: it says neither, or not all of it is there yet.
 * `file`: our own name for the document, where the other system gives none.
 */
export function readAcknowledgement(bytes: Uint8Array, file: string): Acknowledgement | undefined {
  const text = decoded(bytes)
    .replace(/^\ufeff/, '')
    .trim()
  if (text.startsWith('{')) {
    const parsed = jsonSchema.safeParse(jsonOf(text))
    if (!parsed.success) return undefined
    const { data } = parsed
    if (data.status === 'error') return { ok: false, words: data.message }
    const { id = file, number } = data
    return { ok: true, reference: number === undefined ? { id } : { id, number } }
  }
  const [, word = '', rest = ''] = /^(ok|error)(?:[:\s]+([\s\S]*))?$/i.exec(text) ?? []
  if (word === '') return undefined
  if (word.toLowerCase() === 'error') return { ok: false, words: rest.trim().slice(0, 4000) }
  const [, id = '', number = ''] = /^(\S*)\s*(.*)/.exec(rest.split(/\r?\n/, 1)[0] ?? '') ?? []
  if (id.length > 128 || number.length > 128) return undefined
  const numbered = number.trim()
  return { ok: true, reference: { id: id === '' ? file : id, ...(numbered === '' ? {} : { number: numbered }) } }
}

const decoded = (bytes: Uint8Array): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1250').decode(bytes)
  }
}
const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
