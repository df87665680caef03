import { z } from 'zod'
import { paymentMethodSchema } from '../../../shared/documents/order'
import type { FormHint } from '../connector'
import { fitsExactly } from '../wrap/fit-text'
import { absolutePath, orderText as template } from '../wrap/settings-parts'

/** A name that Money looks up in a list of its own: it must get there exactly as it is. */
const name = (max: number) => z.string().min(1).max(max).refine(fitsExactly, 'windows-1250')
const word = (max: number) =>
  z
    .string()
    .max(max)
    .refine((value) => !/[\r\n\0"\\]/.test(value), 'one-line')

/** Limits: `objednavkaType`, `polObjednType`, `skladType` of Money's schema. */
export const mappingSchema = z.strictObject({
  ourKey: z
    .enum(['prim-doklad', 'note-only'])
    .default('prim-doklad')
    .describe(
      'prim-doklad: the source document number holds a key made of our id, unique for each order; note-only: it holds the order number, our id stands in the note only',
    ),
  series: name(5).optional().describe('Number series (DRada); absent: the default of Money'),
  documentType: name(10).optional().describe('Short cut of the document type (ZkratkaTyp)'),
  centre: name(10).optional().describe('Cost centre, on the order and each line'),
  jobOrder: name(10).optional().describe('Job order (Zakazka), on the order and each line'),
  operation: name(10).optional().describe('Activity (Cinnost), on the order and each line'),
  paymentTypes: z
    .partialRecord(paymentMethodSchema, name(20))
    .default({ 'bank-transfer': 'převodem', cash: 'hotově', card: 'kartou', 'cash-on-delivery': 'dobírkou' })
    .describe('Kind of payment → terms of payment in Money (PlatPodm)'),
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
    .describe('How a line finds its stock card; text-lines: not at all'),
  storeName: name(50).optional().describe('Name of the store; needed for lines with a stock card'),
  storeCode: name(20).optional().describe('Code of the store'),
  vatCountry: z
    .enum(['CZ', 'SK'])
    .optional()
    .describe("Whose VAT rates, home currency and edition of Money hold; absent: the supplier's country"),
})
export type Mapping = z.infer<typeof mappingSchema>

const byFiles = (hint: FormHint): { form: FormHint } => ({ form: { ...hint, when: { name: 'way', value: 'files' } } })
const byApi = (hint: FormHint): { form: FormHint } => ({ form: { ...hint, when: { name: 'way', value: 'api' } } })

/** `files`: Money imports a folder of XML DE files by its own schedule; `api`: the S3 API (GraphQL). */
export const moneySettingsSchema = z
  .strictObject({
    way: z.enum(['files', 'api']).default('files').describe('files: Money imports a folder; api: the paid S3 API'),
    ico: z
      .string()
      .regex(/^\d{1,15}$/, 'ico')
      .describe('Registration number (IČO) of the agenda; stands in each file, and what Money exports is compared with it'),
    importFolder: absolutePath
      .optional()
      .describe('Folder that Money imports (way: files)')
      .meta(byFiles({ pick: 'folder', required: true })),
    reportFolder: absolutePath
      .optional()
      .describe('Folder into which Money writes its reports (MoneyReport) on each import')
      .meta(byFiles({ pick: 'folder' })),
    exportFile: absolutePath
      .optional()
      .describe('File into which Money exports all received orders again and again; by it orders are looked up')
      .meta(byFiles({ pick: 'file', use: 'data' })),
    exportMaxAgeMinutes: z
      .number()
      .int()
      .min(1)
      .max(1440)
      .default(60)
      .describe('How old that file may be for "not there" to be believed')
      .meta(byFiles({})),
    definitionFile: absolutePath
      .optional()
      .describe("Money's import definition, exported to a file; only looked at by the check")
      .meta(byFiles({ pick: 'file', use: 'data' })),
    agendaCode: word(20)
      .default('')
      .describe('Code of the agenda (KodAgendy), where Money is set to compare it')
      .meta(byFiles({})),
    apiUrl: z
      .string()
      .max(300)
      .regex(/^https?:\/\/[^\s/?#@]+$/, 'address')
      .optional()
      .describe('Address of the S3 API without a path, e.g. https://company.api.moneys3.eu or http://localhost:85')
      .meta(byApi({ required: true, use: 'address' })),
    appId: word(300)
      .default('')
      .describe('AppId from the vendor, as it was given')
      .meta(byApi({ required: true })),
    clientId: word(200)
      .default('')
      .describe('ClientId of the key made in Money')
      .meta(byApi({ required: true })),
    clientSecret: z
      .string()
      .max(500)
      .default('')
      .describe('Secret of that key')
      .meta({ secret: true, ...byApi({ required: true }) }),
    agendaGuid: z
      .string()
      .regex(/^\{?[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\}?$/, 'guid')
      .optional()
      .describe('GUID of the agenda that the API works with')
      .meta(byApi({ required: true })),
    definition: word(20).default('_OP').describe('Short cut of the import definition').meta(byApi({})),
    answerTimeoutSeconds: z
      .number()
      .int()
      .min(1)
      .max(3600)
      .default(600)
      .describe('How long to wait for what became of a hand-over; longer than the pause between two imports of Money'),
    mapping: mappingSchema.prefault({}),
  })
  .superRefine((settings, context) => {
    const missing = (...path: string[]): void => {
      context.addIssue({ code: 'custom', path, message: 'required' })
    }
    if (settings.way === 'files') {
      if (!settings.importFolder) missing('importFolder')
      // Without either nobody would ever learn what became of an order.
      if (!settings.reportFolder && !settings.exportFile) missing('reportFolder')
    } else {
      for (const field of ['apiUrl', 'appId', 'clientId', 'agendaGuid'] as const) if (!settings[field]) missing(field)
      // The API is asked for our key; there is nothing else that it could be asked for.
      if (settings.mapping.ourKey !== 'prim-doklad') missing('mapping', 'ourKey')
    }
    if (settings.mapping.stockItems !== 'text-lines' && !settings.mapping.storeName) missing('mapping', 'storeName')
  })
export type MoneySettings = z.infer<typeof moneySettingsSchema>
