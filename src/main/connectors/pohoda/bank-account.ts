/** A bank account as POHODA keeps one (type.xsd, `myGroupOfAccount`). */
export interface BankAccount {
  accountNo: string
  bankCode: string
}

const DOMESTIC = /^(?:\d{1,6}-)?\d{2,10}\/\d{4}$/
const IBAN = /^(?:CZ|SK)\d{22}$/

/** ISO 13616: the rest after division of the rearranged number by 97 is 1. */
const isValidIban = (iban: string): boolean => {
  const digits = (iban.slice(4) + iban.slice(0, 4)).replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55))
  let rest = 0
  for (const digit of digits) rest = (rest * 10 + Number(digit)) % 97
  return rest === 1
}

/**
 * `19-2000145399/0800`, or an IBAN of the books' own country, which is the same number in another order (bank 4, prefix 6, number 10 digits).
 * Undefined: another form, or another country's: POHODA would take its bank code for one of ours.
 */
export const bankAccountOf = (text: string, country: string): BankAccount | undefined => {
  const plain = text.replace(/\s/g, '')
  if (DOMESTIC.test(plain)) {
    const [accountNo = '', bankCode = ''] = plain.split('/')
    return { accountNo, bankCode }
  }
  if (!IBAN.test(plain) || !plain.startsWith(country) || !isValidIban(plain)) return undefined
  const prefix = plain.slice(8, 14).replace(/^0+/, '')
  const number = plain.slice(14).replace(/^0+/, '')
  return { accountNo: prefix === '' ? number : `${prefix}-${number}`, bankCode: plain.slice(4, 8) }
}
