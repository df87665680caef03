import { Failure, problem } from '../../../shared/failure'
import type { Clock } from '../../engine/ports'
import { readCompany } from './answer'
import type { AskFlexi } from './ask'
import { wrongCompany } from './find'

/** An identifier may be given to another company once the first is deleted; so it is asked again after a while. */
const KNOWN_MS = 60_000

export interface CompanySeen {
  names: readonly string[]
  icos: readonly string[]
}

/** Whose books these are. Throws `Failure`; `undefined`: this user may not read the company's settings. */
export async function seeCompany(ask: AskFlexi, signal: AbortSignal): Promise<CompanySeen | undefined> {
  try {
    const query = { detail: 'custom:id,nazFirmy,ic', limit: '0' }
    const { status, json } = await ask({ method: 'GET', path: 'nastaveni.json', query }, signal)
    if (status === 404) throw wrongCompany(json)
    return status === 200 ? readCompany(json) : undefined
  } catch (error) {
    if (error instanceof Failure && error.problem.code === 'is-no-rights') return undefined
    throw error
  }
}

/** Throws `is-wrong-company` when the company's settings name registration numbers and none of them is ours. */
export function assertCompanyWith(ask: AskFlexi, ico: string, clock: Clock): (signal: AbortSignal) => Promise<void> {
  let knownAt: number | undefined
  return async (signal) => {
    if (knownAt !== undefined && clock.monotonicMs() - knownAt < KNOWN_MS) return
    const seen = await seeCompany(ask, signal)
    if (seen && seen.icos.length > 0 && !seen.icos.includes(ico))
      throw new Failure(problem('is-wrong-company', { expected: ico, found: seen.icos.join(', ') }), {
        effect: 'nothing',
        retry: false,
      })
    knownAt = clock.monotonicMs()
  }
}
