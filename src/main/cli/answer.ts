import { z } from 'zod'
import { testOrdersCreatedSchema } from '../../shared/central-api/test-orders'
import { outwardAgendaSchema } from '../../shared/documents/agenda'
import { documentDetailSchema, documentSummarySchema } from '../../shared/documents/document-state'
import { type Problem, problemSchema } from '../../shared/failure'
import { outwardStatusSchema } from '../../shared/outward-status'
import { scheduleViewSchema } from '../../shared/schedule'
import { syncStatusSchema } from '../../shared/sync-status'
import { updateViewSchema } from '../../shared/update-state'
import { differenceSchema, verificationSchema } from '../../shared/verification'
import type { ExitCode } from './exit-codes'

const checkSchema = z.object({
  id: z.string(),
  title: z.string(),
  status: z.enum(['ok', 'warning', 'failed', 'skipped']),
  evidence: z.string(),
  problem: problemSchema.optional(),
  durationMs: z.number(),
})

/** A row that could not be sent, or was refused by the central side. */
const outwardSampleSchema = z.object({ agenda: outwardAgendaSchema, sku: z.string(), problem: problemSchema })

/** A company of the sandbox whose Client may be tried. */
const participantSchema = z.object({
  companyId: z.string(),
  clientKey: z.string(),
  companyName: z.string(),
  ico: z.string(),
})

/** In every answer. `text` is the problem in the language chosen; `problem` is for programs. */
const common = {
  ok: z.boolean(),
  exitCode: z.number().int(),
  problem: problemSchema.optional(),
  text: z.object({ what: z.string(), why: z.string(), todo: z.string() }).optional(),
}
const answer = <N extends string, S extends z.ZodRawShape>(command: N, data: S) =>
  z.object({ command: z.literal(command), ...common, ...data })

/**
 * What `--json` prints: one object, on one line, on the standard output. The fields of a command are there when it
 * could answer, also beside a problem. `sync --watch` prints one such line after each run.
 */
export const answerSchema = z.discriminatedUnion('command', [
  answer('sync', { status: syncStatusSchema.optional() }),
  answer('status', {
    dataDir: z.string().optional(),
    status: syncStatusSchema.optional(),
    /** What the last look has brought; nobody is asked for it now. */
    update: updateViewSchema.optional(),
  }),
  answer('update check', { update: updateViewSchema.optional() }),
  answer('update download', { update: updateViewSchema.optional() }),
  answer('update install', { update: updateViewSchema.optional() }),
  answer('documents list', { documents: z.array(documentSummarySchema).optional(), next: z.number().int().optional() }),
  answer('documents show', { document: documentDetailSchema.optional() }),
  answer('documents retry', { document: documentSummarySchema.optional() }),
  answer('documents skip', { document: documentSummarySchema.optional() }),
  answer('documents export', {
    itemId: z.string().optional(),
    payloadSha256: z.string().optional(),
    /** Where it was written; without `--output` the content itself. */
    path: z.string().optional(),
    payload: z.string().optional(),
  }),
  answer('verify', {
    verification: verificationSchema.optional(),
    /** The oldest 1,000; `count` has them all. */
    differences: z.array(differenceSchema).optional(),
    count: z.number().int().optional(),
    accepted: z.boolean().optional(),
  }),
  answer('upload', {
    /** By agenda; how each fares now. */
    outward: outwardStatusSchema.optional(),
    /** At most 200 of each agenda, with `--show`. */
    unsendable: z.array(outwardSampleSchema).optional(),
    rejected: z.array(outwardSampleSchema).optional(),
    /** With `--confirm-fall`: the agendas of which a fall was held. */
    confirmed: z.array(outwardAgendaSchema).optional(),
  }),
  answer('ledger backup', { dataDir: z.string().optional(), path: z.string().optional() }),
  answer('ledger check', {
    dataDir: z.string().optional(),
    path: z.string().optional(),
    documents: z.number().int().optional(),
    findings: z.array(z.object({ code: z.string(), about: z.string(), words: z.string() })).optional(),
  }),
  answer('ledger restore', {
    dataDir: z.string().optional(),
    /** Folder with the ledger that stood there. */
    aside: z.string().optional(),
    documents: z.number().int().optional(),
    lookedUpFirst: z.number().int().optional(),
  }),
  answer('schedule show', { schedule: scheduleViewSchema.optional() }),
  answer('schedule install', { schedule: scheduleViewSchema.optional() }),
  answer('schedule remove', { schedule: scheduleViewSchema.optional() }),
  answer('retire', {
    /** Names of what is gone. */
    tasks: z.array(z.string()).optional(),
    autostart: z.array(z.string()).optional(),
    dataDir: z.string().optional(),
    deleted: z.boolean().optional(),
    /** What lay in the data folder and isn't ours. */
    left: z.array(z.string()).optional(),
  }),
  answer('check', { checks: z.array(checkSchema).optional() }),
  answer('setup', {
    dataDir: z.string().optional(),
    settingsFile: z.string().optional(),
    /** Names of the secrets that were stored; never their values. */
    secrets: z.array(z.string()).optional(),
    warnings: z.array(z.string()).optional(),
  }),
  answer('test-orders', testOrdersCreatedSchema.partial().shape),
  answer('sandbox', {
    url: z.string().optional(),
    /** The operator's page. */
    adminUrl: z.string().optional(),
    keys: z.object({ client: z.string(), shop: z.string(), admin: z.string() }).optional(),
    /** Companies beside the first: one only sells, one only buys. */
    supplier: participantSchema.optional(),
    buyer: participantSchema.optional(),
    companyId: z.string().optional(),
    companyName: z.string().optional(),
    ico: z.string().optional(),
    mode: z.enum(['test', 'production']).optional(),
  }),
  /** Wrong use, before any command was chosen. */
  answer('', {}),
])
export type Answer = z.infer<typeof answerSchema>
export type CommandName = Answer['command']

/** How a command ended: what it has to say to programs (`data`) and to people (`lines`). */
export interface Ending {
  exitCode: ExitCode
  data: Record<string, unknown>
  lines: readonly string[]
  problem?: Problem
}
