import { z } from 'zod'
import type { FormHint } from '../connector'
import { type MServerAccess, serverAddress, userName } from '../pohoda/mserver/address'
import type { ProgramAccess } from '../pohoda/program-way'
import { exSystemNameSchema, icoSchema, mappingSchema, word } from '../pohoda/settings'
import { absolutePath } from '../wrap/settings-parts'

const byMServer = (hint: FormHint): { form: FormHint } => ({
  form: { ...hint, when: { name: 'confirmation', value: 'mserver' } },
})
const byProgram = (hint: FormHint): { form: FormHint } => ({
  form: { ...hint, when: { name: 'confirmation', value: 'program' } },
})
const oneLine = (value: string): boolean => !/[\r\n\0]/.test(value)

/** Settings of the way by which POHODA fetches orders itself, as from an internet shop. */
export const eshopSettingsSchema = z
  .strictObject({
    listen: z
      .enum(['this-computer', 'network'])
      .default('this-computer')
      .describe('Where POHODA may ask from: only this computer, or the own network (with name and password only)'),
    port: z.number().int().min(1024).max(65_535).default(8190).describe('Port on which the client answers POHODA'),
    path: z
      .string()
      .regex(/^\/[A-Za-z0-9/_.-]{0,100}$/, 'path')
      .default('/objednavky')
      .describe('Path of the address that POHODA asks, e.g. /objednavky'),
    user: userName.default('').describe('Name with which POHODA must sign in here'),
    password: z
      .string()
      .max(128)
      .refine(oneLine, 'one-line')
      .default('')
      .describe('Password with which POHODA must sign in here')
      .meta({ secret: true }),
    ico: icoSchema,
    waitSeconds: z
      .number()
      .int()
      .min(1)
      .max(270)
      .default(240)
      .describe('How long orders are offered at a time; POHODA must ask more often than that'),
    confirmation: z
      .enum(['person', 'mserver', 'program'])
      .default('person')
      .describe(
        'How it becomes known that POHODA has an order: a person says so, or it is looked up over mServer or the program',
      ),
    lookupUser: word(64)
      .refine((value) => !value.includes(':'), 'no-colon')
      .default('')
      .describe("POHODA's user, for looking up"),
    lookupPassword: word(128).default('').describe('Password of that user').meta({ secret: true }),
    database: z
      .string()
      .max(255)
      .refine(oneLine, 'one-line')
      .default('')
      .describe('Database of the accounting unit, for looking up, e.g. StwPh_12345678_2026'),
    mServerAddress: serverAddress
      .optional()
      .describe('Address of mServer, e.g. http://127.0.0.1:444')
      .meta(byMServer({ required: true, use: 'address' })),
    certificateFile: absolutePath
      .optional()
      .describe("PEM file with mServer's own certificate or its authority")
      .meta(byMServer({ pick: 'file', use: 'data' })),
    program: absolutePath
      .optional()
      .describe('Absolute path of Pohoda.exe')
      .meta(byProgram({ pick: 'file', required: true })),
    programArguments: z.array(word(1024)).max(16).default([]).describe('Put before /XML, for wrappers'),
    timeoutSeconds: z.number().int().min(1).max(3600).default(120).describe('How long one look-up may take'),
    againHours: z
      .number()
      .int()
      .min(1)
      .max(168)
      .default(24)
      .describe('An order that POHODA fetched and does not have is offered again only after so many hours'),
    exSystemName: exSystemNameSchema,
    mapping: mappingSchema.prefault({}),
  })
  .superRefine((settings, context) => {
    const needed = [
      ...(settings.listen === 'network' ? (['user'] as const) : []),
      ...(settings.confirmation === 'person' ? [] : (['lookupUser', 'database'] as const)),
      ...(settings.confirmation === 'mserver' ? (['mServerAddress'] as const) : []),
      ...(settings.confirmation === 'program' ? (['program'] as const) : []),
    ]
    for (const field of needed) {
      if (!settings[field]) context.addIssue({ code: 'custom', path: [field], message: 'required' })
    }
  })
export type EshopSettings = z.infer<typeof eshopSettingsSchema>

/** The same settings as each way of looking up wants them. */
export const mServerAccess = (settings: EshopSettings): MServerAccess => ({
  address: settings.mServerAddress ?? '',
  certificateFile: settings.certificateFile,
  user: settings.lookupUser,
  password: settings.lookupPassword,
  database: settings.database,
  unitCheck: 'database',
  timeoutSeconds: settings.timeoutSeconds,
  compress: false,
  control: 'never',
  serverName: '',
  startSeconds: 1,
})
export const programAccess = (settings: EshopSettings): ProgramAccess => ({
  program: settings.program,
  programArguments: settings.programArguments,
  user: settings.lookupUser,
  password: settings.lookupPassword,
  database: settings.database,
  timeoutSeconds: settings.timeoutSeconds,
})
