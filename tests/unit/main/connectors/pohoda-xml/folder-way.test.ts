import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OpenConnector } from '../../../../../src/main/connectors/connector'
import { openIs } from '../../../../../src/main/open-is'
import { Failure } from '../../../../../src/shared/failure'
import { connectorTools, orderDocument, outcomes, prepared } from '../../../../support/connector-tools'
import { order } from '../../../../support/orders'

/** POHODA played by hand, so that each moment of the exchange can be looked at. */
const signal = new AbortController().signal
let root: string
let importFolder: string
let responseFolder: string
let tools: ReturnType<typeof connectorTools>
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'bi-folder-'))
  importFolder = join(root, 'Import')
  responseFolder = join(root, 'Odpovědi')
  mkdirSync(importFolder)
  mkdirSync(responseFolder)
  tools = connectorTools()
})
afterEach(() => {
  rmSync(root, { recursive: true, force: true })
  tools.remove()
})

const open = (changes: Record<string, unknown> = {}): Promise<OpenConnector> =>
  openIs(
    {
      id: 'pohoda-xml',
      settings: { way: 'folder', importFolder, responseFolder, ico: '12345678', answerTimeoutSeconds: 1, ...changes },
    },
    () => undefined,
    tools,
  )
const requests = (): string[] => readdirSync(importFolder).filter((name) => name.endsWith('.xml'))
const takeRequest = (): { name: string; xml: string } => {
  const [name] = requests()
  if (!name) throw new Error('no request')
  const xml = readFileSync(join(importFolder, name), 'latin1')
  rmSync(join(importFolder, name))
  return { name, xml }
}
const ns = ['response', 'order', 'type', 'documentresponse', 'list']
  .map((name) => `xmlns:${name}="http://www.stormware.cz/schema/version_2/${name}.xsd"`)
  .join(' ')
const importAnswer = ({ name, xml }: { name: string; xml: string }, itemIds: readonly string[]): void => {
  const pack = /<dat:dataPack version="2.0" id="([^"]*)"/.exec(xml)?.[1] ?? ''
  const items = itemIds.map(
    (id, i) =>
      `<response:responsePackItem id="${id}" state="ok"><order:orderResponse state="ok"><documentresponse:producedDetails><documentresponse:id>${i + 1}</documentresponse:id><documentresponse:number>N${i + 1}</documentresponse:number></documentresponse:producedDetails></order:orderResponse></response:responsePackItem>`,
  )
  writeFileSync(
    join(responseFolder, name),
    `<response:responsePack id="${pack}" state="ok" ${ns}>${items.join('')}</response:responsePack>`,
  )
}
const listAnswer = ({ name, xml }: { name: string; xml: string }, known: Readonly<Record<string, string>> = {}): void => {
  const asked = [...xml.matchAll(/<typ:ids>([^<]*)<\/typ:ids>/g)].map((found) => found[1] ?? '')
  const items = asked.map((id, place) => {
    const order = known[id]
      ? `<list:order><order:orderHeader><order:id>${known[id]}</order:id><order:extId><type:ids>${id}</type:ids><type:exSystemName>BUSINESS-INTEGRATOR</type:exSystemName></order:extId></order:orderHeader></list:order>`
      : ''
    return `<response:responsePackItem id="${place}" state="ok"><list:listOrder state="ok">${order}</list:listOrder></response:responsePackItem>`
  })
  writeFileSync(
    join(responseFolder, name),
    `<response:responsePack id="q" state="ok" ${ns}>${items.join('')}</response:responsePack>`,
  )
}
const failureOf = async (run: Promise<unknown>): Promise<Failure> => {
  const thrown = await run.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (thrown instanceof Failure) return thrown
  throw new Error(`no Failure: ${String(thrown)}`)
}
const requestAppears = async (): Promise<void> => {
  await expect.poll(() => requests().length, { interval: 5, timeout: 5000 }).toBe(1)
}
const batchOf = (connector: OpenConnector) =>
  prepared(
    connector,
    ['A', 'B'].map((id) => orderDocument(id, order(`OBJ-${id}`))),
  )
const lostDelivery = async (connector: OpenConnector): Promise<void> => {
  expect((await failureOf(outcomes(connector.deliver(batchOf(connector), signal)))).effect).toBe('unknown')
}

describe('the folder way', () => {
  it('shows POHODA whole files only, and reads the answer the moment it comes', async () => {
    const connector = await open()
    const given = outcomes(connector.deliver(batchOf(connector), signal))
    await requestAppears()
    const request = takeRequest()
    expect(request.xml.endsWith('</dat:dataPack>')).toBe(true)
    importAnswer(request, ['A', 'B'])
    expect((await given).map(({ kind }) => kind)).toEqual(['imported', 'imported'])
    expect(readdirSync(importFolder)).toEqual(['bi-outgoing'])
    expect(readdirSync(join(importFolder, 'bi-outgoing'))).toEqual([])
    expect(readdirSync(responseFolder)).toEqual([])
  })

  it('an answer that grows is read when it is whole', async () => {
    const connector = await open()
    const given = outcomes(connector.deliver(batchOf(connector), signal))
    await requestAppears()
    const request = takeRequest()
    writeFileSync(join(responseFolder, request.name), '')
    writeFileSync(join(responseFolder, request.name), '<response:responsePack id="BI')
    importAnswer(request, ['A', 'B'])
    expect((await given).map(({ kind }) => kind)).toEqual(['imported', 'imported'])
  })

  it('takes an answered request away, so that no later run imports it again', async () => {
    const connector = await open()
    const given = outcomes(connector.deliver(batchOf(connector), signal))
    await requestAppears()
    const [name = ''] = requests()
    importAnswer({ name, xml: readFileSync(join(importFolder, name), 'latin1') }, ['A', 'B'])
    await given
    expect(requests()).toEqual([])
  })

  it('never says absent while the request still lies there, also after a restart and however late', async () => {
    await lostDelivery(await open())
    tools.advance(10 * 24 * 3_600_000)
    const failure = await failureOf((await open()).find(['A'], signal))
    // Named, and known from the files alone: POHODA's list is not even asked.
    expect(failure).toMatchObject({ effect: 'nothing', retry: true, problem: { code: 'is-no-answer', params: { itemId: 'A' } } })
  })

  it('never says absent while a taken request may be at work', async () => {
    await lostDelivery(await open())
    takeRequest()
    expect(await failureOf((await open()).find(['A', 'B'], signal))).toMatchObject({
      effect: 'nothing',
      retry: true,
      problem: { params: { itemId: 'A' } },
    })
  })

  it('reads an answer that came late, also after a restart, and again when nobody noted it', async () => {
    await lostDelivery(await open())
    importAnswer(takeRequest(), ['A', 'B'])
    const expected = new Map([
      ['A', { id: '1', number: 'N1' }],
      ['B', { id: '2', number: 'N2' }],
    ])
    expect(await (await open()).find(['A', 'B'], signal)).toEqual(expected)
    expect(await (await open()).find(['A', 'B'], signal)).toEqual(expected)
    expect(readdirSync(responseFolder)).toEqual([])
  })

  it('asks POHODA’s list for what no answer tells', async () => {
    await lostDelivery(await open())
    importAnswer(takeRequest(), ['A'])
    const found = (await open({ answerTimeoutSeconds: 10 })).find(['A', 'B', 'C'], signal)
    await requestAppears()
    const question = takeRequest()
    expect(question.xml).toContain('listOrderRequest')
    expect(question.xml).not.toContain('<typ:ids>A</typ:ids>')
    listAnswer(question, { C: '77' })
    expect(await found).toEqual(
      new Map([
        ['A', { id: '1', number: 'N1' }],
        ['C', { id: '77' }],
      ]),
    )
  })

  it('lets the list decide a day after an answer got lost', async () => {
    await lostDelivery(await open())
    takeRequest()
    tools.advance(25 * 3_600_000)
    const found = (await open({ answerTimeoutSeconds: 10 })).find(['A', 'B'], signal)
    await requestAppears()
    listAnswer(takeRequest(), { B: '5' })
    expect(await found).toEqual(new Map([['B', { id: '5' }]]))
  })

  it('takes back a question that nobody answered', async () => {
    const failure = await failureOf((await open()).find(['A'], signal))
    expect(failure).toMatchObject({ effect: 'nothing', retry: true, problem: { code: 'is-no-answer' } })
    expect(requests()).toEqual([])
  })

  it('a crash before the request was shown is known to have done nothing', async () => {
    await lostDelivery(await open())
    // As it would lie there had the process died just before its rename.
    const { name, xml } = takeRequest()
    writeFileSync(join(importFolder, 'bi-outgoing', name), xml, 'latin1')
    const found = (await open({ answerTimeoutSeconds: 10 })).find(['A'], signal)
    await requestAppears()
    listAnswer(takeRequest())
    expect(await found).toEqual(new Map())
    expect(readdirSync(join(importFolder, 'bi-outgoing'))).toEqual([])
  })

  it('an old POHODA that cannot be asked: found by late answers only, and nobody concludes from absence', async () => {
    const connector = await open({ lookup: 'none' })
    expect(connector.guard).toBe('none')
    await lostDelivery(connector)
    expect(await connector.find(['A', 'B'], signal)).toEqual(new Map())
    importAnswer(takeRequest(), ['A'])
    expect([...(await connector.find(['A', 'B'], signal)).keys()]).toEqual(['A'])
  })

  it('never makes the import folder itself', async () => {
    const missing = join(root, 'missing')
    const connector = await open({ importFolder: missing })
    expect(await failureOf(outcomes(connector.deliver(batchOf(connector), signal)))).toMatchObject({
      effect: 'nothing',
      problem: { code: 'folder-not-writable' },
    })
    expect(existsSync(missing)).toBe(false)
  })
})
