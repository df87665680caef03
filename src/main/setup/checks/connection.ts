import type { Socket } from 'node:net'
import type { SecureContext } from 'node:tls'
import type { Account, Mode } from '../../../shared/central-api/account'
import { problem } from '../../../shared/failure'
import { centralUrlSchema } from '../../../shared/settings'
import type { CheckId } from '../../../shared/texts/checks.cs'
import type { CheckLine, Clock, Environment, LookUpName, ResolveProxy, RunSystemProgram } from '../ports'
import { type AccountAnswer, type Facts, judgeAccount, judgeStranger } from './answer'
import { type Answered, ask } from './ask'
import { firstToEnd, readAuthorities } from './certificate'
import { type ChosenProxy, findProxy } from './find-proxy'
import { handshakeProblem, judgeCertificate, judgeClock, judgeVersion, portProblem, silenceProblem } from './judge'
import { failed, lineOf, ok, type Seen, skipped, warning, withoutSecrets } from './line'
import type { FoundProxy, ProxyServer } from './proxy'
import { runSystemProgram } from './run-system-program'
import { readSystemAuthorities } from './system-authorities'
import { codeOf, openTcp, openTls, openTunnel, type Secured, sendable, systemLookUp, type Target, trustOf } from './way'
import { within } from './within'

export interface ConnectionOptions {
  /** `https://HOST/b2b/v1`; `http:` only to this computer, as `centralUrlSchema` says. */
  baseUrl: string
  /** Without one the way is tested up to the key, and the check does not pass. */
  apiKey?: string | undefined
  clientVersion: string
  clock: Clock
  /** Compared when given. */
  expectedIco?: string | undefined
  expectedMode?: Mode | undefined
  /** The company's own authority, PEM: whoever it vouches for is trusted as well. */
  extraCa?: string | undefined
  /** Trust the operating system's authorities too, as the client's own calls do. */
  systemAuthorities?: boolean | undefined
  /** What the settings say of the way out; absent: as the operating system says. */
  proxy?: ChosenProxy | undefined
  resolveProxy?: ResolveProxy | undefined
  env?: Environment | undefined
  platform?: NodeJS.Platform | undefined
  run?: RunSystemProgram | undefined
  lookUp?: LookUpName | undefined
  /** For each layer, in ms. */
  timeouts?: Partial<Timeouts> | undefined
}
export interface Timeouts {
  name: number
  proxy: number
  port: number
  encryption: number
  answer: number
}
const TIMEOUTS: Timeouts = { name: 5000, proxy: 8000, port: 8000, encryption: 8000, answer: 15_000 }

interface Layer {
  id: CheckId
  look: (signal: AbortSignal) => Promise<Seen> | Seen
  /** A fact among others: what comes after it is told even when it is wrong. */
  alone?: true
}

/**
 * The way to the Business Integrator, layer by layer, each with what was seen. After a layer that failed the rest is
 * `skipped`. The key is sent only on a connection whose certificate has been verified, on a fresh one of its own.
 * Aborted: throws the signal's reason; lines given before are not a whole check then. Throws nothing else.
 */
export async function* checkConnection(options: ConnectionOptions, signal: AbortSignal): AsyncIterable<CheckLine> {
  const walk = createWalk(options)
  const secrets = [options.apiKey]
  let broken = false
  for (const { id, look, alone } of walk.layers) {
    if (broken) {
      signal.throwIfAborted()
      yield { id, ...skipped(), durationMs: 0 }
      continue
    }
    const line = withoutSecrets(await lineOf(id, () => look(signal), options.clock, signal), [...secrets, ...walk.secrets()])
    if (line.status === 'failed' && alone !== true) broken = true
    yield line
  }
}

/** The layers that need no key, for a computer that isn't registered yet. */
const KEYLESS: readonly CheckId[] = [
  'connection.name',
  'connection.proxy',
  'connection.port',
  'connection.encryption',
  'connection.answer',
]

/**
 * The same way up to who answers, without the key and in two lines: whether the central side is reached from here (the first
 * fault, else the first warning), and our clock against its own. Aborted: throws the signal's reason; else nothing.
 */
export async function checkReach(
  options: Omit<ConnectionOptions, 'apiKey' | 'expectedIco' | 'expectedMode'>,
  signal: AbortSignal,
): Promise<readonly CheckLine[]> {
  const { clock } = options
  const walk = createWalk(options)
  const lines: CheckLine[] = []
  const reach = async (): Promise<Seen> => {
    for (const { id, look } of walk.layers.filter((layer) => KEYLESS.includes(layer.id))) {
      lines.push(await lineOf(id, () => look(signal), clock, signal))
      if (lines.at(-1)?.status === 'failed') break
    }
    const {
      status,
      evidence,
      problem: what,
    } = lines.find((line) => line.status === 'failed') ??
      lines.find((line) => line.status === 'warning') ?? {
        status: 'ok' as const,
        evidence: lines.find((line) => line.id === 'connection.port')?.evidence ?? '',
        problem: undefined,
      }
    return { status, evidence, ...(what && { problem: what }) }
  }
  const seen = await lineOf('computer.outbound', reach, clock, signal)
  const told = walk.told()
  const ofClock = (): Seen =>
    told === undefined || Number.isNaN(told.serverMs) ? skipped() : judgeClock(new Date(told.serverMs).toISOString(), told.ownMs)
  return [seen, await lineOf('computer.clock', ofClock, clock, signal)].map((line) => withoutSecrets(line, walk.secrets()))
}

interface Walk {
  layers: readonly Layer[]
  /** Found on the way: the login of a proxy. */
  secrets: () => readonly string[]
  told: () => { serverMs: number; ownMs: number } | undefined
}

function createWalk(options: ConnectionOptions): Walk {
  const { clock, clientVersion } = options
  const timeouts: Timeouts = { ...TIMEOUTS, ...stripUndefined(options.timeouts ?? {}) }
  const lookUp = options.lookUp ?? systemLookUp
  const url = centralUrlSchema.safeParse(options.baseUrl).success ? new URL(options.baseUrl) : undefined
  const secure = url?.protocol === 'https:'
  const host = url?.hostname.replace(/^\[(.*)\]$/, '$1') ?? ''
  const target: Target = { host, port: Number(url?.port || (secure ? 443 : 80)), address: url?.host ?? '' }
  const facts: Facts = { address: target.address, clientVersion }
  const proxyTools = {
    env: options.env ?? process.env,
    platform: options.platform ?? process.platform,
    run: options.run ?? runSystemProgram(),
    resolveProxy: options.resolveProxy,
    lookUp: options.lookUp,
  }

  let foundProxy: FoundProxy | undefined
  let proxyUnread: string | undefined
  /** By the server's clock and by ours, when it answered without a key. */
  let told: { serverMs: number; ownMs: number } | undefined
  let accountAnswer: (AccountAnswer & { ok: true }) | undefined
  /** By our clock, in the middle between asking and being answered. */
  let answeredAtMs = 0
  const proxy = (): ProxyServer | undefined => (foundProxy?.kind === 'proxy' ? foundProxy.proxy : undefined)
  const account = (): Account => {
    if (accountAnswer?.account) return accountAnswer.account
    throw new Error('no account')
  }

  /** TCP to the target, through the proxy when there is one. */
  const open = async (signal: AbortSignal): Promise<Socket> => {
    const through = proxy()
    const socket = await openTcp(through ?? target, lookUp, signal)
    if (through) await openTunnel(socket, through, target, signal)
    return socket
  }
  let context: Promise<SecureContext> | undefined
  const trust = (signal: AbortSignal): Promise<SecureContext> => {
    // Once: reading some 150 authorities takes a tenth of a second.
    context ??= (options.systemAuthorities ? readSystemAuthorities(proxyTools, signal) : Promise.resolve([])).then((system) =>
      trustOf({ extraCa: options.extraCa, system }),
    )
    return context
  }
  const get = async (signal: AbortSignal, headers: Record<string, string>): Promise<Answered> => {
    const below = await open(signal)
    const socket = secure ? sendable(await openTls(below, target, await trust(signal), signal), target) : below
    const path = `${(url?.pathname ?? '').replace(/\/+$/, '')}/account`
    return ask(socket, { host: target.address, path, headers: { 'X-Client-Version': clientVersion, ...headers } }, signal)
  }

  const layers: readonly Layer[] = [
    {
      id: 'connection.name',
      look: async (signal) => {
        if (!url) return failed(options.baseUrl.slice(0, 300), problem('connection-address-invalid', {}))
        // Asked for here already: where a proxy resolves the name, this computer needn't know it.
        foundProxy = await within(timeouts.proxy, signal, (inner) => findProxy(url, proxyTools, inner, options.proxy)).catch(
          (error) => {
            signal.throwIfAborted()
            proxyUnread = codeOf(error)
            return { kind: 'direct', seen: '' } as const
          },
        )
        try {
          const addresses = await within(timeouts.name, signal, () => lookUp(host))
          return ok(`${host}: ${addresses.map((one) => one.address).join(', ')}`)
        } catch (error) {
          signal.throwIfAborted()
          const code = codeOf(error)
          if (foundProxy.kind === 'proxy') return skipped(`${host}: ${code}`)
          const unknown = code === 'ENOTFOUND' || code === 'ENODATA'
          return failed(host, problem(unknown ? 'connection-name-unknown' : 'connection-name-silent', { host }, code))
        }
      },
    },
    {
      id: 'connection.proxy',
      look: async (signal) => {
        const seen = foundProxy ?? { kind: 'direct', seen: '' }
        if (proxyUnread !== undefined) return warning(proxyUnread, problem('computer-fact-unknown', {}, proxyUnread))
        if (seen.kind === 'direct') return ok(seen.seen)
        if (seen.kind === 'invalid') return failed(seen.seen, problem('connection-proxy-invalid', {}))
        if (seen.kind === 'script') {
          const scriptless = problem('connection-proxy-script', {}, seen.why)
          return seen.mandatory ? failed(seen.seen, scriptless) : warning(seen.seen, scriptless)
        }
        if (seen.kind === 'unsupported') return failed(seen.seen, problem('connection-proxy-unsupported', {}))
        const { host: name, port } = seen.proxy
        try {
          const socket = await within(timeouts.port, signal, (inner) => openTcp(seen.proxy, lookUp, inner))
          const at = socket.remoteAddress
          socket.destroy()
          return ok(at === name ? seen.seen : `${seen.seen} (${at})`)
        } catch (error) {
          signal.throwIfAborted()
          return failed(seen.seen, problem('connection-proxy-unreachable', { proxy: `${name}:${port}` }, codeOf(error)))
        }
      },
    },
    {
      id: 'connection.port',
      look: async (signal) => {
        try {
          const socket = await within(timeouts.port, signal, open)
          const at = `${socket.remoteAddress}:${socket.remotePort}`
          socket.destroy()
          return ok(proxy() ? `${at} → ${target.host}:${target.port}` : at)
        } catch (error) {
          signal.throwIfAborted()
          return failed(`${target.host}:${target.port}`, portProblem(error, target, proxy()))
        }
      },
    },
    {
      id: 'connection.encryption',
      look: async (signal) => {
        if (!secure) return skipped(`http: (${target.address})`)
        if (options.extraCa !== undefined && readAuthorities(options.extraCa).length === 0) {
          return failed('', problem('connection-authority-unusable', {}))
        }
        // Before the clock runs: a slow computer of ours is no silence of theirs.
        const whom = await trust(signal)
        let secured: Secured
        try {
          secured = await within(timeouts.encryption, signal, async (inner) => openTls(await open(inner), target, whom, inner))
        } catch (error) {
          signal.throwIfAborted()
          return failed(target.address, handshakeProblem(error, target))
        }
        secured.socket.destroy()
        return judgeCertificate(secured, target, clock.now(), firstToEnd(options.extraCa ?? ''))
      },
    },
    {
      id: 'connection.answer',
      look: async (signal) => {
        try {
          const answer = await within(timeouts.answer, signal, (inner) => get(inner, {}))
          told = { serverMs: answer.dateMs, ownMs: clock.now() }
          const wrong = judgeStranger(answer, facts)
          const evidence = `${answer.status} ${answer.contentType}`.trim()
          return wrong ? failed(evidence, wrong) : ok(evidence)
        } catch (error) {
          signal.throwIfAborted()
          return failed(target.address, silenceProblem(error, target))
        }
      },
    },
    {
      id: 'connection.key',
      look: async (signal) => {
        const { apiKey } = options
        if (apiKey === undefined || apiKey === '') return failed('', problem('secret-missing', { name: 'central.apiKey' }))
        // Such a thing can't be in a header, so it can't be a key.
        if (!/^[\x21-\x7e]{1,512}$/.test(apiKey)) return failed('', problem('central-unauthorized', { address: target.address }))
        try {
          const askedAtMs = clock.now()
          const startedMs = clock.monotonicMs()
          const answer = await within(timeouts.answer, signal, (inner) => get(inner, { Authorization: `Bearer ${apiKey}` }))
          answeredAtMs = askedAtMs + (clock.monotonicMs() - startedMs) / 2
          const judged = judgeAccount(answer, facts)
          if (!judged.ok) return failed(`${answer.status} ${answer.contentType}`.trim(), judged.problem)
          accountAnswer = judged
          return ok(String(answer.status))
        } catch (error) {
          signal.throwIfAborted()
          return failed(target.address, silenceProblem(error, target))
        }
      },
    },
    { id: 'connection.version', look: () => judgeVersion(accountAnswer, clientVersion) },
    {
      id: 'connection.company',
      alone: true,
      look: () => {
        const { companyName, ico } = account()
        const { expectedIco } = options
        const evidence = `${companyName}, IČO ${ico}`
        return expectedIco === undefined || expectedIco === ico
          ? ok(evidence)
          : failed(evidence, problem('connection-other-company', { companyName, found: ico, expected: expectedIco }))
      },
    },
    {
      id: 'connection.mode',
      alone: true,
      look: () => {
        const { mode } = account()
        const { expectedMode } = options
        return expectedMode === undefined || expectedMode === mode
          ? ok(mode)
          : failed(mode, problem('wrong-mode', { mode: expectedMode, centralMode: mode }))
      },
    },
    {
      id: 'connection.agendas',
      alone: true,
      look: () => {
        const { agendas } = account()
        return agendas.length > 0 ? ok(agendas.join(', ')) : failed('', problem('connection-no-agendas', {}))
      },
    },
    {
      id: 'connection.queue',
      alone: true,
      look: () => {
        const { waiting, oldestReceivedAt } = account().queue
        return ok(oldestReceivedAt === undefined ? String(waiting) : `${waiting} (${oldestReceivedAt})`)
      },
    },
    { id: 'connection.clock', alone: true, look: () => judgeClock(account().serverTime, answeredAtMs) },
  ]
  return {
    layers,
    told: () => told,
    secrets: () => {
      const login = proxy()?.login ?? options.proxy?.login
      return login ? [login.password, `${login.user}:${login.password}`].filter((secret) => secret.length > 2) : []
    },
  }
}

const stripUndefined = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as T
