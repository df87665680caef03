import { isUtf8 } from 'node:buffer'
import { refuseXml } from './xml-unreadable'

/**
 * The encoding of an XML document. The stream works on bytes in which ASCII means itself: UTF-8 and the code pages of one byte as they
 * are, anything else by way of UTF-8.
 */
export interface XmlEncoding {
  /** Bytes of the byte order mark. */
  mark: number
  /** Code units of bytes 0x80 to 0xff of a code page; 0: no character. Undefined: UTF-8. */
  high: Uint16Array | undefined
  /** Set: the document must be turned into UTF-8 first. */
  foreign: TextDecoder | undefined
}

const DECLARATION = /^<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z][\w.-]*)["']/
const codePages = new Map<string, Uint16Array | undefined>()

/** Undefined: not a code page of one byte over ASCII. */
const codePage = (decoder: TextDecoder): Uint16Array | undefined => {
  const name = decoder.encoding
  if (codePages.has(name)) return codePages.get(name)
  const lenient = new TextDecoder(name)
  const all = lenient.decode(Uint8Array.from({ length: 256 }, (_, byte) => byte))
  const single =
    all.length === 256 && all.startsWith(Buffer.from(Array.from({ length: 128 }, (_, byte) => byte)).toString('latin1'))
  const high = single ? Uint16Array.from(all.slice(128), (char) => (char === '\ufffd' ? 0 : char.charCodeAt(0))) : undefined
  codePages.set(name, high)
  return high
}

/** Byte order mark first, then the declaration (its bytes are ASCII in every encoding we take), UTF-8 otherwise. */
export const encodingOf = (head: Uint8Array): XmlEncoding => {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { mark: 3, high: undefined, foreign: undefined }
  const label =
    head[0] === 0xff && head[1] === 0xfe
      ? 'utf-16le'
      : head[0] === 0xfe && head[1] === 0xff
        ? 'utf-16be'
        : (DECLARATION.exec(Buffer.from(head.subarray(0, 1024)).toString('latin1'))?.[1] ?? 'utf-8')
  let decoder: TextDecoder
  try {
    decoder = new TextDecoder(label, { fatal: true })
  } catch {
    return refuseXml(`unknown encoding ${label}`)
  }
  if (decoder.encoding === 'utf-8') return { mark: 0, high: undefined, foreign: undefined }
  const high = codePage(decoder)
  return { mark: 0, high, foreign: high ? undefined : decoder }
}

/** Text of bytes that are known to belong to the encoding. `ascii`: whether all of them are. */
export type DecodeXml = (from: number, to: number, ascii: boolean) => string

/** Reads out of `buffer` by a code page. */
export const byCodePage = (buffer: Buffer, high: Uint16Array): DecodeXml => {
  let scratch = Buffer.allocUnsafe(512)
  return (from, to, ascii) => {
    if (ascii) return buffer.toString('latin1', from, to)
    const length = to - from
    if (scratch.length < 2 * length) scratch = Buffer.allocUnsafe(4 * length)
    const units = scratch
    for (let at = 0; at < length; at++) {
      const byte = buffer[from + at] as number
      const unit = byte < 0x80 ? byte : (high[byte - 0x80] as number)
      units[2 * at] = unit & 0xff
      units[2 * at + 1] = unit >> 8
    }
    return units.toString('utf16le', 0, 2 * length)
  }
}

export const byUtf8 =
  (buffer: Buffer): DecodeXml =>
  (from, to, ascii) =>
    ascii ? buffer.toString('latin1', from, to) : buffer.toString('utf8', from, to)

const NOT_CHARACTERS = [Buffer.of(0xef, 0xbf, 0xbe), Buffer.of(0xef, 0xbf, 0xbf)]

/**
 * Checks UTF-8 as it comes. `check(buffer, from, to)` looks at bytes `from` to `to` and gives how far it got: a character that is
 * not whole yet is looked at again. U+FFFE and U+FFFF are no characters of XML.
 */
export const checkUtf8 = (buffer: Buffer, from: number, to: number): number => {
  let whole = to
  // At most three bytes of a character can be waiting for the rest.
  for (let back = 1; back <= 3 && to - back >= from; back++) {
    const byte = buffer[to - back] as number
    if (byte < 0x80) break
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
      if (length > back) whole = to - back
      break
    }
  }
  const part = buffer.subarray(from, whole)
  if (!isUtf8(part)) refuseXml('bytes that do not belong to its encoding')
  if (NOT_CHARACTERS.some((bytes) => part.includes(bytes))) refuseXml('disallowed character')
  return whole
}
