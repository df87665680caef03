import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import v8 from 'node:v8'
import vm from 'node:vm'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createCentral, type UnansweredClaim } from '../../../../src/main/central/central'
import { createSetupCalls } from '../../../../src/main/central/setup-calls'
import type { TransportOptions } from '../../../../src/main/central/transport'
import type { Central } from '../../../../src/main/engine/ports'
import type { Sandbox } from '../../../../src/sandbox/server'
import type { ClaimRequest } from '../../../../src/shared/central-api/queue'
import { Failure } from '../../../../src/shared/failure'
import { type FaultProxy, startFaultProxy } from '../../../support/fault-proxy'
import { call, temporarySandbox } from '../../../support/sandbox'

const never = new AbortController().signal
const NOW = Date.parse('2026-11-24T08:00:00Z')
const KEY = 'bi_client_very-secret-key'

const closers: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

interface Line {
  level: string
  message: string
  facts: unknown
}
let lines: Line[] = []
let slept: number[] = []
beforeEach(() => {
  lines = []
  slept = []
})

const optionsFor = (baseUrl: string, more: Partial<TransportOptions> = {}): TransportOptions => {
  const write = (level: string) => (message: string, facts?: unknown) => void lines.push({ level, message, facts })
  return {
    baseUrl,
    apiKey: KEY,
    clientVersion: '0.1.0',
    log: { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') },
    clock: { now: () => NOW, monotonicMs: () => performance.now() },
    random: () => 0.5,
    sleep: async (ms, signal) => {
      signal.throwIfAborted()
      slept.push(ms)
    },
    ...more,
  }
}

/** A server that answers as it is told; counts the calls. */
async function serverThat(answer: (request: IncomingMessage, response: ServerResponse, call: number) => void) {
  const seen: IncomingMessage[] = []
  const server = createServer((request, response) => {
    seen.push(request)
    request.resume()
    request.on('end', () => answer(request, response, seen.length))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/b2b/v1`
  return { url, seen }
}
const failureOf = async (promise: Promise<unknown>): Promise<Failure> => {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof Failure)) throw new Error(`a Failure was expected, not ${String(error)}`)
  return error
}
const problemJson = (
  response: ServerResponse,
  status: number,
  code: string,
  headers: Record<string, string> = {},
  more = {},
): void => {
  response.writeHead(status, { 'Content-Type': 'application/problem+json', ...headers })
  response.end(JSON.stringify({ type: 'about:blank', title: 'no', status, code, ...more }))
}
const oneTry = { tries: 1, baseMs: 1, capMs: 1, budgetMs: 1 }
const claimRequest = { limit: 10, leaseSeconds: 60 }
const heartbeat = {
  clientVersion: '0.1.0',
  state: 'ok' as const,
  counts: { waiting: 0, imported: 0, rejected: 0, quarantined: 0, unacknowledged: 0 },
  host: { os: 'linux', arch: 'x64' },
}

describe('with a real central side', () => {
  let sandbox: Sandbox
  let proxy: FaultProxy
  let central: Central
  beforeEach(async () => {
    sandbox = await temporarySandbox()
    closers.push(sandbox.close)
    proxy = await startFaultProxy(sandbox.url)
    closers.push(proxy.close)
    central = createCentral(optionsFor(proxy.url, { apiKey: sandbox.keys.client, timeoutMs: 5000 }))
  })
  const result = async (itemId: string) => {
    const state = await central.itemState(itemId, never)
    return {
      itemId,
      payloadSha256: state?.payloadSha256 ?? '',
      outcome: 'imported' as const,
      erpReference: { id: '7' },
      finishedAt: '2026-11-24T08:00:00Z',
    }
  }

  test('the whole way: account, claim, extension, state, report, give back, heartbeat', async () => {
    sandbox.seedOrders(3)
    expect((await central.account(never)).companyId).toBe(sandbox.companyId)
    const claim = await central.claim({ limit: 2, leaseSeconds: 60 }, never)
    expect([claim.items.length, claim.remaining, claim.unreadable]).toEqual([2, 1, undefined])
    const { leaseExpiresAt } = await central.extend(claim.claimId, 600, never)
    expect(Date.parse(leaseExpiresAt)).toBeGreaterThan(Date.parse(claim.leaseExpiresAt))
    const itemId = claim.items[0]?.itemId ?? ''
    expect(await central.report([await result(itemId)], never)).toEqual([{ itemId, status: 'accepted' }])
    await central.giveBack(claim.claimId, never)
    await central.heartbeat(heartbeat, never)
    expect(sandbox.counts()).toMatchObject({ processed: 1, waiting: 2, claimed: 0 })
  })

  test('an item or a claim that is not there is no failure where none is meant', async () => {
    expect(await central.itemState('no-such-item', never)).toBeUndefined()
    await central.giveBack('no-such-claim', never)
    const failure = await failureOf(central.extend('no-such-claim', 60, never))
    expect([failure.problem.code, failure.retry, failure.effect]).toEqual(['central-not-found', false, 'nothing'])
  })

  test('nothing to report asks nothing', async () => {
    expect(await central.report([], never)).toEqual([])
    expect(proxy.seen()).toEqual([])
  })

  test('a lost answer to a claim gives the same items again, not the next ones', async () => {
    const ids = sandbox.seedOrders(4)
    proxy.once({ kind: 'answer-lost' }, { method: 'POST' })
    const claim = await central.claim({ limit: 2, leaseSeconds: 60 }, never)
    expect(claim.items.map((item) => item.itemId)).toEqual(ids.slice(0, 2))
    expect(sandbox.counts()).toMatchObject({ claimed: 2, waiting: 2 })
  })

  test('a lost answer to test orders makes no second lot', async () => {
    const calls = createSetupCalls(optionsFor(proxy.url, { apiKey: sandbox.keys.client }))
    proxy.once({ kind: 'answer-lost' }, { method: 'POST' })
    const { orders, marker } = await calls.createTestOrders({ count: 3 }, never)
    expect([orders.length, marker, sandbox.counts().waiting]).toEqual([3, '[TEST]', 3])
    expect((await calls.testOrders(never)).orders.map((order) => order.itemId).sort()).toEqual(
      orders.map((order) => order.itemId).sort(),
    )
  })

  test('a lost answer to a report is repeated and accepted', async () => {
    const [itemId = ''] = sandbox.seedOrders(1)
    await central.claim(claimRequest, never)
    const done = await result(itemId)
    proxy.once({ kind: 'answer-lost' }, { path: /results/ })
    expect(await central.report([done], never)).toEqual([{ itemId, status: 'accepted' }])
  })

  test('what is missing for production is in the words, and the switch itself works', async () => {
    const calls = createSetupCalls(optionsFor(proxy.url, { apiKey: sandbox.keys.client }))
    const [itemId = ''] = sandbox.seedOrders(1)
    const production = {
      mode: 'production' as const,
      evidence: { testItemIds: [itemId], confirmedBy: 'Eva', confirmedAt: '2026-11-24T08:00:00Z' },
    }
    const failure = await failureOf(calls.switchMode(production, never))
    expect([failure.problem.code, failure.retry]).toEqual(['central-conflict', false])
    expect(failure.problem.words).toContain('evidence.testItemIds.0')
    await central.claim(claimRequest, never)
    await central.report([await result(itemId)], never)
    expect((await calls.switchMode(production, never)).mode).toBe('production')
    expect((await failureOf(calls.createTestOrders({ count: 1 }, never))).problem.code).toBe('wrong-mode')
  })

  test.each(['reset', 'answer-lost'] as const)('one %s is got over without anybody noticing', async (kind) => {
    proxy.once({ kind })
    expect((await central.account(never)).companyId).toBe(sandbox.companyId)
    expect(proxy.seen().length).toBe(2)
  })

  test('an answer that is cut is asked for again', async () => {
    sandbox.seedOrders(5)
    proxy.once({ kind: 'cut', afterBytes: 2000 })
    expect((await central.claim(claimRequest, never)).items.length).toBe(5)
  })

  test('resets without end are unreachable after three tries, with growing waits', async () => {
    proxy.add({ kind: 'reset' })
    const failure = await failureOf(central.report([await Promise.resolve(badResult)], never))
    expect([failure.problem.code, failure.retry, failure.effect]).toEqual(['central-unreachable', true, 'unknown'])
    expect(proxy.seen().length).toBe(3)
    expect(slept).toEqual([250, 500])
  })

  test('nobody listening: nothing was done', async () => {
    await proxy.down()
    const failure = await failureOf(central.claim(claimRequest, never))
    expect([failure.problem.code, failure.retry, failure.effect]).toEqual(['central-unreachable', true, 'nothing'])
    expect(failure.problem.params['address']).toBe(new URL(proxy.url).host)
    await proxy.heal()
    await central.account(never)
  })

  test('no answer in time is a time-out; a claim may have been made all the same', async () => {
    proxy.add({ kind: 'hang' })
    const hasty = createCentral(
      optionsFor(proxy.url, { timeoutMs: 100, retries: { tries: 1, baseMs: 1, capMs: 1, budgetMs: 1 } }),
    )
    const claimed = await failureOf(hasty.claim(claimRequest, never))
    expect([claimed.problem.code, claimed.retry, claimed.effect]).toEqual(['central-timeout', true, 'unknown'])
    expect((await failureOf(hasty.account(never))).effect).toBe('nothing')
  })

  test('what comes slowly but steadily is no time-out, however long it takes in all', async () => {
    sandbox.seedOrders(5)
    proxy.once({ kind: 'bandwidth', bytesPerSecond: 20_000 })
    const patient = createCentral(optionsFor(proxy.url, { apiKey: sandbox.keys.client, timeoutMs: 500 }))
    const startedMs = performance.now()
    expect((await patient.claim(claimRequest, never)).items.length).toBe(5)
    expect(performance.now() - startedMs).toBeGreaterThan(600)
  })

  test('who sends a byte now and then for ever is a time-out all the same', async () => {
    proxy.add({ kind: 'bandwidth', bytesPerSecond: 1 })
    const options = { apiKey: sandbox.keys.client, timeoutMs: 5000, longestMs: 300, retries: oneTry }
    const failure = await failureOf(createCentral(optionsFor(proxy.url, options)).account(never))
    expect([failure.problem.code, failure.retry]).toEqual(['central-timeout', true])
  })

  test('a time-out and a stop come through also after a garbage collection, while the body is read', async () => {
    v8.setFlagsFromString('--expose-gc')
    const collect = setInterval(vm.runInNewContext('gc') as () => void, 50)
    try {
      proxy.add({ kind: 'slow-close', ms: 60_000 })
      const options = { apiKey: sandbox.keys.client, timeoutMs: 700, retries: oneTry }
      expect((await failureOf(createCentral(optionsFor(proxy.url, options)).account(never))).problem.code).toBe('central-timeout')
      const stop = new AbortController()
      const asked = failureOf(central.account(stop.signal))
      setTimeout(() => stop.abort(), 700)
      await asked
    } finally {
      clearInterval(collect)
    }
  })

  test('a body that does not end in time is a time-out, too', async () => {
    proxy.add({ kind: 'slow-close', ms: 60_000 })
    const hasty = createCentral(
      optionsFor(proxy.url, {
        apiKey: sandbox.keys.client,
        timeoutMs: 150,
        retries: { tries: 1, baseMs: 1, capMs: 1, budgetMs: 1 },
      }),
    )
    expect((await failureOf(hasty.account(never))).problem.code).toBe('central-timeout')
  })

  test('who is stopped while waiting for an answer stops at once', async () => {
    proxy.add({ kind: 'hang' })
    const stop = new AbortController()
    const asked = failureOf(central.account(stop.signal))
    await expect.poll(() => proxy.seen().length).toBe(1)
    stop.abort()
    await asked
    expect(proxy.seen().length).toBe(1)
  })

  test('who is stopped between two tries tries no more', async () => {
    proxy.add({ kind: 'reset' })
    const stop = new AbortController()
    const stopped = createCentral(
      optionsFor(proxy.url, {
        sleep: (_, signal) =>
          new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => reject(signal.reason))
            stop.abort()
          }),
      }),
    )
    expect((await failureOf(stopped.account(stop.signal))).problem.code).toBe('central-unreachable')
    expect(proxy.seen().length).toBe(1)
  })

  test('a revoked key is told apart from an unknown one, and neither is tried again', async () => {
    sandbox.revokeKey(sandbox.keyIds.client)
    const revoked = await failureOf(central.account(never))
    expect([revoked.problem.code, revoked.retry]).toEqual(['central-key-revoked', false])
    const unknown = await failureOf(createCentral(optionsFor(proxy.url)).account(never))
    expect([unknown.problem.code, unknown.retry]).toEqual(['central-unauthorized', false])
    const shop = await failureOf(createCentral(optionsFor(proxy.url, { apiKey: sandbox.keys.shop })).account(never))
    expect([shop.problem.code, shop.retry]).toEqual(['central-forbidden', false])
    expect(proxy.seen().length).toBe(3)
  })

  test('maintenance is waited out for as long as was asked', async () => {
    sandbox.setMaintenance(90)
    const failure = await failureOf(central.claim(claimRequest, never))
    expect([failure.problem.code, failure.retry, failure.effect, failure.retryAfterSeconds]).toEqual([
      'central-maintenance',
      true,
      'nothing',
      90,
    ])
    expect(proxy.seen().length).toBe(1)
  })

  test('a client that is too old is told, with its version', async () => {
    sandbox.setMinimumClientVersion('9.0.0')
    const failure = await failureOf(central.account(never))
    expect([failure.problem.code, failure.retry, failure.problem.params['version']]).toEqual(['client-too-old', false, '0.1.0'])
  })
})

const badResult = {
  itemId: 'i',
  payloadSha256: '0'.repeat(64),
  outcome: 'imported' as const,
  finishedAt: '2026-11-24T08:00:00Z',
}

describe('with something else at the address', () => {
  const json = (response: ServerResponse, value: unknown, status = 200): void => {
    response.writeHead(status, { 'Content-Type': 'application/json' })
    response.end(JSON.stringify(value))
  }

  test('a sign-in page is not the central side, to any kind of call', async () => {
    const { url } = await serverThat((_, response) => {
      response.writeHead(200, { 'Content-Type': 'text/html' })
      response.end('<html>Wi-Fi hotelu: přihlaste se</html>')
    })
    const central = createCentral(optionsFor(url))
    for (const ask of [
      () => central.account(never),
      () => central.heartbeat(heartbeat, never),
      () => central.giveBack('c', never),
      () => central.report([badResult], never),
    ]) {
      const failure = await failureOf(ask())
      expect([failure.problem.code, failure.retry]).toEqual(['central-not-json', true])
    }
  })

  test("a proxy's HTML 404 never means that the central side knows no such item or claim", async () => {
    const { url } = await serverThat((_, response) => {
      response.writeHead(404, { 'Content-Type': 'text/html' })
      response.end('<h1>Not Found</h1>')
    })
    const central = createCentral(optionsFor(url))
    expect((await failureOf(central.itemState('i', never))).problem.code).toBe('central-not-json')
    expect((await failureOf(central.giveBack('c', never))).problem.code).toBe('central-not-json')
  })

  test('a 401 or 511 of somebody on the way says nothing about the key or the central side', async () => {
    for (const status of [401, 403, 511]) {
      const { url } = await serverThat((_, response) => {
        response.writeHead(status, { 'Content-Type': 'text/html' })
        response.end('<h1>Authentication Required</h1>')
      })
      const failure = await failureOf(createCentral(optionsFor(url)).account(never))
      expect([failure.problem.code, failure.retry]).toEqual(['central-not-json', true])
    }
  })

  test("nor does another program's JSON that happens to have the same code", async () => {
    const { url } = await serverThat((_, response) => json(response, { code: 'not-found', title: 'no route' }, 404))
    expect((await failureOf(createCentral(optionsFor(url)).itemState('i', never))).problem.code).toBe('central-not-json')
  })

  test.each([301, 302, 303, 307, 308])('a redirect (%i) is not followed: the key goes nowhere else', async (status) => {
    const other = await serverThat((_, response) => json(response, {}))
    const { url } = await serverThat((_, response) => {
      response.writeHead(status, { Location: `${other.url}/account` })
      response.end()
    })
    const failure = await failureOf(createCentral(optionsFor(url)).account(never))
    expect([failure.problem.code, failure.problem.params['target']]).toEqual(['central-redirected', `${other.url}/account`])
    expect(other.seen.length).toBe(0)
  })

  test('JSON of another shape names the place that does not fit', async () => {
    const { url } = await serverThat((_, response) => json(response, { companyId: 1 }))
    const failure = await failureOf(createCentral(optionsFor(url)).account(never))
    expect([failure.problem.code, failure.problem.params['path'], failure.retry]).toEqual([
      'central-answer-invalid',
      'companyId',
      true,
    ])
  })

  test('JSON that ends in the middle is not JSON', async () => {
    const { url } = await serverThat((_, response) => {
      response.writeHead(200, { 'Content-Type': 'application/json' })
      response.end('{"companyId": "a')
    })
    expect((await failureOf(createCentral(optionsFor(url)).account(never))).problem.code).toBe('central-not-json')
  })

  test('an answer over the limit is dropped, also when it is small on the wire', async () => {
    const packed = gzipSync(Buffer.alloc(5_000_000, ' '))
    const { url } = await serverThat((_, response) => {
      response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' })
      response.end(packed)
    })
    const failure = await failureOf(createCentral(optionsFor(url, { maximumAnswerBytes: 1_000_000 })).account(never))
    expect(packed.length).toBeLessThan(10_000)
    expect([failure.problem.code, failure.problem.params['limit']]).toEqual(['central-answer-too-large', '1000000'])
  })

  test('an endless answer is dropped at the limit', async () => {
    const { url } = await serverThat((_, response) => {
      response.writeHead(200, { 'Content-Type': 'application/json' })
      const more = (): void => {
        while (response.write(' '.repeat(65_536)));
        response.once('drain', more)
      }
      more()
    })
    const failure = await failureOf(createCentral(optionsFor(url, { maximumAnswerBytes: 1_000_000 })).account(never))
    expect(failure.problem.code).toBe('central-answer-too-large')
  })

  test('one malformed item is left out, told and counted; the others are given', async () => {
    const item = {
      itemId: 'good',
      agenda: 'orders',
      receivedAt: '2026-11-24T08:00:00Z',
      priority: 5,
      deliveryCount: 1,
      test: true,
      payload: null,
      somethingNew: 1,
    }
    const { url } = await serverThat((_, response) =>
      json(response, {
        claimId: 'c',
        leaseExpiresAt: '2026-11-24T08:10:00Z',
        items: [
          { ...item, itemId: 'příliš' },
          item,
          // The same once more.
          { ...item, priority: 1 },
          7,
          { ...item, itemId: 'x'.repeat(65) },
          { ...item, itemId: 'bad', test: 'yes' },
        ],
        remaining: 0,
      }),
    )
    const claim = await createCentral(optionsFor(url)).claim(claimRequest, never)
    expect(claim.items).toMatchObject([{ itemId: 'good', priority: 5 }])
    expect(claim.unreadable?.map((each) => each.itemId)).toEqual(['příliš', undefined, 'x'.repeat(65), 'bad'])
    expect(lines.filter((line) => line.level === 'error')).toMatchObject([{ facts: { claimId: 'c', count: 4 } }])
  })

  test('a report whose answer leaves out a result, or names another, is not taken for accepted', async () => {
    for (const results of [[], [{ itemId: 'other', status: 'accepted' }]]) {
      const { url } = await serverThat((_, response) => json(response, { results }))
      expect((await failureOf(createCentral(optionsFor(url)).report([badResult], never))).problem.code).toBe(
        'central-answer-invalid',
      )
    }
  })

  test.each([
    ['120', 120],
    ['0', 1],
    ['999999', 3600],
    ['Tue, 24 Nov 2026 08:02:30 GMT', 150],
    ['Tue, 24 Nov 2026 07:00:00 GMT', 1],
    ['Wed, 25 Nov 2026 08:00:00 GMT', 3600],
    ['soon', undefined],
  ])('Retry-After %s is %s seconds', async (header, seconds) => {
    const { url, seen } = await serverThat((_, response) => problemJson(response, 429, 'rate-limited', { 'Retry-After': header }))
    const failure = await failureOf(createCentral(optionsFor(url)).account(never))
    expect([failure.problem.code, failure.retry, failure.retryAfterSeconds]).toEqual(['central-rate-limited', true, seconds])
    expect(seen.length).toBe(1)
  })

  test.each([
    [401, 'unauthorized', 'central-unauthorized', false, 'nothing'],
    [401, 'key-revoked', 'central-key-revoked', false, 'nothing'],
    [403, 'forbidden', 'central-forbidden', false, 'nothing'],
    [403, 'client-too-old', 'client-too-old', false, 'nothing'],
    [404, 'not-found', 'central-not-found', false, 'nothing'],
    [409, 'conflict', 'central-conflict', false, 'nothing'],
    [409, 'wrong-mode', 'wrong-mode', false, 'nothing'],
    [413, 'too-large', 'central-validation', false, 'nothing'],
    [422, 'validation', 'central-validation', false, 'nothing'],
    [429, 'rate-limited', 'central-rate-limited', true, 'nothing'],
    [500, 'internal', 'central-internal', true, 'unknown'],
    [503, 'maintenance', 'central-maintenance', true, 'nothing'],
    [418, 'newer-than-this-client', 'central-validation', false, 'nothing'],
    [409, 'newer-than-this-client', 'central-conflict', false, 'nothing'],
  ])('%i %s is %s', async (status, code, ours, retry, effect) => {
    const { url, seen } = await serverThat((_, response) =>
      problemJson(
        response,
        status,
        code,
        { 'X-Request-Id': 'r-1' },
        { detail: 'proto', errors: [{ path: 'limit', message: 'zlý' }] },
      ),
    )
    const failure = await failureOf(createCentral(optionsFor(url)).claim(claimRequest, never))
    expect([failure.problem.code, failure.retry, failure.effect]).toEqual([ours, retry, effect])
    expect(failure.problem.words).toBe('proto\nlimit: zlý')
    expect(failure.problem.params).toMatchObject({ requestId: 'r-1', path: 'limit', status: String(status) })
    expect(seen.length).toBe(1)
  })

  test.each([502, 504])("a gateway's %i is the way's fault: tried again, with the same idempotency key", async (status) => {
    const { url, seen } = await serverThat((_, response, call) => {
      if (call < 3) {
        response.writeHead(status, { 'Content-Type': 'text/html' })
        response.end('<h1>Bad Gateway</h1>')
      } else json(response, { claimId: 'c', leaseExpiresAt: '2026-11-24T08:10:00Z', items: [], remaining: 0 }, 201)
    })
    expect((await createCentral(optionsFor(url)).claim(claimRequest, never)).claimId).toBe('c')
    const keys = seen.map((request) => request.headers['idempotency-key'])
    expect([keys.length, new Set(keys).size, typeof keys[0]]).toEqual([3, 1, 'string'])
  })

  test('an unknown effect of an earlier try is not forgotten when a later one says no', async () => {
    const { url } = await serverThat((_, response, call) => {
      if (call === 1) response.destroy()
      else problemJson(response, 401, 'key-revoked')
    })
    const failure = await failureOf(createCentral(optionsFor(url)).report([badResult], never))
    expect([failure.problem.code, failure.effect]).toEqual(['central-key-revoked', 'unknown'])
  })

  test('no further try begins after the budget', async () => {
    let ms = 0
    const { url, seen } = await serverThat((_, response) => {
      ms += 9_900
      response.destroy()
    })
    const clock = { now: () => NOW, monotonicMs: () => ms }
    await failureOf(createCentral(optionsFor(url, { clock })).account(never))
    expect(seen.length).toBe(1)
  })

  test('a certificate that nobody signed is told as such, and not tried again before the next run', async () => {
    const proxy = await startFaultProxy('http://127.0.0.1:9', { tls: true })
    closers.push(proxy.close)
    const failure = await failureOf(createCentral(optionsFor(proxy.url)).claim(claimRequest, never))
    expect([failure.problem.code, failure.retry, failure.effect]).toEqual(['central-tls', true, 'nothing'])
    expect(failure.problem.words).toBe('DEPTH_ZERO_SELF_SIGNED_CERT')
    expect(proxy.seen()).toEqual([])
    expect(slept).toEqual([])
  })

  test('https to a server that speaks http is a TLS fault', async () => {
    const { url } = await serverThat((_, response) => json(response, {}))
    expect((await failureOf(createCentral(optionsFor(url.replace('http:', 'https:'))).account(never))).problem.code).toBe(
      'central-tls',
    )
  })

  // Electron's net.fetch can't run in these tests; this is what it throws (electron/electron#43715, net_error_list.h).
  test.each([
    ['net::ERR_CERT_AUTHORITY_INVALID', 'central-tls', true, 'nothing'],
    ['net::ERR_SSL_PROTOCOL_ERROR', 'central-tls', true, 'nothing'],
    ['net::ERR_NAME_NOT_RESOLVED', 'central-unreachable', true, 'nothing'],
    ['net::ERR_CONNECTION_RESET', 'central-unreachable', true, 'unknown'],
    ['net::ERR_TIMED_OUT', 'central-timeout', true, 'unknown'],
    ['Redirect was cancelled', 'central-redirected', true, 'nothing'],
  ])("Electron's %s is %s", async (message, code, retry, effect) => {
    const central = createCentral(
      optionsFor('https://integrator.example/b2b/v1', { fetch: () => Promise.reject(new Error(message)) }),
    )
    const failure = await failureOf(central.claim(claimRequest, never))
    expect([failure.problem.code, failure.retry, failure.effect]).toEqual([code, retry, effect])
  })

  test('a name that does not exist is unreachable', async () => {
    const failure = await failureOf(createCentral(optionsFor('https://nowhere.invalid/b2b/v1')).account(never))
    expect([failure.problem.code, failure.effect]).toEqual(['central-unreachable', 'nothing'])
  })
})

describe('a claim without an answer', () => {
  const lost = { kind: 'answer-lost' } as const
  async function between(more: Partial<TransportOptions> = {}) {
    const sandbox = await temporarySandbox()
    closers.push(sandbox.close)
    const proxy = await startFaultProxy(sandbox.url)
    closers.push(proxy.close)
    const unanswered: UnansweredClaim[] = []
    // One for each run, as the client does it.
    const central = () =>
      createCentral({ ...optionsFor(proxy.url, { apiKey: sandbox.keys.client, retries: oneTry, ...more }), unanswered })
    const claim = async (request: ClaimRequest = claimRequest) =>
      (await central().claim(request, never)).items.map((i) => i.itemId)
    const asked = (): string[] => proxy.seen().map(({ method, path }) => `${method} ${path.replace(/claims\/.*\//, 'claims/…/')}`)
    return { sandbox, proxy, unanswered, claim, asked }
  }

  test('is asked for again by the next run: the same items, with a lease that has just begun', async () => {
    const { sandbox, proxy, claim, asked, unanswered } = await between()
    const ids = sandbox.seedOrders(4)
    proxy.once(lost)
    await failureOf(claim({ limit: 2, leaseSeconds: 60 }))
    expect(await claim({ limit: 1, leaseSeconds: 60 })).toEqual(ids.slice(0, 2))
    expect(asked()).toEqual(['POST /queue/claims', 'POST /queue/claims', 'POST /queue/claims/…/extension'])
    expect(unanswered).toEqual([])
    expect(await claim()).toEqual(ids.slice(2))
  })

  test('that is over by then gives way to a new one', async () => {
    const { sandbox, proxy, claim } = await between()
    const ids = sandbox.seedOrders(2)
    proxy.once(lost)
    await failureOf(claim())
    for (const { itemId } of sandbox.items()) await call(sandbox, sandbox.keys.admin, 'POST', `/admin/queue/${itemId}/requeue`)
    expect((await claim()).sort()).toEqual(ids.sort())
  })

  test('is asked for three times at most, and not when its lease has ended or other agendas are asked for', async () => {
    let ms = 0
    const clock = { now: () => NOW, monotonicMs: () => ms }
    const { sandbox, proxy, claim, unanswered } = await between({ clock })
    const ids = sandbox.seedOrders(12)
    const two = { limit: 2, leaseSeconds: 60 }
    proxy.add(lost, { times: 3 })
    for (let i = 0; i < 3; i++) await failureOf(claim(two))
    expect(unanswered.map(({ tries }) => tries)).toEqual([3])
    expect(await claim(two), 'the fourth time others are asked for').toEqual(ids.slice(2, 4))
    proxy.once(lost)
    await failureOf(claim(two))
    ms += 60_000
    expect(await claim(two)).toEqual(ids.slice(6, 8))
    proxy.once(lost)
    await failureOf(claim({ ...two, agendas: ['orders'] }))
    expect(await claim({ ...two, agendas: ['invoices'] })).toEqual([])
    expect(await claim({ ...two, agendas: ['orders', 'invoices'] }), 'what was lost is among what is wanted').toEqual(
      ids.slice(8, 10),
    )
    expect(unanswered).toEqual([])
  })

  test('is kept while others are asked for: each of two comes again by its own question or by one for both', async () => {
    const { sandbox, proxy, claim, unanswered } = await between()
    const orders = sandbox.seedOrders(2)
    proxy.add(lost, { times: 2 })
    await failureOf(claim({ ...claimRequest, agendas: ['addresses'] }))
    await failureOf(claim({ ...claimRequest, agendas: ['orders'] }))
    expect(await claim({ ...claimRequest, agendas: ['addresses', 'orders'] })).toEqual([])
    expect(await claim({ ...claimRequest, agendas: ['addresses', 'orders'] })).toEqual(orders)
    expect(unanswered).toEqual([])
  })

  test('that was refused, or is too large to be read, is not asked for again', async () => {
    const { sandbox, proxy, claim, unanswered } = await between({ maximumAnswerBytes: 100 })
    sandbox.seedOrders(2)
    expect((await failureOf(claim())).problem.code).toBe('central-answer-too-large')
    expect(unanswered).toEqual([])
    proxy.once({ kind: 'key-revoked' })
    await failureOf(claim())
    expect(unanswered).toEqual([])
  })
})

describe('the key', () => {
  test.each(['http://integrator.example/b2b/v1', 'ftp://127.0.0.1/', 'https://user:pw@integrator.example/b2b/v1', 'nonsense'])(
    'is not sent to %s',
    (baseUrl) => {
      expect(() => createCentral(optionsFor(baseUrl))).toThrow(Failure)
    },
  )

  test('is in no error and no line of the log, even when the server repeats it', async () => {
    const { url } = await serverThat((request, response) =>
      problemJson(response, 422, 'validation', {}, { detail: `you sent ${request.headers.authorization}` }),
    )
    const central = createCentral(optionsFor(url))
    const failure = await failureOf(central.account(never))
    expect(failure.problem.words).toContain('you sent Bearer')
    const everything = JSON.stringify([failure.problem, failure.message, String(failure.cause), lines])
    expect(everything).not.toContain(KEY)
    expect(lines.length).toBeGreaterThan(0)
  })

  test('that can not be one is refused before anything is sent', async () => {
    const { url, seen } = await serverThat((_, response) => response.end())
    const failure = await failureOf(createCentral(optionsFor(url, { apiKey: 'two\nlines' })).account(never))
    expect([failure.problem.code, seen.length]).toEqual(['central-unauthorized', 0])
  })
})
