import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { listing, message, orderRow, writeAnswer } from './answers'
import { type Books, emptyBooks, type StoredOrder } from './books'
import { importOrders, readBody } from './write'

/** What goes wrong, until it is set anew. A number counts down: so many requests. */
export interface FlexiFaults {
  /** The connection breaks after the order was saved. */
  loseAnswer?: number
  /** It breaks before. */
  dieBeforeSave?: number
  /** Half of the answer, then the connection ends. */
  cutAnswer?: number
  /** Not JSON, with status 200, after the order was saved. */
  garbledAnswer?: number
  /** A page of an error in the core, before or after the order was saved. */
  pageOf500?: 'before' | 'after'
  /** Orders with these numbers (`cisDosle`) bring the core down each time. */
  breaksOn?: readonly string[]
  /** A proxy gives up waiting, and the core goes on. */
  gateway504?: boolean
  starting?: boolean
  noWriteLicence?: boolean
  noRights?: boolean
  tooMany?: boolean
  /** Refuses orders with these numbers (`cisDosle`). */
  refuse?: readonly string[]
  /** Each saving waits so long: behind a lock, or because there is much to do. */
  delayMs?: number
  /** Says less, as an older version: no `external-ids`, no codes in answers, no content of a test saving. */
  older?: boolean
  /** A filter is not taken. */
  noFilters?: boolean
  /** `dry-run` is not known: everything is saved. */
  savesDryRuns?: boolean
}

export interface FlexiSimulator {
  /** Where it listens; starts at the first call. */
  start(): Promise<string>
  user: string
  password: string
  books(): Books
  change(changes: Partial<Books>): void
  faults(faults: FlexiFaults): void
  /** Every request that came, as method and address. */
  requests: readonly string[]
  /** When nothing is being worked on any more, also for those who have gone. */
  idle(): Promise<void>
  close(): Promise<void>
}

interface Reply {
  status: number
  body: unknown
  headers?: Record<string, string>
}

const html = (title: string): string => `<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`
const MOST_BYTES = 64 * 1024 * 1024

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length
    if (length > MOST_BYTES) throw new Error('too large')
    parts.push(part)
  }
  return Buffer.concat(parts)
}

const parse = (bytes: Buffer): unknown => {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
}

/** `(id in ('a','b'))`, `(id='a')`; `undefined`: not understood. */
const filterIds = (filter: string): readonly string[] | undefined => {
  const inner = /^\(id (?:in \((.*)\)|(?:=|==|eq) ?(.*))\)$/s.exec(filter.replace(/^\(id=/, '(id ='))
  const list = inner?.[1] ?? inner?.[2]
  const ids = list?.split(',').map((one) => /^\s*'([^']*)'\s*$/.exec(one)?.[1] ?? /^\s*(\d+)\s*$/.exec(one)?.[1])
  return ids?.every((one) => one !== undefined) ? ids : undefined
}

const named = (order: StoredOrder, id: string): boolean =>
  String(order.id) === id || order.externalIds.includes(id) || id === `code:${order.kod}`

/** ABRA Flexi's REST API on this computer, in memory: companies, received orders, refusals, and what goes wrong. */
export function createFlexi(options: { tls?: { key: string; cert: string }; books?: Partial<Books> } = {}): FlexiSimulator {
  const user = 'api'
  const password = 'Tajné heslo 1'
  let books: Books = { ...emptyBooks(), ...options.books }
  let faults: FlexiFaults = {}
  const requests: string[] = []
  const working = new Set<Promise<unknown>>()
  const closing = new AbortController()
  const sockets = new Set<Socket>()

  /** Counts a fault down; whether it strikes now. */
  const strikes = (name: 'loseAnswer' | 'dieBeforeSave' | 'cutAnswer' | 'garbledAnswer'): boolean => {
    const left = faults[name] ?? 0
    if (left <= 0) return false
    faults = { ...faults, [name]: left - 1 }
    return true
  }

  const isSignedIn = ({ headers }: IncomingMessage): boolean =>
    headers.authorization === `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`

  function readOrders(filter: string | undefined, query: URLSearchParams): Reply {
    let rows = books.orders
    if (filter !== undefined) {
      const ids = faults.noFilters ? undefined : filterIds(filter)
      if (!ids) return { status: 400, body: message('Filtr nelze zpracovat') }
      rows = rows.filter((order) => ids.some((id) => named(order, id)))
    }
    // Without a word, twenty.
    const limit = Number(query.get('limit') ?? '20')
    const start = Number(query.get('start') ?? '0')
    const page = rows.slice(start, limit === 0 ? undefined : start + limit)
    const detail = query.get('detail') ?? undefined
    return {
      status: 200,
      body: listing(
        'objednavka-prijata',
        page.map((order) => orderRow(order, books, detail, !faults.older)),
      ),
    }
  }

  function oneOrder(id: string, query: URLSearchParams): Reply {
    const order = books.orders.find((one) => named(one, id))
    if (!order) return { status: 404, body: message('Záznam nebyl nalezen') }
    const location = `/c/${books.company}/objednavka-prijata/${order.id}.json?${query.toString()}`
    if (!/^\d+$/.test(id)) return { status: 303, body: undefined, headers: { location } }
    const row = orderRow(order, books, query.get('detail') ?? undefined, !faults.older)
    return { status: 200, body: listing('objednavka-prijata', [row]) }
  }

  async function write(request: IncomingMessage, query: URLSearchParams): Promise<Reply | 'break' | 'cut' | 'garbled'> {
    const body = readBody(parse(await readAll(request)))
    if (!body) return { status: 400, body: message('Chyba při čtení JSON') }
    const dryRun = query.get('dry-run') === 'true'
    const saves = !dryRun || faults.savesDryRuns === true
    if (saves && faults.delayMs) await sleep(faults.delayMs, undefined, { signal: closing.signal })
    if (saves && strikes('dieBeforeSave')) return 'break'
    const breaks = body.records.some(({ cisDosle }) => faults.breaksOn?.includes(String(cisDosle)) === true)
    if (breaks || faults.pageOf500 === 'before') return { status: 500, body: html('500 Internal Server Error') }
    const done = importOrders(books, body, ({ cisDosle }) =>
      cisDosle !== undefined && faults.refuse?.includes(cisDosle)
        ? 'Doklad nelze uložit: odběratel má pozastavené objednávky.'
        : undefined,
    )
    if (saves) books = done.books
    const answer = writeAnswer(done.books, done.results, {
      company: books.company,
      codes: query.get('code-in-response') === 'true' && !faults.older,
      dryRun: !saves,
      withContent: !faults.older,
    })
    if (!saves) return answer
    if (strikes('loseAnswer')) return 'break'
    if (strikes('cutAnswer')) return 'cut'
    if (strikes('garbledAnswer')) return 'garbled'
    if (faults.pageOf500 === 'after') return { status: 500, body: html('500 Internal Server Error') }
    if (faults.gateway504) return { status: 504, body: html('504 Gateway Time-out') }
    return answer
  }

  function remove(id: string): Reply {
    const order = books.orders.find((one) => named(one, id))
    if (!order) return { status: 404, body: message('Záznam nebyl nalezen') }
    books = { ...books, orders: books.orders.filter((one) => one !== order) }
    return { status: 200, body: { winstrom: { '@version': '1.0', success: 'true', results: [{ id: String(order.id) }] } } }
  }

  async function answer(request: IncomingMessage): Promise<Reply | 'break' | 'cut' | 'garbled'> {
    const { method = 'GET' } = request
    const url = new URL(request.url ?? '/', 'http://flexi')
    requests.push(`${method} ${decodeURIComponent(url.pathname)}${url.search}`)
    if (faults.starting) return { status: 503, body: html('503 Service Unavailable') }
    if (url.pathname === '/status-check.json') return { status: 200, body: { status: 'OK' } }
    if (!isSignedIn(request)) {
      return { status: 401, body: message('Pro tuto operaci se musíte přihlásit'), headers: { 'www-authenticate': 'Basic' } }
    }
    if (faults.tooMany) return { status: 429, body: html('429'), headers: { 'retry-after': '7' } }
    const [, company = '', rest = ''] = /^\/c\/([^/]+)\/(.*)\.json$/s.exec(decodeURIComponent(url.pathname)) ?? []
    if (company !== books.company) return { status: 404, body: message(`Firma '${company}' neexistuje.`, 'firmaNeexistuje') }
    if (method === 'GET' && rest === 'nastaveni') {
      return { status: 200, body: listing('nastaveni', [{ id: '1', nazFirmy: books.name, ic: books.ico }]) }
    }
    const [evidence, key] = [rest.split('/')[0], rest.includes('/') ? rest.slice(rest.indexOf('/') + 1) : undefined]
    if (evidence !== 'objednavka-prijata') return { status: 404, body: message('Evidence neexistuje') }
    if (method !== 'GET' && faults.noWriteLicence) return { status: 402, body: message('REST API pro zápis není aktivováno') }
    if (method !== 'GET' && faults.noRights) return { status: 403, body: message('K této operaci nemáte oprávnění') }
    if (method === 'GET') {
      if (key === undefined || key.startsWith('(')) return readOrders(key, url.searchParams)
      return oneOrder(key, url.searchParams)
    }
    if ((method === 'PUT' || method === 'POST') && key === undefined) return write(request, url.searchParams)
    if (method === 'DELETE' && key !== undefined) return remove(key)
    return { status: 405, body: message('Nepovolená metoda') }
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const reply = await answer(request)
    if (reply === 'break') return void request.socket.destroy()
    if (reply === 'cut') {
      response.writeHead(201, { 'content-type': 'application/json', 'content-length': '500' })
      return void response.write('{"winstrom":{"@version":"1.0","success":"tr', () => request.socket.destroy())
    }
    const text =
      reply === 'garbled' ? '{"winstrom":{"success":' : typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body)
    const status = reply === 'garbled' ? 200 : reply.status
    const type = typeof text === 'string' && text.startsWith('<') ? 'text/html' : 'application/json'
    response.writeHead(status, { 'content-type': type, ...(reply === 'garbled' ? {} : reply.headers) }).end(text)
  }

  const onRequest = (request: IncomingMessage, response: ServerResponse): void => {
    // Who has gone away changes nothing: the core goes on with what it was given.
    response.on('error', () => {})
    const work = serve(request, response)
      .catch(() => request.socket.destroy())
      .finally(() => working.delete(work))
    working.add(work)
  }
  const server = options.tls ? createTlsServer(options.tls, onRequest) : createServer(onRequest)
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  let listening: Promise<void> | undefined
  return {
    async start() {
      listening ??= new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      await listening
      return `${options.tls ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`
    },
    user,
    password,
    books: () => books,
    change: (changes) => {
      books = { ...books, ...changes }
    },
    faults: (next) => {
      faults = next
    },
    requests,
    async idle() {
      while (working.size > 0) await Promise.allSettled([...working])
    },
    async close() {
      closing.abort()
      for (const socket of sockets) socket.destroy()
      if (listening) await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
