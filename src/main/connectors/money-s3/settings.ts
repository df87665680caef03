import { z } from 'zod'
import type { FormHint } from '../connector'
import { absolutePath } from '../wrap/settings-parts'
import { mappingSchema, replaces } from './mapping-settings'

const word = (max: number) =>
  z
    .string()
    .max(max)
    .refine((value) => !/[\r\n\0"\\]/.test(value), 'one-line')

const byFiles = (hint: FormHint): { form: FormHint } => ({ form: { ...hint, when: { name: 'way', value: 'files' } } })
/** A folder or file of one agenda, where it is another than that of the orders. */
const folder = (of: string) =>
  absolutePath
    .optional()
    .describe(`Folder that Money imports ${of} from, where their import definition needs its own; absent: the import folder`)
    .meta(byFiles({ pick: 'folder' }))
const list = (of: string) =>
  absolutePath
    .optional()
    .describe(`File into which Money exports all ${of} again and again; by it they are looked up`)
    .meta(byFiles({ pick: 'file', use: 'data' }))
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
    folders: z
      .strictObject({
        deliveryNotes: folder('delivery notes'),
        invoices: folder('invoices'),
        stockCards: folder('stock cards'),
        addresses: folder('addresses'),
      })
      .prefault({}),
    lists: z.strictObject({ deliveryNotes: list('delivery notes'), invoices: list('invoices') }).prefault({}),
    exportMaxAgeMinutes: z
      .number()
      .int()
      .min(1)
      .max(1440)
      .default(60)
      .describe('How old these lists may be for "not there" to be believed')
      .meta(byFiles({})),
    stockFile: absolutePath
      .optional()
      .describe(
        'File into which Money exports all its stock items (SeznamZasoba) again and again; stock levels and prices are read from it',
      )
      .meta(byFiles({ pick: 'file', use: 'data' })),
    stockMaxAgeHours: z
      .number()
      .int()
      .min(1)
      .max(168)
      .default(3)
      .describe('How old that file may be; an older one is a failure, since the export has stopped')
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
    const { stockItems, storeName, invoices, cards, addresses } = settings.mapping
    if ((stockItems !== 'text-lines' || invoices.stockItems || cards.inStore) && !storeName) missing('mapping', 'storeName')
    for (const [group, policies] of Object.entries({ cards, addresses }))
      if (replaces(policies) && policies.name !== 'always')
        context.addIssue({ code: 'custom', path: ['mapping', group, 'name'], message: 'always' })
  })
export type MoneySettings = z.infer<typeof moneySettingsSchema>
