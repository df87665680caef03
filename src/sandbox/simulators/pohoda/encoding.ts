/**
 * Bytes of a pack to text and text of an answer to bytes, as POHODA does it: Windows-1250 unless the declaration says
 * otherwise (fact: its data and its answers are in Windows-1250).
 */

const decoder1250 = new TextDecoder('windows-1250')
/** Bytes that mean nothing in Windows-1250; browsers' decoders let them through as control characters. */
const undefinedBytes = new Set([0x81, 0x83, 0x88, 0x90, 0x98])

const byteOf = new Map<number, number>()
for (let byte = 0; byte < 256; byte += 1) {
  if (undefinedBytes.has(byte)) continue
  const point = decoder1250.decode(Uint8Array.of(byte)).codePointAt(0)
  if (point !== undefined) byteOf.set(point, byte)
}

/** XML text as Windows-1250; what the code page lacks becomes a numeric reference. */
export function toWindows1250(xml: string): Buffer {
  // Each character as the one of Latin 1 that has its byte.
  const held = xml.replace(/[^\x00-\x7f]/gu, (char) => {
    const point = char.codePointAt(0) ?? 0
    const byte = byteOf.get(point)
    return byte === undefined ? `&#${point};` : String.fromCharCode(byte)
  })
  return Buffer.from(held, 'latin1')
}

/** The encoding a pack declares, in lower case; undefined when it declares none and carries no byte order mark. */
export function declaredEncoding(bytes: Buffer): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const head = bytes.subarray(0, 256).toString('latin1')
  return /^<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(head)?.[1]?.toLowerCase()
}

/** Text of a pack by its declaration. Throws when the bytes are not what it declares, or the encoding is unknown. */
export function decodePack(bytes: Buffer): string {
  const encoding = declaredEncoding(bytes) ?? 'windows-1250'
  if (/^(windows|cp)-?1250$/.test(encoding) && bytes.some((byte) => undefinedBytes.has(byte))) {
    throw new Error('a byte that Windows-1250 does not have')
  }
  return new TextDecoder(encoding.replace(/^cp-?1250$/, 'windows-1250'), { fatal: true }).decode(bytes)
}
