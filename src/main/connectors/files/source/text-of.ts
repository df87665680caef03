import { SourceUnreadable } from './fault'

export type SourceEncoding = 'utf-8' | 'windows-1250' | 'utf-16'

/** A byte order mark says more than any setting; without one, UTF-16 could be either way round. */
function decoderFor(head: Uint8Array, encoding: SourceEncoding): TextDecoder {
  const [first, second, third] = head
  if (first === 0xef && second === 0xbb && third === 0xbf) return new TextDecoder('utf-8', { fatal: true })
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le', { fatal: true })
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be', { fatal: true })
  if (encoding === 'utf-16') throw new SourceUnreadable('encoding', { words: 'no byte order mark' })
  return new TextDecoder(encoding, { fatal: true })
}

/** Bytes as text, piece by piece. Throws `SourceUnreadable` on bytes that the encoding doesn't have. */
export async function* textOf(chunks: AsyncIterable<Uint8Array>, encoding: SourceEncoding): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined
  let head = Buffer.alloc(0)
  const decode = (bytes?: Uint8Array): string => {
    try {
      return bytes ? (decoder as TextDecoder).decode(bytes, { stream: true }) : (decoder as TextDecoder).decode()
    } catch {
      throw new SourceUnreadable('encoding', { words: encoding })
    }
  }
  for await (const chunk of chunks) {
    if (decoder) {
      yield decode(chunk)
      continue
    }
    head = Buffer.concat([head, chunk])
    if (head.length < 3) continue
    decoder = decoderFor(head, encoding)
    yield decode(head)
  }
  if (!decoder) {
    decoder = decoderFor(head, encoding)
    yield decode(head)
  }
  yield decode()
}
