import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { foundIn, outcomesOf } from '../../../../../src/main/connectors/pohoda-xml/answer'
import { parseResponse, type ResponsePack } from '../../../../../src/main/connectors/pohoda-xml/response'
import type { Outcome } from '../../../../../src/main/engine/ports'
import { Failure } from '../../../../../src/shared/failure'
import { sharedErp } from '../../../../support/shared-erp'

const PACK = 'mp-20260901-0001'
const ITEM = 'MP-00000001'

const namespaces = ['response', 'order', 'type', 'documentresponse', 'list']
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
    expect(pack.items[0]?.orders).toEqual([
      { id: '456', number: '261000123', extIds: [{ ids: ITEM, exSystemName: 'B2B-MARKETPLACE' }] },
    ])
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
    expect(foundIn(['A', 'B', 'C', 'D'], 'BI', pack)).toEqual(new Map([['A', { id: '1', number: 'N1' }]]))
  })

  it('that leaves one question out tells nothing about absence', async () => {
    const pack = await answer(listed(0, ''))
    expect(() => foundIn(['A', 'B'], 'BI', pack)).toThrow(Failure)
  })

  it('that refuses one question tells nothing about absence', async () => {
    const pack = await answer(
      `${listed(0, '')}<response:responsePackItem version="2.0" id="1" state="error" note="neznámý filtr"/>`,
    )
    expect(() => foundIn(['A', 'B'], 'BI', pack)).toThrow(Failure)
  })
})
