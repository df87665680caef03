import { join } from 'node:path'
import { z } from 'zod'
import type { InwardAgenda } from '../../../shared/documents/agenda'
import { paymentMethodSchema } from '../../../shared/documents/order'
import type { FormHint } from '../connector'
import { agendaSwitches } from '../wrap/agenda-switches'
import { absolutePath } from '../wrap/settings-parts'
import { DEFAULT_COLUMNS, parseColumns } from './columns'
import { ackNamePattern, fileNamePattern } from './name-patterns'
import { priceSourceSchema, readingSchema, stockSourceSchema } from './source/settings'
import { DEFAULT_UNITS } from './units'

const whenAcknowledged = (hint: FormHint): { form: FormHint } => ({
  form: { ...hint, when: { name: 'acknowledgement', value: 'file' } },
})

const columns = (agenda: InwardAgenda, of: string) =>
  z
    .string()
    .max(8000)
    .default(DEFAULT_COLUMNS[agenda])
    .refine((text) => parseColumns(text, agenda) !== undefined, 'columns')
    .describe(`Columns of CSV of ${of} in their order: Title=field; Title=field; … or Title="constant text"`)

export const filesMappingSchema = z.strictObject({
  encoding: z
    .enum(['utf-8', 'windows-1250'])
    .default('utf-8')
    .describe('Encoding of CSV and of the own XML; UBL and JSON are always UTF-8'),
  csvColumns: columns('orders', 'orders'),
  columns: z
    .strictObject({
      'delivery-notes': columns('delivery-notes', 'delivery notes'),
      invoices: columns('invoices', 'invoices'),
      'stock-cards': columns('stock-cards', 'stock cards'),
      addresses: columns('addresses', 'addresses'),
    })
    .prefault({}),
  csvSeparator: z.enum(['semicolon', 'comma', 'tab', 'pipe']).default('semicolon').describe('What separates the columns of CSV'),
  csvHeader: z.boolean().default(true).describe('The first row of CSV holds the titles'),
  csvBom: z.boolean().default(false).describe('UTF-8 CSV begins with a byte order mark (Excel wants it)'),
  csvDecimalComma: z.boolean().default(false).describe('Numbers in CSV have a decimal comma instead of a point'),
  csvFormulaGuard: z
    .boolean()
    .default(true)
    .describe('A text in CSV that a spreadsheet would take for a formula gets an apostrophe; a code of that kind is held'),
  paymentCodes: z
    .partialRecord(paymentMethodSchema, z.string().min(1).max(64))
    .default({})
    .describe("Payment method → the target's own code, for the field paymentCode"),
  units: z
    .record(z.string().min(1).max(32), z.string().regex(/^[A-Z0-9]{2,3}$/, 'rec-20'))
    .default(DEFAULT_UNITS)
    .describe('Unit of the document → code of UN/ECE Recommendation 20, for UBL'),
})
export type FilesMapping = z.infer<typeof filesMappingSchema>

export const columnsOf = (mapping: FilesMapping, agenda: InwardAgenda): string =>
  agenda === 'orders' ? mapping.csvColumns : mapping.columns[agenda]

const withUbl = z.enum(['ubl', 'csv', 'json', 'template'])
/** UBL has a catalogue and a party of its own, but their schemas were not at hand, so nothing could be tried against them. */
const withoutUbl = z.enum(['csv', 'json', 'template'])

/** Settings of the connector: documents as files in a folder, stock and prices from a file, for every system that has no connector of its own. */
export const filesSettingsSchema = z
  .strictObject({
    folder: absolutePath.describe('Folder that the other system reads; it must exist').meta({ form: { pick: 'folder' } }),
    format: withUbl.describe(
      'Orders. ubl: UBL 2.1 (Peppol); csv: own columns; json: as received; template: own XML by template.xml',
    ),
    acknowledgement: z
      .enum(['file', 'disappearance', 'drop', 'person'])
      .describe(
        'How it is known that a document was taken: file: the other system writes one; disappearance: it removes ours; drop: laying it there is the delivery; person: nobody but a person knows',
      ),
    agendas: agendaSwitches.prefault({}),
    formats: z
      .strictObject({
        'delivery-notes': withUbl
          .default('ubl')
          .describe('Delivery notes; ubl: UBL 2.1 Despatch Advice (Peppol), which has no prices'),
        invoices: withUbl.default('ubl').describe('Invoices; ubl: UBL 2.1 Invoice (Peppol BIS Billing 3)'),
        'stock-cards': withoutUbl.default('csv').describe('Stock cards'),
        addresses: withoutUbl.default('csv').describe('Addresses'),
      })
      .prefault({}),
    agendaFolders: z
      .boolean()
      .default(false)
      .describe(
        'Each kind of document into its own subfolder (orders, delivery-notes, stock-cards, addresses, invoices), which must exist',
      ),
    ackFolder: absolutePath
      .optional()
      .describe('Folder of the acknowledgements; absent: "ack" in the folder of the document')
      .meta(whenAcknowledged({ pick: 'folder' })),
    ackName: ackNamePattern
      .default('{name}.ack')
      .describe('Name of an acknowledgement: {name} is our file without its extension, {file} with it')
      .meta(whenAcknowledged({})),
    answerTimeoutSeconds: z
      .number()
      .int()
      .min(1)
      .max(3600)
      .default(60)
      .describe('How long to wait for an acknowledgement; later ones count, too'),
    fileName: fileNamePattern
      .default('{agenda}-{itemId}')
      .describe('Name of our file without its extension: {itemId} {agenda} {number} {date} {buyerIco} {supplierIco}'),
    extension: z
      .string()
      .regex(/^[A-Za-z0-9]{1,8}$/, 'extension')
      .optional()
      .describe('Extension; absent: xml, csv or json by the format'),
    stock: stockSourceSchema.prefault({}),
    prices: priceSourceSchema.prefault({}),
    reading: readingSchema.prefault({}),
    mapping: filesMappingSchema.prefault({}),
  })
  .superRefine(({ reading, stock, prices }, context) => {
    for (const [name, source] of Object.entries({ stock, prices }))
      if (reading.format === 'xml' && source.file !== undefined && source.rows === undefined)
        context.addIssue({ code: 'custom', path: [name, 'rows'], message: 'element-path' })
  })
export type FilesSettings = z.infer<typeof filesSettingsSchema>
export type FileFormat = z.infer<typeof withUbl>

export const formatOf = ({ format, formats }: Pick<FilesSettings, 'format' | 'formats'>, agenda: InwardAgenda): FileFormat =>
  agenda === 'orders' ? format : formats[agenda]

export const folderOf = (
  { folder, agendaFolders }: Pick<FilesSettings, 'folder' | 'agendaFolders'>,
  agenda: InwardAgenda,
): string => (agendaFolders ? join(folder, agenda) : folder)
