import type { Mode } from '../../../shared/central-api/account'
import type { OutwardAgenda } from '../../../shared/documents/agenda'
import { asFailure, Failure, type Problem, problem } from '../../../shared/failure'
import type { OutwardSettings } from '../../../shared/outward-rules'
import type { Central, Clock, Log } from '../ports'
import { fullIsDue, retryDelayMs } from './due'
import type { CentralUploads, OutwardFacts, OutwardMemory, PlannedUpload, StockSource } from './ports'
import { type Agreed, canReadChanges, ReadAgain, type Reading, type ReadingResult, readAndStage } from './reading'
import { finishUpload, SETTLED, throwAway, type UploadPorts } from './upload'

/** The information system as a pass needs it. `target`: which books (`InformationSystem.target`). */
export type Source = StockSource & { readonly target: string }

export interface PassPorts {
  memory: OutwardMemory
  central: Pick<Central, 'account'>
  uploads: CentralUploads
  /** Whose data these are; asks the central side where nobody knows it yet. */
  companyId(): Promise<string>
  /**
   * Opens the information system, lets nobody else do anything there while `work` goes on, and closes it. `giveWay`: those who wait for it go first.
   */
  withSource<T>(work: (source: Source, giveWay: () => Promise<void>) => Promise<T>): Promise<T>
  clock: Clock
  log: Log
  fingerprint(text: string): string
  newKey(): string
  breathe(): Promise<void>
  onProgress?(progress: { phase: 'reading' | 'uploading'; done: number; total?: number }): void
}

export interface PassSettings {
  agenda: OutwardAgenda
  outward: OutwardSettings
  mode: Mode
  /** Where it goes; other shops have other rows. */
  address: string
}

/** What a person asks for besides. `full`: read everything and take away what is gone; `again`: send everything, also what has not changed. */
export interface PassWish {
  full?: boolean
  again?: boolean
}

/** `held`: nothing was sent, a person is asked; `stopped`: it goes on with the next pass. */
export interface PassResult {
  outcome: 'ok' | 'held' | 'stopped' | 'failed'
  problem: Problem | undefined
  retry: boolean
}

/** How far the clocks of this computer and of the information system's may be apart, an hour of daylight saving included. */
const OVERLAP_MS = 2 * 3_600_000

/**
 * One pass of one agenda: an upload that was interrupted is finished first; then the information system is read, and what differs from what was
 * sent goes up, whole or not at all. Never throws for trouble of either side or of this computer; it is in the result, and in the memory.
 */
export async function outwardPass(
  ports: PassPorts,
  settings: PassSettings,
  wish: PassWish,
  stop: AbortSignal,
): Promise<PassResult> {
  try {
    const held = await pass(ports, settings, wish, stop)
    return held ? { outcome: 'held', problem: held, retry: false } : { outcome: 'ok', problem: undefined, retry: false }
  } catch (error) {
    if (stop.aborted) return { outcome: 'stopped', problem: undefined, retry: true }
    return failed(ports, settings, asFailure(error))
  }
}

function failed({ memory, clock, log }: PassPorts, settings: PassSettings, failure: Failure): PassResult {
  const { problem: what, retry, retryAfterSeconds } = failure
  log.warn('stock and prices', { agenda: settings.agenda, code: what.code, words: what.words ?? '' })
  try {
    const inARow = (memory.facts().failure?.inARow ?? 0) + 1
    const delayMs = retryDelayMs(timingOf(settings), { retry, retryAfterSeconds, inARow })
    const now = clock.now()
    memory.keep({ lastPassAt: now, failure: { problem: what, retry, inARow, notBefore: now + delayMs } })
  } catch (error) {
    // That it can't be kept is itself the news: a full disk, a file that can't be read.
    const { problem: why, retry: heals } = asFailure(error)
    return { outcome: 'failed', problem: why, retry: heals }
  }
  return { outcome: 'failed', problem: what, retry }
}

const refuse = (code: Problem['code'], params: Record<string, string>): Failure =>
  new Failure(problem(code, params), { effect: 'nothing', retry: false })

function timingOf({ agenda, outward }: PassSettings) {
  const timing = outward[agenda]
  if (!timing) throw refuse('outward-off', { agenda })
  return timing
}

const agreedOf = ({ agenda, outward }: PassSettings): Agreed =>
  agenda === 'prices'
    ? { agenda, rule: (outward.prices as NonNullable<OutwardSettings['prices']>).rule }
    : { agenda, rule: (outward['stock-levels'] as NonNullable<OutwardSettings['stock-levels']>).rule }

/** Undefined: it went well; else why a person is asked. */
async function pass(ports: PassPorts, settings: PassSettings, wish: PassWish, stop: AbortSignal): Promise<Problem | undefined> {
  const { memory, clock } = ports
  const { agenda } = settings
  timingOf(settings)
  const companyId = await ports.companyId()
  const account = await ports.central.account(stop)
  if (account.companyId !== companyId)
    throw refuse('wrong-company', { expected: companyId, found: account.companyId, name: account.companyName })
  if (account.mode !== settings.mode) throw refuse('wrong-mode', { ours: settings.mode, theirs: account.mode })
  if (!account.agendas.includes(agenda)) throw refuse('outward-not-agreed', { agenda })
  const known = memory.facts()
  const whose = [companyId, settings.mode, settings.address].join(' ')
  // What other shops have says nothing of these.
  if (known.account !== whose) memory.forget()
  if (memory.facts().firstAt === undefined) memory.keep({ account: whose, firstAt: clock.now() })

  const upload: UploadPorts = {
    ...ports,
    agenda,
    onSent: (done, total) => ports.onProgress?.({ phase: 'uploading', done, total }),
  }
  const rule = ports.fingerprint(JSON.stringify(agreedOf(settings)))
  const left = memory.upload()
  if (left && !left.commitAsked && !left.basis.startsWith(rule)) await throwAway(upload, stop)
  else if (left) await finishUpload(upload, stop)
  const held = await ports.withSource((source, giveWay) => readAndPlan(ports, settings, wish, source, giveWay, stop))
  if (held) return held
  if (memory.upload()) await finishUpload(upload, stop)
  return undefined
}

/** How the information system is to be read. */
interface Plan {
  agreed: Agreed
  basis: string
  full: boolean
  /** RFC 3339; absent: everything. */
  changedSince: string | undefined
}

function planOf(ports: PassPorts, settings: PassSettings, wish: PassWish, source: Source): Plan {
  const { agenda } = settings
  const timing = timingOf(settings)
  const can = source.reads[agenda]
  const reads = agenda === 'prices' ? source.readPrices : source.readStock
  if (!can || !reads) throw refuse('outward-unsupported', { agenda })
  const facts = ports.memory.facts()
  const agreed = agreedOf(settings)
  const now = ports.clock.now()
  const basis = `${ports.fingerprint(JSON.stringify(agreed))} ${source.target}`
  const asked = wish.full === true || wish.again === true || isAllowed(facts, now)
  const full = asked || facts.basis !== basis || fullIsDue(now, facts, timing.fullAt)
  const onlyChanged =
    !full && timing.onlyChanged && can.since && facts.readAt !== undefined && canReadChanges(agreed, facts.warehouse)
  return {
    agreed,
    basis,
    full,
    changedSince: onlyChanged ? new Date((facts.readAt as number) - OVERLAP_MS).toISOString() : undefined,
  }
}

const isAllowed = ({ allowed }: OutwardFacts, now: number): boolean => allowed !== undefined && allowed.until > now

/** Reads, compares, and plans the upload if there is anything to send. The problem, when a person must be asked first. */
async function readAndPlan(
  ports: PassPorts,
  settings: PassSettings,
  wish: PassWish,
  source: Source,
  giveWay: () => Promise<void>,
  stop: AbortSignal,
): Promise<Problem | undefined> {
  const { memory, clock, log } = ports
  const { agenda } = settings
  let plan = planOf(ports, settings, wish, source)
  let { adds } = memory.facts()
  const startedAt = clock.now()
  for (;;) {
    memory.discard()
    const request = plan.changedSince === undefined ? {} : { changedSince: plan.changedSince }
    const stream = agenda === 'prices' ? source.readPrices?.(request, stop) : source.readStock?.(request, stop)
    try {
      const done = await readAndStage(
        { ...ports, giveWay, onRead: (rows) => ports.onProgress?.({ phase: 'reading', done: rows }) },
        stream as AsyncIterable<readonly Reading[]>,
        {
          agreed: plan.agreed,
          today: localDate(startedAt),
          all: plan.changedSince === undefined,
          full: plan.full,
          adds,
          warehouse: memory.facts().warehouse ?? undefined,
        },
        stop,
      )
      log.info('stock and prices read', { agenda, ...done, samples: undefined, full: plan.full })
      return decide(ports, settings, wish, plan, done, startedAt)
    } catch (error) {
      if (!(error instanceof ReadAgain)) throw error
      log.info('stock and prices are read again', { agenda, how: error.how })
      if (error.how === 'adds') adds = true
      else plan = { ...plan, changedSince: undefined }
    }
  }
}

const localDate = (ms: number): string => {
  const at = new Date(ms)
  return [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((part) => String(part).padStart(2, '0')).join('-')
}

function decide(
  ports: PassPorts,
  settings: PassSettings,
  wish: PassWish,
  plan: Plan,
  done: ReadingResult,
  startedAt: number,
): Problem | undefined {
  const { memory, clock } = ports
  const facts = memory.facts()
  const { fallPercent } = timingOf(settings)
  const all = plan.changedSince === undefined
  const tally = memory.tally()
  const { sent, withStock } = memory.counts()
  const now = clock.now()
  const isFull = !facts.complete || wish.again === true || tally.gone > 0

  const allowed = isAllowed(facts, now) ? (facts.allowed?.percent ?? 0) : 0
  const limit = Math.max(fallPercent, allowed)
  const fallen = tally.fallen + tally.goneWithStock
  const isFall = fallen * 100 > limit * withStock
  const isEmpty = all && (done.read === 0 || sent + tally.added - tally.gone === 0) && allowed < 100
  if (isFall || isEmpty) {
    memory.discard()
    const percent = isEmpty ? 100 : Math.ceil((fallen * 100) / withStock)
    const held = { before: withStock, gone: tally.goneWithStock, zero: tally.fallen, percent, limit: fallPercent }
    memory.keep({
      lastPassAt: now,
      failure: undefined,
      allowed: undefined,
      held: { ...held, since: facts.held?.since ?? new Date(now).toISOString() },
    })
    ports.log.warn('a fall is held', { agenda: settings.agenda, ...held })
    const words = {
      agenda: settings.agenda,
      read: String(done.read),
      leftOut: String(done.leftOut),
      unsendable: String(done.unsendable),
    }
    const figures = Object.fromEntries(Object.entries(held).map(([name, value]) => [name, String(value)]))
    return isEmpty ? problem('outward-empty', words) : problem('outward-fall', { agenda: settings.agenda, ...figures })
  }

  const learned: Partial<OutwardFacts> = {
    readAt: startedAt,
    read: done.read,
    changed: tally.staged,
    removed: tally.gone,
    leftOut: done.leftOut,
    // What was read of the changed alone says nothing of the others.
    ...(all && { unsendable: done.unsendable, warehouse: done.warehouse, adds: done.adds }),
    ...(plan.full && { fullAt: startedAt, basis: plan.basis }),
  }
  const samples = { add: !all, rows: done.samples }
  const rows = isFull ? sent + tally.added - tally.gone : tally.staged
  if (rows === 0 && !isFull) {
    memory.discard()
    memory.nothingToSend({ ...learned, lastPassAt: now, lastSuccessAt: now, ...SETTLED }, samples)
    return undefined
  }
  const upload: PlannedUpload = {
    kind: isFull ? 'full' : 'delta',
    rows,
    key: ports.newKey(),
    uploadId: undefined,
    partSize: undefined,
    commitAsked: false,
    account: facts.account ?? '',
    basis: plan.basis,
    onceCommitted: { ...learned, ...(isFull && { complete: true }) },
  }
  memory.plan(upload, samples)
  return undefined
}
