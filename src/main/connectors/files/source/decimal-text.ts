/** How numbers are written in a file. Nothing of it is guessed: `1,234` is one and a quarter or one thousand, as the settings say. */
export interface NumberForm {
  decimal: 'point' | 'comma'
  thousands: 'none' | 'space' | 'point' | 'comma' | 'apostrophe'
}

const THOUSANDS = { space: '[ \\u00a0\\u2009\\u202f]', point: '\\.', comma: ',', apostrophe: "['\\u2019]" } as const
const MOST_DIGITS = 30

/** Reads a number as a decimal string with a point, with no digit lost and none too many. Undefined: it isn't one in this form. */
export function decimalReader({ decimal, thousands }: NumberForm): (text: string) => string | undefined {
  const point = decimal === 'comma' ? ',' : '\\.'
  // Groups are whole, or there are none.
  const groups = thousands === 'none' ? '' : `|\\d{1,3}(?:${THOUSANDS[thousands]}\\d{3})+`
  const form = new RegExp(`^([-+]?)(\\d+${groups})(?:${point}(\\d+))?$`)
  return (text) => {
    const trimmed = text.trim()
    if (trimmed.length > MOST_DIGITS) return undefined
    const [, sign, grouped = '', fraction = ''] = form.exec(trimmed) ?? []
    if (sign === undefined) return undefined
    const whole = grouped.replace(/\D/g, '').replace(/^0+(?=\d)/, '')
    const rest = fraction.replace(/0+$/, '')
    const plain = rest === '' ? whole : `${whole}.${rest}`
    return sign === '-' && plain !== '0' ? `-${plain}` : plain
  }
}
