import { describe, expect, it, test } from 'vitest'
import { evaluatePac } from '../../../../../src/main/setup/checks/pac'
import type { LookUpName } from '../../../../../src/main/setup/ports'

const never = new AbortController().signal
const url = new URL('https://central.test:8443/b2b/v1?token=hidden')
const looked: string[] = []
const names: Readonly<Record<string, readonly { address: string; family: number }[]>> = {
  'central.test': [
    { address: 'fd00::7', family: 6 },
    { address: '10.1.2.3', family: 4 },
  ],
}
const lookUp: LookUpName = async (name) => {
  looked.push(name)
  const found = names[name]
  if (!found) throw new Error('ENOTFOUND')
  return found
}
const said = (script: string) => evaluatePac(script, url, { lookUp, own: () => ['192.168.7.9'] }, never)
/** What an expression gives, as the script sees it. */
const value = (expression: string) => said(`function FindProxyForURL(url, host) { return String(${expression}) }`)

test('a company script answers by name, network and own address, and sees no path of the address', async () => {
  const script = `
    function FindProxyForURL(url, host) {
      if (isPlainHostName(host) || dnsDomainIs(host, '.firma.cz')) return 'DIRECT'
      if (isInNet(host, '10.0.0.0', '255.0.0.0') && isInNet(myIpAddress(), '192.168.0.0', '255.255.0.0'))
        return 'PROXY ' + url.length + '.proxy.test:3128; DIRECT'
      return 'SOCKS no'
    }`
  expect(await said(script)).toBe(`PROXY ${'https://central.test:8443/'.length}.proxy.test:3128; DIRECT`)
  expect(await value('url')).toBe('https://central.test:8443/')
})

test('the functions that a script may call', async () => {
  const expected: Record<string, string> = Object.fromEntries([
    ['shExpMatch(host, "*.te?t")', 'true'],
    ['shExpMatch(host, "central+test")', 'false'],
    ['localHostOrDomainIs("central", host)', 'true'],
    ['dnsDomainLevels(host)', '1'],
    ['dnsResolve(host)', '10.1.2.3'],
    ['dnsResolveEx(host)', 'fd00::7;10.1.2.3'],
    ['dnsResolve("nobody.test")', 'null'],
    ['isResolvable("nobody.test")', 'false'],
    ['isInNetEx("fd00::7", "fd00::/8")', 'true'],
    ['isInNetEx("10.1.2.3", "fd00::/8")', 'false'],
    ['weekdayRange("SUN", "SAT")', 'true'],
    ['dateRange("JAN", "DEC") && dateRange(1, 31) && dateRange(2000, 2999)', 'true'],
    ['dateRange(1, "JAN", 2000, 31, "DEC", 2999, "GMT")', 'true'],
    ['dateRange(1999)', 'false'],
    ['timeRange(0, 0, 0, 23, 59, 59) && timeRange(0, 23, "GMT")', 'true'],
  ])
  const all = `JSON.stringify({${Object.keys(expected)
    .map((one) => `${JSON.stringify(one)}: String(${one})`)
    .join(', ')}})`
  expect(JSON.parse(await value(all))).toEqual(expected)
})

describe('a hostile script', () => {
  it('finds nothing of this program: no process, no module, no network, no way out by a constructor', async () => {
    const reach = `['process', 'require', 'module', 'fetch', 'XMLHttpRequest', 'Buffer', 'WebAssembly', 'setTimeout', 'globalThis.process']
      .filter((name) => { try { return eval('typeof ' + name) !== 'undefined' } catch { return false } }).join()`
    expect(await value(reach)).toBe('')
    expect(await value(`__resolve.constructor('return typeof process')()`)).toBe('undefined')
    await expect(value(`import('node:fs').then ? 'promise' : ''`)).resolves.toBe('promise')
  })
  it.each([
    ['that never ends', 'function FindProxyForURL() { for (;;); }', 'too-slow'],
    ['that eats memory', 'function FindProxyForURL() { let a = "x"; for (;;) a += a + a; }', 'script-failed'],
    ['that calls itself', 'function FindProxyForURL() { return FindProxyForURL() }', 'script-failed'],
    ['with an error in it', 'function FindProxyForURL( {', 'script-failed'],
    ['without the function', 'var x = 1', 'script-failed'],
    ['that answers with a number', 'function FindProxyForURL() { return 5 }', 'no-answer'],
    [
      'that has name after name looked up',
      'function FindProxyForURL() { for (var i = 0; ; i++) try { dnsResolve(i + ".test") } catch (e) { return "DIRECT" } }',
      'too-many-names',
    ],
  ])('%s is ended', async (_, script, code) => {
    await expect(said(script)).rejects.toMatchObject({ name: 'PacError', code })
  })
  it('does not outlive its run: the next one begins anew', async () => {
    await said('function FindProxyForURL() { return FindProxyForURL() }').catch(() => {})
    await said('Object.prototype.kept = 1; function FindProxyForURL() { return "DIRECT" }')
    expect(await value('({}).kept')).toBe('undefined')
  })
})
