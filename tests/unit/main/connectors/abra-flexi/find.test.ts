import { describe, expect, it } from 'vitest'
import type { AskFlexi, FlexiAnswer } from '../../../../../src/main/connectors/abra-flexi/ask'
import { lookUpWith } from '../../../../../src/main/connectors/abra-flexi/find'
import { Failure } from '../../../../../src/shared/failure'

const signal = new AbortController().signal
const rows = (...orders: object[]): Partial<FlexiAnswer> => ({ json: { winstrom: { 'objednavka-prijata': orders } } })
/** Answers by what the address holds; anything else is 500 pages away. */
const asked = (answers: Readonly<Record<string, Partial<FlexiAnswer>>>) => {
  const paths: string[] = []
  const ask: AskFlexi = async ({ path }) => {
    const plain = decodeURIComponent(path)
    paths.push(plain)
    const key = Object.keys(answers).find((part) => plain.includes(part))
    if (key === undefined) throw new Error(`not expected: ${plain}`)
    return { status: 200, headers: new Headers(), json: undefined, ...answers[key] }
  }
  return { lookUp: lookUpWith(ask, 'BI', 'objednavka-prijata'), paths }
}
const failure = async (run: Promise<unknown>): Promise<Failure> => {
  const error = await run.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof Failure)) throw new Error(`no Failure: ${String(error)}`)
  return error
}

describe('looking orders up in ABRA Flexi', () => {
  it('an answer that names ids is believed for these only', async () => {
    const { lookUp } = asked({
      'id in': rows(
        { id: '5', kod: 'A', 'external-ids': ['ext:SHOP:9', 'ext:BI:a'] },
        { id: '6', kod: 'B', 'external-ids': ['ext:BI:b'] },
      ),
    })
    expect([...(await lookUp(['a', 'b', 'c'], signal))]).toEqual([
      ['a', { id: '5', number: 'A' }],
      ['b', { id: '6', number: 'B' }],
    ])
  })

  it.each<[string, Partial<FlexiAnswer>]>([
    ['no list', { json: { winstrom: { success: 'true' } } }],
    ['no JSON', {}],
    ['a redirection', { status: 302 }],
    ['two records of one id', rows({ id: '5', 'external-ids': ['ext:BI:a'] }, { id: '6', 'external-ids': ['ext:BI:a'] })],
  ])('never says "not there" of what it can not tell: %s', async (_what, answer) => {
    const { lookUp } = asked({ 'id in': answer })
    expect(await failure(lookUp(['a'], signal))).toMatchObject({ effect: 'nothing', problem: { code: 'is-answer-unreadable' } })
  })

  it('a company that is not there is not an order that is not there', async () => {
    const { lookUp } = asked({ 'id in': { status: 404 } })
    expect((await failure(lookUp(['a'], signal))).problem.code).toBe('is-wrong-company')
  })

  it('an order with our id in other letters is never taken for ours', async () => {
    const other = rows({ id: '5', kod: 'X', 'external-ids': ['ext:BI:A'] })
    const { lookUp } = asked({ 'id in': other, "id='ext:BI:a'": other })
    expect((await failure(lookUp(['a'], signal))).problem.code).toBe('is-answer-unreadable')
  })

  it('where the answer names no ids, each is asked for by itself', async () => {
    const { lookUp, paths } = asked({
      'id in': rows({ id: '5', kod: 'A' }),
      "id='ext:BI:a'": rows({ id: '5', kod: 'A' }),
      "id='ext:BI:b'": rows(),
    })
    expect([...(await lookUp(['a', 'b'], signal))]).toEqual([['a', { id: '5', number: 'A' }]])
    expect(paths).toHaveLength(3)
  })

  it('where a filter is not taken, its own address leads there, and no further', async () => {
    const there = { status: 303, headers: new Headers({ location: 'https://h/c/f/objednavka-prijata/77.json' }) }
    const { lookUp } = asked({
      'id in': { status: 400 },
      "id='": { status: 400 },
      'ext:BI:a.json': there,
      '/77.json': rows({ id: '77', kod: 'A', 'external-ids': ['ext:BI:a'] }),
      'ext:BI:b.json': { status: 404 },
    })
    expect([...(await lookUp(['a', 'b'], signal))]).toEqual([['a', { id: '77', number: 'A' }]])
    const endless = asked({ 'id in': { status: 400 }, "id='": { status: 400 }, 'ext:BI:a.json': there, '/77.json': there })
    expect((await failure(endless.lookUp(['a'], signal))).problem.code).toBe('is-answer-unreadable')
    expect(endless.paths).toHaveLength(4)
  })

  it('nothing that an id may hold leaves its quotation marks', async () => {
    const { lookUp, paths } = asked({ 'id in': rows() })
    await lookUp(['A-z_0.9:x'], signal)
    expect(paths).toEqual(["objednavka-prijata/(id in ('ext:BI:A-z_0.9:x')).json"])
  })
})
