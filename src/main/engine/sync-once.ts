import type { Account } from '../../shared/central-api/account'
import { Failure, type Problem, problem } from '../../shared/failure'
import { checkReceived } from './check'
import { claimNext, claimOrder, giveBackBrokenClaims, giveBackOldClaims, giveBackOwnClaims } from './claim'
import { deliverReady } from './deliver'
import { lookUpUnknown, takeOverInterrupted, unlessRecorded } from './look-up'
import type { EngineSettings, LedgerDocument, Step } from './ports'
import { reportDue } from './report'
import { attempt, CHUNK, createLeases, type EnginePorts, eachPage, type RunContext } from './run-context'
import { olderThan } from './version'

export interface RunResult {
  outcome: 'ok' | 'failed'
  problem: Problem | undefined
  /** The failure heals without a person, by trying again. */
  retry: boolean
  retryAfterSeconds: number | undefined
  companyName: string | undefined
  companyId: string | undefined
  /** At the central side when the run ended, as far as known. */
  waiting: number | undefined
  /** Of what waits there, by agenda, what is never claimed from here: switched off, or the information system has no place for it. */
  notTaken?: Readonly<Record<string, number>>
  /** What the account has; absent: it was not asked. */
  accountAgendas?: readonly string[]
  received: number
  imported: number
  rejected: number
  quarantined: number
}

/**
 * One run: all that can be done now, from what the ledger says. The order is the safety (ARCHITECTURE.md):
 * first what an earlier run left in the dark, then what it left untold, then what it left undone, and only then new work.
 * Never throws for trouble of either side or of this computer; it is in the result.
 */
export async function syncOnce(
  ports: EnginePorts,
  settings: EngineSettings,
  stop: AbortSignal,
  kill: AbortSignal,
): Promise<RunResult> {
  const context: RunContext = {
    ...ports,
    settings,
    account: undefined,
    centralNow: () => undefined,
    elsewhere: 0,
    leases: createLeases(ports.clock),
    troubles: { central: undefined, is: undefined },
    claimLimit: settings.batchSize,
    tooLargeAnswer: undefined,
    tooLarge: 0,
    unreadable: undefined,
    brokenClaims: [],
    stop,
    kill,
    prepared: new Map(),
    proven: false,
    tally: { received: 0, imported: 0, rejected: 0, quarantined: 0 },
  }
  let fault: Failure | undefined
  try {
    await run(context)
  } catch (error) {
    fault =
      error instanceof Failure
        ? error
        : new Failure(problem('internal', {}, String(error)), { effect: 'unknown', retry: false, cause: error })
    ports.log.error('run failed', { code: fault.problem.code, words: fault.problem.words ?? '' })
  }
  // The worst first: ours, then the central side's, then the information system's, then what could not be read.
  const notTaken = notTakenOf(context)
  const failure = fault ?? context.troubles.central ?? context.troubles.is ?? context.unreadable
  return {
    outcome: failure ? 'failed' : 'ok',
    problem: failure?.problem,
    retry: failure?.retry ?? false,
    retryAfterSeconds: failure?.retryAfterSeconds,
    companyName: context.account?.companyName,
    companyId: context.account?.companyId,
    waiting: context.account && waitingFor(context.account, notTaken) + context.elsewhere,
    ...(Object.keys(notTaken).length === 0 ? {} : { notTaken }),
    ...(context.account ? { accountAgendas: context.account.agendas } : {}),
    ...context.tally,
  }
}

/** A queue that never ends (or says so) must not make a run that never ends: the next run goes on. */
const MOST_CLAIMS = 1000

async function run(context: RunContext): Promise<void> {
  takeOverInterrupted(context)
  await lookUpUnknown(context)
  if (!(await meetCentral(context))) return
  await reportDue(context)
  await giveBackOldClaims(context)
  try {
    let claims = 0
    for (const agendas of claimOrder(context)) {
      for (let more = true; more && claims < MOST_CLAIMS; claims++) {
        if (context.stop.aborted || context.troubles.is || context.troubles.central) break
        more = await claimNext(context, agendas)
        checkReceived(context)
        await deliverReady(context, new Set())
        await reportDue(context)
      }
    }
    await finishLeftovers(context)
    // An answer lost in this run may be found at once; if not, the next run asks again.
    if (!context.stop.aborted && context.troubles.is?.effect !== 'nothing') await lookUpUnknown(context)
    await reportDue(context)
    await giveBackBrokenClaims(context)
    await learnQueue(context)
  } finally {
    if (context.stop.aborted || context.troubles.is) await giveBackOwnClaims(context, context.kill)
  }
}

/** Who are we to the central side, and do both sides mean the same mode? False: the central side can't be reached. */
async function meetCentral(context: RunContext): Promise<boolean> {
  const { central, settings, clock } = context
  const account = await attempt(context, 'central', () => central.account(context.stop))
  if (!account) return false
  const stopFor = (code: Problem['code'], params: Record<string, string>): never => {
    throw new Failure(problem(code, params), { effect: 'nothing', retry: false })
  }
  if (settings.companyId !== undefined && settings.companyId !== account.companyId)
    stopFor('wrong-company', { expected: settings.companyId, found: account.companyId, name: account.companyName })
  if (account.mode !== settings.mode) stopFor('wrong-mode', { ours: settings.mode, theirs: account.mode })
  if (olderThan(settings.clientVersion, account.minimumClientVersion))
    stopFor('client-too-old', { version: settings.clientVersion, minimum: account.minimumClientVersion })
  context.account = account
  const answeredAt = clock.monotonicMs()
  const serverMs = Date.parse(account.serverTime)
  // Whole milliseconds: the monotonic clock has fractions, and an INTEGER column of the ledger takes none.
  context.centralNow = () => Math.round(serverMs + clock.monotonicMs() - answeredAt)
  return true
}

/** How much waits now: what the status shows as waiting. */
async function learnQueue(context: RunContext): Promise<void> {
  if (context.troubles.central || !context.account) return
  const { waiting } = context.account.queue
  // What waited at the start may be gone by now, also by a report alone.
  if (context.tally.received + waiting + elsewhere(context, context.account) > 0) {
    const account = await attempt(context, 'central', () => context.central.account(context.stop))
    if (!account) return
    context.account = account
  }
  context.elsewhere = elsewhere(context, context.account)
}

/** What waits there in agendas that are never claimed from here, as far as the central side says. */
function notTakenOf({ account, is, settings }: RunContext): Record<string, number> {
  const isTaken = (agenda: string): boolean =>
    is.agendas.some((own) => own === agenda) && !settings.agendasOff?.some((off) => off === agenda)
  return Object.fromEntries(
    Object.entries(account?.queue.waitingByAgenda ?? {}).filter(([agenda, count]) => count > 0 && !isTaken(agenda)),
  )
}

const waitingFor = ({ queue }: Account, notTaken: Readonly<Record<string, number>>): number =>
  Math.max(
    0,
    Object.values(notTaken).reduce((left, count) => left - count, queue.waiting),
  )

/** Given out, and not to be found here: to another computer of the company, or in an answer that was lost. */
function elsewhere(context: RunContext, account: Account): number {
  const { inWork, quarantined, unknown } = context.ledger.counts()
  return Math.max(0, account.queue.claimed - inWork - quarantined - unknown)
}

/**
 * What is still on its way after the queue was emptied has no lease of ours. Usually it comes again by itself; but what
 * the central side has finished or rejected never does, so it is asked about each.
 */
async function finishLeftovers(context: RunContext): Promise<void> {
  const { ledger, clock, central, leases, settings } = context
  if (context.stop.aborted || context.troubles.central) return
  checkReceived(context)
  const leaseless = new Set<number>()
  await eachPage(
    (afterId) => ledger.due('ready', clock.now(), CHUNK, afterId),
    async (rows) => {
      const steps: Step[] = []
      const finished: { row: LedgerDocument; step: Step }[] = []
      for (const row of rows) {
        if (row.test !== (settings.mode === 'test')) {
          steps.push({
            id: row.id,
            to: 'skipped',
            problem: problem('test-flag-mismatch', { itemId: row.itemId, mode: settings.mode }),
            report: false,
          })
          continue
        }
        if (leases.live(row.claimId, 0)) continue
        const item = await attempt(context, 'central', async () => ({
          state: (await central.itemState(row.itemId, context.stop))?.state,
        }))
        if (!item) break
        const act = leftover(row, item.state)
        if (act === 'deliver') leaseless.add(row.id)
        else if (act) finished.push({ row, step: act })
      }
      ledger.apply([...steps, ...(await unlessRecorded(context, finished))])
      return !context.troubles.central && !context.stop.aborted
    },
  )
  if (leaseless.size > 0) await deliverReady(context, leaseless)
}

/** What to do with a ready document without a lease, by the central side's state of its item. Pure. */
export function leftover(row: Pick<LedgerDocument, 'id' | 'itemId'>, state: string | undefined): Step | 'deliver' | undefined {
  switch (state) {
    case 'rejected':
      return 'deliver'
    case 'processed':
    case 'cancelled':
      return { id: row.id, to: 'skipped', problem: problem('finished-elsewhere', { itemId: row.itemId, state }), report: false }
    case undefined:
      return { id: row.id, to: 'quarantined', problem: problem('central-not-found', { itemId: row.itemId }) }
    default:
      // Waiting, or claimed by another engine of this company: it comes by a claim, or is finished there.
      return undefined
  }
}
