import { afterEach, beforeEach, expect, test } from 'vitest'
import { createCentral } from '../../src/main/central/central'
import { createRegistrationCalls, type RegistrationCalls } from '../../src/main/central/setup-calls'
import { systemClock } from '../../src/main/client'
import { toRegistrationRequest } from '../../src/main/setup/registration'
import type { Sandbox } from '../../src/sandbox/server'
import { Failure } from '../../src/shared/failure'
import { setupEntriesSchema } from '../../src/shared/setup-state'
import { startFaultProxy } from '../support/fault-proxy'
import { temporarySandbox } from '../support/sandbox'
import { companyEntries } from '../support/setup-entries'

const silent = { debug() {}, info() {}, warn() {}, error() {} }
const never = new AbortController().signal
const request = toRegistrationRequest(setupEntriesSchema.parse(companyEntries), new Date().toISOString())

let sandbox: Sandbox
let calls: RegistrationCalls
const callsTo = (baseUrl: string) => createRegistrationCalls({ baseUrl, clientVersion: '1.0.0', log: silent, clock: systemClock })
beforeEach(async () => {
  sandbox = await temporarySandbox()
  calls = callsTo(sandbox.url)
})
afterEach(() => sandbox.close())

const failure = async (work: Promise<unknown>): Promise<Failure> => {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof Failure)) throw new Error('no failure')
  return error
}

test('from registration to a key that works: received, scheduled, approved, activated', async () => {
  const { registrationId, pollToken } = await calls.register(request, 'first-time-1', never)
  const state = () => calls.registration(registrationId, pollToken, never)
  expect(await state()).toMatchObject({ state: 'received' })
  sandbox.scheduleRegistration(registrationId, '2026-12-01', 'Zavoláme vám.')
  expect(await state()).toMatchObject({ state: 'scheduled', scheduledFor: '2026-12-01' })
  expect((await failure(calls.activate({ registrationId, pollToken }, 'too-early-1', never))).problem.code).toBe(
    'central-conflict',
  )
  sandbox.approveRegistration(registrationId)
  expect(await state()).toMatchObject({ state: 'approved' })
  const activation = await calls.activate({ registrationId, pollToken }, 'activate-1', never)
  expect(activation).toMatchObject({ companyName: 'Stavebniny Křižík a. s.', mode: 'test' })
  // The answer was lost: the same key again, not a second one.
  expect(await calls.activate({ registrationId, pollToken }, 'activate-1', never)).toEqual(activation)
  const central = createCentral({
    baseUrl: sandbox.url,
    apiKey: activation.apiKey,
    clientVersion: '1.0.0',
    log: silent,
    clock: systemClock,
  })
  expect(await central.account(never)).toMatchObject({ companyId: activation.companyId, ico: '27082440', mode: 'test' })
})

test('an answer that was lost makes no second registration', async () => {
  const proxy = await startFaultProxy(sandbox.url)
  try {
    proxy.once({ kind: 'answer-lost' })
    const { registrationId } = await callsTo(proxy.url).register(request, 'lost-once-1', never)
    expect(sandbox.registrations().map((one) => one.registrationId)).toEqual([registrationId])
  } finally {
    await proxy.close()
  }
})

test('rejected: told with its reason, and no key', async () => {
  const { registrationId, pollToken } = await calls.register(request, 'rejected-1', never)
  sandbox.rejectRegistration(registrationId, 'Firma není v rejstříku.')
  expect(await calls.registration(registrationId, pollToken, never)).toMatchObject({
    state: 'rejected',
    message: 'Firma není v rejstříku.',
  })
  expect((await failure(calls.activate({ registrationId, pollToken }, 'rejected-2', never))).problem.code).toBe(
    'central-conflict',
  )
})

test('a code from the operator works once', async () => {
  const code = sandbox.issueActivationCode()
  const activation = await calls.activate({ code }, 'by-code-1', never)
  expect(activation.apiKey.length).toBeGreaterThan(16)
  expect((await failure(calls.activate({ code }, 'by-code-2', never))).problem.code).toBe('central-conflict')
  expect((await failure(calls.activate({ code: 'NOT-A-CODE' }, 'by-code-3', never))).problem.code).toBe('central-not-found')
})

test('a wrong company number is refused with its place, and a token of somebody else sees nothing', async () => {
  const wrong = { ...request, company: { ...request.company, ico: '27082441' } }
  const refused = await failure(calls.register(wrong, 'wrong-ico-1', never))
  expect(refused.problem).toMatchObject({ code: 'central-validation', params: { path: 'company.ico' } })
  expect(refused.retry).toBe(false)
  const { registrationId } = await calls.register(request, 'mine-1', never)
  const stranger = await failure(calls.registration(registrationId, 'x'.repeat(32), never))
  expect(stranger.problem.code).toMatch(/central-(unauthorized|not-found|forbidden)/)
})
