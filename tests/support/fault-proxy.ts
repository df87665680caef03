import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ApiProblem } from '../../src/shared/central-api/problem'

/**
 * A bad network between a client and a server: the client talks to `url`, the proxy passes on to the server and spoils
 * what it is told to spoil.
 */

/**
 * Toxics that answer in the server's place do so before it sees the call, unless `reachesServer` is set: then the server
 * does the work and only its answer is replaced.
 */
export type Toxic =
  /** The answer comes `ms` later, plus up to `jitterMs`. */
  | { kind: 'latency'; ms: number; jitterMs?: number }
  /** From this call on nobody listens, until healed: it and all others are reset, new ones refused. */
  | { kind: 'down' }
  /** The connection is reset (RST) before the server sees the call. */
  | { kind: 'reset' }
  /** The call is taken and never answered; the server does not see it. */
  | { kind: 'hang' }
  /** The server did it; the connection ends without one byte of the answer. */
  | { kind: 'answer-lost' }
  /** The whole body comes, its end `ms` later. */
  | { kind: 'slow-close'; ms: number }
  /** The body comes in pieces, no faster than this. */
  | { kind: 'bandwidth'; bytesPerSecond: number }
  /** The connection ends after so many bytes of the body, of which all were promised. */
  | { kind: 'cut'; afterBytes: number }
  /** 200 with this JSON text; by default text that ends in the middle. */
  | { kind: 'wrong-json'; body?: string; reachesServer?: boolean }
  /** 200 text/html, as the sign-in page of a hotel's network. */
  | { kind: 'captive-portal' }
  /** A refusal with `Retry-After` in seconds, or as given. */
  | { kind: 'status'; status: 429 | 500 | 502 | 503; retryAfter?: number | string; reachesServer?: boolean }
  /** 401 with the problem `key-revoked`. */
  | { kind: 'key-revoked' }
  /** 302 or another redirect to this address. */
  | { kind: 'redirect'; location: string; status?: 301 | 302 | 307 | 308 }

export interface Rule {
  toxic: Toxic
  /** Every method when absent. */
  method?: string
  /** A text the path (with query) starts with, or a pattern; every path when absent. */
  path?: string | RegExp
  /** How many fitting calls it lets pass first; none when absent. */
  skip?: number
  /** How many calls it strikes; `always` when absent. */
  times?: number
}

export interface SeenCall {
  method: string
  path: string
  /** The toxic that struck, if any. */
  toxic: Toxic['kind'] | undefined
}

export interface FaultProxy {
  /** What the client takes for the server. */
  url: string
  /** Adds a toxic. Of several that fit a call, the one added first strikes. */
  add(toxic: Toxic, where?: Omit<Rule, 'toxic'>): void
  /** The same, for the next fitting call only. */
  once(toxic: Toxic, where?: Omit<Rule, 'toxic' | 'times'>): void
  /** Nobody listens any more: new connections are refused, open ones are reset. */
  down(): Promise<void>
  /** Removes all toxics and listens again on the same port. */
  heal(): Promise<void>
  /** All calls that arrived, oldest first. */
  seen(): readonly SeenCall[]
  /** Toxics not used up. */
  left(): number
  close(): Promise<void>
  /** In TLS mode, the certificate that no authority has signed, as PEM. */
  certificate: string | undefined
}

export interface FaultProxyOptions {
  /** Speaks HTTPS, the server behind stays HTTP: with the certificate given, or one of its own that nobody trusts. */
  tls?: boolean | Identity
  /** For the jitter; 0 (inclusive) to 1. */
  random?: () => number
}

export interface Identity {
  /** PEM. */
  key: string
  cert: string
}

/** A fresh self-signed certificate for 127.0.0.1 or for the names given, made by the `openssl` program. */
export function selfSignedCertificate(names = 'IP:127.0.0.1,DNS:localhost', expired = false): Identity {
  const folder = mkdtempSync(join(tmpdir(), 'bi-tls-'))
  try {
    const path = (name: string) => join(folder, name)
    const openssl = (...args: string[]) => void execFileSync('openssl', args, { stdio: 'ignore', cwd: folder })
    openssl(
      ...['req', '-new', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-subj', '/CN=127.0.0.1'],
      ...['-keyout', path('key.pem'), '-out', path('request.pem')],
    )
    writeFileSync(path('extensions'), `subjectAltName=${names}\nbasicConstraints=CA:TRUE\n`)
    writeFileSync(path('index'), '')
    // Only this command of openssl 3.0 takes a date in the past.
    writeFileSync(
      path('config'),
      '[ca]\ndefault_ca=own\n[own]\ndatabase=index\nnew_certs_dir=.\nrand_serial=yes\ndefault_md=sha256\npolicy=any\n[any]\ncommonName=supplied\n',
    )
    const day = (offset: number) =>
      `${new Date(Date.now() + offset * 86_400_000).toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`
    openssl(
      ...['ca', '-batch', '-notext', '-selfsign', '-config', path('config'), '-extfile', path('extensions')],
      ...['-keyfile', path('key.pem'), '-in', path('request.pem'), '-out', path('cert.pem')],
      ...['-startdate', day(-3), '-enddate', day(expired ? -1 : 2)],
    )
    return { key: readFileSync(path('key.pem'), 'utf8'), cert: readFileSync(path('cert.pem'), 'utf8') }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Answer {
  status: number
  /** Names and values in turn, as they came. */
  headers: string[]
  body: Buffer
}

// They belong to one connection, not to the message.
const hopByHop = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'proxy-connection', 'upgrade', 'te'])

const passedOn = (raw: readonly string[]): string[] =>
  raw.flatMap((name, index) => (index % 2 === 0 && !hopByHop.has(name.toLowerCase()) ? [name, raw[index + 1] ?? ''] : []))

const bodyOf = async (message: IncomingMessage): Promise<Buffer> => {
  const parts: Buffer[] = []
  for await (const part of message) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

function askServer(target: URL, incoming: IncomingMessage, body: Buffer): Promise<Answer> {
  return new Promise((done, fail) => {
    const headers = passedOn(incoming.rawHeaders)
    const host = headers.findIndex((name, index) => index % 2 === 0 && name.toLowerCase() === 'host')
    if (host >= 0) headers.splice(host, 2)
    headers.push('Host', target.host)
    if (body.length > 0) headers.push('Content-Length', String(body.length))
    const base = target.pathname.replace(/\/$/, '')
    const outgoing = request({
      host: target.hostname,
      port: target.port,
      method: incoming.method ?? 'GET',
      path: base + (incoming.url ?? '/'),
      headers,
      agent: false,
    })
    outgoing.on('error', fail)
    outgoing.on('response', (message) => {
      bodyOf(message).then(
        (whole) => done({ status: message.statusCode ?? 0, headers: passedOn(message.rawHeaders), body: whole }),
        fail,
      )
    })
    outgoing.end(body)
  })
}

const problem = (code: ApiProblem['code'], status: number, title: string): Buffer =>
  Buffer.from(JSON.stringify({ type: 'about:blank', title, status, code } satisfies ApiProblem))

/** The answer a toxic gives in the server's place; undefined for those that spoil the server's own. */
function replacement(toxic: Toxic): Answer | undefined {
  const json = ['Content-Type', 'application/json']
  const problemJson = ['Content-Type', 'application/problem+json']
  switch (toxic.kind) {
    case 'wrong-json':
      return { status: 200, headers: json, body: Buffer.from(toxic.body ?? '{"items":[{"itemId":"') }
    case 'captive-portal': {
      const page = '<!doctype html><html><body><h1>Welcome to Hotel Wi-Fi</h1><form>Please sign in.</form></body></html>'
      return { status: 200, headers: ['Content-Type', 'text/html; charset=utf-8'], body: Buffer.from(page) }
    }
    case 'status': {
      const code = toxic.status === 429 ? 'rate-limited' : toxic.status === 503 ? 'maintenance' : 'internal'
      const wait = toxic.retryAfter === undefined ? [] : ['Retry-After', String(toxic.retryAfter)]
      return {
        status: toxic.status,
        headers: [...problemJson, ...wait],
        body: problem(code, toxic.status, 'Refused by the fault proxy'),
      }
    }
    case 'key-revoked':
      return { status: 401, headers: problemJson, body: problem('key-revoked', 401, 'The key was revoked') }
    case 'redirect':
      return { status: toxic.status ?? 302, headers: ['Location', toxic.location], body: Buffer.alloc(0) }
    default:
      return undefined
  }
}

/** Resolves when the bytes are handed to the system; at once when the client has gone. */
const writePart = (response: ServerResponse, part: Buffer): Promise<void> =>
  new Promise((done) => {
    response.once('close', done)
    response.write(part, () => done())
  })

async function giveAnswer(response: ServerResponse, answer: Answer, toxic: Toxic | undefined): Promise<void> {
  const { status, headers, body } = answer
  const bodiless = response.req.method === 'HEAD' || status === 204 || status === 304
  // Without a length the body goes in chunks, so its end can be held back.
  const length = bodiless || toxic?.kind === 'slow-close' ? [] : ['Content-Length', String(body.length)]
  response.writeHead(status, [...headers, ...length])
  if (toxic?.kind === 'cut') {
    response.flushHeaders()
    await writePart(response, body.subarray(0, toxic.afterBytes))
    response.socket?.destroySoon()
    return
  }
  if (toxic?.kind === 'slow-close') {
    await writePart(response, body)
    await sleep(toxic.ms, undefined, { ref: false })
    response.end()
    return
  }
  if (toxic?.kind === 'bandwidth') {
    const piece = Math.max(1, Math.ceil(toxic.bytesPerSecond / 20))
    for (let at = 0; at < body.length && !response.destroyed; at += piece) {
      const part = body.subarray(at, at + piece)
      await sleep((part.length / toxic.bytesPerSecond) * 1000)
      await writePart(response, part)
    }
    response.end()
    return
  }
  response.end(bodiless ? undefined : body)
}

/** Whether a rule means this call, apart from how often it strikes. */
export const fits = (rule: Pick<Rule, 'method' | 'path'>, method: string, path: string): boolean =>
  (rule.method === undefined || rule.method === method) &&
  (rule.path === undefined || (typeof rule.path === 'string' ? path.startsWith(rule.path) : rule.path.test(path)))

/** Starts a proxy on a free port of 127.0.0.1 in front of `target`, the server's base address (http). */
export async function startFaultProxy(target: string, options: FaultProxyOptions = {}): Promise<FaultProxy> {
  const { random = Math.random } = options
  const server = new URL(target)
  const identity = options.tls === true ? selfSignedCertificate() : options.tls || undefined
  const seen: SeenCall[] = []
  const sockets = new Set<Socket>()
  let rules: Rule[] = []

  const take = (method: string, path: string): Toxic | undefined => {
    const rule = rules.find((one) => {
      if (one.times === 0 || !fits(one, method, path)) return false
      if ((one.skip ?? 0) === 0) return true
      one.skip = (one.skip ?? 0) - 1
      return false
    })
    if (rule?.times !== undefined) rule.times -= 1
    seen.push({ method, path, toxic: rule?.toxic.kind })
    return rule?.toxic
  }

  const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const toxic = take(incoming.method ?? '', incoming.url ?? '')
    const body = await bodyOf(incoming)
    if (toxic?.kind === 'hang') return
    if (toxic?.kind === 'down') {
      void stop()
      return
    }
    if (toxic?.kind === 'reset') {
      resetSocket(incoming.socket)
      return
    }
    if (toxic?.kind === 'latency') await sleep(toxic.ms + random() * (toxic.jitterMs ?? 0))
    const instead = toxic === undefined ? undefined : replacement(toxic)
    const skipsServer = instead !== undefined && !(toxic !== undefined && 'reachesServer' in toxic && toxic.reachesServer)
    const own = skipsServer ? undefined : await askServer(server, incoming, body)
    if (toxic?.kind === 'answer-lost') {
      incoming.socket.destroy()
      return
    }
    const answer = instead ?? own
    if (answer !== undefined) await giveAnswer(response, answer, toxic)
  }
  const handle = (incoming: IncomingMessage, response: ServerResponse): void => {
    // The server behind is gone or the client left: for the client the line is dead either way.
    serve(incoming, response).catch(() => incoming.socket.destroy())
  }
  const listener = identity === undefined ? createServer(handle) : createTlsServer(identity, handle)
  listener.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    socket.on('error', () => undefined)
  })
  // A client that does not trust the certificate breaks off the handshake.
  listener.on('tlsClientError', () => undefined)

  const listen = (port: number): Promise<void> =>
    new Promise((done, fail) => {
      listener.once('error', fail)
      listener.listen(port, '127.0.0.1', () => {
        listener.off('error', fail)
        done()
      })
    })
  const stop = (): Promise<void> =>
    new Promise((done) => {
      if (!listener.listening) {
        done()
        return
      }
      listener.close(() => done())
      for (const socket of sockets) socket.resetAndDestroy()
    })

  await listen(0)
  const { port } = listener.address() as AddressInfo
  const add: FaultProxy['add'] = (toxic, where = {}) => {
    rules.push({ ...where, toxic })
  }
  return {
    url: `${identity === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    certificate: identity?.cert,
    add,
    once: (toxic, where = {}) => add(toxic, { ...where, times: 1 }),
    down: stop,
    heal: async () => {
      rules = []
      if (!listener.listening) await listen(port)
    },
    seen: () => seen,
    left: () => rules.filter((one) => one.times !== 0).length,
    close: stop,
  }
}

/** RST also through TLS: the encrypted stream itself can't send one, the connection below it can. */
function resetSocket(socket: Socket): void {
  const below = (socket as Socket & { _parent?: Socket })._parent
  ;(below ?? socket).resetAndDestroy()
}
