import { z } from 'zod'
import { inwardAgendaSchema } from './documents/agenda'
import { documentStateSchema, documentSummarySchema, reportStateSchema } from './documents/document-state'
import { orderSchema } from './documents/order'
import { problemSchema } from './failure'
import { scheduleViewSchema } from './schedule'
import { evidenceLineSchema, missingSchema, setupStateSchema, setupStepSchema, setupTestOrderSchema } from './setup-state'

/** What was found on this computer for the survey; `foundAt`: where, shown as it is. */
export const findingSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('operating-system'), value: z.string(), foundAt: z.string() }),
  z.object({ kind: z.literal('server-name'), value: z.string(), foundAt: z.string() }),
  z.object({
    kind: z.literal('information-system'),
    value: z.enum(['POHODA', 'Money S3', 'ABRA Flexi']),
    version: z.string().optional(),
    folder: z.string().optional(),
    foundAt: z.string(),
  }),
  z.object({ kind: z.literal('mserver'), value: z.string(), foundAt: z.string() }),
])
export type FoundOnComputer = z.infer<typeof findingSchema>

/** One field of a connector's settings, as a form shows it. Derived from the connector's own schema, which alone decides. */
export const setupFieldSchema = z.object({
  /** Place in the settings, with dots: `mapping.series`. */
  name: z.string(),
  kind: z.enum(['text', 'number', 'yes-no', 'choice', 'file', 'folder', 'secret', 'pairs']),
  /** An address that the client connects to, a file that it only reads; a picked file is a program otherwise. */
  use: z.enum(['address', 'data']).optional(),
  /** Always, or while the fields of `when` have these values. */
  required: z.boolean(),
  choices: z.array(z.string()).optional(),
  /** `pairs` only: the keys that are offered; absent: any. */
  keys: z.array(z.string()).optional(),
  /** What holds when nothing is entered. */
  initial: z.unknown().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  /** Shown only while another field has this value. */
  when: z.object({ name: z.string(), value: z.string() }).optional(),
})
export type SetupField = z.infer<typeof setupFieldSchema>

export const connectorFormSchema = z.object({
  id: z.string(),
  title: z.string(),
  kind: z.enum(['xml', 'api', 'eshop']),
  guard: z.enum(['enforced', 'searchable', 'none']),
  /** The way in, and then what is written how (`mapping.…`). */
  fields: z.array(setupFieldSchema),
})
export type ConnectorForm = z.infer<typeof connectorFormSchema>

/** The stages of a test order on its way, each once it has been reached. */
export const testOrderStages = ['created', 'downloaded', 'checked', 'handed-over', 'recorded', 'reported'] as const
export type TestOrderStage = (typeof testOrderStages)[number]

export const testOrderViewSchema = setupTestOrderSchema.extend({
  /** RFC 3339 for each stage that was reached; the last try counts. */
  reached: z.partialRecord(z.enum(testOrderStages), z.string()),
  /** Absent: not downloaded yet. */
  state: documentStateSchema.optional(),
  reportState: reportStateSchema.optional(),
  erpNumber: z.string().optional(),
  /** Why it stopped. */
  problem: problemSchema.optional(),
  /** Whether the received order's note begins with the marker; absent: not downloaded yet. */
  marked: z.boolean().optional(),
})
export type TestOrderView = z.infer<typeof testOrderViewSchema>

/** The whole of what a window or a terminal shows of setting up; no secret is in it. */
export const setupViewSchema = z.object({
  state: setupStateSchema,
  /** In the order of this purpose, with what each still needs; none: done. */
  steps: z.array(z.object({ step: setupStepSchema, missing: z.array(missingSchema) })),
  /** Empty until looked for. */
  findings: z.array(findingSchema),
  /** A check under way, with what it has seen so far. */
  running: z
    .object({ step: z.enum(['computer', 'connection', 'information-system']), lines: z.array(evidenceLineSchema) })
    .optional(),
  connectors: z.array(connectorFormSchema),
  /** Secret fields of the chosen connector that are kept already (`password`). */
  secretsKept: z.array(z.string()),
  hasKey: z.boolean(),
  /** The company's own authority, when one was added. */
  authority: z.object({ subject: z.string(), validTo: z.string() }).optional(),
  /** Everything runs against the practice central side and a simulated information system. */
  trial: z.boolean(),
  /** When the registration was last asked about, and why that failed. */
  polledAt: z.string().optional(),
  pollProblem: problemSchema.optional(),
  testOrders: z.array(testOrderViewSchema),
  /** Of which agendas test documents can go the whole way; which of the account's the information system has no place for. */
  testAgendas: z.object({ possible: z.array(inwardAgendaSchema), withoutPlace: z.array(inwardAgendaSchema) }),
  /** Whether the client can delete test orders in the information system itself: now, and once in production. */
  removal: z.enum(['now', 'in-production', 'never']),
  /** Whether this computer lets the client start at sign-in. */
  autostart: z.enum(['possible', 'impossible']),
  /** Running while nobody is signed in; absent: not looked at yet, or nothing for a trial. */
  schedule: scheduleViewSchema.optional(),
  /** Of the first real document after the switch, once it has come. */
  firstDocument: documentSummarySchema.optional(),
})
export type SetupView = z.infer<typeof setupViewSchema>

/** A sample order side by side: as it comes, and as it is handed to the information system. */
export const setupPreviewSchema = z.object({
  order: orderSchema,
  files: z.array(z.object({ name: z.string(), text: z.string() })),
  /** What the mapping adjusted. */
  notes: z.array(z.object({ code: z.string(), params: z.record(z.string(), z.string()) })),
  /** Why it can't be written with these settings. */
  problem: problemSchema.optional(),
})
export type SetupPreview = z.infer<typeof setupPreviewSchema>
