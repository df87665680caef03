import { describe, expect, it, test } from 'vitest'
import { findProxy } from '../../../../../src/main/setup/checks/find-proxy'
import { proxyOfEnvironment, proxyOfResolver, proxyOfWindows } from '../../../../../src/main/setup/checks/proxy'
import { parseRegistry } from '../../../../../src/main/setup/checks/registry'
import type { RunSystemProgram } from '../../../../../src/main/setup/ports'

const never = new AbortController().signal
const KEY = 'HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings'
const settings = (values: string) => parseRegistry(`${KEY}\r\n${values}`)[0]

describe('of the environment', () => {
  it('names host and port, keeps the login out of what is shown', () => {
    const found = proxyOfEnvironment({ https_proxy: 'http://me:p%40ss@proxy.firma.cz:3128/' }, 'central.cz', 443)
    expect(found).toEqual({
      kind: 'proxy',
      proxy: { host: 'proxy.firma.cz', port: 3128, login: { user: 'me', password: 'p@ss' } },
      seen: 'https_proxy: proxy.firma.cz:3128',
    })
  })
  it('may lack its scheme; nothing set is nothing', () => {
    expect(proxyOfEnvironment({ HTTPS_PROXY: 'proxy:8080' }, 'central.cz', 443)).toMatchObject({
      kind: 'proxy',
      proxy: { host: 'proxy', port: 8080 },
    })
    expect(proxyOfEnvironment({}, 'central.cz', 443)).toBeUndefined()
    expect(proxyOfEnvironment({ HTTPS_PROXY: '' }, 'central.cz', 443)).toBeUndefined()
  })
  it('SOCKS and encrypted ones are told as such, without their login', () => {
    expect(proxyOfEnvironment({ HTTPS_PROXY: 'socks5://u:secret@p:1' }, 'c.cz', 443)).toEqual({
      kind: 'unsupported',
      seen: 'HTTPS_PROXY: socks5://p:1',
    })
    expect(proxyOfEnvironment({ HTTPS_PROXY: 'https://p:1' }, 'c.cz', 443)?.kind).toBe('unsupported')
  })
  it.each([
    ['*', true],
    ['central.cz', true],
    ['.cz', true],
    ['*.cz', true],
    ['firma.local, central.cz:443', true],
    ['central.cz:8443', false],
    ['entral.cz', false],
    ['other.cz', false],
    ['', false],
  ])('NO_PROXY %j: passes by %s', (exceptions, direct) => {
    expect(proxyOfEnvironment({ HTTPS_PROXY: 'p:1', NO_PROXY: exceptions }, 'central.cz', 443)?.kind).toBe(
      direct ? 'direct' : 'proxy',
    )
  })
  it.each([
    ['10.0.0.0/8', '10.1.2.3', true],
    ['10.0.0.0/8', '11.1.2.3', false],
    ['fd00::/8', 'fd00::5', true],
    ['10.0.0.0/99', '10.1.2.3', false],
    ['.0.0.5', '10.0.0.5', false],
  ])('NO_PROXY %s for %s: passes by %s', (exceptions, host, direct) => {
    expect(proxyOfEnvironment({ HTTPS_PROXY: 'p:1', NO_PROXY: exceptions }, host, 443)?.kind).toBe(direct ? 'direct' : 'proxy')
  })
})

describe('of Windows', () => {
  it('counts only when it is switched on', () => {
    expect(
      proxyOfWindows(settings('    ProxyEnable    REG_DWORD    0x0\r\n    ProxyServer    REG_SZ    p:1'), 'central.cz').kind,
    ).toBe('direct')
    expect(proxyOfWindows(undefined, 'central.cz').kind).toBe('direct')
    expect(
      proxyOfWindows(settings('    ProxyEnable    REG_DWORD    0x1\r\n    ProxyServer    REG_SZ    10.0.2.2:3128'), 'central.cz'),
    ).toMatchObject({
      kind: 'proxy',
      proxy: { host: '10.0.2.2', port: 3128 },
    })
  })
  it.each([
    ['http=a:1;https=b:2;ftp=c:3', { kind: 'proxy', proxy: { host: 'b', port: 2 } }],
    ['http=a:1', { kind: 'direct' }],
    ['socks=s:1080', { kind: 'unsupported' }],
    ['http://p:8080', { kind: 'proxy', proxy: { host: 'p', port: 8080 } }],
  ])('ProxyServer %s', (server, expected) => {
    expect(
      proxyOfWindows(settings(`    ProxyEnable    REG_DWORD    0x1\r\n    ProxyServer    REG_SZ    ${server}`), 'central.cz'),
    ).toMatchObject(expected)
  })
  it.each([
    ['<local>;*.cz', 'central.cz', true],
    ['<local>', 'central', true],
    ['<local>', 'central.cz', false],
    ['10.*', '10.1.1.1', true],
    ['https://central.cz', 'central.cz', true],
    ['c+.cz', 'central.cz', false],
  ])('ProxyOverride %s for %s: passes by %s', (exceptions, host, direct) => {
    const key = settings(
      `    ProxyEnable    REG_DWORD    0x1\r\n    ProxyServer    REG_SZ    p:1\r\n    ProxyOverride    REG_SZ    ${exceptions}`,
    )
    expect(proxyOfWindows(key, host).kind).toBe(direct ? 'direct' : 'proxy')
  })
  it('a script is told', () => {
    expect(proxyOfWindows(settings('    AutoConfigURL    REG_SZ    http://wpad.firma.cz/proxy.pac'), 'central.cz')).toEqual({
      kind: 'script',
      seen: `${KEY} AutoConfigURL: http://wpad.firma.cz/proxy.pac`,
    })
  })
})

test.each([
  ['DIRECT', 'direct'],
  ['PROXY p:3128; DIRECT', 'proxy'],
  ['HTTPS p:3128', 'unsupported'],
  ['SOCKS5 p:1080', 'unsupported'],
  ['', 'direct'],
])('the operating system answers %j: %s', (answer, kind) => {
  expect(proxyOfResolver(answer).kind).toBe(kind)
})

describe('where it is looked for', () => {
  const url = new URL('https://central.cz/b2b/v1')
  const windows = (perUser: string) => {
    const asked: string[] = []
    const run: RunSystemProgram = async (program, args) => {
      asked.push(`${program} ${args.join(' ')}`)
      const policy = args[1]?.includes('Policies')
      const text = policy
        ? `HKEY_LOCAL_MACHINE\\P\r\n    ProxySettingsPerUser    REG_DWORD    ${perUser}`
        : `${KEY}\r\n    ProxyEnable    REG_DWORD    0x1\r\n    ProxyServer    REG_SZ    p:1`
      return { exitCode: 0, output: Buffer.from(text) }
    }
    return { asked, run }
  }
  it("Windows: the account's, or the computer's where a policy says so; reg.exe by its absolute path", async () => {
    for (const [perUser, root] of [
      ['0x1', 'HKCU'],
      ['0x0', 'HKLM'],
    ] as const) {
      const { asked, run } = windows(perUser)
      expect((await findProxy(url, { env: { SystemRoot: 'C:\\Windows' }, platform: 'win32', run }, never)).kind).toBe('proxy')
      expect(asked[1]).toBe(
        `C:\\Windows\\System32\\reg.exe query ${root}\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings`,
      )
    }
  })
  it('what could not be read does not pass for "no proxy"', async () => {
    await expect(findProxy(url, { env: {}, platform: 'win32', run: async () => undefined }, never)).rejects.toThrow('reg.exe')
  })
  it('never for this computer itself, and the environment goes before Windows', async () => {
    const { asked, run } = windows('0x1')
    const env = { HTTPS_PROXY: 'of-environment:1' }
    expect((await findProxy(new URL('http://127.0.0.1:9/x'), { env, platform: 'win32', run }, never)).kind).toBe('direct')
    expect(await findProxy(url, { env, platform: 'win32', run }, never)).toMatchObject({ proxy: { host: 'of-environment' } })
    expect(asked).toEqual([])
  })
})
