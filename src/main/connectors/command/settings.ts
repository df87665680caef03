import { z } from 'zod'
import { agendaSwitches } from '../wrap/agenda-switches'
import { absolutePath } from '../wrap/settings-parts'

/** Windows runs these through its shell, where a parameter can become a command. The interpreter is started instead (docs/connectors/command.md). */
const isShellScript = (path: string): boolean => /\.(?:bat|cmd)\s*$/i.test(path)

/** Settings of the connector: what is started for each document. Contract with the program: docs/connectors/command.md. */
export const commandSettingsSchema = z.strictObject({
  program: absolutePath
    .refine((path) => !isShellScript(path), 'no-shell-script')
    .describe(
      'Absolute path of the program, or of the interpreter of a script (python.exe, powershell.exe, node.exe); not .bat or .cmd',
    )
    .meta({ form: { pick: 'file' } }),
  script: absolutePath
    .optional()
    .describe('Absolute path of the script, given to the program after the arguments')
    .meta({ form: { pick: 'file' } }),
  arguments: z
    .array(
      z
        .string()
        .max(1024)
        .refine((value) => !/[\r\n\0]/.test(value), 'one-line'),
    )
    .max(16)
    .default([])
    .describe('Fixed arguments before the script, e.g. -NoProfile -File; in the settings file only, no form shows them'),
  company: z
    .string()
    .max(128)
    .default('')
    .describe('Which books these are (registration number, database …); told to the program, which must refuse another'),
  guard: z
    .enum(['searchable', 'enforced', 'none'])
    .default('searchable')
    .describe(
      'searchable: the program answers the verb find; enforced: and it also never records one item id twice; none: neither, a person is asked',
    ),
  agendas: agendaSwitches.prefault({}),
  timeoutSeconds: z.number().int().min(1).max(3600).default(120).describe('How long the program may take for one document'),
  reads: z
    .strictObject({
      stock: z.boolean().default(false).describe('The program answers the verb stock with stock levels'),
      prices: z.boolean().default(false).describe('The program answers the verb prices with sales prices'),
    })
    .prefault({}),
  readTimeoutSeconds: z
    .number()
    .int()
    .min(1)
    .max(7200)
    .default(600)
    .describe('How long the program may take for all stock levels, or all prices'),
  secret: z
    .string()
    .max(1024)
    .default('')
    .describe('A password or key that the program is given on standard input')
    .meta({ secret: true }),
})
export type CommandSettings = z.infer<typeof commandSettingsSchema>
