import { afterEach, describe, expect, it } from 'vitest'
import type { OpenConnector } from '../../../../../src/main/connectors/connector'
import type { Outcome } from '../../../../../src/main/engine/ports'
import { openIs } from '../../../../../src/main/open-is'
import type { Books } from '../../../../../src/sandbox/simulators/abra-flexi/books'
import { connectorTools, outcomes, prepared } from '../../../../support/connector-tools'
import { addressDocument, deliveryNote, invoice, inwardDocument, stockCard } from '../../../../support/documents'
import { createTestFlexi, recordOf } from '../../../../support/flexi'

/** What single agendas do over HTTP that the suites don't ask every connector. */

const signal = new AbortController().signal
const closing: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

function start(books: Partial<Books> = {}) {
  const { flexi, settings } = createTestFlexi({ books })
  const tools = connectorTools()
  closing.push(() => flexi.close(), tools.remove)
  const open = async (mapping: Record<string, unknown> = {}, more: Record<string, unknown> = {}): Promise<OpenConnector> => {
    const all = { ...settings, baseUrl: await flexi.start(), ...more, mapping: { stock: 'HLAVNI', ...mapping } }
    return openIs({ id: 'abra-flexi', settings: all }, () => flexi.password, tools)
  }
  const saves = () => flexi.requests.filter((one) => one.startsWith('PUT') && !one.includes('dry-run'))
  return { flexi, open, saves }
}
const deliver = (is: OpenConnector, ...documents: Parameters<typeof prepared>[1]) =>
  outcomes(is.deliver(prepared(is, documents), signal))
const said = (given: readonly Outcome[]) =>
  given.map((outcome) =>
    outcome.kind === 'imported' ? `imported ${outcome.existed}` : `${outcome.kind} ${outcome.problem.code}`,
  )
const note = (itemId = 'it-1', number = 'DL-1') => inwardDocument('delivery-notes', itemId, deliveryNote(number))
const address = (addressId: string, itemId = `it-${addressId}`) => inwardDocument('addresses', itemId, addressDocument(addressId))

describe('goods that are not in the price list', () => {
  it('hold the delivery note: it is refused with the line, and nothing is made', async () => {
    const { flexi, open } = start({ hasEveryCard: false })
    const [refused] = await deliver(await open(), note())
    expect(refused).toMatchObject({ kind: 'rejected', problem: { code: 'is-rejected' } })
    expect(refused?.kind === 'rejected' && refused.problem.words).toContain(
      'položka 1, Ceník (cenik): Záznam nebyl nalezen podle parametrů: cenik=code:SKU-1',
    )
    expect([flexi.books().movements, flexi.books().cards]).toEqual([[], []])
  })

  it('are made once, and what the company has is never touched', async () => {
    const own = recordOf(5, { kod: 'SKU-1', nazev: 'Naše zboží', typZasobyK: 'typZasoby.zbozi', nakupCena: '1' })
    const { flexi, open, saves } = start({ hasEveryCard: false, cards: [own] })
    const is = await open({ deliveryNotes: { unknownGoods: 'create' } })
    expect(said(await deliver(is, note('it-1', 'DL-1'), note('it-2', 'DL-2')))).toEqual(['imported false', 'imported false'])
    expect(flexi.books().cards.map(({ kod, values }) => [kod, values['nazev'], values['nakupCena']])).toEqual([
      ['SKU-1', 'Naše zboží', '1'],
      ['SKU-2', 'Zboží 2', '33.3333'],
    ])
    // One for the card, one for each note.
    expect(saves()).toHaveLength(3)
    // A stock card of the central side takes the one over that a line has made.
    expect(said(await deliver(is, inwardDocument('stock-cards', 'it-3', stockCard('SKU-2'))))).toEqual(['imported true'])
    expect(flexi.books().cards.map(({ externalIds }) => externalIds)).toEqual([[], ['ext:BI:CARD-SKU-2']])
  })

  it('a card that ABRA Flexi refuses holds its document, and the others go on', async () => {
    const { flexi, open } = start({ hasEveryCard: false })
    flexi.faults({ refuse: ['SKU-9'] })
    const bad = inwardDocument(
      'delivery-notes',
      'it-9',
      deliveryNote('DL-9', { lines: [{ ...deliveryNote('x').lines[0], sku: 'SKU-9' } as never] }),
    )
    const given = await deliver(await open({ deliveryNotes: { unknownGoods: 'create' } }), bad, note())
    expect(said(given)).toEqual(['rejected is-rejected', 'imported false'])
    expect(flexi.books().cards.map(({ kod }) => kod)).toEqual(['SKU-1', 'SKU-2'])
  })

  it('a lost answer to the making of a card leaves no document in doubt', async () => {
    const { flexi, open } = start({ hasEveryCard: false })
    const is = await open({ deliveryNotes: { unknownGoods: 'create' } })
    flexi.faults({ loseAnswer: 1 })
    await expect(deliver(is, note())).rejects.toMatchObject({ effect: 'nothing' })
    expect(said(await deliver(is, note()))).toEqual(['imported false'])
    expect([flexi.books().movements.length, flexi.books().cards.length]).toEqual([1, 2])
  })
})

describe('sums', () => {
  it('of a receipt that ABRA Flexi would make otherwise are not saved', async () => {
    const { flexi, open } = start()
    const is = await open()
    const [one] = prepared(is, [note()])
    const content = one?.content as { expected: { value: string }[] }
    const other = { ...one, content: { ...content, expected: content.expected.map((sum) => ({ ...sum, value: '999.00' })) } }
    expect(said(await outcomes(is.deliver([other as never], signal)))).toEqual(['rejected totals-mismatch'])
    expect(flexi.books().movements).toEqual([])
  })
})

describe('invoices', () => {
  it('handed over with the other setting are found there, and there is no second one', async () => {
    const { flexi, open } = start()
    const bought = await open()
    const document = inwardDocument('invoices', 'it-1', invoice('FV-1'))
    expect(said(await deliver(bought, document))).toEqual(['imported false'])
    const sold = await open({ invoices: { direction: 'issued' } })
    expect([...(await sold.find(['it-1', 'it-2'], signal, 'invoices')).keys()]).toEqual(['it-1'])
    flexi.faults({ refuse: ['FV-1'] })
    expect(said(await deliver(sold, document))).toEqual(['imported true'])
    expect([flexi.books().receivedInvoices.length, flexi.books().issuedInvoices.length]).toEqual([1, 0])
  })
})

describe('partners', () => {
  const own = (id: number, kod: string) => recordOf(id, { kod, nazev: `Firma ${kod}`, ic: '27082440' })

  it('the company’s own one of this IČO gets our id and keeps all else', async () => {
    const { flexi, open } = start({ partners: [own(5, 'KUN')], lastId: 9 })
    const is = await open()
    expect(said(await deliver(is, address('A-1')))).toEqual(['imported true'])
    expect(flexi.books().partners).toMatchObject([{ id: 5, externalIds: ['ext:BI:A-1'], values: own(5, 'KUN').values }])
  })

  it('several of one IČO are not guessed at', async () => {
    const { flexi, open } = start({ partners: [own(5, 'KUN'), own(6, 'KUN-BRNO')] })
    const given = await deliver(await open(), address('A-1'))
    expect(given).toMatchObject([
      { kind: 'rejected', problem: { code: 'partner-ambiguous', params: { ico: '27082440', count: '2' } } },
    ])
    expect(flexi.books().partners.map(({ externalIds }) => externalIds)).toEqual([[], []])
    expect(said(await deliver(await open({ addresses: { match: 'own-id' } }), address('A-1')))).toEqual(['imported false'])
  })

  it('two branches of one IČO at the central side are two partners', async () => {
    const { flexi, open } = start()
    const is = await open()
    for (const id of ['A-1', 'A-2', 'A-1']) await deliver(is, address(id))
    expect(flexi.books().partners.map(({ externalIds }) => externalIds)).toEqual([['ext:BI:A-1'], ['ext:BI:A-2']])
  })

  it('one of which nothing is ours is not written again', async () => {
    const { open, saves } = start()
    const is = await open()
    await deliver(is, address('A-1'))
    expect(said(await deliver(is, address('A-1', 'it-newer')))).toEqual(['imported true'])
    expect(saves()).toHaveLength(1)
  })
})

describe('cards', () => {
  it('a code that ABRA Flexi keeps in capitals is found again by it', async () => {
    const { flexi, open } = start()
    const is = await open()
    const card = (cardId: string) => inwardDocument('stock-cards', `it-${cardId}`, stockCard('abc-1', { cardId }))
    expect(said(await deliver(is, card('c1')))).toEqual(['imported false'])
    // Under another id of the central side: still the same goods.
    expect(said(await deliver(is, card('c2')))).toEqual(['imported true'])
    expect(flexi.books().cards).toMatchObject([{ kod: 'ABC-1', externalIds: ['ext:BI:c1', 'ext:BI:c2'] }])
  })

  it('two of one barcode are not guessed at', async () => {
    const own = (id: number, kod: string) => recordOf(id, { kod, nazev: kod, eanKod: '859', typZasobyK: 'typZasoby.zbozi' })
    const { flexi, open } = start({ cards: [own(5, 'A'), own(6, 'B')] })
    const is = await open({ cards: { match: 'by-ean' } })
    const given = await deliver(is, inwardDocument('stock-cards', 'it-1', stockCard('C', { ean: '859' })))
    expect(said(given)).toEqual(['rejected card-ambiguous'])
    expect(flexi.books().cards).toHaveLength(2)
  })

  it('found by barcode, it keeps the code that the company has given it', async () => {
    const own = recordOf(5, { kod: 'NAS-1', nazev: 'Naše', eanKod: '859', typZasobyK: 'typZasoby.zbozi' })
    const { flexi, open } = start({ cards: [own] })
    const is = await open({ cards: { match: 'by-ean' } })
    const document = inwardDocument('stock-cards', 'it-1', stockCard('C', { ean: '859' }))
    expect(said(await deliver(is, document))).toEqual(['imported true'])
    expect(flexi.books().cards).toMatchObject([{ kod: 'NAS-1', values: { nazev: 'Naše' }, externalIds: ['ext:BI:CARD-C'] }])
  })

  it('a code of one card on another is refused in words, and neither is changed', async () => {
    const { flexi, open } = start()
    const is = await open()
    const card = (sku: string, cardId: string) => inwardDocument('stock-cards', `it-${cardId}-${sku}`, stockCard(sku, { cardId }))
    await deliver(is, card('A', 'c1'), card('B', 'c2'))
    const [refused] = await deliver(is, card('B', 'c1'))
    expect(refused).toMatchObject({ kind: 'rejected', problem: { code: 'is-rejected' } })
    expect(flexi.books().cards.map(({ kod }) => kod)).toEqual(['A', 'B'])
  })

  it.each([1, 2])('made by somebody at the same moment, it is not doubled (%i)', async (times) => {
    const { flexi, open } = start()
    const is = await open()
    flexi.faults({ delayMs: 60 })
    const document = inwardDocument('stock-cards', 'it-1', stockCard('A'))
    const both = await Promise.all(Array.from({ length: times + 1 }, () => deliver(is, document)))
    expect(both.flat().map(({ kind }) => kind)).toEqual(Array(times + 1).fill('imported'))
    expect(flexi.books().cards).toHaveLength(1)
  })
})

describe('clearing test records away', () => {
  it('deletes documents of every kind that are ours, gives the stock back, and leaves cards and partners', async () => {
    const { flexi, open } = start()
    const is = await open()
    const documents = [
      inwardDocument('stock-cards', 'it-card', stockCard('SKU-1')),
      address('A-1'),
      note('it-note'),
      inwardDocument('invoices', 'it-invoice', invoice('FV-1')),
    ]
    const ids = new Map<string, string>()
    for (const document of documents)
      for (const outcome of await deliver(is, document))
        if (outcome.kind === 'imported') ids.set(outcome.itemId, outcome.reference.id ?? '')
    const records = documents.map(({ itemId, agenda }) => ({ itemId, agenda, id: ids.get(itemId) ?? '' }))
    const stolen = { itemId: 'it-gone', agenda: 'invoices' as const, id: ids.get('it-invoice') ?? '' }
    const done = await is.remove?.([...records, stolen], signal)
    expect([...(done ?? [])].map(([itemId, problem]) => [itemId, problem?.code])).toEqual([
      ['it-card', 'is-not-removable'],
      ['it-A-1', 'is-not-removable'],
      ['it-note', undefined],
      ['it-invoice', undefined],
      ['it-gone', undefined],
    ])
    const { movements, receivedInvoices, cards, partners } = flexi.books()
    expect([movements.length, receivedInvoices.length, cards.length, partners.length]).toEqual([0, 0, 1, 1])
    expect(flexi.books().stockCards.map(({ stavMJ }) => stavMJ)).toEqual(['0'])
  })
})

describe('what these settings allow', () => {
  it('no delivery notes without a stock', async () => {
    const { open } = start()
    const is = await open({ stock: undefined })
    expect(is.agendas).toEqual(['orders', 'stock-cards', 'addresses', 'invoices'])
    expect(is.prepare(note())).toMatchObject({ ok: false, problem: { code: 'agenda-unsupported' } })
  })
})
