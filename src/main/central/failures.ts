import { z } from 'zod'
import { Failure, type ProblemCode, problem } from '../../shared/failure'

/** A refusal with an unknown code (the API may grow) still has its status. */
const looseProblemSchema = z.object({
  code: z.string(),
  detail: z.string().optional(),
  title: z.string().optional(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
})

/** Which of ours a code of the API is, and whether time alone can heal it. */
const byCode: Readonly<Record<string, { code: ProblemCode; retry: boolean }>> = {
  unauthorized: { code: 'central-unauthorized', retry: false },
  'key-revoked': { code: 'central-key-revoked', retry: false },
  forbidden: { code: 'central-forbidden', retry: false },
  'not-found': { code: 'central-not-found', retry: false },
  validation: { code: 'central-validation', retry: false },
  conflict: { code: 'central-conflict', retry: false },
  'wrong-mode': { code: 'wrong-mode', retry: false },
  'too-large': { code: 'central-validation', retry: false },
  'rate-limited': { code: 'central-rate-limited', retry: true },
  'client-too-old': { code: 'client-too-old', retry: false },
  maintenance: { code: 'central-maintenance', retry: true },
  internal: { code: 'central-internal', retry: true },
}
/** Its own keys only: a code may be called "constructor". */
const ofApi = (code: string): { code: ProblemCode; retry: boolean } | undefined =>
  Object.hasOwn(byCode, code) ? byCode[code] : undefined
/** Of an answer that is not the API's own; a 401 or 403 of somebody on the way says nothing about our key. */
const byStatus = (status: number): { code: ProblemCode; retry: boolean } | undefined => {
  // "Network authentication required": by its very meaning never from the server that was asked (RFC 6585, 6).
  if (status === 511) return undefined
  if (status === 429) return byCode['rate-limited']
  if (status === 503) return byCode['maintenance']
  return status >= 500 ? byCode['internal'] : undefined
}
const byStatusOfApi = (status: number): { code: ProblemCode; retry: boolean } =>
  byStatus(status) ?? { code: refusals[status] ?? 'central-validation', retry: false }
const refusals: Readonly<Record<number, ProblemCode>> = {
  401: 'central-unauthorized',
  403: 'central-forbidden',
  404: 'central-not-found',
  409: 'central-conflict',
}

const LONGEST_WAIT_SECONDS = 3600

/** `Retry-After` in seconds from now, at most an hour; it may be a number of seconds or a date (RFC 9110, 10.2.3). */
export function retryAfterSeconds(header: string | null, nowMs: number): number | undefined {
  if (header === null) return undefined
  const text = header.trim()
  const seconds = /^\d{1,9}$/.test(text) ? Number(text) : (Date.parse(text) - nowMs) / 1000
  return Number.isFinite(seconds) ? Math.min(LONGEST_WAIT_SECONDS, Math.max(1, Math.ceil(seconds))) : undefined
}

/**
 * A refusal as a `Failure`. Only a problem+json is the API's own word: an HTML 404 of some proxy must never be read as
 * "the central side knows no such item".
 */
export function refusal(
  answer: { status: number; contentType: string; text: string; retryAfter: string | null; requestId: string | null },
  facts: { address: string; nowMs: number; writes: boolean; redact: (text: string) => string; clientVersion: string },
): Failure {
  const wait = retryAfterSeconds(answer.retryAfter, facts.nowMs)
  const parsed =
    answer.contentType === 'application/problem+json' ? looseProblemSchema.safeParse(parseJson(answer.text)) : undefined
  const known = parsed?.success ? (ofApi(parsed.data.code) ?? byStatusOfApi(answer.status)) : byStatus(answer.status)
  if (known === undefined) return notJson(answer.status, facts)
  const detail = parsed?.success ? parsed.data : undefined
  const errors = detail?.errors ?? []
  const words = [detail?.detail ?? detail?.title, ...errors.slice(0, 20).map(({ path, message }) => `${path}: ${message}`)]
  const params: Record<string, string> = { address: facts.address, status: String(answer.status) }
  // Also these may be echoes of what was sent.
  if (answer.requestId !== null) params['requestId'] = facts.redact(answer.requestId)
  if (errors[0]) params['path'] = facts.redact(errors[0].path)
  if (known.code === 'client-too-old') params['version'] = facts.clientVersion
  return new Failure(
    problem(known.code, params, facts.redact(words.filter((word) => word !== undefined).join('\n'))),
    // A server that failed halfway, or a gateway in front of it, doesn't know what was done.
    {
      effect: facts.writes && answer.status >= 500 && answer.status !== 503 ? 'unknown' : 'nothing',
      retry: known.retry,
      retryAfterSeconds: wait,
    },
  )
}

export const notJson = (status: number, facts: { address: string; writes: boolean }): Failure =>
  new Failure(problem('central-not-json', { address: facts.address, status: String(status) }), {
    effect: facts.writes && status < 400 ? 'unknown' : 'nothing',
    retry: true,
  })

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What Electron's net.fetch throws where Node's fetch gives the answer with its 3xx (electron/electron#43715). */
const REDIRECT_OF_ELECTRON = 'Redirect was cancelled'

/** Codes along the chain of causes, and of all addresses that were tried (AggregateError). */
function causeCodes(error: unknown): string[] {
  const codes: string[] = []
  const open: unknown[] = [error]
  for (let seen = 0; open.length > 0 && seen < 20; seen++) {
    const next = open.shift()
    if (typeof next !== 'object' || next === null) continue
    const { code, message, cause, errors } = next as { code?: unknown; message?: unknown; cause?: unknown; errors?: unknown }
    if (typeof code === 'string') codes.push(code)
    // Electron's net.fetch has its codes in the text only.
    const ofChromium = typeof message === 'string' ? /net::(ERR_\w+)/.exec(message)?.[1] : undefined
    if (ofChromium !== undefined) codes.push(ofChromium)
    if (message === REDIRECT_OF_ELECTRON) codes.push(message)
    if (cause !== undefined) open.push(cause)
    if (Array.isArray(errors)) open.push(...errors)
  }
  return codes
}

// Node takes its codes from OpenSSL (src/crypto/crypto_common.cc), Electron's are Chromium's (net_error_list.h). Nothing was sent, so
// trying again costs a handshake; many heal without us: a sign-in page of the network, a certificate just being renewed.
const isTlsCode = (code: string): boolean =>
  /^(ERR_TLS|ERR_SSL|ERR_CERT_|ERR_BAD_SSL|CERT_|UNABLE_TO_|CRL_)/.test(code) ||
  [
    'SELF_SIGNED_CERT_IN_CHAIN',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'INVALID_CA',
    'INVALID_PURPOSE',
    'HOSTNAME_MISMATCH',
    'EPROTO',
  ].includes(code)
/** The connection was never made, so nothing can have been done. */
const NEVER_SENT = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
  'ENETDOWN',
  'EACCES',
  'UND_ERR_CONNECT_TIMEOUT',
  'ERR_CONNECTION_REFUSED',
  'ERR_NAME_NOT_RESOLVED',
  'ERR_INTERNET_DISCONNECTED',
  'ERR_ADDRESS_UNREACHABLE',
]

/** Whoever opens the connection says himself what was wrong with it, and that nothing has been sent yet. */
function failureWithin(error: unknown): Failure | undefined {
  let at = error
  for (let depth = 0; depth < 5 && typeof at === 'object' && at !== null; depth++) {
    if (at instanceof Failure) return at
    at = (at as { cause?: unknown }).cause
  }
  return undefined
}

/** A fault below HTTP as a `Failure`: `central-tls` or `central-unreachable`, or `central-timeout` of undici's own. */
export function networkFailure(error: unknown, facts: { address: string; writes: boolean }): Failure {
  const known = failureWithin(error)
  if (known) return known
  const codes = causeCodes(error)
  const [code = 'network'] = codes
  if (codes.includes(REDIRECT_OF_ELECTRON)) {
    return new Failure(problem('central-redirected', { address: facts.address }), {
      effect: 'nothing',
      retry: true,
      cause: error,
    })
  }
  const tls = codes.find(isTlsCode)
  if (tls !== undefined) {
    return new Failure(problem('central-tls', { address: facts.address }, tls), { effect: 'nothing', retry: true, cause: error })
  }
  const timeout = codes.some((each) =>
    [
      'UND_ERR_CONNECT_TIMEOUT',
      'UND_ERR_HEADERS_TIMEOUT',
      'UND_ERR_BODY_TIMEOUT',
      'ETIMEDOUT',
      'ERR_TIMED_OUT',
      'ERR_CONNECTION_TIMED_OUT',
    ].includes(each),
  )
  const neverSent = codes.length > 0 && codes.some((each) => NEVER_SENT.includes(each))
  return new Failure(
    problem(timeout ? 'central-timeout' : 'central-unreachable', { address: facts.address }, codes.length > 0 ? code : ''),
    {
      effect: facts.writes && !neverSent ? 'unknown' : 'nothing',
      retry: true,
      cause: error,
    },
  )
}
