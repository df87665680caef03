/** Faults of the HTTP side, kept in memory; those of POHODA itself are in the state folder (`pohoda/state.ts`). */
export interface HttpFaults {
  /** Answers `/xml` with this status: before it looks at the request, or after it has done it. */
  status?: { code: number; when: 'before' | 'after'; times?: number }
  /** The connection is cut after all was written, instead of an answer. Questions write nothing. */
  cutAfterWrite?: { times?: number }
  /** The answer ends in the middle although its length was promised. */
  cutAnswer?: boolean
  /** What stands in the answer instead of POHODA's. */
  garbage?: string
  /** The user may not open the accounting unit (403). */
  noUnitRight?: boolean
}

/** Takes one stroke of a counted fault. */
export const strike = <T extends { times?: number }>(fault: T | undefined): T | undefined => {
  if (fault === undefined) return undefined
  if (fault.times === undefined) return fault
  if (fault.times <= 0) return undefined
  fault.times -= 1
  return fault
}
