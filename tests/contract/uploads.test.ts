import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Sandbox } from '../../src/sandbox/server'
import { MAXIMUM_ROWS_IN_PART, type UploadCommit, uploadStatusSchema } from '../../src/shared/central-api/uploads'
import type { OutwardAgenda } from '../../src/shared/documents/agenda'
import { call, temporarySandbox } from '../support/sandbox'
import { openShop, type Shop } from '../support/shop'

let clockMs = Date.parse('2026-11-24T08:00:00Z')
let sandbox: Sandbox
let shop: Shop
const start = async (dataDir?: string): Promise<void> => {
  sandbox = await temporarySandbox({ now: () => clockMs, ...(dataDir !== undefined && { dataDir }) })
  shop = openShop(sandbox, sandbox.keys.shop)
}
beforeEach(() => start())
afterEach(() => sandbox.close())

type Row = Record<string, unknown>
const level = (sku: string, available = '5', more: Row = {}): Row => ({ sku, available, ...more })
const price = (sku: string, unitPrice = '10.5', more: Row = {}): Row => ({
  sku,
  currency: 'CZK',
  unitPrice,
  priceIncludesVat: false,
  vatPercent: '21',
  ...more,
})
const levels = (count: number, available = '5'): Row[] => Array.from({ length: count }, (_, i) => level(`P${i}`, available))
const ndjson = (rows: readonly Row[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('')

const asClient = (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
  call(sandbox, sandbox.keys.client, method, path, body, headers)
const create = async (agenda: OutwardAgenda, kind: 'full' | 'delta', more: Row = {}): Promise<string> => {
  const { status, body } = await asClient('POST', '/uploads', { agenda, kind, ...more })
  expect([status, body]).toMatchObject([201, { partSize: MAXIMUM_ROWS_IN_PART }])
  return (body as { uploadId: string }).uploadId
}
const put = async (uploadId: string, part: number, body: string | Uint8Array, headers: Record<string, string> = {}) => {
  const answer = await fetch(`${sandbox.url}/uploads/${uploadId}/parts/${part}`, {
    method: 'PUT',
    headers: { Authorization: `Bearer ${sandbox.keys.client}`, 'Content-Type': 'application/x-ndjson', ...headers },
    body: body as BodyInit,
  })
  return { status: answer.status, body: (await answer.json()) as { code?: string; rows?: number; errors?: unknown } }
}
const commit = async (uploadId: string, parts: number, rows: number) => {
  const { status, body } = await asClient('POST', `/uploads/${uploadId}/commit`, { parts, rows })
  return { status, body: body as UploadCommit & { code: string; errors: { path: string; message: string }[] } }
}
/** A whole upload in parts of `size` rows. */
const upload = async (agenda: OutwardAgenda, kind: 'full' | 'delta', rows: readonly Row[], size = MAXIMUM_ROWS_IN_PART) => {
  const uploadId = await create(agenda, kind)
  let parts = 0
  for (let i = 0; i < rows.length; i += size)
    expect((await put(uploadId, ++parts, ndjson(rows.slice(i, i + size)))).status).toBe(200)
  const { status, body } = await commit(uploadId, parts, rows.length)
  expect(status).toBe(200)
  return body
}
const shown = async (agenda: OutwardAgenda = 'stock-levels'): Promise<unknown[]> =>
  (await (agenda === 'prices' ? shop.prices(sandbox.companyId) : shop.stockLevels(sandbox.companyId))).rows

test('nothing is visible before the commit, and all of it at once after', async () => {
  await upload('stock-levels', 'full', levels(3, '1'))
  const before = await shown()
  const uploadId = await create('stock-levels', 'full')
  await put(uploadId, 1, ndjson([level('A'), level('B')]))
  await put(uploadId, 2, ndjson([level('C')]))
  expect(await shown()).toEqual(before)
  expect((await commit(uploadId, 2, 3)).body).toEqual({ accepted: 3, rejected: [], removed: 3 })
  expect(await shown()).toEqual([level('A'), level('B'), level('C')])
})

test('a full upload removes what it does not name, a delta only changes what it names', async () => {
  await upload('stock-levels', 'full', [
    level('A'),
    level('B', '5', { warehouse: 'Brno' }),
    level('B', '6', { warehouse: 'Praha' }),
  ])
  expect(await upload('stock-levels', 'delta', [level('B', '0', { warehouse: 'Brno' }), level('C')])).toMatchObject({
    removed: 0,
  })
  expect(await shown()).toEqual([
    level('A'),
    level('B', '0', { warehouse: 'Brno' }),
    level('B', '6', { warehouse: 'Praha' }),
    level('C'),
  ])
  expect(await upload('stock-levels', 'full', [level('C')])).toEqual({ accepted: 1, rejected: [], removed: 3 })
  expect(await shown()).toEqual([level('C')])
  expect(await upload('stock-levels', 'full', [])).toEqual({ accepted: 0, rejected: [], removed: 1 })
})

test('prices and stock levels stand each for themselves; a price is named by code, level and currency', async () => {
  await upload('stock-levels', 'full', [level('A')])
  const rows = [price('A'), price('A', '9', { priceLevel: 'VIP' }), price('A', '0.42', { currency: 'EUR' })]
  await upload('prices', 'full', rows)
  await upload('prices', 'delta', [price('A', '8.9999', { priceLevel: 'VIP', validFrom: '2026-12-01' })])
  expect(await shown('prices')).toEqual([rows[0], price('A', '8.9999', { priceLevel: 'VIP', validFrom: '2026-12-01' }), rows[2]])
  expect(await shown()).toEqual([level('A')])
})

test('a row that is wrong is rejected by its number and changes nothing; the others are taken', async () => {
  await upload('prices', 'full', [price('B', '1'), price('GONE')])
  const uploadId = await create('prices', 'full')
  await put(uploadId, 1, ndjson([price('A'), price('B', '12.34567')]))
  await put(
    uploadId,
    2,
    ndjson([price('A', '99'), { ...price('C'), unitPrice: 10.5 }, { ...price('D'), surprise: 1 }, price('E')]),
  )
  const { body } = await commit(uploadId, 2, 6)
  expect(body.rejected).toEqual([
    { row: 2, code: 'validation', message: expect.stringMatching(/^unitPrice: /) },
    { row: 3, code: 'duplicate', message: expect.stringContaining('"A"') },
    { row: 4, code: 'validation', message: expect.stringMatching(/^unitPrice: /) },
    { row: 5, code: 'validation', message: 'surprise: unknown field' },
  ])
  expect([body.accepted, body.removed]).toEqual([2, 1])
  // What the rejected row stands for is not what the upload left out.
  expect(await shown('prices')).toEqual([price('B', '1'), price('A'), price('E')])
})

test('a part may have 5,000 rows, come again and come in any order; the last of each number counts', async () => {
  const uploadId = await create('stock-levels', 'full')
  expect(await put(uploadId, 2, ndjson([level('B', '2')]))).toEqual({ status: 200, body: { part: 2, rows: 1 } })
  expect(await put(uploadId, 1, ndjson(levels(MAXIMUM_ROWS_IN_PART + 1)))).toMatchObject({
    status: 413,
    body: { code: 'too-large' },
  })
  expect((await put(uploadId, 1, ndjson(levels(MAXIMUM_ROWS_IN_PART)))).body).toEqual({ part: 1, rows: MAXIMUM_ROWS_IN_PART })
  await put(uploadId, 1, ndjson([level('A', '1')]))
  expect((await commit(uploadId, 2, 2)).status).toBe(200)
  expect(await shown()).toEqual([level('A', '1'), level('B', '2')])
})

test('a part may be packed; one that unfolds too far, is not NDJSON or has another type is refused and not kept', async () => {
  // Packed before the first call: on a busy computer it takes longer than the server keeps an idle connection.
  const bomb = gzipSync(Buffer.alloc(20 * 1024 * 1024, ' '))
  const uploadId = await create('stock-levels', 'full')
  const packed = { 'Content-Encoding': 'gzip' }
  expect((await put(uploadId, 1, gzipSync(ndjson([level('A')])), packed)).status).toBe(200)
  expect(await put(uploadId, 1, bomb, packed)).toMatchObject({
    status: 413,
    body: { code: 'too-large' },
  })
  expect((await put(uploadId, 1, Buffer.from('no gzip'), packed)).status).toBe(422)
  expect((await put(uploadId, 1, ndjson([level('X')]), { 'Content-Type': 'application/json' })).status).toBe(422)
  expect(await put(uploadId, 1, `${ndjson([level('X')])}{"sku":"Y","avai`)).toMatchObject({
    status: 422,
    body: { errors: [{ path: 'line 2', message: 'not JSON' }] },
  })
  await commit(uploadId, 1, 1)
  expect(await shown()).toEqual([level('A')])
})

test('the status tells which parts have arrived, also after a restart, and the upload goes on from there', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'bi-uploads-'))
  try {
    await sandbox.close()
    await start(dataDir)
    const uploadId = await create('stock-levels', 'full')
    await put(uploadId, 1, ndjson(levels(3)))
    await put(uploadId, 3, ndjson([level('Z')]))
    await sandbox.close()
    await start(dataDir)
    const status = uploadStatusSchema.parse((await asClient('GET', `/uploads/${uploadId}`)).body)
    expect(status).toEqual({
      uploadId,
      agenda: 'stock-levels',
      kind: 'full',
      state: 'open',
      parts: [
        { part: 1, rows: 3 },
        { part: 3, rows: 1 },
      ],
    })
    expect(await commit(uploadId, 3, 5)).toMatchObject({
      status: 409,
      body: { errors: [{ message: 'part 2 has not arrived' }, {}] },
    })
    await put(uploadId, 2, ndjson([level('Y')]))
    expect((await commit(uploadId, 3, 5)).body).toEqual({ accepted: 5, rejected: [], removed: 0 })
    expect(await shown()).toHaveLength(5)
  } finally {
    await sandbox.close()
    rmSync(dataDir, { recursive: true, force: true })
    await start()
  }
})

test('the same commit again gives the first answer and changes nothing; another one is a conflict', async () => {
  const uploadId = await create('stock-levels', 'full')
  await put(uploadId, 1, ndjson([level('A'), level('A')]))
  const first = await commit(uploadId, 1, 2)
  await upload('stock-levels', 'delta', [level('A', '77')])
  expect(await commit(uploadId, 1, 2)).toEqual(first)
  expect(await shown()).toEqual([level('A', '77')])
  expect(await commit(uploadId, 1, 1)).toMatchObject({ status: 409, body: { code: 'conflict' } })
  expect((await asClient('GET', `/uploads/${uploadId}`)).body).toMatchObject({ state: 'committed', parts: [] })
})

describe('a conflict', () => {
  test.each([
    ['rows are missing', 1, 3],
    ['there are more parts than it says', 0, 2],
    ['there are more rows than it says', 1, 1],
  ])('%s: nothing is committed', async (_what, parts, rows) => {
    const uploadId = await create('stock-levels', 'full')
    await put(uploadId, 1, ndjson(levels(2)))
    expect(await commit(uploadId, parts, rows)).toMatchObject({ status: 409, body: { code: 'conflict' } })
    expect(await shown()).toEqual([])
    expect((await commit(uploadId, 1, 2)).status).toBe(200)
  })

  test('another number of rows than was announced', async () => {
    const uploadId = await create('stock-levels', 'full', { expectedRows: 3 })
    await put(uploadId, 1, ndjson(levels(2)))
    expect(await commit(uploadId, 1, 2)).toMatchObject({ status: 409, body: { errors: [{ path: 'rows' }] } })
  })

  test('a part or an end for what is over', async () => {
    const uploadId = await create('stock-levels', 'full')
    await commit(uploadId, 0, 0)
    expect((await put(uploadId, 1, ndjson(levels(1)))).status).toBe(409)
    expect((await asClient('DELETE', `/uploads/${uploadId}`)).status).toBe(409)
  })

  test('an agenda that the account does not have', async () => {
    const key = sandbox.buyer.clientKey
    const { status, body } = await call(sandbox, key, 'POST', '/uploads', { agenda: 'prices', kind: 'full' })
    expect([status, body]).toMatchObject([409, { code: 'conflict' }])
  })
})

test('an abandoned upload is thrown away, as often as it is asked', async () => {
  const uploadId = await create('stock-levels', 'full')
  await put(uploadId, 1, ndjson(levels(2)))
  for (let i = 0; i < 2; i++) expect((await asClient('DELETE', `/uploads/${uploadId}`)).status).toBe(204)
  expect(await commit(uploadId, 1, 2)).toMatchObject({ status: 409 })
  expect((await asClient('GET', `/uploads/${uploadId}`)).body).toMatchObject({ state: 'abandoned', parts: [] })
  expect(await shown()).toEqual([])
})

test('a new upload takes the place of an open one of the same agenda only: an old one never overtakes it', async () => {
  const old = await create('stock-levels', 'full')
  await put(old, 1, ndjson([level('OLD')]))
  const other = await create('prices', 'full')
  await upload('stock-levels', 'full', [level('NEW')])
  expect(await commit(old, 1, 1)).toMatchObject({ status: 409 })
  // Its parts are gone: a full upload of nothing would take everything away.
  expect(await commit(old, 0, 0)).toMatchObject({ status: 409 })
  expect((await commit(other, 0, 0)).status).toBe(200)
  expect(await shown()).toEqual([level('NEW')])
})

test('the same Idempotency-Key gives the same upload, for another request it is refused', async () => {
  const ask = (kind: string) => asClient('POST', '/uploads', { agenda: 'prices', kind }, { 'Idempotency-Key': 'pass-17' })
  const first = await ask('full')
  expect((await ask('full')).body).toEqual(first.body)
  expect(await ask('delta')).toMatchObject({ status: 409 })
})

test('nobody sees or touches the upload of another company', async () => {
  const uploadId = await create('stock-levels', 'full')
  const other = sandbox.supplier.clientKey
  for (const [method, path, body] of [
    ['GET', '', undefined],
    ['POST', '/commit', { parts: 0, rows: 0 }],
    ['DELETE', '', undefined],
  ] as const)
    expect((await call(sandbox, other, method, `/uploads/${uploadId}${path}`, body)).status).toBe(404)
})

describe('a shop reads', () => {
  test('only what has changed since, and what was removed; what was sent again as it stood has not changed', async () => {
    await upload('stock-levels', 'full', [level('A'), level('B', '5', { warehouse: 'Brno' }), level('C')])
    clockMs += 60_000
    const { asOf, rows } = await shop.stockLevels(sandbox.companyId)
    expect(rows).toHaveLength(3)
    clockMs += 60_000
    await upload('stock-levels', 'full', [level('A'), level('C', '0'), level('D')])
    const changed = await shop.stockLevels(sandbox.companyId, asOf)
    expect(changed).toMatchObject({ rows: [level('C', '0'), level('D')], removed: [{ sku: 'B', warehouse: 'Brno' }] })
    expect(await shop.stockLevels(sandbox.companyId, new Date(clockMs + 1).toISOString())).toMatchObject({
      rows: [],
      removed: [],
    })
    // What comes back is there again, and a price is removed by its whole name.
    await upload('stock-levels', 'delta', [level('B', '1', { warehouse: 'Brno' })])
    expect(await shop.stockLevels(sandbox.companyId, asOf)).toMatchObject({
      rows: expect.arrayContaining([level('B', '1', { warehouse: 'Brno' })]),
      removed: [],
    })
    await upload('prices', 'full', [price('A', '1', { priceLevel: 'VIP' })])
    await upload('prices', 'full', [])
    expect((await shop.prices(sandbox.companyId, asOf)).removed).toEqual([{ sku: 'A', priceLevel: 'VIP', currency: 'CZK' }])
  })

  test('a change in the very moment of the reading is not lost, nor when the clock of the central side is set back', async () => {
    await upload('stock-levels', 'full', [level('A')])
    const { asOf } = await shop.stockLevels(sandbox.companyId)
    await upload('stock-levels', 'delta', [level('A', '1')])
    expect((await shop.stockLevels(sandbox.companyId, asOf)).rows).toEqual([level('A', '1')])
    clockMs -= 3_600_000
    await upload('stock-levels', 'delta', [level('A', '2')])
    expect((await shop.stockLevels(sandbox.companyId, asOf)).rows).toEqual([level('A', '2')])
  })

  test('nothing of a company that told nothing; refuses what it can not know', async () => {
    expect(await shop.prices(sandbox.companyId)).toMatchObject({ rows: [], removed: [], pages: 1 })
    await expect(shop.stockLevels('nobody')).rejects.toThrow(/^not-found/)
    await expect(shop.stockLevels(sandbox.buyer.companyId)).rejects.toThrow(/^not-found/)
    const asked = (query: string) => call(sandbox, sandbox.keys.shop, 'GET', `/prices?companyId=${sandbox.companyId}${query}`)
    for (const query of ['&cursor=x', '&cursor=1.2.3.4', '&changedSince=yesterday', '&sku=A'])
      expect((await asked(query)).status).toBe(422)
  })
})

test('thousands of rows are read in pages that lose and repeat nothing while commits go on', { timeout: 120_000 }, async () => {
  const count = 20_000
  const rows = Array.from({ length: count }, (_, i) =>
    level(`SKU-${String(i).padStart(6, '0')}`, String(i % 90), { name: `Zboží č. ${i}`, warehouse: 'HL' }),
  )
  const page = async (query: string) => {
    const { body } = await call(sandbox, sandbox.keys.shop, 'GET', `/stock-levels?companyId=${sandbox.companyId}${query}`)
    return body as { rows: { sku: string; available: string }[]; asOf: string; nextCursor?: string }
  }
  expect(await upload('stock-levels', 'full', rows)).toMatchObject({ accepted: count, removed: 0 })
  const seen: string[] = []
  let next: string | undefined = ''
  let pages = 0
  for (; next !== undefined; pages++) {
    const read = await page(next)
    seen.push(...read.rows.map(({ sku }) => sku))
    next = read.nextCursor === undefined ? undefined : `&cursor=${read.nextCursor}`
    // Changed before and behind where the reading stands, and added, while it goes on.
    const changes = [level(`NEW-${pages}`), { ...rows[0], available: `${pages}` }, { ...rows[count - 1], available: `${pages}` }]
    if (pages % 7 === 3) await upload('stock-levels', 'delta', changes)
  }
  expect(pages).toBeGreaterThan(10)
  expect(new Set(seen).size).toBe(seen.length)
  expect(seen.filter((sku) => sku.startsWith('SKU-'))).toHaveLength(count)
  // All of it once more: nothing has changed but what the deltas had done.
  clockMs += 60_000
  const { asOf } = await page('')
  clockMs += 60_000
  expect(await upload('stock-levels', 'full', rows)).toMatchObject({ accepted: count, removed: 3 })
  const changed = await shop.stockLevels(sandbox.companyId, asOf)
  expect(changed.rows.map(({ sku }) => sku)).toEqual([rows[0]?.['sku'], rows[count - 1]?.['sku']])
  expect(changed.removed).toHaveLength(3)
})
