import { z } from 'zod'
import { paymentMethodSchema } from '../../../shared/documents/order'
import type { FormHint } from '../connector'
import { fitsExactly } from '../wrap/fit-text'
import { orderText as template } from '../wrap/settings-parts'

/** A name that POHODA looks up in a list of its own: it must reach POHODA exactly as it is. */
export const name = (max: number) => z.string().min(1).max(max).refine(fitsExactly, 'windows-1250')
/** POHODA's short codes (`typ:idsType`). */
const code = name(19)
/** One part of POHODA's command line, where a quote can't be escaped. */
export const word = (max: number) =>
  z
    .string()
    .max(max)
    .refine((value) => !/["\r\n\0]/.test(value), 'no-quotes')

/** POHODA's own kinds of payment (`typ:paymentType`). Any other value is a name from the customer's list. */
export const POHODA_PAYMENT_TYPES: ReadonlySet<string> = new Set([
  'draft',
  'cash',
  'postal',
  'delivery',
  'creditcard',
  'advance',
  'encashment',
  'cheque',
  'compensation',
])

export const mappingSchema = z.strictObject({
  series: code.optional().describe('Prefix of the number series for received orders; absent: the default of POHODA'),
  store: code.optional().describe('Store in which stock cards are searched; absent: all stores'),
  centre: code.optional().describe('Cost centre, on the order and each line'),
  activity: code.optional().describe('Activity, on the order and each line'),
  contract: code.optional().describe('Contract, on the order and each line'),
  priceLevel: code.optional().describe('Price level of the order; prices still come from the order itself'),
  paymentTypes: z
    .partialRecord(paymentMethodSchema, name(32))
    .default({ 'bank-transfer': 'draft', cash: 'cash', card: 'creditcard', 'cash-on-delivery': 'delivery' })
    .describe(
      "Kind of payment: one of POHODA's own words (draft, cash, creditcard, delivery …) or a name from its list of payments",
    ),
  carriers: z
    .record(z.string().max(128), name(20))
    .default({})
    .describe('Delivery method → carrier in POHODA; a method without one is written into the internal note'),
  orderText: template(240).describe('Text of the order; may hold {number} {buyer} {orderId} {itemId}'),
  isReserved: z.boolean().default(false).describe('Reserve the stock'),
  stockItems: z
    .enum(['by-sku', 'by-ean', 'text-lines'])
    .default('by-sku')
    .describe('How a line finds its stock card; text-lines: not at all'),
  vatCountry: z
    .enum(['CZ', 'SK'])
    .optional()
    .describe('Whose VAT rates and home currency hold; absent: the country of the company whose books these are'),
})
export type Mapping = z.infer<typeof mappingSchema>

/** The accounting unit's registration number. */
export const icoSchema = z
  .string()
  .regex(/^\d{1,15}$/, 'ico')
  .describe('Registration number (IČO) of the accounting unit; POHODA refuses packs for another')
export const exSystemNameSchema = name(64)
  .default('BUSINESS-INTEGRATOR')
  .describe('Name under which POHODA keeps our ids; never change it')

/** What the mapping of a document needs of any way's settings. */
export interface MappingSettings {
  mapping: Mapping
  exSystemName: string
}

/** How stock levels and prices are read. `paging`: what this way does unless somebody says otherwise. */
export const readingSchema = (paging: 'by-id' | 'none') =>
  z.strictObject({
    paging: z
      .enum(['by-id', 'none'])
      .default(paging)
      .describe('by-id: the list of stock cards is asked for in pages; none: all at once, as versions before 2024 can do only'),
    pageSize: z
      .number()
      .int()
      .min(1)
      .max(10_000)
      .default(2000)
      .describe('Cards in one page')
      .meta({ form: { when: { name: 'reading.paging', value: 'by-id' } } satisfies FormHint }),
    storage: name(255).optional().describe('Only this store or branch of the tree of stores, e.g. ZBOŽÍ/Spojovací; absent: all'),
    onlyInternet: z.boolean().default(false).describe('Only cards with the mark Internet'),
    lastChanges: z
      .enum(['off', 'cards', 'movements'])
      .default('off')
      .describe(
        'Whether POHODA may be asked for changed cards only. off: never; cards: for prices, its list of changes has cards that were edited; movements: for stock levels, too, it has every card whose stock has moved',
      ),
    priceLevels: z
      .record(name(19), z.enum(['without', 'with']))
      .default({})
      .describe('Price levels that are read: name in POHODA → without or with VAT, which POHODA does not say in its list'),
  })
export type ReadingSettings = z.infer<ReturnType<typeof readingSchema>>
