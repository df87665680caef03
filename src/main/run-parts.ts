import { hostname, type as osType, release, userInfo } from 'node:os'
import type { Heartbeat } from '../shared/central-api/account'
import { type InwardAgenda, inwardAgendaSchema } from '../shared/documents/agenda'
import { asFailure, Failure, type Problem, problem } from '../shared/failure'
import type { Settings } from '../shared/settings'
import type { SyncState, SyncStatus } from '../shared/sync-status'
import { problemText } from '../shared/texts/problem-text'
import type { Central, EngineSettings, Ledger } from './engine/ports'
import type { RunResult } from './engine/sync-once'
import type { Sql } from './ledger/database'
import { type LedgerFacts, ledgerFacts } from './ledger/facts'
import { CLIENT_VERSION } from './version'

/** A run that ended before the engine began, or by a fault of this computer. */
export const failedRun = (error: unknown): RunResult => {
  const failure = asFailure(error)
  return {
    outcome: 'failed',
    problem: failure.problem,
    retry: failure.retry,
    retryAfterSeconds: failure.retryAfterSeconds,
    companyName: undefined,
    companyId: undefined,
    waiting: undefined,
    received: 0,
    imported: 0,
    rejected: 0,
    quarantined: 0,
  }
}

/** A problem in the person's words, for the operator of the central side. */
export function textOf(settings: Settings, what: Problem): string {
  const text = problemText(settings.language, what)
  return [text.what, text.why, what.words].filter((part) => part !== undefined && part !== '').join(' ')
}

export const engineSettings = (settings: Settings, companyId: string): EngineSettings => ({
  mode: settings.mode,
  companyId,
  batchSize: settings.sync.batchSize,
  leaseSeconds: settings.sync.leaseSeconds,
  clientVersion: CLIENT_VERSION,
  agendasOff: inwardAgendaSchema.options.filter((agenda) => settings.sync.agendas?.[agenda]?.off),
})

/** A timer is never exact; an agenda that is due a moment after this run would wait for a whole interval more. */
const NEARLY = 0.9

/**
 * Which agendas a run claims, and what to keep once it has: an agenda with an own interval is due by its time only when the timer asks; a
 * person's "now" means all. `asked`: when it was claimed last (ms since the epoch), of whichever process.
 */
export function agendasDue(
  settings: Settings,
  trigger: string,
  now: number,
  facts: Pick<LedgerFacts, 'get' | 'set'>,
): { agendas?: readonly InwardAgenda[]; keep(): void } {
  const slow = inwardAgendaSchema.options.flatMap((agenda) => {
    const seconds = settings.sync.agendas?.[agenda]?.intervalSeconds
    return seconds !== undefined && seconds > settings.sync.intervalSeconds ? [{ agenda, ms: seconds * 1000 }] : []
  })
  const isDue = ({ agenda, ms }: (typeof slow)[number]): boolean => {
    const last = Number(facts.get(`asked:${agenda}`) ?? Number.NaN)
    // Never asked, or the clock was set back since.
    return !(now - last < ms * NEARLY) || last > now
  }
  const resting =
    trigger === 'timer' || trigger === 'scheduled' ? slow.filter((one) => !isDue(one)).map(({ agenda }) => agenda) : []
  const asked = slow.filter(({ agenda }) => !resting.includes(agenda))
  return {
    ...(resting.length > 0 ? { agendas: inwardAgendaSchema.options.filter((agenda) => !resting.includes(agenda)) } : {}),
    keep: () => {
      for (const { agenda } of asked) facts.set(`asked:${agenda}`, String(now))
    },
  }
}

/** A run that changed nothing is written down only this often: an idle client leaves the disk alone. */
const IDLE_RECORD_MS = 5 * 60_000

/** Writes runs down. Throws what the ledger throws. */
export function createRunRecorder(surface: string) {
  let recordedAt = 0
  let recorded = ''
  return {
    record(ledger: Ledger, result: RunResult, when: { startedAt: number; finishedAt: number; trigger: string }): void {
      const kind = `${result.outcome} ${result.problem?.code ?? ''}`
      const moved = result.received + result.imported + result.rejected + result.quarantined > 0
      const isIdle = when.trigger === 'timer' && !moved && kind === recorded
      if (isIdle && Math.abs(when.finishedAt - recordedAt) < IDLE_RECORD_MS) return
      const { outcome, problem: what, retry, waiting, received, imported } = result
      ledger.recordRun({ ...when, outcome, problem: what, retry, waiting, received, imported, runner: runnerText(surface) })
      recorded = kind
      recordedAt = when.finishedAt
    },
  }
}

/** Evidence of who ran: an unattended run shows the account of the scheduled task. */
function runnerText(surface: string): string {
  let account = ''
  try {
    account = userInfo().username
  } catch {}
  return `${surface} ${account}@${hostname()} ${process.pid}`.slice(0, 255)
}

/** Which company this ledger belongs to. Another one behind the same key would mix two companies' documents. Throws `wrong-company`. */
export async function ensureCompany(
  sql: Sql,
  settings: Settings,
  central: Central,
  remember: (companyId: string) => void,
  signal: AbortSignal,
): Promise<string> {
  const facts = ledgerFacts(sql)
  const known = facts.get('companyId') ?? settings.central.companyId
  const companyId = known ?? (await central.account(signal)).companyId
  if (settings.central.companyId !== undefined && settings.central.companyId !== companyId)
    throw new Failure(problem('wrong-company', { expected: companyId, found: settings.central.companyId, name: '' }), {
      effect: 'nothing',
      retry: false,
    })
  if (facts.get('companyId') === undefined) facts.set('companyId', companyId)
  if (settings.central.companyId === undefined) remember(companyId)
  return companyId
}

/** What the operator sees of this client. */
export const heartbeatOf = (now: SyncStatus, state: SyncState): Heartbeat => ({
  clientVersion: CLIENT_VERSION,
  state,
  ...(now.lastSyncAt === undefined ? {} : { lastSyncAt: now.lastSyncAt }),
  ...(now.lastSuccessAt === undefined ? {} : { lastSuccessAt: now.lastSuccessAt }),
  counts: {
    waiting: now.counts.waiting,
    imported: now.counts.imported,
    rejected: now.counts.rejected,
    quarantined: now.counts.quarantined,
    unacknowledged: now.counts.unreported,
  },
  host: { os: `${osType()} ${release()}`.slice(0, 128), arch: process.arch },
})
