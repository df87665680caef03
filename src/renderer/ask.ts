import type { Envelope } from '../shared/ipc/contract'

/** Waits for a call's answer; shows a failure and gives undefined then. */
export type Ask = <T>(answer: Promise<Envelope<T>>) => Promise<T | undefined>
