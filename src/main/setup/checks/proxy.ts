import { isIP } from 'node:net'
import type { Environment } from '../ports'
import { isInNetwork } from './pac'
import { bytesOf, numberOf, type RegistryKey, textOf } from './registry'

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
  /** Its address can't be understood. */
  | { kind: 'invalid' }
  /** Set by a script that could not be had or run, so the way goes straight out; `mandatory`: it must not. */
  | { kind: 'script'; why: string; mandatory: boolean }
)

/** What a place of settings says: the way itself, or a script that has to be asked; and what holds if that can't be. */
export type ProxySetting = FoundProxy | { kind: 'pac'; seen: string; url: string; otherwise?: FoundProxy }

export const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)

/**
 * A host of the company's own network by its name alone: this computer, an address of RFC 1918, RFC 4193 or link-local, a name
 * without a dot, or one below `.local`, `.lan`, `.internal`, `.home.arpa` (RFC 8375). What else a name leads to is not known here.
 */
export const isOwnNetwork = (host: string): boolean =>
  isLoopback(host) ||
  (isIP(host) === 4 && /^(?:10\.|192\.168\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.)/.test(host)) ||
  (isIP(host) === 6 && /^(?:f[cd]|fe[89ab])/i.test(host)) ||
  (isIP(host) === 0 && (/^[a-z0-9_-]+$/i.test(host) || /\.(?:local|lan|internal|home\.arpa)$/i.test(host)))

/** `http://user:password@host:port`, or without the scheme. A port is 80 when none is given, as everywhere. */
export function parseProxy(text: string): ProxyServer | 'unsupported' | undefined {
  // A zone (`[fe80::1%eth0]`) has no place in a URL, but in a network without a router such a proxy is reached by nothing else.
  const zoned = /^(?:http:\/\/)?\[(fe80:[0-9a-f:]+)%(?:25)?([\w.-]{1,32})\]:(\d{1,5})\/?$/i.exec(text)
  if (zoned && isIP(zoned[1] ?? '') === 6) return { host: `${zoned[1]}%${zoned[2]}`, port: Number(zoned[3]) }
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
/** Name and password have no place in evidence. */
export const withoutLogin = (text: string): string => text.replace(/(^|\/\/)[^@/]*@/, '$1')

export function foundProxy(text: string, where: string): FoundProxy {
  const proxy = parseProxy(text)
  // Set, but not to be understood: that must not pass for "no proxy".
  if (proxy === undefined) return { kind: 'invalid', seen: `${where}: ${withoutLogin(text)}` }
  if (proxy === 'unsupported') return { kind: 'unsupported', seen: `${where}: ${withoutLogin(text)}` }
  return { kind: 'proxy', proxy, seen: `${where}: ${proxy.host}:${proxy.port}` }
}

/** One entry of NO_PROXY: `*`, a name with all below it, an address, a network in CIDR form; a port may follow. */
export function passesBy(entry: string, host: string, port: number): boolean {
  if (entry === '*') return true
  if (entry.includes('/') && isIP(host) !== 0) return isInNetwork(host, entry)
  const withPort = /^(\[[^\]]+\]|[^:]+):(\d{1,5})$/.exec(entry)
  if (withPort && Number(withPort[2]) !== port) return false
  const name = bare((withPort?.[1] ?? entry).toLowerCase()).replace(/^\*?\./, '')
  return name !== '' && (host === name || (isIP(host) === 0 && host.endsWith(`.${name}`)))
}

/** HTTPS_PROXY, ALL_PROXY and NO_PROXY, in either case. `undefined`: nothing is set. `where`: goes before the name in evidence. */
export function proxyOfEnvironment(env: Environment, host: string, port: number, where = ''): FoundProxy | undefined {
  for (const name of ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY']) {
    const text = env[name]?.trim()
    if (!text) continue
    const exceptions = (env['no_proxy'] ?? env['NO_PROXY'] ?? '')
      .split(/[\s,]+/)
      .filter((entry) => entry !== '' && passesBy(entry, host.toLowerCase(), port))
    if (exceptions[0] !== undefined) return { kind: 'direct', seen: `${where}NO_PROXY: ${exceptions[0]}` }
    return foundProxy(text, `${where}${name}`)
  }
  return undefined
}

const SETTINGS = 'Internet Settings'
const parts = (list: string): string[] => list.split(/[;\s]+/).filter((entry) => entry !== '')

/** The part of a Windows exception list that lets this address pass by. */
function windowsException(list: string, host: string): string | undefined {
  return parts(list).find((entry) =>
    entry === '<local>' ? isIP(host) === 0 && !host.includes('.') : globOf(entry.replace(/^https?:\/\//i, '')).test(host),
  )
}

/** `host:port` for all, or `http=…;https=…`. `undefined`: none for https. */
function windowsServer(server: string, where: string): FoundProxy | undefined {
  const entries = parts(server)
  const own = entries.find((entry) => /^https=/i.test(entry)) ?? entries.find((entry) => !entry.includes('='))
  if (own !== undefined) return foundProxy(own.replace(/^https=/i, ''), where)
  return entries.some((entry) => /^socks=/i.test(entry))
    ? { kind: 'unsupported', seen: `${where}: ${withoutLogin(server)}` }
    : undefined
}

/**
 * The settings of Windows ("Internet options"): a script goes before a server, as there; one proxy for all, or one for each
 * scheme; exceptions with `*`.
 */
export function proxyOfWindows(key: RegistryKey | undefined, host: string): ProxySetting {
  const where = key?.path ?? SETTINGS
  const server = textOf(key, 'ProxyServer')
  let ofServer: FoundProxy | undefined
  if (numberOf(key, 'ProxyEnable') === 1 && server !== undefined) {
    const exception = windowsException(textOf(key, 'ProxyOverride') ?? '', host)
    ofServer =
      exception === undefined
        ? windowsServer(server, `${where} ProxyServer`)
        : { kind: 'direct', seen: `${where} ProxyOverride: ${exception}` }
  }
  const script = textOf(key, 'AutoConfigURL')
  if (script !== undefined) {
    const seen = `${where} AutoConfigURL: ${withoutLogin(script)}`
    return { kind: 'pac', seen, url: script, ...(ofServer && { otherwise: ofServer }) }
  }
  return ofServer ?? { kind: 'direct', seen: `${where} ProxyEnable: ${numberOf(key, 'ProxyEnable') ?? 0}` }
}

/**
 * The proxy of the whole computer (`netsh winhttp set proxy`), which services go by. Its value is binary: size, counter,
 * flags, and two texts with their lengths before them (not documented; the same on all Windows since Vista). `undefined`: none.
 */
export function proxyOfWinHttp(key: RegistryKey | undefined, host: string): FoundProxy | undefined {
  const bytes = bytesOf(key, 'WinHttpSettings')
  if (bytes === undefined || bytes.length < 16) return undefined
  const flags = bytes.readUInt32LE(8)
  if ((flags & 2) === 0) return undefined
  const server = lengthPrefixed(bytes, 12)
  const exceptions = lengthPrefixed(bytes, 16 + server.length)
  const exception = windowsException(exceptions, host)
  if (exception !== undefined) return { kind: 'direct', seen: `WinHTTP: ${exception}` }
  return server === '' ? undefined : windowsServer(server, 'WinHTTP')
}

const lengthPrefixed = (bytes: Buffer, at: number): string => {
  if (at + 4 > bytes.length) return ''
  const length = bytes.readUInt32LE(at)
  return length > 4096 ? '' : bytes.subarray(at + 4, at + 4 + length).toString('latin1')
}

const globOf = (entry: string): RegExp =>
  new RegExp(`^${entry.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`, 'i')

/** What a script or Chromium answers: `DIRECT`, or a list in the order of trying; what can't be used is left out. */
export function proxiesOfList(answer: string, where = ''): readonly [FoundProxy, ...FoundProxy[]] {
  const at = where === '' ? '' : `${where}: `
  const all = answer
    .split(';')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .slice(0, 8)
    .map((entry): FoundProxy => {
      const [kind = '', address = ''] = entry.split(/\s+/)
      if (kind.toUpperCase() === 'DIRECT') return { kind: 'direct', seen: `${at}DIRECT` }
      if (!['PROXY', 'HTTP'].includes(kind.toUpperCase())) return { kind: 'unsupported', seen: `${at}${entry.slice(0, 300)}` }
      return foundProxy(address, `${at}PROXY`)
    })
  const usable = all.filter(({ kind }) => kind === 'direct' || kind === 'proxy')
  const [first = { kind: 'direct', seen: `${at}DIRECT` }, ...others] = usable.length > 0 ? usable : all
  return [first, ...others]
}
