import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createSetupCalls } from '../../../src/main/central/setup-calls'
import { systemClock } from '../../../src/main/client'
import { openWayOut, type WayOut } from '../../../src/main/open-fetch'
import type { Sandbox } from '../../../src/sandbox/server'
import { Failure } from '../../../src/shared/failure'
import { type Authority, makeAuthority } from '../../support/authority'
import { startConnectProxy } from '../../support/connect-proxy'
import { startFaultProxy } from '../../support/fault-proxy'
import { temporarySandbox } from '../../support/sandbox'

/** Names of tests lead nowhere, so what arrives has come through the proxy. */
const HOST = 'central.test'
const log = { debug() {}, info() {}, warn() {}, error() {} }
const never = new AbortController().signal

let sandbox: Sandbox
let authority: Authority
const closing: (() => Promise<void>)[] = []
beforeAll(async () => {
  sandbox = await temporarySandbox()
  authority = makeAuthority('Root of the tests', 'Tests')
})
afterAll(() => sandbox.close())
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

async function proxied(given: Omit<Parameters<typeof startConnectProxy>[0], 'to'> = {}) {
  const server = await startFaultProxy(new URL(sandbox.url).origin, { tls: authority.issue(`DNS:${HOST}`) })
  const proxy = await startConnectProxy({ to: Number(new URL(server.url).port), ...given })
  closing.push(proxy.close, server.close)
  return proxy
}
function way(env: Record<string, string>, more: Partial<Parameters<typeof openWayOut>[0]> = {}): WayOut {
  const out = openWayOut({ env, platform: 'linux', run: async () => undefined, ...more }, systemClock.monotonicMs)
  closing.push(out.close)
  return out
}
const account = (out: WayOut, extraCa: string | undefined) => {
  const where = { baseUrl: `https://${HOST}/b2b/v1`, extraCa }
  return createSetupCalls({
    baseUrl: where.baseUrl,
    apiKey: sandbox.keys.client,
    clientVersion: '1.0.0',
    log,
    clock: systemClock,
    fetch: out.fetch(where),
    retries: { tries: 1, baseMs: 1, capMs: 1, budgetMs: 1 },
  }).account(never)
}
const codeOf = async (answer: Promise<unknown>): Promise<string> => {
  const error: unknown = await answer.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  return error instanceof Failure ? error.problem.code : String(error)
}

test("the client's own calls go through the proxy that is set, with its login, and trust the company's own authority", async () => {
  const proxy = await proxied({ login: 'me:proxy-password' })
  const out = way({ HTTPS_PROXY: `http://me:proxy-password@127.0.0.1:${proxy.port}` })
  expect(await account(out, authority.cert)).toMatchObject({ companyId: sandbox.companyId })
  expect(proxy.asked[0]?.target).toBe(`${HOST}:443`)
})

test('a proxy that opens TLS gets no key, until its authority has been added', async () => {
  const company = makeAuthority('Firma Proxy CA', 'Firma s.r.o.')
  const proxy = await proxied({ opens: company.issue(`DNS:${HOST}`) })
  const out = way({ HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` })
  expect(await codeOf(account(out, authority.cert))).toBe('central-tls')
  expect(proxy.read()).not.toContain(sandbox.keys.client)
  // It answers with words of its own; what counts is that it is trusted from here on.
  expect(await codeOf(account(out, company.cert))).toBe('central-not-json')
  expect(proxy.read()).toContain(sandbox.keys.client)
})

test('the way that the operating system names is taken; one that cannot be taken is said, not passed by', async () => {
  const proxy = await proxied()
  const named = way({}, { resolveProxy: async () => `PROXY 127.0.0.1:${proxy.port}; DIRECT` })
  expect(await account(named, authority.cert)).toMatchObject({ companyId: sandbox.companyId })
  const socks = way({ ALL_PROXY: 'socks5://127.0.0.1:1080' })
  expect(await codeOf(account(socks, authority.cert))).toBe('connection-proxy-unsupported')
})

test('a body, a refusal and an end in the middle come through as they are', async () => {
  const proxy = await proxied()
  const out = way({ HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` })
  const fetch = out.fetch({ baseUrl: `https://${HOST}/b2b/v1`, extraCa: authority.cert })
  const refused = await fetch(`https://${HOST}/b2b/v1/queue/claims`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${sandbox.keys.client}`,
      'content-type': 'application/json',
      'idempotency-key': crypto.randomUUID(),
    },
    body: JSON.stringify({ limit: 0, leaseSeconds: 60 }),
  })
  expect(refused.status).toBe(422)
  expect(await refused.json()).toMatchObject({ code: 'validation' })
  const abort = new AbortController()
  abort.abort()
  await expect(fetch(`https://${HOST}/b2b/v1/account`, { signal: abort.signal })).rejects.toThrow()
})
