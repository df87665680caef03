import { Failure, type Problem, problem } from '../../../shared/failure'
import type { Clock } from '../../engine/ports'
import type { AskFlexi } from './ask'
import { wrongCompany } from './find'
import { readCompany } from './listing'

/** An identifier may be given to another company once the first is deleted; so it is asked again after a while. */
const KNOWN_MS = 60_000

export type CompanySeen = NonNullable<ReturnType<typeof readCompany>>

/** Whose books these are. Throws `Failure`; `undefined`: this user may not read the company's settings. */
export async function seeCompany(ask: AskFlexi, signal: AbortSignal): Promise<CompanySeen | undefined> {
  try {
    const query = { detail: 'custom:id,nazFirmy,ic,statLegislativa', limit: '0' }
    const { status, json } = await ask({ method: 'GET', path: 'nastaveni.json', query }, signal)
    if (status === 404) throw wrongCompany(json)
    return status === 200 ? readCompany(json) : undefined
  } catch (error) {
    if (error instanceof Failure && error.problem.code === 'is-no-rights') return undefined
    throw error
  }
}

/**
 * Throws `is-wrong-company` when the company's settings name registration numbers and none of them is ours. Gives the countries by whose law
 * the books are kept, as far as they can be read.
 */
export function assertCompanyWith(ask: AskFlexi, ico: string, clock: Clock): (signal: AbortSignal) => Promise<readonly string[]> {
  let known: { at: number; countries: readonly string[] } | undefined
  return async (signal) => {
    if (known !== undefined && clock.monotonicMs() - known.at < KNOWN_MS) return known.countries
    const seen = await seeCompany(ask, signal)
    if (seen && seen.icos.length > 0 && !seen.icos.includes(ico))
      throw new Failure(problem('is-wrong-company', { expected: ico, found: seen.icos.join(', ') }), {
        effect: 'nothing',
        retry: false,
      })
    known = { at: clock.monotonicMs(), countries: seen?.countries ?? [] }
    return known.countries
  }
}

/** `undefined`: the books are kept by the law of the document's country, or nobody says by whose. */
export const otherCountry = (country: string, countries: readonly string[]): Problem | undefined =>
  countries.length === 0 || countries.includes(country)
    ? undefined
    : problem('books-country-differs', { found: country, expected: countries.join(', ') })
