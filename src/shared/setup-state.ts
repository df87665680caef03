import { z } from 'zod'
import { modeSchema, roleSchema } from './central-api/account'
import { consentSchema, registrationStateSchema, surveySchema } from './central-api/registration'
import { idSchema, instantSchema } from './documents/party'
import { problemSchema } from './failure'
import { languageSchema, proxyModeSchema } from './settings'

/** The steps of setting up, in their order. */
export const setupStepSchema = z.enum([
  'begin', // language; trial or company
  'registration', // company, contacts, IT survey, consent; or a code from the operator
  'computer', // what this computer must offer
  'connection', // the way to the Business Integrator
  'information-system', // connector, its settings and its test
  'test-orders', // orders through the whole way, seen by a person
  'operation', // when it runs, who is told
  'production', // the switch
])
export type SetupStep = z.infer<typeof setupStepSchema>

const typed = (max: number) => z.string().max(max)

/** The parts of a person's entries. No secrets. */
const entryParts = {
  language: languageSchema,
  /** Where the Business Integrator is. `extraCa`: the company's own authority (PEM), for a proxy that opens TLS; no secret. */
  central: z
    .strictObject({
      baseUrl: typed(500),
      extraCa: typed(65_536),
      /** The way out; the password lies with the secrets. */
      proxyMode: proxyModeSchema,
      proxyAddress: typed(500),
      proxyUser: typed(255),
    })
    .partial(),
  company: z
    .strictObject({
      name: typed(255),
      ico: typed(32),
      dic: typed(32),
      icDph: typed(32),
      street: typed(255),
      city: typed(255),
      postalCode: typed(32),
      country: z.enum(['CZ', 'SK']),
    })
    .partial(),
  role: roleSchema,
  decisionMaker: z.strictObject({ name: typed(255), email: typed(255), phone: typed(64) }).partial(),
  it: z.strictObject({ name: typed(255), email: typed(255), phone: typed(64) }).partial(),
  survey: z
    .strictObject({
      informationSystem: typed(128),
      informationSystemVersion: typed(64),
      operation: surveySchema.shape.operation,
      exchangeModules: surveySchema.shape.exchangeModules.max(4).or(z.array(z.never())),
      remoteAccess: surveySchema.shape.remoteAccess.max(6).or(z.array(z.never())),
      operatingSystem: typed(128),
      serverName: typed(255),
      note: typed(4000),
    })
    .partial(),
  /** Which online trading system the company uses, and whether it sends documents already. */
  trading: z.strictObject({ system: typed(255), integrated: z.enum(['yes', 'no', 'unknown']) }).partial(),
  consent: z
    .strictObject({ given: z.boolean(), by: typed(255), to: consentSchema.shape.to, otherIntegrationNote: typed(4000) })
    .partial(),
  plannedDate: typed(10),
  connector: z.strictObject({ id: typed(64), settings: z.record(z.string().max(64), z.unknown()) }).partial(),
  operation: z.strictObject({ intervalSeconds: z.number().int(), autostart: z.boolean() }).partial(),
  production: z.strictObject({ by: typed(255), companyName: typed(255) }).partial(),
}

/** A person's entries as they stand, half filled in too: they are checked when the step is left, never thrown away. */
export const setupEntriesSchema = z.strictObject({
  language: entryParts.language.optional(),
  central: entryParts.central.default({}),
  company: entryParts.company.default({}),
  role: entryParts.role.optional(),
  decisionMaker: entryParts.decisionMaker.default({}),
  it: entryParts.it.default({}),
  survey: entryParts.survey.default({}),
  trading: entryParts.trading.default({}),
  consent: entryParts.consent.default({}),
  plannedDate: entryParts.plannedDate.optional(),
  connector: entryParts.connector.default({}),
  operation: entryParts.operation.default({}),
  production: entryParts.production.default({}),
})
export type SetupEntries = z.infer<typeof setupEntriesSchema>

/** Some of the parts, each whole. What is absent stays as it was. */
export const setupChangeSchema = z.strictObject(entryParts).partial()
export type SetupChange = z.infer<typeof setupChangeSchema>

/** One line of a check: what was looked at and what was seen. */
export const evidenceLineSchema = z.strictObject({
  id: z.string().max(128),
  status: z.enum(['ok', 'warning', 'failed', 'skipped']),
  evidence: z.string().max(4000),
  problem: problemSchema.optional(),
  durationMs: z.number().nonnegative(),
})
export const evidenceSchema = z.strictObject({ at: instantSchema, lines: z.array(evidenceLineSchema).max(200) })
export type Evidence = z.infer<typeof evidenceSchema>

/** What a person says of a test order, having looked into the information system. */
export const verdictSchema = z.strictObject({
  right: z.boolean(),
  by: z.string().min(1).max(255),
  at: instantSchema,
  note: z.string().max(4000).optional(),
})
export type Verdict = z.infer<typeof verdictSchema>

export const setupTestOrderSchema = z.strictObject({
  itemId: idSchema,
  agenda: z.string().max(64).default('orders'),
  number: z.string().max(255),
  createdAt: instantSchema,
  verdict: verdictSchema.optional(),
  /** Deleted in the information system, by the client. */
  removedAt: instantSchema.optional(),
})

/** A call under way. `at`: when it was first made; what it sends must stay the same. */
const pendingCallSchema = z.strictObject({ key: z.uuid(), at: instantSchema })

/** Why a step can't be left; the texts are in `shared/texts/setup-words`. */
export const missingCodes = [
  'not-chosen',
  'empty',
  'address-wrong',
  'ico-wrong',
  'tax-number-wrong',
  'email-wrong',
  'date-wrong',
  'consent-not-given',
  'not-registered',
  'not-approved',
  'rejected',
  'not-checked',
  'check-failed',
  'no-test-order',
  'test-order-wrong',
  'company-name-differs',
] as const
export type MissingCode = (typeof missingCodes)[number]
/** `step`: where it is mended. `about`: which entry (`company.ico`), check line or test order. */
export const missingSchema = z.strictObject({
  step: setupStepSchema,
  code: z.enum(missingCodes),
  about: z.string().max(255).optional(),
})
export type Missing = z.infer<typeof missingSchema>

/** Everything that setting up knows, kept after each step: closing, reboot and another person don't matter. */
export const setupStateSchema = z.strictObject({
  version: z.literal(1),
  at: setupStepSchema,
  purpose: z.enum(['trial', 'company']).optional(),
  entries: setupEntriesSchema,
  /** Sent to the central side. Its poll token lies with the secrets. */
  registration: z
    .strictObject({
      registrationId: idSchema,
      state: registrationStateSchema,
      scheduledFor: z.string().max(64).optional(),
      message: z.string().max(4000).optional(),
    })
    .optional(),
  /** The account that the key belongs to; the key lies with the secrets. */
  account: z
    .strictObject({
      companyId: idSchema,
      companyName: z.string().max(500),
      /** As the central side said when it was last asked. A company that joined long ago is in production already. */
      mode: modeSchema.default('test'),
      ico: z.string().max(64).optional(),
      /** What the account has, as far as the central side was asked; may name agendas that this client doesn't know. */
      agendas: z.array(z.string().max(64)).max(64).optional(),
    })
    .optional(),
  /**
   * Idempotency keys of calls whose answer is not kept yet: after a crash or a lost answer the same call is made again and
   * does nothing twice.
   */
  pending: z.strictObject({ register: pendingCallSchema.optional(), activate: pendingCallSchema.optional() }).default({}),
  evidence: z.partialRecord(z.enum(['computer', 'connection', 'information-system']), evidenceSchema),
  testOrders: z.array(setupTestOrderSchema).max(2000),
  mode: modeSchema,
  /** Who switched to production, when, and which modules went along. */
  switched: z
    .strictObject({ by: z.string().max(255), at: instantSchema, modules: z.array(z.string().max(64)).max(64) })
    .optional(),
})
export type SetupState = z.infer<typeof setupStateSchema>
