import { mkdirSync, rmSync } from 'node:fs'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import type { OpenConnector } from '../../../../../src/main/connectors/connector'
import { decimal, type Literal, word, writeLiteral } from '../../../../../src/main/connectors/money-s3/graphql'
import type { Outcome } from '../../../../../src/main/engine/ports'
import { openIs } from '../../../../../src/main/open-is'
import { type ApiFaults, createS3Api } from '../../../../../src/sandbox/simulators/money-s3/api-server'
import { fieldsOf, parseGraphQl, textOf } from '../../../../../src/sandbox/simulators/money-s3/graphql'
import { createMoney, type ImportDefinition } from '../../../../../src/sandbox/simulators/money-s3/money'
import { textAt } from '../../../../../src/sandbox/simulators/money-s3/xml'
import { Failure } from '../../../../../src/shared/failure'
import { connectorTools, orderDocument, outcomes, prepared } from '../../../../support/connector-tools'
import { moneyDefinition, moneyRecords } from '../../../../support/money-s3'
import { line, order } from '../../../../support/orders'

const signal = new AbortController().signal
const HOUR = 3_600_000

let ends: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ends) await end()
  ends = []
})

const world = async (options: { older?: boolean; definition?: ImportDefinition; mapping?: Record<string, unknown> } = {}) => {
  const money = createMoney({ ico: '45274649', definition: options.definition ?? moneyDefinition('Append') })
  const api = createS3Api(money, options)
  const tools = connectorTools()
  ends.push(async () => {
    await api.close()
    tools.remove()
  })
  const settings = {
    way: 'api',
    ico: money.ico,
    apiUrl: await api.start(),
    appId: api.appId,
    clientId: api.clientId,
    agendaGuid: api.agendaGuid,
    answerTimeoutSeconds: 2,
    mapping: options.mapping ?? {},
  }
  const open = () => openIs({ id: 'money-s3', settings }, () => api.clientSecret, tools)
  return { money, api, tools, open, connector: await open() }
}
const deliver = async (connector: OpenConnector, ids: readonly string[]): Promise<Outcome[] | Failure> => {
  try {
    return await outcomes(
      connector.deliver(
        prepared(
          connector,
          ids.map((id) => orderDocument(id, order(`OBJ-${id}`))),
        ),
        signal,
      ),
    )
  } catch (error) {
    if (error instanceof Failure) return error
    throw error
  }
}
const failureOf = async (run: Promise<unknown>): Promise<Failure> => {
  const error = await run.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (error instanceof Failure) return error
  throw new Error(`no Failure: ${String(error)}`)
}
const kinds = (given: Outcome[] | Failure): unknown =>
  given instanceof Failure ? [given.problem.code, given.effect] : given.map(({ itemId, kind }) => [itemId, kind])

describe('a write whose answer is lost', () => {
  it.each<[string, ApiFaults]>([
    ['a broken connection', { loseAnswer: 1 }],
    ['a gateway that gave up', { gateway504: 1 }],
    ['something that is no JSON', { garbledAnswer: 1 }],
    ['half an answer', { cutAnswer: 1 }],
    ['an error beside the data', { resolverError: 1 }],
  ])('%s: unknown for this order, nothing for those behind it, found in the end, once', async (_what, faults) => {
    const { money, api, connector } = await world()
    api.faults({ ...faults, queueDelayMs: 50 })
    expect(kinds(await deliver(connector, ['a', 'b', 'c']))).toEqual([
      ['a', 'unknown'],
      ['b', 'postponed'],
      ['c', 'postponed'],
    ])
    expect(api.queued()).toBe(1)
    await api.idle()
    expect([...(await connector.find(['a', 'b'], signal)).keys()]).toEqual(['a'])
    expect(kinds(await deliver(connector, ['a', 'b', 'c']))).toEqual([
      ['a', 'imported'],
      ['b', 'imported'],
      ['c', 'imported'],
    ])
    expect(moneyRecords(money).map(({ itemId }) => itemId)).toEqual(['a', 'b', 'c'])
  })

  it('and that never came is not called absent before a day has passed', async () => {
    const { money, api, tools, connector } = await world()
    api.faults({ dieBeforeQueue: 1 })
    expect(kinds(await deliver(connector, ['a']))).toEqual([['a', 'unknown']])
    tools.advance(23 * HOUR)
    expect(await failureOf(connector.find(['a'], signal))).toMatchObject({ effect: 'nothing', retry: true })
    tools.advance(2 * HOUR)
    expect(await connector.find(['a'], signal)).toEqual(new Map())
    expect(kinds(await deliver(connector, ['a']))).toEqual([['a', 'imported']])
    expect(moneyRecords(money)).toHaveLength(1)
  })
})

describe('an order that waits in the queue', () => {
  it('is unknown, can not be called absent, and is not put there a second time', async () => {
    const { money, api, tools, connector, open } = await world()
    api.faults({ queueStopped: true })
    expect(kinds(await deliver(connector, ['a']))).toEqual(['is-no-answer', 'unknown'])
    tools.advance(HOUR)
    expect(await failureOf(connector.find(['a'], signal))).toMatchObject({ effect: 'nothing', retry: true })
    // Also by a new run of the program.
    expect(kinds(await deliver(await open(), ['a']))).toEqual(['is-no-answer', 'unknown'])
    expect(api.queued()).toBe(1)
    api.faults({})
    await api.idle()
    expect([...(await connector.find(['a'], signal)).keys()]).toEqual(['a'])
    expect(moneyRecords(money)).toHaveLength(1)
  })

  it('that the queue calls done and that was deleted since is imported, never written again', async () => {
    const { money, api, connector } = await world()
    api.faults({ silentAfterWrite: true })
    expect(kinds(await deliver(connector, ['a']))).toEqual(expect.arrayContaining(['unknown']))
    await api.idle()
    money.remove('OP2600001')
    api.faults({})
    expect([...(await connector.find(['a'], signal)).keys()]).toEqual(['a'])
    expect(api.queued()).toBe(1)
  })

  it('that the queue refuses is rejected with its words, and may be tried again', async () => {
    const { money, api, connector } = await world()
    api.faults({ refuse: { text: 'OBJ-a', words: 'Období je uzavřeno' } })
    const given = await deliver(connector, ['a', 'b'])
    expect(kinds(given)).toEqual(
      expect.arrayContaining([
        ['a', 'rejected'],
        ['b', 'imported'],
      ]),
    )
    expect(Array.isArray(given) && given.find(({ itemId }) => itemId === 'a')).toMatchObject({
      problem: { words: 'Období je uzavřeno' },
    })
    api.faults({})
    expect(kinds(await deliver(connector, ['a']))).toEqual([['a', 'imported']])
    expect(moneyRecords(money)).toHaveLength(2)
  })

  it('of an older API, which can not say, is known by the list of orders alone', async () => {
    const { api, tools, connector } = await world({ older: true })
    expect(kinds(await deliver(connector, ['a']))).toEqual([['a', 'imported']])
    api.faults({ refuse: { text: 'OBJ-b', words: 'x' } })
    expect(kinds(await deliver(connector, ['b']))).toEqual(['is-no-answer', 'unknown'])
    expect(await failureOf(connector.find(['b'], signal))).toMatchObject({ retry: true })
    tools.advance(25 * HOUR)
    expect(await connector.find(['b'], signal)).toEqual(new Map())
  })
})

describe('the data folder', () => {
  it('may be lost: what is recorded is found before it is sent', async () => {
    const { money, tools, connector, open } = await world()
    await deliver(connector, ['a'])
    rmSync(tools.dataDir, { recursive: true })
    mkdirSync(tools.dataDir)
    expect(await deliver(await open(), ['a'])).toMatchObject([{ kind: 'imported', existed: true }])
    expect(moneyRecords(money)).toHaveLength(1)
  })
})

describe('a no', () => {
  it('to what was asked is a refusal, and nothing joined the queue', async () => {
    // A field that the simulated schema doesn't have can't be sent; a definition that it would not take can't either. So: not queued.
    const { api, connector } = await world()
    api.faults({ notQueued: true })
    expect(kinds(await deliver(connector, ['a']))).toEqual([['a', 'rejected']])
    expect(api.queued()).toBe(0)
    expect(await connector.find(['a'], signal)).toEqual(new Map())
  })

  it('to a token is answered by a new one, and the write is done once', async () => {
    const { money, api, connector } = await world()
    await deliver(connector, ['a'])
    api.forgetTokens()
    expect(kinds(await deliver(connector, ['b']))).toEqual([['b', 'imported']])
    expect(moneyRecords(money)).toHaveLength(2)
  })

  it('never shows the secret', async () => {
    const { api, tools, connector } = await world()
    for (const faults of [{ unavailable: true }, { noRights: true }, { gateway504: 1 }] satisfies ApiFaults[]) {
      api.faults(faults)
      const given = await deliver(connector, ['a'])
      expect(JSON.stringify(given instanceof Failure ? given.problem : given)).not.toContain(api.clientSecret)
    }
    expect(tools.log.text()).not.toContain(api.clientSecret)
  })
})

describe('what is sent', () => {
  it('keeps every digit of an amount', async () => {
    const { money, connector } = await world()
    const dear = line('1', '1234567890.1234', '1.0001', '21')
    await outcomes(connector.deliver(prepared(connector, [orderDocument('a', order('OBJ-a', [dear]))]), signal))
    const item = money.records()[0]?.order.children.find(({ name }) => name === 'Polozka')
    expect([textAt(item, 'Cena'), textAt(item, 'PocetMJ')]).toEqual(['1234567890.1234', '1.0001'])
  })

  it('finds a stock card by what the settings say', async () => {
    const { money, connector } = await world({
      mapping: { stockItems: 'by-catalogue', storeName: 'Hlavní sklad', storeCode: 'HL' },
    })
    await deliver(connector, ['a'])
    const item = money.records()[0]?.order.children.find(({ name }) => name === 'Polozka')
    expect([textAt(item, 'KmKarta', 'Katalog'), textAt(item, 'Sklad', 'KodSkladu')]).toEqual(['SKU-1', 'HL'])
  })

  it('can not break out of its place, whatever a text holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (first, second) => {
        const literal: Literal = {
          note: first,
          items: [{ description: second, amount: decimal('-1.50'), kind: word('WITH_VAT') }],
        }
        const { fields } = parseGraphQl(`mutation { m(x: ${writeLiteral(literal)}) { guid } }`)
        const given = fieldsOf(fields[0]?.arguments['x'])
        expect(textOf(given['note'])).toBe(first)
        expect(fields).toHaveLength(1)
      }),
    )
    expect(() => writeLiteral(decimal('1) { x }'))).toThrow()
    expect(() => writeLiteral(word('A B'))).toThrow()
    expect(() => writeLiteral({ 'a b': 'c' })).toThrow()
  })
})
