import { inWindows1250 } from './windows-1250'

/**
 * The stated way for characters that Windows-1250 doesn't have. In this order:
 * 1. canonical composition (NFC): `e` + caron is the letter `ě`;
 * 2. CR LF and CR become LF; other control characters are removed;
 * 3. what the code page has stays as it is, typographic marks included;
 * 4. the table below; 5. compatibility decomposition without its accents (`ñ` → `n`, `²` → `2`);
 * 6. emoji, signs and joiners are removed; 7. a letter of a script without a table becomes `?`.
 * Everything but 1 and CR LF is recorded: never a silent change.
 */
export interface Fitted {
  text: string
  /** `ñ→n`, in order of appearance, each once. */
  replaced: ReadonlySet<string>
  /** `U+0007` for what can't be shown, the character itself otherwise. */
  removed: ReadonlySet<string>
}

const TABLE = new Map<string, string>(
  Object.entries({
    '→': '->',
    '←': '<-',
    '↔': '<->',
    '⇒': '=>',
    '⇐': '<=',
    '≤': '<=',
    '≥': '>=',
    '≠': '<>',
    '≈': '~',
    '−': '-',
    '‐': '-',
    '‑': '-',
    '‒': '–',
    '―': '—',
    '⁄': '/',
    '∕': '/',
    '∅': 'O',
    '⌀': 'O',
    Ø: 'O',
    ø: 'o',
    Æ: 'AE',
    æ: 'ae',
    Œ: 'OE',
    œ: 'oe',
    Þ: 'Th',
    þ: 'th',
    ð: 'd',
    Ð: 'D',
    ı: 'i',
    ŋ: 'n',
    ĸ: 'k',
    ħ: 'h',
    Ħ: 'H',
    ŧ: 't',
    Ŧ: 'T',
    ẞ: 'SS',
    μ: 'µ',
    Ω: 'Ohm',
    '£': 'GBP',
    '¥': 'JPY',
    '₽': 'RUB',
    '₴': 'UAH',
    '¢': 'c',
    '¡': '!',
    '¿': '?',
    '′': "'",
    '″': '"',
    '‛': '‘',
    '‟': '“',
    '●': '•',
    '▪': '•',
    '■': '•',
    '◦': '•',
    '∙': '·',
    '\u2028': '\n',
    '\u2029': '\n',
    // Cyrillic, as road signs and passports write it.
    ...Object.fromEntries(
      'а:a б:b в:v г:g ґ:g д:d е:e ё:jo є:je ж:ž з:z и:i і:i ї:ji й:j к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:ch ц:c ч:č ш:š щ:šč ъ: ы:y ь: э:e ю:ju я:ja ђ:đ ј:j љ:lj њ:nj ћ:ć џ:dž ў:u'
        .split(' ')
        .flatMap((pair) => {
          const [from = '', to = ''] = pair.split(':')
          return [
            [from, to],
            [from.toUpperCase(), to.charAt(0).toUpperCase() + to.slice(1)],
          ]
        }),
    ),
    // Greek letters stand mostly for quantities.
    ...Object.fromEntries(
      'α:alfa β:beta γ:gama δ:delta ε:epsilon η:eta θ:theta κ:kappa λ:lambda π:pi ρ:rho σ:sigma τ:tau φ:fi χ:chi ψ:psi ω:omega Δ:delta Σ:suma Φ:fi Π:pi Λ:lambda'
        .split(' ')
        .map((pair) => pair.split(':') as [string, string]),
    ),
  }),
)

const PLAIN = /^[\t\n\x20-\x7e]*$/
const CONTROL = /^[\u0000-\u0008\u000b-\u001f\u007f-\u009f]$/
const INVISIBLE = /^[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{M}]$/u
const SPACE = /^\p{Z}$/u
const LETTER_OR_DIGIT = /^[\p{L}\p{N}]$/u
const NOTHING: ReadonlySet<string> = new Set()

const codePoint = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`

const representable = (text: string): boolean => {
  for (let i = 0; i < text.length; i++) if (!inWindows1250(text.charCodeAt(i))) return false
  return true
}

/** What stands for one character that the code page doesn't have; `''` removes it. */
const substitute = (character: string): string => {
  const known = TABLE.get(character)
  if (known !== undefined) return known
  if (SPACE.test(character)) return ' '
  const bare = character.normalize('NFKD').replace(/\p{M}/gu, '')
  const spelled = [...bare].map((part) => (representable(part) ? part : (TABLE.get(part) ?? ''))).join('')
  if (spelled !== '') return spelled
  return LETTER_OR_DIGIT.test(character) ? '?' : ''
}

/** Whether all of it can be handed over as it is. The code page has no accents of their own, so what is all in it is composed already. */
const standsAsItIs = (text: string, breaks: 'breaks' | 'one-line'): boolean => {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code < 0x20 ? breaks === 'one-line' || (code !== 0x09 && code !== 0x0a) : code === 0x7f || !inWindows1250(code))
      return false
  }
  return true
}

/** Makes any text representable in Windows-1250 and in XML. Pure; the same text always gives the same. */
export const fitText = (input: string): Fitted => {
  if (standsAsItIs(input, 'breaks')) return { text: input, replaced: NOTHING, removed: NOTHING }
  const text = input.normalize('NFC').replace(/\r\n?/g, '\n')
  if (standsAsItIs(text, 'breaks')) return { text, replaced: NOTHING, removed: NOTHING }
  const replaced = new Set<string>()
  const removed = new Set<string>()
  let out = ''
  for (const character of text) {
    if (CONTROL.test(character)) {
      removed.add(codePoint(character))
    } else if (character.length === 1 && inWindows1250(character.charCodeAt(0))) {
      out += character
    } else {
      const instead = substitute(character)
      if (instead === '') removed.add(INVISIBLE.test(character) ? codePoint(character) : character)
      else replaced.add(`${SPACE.test(character) ? codePoint(character) : character}→${instead}`)
      out += instead
    }
  }
  return { text: out, replaced, removed }
}

/** Ids are never changed: whether this one can be handed over exactly as it is, on one line. */
export const fitsExactly = (id: string): boolean => standsAsItIs(id, 'one-line')

/** One line: line breaks and tabs become blanks, outer blanks go. */
export const oneLine = (text: string): string => (/[\n\t]/.test(text) ? text.replace(/[ \t]*[\n\t][ \t\n]*/g, ' ') : text).trim()

/** At most `limit` characters. For text that `fitText` has seen: there every character is one code unit. */
export const shorten = (text: string, limit: number): string => (text.length <= limit ? text : text.slice(0, limit).trimEnd())

/** What a target can hold, and how text is brought into it. */
export interface Charset {
  fit(text: string): Fitted
  /** Whether an id or code can be handed over exactly as it is, on one line. */
  exact(id: string): boolean
  /** At most `limit` UTF-16 code units, whole characters only. For text that `fit` has seen. */
  shorten(text: string, limit: number): string
}

export const windows1250: Charset = { fit: fitText, exact: fitsExactly, shorten }

const lone = (character: string): boolean => character.length === 1 && /[\ud800-\udfff]/.test(character)
/** What no XML 1.0 document may hold, nor JSON or CSV usefully. */
const unfit = (character: string): boolean => CONTROL.test(character) || lone(character) || /[\ufffe\uffff]/.test(character)

/** UTF-8 targets: every letter stays; control characters and halves of characters go. */
export const unicode: Charset = {
  fit(input) {
    if (PLAIN.test(input)) return { text: input, replaced: NOTHING, removed: NOTHING }
    const removed = new Set<string>()
    let text = ''
    for (const character of input.normalize('NFC').replace(/\r\n?/g, '\n')) {
      if (unfit(character)) removed.add(codePoint(character))
      else text += character
    }
    return { text, replaced: NOTHING, removed }
  },
  exact: (id) => ![...id].some((character) => character === '\n' || character === '\t' || unfit(character)),
  shorten(text, limit) {
    if (text.length <= limit) return text
    const cut = text.slice(0, limit)
    return (lone(cut.at(-1) ?? '') ? cut.slice(0, -1) : cut).trimEnd()
  },
}
