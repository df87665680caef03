import Big from 'big.js'

/**
 * Numbers as POHODA keeps them. Its quantities and percents are 32-bit floats and its prices doubles (type.xsd), so a value
 * with more digits than those hold is changed on the way in, here too; all arithmetic after that is exact.
 */

const trimmed = (text: string | undefined): string => (text ?? '').trim()
const usable = (value: number): boolean => Number.isFinite(value)

export const exact = (value: string): Big => new Big(value)

export function fromDouble(text: string | undefined): Big {
  const value = Number(trimmed(text))
  return new Big(usable(value) ? String(value) : '0')
}

/** The shortest decimal that means the same 32-bit float. */
export function fromFloat(text: string | undefined): Big {
  const value = Math.fround(Number(trimmed(text)))
  if (!usable(value)) return new Big('0')
  for (let digits = 1; digits <= 9; digits += 1) {
    const short = value.toPrecision(digits)
    if (Math.fround(Number(short)) === value) return new Big(short)
  }
  return new Big(String(value))
}

/** To a multiple of `step`, half away from zero, or always up or down (away from or towards zero). */
export function toStep(value: Big, step: string, mode: 'math' | 'up' | 'down' = 'math'): Big {
  const rounding = { math: Big.roundHalfUp, up: Big.roundUp, down: Big.roundDown }[mode]
  return value.div(step).round(0, rounding).times(step)
}
export const cents = (value: Big): Big => value.round(2, Big.roundHalfUp)
