import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { createGzip, gunzipSync, gzipSync, inflateSync } from 'node:zlib'
import { responsePack } from '../pohoda/answers'
import { toWindows1250 } from '../pohoda/encoding'
import { strikes } from '../pohoda/faults'
import { holdLock } from '../pohoda/lock'
import { messages } from '../pohoda/messages'
import { type Effects, processPack, readPack, timeStamp, writes } from '../pohoda/process-pack'
import { readState, type State, type User } from '../pohoda/state'
import { databaseFile, openStore } from '../pohoda/store'
import { type Element, el, serializePieces } from '../pohoda/xml'
import { type HttpFaults, strike } from './http-faults'

/**
 * POHODA mServer: the simulated POHODA (`../pohoda`) behind HTTP, as Stormware describes it for developers: `/xml` and `/status`, its own header for
 * the login, one request after the other, Windows-1250, gzip both ways, errors of the XML inside HTTP 200. It has one accounting unit open.
 */
export interface MServer {
  url: string
  /** Replaces all faults; `{}` heals. */
  faults(faults: HttpFaults): void
  /** What each request to `/xml` said about itself. */
  requests: { headers: Readonly<Record<string, string | string[] | undefined>>; bytes: Buffer; encoded: boolean }[]
  /** The most requests that stood in its line at one time, the one it works on included. */
  readonly longestLine: number
  /** Another accounting unit is opened (a new year). */
  openUnit(database: string): void
  /** Resolves when all that was taken is done. */
  idle(): Promise<void>
  close(): Promise<void>
}

export interface MServerOptions {
  stateDir: string
  database: string
  port?: number
  /** Versions before the XML status: plain text, and no word on the accounting unit. */
  plainStatus?: boolean
}

/** The process would be gone here; in a test the connection is. */
class Died extends Error {}

const effects: Effects = {
  now: () => new Date(),
  sleep: (ms) => sleep(ms),
  die: () => {
    throw new Died()
  },
}

const decoder1250 = new TextDecoder('windows-1250')
const MAX_BODY = 64 * 1024 * 1024

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of request) {
    length += (part as Buffer).length
    if (length > MAX_BODY) throw new Error('too large')
    parts.push(part as Buffer)
  }
  return Buffer.concat(parts)
}

const isImport = (bytes: Buffer): boolean => {
  try {
    return writes(readPack(bytes))
  } catch {
    return false
  }
}

const decoded = (bytes: Buffer, encoding: string | undefined): Buffer =>
  encoding === 'gzip' ? gunzipSync(bytes) : encoding === 'deflate' ? inflateSync(bytes) : bytes

const userOf = (state: State, header: string | string[] | undefined): User | undefined => {
  const given = /^Basic\s+(\S+)$/i.exec(String(header ?? ''))?.[1]
  if (given === undefined) return undefined
  const text = decoder1250.decode(Buffer.from(given, 'base64'))
  const colon = text.indexOf(':')
  return state.users.find(({ name, password }) => name === text.slice(0, colon) && password === text.slice(colon + 1))
}

/** Bytes of a long answer; `half`: it breaks off in the middle. */
function* encoded(first: string, second: string, rest: Iterable<string>, half: boolean): Generator<Buffer, void, undefined> {
  yield toWindows1250(first)
  yield toWindows1250(half ? second.slice(0, second.length / 2) : second)
  if (half) throw new Died()
  for (const piece of rest) yield toWindows1250(piece)
}

export async function startMServer(options: MServerOptions): Promise<MServer> {
  const { stateDir } = options
  let { database } = options
  let faults: HttpFaults = {}
  let last: Promise<unknown> = Promise.resolve()
  let waiting = 0
  /** Requests that were taken and not answered yet, whatever they ask for. */
  let active = 0
  let longestLine = 0
  const requests: MServer['requests'] = []

  const send = async (
    request: IncomingMessage,
    response: ServerResponse,
    answer: Element | string,
    half = false,
  ): Promise<void> => {
    const pieces = typeof answer === 'string' ? [answer].values() : serializePieces(answer, 'Windows-1250', false)
    const first = String(pieces.next().value ?? '')
    const second = pieces.next()
    const packed = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))
    const headers = { 'content-type': 'text/xml; charset=Windows-1250', ...(packed ? { 'content-encoding': 'gzip' } : {}) }
    if (!second.done) {
      // Too long to be held.
      response.writeHead(200, headers)
      const rest = Readable.from(encoded(first, second.value, pieces, half), { objectMode: false })
      try {
        await (packed ? pipeline(rest, createGzip({ level: 1 }), response) : pipeline(rest, response))
      } catch (error) {
        // A client that has seen enough.
        if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error
      }
      return
    }
    const plain = toWindows1250(first)
    const bytes = packed ? gzipSync(plain) : plain
    response.writeHead(200, { ...headers, 'content-length': bytes.length })
    if (half) {
      response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy())
      return
    }
    response.end(bytes)
  }

  const refuse = (response: ServerResponse, code: number): void => {
    response.writeHead(code, { 'content-type': 'text/plain' }).end()
  }

  const status = async (request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> => {
    if (options.plainStatus) {
      response.writeHead(200, { 'content-type': 'text/plain' }).end('Response from POHODA mServer')
      return
    }
    const state = readState(stateDir)
    const detailed = url.searchParams.has('companyDetail')
    if (detailed && !userOf(state, request.headers['stw-authorization'])) {
      refuse(response, 401)
      return
    }
    const unit = state.units.find((one) => one.database === database)
    await send(
      request,
      response,
      el(
        'response',
        {},
        el('status', {}, waiting > 0 ? 'working' : 'idle'),
        el('message', {}, 'Response from POHODA mServer'),
        el('server', {}, address()),
        el('processing', {}, String(waiting)),
        detailed
          ? el(
              'companyDetail',
              {},
              el('company', {}, unit?.company ?? ''),
              el('databaseName', {}, database),
              el('year', {}, String(unit?.year ?? '')),
            )
          : undefined,
      ),
    )
  }

  /** POHODA's own answer to a pack. */
  const work = async (bytes: Buffer, user: User, checkDuplicity: boolean): Promise<Element> => {
    const state = readState(stateDir)
    const unit = state.units.find((one) => one.database === database)
    const error = (note: string): Element => responsePack('error', { id: '', note, now: timeStamp(effects.now()) }, [])
    if (!user.xml || (await strikes(stateDir, 'noXmlRights'))) return error(messages.noXmlRights)
    if (await strikes(stateDir, 'activationExpired')) return error(messages.activation)
    if (unit === undefined || (await strikes(stateDir, 'lockedDatabase'))) return error(messages.database(database))
    const release = await holdLock(join(stateDir, `${unit.database}.lock`))
    const store = openStore(databaseFile(stateDir, unit.database))
    try {
      return await processPack(bytes, { stateDir, state, user, unit, store, checkDuplicity, effects })
    } finally {
      store.close()
      release()
    }
  }

  const xml = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const raw = await bodyOf(request)
    const user = userOf(readState(stateDir), request.headers['stw-authorization'])
    if (!user) return refuse(response, 401)
    if (faults.noUnitRight) return refuse(response, 403)
    const before = faults.status?.when === 'before' ? strike(faults.status) : undefined
    if (before) return refuse(response, before.code)
    const encoding = request.headers['content-encoding']
    requests.push({ headers: request.headers, bytes: decoded(raw, encoding), encoded: encoding !== undefined })
    const bytes = decoded(raw, encoding)
    longestLine = Math.max(longestLine, ++waiting)
    const mine = last
      .then(() => work(bytes, user, request.headers['stw-check-duplicity'] === 'true'))
      .finally(() => {
        waiting--
      })
    last = mine.catch(() => {})
    const answer = await mine
    if (isImport(bytes) && strike(faults.cutAfterWrite)) throw new Died()
    const after = faults.status?.when === 'after' ? strike(faults.status) : undefined
    if (after) return refuse(response, after.code)
    await send(request, response, faults.garbage ?? answer, faults.cutAnswer)
  }

  const server: Server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://mserver')
    active++
    const done = (async () => {
      if (url.pathname.toLowerCase() === '/status') return status(request, response, url)
      if (url.pathname.toLowerCase() !== '/xml') return refuse(response, 404)
      if (request.method !== 'POST') return refuse(response, 405)
      return xml(request, response)
    })()
    const over = done.finally(() => {
      active--
    })
    over.catch((error: unknown) => {
      // A process that died, a client that went away, a fault of the simulator: all leave the client without an answer.
      if (!(error instanceof Died) && request.complete) console.error('mServer simulator:', error)
      request.socket.destroy()
    })
  })
  // IPv4 only, as the real one.
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  const address = (): string => {
    const at = server.address()
    return at !== null && typeof at === 'object' ? `http://127.0.0.1:${at.port}` : ''
  }

  return {
    url: address(),
    faults: (next) => {
      faults = next
    },
    requests,
    get longestLine() {
      return longestLine
    },
    openUnit: (next) => {
      database = next
    },
    idle: async () => {
      // A request whose client has given up may still be on its way up from the network.
      for (let quiet = 0; quiet < 3; quiet++) {
        await sleep(10)
        if (active === 0) continue
        quiet = -1
        await last
      }
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
      await last
    },
  }
}
