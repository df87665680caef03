import { describe, expect, it } from 'vitest'
import { itemGuid, itemKey } from '../../../../../src/main/connectors/money-s3/key'
import { contentOf, prepareWith } from '../../../../../src/main/connectors/money-s3/prepare'
import { moneySettingsSchema } from '../../../../../src/main/connectors/money-s3/settings'
import type { Note, ParsedDocument } from '../../../../../src/main/engine/ports'
import { schemaFault } from '../../../../../src/sandbox/simulators/money-s3/schema'
import { linesOf, sumsOf } from '../../../../../src/sandbox/simulators/money-s3/sums'
import { child, parseXml, textAt, type XmlNode } from '../../../../../src/sandbox/simulators/money-s3/xml'
import type { InwardAgenda } from '../../../../../src/shared/documents/agenda'
import type { Problem } from '../../../../../src/shared/failure'
import { connectorTools } from '../../../../support/connector-tools'
import { addressDocument, deliveryNote, invoice, inwardDocument, stockCard } from '../../../../support/documents'
import { line, totalsFor } from '../../../../support/orders'

const AGENDAS: readonly InwardAgenda[] = ['orders', 'delivery-notes', 'invoices', 'stock-cards', 'addresses']
const settingsOf = (mapping: Record<string, unknown> = {}) =>
  moneySettingsSchema.parse({
    importFolder: '/i',
    reportFolder: '/r',
    ico: '12345678',
    mapping: { storeName: 'Hlavní sklad', storeCode: 'HL', ...mapping },
  })
const mapped = (document: ParsedDocument, mapping: Record<string, unknown> = {}): { found: XmlNode; notes: readonly Note[] } => {
  const tools = connectorTools()
  try {
    const preparation = prepareWith(settingsOf(mapping), tools, AGENDAS)(document)
    if (!preparation.ok) throw new Error(JSON.stringify(preparation.problem))
    const xml = parseXml(Buffer.from(contentOf(preparation.prepared).bytes).toString('utf8'))
    expect(schemaFault(xml)).toBeUndefined()
    return { found: xml.children[0]?.children[0] as XmlNode, notes: preparation.prepared.notes }
  } finally {
    tools.remove()
  }
}
const held = (document: ParsedDocument, mapping: Record<string, unknown> = {}): Problem | undefined => {
  const tools = connectorTools()
  const preparation = prepareWith(settingsOf(mapping), tools, AGENDAS)(document)
  tools.remove()
  return preparation.ok ? undefined : preparation.problem
}
const dl = (changes: Parameters<typeof deliveryNote>[1] = {}) =>
  inwardDocument('delivery-notes', 'it-1', deliveryNote('DL-1', changes))
const fa = (changes: Parameters<typeof invoice>[1] = {}) => inwardDocument('invoices', 'it-1', invoice('FV-1', changes))
const card = (changes: Parameters<typeof stockCard>[1] = {}) => inwardDocument('stock-cards', 'it-1', stockCard('SKU-1', changes))
const partner = (changes: Parameters<typeof addressDocument>[1] = {}) =>
  inwardDocument('addresses', 'it-1', addressDocument('adr-1', changes))
const charge = line('C1', '99', '1', '21')
const noteOf = (node: XmlNode, name: string): string[] => textAt(node, name).split('\n')

describe('a delivery note', () => {
  it('is a received delivery note or a receipt of the supplier, with our key and the order it belongs to', () => {
    const { found } = mapped(dl())
    expect(found.name).toBe('DLPrij')
    expect(mapped(dl(), { deliveryNotes: { as: 'receipt' } }).found.name).toBe('Prijemka')
    expect([textAt(found, 'PrimDoklad'), textAt(found, 'ParSymbol')]).toEqual([itemKey('firma-1', 'it-1'), 'OBJ-DL-1'])
    expect(textAt(found, 'DodOdb', 'ObchNazev')).toBe('Velkoobchod Příkladný, s.r.o.')
    expect(noteOf(found, 'Popis')).toEqual(
      expect.arrayContaining(['Číslo dodacího listu: DL-1', 'Číslo objednávky: OBJ-DL-1', 'Business Integrator: it-1']),
    )
    expect([textAt(found, 'Datum'), textAt(found, 'DatSkPoh')]).toEqual(['2026-03-02', '2026-03-03'])
  })

  it('names the card of every line, and what a new one would be made of', () => {
    const [first] = linesOf(mapped(dl()).found)
    expect([textAt(first, 'KmKarta', 'Katalog'), textAt(first, 'KmKarta', 'MJ')]).toEqual(['SKU-1', 'ks'])
    expect(textAt(first, 'KmKarta', 'konfigurace', 'SDPH_Nakup')).toBe('21')
    expect([textAt(first, 'Sklad', 'Nazev'), textAt(first, 'Sklad', 'KodSkladu')]).toEqual(['Hlavní sklad', 'HL'])
  })

  it('has what came back as a return at a price below zero, never a quantity below zero', () => {
    const lines = [line('1', '100', '-2', '21'), line('2', '10', '3', '21')]
    const { found } = mapped(dl({ lines, totals: totalsFor(lines) }))
    expect(linesOf(found).map((one) => ['PocetMJ', 'Cena', 'Vratka'].map((name) => textAt(one, name)))).toEqual([
      ['2', '-100', '1'],
      ['3', '10', '0'],
    ])
    expect(sumsOf(found)).toMatchObject({ net: '-170.00', total: '-205.70' })
  })

  it('is held where a line has no card, or a price below zero that nobody gave back', () => {
    const { sku: _, ...bare } = line('1', '100', '1', '21')
    expect(held(dl({ lines: [bare] }))).toMatchObject({ code: 'goods-code-missing', params: { name: bare.name } })
    expect(held(dl({ lines: [{ ...line('1', '100', '1', '21'), sku: 'X'.repeat(21) }] }))).toMatchObject({ code: 'id-too-long' })
    expect(held(dl({ lines: [line('1', '-100', '1', '21')] }))).toMatchObject({ code: 'value-not-representable' })
  })

  it('may have one card for goods whose code does not fit; the code stands in the note of the line', () => {
    const lines = [{ ...line('1', '100', '1', '21'), sku: 'X'.repeat(21) }]
    const [first] = linesOf(mapped(dl({ lines }), { deliveryNotes: { otherCard: 'JINE' } }).found)
    expect(textAt(first, 'KmKarta', 'Katalog')).toBe('JINE')
    expect(textAt(first, 'Poznamka')).toContain(`Kód: ${'X'.repeat(21)}`)
  })

  it('has charges on a card of their own, or in its note, and says so', () => {
    const own = { charges: [charge] }
    const onCard = mapped(dl(own), { deliveryNotes: { chargeCard: 'POPL' } })
    expect(textAt(linesOf(onCard.found).at(-1), 'KmKarta', 'Katalog')).toBe('POPL')
    const inNote = mapped(dl(own))
    expect(linesOf(inNote.found)).toHaveLength(2)
    expect(noteOf(inNote.found, 'Popis')).toContain('Zboží C1: 1 × 99 (DPH 21 %)')
    expect(inNote.notes).toContainEqual({ code: 'charge-in-note', params: { name: 'Zboží C1' } })
    expect(textAt(inNote.found, 'Celkem')).toBe(sumsOf(inNote.found).total)
  })
})

describe('an invoice', () => {
  it('of a supplier has its number, our GUID, dates, symbol, bank and order', () => {
    const { found } = mapped(fa({ bankAccount: '19-2000145399/0800' }))
    expect(found.name).toBe('FaktPrij')
    expect(textAt(found, 'GUID')).toBe(itemGuid('firma-1', 'it-1'))
    expect(textAt(found, 'GUID')).toMatch(/^\{[0-9A-F]{8}-[0-9A-F]{4}-8[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}\}$/)
    expect(
      ['PrijatDokl', 'Vystaveno', 'PlnenoDPH', 'DatUcPr', 'Splatno', 'VarSymbol', 'Dobropis', 'Uhrada'].map((name) =>
        textAt(found, name),
      ),
    ).toEqual(['FV-1', '2026-03-02', '2026-03-02', '2026-03-02', '2026-03-16', '1', '0', 'převodem'])
    expect([textAt(found, 'DodOdb', 'Ucet'), textAt(found, 'DodOdb', 'KodBanky')]).toEqual(['19-2000145399', '0800'])
    expect(noteOf(found, 'Poznamka')).toEqual(expect.arrayContaining(['Číslo objednávky: OBJ-FV-1', 'Business Integrator: it-1']))
    expect([child(found, 'CObjednavk'), child(found, 'SeznamVazeb')]).toEqual([undefined, undefined])
  })

  it('to a customer has its number for the VAT statement and the order number', () => {
    const { found } = mapped(fa(), { invoices: { direction: 'issued', bindOrder: true } })
    expect(found.name).toBe('FaktVyd')
    expect([textAt(found, 'EvCisDokl'), textAt(found, 'CObjednavk'), child(found, 'PrijatDokl')]).toEqual([
      'FV-1',
      'OBJ-FV-1',
      undefined,
    ])
    expect(textAt(found, 'DodOdb', 'ObchNazev')).toBe('Příliš žluťoučký kůň, s.r.o.')
    const link = child(child(found, 'SeznamVazeb'), 'Vazba')
    expect([textAt(link, 'Typ'), textAt(link, 'Doklad', 'Druh'), textAt(link, 'Doklad', 'Cislo')]).toEqual([
      'PR',
      'OP',
      'OBJ-FV-1',
    ])
  })

  it('has text lines unless it is to move the stock', () => {
    const [text] = linesOf(mapped(fa()).found)
    expect([textAt(text, 'NesklPolozka', 'Katalog'), textAt(text, 'NesklPolozka', 'Protizapis')]).toEqual(['SKU-1', '0'])
    const [stock] = linesOf(mapped(fa(), { invoices: { stockItems: true } }).found)
    expect([textAt(stock, 'SklPolozka', 'KmKarta', 'Katalog'), textAt(stock, 'SklPolozka', 'Vratka')]).toEqual(['SKU-1', '0'])
    expect(child(stock, 'NesklPolozka')).toBeUndefined()
  })

  it('that is a credit note has quantities above zero and prices below; what it takes back is no return of its own', () => {
    const lines = [line('1', '100', '-2', '21'), line('2', '10', '1', '21')]
    const credit = fa({ kind: 'credit-note', lines, totals: totalsFor(lines) })
    const { found } = mapped(credit, { invoices: { stockItems: true } })
    expect([textAt(found, 'Dobropis'), textAt(found, 'Doruceno')]).toEqual(['1', '2026-03-02'])
    expect(
      linesOf(found).map((one) => [textAt(one, 'PocetMJ'), textAt(one, 'Cena'), textAt(one, 'SklPolozka', 'Vratka')]),
    ).toEqual([
      ['2', '-100', '0'],
      ['1', '10', '1'],
    ])
    expect(textAt(found, 'Celkem')).toBe('-229.90')
    expect(sumsOf(found).total).toBe('-229.90')
    expect(noteOf(found, 'Poznamka')).toContain('Číslo dobropisu: FV-1')
  })

  it('of a foreign supplier is in a foreign currency, its VAT among the further rates', () => {
    const lines = [line('1', '100', '1', '23'), line('2', '10', '1', '5')]
    const czech = { name: 'Kůň, s.r.o.', address: { street: '', city: 'Praha', postalCode: '110 00', country: 'CZ' } }
    const { found } = mapped(fa({ country: 'SK', buyer: czech, lines, totals: totalsFor(lines) }))
    const summary = child(child(found, 'Valuty'), 'SouhrnDPH')
    expect(textAt(found, 'Valuty', 'Mena', 'Kod')).toBe('EUR')
    expect([textAt(summary, 'Zaklad22'), textAt(summary, 'DPH22')]).toEqual(['0', '0'])
    expect(
      (child(summary, 'SeznamDalsiSazby')?.children ?? []).map((one) =>
        ['HladinaDPH', 'Sazba', 'Zaklad', 'DPH'].map((name) => textAt(one, name)),
      ),
    ).toEqual([
      ['2', '23', '100.00', '23.00'],
      ['1', '5', '10.00', '0.50'],
    ])
    expect([textAt(found, 'SazbaDPH1'), textAt(found, 'SazbaDPH2')]).toEqual(['12', '21'])
    expect(held(fa({ lines: [line('1', '1', '1', '17')] }))).toMatchObject({ code: 'vat-percent-unknown' })
  })

  it('keeps a bank account that is none of ours in its note', () => {
    const iban = 'SK31 1200 0000 1987 4263 7541'
    expect(textAt(mapped(fa({ bankAccount: iban })).found, 'DodOdb', 'Ucet')).toBe('SK3112000000198742637541')
    expect(noteOf(mapped(fa({ bankAccount: 'hotově na pokladně' })).found, 'Poznamka')).toContain('Účet: hotově na pokladně')
  })
})

describe('a stock card', () => {
  it('is written whole where Money leaves what exists, and has no prices', () => {
    const { found } = mapped(card({ ean: '8590000000017', description: 'Popis zboží', weightKg: '1.25' }))
    expect(found.name).toBe('KmKarta')
    expect(['Popis', 'Katalog', 'BarCode', 'MJ', 'Pozn1', 'Hmotnost'].map((name) => textAt(found, name))).toEqual([
      'Zboží SKU-1',
      'SKU-1',
      '8590000000017',
      'ks',
      'Popis zboží',
      '1.25',
    ])
    expect(noteOf(found, 'Pozn')).toContain('Business Integrator, karta: CARD-SKU-1')
    expect(textAt(found, 'konfigurace', 'SDPH_Prod')).toBe('21')
  })

  it('holds only what is written each time where Money replaces what exists', () => {
    const { found } = mapped(card({ description: 'x', ean: '1' }), { cards: { name: 'always', barCode: 'always' } })
    expect(found.children.map(({ name }) => name)).toEqual(['Popis', 'Katalog', 'BarCode'])
  })

  it('in a store has its selling price without VAT; one in another currency is left out, and it says so', () => {
    const { found } = mapped(card(), { cards: { inStore: true } })
    expect(found.name).toBe('Zasoba')
    const price = child(found, 'PC')
    expect([textAt(price, 'SDPH'), textAt(price, 'Cena1', 'Cena')]).toEqual(['0', '100.5'])
    const foreign = mapped(card({ currency: 'EUR' }), { cards: { inStore: true } })
    expect(child(foreign.found, 'PC')).toBeUndefined()
    expect(foreign.notes.map(({ code }) => code)).toContain('price-left-out')
  })

  it('that is no longer offered is marked where Money can be told, else a person is', () => {
    const told = mapped(card({ active: false }), { cards: { inStore: true, name: 'always' } })
    expect([textAt(told.found, 'ZakazProde'), told.notes]).toEqual(['1', []])
    expect(child(mapped(card(), { cards: { inStore: true, name: 'always' } }).found, 'ZakazProde')).toBeUndefined()
    expect(mapped(card({ active: false })).notes.map(({ code }) => code)).toEqual(['card-not-for-sale'])
  })

  it('is held when its code does not fit, its VAT is none of today, or the key is missing', () => {
    expect(held(inwardDocument('stock-cards', 'it', stockCard('X'.repeat(21))))).toMatchObject({ code: 'id-too-long' })
    expect(held(card({ vatPercent: '15' }))).toMatchObject({ code: 'vat-percent-unknown' })
    expect(held(card(), { goodsKey: 'by-barcode' })).toMatchObject({ code: 'mapping-incomplete', params: { field: 'ean' } })
  })
})

describe('a partner', () => {
  it('is known by its IČO, its places of delivery stand in the note', () => {
    const { found } = mapped(partner())
    expect([found.name, textAt(found, 'ICO'), child(found, 'KodPartn')]).toEqual(['Firma', '27082440', undefined])
    expect(['ObchAdresa', 'FaktAdresa', 'Adresa'].map((name) => textAt(found, name, 'Misto'))).toEqual(
      Array(3).fill('Ústí nad Labem'),
    )
    const note = noteOf(found, 'Poznamka')
    expect(note.filter((one) => one.startsWith('Místo dodání: '))).toHaveLength(2)
    expect(note).toContain('Business Integrator, adresa: adr-1')
  })

  it('without an IČO is held, or known by a code of ours', () => {
    const bare = partner({ party: { ico: '' } })
    expect(held(bare)).toMatchObject({ code: 'mapping-incomplete' })
    expect(textAt(mapped(bare, { addresses: { key: 'partner-code' } }).found, 'KodPartn')).toBe(itemKey('firma-1', 'adr-1'))
  })

  it('holds only what is written each time where Money replaces what exists', () => {
    const { found } = mapped(partner(), { addresses: { name: 'always', contacts: 'always' } })
    expect(found.children.map(({ name }) => name)).toEqual(['Nazev', 'ObchNazev', 'FaktNazev', 'Tel', 'EMail', 'ICO'])
  })
})

describe('settings', () => {
  it('that replace a field of a card but not its name are refused: Money demands the name', () => {
    expect(() => settingsOf({ cards: { weight: 'always' } })).toThrow('always')
    expect(() => settingsOf({ addresses: { contacts: 'always' } })).toThrow('always')
  })
})
