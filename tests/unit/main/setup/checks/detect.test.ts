import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, test } from 'vitest'
import { detectHost, knownPrograms, mServerStatus } from '../../../../../src/main/setup/checks/detect'
import { parseRegistry } from '../../../../../src/main/setup/checks/registry'
import type { RunSystemProgram } from '../../../../../src/main/setup/ports'

const never = new AbortController().signal
const UNINSTALL = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\WOW6432Node\\Microsoft\\Windows\\CurrentVersion\\Uninstall'
const installed = [
  `${UNINSTALL}\\{1}`,
  '    DisplayName    REG_SZ    POHODA',
  '    DisplayVersion    REG_SZ    14101',
  '    InstallLocation    REG_SZ    "C:\\Účetnictví\\POHODA\\"',
  '',
  `${UNINSTALL}\\{2}`,
  '    DisplayName    REG_SZ    Money S3',
  '    InstallLocation    REG_SZ',
  '',
  `${UNINSTALL}\\{3}`,
  '    DisplayName    REG_SZ    mPOHODA viewer',
  `${UNINSTALL}\\{4}`,
  '    DisplayName    REG_SZ    7-Zip 24.09 (x64)',
  `${UNINSTALL}\\{5}`,
  '    UninstallString    REG_SZ    POHODA',
].join('\r\n')

test('the programs we know among the installed ones, with folder and where they were found', () => {
  expect(knownPrograms(parseRegistry(installed))).toEqual([
    {
      kind: 'information-system',
      value: 'POHODA',
      version: '14101',
      folder: 'C:\\Účetnictví\\POHODA',
      foundAt: `${UNINSTALL}\\{1}`,
    },
    { kind: 'information-system', value: 'Money S3', foundAt: `${UNINSTALL}\\{2}` },
  ])
})

test.each([
  ['POHODA SQL', 'POHODA'],
  ['STORMWARE POHODA 2026', 'POHODA'],
  ['POHODA Business Intelligence', undefined],
  ['POHODAlist', undefined],
  ['Solitea Money S3', 'Money S3'],
  ['Money S3 API', undefined],
  ['Money S5', undefined],
  ['ABRA Flexi', 'ABRA Flexi'],
  ['FlexiBee 2021.5', 'ABRA Flexi'],
  ['Flexible Renamer', undefined],
])('%s is %s', (name, known) => {
  expect(knownPrograms(parseRegistry(`HKEY_LOCAL_MACHINE\\x\r\n    DisplayName    REG_SZ    ${name}`))[0]?.value).toBe(known)
})

describe('on Windows', () => {
  const run: RunSystemProgram = async (_, args) => {
    const key = args[1] ?? ''
    if (key.endsWith('CodePage'))
      return { exitCode: 0, output: Buffer.from('HKEY_LOCAL_MACHINE\\x\r\n    OEMCP    REG_SZ    65001') }
    if (key.includes('WOW6432Node')) return { exitCode: 0, output: Buffer.from(installed) }
    if (key.includes('Windows NT'))
      return {
        exitCode: 0,
        output: Buffer.from(
          'HKEY_LOCAL_MACHINE\\x\r\n    ProductName    REG_SZ    Windows Server 2019 Standard\r\n    CurrentBuild    REG_SZ    17763',
        ),
      }
    return { exitCode: 1, output: Buffer.from('ERROR') }
  }
  it('system, name, programs and folders are found; a folder known already is not told twice', async () => {
    const findings = await detectHost(
      {
        platform: 'win32',
        hostName: 'UCTO',
        env: { 'ProgramFiles(x86)': 'C:\\Program Files (x86)', ProgramFiles: 'C:\\Program Files' },
        run,
        isFolder: async (path) => path === 'C:\\Program Files (x86)\\Solitea\\Money S3' || path === 'C:\\Účetnictví\\POHODA',
      },
      never,
    )
    expect(findings.map((one) => [one.kind, one.value, 'folder' in one ? one.folder : undefined])).toEqual([
      ['server-name', 'UCTO', undefined],
      ['operating-system', 'Windows Server 2019 Standard', undefined],
      ['information-system', 'POHODA', 'C:\\Účetnictví\\POHODA'],
      ['information-system', 'Money S3', undefined],
      ['information-system', 'Money S3', 'C:\\Program Files (x86)\\Solitea\\Money S3'],
    ])
    for (const one of findings) expect(one.foundAt).not.toBe('')
  })
})

describe("POHODA's mServer", () => {
  it.each([
    [
      200,
      '<?xml version="1.0"?><status><status>idle</status><server>mServer1</server><processing>0</processing></status>',
      'idle mServer1 0',
    ],
    [200, 'mServer: idle', 'mServer: idle'],
    [200, '<html><body>POHODA fans</body></html>', undefined],
    [404, 'POHODA', undefined],
    [200, 'hello', undefined],
  ])('%i %s', (status, body, words) => {
    expect(mServerStatus(status, body)).toBe(words)
  })
  it('only ports that are named are asked, without a login; a silent or missing one is left out', async () => {
    const seen: unknown[] = []
    const server = createServer((request, response) => {
      seen.push([request.url, request.headers['stw-authorization'], request.headers.authorization])
      response.end('<status><status>idle</status></status>')
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const isFolder = async () => false
    expect((await detectHost({ platform: 'linux', isFolder }, never)).map((one) => one.kind)).toEqual([
      'server-name',
      'operating-system',
    ])
    expect(seen).toEqual([])
    expect((await detectHost({ platform: 'linux', isFolder, mServerPorts: [port, 1] }, never)).at(-1)).toEqual({
      kind: 'mserver',
      value: 'idle',
      foundAt: `http://127.0.0.1:${port}/status`,
    })
    expect(seen).toEqual([['/status', undefined, undefined]])
    server.close()
  })
})

test('this very computer can be looked at', async () => {
  const findings = await detectHost({}, never)
  expect(findings[0]).toMatchObject({ kind: 'server-name' })
})
