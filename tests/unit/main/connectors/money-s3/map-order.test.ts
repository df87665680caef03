import { describe, expect, it } from 'vitest'
import { itemKey } from '../../../../../src/main/connectors/money-s3/key'
import { mapOrder } from '../../../../../src/main/connectors/money-s3/map-order'
import { moneyData } from '../../../../../src/main/connectors/money-s3/money-data'
import { moneySettingsSchema } from '../../../../../src/main/connectors/money-s3/settings'
import { objPrij } from '../../../../../src/main/connectors/money-s3/write-order'
import { schemaFault } from '../../../../../src/sandbox/simulators/money-s3/schema'
import { child, children, parseXml, textAt, type XmlNode } from '../../../../../src/sandbox/simulators/money-s3/xml'
import type { Order } from '../../../../../src/shared/documents/order'
import { Failure } from '../../../../../src/shared/failure'
import { orderDocument } from '../../../../support/connector-tools'
import { line, order } from '../../../../support/orders'

const settingsOf = (mapping: Record<string, unknown> = {}, more: Record<string, unknown> = {}) =>
  moneySettingsSchema.parse({ way: 'files', importFolder: '/i', reportFolder: '/r', ico: '12345678', mapping, ...more })

const mapped = (given: Order, mapping: Record<string, unknown> = {}, more: Record<string, unknown> = {}) => {
  const settings = settingsOf(mapping, more)
  const { order: money, notes } = mapOrder(orderDocument('it-1', given), settings, 'firma-1')
  const document = parseXml(moneyData({ list: 'SeznamObjPrij' }, objPrij(money), settings).toString('utf8'))
  expect(schemaFault(document)).toBeUndefined()
  const found = document.children[0]?.children[0] as XmlNode
  return { document, found, notes, items: children(found, 'Polozka') }
}
const held = (given: Order, mapping: Record<string, unknown> = {}) => {
  try {
    mapped(given, mapping)
  } catch (error) {
    if (error instanceof Failure) return error.problem
    throw error
  }
  return undefined
}
const lines = (node: XmlNode): string[] => textAt(node, 'Poznamka').split('\n')

describe('an order for Money S3', () => {
  it('carries our whole id and the order number in its note, and a key of ours in PrimDoklad', () => {
    const { document, found } = mapped(order('OBJ-1'))
    expect(document.attributes).toMatchObject({ ICAgendy: '12345678' })
    expect(lines(found)).toContain('Business Integrator: it-1')
    expect(lines(found)).toContain('Číslo objednávky: OBJ-1')
    expect(textAt(found, 'PrimDoklad')).toBe(itemKey('firma-1', 'it-1'))
    expect(textAt(found, 'Popis')).toBe('Objednávka OBJ-1')
    // A number from a string would need a counter or could fall together with another's.
    expect(child(found, 'eshop')).toBeUndefined()
  })

  it('carries the order number in PrimDoklad where the customer wants it so, and holds one that is too long', () => {
    expect(textAt(mapped(order('OBJ-1'), { ourKey: 'note-only' }).found, 'PrimDoklad')).toBe('OBJ-1')
    expect(held(order('X'.repeat(21)), { ourKey: 'note-only' })).toMatchObject({ code: 'id-too-long', params: { limit: '20' } })
    expect(lines(mapped(order('X'.repeat(64))).found)).toContain(`Číslo objednávky: ${'X'.repeat(64)}`)
  })

  it('keeps a long name whole in the note of the line', () => {
    const name = `Šroub ${'ž'.repeat(100)}`
    const { items, notes } = mapped(order('1', [{ ...line('1', '10', '1', '21'), name }]))
    expect(textAt(items[0], 'Popis')).toBe(name.slice(0, 50))
    expect(textAt(items[0], 'Poznamka')).toContain(name)
    expect(notes).toContainEqual({ code: 'text-shortened', params: { element: 'lines.1.name', from: '106', to: '50' } })
  })

  it('says price, VAT, kind of price and discount of every line, as decimal text', () => {
    const { items } = mapped(order('1', [line('1', '33.3333', '1.5000', '12', '12.75')]))
    expect(
      ['Cena', 'PocetMJ', 'SazbaDPH', 'TypCeny', 'Sleva', 'CenaPoSleve', 'Poradi'].map((name) => textAt(items[0], name)),
    ).toEqual(['33.3333', '1.5', '12', '0', '12.75', '0', '1'])
  })

  it('with prices that include VAT says so, and takes the gross ones', () => {
    const gross = order('1', [line('1', '100', '1', '21')])
    const { items } = mapped({
      ...gross,
      pricesIncludeVat: true,
      lines: gross.lines.map((one) => ({ ...one, unitPriceGross: '121', totalGross: '121.00' })),
    })
    expect([textAt(items[0], 'Cena'), textAt(items[0], 'TypCeny')]).toEqual(['121', '1'])
    expect(held({ ...gross, pricesIncludeVat: true })).toMatchObject({ code: 'gross-prices-missing' })
  })

  it('in a foreign currency has its prices in Valuty', () => {
    const { found, items } = mapped({ ...order('1', [line('1', '100', '1', '21')]), currency: 'EUR' })
    expect(textAt(found, 'Valuty', 'Mena', 'Kod')).toBe('EUR')
    expect(textAt(found, 'Valuty', 'SouhrnDPH', 'Zaklad22')).toBe('100.00')
    expect([child(items[0], 'Cena'), textAt(items[0], 'Valuty')]).toEqual([undefined, '100'])
    expect(child(found, 'SouhrnDPH')).toBeUndefined()
  })

  it('says the sums by VAT rate, the third Slovak rate among the further ones', () => {
    const slovak = order('1', [line('1', '100', '1', '23'), line('2', '10', '1', '5'), line('3', '1', '1', '0')])
    const { found } = mapped({
      ...slovak,
      currency: 'EUR',
      supplier: { ...slovak.supplier, address: { ...slovak.supplier.address, country: 'SK' } },
    })
    const of = (...path: string[]): string => textAt(found, 'SouhrnDPH', ...path)
    expect([of('Zaklad22'), of('DPH22'), of('Zaklad5'), of('Zaklad0')]).toEqual(['100.00', '23.00', '0', '1.00'])
    expect([of('SeznamDalsiSazby', 'DalsiSazba', 'Sazba'), of('SeznamDalsiSazby', 'DalsiSazba', 'DPH')]).toEqual(['5', '0.50'])
    expect([textAt(found, 'SazbaDPH1'), textAt(found, 'SazbaDPH2')]).toEqual(['19', '23'])
  })

  it('writes the rounding of the whole as a line without VAT', () => {
    const plain = order('1', [line('1', '100.40', '1', '21')])
    const { items, notes, found } = mapped({ ...plain, totals: { ...plain.totals, rounding: '-0.48', payable: '121.00' } })
    expect([textAt(items[1], 'Popis'), textAt(items[1], 'Cena'), textAt(items[1], 'SazbaDPH')]).toEqual([
      'Zaokrouhlení',
      '-0.48',
      '0',
    ])
    expect(textAt(found, 'Celkem')).toBe('121.00')
    expect(notes.map(({ code }) => code)).toContain('rounding-as-line')
  })

  it('is held when Money would come to other sums', () => {
    const plain = order('1')
    expect(held({ ...plain, totals: { ...plain.totals, net: '1.00' } })).toMatchObject({ code: 'totals-mismatch' })
    const off = { ...plain.totals, gross: '9999.00', payable: '9999.00' }
    expect(held({ ...plain, totals: off })).toMatchObject({ code: 'totals-mismatch', params: { found: '9999.00' } })
  })

  it.each<[string, (plain: Order) => Order, string]>([
    ['a VAT percent of no day', (plain) => ({ ...plain, lines: [{ ...line('1', '1', '1', '17') }] }), 'vat-percent-unknown'],
    [
      'a country without rates',
      (plain) => ({ ...plain, supplier: { ...plain.supplier, address: { ...plain.supplier.address, country: 'PL' } } }),
      'vat-country-unknown',
    ],
    [
      'a registration number that is too long',
      (plain) => ({ ...plain, buyer: { ...plain.buyer, ico: '12345678901' } }),
      'id-too-long',
    ],
    ['a tax number that is too long', (plain) => ({ ...plain, buyer: { ...plain.buyer, dic: 'X'.repeat(21) } }), 'id-too-long'],
    [
      'a postal code that is too long',
      (plain) => ({ ...plain, buyer: { ...plain.buyer, address: { ...plain.buyer.address, postalCode: '1'.repeat(11) } } }),
      'id-too-long',
    ],
    [
      'a buyer whose name has nothing that can be kept',
      (plain) => ({ ...plain, buyer: { ...plain.buyer, name: '🎁' } }),
      'value-not-representable',
    ],
    [
      'a price with more digits than its place',
      (plain) => ({ ...plain, lines: [line('1', '1234567890123.1234', '1', '21')] }),
      'value-not-representable',
    ],
  ])('is held for %s', (_what, change, code) => {
    expect(held(change(order('1')))).toMatchObject({ code })
  })

  it('puts tax numbers where the edition of the country has them', () => {
    const plain = order('1')
    const buyer = { ...plain.buyer, dic: '2020123456', icDph: 'SK2020123456' }
    const czech = mapped({ ...plain, buyer }).found
    expect([textAt(czech, 'DodOdb', 'DIC'), textAt(czech, 'DodOdb', 'DICSK')]).toEqual(['SK2020123456', ''])
    expect(lines(czech)).toContain('buyer.dic: 2020123456')
    const lineOf = line('1', '10', '1', '23')
    const slovak = mapped({ ...order('1', [lineOf]), buyer, currency: 'EUR' }, { vatCountry: 'SK' }).found
    expect([textAt(slovak, 'DodOdb', 'DIC'), textAt(slovak, 'DodOdb', 'DICSK')]).toEqual(['SK2020123456', '2020123456'])
  })

  it('has a place of delivery of its own; what is too long for a contact is in the note', () => {
    const plain = order('1')
    const email = `${'a'.repeat(60)}@example.cz`
    const { found, notes } = mapped({
      ...plain,
      deliverTo: { ...plain.buyer, name: 'Sklad Brno', email, contactName: 'Jan Novák' },
    })
    expect(textAt(found, 'KonecPrij', 'Nazev')).toBe('Sklad Brno')
    expect(child(child(found, 'KonecPrij'), 'EMail')).toBeUndefined()
    expect(lines(found)).toEqual(expect.arrayContaining([`deliverTo.email: ${email}`, 'deliverTo.contactName: Jan Novák']))
    expect(notes.map(({ code }) => code)).toContain('value-left-out')
  })

  it('translates payment and transport by their tables; what has none stands in the note', () => {
    const plain: Order = { ...order('1'), deliveryMethod: 'PPL', paymentMethod: 'card' }
    const known = mapped(plain, { carriers: { PPL: 'PPL CZ' } }).found
    expect([textAt(known, 'PlatPodm'), textAt(known, 'Doprava')]).toEqual(['kartou', 'PPL CZ'])
    const unknown = mapped({ ...plain, deliveryMethod: 'constructor', paymentMethod: 'other' }).found
    expect([child(unknown, 'PlatPodm'), child(unknown, 'Doprava')]).toEqual([undefined, undefined])
    expect(lines(unknown)).toEqual(expect.arrayContaining(['Doprava: constructor', 'Platba: other']))
  })

  it.each([
    ['by-catalogue', 'Katalog', 'SKU-1'],
    ['by-short-cut', 'Zkrat', 'SKU-1'],
    ['by-barcode', 'BarCode', '8590001112223'],
  ])('finds a stock card %s', (stockItems, name, value) => {
    const goods = order('1', [{ ...line('1', '10', '1', '21'), ean: '8590001112223' }])
    const { items } = mapped(goods, { stockItems, storeName: 'Hlavní sklad', storeCode: 'HL' })
    expect(textAt(items[0], 'KmKarta', name)).toBe(value)
    expect([textAt(items[0], 'Sklad', 'Nazev'), textAt(items[0], 'Sklad', 'KodSkladu')]).toEqual(['Hlavní sklad', 'HL'])
  })

  it('holds a code that does not fit the stock card, and keeps it whole on a line of text', () => {
    const long = order('1', [{ ...line('1', '10', '1', '21'), sku: 'S'.repeat(21) }])
    expect(held(long, { stockItems: 'by-catalogue', storeName: 'Sklad' })).toMatchObject({ code: 'id-too-long' })
    const { items } = mapped(long)
    expect(textAt(items[0], 'Poznamka')).toBe(`Kód: ${'S'.repeat(21)}`)
    expect(child(child(items[0], 'NesklPolozka'), 'Katalog')).toBeUndefined()
  })

  it('goods without the code become a line of text, with a note; charges always are', () => {
    const goods: Order = { ...order('1', [{ ...line('1', '10', '1', '21'), sku: '' }]), charges: [] }
    const { items, notes } = mapped(goods, { stockItems: 'by-catalogue', storeName: 'Sklad' })
    expect(child(items[0], 'NesklPolozka')).toBeDefined()
    expect(notes).toContainEqual({ code: 'line-without-stock-card', params: { line: '1' } })
  })

  it('carries the codes of the settings', () => {
    const { found, items } = mapped(
      order('1'),
      { series: '26OP', documentType: 'ESHOP', centre: 'BRNO', jobOrder: 'Z1', operation: 'E', isReserved: true },
      { agendaCode: 'AG1' },
    )
    expect(
      ['DRada', 'ZkratkaTyp', 'Stredisko', 'Zakazka', 'Cinnost', 'NeRezervov', 'PevneCeny'].map((name) => textAt(found, name)),
    ).toEqual(['26OP', 'ESHOP', 'BRNO', 'Z1', 'E', '0', '1'])
    expect(textAt(items[0], 'Stredisko')).toBe('BRNO')
  })
})

describe('settings', () => {
  const issues = (given: Record<string, unknown>): string[] =>
    (moneySettingsSchema.safeParse({ ico: '12345678', ...given }).error?.issues ?? []).map(({ path }) => path.join('.'))

  it('ask for what their way needs', () => {
    expect(issues({})).toEqual(['importFolder', 'reportFolder'])
    expect(issues({ importFolder: '/i', exportFile: '/e.xml' })).toEqual([])
    expect(issues({ way: 'api' })).toEqual(['apiUrl', 'appId', 'clientId', 'agendaGuid'])
    expect(issues({ importFolder: '/i', reportFolder: '/r', mapping: { stockItems: 'by-barcode' } })).toEqual([
      'mapping.storeName',
    ])
  })

  it('do not let the API go without our key: it would have nothing to be looked up by', () => {
    const api = {
      way: 'api',
      apiUrl: 'http://localhost:85',
      appId: 'a',
      clientId: 'b',
      agendaGuid: '6f9619ff-8b86-d011-b42d-00cf4fc964ff',
    }
    expect(issues(api)).toEqual([])
    expect(issues({ ...api, mapping: { ourKey: 'note-only' } })).toEqual(['mapping.ourKey'])
    expect(issues({ ...api, apiUrl: 'http://localhost:85/graphql' })).toEqual(['apiUrl'])
  })
})
