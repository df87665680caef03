import { z } from 'zod'
import { paymentMethodSchema } from '../../../shared/documents/order'
import { fitsExactly } from '../wrap/fit-text'
import { type FieldPolicy, fieldPolicySchema, orderText as template } from '../wrap/settings-parts'

/** A name that Money looks up in a list of its own: it must get there exactly as it is. */
const name = (max: number) => z.string().min(1).max(max).refine(fitsExactly, 'windows-1250')
const written = (what: string) => fieldPolicySchema.default('new').describe(`When it is written: ${what}`)
/** The schema demands a name, and a new record without one would be of no use. */
const writtenName = (what: string) => fieldPolicySchema.exclude(['never']).default('new').describe(`When it is written: ${what}`)

/** Limits: `sklDoklType` of Money's schema. */
const deliveryNotesSchema = z.strictObject({
  as: z
    .enum(['received', 'receipt'])
    .default('received')
    .describe('received: received delivery note (DLPrij); receipt: stock receipt (Prijemka)'),
  series: name(5).optional().describe('Number series; absent: the default of Money'),
  documentType: name(10).optional().describe('Short cut of the document type'),
  otherCard: name(20)
    .optional()
    .describe('Code of the card for goods whose own code is missing or does not fit; absent: such a document is held'),
  chargeCard: name(20)
    .optional()
    .describe('Code of the card (a service) for transport and other charges; absent: they are named in the note only'),
})

/** Limits: `fakturaType`. */
const invoicesSchema = z.strictObject({
  direction: z
    .enum(['received', 'issued'])
    .default('received')
    .describe('received: from suppliers (FaktPrij); issued: to customers (FaktVyd)'),
  series: name(5).optional().describe('Number series (Rada); absent: the default of Money'),
  documentType: name(10).optional().describe('Short cut of the type of invoice (Typ)'),
  assignment: name(10).optional().describe('Short cut of the account assignment (PredKontac)'),
  vatClass: name(10).optional().describe('Short cut of the VAT classification (KodDPH)'),
  payFrom: name(10).optional().describe('Short cut of the bank account or cash box (Ucet)'),
  stockItems: z
    .boolean()
    .default(false)
    .describe('Goods as stock lines, which move the stock; only where no delivery note does that already'),
  bindOrder: z
    .boolean()
    .default(false)
    .describe('Bind the invoice to the order of this number in Money (SeznamVazeb), which settles the order'),
})

/** Limits: `kmKartaType`, `zasobaType`. */
const cardsSchema = z.strictObject({
  inStore: z
    .boolean()
    .default(false)
    .describe('Also a stock item in the store, with the selling price and the mark "not for sale"; needs the name of the store'),
  name: writtenName('name (Popis)'),
  barCode: written('bar code (BarCode)'),
  unit: written('unit (MJ)'),
  vat: written('VAT percents (SDPH_Nakup, SDPH_Prod)'),
  description: written('description and note (Pozn1, Pozn)'),
  weight: written('weight (Hmotnost)'),
  sellingPrice: written('selling price (PC)'),
})

/** Limits: `firmaType`. */
const addressesSchema = z.strictObject({
  key: z
    .enum(['ico', 'partner-code'])
    .default('ico')
    .describe('By what the import definition finds a partner: its IČO, or a partner code (KodPartn) made of our id'),
  name: writtenName('name'),
  taxIds: written('DIČ and IČ DPH'),
  address: written('street, town, postal code'),
  contacts: written('telephone and e-mail'),
  note: written('note, with the places of delivery'),
})

/** Limits: `objednavkaType`, `polObjednType`, `skladType` of Money's schema. */
export const mappingSchema = z.strictObject({
  ourKey: z
    .enum(['prim-doklad', 'note-only'])
    .default('prim-doklad')
    .describe(
      'prim-doklad: the source document number of orders and delivery notes holds a key made of our id, unique for each; note-only: it holds their number, our id stands in the note only',
    ),
  series: name(5).optional().describe('Number series (DRada); absent: the default of Money'),
  documentType: name(10).optional().describe('Short cut of the document type (ZkratkaTyp)'),
  centre: name(10).optional().describe('Cost centre, on documents and their lines'),
  jobOrder: name(10).optional().describe('Job order (Zakazka), on documents and their lines'),
  operation: name(10).optional().describe('Activity (Cinnost), on documents and their lines'),
  paymentTypes: z
    .partialRecord(paymentMethodSchema, name(20))
    .default({ 'bank-transfer': 'převodem', cash: 'hotově', card: 'kartou', 'cash-on-delivery': 'dobírkou' })
    .describe('Kind of payment → terms of payment in Money (PlatPodm, Uhrada)'),
  carriers: z
    .record(z.string().max(128), name(20))
    .default({})
    .describe('Delivery method → way of transport in Money (Doprava); a method without one is written into the note'),
  orderText: template(240).describe(
    'Description of the order; may hold {number} {buyer} {orderId} {itemId}; shortened to 50 characters',
  ),
  isReserved: z.boolean().default(false).describe('Reserve the stock'),
  stockItems: z
    .enum(['text-lines', 'by-catalogue', 'by-short-cut', 'by-barcode'])
    .default('text-lines')
    .describe('How a line of an order finds its stock card; text-lines: not at all'),
  goodsKey: z
    .enum(['by-catalogue', 'by-short-cut', 'by-barcode'])
    .default('by-catalogue')
    .describe('Where the code of goods stands in Money: for delivery notes, stock lines of invoices, cards, and what is read'),
  storeName: name(50).optional().describe('Name of the store; needed for lines with a stock card'),
  storeCode: name(20).optional().describe('Code of the store'),
  vatCountry: z
    .enum(['CZ', 'SK'])
    .optional()
    .describe(
      "Whose VAT rates, home currency and edition of Money hold; absent: the country of the company's own side of each document",
    ),
  deliveryNotes: deliveryNotesSchema.prefault({}),
  invoices: invoicesSchema.prefault({}),
  cards: cardsSchema.prefault({}),
  addresses: addressesSchema.prefault({}),
})
export type Mapping = z.infer<typeof mappingSchema>

type Policies = Readonly<Record<string, unknown>>
const isPolicy = (value: unknown): value is FieldPolicy => fieldPolicySchema.safeParse(value).success
const fieldsWith = (policies: Policies, policy: FieldPolicy): string[] =>
  Object.keys(policies).filter((name) => isPolicy(policies[name]) && policies[name] === policy)

/**
 * Whether a record that is there already is to be changed. Money's import definition says that once for the whole record: with `Update`
 * all that is sent replaces what stands there, with `NoAction` nothing does.
 */
export const replaces = (policies: Policies): boolean => fieldsWith(policies, 'always').length > 0

/** Fields that are sent. What is only for new records can't go along where others replace: Money would overwrite it as well. */
export const sentFields = (policies: Policies): ReadonlySet<string> =>
  new Set(replaces(policies) ? fieldsWith(policies, 'always') : fieldsWith(policies, 'new'))
