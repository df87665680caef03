import { describe, expect, it } from 'vitest'
import {
  parseJson,
  readComputed,
  readSaved as readSavedIn,
  readWritten,
  wordsOf,
} from '../../../../../src/main/connectors/abra-flexi/answer'
import { codeOf, decimalText, readCompany, readRecords } from '../../../../../src/main/connectors/abra-flexi/listing'

const own = 'ext:BI:it-1'
const readSaved = (status: number, json: unknown, id: string) => readSavedIn(status, json, id, 'objednavka-prijata')
const readOrders = (json: unknown) => readRecords(json, 'objednavka-prijata')
const sumsOf = (currency: '' | 'Men') =>
  [
    { what: 'payable', field: `sumCelkem${currency}`, value: '0' },
    { what: 'vat', field: `sumDphCelkem${currency}`, value: '0' },
  ] as const
const made = { id: '805', ref: '/c/demo/objednavka-prijata/805.json' }
const answer = (fields: object) => ({ winstrom: { '@version': '1.0', ...fields } })
const saved = (fields: object, status = 201) => readSaved(status, answer(fields), own)
const stats = (created: string, updated = '0', failed = '0') => ({ created, updated, deleted: '0', skipped: '0', failed })

describe('the answer to saving an order', () => {
  it('is a record only when it says so without contradiction', () => {
    expect(saved({ success: 'true', stats: stats('1'), results: [made] })).toEqual({
      kind: 'saved',
      reference: { id: '805' },
      updated: false,
      notes: [],
    })
    // Numbers and booleans instead of texts, and the number of the document.
    expect(readSaved(200, answer({ success: true, results: [{ id: 805, code: 'OBP0001/2026' }] }), own)).toMatchObject({
      reference: { id: '805', number: 'OBP0001/2026' },
    })
    expect(saved({ success: 'true', stats: stats('0', '1'), results: [made] })).toMatchObject({ kind: 'saved', updated: true })
  })

  it('finds the order among results of its lines', () => {
    const lines = [{ id: '1', ref: '/c/demo/objednavka-prijata-polozka/1.json' }, made]
    expect(saved({ success: 'true', results: lines })).toMatchObject({ reference: { id: '805' } })
    const named = [{ id: '7', 'request-id': own }, made, { ...made, id: '806' }]
    expect(saved({ success: 'true', results: named })).toMatchObject({ reference: { id: '7' } })
  })

  it.each<[string, object, number?]>([
    ['success without a result', { success: 'true', results: [] }],
    ['passed over: no id', { success: 'true', stats: stats('0'), results: [{ 'request-id': own }] }],
    ['a test saving', { success: 'true', results: [{ id: '-1' }] }],
    ['an id that is no number', { success: 'true', results: [{ id: '805; drop' }] }],
    ['another order’s result', { success: 'true', results: [{ ...made, 'request-id': 'ext:BI:other' }] }],
    ['two orders', { success: 'true', results: [made, { ...made, id: '806' }] }],
    ['success with errors', { success: 'true', results: [{ ...made, errors: [{ message: 'x' }] }] }],
    ['success with a failed one', { success: 'true', stats: stats('1', '0', '1'), results: [made] }],
    ['nothing said', {}],
    ['success with status 400', { success: 'true', results: [made] }, 400],
    ['success with status 202', { success: 'true', results: [made] }, 202],
  ])('is not taken for a record: %s', (_what, fields, status) => {
    expect(saved(fields, status).kind).toBe('unclear')
  })

  it.each<[string, object, number]>([
    ['by its status', {}, 400],
    ['by its word', { success: 'false' }, 400],
    ['by its word, with status 200', { success: 'false', message: 'Ne' }, 200],
  ])('is a refusal: %s', (_what, fields, status) => {
    expect(saved(fields, status).kind).toBe('refused')
  })

  it.each([
    ['HTML', '<html>400</html>'],
    ['cut', '{"winstrom":{"success":"tr'],
    ['empty', ''],
    ['another JSON', '{"ok":true}'],
    ['an array', '[]'],
    ['null', 'null'],
    ['deep nesting', `${'['.repeat(200_000)}${']'.repeat(200_000)}`],
    ['not UTF-8', '\u00ff\u00fe'],
    ['winstrom of another kind', '{"winstrom":"x"}'],
    ['results of another kind', '{"winstrom":{"success":"true","results":{"id":"1"}}}'],
  ])('is unclear when unreadable, whatever the status: %s', (_what, body) => {
    for (const status of [200, 201, 400]) {
      expect(readSaved(status, parseJson(Buffer.from(body, 'latin1')), own)).toEqual({ kind: 'unclear', words: '' })
    }
  })

  it('keeps warnings for the history', () => {
    const warned = { ...made, warnings: [{ for: 'firma', message: 'Firma je v insolvenci' }] }
    expect(saved({ success: 'true', results: [warned] })).toMatchObject({
      notes: [{ code: 'is-warning', params: { text: 'Firma je v insolvenci', path: 'firma' } }],
    })
  })
})

describe('words of a refusal', () => {
  it('say where, which field, with what value, and what ABRA Flexi says', () => {
    const words = wordsOf(
      readWritten(
        answer({
          success: 'false',
          results: [
            {
              errors: [
                {
                  message: "Je očekáváno číselné ID, ale 'FAKTURA' není číslo",
                  for: 'typDokl',
                  path: 'objednavka-prijata[ext:BI:it-1].typDokl',
                  value: 'FAKTURA',
                  code: 'PROP',
                },
                {
                  message: 'Záznam nebyl nalezen',
                  for: 'cenik',
                  path: 'objednavka-prijata[ext:BI:it-1].polozkyObchDokladu[ext:BI:it-1/12].cenik',
                  value: 'code:SKU-9',
                },
                { message: 'Něco jiného', for: 'toString', path: 'objednavka-prijata[0].polozkyObchDokladu[1]' },
              ],
            },
          ],
        }),
      ),
    )
    expect(words.split('\n')).toEqual([
      "Typ dokladu (typDokl): Je očekáváno číselné ID, ale 'FAKTURA' není číslo",
      'položka 12, Ceník (cenik) [code:SKU-9]: Záznam nebyl nalezen',
      'položka, toString: Něco jiného',
    ])
  })

  it('are the message alone when there is nothing else, and never without end', () => {
    expect(wordsOf(readWritten(answer({ success: 'false', message: 'Firma neexistuje.' })))).toBe('Firma neexistuje.')
    const many = { errors: Array.from({ length: 500 }, () => ({ message: 'x'.repeat(10_000) })) }
    const words = wordsOf(readWritten(answer({ results: [many] })))
    expect(words.split('\n')).toHaveLength(21)
    expect(words.length).toBeLessThan(50_000)
  })
})

describe('other answers', () => {
  it('a list of orders is one only with its list', () => {
    expect(readOrders(answer({ 'objednavka-prijata': [] }))).toEqual([])
    for (const json of [undefined, {}, answer({}), answer({ 'objednavka-prijata': {} }), answer({ success: 'true' })]) {
      expect(readOrders(json)).toBeUndefined()
    }
    const rows = [{ id: 5, kod: 'A', 'external-ids': [own, 7] }, { id: '6' }]
    expect(readOrders(answer({ 'objednavka-prijata': rows }))).toEqual([
      { reference: { id: '5', number: 'A' }, externalIds: [own], own: { kod: 'A' } },
      { reference: { id: '6' }, externalIds: undefined, own: {} },
    ])
  })

  it('the company’s settings give what they have', () => {
    const rows = [{ nazFirmy: 'Stará', ic: ' 1 ' }, { nazFirmy: 'Nová', ic: '1', statLegislativa: 'code:CZ' }, { ic: '' }]
    expect(readCompany(answer({ nastaveni: rows }))).toEqual({ names: ['Stará', 'Nová'], icos: ['1'], countries: ['CZ'] })
    expect(readCompany(answer({}))).toBeUndefined()
  })

  it('computed sums are found wherever they stand in the content, in the currency asked for', () => {
    const sums = { sumCelkem: '322.0', sumDphCelkem: 42, sumCelkemMen: '0.0', sumDphCelkemMen: '0.0' }
    for (const content of [sums, { winstrom: { 'objednavka-prijata': [sums] } }, { 'objednavka-prijata': sums }]) {
      const computed = readComputed(answer({ results: [{ id: '-1', content }] }), sumsOf(''))
      expect([...(computed ?? [])]).toEqual([
        ['sumCelkem', '322'],
        ['sumDphCelkem', '42'],
      ])
    }
    const foreign = readComputed(answer({ results: [{ id: '-1', content: sums }] }), sumsOf('Men'))
    expect([...(foreign ?? [])].map(([, value]) => value)).toEqual(['0', '0'])
    for (const content of [undefined, {}, 'x', { sumCelkem: 'NaN', sumDphCelkem: '1' }, { sumCelkem: '1' }]) {
      expect(readComputed(answer({ results: [{ id: '-1', content }] }), sumsOf(''))).toBeUndefined()
    }
  })

  it('what was passed over is told apart from what nobody understands', () => {
    const passed = { success: 'true', stats: { ...stats('0'), skipped: '1' }, results: [{ 'request-id': own }] }
    expect(saved(passed, 200)).toEqual({ kind: 'skipped' })
    expect(saved({ ...passed, stats: { ...stats('1'), skipped: '1' } }, 200).kind).toBe('unclear')
  })

  it('large numbers come without an exponent, and what is no number is none', () => {
    expect(['1.5E7', '-2.25E-2', '12.0', 3].map((value) => decimalText.parse(value))).toEqual(['15000000', '-0.0225', '12', '3'])
    for (const value of ['', 'NaN', '1,5', '1e999', null]) expect(decimalText.safeParse(value).success).toBe(false)
  })

  it('a related record is known by its code, however it is given', () => {
    expect([codeOf('code:KS'), codeOf([{ id: '1', kod: 'KS' }]), codeOf({ kod: 'KS' })]).toEqual(['KS', 'KS', 'KS'])
    expect([codeOf('12'), codeOf([]), codeOf(''), codeOf(undefined)]).toEqual([undefined, undefined, undefined, undefined])
  })
})
