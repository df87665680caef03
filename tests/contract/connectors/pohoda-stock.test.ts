import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OpenConnector } from '../../../src/main/connectors/connector'
import type { PriceReading, StockReading, Unreadable } from '../../../src/main/engine/outward/ports'
import { openIs } from '../../../src/main/open-is'
import { runScheduledImport } from '../../../src/sandbox/simulators/pohoda/run-job'
import { seedStock } from '../../../src/sandbox/simulators/pohoda/stock-seed'
import type { StockCardRecord } from '../../../src/sandbox/simulators/pohoda/stock-store'
import { databaseFile, openStore, type Store } from '../../../src/sandbox/simulators/pohoda/store'
import type { HttpFaults } from '../../../src/sandbox/simulators/pohoda-mserver/http-faults'
import { type MServer, startMServer } from '../../../src/sandbox/simulators/pohoda-mserver/server'
import { dec, format } from '../../../src/shared/documents/decimal'
import { Failure } from '../../../src/shared/failure'
import { connectorTools } from '../../support/connector-tools'
import { createTestPohoda } from '../../support/pohoda'

/** Stock levels and prices out of a simulated POHODA, by each way that reads them. */

const { signal } = new AbortController()
const same = (value: string): string => format(dec(value))

/** What must be read of a card of the simulator's store. */
const stockOf = (card: StockCardRecord): StockReading => ({
  sku: card.code,
  ...(card.ean === undefined ? {} : { ean: card.ean }),
  name: card.name,
  ...(card.unit === undefined ? {} : { unit: card.unit }),
  warehouse: card.storage.split('/')[0] ?? '',
  forSale: card.isInternet,
  physical: same(card.count),
  reserved: same(card.reservation),
  ordered: same(card.countReceivedOrders),
})
const pricesOf = (card: StockCardRecord): PriceReading[] => {
  const { sku, ean, warehouse = '', forSale = false } = stockOf(card)
  const common = {
    sku,
    ...(ean === undefined ? {} : { ean }),
    warehouse,
    forSale,
    vatPercent: card.sellingRateVAT === 'high' ? '21' : '12',
  }
  const { price, payVAT } = card.sellingPrice
  return [
    { ...common, price: same(price), priceIncludesVat: payVAT },
    ...card.prices
      .filter(({ ids }) => ids === 'Sleva 1')
      .map(({ ids, price: level }) => ({ ...common, priceLevel: ids, price: same(level), priceIncludesVat: true })),
  ]
}

const all = async <T>(portions: AsyncIterable<readonly T[]> | undefined): Promise<T[]> => {
  const read: T[] = []
  for await (const portion of portions ?? []) read.push(...portion)
  return read
}
const failure = async (work: Promise<unknown>): Promise<Failure> => {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(Failure)
  return error as Failure
}

const pohoda = createTestPohoda()
const tools = connectorTools()
let server: MServer
let store: Store
beforeAll(async () => {
  seedStock(pohoda.stateDir, pohoda.database, { cards: 300 })
  server = await startMServer({ stateDir: pohoda.stateDir, database: pohoda.database })
  store = openStore(databaseFile(pohoda.stateDir, pohoda.database))
})
afterAll(async () => {
  store.close()
  await server.close()
  pohoda.remove()
  tools.remove()
})

const mServer = (changes: Record<string, unknown> = {}): Promise<OpenConnector> =>
  openIs(
    {
      id: 'pohoda-mserver',
      settings: {
        address: server.url,
        user: pohoda.user,
        database: pohoda.database,
        ico: pohoda.ico,
        timeoutSeconds: 20,
        ...changes,
      },
    },
    () => pohoda.password,
    tools,
  )
const program = (changes: Record<string, unknown> = {}): Promise<OpenConnector> =>
  openIs(
    {
      id: 'pohoda-xml',
      settings: {
        program: pohoda.program,
        user: pohoda.user,
        database: pohoda.database,
        ico: pohoda.ico,
        timeoutSeconds: 60,
        ...changes,
      },
    },
    () => pohoda.password,
    tools,
  )
const folder = (changes: Record<string, unknown> = {}): Promise<OpenConnector> =>
  openIs(
    {
      id: 'pohoda-xml',
      settings: {
        way: 'folder',
        importFolder: pohoda.inputDir,
        responseFolder: pohoda.responseDir,
        ico: pohoda.ico,
        answerTimeoutSeconds: 20,
        ...changes,
      },
    },
    () => '',
    tools,
  )
/** POHODA's task empties the folder now and then, as long as `work` takes. */
const whileScheduled = async <T>(work: Promise<T>): Promise<T> => {
  let over = false
  const task = (async () => {
    while (!over) {
      await runScheduledImport(pohoda.stateDir, {
        database: pohoda.database,
        inputDir: pohoda.inputDir,
        responseDir: pohoda.responseDir,
      })
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  })()
  try {
    return await work
  } finally {
    over = true
    await task
  }
}
const reading = (changes: Record<string, unknown>): Record<string, unknown> => ({
  reading: { priceLevels: { 'Sleva 1': 'with' }, ...changes },
})

const ways: Readonly<
  Record<string, (settings: Record<string, unknown>) => Promise<{ is: OpenConnector; read<T>(work: Promise<T>): Promise<T> }>>
> = {
  mServer: async (settings) => ({ is: await mServer(settings), read: (work) => work }),
  program: async (settings) => ({ is: await program(settings), read: (work) => work }),
  folder: async (settings) => ({ is: await folder(settings), read: whileScheduled }),
}

describe.each(Object.keys(ways))('POHODA by its %s', (way) => {
  const open = (settings: Record<string, unknown>) => (ways[way] as NonNullable<(typeof ways)[string]>)(settings)

  it('gives stock levels and prices as it has them, and keeps no list of them', async () => {
    const { is, read } = await open(reading({ paging: 'none' }))
    const cards = store.stock.find({})
    expect(await read(all(is.readStock?.({}, signal)))).toEqual(cards.map(stockOf))
    expect(await read(all(is.readPrices?.({}, signal)))).toEqual(cards.flatMap(pricesOf))
    expect(readdirSync(pohoda.inputDir).filter((name) => name.endsWith('.xml'))).toEqual([])
    expect(readdirSync(pohoda.responseDir)).toEqual([])
    const lists = join(tools.dataDir, 'lists')
    if (way === 'program') expect(readdirSync(lists)).toEqual([])
  })

  it('gives them the same by pages, of one store, and those marked for the internet', async () => {
    const { is, read } = await open(reading({ paging: 'by-id', pageSize: 130, storage: 'PRODEJNA', onlyInternet: true }))
    const cards = store.stock.find({ storage: 'PRODEJNA', internet: true })
    expect(cards.length).toBeGreaterThan(50)
    expect(await read(all(is.readStock?.({}, signal)))).toEqual(cards.map(stockOf))
  })
})

describe('mServer', () => {
  const readAll = async (
    settings: Record<string, unknown> = {},
    http: HttpFaults = {},
  ): Promise<readonly (StockReading | Unreadable)[]> => {
    server.faults(http)
    try {
      return await all((await mServer(settings)).readStock?.({}, signal))
    } finally {
      server.faults({})
      pohoda.faults({})
    }
  }

  it('is free for others between pages, and a card that moves, comes or goes meanwhile is no harm to the others', async () => {
    const is = await mServer(reading({ pageSize: 100 }))
    const at = '2026-09-01T08:00:00'
    const read: string[] = []
    for await (const page of is.readStock?.({}, signal) ?? []) {
      if (page.length > 0) {
        read.push(...page.map(({ sku }) => sku))
        continue
      }
      // Its turn would never come if a page were still held.
      expect(await is.find(['Q-1'], signal)).toEqual(new Map())
      if (read.length !== 100) continue
      store.stock.move(150, '-1', at)
      store.stock.remove(160)
      store.stock.insertAll([{ ...(store.stock.find({ id: 1 })[0] as StockCardRecord), code: 'NEW', changedAt: at }])
    }
    expect(read).toHaveLength(300)
    expect(read).not.toContain('K000160')
    expect(read.at(-1)).toBe('NEW')
    expect(new Set(read).size).toBe(300)
  })

  it('tells what has changed where the settings trust it', async () => {
    const is = await mServer(reading({ lastChanges: 'movements' }))
    expect(is.reads).toEqual({ 'stock-levels': { since: true }, prices: { since: true } })
    const changed = await all(is.readStock?.({ changedSince: '2026-08-31T00:00:00Z' }, signal))
    expect(changed.map(({ sku }) => sku)).toEqual(['K000150', 'NEW'])
  })

  it.each([
    ['an answer that breaks off', {}, { cutAnswer: true }, 'is-no-answer'],
    ['an answer that breaks off, compressed or not, in pages', reading({ pageSize: 250 }), { cutAnswer: true }, 'is-no-answer'],
    ['an answer without an end', {}, { garbage: '<rsp:responsePack' }, 'is-answer-unreadable'],
    ['bytes of another encoding', {}, { garbage: '<?xml version="1.0" encoding="UTF-8"?><žluť/>' }, 'is-answer-unreadable'],
    ['a wrong login', { user: 'Nikdo' }, {}, 'is-login-failed'],
    ['another year', { database: 'StwPh_12345678_2025' }, {}, 'is-wrong-company'],
    ['another company', { ico: '87654321' }, {}, 'is-wrong-company'],
    ['a POHODA that is busy (503)', {}, { status: { code: 503, when: 'before' } }, 'is-closed'],
    ['no right to the unit (403)', {}, { noUnitRight: true }, 'is-no-rights'],
    ['nobody there', { address: 'http://127.0.0.1:2' }, {}, 'is-closed'],
  ] satisfies [string, Record<string, unknown>, HttpFaults, string][])(
    '%s ends the reading with its own words',
    async (_what, settings, http, code) => {
      const { problem, effect } = await failure(readAll({ ...reading({ paging: 'none' }), ...settings }, http))
      expect({ code: problem.code, effect }).toEqual({ code, effect: 'nothing' })
    },
  )

  it('that is slow is waited for only so long', async () => {
    pohoda.faults({ delayMs: { beforeWrite: 3000 } })
    expect((await failure(readAll({ timeoutSeconds: 1 }))).problem.code).toBe('is-timeout')
    await server.idle()
  })

  it('that is locked says so', async () => {
    pohoda.faults({ lockedDatabase: true })
    expect((await failure(readAll())).problem.code).toBe('is-locked')
  })

  it('shows its first card in the check, and that costs one card', async () => {
    const checks = []
    const before = server.requests.length
    for await (const check of (await mServer()).check(signal)) checks.push(check)
    expect(checks.find(({ id }) => id === 'pohoda.stock')).toMatchObject({
      status: 'ok',
      evidence: expect.stringMatching(/^K000001, PRODEJNA.*; Prodejní, Sleva 1$/),
    })
    const asked = server.requests.slice(before).map(({ bytes }) => bytes.toString('latin1'))
    expect(asked.filter((text) => text.includes('listStockRequest'))).toEqual([expect.stringContaining('<ftr:count>1<')])
  })

  it('gives twenty thousand cards in memory that does not grow with them', async () => {
    const other = createTestPohoda()
    seedStock(other.stateDir, other.database, { cards: 20_000, levels: [] })
    const large = await startMServer({ stateDir: other.stateDir, database: other.database })
    try {
      const is = await mServer({ ...reading({ paging: 'none' }), address: large.url })
      let count = 0
      let most = 0
      for await (const portion of is.readStock?.({}, signal) ?? []) {
        count += portion.length
        most = Math.max(most, portion.length)
      }
      expect(count).toBe(20_000)
      // Never more at once than what a piece of the answer holds.
      expect(most).toBeLessThan(1000)
    } finally {
      await large.close()
      other.remove()
    }
  })
})

describe('POHODA by its program', () => {
  it.each([
    ['an answer that is cut', { truncatedResponse: true }, 'is-answer-unreadable'],
    ['an answer that says another encoding', { wrongEncoding: true }, 'is-answer-unreadable'],
    ['no answer', { noResponse: true }, 'is-no-answer'],
    ['an empty answer', { emptyResponse: true }, 'is-no-answer'],
    ['no licence', { noLicence: true }, 'is-no-licence'],
  ] as const)('%s ends the reading with its own words', async (_what, faults, code) => {
    pohoda.faults(faults)
    const { problem, effect } = await failure(all((await program()).readPrices?.({}, signal)))
    pohoda.faults({})
    expect({ code: problem.code, effect }).toEqual({ code, effect: 'nothing' })
  })
})
