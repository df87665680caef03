import { readFileSync, renameSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { OpenConnector } from '../../../src/main/connectors/connector'
import { contentOf, prepareWith } from '../../../src/main/connectors/money-s3/prepare'
import { stockFileSource } from '../../../src/main/connectors/money-s3/read-stock'
import { moneySettingsSchema } from '../../../src/main/connectors/money-s3/settings'
import type { PriceReading, StockReading, StockSource, Unreadable } from '../../../src/main/engine/outward/ports'
import { openIs } from '../../../src/main/open-is'
import { type ApiFaults, createS3Api } from '../../../src/sandbox/simulators/money-s3/api-server'
import { createMoney } from '../../../src/sandbox/simulators/money-s3/money'
import { type StockItem, stockExport, writeStockExport } from '../../../src/sandbox/simulators/money-s3/stock-export'
import type { Failure, Problem } from '../../../src/shared/failure'
import { connectorTools } from '../../support/connector-tools'
import { deliveryNote, inwardDocument } from '../../support/documents'
import { createTestMoney, moneyDefinition } from '../../support/money-s3'
import { moneySchemaComplaints } from '../../support/money-xsd'

const closing: (() => Promise<unknown> | unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})
const signal = new AbortController().signal
const ICO = '45274649'
const store = { name: 'Hlavní sklad', code: 'HL' }

async function all<T>(readings: AsyncIterable<readonly T[]> | undefined): Promise<T[]> {
  const read: T[] = []
  for await (const portion of readings ?? []) read.push(...portion)
  return read
}
const stockOf = (is: Partial<StockSource>) => all<StockReading | Unreadable>(is.readStock?.({}, signal))
const pricesOf = (is: Partial<StockSource>) => all<PriceReading | Unreadable>(is.readPrices?.({}, signal))
const failure = (reading: Promise<unknown>): Promise<Problem & { effect: string; retry: boolean }> =>
  reading.then(
    (read) => {
      throw new Error(`it was read: ${JSON.stringify(read).slice(0, 200)}`)
    },
    (error: Failure) => ({ ...error.problem, effect: error.effect, retry: error.retry }),
  )

const items: readonly StockItem[] = [
  {
    catalogue: 'KAT-1',
    shortCut: 'Z1',
    barCode: '8591234567890',
    name: 'Šroub <M8> & matice',
    unit: 'ks',
    store,
    quantity: '120.5000',
    reserved: '20',
    ordered: '999',
    vatPercent: '21',
    prices: [
      { withVat: false, price: '12.3400' },
      { level: 'VOC', withVat: true, price: '10' },
      { level: 'EUR', withVat: false, currency: 'EUR', price: '0.5' },
    ],
    eshop: '1',
  },
  { catalogue: 'KAT-1', name: 'Šroub', store: { name: 'Vedlejší' }, quantity: '-3', vatPercent: '12', notForSale: true },
]
const [first] = items as [StockItem]

/** The export of these items, and the connector over its file. `settle`: it rests before it reads, as it does by itself. */
function byFile({ mapping = {}, settle = false }: { mapping?: Record<string, unknown>; settle?: boolean } = {}) {
  const is = createTestMoney({ ico: ICO })
  const tools = connectorTools()
  closing.push(is.remove, tools.remove)
  const settings = { ico: ICO, importFolder: is.importFolder, reportFolder: is.reportFolder, stockFile: is.stockFile, mapping }
  return {
    is,
    tools,
    settings,
    write: (given: readonly StockItem[] = items, options?: { choice?: string }, ico = ICO) =>
      writeFileSync(is.stockFile, [...stockExport(ico, given, options)].join('')),
    open: (): Partial<StockSource> => stockFileSource(is.stockFile, moneySettingsSchema.parse(settings), tools, settle ? 40 : 0),
  }
}

describe('stock items that Money S3 exports', () => {
  it('are stock levels of each store, exactly, without what is ordered from suppliers', async () => {
    const { write, open, is } = byFile()
    write()
    expect(moneySchemaComplaints([readFileSync(is.stockFile)]) ?? []).toEqual([])
    expect(open().reads).toEqual({ 'stock-levels': { since: false }, prices: { since: false } })
    expect(await stockOf(open())).toEqual([
      {
        sku: 'KAT-1',
        ean: '8591234567890',
        name: 'Šroub <M8> & matice',
        unit: 'ks',
        warehouse: 'HL',
        physical: '120.5',
        reserved: '20',
        forSale: true,
      },
      { sku: 'KAT-1', name: 'Šroub', warehouse: 'Vedlejší', physical: '-3', forSale: false },
    ])
  })

  it('are prices of each level, as Money keeps them', async () => {
    const { write, open } = byFile()
    write()
    const common = { sku: 'KAT-1', ean: '8591234567890', warehouse: 'HL', forSale: true, vatPercent: '21' }
    expect(await pricesOf(open())).toEqual([
      { ...common, price: '12.34', priceIncludesVat: false },
      { ...common, priceLevel: 'VOC', price: '10', priceIncludesVat: true },
      { ...common, priceLevel: 'EUR', currency: 'EUR', price: '0.5', priceIncludesVat: false },
    ])
  })

  it.each([
    ['by-short-cut', 'Z1'],
    ['by-barcode', '8591234567890'],
  ])('go by the code that the mapping says (%s)', async (goodsKey, sku) => {
    const { write, open } = byFile({ mapping: { goodsKey } })
    write([first])
    expect((await stockOf(open())).map((reading) => reading.sku)).toEqual([sku])
  })

  it('that can not be read are told one by one, and the others are read', async () => {
    const { write, open } = byFile()
    const { catalogue: _, ...codeless } = first
    const { quantity: __, ...countless } = { ...first, catalogue: 'BEZ-MNOZSTVI' }
    const { vatPercent: ___, ...taxless } = { ...first, catalogue: 'BEZ-DPH' }
    const vague = { ...first, catalogue: 'BEZ-SDPH', prices: [{ price: '5' }] }
    write([codeless, countless, taxless, vague, first])
    const told = (readings: readonly (object & { sku: string; problem?: Problem })[]) =>
      readings.map(({ sku, problem }) => (problem ? `${problem.code} ${sku} ${problem.params['rowField'] ?? ''}`.trim() : sku))
    expect(told(await stockOf(open()))).toEqual([
      'row-no-code',
      'row-value-unfit BEZ-MNOZSTVI physical',
      'BEZ-DPH',
      'BEZ-SDPH',
      'KAT-1',
    ])
    expect(told(await pricesOf(open()))).toEqual([
      'row-no-code',
      ...Array(3).fill('BEZ-MNOZSTVI'),
      'row-vat-unknown BEZ-DPH',
      'row-value-unfit BEZ-SDPH price',
      ...Array(3).fill('KAT-1'),
    ])
  })

  it('that are services lie nowhere, and a price of nought is none', async () => {
    const { write, open, is } = byFile()
    write([{ ...first, prices: [{ withVat: false, price: '0' }] }])
    expect(await pricesOf(open())).toEqual([])
    const service = readFileSync(is.stockFile, 'utf8').replace('</KmKarta>', '<TypKarty>sluzba</TypKarty></KmKarta>')
    writeFileSync(is.stockFile, service)
    expect(await stockOf(open())).toEqual([])
  })
})

describe('the file of stock items', () => {
  it('is read by the connector when it is set, and only then; the check names its first card', async () => {
    const { write, settings, tools } = byFile()
    write()
    const opened = (given: object): Promise<OpenConnector> =>
      openIs({ id: 'money-s3', settings: { ...given } }, () => undefined, tools)
    const is = await opened(settings)
    expect(await stockOf(is)).toHaveLength(2)
    const { stockFile: _, ...without } = settings
    expect((await opened(without)).reads).toBeUndefined()
    const seen = []
    for await (const { id, status, evidence } of is.check(signal)) if (id === 'money.stock-file') seen.push(status, evidence)
    expect(seen).toEqual(['ok', expect.stringContaining('KAT-1 = 120.5')])
  })

  it('that is not there, older than it may be, or from the future is not read', async () => {
    const { write, open, is, tools } = byFile()
    expect(await failure(stockOf(open()))).toMatchObject({ code: 'is-not-found', effect: 'nothing', retry: true })
    write()
    tools.advance(3 * 3_600_000 - 60_000)
    expect(await stockOf(open())).toHaveLength(2)
    tools.advance(120_000)
    const stale = await failure(stockOf(open()))
    expect(stale).toMatchObject({ code: 'source-too-old', effect: 'nothing', retry: true })
    expect(stale.params['path']).toBe(is.stockFile)
    const future = Date.now() / 1000 + 12 * 3600
    utimesSync(is.stockFile, future, future)
    expect(await failure(pricesOf(open()))).toMatchObject({ code: 'source-too-old' })
  })

  it('that ends anywhere before its end is never taken for whole', async () => {
    const { write, open, is } = byFile()
    write()
    const whole = readFileSync(is.stockFile).length
    for (let length = 0; length < whole; length += 41) {
      write()
      truncateSync(is.stockFile, length)
      expect(await failure(stockOf(open())), `${length} of ${whole}`).toMatchObject({
        code: 'source-unreadable',
        effect: 'nothing',
      })
    }
  })

  it('that is still being written is waited for, and given up when it goes on', async () => {
    const { write, open, is } = byFile({ settle: true })
    const whole = [...stockExport(ICO, items)].join('')
    writeFileSync(is.stockFile, whole.slice(0, 500))
    setTimeout(() => write(), 20)
    expect(await stockOf(open())).toHaveLength(2)
    let length = 0
    const writing = setInterval(() => writeFileSync(is.stockFile, whole.slice(0, 300 + ++length)), 10)
    closing.push(() => clearInterval(writing))
    expect(await failure(stockOf(open()))).toMatchObject({ code: 'source-not-ready', retry: true })
  })

  it('in whose place a new one comes while it is read is not taken for whole', async () => {
    const { open, is } = byFile()
    const many = Array.from({ length: 3000 }, (_, i) => ({ ...first, catalogue: `K${i}` }))
    await writeStockExport(is.stockFile, ICO, many)
    const reading = open().readStock?.({}, signal)[Symbol.asyncIterator]()
    expect((await reading?.next())?.done).toBe(false)
    await writeStockExport(`${is.stockFile}.new`, ICO, many)
    renameSync(`${is.stockFile}.new`, is.stockFile)
    const rest = async () => {
      while (!(await reading?.next())?.done);
    }
    expect(await failure(rest())).toMatchObject({ code: 'source-not-ready' })
  })

  it.each<[string, (file: ReturnType<typeof byFile>) => void, string]>([
    ['of what has changed only', ({ write }) => write(items, { choice: '4' }), 'mapping-incomplete'],
    ['of another company', ({ write }) => write(items, {}, '87654321'), 'is-wrong-company'],
    ['of something else', ({ is }) => writeFileSync(is.stockFile, is.money.exportXml()), 'source-unreadable'],
    ['with a DTD', ({ is }) => writeFileSync(is.stockFile, '<!DOCTYPE MoneyData><MoneyData/>'), 'source-unreadable'],
  ])('that is an export %s is refused whole', async (_what, make, code) => {
    const file = byFile()
    make(file)
    expect(await failure(stockOf(file.open()))).toMatchObject({ code, effect: 'nothing' })
    expect(await failure(pricesOf(file.open()))).toMatchObject({ code })
  })

  it('of 100,000 items comes in small portions', { timeout: 120_000 }, async () => {
    const { open, is } = byFile()
    function* many(): Generator<StockItem> {
      for (let i = 0; i < 100_000; i++) yield { catalogue: `K${i}`, name: 'Šroub', store, quantity: String(i) }
    }
    await writeStockExport(is.stockFile, ICO, many())
    let count = 0
    let longest = 0
    for await (const portion of open().readStock?.({}, signal) ?? []) {
      for (const reading of portion) if ('physical' in reading && reading.physical === String(count)) count++
      longest = Math.max(longest, portion.length)
    }
    expect(count).toBe(100_000)
    expect(longest).toBeLessThan(1000)
  })

  it('follows what a delivery brings into the store, once', async () => {
    const { is, open, settings, tools } = byFile({ mapping: { storeName: store.name } })
    const prepare = prepareWith(moneySettingsSchema.parse(settings), tools, ['delivery-notes'])
    const preparation = prepare(inwardDocument('delivery-notes', 'it-1', deliveryNote('DL-1')))
    if (!preparation.ok) throw new Error(preparation.problem.code)
    for (const turn of [1, 2]) {
      writeFileSync(join(is.importFolder, `${turn}.xml`), contentOf(preparation.prepared).bytes)
      await is.automatic.run()
      expect(await stockOf(open())).toMatchObject([
        { sku: 'SKU-1', physical: '2' },
        { sku: 'SKU-2', physical: '3' },
      ])
    }
  })
})

describe('the S3 API', () => {
  const exact = ['0', '-3', '12.3450', '99999999999.9999', '0.1000']
  const stock = Array.from({ length: 230 }, (_, i) => ({
    ...first,
    catalogue: `K${i}`,
    quantity: exact[i % exact.length] as string,
  }))
  const opened = async (settings: Record<string, unknown> = {}, faults: ApiFaults = {}) => {
    const api = createS3Api(createMoney({ ico: ICO, definition: moneyDefinition() }), { stock })
    const tools = connectorTools()
    closing.push(() => api.close(), tools.remove)
    api.faults(faults)
    const { appId, clientId, agendaGuid } = api
    const given = { way: 'api', ico: ICO, apiUrl: await api.start(), appId, clientId, agendaGuid, ...settings }
    return openIs({ id: 'money-s3', settings: given }, () => api.clientSecret, tools)
  }

  it('gives stock levels page by page, to the last digit, and no prices', async () => {
    const is = await opened()
    expect(is.reads).toEqual({ 'stock-levels': { since: false } })
    const readings = await stockOf(is)
    expect(readings.map(({ sku }) => sku)).toEqual(stock.map(({ catalogue }) => catalogue))
    expect(readings.slice(0, 5).map((one) => 'physical' in one && one.physical)).toEqual([
      '0',
      '-3',
      '12.345',
      '99999999999.9999',
      '0.1',
    ])
    expect(readings[1]).toEqual({
      sku: 'K1',
      ean: '8591234567890',
      name: 'Šroub <M8> & matice',
      unit: 'ks',
      warehouse: 'HL',
      physical: '-3',
      reserved: '20',
    })
  })

  it.each<[string, Record<string, unknown>, ApiFaults, string]>([
    ['that gives records in no order', {}, { unordered: true }, 'is-answer-unreadable'],
    ['of another agenda', { agendaGuid: '6f9619ff-8b86-d011-b42d-00cf4fc96400' }, {}, 'is-wrong-company'],
    ['that is not running', {}, { unavailable: true }, 'is-closed'],
    ['that gives no rights', {}, { noRights: true }, 'is-no-rights'],
  ])('%s: nothing is read', async (_what, settings, faults, code) => {
    expect(await failure(stockOf(await opened(settings, faults)))).toMatchObject({ code, effect: 'nothing' })
  })
})
