import { dec, ZERO } from '../../../shared/documents/decimal'
import type { Line } from '../../../shared/documents/line'
import type { Party } from '../../../shared/documents/party'
import { problem } from '../../../shared/failure'
import type { Note, ParsedDocument } from '../../engine/ports'
import { unicode } from '../wrap/fit-text'
import { createFitter, hold } from '../wrap/fitter'
import { el, type XmlElement } from '../wrap/xml-writer'
import type { FilesMapping } from './settings'
import {
  addressOf,
  type Context,
  contactOf,
  endpoint,
  type Identity,
  identityOf,
  itemOf,
  NAME_LIMIT,
  noteOf,
  textual,
  unitCode,
  written,
} from './ubl-parts'

/**
 * A delivery note as UBL 2.1 Despatch Advice by Peppol's Despatch Advice 3 (UBL-DespatchAdvice-2.1.xsd). It is about goods alone: prices and
 * VAT go as properties of the items; charges, totals and our own ids as lines of the note, since Peppol's model has no place for them.
 */
const CUSTOMIZATION = 'urn:fdc:peppol.eu:poacc:trns:despatch_advice:3'
const PROFILE = 'urn:fdc:peppol.eu:poacc:bis:despatch_advice:3'
/** What Peppol wants where UBL needs an id and there is none. */
const NO_ID = 'NA'

/** IČO, by which Czech and Slovak systems know a company, else GLN. */
const identification = ({ ico, icoScheme, gln }: Identity): XmlElement | undefined => {
  if (ico !== '') return el('cac:PartyIdentification', [el('cbc:ID', ico, icoScheme)])
  return gln === '' ? undefined : el('cac:PartyIdentification', [el('cbc:ID', gln, { schemeID: '0088' })])
}

interface Side {
  of: Party
  role: string
  identity: Identity
}

/** `electronic`: its electronic address. */
const sideOf = (
  context: Context,
  { of, role, identity }: Side,
  electronic: XmlElement | undefined,
  contact?: XmlElement,
): XmlElement =>
  el('cac:Party', [
    electronic,
    identification(identity),
    addressOf(context, 'cac:PostalAddress', of.address, role),
    el('cac:PartyLegalEntity', [el('cbc:RegistrationName', identity.name)]),
    contact,
  ])

const property = (name: string, value: string | undefined): XmlElement | undefined =>
  value === undefined ? undefined : el('cac:AdditionalItemProperty', [el('cbc:Name', name), el('cbc:Value', value)])

const despatchLine = (context: Context, line: Line, order: XmlElement | undefined): XmlElement => {
  // Goods that come back are no despatch: Peppol refuses a quantity below zero (PEPPOL-T16-R006).
  if (dec(line.quantity).lt(ZERO)) hold(problem('value-not-representable', { field: 'line.quantity', value: line.quantity }))
  const prices = [
    property('UnitPriceNet', line.unitPriceNet),
    property('UnitPriceGross', line.unitPriceGross),
    property('DiscountPercent', line.discountPercent),
    property('VatPercent', line.vatPercent),
    property('TotalNet', line.totalNet),
    property('Currency', context.document.currency),
  ].filter((one) => one !== undefined)
  return el('cac:DespatchLine', [
    el('cbc:ID', line.lineId),
    textual('cbc:Note', context.fitter.block(line.note ?? '')),
    el('cbc:DeliveredQuantity', line.quantity, { unitCode: unitCode(context, line) }),
    el('cac:OrderLineReference', [el('cbc:LineID', line.lineId), order]),
    itemOf(context, line, prices),
  ])
}

/** One delivery note → bytes, and what was adjusted. Throws `Failure` for one that must be held. */
export function ublDespatchAdvice(
  { itemId, payload: note }: ParsedDocument<'delivery-notes'>,
  mapping: FilesMapping,
): { bytes: Buffer; notes: readonly Note[] } {
  const fitter = createFitter(unicode)
  const context: Context = { fitter, document: note, mapping }
  const { totals, currency, charges = [] } = note
  const side = (of: Party, role: string): Side => ({ of, role, identity: identityOf(context, of, role) })
  const supplier = side(note.supplier, 'supplier')
  const buyer = side(note.buyer, 'buyer')
  const place = note.deliverTo ? side(note.deliverTo, 'deliverTo') : buyer
  const orderNumber = fitter.exact(note.orderNumber ?? '', 'orderNumber', NAME_LIMIT)
  const order = orderNumber === '' ? undefined : el('cac:OrderReference', [el('cbc:ID', orderNumber)])
  const noPlaceFor = [
    ...charges.map((charge) => `${charge.name}: ${charge.totalNet} ${currency} bez DPH, DPH ${charge.vatPercent} %`),
    `Celkem bez DPH ${totals.net} ${currency}, s DPH ${totals.gross} ${currency}, k úhradě ${totals.payable} ${currency}`,
    `Business Integrator: ${itemId}, ${note.deliveryNoteId}`,
  ]
  return written(
    'DespatchAdvice',
    [
      el('cbc:CustomizationID', CUSTOMIZATION),
      el('cbc:ProfileID', PROFILE),
      el('cbc:ID', fitter.exact(note.number, 'number', NAME_LIMIT)),
      el('cbc:IssueDate', note.issuedOn),
      noteOf(context, noPlaceFor),
      order,
      el('cac:DespatchSupplierParty', [
        sideOf(context, supplier, endpoint(supplier.identity), contactOf(context, 'cac:Contact', supplier.of, 'supplier')),
      ]),
      el('cac:DeliveryCustomerParty', [
        // A place has seldom an electronic address; the message goes to the buyer then.
        sideOf(context, place, endpoint(place.identity) ?? endpoint(buyer.identity)),
        contactOf(context, 'cac:DeliveryContact', place.of, place.role),
      ]),
      el('cac:BuyerCustomerParty', [
        el('cac:Party', [
          identification(buyer.identity),
          el('cac:PartyName', [el('cbc:Name', buyer.identity.name)]),
          addressOf(context, 'cac:PostalAddress', buyer.of.address, 'buyer'),
        ]),
      ]),
      el('cac:Shipment', [
        el('cbc:ID', NO_ID),
        el('cac:Delivery', [el('cac:Despatch', [el('cbc:ActualDespatchDate', note.dispatchedOn)])]),
      ]),
      ...note.lines.map((line) => despatchLine(context, line, order)),
    ],
    fitter,
  )
}
