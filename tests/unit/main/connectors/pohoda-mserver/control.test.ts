import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { originOf } from '../../../../../src/main/connectors/pohoda/mserver/address'
import { controlArguments } from '../../../../../src/main/connectors/pohoda/mserver/control'
import { mServerSettingsSchema } from '../../../../../src/main/connectors/pohoda-mserver/settings'
import { openIs } from '../../../../../src/main/open-is'
import { Failure } from '../../../../../src/shared/failure'
import { connectorTools } from '../../../../support/connector-tools'
import { freePort } from '../../../../support/free-port'

const required = { user: 'A', database: 'StwPh_1_2026', ico: '12345678' }
const signal = new AbortController().signal
let root: string
let tools: ReturnType<typeof connectorTools>

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'bi-mserver-'))
  tools = connectorTools()
})
afterEach(() => {
  rmSync(root, { recursive: true, force: true })
  tools.remove()
})

/** A program that takes `/HTTP start|stop name` as POHODA does: the start stays and serves. */
const programOn = (port: number): string => {
  const script = join(root, 'pohoda.mjs')
  writeFileSync(
    script,
    `import { createServer } from 'node:http'
import { appendFileSync, existsSync, writeFileSync } from 'node:fs'
const [, what, name] = process.argv.slice(2)
appendFileSync(${JSON.stringify(join(root, 'calls'))}, JSON.stringify(process.argv.slice(2)) + '\\n')
if (what === 'start') {
  createServer((_q, a) => a.end('<r><status>idle</status><companyDetail><databaseName>StwPh_1_2026</databaseName></companyDetail></r>')).listen(${port}, '127.0.0.1')
  setInterval(() => existsSync(${JSON.stringify(join(root, 'stop'))}) && process.exit(), 20)
  setTimeout(() => process.exit(), 20000)
} else writeFileSync(${JSON.stringify(join(root, 'stop'))}, '')
`,
  )
  const program = join(root, 'Pohoda')
  writeFileSync(program, `#!/bin/sh\nexec "${process.execPath}" "${script}" "$@"\n`)
  chmodSync(program, 0o755)
  return program
}
const calls = (): unknown[] =>
  existsSync(join(root, 'calls'))
    ? readFileSync(join(root, 'calls'), 'utf8')
        .trim()
        .split('\n')
        .map((text) => JSON.parse(text))
    : []

it('the command line is POHODA’s, the name one argument whatever stands in it', () => {
  expect(controlArguments('start', 'Můj server & spol.')).toEqual(['/HTTP', 'start', 'Můj server & spol.'])
  expect(controlArguments('stop', 'S')).toEqual(['/HTTP', 'stop', 'S'])
})

it('by default nothing is ever started', async () => {
  const port = await freePort()
  const settings = { ...required, address: `http://127.0.0.1:${port}`, program: programOn(port), serverName: 'S' }
  const connector = await openIs({ id: 'pohoda-mserver', settings }, () => 'x', tools)
  await expect(connector.find(['a'], signal)).rejects.toBeInstanceOf(Failure)
  await connector.close()
  expect(calls()).toEqual([])
})

it('where it is allowed, mServer is started when it does not run, and stopped in the end', async () => {
  const port = await freePort()
  const settings = {
    ...required,
    address: `http://127.0.0.1:${port}`,
    control: 'allowed',
    program: programOn(port),
    serverName: 'Můj mServer',
    startSeconds: 15,
  }
  const connector = await openIs({ id: 'pohoda-mserver', settings }, () => 'x', tools)
  for await (const line of connector.check(signal)) {
    if (line.id === 'mserver.unit') expect(line).toMatchObject({ status: 'ok', evidence: 'StwPh_1_2026' })
  }
  expect(calls()).toEqual([['/HTTP', 'start', 'Můj mServer']])
  await connector.close()
  expect(calls()).toEqual([
    ['/HTTP', 'start', 'Můj mServer'],
    ['/HTTP', 'stop', 'Můj mServer'],
  ])
})

it('one that runs already is left alone, also at the end', async () => {
  const port = await freePort()
  const program = programOn(port)
  const settings = { ...required, address: `http://127.0.0.1:${port}`, control: 'allowed', program, serverName: 'S' }
  const first = await openIs({ id: 'pohoda-mserver', settings }, () => 'x', tools)
  for await (const _line of first.check(signal));
  const second = await openIs({ id: 'pohoda-mserver', settings }, () => 'x', tools)
  for await (const _line of second.check(signal));
  await second.close()
  expect(calls()).toHaveLength(1)
  await first.close()
  expect(calls()).toHaveLength(2)
})

it('a program that is not there has done nothing', async () => {
  const settings = {
    ...required,
    address: `http://127.0.0.1:${await freePort()}`,
    control: 'allowed',
    program: '/nowhere/Pohoda.exe',
    serverName: 'S',
  }
  const connector = await openIs({ id: 'pohoda-mserver', settings }, () => 'x', tools)
  const failure = await connector.find(['a'], signal).catch((error: unknown) => error)
  expect(failure).toMatchObject({ effect: 'nothing', problem: { code: 'is-not-found' } })
})

it.each([
  ['http://localhost:444', 'http://127.0.0.1:444'],
  ['http://LOCALHOST:444/xml', 'http://127.0.0.1:444'],
  ['https://localhost/', 'https://127.0.0.1'],
  ['http://192.168.1.10:444/xml', 'http://192.168.1.10:444'],
])('%s is asked at %s: POHODA listens on IPv4 only', (address, origin) => {
  expect(mServerSettingsSchema.parse({ ...required, address }).address).toBe(address)
  expect(originOf(address)).toBe(origin)
})

it.each([
  [{ address: 'ftp://127.0.0.1' }],
  [{ address: 'http://user:pass@127.0.0.1:444' }],
  [{ address: 'http://127.0.0.1:444/other' }],
  [{ address: 'http://127.0.0.1:444/xml?x=1' }],
  [{ address: '127.0.0.1:444' }],
  [{ user: 'a:b' }],
  [{ user: '' }],
  [{ database: '' }],
  [{ control: 'allowed' }],
  [{ control: 'allowed', program: 'Pohoda.exe', serverName: 'S' }],
  [{ control: 'allowed', program: 'C:\\P\\Pohoda.exe', serverName: 'a"b' }],
  [{ unknown: 1 }],
])('%j is no setting', (changes) => {
  expect(mServerSettingsSchema.safeParse({ ...required, ...changes }).success).toBe(false)
})
