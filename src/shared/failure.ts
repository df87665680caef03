import { z } from 'zod'

/**
 * Everything that can go wrong has a stable code. The words for it (what happened, why, what to do) are in
 * `shared/texts`, one entry for each code and language; a missing one is a type error.
 */
export const problemCodes = [
  // central side
  'central-unreachable',
  'central-timeout',
  'central-tls',
  'central-not-json',
  'central-answer-invalid',
  'central-answer-too-large',
  'central-redirected',
  'central-unauthorized',
  'central-key-revoked',
  'central-forbidden',
  'central-not-found',
  'central-validation',
  'central-conflict',
  'central-rate-limited',
  'central-maintenance',
  'central-internal',
  'client-too-old',
  'wrong-mode',
  'wrong-company',
  'test-flag-mismatch',
  'test-mark-missing',
  'test-mark-unexpected',
  'report-refused',
  'finished-elsewhere',
  'sides-differ',
  'skipped-by-person',
  // the way to the central side, as setting up tests it
  'connection-address-invalid',
  'connection-name-unknown',
  'connection-name-silent',
  'connection-proxy-unreachable',
  'connection-proxy-login',
  'connection-proxy-login-wrong',
  'connection-proxy-login-kind',
  'connection-proxy-invalid',
  'connection-proxy-refused',
  'connection-proxy-unsupported',
  'connection-proxy-script',
  'connection-refused',
  'connection-blocked',
  'connection-no-network',
  'connection-not-encrypted',
  'connection-old-encryption',
  'connection-ended',
  'connection-silent',
  'connection-intercepted',
  'connection-self-signed',
  'connection-own-authority',
  'connection-chain-incomplete',
  'connection-certificate-expired',
  'connection-certificate-early',
  'connection-certificate-ends',
  'connection-wrong-name',
  'connection-authority-unusable',
  'connection-authority-ends',
  'connection-host-not-allowed',
  'connection-sign-in-page',
  'connection-api-missing',
  'connection-api-version',
  'connection-other-company',
  'connection-no-agendas',
  'connection-clock-off',
  // documents that are held
  'payload-unreadable',
  'payload-too-large',
  'agenda-unsupported',
  'line-total-mismatch',
  'vat-base-mismatch',
  'vat-amount-mismatch',
  'vat-summary-mismatch',
  'totals-mismatch',
  'vat-percent-unknown',
  'vat-country-unknown',
  'gross-prices-missing',
  'id-too-long',
  'value-not-representable',
  'mapping-incomplete',
  'goods-code-missing',
  'partner-ambiguous',
  'card-ambiguous',
  'books-country-differs',
  'maybe-recorded',
  'superseded',
  'content-changed',
  // information system
  'is-rejected',
  'is-not-removable',
  'is-not-found',
  'is-login-failed',
  'is-no-rights',
  'is-locked',
  'is-no-licence',
  'is-wrong-company',
  'stock-period-missing',
  'is-closed',
  'is-certificate',
  'is-timeout',
  'is-no-answer',
  'is-answer-unreadable',
  'is-duplicate-deleted',
  'is-try-again',
  'is-failed',
  'outcome-unknown',
  // rows of the way out (stock levels and prices) that can't be sent, and what stops an agenda of it
  'row-no-code',
  'row-code-unfit',
  'row-value-unfit',
  'row-vat-unknown',
  'row-ambiguous',
  'row-warehouse-unknown',
  'row-refused',
  'outward-fall',
  'outward-empty',
  'outward-not-agreed',
  'outward-unsupported',
  'outward-off',
  'outward-overdue',
  // a file with stock levels or prices
  'source-too-old',
  'source-not-ready',
  'source-unreadable',
  'source-row-unfit',
  // this computer
  'settings-missing',
  'settings-invalid',
  'settings-too-new',
  'secret-missing',
  'secret-unreadable',
  'ledger-unreadable',
  'ledger-too-new',
  'ledger-missing',
  'ledger-damaged',
  'ledger-restored',
  'backup-failed',
  'log-not-written',
  'backup-unusable',
  'disk-full',
  'folder-not-writable',
  'folder-not-private',
  'not-confirmed',
  'computer-system-unsupported',
  'computer-disk-low',
  'computer-no-scheduler',
  'computer-scheduler-rights',
  'computer-code-page',
  'computer-time-zone',
  'computer-memory-low',
  'computer-fact-unknown',
  'schedule-failed',
  'schedule-foreign',
  'schedule-account',
  'schedule-not-proved',
  'engine-held',
  'document-not-found',
  'document-not-retryable',
  'document-not-skippable',
  'payload-emptied',
  // a newer version of this program
  'update-unreachable',
  'update-unverified',
  'update-by-hand',
  'update-failed',
  'update-running',
  'port-in-use',
  'usage',
  'internal',
] as const
export const problemCodeSchema = z.enum(problemCodes)
export type ProblemCode = z.infer<typeof problemCodeSchema>

/** A problem as data: what crosses IPC, the ledger and the log. `params` fill the text; `words` are somebody else's, shown as they came. */
export const problemSchema = z.object({
  code: problemCodeSchema,
  params: z.record(z.string().max(64), z.string().max(2000)).default({}),
  words: z.string().max(4000).optional(),
})
export type Problem = z.infer<typeof problemSchema>

export const problem = (code: ProblemCode, params: Record<string, string> = {}, words?: string): Problem => {
  const cut: Record<string, string> = {}
  for (const [key, value] of Object.entries(params)) cut[key] = value.slice(0, 2000)
  return words === undefined || words === '' ? { code, params: cut } : { code, params: cut, words: words.slice(0, 4000) }
}

/**
 * The one error class of the program.
 * - `effect`: what the failed call may have done at the other side. `nothing` is a promise (it is safe to do it again);
 *   whoever can't promise it says `unknown`.
 * - `retry`: whether trying the same again later can help without a person. A "no" is never retried.
 * - `retryAfterSeconds`: asked for by the other side.
 */
export class Failure extends Error {
  readonly problem: Problem
  readonly effect: 'nothing' | 'unknown'
  readonly retry: boolean
  readonly retryAfterSeconds: number | undefined

  constructor(
    what: Problem,
    options: { effect: 'nothing' | 'unknown'; retry: boolean; retryAfterSeconds?: number | undefined; cause?: unknown },
  ) {
    super(`${what.code}${what.words ? `: ${what.words}` : ''}`, { cause: options.cause })
    this.name = 'Failure'
    this.problem = what
    this.effect = options.effect
    this.retry = options.retry
    this.retryAfterSeconds = options.retryAfterSeconds
  }
}

/** Any thrown thing as a Failure; what we didn't foresee is `internal`, with an unknown effect. */
export const asFailure = (error: unknown): Failure =>
  error instanceof Failure
    ? error
    : new Failure(problem('internal', {}, error instanceof Error ? error.message : String(error)), {
        effect: 'unknown',
        retry: false,
        cause: error,
      })

export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`)
}
