import { rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterEach, describe, expect, it } from 'vitest'
import type { CheckResult } from '../../../../../src/main/connectors/connector'
import { judgeDefinition, orderDefinitionSeen } from '../../../../../src/main/connectors/money-s3/check-definition'
import { parseDefinition } from '../../../../../src/main/connectors/money-s3/definition'
import { moneySettingsSchema } from '../../../../../src/main/connectors/money-s3/settings'
import { openIs } from '../../../../../src/main/open-is'
import type { InwardAgenda } from '../../../../../src/shared/documents/agenda'
import { connectorTools } from '../../../../support/connector-tools'
import { createTestMoney, type TestMoney } from '../../../../support/money-s3'

const signal = new AbortController().signal
let ends: (() => void)[] = []
afterEach(() => {
  for (const end of ends) end()
  ends = []
})

const check = async (spoil: (is: TestMoney) => void = () => {}, changes: Record<string, unknown> = {}) => {
  const is = createTestMoney()
  const tools = connectorTools()
  ends.push(is.remove, tools.remove)
  await is.automatic.run()
  spoil(is)
  const settings = {
    ico: is.money.ico,
    importFolder: is.importFolder,
    reportFolder: is.reportFolder,
    exportFile: is.exportFile,
    definitionFile: is.definitionFile,
    ...changes,
  }
  const connector = await openIs({ id: 'money-s3', settings }, () => undefined, tools)
  const seen: CheckResult[] = []
  for await (const result of connector.check(signal)) seen.push(result)
  return new Map(seen.map((one) => [one.id, `${one.status}${one.problem ? ` ${one.problem.code}` : ''}`]))
}

describe('the connection test over files', () => {
  it('is all right when all is', async () => {
    const seen = await check()
    expect([...seen.values()]).toEqual(Array(7).fill('ok'))
  })

  it.each<[string, (is: TestMoney) => void, string, string]>([
    ['no import folder', (is) => rmSync(is.importFolder, { recursive: true }), 'money.import-folder', 'failed is-not-found'],
    ['no report folder', (is) => rmSync(is.reportFolder, { recursive: true }), 'money.report-folder', 'failed is-not-found'],
    ['no list', (is) => rmSync(is.exportFile), 'money.export-list', 'failed is-not-found'],
    ['a list that is none', (is) => writeFileSync(is.exportFile, '<x/>'), 'money.export-list', 'failed is-answer-unreadable'],
    [
      'a list of another company',
      (is) => writeFileSync(is.exportFile, '<MoneyData ICAgendy="1" VyberZaznamu="0"><SeznamObjPrij/></MoneyData>'),
      'money.export-list',
      'failed is-wrong-company',
    ],
    [
      'a list of what is new only',
      (is) => writeFileSync(is.exportFile, '<MoneyData VyberZaznamu="3"><SeznamObjPrij/></MoneyData>'),
      'money.export-list',
      'failed mapping-incomplete',
    ],
    [
      'a list of yesterday',
      (is) => utimesSync(is.exportFile, 1_700_000_000, 1_700_000_000),
      'money.export-list',
      'warning is-closed',
    ],
    ['no definition', (is) => rmSync(is.definitionFile), 'money.definition', 'failed is-not-found'],
    [
      'a definition that is none',
      (is) => writeFileSync(is.definitionFile, '<x/>'),
      'money.definition',
      'failed is-answer-unreadable',
    ],
    [
      'a file that nobody takes',
      (is) => {
        const path = join(is.importFolder, 'bi-20260101000000000-00000-BI0000000000000000AA-00000000.xml')
        writeFileSync(path, '')
        utimesSync(path, 1_700_000_000, 1_700_000_000)
      },
      'money.untaken',
      'warning is-closed',
    ],
  ])('sees %s', async (_what, spoil, id, expected) => {
    const seen = await check(spoil)
    expect(seen.get(id)).toBe(expected)
  })

  it('warns where nothing can be looked up, and where the definition was not shown', async () => {
    const seen = await check(() => {}, { exportFile: undefined, definitionFile: undefined })
    expect(seen.get('money.lookup')).toBe('warning mapping-incomplete')
    expect(seen.get('money.definition')).toBe('warning mapping-incomplete')
    expect(seen.has('money.export-list')).toBe(false)
  })
})

describe('an import definition', () => {
  const settings = (ourKey: string) =>
    moneySettingsSchema.parse({ ico: '1', importFolder: '/i', reportFolder: '/r', mapping: { ourKey } })
  const judged = async (mode: string, field = 'PrimDoklad', ourKey = 'prim-doklad', enabled = '1') => {
    const xml = `<Import><Entity name="Firma"><StandAlone><Key><Field name="ICO"/></Key><Mode existingValue="Update"/></StandAlone></Entity><Entity name="ObjPrij" enabled="${enabled}"><StandAlone><Key><Field name="${field}"/></Key><Mode ${mode}/></StandAlone><Embedded><Key><Field name="x"/></Key><Mode existingValue="Append"/></Embedded></Entity></Import>`
    return judgeDefinition(await parseDefinition(Readable.from([Buffer.from(xml)])), 'orders', settings(ourKey), 'd.xml')?.status
  }

  it('is good when it refuses or leaves an order that exists, by our key', async () => {
    expect(await judged('newValue="Append" existingValue="Error"')).toBe('ok')
    expect(await judged('newValue="Append" existingValue="NoAction"')).toBe('ok')
  })

  it.each(['Append', 'Update', 'Delete', 'Auto', ''])('is bad when it does "%s" with one that exists', async (mode) => {
    expect(await judged(`newValue="Append" existingValue="${mode}"`)).toBe('failed')
  })

  it('is bad when it writes no new orders, or is switched off', async () => {
    expect(await judged('newValue="NoAction" existingValue="Error"')).toBe('failed')
    expect(await judged('newValue="Append" existingValue="Error"', 'PrimDoklad', 'prim-doklad', '0')).toBe('failed')
  })

  it('that goes by order numbers, which two customers may share, would lose an order', async () => {
    expect(await judged('newValue="Append" existingValue="NoAction"', 'PrimDoklad', 'note-only')).toBe('failed')
  })

  it('that goes by something else is worth a warning', async () => {
    expect(await judged('newValue="Append" existingValue="Error"', 'Doklad')).toBe('warning')
  })

  it('without received orders in it is bad', async () => {
    const none = await parseDefinition(Readable.from([Buffer.from('<Import/>')]))
    expect(orderDefinitionSeen(none, settings('prim-doklad')).status).toBe('failed')
  })

  it('must leave cards and partners as they are, unless something of them is ours each time', async () => {
    const by = (mapping: Record<string, unknown>) =>
      moneySettingsSchema.parse({ ico: '1', importFolder: '/i', reportFolder: '/r', mapping })
    const entity = (name: string, key: string, mode: string): string =>
      `<Entity name="${name}" enabled="1"><StandAlone><Key><Field name="${key}"/></Key><Mode newValue="Append" existingValue="${mode}"/></StandAlone><Embedded><Key><Field name="${key}"/></Key><Mode newValue="Append" existingValue="${mode}"/></Embedded></Entity>`
    const status = async (agenda: InwardAgenda, xml: string, mapping: Record<string, unknown> = {}) =>
      judgeDefinition(
        await parseDefinition(Readable.from([Buffer.from(`<Import>${xml}</Import>`)])),
        agenda,
        by(mapping),
        'd.xml',
      )?.status
    expect(await status('stock-cards', entity('KmKarta', 'Katalog', 'NoAction'))).toBe('ok')
    expect(await status('stock-cards', entity('KmKarta', 'Katalog', 'Update'))).toBe('failed')
    expect(await status('stock-cards', entity('KmKarta', 'Katalog', 'Update'), { cards: { name: 'always' } })).toBe('ok')
    expect(await status('stock-cards', entity('KmKarta', 'BarCode', 'NoAction'))).toBe('failed')
    expect(await status('addresses', entity('Firma', 'ICO', 'NoAction'))).toBe('ok')
    expect(await status('addresses', entity('Firma', 'ICO', 'Append'))).toBe('failed')
    // What Money is delivered with knows received invoices by its own number, so it adds ours each time.
    expect(await status('invoices', entity('FaktPrijata', 'Doklad', 'NoAction'))).toBe('warning')
    expect(await status('invoices', entity('FaktPrijata', 'GUID', 'NoAction'))).toBe('ok')
    const note = entity('DLPrij', 'PrimDoklad', 'NoAction')
    expect(await status('delivery-notes', note + entity('KmKarta', 'Katalog', 'NoAction'))).toBe('ok')
    // A delivery note would rename the cards of its goods.
    expect(await status('delivery-notes', note + entity('KmKarta', 'Katalog', 'Update'))).toBe('failed')
    expect(await status('delivery-notes', '')).toBeUndefined()
  })
})
