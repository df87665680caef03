import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { rootCertificates } from 'node:tls'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readSystemAuthorities } from '../../../../../src/main/setup/checks/system-authorities'
import type { RunSystemProgram } from '../../../../../src/main/setup/ports'
import { makeAuthority } from '../../../../support/authority'

const never = new AbortController().signal
const bodyOf = (pem: string): string => pem.replace(/-----[A-Z ]+-----|\s+/g, '')
const SERVER = Buffer.from('300a06082b06010505070301', 'hex')
const MAIL = Buffer.from('300a06082b06010505070304', 'hex')

/** A certificate as Windows keeps it in its registry. */
function blob(pem: string, usage?: Buffer): string {
  const property = (id: number, data: Buffer): Buffer => {
    const head = Buffer.alloc(12)
    head.writeUInt32LE(id, 0)
    head.writeUInt32LE(1, 4)
    head.writeUInt32LE(data.length, 8)
    return Buffer.concat([head, data])
  }
  const parts = [property(3, Buffer.alloc(20)), ...(usage ? [property(9, usage)] : [])]
  return Buffer.concat([...parts, property(32, Buffer.from(bodyOf(pem), 'base64'))])
    .toString('hex')
    .toUpperCase()
}

let own: string
let folder: string
beforeAll(() => {
  own = makeAuthority('Firma CA').cert
  folder = mkdtempSync(join(tmpdir(), 'bi-authorities-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

test('Windows: of the computer, by policy, of the domain and the account; not the distrusted, not those for other things', async () => {
  const stores: Readonly<Record<string, readonly [thumbprint: string, blob: string][]>> = {
    'HKLM\\SOFTWARE\\Policies\\Microsoft\\SystemCertificates\\Root': [['AA', blob(own)]],
    'HKCU\\SOFTWARE\\Microsoft\\SystemCertificates\\Root': [
      ['AA', blob(own)],
      ['BB', blob(makeAuthority('Banned').cert)],
      ['CC', blob(makeAuthority('Mail').cert, MAIL)],
      ['DD', blob(makeAuthority('Servers').cert, SERVER)],
      ['EE', 'DEADBEEF00'],
      ['FF', blob(rootCertificates[0] ?? '')],
    ],
    'HKLM\\SOFTWARE\\Microsoft\\SystemCertificates\\Disallowed': [['bb', '00']],
  }
  const programs = new Set<string>()
  const run: RunSystemProgram = async (program, args) => {
    programs.add(program)
    const store = args[1]?.replace(/\\Certificates$/, '') ?? ''
    const keys = stores[store] ?? []
    const text = keys.map(([name, data]) => `HKEY_X\\${store}\\Certificates\\${name}\r\n    Blob    REG_BINARY    ${data}\r\n`)
    return { exitCode: keys.length > 0 ? 0 : 1, output: Buffer.from(text.join('\r\n')) }
  }
  const found = await readSystemAuthorities({ platform: 'win32', env: { SystemRoot: 'C:\\Windows' }, run }, never)
  expect(found.map(bodyOf)).toContain(bodyOf(own))
  expect(found).toHaveLength(2)
  expect([...programs]).toEqual(['C:\\Windows\\System32\\reg.exe'])
})

test('Linux: what is in the bundle and Node does not know by itself; nothing where there is none', async () => {
  const bundle = join(folder, 'bundle.crt')
  writeFileSync(bundle, `# comment\n${rootCertificates.slice(0, 5).join('\n')}\n${own}\nrubbish`)
  const tools = { platform: 'linux' as const, run: async () => undefined }
  const found = await readSystemAuthorities({ ...tools, env: { SSL_CERT_FILE: bundle } }, never)
  expect(found.map(bodyOf)).toEqual([bodyOf(own)])
})
