import { type Decimal, dec, format, roundTo, sum, ZERO } from '../../../shared/documents/decimal'
import type { Line } from '../../../shared/documents/line'
import type { PaymentMethod } from '../../../shared/documents/order'
import type { Address, Party } from '../../../shared/documents/party'
import { problem } from '../../../shared/failure'
import type { Note } from '../../engine/ports'
import { type Fitter, hold } from '../wrap/fitter'
import { el, writeXml, type XmlElement } from '../wrap/xml-writer'
import type { FilesMapping } from './settings'
import type { TradeDocument } from './trade'

/**
 * What UBL's order, despatch advice and invoice have in common. Elements stand in the order of the schemas, which is strict. Of the code
 * lists only what the document itself says is used; schemes of identifiers (0088 GLN, 0154 and 0158 IČO, 9929 and 9950 VAT numbers) are
 * Peppol's.
 */
const COMMON = 'urn:oasis:names:specification:ubl:schema:xsd:Common'

export const PAYMENT_WORDS: Readonly<Record<PaymentMethod, string>> = {
  'bank-transfer': 'Bankovní převod',
  cash: 'Hotově',
  card: 'Platební karta',
  'cash-on-delivery': 'Dobírka',
  other: 'Jiný způsob platby',
}

/** Longer ones pass the schema, but no receiver has room for them; Peppol sets no limit. */
export const NAME_LIMIT = 500
const LINE_NAME_LIMIT = 1000

export interface Context {
  fitter: Fitter
  document: TradeDocument
  mapping: FilesMapping
}

export const textual = (name: string, text: string, attributes?: Record<string, string>): XmlElement | undefined =>
  text === '' ? undefined : el(name, text, attributes)
export const amount = ({ document }: Context, name: string, value: string): XmlElement =>
  el(name, value, { currencyID: document.currency })

const ICO_SCHEMES: Readonly<Record<string, string>> = { CZ: '0154', SK: '0158' }

export const addressOf = ({ fitter }: Context, name: string, address: Address, role: string): XmlElement =>
  el(name, [
    textual('cbc:StreetName', fitter.text(address.street, `${role}.street`, NAME_LIMIT)),
    textual('cbc:CityName', fitter.text(address.city, `${role}.city`, NAME_LIMIT)),
    textual('cbc:PostalZone', fitter.exact(address.postalCode, `${role}.postalCode`, NAME_LIMIT)),
    el('cac:Country', [el('cbc:IdentificationCode', address.country)]),
  ])

/** Undefined: the party tells nobody to speak with. */
export const contactOf = ({ fitter }: Context, name: string, of: Party, role: string): XmlElement | undefined => {
  const told = [
    textual('cbc:Name', fitter.text(of.contactName ?? '', `${role}.contactName`, NAME_LIMIT)),
    textual('cbc:Telephone', fitter.line(of.phone ?? '')),
    textual('cbc:ElectronicMail', fitter.line(of.email ?? '')),
  ].filter((one) => one !== undefined)
  return told.length === 0 ? undefined : el(name, told)
}

/** The numbers and the name of a party, as they are; a name of which nothing can be written holds the document. */
export const identityOf = ({ fitter }: Context, of: Party, role: string) => {
  const exact = (value: string | undefined, field: string): string => fitter.exact(value ?? '', `${role}.${field}`, NAME_LIMIT)
  const name = fitter.text(of.name, `${role}.name`, NAME_LIMIT)
  if (name === '') hold(problem('value-not-representable', { field: `${role}.name`, value: of.name }))
  const scheme = ICO_SCHEMES[of.address.country]
  return {
    name,
    gln: exact(of.gln, 'gln'),
    ico: exact(of.ico, 'ico'),
    icoScheme: scheme === undefined ? undefined : { schemeID: scheme },
    // In Slovakia DIČ is the income tax number; the one for VAT is IČ DPH.
    vat: exact(of.address.country === 'SK' ? of.icDph : of.dic, 'vatNumber'),
  }
}
export type Identity = ReturnType<typeof identityOf>

/** The electronic address that Peppol wants: GLN, else the VAT number; without either there is none. */
export const endpoint = ({ gln, vat }: Pick<Identity, 'gln' | 'vat'>): XmlElement | undefined => {
  if (gln !== '') return el('cbc:EndpointID', gln, { schemeID: '0088' })
  const scheme = vat.startsWith('CZ') ? '9929' : vat.startsWith('SK') ? '9950' : undefined
  return scheme === undefined ? undefined : el('cbc:EndpointID', vat, { schemeID: scheme })
}

/** A party of an order or invoice. */
export const party = (context: Context, of: Party, role: 'buyer' | 'supplier'): XmlElement => {
  const identity = identityOf(context, of, role)
  const { name, gln, ico, icoScheme, vat } = identity
  return el('cac:Party', [
    endpoint(identity),
    gln === '' ? undefined : el('cac:PartyIdentification', [el('cbc:ID', gln, { schemeID: '0088' })]),
    el('cac:PartyName', [el('cbc:Name', name)]),
    addressOf(context, 'cac:PostalAddress', of.address, role),
    vat === '' ? undefined : el('cac:PartyTaxScheme', [el('cbc:CompanyID', vat), el('cac:TaxScheme', [el('cbc:ID', 'VAT')])]),
    el('cac:PartyLegalEntity', [el('cbc:RegistrationName', name), textual('cbc:CompanyID', ico, icoScheme)]),
    contactOf(context, 'cac:Contact', of, role),
  ])
}

/** Category of UN/ECE 5305: standard, or zero rated. Why nothing is charged (exempt, reverse charge), the document doesn't say. */
export const taxCategory = (name: string, percent: string): XmlElement =>
  el(name, [
    el('cbc:ID', dec(percent).eq(ZERO) ? 'Z' : 'S'),
    el('cbc:Percent', percent),
    el('cac:TaxScheme', [el('cbc:ID', 'VAT')]),
  ])

export const totalVat = ({ document }: Context): string => format(sum(document.totals.vat.map((entry) => dec(entry.amount))), 2)

const totalsOf = (lines: readonly Line[]): readonly Decimal[] => lines.map((line) => dec(line.totalNet))

/** The sums of an order or invoice. */
export const monetaryTotal = (context: Context, name: string): XmlElement => {
  const { lines, charges = [], totals } = context.document
  const extra = totalsOf(charges)
  const unlessNone = (element: string, total: Decimal): XmlElement | undefined =>
    total.eq(ZERO) ? undefined : amount(context, element, format(total, 2))
  return el(name, [
    amount(context, 'cbc:LineExtensionAmount', format(sum(totalsOf(lines)), 2)),
    amount(context, 'cbc:TaxExclusiveAmount', totals.net),
    amount(context, 'cbc:TaxInclusiveAmount', totals.gross),
    unlessNone('cbc:AllowanceTotalAmount', sum(extra.filter((total) => total.lt(ZERO))).abs()),
    unlessNone('cbc:ChargeTotalAmount', sum(extra.filter((total) => total.gt(ZERO)))),
    totals.rounding === undefined ? undefined : amount(context, 'cbc:PayableRoundingAmount', totals.rounding),
    amount(context, 'cbc:PayableAmount', totals.payable),
  ])
}

export const unitCode = ({ mapping }: Context, line: Line): string => {
  const unit = line.unit.trim()
  // Its own keys only: somebody may call a unit "constructor".
  const own = (name: string): string | undefined => (Object.hasOwn(mapping.units, name) ? mapping.units[name] : undefined)
  return own(unit) ?? own(unit.toLowerCase()) ?? hold(problem('mapping-incomplete', { field: `units.${unit}` }))
}

/** `more`: what stands behind the identifications. */
export const itemOf = ({ fitter }: Context, line: Line, more: readonly XmlElement[]): XmlElement => {
  const exact = (value: string | undefined, field: string): string => fitter.exact(value ?? '', field, NAME_LIMIT)
  const name = fitter.text(line.name, `name ${line.lineId}`, LINE_NAME_LIMIT)
  if (name === '') hold(problem('value-not-representable', { field: 'name', value: line.name }))
  const [buyerSku, sku, ean] = [exact(line.buyerSku, 'buyerSku'), exact(line.sku, 'sku'), exact(line.ean, 'ean')]
  return el('cac:Item', [
    el('cbc:Name', name),
    buyerSku === '' ? undefined : el('cac:BuyersItemIdentification', [el('cbc:ID', buyerSku)]),
    sku === '' ? undefined : el('cac:SellersItemIdentification', [el('cbc:ID', sku)]),
    ean === '' ? undefined : el('cac:StandardItemIdentification', [el('cbc:ID', ean, { schemeID: '0160' })]),
    ...more,
  ])
}

/** What the price alone does not give: the discount, or the cents of a price agreed with VAT. Undefined: it gives all. */
export const lineAllowance = (context: Context, line: Line): XmlElement | undefined => {
  const off = roundTo(dec(line.quantity).times(dec(line.unitPriceNet)), 2).minus(dec(line.totalNet))
  if (off.eq(ZERO)) return undefined
  const discounted = line.discountPercent !== undefined && !dec(line.discountPercent).eq(ZERO)
  return el('cac:AllowanceCharge', [
    el('cbc:ChargeIndicator', off.lt(ZERO) ? 'true' : 'false'),
    el('cbc:AllowanceChargeReason', discounted ? `Sleva ${line.discountPercent} %` : 'Zaokrouhlení'),
    amount(context, 'cbc:Amount', format(off.abs(), 2)),
  ])
}

/** A charge of the whole document. */
export const chargeOf = (context: Context, line: Line): XmlElement => {
  const total = dec(line.totalNet)
  return el('cac:AllowanceCharge', [
    el('cbc:ChargeIndicator', total.lt(ZERO) ? 'false' : 'true'),
    textual('cbc:AllowanceChargeReason', context.fitter.text(line.name, `charge ${line.lineId}`, LINE_NAME_LIMIT)),
    amount(context, 'cbc:Amount', format(total.abs(), 2)),
    taxCategory('cac:TaxCategory', line.vatPercent),
  ])
}

/** All texts about the whole in one element, since Peppol takes one note; `more`: what has no place of its own. */
export const noteOf = ({ fitter, document }: Context, more: readonly string[] = []): XmlElement | undefined => {
  const { note, deliveryMethod, internalNote } = document
  const texts = [note, deliveryMethod && `Doprava: ${deliveryMethod}`, internalNote, ...more]
  return textual(
    'cbc:Note',
    texts
      .map((text) => fitter.block(text ?? ''))
      .filter((text) => text !== '')
      .join('\n'),
  )
}

/** The whole document: its bytes, and what was adjusted. */
export const written = (
  root: 'Order' | 'DespatchAdvice' | 'Invoice',
  content: readonly (XmlElement | undefined)[],
  fitter: Fitter,
): { bytes: Buffer; notes: readonly Note[] } => {
  const element = el(root, content, {
    xmlns: `urn:oasis:names:specification:ubl:schema:xsd:${root}-2`,
    'xmlns:cac': `${COMMON}AggregateComponents-2`,
    'xmlns:cbc': `${COMMON}BasicComponents-2`,
  })
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n${writeXml(element)}\n`
  return { bytes: Buffer.from(text, 'utf8'), notes: fitter.notes() }
}
