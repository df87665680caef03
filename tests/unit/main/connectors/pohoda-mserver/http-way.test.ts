import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OpenConnector } from '../../../../../src/main/connectors/connector'
import { openIs } from '../../../../../src/main/open-is'
import { type MServer, type MServerOptions, startMServer } from '../../../../../src/sandbox/simulators/pohoda-mserver/server'
import { Failure } from '../../../../../src/shared/failure'
import { connectorTools, orderDocument, outcomes, prepared } from '../../../../support/connector-tools'
import { order } from '../../../../support/orders'
import { createTestPohoda, type TestPohoda } from '../../../../support/pohoda'

const signal = new AbortController().signal
let pohoda: TestPohoda
let tools: ReturnType<typeof connectorTools>
let server: MServer

const start = async (options: Partial<MServerOptions> = {}): Promise<void> => {
  server = await startMServer({ stateDir: pohoda.stateDir, database: pohoda.database, ...options })
}
const open = (changes: Record<string, unknown> = {}, own = tools): Promise<OpenConnector> =>
  openIs(
    {
      id: 'pohoda-mserver',
      settings: {
        address: server.url,
        user: pohoda.user,
        database: pohoda.database,
        ico: pohoda.ico,
        timeoutSeconds: 10,
        ...changes,
      },
    },
    () => pohoda.password,
    own,
  )
const batchOf = (connector: OpenConnector, ...numbers: string[]) =>
  prepared(
    connector,
    numbers.map((number) => orderDocument(`it-${number}`, order(number))),
  )
const failureOf = async (run: Promise<unknown>): Promise<Failure> => {
  const error = await run.catch((thrown: unknown) => thrown)
  if (!(error instanceof Failure)) throw new Error(`no Failure: ${String(error)}`)
  return error
}

beforeEach(() => {
  pohoda = createTestPohoda()
  tools = connectorTools()
})
afterEach(async () => {
  await server.close()
  tools.remove()
  pohoda.remove()
})

describe('what goes over the line', () => {
  beforeEach(() => start())

  it('signs in by its own header, names itself, and asks for the duplicity check of imports only', async () => {
    const connector = await open()
    await outcomes(connector.deliver(batchOf(connector, 'A'), signal))
    await connector.find(['it-A'], signal)
    const [imported, asked] = server.requests
    expect(imported?.headers).toMatchObject({
      'content-type': 'text/xml',
      'stw-check-duplicity': 'true',
      'stw-application': 'B2B klient - Business Integrator',
      'stw-authorization': `Basic ${Buffer.from(`${pohoda.user}:${pohoda.password}`).toString('base64')}`,
    })
    expect(imported?.headers['stw-instance']).toMatch(/^bi-import-/)
    expect(imported?.headers['accept-encoding']).toContain('gzip')
    // The web's own header is none of mServer's.
    expect(imported?.headers['authorization']).toBeUndefined()
    expect(asked?.headers['stw-check-duplicity']).toBeUndefined()
  })

  it('is Windows-1250, declared as such, compressed only when the settings say so', async () => {
    const connector = await open()
    await outcomes(connector.deliver(batchOf(connector, 'Č'), signal))
    const packed = await open({ compress: true })
    await outcomes(packed.deliver(batchOf(packed, 'Ž'), signal))
    const [plain, gzipped] = server.requests
    expect([plain?.encoded, gzipped?.encoded]).toEqual([false, true])
    for (const request of [plain, gzipped]) {
      expect(request?.bytes.subarray(0, 60).toString('latin1')).toContain('encoding="Windows-1250"')
    }
    expect(plain?.bytes.includes(0xc8)).toBe(true)
    expect(gzipped?.bytes.includes(0x8e)).toBe(true)
    expect(pohoda.orders().map(({ numberOrder }) => numberOrder)).toEqual(['Č', 'Ž'])
  })

  it('keeps request and answer as evidence, and the password nowhere', async () => {
    const connector = await open()
    await outcomes(connector.deliver(batchOf(connector, 'A'), signal))
    server.faults({ status: { code: 500, when: 'after' } })
    const failure = await failureOf(outcomes(connector.deliver(batchOf(connector, 'B'), signal)))
    const folder = join(tools.dataDir, 'exchange', readdirSync(join(tools.dataDir, 'exchange'))[0] ?? '')
    const files = readdirSync(folder)
    expect(files.filter((name) => name.endsWith('.request.xml'))).toHaveLength(2)
    expect(files.filter((name) => name.endsWith('.response.xml'))).toHaveLength(1)
    const basic = Buffer.from(`${pohoda.user}:${pohoda.password}`).toString('base64')
    const everything = [
      ...files.map((name) => readFileSync(join(folder, name), 'latin1')),
      ...files,
      tools.log.text(),
      JSON.stringify(failure.problem),
      String(failure.cause),
    ].join('\n')
    expect(everything).not.toContain(pohoda.password)
    expect(everything).not.toContain(basic)
  })

  it('two clients of one process never ask the same mServer at once', async () => {
    pohoda.faults({ delayMs: { beforeWrite: 100 } })
    const other = connectorTools('firma-1')
    try {
      const connectors = [
        await open(),
        await open({}, other),
        await open({ address: server.url.replace('127.0.0.1', 'localhost') }),
      ]
      const given = await Promise.all(
        connectors.map((connector, i) => outcomes(connector.deliver(batchOf(connector, `N${i}`), signal))),
      )
      expect(given.flat().map(({ kind }) => kind)).toEqual(['imported', 'imported', 'imported'])
      const arrivals = server.requests.map(({ headers }) => String(headers['stw-instance']))
      expect(new Set(arrivals).size).toBe(3)
      // Nobody stood in mServer's own line, where a waiting request only runs into its time limit.
      expect(server.longestLine).toBe(1)
    } finally {
      other.remove()
    }
  })

  it('giving up while another client is at the server has done nothing', async () => {
    pohoda.faults({ delayMs: { beforeWrite: 300 } })
    const first = await open()
    const second = await open()
    const running = outcomes(first.deliver(batchOf(first, 'A'), signal))
    const cancel = new AbortController()
    const waiting = failureOf(outcomes(second.deliver(batchOf(second, 'B'), cancel.signal)))
    cancel.abort()
    expect(await waiting).toMatchObject({ effect: 'nothing' })
    await running
    expect(pohoda.orders().map(({ numberOrder }) => numberOrder)).toEqual(['A'])
  })
})

describe('whose books are open', () => {
  it('is asked before every hand-over: a new year opened meanwhile gets nothing', async () => {
    await start()
    const connector = await open()
    await outcomes(connector.deliver(batchOf(connector, 'A'), signal))
    server.openUnit('StwPh_12345678_2027')
    const failure = await failureOf(outcomes(connector.deliver(batchOf(connector, 'B'), signal)))
    expect(failure).toMatchObject({ effect: 'nothing', retry: false })
    expect(failure.problem).toMatchObject({
      code: 'is-wrong-company',
      params: { expected: 'StwPh_12345678_2026', found: expect.stringContaining('StwPh_12345678_2027') },
    })
    // Nor is anything looked up there: "not there" would be said of the wrong books.
    expect(await failureOf(connector.find(['it-A'], signal))).toMatchObject({ problem: { code: 'is-wrong-company' } })
    expect(server.requests).toHaveLength(1)
  })

  it('an old version that can not say it is refused, unless the settings put up with the IČO alone', async () => {
    await start({ plainStatus: true })
    const strict = await open()
    expect((await failureOf(outcomes(strict.deliver(batchOf(strict, 'A'), signal)))).problem.code).toBe('is-answer-unreadable')
    const lenient = await open({ unitCheck: 'ico' })
    expect((await outcomes(lenient.deliver(batchOf(lenient, 'A'), signal))).map(({ kind }) => kind)).toEqual(['imported'])
    const wrong = await open({ unitCheck: 'ico', ico: '87654321' })
    expect((await failureOf(outcomes(wrong.deliver(batchOf(wrong, 'B'), signal)))).problem.code).toBe('is-wrong-company')
    const unit = []
    for await (const line of lenient.check(signal)) if (line.id === 'mserver.unit') unit.push(line.status)
    expect(unit).toEqual(['warning'])
  })
})

describe('an answer that got lost', () => {
  beforeEach(() => start())

  it.each([
    ['cut connection', { cutAfterWrite: { times: 1 } }],
    ['408 after the import', { status: { code: 408, when: 'after', times: 1 } }],
    ['503 after the import', { status: { code: 503, when: 'after', times: 1 } }],
    ['500 after the import', { status: { code: 500, when: 'after', times: 1 } }],
    ['half an answer', { cutAnswer: true }],
  ] as const)('%s: unknown, found, and refused as a double when handed over again', async (_what, faults) => {
    const connector = await open()
    const batch = batchOf(connector, 'A', 'B')
    server.faults(faults as Parameters<MServer['faults']>[0])
    const failure = await failureOf(outcomes(connector.deliver(batch, signal)))
    server.faults({})
    expect(failure.effect).toBe('unknown')
    expect([...(await connector.find(['it-A', 'it-B', 'it-C'], signal)).keys()]).toEqual(['it-A', 'it-B'])
    const again = await outcomes(connector.deliver(batch, signal))
    expect(again.map((outcome) => outcome.kind === 'imported' && outcome.existed)).toEqual([true, true])
    expect(pohoda.orders()).toHaveLength(2)
  })

  it('a version before 2024 finds it among the orders of its date, also after a restart, by POHODA’s id or by our mark', async () => {
    const connector = await open({ lookup: 'orderDate' })
    server.faults({ cutAfterWrite: { times: 1 } })
    expect((await failureOf(outcomes(connector.deliver(batchOf(connector, 'A', 'B'), signal)))).effect).toBe('unknown')
    const restarted = await open({ lookup: 'orderDate' })
    const found = await restarted.find(['it-B', 'it-never', 'it-A'], signal)
    expect([...found.keys()]).toEqual(['it-B', 'it-A'])
    const asked = server.requests.at(-1)?.bytes.toString('latin1') ?? ''
    expect(asked).not.toContain('ftr:extId')
    expect(asked).toContain(`<ftr:dateFrom>${order('A').issuedOn}</ftr:dateFrom>`)
    // One list for both: they are of one date.
    expect(asked.match(/listOrderRequest /g)).toHaveLength(1)
  })

  it('what it never handed over is not looked for at all', async () => {
    const connector = await open({ lookup: 'orderDate' })
    expect((await connector.find(['it-x'], signal)).size).toBe(0)
    expect(server.requests).toEqual([])
  })
})

it('a certificate file that is not there is told; nothing was asked', async () => {
  await start()
  const connector = await open({ certificateFile: '/nowhere/mserver.pem' })
  const failure = await failureOf(outcomes(connector.deliver(batchOf(connector, 'A'), signal)))
  expect(failure).toMatchObject({
    effect: 'nothing',
    problem: { code: 'is-not-found', params: { path: '/nowhere/mserver.pem' } },
  })
  expect(server.requests).toEqual([])
})

it('deletes only an order that still carries our id', async () => {
  await start()
  const connector = await open()
  const [made] = await outcomes(connector.deliver(batchOf(connector, 'A'), signal))
  if (made?.kind !== 'imported') throw new Error('not imported')
  const id = made.reference.id ?? ''
  const removed = await connector.remove?.(
    [
      { itemId: 'it-A', id },
      { itemId: 'it-Z', id: '999' },
    ],
    signal,
  )
  expect([...(removed ?? [])]).toEqual([
    ['it-Z', undefined],
    ['it-A', undefined],
  ])
  expect(pohoda.orders()).toEqual([])
})
