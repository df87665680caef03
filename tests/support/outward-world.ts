import { hash, randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { outwardPass, type PassPorts, type PassResult, type PassWish, type Source } from '../../src/main/engine/outward/pass'
import type { CentralUploads, OutwardMemory, PriceReading, StockReading, Unreadable } from '../../src/main/engine/outward/ports'
import type { Clock } from '../../src/main/engine/ports'
import type { Sql } from '../../src/main/ledger/database'
import { createOutwardMemory } from '../../src/main/ledger/outward'
import { openOutwardFile, setOutwardAside } from '../../src/main/ledger/outward-file'
import { createOutwardReader } from '../../src/main/ledger/outward-read'
import { ApiError } from '../../src/sandbox/api/http'
import { uploadHandlers } from '../../src/sandbox/api/uploads'
import { createCatalogue } from '../../src/sandbox/catalogue/catalogue'
import { createUploads } from '../../src/sandbox/catalogue/uploads'
import { createCompanies } from '../../src/sandbox/companies'
import { openStore } from '../../src/sandbox/database'
import { createIds } from '../../src/sandbox/ids'
import type { Account, Mode } from '../../src/shared/central-api/account'
import type { OutwardAgenda } from '../../src/shared/documents/agenda'
import { Failure, type ProblemCode, problem } from '../../src/shared/failure'
import { outwardSettingsSchema } from '../../src/shared/outward-rules'

/**
 * The way out in one process: the real passes over the real memory, the sandbox's real uploads called directly, an information system that is a
 * list of cards, and a clock that goes as the test wishes.
 */

/** A card as the information system has it; `broken`: it can't be read. */
export interface Card extends Partial<StockReading>, Partial<Omit<PriceReading, 'sku'>> {
  sku: string
  broken?: boolean
  changed?: number
}

/** What a pass works with and a test may put faults on. */
export interface OutwardPorts {
  central: CentralUploads & Pick<PassPorts['central'], 'account'>
  ledger: OutwardMemory
  is: Source
}

export const fingerprint = (text: string): string => hash('sha256', text, 'base64').slice(0, 16)

const fastFolder = (): string => mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'bi-outward-'))

const codes: Readonly<Record<string, ProblemCode>> = {
  'not-found': 'central-not-found',
  conflict: 'central-conflict',
  'too-large': 'central-validation',
  validation: 'central-validation',
}

export interface OutwardWorldOptions {
  /** Rows in a part, as the central side says; absent: its own. */
  partSize?: number
  /** Cards in a portion of the reading. */
  portion?: number
  /** The information system can tell what has changed. */
  since?: boolean
  outward?: unknown
}

export function createOutwardWorld(options: OutwardWorldOptions = {}) {
  const root = fastFolder()
  const clock = {
    now: Date.parse('2026-03-02T08:00:00Z'),
    pass(ms: number): void {
      clock.now += ms
    },
  }
  const store = openStore(root)
  const newId = createIds(() => clock.now)
  const companies = createCompanies(store, () => clock.now, newId)
  const company = companies.add({
    name: 'Velkoobchod Příkladný, s.r.o.',
    ico: '45274649',
    role: 'both',
    mode: 'test',
    agendas: ['orders', 'stock-levels', 'prices'],
  })
  const catalogue = createCatalogue(store, () => clock.now)
  const uploads = createUploads(store, catalogue, () => clock.now, newId)
  const handlers = uploadHandlers({ uploads })
  const made = new Map<string, string>()
  const calls = { created: 0, parts: 0, committed: 0 }
  /** What the operator's central side refuses row by row. */
  const account: Pick<Account, 'agendas' | 'mode'> = { agendas: ['orders', 'stock-levels', 'prices'], mode: 'test' }

  const answer = <T>(work: () => unknown): T => {
    try {
      return store.transaction(work) as T
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      throw new Failure(problem(codes[error.code] ?? 'central-internal', {}, error.message), { effect: 'nothing', retry: false })
    }
  }
  // The handlers as HTTP calls them, without HTTP.
  const call = <T>(name: keyof typeof handlers, params: Record<string, unknown>, body?: unknown): T =>
    answer<T>(() => {
      const caller = { company: companies.find(company.companyId) }
      const reply = (handlers[name] as unknown as (input: unknown) => { body?: unknown; json?: string })({ caller, params, body })
      return reply.json === undefined ? reply.body : JSON.parse(reply.json)
    })
  const central: OutwardPorts['central'] = {
    account: async () =>
      ({
        companyId: company.companyId,
        companyName: company.name,
        ico: company.ico,
        role: 'both',
        ...account,
        apiVersion: '1.0',
        serverTime: new Date(clock.now).toISOString(),
        minimumClientVersion: '0.0.0',
        queue: { waiting: 0, claimed: 0 },
      }) satisfies Account,
    async createUpload(request, key) {
      const known = made.get(key)
      if (known === undefined) calls.created++
      const uploadId = known ?? call<{ uploadId: string }>('createUpload', {}, request).uploadId
      made.set(key, uploadId)
      return { uploadId, partSize: options.partSize ?? 5000 }
    },
    async putUploadPart(uploadId, part, ndjson) {
      calls.parts++
      return call('putUploadPart', { uploadId, part }, ndjson)
    },
    async uploadStatus(uploadId) {
      try {
        return call('uploadStatus', { uploadId })
      } catch (error) {
        if (error instanceof Failure && error.problem.code === 'central-not-found') return undefined
        throw error
      }
    },
    async commitUpload(uploadId, counts) {
      calls.committed++
      return call('commitUpload', { uploadId }, counts)
    },
    async abandonUpload(uploadId) {
      call('abandonUpload', { uploadId })
    },
  }

  let cards: Card[] = []
  async function* portions<T>(turn: (card: Card) => T, changedSince: string | undefined, signal: AbortSignal) {
    const from = changedSince === undefined ? Number.NEGATIVE_INFINITY : Date.parse(changedSince)
    const chosen = cards.filter(({ changed }) => (changed ?? 0) >= from || changedSince === undefined)
    const size = options.portion ?? 7
    for (let at = 0; at < chosen.length; at += size) {
      signal.throwIfAborted()
      const portion = chosen.slice(at, at + size)
      yield portion.map((card): T | Unreadable =>
        card.broken ? { sku: card.sku, problem: problem('row-value-unfit', { sku: card.sku }) } : turn(card),
      )
      yield []
    }
  }
  const source: Source = {
    target: 'books-1',
    reads: { 'stock-levels': { since: options.since === true }, prices: { since: options.since === true } },
    readStock: ({ changedSince }, signal) =>
      portions(({ broken, changed, ...card }) => ({ physical: '0', ...card }) as StockReading, changedSince, signal),
    readPrices: ({ changedSince }, signal) =>
      portions(
        ({ broken, changed, ...card }) => ({ price: '0', priceIncludesVat: false, vatPercent: '21', ...card }) as PriceReading,
        changedSince,
        signal,
      ),
  }

  let sql: Sql | undefined
  let anew = 0
  const open = (): Sql => {
    sql ??= openOutwardFile(root, () => anew++)
    return sql
  }
  const never = new AbortController().signal
  const engineClock: Clock = { now: () => clock.now, monotonicMs: () => clock.now }
  const log = { debug() {}, info() {}, warn() {}, error() {} }
  let outward = outwardSettingsSchema.parse(options.outward ?? { 'stock-levels': {}, prices: {} })

  const world = {
    clock,
    calls,
    account,
    companies,
    company,
    root,
    set(next: readonly Card[]): void {
      cards = [...next]
    },
    cards: (): readonly Card[] => cards,
    settings: () => outward,
    configure(next: unknown): void {
      outward = outwardSettingsSchema.parse(next)
    },
    setMode(mode: Mode): void {
      account.mode = mode
    },
    /** The process ends: what it had open and in mind is gone. */
    die(): void {
      sql?.close()
      sql = undefined
    },
    /** The file is taken away, as a virus scanner or a person would. */
    lose(): void {
      world.die()
      setOutwardAside(root)
    },
    anew: () => anew,
    memory: (agenda: OutwardAgenda = 'stock-levels'): OutwardMemory => createOutwardMemory(open(), agenda),
    reader: (agenda: OutwardAgenda = 'stock-levels') => createOutwardReader(open(), agenda),
    async pass(
      agenda: OutwardAgenda = 'stock-levels',
      wish: PassWish = {},
      more: { through?: (ports: OutwardPorts) => OutwardPorts; stop?: AbortSignal; mode?: Mode } = {},
    ): Promise<PassResult> {
      const ports = (more.through ?? ((same) => same))({ central, ledger: world.memory(agenda), is: source })
      return outwardPass(
        {
          memory: ports.ledger,
          central: ports.central,
          uploads: ports.central,
          companyId: async () => company.companyId,
          withSource: (work) => work(ports.is, async () => {}),
          clock: engineClock,
          log,
          fingerprint,
          newKey: randomUUID,
          breathe: async () => {},
        },
        { agenda, outward, mode: more.mode ?? 'test', address: 'test' },
        wish,
        more.stop ?? never,
      )
    },
    /** What the shops see, by the name of the row. */
    shop(agenda: OutwardAgenda = 'stock-levels'): Map<string, Record<string, unknown>> {
      const seen = new Map<string, Record<string, unknown>>()
      let from: Parameters<typeof catalogue.page>[3]
      do {
        const page = catalogue.page(company.companyId, agenda, undefined, from)
        for (const text of page.rows) {
          const row = JSON.parse(text) as Record<string, unknown>
          const name = [row['sku'], row['warehouse'], row['priceLevel'], row['currency']]
            .filter((part) => part !== undefined)
            .join(' ')
          if (seen.has(name)) throw new Error(`the shop sees ${name} twice`)
          seen.set(name, row)
        }
        from = page.next
      } while (from)
      return seen
    },
    /** Of the shop, what is for sale: code → quantity or price. */
    sold(agenda: OutwardAgenda = 'stock-levels'): Record<string, string> {
      return Object.fromEntries(
        [...world.shop(agenda)].map(([name, row]) => [name, String(row['available'] ?? row['unitPrice'])]),
      )
    },
    close(): void {
      world.die()
      store.close()
      rmSync(root, { recursive: true, force: true })
    },
  }
  return world
}
export type OutwardWorld = ReturnType<typeof createOutwardWorld>

/** Cards with so many pieces each: `stock({ A: 5, B: 0 })`. */
export const stock = (pieces: Readonly<Record<string, number>>): Card[] =>
  Object.entries(pieces).map(([sku, physical]) => ({ sku, physical: String(physical), unit: 'ks', name: `Zboží ${sku}` }))
