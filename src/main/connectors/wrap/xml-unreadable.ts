/** An XML document that can't be read to its end: not well-formed, cut off, too large, or with things we refuse. */
export class XmlUnreadable extends Error {
  override readonly name = 'XmlUnreadable'
}

export const refuseXml = (why: string): never => {
  throw new XmlUnreadable(why)
}

export interface XmlLimits {
  maxBytes: number
  maxDepth: number
  /** Of one element's text, in UTF-16 code units; of a tag, a comment or an attribute in bytes. */
  maxTextLength: number
}
