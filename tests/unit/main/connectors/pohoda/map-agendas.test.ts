import { describe, expect, it, test } from 'vitest'
import { bankAccountOf } from '../../../../../src/main/connectors/pohoda/bank-account'
import { mapMaster, mapTrade } from '../../../../../src/main/connectors/pohoda/map-document'
import { prepareWith } from '../../../../../src/main/connectors/pohoda/prepare'
import { type PohodaSettings, pohodaSettingsSchema } from '../../../../../src/main/connectors/pohoda-xml/settings'
import { writeXml } from '../../../../../src/main/connectors/wrap/xml-writer'
import type { ParsedDocument } from '../../../../../src/main/engine/ports'
import { Failure } from '../../../../../src/shared/failure'
import { addressDocument, deliveryNote, invoice, inwardDocument, stockCard } from '../../../../support/documents'
import { line } from '../../../../support/orders'

const settings = (mapping: Record<string, unknown> = {}, more: Record<string, unknown> = {}): PohodaSettings =>
  pohodaSettingsSchema.parse({ way: 'folder', importFolder: '/import', ico: '12345678', mapping, ...more })
const NONE: ReadonlySet<string> = new Set()
const trade = (document: ParsedDocument, mapping?: Record<string, unknown>, asText = NONE) => {
  const { item, notes, goods } = mapTrade(document, settings(mapping), asText)
  return { xml: writeXml(item), codes: notes.map(({ code }) => code), goods }
}
const known = { id: '7', number: '', extIds: [], code: '', ean: '', ico: '', places: [] }
const CARDS = { storage: 'ZBOŽÍ/Šrouby', typePrice: 'SK' }
const master = (document: ParsedDocument, mapping: Record<string, unknown> = {}, record = known) => {
  const { add, update, keys, notes } = mapMaster(document, settings({ cards: CARDS, ...mapping }))
  return { add: writeXml(add), update: writeXml(update(record)), keys, codes: notes.map(({ code }) => code) }
}
const heldFor = (work: () => unknown) => {
  try {
    work()
  } catch (error) {
    if (error instanceof Failure) return error.problem
    throw error
  }
  return undefined
}
const note = (changes = {}): ParsedDocument => inwardDocument('delivery-notes', 'IT-1', deliveryNote('DL-1', changes))
const bill = (changes = {}): ParsedDocument => inwardDocument('invoices', 'IT-1', invoice('FV-1', changes))
const card = (changes = {}): ParsedDocument => inwardDocument('stock-cards', 'IT-1', stockCard('A1', changes))
const partner = (changes = {}): ParsedDocument => inwardDocument('addresses', 'IT-1', addressDocument('P-1', changes))

describe('a delivery note', () => {
  it('is a receipt from the supplier; what a receipt has no place for stands in its text and internal note', () => {
    const { address } = deliveryNote('x').buyer
    const { xml, codes } = trade(note({ deliverTo: { name: 'Sklad Brno', address } }))
    expect(codes).toEqual([])
    for (const part of [
      '<dat:dataPackItem version="2.0" id="IT-1"><pri:prijemka version="2.0"><pri:prijemkaHeader><pri:date>2026-03-03</pri:date><pri:text>Dodací list DL-1</pri:text>',
      '<pri:partnerIdentity><typ:address linkToAddress="true"><typ:company>Velkoobchod Příkladný, s.r.o.</typ:company>',
      '<pri:intNote>Objednávka: OBJ-DL-1\nMísto dodání: Sklad Brno, Dlouhá 12/3, 400 01 Ústí nad Labem, CZ\nBusiness Integrator: IT-1</pri:intNote>',
      '<pri:stockItem><typ:stockItem><typ:ids>SKU-1</typ:ids></typ:stockItem></pri:stockItem>',
      '<pri:prijemkaSummary><pri:roundingDocument>none</pri:roundingDocument>',
    ])
      expect(xml).toContain(part)
    // The schema of a receipt has neither, and a code only on text lines.
    expect(xml).not.toMatch(/<pri:(numberOrder|code|paymentType)>|<pri:extId><typ:ids>/)
  })

  it('is an issue slip for the buyer where the company sends the goods', () => {
    const { xml } = trade(note({ deliveryMethod: 'PPL' }), {
      deliveryNotes: { as: 'issue-slip', series: '26V' },
      carriers: { PPL: 'PPL CZ' },
    })
    for (const part of [
      '<vyd:number><typ:ids>26V</typ:ids></vyd:number><vyd:date>2026-03-03</vyd:date>',
      '<typ:company>Příliš žluťoučký kůň, s.r.o.</typ:company>',
      '<vyd:extId><typ:ids>IT-1</typ:ids><typ:exSystemName>BUSINESS-INTEGRATOR</typ:exSystemName></vyd:extId><vyd:numberOrder>OBJ-DL-1</vyd:numberOrder>',
      '<vyd:carrier><typ:ids>PPL CZ</typ:ids></vyd:carrier>',
    ])
      expect(xml).toContain(part)
  })

  it('whose text does not name its number has it in the internal note', () => {
    expect(trade(note(), { deliveryNotes: { text: 'Z trhu' } }).xml).toContain('<pri:intNote>Dodací list: DL-1\n')
  })

  it('goods without a code are held, or go as text by the settings; a line whose card is not there keeps its code', () => {
    const bare = note({ lines: [{ ...line('1', '100', '1', '21'), sku: undefined }] })
    expect(heldFor(() => trade(bare))).toMatchObject({ code: 'goods-code-missing', params: { line: '1' } })
    expect(trade(bare, { deliveryNotes: { unknownGoods: 'text-line' } }).codes).toEqual(['line-without-stock-card'])
    const { xml, goods } = trade(note(), { deliveryNotes: { unknownGoods: 'text-line' } }, new Set(['1']))
    expect(goods.map(({ key }) => key.value)).toEqual(['SKU-2'])
    expect(xml).toContain('<pri:code>SKU-1</pri:code></pri:prijemkaItem>')
  })

  it("a supplier's VAT of another country is held: the books have the buyer's rates", () => {
    const { buyer } = deliveryNote('x')
    const abroad = { ...buyer, address: { ...buyer.address, country: 'SK' } }
    expect(heldFor(() => trade(note({ buyer: abroad })))).toMatchObject({
      code: 'vat-percent-unknown',
      params: { country: 'SK' },
    })
    expect(heldFor(() => trade(note({ buyer: abroad }), { vatCountry: 'CZ' }))).toBeUndefined()
  })
})

describe('an invoice', () => {
  it('is a received one, under the number and symbol that the supplier gave it, with text lines', () => {
    const { xml } = trade(bill({ bankAccount: '19-2000145399/0800' }))
    for (const part of [
      '<inv:invoiceType>receivedInvoice</inv:invoiceType><inv:originalDocument>FV-1</inv:originalDocument>',
      '<inv:paymentAccount><typ:accountNo>19-2000145399</typ:accountNo><typ:bankCode>0800</typ:bankCode></inv:paymentAccount><inv:symVar>1</inv:symVar>',
      '<inv:date>2026-03-02</inv:date><inv:dateTax>2026-03-02</inv:dateTax><inv:dateDue>2026-03-16</inv:dateDue>',
      '<inv:text>Faktura FV-1</inv:text>',
      '<inv:numberOrder>OBJ-FV-1</inv:numberOrder>',
      '<inv:code>SKU-1</inv:code></inv:invoiceItem>',
    ])
      expect(xml).toContain(part)
    // What is not set is left to POHODA.
    expect(xml).not.toMatch(/<inv:(number|accounting|classificationVAT|account|stockItem)>/)
  })

  it('an issued one keeps its number, and POHODA must refuse it where it has that', () => {
    const { xml } = trade(bill(), {
      invoices: { direction: 'issued', series: '26F', account: 'KB', accounting: '3FV', classificationVAT: 'UD' },
    })
    for (const part of [
      '<inv:invoiceType>issuedInvoice</inv:invoiceType><inv:number><typ:ids>26F</typ:ids><typ:numberRequested checkDuplicity="true">FV-1</typ:numberRequested></inv:number>',
      '<inv:account><typ:ids>KB</typ:ids></inv:account>',
      '<inv:accounting><typ:ids>3FV</typ:ids></inv:accounting><inv:classificationVAT><typ:ids>UD</typ:ids></inv:classificationVAT>',
      '<typ:company>Příliš žluťoučký kůň, s.r.o.</typ:company>',
    ])
      expect(xml).toContain(part)
    expect(trade(bill(), { invoices: { direction: 'issued', numbers: 'series' } }).xml).not.toContain('numberRequested')
  })

  it('a credit note is its own kind, with its amounts as they are', () => {
    const { xml } = trade(bill({ kind: 'credit-note', lines: [line('1', '100', '-2', '21')] }))
    expect(xml).toContain('<inv:invoiceType>receivedCreditNotice</inv:invoiceType>')
    expect(xml).toContain('<inv:text>Dobropis FV-1</inv:text>')
    expect(xml).toContain('<inv:quantity>-2</inv:quantity>')
  })

  it('a number that does not fit is held, never cut', () => {
    expect(heldFor(() => trade(inwardDocument('invoices', 'IT-1', invoice('N'.repeat(33)))))).toMatchObject({
      code: 'id-too-long',
    })
  })

  test.each([
    ['19-2000145399/0800', 'CZ', { accountNo: '19-2000145399', bankCode: '0800' }],
    ['2000145399 / 0800', 'SK', { accountNo: '2000145399', bankCode: '0800' }],
    ['CZ65 0800 0000 1920 0014 5399', 'CZ', { accountNo: '19-2000145399', bankCode: '0800' }],
    ['SK3112000000198742637541', 'SK', { accountNo: '19-8742637541', bankCode: '1200' }],
    // Another country's bank code would be taken for one of ours; a wrong check digit; another form.
    ['SK3112000000198742637541', 'CZ', undefined],
    ['CZ66 0800 0000 1920 0014 5399', 'CZ', undefined],
    ['DE89370400440532013000', 'CZ', undefined],
    ['', 'CZ', undefined],
  ])('account %s in %s books', (text, country, expected) => {
    expect(bankAccountOf(text, country)).toEqual(expected)
  })

  it('an account that POHODA can not hold stands in the internal note', () => {
    expect(trade(bill({ bankAccount: 'DE89370400440532013000' })).xml).toContain('<inv:intNote>Účet: DE89370400440532013000\n')
  })
})

describe('a stock card', () => {
  it('that is new gets all; one that is there only our ids, unless the settings say otherwise', () => {
    const { add, update, keys, codes } = master(card({ ean: '8590000000017', description: 'Popis', weightKg: '1.5' }))
    expect(codes).toEqual([])
    expect(keys).toEqual([
      { by: 'extId', value: 'CARD-A1' },
      { by: 'code', value: 'A1' },
    ])
    for (const part of [
      '<stk:add><ftr:filter><ftr:code>A1</ftr:code></ftr:filter></stk:add>',
      '<stk:stockType>card</stk:stockType><stk:extId><typ:ids>CARD-A1</typ:ids>',
      '<stk:isSales>true</stk:isSales><stk:name>Zboží A1</stk:name><stk:unit>ks</stk:unit>',
      '<stk:purchasingRateVAT>high</stk:purchasingRateVAT><stk:sellingRateVAT>high</stk:sellingRateVAT>',
      '<stk:purchasingPrice payVAT="false">80</stk:purchasingPrice><stk:sellingPrice payVAT="false">100.5</stk:sellingPrice>',
      '<stk:description>Popis</stk:description><stk:mass>1.5</stk:mass>',
      '<stk:storage><typ:ids>ZBOŽÍ/Šrouby</typ:ids></stk:storage><stk:typePrice><typ:ids>SK</typ:ids></stk:typePrice>',
    ])
      expect(add).toContain(part)
    expect(update).toBe(
      '<dat:dataPackItem version="2.0" id="IT-1"><stk:stock version="2.0"><stk:actionType><stk:update><ftr:filter><ftr:id>7</ftr:id></ftr:filter></stk:update></stk:actionType><stk:stockHeader><stk:extId><typ:ids>CARD-A1</typ:ids><typ:exSystemName>BUSINESS-INTEGRATOR</typ:exSystemName></stk:extId><stk:code>A1</stk:code><stk:EAN>8590000000017</stk:EAN></stk:stockHeader></stk:stock></dat:dataPackItem>',
    )
    const always = master(card(), { cards: { ...CARDS, name: 'always', sellingPrice: 'always', purchasePrice: 'never' } })
    expect(always.update).toContain('<stk:name>Zboží A1</stk:name><stk:sellingPrice payVAT="false">100.5</stk:sellingPrice>')
    expect(always.add).not.toContain('purchasingPrice')
  })

  it('found by its barcode keeps the company’s own code; without one it is found by ours', () => {
    const byEan = { cards: { ...CARDS, match: 'by-ean' }, store: 'ZBOŽÍ' }
    const { keys, update, add } = master(card({ ean: '8590000000017' }), byEan)
    expect(keys[1]).toEqual({ by: 'EAN', value: '8590000000017', store: 'ZBOŽÍ' })
    expect(update).not.toContain('<stk:code>')
    expect(add).toContain('<ftr:EAN>8590000000017</ftr:EAN><ftr:store><typ:ids>ZBOŽÍ</typ:ids></ftr:store>')
    expect(master(card(), byEan).keys[1]).toMatchObject({ by: 'code' })
  })

  it('that is no longer offered goes off sale, and that is noted; nothing is deleted', () => {
    const off = '<stk:isSales>false</stk:isSales><stk:isInternet>false</stk:isInternet>'
    const gone = master(card({ active: false }))
    expect([gone.codes, gone.update.includes(off), gone.add.includes(off)]).toEqual([['card-marked-off-sale'], true, true])
    const kept = master(card({ active: false }), { cards: { ...CARDS, forSale: 'never' } })
    expect([kept.codes, kept.update.includes('isSales')]).toEqual([['card-not-for-sale'], false])
    // The company has taken it off sale itself: another version of the card does not put it back.
    expect(master(card()).update).not.toContain('isSales')
  })

  it('prices in another currency are left out with a note; VAT that the books do not have is held', () => {
    const { add, codes } = master(card({ currency: 'EUR' }))
    expect(codes).toEqual(['price-left-out', 'price-left-out'])
    expect(add).not.toContain('Price payVAT')
    expect(heldFor(() => master(card({ vatPercent: '23' })))?.code).toBe('vat-percent-unknown')
    expect(heldFor(() => master(card({ supplier: undefined })))?.code).toBe('vat-country-unknown')
    expect(heldFor(() => master(card({ sku: 'S'.repeat(65) })))?.code).toBe('id-too-long')
  })

  it('a long name goes on in the complement, and what has no room there is noted', () => {
    const { add, codes } = master(card({ name: `${'a'.repeat(90)}${'b'.repeat(100)}` }))
    expect(add).toContain(`<stk:name>${'a'.repeat(90)}</stk:name><stk:nameComplement>${'b'.repeat(90)}</stk:nameComplement>`)
    expect(codes).toEqual(['text-shortened'])
  })
})

describe('an address', () => {
  it('that is new has its places; one that is there gets our id only, unless the settings say otherwise', () => {
    const { add, update, keys } = master(partner())
    expect(keys).toEqual([
      { by: 'extId', value: 'P-1' },
      { by: 'ico', value: '27082440' },
    ])
    for (const part of [
      '<adb:add><ftr:filter><ftr:ico>27082440</ftr:ico></ftr:filter></adb:add>',
      '<typ:company>Příliš žluťoučký kůň, s.r.o.</typ:company>',
      '<typ:shipToAddress><typ:company>Příliš žluťoučký kůň, s.r.o., prodejna</typ:company>',
      '<adb:phone>+420 541 555 019</adb:phone><adb:email>nakup@zlutoucky.example</adb:email>',
    ])
      expect(add).toContain(part)
    expect(update).toContain(
      '<adb:update><ftr:filter><ftr:id>7</ftr:id></ftr:filter></adb:update></adb:actionType><adb:addressbookHeader><adb:identity><typ:extId><typ:ids>P-1</typ:ids><typ:exSystemName>BUSINESS-INTEGRATOR</typ:exSystemName></typ:extId></adb:identity></adb:addressbookHeader>',
    )
  })

  it('places that the partner lacks are added when the settings say so, those it has are not doubled', () => {
    const there = { company: 'příliš žluťoučký kůň, s.r.o., PRODEJNA', street: 'Krátká 1', city: 'Ústí nad Labem', zip: '400 01' }
    const { update } = master(
      partner(),
      { addresses: { places: 'always', address: 'always' } },
      { ...known, places: [there] as never },
    )
    expect(update.match(/<typ:shipToAddress>/g)).toHaveLength(1)
    expect(update).toContain('Skladová 2')
    expect(update).toContain('<typ:address><typ:city>Ústí nad Labem</typ:city><typ:street>Dlouhá 12/3</typ:street>')
  })

  it('that no longer trades is noted; without an IČO it is found by our id only', () => {
    expect(master(partner({ active: false })).codes).toEqual(['partner-not-active'])
    expect(master(partner({ party: { ico: undefined } })).keys).toEqual([{ by: 'extId', value: 'P-1' }])
    expect(master(partner(), { addresses: { match: 'by-id' } }).keys).toHaveLength(1)
  })
})

describe('what is taken', () => {
  const taken = (document: ParsedDocument, given: PohodaSettings): boolean => prepareWith(given)(document).ok

  it('cards only with a place and a price group for new ones, and what is kept up to date only where it can be found', () => {
    expect(taken(card(), settings())).toBe(false)
    expect(taken(card(), settings({ cards: CARDS }))).toBe(true)
    const cannotAsk = settings({ cards: CARDS }, { lookup: 'none' })
    expect([card(), partner(), note(), bill()].map((one) => taken(one, cannotAsk))).toEqual([false, false, true, true])
  })

  it('cards can not be made for unknown goods where nobody says where', () => {
    const parsed = pohodaSettingsSchema.safeParse({
      way: 'folder',
      importFolder: '/import',
      ico: '1',
      mapping: { deliveryNotes: { unknownGoods: 'create' } },
    })
    expect(parsed.error?.issues.map(({ path }) => path.join('.'))).toEqual(['mapping.cards.storage', 'mapping.cards.typePrice'])
  })
})
