import type { Socket } from 'node:net'
import type { SecureContext } from 'node:tls'
import type { Dispatcher } from 'undici'
import { Failure, type Problem, problem } from '../shared/failure'
import { type ChosenProxy, findProxy, type ProxyTools } from './setup/checks/find-proxy'
import { handshakeProblem } from './setup/checks/judge'
import { type FoundProxy, isLoopback, isOwnNetwork } from './setup/checks/proxy'
import { readSystemAuthorities } from './setup/checks/system-authorities'
import { codeOf, openTcp, openTls, openTunnel, sendable, systemLookUp, type Target, trustOf } from './setup/checks/way'
import { TimeUp, within } from './setup/checks/within'

export interface Way {
  /** Which way leads there is found by this address. */
  baseUrl: string
  /** The company's own authority, PEM. */
  extraCa?: string | undefined
  /** What the settings say of the way out; absent: as the operating system says. */
  proxy?: ChosenProxy | undefined
}

export interface WayOut {
  /**
   * HTTP on exactly the way that the connection test proves: the same proxy, the same authorities, step by step the same code.
   * It leads to the host of `baseUrl` and to no other, whatever is asked for, and follows no redirect.
   */
  fetch(way: Way): typeof fetch
  /** The same to an information system; without TLS also within the company's own network. */
  toInformationSystem(way: Pick<Way, 'baseUrl' | 'extraCa'>): typeof fetch
  close(): Promise<void>
}

/** Where a proxy is set may change under a running client (a laptop, a policy); asking the system each time is too slow. */
const PROXY_KNOWN_MS = 60_000
const CONNECT_TIMEOUT_MS = 30_000

const stop = (what: Problem, cause?: unknown): Failure => new Failure(what, { effect: 'nothing', retry: true, cause })

/** `systemAuthorities`: trust those of the operating system as well, as the checks do. `now`: a monotonic clock, ms. */
export function openWayOut(tools: ProxyTools & { systemAuthorities?: boolean }, now: () => number): WayOut {
  const agents = new Map<string, Dispatcher>()
  const proxies = new Map<string, { found: Promise<FoundProxy>; at: number }>()
  const trust = new Map<string, Promise<SecureContext>>()
  const closed = new AbortController()
  const lookUp = tools.lookUp ?? systemLookUp

  const proxyTo = (way: Way): Promise<FoundProxy> => {
    const key = JSON.stringify([way.baseUrl, way.proxy])
    const known = proxies.get(key)
    if (known && now() - known.at < PROXY_KNOWN_MS) return known.found
    const found = findProxy(new URL(way.baseUrl), tools, closed.signal, way.proxy)
    proxies.set(key, { found, at: now() })
    // What could not be found out is asked again, not remembered.
    found.catch(() => proxies.delete(key))
    return found
  }
  const trustFor = (extraCa: string | undefined): Promise<SecureContext> => {
    const key = extraCa ?? ''
    const known = trust.get(key)
    if (known) return known
    const made = (tools.systemAuthorities ? readSystemAuthorities(tools, closed.signal) : Promise.resolve([])).then((system) =>
      trustOf({ extraCa, system }),
    )
    trust.set(key, made)
    made.catch(() => trust.delete(key))
    return made
  }
  /** After a fault the network may be another one: what was found out about it is found out anew. */
  const forget = (): void => {
    proxies.clear()
    trust.clear()
  }

  /** Nothing has been asked yet, so whatever fails here has done nothing: each fault is a `Failure` that says so. */
  async function connect(way: Way, target: Target, secure: boolean, signal: AbortSignal): Promise<Socket> {
    const { address } = target
    const through = serverOf(await proxyTo(way))
    let socket: Socket
    try {
      socket = await openTcp(through ?? target, lookUp, signal)
    } catch (error) {
      throw stop(
        through
          ? problem('connection-proxy-unreachable', { proxy: `${through.host}:${through.port}` }, codeOf(error))
          : problem(codeOf(error) === 'ETIMEDOUT' ? 'central-timeout' : 'central-unreachable', { address }, codeOf(error)),
        error,
      )
    }
    if (through) await openTunnel(socket, through, target, signal)
    if (!secure) return socket
    try {
      return sendable(await openTls(socket, target, await trustFor(way.extraCa), signal), target)
    } catch (error) {
      throw stop(handshakeProblem(error, target), error)
    }
  }

  /** One for each way: a connection that is kept open must never serve another. */
  function agentFor(way: Way, Agent: typeof import('undici').Agent): Dispatcher {
    const key = JSON.stringify([way.baseUrl, way.extraCa, way.proxy])
    const open = agents.get(key)
    if (open) return open
    const url = new URL(way.baseUrl)
    const secure = url.protocol === 'https:'
    const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
    const target = { host, port: Number(url.port || (secure ? 443 : 80)), address: url.host }
    const made = new Agent({
      // Our own time-outs hold; a connection that nobody uses is given up soon.
      bodyTimeout: 0,
      headersTimeout: 0,
      connect(_options, done) {
        within(CONNECT_TIMEOUT_MS, closed.signal, (signal) => connect(way, target, secure, signal)).then(
          (socket) => done(null, socket),
          (error: unknown) => {
            forget()
            done(error instanceof Failure ? error : stop(slowProblem(error, target), error), null)
          },
        )
      },
    })
    agents.set(key, made)
    return made
  }

  const fetchOn = (way: Way, mayBePlain: (host: string) => boolean): typeof fetch => {
    const { origin, protocol, hostname } = new URL(way.baseUrl)
    return (async (input: Request | string | URL, init?: RequestInit) => {
      // Loaded with the first question, not with the program.
      const { Agent, fetch: undiciFetch } = await import('undici')
      const request = new Request(input, init)
      const wanted = new URL(request.url)
      // Nothing but the host of the settings is ever asked, and by nothing but TLS outside of what is trusted.
      if (wanted.origin !== origin || (protocol !== 'https:' && !mayBePlain(hostname.replace(/^\[(.*)\]$/, '$1'))))
        throw new Failure(problem('connection-host-not-allowed', { address: wanted.host }), { effect: 'nothing', retry: false })
      const body = request.body === null ? undefined : new Uint8Array(await request.arrayBuffer())
      // Another copy of the same library than the runtime's own: a Request of one is a stranger to the other.
      return undiciFetch(request.url, {
        method: request.method,
        headers: [...request.headers],
        redirect: 'manual',
        signal: request.signal,
        dispatcher: agentFor(way, Agent),
        ...(body === undefined ? {} : { body }),
      })
    }) as unknown as typeof fetch
  }

  return {
    fetch: (way) => fetchOn(way, isLoopback),
    toInformationSystem: ({ baseUrl, extraCa }) => fetchOn({ baseUrl, extraCa }, isOwnNetwork),
    async close() {
      closed.abort()
      const open = [...agents.values()]
      agents.clear()
      await Promise.all(open.map((agent) => agent.destroy()))
    },
  }
}

const slowProblem = (error: unknown, { address }: Target): Problem =>
  problem(error instanceof TimeUp ? 'central-timeout' : 'central-unreachable', { address }, codeOf(error))

/** The proxy to go through; undefined: straight out. Throws what keeps the client from going out at all. */
function serverOf(found: FoundProxy) {
  switch (found.kind) {
    case 'proxy':
      return found.proxy
    case 'unsupported':
      throw stop(problem('connection-proxy-unsupported', {}))
    case 'invalid':
      throw stop(problem('connection-proxy-invalid', {}))
    case 'script':
      // Set by the system, a script that can't be had is passed by, as browsers do and as the connection test says.
      if (found.mandatory) throw stop(problem('connection-proxy-script', {}, found.why))
      return undefined
    case 'direct':
      return undefined
  }
}
