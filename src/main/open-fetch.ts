import { Agent, type Dispatcher, ProxyAgent, fetch as undiciFetch } from 'undici'
import { Failure, problem } from '../shared/failure'
import { trusted } from './setup/checks/certificate'
import { findProxy, type ProxyTools } from './setup/checks/find-proxy'
import type { FoundProxy } from './setup/checks/proxy'

export interface Way {
  /** Which way leads there is found by this address. */
  baseUrl: string
  /** The company's own authority, PEM. */
  extraCa?: string | undefined
}

export interface WayOut {
  /** HTTP on exactly the way that the connection test proves: the same proxy, the same authorities. */
  fetch(way: Way): typeof fetch
  close(): Promise<void>
}

/** Where a proxy is set may change under a running client (a laptop, a policy); asking the system each time is too slow. */
const PROXY_KNOWN_MS = 60_000

/** `systemAuthorities`: trust those of the operating system as well, as the checks do. `now`: a monotonic clock, ms. */
export function openWayOut(tools: ProxyTools & { systemAuthorities?: boolean }, now: () => number): WayOut {
  const dispatchers = new Map<string, Dispatcher>()
  const proxies = new Map<string, { found: Promise<FoundProxy>; at: number }>()

  const proxyTo = (baseUrl: string, signal: AbortSignal): Promise<FoundProxy> => {
    const known = proxies.get(baseUrl)
    if (known && now() - known.at < PROXY_KNOWN_MS) return known.found
    const found = findProxy(new URL(baseUrl), tools, signal)
    proxies.set(baseUrl, { found, at: now() })
    // What could not be found out is asked again, not remembered.
    found.catch(() => proxies.delete(baseUrl))
    return found
  }

  async function dispatcherFor({ baseUrl, extraCa }: Way, signal: AbortSignal): Promise<Dispatcher> {
    const found = await proxyTo(baseUrl, signal)
    // A script is only a browser's to run: as the connection test, straight out then.
    if (found.kind === 'unsupported')
      throw new Failure(problem('connection-proxy-unsupported', {}), { effect: 'nothing', retry: true })
    const proxy = found.kind === 'proxy' ? found.proxy : undefined
    const key = JSON.stringify([proxy ?? '', extraCa ?? ''])
    const open = dispatchers.get(key)
    if (open) return open
    const ca = trusted({ extraCa, system: tools.systemAuthorities })
    const tls = ca === undefined ? {} : { ca }
    // Our own time-outs hold; a connection that nobody uses is given up soon.
    const limits = { bodyTimeout: 0, headersTimeout: 0, connect: { timeout: 30_000, ...tls } }
    const made = proxy
      ? new ProxyAgent({
          uri: `http://${proxy.host.includes(':') ? `[${proxy.host}]` : proxy.host}:${proxy.port}`,
          ...(proxy.login && {
            token: `Basic ${Buffer.from(`${proxy.login.user}:${proxy.login.password}`).toString('base64')}`,
          }),
          requestTls: { timeout: 30_000, ...tls },
          bodyTimeout: 0,
          headersTimeout: 0,
        })
      : new Agent(limits)
    dispatchers.set(key, made)
    return made
  }

  return {
    fetch: (way) =>
      (async (input: Request | string | URL, init?: RequestInit) => {
        const request = new Request(input, init)
        const dispatcher = await dispatcherFor(way, request.signal)
        const body = request.body === null ? undefined : new Uint8Array(await request.arrayBuffer())
        // Another copy of the same library than the runtime's own: a Request of one is a stranger to the other.
        return undiciFetch(request.url, {
          method: request.method,
          headers: [...request.headers],
          redirect: request.redirect,
          signal: request.signal,
          dispatcher,
          ...(body === undefined ? {} : { body }),
        })
      }) as unknown as typeof fetch,
    async close() {
      const open = [...dispatchers.values()]
      dispatchers.clear()
      await Promise.all(open.map((dispatcher) => dispatcher.destroy()))
    },
  }
}
