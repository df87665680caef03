const HIDDEN = '[hidden]'
/** Shorter ones would blacken half the log. */
const SHORTEST_SECRET = 6
const MOST_DEPTH = 6
const MOST_ENTRIES = 100
/** Of one piece of data in all: a hundred entries of a hundred entries each would be a log of its own. */
const MOST_VALUES = 2000
/** Of one text, in UTF-16 code units. A line keeps less; beyond it the patterns would only cost time. */
const MOST_TEXT = 32_768

const secretName = /password|passwd|passphrase|heslo|secret|token|authorization|api.?key|credential|cookie|^pwd$|^key$|^pin$/i
const personalName = /e-?mail|phone|telefon|mobil/i

const patterns: readonly (readonly [RegExp, string])[] = [
  [/\b(Bearer|Basic)\s+[A-Za-z0-9+/=._~-]{4,}/gi, `$1 ${HIDDEN}`],
  // user:password@host in an address
  [/(\b[a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/@:]{0,200}:[^\s/@]{1,200}@/gi, `$1${HIDDEN}@`],
  // name=value and "name": "value"
  [
    /(["']?\b(?:password|passwd|pwd|heslo|secret|token|api[-_ ]?key|apikey|authorization)\b["']?\s{0,3}[:=]\s{0,3})(?:"[^"]{0,500}"|'[^']{0,500}'|[^\s,;&"'}\]]{1,500})/gi,
    `$1${HIDDEN}`,
  ],
  // Cookies, a private key in PEM, a token in three parts (JWT)
  [/\b((?:set-)?cookie["']?\s{0,3}[:=]\s{0,3}["']?)[^\r\n"']{1,2000}/gi, `$1${HIDDEN}`],
  [/-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----[\s\S]{0,8192}?(?:-----END [A-Z ]{0,20}PRIVATE KEY-----|$)/g, HIDDEN],
  [/\beyJ[A-Za-z0-9_-]{4,2000}\.[A-Za-z0-9_-]{4,4000}\.[A-Za-z0-9_-]{0,1000}/g, HIDDEN],
  // IBAN, birth number with its slash, payment card in fours
  [/\b[A-Z]{2}\d{2}(?: ?\d{4}){4,6}(?!\d)/g, '[account]'],
  [/(?<!\d)\d{6}\/\d{3,4}(?![\d/])/g, '[birth number]'],
  [/(?<!\d)\d{4}([ -])\d{4}\1\d{4}\1\d{4}(?!\d)/g, '[card]'],
  [/[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}/gu, '[e-mail]'],
  // International form, or three groups of three as people write them here. A bare row of digits may be a document number.
  [/(?<![\p{L}\p{N}])(?:\+|00(?=42[01]))\d{1,3}(?:[ -]?\d{2,4}){2,4}(?!\p{N})/gu, '[phone]'],
  [/(?<![\p{L}\p{N}.,-])\d{3} \d{3} \d{3}(?![\p{N},.])/gu, '[phone]'],
]

export interface Redaction {
  /** From now on this value is hidden wherever it stands, in plain, percent-encoded, base64 or JSON form. */
  add(value: string): void
  text(value: string): string
  /** A copy of plain data with secrets hidden: by the name of the field and by what stands in it. Bounded in depth and size. */
  data(value: unknown): unknown
}

export function createRedaction(): Redaction {
  const secrets = new Set<string>()
  let longestFirst: readonly string[] = []

  const text = (value: string): string => {
    let result = value
    // Before it is cut: the first half of a secret is a secret too.
    for (const secret of longestFirst) result = result.replaceAll(secret, HIDDEN)
    if (result.length > MOST_TEXT) result = `${result.slice(0, MOST_TEXT)}… (${result.length - MOST_TEXT} more)`
    for (const [pattern, replacement] of patterns) result = result.replace(pattern, replacement)
    return result
  }

  const data = (value: unknown, depth: number, budget: { left: number }): unknown => {
    if (--budget.left < 0) return '[…]'
    if (typeof value === 'string') return text(value)
    if (typeof value === 'bigint') return value.toString()
    if (typeof value === 'function' || typeof value === 'symbol') return `[${typeof value}]`
    if (typeof value !== 'object' || value === null) return value
    if (depth >= MOST_DEPTH) return '[…]'
    if (value instanceof Date) return Number.isNaN(value.getTime()) ? '[date]' : value.toISOString()
    if (value instanceof Error) return { name: value.name, message: text(value.message) }
    if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`
    if (Array.isArray(value)) return value.slice(0, MOST_ENTRIES).map((entry) => data(entry, depth + 1, budget))
    const result: Record<string, unknown> = {}
    for (const [name, entry] of Object.entries(value).slice(0, MOST_ENTRIES)) {
      const plain = typeof entry !== 'object' || entry === null
      if (secretName.test(name) && entry !== undefined && typeof entry !== 'boolean') result[text(name)] = HIDDEN
      else if (personalName.test(name) && plain && typeof entry === 'string') result[text(name)] = HIDDEN
      else result[text(name)] = data(entry, depth + 1, budget)
    }
    return result
  }

  return {
    add(value) {
      if (value.length < SHORTEST_SECRET) return
      const forms = [
        value,
        encodeURIComponent(value),
        Buffer.from(value, 'utf8').toString('base64').replace(/=+$/, ''),
        JSON.stringify(value).slice(1, -1),
      ]
      for (const form of forms) secrets.add(form)
      longestFirst = [...secrets].sort((a, b) => b.length - a.length)
    },
    text,
    data: (value) => data(value, 0, { left: MOST_VALUES }),
  }
}
