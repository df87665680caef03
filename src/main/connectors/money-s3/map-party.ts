import type { Party } from '../../../shared/documents/party'
import { problem } from '../../../shared/failure'
import { type Fitter, hold } from '../wrap/fitter'

/** A partner or a place as Money takes it. Limits: `__Firma.xsd`. */
export interface MoneyParty {
  name: string
  street: string
  city: string
  postalCode: string
  country: string
  /** In the Czech edition `DIC`; in the Slovak one `DIC` holds the VAT id (IČ DPH) and `DICSK` the DIČ. */
  ico: string
  dic: string
  dicSk: string
  phone: string
  email: string
}

export const NAME_LIMIT = 50

/** A name that is shortened in its place stands whole in the note. */
export const longName = (fitter: Fitter, value: string, field: string): string => {
  const whole = fitter.line(value)
  const short = fitter.text(value, field, NAME_LIMIT)
  if (short.length < whole.length) fitter.extras.push(`${field}: ${whole}`)
  return short
}

/** `country`: whose edition of Money it is; `role`: the field of the document, for messages. Throws the `Failure` that holds it. */
export const mapParty = (fitter: Fitter, who: Party, role: string, country: string): MoneyParty => {
  const name = longName(fitter, who.name, `${role}.name`)
  if (name === '') hold(problem('value-not-representable', { field: `${role}.name`, value: who.name }))
  const dic = fitter.exact(who.dic ?? '', `${role}.dic`, 20)
  const icDph = fitter.exact(who.icDph ?? '', `${role}.icDph`, 20)
  // The Czech edition has one place for both; the tax number that has none goes to the note.
  if (country === 'CZ' && dic !== '' && icDph !== '' && dic !== icDph) fitter.extras.push(`${role}.dic: ${dic}`)
  if (who.contactName) fitter.extras.push(`${role}.contactName: ${fitter.line(who.contactName)}`)
  return {
    name,
    street: longName(fitter, who.address.street, `${role}.street`),
    city: fitter.text(who.address.city, `${role}.city`, 40),
    postalCode: fitter.exact(who.address.postalCode, `${role}.postalCode`, 10),
    country: who.address.country,
    ico: fitter.exact(who.ico ?? '', `${role}.ico`, 10),
    dic: country === 'SK' ? icDph : icDph || dic,
    dicSk: country === 'SK' ? dic : '',
    phone: fitter.contact(who.phone, `${role}.phone`, 20),
    email: fitter.contact(who.email, `${role}.email`, 50),
  }
}
