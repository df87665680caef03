import { type XmlPart, xmlStream } from './xml-stream'
import { type XmlLimits, XmlUnreadable } from './xml-unreadable'

export { type XmlLimits, XmlUnreadable }

export interface XmlHandler {
  /** `attributes`: by local name, of no namespace. */
  open(uri: string, local: string, attributes: ReadonlyMap<string, string>): void
  /** `text`: what stood directly in this element. */
  close(uri: string, local: string, text: string): void
}

/**
 * Reads all of a document piece by piece: memory stays flat however long it is. Throws `XmlUnreadable`; DTDs are refused (and with them
 * entities beyond the five of XML), so no file, network or blow-up can hide in an answer.
 */
export const readXml = async (chunks: AsyncIterable<Uint8Array>, handler: XmlHandler, limits: XmlLimits): Promise<void> => {
  const every: XmlPart = {
    open: (attributes, uri, local) => handler.open(uri, local, attributes),
    close: (text, uri, local) => handler.close(uri, local, text),
  }
  every.others = every
  const stream = xmlStream({ others: every }, { nameOf: (_uri, local) => local, limits })
  for await (const chunk of chunks) stream.write(chunk)
  stream.end()
}
