import type { Environment, ResolveProxy, RunSystemProgram } from '../ports'
import { type FoundProxy, isLoopback, proxyOfEnvironment, proxyOfResolver, proxyOfWindows } from './proxy'
import { numberOf, queryRegistry } from './registry'

const SETTINGS = 'Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings'
const POLICY = 'HKLM\\Software\\Policies\\Microsoft\\Windows\\CurrentVersion\\Internet Settings'

export interface ProxyTools {
  env: Environment
  platform: NodeJS.Platform
  run: RunSystemProgram
  /** Where the client's own calls go by the operating system's answer, that answer is the truth. */
  resolveProxy?: ResolveProxy | undefined
}

/** Which way leads to this address: by the resolver when there is one, else by the environment, else by Windows. Reads only. Rejects when it can't be read. */
export async function findProxy(url: URL, tools: ProxyTools, signal: AbortSignal): Promise<FoundProxy> {
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  if (isLoopback(host)) return { kind: 'direct', seen: host }
  if (tools.resolveProxy) return proxyOfResolver(await tools.resolveProxy(url.href))
  const port = url.port === '' ? 443 : Number(url.port)
  const ofEnvironment = proxyOfEnvironment(tools.env, host, port)
  if (ofEnvironment) return ofEnvironment
  if (tools.platform !== 'win32') return { kind: 'direct', seen: 'HTTPS_PROXY: –' }
  // 0: one setting for the whole computer, so that of the account says nothing.
  const [policy] = (await queryRegistry([POLICY, '/v', 'ProxySettingsPerUser'], tools, signal)) ?? []
  const root = numberOf(policy, 'ProxySettingsPerUser') === 0 ? 'HKLM' : 'HKCU'
  const settings = await queryRegistry([`${root}\\${SETTINGS}`], tools, signal)
  // What could not be read must not pass for "no proxy".
  if (settings === undefined) throw Object.assign(new Error('reg.exe'), { code: 'reg.exe' })
  return proxyOfWindows(settings[0], host)
}
