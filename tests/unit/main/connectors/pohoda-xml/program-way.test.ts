import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OpenConnector } from '../../../../../src/main/connectors/connector'
import { openIs } from '../../../../../src/main/open-is'
import { Failure } from '../../../../../src/shared/failure'
import { connectorTools, orderDocument, outcomes, prepared } from '../../../../support/connector-tools'
import { order } from '../../../../support/orders'

/** A program in POHODA's place that notes what it was given and answers with what the test laid ready. */
const signal = new AbortController().signal
let root: string
let program: string
let tools: ReturnType<typeof connectorTools>
const SECRET = 'tajné heslo 123'

const script = (code: string): void => {
  writeFileSync(
    join(root, 'program.cjs'),
    `const fs = require('node:fs')
     const [, , xml, user, password, ini] = process.argv
     const text = fs.readFileSync(ini, 'latin1')
     const decoded = new TextDecoder('windows-1250').decode(fs.readFileSync(ini))
     const value = (key) => new RegExp(key + '=(.*)').exec(decoded)[1].trim()
     const request = fs.readFileSync(value('input_xml'), 'latin1')
     const pack = / id="([^"]*)"/.exec(request)[1]
     const items = [...request.matchAll(/<dat:dataPackItem version="2.0" id="([^"]*)"/g)].map((found) => found[1])
     const isList = request.includes('listOrderRequest')
     const asked = [...request.matchAll(/<ftr:extId><typ:ids>([^<]*)</g)].map((found) => found[1])
     const ns = ['response', 'order', 'type', 'documentresponse', 'list'].map((n) => 'xmlns:' + n + '="http://www.stormware.cz/schema/version_2/' + n + '.xsd"').join(' ')
     const answer = (content) => fs.writeFileSync(value('response_xml'), '<response:responsePack id="' + pack + '" state="ok" ' + ns + '>' + content + '</response:responsePack>')
     const made = (id) => '<response:responsePackItem id="' + id + '" state="ok"><order:orderResponse state="ok"><documentresponse:producedDetails><documentresponse:id>1</documentresponse:id></documentresponse:producedDetails></order:orderResponse></response:responsePackItem>'
     const found = (id, place) => '<response:responsePackItem id="' + place + '" state="ok"><list:listOrder state="ok"><list:order><order:orderHeader><order:id>9</order:id><order:extId><type:ids>' + id + '</type:ids><type:exSystemName>BUSINESS-INTEGRATOR</type:exSystemName></order:extId></order:orderHeader></list:order></list:listOrder></response:responsePackItem>'
     const log = (what) => fs.appendFileSync(${JSON.stringify(join(root, 'calls.ndjson'))}, JSON.stringify(what) + '\\n')
     ${code}`,
  )
}
const calls = (): Record<string, unknown>[] =>
  readFileSync(join(root, 'calls.ndjson'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'bi-program-'))
  program = join(root, 'Pohoda')
  writeFileSync(program, `#!/bin/sh\nexec "${process.execPath}" "${join(root, 'program.cjs')}" "$@"\n`)
  chmodSync(program, 0o755)
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
      settings: {
        way: 'program',
        program,
        user: 'Jiří',
        database: 'StwPh_12345678_2026',
        ico: '12345678',
        timeoutSeconds: 20,
        ...changes,
      },
    },
    () => SECRET,
    tools,
  )
const batchOf = (connector: OpenConnector, ids = ['A']) =>
  prepared(
    connector,
    ids.map((id) => orderDocument(id, order(`OBJ-${id}`))),
  )
const filesOf = (folder: string): string[] =>
  (readdirSync(folder, { recursive: true }) as string[]).map((name) => join(folder, name))

describe.skipIf(process.platform === 'win32')('the program way', () => {
  it('starts POHODA as its command line wants it: duplicity checked for imports, not for look-ups', async () => {
    script("log({ xml, user, password, decoded }); isList ? answer(asked.map(found).join('')) : answer(items.map(made).join(''))")
    const connector = await open()
    await outcomes(connector.deliver(batchOf(connector), signal))
    await connector.find(['A'], signal)
    const [imported, looked] = calls()
    expect(imported).toMatchObject({ xml: '/XML', user: 'Jiří', password: SECRET })
    expect(imported?.['decoded']).toContain('[XML]\r\ninput_xml=')
    expect(imported?.['decoded']).toContain('Data klienta č. 1')
    expect(imported?.['decoded']).toContain('database=StwPh_12345678_2026\r\ncheck_duplicity=1\r\n')
    expect(looked?.['decoded']).toContain('check_duplicity=0')
  })

  it('leaves the password nowhere: not in files, not in the log, not in failures', async () => {
    script("log({ xml }); answer(items.map(made).join(''))")
    const connector = await open()
    await outcomes(connector.deliver(batchOf(connector), signal))
    const broken = await open({ program: join(root, 'missing') })
    const failure = await outcomes(broken.deliver(batchOf(broken), signal)).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(Failure)
    expect(JSON.stringify((failure as Failure).problem)).not.toContain('tajné')
    expect(tools.log.text()).not.toContain('tajné')
    const kept = filesOf(tools.dataDir)
    expect(kept.some((name) => name.endsWith('.ini'))).toBe(false)
    for (const file of kept.filter((name) => /\.\w+$/.test(name))) {
      expect(iconv.decode(readFileSync(file), 'windows-1250')).not.toContain('tajné')
    }
  })

  it('keeps request and answer as evidence, under a name that no other attempt has', async () => {
    script("answer(items.map(made).join(''))")
    const connector = await open()
    for (let i = 0; i < 3; i++) await outcomes(connector.deliver(batchOf(connector), signal))
    const names = filesOf(join(tools.dataDir, 'exchange')).filter((name) => name.endsWith('.xml'))
    expect(names.filter((name) => name.endsWith('.request.xml'))).toHaveLength(3)
    expect(names.filter((name) => name.endsWith('.response.xml'))).toHaveLength(3)
  })

  it('runs one job at a time', async () => {
    script(`log({ at: 'start' }); setTimeout(() => { log({ at: 'end' }); answer(items.map(made).join('')) }, 100)`)
    const connector = await open()
    await Promise.all(['A', 'B', 'C'].map((id) => outcomes(connector.deliver(batchOf(connector, [id]), signal))))
    expect(calls().map(({ at }) => at)).toEqual(['start', 'end', 'start', 'end', 'start', 'end'])
  })

  it('waits a moment for an answer that a process of its own writes', async () => {
    script(
      `require('node:child_process').spawn(process.execPath, ['-e', 'setTimeout(() => require("node:fs").writeFileSync(process.argv[1], process.argv[2]), 300)', value('response_xml'), '<response:responsePack id="' + pack + '" state="ok" ' + ns + '>' + items.map(made).join('') + '</response:responsePack>'], { stdio: 'ignore', detached: true }).unref()`,
    )
    const connector = await open()
    expect(await outcomes(connector.deliver(batchOf(connector), signal))).toMatchObject([{ kind: 'imported' }])
  })

  it('a duplicate told in words only is imported when POHODA’s list has it, and unknown otherwise', async () => {
    const refusal = `answer(items.map((id) => '<response:responsePackItem id="' + id + '" state="error" note="Záznam již existuje."/>').join(''))`
    script(
      `isList ? answer(asked.map((id, place) => id === 'A' ? found(id, place) : '<response:responsePackItem id="' + place + '" state="ok"><list:listOrder state="ok"/></response:responsePackItem>').join('')) : ${refusal}`,
    )
    const connector = await open()
    expect(await outcomes(connector.deliver(batchOf(connector, ['A', 'B']), signal))).toMatchObject([
      { itemId: 'A', kind: 'imported', existed: true, reference: { id: '9' } },
      { itemId: 'B', kind: 'unknown' },
    ])
    script(`isList ? process.exit(0) : ${refusal}`)
    expect(await outcomes(connector.deliver(batchOf(connector, ['A']), signal))).toMatchObject([{ itemId: 'A', kind: 'unknown' }])
  })

  it('its exit code says nothing: a good answer counts, whatever the code', async () => {
    script("answer(items.map(made).join('')); process.exit(3)")
    const connector = await open()
    expect(await outcomes(connector.deliver(batchOf(connector), signal))).toMatchObject([{ kind: 'imported' }])
  })

  it('what was stopped before it began has done nothing', async () => {
    script('log({})')
    const connector = await open()
    const failure = await outcomes(connector.deliver(batchOf(connector), AbortSignal.abort())).catch((error: unknown) => error)
    expect(failure).toMatchObject({ effect: 'nothing' })
    expect(() => calls()).toThrow()
  })

  it('an old POHODA cannot be asked, and need not be: it refuses a second import itself', async () => {
    script('log({})')
    const connector = await open({ lookup: 'none' })
    expect(connector.guard).toBe('enforced')
    expect(await connector.find(['A'], signal)).toEqual(new Map())
    expect(() => calls()).toThrow()
  })

  it('a pack stays under one id for ever, whatever batch it comes in', async () => {
    script("log({ pack, items }); answer(items.map(made).join(''))")
    const connector = await open()
    await outcomes(connector.deliver(batchOf(connector, ['A', 'B']), signal))
    await outcomes((await open()).deliver(batchOf(connector, ['B', 'C']), signal))
    expect(calls()).toEqual([
      { pack: 'BI-firma-1', items: ['A', 'B'] },
      { pack: 'BI-firma-1', items: ['B', 'C'] },
    ])
  })
})
