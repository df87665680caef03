import { type OutwardAgenda, outwardAgendaSchema } from '../shared/documents/agenda'
import { type Problem, problem } from '../shared/failure'
import type { OutwardAgendaStatus, OutwardState, OutwardStatus } from '../shared/outward-status'
import type { Settings } from '../shared/settings'
import { isSilent } from '../shared/sync-status'
import { nextPassAt } from './engine/outward/due'
import type { OutwardFacts } from './engine/outward/ports'

/** The agendas that the settings send, in the order in which they are sent. */
export const agendasSent = (settings: Settings | undefined): readonly OutwardAgenda[] =>
  outwardAgendaSchema.options.filter((agenda) => settings?.outward?.[agenda] !== undefined)

/** What this process is just doing. */
export interface UnderWay {
  agenda: OutwardAgenda
  progress: OutwardAgendaStatus['progress']
}

/** What a held fall is about. */
export function heldProblem(agenda: OutwardAgenda, { held, read, leftOut, unsendable }: OutwardFacts): Problem | undefined {
  if (!held) return undefined
  if (held.gone + held.zero === 0)
    return problem('outward-empty', {
      agenda,
      read: String(read),
      leftOut: String(leftOut),
      unsendable: String(unsendable),
    })
  const figures = Object.entries(held).map(([name, value]): [string, string] => [name, String(value)])
  return problem('outward-fall', { agenda, ...Object.fromEntries(figures) })
}

const iso = (ms: number): string => new Date(ms).toISOString()

/** How one agenda fares. Pure. */
export function describeAgenda(
  agenda: OutwardAgenda,
  settings: Settings,
  facts: OutwardFacts,
  underWay: UnderWay | undefined,
  now: number,
): OutwardAgendaStatus {
  const timing = settings.outward?.[agenda] ?? { intervalSeconds: 900, fullAt: '02:30' }
  const since = facts.lastSuccessAt ?? facts.firstAt
  const silent = since !== undefined && isSilent(settings.sync.workingHours, since, now, timing.intervalSeconds)
  const { held, failure, lastPassAt } = facts
  const isWorking = underWay?.agenda === agenda
  const [state, what] = ((): [OutwardState, Problem | undefined] => {
    if (held) return ['attention', heldProblem(agenda, facts)]
    if (failure) return [failure.retry && !silent ? 'waiting' : 'failed', failure.problem]
    if (lastPassAt === undefined && !silent) return ['unknown', undefined]
    if (silent)
      return ['failed', problem('outward-overdue', { agenda, ...(facts.lastSuccessAt !== undefined && { since: iso(since) }) })]
    return ['ok', undefined]
  })()
  const { rows, read, changed, removed, leftOut, unsendable, rejected } = facts
  return {
    state: isWorking ? 'working' : state,
    ...(lastPassAt === undefined ? {} : { lastPassAt: iso(lastPassAt), nextPassAt: iso(nextPassAt(now, facts, timing)) }),
    ...(facts.lastSuccessAt === undefined ? {} : { lastSuccessAt: iso(facts.lastSuccessAt) }),
    ...(facts.fullAt === undefined ? {} : { lastFullAt: iso(facts.fullAt) }),
    ...(facts.lastUploadAt === undefined ? {} : { lastUploadAt: iso(facts.lastUploadAt) }),
    rows,
    read,
    changed,
    removed,
    leftOut,
    unsendable,
    rejected,
    ...(held ? { held } : {}),
    ...(what ? { problem: what } : {}),
    ...(isWorking && underWay.progress ? { progress: underWay.progress } : {}),
  }
}

const WORST: readonly OutwardState[] = ['failed', 'attention', 'waiting', 'unknown']

/** What the way out adds to the one state that is shown: the worst of its agendas, and its problem. */
export function worstOutward(
  status: OutwardStatus | undefined,
): { state: OutwardState; problem: Problem | undefined } | undefined {
  const all = Object.values(status ?? {})
  for (const state of WORST) {
    const found = all.find((one) => one.state === state)
    if (found) return { state, problem: found.problem }
  }
  return undefined
}
