import { byCodePage, byUtf8, checkUtf8, type DecodeXml, encodingOf, type XmlEncoding } from './xml-encoding'
import { declarationLength, entityValue, inEntities, MARKUP, tablesFor } from './xml-lexical'
import { checkDeclaration, isTarget, nameTable, noName, rootScope, uriOf, type XmlName, type XmlScope } from './xml-names'
import { refuseXml, type XmlLimits } from './xml-unreadable'

/**
 * Reads XML as it comes, in memory that does not grow with the document, faster than native readers that hand out everything: only what
 * was asked for becomes text, all else is checked as bytes and passed over. Strict: whatever is not well-formed (XML 1.0 fifth edition,
 * Namespaces 1.0) is refused, and so are DTDs, entities beyond the five and XML 1.1. A test holds it equal to saxes.
 */

/** What somebody wants to know of an element. */
export interface XmlPart {
  /** Its start tag. `attributes`: by local name, of no namespace. */
  open?(attributes: ReadonlyMap<string, string>, uri: string, local: string): void
  /** Its end. `text`: what stood directly in it. */
  close?(text: string, uri: string, local: string): void
  /** Elements directly in it that are asked for, by the stream's `nameOf`. */
  parts?: ReadonlyMap<string, XmlPart>
  /** Of all other elements directly in it. Absent: nothing of them, and of what stands in them. */
  others?: XmlPart
  /** Elements in it, at any depth. More are refused. */
  maxElements?: number
}

export interface XmlStream {
  /** Calls the parts for all that has become known by these bytes. Throws `XmlUnreadable`, or what a part throws. */
  write(bytes: Uint8Array): void
  /** No more comes. Throws `XmlUnreadable` unless the document is whole. */
  end(): void
}

interface Wanted {
  readonly part: XmlPart
  readonly keepsText: boolean
  readonly byKey: (Wanted | undefined)[]
  others: Wanted | undefined
  readonly maxElements: number
}

const { LESS, GREATER, SLASH, BANG, QUESTION, BRACKET, AMPERSAND, CARRIAGE_RETURN, EQUALS, BLANK } = MARKUP
const FIRST_BYTES = 256 * 1024
const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map()
/** Parts in the form in which they are found quickest. They may hold one another. */
const compile = (document: XmlPart, keys: Map<string, number>): Wanted => {
  const known = new Map<XmlPart, Wanted>()
  const wanted = (part: XmlPart): Wanted => {
    const already = known.get(part)
    if (already) return already
    const made: Wanted = {
      part,
      keepsText: part.close !== undefined,
      byKey: [],
      others: undefined,
      maxElements: part.maxElements ?? Number.POSITIVE_INFINITY,
    }
    known.set(part, made)
    for (const [name, inner] of part.parts ?? []) {
      const key = keys.get(name) ?? keys.size + 1
      keys.set(name, key)
      made.byKey[key] = wanted(inner)
    }
    if (part.others) made.others = wanted(part.others)
    return made
  }
  return wanted(document)
}

/** `document`: its `parts` are what may be the root. `nameOf`: the name by which `parts` knows elements. */
export const xmlStream = (
  document: XmlPart,
  { nameOf, limits }: { nameOf: (uri: string, local: string) => string; limits: XmlLimits },
): XmlStream => {
  const { maxBytes, maxDepth, maxTextLength } = limits
  /** Bytes of a tag, a comment or a text that is wanted: a character has four at most. */
  const maxPiece = 4 * maxTextLength
  const keys = new Map<string, number>()
  const names = nameTable()

  /** What has come and is not done with: bytes `start` to `end` of `buffer`; `bytes` is the same memory. */
  let buffer = Buffer.alloc(0)
  let bytes = new Uint8Array(0)
  let start = 0
  let end = 0
  /** So much of it is known to belong to the encoding. */
  let checked = 0
  /** Less than this can't be any more than what was not enough before. */
  let enough = 0
  let total = 0
  let head = Buffer.alloc(0)
  let encoding: XmlEncoding | undefined
  let decode: DecodeXml = byUtf8(buffer)
  let tables = tablesFor(undefined)

  let begun = false
  let rootSeen = false
  let depth = 0
  let elements = 0
  let elementLimit = Number.POSITIVE_INFINITY
  let scope = rootScope
  /** Undefined: nobody asked for what stands here. */
  let current: Wanted | undefined = compile(document, keys)
  let text = ''
  let previous = noName()
  /** Of the elements that are open: names, and what was before. */
  const openNames: XmlName[] = []
  const around: { current: Wanted | undefined; scope: XmlScope; text: string; elementLimit: number }[] = []

  /** Of the tag that was read last. */
  let emptyTag = false
  let declares = false
  const attributeNames: XmlName[] = []
  const values: number[] = []

  const resolve = (name: XmlName): void => {
    name.uri = uriOf(scope, name.prefix)
    name.scope = scope
    name.key = keys.get(nameOf(name.uri, name.local)) ?? 0
  }

  const isAscii = (from: number, to: number): boolean => {
    let all = 0
    for (let at = from; at < to; at++) all |= bytes[at] as number
    return all < 0x80
  }
  const textOf = (from: number, to: number): string => decode(from, to, isAscii(from, to))

  const addText = (more: string): void => {
    text = text === '' ? more : text + more
    if (text.length > maxTextLength) refuseXml('text too long')
  }

  const openElement = (name: XmlName, attributes: boolean): void => {
    if (depth === 0 && rootSeen) refuseXml('more than one root element')
    rootSeen = true
    if (depth >= maxDepth) refuseXml('nested too deeply')
    if (++elements > elementLimit) refuseXml('too many elements')
    const outer = scope
    if (attributes && declares) scope = innerScope()
    if (name.scope !== scope) resolve(name)
    const inner = current?.byKey[name.key] ?? current?.others
    const place = around[depth]
    if (place) {
      place.current = current
      place.scope = outer
      if (inner) {
        place.text = text
        place.elementLimit = elementLimit
      }
    } else around.push({ current, scope: outer, text, elementLimit })
    openNames[depth++] = name
    const told = attributes ? attributeMap(inner?.part.open !== undefined) : NO_ATTRIBUTES
    current = inner
    if (inner === undefined) return
    text = ''
    if (inner.maxElements < elementLimit - elements) elementLimit = elements + inner.maxElements
    inner.part.open?.(told, name.uri, name.local)
  }

  const closeElement = (): void => {
    const name = openNames[--depth] as XmlName
    const place = around[depth] as (typeof around)[number]
    if (current !== undefined) {
      if (current.keepsText) {
        if (name.scope !== scope) resolve(name)
        current.part.close?.(text, name.uri, name.local)
      }
      text = place.text
      elementLimit = place.elementLimit
    }
    current = place.current
    scope = place.scope
  }

  /** The value of attribute number `at`. */
  const attributeValue = (at: number): string => {
    const raw = textOf(values[2 * at] as number, values[2 * at + 1] as number)
    const value = inEntities(raw.replace(/\r\n|[\r\n\t]/g, ' '))
    if (value.length > maxTextLength) refuseXml('attribute too long')
    return value
  }

  const innerScope = (): XmlScope => {
    const prefixes = new Map<string, string>()
    attributeNames.forEach((name, at) => {
      const prefix = name.prefix === 'xmlns' ? name.local : name.prefix === '' && name.local === 'xmlns' ? '' : undefined
      if (prefix === undefined) return
      const uri = attributeValue(at).trim()
      checkDeclaration(prefix, uri)
      prefixes.set(prefix, uri)
    })
    return { outer: scope, prefixes }
  }

  /** No two with one name, neither as written nor by namespace. `wanted`: gives those of no namespace. */
  const attributeMap = (wanted: boolean): ReadonlyMap<string, string> => {
    const count = attributeNames.length
    if (count > 1) {
      const seen = new Set<string>()
      for (const { prefix, local } of attributeNames) {
        const uri = prefix === '' ? '' : uriOf(scope, prefix)
        if (seen.size === seen.add(`${uri} ${local}`).size) refuseXml('duplicate attribute')
      }
    } else if (count === 1) uriOf(scope, attributeNames[0]?.prefix ?? '')
    if (!wanted) return NO_ATTRIBUTES
    const told = new Map<string, string>()
    attributeNames.forEach((name, at) => {
      if (name.prefix === '' && name.local !== 'xmlns') told.set(name.local, attributeValue(at))
    })
    return told
  }

  /** From behind the tag's name. Gives where the tag ends, -1: not there yet. */
  const readAttributes = (from: number): number => {
    const { NAME, START, VALUE } = tables
    attributeNames.length = 0
    values.length = 0
    declares = false
    let at = from
    for (;;) {
      const before = at
      while (BLANK[bytes[at] as number] !== 0) at++
      if (at >= end) return -1
      const byte = bytes[at] as number
      if (byte === GREATER) {
        emptyTag = false
        return at + 1
      }
      if (byte === SLASH) {
        if (at + 1 >= end) return -1
        if (bytes[at + 1] !== GREATER) refuseXml('a slash inside a tag')
        emptyTag = true
        return at + 2
      }
      if (at === before || START[byte] === 0) refuseXml('disallowed character in a tag')
      const nameFrom = at
      let hash = 0
      while (NAME[bytes[at] as number] !== 0) hash = (Math.imul(hash, 31) + (bytes[at++] as number)) | 0
      if (at >= end) return -1
      const name = names(bytes, nameFrom, at, hash, decode)
      if (name.prefix === 'xmlns' || (name.prefix === '' && name.local === 'xmlns')) declares = true
      while (BLANK[bytes[at] as number] !== 0) at++
      if (at >= end) return -1
      if (bytes[at] !== EQUALS) refuseXml('attribute without a value')
      at++
      while (BLANK[bytes[at] as number] !== 0) at++
      if (at >= end) return -1
      const quote = bytes[at] as number
      if (quote !== MARKUP.QUOTE && quote !== MARKUP.APOSTROPHE) refuseXml('attribute value without quotes')
      const valueFrom = ++at
      for (;;) {
        while (VALUE[bytes[at] as number] === 0) at++
        if (at >= end) return -1
        const found = bytes[at] as number
        if (found === quote) break
        if (found === AMPERSAND) {
          const after = entityAt(at)
          if (after < 0) return -1
          at = after
        } else if (found === MARKUP.QUOTE || found === MARKUP.APOSTROPHE) at++
        else refuseXml('disallowed character in an attribute')
      }
      attributeNames.push(name)
      values.push(valueFrom, at)
      at++
      if (at - from > maxPiece) refuseXml('one piece of it is too long')
    }
  }

  /** Checks the entity at `from`. Gives where it ends, -1: not there yet. */
  const entityAt = (from: number): number => {
    let at = from + 1
    while (MARKUP.ENTITY[bytes[at] as number] !== 0) at++
    if (at >= end) {
      if (at - from > maxPiece) refuseXml('one piece of it is too long')
      return -1
    }
    if (bytes[at] !== MARKUP.SEMICOLON) refuseXml('an ampersand that begins no entity')
    entityValue(buffer.toString('latin1', from + 1, at))
    return at + 1
  }

  /** Text from `from` on. Gives where what is done with ends; `from` itself: not enough is there. */
  const readText = (from: number): number => {
    let at = from
    if (depth === 0) {
      while (BLANK[bytes[at] as number] !== 0) at++
      if (at < end && bytes[at] !== LESS) refuseXml('text outside of the root element')
      return at
    }
    const { TEXT } = tables
    const wanted = current?.keepsText === true
    let plain = true
    for (;;) {
      while (TEXT[bytes[at] as number] === 0) at++
      const byte = bytes[at] as number
      if (byte === LESS) break
      if (byte === AMPERSAND) {
        plain = false
        const after = entityAt(at)
        if (after < 0) return wanted ? from : at
        at = after
      } else if (byte === BRACKET) {
        if (bytes[at + 1] === BRACKET && bytes[at + 2] === GREATER && at + 2 < end) refuseXml(']]> in a text')
        // Whether it is one, the next bytes will tell.
        if (at + 2 >= end) return wanted ? from : at
        at++
      } else if (byte === CARRIAGE_RETURN) {
        plain = false
        at++
      } else refuseXml('disallowed character')
    }
    if (!wanted) return at
    if (at >= end) return from
    const piece = textOf(from, at)
    addText(plain ? piece : inEntities(piece.replace(/\r\n?/g, '\n')))
    return at
  }

  /** The place of `first second third` at or behind `from`, only characters of XML before it; -1: not there yet. */
  const findEnd = (from: number, first: number, second: number, third: number): number => {
    const { ANY } = tables
    for (let at = from; at < end; at++) {
      const byte = bytes[at] as number
      if (byte === first && bytes[at + 1] === second && (third === 0 || bytes[at + 2] === third)) {
        if (at + (third === 0 ? 1 : 2) >= end) return -1
        if (at - from > maxPiece) refuseXml('one piece of it is too long')
        return at
      }
      if (ANY[byte] !== 0) refuseXml('disallowed character')
    }
    return -1
  }

  const startsWith = (word: string, from: number): boolean => {
    const there = buffer.toString('latin1', from, Math.min(end, from + word.length))
    if (!word.startsWith(there)) refuseXml('incorrect markup')
    return there.length === word.length
  }

  /** Comments, CDATA sections, processing instructions, and what we refuse. Gives where it ends, -1: not there yet. */
  const readMarkup = (from: number): number => {
    if (bytes[from + 1] === QUESTION) {
      const close = findEnd(from + 2, QUESTION, GREATER, 0)
      if (close < 0) return -1
      const [, target = '', rest = ''] = /^([^ \t\r\n]*)([\s\S]*)$/.exec(textOf(from + 2, close)) ?? []
      if (!isTarget(target) || target.toLowerCase() === 'xml') refuseXml('a disallowed instruction')
      if (rest.length > maxPiece) refuseXml('one piece of it is too long')
      return close + 2
    }
    if (bytes[from + 1] !== BANG) return refuseXml('incorrect markup')
    if (from + 2 >= end) return -1
    if (bytes[from + 2] === MARKUP.DASH) {
      if (!startsWith('<!--', from)) return -1
      const close = findEnd(from + 4, MARKUP.DASH, MARKUP.DASH, 0)
      if (close < 0 || close + 2 >= end) return -1
      if (bytes[close + 2] !== GREATER) refuseXml('malformed comment')
      return close + 3
    }
    if (bytes[from + 2] !== MARKUP.OPEN_BRACKET) return refuseXml('document type declarations are refused')
    if (!startsWith('<![CDATA[', from)) return -1
    if (depth === 0) refuseXml('text outside of the root element')
    const close = findEnd(from + 9, BRACKET, BRACKET, GREATER)
    if (close < 0) return -1
    if (current?.keepsText) addText(textOf(from + 9, close).replace(/\r\n?/g, '\n'))
    return close + 3
  }

  /** An end tag. Gives where it ends, -1: not there yet. */
  const readEndTag = (from: number): number => {
    if (depth === 0) refuseXml('an end tag without a start tag')
    const { bytes: expected } = openNames[depth - 1] as XmlName
    const length = expected.length
    let at = from + 2
    for (let i = 0; i < length; i++, at++) {
      if (bytes[at] === expected[i]) continue
      if (at >= end) return -1
      refuseXml('mismatched end tag')
    }
    while (BLANK[bytes[at] as number] !== 0) at++
    if (at >= end) return -1
    if (bytes[at] !== GREATER) refuseXml('mismatched end tag')
    closeElement()
    return at + 1
  }

  /** A start tag. Gives where it ends, -1: not there yet. */
  const readStartTag = (from: number): number => {
    const { NAME } = tables
    let name = previous.next
    let at = from + 1
    if (name !== undefined) {
      const { bytes: guessed } = name
      const length = guessed.length
      let same = 0
      while (same < length && guessed[same] === bytes[at + same]) same++
      if (same === length && NAME[bytes[at + length] as number] === 0) at += length
      else name = undefined
    }
    if (name === undefined) {
      let hash = 0
      while (NAME[bytes[at] as number] !== 0) hash = (Math.imul(hash, 31) + (bytes[at++] as number)) | 0
      if (at >= end) return -1
      name = names(bytes, from + 1, at, hash, decode)
      previous.next = name
    }
    if (at >= end) return -1
    if (bytes[at] === GREATER) {
      previous = name
      openElement(name, false)
      return at + 1
    }
    const after = readAttributes(at)
    if (after < 0) return -1
    previous = name
    openElement(name, true)
    if (emptyTag) closeElement()
    return after
  }

  /** Does all that can be done with what is there. */
  const parse = (): void => {
    // Ends every search; nothing but a tag begins with it.
    bytes[end] = LESS
    if (!begun) {
      const taken = declarationLength(buffer, start, end)
      if (taken < 0) return
      start += taken
      begun = true
    }
    while (start < end) {
      let after: number
      if (bytes[start] !== LESS) {
        after = readText(start)
        if (after === start) return
      } else {
        if (start + 1 >= end) return
        const byte = bytes[start + 1] as number
        after = byte === SLASH ? readEndTag(start) : tables.START[byte] !== 0 ? readStartTag(start) : readMarkup(start)
        if (after < 0) return
      }
      start = after
    }
  }

  const append = (more: Uint8Array): void => {
    const left = end - start
    if (end + more.length >= bytes.length) {
      if (left + more.length >= bytes.length) {
        const old = buffer
        buffer = Buffer.allocUnsafeSlow(Math.max(FIRST_BYTES, 2 * (left + more.length + 1)))
        bytes = new Uint8Array(buffer.buffer)
        buffer.set(old.subarray(start, end))
        const high = encoding?.high
        decode = high ? byCodePage(buffer, high) : byUtf8(buffer)
      } else bytes.copyWithin(0, start, end)
      checked -= start
      start = 0
      end = left
    }
    bytes.set(more, end)
    end += more.length
    if (encoding?.high === undefined) checked = checkUtf8(buffer, checked, end)
    if (end - start < enough) return
    parse()
    if (end - start > maxPiece) refuseXml('one piece of it is too long')
    // A long piece that comes in crumbs is looked at anew only when it has grown by half.
    enough = end - start < 4096 ? 0 : Math.ceil(1.5 * (end - start))
  }

  const decodeForeign = (by: TextDecoder, chunk?: Uint8Array): Buffer => {
    try {
      return Buffer.from(chunk ? by.decode(chunk, { stream: true }) : by.decode())
    } catch {
      return refuseXml('bytes that do not belong to its encoding')
    }
  }

  const begin = (): XmlEncoding => {
    const found = encodingOf(head)
    encoding = found
    tables = tablesFor(found.high)
    const first = head.subarray(found.mark)
    head = Buffer.alloc(0)
    append(found.foreign ? decodeForeign(found.foreign, first) : first)
    return found
  }

  return {
    write(chunk) {
      total += chunk.length
      if (total > maxBytes) refuseXml('document too large')
      if (encoding !== undefined) {
        append(encoding.foreign ? decodeForeign(encoding.foreign, chunk) : chunk)
        return
      }
      // The declaration may be cut by a chunk's end.
      head = Buffer.concat([head, chunk])
      if (head.length >= 256 || head.includes('?>')) begin()
    },
    end() {
      const { foreign } = encoding ?? begin()
      enough = 0
      append(foreign ? decodeForeign(foreign) : new Uint8Array(0))
      if (checked < end && encoding?.high === undefined) refuseXml('bytes that do not belong to its encoding')
      if (start < end || depth > 0) refuseXml('document is cut off')
      if (!rootSeen) refuseXml('no root element')
    },
  }
}
