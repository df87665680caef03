import type { Account } from '../../shared/central-api/account'
import type {
  Activation,
  ActivationRequest,
  RegistrationCreated,
  RegistrationRequest,
  RegistrationStatus,
} from '../../shared/central-api/registration'
import type { ModeAnswer, ModeRequest, TestOrdersCreated, TestOrdersRequest } from '../../shared/central-api/test-orders'
import { Failure, problem } from '../../shared/failure'
import type { Evidence, SetupState } from '../../shared/setup-state'
import type { SetupDraft } from './draft'
import { advance, missingForProduction, missingIn, newSetup, type Outcome, type SetupEvent } from './machine'
import { toRegistrationRequest } from './registration'

/** Where the registration's token lies among the secrets. */
export const POLL_TOKEN_SECRET = 'setup.pollToken'

/** What the central side does for setting up, with or without a key. Every call throws only `Failure`. */
export interface SetupCentral {
  register(request: RegistrationRequest, idempotencyKey: string, signal: AbortSignal): Promise<RegistrationCreated>
  registration(registrationId: string, pollToken: string, signal: AbortSignal): Promise<RegistrationStatus>
  activate(request: ActivationRequest, idempotencyKey: string, signal: AbortSignal): Promise<Activation>
  createTestOrders(request: TestOrdersRequest, signal: AbortSignal): Promise<TestOrdersCreated>
  switchMode(request: ModeRequest, signal: AbortSignal): Promise<ModeAnswer>
  /** Whose this key is; absent: the key that is kept. */
  account(signal: AbortSignal, apiKey?: string): Promise<Account>
}

export interface SetupPorts {
  draft: SetupDraft
  central: SetupCentral
  secrets: {
    get(name: string): string
    has(name: string): boolean
    set(name: string, value: string): void
    delete(name: string): void
  }
  /** Keeps the key and the company where the client will look for them, in this mode. */
  keepAccount(activation: Pick<Activation, 'apiKey' | 'companyId' | 'mode'>): void
  /** The client runs in this mode from now on. */
  keepMode(mode: SetupState['mode']): void
  checks: Record<
    keyof SetupState['evidence'],
    (state: SetupState, signal: AbortSignal) => AsyncIterable<Evidence['lines'][number]>
  >
  now(): number
  newKey(): string
}

/** Setting up with its effects. Every step is durable before the next begins; a crash anywhere is gone on from. */
export interface Setup {
  state(): SetupState
  /** An event of a person. What is refused changes nothing. */
  apply(event: SetupEvent): Outcome
  /** Sends the registration. Throws `central-validation`, … or, when entries are missing, answers what. */
  register(signal: AbortSignal): Promise<Outcome>
  /** Asks how the registration stands; an approved one is turned into a key at once. */
  poll(signal: AbortSignal): Promise<SetupState>
  /** By the operator's code, at any time. */
  activate(code: string, signal: AbortSignal): Promise<SetupState>
  /** By a key that the company has already: kept once the central side has said whose it is. */
  useKey(key: string, signal: AbortSignal): Promise<SetupState>
  /** Runs a step's checks; each line is told as it comes, and all are kept as its evidence at the end. */
  check(
    step: keyof SetupState['evidence'],
    signal: AbortSignal,
    onLine?: (line: Evidence['lines'][number]) => void,
  ): Promise<SetupState>
  /** What a step's checks have seen is no longer so. */
  forget(step: keyof SetupState['evidence']): SetupState
  /** The same central side at another address: the evidence stays. */
  moveCentral(baseUrl: string): SetupState
  createTestOrders(request: TestOrdersRequest, signal: AbortSignal): Promise<SetupState>
  /** The central side first, with all its modules; this client only after it has said so. Answers what is missing, from both sides. */
  switchToProduction(signal: AbortSignal): Promise<Outcome>
  switchToTest(signal: AbortSignal): Promise<SetupState>
}

/** The entries that a step's checks go by, and that count as proved by them. */
const entriesOf = (step: keyof SetupState['evidence'], { entries }: SetupState): unknown =>
  step === 'connection' ? entries.central : step === 'information-system' ? entries.connector : undefined

export function createSetup(ports: SetupPorts): Setup {
  const { draft, central, secrets } = ports
  let state = draft.read() ?? newSetup()
  const at = () => new Date(ports.now()).toISOString()

  const keep = (next: SetupState): SetupState => {
    if (next !== state) draft.write(next)
    state = next
    return state
  }
  const apply = (event: SetupEvent): Outcome => {
    const outcome = advance(state, event)
    if (outcome.ok) keep(outcome.state)
    return outcome
  }
  /** For events that the machine can't refuse here. */
  const must = (event: SetupEvent): SetupState => {
    const outcome = apply(event)
    if (!outcome.ok)
      throw new Failure(problem('internal', {}, `set-up refused ${event.kind}`), { effect: 'nothing', retry: false })
    return outcome.state
  }
  /** The key of a call, kept before the call is made. `again`: it was made before, and its answer is not known. */
  const pendingCall = (call: keyof SetupState['pending']): { key: string; at: string; again: boolean } => {
    const known = state.pending[call]
    if (known !== undefined) return { ...known, again: true }
    const begun = { key: ports.newKey(), at: at() }
    keep({ ...state, pending: { ...state.pending, [call]: begun } })
    return { ...begun, again: false }
  }
  const settled = (call: keyof SetupState['pending']): void => {
    const { [call]: _, ...pending } = state.pending
    keep({ ...state, pending })
  }
  /**
   * Makes a call with its kept key. What was refused for good was not done: another try is another call. A key of an
   * earlier call that sent something else (another code, mended entries) is given up, once.
   */
  async function once<T>(call: keyof SetupState['pending'], make: (key: string, at: string) => Promise<T>): Promise<T> {
    const { key, at: begunAt, again } = pendingCall(call)
    try {
      return await make(key, begunAt)
    } catch (error) {
      if (!(error instanceof Failure) || error.effect !== 'nothing' || error.retry) throw error
      settled(call)
      if (again && error.problem.code === 'central-conflict') return once(call, make)
      throw error
    }
  }

  /** Switched there and not here is seen by both sides (`wrong-mode`) and healed by doing it again; the other way round is not possible. */
  function arrive(by: string, modules: readonly string[]): Outcome {
    const outcome = apply({ kind: 'in-production', by, at: at(), modules })
    if (outcome.ok) ports.keepMode('production')
    return outcome
  }

  async function take(request: ActivationRequest, signal: AbortSignal): Promise<SetupState> {
    const activation = await once('activate', (key) => central.activate(request, key, signal))
    // The key before the word of it: a crash in between only asks for the same key again.
    ports.keepAccount(activation)
    const { companyId, companyName, mode } = activation
    must({ kind: 'activated', companyId, companyName, mode })
    settled('activate')
    if (secrets.has(POLL_TOKEN_SECRET)) secrets.delete(POLL_TOKEN_SECRET)
    return state
  }

  return {
    state: () => state,
    apply,
    async register(signal) {
      const missing = missingIn(state, 'registration').filter(
        // A rejected one may be mended and sent again.
        ({ code }) => code !== 'not-registered' && code !== 'rejected',
      )
      if (missing.length > 0) return { ok: false, missing }
      const created = await once('register', (key, consentAt) =>
        central.register(toRegistrationRequest(state.entries, consentAt), key, signal),
      )
      secrets.set(POLL_TOKEN_SECRET, created.pollToken)
      must({ kind: 'registered', registrationId: created.registrationId })
      settled('register')
      return { ok: true, state }
    },
    async poll(signal) {
      const { registration } = state
      if (!registration || state.account) return state
      const pollToken = secrets.get(POLL_TOKEN_SECRET)
      const status = await central.registration(registration.registrationId, pollToken, signal)
      must({
        kind: 'registration',
        state: status.state,
        ...(status.scheduledFor === undefined ? {} : { scheduledFor: status.scheduledFor }),
        ...(status.message === undefined ? {} : { message: status.message }),
      })
      return status.state === 'approved' ? take({ registrationId: registration.registrationId, pollToken }, signal) : state
    },
    activate: (code, signal) => take({ code: code.trim() }, signal),
    async useKey(key, signal) {
      const apiKey = key.trim()
      const { companyId, companyName, mode, ico, agendas } = await central.account(signal, apiKey)
      ports.keepAccount({ apiKey, companyId, mode })
      must({ kind: 'activated', companyId, companyName, mode, ico, agendas })
      if (secrets.has(POLL_TOKEN_SECRET)) secrets.delete(POLL_TOKEN_SECRET)
      return state
    },
    async check(step, signal, onLine) {
      const lines: Evidence['lines'] = []
      const lookedAt = JSON.stringify(entriesOf(step, state))
      for await (const line of ports.checks[step](state, signal)) {
        lines.push(line)
        onLine?.(line)
      }
      // Cut off: half a check is no evidence.
      if (signal.aborted) return state
      // What has been entered meanwhile was not looked at: it must not pass for proved.
      if (JSON.stringify(entriesOf(step, state)) !== lookedAt) return state
      return must({ kind: 'checked', step, evidence: { at: at(), lines } })
    },
    forget(step) {
      const { [step]: _, ...evidence } = state.evidence
      return keep({ ...state, evidence })
    },
    moveCentral(baseUrl) {
      const { entries } = state
      if (entries.central.baseUrl === baseUrl) return state
      return keep({ ...state, entries: { ...entries, central: { ...entries.central, baseUrl } } })
    },
    async createTestOrders(request, signal) {
      const created = await central.createTestOrders(request, signal)
      // One time for all of one sending: that is what makes them a round.
      const createdAt = at()
      return must({ kind: 'test-orders', orders: created.orders.map((order) => ({ ...order, createdAt })) })
    },
    async switchToProduction(signal) {
      const missing = missingForProduction(state)
      if (missing.length > 0) return { ok: false, missing }
      const by = state.entries.production.by ?? ''
      if (state.account?.mode === 'production') {
        // It is there already, with all its modules; it is only asked whether that is still so.
        const { mode } = await central.account(signal)
        if (mode === 'production') return arrive(by, [])
        must({ kind: 'back-to-test' })
        return { ok: false, missing: missingForProduction(state) }
      }
      const testItemIds = state.testOrders.flatMap(({ itemId, verdict }) => (verdict?.right ? [itemId] : []))
      const answer = await central.switchMode(
        { mode: 'production', evidence: { testItemIds, confirmedBy: by, confirmedAt: at() } },
        signal,
      )
      return arrive(
        by,
        answer.modules.map((module) => module.name),
      )
    },
    async switchToTest(signal) {
      // This client first: nothing real is claimed from here on, whatever becomes of the call.
      ports.keepMode('test')
      await central.switchMode({ mode: 'test' }, signal)
      return must({ kind: 'back-to-test' })
    },
  }
}
