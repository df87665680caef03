import { z } from 'zod'
import {
  agendaChangeSchema,
  agendasViewSchema,
  outwardAgendaCallSchema,
  outwardChangeSchema,
  outwardPreviewRequestSchema,
  outwardPreviewSchema,
  timerChangeSchema,
} from '../agendas-view'
import { documentDetailSchema, documentStateSchema, documentSummarySchema, reportStateSchema } from '../documents/document-state'
import { problemSchema } from '../failure'
import { languageSchema } from '../settings'
import { evidenceLineSchema } from '../setup-state'
import { syncStatusSchema } from '../sync-status'
import { updateViewSchema } from '../update-state'
import { type Call, call, type Push, push } from './call'
import { setupContract } from './setup-calls'

const nothing = z.undefined()

/** With both `states` and `reportStates` a document matches that stands in one of either. Absent or empty: no condition. */
export const documentQuerySchema = z.strictObject({
  states: z.array(documentStateSchema).max(8).optional(),
  reportStates: z.array(reportStateSchema).max(4).optional(),
  text: z.string().max(200).optional(),
  /** Rows older than this id; absent: the newest. */
  before: z.number().int().positive().optional(),
  limit: z.number().int().min(1).max(200),
})
export type DocumentQuery = z.infer<typeof documentQuerySchema>
export const documentPageSchema = z.object({
  documents: z.array(documentSummarySchema),
  /** Pass as `before` for the next page; absent on the last. */
  next: z.number().int().optional(),
})
export type DocumentPage = z.infer<typeof documentPageSchema>

const itemSchema = z.strictObject({ itemId: z.string().min(1).max(64) })

export const appInfoSchema = z.object({
  version: z.string(),
  language: languageSchema,
  platform: z.string(),
  dataDir: z.string(),
})
export type AppInfo = z.infer<typeof appInfoSchema>

/**
 * The whole of what main and a window say to each other. From this one object are derived: the handlers' types in main,
 * the window's API in the preload, and the fake main of the renderer tests. No function and no secret crosses.
 */
export const contract = {
  ...setupContract,
  syncNow: call(nothing, nothing),
  setPaused: call(z.strictObject({ paused: z.boolean() }), nothing),
  setLanguage: call(z.strictObject({ language: languageSchema }), nothing),
  listDocuments: call(documentQuerySchema, documentPageSchema),
  showDocument: call(itemSchema, documentDetailSchema),
  retryDocument: call(itemSchema, nothing),
  setAgenda: call(agendaChangeSchema, nothing),
  setTimer: call(timerChangeSchema, nothing),
  /** A person agrees to a rule of what is sent to the shops, or ends it. */
  setOutward: call(outwardChangeSchema, nothing),
  /** The first cards of the information system by a rule that is not agreed to yet; sends nothing. */
  previewOutward: call(outwardPreviewRequestSchema, outwardPreviewSchema),
  /** A full pass now. */
  uploadNow: call(outwardAgendaCallSchema, nothing),
  /** A person has looked: the fall that was held may go to the shops. */
  confirmFall: call(outwardAgendaCallSchema, nothing),
  /** Looks at the way to the central side as the client goes it; what was seen, layer by layer. */
  checkNetwork: call(nothing, z.object({ lines: z.array(evidenceLineSchema) })),
  /** What `checkNetwork` has seen last, as text for support, into the clipboard. */
  copyNetworkReport: call(nothing, nothing),
  updateDownload: call(nothing, nothing),
  /** A person is asked by main before anything is exchanged. */
  updateInstall: call(nothing, nothing),
  /** The administrator's command, into the clipboard. */
  updateCopyCommand: call(nothing, nothing),
  status: push(syncStatusSchema),
  agendas: push(agendasViewSchema),
  app: push(appInfoSchema),
  update: push(updateViewSchema),
} as const

export type Contract = typeof contract
export type CallName = { [K in keyof Contract]: Contract[K] extends Call ? K : never }[keyof Contract]
export type PushName = { [K in keyof Contract]: Contract[K] extends Push ? K : never }[keyof Contract]
export type CallInput<K extends CallName> = z.infer<Contract[K]['input']>
export type CallOutput<K extends CallName> = z.infer<Contract[K]['output']>
export type PushValue<K extends PushName> = z.infer<Contract[K]['value']>

/** The answer of every call: a thrown error would cross IPC as a string. */
export const envelopeSchema = <O extends z.ZodType>(output: O) =>
  z.discriminatedUnion('ok', [
    z.object({ ok: z.literal(true), value: output }),
    z.object({ ok: z.literal(false), failure: problemSchema }),
  ])
export type Envelope<T> = { ok: true; value: T } | { ok: false; failure: z.infer<typeof problemSchema> }

/** What the preload puts on `window.client`. */
export type ClientApi = {
  [K in CallName]: (input: CallInput<K>) => Promise<Envelope<CallOutput<K>>>
} & {
  /** Returns the function that ends the subscription. */
  on<K extends PushName>(name: K, listener: (value: PushValue<K>) => void): () => void
}

/** IPC channel names; one for each call, one for each push. */
export const channel = (name: CallName | PushName): string => `client:${name}`
/** Where a window asks for a push; the answer is its latest value. */
export const SUBSCRIBE_CHANNEL = 'client:subscribe'

const namesOf = (kind: 'call' | 'push'): string[] =>
  Object.entries(contract).flatMap(([name, entry]) => (entry.kind === kind ? [name] : []))
export const callNames = namesOf('call') as CallName[]
export const pushNames = namesOf('push') as PushName[]
