import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { icoFrom } from '../../../../src/sandbox/seed/companies'
import type { Sandbox } from '../../../../src/sandbox/server'
import type { Claim, ItemState, QueueItem, QueueItemState, ResultStatus } from '../../../../src/shared/central-api/queue'
import { canonicalJson } from '../../../../src/shared/documents/canonical'
import { order } from '../../../support/orders'
import { call, temporarySandbox } from '../../../support/sandbox'

const START = Date.parse('2026-11-24T08:00:00Z')
let clockMs = START
let sandbox: Sandbox
beforeEach(async () => {
  clockMs = START
  sandbox = await temporarySandbox({ now: () => clockMs })
})
afterEach(() => sandbox.close())

const client = (method: string, path: string, body?: unknown, key = sandbox.keys.client, headers = {}) =>
  call(sandbox, key, method, path, body, headers)
const admin = async (method: string, path: string, body?: unknown) =>
  (await call(sandbox, sandbox.keys.admin, method, path, body)).status
const claim = async (limit: number, leaseSeconds = 60, key = sandbox.keys.client, more = {}): Promise<Claim> =>
  (await client('POST', '/queue/claims', { limit, leaseSeconds, ...more }, key)).body as Claim
const ids = (items: readonly QueueItem[]): string[] => items.map((item) => item.itemId)
const stateOf = async (itemId: string): Promise<QueueItemState> =>
  (await client('GET', `/queue/${itemId}`)).body as QueueItemState
const hash = (item: QueueItem): string => createHash('sha256').update(canonicalJson(item.payload)).digest('hex')
const report = async (
  item: QueueItem,
  outcome: string,
  more: object = {},
  key = sandbox.keys.client,
): Promise<ResultStatus | undefined> => {
  const result = { itemId: item.itemId, payloadSha256: hash(item), outcome, finishedAt: '2026-11-24T08:00:00Z', ...more }
  const { body } = await client('POST', '/queue/results', { results: [result] }, key)
  return (body as { results: { status: ResultStatus }[] }).results[0]?.status
}
const only = (given: Claim): QueueItem => {
  const [item] = given.items
  if (item === undefined) throw new Error('nothing was given')
  return item
}
const put = async (externalId: string, more: object = {}): Promise<string> => {
  const body = { companyId: sandbox.companyId, externalId, test: true, payload: order(externalId), ...more }
  return ((await call(sandbox, sandbox.keys.shop, 'POST', '/documents/orders', body)).body as { itemId: string }).itemId
}

describe('order', () => {
  test('the higher priority comes first, and within one priority what was received first', async () => {
    const normal1 = await put('a')
    clockMs += 1000
    const low = await put('b', { priority: 0 })
    clockMs += 1000
    const high = await put('c', { priority: 9 })
    const normal2 = await put('d')
    // Claimed one by one and together: the limit must not come before the order.
    const first = await claim(1)
    expect(ids(first.items)).toEqual([high])
    await client('DELETE', `/queue/claims/${first.claimId}`)
    expect(ids((await claim(10)).items)).toEqual([high, normal1, normal2, low])
  })

  test('an item moves forward when the operator raises its priority', async () => {
    const [first = '', second = ''] = sandbox.seedOrders(2)
    expect(await admin('PATCH', `/admin/queue/${second}`, { priority: 8 })).toBe(200)
    expect(ids((await claim(10)).items)).toEqual([second, first])
  })

  test('a claim says how much is left, and an agenda that was not asked for is not given', async () => {
    sandbox.seedOrders(5)
    const part = await claim(2)
    expect([part.items.length, part.remaining]).toEqual([2, 3])
    const other = await claim(10, 60, sandbox.keys.client, { agendas: ['invoices'] })
    expect([other.items.length, other.remaining]).toEqual([0, 0])
    expect((await claim(10, 60, sandbox.keys.client, { agendas: ['invoices', 'orders'] })).items.length).toBe(3)
  })
})

describe('leases', () => {
  test('two clients on one key never hold the same item at once', async () => {
    sandbox.seedOrders(60)
    const claims = await Promise.all(Array.from({ length: 12 }, () => claim(5)))
    const given = claims.flatMap((each) => ids(each.items))
    expect(given.length).toBe(60)
    expect(new Set(given).size).toBe(60)
    expect((await claim(5)).items).toEqual([])
  })

  test('an item whose lease ended comes again, counted, and not a moment before', async () => {
    const [itemId] = sandbox.seedOrders(1)
    const first = await claim(1, 60)
    expect(first.leaseExpiresAt).toBe('2026-11-24T08:01:00.000Z')
    expect(only(first).deliveryCount).toBe(1)
    clockMs += 59_999
    expect((await claim(1)).items).toEqual([])
    expect(sandbox.counts()).toMatchObject({ claimed: 1, waiting: 0 })
    clockMs += 1
    expect(sandbox.counts()).toMatchObject({ claimed: 0, waiting: 1 })
    const second = only(await claim(1))
    expect([second.itemId, second.deliveryCount]).toEqual([itemId, 2])
  })

  test('an extension counts from now; a lapsed claim can not be extended', async () => {
    sandbox.seedOrders(1)
    const { claimId } = await claim(1, 30)
    clockMs += 20_000
    const extended = await client('POST', `/queue/claims/${claimId}/extension`, { leaseSeconds: 60 })
    expect(extended.body).toEqual({ leaseExpiresAt: new Date(clockMs + 60_000).toISOString() })
    clockMs += 59_000
    expect((await claim(1)).items).toEqual([])
    clockMs += 1000
    expect((await client('POST', `/queue/claims/${claimId}/extension`, { leaseSeconds: 60 })).status).toBe(404)
  })

  test('giving back frees only what has no result, and twice is as good as once', async () => {
    sandbox.seedOrders(3)
    const given = await claim(3)
    const [done, ...rest] = given.items
    if (done === undefined) throw new Error('nothing was given')
    await report(done, 'imported')
    expect((await client('DELETE', `/queue/claims/${given.claimId}`)).status).toBe(204)
    expect((await client('DELETE', `/queue/claims/${given.claimId}`)).status).toBe(204)
    expect(ids((await claim(3)).items)).toEqual(ids(rest))
    expect((await client('DELETE', '/queue/claims/never-was')).status).toBe(404)
  })

  test('giving back an old claim does not take the item from who has it now', async () => {
    sandbox.seedOrders(1)
    const old = await claim(1, 30)
    clockMs += 30_000
    const now = await claim(1, 60)
    expect((await client('DELETE', `/queue/claims/${old.claimId}`)).status).toBe(204)
    expect((await stateOf(only(now).itemId)).claimId).toBe(now.claimId)
  })

  test('leases and states live through a restart', async () => {
    const { mkdtempSync, rmSync } = await import('node:fs')
    const dataDir = mkdtempSync(`${(await import('node:os')).tmpdir()}/bi-restart-`)
    const before = await temporarySandbox({ now: () => clockMs, dataDir })
    const [itemId = ''] = before.seedOrders(2)
    const { body } = await call(before, before.keys.client, 'POST', '/queue/claims', { limit: 1, leaseSeconds: 60 })
    await before.close()
    const after = await temporarySandbox({ now: () => clockMs, dataDir })
    expect(after.keys).toEqual(before.keys)
    const state = (await call(after, before.keys.client, 'GET', `/queue/${itemId}`)).body
    expect(state).toMatchObject({
      state: 'claimed',
      claimId: (body as Claim).claimId,
      leaseExpiresAt: '2026-11-24T08:01:00.000Z',
    })
    await after.close()
    rmSync(dataDir, { recursive: true })
  })
})

describe('results', () => {
  test('imported is kept with its reference, and a repeat changes nothing', async () => {
    sandbox.seedOrders(1)
    const item = only(await claim(1))
    expect(await report(item, 'imported', { erpReference: { id: '7', number: '26OP007' } })).toBe('accepted')
    expect(await report(item, 'imported', { erpReference: { id: '8', number: 'other' } })).toBe('accepted')
    const state = await stateOf(item.itemId)
    expect(state).toMatchObject({ state: 'processed', erpReference: { id: '7', number: '26OP007' } })
    expect(state.claimId).toBeUndefined()
  })

  // What stands, then what comes, then the answer.
  const table: [string, string, ResultStatus, ItemState][] = [
    ['imported', 'imported', 'accepted', 'processed'],
    ['imported', 'rejected', 'already-final', 'processed'],
    ['imported', 'skipped', 'already-final', 'processed'],
    ['rejected', 'rejected', 'accepted', 'rejected'],
    ['rejected', 'imported', 'accepted', 'processed'],
    ['rejected', 'skipped', 'already-final', 'rejected'],
    ['skipped', 'skipped', 'accepted', 'cancelled'],
    ['skipped', 'imported', 'already-final', 'cancelled'],
  ]
  test.each(table)('after %s, %s is %s', async (stands, comes, status, state) => {
    sandbox.seedOrders(1)
    const item = only(await claim(1))
    expect(await report(item, stands)).toBe('accepted')
    expect(await report(item, comes)).toBe(status)
    expect((await stateOf(item.itemId)).state).toBe(state)
  })

  test('a report after the lease ended still counts, even while another client has the item', async () => {
    sandbox.seedOrders(1)
    const item = only(await claim(1, 30))
    clockMs += 31_000
    const again = await claim(1, 600)
    expect(await report(item, 'imported')).toBe('accepted')
    expect((await stateOf(item.itemId)).state).toBe('processed')
    // The claim of the other is empty now, and nothing comes back when it ends.
    clockMs += 601_000
    expect((await claim(1)).items).toEqual([])
    expect(only(again).itemId).toBe(item.itemId)
  })

  test('a result about another content is a hash mismatch and changes nothing', async () => {
    sandbox.seedOrders(1)
    const item = only(await claim(1))
    expect(await report(item, 'imported', { payloadSha256: '0'.repeat(64) })).toBe('hash-mismatch')
    expect((await stateOf(item.itemId)).state).toBe('claimed')
  })

  test("another company's item is unknown, to results and to questions", async () => {
    sandbox.seedOrders(1)
    const item = only(await claim(1))
    const { clientKey } = sandbox.addCompany({ name: 'Jiná, a.s.', ico: icoFrom('1234567') })
    expect(await report(item, 'imported', {}, clientKey)).toBe('unknown-item')
    expect((await client('GET', `/queue/${item.itemId}`, undefined, clientKey)).status).toBe(404)
    expect((await claim(10, 60, clientKey)).items).toEqual([])
    expect((await stateOf(item.itemId)).state).toBe('claimed')
  })

  test('the hash of an item is the one the client computes over the payload it got, for every lifelike order', async () => {
    for (let ms = 0; ms < 150; ms++) {
      clockMs += 997
      sandbox.seedOrders(1, { randomSeed: ms })
    }
    const { items } = await claim(150)
    expect(items.length).toBe(150)
    for (const item of items) {
      const { payloadSha256, receivedAt, agenda, test, deliveryCount } = await stateOf(item.itemId)
      expect({ payloadSha256, receivedAt, agenda, test, deliveryCount }).toEqual({
        payloadSha256: hash(item),
        receivedAt: item.receivedAt,
        agenda: item.agenda,
        test: item.test,
        deliveryCount: item.deliveryCount,
      })
    }
  })
})

describe('operator', () => {
  test('a requeued item comes again with the same id, and imported again is accepted', async () => {
    const [itemId = ''] = sandbox.seedOrders(1)
    const item = only(await claim(1))
    await report(item, 'imported', { erpReference: { id: '7' } })
    expect(await admin('POST', `/admin/queue/${itemId}/requeue`, { reason: 'zkouška' })).toBe(200)
    expect((await stateOf(itemId)).erpReference).toBeUndefined()
    const again = only(await claim(1))
    expect([again.itemId, again.deliveryCount]).toEqual([itemId, 2])
    expect(await report(again, 'imported', { erpReference: { id: '7' } })).toBe('accepted')
    const { body } = await call(sandbox, sandbox.keys.admin, 'GET', `/admin/queue/${itemId}`)
    const events = (body as { history: { event: string; by: string }[] }).history.map(({ event, by }) => `${event} ${by}`)
    expect(events).toEqual([
      'registered queue',
      'claimed client',
      'result client',
      'requeued admin',
      'claimed client',
      'result client',
    ])
  })

  test('an item in the hands of a client can not be requeued', async () => {
    const [itemId = ''] = sandbox.seedOrders(1)
    await claim(1, 60)
    expect(await admin('POST', `/admin/queue/${itemId}/requeue`, {})).toBe(409)
    clockMs += 60_000
    expect(await admin('POST', `/admin/queue/${itemId}/requeue`, {})).toBe(200)
  })

  test('what was marked as processed or cancelled is never given, and a client that asks sees it', async () => {
    const [processed = '', cancelled = '', left = ''] = sandbox.seedOrders(3)
    const given = await claim(2)
    expect(await admin('POST', `/admin/queue/${processed}/processed`, {})).toBe(200)
    expect(await admin('POST', `/admin/queue/${cancelled}/cancellation`, {})).toBe(200)
    expect((await stateOf(processed)).state).toBe('processed')
    expect((await stateOf(cancelled)).state).toBe('cancelled')
    clockMs += 3_600_000
    expect(ids((await claim(10)).items)).toEqual([left])
    const [first, second] = given.items
    if (first === undefined || second === undefined) throw new Error('two were asked for')
    // The operator's mark stands, but a record that was made all the same is worth its reference.
    expect(await report(first, 'imported', { erpReference: { id: '9' } })).toBe('accepted')
    expect((await stateOf(processed)).erpReference).toEqual({ id: '9' })
    expect(await report(second, 'skipped')).toBe('accepted')
    expect(await report(second, 'imported')).toBe('already-final')
    expect(await admin('POST', `/admin/queue/${processed}/cancellation`, {})).toBe(409)
  })

  test('the list filters, searches and pages', async () => {
    sandbox.seedOrders(150)
    const needle = await put('zvl%astni_1', { payload: order('n-1') })
    const list = async (query: string) =>
      (await call(sandbox, sandbox.keys.admin, 'GET', `/admin/queue${query}`)).body as {
        items: { itemId: string }[]
        nextCursor?: string
      }
    const first = await list('')
    const second = await list(`?cursor=${first.nextCursor}`)
    const all = [...first.items, ...second.items].map((item) => item.itemId)
    expect([all.length, new Set(all).size, second.nextCursor]).toEqual([151, 151, undefined])
    expect(all[0]).toBe(needle)
    expect((await list(`?text=${encodeURIComponent('l%astni_')}`)).items.map((item) => item.itemId)).toEqual([needle])
    expect((await list('?text=%25%25')).items).toEqual([])
    expect((await list('?state=processed')).items).toEqual([])
    expect((await list('?test=false')).items).toEqual([])
  })
})

describe('test and production are apart', () => {
  test('in test mode only test items are given, in production never', async () => {
    const real = await put('real', { test: false })
    const trial = await put('trial')
    expect((await client('GET', '/account')).body).toMatchObject({ mode: 'test', queue: { waiting: 1, claimed: 0 } })
    const inTest = await claim(10)
    expect(ids(inTest.items)).toEqual([trial])
    expect(inTest.items.every((item) => item.test)).toBe(true)
    await client('DELETE', `/queue/claims/${inTest.claimId}`)
    sandbox.setMode('production')
    expect((await client('GET', '/account')).body).toMatchObject({ mode: 'production', queue: { waiting: 1, claimed: 0 } })
    const inProduction = await claim(10)
    expect(ids(inProduction.items)).toEqual([real])
    expect([inProduction.items.every((item) => !item.test), inProduction.remaining]).toEqual([true, 0])
  })

  test('a document of a shop is a real one unless it says otherwise', async () => {
    const itemId = await put('plain', { test: undefined })
    expect((await stateOf(itemId)).test).toBe(false)
    expect((await claim(1)).items).toEqual([])
  })

  test('production needs every named test order imported; each thing missing is named', async () => {
    const { body } = await client('POST', '/test-orders', { count: 2, scenario: 'simple' })
    const { orders, marker } = body as { orders: { itemId: string; number: string }[]; marker: string }
    const real = await put('real', { test: false })
    const evidence = (testItemIds: string[]) => ({
      mode: 'production',
      evidence: { testItemIds, confirmedBy: 'Eva Malá', confirmedAt: '2026-11-24T08:00:00Z' },
    })
    const [a, b] = (await claim(2)).items
    if (a === undefined || b === undefined) throw new Error('two were asked for')
    expect((a.payload as { note: string }).note.startsWith(marker)).toBe(true)
    await report(a, 'imported')
    const refused = await client('POST', '/mode', evidence([a.itemId, b.itemId, real, 'no-such']))
    expect(refused.status).toBe(409)
    expect((refused.body as { errors: { path: string }[] }).errors.map((error) => error.path)).toEqual([
      'evidence.testItemIds.1',
      'evidence.testItemIds.2',
      'evidence.testItemIds.3',
    ])
    await report(b, 'rejected')
    expect((await client('POST', '/mode', evidence([a.itemId, b.itemId]))).status).toBe(409)
    const switched = await client('POST', '/mode', evidence([a.itemId]))
    expect(switched.status).toBe(200)
    const answer = switched.body as { mode: string; modules: { mode: string }[] }
    expect([answer.mode, ...new Set(answer.modules.map((module) => module.mode))]).toEqual(['production', 'production'])
    expect((await client('GET', '/test-orders')).body).toMatchObject({
      orders: [
        { itemId: orders[1]?.itemId, state: 'rejected' },
        { itemId: orders[0]?.itemId, state: 'processed' },
      ],
    })
    expect((await client('POST', '/mode', { mode: 'test' })).body).toMatchObject({ mode: 'test' })
  })

  test('an item marked as processed by hand is no evidence', async () => {
    const [itemId = ''] = sandbox.seedOrders(1)
    await admin('POST', `/admin/queue/${itemId}/processed`, {})
    const evidence = { testItemIds: [itemId], confirmedBy: 'Eva', confirmedAt: '2026-11-24T08:00:00Z' }
    expect((await client('POST', '/mode', { mode: 'production', evidence })).status).toBe(409)
  })
})
