import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  ADDRESSES,
  CARDS,
  listOfDatesItem,
  listsOf,
  lookupItem,
  ORDERS,
  questionItem,
} from '../../src/main/connectors/pohoda/lists'
import { mapMaster, mapTrade } from '../../src/main/connectors/pohoda/map-document'
import { mapOrder } from '../../src/main/connectors/pohoda/map-order'
import { cardFromLine } from '../../src/main/connectors/pohoda/map-stock-card'
import { deleteItem, importPackId, itemBytes, packBytes } from '../../src/main/connectors/pohoda/pack'
import { filterOf } from '../../src/main/connectors/pohoda/upsert'
import { type PohodaSettings, pohodaSettingsSchema } from '../../src/main/connectors/pohoda-xml/settings'
import type { XmlElement } from '../../src/main/connectors/wrap/xml-writer'
import type { ParsedDocument } from '../../src/main/engine/ports'
import { supplierParty, suppliers } from '../../src/sandbox/seed/companies'
import { generateOrder } from '../../src/sandbox/seed/order'
import { createRandom } from '../../src/sandbox/seed/random'
import { dec, format, HUNDRED, roundTo } from '../../src/shared/documents/decimal'
import type { Line } from '../../src/shared/documents/line'
import { type Order, orderSchema } from '../../src/shared/documents/order'
import type { Party } from '../../src/shared/documents/party'
import { Failure } from '../../src/shared/failure'
import { orderDocument } from '../support/connector-tools'
import { inwardDocument, lifelike } from '../support/documents'
import { totalsFor } from '../support/orders'
import { sharedErp } from '../support/shared-erp'

/** Every pack that we make is valid by POHODA's own schema. Many packs in one call: compiling the schema is the slow part. */

const erp = sharedErp()
const xmllint = spawnSync('xmllint', ['--version']).error === undefined
if (!xmllint && process.env['CI'] === 'true') throw new Error('xmllint is missing (libxml2-utils)')
if (!xmllint) console.warn('SKIPPED: xmllint is not installed (libxml2-utils)')

const settingsOf = (mapping: Record<string, unknown> = {}): PohodaSettings =>
  pohodaSettingsSchema.parse({ way: 'folder', importFolder: '/import', ico: '12345678', mapping })

const letters = 'aábcčdďeéěfghiíjklĺľmnňoóôpqrŕřsštťuúůvwxyýzžäAÁBCČDĎEÉĚIÍĹĽŇÓÔŔŘŠŤÚŮÝŽÄ'
/** Words with every letter of ours, and anything else that people paste. */
const words = (max: number) =>
  fc
    .oneof(
      {
        weight: 3,
        arbitrary: fc.string({ unit: fc.constantFrom(...letters, ' ', '-', '.', '&', '<', '"'), minLength: 1, maxLength: max }),
      },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: Math.min(max, 60) }) },
    )
    .map((text) => `x${text}`.slice(0, max))
const id = fc.stringMatching(/^[A-Za-z0-9\-_.:]{1,64}$/).filter((text) => text !== '.' && text !== '..')
const amount = (whole: number, places: number) =>
  fc
    .tuple(fc.boolean(), fc.integer({ min: 0, max: whole }), fc.integer({ min: 0, max: 10 ** places - 1 }), fc.boolean())
    .map(
      ([negative, units, parts, plain]) =>
        `${negative && units > 0 ? '-' : ''}${units}${plain ? '' : `.${String(parts).padStart(places, '0')}`}`,
    )
const money = amount(1_000_000, 2)
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 })
const date = fc
  .date({ min: new Date('2025-01-01'), max: new Date('2027-12-31'), noInvalidDate: true })
  .map((day) => day.toISOString().slice(0, 10))

const party = (country: fc.Arbitrary<string>) =>
  fc.record({
    name: words(500),
    ico: optional(fc.stringMatching(/^\d{8}$/)),
    dic: optional(fc.stringMatching(/^(CZ|SK)\d{8,10}$/)),
    icDph: optional(fc.stringMatching(/^SK\d{10}$/)),
    contactName: optional(words(255)),
    email: optional(words(255)),
    phone: optional(words(64)),
    address: fc.record({ street: words(255), city: words(255), postalCode: fc.stringMatching(/^\d{3} ?\d{2}$/), country }),
  })

const lineOf = (percents: readonly string[]): fc.Arbitrary<Line> =>
  fc.record({
    lineId: id,
    sku: optional(fc.string({ unit: fc.constantFrom(...letters, '1', '/'), maxLength: 64 })),
    ean: optional(fc.stringMatching(/^\d{8,14}$/)),
    buyerSku: optional(words(128)),
    name: words(1000),
    quantity: amount(999, 4),
    unit: words(32),
    unitPriceNet: amount(1_000_000, 4),
    unitPriceGross: amount(1_000_000, 4),
    vatPercent: fc.constantFrom(...percents),
    discountPercent: optional(fc.constantFrom('0', '5', '12.5', '33.3333', '100')),
    totalNet: money,
    totalGross: money,
    note: optional(words(4000)),
  }) as fc.Arbitrary<Line>

/** Structure and texts of every kind; the sums are made up (the engine's checks hold those, the mapping doesn't). */
const anyOrder: fc.Arbitrary<Order> = fc.constantFrom('CZ', 'SK').chain((home) => {
  const line = lineOf(home === 'CZ' ? ['21', '12', '0'] : ['23', '19', '5', '0'])
  return fc.record({
    orderId: id,
    number: fc.stringMatching(/^[A-Z0-9/-]{1,32}$/),
    issuedOn: date,
    requestedDeliveryOn: optional(date),
    currency: fc.constantFrom('CZK', 'EUR'),
    pricesIncludeVat: fc.boolean(),
    buyer: party(fc.constantFrom('CZ', 'SK', 'DE')),
    supplier: party(fc.constant(home)),
    deliverTo: optional(party(fc.constantFrom('CZ', 'SK'))),
    paymentMethod: fc.constantFrom('bank-transfer', 'cash', 'card', 'cash-on-delivery', 'other'),
    deliveryMethod: optional(words(128)),
    lines: fc.array(line, { minLength: 1, maxLength: 8 }),
    charges: optional(fc.array(line, { maxLength: 2 })),
    totals: fc.record({
      net: money,
      vat: fc.array(fc.record({ percent: fc.constantFrom('21', '0'), base: money, amount: money }), { maxLength: 3 }),
      gross: money,
      rounding: optional(money),
      payable: money,
    }),
    note: optional(words(2000)),
    internalNote: optional(words(2000)),
  }) as fc.Arbitrary<Order>
})

const anyMapping = fc.record(
  {
    series: fc.constant('26OP'),
    store: fc.constant('ZBOŽÍ'),
    centre: fc.constant('BRNO'),
    activity: fc.constant('E'),
    contract: fc.constant('Z 1'),
    priceLevel: fc.constant('Prodejní'),
    isReserved: fc.boolean(),
    stockItems: fc.constantFrom('by-sku', 'by-ean', 'text-lines'),
    orderText: fc.constantFrom('{number}', '{buyer} – {orderId} {itemId}'),
    paymentTypes: fc.constant({ other: 'Vlastní způsob' }),
  },
  { requiredKeys: [] },
)

/** The same with sums that are right for its lines, between two companies of one country. */
const withRightSums = (order: Order): Order => {
  const right = (line: Line): Line => {
    const full = dec(line.unitPriceNet).times(dec(line.quantity))
    const kept = HUNDRED.minus(dec(line.discountPercent ?? '0'))
    return { ...line, totalNet: format(roundTo(full.times(kept).div(HUNDRED), 2), 2) }
  }
  const lines = order.lines.map(right)
  const charges = order.charges?.map(right)
  const { buyer, supplier } = order
  return {
    ...order,
    pricesIncludeVat: false,
    buyer: { ...buyer, address: { ...buyer.address, country: supplier.address.country } },
    lines,
    charges,
    totals: totalsFor([...lines, ...(charges ?? [])]),
  }
}

const folder = mkdtempSync(join(tmpdir(), 'bi-xsd-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let written = 0
const files: string[] = []
const writePack = (items: readonly Uint8Array[]): void => {
  const file = join(folder, `${written++}.xml`)
  writeFileSync(file, packBytes({ id: importPackId('firma-1'), ico: '12345678', note: String(items.length), items }))
  files.push(file)
}

describe.skipIf(erp === undefined || !xmllint)('packs for POHODA are valid by its schema', () => {
  let mapped = 0
  let held = 0
  const pack = (orders: readonly (readonly [Order, PohodaSettings])[]): void => {
    const items = orders.flatMap(([order, settings], place) => {
      try {
        const { item } = mapOrder(orderDocument(`it-${written}-${place}`, order), settings)
        mapped++
        return [itemBytes(item)]
      } catch (error) {
        // Held with a reason; anything else is a defect.
        if (!(error instanceof Failure)) throw error
        held++
        return []
      }
    })
    if (items.length > 0) writePack(items)
  }

  beforeAll(() => {
    const samples = fc.sample(fc.tuple(anyOrder, anyMapping), 1000)
    const schema = orderSchema
    for (let from = 0; from < samples.length; from += 50) {
      pack(samples.slice(from, from + 50).map(([order, mapping]) => [schema.parse(order), settingsOf(mapping)]))
    }
    const random = createRandom(1)
    for (const supplier of Object.values(suppliers)) {
      const lifelike = Array.from({ length: 300 }, (_, sequence) =>
        generateOrder(random, { sequence, supplier: supplierParty(supplier) }),
      )
      for (let from = 0; from < lifelike.length; from += 100) {
        pack(lifelike.slice(from, from + 100).map((order) => [order, settingsOf()]))
      }
    }
    writePack(Array.from({ length: 500 }, (_, place) => lookupItem(ORDERS, `it-${place}`, 'BUSINESS-INTEGRATOR', place)))
    writePack([
      listOfDatesItem(ORDERS, { from: '2026-03-02', till: '2026-03-02' }, 0),
      listOfDatesItem(ORDERS, { from: '2026-03-02' }, 1),
    ])
    writePack(Array.from({ length: 100 }, (_, place) => deleteItem(String(place + 1), place)))
    otherAgendas(samples.slice(0, 80).map(([order]) => withRightSums(schema.parse(order))))
  }, 300_000)

  /** Items that may go to POHODA for these, or none where they are held with a reason. */
  const orHeld = (work: () => readonly XmlElement[]): readonly Uint8Array[] => {
    try {
      const items = work().map(itemBytes)
      others++
      return items
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      heldOthers++
      return []
    }
  }
  let others = 0
  let heldOthers = 0
  const known = { id: '7', number: '', extIds: [], code: '', ean: '', ico: '', places: [] }

  const otherAgendas = (orders: readonly Order[]): void => {
    const trade = (documents: Iterable<ParsedDocument>, settings: PohodaSettings): void => {
      const items = [...documents].flatMap((document) =>
        orHeld(() => {
          const { item, goods, country, date } = mapTrade(document, settings, new Set())
          const [first] = goods
          const asText = mapTrade(document, settings, new Set(first ? [first.line.lineId] : []))
          const card = first?.line.sku ? [cardFromLine(`+card-${document.itemId}`, first, { country, date, settings })] : []
          return [...card, item, asText.item]
        }),
      )
      writePack(items)
    }
    const master = (documents: Iterable<ParsedDocument>, settings: PohodaSettings): void => {
      const items = [...documents].flatMap((document) =>
        orHeld(() => {
          const { add, update } = mapMaster(document, settings)
          return [add, update(known)]
        }),
      )
      writePack(items)
    }
    const cards = { storage: 'ZBOŽÍ/Šrouby', typePrice: 'SK' }
    const always = (names: string): Record<string, string> => Object.fromEntries(names.split(' ').map((name) => [name, 'always']))
    // The sums of these are right: made-up ones would be held, and it is the structure and the texts that are looked at here.
    for (const deliveryNotes of [
      { unknownGoods: 'create' },
      { as: 'issue-slip', stockItems: 'by-ean', unknownGoods: 'text-line', series: '26V', text: '{itemId}' },
    ]) {
      const settings = settingsOf({ deliveryNotes, cards, store: 'ZBOŽÍ', centre: 'BRNO', carriers: { PPL: 'PPL' } })
      trade(lifelike('delivery-notes', 60), settings)
      trade(
        orders.map((order, at) =>
          inwardDocument('delivery-notes', `dn-${at}`, {
            ...order,
            deliveryNoteId: 'd',
            orderNumber: order.number,
            dispatchedOn: order.issuedOn,
          }),
        ),
        settings,
      )
    }
    const issued = {
      direction: 'issued',
      stockItems: 'by-sku',
      account: 'KB',
      accounting: '3FV',
      classificationVAT: 'UD',
      series: '26F',
    }
    for (const invoices of [{}, issued, { ...issued, numbers: 'series', text: 'x' }]) {
      const settings = settingsOf({ invoices, cards })
      trade(lifelike('invoices', 60), settings)
      trade(
        orders.map((order, at) =>
          inwardDocument('invoices', `inv-${at}`, {
            ...order,
            invoiceId: 'i',
            orderNumber: order.number,
            variableSymbol: String(at),
            taxPointOn: order.issuedOn,
            dueOn: order.issuedOn,
            kind: at % 2 === 0 ? 'invoice' : 'credit-note',
            bankAccount: at % 3 === 0 ? 'CZ6508000000192000145399' : 'žádný',
          }),
        ),
        settings,
      )
    }
    const anyParty = fc.sample(party(fc.constantFrom('CZ', 'SK', 'DE')), 60)
    for (const match of ['by-code', 'by-ean', 'by-id'] as const) {
      const fields = match === 'by-ean' ? always('name unit vat purchasePrice sellingPrice description weight forSale') : {}
      const settings = settingsOf({ cards: { ...cards, match, ...fields }, store: 'ZBOŽÍ' })
      master(lifelike('stock-cards', 60), settings)
    }
    for (const addresses of [{}, { match: 'by-id', ...always('name address taxNumbers contact places') }]) {
      const settings = settingsOf({ addresses })
      master(lifelike('addresses', 60), settings)
      master(
        anyParty.map((one, at) =>
          inwardDocument('addresses', `a-${at}`, {
            addressId: `A-${at}`,
            party: one as Party,
            deliverTo: [one as Party],
            active: at % 2 === 0,
          }),
        ),
        settings,
      )
    }
    for (const mapping of [{}, { deliveryNotes: { as: 'issue-slip' }, invoices: { direction: 'issued' } }]) {
      const settings = settingsOf(mapping)
      const lists = (['delivery-notes', 'invoices'] as const).flatMap((agenda) => listsOf(agenda, settings.mapping))
      writePack(lists.flatMap((list) => [lookupItem(list, 'it-1', 'BI', 0), listOfDatesItem(list, { from: '2026-03-02' }, 1)]))
    }
    writePack([
      questionItem(CARDS, filterOf({ by: 'code', value: 'A1', store: 'ZBOŽÍ' }, 'BI'), 0),
      questionItem(CARDS, filterOf({ by: 'EAN', value: '859' }, 'BI'), 1),
      questionItem(ADDRESSES, filterOf({ by: 'ico', value: '27082440' }, 'BI'), 2),
      questionItem(ADDRESSES, filterOf({ by: 'extId', value: 'P-1' }, 'BI'), 3),
    ])
  }

  it('orders of every kind, lifelike ones, all other agendas, new and known, and each question, all of them', () => {
    // Most of what is generated must get through: a mapping that holds everything would pass too.
    expect(mapped).toBeGreaterThan(1500)
    expect(held).toBeLessThan(100)
    expect(others).toBeGreaterThan(800)
    expect(heldOthers).toBeLessThan(others / 4)
    try {
      execFileSync('xmllint', ['--noout', '--nonet', '--schema', join(erp ?? '', 'pohoda-xsd', 'data.xsd'), ...files], {
        stdio: ['ignore', 'ignore', 'pipe'],
        maxBuffer: 64 * 1024 * 1024,
      })
    } catch (error) {
      const told = String((error as { stderr?: Buffer }).stderr ?? error)
      throw new Error(
        told
          .split('\n')
          .filter((text) => !text.endsWith(' validates'))
          .slice(0, 20)
          .join('\n'),
      )
    }
  })

  it('and this test would see a mistake', () => {
    const file = join(folder, 'wrong.xml')
    writeFileSync(file, packBytes({ id: 'x'.repeat(65), note: '', items: [lookupItem(ORDERS, 'a', 'B', 0)] }))
    expect(() =>
      execFileSync('xmllint', ['--noout', '--nonet', '--schema', join(erp ?? '', 'pohoda-xsd', 'data.xsd'), file], {
        stdio: 'ignore',
      }),
    ).toThrow()
  })
})
