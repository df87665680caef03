import { createServer } from 'node:http'
import { request as secureRequest } from 'node:https'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type FaultProxy, selfSignedCertificate, startFaultProxy } from '../../support/fault-proxy'

/** Each toxic over real connections, against a server that counts what it really did. */

const content = 'Příliš žluťoučký kůň '.repeat(500)
let done: { method: string; path: string; body: string; host: string | undefined }[]
let closeServer: () => Promise<void>
let target: string
let proxy: FaultProxy

beforeEach(async () => {
  done = []
  const server = createServer(async (incoming, response) => {
    let body = ''
    for await (const part of incoming) body += String(part)
    done.push({ method: incoming.method ?? '', path: incoming.url ?? '', body, host: incoming.headers.host })
    response.writeHead(201, { 'Content-Type': 'text/plain; charset=utf-8', 'X-Server': 'real' })
    response.end(content)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  target = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  closeServer = () => new Promise((closed) => void server.close(() => closed()))
  proxy = await startFaultProxy(target)
})
afterEach(async () => {
  await proxy.close()
  await closeServer()
})

const get = (path = '/x', init: RequestInit = {}): Promise<Response> => fetch(proxy.url + path, init)
const causeOf = async (call: Promise<unknown>): Promise<string> => {
  try {
    await call
    return 'no error'
  } catch (error) {
    const cause = (error as { cause?: { code?: string } }).cause
    return cause?.code ?? String(error)
  }
}
const elapsed = async (call: () => Promise<unknown>): Promise<number> => {
  const start = performance.now()
  await call()
  return performance.now() - start
}

it('without a toxic passes everything on unchanged', async () => {
  const answer = await get('/v1/orders?x=1', { method: 'POST', body: 'žádost' })
  expect(answer.status).toBe(201)
  expect(answer.headers.get('x-server')).toBe('real')
  expect(await answer.text()).toBe(content)
  expect(done).toEqual([{ method: 'POST', path: '/v1/orders?x=1', body: 'žádost', host: new URL(target).host }])
})

it('strikes only the calls that fit, as often as told, and nothing after it is healed', async () => {
  proxy.once({ kind: 'status', status: 503 }, { method: 'POST', path: '/v1/claims' })
  proxy.add({ kind: 'status', status: 429 }, { path: /report/, times: 2 })
  proxy.add({ kind: 'status', status: 500 }, { path: '/always' })
  const status = async (path: string, method = 'GET'): Promise<number> => (await get(path, { method })).status
  expect(await status('/v1/claims')).toBe(201)
  expect(await status('/v1/claims', 'POST')).toBe(503)
  expect(await status('/v1/claims', 'POST')).toBe(201)
  expect([await status('/report'), await status('/v1/report/1'), await status('/report')]).toEqual([429, 429, 201])
  expect([await status('/always'), await status('/always'), await status('/always')]).toEqual([500, 500, 500])
  expect(proxy.left()).toBe(1)
  await proxy.heal()
  expect(await status('/always')).toBe(201)
  expect(proxy.seen().filter((one) => one.toxic === 'status')).toHaveLength(6)
})

it('lets so many fitting calls pass first as told', async () => {
  proxy.add({ kind: 'status', status: 500 }, { path: '/x', skip: 2, times: 1 })
  const status = async (path: string): Promise<number> => (await get(path)).status
  expect([await status('/x'), await status('/y'), await status('/x'), await status('/x'), await status('/x')]).toEqual([
    201, 201, 201, 500, 201,
  ])
  expect(proxy.left()).toBe(0)
})

it('goes down at a call: that one is reset, the next refused, until healed', async () => {
  proxy.once({ kind: 'down' }, { path: '/x', skip: 1 })
  expect((await get()).status).toBe(201)
  expect(await causeOf(get())).toMatch(/ECONNRESET|UND_ERR_SOCKET/)
  expect(await causeOf(get())).toBe('ECONNREFUSED')
  await proxy.heal()
  expect((await get()).status).toBe(201)
  expect(done).toHaveLength(2)
})

it('latency and jitter: the answer is whole, but later', async () => {
  proxy.once({ kind: 'latency', ms: 80 })
  expect(await elapsed(async () => expect(await (await get()).text()).toBe(content))).toBeGreaterThanOrEqual(75)
  await proxy.close()
  proxy = await startFaultProxy(target, { random: () => 1 })
  proxy.once({ kind: 'latency', ms: 10, jitterMs: 100 })
  expect(await elapsed(get)).toBeGreaterThanOrEqual(105)
})

it('down: connections are refused, until it is healed on the same address', async () => {
  const { url } = proxy
  await get()
  await proxy.down()
  expect(await causeOf(get())).toBe('ECONNREFUSED')
  await proxy.heal()
  expect(proxy.url).toBe(url)
  expect((await get()).status).toBe(201)
})

it('down: a call that is under way is reset', async () => {
  proxy.once({ kind: 'hang' })
  const call = causeOf(get())
  await expect.poll(() => proxy.seen().length).toBe(1)
  await proxy.down()
  expect(await call).toMatch(/ECONNRESET|UND_ERR_SOCKET/)
})

it('reset: the connection breaks and the server has not seen the call', async () => {
  proxy.once({ kind: 'reset' })
  expect(await causeOf(get())).toBe('ECONNRESET')
  expect(done).toEqual([])
})

it('hang: no answer comes until the client gives up', async () => {
  proxy.once({ kind: 'hang' })
  expect(await causeOf(get('/x', { signal: AbortSignal.timeout(60) }))).toContain('TimeoutError')
  expect(done).toEqual([])
})

it('answer lost: the server did the work, the client sees a broken connection', async () => {
  proxy.once({ kind: 'answer-lost' })
  expect(await causeOf(get('/pay', { method: 'POST', body: '1' }))).toMatch(/ECONNRESET|UND_ERR_SOCKET/)
  expect(done.map((one) => one.path)).toEqual(['/pay'])
})

it('slow close: all bytes come at once, the end comes later', async () => {
  proxy.once({ kind: 'slow-close', ms: 120 })
  const answer = await get()
  expect(await elapsed(async () => expect(await answer.text()).toBe(content))).toBeGreaterThanOrEqual(100)
})

it('bandwidth: the whole body, no faster than allowed', async () => {
  const bytes = Buffer.byteLength(content)
  proxy.once({ kind: 'bandwidth', bytesPerSecond: bytes * 5 })
  expect(await elapsed(async () => expect(await (await get()).text()).toBe(content))).toBeGreaterThanOrEqual(180)
})

it('cut: the connection ends after so many bytes, and the client can tell', async () => {
  proxy.once({ kind: 'cut', afterBytes: 1000 })
  const answer = await get()
  expect(answer.status).toBe(201)
  expect(answer.headers.get('content-length')).toBe(String(Buffer.byteLength(content)))
  let received = 0
  const reading = (async () => {
    for await (const part of answer.body ?? []) received += (part as Uint8Array).length
  })()
  expect(await causeOf(reading)).not.toBe('no error')
  expect(received).toBe(1000)
  expect(done).toHaveLength(1)
})

it('wrong JSON: 200 that is no JSON, or JSON of another shape, before or after the server did it', async () => {
  proxy.once({ kind: 'wrong-json' })
  const broken = await get()
  expect(broken.headers.get('content-type')).toContain('application/json')
  await expect(broken.json()).rejects.toThrow(SyntaxError)
  expect(done).toHaveLength(0)
  proxy.once({ kind: 'wrong-json', body: '{"other":true}', reachesServer: true })
  expect(await (await get()).json()).toEqual({ other: true })
  expect(done).toHaveLength(1)
})

it('captive portal: 200 with a page', async () => {
  proxy.once({ kind: 'captive-portal' })
  const answer = await get()
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toContain('text/html')
  expect(await answer.text()).toContain('<html>')
  expect(done).toEqual([])
})

it('429 and 503 carry Retry-After and a problem; the server may have done the work all the same', async () => {
  proxy.once({ kind: 'status', status: 429, retryAfter: 7 })
  const limited = await get()
  expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '7'])
  expect(await limited.json()).toMatchObject({ code: 'rate-limited', status: 429 })
  const date = 'Tue, 01 Sep 2026 10:00:00 GMT'
  proxy.once({ kind: 'status', status: 503, retryAfter: date, reachesServer: true })
  const closed = await get()
  expect([closed.status, closed.headers.get('retry-after')]).toEqual([503, date])
  expect(await closed.json()).toMatchObject({ code: 'maintenance' })
  expect(done).toHaveLength(1)
})

it('key revoked: 401 with the problem of the contract', async () => {
  proxy.once({ kind: 'key-revoked' })
  const answer = await get()
  expect(answer.status).toBe(401)
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  expect(await answer.json()).toMatchObject({ code: 'key-revoked' })
})

it('redirect: to another host, which the client may refuse to follow', async () => {
  proxy.once({ kind: 'redirect', location: 'http://elsewhere.example/login', status: 307 })
  const answer = await get('/x', { redirect: 'manual' })
  expect([answer.status, answer.headers.get('location')]).toEqual([307, 'http://elsewhere.example/login'])
})

it('TLS: a certificate that no authority signed is refused, and works for whoever trusts it', async () => {
  await proxy.close()
  proxy = await startFaultProxy(target, { tls: true })
  expect(proxy.url).toMatch(/^https:/)
  expect(await causeOf(get())).toMatch(/SELF_SIGNED/)
  expect(done).toEqual([])
  const trusting = (): Promise<number | undefined> =>
    new Promise((answered, fail) => {
      const call = secureRequest(`${proxy.url}/x`, { ca: proxy.certificate, agent: false }, (message) => {
        message.resume()
        message.on('end', () => answered(message.statusCode))
      })
      call.on('error', fail)
      call.end()
    })
  expect(await trusting()).toBe(201)
  proxy.once({ kind: 'reset' })
  await expect(trusting()).rejects.toThrow(/ECONNRESET/)
})

it.each([
  ['for another name', selfSignedCertificate('DNS:elsewhere.example'), 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ['past its date', selfSignedCertificate(undefined, true), 'CERT_HAS_EXPIRED'],
])('TLS: a certificate %s is refused even by whoever trusts its authority', async (_, identity, code) => {
  await proxy.close()
  proxy = await startFaultProxy(target, { tls: identity })
  const asked = new Promise((answered, fail) => {
    secureRequest(`${proxy.url}/x`, { ca: identity.cert, agent: false }, answered).on('error', fail).end()
  })
  await expect(asked).rejects.toMatchObject({ code })
  expect(proxy.seen()).toEqual([])
})

it('a server that is gone looks like a dead line', async () => {
  const gone = await startFaultProxy('http://127.0.0.1:1')
  expect(await causeOf(fetch(gone.url))).toMatch(/ECONNRESET|UND_ERR_SOCKET/)
  await gone.close()
})
