import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { type AddressInfo, connect, createServer as createTcpServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import tls from 'node:tls'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createSetupCalls } from '../../../src/main/central/setup-calls'
import { systemClock } from '../../../src/main/client'
import { openWayOut, type Way, type WayOut } from '../../../src/main/open-fetch'
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
const account = (out: WayOut, extraCa: string | undefined, more: Partial<Way> = {}) => {
  const where = { baseUrl: `https://${HOST}/b2b/v1`, extraCa, ...more }
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
async function listening<S extends Server>(server: S, host = '127.0.0.1'): Promise<number> {
  server.listen(0, host)
  await once(server, 'listening')
  closing.push(async () => void server.close())
  return (server.address() as AddressInfo).port
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

test('a proxy entered by hand is gone through with its login; a wrong one, and one of a domain, are told as what they are', async () => {
  const proxy = await proxied({ login: 'me:proxy-password' })
  const out = way({ HTTPS_PROXY: 'nowhere.test:1' })
  const manual = (password: string | undefined) =>
    account(out, authority.cert, {
      proxy: {
        mode: 'manual',
        address: `127.0.0.1:${proxy.port}`,
        ...(password === undefined ? {} : { login: { user: 'me', password } }),
      },
    })
  expect(await manual('proxy-password')).toMatchObject({ companyId: sandbox.companyId })
  expect(await codeOf(manual(undefined))).toBe('connection-proxy-login')
  expect(await codeOf(manual('other'))).toBe('connection-proxy-login-wrong')
  const domain = await proxied({ wants: ['Negotiate', 'NTLM', 'Negotiate'] })
  const failure = await account(out, authority.cert, { proxy: { mode: 'manual', address: `127.0.0.1:${domain.port}` } }).catch(
    (error: unknown) => error,
  )
  expect(failure).toMatchObject({
    effect: 'nothing',
    retry: true,
    problem: { code: 'connection-proxy-login-kind', params: { kinds: 'Negotiate, NTLM', proxy: `127.0.0.1:${domain.port}` } },
  })
})

test('a script from the network names the proxies; the first that takes a connection is gone through', async () => {
  const proxy = await proxied()
  const dead = createTcpServer()
  const deadPort = await listening(dead)
  dead.close()
  let asked = 0
  const port = await listening(
    createServer((request, response) => {
      asked++
      response.end(
        `function FindProxyForURL(url, host) {
          return dnsDomainIs(host, '.test') ? 'SOCKS no:1; PROXY 127.0.0.1:${deadPort}; PROXY 127.0.0.1:${proxy.port}' : '${request.url}'
        }`,
      )
    }),
  )
  const out = way({})
  const pac = (address: string) => account(out, authority.cert, { proxy: { mode: 'pac', address } })
  expect(await pac(`http://127.0.0.1:${port}/proxy.pac`)).toMatchObject({ companyId: sandbox.companyId })
  expect(proxy.asked.map(({ target }) => target)).toEqual([`${HOST}:443`])
  expect(asked).toBe(1)
  // Chosen by a person and not there: nothing goes past it.
  expect(await codeOf(pac(`http://127.0.0.1:${deadPort}/proxy.pac`))).toBe('connection-proxy-script')
})

test('encryption older than TLS 1.2 is refused, even where Node was told to allow it', async () => {
  const old = createHttpsServer(
    { ...authority.issue('IP:127.0.0.1'), minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' },
    (_, response) => void response.end('{}'),
  )
  const port = await listening(old)
  const { DEFAULT_MIN_VERSION, DEFAULT_CIPHERS } = tls
  closing.push(async () => void Object.assign(tls, { DEFAULT_MIN_VERSION, DEFAULT_CIPHERS }))
  Object.assign(tls, { DEFAULT_MIN_VERSION: 'TLSv1', DEFAULT_CIPHERS: 'DEFAULT@SECLEVEL=0' })
  const out = way({})
  expect(await codeOf(account(out, authority.cert, { baseUrl: `https://127.0.0.1:${port}/b2b/v1` }))).toBe(
    'connection-old-encryption',
  )
})

test('nobody but the central side is asked: no other host, port or scheme, and no redirect is followed', async () => {
  let led = 0
  const elsewhere = await listening(
    createServer((_, response) => {
      led++
      response.end('{}')
    }),
  )
  const redirecting = await listening(
    createHttpsServer(authority.issue('IP:127.0.0.1'), (_, response) => {
      response.writeHead(307, { Location: `http://127.0.0.1:${elsewhere}/b2b/v1/account` }).end()
    }),
  )
  const out = way({})
  const baseUrl = `https://127.0.0.1:${redirecting}/b2b/v1`
  expect(await codeOf(account(out, authority.cert, { baseUrl }))).toBe('central-redirected')
  const fetch = out.fetch({ baseUrl, extraCa: authority.cert })
  const answer = await fetch(`${baseUrl}/account`, { redirect: 'follow' })
  expect(answer.status).toBe(307)
  for (const other of [
    `http://127.0.0.1:${elsewhere}/b2b/v1/account`,
    `http://127.0.0.1:${redirecting}/b2b/v1/account`,
    'https://elsewhere.test/b2b/v1/account',
    `https://127.0.0.1:${redirecting}@elsewhere.test/`,
  ])
    await expect(fetch(other)).rejects.toThrow(/connection-host-not-allowed|credentials/)
  await expect(out.fetch({ baseUrl: 'http://central.test/b2b/v1' })('http://central.test/b2b/v1/x')).rejects.toThrow(
    'connection-host-not-allowed',
  )
  expect(led).toBe(0)
})

test('IPv6: a literal address, a name with nothing else, and a name whose IPv6 leads nowhere', async () => {
  const server = await startFaultProxy(new URL(sandbox.url).origin, { tls: authority.issue(`DNS:${HOST},IP:::1`) })
  closing.push(server.close)
  const behind = Number(new URL(server.url).port)
  const port = await listening(
    createTcpServer((socket) => void socket.pipe(connect(behind, '127.0.0.1')).pipe(socket)),
    '::1',
  )
  const only = way({}, { lookUp: async () => [{ address: '::1', family: 6 }] })
  expect(await account(only, authority.cert, { baseUrl: `https://[::1]:${port}/b2b/v1` })).toMatchObject({ mode: 'test' })
  expect(await account(only, authority.cert, { baseUrl: `https://${HOST}:${port}/b2b/v1` })).toMatchObject({ mode: 'test' })
  const dead = way(
    {},
    {
      lookUp: async () => [
        // Documentation's own network: no route, or nobody there (RFC 3849).
        { address: '2001:db8::1', family: 6 },
        { address: '127.0.0.1', family: 4 },
      ],
    },
  )
  expect(await account(dead, authority.cert, { baseUrl: `https://${HOST}:${behind}/b2b/v1` })).toMatchObject({ mode: 'test' })
})

test('an authority that the operating system trusts is trusted, once it has been added there', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bi-authorities-'))
  closing.push(async () => rmSync(folder, { recursive: true }))
  const bundle = join(folder, 'bundle.crt')
  writeFileSync(bundle, 'nothing yet')
  const proxy = await proxied()
  const out = way({ HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`, SSL_CERT_FILE: bundle }, { systemAuthorities: true })
  expect(await codeOf(account(out, undefined))).toBe('central-tls')
  writeFileSync(bundle, authority.cert)
  // No restart: after a fault it is looked up anew.
  expect(await account(out, undefined)).toMatchObject({ companyId: sandbox.companyId })
})
