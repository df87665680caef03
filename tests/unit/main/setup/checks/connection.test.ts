import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { afterAll, afterEach, beforeAll, describe, expect, it, test } from 'vitest'
import { checkComputer } from '../../../../../src/main/setup/checks/computer'
import { type ConnectionOptions, checkConnection, checkReach } from '../../../../../src/main/setup/checks/connection'
import { reportText } from '../../../../../src/main/setup/checks/report'
import type { CheckLine } from '../../../../../src/main/setup/ports'
import type { Sandbox } from '../../../../../src/sandbox/server'
import { evidenceSchema } from '../../../../../src/shared/setup-state'
import { type Authority, makeAuthority } from '../../../../support/authority'
import { startConnectProxy } from '../../../../support/connect-proxy'
import { type FaultProxy, type Identity, selfSignedCertificate, startFaultProxy } from '../../../../support/fault-proxy'
import { temporarySandbox } from '../../../../support/sandbox'

const HOST = 'central.test'
const KEY = 'bi-client-secret-key-of-this-test/+='
const clock = { now: () => Date.now(), monotonicMs: () => performance.now() }
const layerIds = [
  'name',
  'proxy',
  'port',
  'encryption',
  'answer',
  'key',
  'version',
  'company',
  'mode',
  'agendas',
  'queue',
  'clock',
]

let authority: Authority
let good: Identity
let sandbox: Sandbox
const closing: (() => Promise<void>)[] = []
beforeAll(async () => {
  authority = makeAuthority('Root of the tests', 'Tests')
  good = authority.issue(`DNS:${HOST},IP:127.0.0.1`)
  sandbox = await temporarySandbox()
})
afterAll(() => sandbox.close())
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** The sandbox behind TLS. */
const secured = async (identity: Identity): Promise<FaultProxy & { port: number }> => {
  const proxy = await startFaultProxy(new URL(sandbox.url).origin, { tls: identity })
  closing.push(proxy.close)
  return { ...proxy, port: Number(new URL(proxy.url).port) }
}
const listening = async <S extends Server>(server: S): Promise<number> => {
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => void sockets.add(socket.on('error', () => {})))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closing.push(async () => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return (server.address() as AddressInfo).port
}
const options = (port: number, more: Partial<ConnectionOptions> = {}): ConnectionOptions => ({
  baseUrl: `https://${HOST}:${port}/b2b/v1`,
  apiKey: KEY,
  clientVersion: '1.2.3',
  clock,
  extraCa: authority.cert,
  env: {},
  platform: 'linux',
  lookUp: async (name) => {
    if (name === HOST || name === 'proxy.test' || name === '127.0.0.1') return [{ address: '127.0.0.1', family: 4 }]
    throw Object.assign(new Error('ENOTFOUND'), { code: 'ENOTFOUND' })
  },
  timeouts: { name: 1000, proxy: 5000, port: 5000, encryption: 5000, answer: 8000 },
  ...more,
})
const run = async (given: ConnectionOptions): Promise<CheckLine[]> => {
  const lines: CheckLine[] = []
  for await (const line of checkConnection(given, new AbortController().signal)) lines.push(line)
  // Every run, whatever happens: all layers, fit to be kept, and no secret in any form.
  expect(lines.map((line) => line.id)).toEqual(layerIds.map((id) => `connection.${id}`))
  const evidence = evidenceSchema.parse({ at: '2026-01-01T00:00:00Z', lines })
  for (const text of [
    JSON.stringify(lines),
    ...(['cs', 'sk', 'en'] as const).map((language) => reportText(evidence, language, { clientVersion: '1.2.3' })),
  ]) {
    for (const secret of [given.apiKey ?? KEY, KEY, encodeURIComponent(KEY), 'proxy-password']) expect(text).not.toContain(secret)
  }
  return lines
}
const at = (lines: readonly CheckLine[], id: string): CheckLine => {
  const line = lines.find((one) => one.id === `connection.${id}`)
  if (!line) throw new Error(id)
  return line
}
const firstFailed = (lines: readonly CheckLine[]) => {
  const index = lines.findIndex((line) => line.status === 'failed')
  const failed = lines[index]
  return {
    layer: failed?.id.slice('connection.'.length),
    code: failed?.problem?.code,
    after: lines.slice(index + 1).map((line) => line.status),
  }
}
const expectFailure = (lines: readonly CheckLine[], layer: string, code: string) => {
  const failed = firstFailed(lines)
  expect(failed).toMatchObject({ layer, code })
  expect(new Set(failed.after)).toEqual(new Set(['skipped']))
}

describe('against a server that is as it should be', () => {
  it('tells every layer with what was seen', async () => {
    sandbox.seedOrders(3)
    const server = await secured(good)
    const lines = await run(
      options(server.port, { apiKey: sandbox.keys.client, expectedMode: 'test', expectedIco: sandbox.company().ico }),
    )
    expect(lines.filter((line) => line.status !== 'ok').map((line) => [line.id, line.problem?.code])).toEqual([
      // The tests' authority is no public one.
      ['connection.encryption', 'connection-own-authority'],
    ])
    expect(at(lines, 'name').evidence).toBe(`${HOST}: 127.0.0.1`)
    expect(at(lines, 'port').evidence).toBe(`127.0.0.1:${server.port}`)
    expect(at(lines, 'encryption').evidence).toMatch(/^central ← Root of the tests, Tests; TLSv1\.3; \d{4}-\d\d-\d\d \(89 d\)$/)
    expect(at(lines, 'answer').evidence).toBe('401 application/problem+json')
    expect(at(lines, 'company').evidence).toContain(sandbox.company().name)
    expect(at(lines, 'mode').evidence).toBe('test')
    expect(at(lines, 'agendas').evidence).toContain('orders')
    expect(at(lines, 'queue').evidence).toMatch(/^3 \(\d{4}-/)
    expect(at(lines, 'clock').evidence).toMatch(/^[+−]\d s /)
    // The key once, and only after the same question without it.
    expect(server.seen().map((call) => call.path)).toEqual(['/b2b/v1/account', '/b2b/v1/account'])
  })

  it('goes to the sandbox on this computer without encryption', async () => {
    const lines = await run(options(0, { baseUrl: sandbox.url, apiKey: sandbox.keys.client }))
    expect(at(lines, 'encryption')).toMatchObject({ status: 'skipped', evidence: expect.stringContaining('http:') })
    expect(lines.filter((line) => line.status === 'failed')).toEqual([])
  })

  it('tells that an account is another company, and in another mode', async () => {
    const server = await secured(good)
    const lines = await run(
      options(server.port, { apiKey: sandbox.keys.client, expectedIco: '27082440', expectedMode: 'production' }),
    )
    expect(at(lines, 'company')).toMatchObject({ status: 'failed', problem: { code: 'connection-other-company' } })
    expect(at(lines, 'mode')).toMatchObject({ status: 'failed', problem: { code: 'wrong-mode' } })
    expect(at(lines, 'queue').status).toBe('ok')
  })

  it.each([
    [30, 'ok'],
    [-90, 'warning'],
    [120, 'warning'],
    [900, 'failed'],
    [-900, 'failed'],
  ] as const)('a clock that is %i s off is %s', async (seconds, status) => {
    const server = await secured(good)
    const off = { now: () => Date.now() + seconds * 1000, monotonicMs: clock.monotonicMs }
    const line = at(await run(options(server.port, { apiKey: sandbox.keys.client, clock: off })), 'clock')
    expect(line.status).toBe(status)
    if (status !== 'ok') expect(line.problem?.code).toBe('connection-clock-off')
  })
})

describe('the name and the port', () => {
  it.each(['http://central.test/b2b/v1', 'ftp://x', 'nonsense', 'https://user:pw@central.test/'])(
    '%s is refused as an address',
    async (baseUrl) => {
      expectFailure(await run(options(1, { baseUrl })), 'name', 'connection-address-invalid')
    },
  )
  it('a name that nobody knows, and a name server that is silent', async () => {
    expectFailure(await run(options(1, { baseUrl: 'https://nobody.test/b2b/v1' })), 'name', 'connection-name-unknown')
    expectFailure(await run(options(1, { lookUp: () => new Promise(() => {}) })), 'name', 'connection-name-silent')
  })
  it('nobody listens', async () => {
    const server = createServer()
    const port = await listening(server)
    server.close()
    expectFailure(await run(options(port)), 'port', 'connection-refused')
  })
  it.each([
    ['ENETUNREACH', 'connection-no-network'],
    ['ETIMEDOUT', 'connection-blocked'],
    ['EMADEUP', 'central-unreachable'],
  ])('%s is %s', async (code, expected) => {
    let asked = 0
    const lookUp: ConnectionOptions['lookUp'] = async () => {
      // The layer of the name has its answer, the connection its fault.
      if (asked++ > 0) throw Object.assign(new Error(code), { code })
      return [{ address: '127.0.0.1', family: 4 }]
    }
    expectFailure(await run(options(1, { lookUp })), 'port', expected)
  })
})

describe('encryption', () => {
  const failing: [string, string, () => Identity, Partial<ConnectionOptions>][] = [
    ['an unknown authority', 'connection-intercepted', () => good, { extraCa: undefined }],
    [
      'a certificate alone by an unknown authority',
      'connection-intercepted',
      () => authority.issue(`DNS:${HOST}`, { withAuthority: false }),
      { extraCa: undefined },
    ],
    ['a certificate that vouches for itself', 'connection-self-signed', () => selfSignedCertificate(`DNS:${HOST}`), {}],
    ['an expired one', 'connection-certificate-expired', () => authority.issue(`DNS:${HOST}`, { days: -1 }), {}],
    ['one that begins tomorrow', 'connection-certificate-early', () => authority.issue(`DNS:${HOST}`, { startDays: 1 }), {}],
    ['one for another name', 'connection-wrong-name', () => authority.issue('DNS:other.test'), {}],
    [
      'a public authority whose certificate is missing',
      'connection-chain-incomplete',
      () => makeAuthority('R11', "Let's Encrypt").issue(`DNS:${HOST}`, { withAuthority: false }),
      {},
    ],
    ['an authority that cannot be read', 'connection-authority-unusable', () => good, { extraCa: 'nonsense' }],
  ]
  it.each(failing)('%s is told, and nothing is sent', async (_, code, identity, more) => {
    const server = await secured(identity())
    const lines = await run(options(server.port, more))
    expectFailure(lines, 'encryption', code)
    // Not one request, so no key either.
    expect(server.seen()).toEqual([])
  })
  it('names the unknown issuer', async () => {
    const server = await secured(good)
    const line = at(await run(options(server.port, { extraCa: undefined })), 'encryption')
    expect(line.problem?.params['issuer']).toBe('Root of the tests, Tests')
    expect(line.evidence).toContain('Root of the tests, Tests')
  })
  it("trusts nobody's certificate by the way it names itself", async () => {
    const server = await secured(makeAuthority('ISRG Root X1', 'Internet Security Research Group').issue(`DNS:${HOST}`))
    expectFailure(await run(options(server.port, { extraCa: undefined })), 'encryption', 'connection-chain-incomplete')
    expect(server.seen()).toEqual([])
  })
  it('one by a trusted authority with a public name that ends soon is a warning', async () => {
    const known = makeAuthority('R11', "Let's Encrypt")
    const server = await secured(known.issue(`DNS:${HOST}`, { days: 5 }))
    const lines = await run(options(server.port, { extraCa: known.cert, apiKey: sandbox.keys.client }))
    expect(at(lines, 'encryption')).toMatchObject({
      status: 'warning',
      problem: { code: 'connection-certificate-ends', params: { days: '4' } },
    })
    expect(at(lines, 'clock').status).toBe('ok')
  })
  it('plain HTTP where encryption is expected', async () => {
    const port = await listening(createHttpServer((_, response) => void response.end('hello')))
    expectFailure(await run(options(port)), 'encryption', 'connection-not-encrypted')
  })
  it('older than TLS 1.2', async () => {
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const
    const port = await listening(createHttpsServer({ ...good, ...old }, (_, response) => void response.end('hello')))
    expectFailure(await run(options(port)), 'encryption', 'connection-old-encryption')
  })
  it('vouched for by an added authority that ends soon is a warning that says so', async () => {
    const ending = makeAuthority('Firma CA', 'Firma s.r.o.', 20)
    const server = await secured(ending.issue(`DNS:${HOST}`))
    const line = at(await run(options(server.port, { extraCa: ending.cert, apiKey: sandbox.keys.client })), 'encryption')
    expect(line).toMatchObject({
      status: 'warning',
      problem: { code: 'connection-authority-ends', params: { issuer: 'Firma CA, Firma s.r.o.', days: '19' } },
    })
  })
  it('closed at once', async () => {
    const port = await listening(createServer((socket) => void socket.end()))
    expectFailure(await run(options(port)), 'encryption', 'connection-ended')
  })
  it('never answered', async () => {
    const port = await listening(createServer(() => {}))
    const lines = await run(options(port, { timeouts: { encryption: 150 } }))
    expectFailure(lines, 'encryption', 'connection-silent')
    expect(at(lines, 'encryption').durationMs).toBeGreaterThanOrEqual(140)
  })
})

describe('who answers, and the key', () => {
  const web = async (status: number, headers: Record<string, string>, body: string | ((key: string | undefined) => string)) => {
    const seen: (string | undefined)[] = []
    const server = createHttpsServer(good, (request, response) => {
      seen.push(request.headers.authorization)
      response.writeHead(status, headers).end(typeof body === 'string' ? body : body(request.headers.authorization))
    })
    return { port: await listening(server), seen }
  }
  it('a sign-in page, by its page or by a redirect, never gets the key', async () => {
    const page = await web(200, { 'Content-Type': 'text/html' }, '<html><title>Hotel\nWi-Fi</title></html>')
    const lines = await run(options(page.port))
    expectFailure(lines, 'answer', 'connection-sign-in-page')
    expect(at(lines, 'answer').problem?.words).toBe('Hotel Wi-Fi')
    const redirect = await web(302, { Location: 'https://login.hotel.test/in?session=hidden' }, '')
    const redirected = await run(options(redirect.port))
    expectFailure(redirected, 'answer', 'connection-sign-in-page')
    expect(at(redirected, 'answer').problem?.params['target']).toBe('https://login.hotel.test/in')
    expect([...page.seen, ...redirect.seen]).toEqual([undefined, undefined])
  })
  it.each([
    [404, 'text/html', '<html>not here</html>', 'connection-api-missing'],
    [404, 'application/problem+json', '{"code":"not-found"}', 'connection-api-missing'],
    [200, 'application/json', '{"hello":"world"}', 'connection-api-missing'],
    [502, 'text/html', '', 'central-internal'],
    [503, 'application/problem+json', '{"code":"maintenance"}', 'central-maintenance'],
    [511, 'text/html', '', 'connection-sign-in-page'],
  ])('%i %s with %s is %s', async (status, type, body, code) => {
    const server = await web(status, { 'Content-Type': type }, body)
    expectFailure(await run(options(server.port)), 'answer', code)
    expect(server.seen).toEqual([undefined])
  })
  it('an answer that never comes, and one that breaks off', async () => {
    const server = await secured(good)
    server.once({ kind: 'hang' })
    expectFailure(await run(options(server.port, { timeouts: { answer: 1000 } })), 'answer', 'central-timeout')
    expect(server.left()).toBe(0)
    server.once({ kind: 'reset' })
    expectFailure(await run(options(server.port)), 'answer', 'central-unreachable')
  })
  it('wrong, revoked, of another kind, unusable, missing: each is told apart', async () => {
    const server = await secured(good)
    expectFailure(await run(options(server.port)), 'key', 'central-unauthorized')
    expectFailure(await run(options(server.port, { apiKey: sandbox.keys.shop })), 'key', 'central-forbidden')
    const { keyId, text } = sandbox.issueClientKey()
    sandbox.revokeKey(keyId)
    expectFailure(await run(options(server.port, { apiKey: text })), 'key', 'central-key-revoked')
    expectFailure(await run(options(server.port, { apiKey: 'key\r\nX-Injected: 1' })), 'key', 'central-unauthorized')
    expectFailure(await run(options(server.port, { apiKey: undefined })), 'key', 'secret-missing')
  })
  it('a server that echoes the key does not put it into the report', async () => {
    const refusal = (key: string | undefined) => JSON.stringify({ code: 'unauthorized', detail: `unknown key: ${key}` })
    const server = await web(401, { 'Content-Type': 'application/problem+json' }, refusal)
    const lines = await run(options(server.port))
    expectFailure(lines, 'key', 'central-unauthorized')
    expect(at(lines, 'key').problem?.words).toBe('unknown key: Bearer ***')
  })
  it('another version of the API, and a client that is too old', async () => {
    const body = (apiVersion: string) => (key: string | undefined) =>
      key === undefined ? '{"code":"unauthorized"}' : JSON.stringify({ apiVersion, company: 'of another time' })
    for (const version of ['0.9', '2.0', 'x']) {
      const server = createHttpsServer(good, (request, response) => {
        const { authorization } = request.headers
        response.writeHead(authorization ? 200 : 401, {
          'Content-Type': authorization ? 'application/json' : 'application/problem+json',
        })
        response.end(body(version)(authorization))
      })
      expectFailure(await run(options(await listening(server))), 'version', 'connection-api-version')
    }
    const server = await secured(good)
    sandbox.setMinimumClientVersion('9.0.0')
    const lines = await run(options(server.port, { apiKey: sandbox.keys.client }))
    sandbox.setMinimumClientVersion('0.0.0')
    expect(firstFailed(lines).code).toBe('client-too-old')
  })
})

describe('through a proxy', () => {
  const through = (port: number, login = '') => ({ env: { HTTPS_PROXY: `http://${login}proxy.test:${port}` } })
  const proxyOf = async (given: Parameters<typeof startConnectProxy>[0]) => {
    const proxy = await startConnectProxy(given)
    closing.push(proxy.close)
    return proxy
  }
  it('works, also where this computer does not know the name, and with a login that is never shown', async () => {
    const server = await secured(authority.issue('DNS:only-behind.test'))
    const proxy = await proxyOf({ to: server.port, login: 'me:proxy-password' })
    const lines = await run(
      options(0, {
        baseUrl: 'https://only-behind.test/b2b/v1',
        apiKey: sandbox.keys.client,
        ...through(proxy.port, 'me:proxy-password@'),
      }),
    )
    expect(lines.filter((line) => line.status === 'failed')).toEqual([])
    expect(at(lines, 'name').status).toBe('skipped')
    expect(at(lines, 'proxy').evidence).toBe(`HTTPS_PROXY: proxy.test:${proxy.port} (127.0.0.1)`)
    expect(at(lines, 'port').evidence).toBe(`127.0.0.1:${proxy.port} → only-behind.test:443`)
    expect(new Set(proxy.asked.map((one) => one.target))).toEqual(new Set(['only-behind.test:443']))
  })
  it('that wants a login, refuses, says nothing, or is not there', async () => {
    const server = await secured(good)
    const login = await proxyOf({ to: server.port, login: 'me:proxy-password' })
    expectFailure(await run(options(server.port, through(login.port))), 'port', 'connection-proxy-login')
    expectFailure(await run(options(server.port, through(login.port, 'me:other@'))), 'port', 'connection-proxy-login-wrong')
    const refusing = await proxyOf({ to: server.port, refuses: 403 })
    const refused = await run(options(server.port, through(refusing.port)))
    expectFailure(refused, 'port', 'connection-proxy-refused')
    expect(at(refused, 'port').problem?.params['status']).toBe('403')
    const silent = await proxyOf({ to: server.port, silent: true })
    expectFailure(
      await run(options(server.port, { ...through(silent.port), timeouts: { port: 150 } })),
      'port',
      'connection-proxy-refused',
    )
    await silent.close()
    closing.pop()
    expectFailure(await run(options(server.port, through(silent.port))), 'proxy', 'connection-proxy-unreachable')
  })
  it('that breaks TLS open is named, gets no key, and is trusted only with its authority added', async () => {
    const company = makeAuthority('Firma Proxy CA', 'Firma s.r.o.')
    const server = await secured(good)
    const proxy = await proxyOf({ to: server.port, opens: company.issue(`DNS:${HOST}`) })
    const lines = await run(options(server.port, through(proxy.port)))
    expectFailure(lines, 'encryption', 'connection-intercepted')
    expect(at(lines, 'encryption').problem?.params['issuer']).toBe('Firma Proxy CA, Firma s.r.o.')
    expect(proxy.read()).toBe('')
    const added = await run(options(server.port, { ...through(proxy.port), extraCa: company.cert }))
    expect(at(added, 'encryption')).toMatchObject({ status: 'warning', problem: { code: 'connection-own-authority' } })
    expect(proxy.read()).toContain('GET /b2b/v1/account')
    expect(proxy.read()).not.toContain(KEY)
  })
  it('of a kind that we cannot use, by a script, and as the operating system answers', async () => {
    const server = await secured(good)
    expectFailure(
      await run(options(server.port, { env: { ALL_PROXY: 'socks5://proxy.test:1080' } })),
      'proxy',
      'connection-proxy-unsupported',
    )
    const lines = await run(options(server.port, { resolveProxy: async () => 'DIRECT', ...through(1) }))
    expect(at(lines, 'proxy')).toMatchObject({ status: 'ok', evidence: 'DIRECT' })
    const proxy = await proxyOf({ to: server.port })
    await run(options(server.port, { resolveProxy: async () => `PROXY proxy.test:${proxy.port}; DIRECT` }))
    expect(proxy.asked.length).toBeGreaterThan(0)
  })
})

describe('without a key, for a computer that is not registered yet', () => {
  it('whether the central side is reached, and the clock', async () => {
    const server = await secured(good)
    const { apiKey: _, ...given } = options(server.port)
    const [reach, ofClock] = await checkReach(given, new AbortController().signal)
    expect(reach).toMatchObject({ id: 'computer.outbound', status: 'warning', problem: { code: 'connection-own-authority' } })
    expect(ofClock).toMatchObject({ id: 'computer.clock', status: 'ok' })
    const later = { now: () => Date.now() + 3_600_000, monotonicMs: clock.monotonicMs }
    expect((await checkReach({ ...given, clock: later }, new AbortController().signal))[1]).toMatchObject({
      status: 'failed',
      problem: { code: 'connection-clock-off' },
    })
    expect(server.seen().map((call) => call.path)).toEqual(['/b2b/v1/account', '/b2b/v1/account'])
  })
  it('the first fault is told, and the clock is left out', async () => {
    const [reach, ofClock] = await checkReach(options(1), new AbortController().signal)
    expect(reach).toMatchObject({ status: 'failed', problem: { code: 'connection-refused' } })
    expect(ofClock).toMatchObject({ status: 'skipped' })
  })
  it('of the sandbox on this computer it is simply well', async () => {
    const lines: CheckLine[] = []
    const dataDir = tmpdir()
    const central = { baseUrl: sandbox.url, clientVersion: '1.2.3', clock }
    for await (const line of checkComputer({ dataDir, clock, central }, new AbortController().signal)) lines.push(line)
    expect(lines.slice(-2).map((line) => [line.id, line.status])).toEqual([
      ['computer.outbound', 'ok'],
      ['computer.clock', 'ok'],
    ])
  })
})

it.each([
  ['the question without a key', 2, 'answer'],
  ['the key', 3, 'key'],
] as const)('a server that changes into another just before %s gets nothing', async (_, goodOnes, layer) => {
  const server = await secured(good)
  const other = await secured(makeAuthority('Another').issue(`DNS:${HOST}`))
  let connections = 0
  // The connection itself, the certificate, the question, the key: each is made anew.
  const port = await listening(
    createServer((socket) => {
      const behind = connect(connections++ < goodOnes ? server.port : other.port, '127.0.0.1')
      behind.on('error', () => socket.destroy())
      socket.on('error', () => behind.destroy())
      socket.pipe(behind).pipe(socket)
    }),
  )
  expectFailure(await run(options(port, { apiKey: sandbox.keys.client })), layer, 'central-tls')
  expect(connections).toBe(goodOnes + 1)
  expect(other.seen()).toEqual([])
})

it('a proxy setting that cannot be read is told, and the way is tried directly', async () => {
  const server = await secured(good)
  const lines = await run(options(server.port, { platform: 'win32', run: async () => undefined, apiKey: sandbox.keys.client }))
  expect(at(lines, 'proxy')).toMatchObject({ status: 'warning', problem: { code: 'computer-fact-unknown' } })
  expect(at(lines, 'clock').status).toBe('ok')
})

test('an abort ends it at once, and gives no line that would pass for a whole check', async () => {
  const accepted: Socket[] = []
  const server = createServer((socket) => void accepted.push(socket))
  const port = await listening(server)
  const controller = new AbortController()
  const lines: CheckLine[] = []
  server.on('connection', (socket) => {
    // The second connection is that of the handshake, which nobody answers.
    if (accepted.length === 2) socket.once('data', () => controller.abort(new Error('enough')))
  })
  const startedMs = performance.now()
  await expect(async () => {
    for await (const line of checkConnection(options(port, { timeouts: { encryption: 20_000 } }), controller.signal))
      lines.push(line)
  }).rejects.toThrow('enough')
  expect(performance.now() - startedMs).toBeLessThan(5000)
  expect(lines.map((line) => line.id)).toEqual(['connection.name', 'connection.proxy', 'connection.port'])
  // It lets go of its sockets.
  for (const socket of accepted) if (!socket.destroyed) await once(socket.resume(), 'close')
})
