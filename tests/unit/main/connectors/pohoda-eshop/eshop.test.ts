import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, request as httpRequest } from 'node:http'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OpenConnector } from '../../../../../src/main/connectors/connector'
import { eshopSettingsSchema } from '../../../../../src/main/connectors/pohoda-eshop/settings'
import { openIs } from '../../../../../src/main/open-is'
import { fetchOrders } from '../../../../../src/sandbox/simulators/pohoda-eshop/fetch-orders'
import { type MServer, startMServer } from '../../../../../src/sandbox/simulators/pohoda-mserver/server'
import { Failure } from '../../../../../src/shared/failure'
import { connectorTools, orderDocument, outcomes, prepared } from '../../../../support/connector-tools'
import { freePort } from '../../../../support/free-port'
import { order } from '../../../../support/orders'
import { createTestPohoda, type TestPohoda } from '../../../../support/pohoda'

const PASSWORD = 'Žluťoučké heslo'
const signal = new AbortController().signal
let pohoda: TestPohoda
let tools: ReturnType<typeof connectorTools>
let port: number
let connectors: OpenConnector[]

beforeEach(async () => {
  pohoda = createTestPohoda()
  tools = connectorTools()
  port = await freePort()
  connectors = []
})
afterEach(async () => {
  for (const connector of connectors) await connector.close()
  tools.remove()
  pohoda.remove()
})

const open = async (changes: Record<string, unknown> = {}): Promise<OpenConnector> => {
  const connector = await openIs(
    { id: 'pohoda-eshop', settings: { port, user: 'pohoda', ico: pohoda.ico, waitSeconds: 10, ...changes } },
    (field) => ({ password: PASSWORD, lookupPassword: pohoda.password })[field],
    tools,
  )
  connectors.push(connector)
  return connector
}
const batchOf = (connector: OpenConnector, ...numbers: string[]) =>
  prepared(
    connector,
    numbers.map((number) => orderDocument(`it-${number}`, order(number))),
  )
const deliver = (connector: OpenConnector, ...numbers: string[]) =>
  outcomes(connector.deliver(batchOf(connector, ...numbers), signal))
const failureOf = async (run: Promise<unknown>): Promise<Failure> => {
  const error = await run.catch((thrown: unknown) => thrown)
  if (!(error instanceof Failure)) throw new Error(`no Failure: ${String(error)}`)
  return error
}
const shop = () => ({ url: `http://127.0.0.1:${port}/objednavky`, user: 'pohoda', password: PASSWORD })
const pull = () => fetchOrders({ stateDir: pohoda.stateDir, database: pohoda.database, shop: shop() })
/** Asks until the shop answers. */
const pullWhenUp = async () => {
  for (;;) {
    const result = await pull()
    if (result.kind !== 'unreachable') return result
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
const numbers = (): (string | undefined)[] => pohoda.orders().map(({ numberOrder }) => numberOrder)

const base = 'http://www.stormware.cz/schema/version_2'
const question = (request: string, host = 'cz', ico = '12345678'): string =>
  `<?xml version="1.0" encoding="Windows-1250"?><dat:dataPack xmlns:dat="${base}/data.xsd" xmlns:lst="${base}/list.xsd" xmlns:ftr="${base}/filter.xsd" xmlns:lAdb="${base}/list_addBook.xsd" xmlns:lStk="${base}/list_stock.xsd" id="00000007" ico="${ico}" version="2.0" note=""><dat:dataPackItem id="00000009" version="2.0">${request}</dat:dataPackItem></dat:dataPack>`.replaceAll(
    'www.stormware.cz',
    `www.stormware.${host}`,
  )
const orders = (filter = '') =>
  `<lst:listOrderRequest version="2.0" orderType="receivedOrder" orderVersion="2.0"><lst:requestOrder>${filter}</lst:requestOrder></lst:listOrderRequest>`
const basic = (text: string | Buffer): string => `Basic ${Buffer.from(text as string).toString('base64')}`
const ask = async (body: string | undefined, headers: Record<string, string> = {}, path = '/objednavky', method = 'POST') => {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers: { 'content-type': 'text/xml', authorization: basic(`pohoda:${PASSWORD}`), ...headers },
    ...(body === undefined ? {} : { body }),
  })
  return { status: response.status, text: new TextDecoder('windows-1250').decode(await response.arrayBuffer()) }
}
/** With the shop open and one order on offer; gives what became of it. */
const whileOffered = async (act: () => Promise<unknown>, changes: Record<string, unknown> = {}) => {
  const connector = await open({ waitSeconds: 1, ...changes })
  const running = deliver(connector, 'A').catch((error: unknown) => error)
  await new Promise<void>((resolve) => {
    const look = (): void => {
      fetch(`http://127.0.0.1:${port}/nothing`).then(
        () => resolve(),
        () => setTimeout(look, 5),
      )
    }
    look()
  })
  await act()
  return running
}

describe('an order on offer', () => {
  it('is given out once, however often POHODA asks', async () => {
    const connector = await open()
    const running = deliver(connector, 'A', 'B')
    const first = await pullWhenUp()
    const again = await Promise.all([pull(), pull()])
    expect(first).toEqual({ kind: 'done', imported: 2, refused: 0 })
    for (const result of again) expect(['unreachable', 'done']).toContain(result.kind)
    expect((await running).map(({ kind }) => kind)).toEqual(['unknown', 'unknown'])
    expect(numbers()).toEqual(['A', 'B'])
  })

  it('that nobody fetched is withdrawn: surely not written, and not to be had any more', async () => {
    const connector = await open({ waitSeconds: 1 })
    const failure = await failureOf(deliver(connector, 'A'))
    expect(failure).toMatchObject({ effect: 'nothing', retry: true, problem: { code: 'is-closed' } })
    expect(await pull()).toEqual({ kind: 'done', imported: 0, refused: 0 })
    expect(numbers()).toEqual([])
    // The next run offers it again.
    const running = deliver(connector, 'A')
    while (numbers().length === 0) await pull()
    expect((await running).map(({ kind }) => kind)).toEqual(['unknown'])
    expect(numbers()).toEqual(['A'])
  })

  it('whose way out was cut is in the dark, not on offer again', async () => {
    const outcome = await whileOffered(
      () =>
        new Promise<void>((resolve) => {
          const body = question(orders())
          const asked = httpRequest(
            {
              port,
              host: '127.0.0.1',
              path: '/objednavky',
              method: 'POST',
              headers: {
                'content-type': 'text/xml',
                authorization: basic(`pohoda:${PASSWORD}`),
                'content-length': Buffer.byteLength(body),
              },
            },
            (response) => {
              response.destroy()
              resolve()
            },
          )
          asked.on('error', () => resolve())
          asked.end(body)
        }),
    )
    expect(outcome).toMatchObject([{ kind: 'unknown' }])
    expect(await pull()).toMatchObject({ imported: 0 })
  })

  it('is not given out when its evidence can not be written', async () => {
    mkdirSync(tools.dataDir, { recursive: true })
    writeFileSync(join(tools.dataDir, 'exchange'), 'in the way')
    const outcome = await whileOffered(async () => expect((await pull()).kind).toBe('refused'))
    expect(outcome).toMatchObject({ effect: 'nothing' })
    expect(numbers()).toEqual([])
  })

  it('leaves evidence of what was given, and no password anywhere', async () => {
    await whileOffered(pull)
    const day = join(tools.dataDir, 'exchange', readdirSync(join(tools.dataDir, 'exchange'))[0] ?? '')
    const files = readdirSync(day)
    expect(files).toHaveLength(1)
    expect(files[0]).toMatch(/\.given\.xml$/)
    const text = readFileSync(join(day, files[0] ?? ''), 'latin1') + tools.log.text()
    expect(text).toContain('it-A')
    expect(text).not.toContain(PASSWORD)
    expect(text).not.toContain(basic(`pohoda:${PASSWORD}`).slice(6))
  })
})

describe('who may ask, and what', () => {
  it.each([
    ['nobody', undefined, 401],
    ['a wrong password', basic('pohoda:x'), 401],
    ['another way of signing in', 'Bearer abc', 401],
    ['garbage', 'Basic %%%', 401],
    ['an empty login', basic(':'), 401],
    ['the right one', basic(`pohoda:${PASSWORD}`), 200],
    [
      'the right one in Windows-1250',
      basic(
        Buffer.from([
          ...Buffer.from('pohoda:'),
          0x8e,
          ...Buffer.from('lu'),
          0x9d,
          ...Buffer.from('ou'),
          0xe8,
          ...Buffer.from('k'),
          0xe9,
          ...Buffer.from(' heslo'),
        ]),
      ),
      200,
    ],
  ])('%s', async (_who, authorization, status) => {
    const outcome = await whileOffered(async () => {
      const response = await ask(question(orders()), authorization === undefined ? { authorization: '' } : { authorization })
      expect(response.status).toBe(status)
      expect(response.text.includes('it-A')).toBe(status === 200)
    })
    if (status === 401) expect(outcome).toMatchObject({ effect: 'nothing', problem: { code: 'is-login-failed' } })
    else expect(outcome).toMatchObject([{ kind: 'unknown' }])
  })

  it.each([
    ['another path', question(orders()), {}, '/', 'POST', 404],
    ['reading only', undefined, {}, '/objednavky', 'GET', 405],
    ['a form of a web page', question(orders()), { 'content-type': 'text/plain' }, '/objednavky', 'POST', 415],
    ['no XML', 'hello', {}, '/objednavky', 'POST', 400],
    ['half of it', question(orders()).slice(0, 300), {}, '/objednavky', 'POST', 400],
    ['a document type', `<!DOCTYPE x []>${question(orders())}`, {}, '/objednavky', 'POST', 400],
    ['two requests at once', question(orders() + orders()), {}, '/objednavky', 'POST', 400],
    ['without a request', question(''), {}, '/objednavky', 'POST', 400],
    ['too much', `${' '.repeat(1024 * 1024)}${question(orders())}`, {}, '/objednavky', 'POST', 413],
  ] as const)('%s gets no order', async (_what, body, headers, path, method, status) => {
    const outcome = await whileOffered(async () => {
      const response = await ask(body, headers, path, method).catch(() => ({ status: 413, text: '' }))
      expect(response.status).toBe(status)
      expect(response.text).not.toContain('it-A')
    })
    expect(outcome).toMatchObject({ effect: 'nothing' })
  })

  it.each([
    [
      'the address book',
      '<lAdb:listAddressBookRequest version="2.0" addressBookVersion="2.0"><lAdb:requestAddressBook/></lAdb:listAddressBookRequest>',
      'state="ok"',
    ],
    ['stock', '<lStk:listStockRequest version="2.0" stockVersion="2.0"/>', 'state="error"'],
    ['issued orders', orders().replace('receivedOrder', 'issuedOrder'), 'state="error"'],
    ['a certain order', orders('<ftr:filter><ftr:id>5</ftr:id></ftr:filter>'), 'state="ok"'],
  ])('asked for %s, it gives no order away', async (_what, request, state) => {
    const outcome = await whileOffered(async () => {
      const { status, text } = await ask(question(request))
      expect(status).toBe(200)
      expect(text).toContain(state)
      expect(text).not.toContain('it-A')
      expect(text).toMatch(/<rsp:responsePack [^>]*id="00000007"[^>]*>/)
      expect(text).toContain('id="00000009"')
    })
    expect(outcome).toMatchObject({ effect: 'nothing' })
  })

  it('answers in the namespaces and under the ids of the question, whatever dates it names', async () => {
    await whileOffered(async () => {
      const filter =
        '<ftr:filter><ftr:dateFrom>2030-01-01</ftr:dateFrom><ftr:lastChanges>2030-01-01T00:00:00</ftr:lastChanges></ftr:filter>'
      const { text } = await ask(question(orders(filter), 'sk'))
      expect(text).toContain('it-A')
      expect(text).toContain('http://www.stormware.sk/schema/version_2/list.xsd')
      expect(text).not.toContain('stormware.cz')
    })
  })

  it('another company’s POHODA gets nothing, and the person hears of it', async () => {
    const outcome = await whileOffered(async () => {
      const { text } = await ask(question(orders(), 'cz', '87654321'))
      expect(text).toContain('state="error"')
      expect(text).not.toContain('it-A')
    })
    expect(outcome).toMatchObject({ effect: 'nothing', retry: false, problem: { code: 'is-wrong-company' } })
  })

  it('is there only while the connector is open', async () => {
    const connector = await open({ waitSeconds: 1 })
    expect((await pull()).kind).toBe('unreachable')
    await failureOf(deliver(connector, 'A'))
    expect((await pull()).kind).toBe('done')
    await connector.close()
    expect((await pull()).kind).toBe('unreachable')
  })

  it('a port that is taken is told as such; nothing was offered', async () => {
    const other = createServer().listen(port, '127.0.0.1')
    await new Promise((resolve) => other.once('listening', resolve))
    const failure = await failureOf(deliver(await open(), 'A'))
    expect(failure).toMatchObject({ effect: 'nothing', problem: { code: 'port-in-use', params: { port: String(port) } } })
    other.close()
  })

  it('does not start on the network without name and password, nor anywhere with a name alone', async () => {
    expect(eshopSettingsSchema.safeParse({ ico: '1', listen: 'network' }).success).toBe(false)
    for (const changes of [{ listen: 'network' }, {}]) {
      const connector = await openIs(
        { id: 'pohoda-eshop', settings: { port, ico: pohoda.ico, user: 'pohoda', ...changes } },
        () => undefined,
        tools,
      )
      const failure = await failureOf(outcomes(connector.deliver(batchOf(connector, 'A'), signal)))
      expect(failure).toMatchObject({ effect: 'nothing', retry: false, problem: { code: 'settings-invalid' } })
      expect((await pull()).kind).toBe('unreachable')
    }
  })
})

describe('how it becomes known', () => {
  let mServer: MServer
  beforeEach(async () => {
    mServer = await startMServer({ stateDir: pohoda.stateDir, database: pohoda.database })
  })
  afterEach(() => mServer.close())
  const lookedUp = (changes: Record<string, unknown> = {}) =>
    open({
      confirmation: 'mserver',
      lookupUser: pohoda.user,
      database: pohoda.database,
      mServerAddress: mServer.url,
      ...changes,
    })

  it('what POHODA has just fetched and does not show is not called absent', async () => {
    const connector = await lookedUp()
    pohoda.faults({ refuse: [{ numberOrder: 'A' }] })
    const running = deliver(connector, 'A')
    await pullWhenUp()
    expect((await running).map(({ kind }) => kind)).toEqual(['unknown'])
    const cancel = new AbortController()
    setTimeout(() => cancel.abort(), 500)
    expect(await failureOf(connector.find(['it-A'], cancel.signal))).toMatchObject({ effect: 'nothing', retry: true })
    tools.advance(11 * 60_000)
    expect((await connector.find(['it-A'], signal)).size).toBe(0)
  })

  it('what was fetched is not given out again for a day, also by another process; then it is', async () => {
    const connector = await lookedUp()
    pohoda.faults({ refuse: [{ numberOrder: 'A' }] })
    const running = deliver(connector, 'A')
    await pullWhenUp()
    await running
    pohoda.faults({})
    await connector.close()
    tools.advance(23 * 3_600_000)
    const restarted = await lookedUp()
    // No waiting: it is not even offered.
    expect(await deliver(restarted, 'A')).toMatchObject([{ itemId: 'it-A', kind: 'unknown' }])
    expect((await pull()).kind).toBe('unreachable')
    // It does not stand in the way of others.
    const mixed = deliver(restarted, 'A', 'B')
    await pullWhenUp()
    expect((await mixed).map(({ itemId, kind }) => [itemId, kind])).toEqual([
      ['it-A', 'unknown'],
      ['it-B', 'unknown'],
    ])
    expect(numbers()).toEqual(['B'])
    tools.advance(2 * 3_600_000)
    const late = deliver(restarted, 'A')
    while (numbers().length < 2) await pull()
    await late
    expect(numbers()).toEqual(['B', 'A'])
  })

  it('where a person decides, their "again" is offered at once', async () => {
    const connector = await open()
    for (const _ of [1, 2]) {
      const running = deliver(connector, 'A')
      while (
        (await pull()).kind !== 'done' ||
        !(await Promise.race([running.then(() => true), new Promise((resolve) => setTimeout(() => resolve(false), 20))]))
      );
      await running
    }
    expect(numbers()).toEqual(['A', 'A'])
  })

  it('an order of another installation is looked for among the orders of the last year', async () => {
    const day = (ago: number): string => new Date(Date.now() - ago * 24 * 3_600_000).toISOString().slice(0, 10)
    const connector = await lookedUp()
    const batch = prepared(connector, [orderDocument('it-A', { ...order('A'), issuedOn: day(200) })])
    const running = outcomes(connector.deliver(batch, signal))
    await pullWhenUp()
    await running
    const stranger = connectorTools()
    try {
      const settings = {
        port,
        user: 'pohoda',
        ico: pohoda.ico,
        confirmation: 'mserver',
        lookupUser: pohoda.user,
        database: pohoda.database,
        mServerAddress: mServer.url,
      }
      const other = await openIs({ id: 'pohoda-eshop', settings }, () => pohoda.password, stranger)
      expect([...(await other.find(['it-A', 'it-Z'], signal)).keys()]).toEqual(['it-A'])
    } finally {
      stranger.remove()
    }
  })

  it('a memory that can not be read tells nothing about absence', async () => {
    if (process.getuid?.() === 0) return
    const connector = await lookedUp()
    mkdirSync(join(tools.dataDir, 'handed'))
    writeFileSync(join(tools.dataDir, 'handed', '2026-01-01.jsonl'), '{}')
    chmodSync(join(tools.dataDir, 'handed', '2026-01-01.jsonl'), 0)
    expect(await failureOf(deliver(connector, 'A'))).toMatchObject({ effect: 'nothing' })
  })
})
