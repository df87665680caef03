import { z } from 'zod'
import type { FormHint } from '../connector'
import { agendaMappingSchema, contradictions } from '../pohoda/agenda-settings'
import { exSystemNameSchema, icoSchema, readingSchema, word } from '../pohoda/settings'
import { absolutePath } from '../wrap/settings-parts'

const byProgram = (hint: FormHint): { form: FormHint } => ({ form: { ...hint, when: { name: 'way', value: 'program' } } })
const byFolder = (hint: FormHint): { form: FormHint } => ({ form: { ...hint, when: { name: 'way', value: 'folder' } } })

/** Settings of the connector. `program`: we start POHODA ourselves; `folder`: a scheduled task of POHODA imports a folder. */
export const pohodaSettingsSchema = z
  .strictObject({
    way: z
      .enum(['program', 'folder'])
      .default('program')
      .describe('program: we start POHODA; folder: POHODA empties a folder by itself'),
    program: absolutePath
      .optional()
      .describe('Absolute path of Pohoda.exe (way: program)')
      .meta(byProgram({ pick: 'file', required: true })),
    programArguments: z.array(word(1024)).max(16).default([]).describe('Put before /XML, for wrappers'),
    user: word(64)
      .default('')
      .describe("POHODA's user with the right to XML import (way: program)")
      .meta(byProgram({ required: true })),
    password: word(128)
      .default('')
      .describe('Password of that user')
      .meta({ secret: true, ...byProgram({}) }),
    database: z
      .string()
      .max(255)
      .refine((value) => !/[\r\n\0]/.test(value), 'one-line')
      .default('')
      .describe('Database of the accounting unit, e.g. StwPh_12345678_2026 or 12345678_2026.mdb (way: program)')
      .meta(byProgram({ required: true })),
    ico: icoSchema,
    timeoutSeconds: z
      .number()
      .int()
      .min(1)
      .max(3600)
      .default(600)
      .describe('How long one run of POHODA may take')
      .meta(byProgram({})),
    importFolder: absolutePath
      .optional()
      .describe('Folder that POHODA imports (way: folder)')
      .meta(byFolder({ pick: 'folder', required: true })),
    responseFolder: absolutePath
      .optional()
      .describe('Folder of the answers; absent: "response" in the import folder')
      .meta(byFolder({ pick: 'folder' })),
    answerTimeoutSeconds: z
      .number()
      .int()
      .min(1)
      .max(3600)
      .default(300)
      .describe('How long to wait for an answer file')
      .meta(byFolder({})),
    lookup: z
      .enum(['extId', 'none'])
      .default('extId')
      .describe('extId: orders are looked up by our id (POHODA of 2024 or newer); none: this version of POHODA cannot'),
    exSystemName: exSystemNameSchema,
    mapping: agendaMappingSchema.prefault({}),
    // Each page would be another start of POHODA, or another run of its task.
    reading: readingSchema('none').prefault({}),
  })
  .superRefine((settings, context) => {
    const needed = settings.way === 'program' ? (['program', 'user', 'database'] as const) : (['importFolder'] as const)
    for (const field of needed) {
      if (!settings[field]) context.addIssue({ code: 'custom', path: [field], message: 'required' })
    }
    for (const path of contradictions(settings)) context.addIssue({ code: 'custom', path: [...path], message: 'required' })
  })
export type PohodaSettings = z.infer<typeof pohodaSettingsSchema>
