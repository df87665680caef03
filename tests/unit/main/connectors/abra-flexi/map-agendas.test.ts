import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { mapAddress, partnerCode } from '../../../../../src/main/connectors/abra-flexi/map-address'
import { mapDeliveryNote } from '../../../../../src/main/connectors/abra-flexi/map-delivery-note'
import { mapInvoice } from '../../../../../src/main/connectors/abra-flexi/map-invoice'
import { mapStockCard } from '../../../../../src/main/connectors/abra-flexi/map-stock-card'
import type { FlexiRecord } from '../../../../../src/main/connectors/abra-flexi/record'
import { flexiSettingsSchema } from '../../../../../src/main/connectors/abra-flexi/settings'
import { dec, format, roundTo, sum, within } from '../../../../../src/shared/documents/decimal'
import type { DeliveryNote } from '../../../../../src/shared/documents/delivery-note'
import type { Invoice } from '../../../../../src/shared/documents/invoice'
import type { StockCard } from '../../../../../src/shared/documents/stock-card'
import { Failure } from '../../../../../src/shared/failure'
import { addressDocument, deliveryNote, invoice, inwardDocument, stockCard } from '../../../../support/documents'
import { line } from '../../../../support/orders'
import { sharedErp } from '../../../../support/shared-erp'

const settings = (mapping: Record<string, unknown> = {}) =>
  flexiSettingsSchema.parse({
    baseUrl: 'https://flexi:5434',
    company: 'firma',
    ico: '45274649',
    user: 'api',
    mapping: { stock: 'HLAVNI', ...mapping },
  })
const codes = (notes: readonly { code: string }[]): string[] => notes.map(({ code }) => code)
const heldFor = (run: () => unknown) => {
  try {
    run()
  } catch (error) {
    if (error instanceof Failure) return error.problem
    throw error
  }
  return undefined
}
const noteOf = (of: DeliveryNote, mapping?: Record<string, unknown>) => {
  const mapped = mapDeliveryNote(inwardDocument('delivery-notes', 'IT-1', of), settings(mapping))
  const lines = mapped.record['skladovePolozky'] as readonly FlexiRecord[]
  return { ...mapped, lines, first: lines[0] ?? {} }
}
const invoiceOf = (of: Invoice, mapping?: Record<string, unknown>) => {
  const mapped = mapInvoice(inwardDocument('invoices', 'IT-1', of), settings(mapping))
  return { ...mapped, lines: mapped.record['polozkyFaktury'] as readonly FlexiRecord[] }
}
const cardOf = (of: StockCard, mapping?: Record<string, unknown>) =>
  mapStockCard(inwardDocument('stock-cards', 'IT-1', of), settings(mapping))
const addressOf = (of: ReturnType<typeof addressDocument>, mapping?: Record<string, unknown>) =>
  mapAddress(inwardDocument('addresses', 'IT-1', of), settings(mapping))

describe('a delivery note as a movement of stock', () => {
  it('is a receipt from the supplier, with the cards, prices without VAT and the number of its order', () => {
    const { record, lines, expected, notes } = noteOf(deliveryNote('DL-1', { orderNumber: 'OBJ-7' }))
    expect(record).toMatchObject({
      id: 'ext:BI:IT-1',
      '@update': 'fail',
      typDokl: 'code:STANDARD',
      typPohybuK: 'typPohybu.prijem',
      sklad: 'code:HLAVNI',
      datVyst: '2026-03-03',
      cisDodak: 'DL-1',
      cisObj: 'OBJ-7',
      popis: 'Dodací list DL-1',
      mena: 'code:CZK',
      firma: 'in:45274649',
      nazFirmy: 'Velkoobchod Příkladný, s.r.o.',
    })
    expect(record['postovniShodna']).toBeUndefined()
    expect(String(record['poznam'])).toContain('Vystaveno: 2026-03-02')
    expect(lines).toEqual([
      {
        id: 'ext:BI:IT-1/1',
        typPolozkyK: 'typPolozky.katalog',
        cenik: 'code:SKU-1',
        sklad: 'code:HLAVNI',
        kod: 'SKU-1',
        nazev: 'Zboží 1',
        mnozMj: '2',
        mj: 'code:KS',
        cenaMj: '100',
      },
      // 33.3333 × 3 less 10 %: a movement knows no discount.
      expect.objectContaining({ id: 'ext:BI:IT-1/2', cenaMj: '30', poznam: 'Cena před slevou 33.3333, sleva 10 %' }),
    ])
    expect(expected).toEqual([{ what: 'net', field: 'sumZklCelkem', value: '290.00' }])
    expect(codes(notes)).toEqual(['discount-in-price'])
  })

  it('is an issue to the buyer where the company sends goods; what it is worth is not ours to say', () => {
    const place = { name: 'Sklad Brno', address: { street: 'Skladová 1', city: 'Brno', postalCode: '602 00', country: 'CZ' } }
    const { record, expected } = noteOf(deliveryNote('DL-1', { deliverTo: place }), {
      deliveryNotes: { movement: 'issue', documentType: 'VYDEJ', stock: 'DRUHY' },
    })
    expect(record).toMatchObject({
      typPohybuK: 'typPohybu.vydej',
      typDokl: 'code:VYDEJ',
      sklad: 'code:DRUHY',
      nazFirmy: 'Příliš žluťoučký kůň, s.r.o.',
      faNazev: 'Sklad Brno',
    })
    expect(expected).toEqual([])
  })

  it('charges stand in its note, because a movement has goods only', () => {
    const { record, lines, expected, notes } = noteOf(
      deliveryNote('DL-1', { charges: [{ ...line('D', '99', '1', '21'), name: 'Doprava' }] }),
    )
    expect([lines.length, expected[0]?.value]).toEqual([2, '290.00'])
    expect(String(record['poznam'])).toContain('Doprava: 1 ks, 99.00')
    expect(codes(notes)).toContain('charge-in-note')
  })

  it.each([
    ['by-code', 'code:SKU-1'],
    ['by-buyer-code', 'code:B-1'],
    ['by-ean', 'ean:8590000000017'],
  ])('finds goods %s, or is held', (goods, key) => {
    const whole = { ...line('1', '100', '2', '21'), buyerSku: 'B-1', ean: '8590000000017' }
    expect(noteOf(deliveryNote('DL-1', { lines: [whole] }), { deliveryNotes: { goods } }).first['cenik']).toBe(key)
    const { sku: _sku, buyerSku: _buyerSku, ean: _ean, ...bare } = whole
    expect(heldFor(() => noteOf(deliveryNote('DL-1', { lines: [bare] }), { deliveryNotes: { goods } }))).toMatchObject({
      code: 'goods-code-missing',
      params: { line: '1', name: 'Zboží 1' },
    })
  })

  it('makes cards that are missing, one for each code, only when told to', () => {
    const lines = ['1', '1', '2'].map((id) => ({ ...line(id, '10', '1', '12'), ean: `859${id}` }))
    expect(noteOf(deliveryNote('DL-1', { lines })).newCards).toEqual([])
    const { newCards } = noteOf(deliveryNote('DL-1', { lines }), {
      deliveryNotes: { unknownGoods: 'create' },
      cards: { group: 'ZBOZI' },
    })
    expect(newCards.map(({ value }) => value)).toEqual(['SKU-1', 'SKU-2'])
    expect(newCards[0]?.record).toEqual({
      id: 'code:SKU-1',
      '@update': 'ignore',
      kod: 'SKU-1',
      nazev: 'Zboží 1',
      eanKod: '8591',
      mj1: 'code:KS',
      typSzbDphK: 'typSzbDph.dphSniz',
      nakupCena: '10',
      typZasobyK: 'typZasoby.zbozi',
      skladove: 'true',
      skupZboz: 'code:ZBOZI',
    })
  })

  it('for any lines: prices times quantities are their totals to a cent, or it is held', () => {
    const anyLine = fc.record({
      price: fc.integer({ min: 0, max: 10_000_000 }).map((n) => format(dec(String(n)).div(dec('10000')))),
      quantity: fc.integer({ min: 1, max: 9_999_999 }).map((n) => format(dec(String(n)).div(dec('1000')))),
      discount: fc.constantFrom(undefined, '10', '33.3333', '100'),
    })
    fc.assert(
      fc.property(fc.array(anyLine, { minLength: 1, maxLength: 10 }), (some) => {
        const lines = some.map(({ price, quantity, discount }, i) => line(String(i), price, quantity, '21', discount))
        const note = deliveryNote('DL-1', { lines })
        let mapped: ReturnType<typeof noteOf> | undefined
        const problem = heldFor(() => {
          mapped = noteOf(note)
        })
        if (!mapped) return expect(problem?.code).toBe('value-not-representable')
        for (const [i, own] of mapped.lines.entries()) {
          const computed = roundTo(dec(String(own['cenaMj'])).times(dec(String(own['mnozMj']))), 2)
          const total = dec(lines[i]?.totalNet ?? '')
          expect(within(computed, total, dec('0.01'))).toBe(true)
          expect(dec(String(own['sumZkl'] ?? format(computed))).eq(total)).toBe(true)
        }
        expect(mapped.expected[0]?.value).toBe(format(sum(lines.map(({ totalNet }) => dec(totalNet))), 2))
      }),
      { numRuns: 200 },
    )
  })
})

describe('an invoice', () => {
  it('is a received one of the supplier, with lines that move no stock', () => {
    const { record, lines, expected } = invoiceOf(invoice('FV-1', { bankAccount: '19-2000145399/0800' }))
    expect(record).toMatchObject({
      id: 'ext:BI:IT-1',
      '@update': 'fail',
      typDokl: 'code:FAKTURA',
      cisDosle: 'FV-1',
      cisObj: 'OBJ-FV-1',
      datVyst: '2026-03-02',
      duzpPuv: '2026-03-02',
      datSplat: '2026-03-16',
      popis: 'Faktura FV-1',
      nazFirmy: 'Velkoobchod Příkladný, s.r.o.',
      buc: '19-2000145399',
      smerKod: 'code:0800',
      'smerKod@if-not-found': 'null',
    })
    expect(Object.keys(record).filter((field) => /^(zaokr|fa[A-Z]|postovni)/.test(field))).toEqual([])
    expect(lines.map(({ typPolozkyK, cenik }) => [typPolozkyK, cenik])).toEqual(Array(2).fill(['typPolozky.obecny', undefined]))
    expect(expected.map(({ what, field }) => [what, field])).toEqual([
      ['payable', 'sumCelkem'],
      ['vat', 'sumDphCelkem'],
    ])
  })

  it('is an issued one of the company that issued it, on its own account', () => {
    const { record, lines } = invoiceOf(invoice('FV-1', { bankAccount: 'SK3112000000198742637541' }), {
      invoices: { direction: 'issued', goods: 'by-code' },
    })
    expect(record).toMatchObject({
      nazFirmy: 'Příliš žluťoučký kůň, s.r.o.',
      zaokrNaSumK: 'zaokrNa.zadne',
      postovniShodna: 'true',
    })
    expect([record['iban'], record['buc']]).toEqual([undefined, undefined])
    expect(lines[0]).toMatchObject({ typPolozkyK: 'typPolozky.katalog', cenik: 'code:SKU-1', sklad: 'code:HLAVNI' })
  })

  it('an account in the other form is an IBAN; one that nobody can take apart stays whole', () => {
    expect(invoiceOf(invoice('FV-1', { bankAccount: 'SK31 1200 0000 1987 4263 7541' })).record['iban']).toBe(
      'SK3112000000198742637541',
    )
    expect(invoiceOf(invoice('FV-1', { bankAccount: 'u nás doma' })).record).toMatchObject({ buc: 'u nás doma' })
  })

  it('a rounding is a line of a received one, which has no switch for it', () => {
    const plain = invoice('FV-1')
    const totals = { ...plain.totals, rounding: '0.35', payable: format(dec(plain.totals.gross).plus(dec('0.35')), 2) }
    const { lines, notes } = invoiceOf({ ...plain, totals })
    expect(lines.at(-1)).toMatchObject({ id: 'ext:BI:IT-1/R', cenaMj: '0.35', typSzbDphK: 'typSzbDph.dphOsv' })
    expect(codes(notes)).toContain('rounding-as-line')
    expect(invoiceOf(plain).lines).toHaveLength(2)
  })

  it('credit notes have a type of their own, or are held', () => {
    const credit = invoice('DOB-1', { kind: 'credit-note', lines: [line('1', '100', '-2', '21')] })
    expect(heldFor(() => invoiceOf(credit))).toMatchObject({ code: 'mapping-incomplete' })
    const { record, lines } = invoiceOf(credit, { invoices: { creditNoteType: 'DOBROPIS' } })
    expect(record).toMatchObject({ typDokl: 'code:DOBROPIS', popis: 'Dobropis DOB-1' })
    expect(lines[0]).toMatchObject({ mnozMj: '-2', cenaMj: '100' })
  })

  it('VAT of another country is never booked as that of the own one', () => {
    const slovak = invoice('FV-1', { lines: [line('1', '100', '1', '23')] })
    expect(heldFor(() => invoiceOf(slovak))?.code).toBe('vat-percent-unknown')
    expect(invoiceOf({ ...slovak, currency: 'EUR' }, { vatCountry: 'SK' }).country).toBe('SK')
  })
})

describe('a stock card', () => {
  it('is whole when it is new; of one that is there only code and barcode are ours', () => {
    const { create, update, match, externalId, notes } = cardOf(
      stockCard('SKU-1', { ean: '859', description: 'Popis', weightKg: '1.5' }),
      { cards: { group: 'ZBOZI' }, units: { ks: 'KS', kg: 'KG' } },
    )
    expect(externalId).toBe('ext:BI:CARD-SKU-1')
    expect(match).toEqual({ field: 'kod', value: 'SKU-1' })
    expect(create).toEqual({
      kod: 'SKU-1',
      eanKod: '859',
      typZasobyK: 'typZasoby.zbozi',
      skladove: 'true',
      skupZboz: 'code:ZBOZI',
      nazev: 'Zboží SKU-1',
      mj1: 'code:KS',
      typSzbDphK: 'typSzbDph.dphZakl',
      nakupCena: '80',
      cenaZakl: '100.5',
      typCenyDphK: 'typCeny.bezDph',
      popis: 'Popis',
      hmotMj: '1.5',
      mjHmot: 'code:KG',
      dodavatel: 'in:45274649',
      'dodavatel@if-not-found': 'null',
    })
    expect(update).toEqual({ kod: 'SKU-1', eanKod: '859' })
    expect(notes).toEqual([])
  })

  it.each<[string, FlexiRecord]>([
    ['name', { nazev: 'Zboží A' }],
    ['unit', { mj1: 'code:KS' }],
    ['vat', { typSzbDphK: 'typSzbDph.dphZakl' }],
    ['purchasePrice', { nakupCena: '80' }],
    ['sellingPrice', { cenaZakl: '100.5', typCenyDphK: 'typCeny.bezDph' }],
    ['description', { popis: 'Popis' }],
    ['weight', { hmotMj: '2' }],
  ])('its %s is written as the policy says', (field, fields) => {
    const card = stockCard('A', { description: 'Popis', weightKg: '2' })
    const of = (policy: string) => cardOf(card, { cards: { [field]: policy } })
    expect(of('always').update).toEqual({ kod: 'A', ...fields })
    expect(of('new').update).toEqual({ kod: 'A' })
    expect(of('new').create).toMatchObject(fields)
    if (field !== 'name') for (const name of Object.keys(fields)) expect(of('never').create[name]).toBeUndefined()
  })

  it('found by barcode, the code stays the company’s own', () => {
    const { create, update, match } = cardOf(stockCard('A', { ean: '859' }), { cards: { match: 'by-ean' } })
    expect([match, create['kod'], update['kod']]).toEqual([{ field: 'eanKod', value: '859' }, 'A', undefined])
    // Without one there is nothing else to know it by.
    expect(cardOf(stockCard('A'), { cards: { match: 'by-ean' } }).match).toEqual({ field: 'kod', value: 'A' })
  })

  it('one that is offered no more is taken off sale and kept; nothing is ever put on sale', () => {
    const gone = cardOf(stockCard('a-1', { active: false }))
    expect([gone.create['exportNaEshop'], gone.update['exportNaEshop']]).toEqual(['false', 'false'])
    expect(codes(gone.notes).toSorted()).toEqual(['card-marked-off-sale', 'code-in-capitals'])
    expect(cardOf(stockCard('A')).create['exportNaEshop']).toBeUndefined()
  })

  it('prices in another currency are left out, and units without a code', () => {
    const { create, notes } = cardOf(stockCard('A', { currency: 'EUR', unit: 'balení' }))
    expect([create['nakupCena'], create['cenaZakl'], create['mj1']]).toEqual([undefined, undefined, undefined])
    expect(codes(notes)).toEqual(['price-left-out', 'price-left-out', 'unit-left-out'])
  })

  it.each<[string, Partial<StockCard>, string]>([
    ['a code that is too long', { sku: 'S'.repeat(65) }, 'id-too-long'],
    ['a barcode that is too long', { ean: '8'.repeat(21) }, 'id-too-long'],
    ['a percent of VAT that is not known', { vatPercent: '17' }, 'vat-percent-unknown'],
    ['a country that is not known', { supplier: undefined } as Partial<StockCard>, 'vat-country-unknown'],
    ['a name of nothing', { name: '\u0007' }, 'value-not-representable'],
  ])('is held for %s', (_what, changes, code) => {
    expect(heldFor(() => cardOf({ ...stockCard('A'), ...changes }))?.code).toBe(code)
  })
})

describe('a partner', () => {
  it('is whole when it is new; of one that is there nothing is ours but our id', () => {
    const { create, update, match, externalId, notes } = addressOf(addressDocument('ADR-1'))
    expect([externalId, match]).toEqual(['ext:BI:ADR-1', { field: 'ic', value: '27082440' }])
    expect(create).toEqual({
      kod: 'ADR-1',
      popis: expect.stringContaining('Místo dodání: Příliš žluťoučký kůň, s.r.o., sklad, Skladová 2'),
      nazev: 'Příliš žluťoučký kůň, s.r.o.',
      ulice: 'Dlouhá 12/3',
      mesto: 'Ústí nad Labem',
      psc: '400 01',
      stat: 'code:CZ',
      ic: '27082440',
      dic: 'CZ27082440',
      tel: '+420 541 555 019',
      email: 'nakup@zlutoucky.example',
    })
    expect(update).toEqual({})
    expect(codes(notes)).toEqual(['places-in-text'])
  })

  it('its parts are written as the policy says', () => {
    const policy = { name: 'always', address: 'always', taxNumbers: 'never', contact: 'always' }
    const { create, update } = addressOf(addressDocument('ADR-1'), { addresses: policy })
    expect(Object.keys(update)).toEqual(['nazev', 'ulice', 'mesto', 'psc', 'stat', 'tel', 'email'])
    expect(create['ic']).toBeUndefined()
  })

  it('is matched by IČO only when told to', () => {
    expect(addressOf(addressDocument('A'), { addresses: { match: 'own-id' } }).match).toBeUndefined()
    expect(addressOf(addressDocument('A', { party: { ico: '' } })).match).toBeUndefined()
  })

  it('gets a code that fits, another for each id, the same each time', () => {
    const long = ['a', 'b'].map((end) => `${'x'.repeat(40)}${end}`)
    expect(partnerCode('adr-1')).toBe('ADR-1')
    expect(new Set(long.map(partnerCode)).size).toBe(2)
    for (const id of long) {
      expect(partnerCode(id)).toBe(partnerCode(id))
      expect(partnerCode(id)).toMatch(/^BI[0-9A-F]{16}$/)
    }
  })
})

const erp = sharedErp()
describe.skipIf(erp === undefined)('against ABRA Flexi’s own description', () => {
  const writable = (name: string): Set<string> => {
    const described = z
      .record(z.string(), z.object({ isWritable: z.string() }).loose())
      .parse(JSON.parse(readFileSync(join(erp ?? '', 'flexi-properties', `Properties.${name}.json`), 'utf8')))
    return new Set(Object.keys(described).filter((field) => described[field]?.isWritable === 'true'))
  }
  const fieldsOf = (record: FlexiRecord): string[] =>
    Object.entries(record)
      .filter(([name, value]) => typeof value === 'string' && name !== 'id' && !name.startsWith('@'))
      .map(([name]) => name.replace(/@.*$/, ''))
  const full = {
    centre: 'C',
    activity: 'VELKO',
    contract: 'B2B',
    paymentForms: { 'bank-transfer': 'PREVOD' },
    units: { ks: 'KS', kg: 'KG' },
  }
  const place = addressDocument('A').party

  it('nothing is written but fields that may be', () => {
    const issue = { ...full, deliveryNotes: { movement: 'issue', unknownGoods: 'create' } }
    const note = noteOf(deliveryNote('DL-1', { deliverTo: place, deliveryMethod: 'PPL' }), issue)
    const issued = invoiceOf(invoice('FV-1', { deliverTo: place }), {
      ...full,
      invoices: { direction: 'issued', goods: 'by-code' },
    })
    const card = cardOf(stockCard('A', { ean: '859', description: 'x', weightKg: '1', active: false }), {
      ...full,
      cards: { group: 'G' },
    })
    const partner = addressOf(addressDocument('A', { party: { gln: '8590000000017', icDph: 'SK2020317068' } }))
    for (const [evidence, records] of [
      ['skladovy-pohyb', [note.record]],
      ['skladovy-pohyb-polozka', note.lines],
      ['faktura-vydana', [issued.record]],
      ['faktura-vydana-polozka', issued.lines],
      ['cenik', [card.create, card.update, ...note.newCards.map(({ record }) => record)]],
      ['adresar', [partner.create]],
    ] as const) {
      const allowed = writable(evidence)
      expect([evidence, records.flatMap(fieldsOf).filter((field) => !allowed.has(field))]).toEqual([evidence, []])
    }
  })

  it('every field that is read from it is there', () => {
    const described = (name: string): Set<string> =>
      new Set(Object.keys(JSON.parse(readFileSync(join(erp ?? '', 'flexi-properties', `Properties.${name}.json`), 'utf8'))))
    const stock = ['lastUpdate', 'stavMJ', 'rezervMJ', 'pozadavkyMj', 'dostupMj', 'sklad', 'cenik', 'ucetObdobi']
    const card = ['kod', 'nazev', 'eanKod', 'mj1', 'exportNaEshop', 'cenaZakl', 'typCenyDphK', 'typSzbDphK', 'lastUpdate']
    expect(stock.filter((field) => !described('skladova-karta').has(field))).toEqual([])
    expect(card.filter((field) => !described('cenik').has(field))).toEqual([])
  })
})
