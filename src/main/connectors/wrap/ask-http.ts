import { Failure, type Problem, problem } from '../../../shared/failure'

export interface HttpQuestion {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Absolute, on the host that the fetch was made for. */
  url: string
  headers?: Readonly<Record<string, string>>
  body?: Uint8Array
  /** From sending to the last byte of the answer. */
  timeoutMs: number
  /** Of the answer. A larger one is `is-answer-unreadable`. */
  maxBytes: number
}

export interface HttpAnswer {
  status: number
  headers: Headers
  bytes: Uint8Array
}

const stop = (what: Problem, effect: Failure['effect'], cause?: unknown): Failure =>
  new Failure(what, { effect, retry: true, cause })

/** fetch wraps what happened, sometimes more than once. */
const failureIn = (error: unknown): Failure | undefined => {
  let at = error
  for (let depth = 0; depth < 5 && at instanceof Error; depth++) {
    if (at instanceof Failure) return at
    at = at.cause
  }
  return undefined
}

/** What the way out says of the central side, said of an information system. */
const asClosed: ReadonlySet<string> = new Set(['central-unreachable', 'central-timeout'])

/**
 * One question to an information system over HTTP, with its own time and size limits; any status is an answer. Not repeated:
 * only the engine retries. Throws `Failure`: `is-closed` (never reached, nothing done), `is-timeout`, `is-no-answer` and
 * `is-answer-unreadable` (it may have acted, unless it was only read), or what stands in the way (proxy, certificate).
 */
export async function askHttp(fetchIs: typeof fetch, question: HttpQuestion, signal: AbortSignal): Promise<HttpAnswer> {
  const { method, url, headers, body, timeoutMs, maxBytes } = question
  const effect: Failure['effect'] = method === 'GET' ? 'nothing' : 'unknown'
  const time = AbortSignal.timeout(timeoutMs)
  const both = AbortSignal.any([signal, time])
  try {
    const response = await fetchIs(url, {
      method,
      headers: { ...headers },
      redirect: 'manual',
      signal: both,
      ...(body === undefined ? {} : { body: Buffer.from(body) }),
    })
    const bytes = await readLimited(response, maxBytes, both)
    if (bytes === undefined) throw stop(problem('is-answer-unreadable', { path: new URL(url).host }, `> ${maxBytes} B`), effect)
    return { status: response.status, headers: response.headers, bytes }
  } catch (error) {
    const known = failureIn(error)
    if (known && asClosed.has(known.problem.code))
      throw stop(problem('is-closed', { address: new URL(url).host }, known.problem.words), 'nothing', error)
    if (known) throw known
    if (time.aborted) throw stop(problem('is-timeout', { seconds: String(Math.round(timeoutMs / 1000)) }), effect, error)
    throw stop(problem('is-no-answer', {}, error instanceof Error ? reasonOf(error) : undefined), effect, error)
  }
}

const reasonOf = (error: Error): string => {
  const { cause } = error
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  return code || (cause instanceof Error ? cause.message : error.message)
}

/** The whole body; undefined: longer than `maxBytes`. */
async function readLimited(response: Response, maxBytes: number, signal: AbortSignal): Promise<Uint8Array | undefined> {
  const { body } = response
  if (body === null) return new Uint8Array()
  const parts: Uint8Array[] = []
  let length = 0
  const reader = body.getReader()
  // The abort of a request does not reach a body whose headers have come in every runtime.
  const stopReading = (): void => void reader.cancel().catch(() => {})
  signal.addEventListener('abort', stopReading, { once: true })
  try {
    for (;;) {
      const { done, value } = await reader.read()
      signal.throwIfAborted()
      if (done) break
      length += value.byteLength
      if (length > maxBytes) {
        await reader.cancel().catch(() => {})
        return undefined
      }
      parts.push(value)
    }
  } finally {
    signal.removeEventListener('abort', stopReading)
  }
  return Buffer.concat(parts)
}
