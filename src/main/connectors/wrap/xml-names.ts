import type { DecodeXml } from './xml-encoding'
import { refuseXml } from './xml-unreadable'

/** Names of elements and attributes. A document has few, so each is looked at once and known by its bytes afterwards. */
export interface XmlName {
  readonly bytes: Uint8Array
  readonly hash: number
  readonly prefix: string
  readonly local: string
  /** As an element, in the scope `scope`. */
  scope: XmlScope | undefined
  uri: string
  /** Whether somebody asked for elements of that name: their number, else 0. */
  key: number
  /** The name that followed the last time: documents repeat themselves. */
  next: XmlName | undefined
}

/** The prefixes that hold at a place. */
export interface XmlScope {
  readonly outer: XmlScope | undefined
  readonly prefixes: ReadonlyMap<string, string>
}

const XML = 'http://www.w3.org/XML/1998/namespace'
const XMLNS = 'http://www.w3.org/2000/xmlns/'
export const rootScope: XmlScope = {
  outer: undefined,
  prefixes: new Map([
    ['', ''],
    ['xml', XML],
    ['xmlns', XMLNS],
  ]),
}

export const uriOf = (scope: XmlScope, prefix: string): string => {
  for (let at: XmlScope | undefined = scope; at; at = at.outer) {
    const uri = at.prefixes.get(prefix)
    if (uri !== undefined) return uri
  }
  return refuseXml(`unbound prefix ${prefix.slice(0, 100)}`)
}

/** Throws `XmlUnreadable` for a declaration that the recommendation forbids (Namespaces in XML 1.0, section 3). */
export const checkDeclaration = (prefix: string, uri: string): void => {
  if (prefix === 'xmlns' || uri === XMLNS || (prefix === 'xml') !== (uri === XML)) refuseXml('reserved namespace')
  if (prefix !== '' && uri === '') refuseXml('a prefix without a namespace')
}

const START =
  'A-Z_a-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C\\u200D\\u2070-\\u218F\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD\\u{10000}-\\u{EFFFF}'
const NC_NAME = `[${START}][-${START}.0-9\\u00B7\\u0300-\\u036F\\u203F-\\u2040]*`
/** XML 1.0, fifth edition, with at most one colon. */
const QUALIFIED = new RegExp(`^(?:(${NC_NAME}):)?(${NC_NAME})$`, 'u')
/** Of a processing instruction. */
export const isTarget = (name: string): boolean => QUALIFIED.exec(name)?.[1] === undefined && QUALIFIED.test(name)

const newName = (bytes: Uint8Array, hash: number, prefix: string, local: string): XmlName => ({
  bytes,
  hash,
  prefix,
  local,
  scope: undefined,
  uri: '',
  key: 0,
  next: undefined,
})
/** Stands before the first. */
export const noName = (): XmlName => newName(new Uint8Array(0), 0, '', '')

/** Far more than any document has; bounds memory. */
const MOST_NAMES = 4096
const SLOTS = 4 * MOST_NAMES
/** So far a name may lie from its place. More: names that were chosen to collide. */
const MOST_STEPS = 256

export const nameTable = () => {
  const slots: (XmlName | undefined)[] = new Array(SLOTS).fill(undefined)
  let known = 0
  /** The name in `buffer`, whose bytes have this `hash`. Throws `XmlUnreadable` when it is none. */
  return (buffer: Uint8Array, from: number, to: number, hash: number, decode: DecodeXml): XmlName => {
    const length = to - from
    for (let step = 0, slot = hash & (SLOTS - 1); step < MOST_STEPS; step++, slot = (slot + 1) & (SLOTS - 1)) {
      const name = slots[slot]
      if (name === undefined) {
        if (++known > MOST_NAMES) break
        const bytes = new Uint8Array(buffer.subarray(from, to))
        const [, prefix = '', local = ''] = QUALIFIED.exec(decode(from, to, false)) ?? refuseXml('disallowed character in a name')
        const made = newName(bytes, hash, prefix, local)
        slots[slot] = made
        return made
      }
      if (name.hash !== hash || name.bytes.length !== length) continue
      const { bytes } = name
      let at = 0
      while (at < length && bytes[at] === buffer[from + at]) at++
      if (at === length) return name
    }
    return refuseXml('too many names')
  }
}
