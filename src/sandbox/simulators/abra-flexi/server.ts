import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { detailOf, listing, message, rowOf, writeAnswer } from './answers'
import { type Books, emptyBooks, evidenceNamed, idsOfRecord, type StoredRecord, type Values } from './books'
import { fits, parseFilter } from './filter'
import { includeCard, type ManyCards, pageOf, tableOf } from './tables'
import { importRecords, readBody, removeRecord } from './write'

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
  /** Records with these numbers, codes or names bring the core down each time. */
  breaksOn?: readonly string[]
  /** A proxy gives up waiting, and the core goes on. */
  gateway504?: boolean
  starting?: boolean
  noWriteLicence?: boolean
  noRights?: boolean
  tooMany?: boolean
  /** Refuses records with these numbers, codes or names. */
  refuse?: readonly string[]
  /** Each saving waits so long: behind a lock, or because there is much to do. */
  delayMs?: number
  /** Says less, as an older version: no `external-ids`, no codes in answers, no content of a test saving. */
  older?: boolean
  /** A filter is not taken. */
  noFilters?: boolean
  /** `dry-run` is not known: everything is saved. */
  savesDryRuns?: boolean
  /** Rows come in another order than the one that was asked for. */
  sortsOtherwise?: boolean
  /** Gives at most so many rows, whatever limit was asked for. */
  mostRows?: number
}

export interface FlexiSimulator {
  /** Where it listens; starts at the first call. */
  start(): Promise<string>
  user: string
  password: string
  books(): Books
  change(changes: Partial<Books>): void
  /** Somebody writes cards of `many` anew, now. */
  changeMany(changes: ReadonlyMap<number, { stavMJ?: string; cenaZakl?: string }>): void
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

/** What a record is called, in whatever field its kind has for it. */
const NAMES = ['cisDosle', 'cisDodak', 'kod', 'nazev']
const isCalled = (names: readonly string[] | undefined, values: Readonly<Record<string, unknown>>): boolean =>
  names !== undefined && NAMES.some((field) => names.includes(String(values[field] ?? '')))

export interface FlexiOptions {
  tls?: { key: string; cert: string }
  books?: Partial<Books>
  /** So many cards besides, each with a stock card, that nobody has written. */
  many?: number
  now?: () => number
}

/** A moment as ABRA Flexi shows it in winter: local time and its zone. */
const moment = (now: number): string => new Date(now + 3_600_000).toISOString().replace('Z', '+01:00')

/** ABRA Flexi's REST API on this computer, in memory: a company, its documents, price list, stock and address book, refusals, and what goes wrong. */
export function createFlexi(options: FlexiOptions = {}): FlexiSimulator {
  const user = 'api'
  const password = 'Tajné heslo 1'
  let books: Books = { ...emptyBooks(), ...options.books }
  let many: ManyCards = { count: options.many ?? 0, changed: new Map() }
  let faults: FlexiFaults = {}
  const now = (): string => moment((options.now ?? Date.now)())
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

  function list(evidence: string, filter: string | undefined, query: URLSearchParams): Reply {
    const table = tableOf(evidence, books, many)
    if (!table) return { status: 404, body: message('Evidence neexistuje') }
    const parsed = filter === undefined ? { above: 0, rest: () => true } : parseFilter(filter)
    if (!parsed || (filter !== undefined && (faults.noFilters || (table.length > 0 && !fits(parsed.rest, table.field(0))))))
      return { status: 400, body: message('Filtr nelze zpracovat') }
    // Without a word, twenty, and of what is valid only.
    const asked = Number(query.get('limit') ?? '20')
    const limit = Math.min(asked === 0 ? Number.POSITIVE_INFINITY : asked, faults.mostRows ?? Number.POSITIVE_INFINITY)
    const wanted = { ...parsed, text: filter ?? '', withOld: query.get('filtrovat-platnost') === 'false' }
    // Seen in the library of a peer: `@A` is downwards.
    const backwards = query.get('order')?.endsWith('@A') === true || faults.sortsOtherwise === true
    const page = pageOf(table, wanted, { start: Number(query.get('start') ?? '0'), limit, backwards })
    const detail = detailOf(query.get('detail') ?? undefined)
    const inner = query.get('includes')?.includes('/cenik') ? detail?.get('cenik') : undefined
    const rows = page.rows.map((index) => {
      const row = rowOf(table.row(index), detail, !faults.older && query.get('no-ext-ids') !== 'true')
      return inner && !faults.older ? includeCard(row, books, inner) : row
    })
    const count = query.get('add-row-count') === 'true' && !faults.older ? page.count : undefined
    return { status: 200, body: listing(evidence, rows, count) }
  }

  const recordNamed = (evidence: string, id: string): StoredRecord | undefined => {
    const store = evidenceNamed(evidence)?.store
    return store === undefined ? undefined : books[store].find((one) => idsOfRecord(one).includes(id))
  }

  function one(evidence: string, id: string, query: URLSearchParams): Reply {
    const record = recordNamed(evidence, id)
    const table = record && tableOf(evidence, books, many)
    if (!record || !table) return { status: 404, body: message('Záznam nebyl nalezen') }
    const location = `/c/${books.company}/${evidence}/${record.id}.json?${query.toString()}`
    if (!/^\d+$/.test(id)) return { status: 303, body: undefined, headers: { location } }
    let index = 0
    while (table.id(index) !== record.id) index++
    const row = rowOf(table.row(index), detailOf(query.get('detail') ?? undefined), !faults.older)
    return { status: 200, body: listing(evidence, [row]) }
  }

  async function write(request: IncomingMessage, query: URLSearchParams): Promise<Reply | 'break' | 'cut' | 'garbled'> {
    const body = readBody(parse(await readAll(request)))
    if (!body) return { status: 400, body: message('Chyba při čtení JSON') }
    const dryRun = query.get('dry-run') === 'true'
    const saves = !dryRun || faults.savesDryRuns === true
    if (saves && faults.delayMs) await sleep(faults.delayMs, undefined, { signal: closing.signal })
    if (saves && strikes('dieBeforeSave')) return 'break'
    const breaks = body.records.some((record) => isCalled(faults.breaksOn, record))
    if (breaks || faults.pageOf500 === 'before') return { status: 500, body: html('500 Internal Server Error') }
    const done = importRecords(books, body, {
      now: now(),
      refuses: (values: Values) =>
        isCalled(faults.refuse, values) ? 'Záznam nelze uložit: firma má pozastavený obchod.' : undefined,
    })
    if (saves) books = done.books
    const answer = writeAnswer(done.books, done.results, {
      company: books.company,
      evidence: body.evidence,
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

  function remove(evidence: string, id: string): Reply {
    const record = recordNamed(evidence, id)
    if (!record) return { status: 404, body: message('Záznam nebyl nalezen') }
    books = removeRecord(books, evidence, record)
    return { status: 200, body: { winstrom: { '@version': '1.0', success: 'true', results: [{ id: String(record.id) }] } } }
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
      const settings = { id: '1', nazFirmy: books.name, ic: books.ico, statLegislativa: `code:${books.country}` }
      return { status: 200, body: listing('nastaveni', [settings]) }
    }
    if (method === 'GET' && rest === 'ucetni-obdobi') {
      const rows = books.periods.map(({ id, kod, from, to }) => ({ id: String(id), kod, platiOdData: from, platiDoData: to }))
      return { status: 200, body: listing('ucetni-obdobi', rows) }
    }
    const [evidence = '', key] = [rest.split('/')[0], rest.includes('/') ? rest.slice(rest.indexOf('/') + 1) : undefined]
    const isWritable = evidenceNamed(evidence) !== undefined
    if (!isWritable && evidence !== 'skladova-karta') return { status: 404, body: message('Evidence neexistuje') }
    if (method !== 'GET' && faults.noWriteLicence) return { status: 402, body: message('REST API pro zápis není aktivováno') }
    if (method !== 'GET' && faults.noRights) return { status: 403, body: message('K této operaci nemáte oprávnění') }
    if (method === 'GET') {
      if (key === undefined || key.startsWith('(')) return list(evidence, key, url.searchParams)
      return one(evidence, key, url.searchParams)
    }
    if ((method === 'PUT' || method === 'POST') && key === undefined && isWritable) return write(request, url.searchParams)
    if (method === 'DELETE' && key !== undefined) return remove(evidence, key)
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
    changeMany: (changes) => {
      const lastUpdate = now()
      const changed = new Map(many.changed)
      for (const [index, change] of changes) changed.set(index, { ...changed.get(index), ...change, lastUpdate })
      many = { ...many, changed }
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
