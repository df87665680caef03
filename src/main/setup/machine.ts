import { contactSchema } from '../../shared/central-api/registration'
import { dateSchema, isValidIco } from '../../shared/documents/party'
import { isPlausibleDic, isPlausibleIcDph } from '../../shared/documents/tax-ids'
import { centralUrlSchema } from '../../shared/settings'
import {
  type Evidence,
  type Missing,
  type MissingCode,
  type SetupChange,
  type SetupEntries,
  type SetupState,
  type SetupStep,
  setupEntriesSchema,
  setupStepSchema,
  type Verdict,
} from '../../shared/setup-state'

/**
 * Setting up, as a pure machine: state and event in, state out, or what is missing. Nothing here asks a network or a file;
 * what was seen comes in as evidence. A step can be left forward only with all it needs; back and forth keep every entry.
 */

export type SetupEvent =
  | { kind: 'purpose'; purpose: 'trial' | 'company' }
  | { kind: 'entered'; entries: SetupChange }
  | { kind: 'next' }
  | { kind: 'back' }
  | { kind: 'go'; step: SetupStep }
  | { kind: 'registered'; registrationId: string }
  | { kind: 'registration'; state: NonNullable<SetupState['registration']>['state']; scheduledFor?: string; message?: string }
  | {
      kind: 'activated'
      companyId: string
      companyName: string
      mode: SetupState['mode']
      ico?: string | undefined
      agendas?: readonly string[] | undefined
    }
  | { kind: 'checked'; step: CheckedStep; evidence: Evidence }
  | { kind: 'test-orders'; orders: readonly { itemId: string; agenda: string; number: string; createdAt: string }[] }
  | { kind: 'removed'; itemIds: readonly string[]; at: string }
  | { kind: 'verdict'; itemId: string; verdict: Verdict }
  | { kind: 'in-production'; by: string; at: string; modules: readonly string[] }
  | { kind: 'back-to-test' }
type CheckedStep = keyof SetupState['evidence']

export type Outcome = { ok: true; state: SetupState } | { ok: false; missing: readonly Missing[] }

export const newSetup = (): SetupState => ({
  version: 1,
  at: 'begin',
  entries: setupEntriesSchema.parse({}),
  pending: {},
  evidence: {},
  testOrders: [],
  mode: 'test',
})

/** The steps that this purpose goes through: a trial has no account to register. */
export const stepsOf = (state: Pick<SetupState, 'purpose'>): readonly SetupStep[] =>
  setupStepSchema.options.filter((step) => step !== 'registration' || state.purpose !== 'trial')

/** Whose evidence is no longer true when these entries change, or when a step's own evidence does. */
const STALE: Partial<Record<keyof SetupEntries, readonly CheckedStep[]>> = {
  central: ['connection'],
  connector: ['information-system'],
}

export function advance(state: SetupState, event: SetupEvent): Outcome {
  switch (event.kind) {
    case 'purpose':
      return done(event.purpose === state.purpose ? state : startOver(state, event.purpose))
    case 'entered':
      return done(enter(state, event.entries))
    case 'next': {
      const missing = missingIn(state, state.at)
      if (missing.length > 0) return { ok: false, missing }
      return done({ ...state, at: neighbour(state, 1) })
    }
    case 'back':
      return done({ ...state, at: neighbour(state, -1) })
    case 'go':
      return go(state, event.step)
    case 'registered':
      return done({ ...state, registration: { registrationId: event.registrationId, state: 'received' } })
    case 'registration': {
      if (!state.registration) return refused('registration', 'not-registered')
      const { registrationId } = state.registration
      const { scheduledFor, message } = event
      return done({
        ...state,
        registration: {
          registrationId,
          state: event.state,
          ...(scheduledFor === undefined ? {} : { scheduledFor }),
          ...(message === undefined ? {} : { message }),
        },
      })
    }
    case 'activated': {
      const { companyId, companyName, mode, ico, agendas } = event
      const account = {
        companyId,
        companyName,
        mode,
        ...(ico === undefined ? {} : { ico }),
        ...(agendas === undefined ? {} : { agendas: [...agendas] }),
      }
      // Another account: what was seen with the old one says nothing about this one.
      const same = state.account?.companyId === account.companyId
      return done(
        same ? { ...state, account } : { ...state, account, evidence: without(state.evidence, 'connection'), testOrders: [] },
      )
    }
    case 'checked':
      return done({ ...state, evidence: { ...state.evidence, [event.step]: event.evidence } })
    case 'test-orders': {
      const known = new Set(state.testOrders.map((order) => order.itemId))
      return done({ ...state, testOrders: [...state.testOrders, ...event.orders.filter((order) => !known.has(order.itemId))] })
    }
    case 'verdict': {
      if (!state.testOrders.some((order) => order.itemId === event.itemId))
        return refused('test-orders', 'no-test-order', event.itemId)
      return done({
        ...state,
        testOrders: state.testOrders.map((order) =>
          order.itemId === event.itemId ? { ...order, verdict: event.verdict } : order,
        ),
      })
    }
    case 'removed':
      return done({
        ...state,
        testOrders: state.testOrders.map((order) =>
          event.itemIds.includes(order.itemId) ? { ...order, removedAt: event.at } : order,
        ),
      })
    case 'in-production': {
      const missing = missingForProduction(state)
      if (missing.length > 0) return { ok: false, missing }
      return done({
        ...inAccount(state, 'production'),
        mode: 'production',
        switched: { by: event.by, at: event.at, modules: [...event.modules] },
      })
    }
    case 'back-to-test': {
      const { switched: _, ...rest } = state
      return done({ ...inAccount(rest, 'test'), mode: 'test' })
    }
  }
}

/** What is still missing before production, over all steps: the checklist. Empty: the switch may be asked for. */
export const missingForProduction = (state: SetupState): readonly Missing[] =>
  stepsOf(state).flatMap((step) => missingIn(state, step))

/** What a step still needs before it can be left forward. */
export function missingIn(state: SetupState, step: SetupStep): readonly Missing[] {
  const { entries } = state
  const lacks = (code: MissingCode, about?: string): Missing => ({ step, code, ...(about === undefined ? {} : { about }) })
  switch (step) {
    case 'begin': {
      if (state.purpose === undefined) return [lacks('not-chosen', 'purpose')]
      // A trial brings its own central side.
      if (state.purpose === 'trial') return []
      const address = entries.central.baseUrl?.trim() ?? ''
      if (address === '') return [lacks('empty', 'central.baseUrl')]
      return centralUrlSchema.safeParse(address).success ? [] : [lacks('address-wrong', 'central.baseUrl')]
    }
    case 'registration':
      return missingInRegistration(state, lacks)
    case 'computer':
    case 'connection':
      return missingInChecks(state.evidence[step], lacks)
    case 'information-system':
      return entries.connector.id ? missingInChecks(state.evidence[step], lacks) : [lacks('not-chosen', 'connector')]
    case 'test-orders': {
      // The central side makes none for a company in production; going back to test brings this step back.
      if (state.account?.mode === 'production') return []
      // What was wrong counts until somebody has seen one right after it.
      const last = state.testOrders
        .flatMap(({ itemId, verdict }) => (verdict ? [{ itemId, ...verdict }] : []))
        .sort((one, other) => Date.parse(one.at) - Date.parse(other.at))
        .at(-1)
      if (!last) return [lacks('no-test-order')]
      return last.right ? [] : [lacks('test-order-wrong', last.itemId)]
    }
    case 'operation':
      return entries.operation.intervalSeconds === undefined ? [lacks('empty', 'operation.intervalSeconds')] : []
    case 'production': {
      const missing = entries.production.by?.trim() ? [] : [lacks('empty', 'production.by')]
      const name = state.account?.companyName
      return state.purpose === 'trial' || (name !== undefined && entries.production.companyName?.trim() === name.trim())
        ? missing
        : [...missing, lacks('company-name-differs')]
    }
  }
}

function missingInRegistration(state: SetupState, lacks: (code: MissingCode, about?: string) => Missing): readonly Missing[] {
  // A key is proof enough: it came by an approval or by the operator's code.
  if (state.account) return []
  const { entries, registration } = state
  if (registration && registration.state !== 'rejected') return [lacks('not-approved')]
  const missing: Missing[] = []
  const need = (about: string, value: unknown) => {
    if (value === undefined || (typeof value === 'string' && value.trim() === '') || (Array.isArray(value) && value.length === 0))
      missing.push(lacks('empty', about))
  }
  const { company, survey, consent, decisionMaker, it } = entries
  for (const field of ['name', 'ico', 'street', 'city', 'postalCode', 'country'] as const)
    need(`company.${field}`, company[field])
  const ico = company.ico?.trim() ?? ''
  if (ico !== '' && !isValidIco(ico)) missing.push(lacks('ico-wrong', 'company.ico'))
  const dic = company.dic?.trim() ?? ''
  if (dic !== '' && company.country && !isPlausibleDic(dic, company.country))
    missing.push(lacks('tax-number-wrong', 'company.dic'))
  const icDph = company.icDph?.trim() ?? ''
  if (icDph !== '' && (company.country === 'CZ' || !isPlausibleIcDph(icDph)))
    missing.push(lacks('tax-number-wrong', 'company.icDph'))
  need('role', entries.role)
  for (const field of ['name', 'email', 'phone'] as const) need(`decisionMaker.${field}`, decisionMaker[field])
  // Somebody for IT is not asked for; begun, it must be whole.
  if (Object.values(it).some((value) => value?.trim()))
    for (const field of ['name', 'email', 'phone'] as const) need(`it.${field}`, it[field])
  for (const [about, contact] of [
    ['decisionMaker', decisionMaker],
    ['it', it],
  ] as const)
    if (contact.email && !contactSchema.shape.email.safeParse(contact.email).success)
      missing.push(lacks('email-wrong', `${about}.email`))
  for (const field of ['informationSystem', 'operation', 'exchangeModules', 'remoteAccess', 'operatingSystem'] as const)
    need(`survey.${field}`, survey[field])
  need('trading.system', entries.trading.system)
  if (consent.given !== true) missing.push(lacks('consent-not-given', 'consent'))
  need('consent.by', consent.by)
  need('consent.to', consent.to)
  if (entries.plannedDate && !dateSchema.safeParse(entries.plannedDate).success) missing.push(lacks('date-wrong', 'plannedDate'))
  if (missing.length > 0) return missing
  // Everything is filled in: nobody has sent it, or it was refused and must be sent again.
  return [lacks(registration ? 'rejected' : 'not-registered')]
}

function missingInChecks(
  evidence: Evidence | undefined,
  lacks: (code: MissingCode, about?: string) => Missing,
): readonly Missing[] {
  if (!evidence) return [lacks('not-checked')]
  return evidence.lines.filter((line) => line.status === 'failed').map((line) => lacks('check-failed', line.id))
}

/** A step may be visited again at any time; a later one only when all before it are done. */
function go(state: SetupState, step: SetupStep): Outcome {
  const steps = stepsOf(state)
  const to = steps.indexOf(step)
  if (to < 0) return refused(step, 'not-chosen', 'purpose')
  const missing = steps.slice(0, to).flatMap((before) => missingIn(state, before))
  // Back is always open, whatever has become untrue since.
  if (to > steps.indexOf(state.at) && missing.length > 0) return { ok: false, missing }
  return done({ ...state, at: step })
}

/** Trial and company share nothing but the person's entries: no trial evidence may ever count for a company. */
function startOver(state: SetupState, purpose: 'trial' | 'company'): SetupState {
  return { ...newSetup(), entries: state.entries, purpose }
}

function enter(state: SetupState, entries: SetupChange): SetupState {
  let evidence = state.evidence
  let testOrders = state.testOrders
  for (const name of Object.keys(entries) as (keyof SetupEntries)[]) {
    if (JSON.stringify(entries[name]) === JSON.stringify(state.entries[name])) continue
    for (const stale of STALE[name] ?? []) evidence = without(evidence, stale)
    // Seen right with the old way says nothing about the new one; the orders themselves stay listed, to be deleted later.
    if (name === 'connector') testOrders = testOrders.map(({ verdict: _, ...order }) => order)
  }
  return { ...state, entries: setupEntriesSchema.parse({ ...state.entries, ...entries }), evidence, testOrders }
}

const inAccount = (state: SetupState, mode: SetupState['mode']): SetupState =>
  state.account ? { ...state, account: { ...state.account, mode } } : state

const done = (state: SetupState): Outcome => ({ ok: true, state })
const refused = (step: SetupStep, code: MissingCode, about?: string): Outcome => ({
  ok: false,
  missing: [{ step, code, ...(about === undefined ? {} : { about }) }],
})

function neighbour(state: SetupState, by: 1 | -1): SetupStep {
  const steps = stepsOf(state)
  return steps[Math.min(steps.length - 1, Math.max(0, steps.indexOf(state.at) + by))] ?? state.at
}

const without = (evidence: SetupState['evidence'], step: CheckedStep): SetupState['evidence'] => {
  const { [step]: _, ...rest } = evidence
  return rest
}
