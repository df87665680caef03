import { refuseXml } from './xml-unreadable'

/** The letters of XML 1.0 as bytes. */

/** A table over all bytes: 1 for those of `set`. */
const table = (...set: (number | [number, number])[]): Uint8Array => {
  const made = new Uint8Array(256)
  for (const one of set) {
    const [from, to] = typeof one === 'number' ? [one, one] : one
    for (let byte = from; byte <= to; byte++) made[byte] = 1
  }
  return made
}
const code = (char: string): number => char.charCodeAt(0)
const range = (from: string, to: string): [number, number] => [code(from), code(to)]
const CONTROLS: readonly [number, number][] = [
  [0x00, 0x08],
  [0x0b, 0x0c],
  [0x0e, 0x1f],
]

export const MARKUP = {
  LESS: code('<'),
  GREATER: code('>'),
  SLASH: code('/'),
  BANG: code('!'),
  QUESTION: code('?'),
  OPEN_BRACKET: code('['),
  BRACKET: code(']'),
  DASH: code('-'),
  AMPERSAND: code('&'),
  SEMICOLON: code(';'),
  EQUALS: code('='),
  QUOTE: code('"'),
  APOSTROPHE: code("'"),
  CARRIAGE_RETURN: 0x0d,
  BLANK: table(0x20, 0x09, 0x0a, 0x0d),
  /** What may stand between an ampersand and a semicolon. */
  ENTITY: table(code('#'), range('0', '9'), range('a', 'z'), range('A', 'Z')),
} as const

export interface XmlTables {
  /** Bytes of names; those that are not ASCII are looked at with the whole name. */
  readonly NAME: Uint8Array
  /** Bytes that may begin one. */
  readonly START: Uint8Array
  /** Bytes at which the reading of a text, of an attribute's value, or of anything must stop and look. */
  readonly TEXT: Uint8Array
  readonly VALUE: Uint8Array
  readonly ANY: Uint8Array
}

const made = new Map<Uint16Array | undefined, XmlTables>()

/** `high`: of the code page; undefined: UTF-8. */
export const tablesFor = (high: Uint16Array | undefined): XmlTables => {
  const known = made.get(high)
  if (known) return known
  const absent = [...(high ?? [])].flatMap((unit, at) => (unit === 0 ? [0x80 + at] : []))
  const present = Array.from({ length: 128 }, (_, at) => 0x80 + at).filter((byte) => !absent.includes(byte))
  const start = [range('A', 'Z'), range('a', 'z'), code('_'), code(':'), ...present]
  const tables: XmlTables = {
    NAME: table(...start, range('0', '9'), code('-'), code('.')),
    START: table(...start),
    TEXT: table(...CONTROLS, ...absent, MARKUP.LESS, MARKUP.AMPERSAND, MARKUP.BRACKET, MARKUP.CARRIAGE_RETURN),
    VALUE: table(...CONTROLS, ...absent, MARKUP.LESS, MARKUP.AMPERSAND, MARKUP.QUOTE, MARKUP.APOSTROPHE),
    ANY: table(...CONTROLS, ...absent),
  }
  made.set(high, tables)
  return tables
}

const NAMED: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
])

const isCharacter = (point: number): boolean =>
  point === 0x9 ||
  point === 0xa ||
  point === 0xd ||
  (point >= 0x20 && point <= 0xd7ff) ||
  (point >= 0xe000 && point <= 0xfffd) ||
  (point >= 0x10000 && point <= 0x10ffff)

/** What stands for `&entity;`. Throws `XmlUnreadable` for any but the five of XML and the numbers of its characters. */
export const entityValue = (entity: string): string => {
  const named = NAMED.get(entity)
  if (named !== undefined) return named
  const [, hex, digits] = /^#(?:x([0-9a-fA-F]+)|([0-9]+))$/.exec(entity) ?? []
  const point = hex !== undefined ? Number.parseInt(hex, 16) : digits !== undefined ? Number.parseInt(digits, 10) : -1
  return isCharacter(point) ? String.fromCodePoint(point) : refuseXml('undefined entity')
}

/** A text whose entities were checked, with what stands for them. */
export const inEntities = (raw: string): string =>
  raw.includes('&') ? raw.replace(/&([^;]*);/g, (_, entity: string) => entityValue(entity)) : raw

const DECLARATION =
  /^<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*(["'])1\.([0-9]+)\1(?:[ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*(["'])[A-Za-z][A-Za-z0-9._-]*\3)?(?:[ \t\r\n]+standalone[ \t\r\n]*=[ \t\r\n]*(["'])(?:yes|no)\4)?[ \t\r\n]*\?>$/
const MOST_OF_DECLARATION = 1024

/** How many bytes the XML declaration at the start of a document takes; 0: there is none; -1: it is not all there yet. */
export const declarationLength = (buffer: Buffer, start: number, end: number): number => {
  const head = buffer.toString('latin1', start, Math.min(end, start + MOST_OF_DECLARATION))
  if (head.length < 6 && '<?xml '.startsWith(head)) return -1
  if (!/^<\?xml[ \t\r\n]/.test(head)) return 0
  const close = head.indexOf('?>')
  if (close < 0) return head.length < MOST_OF_DECLARATION ? -1 : refuseXml('incorrect XML declaration')
  const [, , minor] = DECLARATION.exec(head.slice(0, close + 2)) ?? refuseXml('incorrect XML declaration')
  // Other characters, other line ends.
  if (minor === '1') refuseXml('XML 1.1')
  return close + 2
}
