import { SaxesParser } from 'saxes'
import type { XmlHandler } from '../../src/main/connectors/wrap/xml-reader'
import { type XmlLimits, XmlUnreadable } from '../../src/main/connectors/wrap/xml-unreadable'

const DECLARATION = /^<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z][\w.-]*)["']/

/** BOM first, then the declaration (its bytes are ASCII in every encoding we take), UTF-8 otherwise. */
const decoderFor = (head: Uint8Array): TextDecoder => {
  const label =
    head[0] === 0xff && head[1] === 0xfe
      ? 'utf-16le'
      : head[0] === 0xfe && head[1] === 0xff
        ? 'utf-16be'
        : head[0] === 0xef && head[1] === 0xbb
          ? 'utf-8'
          : (DECLARATION.exec(Buffer.from(head).toString('latin1'))?.[1] ?? 'utf-8')
  try {
    return new TextDecoder(label, { fatal: true })
  } catch {
    throw new XmlUnreadable(`unknown encoding ${label}`)
  }
}

/** What a document means by somebody else's parser, to hold our own to it: `readXml` as it was before it had one. */
export const readWithSaxes = async (chunks: AsyncIterable<Uint8Array>, handler: XmlHandler, limits: XmlLimits): Promise<void> => {
  const parser = new SaxesParser({ xmlns: true, position: false })
  /** What has stood so far directly in the element that is open, and in those around it. */
  let text = ''
  const around: string[] = []
  /** Whether the parser has made something of what it was given last. */
  let progress = false
  const refuse = (why: string): never => {
    throw new XmlUnreadable(why)
  }
  parser.on('error', (error) => refuse(error.message))
  parser.on('doctype', () => refuse('document type declarations are refused'))
  // Other characters, other line ends: our own takes none of it.
  parser.on('xmldecl', ({ version }) => version === '1.1' && refuse('XML 1.1'))
  const addText = (more: string): void => {
    if (around.length === 0) return
    text += more
    if (text.length > limits.maxTextLength) refuse('text too long')
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('opentag', (tag) => {
    progress = true
    if (around.push(text) > limits.maxDepth) refuse('nested too deeply')
    text = ''
    const attributes = new Map<string, string>()
    for (const attribute of Object.values(tag.attributes)) {
      if (attribute.value.length > limits.maxTextLength) refuse('attribute too long')
      if (attribute.uri === '') attributes.set(attribute.local, attribute.value)
    }
    handler.open(tag.uri, tag.local, attributes)
  })
  parser.on('closetag', (tag) => {
    progress = true
    handler.close(tag.uri, tag.local, text)
    text = around.pop() as string
  })

  let decoder: TextDecoder | undefined
  let head: Uint8Array = new Uint8Array(0)
  let bytes = 0
  let unfinished = 0
  /** saxes keeps a text, a comment or a tag until it is whole: one without an end would be kept in memory up to the size of the document. */
  const write = (piece: string): void => {
    // No characters of XML; saxes passes over them in an instruction's name.
    if (/[\ufffe\uffff]/.test(piece)) refuse('disallowed character')
    progress = false
    parser.write(piece)
    unfinished = progress ? 0 : unfinished + piece.length
    if (unfinished > limits.maxTextLength) refuse('one piece of it is too long')
  }
  const decode = (by: TextDecoder, chunk?: Uint8Array): string => {
    try {
      return chunk ? by.decode(chunk, { stream: true }) : by.decode()
    } catch {
      return refuse('bytes that do not belong to its encoding')
    }
  }
  for await (const chunk of chunks) {
    bytes += chunk.length
    if (bytes > limits.maxBytes) refuse('document too large')
    if (decoder === undefined) {
      // The declaration may be cut by a chunk's end.
      head = head.length === 0 ? chunk : Buffer.concat([head, chunk])
      if (head.length < 256 && !Buffer.from(head).includes('?>')) continue
      decoder = decoderFor(head)
      write(decode(decoder, head))
    } else {
      write(decode(decoder, chunk))
    }
  }
  if (decoder === undefined) {
    decoder = decoderFor(head)
    parser.write(decode(decoder, head))
  }
  write(decode(decoder))
  parser.close()
}
