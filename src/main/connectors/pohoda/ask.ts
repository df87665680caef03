import { Failure, type Problem, problem } from '../../../shared/failure'
import type { ExchangeKind } from './exchange'
import type { ResponsePack } from './response'

/** One exchange with POHODA. `items`: what an import carries. */
export interface Asked {
  kind: ExchangeKind
  pack: Uint8Array
  items?: readonly string[]
}
/** Hands a pack to POHODA and gives its answer. Throws `Failure`; `effect: nothing` only when POHODA never got it. */
export type AskPohoda = (asked: Asked, signal: AbortSignal) => Promise<ResponsePack>

/** What the answer didn't say but the person needs: which user, which company. */
export const withFacts = (error: unknown, settings: { user: string; ico: string }): unknown => {
  if (!(error instanceof Failure)) return error
  const { code, params, words } = error.problem
  const facts: Record<string, string> =
    code === 'is-login-failed' || code === 'is-no-rights'
      ? { user: settings.user }
      : code === 'is-wrong-company'
        ? { expected: settings.ico }
        : {}
  const told: Problem = problem(code, { ...facts, ...params }, words)
  return new Failure(told, { effect: error.effect, retry: error.retry, retryAfterSeconds: error.retryAfterSeconds, cause: error })
}
