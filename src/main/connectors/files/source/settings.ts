import { z } from 'zod'
import type { OutwardAgenda } from '../../../../shared/documents/agenda'
import type { FormHint } from '../../connector'
import { absolutePath } from '../../wrap/settings-parts'
import { ackNamePattern } from '../name-patterns'
import { parseFields } from './fields'

const csvOnly: { form: FormHint } = { form: { when: { name: 'reading.format', value: 'csv' } } }

/** How files with stock levels and prices are written, and when one is ready. One form for both. */
export const readingSchema = z.strictObject({
  format: z
    .enum(['csv', 'xml', 'jsonl'])
    .default('csv')
    .describe('csv: rows of cells; xml: an element for each card; jsonl: a JSON object on each line'),
  encoding: z
    .enum(['utf-8', 'windows-1250', 'utf-16'])
    .default('utf-8')
    .describe('Of CSV and JSON lines; a byte order mark decides by itself; XML says its own'),
  separator: z
    .enum(['semicolon', 'comma', 'tab', 'pipe'])
    .default('semicolon')
    .describe('What separates the cells of CSV')
    .meta(csvOnly),
  quote: z
    .enum(['double', 'single', 'none'])
    .default('double')
    .describe('What cells of CSV are quoted with; none: a quote is a character like any other')
    .meta(csvOnly),
  header: z
    .boolean()
    .default(true)
    .describe('The first row of CSV holds the titles; without them columns are named by position, #1 the first')
    .meta(csvOnly),
  decimal: z.enum(['point', 'comma']).default('comma').describe('What stands before the decimal places'),
  thousands: z
    .enum(['none', 'space', 'point', 'comma', 'apostrophe'])
    .default('none')
    .describe('What stands between groups of three digits'),
  maxAgeHours: z
    .number()
    .int()
    .min(1)
    .max(8760)
    .default(36)
    .describe('A file that was last changed longer ago is not read: its stock is not the stock of today'),
  settleSeconds: z.number().int().min(0).max(300).default(3).describe('So long a file must stay as it is before it is read'),
  doneName: ackNamePattern
    .optional()
    .describe('A file that is written when the other one is whole: {name} is that one without its extension, {file} with it'),
  endLine: z.string().min(1).max(200).optional().describe('The last line of a whole CSV or JSON lines file, exactly'),
})
export type ReadingSettings = z.infer<typeof readingSchema>

/** Only the last part of the path may have stars. */
const filePath = absolutePath.refine((path) => !/\*.*[\\/]/.test(path), 'star-in-folder')

const source = (agenda: OutwardAgenda, fields: string) =>
  z.strictObject({
    file: filePath
      .optional()
      .describe('File; a * in its name: the newest one that fits. Absent: none are read')
      .meta({ form: { pick: 'file', use: 'data' } satisfies FormHint }),
    fields: z
      .string()
      .max(4000)
      .default(fields)
      .refine((text) => parseFields(text, agenda) !== undefined, 'fields')
      .describe('Where each value stands: field=column; field=column; … or field="constant"; #2 is the second column'),
    rows: z
      .string()
      .max(300)
      .regex(/^\/?[^/@\s]+(?:\/[^/@\s]+)*$/, 'element-path')
      .optional()
      .describe('XML only: path of the element that repeats, from the root, e.g. export/item')
      .meta({ form: { when: { name: 'reading.format', value: 'xml' } } satisfies FormHint }),
  })

export const stockSourceSchema = source('stock-levels', 'sku=sku; name=name; physical=physical')
export const priceSourceSchema = source(
  'prices',
  'sku=sku; price=price; priceIncludesVat=priceIncludesVat; vatPercent=vatPercent',
)
export type SourceSettings = z.infer<typeof stockSourceSchema>
