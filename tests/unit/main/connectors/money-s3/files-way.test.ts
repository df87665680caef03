import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { OpenConnector } from '../../../../../src/main/connectors/connector'
import { itemKey } from '../../../../../src/main/connectors/money-s3/key'
import type { Outcome } from '../../../../../src/main/engine/ports'
import { openIs } from '../../../../../src/main/open-is'
import { createAutomatic } from '../../../../../src/sandbox/simulators/money-s3/automatic'
import { Failure } from '../../../../../src/shared/failure'
import { connectorTools, orderDocument, outcomes, prepared } from '../../../../support/connector-tools'
import { deliveryNote, inwardDocument } from '../../../../support/documents'
import { createTestMoney, moneyDefinition, moneyRecords, type TestMoney } from '../../../../support/money-s3'
import { order } from '../../../../support/orders'

const signal = new AbortController().signal
const MINUTE = 60_000

let ends: (() => void)[] = []
afterEach(() => {
  for (const end of ends) end()
  ends = []
})

const world = async (options: Parameters<typeof createTestMoney>[0] = {}, changes: Record<string, unknown> = {}) => {
  const is = createTestMoney(options)
  const tools = connectorTools()
  ends.push(is.remove, tools.remove)
  const settings: Record<string, unknown> = {
    way: 'files',
    ico: is.money.ico,
    importFolder: is.importFolder,
    reportFolder: is.reportFolder,
    exportFile: is.exportFile,
    definitionFile: is.definitionFile,
    answerTimeoutSeconds: 2,
    ...changes,
  }
  for (const name of options.without ?? []) delete settings[name]
  await is.automatic.run()
  const open = () => openIs({ id: 'money-s3', settings }, () => undefined, tools)
  return { is, tools, connector: await open(), open }
}

/** Hands over while Money's schedule runs once, a moment after the file has come. */
const deliver = async (
  connector: OpenConnector,
  is: TestMoney,
  ids: readonly string[],
  runs = true,
): Promise<Outcome[] | Failure> => {
  const batch = prepared(
    connector,
    ids.map((id) => orderDocument(id, order(`OBJ-${id}`))),
  )
  if (runs) {
    const waiting = setInterval(() => {
      if (files(is).length < ids.length) return
      clearInterval(waiting)
      void is.automatic.run()
    }, 10)
    ends.push(() => clearInterval(waiting))
  }
  try {
    return await outcomes(connector.deliver(batch, signal))
  } catch (error) {
    if (error instanceof Failure) return error
    throw error
  }
}
const files = (is: TestMoney): string[] => readdirSync(is.importFolder).filter((name) => name.endsWith('.xml'))
const failureOf = async (run: Promise<unknown>): Promise<Failure> => {
  const error = await run.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (error instanceof Failure) return error
  throw new Error(`no Failure: ${String(error)}`)
}

describe('a file that was taken without a report', () => {
  it('is not called absent before Money had time to write it and has exported its list anew since', async () => {
    const { is, tools, connector } = await world()
    is.automatic.faults({ dieBeforeWrite: 1 })
    expect(await deliver(connector, is, ['a'])).toMatchObject({ problem: { code: 'is-no-answer' }, effect: 'unknown' })
    is.automatic.faults({})
    const cannotTell = async (): Promise<void> => {
      expect(await failureOf(connector.find(['a'], signal))).toMatchObject({ effect: 'nothing', retry: true })
    }
    // Seen to be gone; the time since then counts.
    await cannotTell()
    await is.automatic.run()
    await cannotTell()
    tools.advance(16 * MINUTE)
    // The list of now may have been begun before Money was done: the next one tells.
    await cannotTell()
    await cannotTell()
    await is.automatic.run()
    expect([...(await connector.find(['a'], signal)).keys()]).toEqual([])
  })

  it('is found in the list when Money died only after its write', async () => {
    const { is, connector } = await world()
    is.automatic.faults({ dieBeforeReport: 1, noExport: true })
    expect(await deliver(connector, is, ['a'])).toMatchObject({ effect: 'unknown' })
    is.automatic.faults({})
    await is.automatic.run()
    const [record] = moneyRecords(is.money)
    expect((await connector.find(['a'], signal)).get('a')).toEqual({ id: record?.id, number: record?.number })
    expect(moneyRecords(is.money)).toHaveLength(1)
  })

  it('without a list is a question for a person, who may have it handed over again', async () => {
    const { is, connector } = await world({ without: ['exportFile'] })
    expect([connector.guard, connector.canFind]).toEqual(['none', false])
    is.automatic.faults({ dieBeforeWrite: 1 })
    expect(await deliver(connector, is, ['a'])).toMatchObject({ effect: 'unknown' })
    expect(await connector.find(['a'], signal)).toEqual(new Map())
    is.automatic.faults({})
    expect(await deliver(connector, is, ['a'])).toMatchObject([{ kind: 'imported', existed: false }])
    expect(moneyRecords(is.money)).toHaveLength(1)
  })
})

describe('a second hand-over', () => {
  it('makes no second file while the first lies there still', async () => {
    const { is, connector, open } = await world()
    expect(await deliver(connector, is, ['a'], false)).toMatchObject({ problem: { code: 'is-closed' }, effect: 'unknown' })
    const [first] = files(is)
    const again = await open()
    expect(await deliver(again, is, ['a'], false)).toMatchObject({ effect: 'unknown' })
    expect(files(is)).toEqual([first])
    expect(await deliver(again, is, ['a'])).toMatchObject([{ kind: 'imported' }])
    expect(moneyRecords(is.money)).toHaveLength(1)
  })

  it('makes no second file when the report came late', async () => {
    const { is, connector } = await world({ without: ['exportFile'] })
    await deliver(connector, is, ['a'], false)
    await is.automatic.run()
    expect(await deliver(connector, is, ['a'], false)).toMatchObject([{ kind: 'imported', existed: true }])
    expect(files(is)).toEqual([])
    expect(moneyRecords(is.money)).toHaveLength(1)
  })

  it('makes no second file even when the data folder was lost', async () => {
    const { is, connector, tools, open } = await world({ without: ['exportFile'] })
    await deliver(connector, is, ['a'], false)
    rmSync(tools.dataDir, { recursive: true })
    mkdirSync(tools.dataDir)
    expect(await deliver(await open(), is, ['a'], false)).toMatchObject({ effect: 'unknown' })
    expect(files(is)).toHaveLength(1)
    await is.automatic.run()
    rmSync(tools.dataDir, { recursive: true })
    mkdirSync(tools.dataDir)
    expect(await deliver(await open(), is, ['a'], false)).toMatchObject([{ kind: 'imported', existed: true }])
    expect(moneyRecords(is.money)).toHaveLength(1)
  })

  it('is not answered by the refusal of the first', async () => {
    const { is, connector } = await world({ without: ['exportFile'] })
    is.automatic.faults({ refuse: { text: 'OBJ-a', words: 'Období' } })
    expect(await deliver(connector, is, ['a'])).toMatchObject([{ kind: 'rejected' }])
    // Corrected in Money, and tried again; the report of the second is lost.
    is.automatic.faults({ dieBeforeReport: 1 })
    expect(await deliver(connector, is, ['a'])).toMatchObject({ effect: 'unknown' })
    expect(moneyRecords(is.money)).toHaveLength(1)
  })

  it('of a file that Money takes twice by itself leaves one record where its definition refuses', async () => {
    for (const mode of ['Error', 'NoAction'] as const) {
      const { is, connector } = await world({ definition: moneyDefinition(mode) })
      is.automatic.faults({ dieBeforeRemoval: 1, noExport: true })
      const given = deliver(connector, is, ['a'])
      while (moneyRecords(is.money).length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
      is.automatic.faults({})
      await is.automatic.run()
      expect(await given).toMatchObject([{ kind: 'imported', reference: { number: 'OP2600001' } }])
      expect(moneyRecords(is.money)).toHaveLength(1)
    }
  })
})

describe('when Money takes nothing', () => {
  it('a file that lies there is never called absent, however long', async () => {
    const { is, connector, tools } = await world()
    await deliver(connector, is, ['a'], false)
    for (let day = 0; day < 3; day++) {
      tools.advance(24 * 60 * MINUTE)
      is.automatic.faults({ off: true })
      is.automatic.advance(24 * 60 * MINUTE)
      expect(await failureOf(connector.find(['a'], signal))).toMatchObject({ effect: 'nothing', retry: true })
    }
  })

  it('no further orders are handed over, and nothing is in doubt about them', async () => {
    const { is, connector, tools } = await world()
    await deliver(connector, is, ['a'], false)
    tools.advance(2 * MINUTE)
    expect(await deliver(connector, is, ['b'], false)).toMatchObject({ problem: { code: 'is-closed' }, effect: 'nothing' })
    expect(files(is)).toHaveLength(1)
    await is.automatic.run()
    expect(await deliver(connector, is, ['b'])).toMatchObject([{ kind: 'imported' }])
  })
})

describe('an end between two steps', () => {
  it('before the rename: never handed over, and cleared away', async () => {
    const { is, connector, tools } = await world()
    await deliver(connector, is, ['a'], false)
    const [name = ''] = files(is)
    // As it was before the last step.
    renameSync(join(is.importFolder, name), join(is.importFolder, 'bi-outgoing', name))
    await is.automatic.run()
    expect(await connector.find(['a'], signal)).toEqual(new Map())
    expect(readdirSync(join(is.importFolder, 'bi-outgoing'))).toEqual([])
    expect(readdirSync(join(tools.dataDir, 'handed'))).toEqual([])
  })
})

describe('an end in the middle of a writing', () => {
  it('leaves nothing that stands in the way for ever', async () => {
    const { is, connector, tools } = await world()
    is.automatic.faults({ dieBeforeWrite: 1 })
    await deliver(connector, is, ['a'])
    const [mark = ''] = readdirSync(join(tools.dataDir, 'handed'))
    writeFileSync(join(tools.dataDir, 'handed', `${mark}.tmp`), '{"na')
    const orphan = join(is.importFolder, 'bi-outgoing', 'bi-20260101000000000-00000-BI0000000000000000AA-00000000.xml')
    writeFileSync(orphan, '<MoneyData/>')
    expect(await failureOf(connector.find(['a'], signal))).toMatchObject({ problem: { code: 'is-no-answer' } })
    expect(existsSync(orphan)).toBe(true)
    tools.advance(25 * 60 * MINUTE)
    expect(await failureOf(connector.find(['a'], signal))).toMatchObject({ problem: { code: 'is-no-answer' } })
    expect(existsSync(orphan)).toBe(false)
  })
})

describe('a report', () => {
  it('under a name of Money’s own is found by what stands in it', async () => {
    const { is, connector } = await world({
      without: ['exportFile'],
      setUp: { reportName: (_file, count) => `Import ${count}` },
    })
    expect(await deliver(connector, is, ['a', 'b'])).toMatchObject([{ kind: 'imported' }, { kind: 'imported' }])
  })

  it('that is cut off is no answer; the list tells', async () => {
    const { is, connector } = await world()
    is.automatic.faults({ cutReport: true, noExport: true })
    expect(await deliver(connector, is, ['a'])).toMatchObject({ effect: 'unknown' })
    is.automatic.faults({})
    await is.automatic.run()
    expect([...(await connector.find(['a'], signal)).keys()]).toEqual(['a'])
  })

  it('that says nothing understandable leaves the order in doubt', async () => {
    const { is, connector } = await world({ without: ['exportFile'] })
    const given = deliver(connector, is, ['a'], false)
    while (files(is).length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    const [name = ''] = files(is)
    writeFileSync(join(is.reportFolder, name), '<MoneyReport><Status>Hotovo</Status></MoneyReport>')
    expect(await given).toMatchObject([{ kind: 'unknown' }])
  })
})

describe('the exported list', () => {
  const list = (is: TestMoney, from: RegExp | string, to: string): void =>
    writeFileSync(is.exportFile, readFileSync(is.exportFile, 'utf8').replace(from, to))

  it('of what is new only proves no absence', async () => {
    const { is, connector } = await world()
    list(is, 'VyberZaznamu="0"', 'VyberZaznamu="3"')
    expect(await failureOf(connector.find(['a'], signal))).toMatchObject({ effect: 'nothing', retry: true })
  })

  it('of another company stops everything', async () => {
    const { is, connector } = await world()
    list(is, /ICAgendy="\d+"/, 'ICAgendy="87654321"')
    const failure = await failureOf(connector.find(['a'], signal))
    expect(failure).toMatchObject({ problem: { code: 'is-wrong-company' }, effect: 'nothing' })
    expect(await deliver(connector, is, ['a'], false)).toMatchObject({ effect: 'nothing' })
    expect(files(is)).toEqual([])
  })

  it('that is too old, cut off, of something else or missing proves no absence', async () => {
    const { is, tools, connector } = await world()
    expect(await connector.find(['a'], signal)).toEqual(new Map())
    tools.advance(61 * MINUTE)
    expect(await failureOf(connector.find(['a'], signal))).toMatchObject({ retry: true })
    tools.advance(-61 * MINUTE)
    for (const content of [
      '',
      '<MoneyData VyberZaznamu="0"><SeznamObjPrij>',
      '<MoneyData VyberZaznamu="0"><SeznamFirem/></MoneyData>',
    ]) {
      writeFileSync(is.exportFile, content)
      expect(await failureOf(connector.find(['a'], signal))).toMatchObject({ retry: true })
    }
    rmSync(is.exportFile)
    expect(await failureOf(connector.find(['a'], signal))).toMatchObject({ retry: true })
  })

  it('finds an order whose note or key a clerk has changed by the other of the two', async () => {
    const { is, connector, tools } = await world({ without: ['reportFolder'] })
    const key = itemKey(tools.companyId, 'a')
    await deliver(connector, is, ['a', 'b'])
    list(is, 'Business Integrator: a', 'smazáno')
    list(is, itemKey(tools.companyId, 'b'), '4500012345')
    expect((await connector.find(['a', 'b'], signal)).get('a')).toMatchObject({ id: key })
    expect([...(await connector.find(['a', 'b'], signal)).keys()]).toEqual(['a', 'b'])
  })
})

describe('the key', () => {
  it('is unique, always the same, and fits its place', () => {
    const keys = new Set(Array.from({ length: 20_000 }, (_, i) => itemKey('firma-1', `it-${i}`)))
    expect(keys.size).toBe(20_000)
    expect([...keys].every((key) => /^BI[0-9A-HJKMNP-TV-Z]{18}$/.test(key))).toBe(true)
    expect(itemKey('firma-1', 'it-1')).toBe(itemKey('firma-1', 'it-1'))
    expect(itemKey('firma-2', 'it-1')).not.toBe(itemKey('firma-1', 'it-1'))
  })
})

describe('an agenda with an import folder of its own', () => {
  it('goes there alone, is answered in the folder of all reports, and is looked up in a list of its own', async () => {
    const is = createTestMoney()
    const own = join(is.root, 'dodací listy')
    mkdirSync(own)
    const automatic = createAutomatic(is.money, {
      importFolder: own,
      reportFolder: is.reportFolder,
      exportFile: is.exportFile,
      deliveryNoteFile: is.deliveryNoteFile,
    })
    const tools = connectorTools()
    ends.push(is.remove, tools.remove)
    const settings = {
      ico: is.money.ico,
      importFolder: is.importFolder,
      reportFolder: is.reportFolder,
      exportFile: is.exportFile,
      folders: { deliveryNotes: own },
      lists: { deliveryNotes: is.deliveryNoteFile },
      answerTimeoutSeconds: 2,
      mapping: { storeName: 'Hlavní sklad' },
    }
    const connector = await openIs({ id: 'money-s3', settings }, () => undefined, tools)
    automatic.start(20)
    try {
      const [note] = prepared(connector, [inwardDocument('delivery-notes', 'dl-1', deliveryNote('DL-1'))])
      if (!note) throw new Error('no delivery note')
      expect(await outcomes(connector.deliver([note], signal))).toMatchObject([{ itemId: 'dl-1', kind: 'imported' }])
      expect(is.money.records('DLPrij')).toHaveLength(1)
      expect((await connector.find?.(['dl-1'], signal, 'delivery-notes'))?.get('dl-1')).toBeDefined()
      // Nobody imports the other folder: an order stays there, and the delivery notes' schedule never sees it.
      expect(await deliver(connector, is, ['it-1'], false)).toMatchObject({ problem: { code: 'is-closed' } })
      expect([files(is).length, is.money.records().length]).toEqual([1, 0])
    } finally {
      await automatic.stop()
    }
  })
})
