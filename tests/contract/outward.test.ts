import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createCentral } from '../../src/main/central/central'
import { createUploads } from '../../src/main/central/uploads'
import type { OpenConnector } from '../../src/main/connectors/connector'
import type { StockReading } from '../../src/main/engine/outward/ports'
import { createEngineHost, type EngineHost } from '../../src/main/engine-host'
import type { Sandbox } from '../../src/sandbox/server'
import { SETTINGS_VERSION, type Settings, settingsSchema } from '../../src/shared/settings'
import { call, temporarySandbox } from '../support/sandbox'
import { openShop } from '../support/shop'

/** The way out over HTTP to the real sandbox: the real host, memory and transport; the information system is a list of cards. */

let sandbox: Sandbox
let dataDir: string
let cards: StockReading[]
/** Set: the reading tells that it has begun, waits after its first portion, and then has nothing under way. */
let pause: { begun(): void; over: Promise<void> } | undefined
let delivered: string[]
let hosts: EngineHost[]
let settings: Settings

const clock = { now: Date.now, monotonicMs: () => Math.floor(performance.now()) }
const log = { debug() {}, info() {}, warn() {}, error() {} }
const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex')

const is = (): OpenConnector => ({
  guard: 'enforced',
  agendas: ['orders'],
  target: 'books',
  preview: () => [],
  prepare: ({ itemId, agenda, payload }) => ({
    ok: true,
    prepared: { itemId, agenda, content: payload, sha256: sha256(itemId), notes: [] },
  }),
  async *deliver(batch) {
    for (const { itemId } of batch) {
      delivered.push(itemId)
      yield { itemId, kind: 'imported', reference: { number: `R${delivered.length}` }, existed: false, notes: [] }
    }
  },
  find: async () => new Map(),
  reads: { 'stock-levels': { since: false }, prices: { since: false } },
  async *readStock() {
    yield cards.slice(0, 1)
    if (pause) {
      pause.begun()
      await pause.over
      yield []
    }
    yield cards.slice(1)
  },
  async *readPrices() {
    yield cards.map(({ sku }) => ({ sku, price: '10.5', priceIncludesVat: false, vatPercent: '21' }))
  },
  async *check() {},
  async close() {},
})

function open(): EngineHost {
  const options = { clientVersion: '1.0.0', apiKey: sandbox.keys.client, log, clock }
  const host = createEngineHost({
    dataDir,
    surface: 'cli',
    clock,
    log,
    sha256,
    settings: () => settings,
    rememberCompany(companyId) {
      settings = { ...settings, central: { ...settings.central, companyId } }
    },
    openCentral: ({ central: { baseUrl } }) => createCentral({ ...options, baseUrl }),
    openUploads: ({ central: { baseUrl } }) => createUploads({ ...options, baseUrl }),
    openIs: async () => is(),
  })
  hosts.push(host)
  return host
}

beforeEach(async () => {
  sandbox = await temporarySandbox()
  dataDir = mkdtempSync(join(tmpdir(), 'bi-outward-'))
  cards = Array.from({ length: 12 }, (_, index) => ({ sku: `K${index}`, physical: '5', reserved: '1', unit: 'ks' }))
  pause = undefined
  delivered = []
  hosts = []
  settings = settingsSchema.parse({
    version: SETTINGS_VERSION,
    mode: 'test',
    central: { baseUrl: sandbox.url },
    connector: { id: 'list', settings: {} },
    outward: { 'stock-levels': {}, prices: {} },
  })
})
afterEach(async () => {
  for (const host of hosts) await host.close()
  await sandbox.close()
  rmSync(dataDir, { recursive: true, force: true })
})

const shop = () => openShop(sandbox, sandbox.keys.shop)
const sold = async (): Promise<Record<string, string>> =>
  Object.fromEntries((await shop().stockLevels(sandbox.companyId)).rows.map(({ sku, available }) => [sku, available]))

test('stock and prices get to the shops with a run, and the status says so', async () => {
  const host = open()
  await host.runNow()
  expect(await sold()).toMatchObject({ K0: '4', K11: '4' })
  expect((await shop().prices(sandbox.companyId)).rows).toHaveLength(12)
  expect(host.status()).toMatchObject({
    state: 'ok',
    outward: { 'stock-levels': { state: 'ok', rows: 12, changed: 12 }, prices: { state: 'ok', rows: 12 } },
  })
  // Not due again: the next run leaves the information system alone.
  const { lastPassAt } = host.status().outward?.['stock-levels'] ?? {}
  await host.runNow()
  expect(host.status().outward?.['stock-levels']?.lastPassAt).toBe(lastPassAt)
})

test('another process looks on, asks the holder for a pass, and confirms a fall', async () => {
  const holder = open()
  await holder.runNow()
  const other = open()
  cards = cards.map((card, index) => (index < 6 ? { ...card, physical: '0' } : card))
  await other.upload(['stock-levels'], {})
  expect(other.status()).toMatchObject({ outward: { 'stock-levels': { state: 'attention', held: { percent: 50, zero: 6 } } } })
  expect(holder.status()).toMatchObject({ state: 'attention', problem: { code: 'outward-fall' } })
  expect(await sold()).toMatchObject({ K0: '4' })
  expect(await other.confirmFall('prices')).toBe(false)
  expect(await other.confirmFall('stock-levels')).toBe(true)
  expect(await sold()).toMatchObject({ K0: '0', K11: '4' })
  expect(holder.status().state).toBe('ok')
})

test('a long reading gives way to orders', async () => {
  const host = open()
  await host.runNow()
  let go = (): void => {}
  let begun = (): void => {}
  const isReading = new Promise<void>((resolve) => {
    begun = resolve
  })
  const over = new Promise<void>((resolve) => {
    go = resolve
  })
  pause = { begun, over }
  cards = cards.map((card) => ({ ...card, physical: '7' }))
  const passing = host.upload(['stock-levels'], {})
  const made = await call(sandbox, sandbox.keys.client, 'POST', '/test-orders', { count: 1 }, { 'Idempotency-Key': 'one' })
  expect(made.status).toBe(201)
  await isReading
  const running = host.runNow()
  await wait(50)
  expect(delivered).toEqual([])
  go()
  await running
  expect(delivered).toHaveLength(1)
  await passing
  expect(await sold()).toMatchObject({ K0: '6', K11: '6' })
})

test('what nobody has agreed to is not sent, and what is held is shown beside a run that went well', async () => {
  settings = { ...settings, outward: { ...settings.outward, 'stock-levels': undefined } }
  const host = open()
  await expect(host.upload(['stock-levels'], {})).rejects.toMatchObject({ problem: { code: 'outward-off' } })
  cards = []
  await host.runNow()
  expect(host.status()).toMatchObject({
    state: 'attention',
    problem: { code: 'outward-empty' },
    outward: { prices: { state: 'attention' } },
  })
  expect(host.outward()).toMatchObject([{ agenda: 'prices', unsendable: [], rejected: [] }])
})
