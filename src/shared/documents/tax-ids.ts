import { isValidIco } from './party'

/**
 * Whether `dic` can be a tax number of the country. Czech: `CZ` and 8 to 10 digits; 8 digits are a company's IČO, so its
 * check digit must be right; 9 and 10 belong to persons and to VAT groups. Slovak: 10 digits. Source: Czech Act 280/2009,
 * § 130; Slovak Act 563/2009, § 67.
 */
export function isPlausibleDic(dic: string, country: 'CZ' | 'SK'): boolean {
  if (country === 'SK') return /^[1-9]\d{9}$/.test(dic)
  const digits = /^CZ(\d{8,10})$/.exec(dic)?.[1]
  return digits !== undefined && (digits.length > 8 || isValidIco(digits))
}

/** Whether `icDph` can be a Slovak VAT number: `SK` and 10 digits whose number is divisible by 11 (the rule of VIES). */
export const isPlausibleIcDph = (icDph: string): boolean => /^SK[1-9]\d{9}$/.test(icDph) && Number(icDph.slice(2)) % 11 === 0
