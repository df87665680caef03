import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { stockQuestion } from '../../../../../src/main/connectors/pohoda/list-stock'
import { firstCard, stockSource } from '../../../../../src/main/connectors/pohoda/read-stock'
import { readingSchema } from '../../../../../src/main/connectors/pohoda/settings'
import type { PriceReading, StockReading, Unreadable } from '../../../../../src/main/engine/outward/ports'
import { Failure } from '../../../../../src/shared/failure'
import { sharedErp } from '../../../../support/shared-erp'
import { schemaComplaints } from '../../../../support/xmllint'

const schema = (name: string): string => `http://www.stormware.cz/schema/version_2/${name}.xsd`
const NAMESPACES = ['response', 'list_stock', 'stock', 'type', 'documentresponse']
  .map((name) => `xmlns:${name}="${schema(name)}"`)
  .join(' ')
/** A list answer of POHODA; prefixes are the names of the schemas. */
const answer = (
  cards: string,
  { pack = 'ico="12345678"', item = '', state = 'ok', before = '', encoding = 'Windows-1250' } = {},
): Buffer =>
  iconv.encode(
    `<?xml version="1.0" encoding="${encoding}"?>\r\n<response:responsePack version="2.0" id="x" state="ok" note="" ${pack} ${NAMESPACES}><response:responsePackItem version="2.0" id="0" state="ok" ${item}><list_stock:listStock version="2.0" state="${state}">${before}${cards}</list_stock:listStock></response:responsePackItem></response:responsePack>`,
    'windows-1250',
  )
const card = (header: string, rest = ''): string =>
  `<list_stock:stock version="2.0"><stock:stockHeader>${header}</stock:stockHeader>${rest}</list_stock:stock>`
const simple = (id: number): string =>
  card(
    `<stock:id>${id}</stock:id><stock:code>K${id}</stock:code><stock:sellingRateVAT value="21">high</stock:sellingRateVAT><stock:sellingPrice payVAT="false">10</stock:sellingPrice><stock:count>${id}.0</stock:count>`,
  )
const today = Date.parse('2026-09-01T10:00:00Z')

type Settings = Partial<ReturnType<ReturnType<typeof readingSchema>['parse']>>
const asked: { idFrom: number | undefined; count: number; text: string }[] = []
/** A source over a POHODA that answers by `reply`; the questions are kept in `asked`. */
const source = (reply: (idFrom: number, count: number) => Buffer, settings: Settings = {}, vatCountry?: 'CZ' | 'SK') => {
  asked.length = 0
  const parts = {
    settings: {
      ico: '12345678',
      user: 'Admin',
      reading: { ...readingSchema('none').parse({}), ...settings },
      mapping: { vatCountry },
    },
    clock: { now: () => today, monotonicMs: () => 0 },
    path: 'listStock',
    async *list(pack: Uint8Array) {
      const text = Buffer.from(pack).toString('latin1')
      const [, idFrom, count] = /<ftr:idFrom>(\d+)<\/ftr:idFrom><ftr:count>(\d+)</.exec(text) ?? []
      asked.push({ idFrom: idFrom === undefined ? undefined : Number(idFrom), count: Number(count), text })
      const bytes = reply(Number(idFrom), Number(count))
      for (let from = 0; from < bytes.length; from += 100) yield bytes.subarray(from, from + 100)
    },
  }
  return { ...stockSource(parts), firstCard: () => firstCard(parts, signal) }
}
const { signal } = new AbortController()
const all = async <T>(portions: AsyncIterable<readonly T[]>): Promise<T[]> => {
  const read: T[] = []
  for await (const portion of portions) read.push(...portion)
  return read
}
const stockOf = (cards: string, settings: Settings = {}): Promise<(StockReading | Unreadable)[]> =>
  all(source(() => answer(cards), settings).readStock({}, signal))
const pricesOf = (cards: string, settings: Settings = {}, country?: 'CZ' | 'SK'): Promise<(PriceReading | Unreadable)[]> =>
  all(source(() => answer(cards), settings, country).readPrices({}, signal))
const failure = async (work: Promise<unknown>): Promise<Failure> => {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(Failure)
  expect((error as Failure).effect).toBe('nothing')
  return error as Failure
}
/** A POHODA with these ids, which gives them by pages as it should. */
const paged = (ids: () => readonly number[]) => (idFrom: number, count: number) =>
  answer(
    ids()
      .filter((id) => id >= idFrom)
      .slice(0, count)
      .map(simple)
      .join(''),
  )

describe('a stock level', () => {
  it('is what the card says, in plain decimals', async () => {
    const cards = card(
      '<stock:id>9</stock:id><stock:stockType>card</stock:stockType><stock:code>SR-M6X20</stock:code><stock:EAN>8591234567890</stock:EAN><stock:isInternet>true</stock:isInternet><stock:name>Šroub M6 × 20 &amp; matka</stock:name><stock:unit>ks</stock:unit><stock:storage><type:id>1</type:id><type:ids>ZBOŽÍ/Spojovací</type:ids></stock:storage><stock:count>1250.0</stock:count><stock:countReceivedOrders>1.5E+2</stock:countReceivedOrders><stock:reservation>0.1000000014901161</stock:reservation><stock:supplier><type:id>7</type:id></stock:supplier>',
      '<stock:stockDetail><stock:stockItem><stock:id>1</stock:id><stock:code>other</stock:code></stock:stockItem></stock:stockDetail>',
    )
    expect(await stockOf(cards)).toEqual([
      {
        sku: 'SR-M6X20',
        ean: '8591234567890',
        name: 'Šroub M6 × 20 & matka',
        unit: 'ks',
        warehouse: 'ZBOŽÍ',
        forSale: true,
        physical: '1250',
        ordered: '150',
        reserved: '0.1',
      },
    ])
  })

  it.each([
    ['0', '0'],
    ['-0.0', '0'],
    ['-3.50', '-3.5'],
    ['.5', '0.5'],
    ['007.', '7'],
    ['16777217', '16777216'],
    ['1e-3', '0.001'],
    ['0.333333343267441', '0.33333334'],
  ])('of %s is %s: a 32-bit number by its shortest decimal', async (text, physical) => {
    expect(await stockOf(card(`<stock:code>K</stock:code><stock:count>${text}</stock:count>`))).toEqual([{ sku: 'K', physical }])
  })

  it.each([
    ['without a code', '<stock:name>Kladivo</stock:name><stock:count>1</stock:count>', '', 'row-no-code', { name: 'Kladivo' }],
    [
      'with a blank for a code',
      '<stock:id>7</stock:id><stock:code> </stock:code><stock:count>1</stock:count>',
      '',
      'row-no-code',
      { name: 'id 7' },
    ],
    ['that is not said', '<stock:code>K</stock:code>', 'K', 'row-value-unfit', { sku: 'K', rowField: 'physical', value: '' }],
    [
      'that is no number',
      '<stock:code>K</stock:code><stock:count>INF</stock:count>',
      'K',
      'row-value-unfit',
      { sku: 'K', rowField: 'physical', value: 'INF' },
    ],
    [
      'with a reservation that is none',
      '<stock:code>K</stock:code><stock:count>1</stock:count><stock:reservation>1,5</stock:reservation>',
      'K',
      'row-value-unfit',
      { sku: 'K', rowField: 'available', value: '1,5' },
    ],
  ])('%s is unreadable, and no hindrance to the others', async (_what, header, sku, code, params) => {
    expect(await stockOf(card(header) + simple(5))).toEqual([
      { sku, problem: { code, params } },
      { sku: 'K5', physical: '5' },
    ])
  })

  it('is none for what lies nowhere: texts and services', async () => {
    const kinds = ['text', 'service', 'package', 'set', 'product']
    const cards = kinds.map((kind) =>
      card(`<stock:stockType>${kind}</stock:stockType><stock:code>${kind}</stock:code><stock:count>1</stock:count>`),
    )
    expect((await stockOf(cards.join(''))).map(({ sku }) => sku)).toEqual(['package', 'set', 'product'])
  })
})

describe('a price', () => {
  const priced = (rate: string, price = '<stock:sellingPrice payVAT="true">121.00</stock:sellingPrice>', levels = ''): string =>
    card(`<stock:code>K</stock:code>${rate}${price}`, levels)
  const high = '<stock:sellingRateVAT value="21">high</stock:sellingRateVAT>'

  it('says whether VAT is in it by its own word, and is without where there is none', async () => {
    for (const [attribute, priceIncludesVat] of [
      [' payVAT="true"', true],
      [' payVAT="1"', true],
      [' payVAT="false"', false],
      ['', false],
    ] as const)
      expect(await pricesOf(priced(high, `<stock:sellingPrice${attribute}>1.210E2</stock:sellingPrice>`))).toEqual([
        { sku: 'K', price: '121', priceIncludesVat, vatPercent: '21' },
      ])
  })

  it('of a level is read where the settings say of its VAT, and of no other', async () => {
    const levels =
      '<stock:stockPriceItem><stock:stockPrice><type:id>1</type:id><type:ids>Prodejní</type:ids><type:price>100.00</type:price></stock:stockPrice><stock:stockPrice><type:ids>Sleva 1</type:ids><type:price>90.5</type:price></stock:stockPrice><stock:stockPrice><type:ids>MOC</type:ids><type:price>NaN</type:price></stock:stockPrice></stock:stockPriceItem>'
    expect(await pricesOf(priced(high, undefined, levels), { priceLevels: { 'Sleva 1': 'without', MOC: 'with' } })).toEqual([
      { sku: 'K', price: '121', priceIncludesVat: true, vatPercent: '21' },
      { sku: 'K', priceLevel: 'Sleva 1', price: '90.5', priceIncludesVat: false, vatPercent: '21' },
      { sku: 'K', problem: { code: 'row-value-unfit', params: { sku: 'K', rowField: 'price', value: 'NaN' }, words: 'MOC' } },
    ])
    expect(asked[0]?.text).toContain('<lStk:stockPriceItem>true<')
    await pricesOf(priced(high, undefined, levels))
    expect(asked[0]?.text).toContain('<lStk:stockPriceItem>false<')
  })

  it.each([
    ['a percent', '<stock:sellingRateVAT value="12.0">low</stock:sellingRateVAT>', undefined, '12'],
    ['a percent of long ago', '<stock:sellingRateVAT value="15">historyLow</stock:sellingRateVAT>', 'CZ', '15'],
    ['no rate', '<stock:sellingRateVAT>none</stock:sellingRateVAT>', undefined, '0'],
    ['the high rate of Czechia', '<stock:sellingRateVAT>high</stock:sellingRateVAT>', 'CZ', '21'],
    ['the low rate of Slovakia', '<stock:sellingRateVAT>low</stock:sellingRateVAT>', 'SK', '19'],
    ['the third rate of Slovakia', '<stock:sellingRateVAT>third</stock:sellingRateVAT>', 'SK', '5'],
    ['a rate of an unknown country', '<stock:sellingRateVAT>high</stock:sellingRateVAT>', undefined, undefined],
    ['a third rate in Czechia', '<stock:sellingRateVAT>third</stock:sellingRateVAT>', 'CZ', undefined],
    ['a historic rate without its percent', '<stock:sellingRateVAT>historyHigh</stock:sellingRateVAT>', 'CZ', undefined],
    ['a rate nobody knows', '<stock:sellingRateVAT>luxury</stock:sellingRateVAT>', 'CZ', undefined],
    ['a percent that is none', '<stock:sellingRateVAT value="x">high</stock:sellingRateVAT>', 'CZ', undefined],
    ['nothing', '', 'CZ', undefined],
  ] as const)('by %s', async (_what, rate, country, percent) => {
    const [reading, ...more] = await pricesOf(priced(rate), {}, country)
    expect(more).toEqual([])
    if (percent === undefined) expect(reading).toMatchObject({ sku: 'K', problem: { code: 'row-vat-unknown' } })
    else expect(reading).toMatchObject({ price: '121', vatPercent: percent })
  })

  it('that is missing is unreadable', async () => {
    expect(await pricesOf(priced(high, ''))).toMatchObject([{ sku: 'K', problem: { code: 'row-value-unfit' } }])
  })
})

describe('the question', () => {
  it('switches off what is not needed, and filters as the settings say', async () => {
    await all(
      source(() => answer(''), { storage: 'ZBOŽÍ/Spojovací', onlyInternet: true }).readStock(
        { changedSince: '2026-09-01T10:00:00Z' },
        signal,
      ),
    )
    const [{ text = '' } = {}] = asked
    // 70 minutes before, by the clock on the wall.
    const since = new Date('2026-09-01T08:50:00Z').toLocaleString('sv-SE').replace(' ', 'T')
    expect(text).toContain(`<ftr:internet>true</ftr:internet><ftr:lastChanges>${since}</ftr:lastChanges>`)
    expect(text).toContain('<lStk:pictures>false<')
    expect(text).not.toContain('limit')
  })

  it('is valid by POHODA’s own schema, and so is the sample of its answer readable', async () => {
    const erp = sharedErp()
    const questions = [
      stockQuestion('12345678', { onlyInternet: false, prices: false }),
      stockQuestion('12345678', {
        page: { idFrom: 1, count: 10_000 },
        storage: 'ZBOŽÍ/Spojovací',
        onlyInternet: true,
        changedSince: '2026-09-01T00:00:00',
        prices: true,
      }),
    ]
    expect(schemaComplaints('pohoda-xsd/data.xsd', questions) ?? []).toEqual([])
    const sample = erp && join(erp, 'samples/pohoda/liststock-response.xml')
    if (sample === undefined || !existsSync(sample)) return console.warn('SKIPPED: no sample of a list of stock')
    expect(
      await all(source(() => readFileSync(sample), { priceLevels: { 'Sleva 1': 'without' } }).readPrices({}, signal)),
    ).toMatchObject([
      { sku: 'SR-M6X20', warehouse: 'ZBOŽÍ', price: '12.5', vatPercent: '21', priceIncludesVat: false },
      { sku: 'SR-M6X20', priceLevel: 'Sleva 1', price: '11.25' },
    ])
  })

  it('for changed cards is only promised where the settings say what POHODA calls changed', () => {
    const reads = (lastChanges: 'off' | 'cards' | 'movements') => source(() => answer(''), { lastChanges }).reads
    expect(reads('off')).toEqual({ 'stock-levels': { since: false }, prices: { since: false } })
    expect(reads('cards')).toEqual({ 'stock-levels': { since: false }, prices: { since: true } })
    expect(reads('movements')).toEqual({ 'stock-levels': { since: true }, prices: { since: true } })
  })
})

describe('a list in pages', () => {
  const by = (pageSize: number): Settings => ({ paging: 'by-id', pageSize })
  const skus = (readings: readonly { sku: string }[]): string[] => readings.map(({ sku }) => sku)

  it('is read to its end, however few cards a page has', async () => {
    const ids = [3, 4, 5, 90, 91, 92, 1000]
    expect(
      skus(
        await all(
          source(
            paged(() => ids),
            by(3),
          ).readStock({}, signal),
        ),
      ),
    ).toEqual(ids.map((id) => `K${id}`))
    expect(asked.map(({ idFrom }) => idFrom)).toEqual([1, 6, 93, 1001])
    // One that gives fewer than it is asked for is not taken for the end.
    const few = (idFrom: number): Buffer => paged(() => ids)(idFrom, 2)
    expect(skus(await all(source(few, by(3)).readStock({}, signal)))).toEqual(ids.map((id) => `K${id}`))
  })

  it('loses no card when others come and go between its pages', async () => {
    const first = Array.from({ length: 20 }, (_, at) => at + 1)
    const ids = new Set(first)
    const gone = new Set<string>()
    const read: string[] = []
    const there = (): number[] => [...ids].toSorted((a, b) => a - b)
    for await (const portion of source(paged(there), by(5)).readStock({}, signal)) {
      if (portion.length === 0) continue
      read.push(...skus(portion))
      // One that was read, one that wasn't, and a new one.
      for (const id of [read.length, read.length + 2]) {
        ids.delete(id)
        if (!read.includes(`K${id}`)) gone.add(`K${id}`)
      }
      if (read.length < 12) ids.add(100 + read.length)
    }
    expect([...gone]).toEqual(expect.arrayContaining(['K7', 'K12']))
    expect(read).toEqual([...first, 105, 110].map((id) => `K${id}`).filter((sku) => !gone.has(sku)))
  })

  it('lets others into POHODA between its pages, and nowhere else', async () => {
    const lengths = async (settings: Settings, reply: (idFrom: number, count: number) => Buffer): Promise<number[]> => {
      const found: number[] = []
      for await (const portion of source(reply, settings).readStock({}, signal)) found.push(portion.length)
      return found
    }
    expect(
      await lengths(
        by(2),
        paged(() => [1, 2, 3]),
      ),
    ).toEqual([2, 0, 1, 0])
    // Not even by cards that give no reading.
    const services = card('<stock:stockType>service</stock:stockType><stock:code>S</stock:code>').repeat(20)
    expect(await lengths({}, () => answer(simple(1) + services + simple(2)))).not.toContain(0)
  })

  it.each([
    ['does not heed the limit', (idFrom: number) => paged(() => [1, 2, 3, 4, 5, 6])(idFrom, 100)],
    ['gives the first page again and again', () => paged(() => [1, 2, 3])(1, 3)],
    ['gives cards in another order', () => answer([simple(2), simple(1)].join(''))],
    ['gives no ids', () => answer(card('<stock:code>K</stock:code><stock:count>1</stock:count>'))],
  ])('is refused when POHODA %s: its end could not be told', async (_what, reply) => {
    const read = source(reply, by(3)).readStock({}, signal)
    expect((await failure(all(read))).problem.code).toBe('is-answer-unreadable')
  })

  it('asks for one card only to see the first', async () => {
    expect(
      await source(
        paged(() => [7, 8]),
        by(500),
      ).firstCard(),
    ).toMatchObject({ code: 'K7' })
    expect(asked).toMatchObject([{ idFrom: 1, count: 1 }])
    expect(await source(() => answer('')).firstCard()).toBeUndefined()
  })
})

describe('an answer is whole, or it is none', () => {
  it('wherever it is cut', async () => {
    const whole = answer([1, 2, 3].map(simple).join(''))
    for (let length = 0; length < whole.length; length += 7) {
      const error = await failure(all(source(() => whole.subarray(0, length)).readStock({}, signal)))
      expect(error.problem.code).toBe('is-answer-unreadable')
    }
  })

  it.each([
    ['of another encoding than it says', answer('<!-- ž -->', { encoding: 'UTF-8' }), 'is-answer-unreadable'],
    ['of an unknown encoding', answer('', { encoding: 'klingon' }), 'is-answer-unreadable'],
    ['that is no answer of POHODA', Buffer.from('<html/>'), 'is-answer-unreadable'],
    ['with a document type', Buffer.from('<!DOCTYPE a><a/>'), 'is-answer-unreadable'],
    [
      'that goes on in other files',
      answer(simple(1), {
        before: '<documentresponse:parts><documentresponse:part>2.xml</documentresponse:part></documentresponse:parts>',
      }),
      'is-answer-unreadable',
    ],
    [
      'with a code that stands twice',
      answer(card('<stock:code>A</stock:code><stock:code>B</stock:code>')),
      'is-answer-unreadable',
    ],
    ['of another company', answer(simple(1), { pack: 'ico="87654321"' }), 'is-wrong-company'],
    ['whose list is an error', answer(simple(1), { state: 'error' }), 'is-failed'],
    [
      'of a version that does not know the question',
      Buffer.from(
        answer('').toString('latin1').replace('id="0" state="ok"', 'id="0" state="error" note="Nepodařila se validace"'),
        'latin1',
      ),
      'is-failed',
    ],
    [
      'to a login that failed',
      Buffer.from(`<r:responsePack xmlns:r="${schema('response')}" state="error" note="Login failed."/>`),
      'is-login-failed',
    ],
    ['to nothing', Buffer.from(`<r:responsePack xmlns:r="${schema('response')}" state="ok" ico="12345678"/>`), 'is-no-answer'],
  ])('%s', async (_what, bytes, code) => {
    expect((await failure(all(source(() => bytes).readStock({}, signal)))).problem.code).toBe(code)
  })

  it('of Slovak namespaces and another encoding is the same', async () => {
    const text = iconv
      .decode(answer(simple(1)), 'windows-1250')
      .replaceAll('stormware.cz', 'stormware.sk')
      .replace('Windows-1250', 'UTF-8')
    expect(await all(source(() => Buffer.from(text)).readStock({}, signal))).toEqual([{ sku: 'K1', physical: '1' }])
  })
})
