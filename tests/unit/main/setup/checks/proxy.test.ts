import { describe, expect, it, test } from 'vitest'
import { proxyOfGnome, proxyOfKde } from '../../../../../src/main/setup/checks/desktop-proxy'
import { findProxy } from '../../../../../src/main/setup/checks/find-proxy'
import { proxiesOfList, proxyOfEnvironment, proxyOfWindows, proxyOfWinHttp } from '../../../../../src/main/setup/checks/proxy'
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
  it('a script goes before a server, which holds when there is no script to be had', () => {
    const script = '    AutoConfigURL    REG_SZ    http://wpad.firma.cz/proxy.pac'
    const told = {
      kind: 'pac',
      seen: `${KEY} AutoConfigURL: http://wpad.firma.cz/proxy.pac`,
      url: 'http://wpad.firma.cz/proxy.pac',
    }
    expect(proxyOfWindows(settings(script), 'central.cz')).toEqual(told)
    const both = settings(`${script}\r\n    ProxyEnable    REG_DWORD    0x1\r\n    ProxyServer    REG_SZ    p:1`)
    expect(proxyOfWindows(both, 'central.cz')).toMatchObject({ ...told, otherwise: { kind: 'proxy', proxy: { host: 'p' } } })
  })
  it("WinHTTP's binary value: server and exceptions, or nothing", () => {
    const value = (flags: number, server: string, exceptions: string) => {
      const bytes = Buffer.concat([
        Buffer.from([0x28, 0, 0, 0, 0, 0, 0, 0, flags, 0, 0, 0, server.length, 0, 0, 0]),
        Buffer.from(server),
        Buffer.from([exceptions.length, 0, 0, 0]),
        Buffer.from(exceptions),
      ])
      return settings(`    WinHttpSettings    REG_BINARY    ${bytes.toString('hex').toUpperCase()}`)
    }
    const key = value(3, 'proxy.firma.cz:8080', '<local>;*.firma.cz')
    expect(proxyOfWinHttp(key, 'central.cz')).toMatchObject({ kind: 'proxy', proxy: { host: 'proxy.firma.cz', port: 8080 } })
    expect(proxyOfWinHttp(key, 'central.firma.cz')).toEqual({ kind: 'direct', seen: 'WinHTTP: *.firma.cz' })
    expect(proxyOfWinHttp(key, 'central')?.kind).toBe('direct')
    expect(proxyOfWinHttp(value(1, '', ''), 'central.cz')).toBeUndefined()
    expect(proxyOfWinHttp(settings('    WinHttpSettings    REG_BINARY    18000000'), 'central.cz')).toBeUndefined()
  })
})

describe('of the desktops of Linux', () => {
  const gnome = (mode: string, more = '') => `org.gnome.system.proxy autoconfig-url 'http://wpad/proxy.pac'
org.gnome.system.proxy ignore-hosts ['localhost', '10.0.0.0/8', '*.firma.cz', '::1']
org.gnome.system.proxy mode '${mode}'
org.gnome.system.proxy.http host 'proxy.firma.cz'
org.gnome.system.proxy.http port 3128
${more}`
  it.each([
    ['none', 'central.cz', undefined],
    ['auto', 'central.cz', { kind: 'pac', url: 'http://wpad/proxy.pac' }],
    ['manual', 'central.cz', { kind: 'proxy', proxy: { host: 'proxy.firma.cz', port: 3128 } }],
    ['manual', '10.2.3.4', { kind: 'direct' }],
    ['manual', 'central.firma.cz', { kind: 'direct' }],
  ])('GNOME %s for %s', (mode, host, expected) => {
    const found = proxyOfGnome(gnome(mode), host, 443)
    expected === undefined ? expect(found).toBeUndefined() : expect(found).toMatchObject(expected)
  })
  it('KDE, by hand and by a script', () => {
    const kde = (values: string) =>
      proxyOfKde(`[General]\nProxyType=2\n[Proxy Settings][$Version]\nx=1\n[Proxy Settings]\n${values}`, 'c.cz', 443)
    expect(kde('ProxyType=1\nhttpsProxy=http://proxy 3128\nNoProxyFor=firma.cz')).toMatchObject({
      kind: 'proxy',
      proxy: { host: 'proxy', port: 3128 },
    })
    expect(kde('ProxyType=1\nhttpsProxy=http://proxy 3128\nNoProxyFor=x,.cz')?.kind).toBe('direct')
    expect(kde('ProxyType=2\nProxy Config Script=http://wpad/p.pac')).toMatchObject({ kind: 'pac', url: 'http://wpad/p.pac' })
    expect(kde('ProxyType=0')).toBeUndefined()
  })
})

test.each([
  ['DIRECT', ['direct']],
  ['PROXY p:3128; DIRECT', ['proxy', 'direct']],
  ['SOCKS s:1; PROXY p:3128; HTTP q:1', ['proxy', 'proxy']],
  ['HTTPS p:3128', ['unsupported']],
  ['SOCKS5 p:1080', ['unsupported']],
  ['PROXY p:x', ['invalid']],
  ['', ['direct']],
])('the answer %j leads by %j, what cannot be used is left out', (answer, kinds) => {
  expect(proxiesOfList(answer).map(({ kind }) => kind)).toEqual(kinds)
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
  it("the computer's own (WinHTTP), where the account has none: a service never had a desktop", async () => {
    const run: RunSystemProgram = async (_, args) => ({
      exitCode: 0,
      output: Buffer.from(
        args.includes('WinHttpSettings')
          ? `${KEY}\\Connections\r\n    WinHttpSettings    REG_BINARY    280000000000000003000000050000006D3A38303800000000`
          : `${KEY}\r\n    ProxyEnable    REG_DWORD    0x0`,
      ),
    })
    expect(await findProxy(url, { env: {}, platform: 'win32', run }, never)).toMatchObject({ proxy: { host: 'm', port: 808 } })
  })
  it('Linux: the environment, what /etc/environment says to everyone, the desktop', async () => {
    const files: Record<string, string> = { '/etc/environment': 'PATH="/bin"\nhttps_proxy="http://all:1"\n' }
    const tools = { env: {}, platform: 'linux' as const, run: async () => undefined, readText: (path: string) => files[path] }
    expect(await findProxy(url, { ...tools, env: { https_proxy: 'own:1' } }, never)).toMatchObject({ proxy: { host: 'own' } })
    expect(await findProxy(url, tools, never)).toMatchObject({
      proxy: { host: 'all' },
      seen: '/etc/environment https_proxy: all:1',
    })
    files['/etc/environment'] = ''
    files['/home/me/.config/kioslaverc'] = '[Proxy Settings]\nProxyType=1\nhttpsProxy=http://desk 8080\n'
    expect(await findProxy(url, { ...tools, env: { HOME: '/home/me' } }, never)).toMatchObject({ proxy: { host: 'desk' } })
  })
  it('what a person has chosen goes before all of them', async () => {
    const tools = { env: { HTTPS_PROXY: 'of-environment:1' }, platform: 'linux' as const, run: async () => undefined }
    const login = { user: 'me', password: 'proxy-password' }
    expect((await findProxy(url, tools, never, { mode: 'none' })).kind).toBe('direct')
    const chosen = await findProxy(url, tools, never, { mode: 'manual', address: 'chosen:3128', login })
    expect(chosen).toEqual({ kind: 'proxy', proxy: { host: 'chosen', port: 3128, login }, seen: 'central.proxy: chosen:3128' })
    const zoned = await findProxy(url, tools, never, { mode: 'manual', address: '[fe80::1%eth0]:3128' })
    expect(zoned).toMatchObject({ proxy: { host: 'fe80::1%eth0', port: 3128 } })
    for (const address of ['', 'me:secret@chosen:3128', 'no port:x'])
      expect(await findProxy(url, tools, never, { mode: 'manual', address })).toMatchObject({ kind: 'invalid' })
    for (const address of ['file:///etc/passwd', 'nonsense'])
      expect(await findProxy(url, tools, never, { mode: 'pac', address })).toMatchObject({ kind: 'script', mandatory: true })
  })
  it('never for this computer itself, and the environment goes before Windows', async () => {
    const { asked, run } = windows('0x1')
    const env = { HTTPS_PROXY: 'of-environment:1' }
    expect((await findProxy(new URL('http://127.0.0.1:9/x'), { env, platform: 'win32', run }, never)).kind).toBe('direct')
    expect(await findProxy(url, { env, platform: 'win32', run }, never)).toMatchObject({ proxy: { host: 'of-environment' } })
    expect(asked).toEqual([])
  })
})
