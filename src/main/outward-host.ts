import { hash, randomUUID } from 'node:crypto'
import { setImmediate, setTimeout as sleep } from 'node:timers/promises'
import type { OutwardAgenda } from '../shared/documents/agenda'
import { asFailure, Failure, problem } from '../shared/failure'
import type { OutwardAgendaStatus, OutwardStatus } from '../shared/outward-status'
import type { Settings } from '../shared/settings'
import { nextPassAt } from './engine/outward/due'
import { FINGERPRINT_LENGTH } from './engine/outward/known-rows'
import { outwardPass, type PassWish, type Source } from './engine/outward/pass'
import { type CentralUploads, NOTHING_SENT, type OutwardMemory, type UnsendableSample } from './engine/outward/ports'
import type { Central, Clock, InformationSystem, Log } from './engine/ports'
import type { Sql } from './ledger/database'
import { identityOf } from './ledger/files'
import { createOutwardMemory } from './ledger/outward'
import { isSpoiled, openOutwardFile, openOutwardForReading, outwardPath, setOutwardAside } from './ledger/outward-file'
import { createOutwardReader, type OutwardReader } from './ledger/outward-read'
import type { OneAtATime } from './one-at-a-time'
import { agendasSent, describeAgenda, type UnderWay } from './outward-status'
import type { Request } from './system/requests'

/**
 * The way out of one data folder in this process: passes that are due, and what a person asks for. Reading takes its turn in the information system
 * and gives way to orders; sending needs only the central side, and holds up nobody.
 */
export interface OutwardHost {
  /** Passes that are due now. Joins those under way. Never throws. */
  runDue(): Promise<void>
  /**
   * A pass now, whatever is due; `agendas` empty: of all that are sent. Resolves when it has ended, here or at the process that holds the engine;
   * how it ended is in the status. Throws `outward-off`, `settings-missing`, `engine-held`.
   */
  upload(agendas: readonly OutwardAgenda[], wish: PassWish, signal?: AbortSignal): Promise<void>
  /** A person agrees to the fall that is held, as large as it is, and it is sent. False: none is held. Throws as `upload`. */
  confirmFall(agenda: OutwardAgenda): Promise<boolean>
  /** What another process asks for. Others' requests don't wait for its end. */
  takeRequest(request: OutwardRequest): void
  /** Undefined: the settings send nothing. */
  status(settings: Settings | undefined): OutwardStatus | undefined
  /** What a person looks at. */
  show(): readonly OutwardView[]
  /** A pass is under way. */
  busy(): boolean
  /** Lets the file go. */
  drop(): void
  /** Waits for the end of what runs; `stop` has been aborted. */
  close(): Promise<void>
}

export type OutwardRequest = Extract<Request, { kind: 'upload' | 'confirm-fall' }>

export interface OutwardView {
  agenda: OutwardAgenda
  status: OutwardAgendaStatus
  /** The first of each, with the reasons. */
  unsendable: readonly UnsendableSample[]
  rejected: readonly UnsendableSample[]
}

export interface OutwardHostOptions {
  dataDir: string
  clock: Clock
  log: Log
  turns: OneAtATime
  stop: AbortSignal
  settings(): Settings | undefined
  /** Becomes the holder of the engine, if nobody else is. */
  isHolder(): boolean
  /** Asks the holder, and waits until it has taken the request. Throws `engine-held`. */
  ask(request: OutwardRequest, signal?: AbortSignal): Promise<void>
  /** Becomes the holder of the engine, or throws `engine-held`, `settings-missing`, …; `ensureHeld` throws when it is no longer. */
  need(): { settings: Settings; ensureHeld(): void }
  openCentral(settings: Settings): Central
  openUploads(settings: Settings): CentralUploads
  companyId(settings: Settings, central: Central): Promise<string>
  openIs(settings: Settings, companyId: string): Promise<InformationSystem & { close(): Promise<void> }>
  onChange(): void
}

const MOST_SHOWN = 200
/** A first upload over a narrow line takes longer than anybody looks on; how it fares is in the status. */
const OTHERS_PASS_MS = 10 * 60_000
const POLL_MS = 200
/** A person's word is good for so long. */
const ALLOWED_MS = 24 * 3_600_000
/** The reading half of an open connector. */
const sourceOf = (is: InformationSystem): Source => ({
  target: is.target,
  reads: is.reads ?? {},
  ...(is.readStock && { readStock: is.readStock.bind(is) }),
  ...(is.readPrices && { readPrices: is.readPrices.bind(is) }),
})

const fingerprint = (text: string): string => hash('sha256', text, 'base64').slice(0, FINGERPRINT_LENGTH)

export function createOutwardHost(options: OutwardHostOptions): OutwardHost {
  const { dataDir, clock, log, turns, stop } = options
  let own: Sql | undefined
  let reading: { file: string | undefined; sql: Sql } | undefined
  let underWay: UnderWay | undefined
  let last: Promise<unknown> = Promise.resolve()

  function drop(): void {
    own?.close()
    reading?.sql.close()
    own = undefined
    reading = undefined
  }

  /** The memory, written; every transaction makes sure that the engine is still held. */
  function memoryOf(agenda: OutwardAgenda, ensureHeld: () => void): OutwardMemory {
    own ??= openOutwardFile(dataDir, (words) =>
      log.error('what was sent to the shops is forgotten: its file was spoiled', { words }),
    )
    const file = own
    return createOutwardMemory(
      {
        ...file,
        transaction(work) {
          ensureHeld()
          return file.transaction(work)
        },
      },
      agenda,
    )
  }

  /** The memory, read; also of another process. */
  function read<T>(agenda: OutwardAgenda, query: (reader: OutwardReader) => T): T | undefined {
    const file = identityOf(outwardPath(dataDir))
    if (reading && reading.file !== file) {
      reading.sql.close()
      reading = undefined
    }
    if (!own && !reading) {
      const sql = openOutwardForReading(dataDir)
      if (sql) reading = { file, sql }
    }
    const sql = own ?? reading?.sql
    try {
      return sql && query(createOutwardReader(sql, agenda))
    } catch (error) {
      if (!isSpoiled(error)) throw error
      return undefined
    }
  }

  async function pass(agenda: OutwardAgenda, wish: PassWish): Promise<void> {
    try {
      const { settings, ensureHeld } = options.need()
      const memory = memoryOf(agenda, ensureHeld)
      const central = options.openCentral(settings)
      let companyId = ''
      underWay = { agenda, progress: undefined }
      options.onChange()
      const result = await outwardPass(
        {
          memory,
          central,
          async companyId() {
            companyId = await options.companyId(settings, central)
            return companyId
          },
          uploads: options.openUploads(settings),
          withSource: (work) =>
            turns.alone(async (giveWay) => {
              const is = await options.openIs(settings, companyId)
              try {
                return await work(sourceOf(is), giveWay)
              } finally {
                await is.close()
              }
            }),
          clock,
          log,
          fingerprint,
          newKey: randomUUID,
          breathe: () => setImmediate(),
          onProgress(progress) {
            underWay = { agenda, progress }
            options.onChange()
          },
        },
        {
          agenda,
          outward: settings.outward ?? {},
          mode: settings.mode,
          address: settings.central.baseUrl,
        },
        wish,
        stop,
      )
      if (result.problem?.code === 'ledger-unreadable' && !result.retry) forgetFile()
    } catch (error) {
      const failure = asFailure(error)
      if (isSpoiled(failure)) forgetFile()
      log.warn('stock and prices: pass not begun', { agenda, code: failure.problem.code, words: failure.problem.words ?? '' })
    } finally {
      underWay = undefined
      options.onChange()
    }
  }

  /** Met in the middle of a pass: the next one begins with an empty file and a full upload. */
  function forgetFile(): void {
    log.error('what was sent to the shops is forgotten: its file can not be read', { path: outwardPath(dataDir) })
    drop()
    setOutwardAside(dataDir)
  }

  /** One pass at a time, one after another. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = last.then(work, work)
    last = mine.catch(() => {})
    return mine
  }

  async function run(agendas: readonly OutwardAgenda[], wish: PassWish): Promise<void> {
    const chosen = chosenOf(agendas)
    await inTurn(async () => {
      for (const agenda of chosen) if (!stop.aborted) await pass(agenda, wish)
    })
  }

  /** Throws `settings-missing`, `outward-off`. */
  function chosenOf(agendas: readonly OutwardAgenda[]): readonly OutwardAgenda[] {
    const sent = agendasSent(options.need().settings)
    const off = agendas.find((agenda) => !sent.includes(agenda))
    if (off !== undefined || sent.length === 0)
      throw new Failure(problem('outward-off', off === undefined ? {} : { agenda: off }), { effect: 'nothing', retry: false })
    return agendas.length === 0 ? sent : agendas
  }

  function allow(agenda: OutwardAgenda): boolean {
    const memory = memoryOf(agenda, options.need().ensureHeld)
    const { held } = memory.facts()
    if (!held) return false
    memory.keep({ allowed: { percent: held.percent, until: clock.now() + ALLOWED_MS } })
    log.info('a fall was confirmed', { agenda, percent: held.percent })
    return true
  }

  /** Asks the holder for passes and waits for their ends, as long as one may wait. */
  async function othersPass(agendas: readonly OutwardAgenda[], request: OutwardRequest, signal?: AbortSignal): Promise<void> {
    const sent = agendasSent(options.settings())
    const ends = (): (number | undefined)[] =>
      (agendas.length === 0 ? sent : agendas).map((agenda) => read(agenda, (reader) => reader.facts().lastPassAt))
    const before = ends()
    await options.ask(request, signal)
    const until = clock.monotonicMs() + OTHERS_PASS_MS
    while (ends().some((end, index) => end === before[index]) && !signal?.aborted && clock.monotonicMs() < until)
      await sleep(POLL_MS)
  }

  let due: Promise<void> | undefined
  return {
    runDue() {
      due ??= inTurn(async () => {
        for (const agenda of agendasSent(options.settings())) {
          if (stop.aborted) return
          const { settings, ensureHeld } = options.need()
          const timing = settings.outward?.[agenda]
          const now = clock.now()
          if (timing && nextPassAt(now, memoryOf(agenda, ensureHeld).facts(), timing) <= now) await pass(agenda, {})
        }
      })
        // What keeps it from being begun is told by the run itself, which needs the same.
        .catch((error: unknown) => log.debug('nothing sent to the shops', { code: asFailure(error).problem.code }))
        .finally(() => {
          due = undefined
        })
      return due
    },
    async upload(agendas, wish, signal) {
      if (options.isHolder()) return run(agendas, wish)
      const asked: OutwardRequest = {
        kind: 'upload',
        agendas: [...agendas],
        full: wish.full === true,
        again: wish.again === true,
      }
      await othersPass(agendas, asked, signal)
    },
    async confirmFall(agenda) {
      if (options.isHolder()) {
        if (!allow(agenda)) return false
        await run([agenda], { full: true })
        return true
      }
      if (read(agenda, (reader) => reader.facts().held) === undefined) return false
      await othersPass([agenda], { kind: 'confirm-fall', agenda })
      return true
    },
    takeRequest(request) {
      const done =
        request.kind === 'upload'
          ? run(request.agendas, request)
          : allow(request.agenda)
            ? run([request.agenda], { full: true })
            : Promise.resolve()
      done.catch((error: unknown) => log.warn('upload refused', { code: asFailure(error).problem.code }))
    },
    status(settings) {
      const agendas = agendasSent(settings)
      if (settings === undefined || agendas.length === 0) return undefined
      return Object.fromEntries(agendas.map((agenda) => [agenda, statusOf(agenda, settings)]))
    },
    show() {
      const settings = options.settings()
      return agendasSent(settings).map((agenda) => ({
        agenda,
        status: statusOf(agenda, settings as Settings),
        unsendable: read(agenda, (reader) => reader.unsendable(MOST_SHOWN)) ?? [],
        rejected: read(agenda, (reader) => reader.rejected(MOST_SHOWN)) ?? [],
      }))
    },
    busy: () => underWay !== undefined,
    drop,
    async close() {
      await last
      drop()
    },
  }

  function statusOf(agenda: OutwardAgenda, settings: Settings): OutwardAgendaStatus {
    const facts = read(agenda, (reader) => reader.facts()) ?? NOTHING_SENT
    return describeAgenda(agenda, settings, facts, underWay, clock.now())
  }
}
