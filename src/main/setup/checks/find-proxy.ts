import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Failure } from '../../../shared/failure'
import type { ProxyMode } from '../../../shared/settings'
import type { Environment, LookUpName, ResolveProxy, RunSystemProgram } from '../ports'
import { ask } from './ask'
import { proxyOfGnome, proxyOfKde, variablesOf } from './desktop-proxy'
import { evaluatePac } from './pac'
import {
  type FoundProxy,
  foundProxy,
  isLoopback,
  type ProxyServer,
  type ProxySetting,
  proxiesOfList,
  proxyOfEnvironment,
  proxyOfWindows,
  proxyOfWinHttp,
  withoutLogin,
} from './proxy'
import { numberOf, queryRegistry } from './registry'
import { readSystemAuthorities } from './system-authorities'
import { codeOf, openTcp, openTls, sendable, systemLookUp, trustOf } from './way'
import { within } from './within'

const SETTINGS = 'Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings'
const POLICY = 'HKLM\\Software\\Policies\\Microsoft\\Windows\\CurrentVersion\\Internet Settings'

export interface ProxyTools {
  env: Environment
  platform: NodeJS.Platform
  run: RunSystemProgram
  /** Where the client's own calls go by the operating system's answer, that answer is the truth. */
  resolveProxy?: ResolveProxy | undefined
  lookUp?: LookUpName | undefined
  /** `undefined`: there is no such file, or it may not be read. */
  readText?: ((path: string) => string | undefined) | undefined
}

/** What the settings say of the way out. The login belongs to the proxy that stands beside it, and goes to no other. */
export interface ChosenProxy {
  mode: ProxyMode
  address?: string | undefined
  login?: ProxyServer['login'] | undefined
}

/** A script of a company is some kilobytes; what doesn't come soon is taken for not being there. */
const SCRIPT_TIMEOUT_MS = 4000
/** Of several proxies, the first that takes a connection within so long. */
const PROBE_TIMEOUT_MS = 2500

/**
 * Which way leads to this address, as the settings say; `system`, or nothing said: by the resolver when there is one, else by
 * the environment, else by the settings of the operating system. A script is evaluated. Reads only. Rejects when it can't be
 * read.
 */
export async function findProxy(url: URL, tools: ProxyTools, signal: AbortSignal, chosen?: ChosenProxy): Promise<FoundProxy> {
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  if (isLoopback(host)) return { kind: 'direct', seen: host }
  const address = chosen?.address?.trim() ?? ''
  switch (chosen?.mode ?? 'system') {
    case 'none':
      return { kind: 'direct', seen: 'central.proxy: none' }
    case 'manual': {
      // Name and password have their own place: in the address they would lie open in the settings.
      if (address.includes('@')) return { kind: 'invalid', seen: `central.proxy: ${withoutLogin(address)}` }
      const found = foundProxy(address, 'central.proxy')
      return found.kind === 'proxy' && chosen?.login ? { ...found, proxy: { ...found.proxy, login: chosen.login } } : found
    }
    case 'pac':
      return ofScript({ kind: 'pac', seen: `central.proxy: ${withoutLogin(address)}`, url: address }, url, tools, signal, true)
    case 'system': {
      if (tools.resolveProxy) return firstReached(proxiesOfList(await tools.resolveProxy(url.href)), tools, signal)
      const setting = await systemSetting(host, url.port === '' ? 443 : Number(url.port), tools, signal)
      return setting.kind === 'pac' ? ofScript(setting, url, tools, signal, false) : setting
    }
  }
}

async function systemSetting(host: string, port: number, tools: ProxyTools, signal: AbortSignal): Promise<ProxySetting> {
  const ofEnvironment = proxyOfEnvironment(tools.env, host, port)
  if (ofEnvironment) return ofEnvironment
  return tools.platform === 'win32' ? windowsSetting(host, tools, signal) : linuxSetting(host, port, tools, signal)
}

async function windowsSetting(host: string, tools: ProxyTools, signal: AbortSignal): Promise<ProxySetting> {
  // 0: one setting for the whole computer, so that of the account says nothing.
  const [policy] = (await queryRegistry([POLICY, '/v', 'ProxySettingsPerUser'], tools, signal)) ?? []
  const root = numberOf(policy, 'ProxySettingsPerUser') === 0 ? 'HKLM' : 'HKCU'
  const settings = await queryRegistry([`${root}\\${SETTINGS}`], tools, signal)
  // What could not be read must not pass for "no proxy".
  if (settings === undefined) throw Object.assign(new Error('reg.exe'), { code: 'reg.exe' })
  const ofAccount = proxyOfWindows(settings[0], host)
  if (ofAccount.kind !== 'direct' || numberOf(settings[0], 'ProxyEnable') === 1) return ofAccount
  // The account of a service has no settings of its own; those of the computer are meant for it.
  const [machine] = (await queryRegistry([`HKLM\\${SETTINGS}\\Connections`, '/v', 'WinHttpSettings'], tools, signal)) ?? []
  return proxyOfWinHttp(machine, host) ?? ofAccount
}

async function linuxSetting(host: string, port: number, tools: ProxyTools, signal: AbortSignal): Promise<ProxySetting> {
  const read = tools.readText ?? readText
  const ofComputer = read('/etc/environment')
  const setting = ofComputer && proxyOfEnvironment(variablesOf(ofComputer), host, port, '/etc/environment ')
  if (setting) return setting
  const gnome = await tools.run('/usr/bin/gsettings', ['list-recursively', 'org.gnome.system.proxy'], signal)
  const ofGnome = gnome?.exitCode === 0 ? proxyOfGnome(Buffer.from(gnome.output).toString('utf8'), host, port) : undefined
  if (ofGnome) return ofGnome
  const { HOME: home, XDG_CONFIG_HOME: config = home === undefined ? undefined : join(home, '.config') } = tools.env
  const kde = config === undefined ? undefined : read(join(config, 'kioslaverc'))
  return (kde && proxyOfKde(kde, host, port)) || { kind: 'direct', seen: 'HTTPS_PROXY: –' }
}

const LARGEST_TEXT_BYTES = 256 * 1024
function readText(path: string): string | undefined {
  try {
    const text = readFileSync(path, 'utf8')
    return text.length > LARGEST_TEXT_BYTES ? undefined : text
  } catch {
    return undefined
  }
}

/** `mandatory`: a person has chosen the script, so without it nothing goes out; else as browsers do, straight out. */
async function ofScript(
  setting: ProxySetting & { kind: 'pac' },
  url: URL,
  tools: ProxyTools,
  signal: AbortSignal,
  mandatory: boolean,
): Promise<FoundProxy> {
  const lookUp = tools.lookUp ?? systemLookUp
  try {
    const text = await within(SCRIPT_TIMEOUT_MS, signal, (inner) => fetchScript(setting.url, tools, inner))
    const answer = await within(SCRIPT_TIMEOUT_MS, signal, (inner) => evaluatePac(text, url, { lookUp }, inner))
    return await firstReached(proxiesOfList(answer, setting.seen), tools, signal)
  } catch (error) {
    signal.throwIfAborted()
    if (setting.otherwise) return setting.otherwise
    const code = error instanceof Failure ? error.problem.code : codeOf(error)
    const why = error instanceof Error && error.name === 'PacError' ? `${code} ${error.message}` : code
    return { kind: 'script', seen: setting.seen, why: why.trim().slice(0, 300), mandatory }
  }
}

/** Straight from its server, never through a proxy; nothing is followed. */
async function fetchScript(address: string, tools: ProxyTools, signal: AbortSignal): Promise<string> {
  const wrong = (code: string): Error => Object.assign(new Error(code), { code })
  if (!URL.canParse(address)) throw wrong('ERR_INVALID_URL')
  const url = new URL(address)
  // A file of this computer would be read for whoever may enter an address.
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw wrong(url.protocol)
  if (url.username !== '' || url.password !== '') throw wrong('ERR_INVALID_URL')
  const target = {
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: Number(url.port || (url.protocol === 'https:' ? 443 : 80)),
    address: url.host,
  }
  const below = await openTcp(target, tools.lookUp ?? systemLookUp, signal)
  const socket =
    url.protocol === 'https:'
      ? sendable(await openTls(below, target, trustOf({ system: await readSystemAuthorities(tools, signal) }), signal), target)
      : below
  const answer = await ask(socket, { host: url.host, path: url.pathname + url.search, headers: { Accept: '*/*' } }, signal)
  if (answer.status !== 200) throw wrong(`HTTP ${answer.status}`)
  return answer.text.replace(/^\ufeff/, '')
}

async function firstReached(
  list: readonly [FoundProxy, ...FoundProxy[]],
  tools: ProxyTools,
  signal: AbortSignal,
): Promise<FoundProxy> {
  if (list.length === 1) return list[0]
  for (const one of list) {
    if (one.kind !== 'proxy') return one
    try {
      const socket = await within(PROBE_TIMEOUT_MS, signal, (inner) => openTcp(one.proxy, tools.lookUp ?? systemLookUp, inner))
      socket.destroy()
      return one
    } catch {
      signal.throwIfAborted()
    }
  }
  return list[0]
}
