import { describe, expect, it } from 'vitest'
import { mapOrder } from '../../../../../src/main/connectors/pohoda/map-order'
import { importPackId, itemBytes } from '../../../../../src/main/connectors/pohoda/pack'
import { type PohodaSettings, pohodaSettingsSchema } from '../../../../../src/main/connectors/pohoda-xml/settings'
import { writeXml } from '../../../../../src/main/connectors/wrap/xml-writer'
import type { Order } from '../../../../../src/shared/documents/order'
import { Failure } from '../../../../../src/shared/failure'
import { orderDocument } from '../../../../support/connector-tools'
import { line, order } from '../../../../support/orders'

const settings = (mapping: Record<string, unknown> = {}): PohodaSettings =>
  pohodaSettingsSchema.parse({ way: 'folder', importFolder: '/import', ico: '12345678', mapping })
const mapped = (of: Order, mapping?: Record<string, unknown>) => {
  const { item, notes } = mapOrder(orderDocument('IT-1', of), settings(mapping))
  itemBytes(item)
  return { xml: writeXml(item), notes, codes: notes.map(({ code }) => code) }
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

describe('an order as a received order of POHODA', () => {
  it.each(['constructor', '__proto__', 'toString'])('a delivery method called %s is one without a carrier', (deliveryMethod) => {
    const { xml } = mapped({ ...simple, deliveryMethod }, { carriers: { PPL: 'PPL CZ' } })
    expect(xml).not.toContain('<ord:carrier>')
    expect(xml).toContain(deliveryMethod)
  })

  it('carries what stands in the order', () => {
    const { xml, notes } = mapped({
      ...simple,
      requestedDeliveryOn: '2026-03-10',
      note: 'Vyložit u rampy 3.',
      internalNote: 'Volat předem',
      deliveryMethod: 'PPL',
      buyer: { ...simple.buyer, contactName: 'Jan Novák', phone: '+420 601 234 567', email: 'nakup@example.cz' },
      deliverTo: { name: 'Sklad Brno', address: { street: 'Skladová 1', city: 'Brno', postalCode: '602 00', country: 'CZ' } },
    })
    expect(notes).toEqual([])
    for (const part of [
      '<dat:dataPackItem version="2.0" id="IT-1"><ord:order version="2.0"><ord:orderHeader>',
      '<ord:extId><typ:ids>IT-1</typ:ids><typ:exSystemName>BUSINESS-INTEGRATOR</typ:exSystemName></ord:extId>',
      '<ord:orderType>receivedOrder</ord:orderType><ord:numberOrder>OBJ-1</ord:numberOrder><ord:date>2026-03-02</ord:date>',
      '<ord:dateFrom>2026-03-02</ord:dateFrom><ord:dateTo>2026-03-10</ord:dateTo><ord:text>Objednávka OBJ-1</ord:text>',
      '<ord:partnerIdentity><typ:address linkToAddress="true"><typ:company>Příliš žluťoučký kůň, s.r.o.</typ:company><typ:name>Jan Novák</typ:name>',
      '<typ:zip>400 01</typ:zip><typ:ico>27082440</typ:ico><typ:dic>CZ27082440</typ:dic><typ:country><typ:ids>CZ</typ:ids></typ:country>',
      '<typ:shipToAddress><typ:company>Sklad Brno</typ:company><typ:city>Brno</typ:city>',
      '<ord:paymentType><typ:paymentType>draft</typ:paymentType></ord:paymentType>',
      '<ord:isReserved>false</ord:isReserved><ord:note>Vyložit u rampy 3.</ord:note>',
      '<ord:intNote>Volat předem\nDoprava: PPL\nBusiness Integrator: IT-1</ord:intNote>',
      '<ord:orderItem><ord:extId>1</ord:extId><ord:text>Zboží 1</ord:text><ord:quantity>2</ord:quantity><ord:unit>ks</ord:unit><ord:payVAT>false</ord:payVAT><ord:rateVAT>high</ord:rateVAT><ord:discountPercentage>0</ord:discountPercentage><ord:homeCurrency><typ:unitPrice>100</typ:unitPrice></ord:homeCurrency><ord:code>SKU-1</ord:code><ord:stockItem><typ:stockItem><typ:ids>SKU-1</typ:ids></typ:stockItem></ord:stockItem></ord:orderItem>',
      '<ord:rateVAT>low</ord:rateVAT><ord:discountPercentage>10</ord:discountPercentage>',
      '<ord:orderSummary><ord:roundingDocument>none</ord:roundingDocument><ord:roundingVAT>noneEveryRate</ord:roundingVAT></ord:orderSummary>',
    ]) {
      expect(xml).toContain(part)
    }
  })

  it('carries the customer’s own defaults', () => {
    const { xml } = mapped(
      { ...simple, deliveryMethod: 'PPL' },
      {
        series: '26OP',
        store: 'ZBOŽÍ',
        centre: 'BRNO',
        activity: 'ESHOP',
        contract: 'Z1',
        priceLevel: 'Prodejní',
        isReserved: true,
        paymentTypes: { 'bank-transfer': 'Převodem 14 dní' },
        carriers: { PPL: 'PPL CZ' },
        orderText: '{number} / {buyer} / {itemId}',
      },
    )
    for (const part of [
      '<ord:number><typ:ids>26OP</typ:ids></ord:number>',
      '<typ:store><typ:ids>ZBOŽÍ</typ:ids></typ:store>',
      '<ord:centre><typ:ids>BRNO</typ:ids></ord:centre><ord:activity><typ:ids>ESHOP</typ:ids></ord:activity><ord:contract><typ:ids>Z1</typ:ids></ord:contract></ord:orderItem>',
      '<ord:priceLevel><typ:ids>Prodejní</typ:ids></ord:priceLevel>',
      '<ord:isReserved>true</ord:isReserved>',
      '<ord:paymentType><typ:ids>Převodem 14 dní</typ:ids></ord:paymentType>',
      '<ord:carrier><typ:ids>PPL CZ</typ:ids></ord:carrier>',
      '<ord:text>OBJ-1 / Příliš žluťoučký kůň, s.r.o. / IT-1</ord:text>',
    ]) {
      expect(xml).toContain(part)
    }
    expect(xml).not.toContain('Doprava:')
  })

  it('in a foreign currency has all its prices in it, and names it', () => {
    const { xml } = mapped({ ...simple, currency: 'EUR' })
    expect(xml).not.toContain('homeCurrency')
    expect(xml).toContain(
      '<ord:foreignCurrency><typ:currency><typ:ids>EUR</typ:ids></typ:currency></ord:foreignCurrency></ord:orderSummary>',
    )
    expect(mapped({ ...simple, currency: 'EUR', lines: [line('1', '100', '1', '23')] }, { vatCountry: 'SK' }).xml).toContain(
      '<ord:homeCurrency>',
    )
  })

  it('with gross prices sends the gross price and says so', () => {
    const gross = { ...withLine({ unitPriceGross: '121', totalGross: '242.00' }), pricesIncludeVat: true }
    const [first, second] = gross.lines
    if (!first || !second) throw new Error('two lines')
    const { xml } = mapped({ ...gross, lines: [first] })
    expect(xml).toContain('<ord:payVAT>true</ord:payVAT>')
    expect(xml).toContain('<typ:unitPrice>121</typ:unitPrice>')
    expect(heldFor({ ...gross, lines: [second] })?.code).toBe('gross-prices-missing')
  })

  it('sends charges as text lines', () => {
    const { xml, codes } = mapped({ ...simple, charges: [{ ...line('C1', '150', '1', '21'), name: 'Doprava' }] })
    const charge = xml.slice(xml.indexOf('<ord:extId>C1'))
    expect(charge).toContain('<ord:text>Doprava</ord:text>')
    expect(charge).not.toContain('stockItem')
    expect(codes).toEqual([])
  })

  it('finds stock cards as the customer wishes, and says when it cannot', () => {
    expect(mapped(withLine({ ean: '8591234567890' }), { stockItems: 'by-ean' }).xml).toContain('<typ:EAN>8591234567890</typ:EAN>')
    expect(mapped(simple, { stockItems: 'text-lines' }).xml).not.toContain('stockItem')
    const { xml, notes } = mapped({ ...simple, lines: [{ ...line('7', '1', '1', '21'), sku: '' }] })
    expect(xml).not.toContain('stockItem')
    expect(notes).toEqual([{ code: 'line-without-stock-card', params: { line: '7' } }])
  })

  it('sends a rounding that POHODA has no way for as a line', () => {
    const { xml, codes } = mapped({ ...simple, totals: { ...simple.totals, rounding: '-5.00', payable: '0.00' } })
    expect(xml).toContain('<ord:text>Zaokrouhlení</ord:text>')
    expect(xml).toContain('<typ:unitPrice>-5.00</typ:unitPrice>')
    expect(codes).toContain('rounding-as-line')
  })
})

describe('limits', () => {
  it('shortens texts and says so', () => {
    const { xml, notes } = mapped({ ...simple, buyer: { ...simple.buyer, name: 'ž'.repeat(300), contactName: 'Ř'.repeat(65) } })
    expect(xml).toContain(`<typ:company>${'ž'.repeat(255)}</typ:company><typ:name>${'Ř'.repeat(64)}</typ:name>`)
    expect(notes).toEqual([
      { code: 'text-shortened', params: { element: 'buyer.name', from: '300', to: '255' } },
      { code: 'text-shortened', params: { element: 'buyer.contactName', from: '65', to: '64' } },
    ])
  })

  it('keeps the whole name of a line: the rest in its note, or all in the internal note', () => {
    const some = mapped(withLine({ name: 'a'.repeat(90) + 'b'.repeat(50) }))
    expect(some.xml).toContain(`<ord:text>${'a'.repeat(90)}</ord:text>`)
    expect(some.xml).toContain(`<ord:note>…${'b'.repeat(50)}</ord:note>`)
    expect(some.codes).toEqual(['text-shortened'])
    const much = mapped(withLine({ name: 'a'.repeat(90) + 'b'.repeat(500) }))
    expect(much.xml).toContain(`<ord:intNote>1: …${'b'.repeat(500)}`)
    expect(much.codes).toEqual(['text-shortened', 'moved-to-note'])
  })

  it.each<[string, Order, string]>([
    ['number', { ...simple, number: 'N'.repeat(33) }, '32'],
    ['buyer.ico', { ...simple, buyer: { ...simple.buyer, ico: '1'.repeat(16) } }, '15'],
    ['buyer.dic', { ...simple, buyer: { ...simple.buyer, dic: '1'.repeat(19) } }, '18'],
    ['buyer.icDph', { ...simple, buyer: { ...simple.buyer, icDph: '1'.repeat(19) } }, '18'],
    [
      'buyer.postalCode',
      { ...simple, buyer: { ...simple.buyer, address: { ...simple.buyer.address, postalCode: '1'.repeat(16) } } },
      '15',
    ],
    ['sku', withLine({ sku: 'S'.repeat(65) }), '64'],
  ])('never cuts an id: %s', (field, of, limit) => {
    expect(heldFor(of)).toMatchObject({ code: 'id-too-long', params: { field, limit } })
  })

  it('never cuts an EAN', () => {
    expect(heldFor(withLine({ ean: '1'.repeat(21) }), { stockItems: 'by-ean' })).toMatchObject({ code: 'id-too-long' })
  })

  it.each(['OBJ→1', 'OBJ\u00071', '订单1', 'a\nb'])('never changes an id: %j', (number) => {
    expect(heldFor({ ...simple, number })).toMatchObject({ code: 'value-not-representable', params: { field: 'number' } })
  })

  it('leaves out a phone that is too long, but keeps it in the internal note', () => {
    const phone = '+420 601 234 567, '.repeat(3)
    const { xml, codes } = mapped({ ...simple, buyer: { ...simple.buyer, phone } })
    expect(xml).not.toContain('<typ:phone>')
    expect(xml).toContain(`buyer.phone: ${phone.trim()}`)
    expect(codes).toEqual(['value-left-out'])
  })

  it.each(['1234567.8', '0.0001', '12345670000', '99999.99', '-3'])(
    'takes a quantity that a 32-bit float holds: %s',
    (quantity) => {
      const held = heldFor(withLine({ quantity }))
      const digits = quantity.replace(/[-.]/g, '').replace(/^0+/, '').replace(/0+$/, '').length
      expect(held?.code).toBe(digits > 7 ? 'value-not-representable' : undefined)
    },
  )

  it('holds a price of more than 15 digits', () => {
    expect(heldFor(withLine({ unitPriceNet: '1234567890123.4567' }))?.code).toBe('value-not-representable')
  })

  it('records characters that had to go, and keeps the rest', () => {
    const { xml, notes } = mapped({ ...simple, note: 'A → B\u0007 👍\r\nřádek 2' })
    expect(xml).toContain('<ord:note>A -&gt; B \nřádek 2</ord:note>')
    expect(notes).toEqual([
      { code: 'characters-replaced', params: { characters: '→→->' } },
      { code: 'characters-removed', params: { characters: 'U+0007, 👍' } },
    ])
  })
})

describe('VAT', () => {
  it.each([
    ['CZ', '21', 'high'],
    ['CZ', '12', 'low'],
    ['CZ', '0', 'none'],
    ['SK', '23', 'high'],
    ['SK', '19', 'low'],
    ['SK', '5', 'third'],
  ])('%s %s %% is %s', (vatCountry, vatPercent, rate) => {
    expect(mapped({ ...simple, lines: [line('1', '1', '1', vatPercent)] }, { vatCountry }).xml).toContain(
      `<ord:rateVAT>${rate}</ord:rateVAT>`,
    )
  })

  it('never guesses a percent or a country', () => {
    expect(heldFor({ ...simple, lines: [line('1', '1', '1', '17')] })).toMatchObject({
      code: 'vat-percent-unknown',
      params: { percent: '17', country: 'CZ', date: '2026-03-02', line: '1' },
    })
    const german = { ...simple, supplier: { ...simple.supplier, address: { ...simple.supplier.address, country: 'DE' } } }
    expect(heldFor(german)?.code).toBe('vat-country-unknown')
    expect(heldFor(german, { vatCountry: 'CZ' })).toBeUndefined()
  })
})

describe('the pack id', () => {
  it('is constant for a company and never longer than POHODA takes', () => {
    expect(importPackId('firma-1')).toBe('BI-firma-1')
    const long = importPackId('x'.repeat(64))
    expect(long).toBe(importPackId('x'.repeat(64)))
    expect(long).not.toBe(importPackId(`${'x'.repeat(63)}y`))
    expect(long.length).toBeLessThanOrEqual(64)
  })
})

describe('settings', () => {
  const parse = (value: Record<string, unknown>) => pohodaSettingsSchema.safeParse({ ico: '12345678', ...value })
  it.each<[string, Record<string, unknown>]>([
    ['program without its path', { way: 'program', user: 'a', database: 'b' }],
    ['a relative path', { way: 'program', program: 'Pohoda.exe', user: 'a', database: 'b' }],
    ['a quote in the password', { way: 'folder', importFolder: '/i', password: 'a"b' }],
    ['a line break in the database', { way: 'folder', importFolder: '/i', database: 'a\nb' }],
    ['an unknown field', { way: 'folder', importFolder: '/i', paswordd: 'x' }],
    ['an unknown placeholder', { way: 'folder', importFolder: '/i', mapping: { orderText: '{nummer}' } }],
    ['a code that POHODA could not get as it is', { way: 'folder', importFolder: '/i', mapping: { store: '中' } }],
    ['folder without its path', { way: 'folder' }],
  ])('refuses %s', (_what, value) => {
    expect(parse(value).success).toBe(false)
  })

  it('takes Windows paths and fills in the rest', () => {
    const parsed = parse({
      way: 'program',
      program: 'C:\\Program Files (x86)\\STORMWARE\\POHODA\\Pohoda.exe',
      user: 'a',
      database: 'b',
    })
    expect(parsed.data).toMatchObject({ lookup: 'extId', timeoutSeconds: 600, mapping: { stockItems: 'by-sku' } })
  })
})
