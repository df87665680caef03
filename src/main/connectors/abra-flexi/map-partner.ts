import type { PaymentMethod } from '../../../shared/documents/order'
import type { Party } from '../../../shared/documents/party'
import { problem } from '../../../shared/failure'
import { type Fitter, hold } from '../wrap/fitter'
import { byCode, type FlexiRecord, filled, type Trade } from './record'
import type { Mapping } from './settings'

/** Who stands on a document and where its goods go: the fields of these have the same names in all kinds of documents. */

const PAYMENTS: Readonly<Record<PaymentMethod, string>> = {
  'bank-transfer': 'převodem',
  cash: 'hotově',
  card: 'kartou',
  'cash-on-delivery': 'dobírkou',
  other: 'jinak',
}

type Role = 'buyer' | 'supplier' | 'deliverTo'

/** The same fields exist twice in ABRA Flexi, for the company and for its postal address. */
export const address = (
  fitter: Fitter,
  { name, address: { street, city, postalCode, country } }: Party,
  role: Role | 'party',
) => {
  const text = fitter.text(name, `${role}.name`, 255)
  if (text === '') hold(problem('value-not-representable', { field: `${role}.name`, value: name }))
  return {
    name: text,
    street: fitter.text(street, `${role}.street`, 255),
    city: fitter.text(city, `${role}.city`, 255),
    postalCode: fitter.exact(postalCode, `${role}.postalCode`, 255),
    country: `code:${country}`,
  }
}

const partnerLink = ({ ico }: Party, partner: Mapping['partner']): FlexiRecord => {
  if (partner === 'text-only' || !ico) return {}
  return { firma: `in:${ico.trim()}`, ...(partner === 'by-ico' ? { 'firma@if-not-found': 'null' } : {}) }
}

/** The other side of the document: text in any case, and a link to the address book as set. */
export const partnerFields = (fitter: Fitter, party: Party, role: Role, partner: Mapping['partner']): FlexiRecord => {
  const { name, street, city, postalCode, country } = address(fitter, party, role)
  // ABRA Flexi has one field for both; where there are two numbers, the one for VAT counts.
  const vatId = party.icDph || party.dic
  if (party.icDph && party.dic) fitter.extras.push(`DIČ: ${fitter.line(party.dic)}`)
  return {
    ...partnerLink(party, partner),
    ...filled({
      nazFirmy: name,
      ulice: street,
      mesto: city,
      psc: postalCode,
      stat: country,
      ic: fitter.exact(party.ico ?? '', `${role}.ico`, 20),
      dic: fitter.exact(vatId ?? '', `${role}.dic`, 20),
      eanKod: fitter.exact(party.gln ?? '', `${role}.gln`, 20),
      kontaktJmeno: fitter.contact(party.contactName, `${role}.contactName`, 255),
      kontaktEmail: fitter.contact(party.email, `${role}.email`, 255),
      kontaktTel: fitter.contact(party.phone, `${role}.phone`, 255),
    }),
  }
}

/** One line of text: where goods go, or whom to ask. */
export const partyLine = (fitter: Fitter, { name, contactName, phone, email, gln, address: place }: Party): string =>
  [name, place.street, `${place.postalCode} ${place.city}`, place.country, contactName, phone, email, gln]
    .map((part) => fitter.line(part ?? ''))
    .filter(Boolean)
    .join(', ')

/** The place of delivery as the postal address of the document. */
export const deliveryFields = (fitter: Fitter, deliverTo: Party | undefined): FlexiRecord => {
  if (!deliverTo) return { postovniShodna: 'true' }
  const { name, street, city, postalCode, country } = address(fitter, deliverTo, 'deliverTo')
  const contact = [deliverTo.contactName, deliverTo.phone, deliverTo.email].map((part) => fitter.line(part ?? '')).filter(Boolean)
  if (contact.length > 0) fitter.extras.push(`Kontakt pro dodání: ${contact.join(', ')}`)
  return {
    postovniShodna: 'false',
    ...filled({
      faNazev: name,
      faUlice: street,
      faMesto: city,
      faPsc: postalCode,
      faStat: country,
      faEanKod: fitter.exact(deliverTo.gln ?? '', 'deliverTo.gln', 20),
    }),
  }
}

/** Form of delivery by the table of the mapping; the text always. */
export const wayOfDelivery = (fitter: Fitter, { deliveryMethod: method }: Trade, { deliveryForms }: Mapping): FlexiRecord =>
  filled({
    // Its own keys only: somebody may call a way of delivery "constructor".
    formaDopravy: byCode(method !== undefined && Object.hasOwn(deliveryForms, method) ? deliveryForms[method] : undefined),
    doprava: fitter.line(method ?? ''),
  })

/** Form of payment by the table of the mapping; one without a code is said in the note (`noteOf`). */
export const paymentForm = ({ paymentMethod }: Trade, { paymentForms }: Mapping): string | undefined =>
  paymentForms[paymentMethod]

/** Where the document belongs in the company's books. */
export const dimensions = ({ centre, activity, contract }: Mapping): FlexiRecord =>
  filled({ stredisko: byCode(centre), cinnost: byCode(activity), zakazka: byCode(contract) })

/** Notes of the document and all that had no place elsewhere. Last of all: the other parts move texts into it. */
export const noteOf = (fitter: Fitter, document: Trade, mapping: Mapping, itemId: string, more: readonly string[] = []): string =>
  [
    fitter.block(document.note ?? ''),
    fitter.block(document.internalNote ?? ''),
    paymentForm(document, mapping) === undefined ? `Úhrada: ${PAYMENTS[document.paymentMethod]}` : '',
    ...more,
    ...fitter.extras,
    `Business Integrator: ${itemId}`,
  ]
    .filter((part) => part !== '')
    .join('\n')
