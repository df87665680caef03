import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openApiText } from '../../scripts/openapi/document'
import type { Sandbox } from '../../src/sandbox/server'
import { apiProblemSchema } from '../../src/shared/central-api/problem'
import {
  commonProblems,
  keyProblems,
  type Route,
  type RouteName,
  routes,
  statusOfProblem,
} from '../../src/shared/central-api/routes'
import { canonicalJson } from '../../src/shared/documents/canonical'
import { order } from '../support/orders'
import { registrationRequest } from '../support/registration'
import { call, temporarySandbox } from '../support/sandbox'

const fileText = readFileSync(join(import.meta.dirname, '../../docs/openapi.json'), 'utf8')
const openApi = JSON.parse(fileText) as {
  paths: Record<string, Record<string, { operationId: string; responses: Record<string, { content?: Record<string, unknown> }> }>>
}

let clockMs = Date.parse('2026-11-24T08:00:00Z')
let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await temporarySandbox({ now: () => clockMs })
})
afterAll(() => sandbox.close())

/** `claim 201`, `claim 422`, …: what was seen of each route. */
const seen = new Set<string>()

const keyOf = (route: Route): string | undefined =>
  route.caller === 'client' || route.caller === 'shop' || route.caller === 'admin' ? sandbox.keys[route.caller] : undefined

interface Ask {
  params?: Record<string, string>
  query?: string
  body?: unknown
  key?: string | undefined
  headers?: Record<string, string>
}

/** One call; its answer is held to the route table and to docs/openapi.json, whatever it is. */
async function ask(name: RouteName, { params = {}, query = '', body, headers, ...rest }: Ask = {}) {
  const route: Route = routes[name]
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_, key: string) => params[key] ?? 'nothing-there')
  const key = 'key' in rest ? rest.key : keyOf(route)
  const answer = await call(sandbox, key, route.method, path + query, body, headers)
  seen.add(`${name} ${answer.status}`)
  expect(answer.headers.get('x-request-id')).toMatch(/^[A-Za-z0-9\-_.:]{1,64}$/)
  const documented = openApi.paths[route.path]?.[route.method.toLowerCase()]?.responses[String(answer.status)]
  expect(documented, `${name} may answer ${answer.status}`).toBeDefined()
  const type = answer.headers.get('content-type')?.split(';')[0]
  if (answer.status < 400) {
    const schema = route.answers[answer.status]
    if (schema === null) expect(answer.body).toBeUndefined()
    else expect(schema?.safeParse(answer.body).error).toBeUndefined()
    if (schema !== null) expect(Object.keys(documented?.content ?? {})).toEqual([type])
  } else {
    expect(type).toBe('application/problem+json')
    const problem = apiProblemSchema.parse(answer.body)
    expect(problem.status).toBe(answer.status)
    expect(statusOfProblem[problem.code]).toBe(answer.status)
    const allowed: readonly string[] = [...commonProblems, ...keyProblems, ...(route.problems ?? [])]
    expect(allowed).toContain(problem.code)
  }
  return { status: answer.status, headers: answer.headers, body: answer.body as never }
}

const heartbeat = {
  clientVersion: '0.1.0',
  state: 'ok',
  lastSyncAt: '2026-11-24T07:59:00Z',
  counts: { waiting: 0, imported: 1, rejected: 0, quarantined: 0, unacknowledged: 0 },
  host: { os: 'linux', arch: 'x64' },
}

test('docs/openapi.json is what the sources say', () => {
  expect(fileText.replaceAll('\r\n', '\n')).toBe(openApiText())
})

test('docs/openapi.json names every route of the table and no other', () => {
  const documented = Object.entries(openApi.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId }]) => `${operationId} ${method.toUpperCase()} ${path}`),
  )
  const table = Object.entries(routes).map(([name, route]) => `${name} ${route.method} ${route.path}`)
  expect(documented.sort()).toEqual(table.sort())
})

test('every reference in docs/openapi.json leads somewhere', () => {
  const schemas = (JSON.parse(fileText) as { components: Record<string, Record<string, unknown>> }).components
  const references = [...fileText.matchAll(/"\$ref": "#\/components\/(\w+)\/(\w+)"/g)]
  expect(references.length).toBeGreaterThan(100)
  for (const [, kind = '', name = ''] of references) expect(schemas[kind]?.[name], `${kind}/${name}`).toBeDefined()
})

test('a whole life of documents: each implemented route answers as the contract says', async () => {
  await ask('account')
  await ask('heartbeat', { body: heartbeat })
  const { orders } = (await ask('createTestOrders', { body: { count: 3 } })).body as { orders: { itemId: string }[] }
  await ask('testOrders')
  await ask('items', { query: '?limit=2' })
  const claim = (await ask('claim', { body: { limit: 2, leaseSeconds: 30 } })).body as {
    claimId: string
    items: { itemId: string; payload: unknown }[]
  }
  expect(claim.items.map((item) => item.itemId)).toEqual(orders.slice(0, 2).map((item) => item.itemId))
  await ask('extendClaim', { params: { claimId: claim.claimId }, body: { leaseSeconds: 60 } })
  await ask('itemState', { params: { itemId: orders[0]?.itemId ?? '' } })
  const results = await Promise.all(
    claim.items.map(async ({ itemId, payload }) => ({
      itemId,
      payloadSha256: Buffer.from(
        await crypto.subtle.digest('SHA-256', new TextEncoder().encode(canonicalJson(payload))),
      ).toString('hex'),
      outcome: 'imported',
      erpReference: { id: '17', number: '261500017' },
      finishedAt: '2026-11-24T08:00:01Z',
    })),
  )
  expect((await ask('results', { body: { results } })).body).toEqual({
    results: results.map(({ itemId }) => ({ itemId, status: 'accepted' })),
  })
  await ask('itemState', { params: { itemId: orders[0]?.itemId ?? '' } })
  await ask('giveBack', { params: { claimId: claim.claimId } })

  const document = { companyId: sandbox.companyId, externalId: 'shop-1', test: true, payload: order('SHOP-1') }
  const first = await ask('registerDocument', { params: { agenda: 'orders' }, body: document })
  const again = await ask('registerDocument', { params: { agenda: 'orders' }, body: document })
  expect([first.status, again.status]).toEqual([201, 200])
  expect(again.body).toEqual(first.body)
  const { itemId } = first.body as { itemId: string }
  await ask('documentState', { params: { itemId } })

  await ask('adminQueue', { query: `?companyId=${sandbox.companyId}&state=waiting&test=true&text=SHOP` })
  await ask('adminItem', { params: { itemId } })
  await ask('adminPatchItem', { params: { itemId }, body: { priority: 9 } })
  await ask('adminMarkProcessed', { params: { itemId }, body: { reason: 'zapsáno ručně' } })
  await ask('adminRequeue', { params: { itemId }, body: {} })
  await ask('adminCancel', { params: { itemId }, body: {} })
  await ask('documentState', { params: { itemId } })
  await ask('adminItem', { params: { itemId } })
  await ask('adminCompanies')

  const evidence = {
    testItemIds: claim.items.map((item) => item.itemId),
    confirmedBy: 'Eva',
    confirmedAt: '2026-11-24T08:00:02Z',
  }
  await ask('switchMode', { body: { mode: 'production', evidence } })
  expect((await ask('createTestOrders', { body: { count: 1 } })).body).toMatchObject({ code: 'wrong-mode' })
  await ask('switchMode', { body: { mode: 'test' } })

  const { uploadId } = (await ask('createUpload', { body: { agenda: 'prices', kind: 'full' } })).body as { uploadId: string }
  const row = { sku: 'A', currency: 'CZK', unitPrice: '1.5', priceIncludesVat: false, vatPercent: '21' }
  const ndjson = { 'Content-Type': 'application/x-ndjson' }
  const part = { uploadId, part: '1' }
  await ask('putUploadPart', { params: part, body: `${JSON.stringify(row)}\n{"sku":"B"}\n`, headers: ndjson })
  expect((await ask('putUploadPart', { params: part, body: '{}', headers: {} })).status).toBe(422)
  await ask('uploadStatus', { params: { uploadId } })
  const counts = { parts: 1, rows: 2 }
  expect((await ask('commitUpload', { params: { uploadId }, body: counts })).body).toMatchObject({ accepted: 1 })
  expect((await ask('abandonUpload', { params: { uploadId } })).status).toBe(409)
  const other = (await ask('createUpload', { body: { agenda: 'stock-levels', kind: 'delta' } })).body as { uploadId: string }
  await ask('abandonUpload', { params: other })
  const company = `?companyId=${sandbox.companyId}`
  expect((await ask('prices', { query: company })).body).toMatchObject({ rows: [row] })
  await ask('stockLevels', { query: `${company}&changedSince=2026-11-24T08:00:00Z` })

  const { keyId, text } = sandbox.issueClientKey()
  await ask('account', { key: text })
  await ask('adminRevokeKey', { params: { keyId } })
  expect((await ask('account', { key: text })).body).toMatchObject({ code: 'key-revoked' })

  const register = async (ico: string) =>
    (await ask('register', { body: registrationRequest(ico) })).body as { registrationId: string; pollToken: string }
  const joining = await register('12345679')
  await ask('registrationStatus', { params: joining, key: joining.pollToken })
  await ask('adminRegistrations', { query: '?state=received' })
  await ask('adminScheduleRegistration', { params: joining, body: { scheduledFor: '2026-12-01' } })
  await ask('registrationStatus', { params: joining, key: joining.pollToken })
  await ask('adminApproveRegistration', { params: joining, body: {} })
  const { registrationId, pollToken } = joining
  const activated = (await ask('activate', { body: { registrationId, pollToken } })).body as { apiKey: string }
  expect((await ask('account', { key: activated.apiKey })).body).toMatchObject({ ico: '12345679', mode: 'test' })
  await ask('adminRegistrations')
  await ask('adminRejectRegistration', { params: await register('00006947'), body: { message: 'Neznáme vás.' } })
  const code = (await ask('adminIssueActivationCode', { body: { companyId: sandbox.companyId } })).body as { codeId: string }
  await ask('adminActivationCodes')
  await ask('adminWithdrawActivationCode', { params: code })

  const missing = sandbox.implemented.flatMap((name) =>
    Object.keys(routes[name].answers).flatMap((status) => (seen.has(`${name} ${status}`) ? [] : [`${name} ${status}`])),
  )
  expect(missing).toEqual([])
})

test('each implemented route refuses: no key, a wrong kind of key, an unknown field, a thing that is not there', async () => {
  for (const name of sandbox.implemented) {
    const route: Route = routes[name]
    const body = route.request ? {} : undefined
    const keyed = route.caller === 'client' || route.caller === 'shop' || route.caller === 'admin'
    if (keyed) {
      expect((await ask(name, { body, key: undefined, params: { agenda: 'orders' } })).status).toBe(401)
      const wrong = route.caller === 'client' ? sandbox.keys.shop : sandbox.keys.client
      expect((await ask(name, { body, key: wrong, params: { agenda: 'orders' } })).status).toBe(403)
    }
    if (route.request && !route.requestType) {
      const refused = await ask(name, { body: { surprise: 1 }, params: { agenda: 'orders' } })
      expect(refused.status, name).toBe(422)
      expect((refused.body as { errors: unknown[] }).errors.length).toBeGreaterThan(0)
    }
    if (route.query) expect((await ask(name, { query: '?surprise=1' })).status).toBe(422)
    if (/\{(itemId|claimId|keyId|codeId|uploadId|registrationId)\}/.test(route.path) && route.caller !== 'poll-token') {
      const valid = route.path.endsWith('extension')
        ? { leaseSeconds: 60 }
        : route.path.endsWith('commit')
          ? { parts: 0, rows: 0 }
          : name === 'adminScheduleRegistration'
            ? { scheduledFor: '2026-12-01' }
            : name === 'adminRejectRegistration'
              ? { message: 'ne' }
              : {}
      if (route.requestType === undefined) expect((await ask(name, { body: route.request && valid })).status, name).toBe(404)
    }
  }
})

test('what is not implemented yet does not pretend', async () => {
  for (const name of Object.keys(routes) as RouteName[]) {
    if (sandbox.implemented.includes(name)) continue
    const route: Route = routes[name]
    const path = route.path.replaceAll(/\{\w+\}/g, 'x')
    // The same path may be served for another method.
    expect((await call(sandbox, keyOf(route), route.method, path, route.request ? {} : undefined)).status, name).toBe(404)
  }
})

test('maintenance closes everything with Retry-After', async () => {
  sandbox.setMaintenance(120)
  for (const name of sandbox.implemented) {
    const { status, headers } = await ask(name, { params: { agenda: 'orders' } })
    expect([status, headers.get('retry-after')]).toEqual([503, '120'])
  }
  sandbox.setMaintenance(undefined)
  clockMs += 1
  await ask('account')
})
