import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { mapOrder } from '../../src/main/connectors/money-s3/map-order'
import { moneyData } from '../../src/main/connectors/money-s3/money-data'
import { contentOf, prepareWith } from '../../src/main/connectors/money-s3/prepare'
import { type MoneySettings, moneySettingsSchema } from '../../src/main/connectors/money-s3/settings'
import { objPrij } from '../../src/main/connectors/money-s3/write-order'
import { supplierParty, suppliers } from '../../src/sandbox/seed/companies'
import { generateOrder } from '../../src/sandbox/seed/order'
import { createRandom } from '../../src/sandbox/seed/random'
import { schemaFault } from '../../src/sandbox/simulators/money-s3/schema'
import { parseXml } from '../../src/sandbox/simulators/money-s3/xml'
import type { InwardAgenda } from '../../src/shared/documents/agenda'
import type { Order } from '../../src/shared/documents/order'
import { orderSchema } from '../../src/shared/documents/order'
import { Failure } from '../../src/shared/failure'
import { connectorTools, orderDocument } from '../support/connector-tools'
import { lifelike } from '../support/documents'
import { moneySchemaComplaints } from '../support/money-xsd'
import { line, order } from '../support/orders'
import { schemaComplaints } from '../support/xmllint'

/** Every file that we make is valid by Money's own schema. Many files in one call: compiling the schema is the slow part. */

const settingsOf = (mapping: Record<string, unknown> = {}): MoneySettings =>
  moneySettingsSchema.parse({ way: 'files', importFolder: '/import', reportFolder: '/reports', ico: '12345678', mapping })

const SCHEMA = 'moneys3-xsd/orders-only.xsd'
const fileOf = (itemId: string, one: Order, settings: MoneySettings): Buffer =>
  moneyData({ list: 'SeznamObjPrij' }, objPrij(mapOrder(orderDocument(itemId, one), settings, 'firma-1').order), settings)

const letters = [...'aábcčdďeéěfghiíjklĺľmnňoóôpqrŕřsštťuúůvwxyýzžäAÁČĎÉĚÍĹĽŇÓÔŔŘŠŤÚŮÝŽÄ &<>"\'%;\n\t\u0007→🎁Київ']
const words = (max: number) => fc.string({ unit: fc.constantFrom(...letters), maxLength: max })
const name = (max: number) =>
  fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: max }).map((text) => `x${text}`.slice(0, max))
const code = (max: number) => fc.string({ unit: fc.constantFrom(...'ABC-123./ '), maxLength: max })
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined })

const anyParty = fc.record({
  name: name(500),
  ico: maybe(code(10)),
  dic: maybe(code(20)),
  icDph: maybe(code(20)),
  contactName: maybe(words(255)),
  email: maybe(words(255)),
  phone: maybe(words(64)),
  address: fc.record({
    street: words(255),
    city: words(255),
    postalCode: code(10),
    country: fc.constantFrom('CZ', 'SK', 'DE'),
  }),
})
const decimals = (whole: number, places: number) =>
  fc
    .tuple(fc.integer({ min: 0, max: whole }), fc.integer({ min: 0, max: 10 ** places - 1 }))
    .map(([a, b]) => `${a}.${String(b).padStart(places, '0')}`)
const anyLine = fc
  .record({
    price: decimals(99_999, 4),
    quantity: decimals(999, 4),
    percent: fc.constantFrom('21', '12', '0', '21.00'),
    discount: maybe(fc.constantFrom('5', '33.3333', '100')),
    name: name(1000),
    sku: maybe(code(20)),
    ean: maybe(code(20)),
    buyerSku: maybe(words(128)),
    unit: words(32),
    note: maybe(words(500)),
  })
  .map((facts) => facts)

/** Orders whose figures add up; everything else about them may be anything that the API lets through. */
const anyOrder: fc.Arbitrary<Order> = fc
  .record({
    lines: fc.array(anyLine, { minLength: 1, maxLength: 6 }),
    buyer: anyParty,
    deliverTo: maybe(anyParty),
    number: name(64).map((text) => text.replace(/[^A-Za-z0-9]/g, 'x')),
    currency: fc.constantFrom('CZK', 'EUR', 'USD'),
    requestedDeliveryOn: maybe(fc.constant('2026-04-01')),
    deliveryMethod: maybe(words(128)),
    paymentMethod: fc.constantFrom('bank-transfer', 'cash', 'card', 'cash-on-delivery', 'other'),
    note: maybe(words(2000)),
    internalNote: maybe(words(2000)),
    rounding: maybe(fc.constantFrom('0.37', '-0.49')),
  })
  .map(({ lines, number, rounding, ...rest }) => {
    const made = order(
      number,
      lines.map((one, place) => {
        const { price, quantity, percent, discount, ...texts } = one
        return { ...line(String(place + 1), price, quantity, percent, discount), ...texts }
      }),
    )
    const payable = (Number(made.totals.gross) + Number(rounding ?? '0')).toFixed(2)
    return orderSchema.parse(
      JSON.parse(
        JSON.stringify({
          ...made,
          ...rest,
          totals: { ...made.totals, ...(rounding === undefined ? {} : { rounding, payable }) },
        }),
      ),
    )
  })

const anyMapping = fc.record(
  {
    ourKey: fc.constantFrom('prim-doklad', 'note-only'),
    series: fc.constant('26OP'),
    documentType: fc.constant('OP ESHOP'),
    centre: fc.constant('BRNO'),
    jobOrder: fc.constant('Z 1'),
    operation: fc.constant('E'),
    isReserved: fc.boolean(),
    stockItems: fc.constantFrom('by-catalogue', 'by-short-cut', 'by-barcode', 'text-lines'),
    orderText: fc.constantFrom('{number}', '{buyer} – {orderId} {itemId}'),
    paymentTypes: fc.constant({ other: 'vlastní způsob' }),
  },
  { requiredKeys: [] },
)

const settingsWith = (mapping: Record<string, unknown>): MoneySettings =>
  settingsOf({ storeName: 'Hlavní sklad', storeCode: 'HL', ...mapping })
const tools = connectorTools()
afterAll(tools.remove)
const prepareBy = (settings: MoneySettings) =>
  prepareWith(settings, tools, ['orders', 'delivery-notes', 'invoices', 'stock-cards', 'addresses'])

/** How else documents of an agenda may be written. */
const WAYS: Readonly<Record<Exclude<InwardAgenda, 'orders'>, readonly Record<string, unknown>[]>> = {
  'delivery-notes': [
    { deliveryNotes: { otherCard: 'JINE', chargeCard: 'POPLATKY', series: 'DL26', documentType: 'DL' }, centre: 'BRNO' },
    { deliveryNotes: { as: 'receipt', otherCard: 'JINE' }, goodsKey: 'by-short-cut', vatCountry: 'CZ', ourKey: 'note-only' },
    { deliveryNotes: { otherCard: 'JINE' }, goodsKey: 'by-barcode', vatCountry: 'SK' },
  ],
  invoices: [
    { jobOrder: 'Z 1', operation: 'E' },
    {
      invoices: {
        direction: 'issued',
        bindOrder: true,
        series: 'FV26',
        vatClass: '19Ř01,02',
        assignment: 'FV001',
        payFrom: 'BAN',
      },
    },
    { invoices: { stockItems: true, documentType: 'FP' }, goodsKey: 'by-barcode', vatCountry: 'CZ' },
  ],
  'stock-cards': [
    {},
    { cards: { inStore: true }, goodsKey: 'by-short-cut' },
    { cards: { inStore: true, name: 'always', sellingPrice: 'always' }, goodsKey: 'by-barcode' },
  ],
  addresses: [{}, { addresses: { key: 'partner-code', name: 'always', contacts: 'always' } }],
}
const LIFELIKE = 120

describe.each(Object.entries(WAYS) as [Exclude<InwardAgenda, 'orders'>, readonly Record<string, unknown>[]][])(
  'files for Money S3: %s',
  (agenda, ways) => {
    const files: Buffer[] = []
    const samples: string[] = []
    const held = new Map<string, number>()
    for (const [index, way] of ways.entries()) {
      const prepare = prepareBy(settingsWith(way))
      const before = files.length
      for (const document of lifelike(agenda, LIFELIKE, 20_261_129 + index)) {
        const preparation = prepare(document)
        if (preparation.ok) files.push(Buffer.from(contentOf(preparation.prepared).bytes))
        else held.set(preparation.problem.code, (held.get(preparation.problem.code) ?? 0) + 1)
      }
      samples.push(files[before]?.toString('utf8') ?? '')
    }

    it('lifelike documents written in every way are valid by its schema, and the simulator says the same', () => {
      // A mapping that holds everything would pass, too.
      expect([...held.values()].reduce((all, one) => all + one, 0)).toBeLessThan((LIFELIKE * ways.length) / 5)
      expect(held.has('internal')).toBe(false)
      expect(moneySchemaComplaints(files)?.slice(0, 20) ?? []).toEqual([])
      expect(files.map((file) => schemaFault(parseXml(file.toString('utf8')))).filter((fault) => fault !== undefined)).toEqual([])
    })

    it.each<[string, (xml: string) => string]>([
      ['a text that is too long', (xml) => xml.replace(/<(ICO|KodPartn|Katalog|Zkrat|BarCode)>[^<]*</, `<$1>${'x'.repeat(51)}<`)],
      ['an element that is not there', (xml) => xml.replace(/(<Seznam[A-Za-z]+><[A-Za-z]+>)/, '$1<Neco>1</Neco>')],
      [
        'the first element at the end',
        (xml) =>
          xml.replace(
            /(<Seznam[A-Za-z]+><[A-Za-z]+>)(<([A-Za-z_]+)(?:\/>|>.*?<\/\3>))(.*)(<\/[A-Za-z]+><\/Seznam[A-Za-z]+><\/MoneyData>)/s,
            '$1$4$2$5',
          ),
      ],
    ])('both see %s', (_what, spoil) => {
      for (const good of samples) {
        const bad = spoil(good)
        expect(bad).not.toBe(good)
        expect(schemaFault(parseXml(bad)), bad.slice(0, 400)).toBeDefined()
        expect(moneySchemaComplaints([Buffer.from(bad)])).not.toEqual([])
      }
    })
  },
)

describe('files for Money S3', () => {
  const files: Buffer[] = []
  let held = 0
  const add = (one: Order, settings: MoneySettings): void => {
    try {
      files.push(fileOf(`it-${files.length}`, one, settings))
    } catch (error) {
      // Held with a reason; anything else is a defect.
      if (!(error instanceof Failure)) throw error
      held++
    }
  }
  for (const [one, mapping] of fc.sample(fc.tuple(anyOrder, anyMapping), { numRuns: 1000, seed: 20_261_129 }))
    add(one, settingsOf({ storeName: 'Hlavní sklad', storeCode: 'HL', ...mapping }))
  const random = createRandom(1)
  for (const supplier of Object.values(suppliers))
    for (let sequence = 0; sequence < 200; sequence++)
      add(generateOrder(random, { sequence, supplier: supplierParty(supplier) }), settingsOf())

  it('1,000 orders of every kind and 400 lifelike ones are valid by its schema', () => {
    // Most of what is generated must get through: a mapping that holds everything would pass, too.
    expect(files.length).toBeGreaterThan(1000)
    expect(held).toBeLessThan(400)
    expect(schemaComplaints(SCHEMA, files)?.slice(0, 20) ?? []).toEqual([])
  })

  it('the simulator, which also runs where the schema is not, says the same of them', () => {
    const faults = files.map((file) => schemaFault(parseXml(file.toString('utf8')))).filter((fault) => fault !== undefined)
    expect(faults.slice(0, 20)).toEqual([])
  })

  it.each([
    ['a text that is too long', (xml: string) => xml.replace(/<Popis>[^<]*/, `<Popis>${'x'.repeat(51)}`)],
    [
      'two elements the other way round',
      (xml: string) =>
        xml
          .replace(/(<Vystaveno>[^<]*<\/Vystaveno>)(.*?)(<DodOdb>)/s, '$2$3')
          .replace('</ObjPrij>', '<Vystaveno>2026-01-01</Vystaveno></ObjPrij>'),
    ],
    ['an amount with a comma', (xml: string) => xml.replace(/<PocetMJ>[^<]*/, '<PocetMJ>1,5')],
    ['five decimals', (xml: string) => xml.replace(/<PocetMJ>[^<]*/, '<PocetMJ>1.00001')],
    ['an element that is not there', (xml: string) => xml.replace('<Poznamka>', '<Neco>1</Neco><Poznamka>')],
  ])('both see %s', (_what, spoil) => {
    const good = fileOf('it', order('OBJ-1'), settingsOf()).toString('utf8')
    const bad = spoil(good)
    expect(bad).not.toBe(good)
    expect(schemaFault(parseXml(good))).toBeUndefined()
    expect(schemaFault(parseXml(bad))).toBeDefined()
    expect(schemaComplaints(SCHEMA, [Buffer.from(bad)])).not.toEqual([])
  })
})
