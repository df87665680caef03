import { z } from 'zod'
import type { InwardAgenda } from '../../../shared/documents/agenda'
import type { FormHint } from '../connector'
import { fieldPolicySchema } from '../wrap/settings-parts'
import { mappingSchema, name } from './settings'

/** POHODA's short codes (`typ:idsType`). */
const code = name(19)
const whileIssued: { form: FormHint } = { form: { when: { name: 'mapping.invoices.direction', value: 'issued' } } }

const TEXT_PLACEHOLDERS = ['number', 'orderNumber', 'partner', 'itemId']
/** Template of a document's text: `{number} {orderNumber} {partner} {itemId}` and nothing else in braces. */
const documentText = (initial: string) =>
  z
    .string()
    .min(1)
    .max(240)
    .default(initial)
    .refine(
      (template) => [...template.matchAll(/\{(\w*)\}/g)].every((found) => TEXT_PLACEHOLDERS.includes(found[1] ?? '')),
      'unknown-placeholder',
    )

const unknownGoods = z
  .enum(['hold', 'text-line', 'create'])
  .default('hold')
  .describe(
    'Goods without a stock card in POHODA: the document is refused, they go as a text line, or a card is made; the last two look every card up first',
  )

const deliveryNotesSchema = z.strictObject({
  as: z
    .enum(['receipt', 'issue-slip'])
    .default('receipt')
    .describe('receipt: goods come to this company (prijemka); issue-slip: it sends them (vydejka). Both move stock'),
  series: code.optional().describe('Prefix of the number series; absent: the default of POHODA'),
  text: documentText('Dodací list {number}').describe(
    'Text of the document; may hold {number} {orderNumber} {partner} {itemId}; a receipt has no other place for the number',
  ),
  stockItems: z
    .enum(['by-sku', 'by-ean', 'text-lines'])
    .default('by-sku')
    .describe('How a line finds its stock card; text-lines: not at all, nothing is moved then'),
  unknownGoods,
})

const invoicesSchema = z.strictObject({
  direction: z
    .enum(['received', 'issued'])
    .default('received')
    .describe('received: invoices come to this company (receivedInvoice); issued: it issued them (issuedInvoice)'),
  series: code.optional().describe('Prefix of the number series; absent: the default of POHODA'),
  numbers: z
    .enum(['document', 'series'])
    .default('document')
    .describe(
      "document: an issued invoice gets its own number, and is refused where POHODA has it already; series: POHODA's next",
    )
    .meta(whileIssued),
  text: documentText('Faktura {number}').describe('Text of an invoice; may hold {number} {orderNumber} {partner} {itemId}'),
  creditText: documentText('Dobropis {number}').describe('The same for a credit note'),
  accounting: code.optional().describe("Account assignment (předkontace); absent: as POHODA's user has it set"),
  classificationVAT: code.optional().describe('VAT classification (členění DPH); absent: POHODA decides'),
  account: code.optional().describe('Own bank account that is to be paid; absent: the default of POHODA').meta(whileIssued),
  stockItems: z
    .enum(['text-lines', 'by-sku', 'by-ean'])
    .default('text-lines')
    .describe('How a line finds its stock card; lines with one move stock, so only where no delivery note does that already'),
  unknownGoods,
})

const cardsSchema = z.strictObject({
  match: z
    .enum(['by-code', 'by-ean', 'by-id'])
    .default('by-code')
    .describe("How the company's own card is found that has no id of ours; by-ean: its code stays its own; by-id: not at all"),
  storage: name(255)
    .optional()
    .describe('Place of new cards in the tree of stores, e.g. ZBOŽÍ/Šrouby; needed for cards to be taken'),
  typePrice: code.optional().describe('Price group of new cards; needed for cards to be taken'),
  stockType: z.enum(['card', 'text', 'service']).default('card').describe('Kind of new cards'),
  name: fieldPolicySchema.exclude(['never']).default('new').describe('When the name is written'),
  unit: fieldPolicySchema.default('new').describe('When the unit is written'),
  vat: fieldPolicySchema.default('new').describe('When the VAT rates of purchase and sale are written'),
  purchasePrice: fieldPolicySchema.default('new').describe('When the purchase price is written'),
  sellingPrice: fieldPolicySchema
    .default('new')
    .describe('When the selling price without VAT is written; a change by XML makes POHODA fix the selling price'),
  description: fieldPolicySchema.default('new').describe('When the short description is written'),
  weight: fieldPolicySchema.default('new').describe('When the weight is written'),
  forSale: fieldPolicySchema
    .default('new')
    .describe('When the mark Sales (Odbyt) is set; goods that are no longer offered lose it and the mark Internet, unless never'),
})

const addressesSchema = z.strictObject({
  match: z
    .enum(['by-ico', 'by-id'])
    .default('by-ico')
    .describe("How the company's own partner is found that has no id of ours; by-id: not at all"),
  name: fieldPolicySchema.exclude(['never']).default('new').describe('When the name of the firm is written'),
  address: fieldPolicySchema.default('new').describe('When street, town, postal code and country are written'),
  taxNumbers: fieldPolicySchema.default('new').describe('When IČO, DIČ and IČ DPH are written'),
  contact: fieldPolicySchema.default('new').describe('When the contact person, phone and e-mail are written'),
  places: fieldPolicySchema
    .default('new')
    .describe('When places of delivery are written; always: those that the partner lacks are added, none is taken away'),
})

/** The mapping of the ways that take all agendas. */
export const agendaMappingSchema = mappingSchema.extend({
  deliveryNotes: deliveryNotesSchema.prefault({}),
  invoices: invoicesSchema.prefault({}),
  cards: cardsSchema.prefault({}),
  addresses: addressesSchema.prefault({}),
})
export type AgendaMapping = z.infer<typeof agendaMappingSchema>

/** How POHODA's records can be looked up: by our id, by their date only, or not at all. */
export type Lookup = 'extId' | 'orderDate' | 'none'

/** What the mapping and the hand-over need of a way's settings. */
export interface AgendaSettings {
  ico: string
  exSystemName: string
  lookup: Lookup
  mapping: AgendaMapping
}

/** All that any settings allow. */
export const ALL_AGENDAS: readonly InwardAgenda[] = ['orders', 'delivery-notes', 'stock-cards', 'addresses', 'invoices']

/** What these settings allow: a new card needs a place and a price group, and what is to be updated must be found by our id first. */
export const takenAgendas = ({ lookup, mapping: { cards } }: AgendaSettings): readonly InwardAgenda[] =>
  ALL_AGENDAS.filter((agenda) => {
    if (agenda === 'stock-cards') return lookup === 'extId' && cards.storage !== undefined && cards.typePrice !== undefined
    return agenda !== 'addresses' || lookup === 'extId'
  })

/** Settings that contradict each other, as places in the settings. */
export const contradictions = ({ mapping }: { mapping: AgendaMapping }): readonly (readonly string[])[] => {
  const makesCards = [mapping.deliveryNotes, mapping.invoices].some(({ unknownGoods: policy }) => policy === 'create')
  if (!makesCards) return []
  return (['storage', 'typePrice'] as const)
    .filter((field) => mapping.cards[field] === undefined)
    .map((field) => ['mapping', 'cards', field])
}
