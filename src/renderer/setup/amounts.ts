import type { Language } from '../../shared/settings'

/** A decimal string as the language writes it, digit by digit: an amount must never go through a float. */
export function amountText(decimal: string, language: Language): string {
  const found = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal)
  if (!found) return decimal
  const [, sign = '', whole = '', cents] = found
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, language === 'en' ? ',' : '\u00a0')
  return `${sign && '−'}${grouped}${cents === undefined ? '' : `${language === 'en' ? '.' : ','}${cents}`}`
}

/** A calendar date `YYYY-MM-DD` in words of the language; no time zone may move it. */
export const dateText = (date: string, language: Language): string =>
  new Intl.DateTimeFormat({ cs: 'cs-CZ', sk: 'sk-SK', en: 'en-GB' }[language], {
    day: 'numeric',
    month: 'numeric',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(`${date}T00:00:00Z`))
