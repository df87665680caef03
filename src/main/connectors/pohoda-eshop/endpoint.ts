import { createHash, timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { mkdir } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { Failure, type Problem, problem } from '../../../shared/failure'
import type { ConnectorTools } from '../connector'
import { exchangeFolder, exchangeName } from '../pohoda/exchange'
import { fitsExactly } from '../wrap/fit-text'
import { encodeWindows1250 } from '../wrap/windows-1250'
import { writeDurably } from '../wrap/write-durably'
import { addressesAnswer, ordersAnswer, refusal } from './answer'
import type { Offer, Offered } from './offer'
import { type Question, readQuestion, wantsNewOrders } from './question'
import type { EshopSettings } from './settings'

/** What POHODA asks is a few hundred bytes. */
const MAX_BODY = 1024 * 1024
const REQUEST_TIMEOUT_MS = 30_000
/** An answer under way at the end gets this long. */
const CLOSE_GRACE_MS = 5_000
const PRIVATE =
  /^(?:::ffff:)?(?:127\.|10\.|192\.168\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.)|^::1$|^f[cd][0-9a-f]{2}:|^fe[89ab][0-9a-f]:/i

/** A request that POHODA made and was let in with. */
export interface Asked {
  at: number
  from: string
  agent: string
  ico: string
}

export interface Endpoint {
  /** Address that is entered in POHODA. */
  url: string
  /** Listens; does nothing when it does already. Throws `Failure`; nothing was offered. */
  start(): Promise<void>
  /** What is given out from now on; `undefined`: an empty list. */
  serve(offer: Offer | undefined): void
  /** The last request that was let in, in this process. */
  asked(): Asked | undefined
  /** Ends when a request is let in, after `ms`, or when given up. */
  untilAsked(ms: number, signal: AbortSignal): Promise<void>
  /** Why requests since `serve` were turned away. */
  turnedAway(): Problem | undefined
  close(): Promise<void>
}

const digest = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest()
const invalid = (path: string, reason: string): Failure =>
  new Failure(problem('settings-invalid', { path, reason }), { effect: 'nothing', retry: false })

async function bodyOf(request: IncomingMessage): Promise<Buffer | undefined> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of request) {
    length += (part as Buffer).length
    if (length > MAX_BODY) return undefined
    parts.push(part as Buffer)
  }
  return Buffer.concat(parts)
}

/** The small web server that POHODA asks as an internet shop. It is there only while the connector is open. */
export const createEndpoint = (settings: EshopSettings, tools: ConnectorTools): Endpoint => {
  const host = settings.listen === 'network' ? '0.0.0.0' : '127.0.0.1'
  const credentials = `${settings.user}:${settings.password}`
  const wanted = [Buffer.from(credentials, 'utf8'), ...(fitsExactly(credentials) ? [encodeWindows1250(credentials)] : [])]
  let server: Server | undefined
  let offer: Offer | undefined
  let asked: Asked | undefined
  let away: Problem | undefined
  let wake: () => void = () => {}

  const admits = (header: string | undefined): boolean => {
    if (settings.user === '' && settings.password === '') return true
    const given = Buffer.from(/^Basic\s+([A-Za-z0-9+/=]+)$/i.exec(header ?? '')?.[1] ?? '', 'base64')
    // In which encoding POHODA sends letters with diacritics is not documented. Digests are of one length: how much was right takes no other time.
    return wanted.some((bytes) => timingSafeEqual(digest(given), digest(bytes)))
  }

  const end = (response: ServerResponse, status: number, headers: Record<string, string> = {}): void => {
    response.writeHead(status, { 'content-type': 'text/plain', connection: 'close', ...headers }).end()
  }

  const send = async (response: ServerResponse, bytes: Uint8Array): Promise<void> => {
    response.writeHead(200, { 'content-type': 'text/xml; charset=Windows-1250', 'content-length': bytes.length })
    response.end(bytes)
    if (!response.writableFinished && !response.destroyed) await once(response, 'close')
  }

  /** Orders go out only after their evidence lies on the disk, and each once. */
  const giveOrders = async (question: Question, response: ServerResponse): Promise<void> => {
    const current = offer
    const orders: readonly Offered[] = (wantsNewOrders(question) ? current?.take() : undefined) ?? []
    const bytes = ordersAnswer(
      question,
      orders.map((order) => order.bytes),
      new Date(tools.clock.now()),
    )
    if (!current || orders.length === 0) return send(response, bytes)
    try {
      const folder = await exchangeFolder(tools.dataDir, tools.clock)
      await writeDurably(join(folder, `${exchangeName('import', tools.clock)}.given.xml`), bytes)
      await current.keep(orders)
    } catch (error) {
      current.putBack(orders)
      throw error
    }
    if (response.destroyed) {
      current.putBack(orders)
      return undefined
    }
    try {
      await send(response, bytes)
      tools.log.info('POHODA fetched orders', { count: orders.length, complete: response.writableFinished })
    } finally {
      current.sent()
    }
    return undefined
  }

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const from = request.socket.remoteAddress ?? ''
    if (!PRIVATE.test(from)) return end(response, 403)
    if ((request.url ?? '').split('?')[0] !== settings.path) return end(response, 404)
    if (request.method !== 'POST') return end(response, 405, { allow: 'POST' })
    // A page in a browser can't send this type elsewhere without asking first, and its question is turned away.
    if (!/^(?:text|application)\/xml\b/i.test(request.headers['content-type'] ?? '')) return end(response, 415)
    if (!admits(request.headers.authorization)) {
      away = problem('is-login-failed', { user: settings.user })
      return end(response, 401, { 'www-authenticate': 'Basic realm="B2B klient"' })
    }
    const body = await bodyOf(request)
    if (!body) return end(response, 413)
    let question: Question
    try {
      question = await readQuestion(body)
    } catch (error) {
      tools.log.warn('a request that is none of POHODA', { error: error instanceof Error ? error.message : String(error) })
      return end(response, 400)
    }
    asked = {
      at: tools.clock.now(),
      from,
      agent: (request.headers['user-agent'] ?? '').replace(/[^\x20-\x7e]/g, '').slice(0, 100),
      ico: question.ico,
    }
    wake()
    tools.log.info('POHODA asked', { request: question.name, filters: question.filters.join(' '), ico: question.ico, from })
    if (question.ico !== '' && question.ico !== settings.ico) {
      away = problem('is-wrong-company', { expected: settings.ico, found: question.ico })
      return send(response, refusal(question, `Klient je nastaven pro IČO ${settings.ico}.`))
    }
    if (question.kind === 'orders') return giveOrders(question, response)
    if (question.kind === 'addresses') return send(response, addressesAnswer(question, new Date(tools.clock.now())))
    return send(response, refusal(question, 'Klient nabízí jen objednávky.'))
  }

  const listen = async (made: Server): Promise<void> => {
    try {
      made.listen(settings.port, host)
      await once(made, 'listening')
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? ''
      const what = code === 'EADDRINUSE' ? 'port-in-use' : 'is-failed'
      throw new Failure(problem(what, { port: String(settings.port) }, code), { effect: 'nothing', retry: true, cause: error })
    }
  }

  return {
    url: `http://${settings.listen === 'network' ? hostname() : '127.0.0.1'}:${settings.port}${settings.path}`,
    async start() {
      if (server) return
      // A name alone would let in whoever guesses it.
      if (settings.user !== '' && settings.password === '') throw invalid('password', 'required')
      if (settings.listen === 'network' && settings.user === '') throw invalid('user', 'required')
      await mkdir(tools.dataDir, { recursive: true })
      const made = createServer({ requestTimeout: REQUEST_TIMEOUT_MS, headersTimeout: 10_000 }, (request, response) => {
        handle(request, response).catch((error: unknown) => {
          tools.log.error('a request of POHODA failed', { error: error instanceof Error ? error.message : String(error) })
          if (response.headersSent) response.destroy()
          else end(response, 500)
        })
      })
      made.maxConnections = 16
      await listen(made)
      server = made
    },
    serve(next) {
      offer = next
      away = undefined
    },
    asked: () => asked,
    async untilAsked(ms, signal) {
      const before = asked
      if (signal.aborted) return
      await new Promise<void>((resolve) => {
        const done = (): void => {
          clearTimeout(timer)
          signal.removeEventListener('abort', done)
          resolve()
        }
        const timer = setTimeout(done, ms)
        signal.addEventListener('abort', done, { once: true })
        wake = done
        if (asked !== before) done()
      })
    },
    turnedAway: () => away,
    async close() {
      const closing = server
      server = undefined
      offer = undefined
      if (!closing) return
      const grace = setTimeout(() => closing.closeAllConnections(), CLOSE_GRACE_MS)
      closing.closeIdleConnections()
      await new Promise<void>((resolve) => closing.close(() => resolve()))
      clearTimeout(grace)
    },
  }
}
