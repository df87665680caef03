import { assertNever, type Problem } from '../../shared/failure'
import type { UpdateOffer } from '../../shared/update-state'

/** A version that was found, and where its verified package lies once it has come. */
export interface Found {
  offer: UpdateOffer
  path?: string
}

/** `found` outlives a check: an update server that falls silent takes nothing away from a person. */
export type UpdateState =
  | { kind: 'off' }
  | { kind: 'idle'; problem?: Problem }
  | { kind: 'checking'; found?: Found }
  | { kind: 'available'; found: Found; problem?: Problem }
  | { kind: 'downloading'; found: Found; percent: number }
  | { kind: 'ready'; found: Found & { path: string } }
  | { kind: 'installing'; found: Found & { path: string }; waitsFor?: string }
  | { kind: 'failed'; found: Found; problem: Problem }

export type UpdateEvent =
  /** The settings say whether there is anybody to ask. */
  | { type: 'configured'; on: boolean }
  | { type: 'check' }
  | { type: 'found'; offer: UpdateOffer }
  | { type: 'nothing' }
  /** A person wants it. */
  | { type: 'download' }
  | { type: 'progress'; percent: number }
  | { type: 'downloaded'; path: string }
  /** A person wants it now. */
  | { type: 'install' }
  /** A run is under way: it ends first. */
  | { type: 'waits'; by: string | undefined }
  | { type: 'fault'; problem: Problem }

const resting = (found: Found): UpdateState =>
  found.path === undefined ? { kind: 'available', found } : { kind: 'ready', found: { ...found, path: found.path } }

const same = (a: UpdateOffer, b: UpdateOffer): boolean => a.version === b.version && a.sha512 === b.sha512 && a.url === b.url

/**
 * The course of an update: idle → checking → available → downloading → ready → installing, or failed. Pure. An event that
 * has no place in a state leaves it as it is (the very same object), so that two clicks are one. Nothing leads to `downloading`
 * or `installing` but an event that stands for a person's wish.
 */
export function afterUpdateEvent(state: UpdateState, event: UpdateEvent): UpdateState {
  switch (event.type) {
    case 'configured':
      if (!event.on) return state.kind === 'off' || state.kind === 'installing' ? state : { kind: 'off' }
      return state.kind === 'off' ? { kind: 'idle' } : state
    case 'check':
      if (state.kind === 'idle') return { kind: 'checking' }
      return state.kind === 'available' || state.kind === 'ready' || state.kind === 'failed'
        ? { kind: 'checking', found: state.found }
        : state
    case 'found':
      if (state.kind !== 'checking') return state
      return resting(state.found && same(state.found.offer, event.offer) ? state.found : { offer: event.offer })
    case 'nothing':
      return state.kind === 'checking' ? { kind: 'idle' } : state
    case 'download':
      return state.kind === 'available' || (state.kind === 'failed' && state.found.path === undefined)
        ? { kind: 'downloading', found: { offer: state.found.offer }, percent: 0 }
        : state
    case 'progress':
      return state.kind === 'downloading' && event.percent > state.percent ? { ...state, percent: event.percent } : state
    case 'downloaded':
      return state.kind === 'downloading' ? { kind: 'ready', found: { offer: state.found.offer, path: event.path } } : state
    case 'install': {
      if (state.kind !== 'ready' && state.kind !== 'failed') return state
      const { offer, path } = state.found
      return path === undefined ? state : { kind: 'installing', found: { offer, path } }
    }
    case 'waits':
      if (state.kind !== 'installing') return state
      return { kind: 'installing', found: state.found, ...(event.by === undefined ? {} : { waitsFor: event.by }) }
    case 'fault':
      return afterFault(state, event.problem)
    default:
      return assertNever(event)
  }
}

/** A check that fails is a quiet note; a download or an installation that fails stops what a person asked for. */
function afterFault(state: UpdateState, problem: Problem): UpdateState {
  switch (state.kind) {
    case 'checking':
      if (!state.found) return { kind: 'idle', problem }
      return state.found.path === undefined ? { kind: 'available', found: state.found, problem } : resting(state.found)
    case 'downloading':
      return { kind: 'failed', found: state.found, problem }
    case 'installing':
      // What can't be believed any more is fetched anew, not tried again.
      return {
        kind: 'failed',
        found: problem.code === 'update-unverified' ? { offer: state.found.offer } : state.found,
        problem,
      }
    default:
      return state
  }
}
