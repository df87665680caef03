import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { mapOrder } from '../../../../../src/main/connectors/abra-flexi/map-order'
import { bodyOf, type FlexiRecord } from '../../../../../src/main/connectors/abra-flexi/record'
import { flexiSettingsSchema } from '../../../../../src/main/connectors/abra-flexi/settings'
import { dec } from '../../../../../src/shared/documents/decimal'
import type { Order } from '../../../../../src/shared/documents/order'
import { Failure } from '../../../../../src/shared/failure'
import { orderDocument } from '../../../../support/connector-tools'
import { line, order } from '../../../../support/orders'
import { sharedErp } from '../../../../support/shared-erp'

const settings = (mapping: Record<string, unknown> = {}) =>
  flexiSettingsSchema.parse({ baseUrl: 'https://flexi:5434', company: 'firma', ico: '45274649', user: 'api', mapping })
const mapped = (of: Order, mapping?: Record<string, unknown>, itemId = 'IT-1') => {
  const { record, notes, expected } = mapOrder(orderDocument(itemId, of), settings(mapping))
  const lines = record['polozkyObchDokladu'] as readonly FlexiRecord[]
  return { record, lines, first: lines[0] ?? {}, notes, expected, codes: notes.map(({ code }) => code) }
}
const heldFor = (of: Order, mapping?: Record<string, unknown>) => {
  try {
    mapped(of, mapping)
  } catch (error) {
    if (error instanceof Failure) return error.problem
    throw error
  }
  return undefined
}
const simple = order('OBJ-1')
const withLine = (changes: Partial<Order['lines'][number]>): Order => ({
  ...simple,
  lines: simple.lines.map((one, i) => (i === 0 ? { ...one, ...changes } : one)),
})

describe('an order as a received order of ABRA Flexi', () => {
  it('carries what stands in the order', () => {
    const { record, codes } = mapped(
      {
        ...simple,
        requestedDeliveryOn: '2026-03-10',
        note: 'Vyložit u rampy 3.',
        internalNote: 'Volat předem',
        deliveryMethod: 'PPL Sprint',
        buyer: {
          ...simple.buyer,
          gln: '8590000000017',
          contactName: 'Jan Novák',
          phone: '+420 601 234 567',
          email: 'n@example.cz',
        },
        deliverTo: {
          name: 'Sklad Brno',
          contactName: 'Eva Malá',
          phone: '777',
          address: { street: 'Skladová 1', city: 'Brno', postalCode: '602 00', country: 'SK' },
        },
      },
      {
        documentType: 'OBP-B2B',
        centre: 'C',
        activity: 'VELKO',
        contract: 'B2B',
        status: 'pripraveno',
        paymentForms: { 'bank-transfer': 'PREVOD' },
        deliveryForms: { 'PPL Sprint': 'PPL' },
      },
    )
    expect(codes).toEqual([])
    const { polozkyObchDokladu: _, ...header } = record
    expect(header).toEqual({
      id: 'ext:BI:IT-1',
      '@update': 'fail',
      typDokl: 'code:OBP-B2B',
      cisDosle: 'OBJ-1',
      datVyst: '2026-03-02',
      datObj: '2026-03-02',
      datTermin: '2026-03-10',
      popis: 'Objednávka OBJ-1',
      mena: 'code:CZK',
      firma: 'in:27082440',
      'firma@if-not-found': 'null',
      nazFirmy: 'Příliš žluťoučký kůň, s.r.o.',
      ulice: 'Dlouhá 12/3',
      mesto: 'Ústí nad Labem',
      psc: '400 01',
      stat: 'code:CZ',
      ic: '27082440',
      dic: 'CZ27082440',
      eanKod: '8590000000017',
      kontaktJmeno: 'Jan Novák',
      kontaktEmail: 'n@example.cz',
      kontaktTel: '+420 601 234 567',
      postovniShodna: 'false',
      faNazev: 'Sklad Brno',
      faUlice: 'Skladová 1',
      faMesto: 'Brno',
      faPsc: '602 00',
      faStat: 'code:SK',
      formaUhradyCis: 'code:PREVOD',
      formaDopravy: 'code:PPL',
      doprava: 'PPL Sprint',
      stredisko: 'code:C',
      cinnost: 'code:VELKO',
      zakazka: 'code:B2B',
      stavUzivK: 'stavDoklObch.pripraveno',
      slevaDokl: '0',
      zaokrJakSumK: 'zaokrJak.matem',
      zaokrNaSumK: 'zaokrNa.zadne',
      zaokrJakDphK: 'zaokrJak.matem',
      zaokrNaDphK: 'zaokrNa.zadne',
      metodaZaokrDoklK: 'metodaZaokr.0sazba',
      vytvaretKorPol: 'false',
      poznam: 'Vyložit u rampy 3.\nVolat předem\nKontakt pro dodání: Eva Malá, 777\nBusiness Integrator: IT-1',
    })
  })

  it('a line says all that its price depends on', () => {
    const { lines } = mapped(simple, { stock: 'HLAVNI', isReserved: true })
    expect(lines[0]).toEqual({
      id: 'ext:BI:IT-1/1',
      typPolozkyK: 'typPolozky.katalog',
      cenik: 'code:SKU-1',
      sklad: 'code:HLAVNI',
      rezervovat: 'true',
      rezervovatMj: '2',
      kod: 'SKU-1',
      nazev: 'Zboží 1',
      mnozMj: '2',
      mj: 'code:KS',
      cenaMj: '100',
      typCenyDphK: 'typCeny.bezDph',
      typSzbDphK: 'typSzbDph.dphZakl',
      szbDph: '21',
      slevaPol: '0',
      uplSlevaDokl: 'false',
    })
    expect(lines[1]).toMatchObject({ cenaMj: '33.3333', slevaPol: '10', typSzbDphK: 'typSzbDph.dphSniz', szbDph: '12' })
  })

  it('every line has an id of its own, whatever ids its order gives, and no two orders share one', () => {
    const same = line('1', '10', '1', '21')
    const ids = [
      mapped(order('A', [same, same]), {}, 'a'),
      mapped({ ...order('B', [same]), charges: [{ ...same, totalNet: '0', unitPriceNet: '0' }] }, {}, 'a:1'),
      mapped(order('C', [same]), {}, 'a.1'),
    ].flatMap(({ record, lines }) => [record['id'], ...lines.map(({ id }) => id)])
    expect(new Set(ids).size).toBe(ids.length)
    // An id of the central side has no "/" in it, so no order can be taken for a line of another, or its line for another's.
    expect(ids).toContain('ext:BI:a:1/2')
  })

  it('the same document always gives the same bytes, and they are JSON of texts', () => {
    const body = () => Buffer.from(bodyOf('objednavka-prijata', [mapped(simple).record])).toString('utf8')
    expect(body()).toBe(body())
    const winstrom = JSON.parse(body()).winstrom
    expect(Object.keys(winstrom)).toEqual(['@version', 'objednavka-prijata'])
    expect(winstrom['objednavka-prijata']).toHaveLength(1)
  })

  it.each(['constructor', '__proto__', 'toString'])('a delivery method or unit called %s is one without a code', (name) => {
    const { record, first, codes } = mapped(withLine({ unit: name }), {}, 'IT-1')
    expect(first['mj']).toBeUndefined()
    expect(first['poznam']).toBe(`MJ: ${name}`)
    expect(codes).toEqual(['unit-in-note'])
    expect(record['formaDopravy']).toBeUndefined()
    expect(mapped({ ...simple, deliveryMethod: name }).record).toMatchObject({ doprava: name })
    expect(mapped({ ...simple, deliveryMethod: name }).record['formaDopravy']).toBeUndefined()
  })

  it('a payment without a code is in the note, not guessed', () => {
    const { record } = mapped({ ...simple, paymentMethod: 'cash-on-delivery' })
    expect(record['formaUhradyCis']).toBeUndefined()
    expect(record['poznam']).toContain('Úhrada: dobírkou')
  })

  it.each([
    ['by-ico', { firma: 'in:27082440', 'firma@if-not-found': 'null' }],
    ['by-ico-only', { firma: 'in:27082440', 'firma@if-not-found': undefined }],
    ['text-only', { firma: undefined, 'firma@if-not-found': undefined }],
  ])('the buyer is linked as set: %s', (partner, fields) => {
    const { record } = mapped(simple, { partner })
    for (const [name, value] of Object.entries(fields)) expect(record[name]).toBe(value)
    // The data of the order are written in any case.
    expect(record).toMatchObject({ ic: '27082440', nazFirmy: 'Příliš žluťoučký kůň, s.r.o.' })
  })

  it.each([
    ['by-code', { typPolozkyK: 'typPolozky.katalog', cenik: 'code:SKU-1', 'cenik@if-not-found': undefined }],
    ['by-code-or-text', { typPolozkyK: undefined, cenik: 'code:SKU-1', 'cenik@if-not-found': 'null' }],
    ['by-ean', { typPolozkyK: 'typPolozky.katalog', cenik: 'ean:8590000000017' }],
    ['text-lines', { typPolozkyK: 'typPolozky.obecny', cenik: undefined }],
  ])('goods are looked for as set: %s', (goods, fields) => {
    const { first } = mapped(withLine({ ean: '8590000000017' }), { goods })
    for (const [name, value] of Object.entries(fields)) expect(first[name]).toBe(value)
    expect(first['kod']).toBe('SKU-1')
  })

  it('goods without a code go as a line without a card, with a note', () => {
    const { first, codes } = mapped(withLine({ sku: undefined }))
    expect(first).toMatchObject({ typPolozkyK: 'typPolozky.obecny' })
    expect(codes).toEqual(['line-without-stock-card'])
  })

  it('charges never look for a card', () => {
    const charged = { ...order('X', [line('1', '100', '1', '21'), line('2', '50', '1', '21')]) }
    const [goods, charge] = charged.lines
    if (!goods || !charge) throw new Error('lines')
    const { lines } = mapped({ ...charged, lines: [goods], charges: [charge] })
    expect(lines.map(({ typPolozkyK }) => typPolozkyK)).toEqual(['typPolozky.katalog', 'typPolozky.obecny'])
  })

  it('prices with VAT go with VAT', () => {
    const gross: Order = {
      ...simple,
      pricesIncludeVat: true,
      lines: [{ ...line('1', '100', '2', '21'), unitPriceGross: '121', totalGross: '242.00', totalNet: '200.00' }],
      totals: { net: '200.00', vat: [{ percent: '21', base: '200.00', amount: '42.00' }], gross: '242.00', payable: '242.00' },
    }
    expect(mapped(gross).first).toMatchObject({ typCenyDphK: 'typCeny.sDph', cenaMj: '121' })
    expect(heldFor({ ...gross, lines: simple.lines })).toMatchObject({ code: 'gross-prices-missing' })
  })

  it('a long name is shortened with a note, and whole in the note of its line', () => {
    const name = `Šroub ${'x'.repeat(400)} konec`
    const { first, codes } = mapped(withLine({ name, note: 'na paletu', buyerSku: 'B-77' }))
    expect(String(first['nazev'])).toHaveLength(255)
    expect(first['poznam']).toBe(`${name}\nna paletu\nč. odb.: B-77`)
    expect(codes).toEqual(['text-shortened'])
  })

  it.each<[string, Order, string]>([
    ['number of the order', order('N'.repeat(41)), 'id-too-long'],
    ['code of goods', withLine({ sku: 'S'.repeat(65) }), 'id-too-long'],
    ['IČO', { ...simple, buyer: { ...simple.buyer, ico: '1'.repeat(21) } }, 'id-too-long'],
    ['DIČ', { ...simple, buyer: { ...simple.buyer, dic: 'C'.repeat(21) } }, 'id-too-long'],
    ['GLN', { ...simple, buyer: { ...simple.buyer, gln: '8'.repeat(21) } }, 'id-too-long'],
    ['code in two lines', withLine({ sku: 'A\nB' }), 'value-not-representable'],
    ['percent of VAT', order('V', [line('1', '10', '1', '17')]), 'vat-percent-unknown'],
    [
      'country',
      { ...simple, supplier: { ...simple.supplier, address: { ...simple.supplier.address, country: 'DE' } } },
      'vat-country-unknown',
    ],
    ['name of nothing but control characters', withLine({ name: '\u0007' }), 'value-not-representable'],
  ])('never cuts or guesses: %s', (_what, of, code) => {
    expect(heldFor(of)?.code).toBe(code)
  })

  it('a discount of more decimals than ABRA Flexi keeps is in the price, and the sums are ours', () => {
    const { first, codes, expected } = mapped(order('D', [line('1', '100', '3', '21', '33.3333')]))
    expect(first).toMatchObject({ cenaMj: '66.6667', slevaPol: '0' })
    expect(String(first['poznam'])).toContain('Cena před slevou 100, sleva 33.3333 %')
    expect(codes).toEqual(['discount-in-price'])
    expect(expected).toEqual([
      { what: 'payable', field: 'sumCelkem', value: '242.00' },
      { what: 'vat', field: 'sumDphCelkem', value: '42.00' },
    ])
  })

  it('Slovak rates and currency hold for a Slovak supplier; another currency is a foreign one', () => {
    const supplier = { ...simple.supplier, address: { ...simple.supplier.address, country: 'SK' } }
    const lines = ['23', '19', '5', '0'].map((percent, i) => line(String(i), '10', '1', percent))
    const slovak = { ...order('SK', lines), supplier, currency: 'EUR' }
    const { lines: given, expected } = mapped(slovak)
    expect(given.map(({ typSzbDphK }) => typSzbDphK)).toEqual([
      'typSzbDph.dphZakl',
      'typSzbDph.dphSniz',
      'typSzbDph.dphSniz2',
      'typSzbDph.dphOsv',
    ])
    expect(expected.map(({ field }) => field)).toEqual(['sumCelkem', 'sumDphCelkem'])
    expect(mapped({ ...slovak, currency: 'CZK' }).expected.map(({ field }) => field)).toEqual(['sumCelkemMen', 'sumDphCelkemMen'])
    expect(mapped({ ...slovak, buyer: { ...slovak.buyer, dic: '2023', icDph: 'SK2023' } }).record).toMatchObject({
      dic: 'SK2023',
    })
  })

  it('sums that a line must be told are in the currency of the order', () => {
    // 0.52 × 21 % = 0.1092 → 0.11 on each of seven lines, 0.77 together; of their sum it is 0.7644 → 0.76.
    const seven = order(
      'V',
      Array.from({ length: 7 }, (_, i) => line(String(i), '0.52', '1', '21')),
    )
    const told = mapped(seven).lines.filter(({ sumDph }) => sumDph !== undefined)
    expect(told.length).toBeGreaterThan(0)
    for (const one of told)
      expect(
        dec(String(one['sumZkl']))
          .plus(dec(String(one['sumDph'])))
          .eq(dec(String(one['sumCelkem']))),
      ).toBe(true)
    const foreign = mapped({ ...seven, currency: 'EUR' }).lines.filter(({ sumDphMen }) => sumDphMen !== undefined)
    expect(foreign).toHaveLength(told.length)
  })

  it('a rounding that no switch gives is a line of its own', () => {
    const odd = {
      ...simple,
      totals: { ...simple.totals, rounding: '-0.37', payable: dec(simple.totals.gross).minus(dec('0.37')).toFixed(2) },
    }
    const { lines, codes } = mapped(odd)
    expect(lines.at(-1)).toMatchObject({
      id: 'ext:BI:IT-1/R',
      nazev: 'Zaokrouhlení',
      cenaMj: '-0.37',
      typSzbDphK: 'typSzbDph.dphOsv',
    })
    expect(codes).toContain('rounding-as-line')
  })

  it('control characters and halves of letters never reach the JSON', () => {
    const { record, first, codes } = mapped({ ...withLine({ name: 'A\u0000B\ud800C' }), note: 'x\u001fy' })
    expect(first['nazev']).toBe('ABC')
    expect(record['poznam']).toContain('xy')
    expect(codes).toEqual(['characters-removed'])
  })

  const erp = sharedErp()
  it.skipIf(erp === undefined)('writes nothing but fields that ABRA Flexi’s own description lets be written', () => {
    const writable = (name: string): Set<string> => {
      const described = z
        .record(z.string(), z.object({ isWritable: z.string() }).loose())
        .parse(JSON.parse(readFileSync(join(erp ?? '', 'flexi-properties', `Properties.${name}.json`), 'utf8')))
      return new Set(Object.keys(described).filter((field) => described[field]?.isWritable === 'true'))
    }
    const { record, lines } = mapped(
      { ...simple, deliverTo: simple.buyer, deliveryMethod: 'X' },
      { centre: 'C', goods: 'by-code-or-text' },
    )
    const fieldsOf = (one: FlexiRecord): string[] =>
      Object.keys(one)
        .map((name) => name.replace(/@.*$/, ''))
        .filter((name) => !['', 'id', 'polozkyObchDokladu'].includes(name))
    expect(fieldsOf(record).filter((name) => !writable('objednavka-prijata').has(name))).toEqual([])
    expect(lines.flatMap(fieldsOf).filter((name) => !writable('objednavka-prijata-polozka').has(name))).toEqual([])
  })
})
