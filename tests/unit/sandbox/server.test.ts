import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Sandbox, startSandbox } from '../../../src/sandbox/server'
import { runSandboxCommand } from '../../../src/sandbox/start'
import { order } from '../../support/orders'
import { call, temporarySandbox } from '../../support/sandbox'

let clockMs = Date.parse('2026-11-24T08:00:00Z')
let sandbox: Sandbox
const logged: string[] = []
beforeEach(async () => {
  sandbox = await temporarySandbox({ now: () => clockMs, log: (line) => logged.push(line) })
})
afterEach(async () => {
  await sandbox.close()
  expect(logged).toEqual([])
})

const client = (method: string, path: string, body?: unknown, headers = {}) =>
  call(sandbox, sandbox.keys.client, method, path, body, headers)
const shop = (body: unknown, headers = {}) => call(sandbox, sandbox.keys.shop, 'POST', '/documents/orders', body, headers)
const document = (externalId: string, more: object = {}) => ({
  companyId: sandbox.companyId,
  externalId,
  test: true,
  payload: order(externalId),
  ...more,
})

describe('idempotency keys', () => {
  test('a repeat with the same key gives the first answer and makes nothing new', async () => {
    const first = await client('POST', '/test-orders', { count: 2 }, { 'Idempotency-Key': 'k-1' })
    const again = await client('POST', '/test-orders', { count: 2 }, { 'Idempotency-Key': 'k-1' })
    expect([again.status, again.body]).toEqual([first.status, first.body])
    expect(sandbox.counts().waiting).toBe(2)
  })

  test('the same key with another body is a conflict', async () => {
    await client('POST', '/test-orders', { count: 1 }, { 'Idempotency-Key': 'k-1' })
    const other = await client('POST', '/test-orders', { count: 2 }, { 'Idempotency-Key': 'k-1' })
    expect([other.status, other.body]).toMatchObject([409, { code: 'conflict' }])
    expect(sandbox.counts().waiting).toBe(1)
  })

  test('keys of one company are not those of another', async () => {
    const { clientKey } = sandbox.addCompany({ name: 'Jiná, a.s.', ico: '12345679' })
    await client('POST', '/test-orders', { count: 1 }, { 'Idempotency-Key': 'k-1' })
    const other = await call(sandbox, clientKey, 'POST', '/test-orders', { count: 3 }, { 'Idempotency-Key': 'k-1' })
    expect(other.status).toBe(201)
  })

  test('a stored answer is forgotten after 7 days', async () => {
    await client('POST', '/test-orders', { count: 1 }, { 'Idempotency-Key': 'k-1' })
    clockMs += 7 * 24 * 3_600_000
    await client('POST', '/test-orders', { count: 1 }, { 'Idempotency-Key': 'k-1' })
    expect(sandbox.counts().waiting).toBe(2)
  })

  test('a refusal is not stored: once the cause is gone, the same key works', async () => {
    sandbox.setMode('production')
    expect((await client('POST', '/test-orders', { count: 1 }, { 'Idempotency-Key': 'k-1' })).status).toBe(409)
    sandbox.setMode('test')
    expect((await client('POST', '/test-orders', { count: 1 }, { 'Idempotency-Key': 'k-1' })).status).toBe(201)
  })

  test('a claim whose answer was lost is given again, not the next items', async () => {
    sandbox.seedOrders(4)
    const body = { limit: 2, leaseSeconds: 60 }
    const first = await client('POST', '/queue/claims', body, { 'Idempotency-Key': 'c-1' })
    const again = await client('POST', '/queue/claims', body, { 'Idempotency-Key': 'c-1' })
    expect(again.body).toEqual(first.body)
    expect(sandbox.counts()).toMatchObject({ claimed: 2, waiting: 2 })
    expect((await client('POST', '/queue/claims', { ...body, limit: 1 }, { 'Idempotency-Key': 'c-1' })).status).toBe(409)
  })
})

describe('shops', () => {
  test('the same externalId again gives the first item; with another content it is a conflict', async () => {
    const first = await shop(document('o-1'))
    const again = await shop(document('o-1'))
    expect([first.status, again.status, again.body]).toEqual([201, 200, first.body])
    expect((await shop(document('o-1', { payload: order('o-2') }))).status).toBe(409)
    expect(sandbox.counts().waiting).toBe(1)
  })

  test('a recipient is found by its IČO, and one who has not joined is refused', async () => {
    const { companyId: _, ...rest } = document('o-1')
    expect((await shop({ ...rest, supplierIco: sandbox.company().ico })).status).toBe(201)
    expect((await shop({ ...rest, externalId: 'o-2', supplierIco: '87654321' })).status).toBe(404)
    expect((await shop({ ...rest, externalId: 'o-3' })).status).toBe(422)
    expect((await shop({ ...document('o-4'), supplierIco: sandbox.company().ico })).status).toBe(422)
  })

  test('fields of a payload that no schema knows are named, however deep', async () => {
    const payload = order('o-1')
    const [line] = payload.lines
    const refused = await shop(document('o-1', { payload: { ...payload, surprise: 1, lines: [{ ...line, barva: 'modrá' }] } }))
    expect(refused.status).toBe(422)
    expect((refused.body as { errors: { path: string }[] }).errors.map((error) => error.path)).toEqual([
      'payload.lines.0.barva',
      'payload.surprise',
    ])
  })

  test('JSON numbers as money are refused, and no place after the second is rounded away', async () => {
    const payload = order('o-1')
    for (const net of [100, '100.001', '1e2', '0100', '']) {
      const refused = await shop(document('o-1', { payload: { ...payload, totals: { ...payload.totals, net } } }))
      expect([refused.status, refused.body]).toMatchObject([422, { errors: [{ path: 'payload.totals.net' }] }])
    }
  })

  test('only the shop that registered a document sees it', async () => {
    const { itemId } = (await shop(document('o-1'))).body as { itemId: string }
    const [seeded] = sandbox.seedOrders(1)
    expect((await call(sandbox, sandbox.keys.shop, 'GET', `/documents/${itemId}`)).status).toBe(200)
    expect((await call(sandbox, sandbox.keys.shop, 'GET', `/documents/${seeded}`)).status).toBe(404)
  })
})

describe('the frame', () => {
  const raw = (body: BodyInit, headers: Record<string, string>) =>
    fetch(`${sandbox.url}/test-orders`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${sandbox.keys.client}`, 'Content-Type': 'application/json', ...headers },
      body,
    })
  const code = async (answer: Response): Promise<unknown> => [answer.status, ((await answer.json()) as { code: string }).code]

  test('a gzipped body is read, a broken one refused, and one that unfolds too far is too large', async () => {
    // Packed before the first call: on a busy computer it takes longer than the server keeps an idle connection.
    const bomb = gzipSync(Buffer.alloc(20 * 1024 * 1024, ' '))
    expect((await raw(gzipSync('{"count":1}'), { 'Content-Encoding': 'gzip' })).status).toBe(201)
    expect(await code(await raw(Buffer.from('no gzip'), { 'Content-Encoding': 'gzip' }))).toEqual([422, 'validation'])
    expect(await code(await raw(bomb, { 'Content-Encoding': 'gzip' }))).toEqual([413, 'too-large'])
  })

  test('a body over the limit is refused', async () => {
    expect(await code(await raw(Buffer.alloc(17 * 1024 * 1024, ' '), {}))).toEqual([413, 'too-large'])
  })

  test('what is not JSON in UTF-8 is refused', async () => {
    expect(await code(await raw('{"count":', {}))).toEqual([422, 'validation'])
    expect(await code(await raw(new Uint8Array([0x7b, 0xff, 0x7d]), {}))).toEqual([422, 'validation'])
    expect(await code(await raw('count=1', { 'Content-Type': 'text/plain' }))).toEqual([422, 'validation'])
  })

  test('a large answer is gzipped for who takes it, and plain for who does not', async () => {
    const { request } = await import('node:http')
    sandbox.seedOrders(20)
    const ask = (acceptEncoding: string) =>
      new Promise<{ encoding: string | undefined; body: Buffer }>((resolve, reject) => {
        const headers = { Authorization: `Bearer ${sandbox.keys.admin}`, 'Accept-Encoding': acceptEncoding }
        const outgoing = request(`${sandbox.url}/admin/queue`, { headers }, (answer) => {
          const chunks: Buffer[] = []
          answer.on('data', (chunk: Buffer) => chunks.push(chunk))
          answer.on('end', () => resolve({ encoding: answer.headers['content-encoding'], body: Buffer.concat(chunks) }))
        })
        outgoing.on('error', reject).end()
      })
    const [packed, plain] = [await ask('gzip'), await ask('identity')]
    expect([packed.encoding, plain.encoding]).toEqual(['gzip', undefined])
    expect(gunzipSync(packed.body).equals(plain.body)).toBe(true)
  })

  test("the caller's request id comes back; one that can't be an id does not", async () => {
    expect((await client('GET', '/account', undefined, { 'X-Request-Id': 'mine-1' })).headers.get('x-request-id')).toBe('mine-1')
    expect((await client('GET', '/account', undefined, { 'X-Request-Id': 'a b' })).headers.get('x-request-id')).not.toBe('a b')
  })

  test('a Client that is too old is told so', async () => {
    sandbox.setMinimumClientVersion('1.10.0')
    const ask = async (version: string) => (await client('GET', '/account', undefined, { 'X-Client-Version': version })).status
    expect([await ask('1.9.9'), await ask('1.10.0'), await ask('2.0.0')]).toEqual([403, 200, 200])
  })

  test('a key that was never given out is unauthorized', async () => {
    const { status, headers } = await call(sandbox, 'bi_client_nobody', 'GET', '/account')
    expect([status, headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
  })
})

test('the database holds no key, only hashes', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'bi-keys-'))
  const running = await startSandbox({ dataDir, port: 0 })
  await call(running, running.keys.client, 'POST', '/test-orders', { count: 1 }, { 'Idempotency-Key': 'k' })
  await running.close()
  for (const file of ['business-integrator.db', 'business-integrator.db-wal']) {
    let bytes: Buffer
    try {
      bytes = readFileSync(join(dataDir, file))
    } catch {
      continue
    }
    for (const key of Object.values(running.keys)) expect(bytes.includes(key)).toBe(false)
  }
  rmSync(dataDir, { recursive: true })
})

test('a heartbeat is what the operator sees of a company', async () => {
  const heartbeat = {
    clientVersion: '0.1.0',
    state: 'attention',
    counts: { waiting: 1, imported: 2, rejected: 3, quarantined: 4, unacknowledged: 5 },
    host: { os: 'Windows Server 2022', arch: 'x64' },
  }
  expect((await client('POST', '/heartbeats', heartbeat)).status).toBe(204)
  const { body } = await call(sandbox, sandbox.keys.admin, 'GET', '/admin/companies')
  expect(body).toMatchObject({
    companies: [{ companyId: sandbox.companyId, lastHeartbeatAt: new Date(clockMs).toISOString(), heartbeat }, {}, {}],
  })
})

test('a port that is taken is said to be taken', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'bi-port-'))
  await expect(startSandbox({ dataDir, port: sandbox.port })).rejects.toMatchObject({ problem: { code: 'port-in-use' } })
  rmSync(dataDir, { recursive: true })
})

test('the command seeds what it was asked for and says where it is', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'bi-command-'))
  const { facts, close } = await runSandboxCommand({
    dataDir,
    port: 0,
    seeds: { orders: 10, invoices: 3 },
    faulty: 2,
    randomSeed: 7,
  })
  const { body } = await call(facts, facts.keys.client, 'GET', '/account')
  expect(body).toMatchObject({
    companyId: facts.companyId,
    companyName: facts.companyName,
    ico: facts.ico,
    queue: { waiting: 15, waitingByAgenda: { orders: 12, invoices: 3 } },
  })
  await close()
  rmSync(dataDir, { recursive: true })
})
