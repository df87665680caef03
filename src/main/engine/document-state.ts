import type { DocumentState, ReportState } from '../../shared/documents/document-state'
import type { Step } from './ports'

/** Where a document stands, for both questions: what happened to it, and does the central side know. */
export interface Standing {
  state: DocumentState
  reportState: ReportState
}

/**
 * How long a hand-over without an answer may still turn into a record (a server that goes on working after our
 * time-out). Before that, "not there" of a merely searchable information system proves nothing.
 */
export const SETTLE_MS = 10 * 60_000

/** From which states each step may start. Whatever is not here is impossible, and the ledger refuses it. */
const allowedFrom: Record<Step['to'], readonly DocumentState[]> = {
  ready: ['received'],
  // From unknown: where the information system can't be asked, a person looks.
  quarantined: ['received', 'ready', 'unknown'],
  sending: ['ready'],
  // From ready: found before the hand-over (`LedgerDocument.lookFirst`).
  imported: ['ready', 'sending', 'unknown'],
  rejected: ['sending'],
  postponed: ['sending'],
  unknown: ['sending'],
  'looked-up-absent': ['unknown'],
  'ready-again': ['unknown'],
  skipped: ['received', 'ready', 'quarantined', 'rejected', 'unknown'],
  retry: ['quarantined', 'rejected', 'skipped', 'unknown'],
  reported: ['imported', 'rejected', 'skipped'],
}

/** The standing after a step; `undefined`: the step is not possible from here. Pure. */
export function standingAfter(standing: Standing, step: Step): Standing | undefined {
  if (!allowedFrom[step.to].includes(standing.state)) return undefined
  switch (step.to) {
    case 'ready':
    case 'quarantined':
    case 'sending':
      return { state: step.to, reportState: 'none' }
    case 'postponed':
    case 'ready-again':
      return { state: 'ready', reportState: 'none' }
    case 'unknown':
    case 'looked-up-absent':
      return { state: 'unknown', reportState: 'none' }
    case 'imported':
    case 'rejected':
      return { state: step.to, reportState: 'due' }
    case 'skipped':
      return { state: 'skipped', reportState: step.report ? 'due' : 'none' }
    case 'retry':
      // What may be recorded already is looked up again, never handed over again.
      return { state: standing.state === 'unknown' ? 'unknown' : 'received', reportState: 'none' }
    case 'reported':
      // Another step (a retry, a redelivery) may have overtaken the answer: then there is nothing to note.
      return standing.reportState === 'due' ? { state: standing.state, reportState: step.reportState } : undefined
  }
}

/**
 * What a delivery of an item that is known already does to it.
 * - `renew`: it is on its way or held; only the lease is new.
 * - `recheck`: checked again from the start (with the new content, if it has one).
 * - `report`: its outcome is told again; it is not imported again, whatever its content.
 * - `nothing`: only the information system can tell what became of it, or a person decides.
 */
export function onRedelivery(standing: Standing, sameContent: boolean): 'renew' | 'recheck' | 'report' | 'nothing' {
  switch (standing.state) {
    case 'received':
    case 'ready':
      return sameContent ? 'renew' : 'recheck'
    case 'quarantined':
      return sameContent ? 'nothing' : 'recheck'
    case 'sending':
    case 'unknown':
      return 'renew'
    case 'imported':
      return 'report'
    case 'rejected':
    case 'skipped':
      // Its outcome is known to the central side and it gives the item out again: somebody put it back into processing.
      // Before it is known, the delivery only means that the lease ran out.
      if (!sameContent) return 'recheck'
      return standing.reportState === 'due' || standing.reportState === 'refused' ? 'report' : 'recheck'
  }
}
