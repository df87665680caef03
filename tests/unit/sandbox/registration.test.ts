import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'libsql'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Sandbox, startSandbox } from '../../../src/sandbox/server'
import type { Activation, RegistrationRequest } from '../../../src/shared/central-api/registration'
import { registrationRequest } from '../../support/registration'
import { call, temporarySandbox } from '../../support/sandbox'

/** Those that every sandbox has. */
const OWN_COMPANIES = 3
const DAY_MS = 24 * 3_600_000
let clockMs: number
let sandbox: Sandbox
const logged: string[] = []
beforeEach(async () => {
  clockMs = Date.parse('2026-11-24T08:00:00Z')
  sandbox = await temporarySandbox({ now: () => clockMs, log: (line) => logged.push(line) })
})
afterEach(async () => {
  await sandbox.close()
  expect(logged.splice(0)).toEqual([])
})

const anyone = (method: string, path: string, body?: unknown, headers = {}) =>
  call(sandbox, undefined, method, path, body, headers)
const admin = (method: string, path: string, body?: unknown, headers = {}) =>
  call(sandbox, sandbox.keys.admin, method, path, body, headers)
interface Received {
  registrationId: string
  pollToken: string
}
const register = async (ico?: string): Promise<Received> =>
  (await anyone('POST', '/registrations', registrationRequest(ico))).body as Received
const status = ({ registrationId, pollToken }: Received) => call(sandbox, pollToken, 'GET', `/registrations/${registrationId}`)
const activate = (body: object, headers = {}) => anyone('POST', '/activations', body, headers)
const byToken = ({ registrationId, pollToken }: Received) => ({ registrationId, pollToken })
const codeOf = async (body: object): Promise<string> =>
  ((await admin('POST', '/admin/activation-codes', body)).body as { activationCode: string }).activationCode
const outcome = ({ status, body }: { status: number; body: unknown }) => [status, (body as { code?: string }).code]

describe('a registration', () => {
  test('goes from received over scheduled to approved, and the company reads each step', async () => {
    const received = await register()
    expect((await status(received)).body).toEqual({ state: 'received' })
    sandbox.scheduleRegistration(received.registrationId, '2026-12-01', 'Přijede pan Dvořák.')
    expect((await status(received)).body).toEqual({
      state: 'scheduled',
      scheduledFor: '2026-12-01',
      message: 'Přijede pan Dvořák.',
    })
    sandbox.scheduleRegistration(received.registrationId, '2026-12-03T09:00:00+01:00')
    expect((await status(received)).body).toEqual({ state: 'scheduled', scheduledFor: '2026-12-03T09:00:00+01:00' })
    sandbox.approveRegistration(received.registrationId, 'Vítejte.')
    expect((await status(received)).body).toMatchObject({ state: 'approved', message: 'Vítejte.' })
    expect((await activate(byToken(received))).status).toBe(201)
  })

  test('keeps everything that was said in it', async () => {
    const { registrationId } = await register()
    const { body } = await admin('GET', '/admin/registrations?state=received')
    expect(body).toEqual({
      registrations: [
        { registrationId, receivedAt: '2026-11-24T08:00:00.000Z', state: 'received', request: registrationRequest() },
      ],
    })
  })

  test('whose answer was lost is not received twice, and its token is shown again', async () => {
    const first = await anyone('POST', '/registrations', registrationRequest(), { 'Idempotency-Key': 'r-1' })
    const again = await anyone('POST', '/registrations', registrationRequest(), { 'Idempotency-Key': 'r-1' })
    expect(again.body).toEqual(first.body)
    expect(sandbox.registrations()).toHaveLength(1)
    expect((await status(again.body as Received)).status).toBe(200)
    const other = await anyone('POST', '/registrations', registrationRequest('00006947'), { 'Idempotency-Key': 'r-1' })
    expect(outcome(other)).toEqual([409, 'conflict'])
  })

  test('is not shown to the token of another, nor without one', async () => {
    const [mine, theirs] = [await register(), await register('00006947')]
    expect(outcome(await status({ ...mine, pollToken: theirs.pollToken }))).toEqual([404, 'not-found'])
    expect(outcome(await activate({ ...byToken(mine), pollToken: theirs.pollToken }))).toEqual([404, 'not-found'])
    expect(outcome(await anyone('GET', `/registrations/${mine.registrationId}`))).toEqual([401, 'unauthorized'])
    expect(outcome(await call(sandbox, sandbox.keys.admin, 'GET', `/registrations/${mine.registrationId}`))).toEqual([
      404,
      'not-found',
    ])
  })

  test.each<[string, (request: RegistrationRequest) => void]>([
    ['company.ico', ({ company }) => Object.assign(company, { ico: '12345678' })],
    ['company.ico', ({ company }) => Object.assign(company, { ico: '1234567' })],
    ['company.dic', ({ company }) => Object.assign(company, { dic: '12345679' })],
    ['company.dic', ({ company }) => Object.assign(company, { dic: 'CZ12345678' })],
    ['company.dic', ({ company }) => Object.assign(company, { dic: 'CZ12345679', country: 'SK' })],
    ['company.icDph', ({ company }) => Object.assign(company, { icDph: 'SK2020273893' })],
    ['company.icDph', ({ company }) => Object.assign(company, { dic: '2020273893', icDph: 'SK2020273894', country: 'SK' })],
    ['company.address.country', ({ company }) => Object.assign(company.address, { country: 'Česko' })],
    ['contacts.decisionMaker.email', ({ contacts }) => Object.assign(contacts.decisionMaker, { email: 'eva' })],
    ['consent.given', ({ consent }) => Object.assign(consent, { given: false })],
    ['survey.exchangeModules', ({ survey }) => Object.assign(survey, { exchangeModules: [] })],
    ['survey.surprise', ({ survey }) => Object.assign(survey, { surprise: 1 })],
  ])('is refused with the path of what is wrong: %s', async (path, spoil) => {
    const request = registrationRequest()
    spoil(request)
    const { status, body } = await anyone('POST', '/registrations', request)
    expect([status, (body as { errors: { path: string }[] }).errors.map((error) => error.path)]).toEqual([422, [path]])
    expect(sandbox.registrations()).toEqual([])
  })

  test('of a Slovak company with its numbers is taken', async () => {
    const request = registrationRequest('36396567')
    Object.assign(request.company, { dic: '2020105428', icDph: 'SK2020105428', country: 'SK' })
    Object.assign(request.company.address, { country: 'SK' })
    // 2020105428 = 11 × 183645948
    expect((await anyone('POST', '/registrations', request)).status).toBe(201)
  })

  test('that is far too large is not read to its end', async () => {
    const request = { ...registrationRequest(), filler: 'x'.repeat(100_000) }
    expect(outcome(await anyone('POST', '/registrations', request))).toEqual([413, 'too-large'])
  })

  test('once rejected can be neither activated, approved nor scheduled', async () => {
    const received = await register()
    const { registrationId } = received
    expect((await admin('POST', `/admin/registrations/${registrationId}/rejection`, {})).status).toBe(422)
    sandbox.rejectRegistration(registrationId, 'Souhlas podepsal někdo jiný.')
    sandbox.rejectRegistration(registrationId, 'Podruhé.')
    expect((await status(received)).body).toEqual({ state: 'rejected', message: 'Souhlas podepsal někdo jiný.' })
    expect(outcome(await activate(byToken(received)))).toEqual([409, 'conflict'])
    expect(outcome(await admin('POST', `/admin/registrations/${registrationId}/approval`, {}))).toEqual([409, 'conflict'])
    expect(
      outcome(await admin('POST', `/admin/registrations/${registrationId}/schedule`, { scheduledFor: '2026-12-01' })),
    ).toEqual([409, 'conflict'])
    expect(outcome(await admin('POST', '/admin/activation-codes', { registrationId }))).toEqual([409, 'conflict'])
    expect(sandbox.companies()).toHaveLength(OWN_COMPANIES)
  })

  test('that is not approved yet gives no key', async () => {
    const received = await register()
    expect(outcome(await activate(byToken(received)))).toEqual([409, 'conflict'])
    sandbox.scheduleRegistration(received.registrationId, '2026-12-01')
    expect(outcome(await activate(byToken(received)))).toEqual([409, 'conflict'])
  })

  test('approved twice stays approved, and the first code goes on working', async () => {
    const { registrationId } = await register()
    const path = `/admin/registrations/${registrationId}/approval`
    const first = (await admin('POST', path, { message: 'Vítejte.' })).body as { activationCode: string }
    expect((await admin('POST', path, { message: 'Ještě jednou.' })).body).toEqual({ state: 'approved' })
    expect(sandbox.registrations()[0]).toMatchObject({ state: 'approved', message: 'Vítejte.' })
    expect((await activate({ code: first.activationCode })).status).toBe(201)
  })

  test('whose approval is taken back before anybody used it gives no key any more', async () => {
    const received = await register()
    const code = sandbox.approveRegistration(received.registrationId)
    sandbox.rejectRegistration(received.registrationId, 'Omyl.')
    expect(outcome(await activate({ code }))).toEqual([409, 'conflict'])
    expect(outcome(await activate(byToken(received)))).toEqual([409, 'conflict'])
  })

  test('that has been activated can no longer be rejected', async () => {
    const received = await register()
    sandbox.approveRegistration(received.registrationId)
    await activate(byToken(received))
    expect(() => sandbox.rejectRegistration(received.registrationId, 'Pozdě.')).toThrow('conflict')
  })
})

describe('an activation', () => {
  test('makes the company as it registered, in test mode, with a key that works', async () => {
    const received = await register('36396567')
    sandbox.approveRegistration(received.registrationId)
    const { apiKey, ...rest } = (await activate(byToken(received))).body as Activation
    expect(rest).toMatchObject({ companyName: registrationRequest().company.name, mode: 'test' })
    expect((await call(sandbox, apiKey, 'GET', '/account')).body).toMatchObject({ ...rest, ico: '36396567', role: 'both' })
    const { orders } = (await call(sandbox, apiKey, 'POST', '/test-orders', { count: 1 })).body as {
      orders: { itemId: string }[]
    }
    const item = await admin('GET', `/admin/queue/${orders[0]?.itemId}`)
    expect(item.body).toMatchObject({
      payload: { supplier: { ico: '36396567', address: registrationRequest().company.address } },
    })
  })

  test('by a code works once, however the code is typed', async () => {
    const code = await codeOf({ companyId: sandbox.companyId })
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/)
    expect((await activate({ code: ` ${code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o')}` })).status).toBe(201)
    expect(outcome(await activate({ code }))).toEqual([409, 'conflict'])
    expect(outcome(await activate({ code: 'ABCD-ABCD-ABCD-ABCD' }))).toEqual([404, 'not-found'])
  })

  test('whose answer was lost shows the same key again, to the same request only', async () => {
    const code = await codeOf({ companyId: sandbox.companyId })
    const first = await activate({ code }, { 'Idempotency-Key': 'a-1' })
    const again = await activate({ code }, { 'Idempotency-Key': 'a-1' })
    expect([again.status, again.body]).toEqual([201, first.body])
    expect(outcome(await activate({ code }, { 'Idempotency-Key': 'a-2' }))).toEqual([409, 'conflict'])
    expect(outcome(await activate({ code: 'ABCD-ABCD-ABCD-ABCD' }, { 'Idempotency-Key': 'a-1' }))).toEqual([409, 'conflict'])
  })

  test('twice at once makes one company and one key', async () => {
    const received = await register()
    const code = sandbox.approveRegistration(received.registrationId)
    const answers = await Promise.all([1, 2, 3, 4].flatMap(() => [activate(byToken(received)), activate({ code })]))
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, ...Array.from({ length: 7 }, () => 409)])
    expect(sandbox.companies().filter((company) => company.ico === '12345679')).toHaveLength(1)
    const { body } = await admin('GET', '/admin/companies')
    const { companies } = body as { companies: { ico: string; keys: unknown[] }[] }
    expect(companies.find((company) => company.ico === '12345679')?.keys).toHaveLength(1)
  })

  test('of two registrations of one company at once makes one company with two keys', async () => {
    const both = [await register(), await register()]
    for (const { registrationId } of both) sandbox.approveRegistration(registrationId)
    const answers = await Promise.all(both.map((received) => activate(byToken(received))))
    expect(answers.map((answer) => answer.status)).toEqual([201, 201])
    const [a, b] = answers.map((answer) => answer.body as Activation)
    expect(a?.companyId).toBe(b?.companyId)
    expect(a?.apiKey).not.toBe(b?.apiKey)
  })

  test('of a company that has joined gives another key of the same company and leaves it as it is', async () => {
    sandbox.setMode('production')
    const received = await register(sandbox.company().ico)
    expect((await admin('GET', '/admin/registrations')).body).toMatchObject({
      registrations: [{ company: { companyId: sandbox.companyId, companyName: sandbox.company().name } }],
    })
    sandbox.approveRegistration(received.registrationId)
    expect((await activate(byToken(received))).body).toMatchObject({
      companyId: sandbox.companyId,
      companyName: sandbox.company().name,
      mode: 'production',
    })
    expect(sandbox.companies()).toHaveLength(OWN_COMPANIES)
    expect((await call(sandbox, sandbox.keys.client, 'GET', '/account')).status).toBe(200)
  })

  test('by a code of a company that joins without a registration makes it', async () => {
    const newcomer = { company: { name: 'Nováček, s.r.o.', ico: '00006947', country: 'SK' }, role: 'supplier' }
    const code = await codeOf(newcomer)
    expect((await activate({ code })).body).toMatchObject({ companyName: 'Nováček, s.r.o.', mode: 'test' })
    expect(outcome(await admin('POST', '/admin/activation-codes', newcomer))).toEqual([409, 'conflict'])
    expect(outcome(await admin('POST', '/admin/activation-codes', { companyId: 'nobody' }))).toEqual([404, 'not-found'])
  })
})

describe('activation codes', () => {
  test('expire after 30 days', async () => {
    const code = sandbox.issueActivationCode()
    clockMs += 30 * DAY_MS
    expect(outcome(await activate({ code }))).toEqual([409, 'conflict'])
  })

  test('can be withdrawn until they are used', async () => {
    const issued = (await admin('POST', '/admin/activation-codes', { companyId: sandbox.companyId })).body as {
      codeId: string
      activationCode: string
    }
    const path = `/admin/activation-codes/${issued.codeId}/withdrawal`
    expect((await admin('POST', path)).body).toEqual({ codeId: issued.codeId, state: 'withdrawn' })
    expect((await admin('POST', path)).status).toBe(200)
    expect(outcome(await activate({ code: issued.activationCode }))).toEqual([409, 'conflict'])
    const used = sandbox.issueActivationCode()
    await activate({ code: used })
    const { codes } = (await admin('GET', '/admin/activation-codes')).body as { codes: { codeId: string; state: string }[] }
    expect(codes.map(({ state }) => state)).toEqual(['used', 'withdrawn'])
    expect(outcome(await admin('POST', `/admin/activation-codes/${codes[0]?.codeId}/withdrawal`))).toEqual([409, 'conflict'])
  })

  test('given out anew end those before', async () => {
    const { registrationId } = await register()
    const first = sandbox.approveRegistration(registrationId)
    const second = await codeOf({ registrationId })
    expect(outcome(await activate({ code: first }))).toEqual([409, 'conflict'])
    expect((await activate({ code: second })).status).toBe(201)
  })

  test('whose answer was lost are shown again to the same request', async () => {
    const issue = () => admin('POST', '/admin/activation-codes', { companyId: sandbox.companyId }, { 'Idempotency-Key': 'c-1' })
    expect((await issue()).body).toEqual((await issue()).body)
  })
})

describe('limits', () => {
  test('a flood of registrations from one address is stopped for a while', async () => {
    await sandbox.close()
    sandbox = await temporarySandbox({ now: () => clockMs, limits: { registrations: 2 } })
    await register()
    clockMs += 60_000
    await register()
    const refused = await anyone('POST', '/registrations', registrationRequest())
    expect([...outcome(refused), refused.headers.get('retry-after')]).toEqual([429, 'rate-limited', '540'])
    clockMs += 540_000
    expect((await anyone('POST', '/registrations', registrationRequest())).status).toBe(201)
  })

  test('guessing is stopped, and nobody who waits for an approval is taken for a guesser', async () => {
    await sandbox.close()
    sandbox = await temporarySandbox({ now: () => clockMs, limits: { guesses: 2 } })
    const received = await register()
    for (let i = 0; i < 5; i++)
      expect([(await status(received)).status, (await activate(byToken(received))).status]).toEqual([200, 409])
    await activate({ code: 'ABCD-ABCD-ABCD-ABCD' })
    await status({ ...received, pollToken: 'bi_poll_somebody_elses' })
    expect(outcome(await activate({ code: sandbox.issueActivationCode() }))).toEqual([429, 'rate-limited'])
    expect((await status(received)).status).toBe(429)
    clockMs += 600_000
    expect((await status(received)).status).toBe(200)
  })
})

test('the database holds no poll token, code or key, only hashes, also when an answer is kept for a repeat', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'bi-secrets-'))
  const running = await startSandbox({ dataDir, port: 0 })
  const ask = async (key: string | undefined, path: string, body: object, idempotencyKey: string) =>
    (await call(running, key, 'POST', path, body, { 'Idempotency-Key': idempotencyKey })).body
  const received = (await ask(undefined, '/registrations', registrationRequest(), 'k-registration')) as Received
  running.approveRegistration(received.registrationId)
  const issued = (await ask(running.keys.admin, '/admin/activation-codes', { companyId: running.companyId }, 'k-code')) as {
    activationCode: string
  }
  const byCode = (await ask(undefined, '/activations', { code: issued.activationCode }, 'k-by-code')) as Activation
  const byApproval = (await ask(undefined, '/activations', byToken(received), 'k-by-approval')) as Activation
  await running.close()
  const secrets = [received.pollToken, issued.activationCode, byCode.apiKey, byApproval.apiKey]
  expect(new Set(secrets.map((secret) => typeof secret))).toEqual(new Set(['string']))
  const files = readdirSync(dataDir).filter((file) => file.startsWith('business-integrator.db'))
  const bytes = Buffer.concat(files.map((file) => readFileSync(join(dataDir, file))))
  for (const secret of [...secrets, issued.activationCode.replaceAll('-', ''), 'k-registration']) {
    expect(bytes.includes(secret)).toBe(false)
  }
  expect(bytes.includes('Růžička')).toBe(true)
  rmSync(dataDir, { recursive: true })
})

test('a company that nobody has heard of for a day is silent', async () => {
  const silent = async () =>
    ((await admin('GET', '/admin/companies')).body as { companies: { silent: boolean }[] }).companies[0]?.silent
  expect(await silent()).toBe(false)
  clockMs += DAY_MS + 1
  expect(await silent()).toBe(true)
  const counts = { waiting: 0, imported: 0, rejected: 0, quarantined: 0, unacknowledged: 0 }
  const heartbeat = { clientVersion: '0.1.0', state: 'ok', counts, host: { os: 'linux', arch: 'x64' } }
  await call(sandbox, sandbox.keys.client, 'POST', '/heartbeats', heartbeat)
  expect(await silent()).toBe(false)
})

test('a database of the version before is brought up to date with its companies and keys', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'bi-upgrade-'))
  const before = await startSandbox({ dataDir, port: 0 })
  await before.close()
  const database = new Database(join(dataDir, 'business-integrator.db'))
  database.exec('alter table companies drop column party; drop table registrations; pragma user_version = 0')
  database.close()
  const after = await startSandbox({ dataDir, port: 0 })
  expect((await call(after, before.keys.client, 'GET', '/account')).status).toBe(200)
  expect((await call(after, undefined, 'POST', '/registrations', registrationRequest())).status).toBe(201)
  await after.close()
  rmSync(dataDir, { recursive: true })
})
