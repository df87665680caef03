import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, it, test } from 'vitest'
import {
  fromConsole,
  numberOf,
  parseRegistry,
  queryRegistry,
  systemProgram,
  textOf,
} from '../../../../../src/main/setup/checks/registry'
import { codePages, isElevated, parseCsv, windowsVersion } from '../../../../../src/main/setup/checks/windows-facts'
import type { RunSystemProgram } from '../../../../../src/main/setup/ports'

const crlf = (text: string) => text.replaceAll('\n', '\r\n')
const never = new AbortController().signal

const codePageOutput = crlf(`
HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\Nls\\CodePage
    10000    REG_SZ    c_10000.nls
    ACP    REG_SZ    1250
    OEMCP    REG_SZ    852
    MACCP    REG_SZ    10029

HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\Nls\\CodePage\\EUDCCodeRange
`)

describe('what reg.exe prints', () => {
  it('is read by its keys and values', () => {
    const [first, second] = parseRegistry(codePageOutput)
    expect(textOf(first, 'acp')).toBe('1250')
    expect(first?.path).toBe('HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\Nls\\CodePage')
    expect(second?.values.size).toBe(0)
  })
  it('keeps spaces in names and data, takes off quotes, knows numbers, empty values and the default one in any language', () => {
    const [key] = parseRegistry(
      crlf(`
HKEY_CURRENT_USER\\Software\\x y
    (Výchozí)    REG_SZ    (hodnota není nastavena)
    Two Words    REG_SZ    C:\\Program Files  (x86)\\A B
    InstallLocation    REG_SZ    "C:\\Účetnictví\\POHODA\\"
    Empty    REG_SZ
    ProxyEnable    REG_DWORD    0x1
    Bytes    REG_BINARY    4600FF
`),
    )
    expect(textOf(key, 'Two Words')).toBe('C:\\Program Files  (x86)\\A B')
    expect(textOf(key, 'InstallLocation')).toBe('C:\\Účetnictví\\POHODA\\')
    expect(textOf(key, 'Empty')).toBeUndefined()
    expect(numberOf(key, 'proxyenable')).toBe(1)
    expect(numberOf(key, 'Bytes')).toBeUndefined()
    expect(textOf(key, '(Výchozí)')).toBe('(hodnota není nastavena)')
  })
  it('an error message is no key', () => {
    expect(parseRegistry('ERROR: The system was unable to find the specified registry key or value.\r\n')).toEqual([])
    expect(parseRegistry('End of search: 0 match(es) found.\r\n')).toEqual([])
  })
  it('never breaks, whatever is printed', () => {
    fc.assert(fc.property(fc.string(), (text) => Array.isArray(parseRegistry(text))))
    fc.assert(fc.property(fc.string(), (text) => Array.isArray(parseCsv(text))))
  })
})

test('the console speaks code page 852', () => {
  const all = Uint8Array.from({ length: 256 }, (_, byte) => byte)
  expect(fromConsole(all, 852)).toBe(iconv.decode(Buffer.from(all), 'cp852'))
  expect(fromConsole(Buffer.from('Účetnictví'), 65001)).toBe('Účetnictví')
  expect(fromConsole(Buffer.from([0x41, 0xe9]), 437)).toBe('A\ufffd')
})

test('programs of Windows are named by their absolute path, never by a relative root', () => {
  expect(systemProgram('reg.exe', { SystemRoot: 'D:\\WINNT' })).toBe('D:\\WINNT\\System32\\reg.exe')
  expect(systemProgram('reg.exe', { SystemRoot: 'here' })).toBe('C:\\Windows\\System32\\reg.exe')
})

describe('facts of Windows', () => {
  const answering =
    (exitCode: number | undefined, text: string): RunSystemProgram =>
    async () => ({ exitCode, output: Buffer.from(text) })
  const versionOf = (values: string) =>
    answering(0, crlf(`\nHKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\n${values}\n`))

  it('code pages; what could not be asked is not known', async () => {
    expect(await codePages({ run: answering(0, codePageOutput), env: {} }, never)).toEqual({ ansi: 1250, oem: 852 })
    expect(await codePages({ run: answering(1, 'ERROR'), env: {} }, never)).toEqual({})
    expect(await codePages({ run: async () => undefined, env: {} }, never)).toEqual({})
    expect(await queryRegistry(['HKLM\\x'], { run: async () => undefined, env: {} }, never)).toBeUndefined()
  })
  it.each([
    [
      '    ProductName    REG_SZ    Windows 10 Pro\n    DisplayVersion    REG_SZ    23H2\n    CurrentBuild    REG_SZ    22631',
      { name: 'Windows 11 Pro', release: '23H2', build: 22_631 },
    ],
    [
      '    ProductName    REG_SZ    Windows Server 2022 Standard\n    DisplayVersion    REG_SZ    21H2\n    CurrentBuild    REG_SZ    20348',
      { name: 'Windows Server 2022 Standard', release: '21H2', build: 20_348 },
    ],
    [
      '    ProductName    REG_SZ    Windows Server 2016 Standard\n    ReleaseId    REG_SZ    1607\n    CurrentBuild    REG_SZ    14393',
      { name: 'Windows Server 2016 Standard', release: '1607', build: 14_393 },
    ],
    ['', { name: 'Windows', release: '', build: 19_045 }],
  ])('the version is told from %j', async (values, expected) => {
    expect(await windowsVersion({ run: versionOf(values), env: {} }, '10.0.19045', never)).toEqual(expected)
  })
  it.each([
    ['"Mandatory Label\\High Mandatory Level","Label","S-1-16-12288",""', true],
    ['"Povinná úroveň\\Systémová","Popisek","S-1-16-16384",""', true],
    [
      '"BUILTIN\\Administrators","Alias","S-1-5-32-544","Group used for deny only"\r\n"Mandatory Label\\Medium Mandatory Level","Label","S-1-16-8192",""',
      false,
    ],
    ['"Everyone","Well-known group","S-1-1-0",""', undefined],
  ])('elevation by the integrity level alone: %s', (groups, expected) => {
    expect(isElevated(groups)).toBe(expected)
  })
  it('commas and quotes stay in their field', () => {
    expect(parseCsv('"a, ""b""","c"\r\n')).toEqual([['a, "b"', 'c']])
  })
})
