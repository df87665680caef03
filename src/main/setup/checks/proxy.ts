import { BlockList, isIP, isIPv4 } from 'node:net'
import type { Environment } from '../ports'
import { numberOf, type RegistryKey, textOf } from './registry'

/** A proxy that takes CONNECT. Name and password, when the address had them, are secrets. */
export interface ProxyServer {
  host: string
  port: number
  login?: { user: string; password: string }
}

/** What was found, and where: `seen` is evidence and holds no password. */
export type FoundProxy = { seen: string } & (
  | { kind: 'direct' }
  | { kind: 'proxy'; proxy: ProxyServer }
  /** A kind of proxy that this client can't go through: SOCKS, or one that is itself encrypted. */
  | { kind: 'unsupported' }
  /** Set by a script, which only a browser can run. */
  | { kind: 'script' }
)

export const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)

/** `http://user:password@host:port`, or without the scheme. */
function parseProxy(text: string): ProxyServer | 'unsupported' | undefined {
  const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`
  if (!URL.canParse(full)) return undefined
  const url = new URL(full)
  if (url.hostname === '') return undefined
  if (url.protocol !== 'http:') return 'unsupported'
  const decode = (part: string): string => {
    try {
      return decodeURIComponent(part)
    } catch {
      return part
    }
  }
  return {
    host: bare(url.hostname),
    port: url.port === '' ? 80 : Number(url.port),
    ...(url.username !== '' && { login: { user: decode(url.username), password: decode(url.password) } }),
  }
}

const bare = (host: string): string => host.replace(/^\[(.*)\]$/, '$1')

const found = (text: string, where: string): FoundProxy | undefined => {
  const proxy = parseProxy(text)
  if (proxy === undefined) return undefined
  if (proxy === 'unsupported') return { kind: 'unsupported', seen: `${where}: ${text.replace(/\/\/[^@/]*@/, '//')}` }
  return { kind: 'proxy', proxy, seen: `${where}: ${proxy.host}:${proxy.port}` }
}

/** One entry of NO_PROXY: `*`, a name with all below it, an address, a network in CIDR form; a port may follow. */
function passesBy(entry: string, host: string, port: number): boolean {
  if (entry === '*') return true
  const network = /^(.+)\/(\d{1,3})$/.exec(entry)
  if (network && isIP(host) !== 0) {
    const [, address = '', bits = ''] = network
    if (isIP(address) !== isIP(host) || Number(bits) > (isIPv4(address) ? 32 : 128)) return false
    const list = new BlockList()
    const family = isIPv4(address) ? 'ipv4' : 'ipv6'
    list.addSubnet(address, Number(bits), family)
    return list.check(host, family)
  }
  const withPort = /^(\[[^\]]+\]|[^:]+):(\d{1,5})$/.exec(entry)
  if (withPort && Number(withPort[2]) !== port) return false
  const name = bare((withPort?.[1] ?? entry).toLowerCase()).replace(/^\*?\./, '')
  return name !== '' && (host === name || (isIP(host) === 0 && host.endsWith(`.${name}`)))
}

/** HTTPS_PROXY, ALL_PROXY and NO_PROXY, in either case. `undefined`: nothing is set. */
export function proxyOfEnvironment(env: Environment, host: string, port: number): FoundProxy | undefined {
  for (const name of ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY']) {
    const text = env[name]?.trim()
    if (!text) continue
    const exceptions = (env['no_proxy'] ?? env['NO_PROXY'] ?? '')
      .split(/[\s,]+/)
      .filter((entry) => entry !== '' && passesBy(entry, host.toLowerCase(), port))
    if (exceptions[0] !== undefined) return { kind: 'direct', seen: `NO_PROXY: ${exceptions[0]}` }
    const proxy = found(text, name)
    if (proxy) return proxy
  }
  return undefined
}

const SETTINGS = 'Internet Settings'

/** The settings of Windows ("Internet options"): one proxy for all, or one for each scheme; exceptions with `*`. */
export function proxyOfWindows(key: RegistryKey | undefined, host: string): FoundProxy {
  const where = key?.path ?? SETTINGS
  const server = textOf(key, 'ProxyServer')
  if (numberOf(key, 'ProxyEnable') === 1 && server !== undefined) {
    const exceptions = (textOf(key, 'ProxyOverride') ?? '').split(/[;\s]+/).filter((entry) => entry !== '')
    const exception = exceptions.find((entry) =>
      entry === '<local>' ? isIP(host) === 0 && !host.includes('.') : globOf(entry.replace(/^https?:\/\//i, '')).test(host),
    )
    if (exception !== undefined) return { kind: 'direct', seen: `${where} ProxyOverride: ${exception}` }
    const entries = server.split(/[;\s]+/).filter((entry) => entry !== '')
    const own = entries.find((entry) => /^https=/i.test(entry)) ?? entries.find((entry) => !entry.includes('='))
    if (own !== undefined) {
      const proxy = found(own.replace(/^https=/i, ''), `${where} ProxyServer`)
      if (proxy) return proxy
    } else if (entries.some((entry) => /^socks=/i.test(entry)))
      return { kind: 'unsupported', seen: `${where} ProxyServer: ${server}` }
  }
  const script = textOf(key, 'AutoConfigURL')
  if (script !== undefined) return { kind: 'script', seen: `${where} AutoConfigURL: ${script.replace(/\/\/[^@/]*@/, '//')}` }
  return { kind: 'direct', seen: `${where} ProxyEnable: ${numberOf(key, 'ProxyEnable') ?? 0}` }
}

const globOf = (entry: string): RegExp =>
  new RegExp(`^${entry.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`, 'i')

/** Chromium's answer: `DIRECT`, or a list of which the first counts. */
export function proxyOfResolver(answer: string): FoundProxy {
  const first = answer.split(';')[0]?.trim() ?? ''
  const [kind = '', address = ''] = first.split(/\s+/)
  if (first === '' || kind.toUpperCase() === 'DIRECT') return { kind: 'direct', seen: 'DIRECT' }
  const proxy = kind.toUpperCase() === 'PROXY' ? found(address, 'PROXY') : undefined
  return proxy ?? { kind: 'unsupported', seen: first }
}
