import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { foundIn, listedIn, outcomesOf } from '../../../../../src/main/connectors/pohoda/answer'
import { parseResponse, type ResponsePack } from '../../../../../src/main/connectors/pohoda/response'
import type { Outcome } from '../../../../../src/main/engine/ports'
import { Failure } from '../../../../../src/shared/failure'
import { sharedErp } from '../../../../support/shared-erp'

const LIST = 'list:listOrder'
const PACK = 'mp-20260901-0001'
const ITEM = 'MP-00000001'

const namespaces = [
  ...['response', 'order', 'type', 'documentresponse', 'list', 'prijemka', 'vydejka', 'invoice', 'stock', 'addressbook'],
  ...['list_stock', 'list_addBook'],
]
  .map((name) => `xmlns:${name}="http://www.stormware.cz/schema/version_2/${name}.xsd"`)
  .join(' ')

async function* bytes(xml: string): AsyncIterable<Uint8Array> {
  yield Buffer.from(xml)
}
const answer = (items: string, attributes = `id="${PACK}" state="ok"`): Promise<ResponsePack> =>
  parseResponse(bytes(`<response:responsePack version="2.0" ${attributes} ${namespaces}>${items}</response:responsePack>`))
const item = (content: string, attributes = 'state="ok"'): string =>
  `<response:responsePackItem version="2.0" id="${ITEM}" ${attributes}>${content}</response:responsePackItem>`
const imported = (content: string, state = 'ok'): string =>
  `<order:orderResponse version="2.0" state="${state}">${content}</order:orderResponse>`
const detail = (state: string, errno: string, note: string): string =>
  `<documentresponse:importDetails><documentresponse:detail><documentresponse:state>${state}</documentresponse:state><documentresponse:errno>${errno}</documentresponse:errno><documentresponse:note>${note}</documentresponse:note></documentresponse:detail></documentresponse:importDetails>`
const produced = (id: string, number = '261000001', extra = ''): string =>
  `<documentresponse:producedDetails><documentresponse:id>${id}</documentresponse:id><documentresponse:number>${number}</documentresponse:number>${extra}</documentresponse:producedDetails>`

const outcome = async (items: string, attributes?: string): Promise<Outcome | undefined> =>
  outcomesOf(PACK, [ITEM], await answer(items, attributes))[0]
const failureOf = async (pack: Promise<ResponsePack>): Promise<Failure> => {
  try {
    outcomesOf(PACK, [ITEM], await pack)
  } catch (error) {
    if (error instanceof Failure) return error
  }
  throw new Error('no Failure')
}

const erp = sharedErp()
describe.skipIf(erp === undefined)('the sample answers of POHODA', () => {
  const sample = (name: string): Promise<ResponsePack> =>
    parseResponse(createReadStream(join(erp ?? '', 'samples', 'pohoda', name), { highWaterMark: 100 }))
  const decided = async (name: string): Promise<Outcome | undefined> => outcomesOf(PACK, [ITEM], await sample(name))[0]

  it('ok: created, with id and number', async () => {
    expect(await decided('order-response-ok.xml')).toEqual({
      itemId: ITEM,
      kind: 'imported',
      reference: { id: '456', number: '261000123' },
      existed: false,
      notes: [],
    })
    expect(await sample('order-response-ok.xml')).toMatchObject({ ico: '12345678', programVersion: '13907.6 SQL (12.3.2025)' })
  })

  it('warning 603: created, and the adjustment is told', async () => {
    expect(await decided('order-response-warning-603.xml')).toMatchObject({
      kind: 'imported',
      reference: { id: '456', number: '261000123' },
      notes: [{ code: 'is-warning', params: { errno: '603', requested: 'kus', produced: 'ks' } }],
    })
  })

  it('duplicity: it is there already, with the id and number of the first import', async () => {
    expect(await decided('order-response-duplicity.xml')).toMatchObject({
      kind: 'imported',
      reference: { id: '456', number: '261000123' },
      existed: true,
    })
  })

  it('error 101 in the document: refused, in its words', async () => {
    expect(await decided('order-response-error-101.xml')).toMatchObject({
      kind: 'rejected',
      problem: { code: 'is-rejected', words: '101: Uživatel nemá dostatečná práva.' },
    })
  })

  it('schema refusal of one item: refused, in its words', async () => {
    const refused = await decided('order-response-error-schema.xml')
    expect(refused).toMatchObject({ kind: 'rejected', problem: { code: 'is-rejected' } })
    expect(refused?.kind === 'rejected' && refused.problem.words).toContain('maxLength')
  })

  it('pack refused, no items: nothing was written, wrong login', async () => {
    const failure = await failureOf(sample('order-response-error-pack.xml'))
    expect(failure).toMatchObject({ effect: 'nothing', retry: false, problem: { code: 'is-login-failed' } })
    expect(failure.problem.words).toBe('Nepodařilo se přihlásit uživatele.')
  })

  it('list of orders: found by our id', async () => {
    const pack = await sample('listorder-response.xml')
    expect(pack.items[0]?.records).toMatchObject([
      { id: '456', number: '261000123', extIds: [{ ids: ITEM, exSystemName: 'B2B-MARKETPLACE' }] },
    ])
  })
})

describe('answers of the other agendas', () => {
  const made = (name: string, rest: string, state = 'ok'): string =>
    item(`<${name} version="2.0" state="${state}">${rest}</${name}>`)
  const extId = (id: string): string => `<documentresponse:extId><type:ids>${id}</type:ids></documentresponse:extId>`
  const action = (what: string): string => `<documentresponse:actionType>${what}</documentresponse:actionType>`

  it.each(['prijemka:prijemkaResponse', 'vydejka:vydejkaResponse', 'invoice:invoiceResponse'])(
    '%s: imported, once',
    async (name) => {
      expect(await outcome(made(name, produced('7', 'N7', action('add'))))).toMatchObject({
        kind: 'imported',
        reference: { id: '7', number: 'N7' },
        existed: false,
      })
      // About another record.
      expect(await outcome(made(name, produced('7', 'N7', action('add') + extId('X'))))).toMatchObject({ kind: 'unknown' })
    },
  )

  it('a card is known by its code, under an id of its own; one that was updated had been there', async () => {
    const card = (what: string): string =>
      made(
        'stock:stockItemResponse',
        `<documentresponse:producedDetails><documentresponse:id>7</documentresponse:id><documentresponse:code>A1</documentresponse:code>${action(what)}${extId('CARD-1')}</documentresponse:producedDetails>`,
      )
    const reference = { id: '7', number: 'A1' }
    expect(await outcome(card('add'))).toMatchObject({ kind: 'imported', reference, existed: false })
    expect(await outcome(card('update'))).toMatchObject({ kind: 'imported', reference, existed: true })
    expect(await outcome(card('delete'))).toMatchObject({ kind: 'unknown' })
  })

  it('a partner has no number, whatever POHODA calls it', async () => {
    const partner = `<documentresponse:producedDetails><documentresponse:id>9</documentresponse:id><documentresponse:code>Firma</documentresponse:code></documentresponse:producedDetails>`
    expect(await outcome(made('addressbook:addressbookResponse', partner))).toMatchObject({ reference: { id: '9' } })
  })

  it('nothing done, and no record named: nobody knows', async () => {
    const nothing = made('stock:stockItemResponse', detail('warning', '', 'Záznam již existuje, nic nebylo změněno.'))
    expect(await outcome(nothing)).toMatchObject({ kind: 'unknown' })
  })

  it('a kind of answer that no import gives proves nothing', async () => {
    expect(await outcome(made('list:listOrder', produced('7')))).toMatchObject({ kind: 'unknown' })
  })
})

describe('the decision table', () => {
  it('pack, item and document ok, with an id: imported', async () => {
    expect(await outcome(item(imported(produced('7'))))).toMatchObject({
      kind: 'imported',
      reference: { id: '7' },
      existed: false,
    })
  })

  it('all ok, but no id of a record: unknown', async () => {
    expect(await outcome(item(imported('')))).toMatchObject({ kind: 'unknown' })
    expect(await outcome(item(imported(produced(''))))).toMatchObject({ kind: 'unknown' })
    expect(await outcome(item(''))).toMatchObject({ kind: 'unknown' })
  })

  it('item ok, document error: refused', async () => {
    expect(await outcome(item(imported(detail('error', '103', 'Období je uzavřeno.'), 'error')))).toMatchObject({
      kind: 'rejected',
      problem: { words: '103: Období je uzavřeno.' },
    })
  })

  it('item error with a document answer inside: refused', async () => {
    expect(await outcome(item(imported(detail('error', '103', 'Ne.'), 'error'), 'state="error"'))).toMatchObject({
      kind: 'rejected',
    })
  })

  it('556, try again: postponed, nothing was written', async () => {
    expect(await outcome(item(imported(detail('error', '556', 'Chyba při zpracování, opakujte akci.'), 'error')))).toMatchObject({
      kind: 'postponed',
      problem: { code: 'is-try-again' },
    })
  })

  it('item missing in the answer: unknown', async () => {
    expect(await outcome('')).toMatchObject({ kind: 'unknown', problem: { code: 'is-no-answer' } })
  })

  it('two answers for one item: unknown', async () => {
    expect(await outcome(item(imported(produced('7'))) + item('', 'state="error" note="Ne."'))).toMatchObject({ kind: 'unknown' })
  })

  it('refused and made at once: unknown', async () => {
    expect(await outcome(item(imported(produced('7')), 'state="error"'))).toMatchObject({ kind: 'unknown' })
  })

  it('an answer about another record never becomes this one’s reference', async () => {
    const other = '<documentresponse:extId><type:ids>MP-2</type:ids></documentresponse:extId>'
    expect(await outcome(item(imported(produced('7', '1', other))))).toMatchObject({ kind: 'unknown' })
    const deleted = '<documentresponse:actionType>delete</documentresponse:actionType>'
    expect(await outcome(item(imported(produced('7', '1', deleted))))).toMatchObject({ kind: 'unknown' })
  })

  it('duplicate of a deleted document: a person decides', async () => {
    const duplicity =
      '<response:errorDetail><response:recordDuplicity><response:agendaType>prijate_objednavky</response:agendaType></response:recordDuplicity></response:errorDetail>'
    expect(await outcome(item(duplicity, 'state="error" note="Duplicita"'))).toMatchObject({
      kind: 'unknown',
      problem: { code: 'is-duplicate-deleted', words: 'Duplicita' },
    })
  })

  it.each(['Kontrola duplicity: záznam byl již importován.', 'Záznam již existuje.', 'DUPLICITY'])(
    'duplicate by its words only (before 2024): unknown until it is looked up: %s',
    async (note) => {
      expect(await outcome(item('', `state="error" note="${note}"`))).toMatchObject({ kind: 'unknown' })
    },
  )

  it('a duplicate that is not refused, or made at once, is no duplicate: unknown', async () => {
    const duplicity =
      '<response:errorDetail><response:recordDuplicity><response:id>7</response:id></response:recordDuplicity></response:errorDetail>'
    expect(await outcome(item(duplicity, 'state="error"'))).toMatchObject({
      kind: 'imported',
      reference: { id: '7' },
      existed: true,
    })
    expect(await outcome(item(duplicity))).toMatchObject({ kind: 'unknown' })
    expect(await outcome(item(duplicity + imported(produced('8')), 'state="error"'))).toMatchObject({ kind: 'unknown' })
  })

  it('a duplicate that names no record: unknown', async () => {
    expect(await outcome(item('<response:errorDetail/>', 'state="error"'))).toMatchObject({ kind: 'unknown' })
  })

  it('of several duplicates the one that still exists counts', async () => {
    const duplicity = (content: string): string => `<response:recordDuplicity>${content}</response:recordDuplicity>`
    const detail = `${duplicity('<response:agendaType>x</response:agendaType>')}${duplicity('<response:id>8</response:id><response:number>N8</response:number>')}`
    expect(await outcome(item(`<response:errorDetail>${detail}</response:errorDetail>`, 'state="error"'))).toMatchObject({
      kind: 'imported',
      reference: { id: '8', number: 'N8' },
    })
  })

  it('duplicities outside their place count for nothing', async () => {
    const duplicity = '<response:recordDuplicity><response:id>7</response:id></response:recordDuplicity>'
    expect(await outcome(item(`<order:orderResponse state="error">${duplicity}</order:orderResponse>`))).toMatchObject({
      kind: 'rejected',
    })
  })

  it.each([
    ['two documents in one item', imported(produced('7')) + imported('', 'ok')],
    [
      'another document beside the order',
      `<type:invoiceResponse state="ok">${produced('9')}</type:invoiceResponse>${imported('')}`,
    ],
    ['two records in one document', imported(produced('7') + produced('8'))],
    ['two lists of duplicities', '<response:errorDetail/><response:errorDetail/>'],
  ])('%s: unknown', async (_what, content) => {
    expect(await outcome(item(content))).toMatchObject({ kind: 'unknown' })
    expect(await outcome(item(content, 'state="error"'))).toMatchObject({ kind: 'unknown' })
  })

  it('a document of another kind is not our order: unknown', async () => {
    expect(await outcome(item(`<type:invoiceResponse state="ok">${produced('9')}</type:invoiceResponse>`))).toMatchObject({
      kind: 'unknown',
    })
  })

  it.each(['OK', 'Ok', 'warning', '', ' ok'])('the state word %j is not POHODA’s: unknown', async (state) => {
    const good = imported(produced('7'))
    expect(await outcome(item(good, `state="${state}"`))).toMatchObject({ kind: 'unknown' })
    expect(await outcome(item(imported(produced('7'), state)))).toMatchObject({ kind: 'unknown' })
    expect(await outcome(item(good), `id="${PACK}" state="${state}"`)).toMatchObject({ kind: 'unknown' })
    // Without items it is no refusal either: nobody promised that nothing was written.
    expect(await outcome('', `id="${PACK}" state="${state}"`)).toMatchObject({ kind: 'unknown' })
  })

  it('an id of a length that no id has is none: unknown; such a number is left out', async () => {
    expect(await outcome(item(imported(produced('7'.repeat(129)))))).toMatchObject({ kind: 'unknown' })
    expect(await outcome(item(imported(produced('7', 'N'.repeat(129)))))).toMatchObject({
      kind: 'imported',
      reference: { id: '7' },
    })
  })

  it('remarks without a number are quoted by their words; what is neither warning nor error is left out', async () => {
    const details = [detail('error', '', 'Ne.'), detail('error', '103', 'Období.'), detail('ok', '0', 'Dobře.')]
      .join('')
      .replaceAll('<documentresponse:note>', '<documentresponse:more>1</documentresponse:more><documentresponse:note>')
    expect(await outcome(item(imported(details, 'error')))).toMatchObject({ problem: { words: 'Ne.\n103: Období.' } })
  })

  it('our id stands in the record, and it was changed, not added: imported', async () => {
    const mine = `<documentresponse:actionType>update</documentresponse:actionType><documentresponse:extId><type:ids>${ITEM}</type:ids><type:exSystemName>X</type:exSystemName></documentresponse:extId>`
    expect(await outcome(item(imported(produced('7', '1', mine))))).toMatchObject({ kind: 'imported', reference: { id: '7' } })
  })

  it('what stands outside of an item, or under one of another namespace, counts for nothing', async () => {
    expect(await outcome(`<response:other>${imported(produced('7'))}</response:other>`)).toMatchObject({ kind: 'unknown' })
    expect(
      await outcome(item(imported(produced('7'))).replaceAll('response:responsePackItem', 'type:responsePackItem')),
    ).toMatchObject({
      kind: 'unknown',
    })
    expect(await outcome(`${item('')}<response:other>${imported(produced('7'))}</response:other>`)).toMatchObject({
      kind: 'unknown',
    })
  })

  it('ten thousand items are read, one more is no answer of ours', async () => {
    const many = (count: number): string => '<response:responsePackItem id="x"/>'.repeat(count)
    expect((await answer(many(10_000))).items).toHaveLength(10_000)
    await expect(answer(many(10_001))).rejects.toThrow('too many items')
  })

  it('remarks without end are no answer of ours', async () => {
    await expect(answer(item(imported('<documentresponse:detail/>'.repeat(200_001))))).rejects.toThrow('too many records')
  })

  it('elements of any number of names are passed over', async () => {
    const names = Array.from({ length: 1100 }, (_, at) => `<type:n${at}>x</type:n${at}>`).join('')
    expect(await outcome(item(imported(names + produced('7'))))).toMatchObject({ kind: 'imported', reference: { id: '7' } })
  })

  it('a refusal of a million letters is understood in no time', async () => {
    const started = performance.now()
    const failure = await failureOf(answer('', `id="" state="error" note="${'Účtovn'.repeat(170_000)}"`))
    expect(failure.problem.code).toBe('is-failed')
    expect(performance.now() - started).toBeLessThan(2000)
  })

  it('other documents of the batch are decided each by its own answer', async () => {
    const pack = await answer(item(imported(produced('7'))) + item('', 'state="error" note="Ne."').replace(ITEM, 'B'))
    expect(outcomesOf(PACK, [ITEM, 'B', 'C'], pack).map(({ kind }) => kind)).toEqual(['imported', 'rejected', 'unknown'])
  })

  it('pack error with items: the items count', async () => {
    expect(await outcome(item(imported(produced('7'))), `id="${PACK}" state="error" note="556"`)).toMatchObject({
      kind: 'imported',
    })
  })

  it.each([
    ['551', 'is-failed', false],
    ['552', 'is-failed', false],
    ['553', 'is-locked', true],
    ['554', 'is-login-failed', false],
    ['555', 'is-no-rights', false],
    ['556', 'is-try-again', true],
    ['557', 'is-no-licence', false],
    ['Nepodařilo se přihlásit uživatele.', 'is-login-failed', false],
    ['Uživatel nemá právo na import XML dat.', 'is-no-rights', false],
    ['Databázi StwPh_12345678_2026 se nepodařilo otevřít.', 'is-locked', true],
    ['Vypršela platnost aktivace programu POHODA.', 'is-no-licence', false],
    ['IČO v dokumentu nesouhlasí s IČO otevřené účetní jednotky.', 'is-wrong-company', false],
    ['Chyba při zpracování, opakujte akci později.', 'is-try-again', true],
    ['Nepodařila se validace dokumentu podle schématu.', 'is-failed', false],
    ['', 'is-failed', false],
  ])('pack refused with %j: %s, nothing was written', async (note, code, retry) => {
    // Early errors come without an id.
    const failure = await failureOf(answer('', `id="" state="error" note="${note}"`))
    expect(failure).toMatchObject({ effect: 'nothing', retry, problem: { code } })
  })

  it('an answer to another pack says nothing about this one', async () => {
    const failure = await failureOf(answer(item(imported(produced('7'))), 'id="other" state="ok"'))
    expect(failure).toMatchObject({ effect: 'unknown', problem: { code: 'is-answer-unreadable' } })
  })

  it('prefixes are free and the Slovak namespace counts too', async () => {
    const xml = `<r:responsePack id="${PACK}" state="ok" xmlns:r="http://www.stormware.sk/schema/version_2/response.xsd"><r:responsePackItem id="${ITEM}" state="ok"><o:orderResponse state="ok" xmlns:o="http://www.stormware.sk/schema/version_2/order.xsd" xmlns:d="http://www.stormware.sk/schema/version_2/documentresponse.xsd"><d:producedDetails><d:id>7</d:id></d:producedDetails></o:orderResponse></r:responsePackItem></r:responsePack>`
    expect(outcomesOf(PACK, [ITEM], await parseResponse(bytes(xml)))[0]).toMatchObject({
      kind: 'imported',
      reference: { id: '7' },
    })
  })

  it('something else than a responsePack is no answer', async () => {
    await expect(parseResponse(bytes('<html/>'))).rejects.toThrow()
  })
})

describe('the answer to a look-up', () => {
  const listed = (place: number, orders: string): string =>
    `<response:responsePackItem version="2.0" id="${place}" state="ok"><list:listOrder version="2.0" state="ok">${orders}</list:listOrder></response:responsePackItem>`
  const order = (id: string, extId: string, system: string): string =>
    `<list:order><order:orderHeader><order:id>${id}</order:id><order:extId><type:ids>${extId}</type:ids><type:exSystemName>${system}</type:exSystemName></order:extId><order:number><type:numberRequested>N${id}</type:numberRequested></order:number></order:orderHeader><order:orderDetail><order:orderItem><order:id>99</order:id></order:orderItem></order:orderDetail></list:order>`

  it('finds by our id and our system, and nothing else', async () => {
    const pack = await answer(
      listed(0, order('1', 'A', 'BI')) + listed(1, order('2', 'B', 'ANOTHER')) + listed(2, '') + listed(3, order('4', 'X', 'BI')),
    )
    expect(foundIn(['A', 'B', 'C', 'D'], 'BI', LIST, pack)).toEqual(new Map([['A', { id: '1', number: 'N1' }]]))
  })

  it('keeps the first record that is ours, and none without an id', async () => {
    const pack = await answer(
      listed(0, order('', 'A', 'BI') + order('2', 'A', 'BI')) + listed(1, order('5', 'B', 'BI') + order('6', 'B', 'BI')),
    )
    expect(foundIn(['A', 'B'], 'BI', LIST, pack).get('B')).toEqual({ id: '5', number: 'N5' })
    const plain = '<list:order><order:orderHeader><order:id>1</order:id></order:orderHeader></list:order>'
    expect((await answer(listed(0, plain))).items[0]?.records).toEqual([])
  })

  it('a record with ids of several systems is ours when one is', async () => {
    const theirs = '<order:extId><type:ids>B</type:ids><type:exSystemName>OTHER</type:exSystemName></order:extId><order:extId>'
    const pack = await answer(listed(0, order('1', 'A', 'BI').replace('<order:extId>', theirs)))
    expect(foundIn(['A'], 'BI', LIST, pack).get('A')).toEqual({ id: '1', number: 'N1' })
    expect(pack.items[0]?.records).toHaveLength(1)
  })

  it('an id of ours outside of a record counts for nothing', async () => {
    const loose =
      '<list:other><order:orderHeader><order:extId><type:ids>A</type:ids></order:extId></order:orderHeader></list:other>'
    expect(foundIn(['A'], 'BI', LIST, await answer(listed(0, loose)))).toEqual(new Map())
  })

  it('that leaves one question out tells nothing about absence', async () => {
    const pack = await answer(listed(0, ''))
    expect(() => foundIn(['A', 'B'], 'BI', LIST, pack)).toThrow(Failure)
  })

  it('that refuses one question tells nothing about absence', async () => {
    const pack = await answer(
      `${listed(0, '')}<response:responsePackItem version="2.0" id="1" state="error" note="neznámý filtr"/>`,
    )
    expect(() => foundIn(['A', 'B'], 'BI', LIST, pack)).toThrow(Failure)
  })

  const noted = (id: string, note: string, extId = ''): string =>
    `<list:order><order:orderHeader><order:id>${id}</order:id>${extId}<order:number><type:numberRequested>N${id}</type:numberRequested></order:number><order:intNote>${note}</order:intNote></order:orderHeader><order:orderDetail><order:orderItem><order:note>Business Integrator: Z</order:note></order:orderItem></order:orderDetail></list:order>`

  it('of a POHODA that does not list ids of other systems finds by our mark in the internal note', async () => {
    const pack = await answer(
      listed(0, noted('7', 'Doprava: PPL\nBusiness Integrator: A') + noted('8', 'jiná')) + listed(1, noted('9', '')),
    )
    expect(foundIn(['A', 'B'], 'BI', LIST, pack)).toEqual(new Map([['A', { id: '7', number: 'N7' }]]))
    expect(pack.items[0]?.records).toHaveLength(1)
    // Only the order's own internal note counts, not any note of a line.
    expect(listedIn(2, 'BI', LIST, pack)).toEqual(new Map([['A', { id: '7', number: 'N7' }]]))
  })

  it('of the orders of a date gives ours by POHODA’s id for it, before a copy that has only our mark', async () => {
    const copy = noted('3', 'Business Integrator: A')
    const pack = await answer(
      listed(0, copy + order('5', 'A', 'BI') + order('6', 'B', 'OTHER') + order('', 'C', 'BI')) +
        listed(1, noted('10', 'Business Integrator: D') + noted('11', 'Business Integrator: D')),
    )
    expect(listedIn(2, 'BI', LIST, pack)).toEqual(
      new Map([
        ['A', { id: '5', number: 'N5' }],
        ['D', { id: '10', number: 'N10' }],
      ]),
    )
  })

  it('ids of a partner, a centre or another part are not those of the record', async () => {
    const inside = '<type:extId><type:ids>A</type:ids><type:exSystemName>BI</type:exSystemName></type:extId>'
    const foreign = `<order:partnerIdentity>${inside}<type:shipToAddress><type:company>x</type:company></type:shipToAddress></order:partnerIdentity><order:centre>${inside}</order:centre>`
    const pack = await answer(listed(0, noted('7', '', foreign)))
    expect(foundIn(['A'], 'BI', LIST, pack)).toEqual(new Map())
    const address = `<list_addBook:addressbook><addressbook:addressbookHeader><addressbook:id>5</addressbook:id><addressbook:centre>${inside}</addressbook:centre><addressbook:identity><type:extId><type:ids>P</type:ids><type:exSystemName>BI</type:exSystemName></type:extId><type:address><type:ico>123</type:ico></type:address><type:shipToAddress><type:company>Sklad</type:company><type:city>Brno</type:city></type:shipToAddress></addressbook:identity></addressbook:addressbookHeader></list_addBook:addressbook>`
    const book = await answer(
      `<response:responsePackItem version="2.0" id="0" state="ok"><list_addBook:listAddressBook state="ok">${address}</list_addBook:listAddressBook></response:responsePackItem>`,
    )
    expect(book.items[0]?.records).toMatchObject([
      {
        id: '5',
        extIds: [{ ids: 'P', exSystemName: 'BI' }],
        ico: '123',
        places: [{ company: 'Sklad', city: 'Brno', street: '' }],
      },
    ])
  })

  it('of another list than was asked for tells nothing', async () => {
    const pack = await answer(listed(0, ''))
    expect(() => foundIn(['A'], 'BI', 'list:listPrijemka', pack)).toThrow(Failure)
  })

  it('of the orders of a date tells nothing when one list is missing', async () => {
    expect(() => listedIn(2, 'BI', LIST, { id: '', state: 'ok', note: '', programVersion: '', ico: '', items: [] })).toThrow(
      Failure,
    )
  })
})
