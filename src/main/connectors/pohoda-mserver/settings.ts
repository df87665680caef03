import { z } from 'zod'
import type { FormHint } from '../connector'
import { agendaMappingSchema, contradictions } from '../pohoda/agenda-settings'
import { serverAddress, userName } from '../pohoda/mserver/address'
import { exSystemNameSchema, icoSchema, readingSchema, word } from '../pohoda/settings'
import { absolutePath } from '../wrap/settings-parts'

const whenAllowed = (hint: FormHint): { form: FormHint } => ({
  form: { ...hint, required: true, when: { name: 'control', value: 'allowed' } },
})

/** Settings of the way over POHODA mServer. */
export const mServerSettingsSchema = z
  .strictObject({
    address: serverAddress
      .default('http://127.0.0.1:444')
      .describe('Address of mServer, e.g. http://192.168.1.10:444; without encryption only within the own network')
      .meta({ form: { use: 'address', required: true } satisfies FormHint }),
    certificateFile: absolutePath
      .optional()
      .describe("PEM file with mServer's own certificate or its authority, when it is encrypted with one of the company's own")
      .meta({ form: { pick: 'file', use: 'data' } satisfies FormHint }),
    user: userName.min(1).describe("POHODA's user with the right to XML communication and to the accounting unit"),
    password: z
      .string()
      .max(128)
      .refine((value) => !/[\r\n\0]/.test(value), 'one-line')
      .default('')
      .describe('Password of that user')
      .meta({ secret: true }),
    database: z
      .string()
      .min(1)
      .max(255)
      .refine((value) => !/[\r\n\0]/.test(value), 'one-line')
      .describe('Database that mServer must have open, e.g. StwPh_12345678_2026; compared before each hand-over'),
    ico: icoSchema,
    unitCheck: z
      .enum(['database', 'ico'])
      .default('database')
      .describe('database: nothing is handed over unless mServer names the database; ico: for old versions that cannot name it'),
    timeoutSeconds: z.number().int().min(1).max(3600).default(120).describe('How long mServer may take for one request'),
    compress: z.boolean().default(false).describe('Send requests compressed (gzip)'),
    lookup: z
      .enum(['extId', 'orderDate', 'none'])
      .default('extId')
      .describe(
        'extId: orders are looked up by our id (POHODA of 2024 or newer); orderDate: older versions, among the orders of their date; none: not at all',
      ),
    control: z
      .enum(['never', 'allowed'])
      .default('never')
      .describe('allowed: the client starts mServer when it does not run, and stops at its own end what it has started'),
    program: absolutePath
      .optional()
      .describe('Absolute path of Pohoda.exe, for starting mServer')
      .meta(whenAllowed({ pick: 'file' })),
    serverName: word(64).default('').describe("Name of mServer's configuration in POHODA, for starting it").meta(whenAllowed({})),
    startSeconds: z
      .number()
      .int()
      .min(1)
      .max(600)
      .default(60)
      .describe('How long mServer may take to start')
      .meta({ form: { when: { name: 'control', value: 'allowed' } } satisfies FormHint }),
    exSystemName: exSystemNameSchema,
    mapping: agendaMappingSchema.prefault({}),
    reading: readingSchema('by-id').prefault({}),
  })
  .superRefine((settings, context) => {
    for (const path of contradictions(settings)) context.addIssue({ code: 'custom', path: [...path], message: 'required' })
    if (settings.control === 'never') return
    for (const field of ['program', 'serverName'] as const) {
      if (!settings[field]) context.addIssue({ code: 'custom', path: [field], message: 'required' })
    }
  })
export type MServerSettings = z.infer<typeof mServerSettingsSchema>
