import { z } from 'zod'
import { paymentMethodSchema } from '../../../shared/documents/order'
import { unicode } from '../wrap/fit-text'
import { absolutePath, fieldPolicySchema, orderText as template } from '../wrap/settings-parts'

/** A code of one of ABRA Flexi's lists, without the prefix `code:`. */
const code = z.string().min(1).max(64).refine(unicode.exact, 'one-line')

const isServer = (value: string): boolean => {
  if (!URL.canParse(value)) return false
  const { protocol, username, password, search, hash, pathname } = new URL(value)
  return ['https:', 'http:'].includes(protocol) && `${username}${password}${search}${hash}` === '' && pathname === '/'
}

const deliveryNotesSchema = z.strictObject({
  movement: z
    .enum(['receipt', 'issue'])
    .default('receipt')
    .describe('receipt: goods come to this company (příjemka); issue: it sends them (výdejka)'),
  documentType: code.default('STANDARD').describe('Code of the type of stock document (typDokl)'),
  stock: code.optional().describe('Code of the stock of the movement (sklad); absent: the stock set for all documents'),
  goods: z
    .enum(['by-code', 'by-buyer-code', 'by-ean'])
    .default('by-code')
    .describe("How a line finds its card: by the supplier's code, by the buyer's own, by barcode"),
  unknownGoods: z
    .enum(['hold', 'create'])
    .default('hold')
    .describe('Goods that are not in the price list: the document is refused, or a card is made'),
})

const invoicesSchema = z.strictObject({
  direction: z
    .enum(['received', 'issued'])
    .default('received')
    .describe('received: invoices come to this company (faktura-prijata); issued: it issued them (faktura-vydana)'),
  documentType: code.default('FAKTURA').describe('Code of the type of invoice (typDokl)'),
  creditNoteType: code.optional().describe('Code of the type of credit notes; absent: credit notes are held'),
  goods: z
    .enum(['text-lines', 'by-code', 'by-buyer-code', 'by-ean'])
    .default('text-lines')
    .describe('Whether lines are linked with cards of the price list; then the type of document may move stock'),
  unknownGoods: z
    .enum(['hold', 'text-line', 'create'])
    .default('hold')
    .describe('Goods that are not in the price list: the document is refused, a line without a card, or a card is made'),
})

const cardsSchema = z.strictObject({
  match: z
    .enum(['by-code', 'by-ean'])
    .default('by-code')
    .describe("How the company's own card is found that has no id of ours; by-ean: its code stays the company's own"),
  group: code.optional().describe('Code of the group of goods (skupZboz) of new cards'),
  name: fieldPolicySchema.exclude(['never']).default('new').describe('When the name (nazev) is written'),
  unit: fieldPolicySchema.default('new').describe('When the unit (mj1) is written'),
  vat: fieldPolicySchema.default('new').describe('When the VAT rate (typSzbDphK) is written'),
  purchasePrice: fieldPolicySchema.default('new').describe('When the purchase price (nakupCena) is written'),
  sellingPrice: fieldPolicySchema.default('new').describe('When the sales price without VAT (cenaZakl, typCenyDphK) is written'),
  description: fieldPolicySchema.default('new').describe('When the description (popis) is written'),
  weight: fieldPolicySchema.default('new').describe('When the weight (hmotMj) is written'),
})

const addressesSchema = z.strictObject({
  match: z
    .enum(['by-ico', 'own-id'])
    .default('by-ico')
    .describe("How the company's own partner is found that has no id of ours; own-id: not at all"),
  name: fieldPolicySchema.exclude(['never']).default('new').describe('When the name (nazev) is written'),
  address: fieldPolicySchema.default('new').describe('When the address (ulice, mesto, psc, stat) is written'),
  taxNumbers: fieldPolicySchema.default('new').describe('When IČO, DIČ and IČ DPH (ic, dic, vatId) are written'),
  contact: fieldPolicySchema.default('new').describe('When phone, e-mail and GLN (tel, email, eanKod) are written'),
})

export const mappingSchema = z.strictObject({
  documentType: code
    .default('OBP')
    .describe('Code of the type of received order (typDokl); its number series and defaults come with it'),
  stock: code
    .optional()
    .describe('Code of the stock (sklad) on lines with a card of the price list; absent: as the type of document says'),
  centre: code.optional().describe('Code of the cost centre (stredisko)'),
  activity: code.optional().describe('Code of the activity (cinnost)'),
  contract: code.optional().describe('Code of the contract (zakazka)'),
  status: z
    .enum(['nespec', 'pripraveno', 'schvaleno'])
    .optional()
    .describe('State of the order (stavUzivK); absent: as the type of document says'),
  paymentForms: z
    .partialRecord(paymentMethodSchema, code)
    .default({})
    .describe('Payment method → code of the form of payment (formaUhradyCis); others are written into the note'),
  deliveryForms: z
    .record(z.string().max(128), code)
    .default({})
    .describe('Delivery method → code of the form of delivery (formaDopravy); the text of the method is always written'),
  units: z
    .record(z.string().max(32), code)
    .default({ ks: 'KS' })
    .describe('Unit of the order → code of the unit (mj); other units are written into the note of the line'),
  goods: z
    .enum(['by-code', 'by-code-or-text', 'by-ean', 'text-lines'])
    .default('by-code')
    .describe('How a line finds its card of the price list, and what becomes of unknown goods'),
  partner: z
    .enum(['by-ico', 'by-ico-only', 'text-only'])
    .default('by-ico')
    .describe('by-ico: linked with the address book when the IČO is there; by-ico-only: else refused; text-only: never linked'),
  orderText: template(255).describe('Text of the order (popis); may hold {number} {buyer} {orderId} {itemId}'),
  isReserved: z.boolean().default(false).describe('Reserve the stock of lines with a card'),
  vatCountry: z
    .enum(['CZ', 'SK'])
    .optional()
    .describe("Whose VAT rates and home currency hold; absent: the country of the document's company whose books these are"),
  deliveryNotes: deliveryNotesSchema.prefault({}),
  invoices: invoicesSchema.prefault({}),
  cards: cardsSchema.prefault({}),
  addresses: addressesSchema.prefault({}),
})
export type Mapping = z.infer<typeof mappingSchema>

/** The stock of movements. ABRA Flexi has none without (`sklad` of its description): where no stock is set, delivery notes are not taken. */
export const movementStock = ({ deliveryNotes, stock }: Mapping): string | undefined => deliveryNotes.stock ?? stock

/** Settings of the connector: ABRA Flexi over its REST API. */
export const flexiSettingsSchema = z.strictObject({
  baseUrl: z
    .string()
    .max(255)
    .refine(isServer, 'server-address')
    .describe('Address of the server, e.g. https://flexi.firma.cz:5434; without a path')
    .meta({ form: { use: 'address' } }),
  certificateFile: absolutePath
    .optional()
    .describe("The server's own certificate or its authority (PEM); ABRA Flexi makes one that no computer knows")
    .meta({ form: { pick: 'file', use: 'data' } }),
  company: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,64}$/, 'flexi-company')
    .describe('Identifier of the company in the address, after /c/'),
  ico: z
    .string()
    .regex(/^\d{1,15}$/, 'ico')
    .describe('Registration number (IČO) of that company; orders are never written to another'),
  user: z
    .string()
    .min(1)
    .max(128)
    .refine((value) => !/[:\r\n\0]/.test(value), 'no-colon')
    .describe('User of the API'),
  password: z.string().max(128).default('').describe('Password of that user').meta({ secret: true }),
  timeoutSeconds: z.number().int().min(1).max(900).default(120).describe('How long one request may take'),
  externalSystem: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,20}$/, 'external-system')
    .default('BI')
    .describe('Name before our ids (ext:BI:…); never change it: by these ids an order is known to be there already'),
  sumsByFlexi: z
    .boolean()
    .default(true)
    .describe('Before an order is saved, ABRA Flexi computes its sums (dry-run); one whose sums would differ is not saved'),
  mapping: mappingSchema.prefault({}),
})
export type FlexiSettings = z.infer<typeof flexiSettingsSchema>
