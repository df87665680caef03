import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { advance, missingForProduction, missingIn, newSetup, type SetupEvent, stepsOf } from '../../../../src/main/setup/machine'
import { type Evidence, type SetupState, setupStateSchema, setupStepSchema } from '../../../../src/shared/setup-state'

const AT = '2026-03-02T08:00:00Z'
const seen = (status: 'ok' | 'failed' = 'ok'): Evidence => ({
  at: AT,
  lines: [{ id: 'api.key', status, evidence: 'Velkoobchod Příkladný, s.r.o.', durationMs: 12 }],
})
const entries = {
  company: {
    name: 'Velkoobchod Příkladný, s.r.o.',
    ico: '45274649',
    street: 'Dlouhá 1',
    city: 'Brno',
    postalCode: '602 00',
    country: 'CZ',
  },
  central: { baseUrl: 'https://api.priklad.cz/b2b/v1' },
  role: 'supplier',
  decisionMaker: { name: 'Jana Nováková', email: 'jana@priklad.cz', phone: '+420 600 000 000' },
  survey: {
    informationSystem: 'POHODA',
    operation: 'own-server',
    exchangeModules: ['xml-import-export'],
    remoteAccess: ['rdp'],
    operatingSystem: 'Windows Server 2022',
  },
  trading: { system: 'Shoptet', integrated: 'no' },
  consent: { given: true, by: 'Jana Nováková', to: 'client-installation' },
  connector: { id: 'pohoda-xml', settings: { way: 'program' } },
  operation: { intervalSeconds: 300 },
  production: { by: 'Jana Nováková', companyName: 'Velkoobchod Příkladný, s.r.o.' },
} as const
const filled = { kind: 'entered', entries } as unknown as SetupEvent

/** Plays events; the first that is refused throws. */
const play = (state: SetupState, ...events: SetupEvent[]): SetupState =>
  events.reduce((now, event) => {
    const outcome = advance(now, event)
    if (!outcome.ok) throw new Error(`${event.kind}: ${JSON.stringify(outcome.missing)}`)
    return outcome.state
  }, state)

const account: SetupEvent = { kind: 'activated', companyId: 'c1', companyName: 'Velkoobchod Příkladný, s.r.o.', mode: 'test' }
const checks: SetupEvent[] = (['computer', 'connection', 'information-system'] as const).map((step) => ({
  kind: 'checked',
  step,
  evidence: seen(),
}))
const order = { itemId: 'i1', agenda: 'orders', number: 'T-1', createdAt: AT }
const right: SetupEvent = { kind: 'verdict', itemId: 'i1', verdict: { right: true, by: 'Jana', at: AT } }
const everything: SetupEvent[] = [
  { kind: 'purpose', purpose: 'company' },
  filled,
  account,
  ...checks,
  { kind: 'test-orders', orders: [order] },
  right,
]
const switchOver: SetupEvent = { kind: 'in-production', by: 'Jana', at: AT, modules: ['queue', 'shops'] }

test('one sitting leads from the first step to production', () => {
  let state = play(newSetup(), ...everything)
  for (const step of setupStepSchema.options) {
    expect(state.at).toBe(step)
    if (step !== 'production') state = play(state, { kind: 'next' })
  }
  state = play(state, switchOver)
  expect(state).toMatchObject({ mode: 'production', switched: { by: 'Jana', modules: ['queue', 'shops'] } })
  expect(play(state, { kind: 'back-to-test' })).toMatchObject({ mode: 'test' })
  expect(play(state, { kind: 'back-to-test' }).switched).toBeUndefined()
})

describe('what is missing is named, with its place', () => {
  const lacking = (state: SetupState, step: Parameters<typeof missingIn>[1]) =>
    missingIn(state, step).map(({ code, about }) => (about === undefined ? code : `${code} ${about}`))

  test('at the start', () => {
    expect(lacking(newSetup(), 'begin')).toEqual(['not-chosen purpose'])
    expect(advance(newSetup(), { kind: 'next' })).toMatchObject({ ok: false })
  })

  test('in the registration, each entry', () => {
    const company = play(newSetup(), { kind: 'purpose', purpose: 'company' })
    expect(lacking(company, 'registration')).toContain('empty company.ico')
    expect(lacking(company, 'registration')).toContain('consent-not-given consent')
    const wrong = play(company, filled, {
      kind: 'entered',
      entries: {
        company: { ...entries.company, ico: '45274648' },
        decisionMaker: { ...entries.decisionMaker, email: 'jana' },
        it: { email: 'x@', name: 'Petr', phone: '1' },
        plannedDate: '2026-02-30',
      },
    })
    expect(lacking(wrong, 'registration')).toEqual([
      'ico-wrong company.ico',
      'email-wrong decisionMaker.email',
      'email-wrong it.email',
      'date-wrong plannedDate',
    ])
    const begun = play(company, filled, { kind: 'entered', entries: { it: { name: 'Petr', email: ' ' } } })
    expect(lacking(begun, 'registration')).toEqual(['empty it.email', 'empty it.phone', 'email-wrong it.email'])
    const ready = play(company, filled)
    expect(lacking(ready, 'registration')).toEqual(['not-registered'])
    const sent = play(ready, { kind: 'registered', registrationId: 'r1' })
    expect(lacking(sent, 'registration')).toEqual(['not-approved'])
    const scheduled = play(sent, { kind: 'registration', state: 'scheduled', scheduledFor: '2026-03-09' })
    expect(scheduled.registration).toEqual({ registrationId: 'r1', state: 'scheduled', scheduledFor: '2026-03-09' })
    const rejected = play(sent, { kind: 'registration', state: 'rejected', message: 'Neznáme vás.' })
    expect(lacking(rejected, 'registration')).toEqual(['rejected'])
    expect(rejected.registration?.message).toBe('Neznáme vás.')
    // A code from the operator is enough at any time.
    expect(lacking(play(rejected, account), 'registration')).toEqual([])
    expect(advance(ready, { kind: 'registration', state: 'approved' })).toMatchObject({
      ok: false,
      missing: [{ code: 'not-registered' }],
    })
  })

  test('in the checks', () => {
    const state = play(newSetup(), { kind: 'purpose', purpose: 'company' })
    expect(lacking(state, 'connection')).toEqual(['not-checked'])
    expect(lacking(state, 'information-system')).toEqual(['not-chosen connector'])
    const failed = play(state, filled, { kind: 'checked', step: 'information-system', evidence: seen('failed') })
    expect(lacking(failed, 'information-system')).toEqual(['check-failed api.key'])
  })

  test('in the test orders: what was wrong counts until one was seen right after it', () => {
    const state = play(newSetup(), { kind: 'test-orders', orders: [order, { ...order, itemId: 'i2' }] })
    expect(lacking(state, 'test-orders')).toEqual(['no-test-order'])
    const wrong = play(state, {
      kind: 'verdict',
      itemId: 'i2',
      verdict: { right: false, by: 'Jana', at: AT, note: 'Chybí sleva.' },
    })
    expect(lacking(wrong, 'test-orders')).toEqual(['test-order-wrong i2'])
    const earlier = play(wrong, {
      kind: 'verdict',
      itemId: 'i1',
      verdict: { right: true, by: 'Jana', at: '2026-03-01T08:00:00Z' },
    })
    expect(lacking(earlier, 'test-orders')).toEqual(['test-order-wrong i2'])
    const mended = play(wrong, {
      kind: 'verdict',
      itemId: 'i1',
      verdict: { right: true, by: 'Jana', at: '2026-03-03T08:00:00Z' },
    })
    expect(lacking(mended, 'test-orders')).toEqual([])
    expect(advance(state, { ...right, itemId: 'nobody' } as SetupEvent)).toMatchObject({ ok: false })
  })

  test('before production: the name typed is the company’s', () => {
    const state = play(newSetup(), ...everything, {
      kind: 'entered',
      entries: { production: { by: ' ', companyName: 'Velkoobchod' } },
    })
    expect(lacking(state, 'production')).toEqual(['empty production.by', 'company-name-differs'])
    expect(advance(state, switchOver)).toMatchObject({ ok: false })
    expect(lacking(play(newSetup(), { kind: 'entered', entries: { production: { by: 'Jana' } } }), 'production')).toEqual([
      'company-name-differs',
    ])
  })
})

test('a trial has no registration, and nothing seen in it counts for a company', () => {
  const trial = play(
    newSetup(),
    { kind: 'purpose', purpose: 'trial' },
    filled,
    ...checks,
    { kind: 'test-orders', orders: [order] },
    right,
  )
  expect(stepsOf(trial)).not.toContain('registration')
  expect(play(trial, { kind: 'next' }).at).toBe('computer')
  expect(missingForProduction(trial)).toEqual([])
  expect(advance(trial, { kind: 'go', step: 'registration' })).toMatchObject({ ok: false })
  expect(play(trial, { kind: 'purpose', purpose: 'trial' })).toBe(trial)
  const company = play(trial, { kind: 'purpose', purpose: 'company' })
  expect(company).toMatchObject({ at: 'begin', evidence: {}, testOrders: [], mode: 'test' })
  expect(company.entries).toEqual(trial.entries)
})

test('what was seen with another account or another way in is not taken for this one', () => {
  const state = play(newSetup(), ...everything)
  expect(play(state, account)).toEqual(state)
  const other = play(state, { kind: 'activated', companyId: 'c2', companyName: 'Jiná s.r.o.', mode: 'test' })
  expect(other.evidence.connection).toBeUndefined()
  expect(other.testOrders).toEqual([])
  const moved = play(state, { kind: 'entered', entries: { connector: { id: 'pohoda-xml', settings: { way: 'folder' } } } })
  expect(moved.evidence['information-system']).toBeUndefined()
  expect(moved.evidence.connection).toBeDefined()
  expect(moved.testOrders).toEqual([order])
  expect(play(state, { kind: 'entered', entries: { connector: { ...entries.connector } } })).toEqual(state)
})

test('steps done may be visited again at any time; a later one only when all before it are done', () => {
  const state = play(newSetup(), ...everything)
  expect(play(state, { kind: 'go', step: 'operation' }).at).toBe('operation')
  const half = play(newSetup(), { kind: 'purpose', purpose: 'company' }, filled, account)
  expect(advance(half, { kind: 'go', step: 'test-orders' })).toMatchObject({
    ok: false,
    missing: [{ step: 'computer' }, { step: 'connection' }, { step: 'information-system' }],
  })
  const later = { ...play(state, { kind: 'go', step: 'production' }), evidence: {} }
  expect(play(later, { kind: 'go', step: 'computer' }).at).toBe('computer')
})

// ---- any way of going through it ----

const anyEvent: fc.Arbitrary<SetupEvent> = fc.oneof(
  fc.constantFrom<SetupEvent>(
    { kind: 'next' },
    { kind: 'next' },
    { kind: 'next' },
    { kind: 'back' },
    { kind: 'back-to-test' },
    filled,
    account,
    right,
    switchOver,
  ),
  fc.constantFrom<SetupEvent>(...checks, { kind: 'test-orders', orders: [order] }),
  fc.constantFrom('trial' as const, 'company' as const).map((purpose): SetupEvent => ({ kind: 'purpose', purpose })),
  fc.constantFrom(...setupStepSchema.options).map((step): SetupEvent => ({ kind: 'go', step })),
  fc
    .tuple(
      fc.constantFrom('computer' as const, 'connection' as const, 'information-system' as const),
      fc.constantFrom('ok' as const, 'failed' as const),
    )
    .map(([step, status]): SetupEvent => ({ kind: 'checked', step, evidence: seen(status) })),
  fc
    .constantFrom('received' as const, 'scheduled' as const, 'approved' as const, 'rejected' as const)
    .map((state): SetupEvent => ({ kind: 'registration', state })),
  fc.constant<SetupEvent>({ kind: 'registered', registrationId: 'r1' }),
  fc.string({ maxLength: 20 }).map((name): SetupEvent => ({ kind: 'entered', entries: { company: { name } } })),
  fc.constant<SetupEvent>({ kind: 'entered', entries: { connector: { id: 'pohoda-xml', settings: { way: 'folder' } } } }),
)

test('however a person goes through it: production only with everything there, no entry lost, and every state can be kept', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 60 }), (events) => {
      let state = newSetup()
      for (const event of events) {
        const before = state
        const outcome = advance(state, event)
        if (!outcome.ok) {
          expect(outcome.missing.length).toBeGreaterThan(0)
          continue
        }
        state = outcome.state
        if (before.mode === 'test' && state.mode === 'production') expect(missingForProduction(before)).toEqual([])
        if (event.kind !== 'entered') expect(state.entries).toEqual(before.entries)
        expect(stepsOf(state)).toContain(state.at)
        // Kept in a file and read again, it is the same.
        expect(setupStateSchema.parse(JSON.parse(JSON.stringify(state)))).toEqual(state)
        if (event.kind === 'next' && state.at !== before.at) expect(play(state, { kind: 'back' })).toEqual(before)
      }
    }),
  )
})
