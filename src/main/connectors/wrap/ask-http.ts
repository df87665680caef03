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

export interface HttpStream {
  status: number
  headers: Headers
  /** To be read once, to its end or not. Throws `Failure` as `askHttp` does. */
  body: AsyncIterable<Uint8Array>
}

/** What a call that failed means. `time`: its own limit. */
const failureOf = (
  error: unknown,
  { url, timeoutMs }: HttpQuestion,
  effect: Failure['effect'],
  time: { aborted: boolean },
): Failure => {
  const known = failureIn(error)
  if (known && asClosed.has(known.problem.code))
    return stop(problem('is-closed', { address: new URL(url).host }, known.problem.words), 'nothing', error)
  if (known) return known
  if (time.aborted) return stop(problem('is-timeout', { seconds: String(Math.round(timeoutMs / 1000)) }), effect, error)
  return stop(problem('is-no-answer', {}, error instanceof Error ? reasonOf(error) : undefined), effect, error)
}

const ask = (fetchIs: typeof fetch, { method, url, headers, body }: HttpQuestion, signal: AbortSignal): Promise<Response> =>
  fetchIs(url, {
    method,
    headers: { ...headers },
    redirect: 'manual',
    signal,
    ...(body === undefined ? {} : { body: Buffer.from(body) }),
  })

/**
 * One question to an information system over HTTP, with its own time and size limits; any status is an answer. Not repeated:
 * only the engine retries. Throws `Failure`: `is-closed` (never reached, nothing done), `is-timeout`, `is-no-answer` and
 * `is-answer-unreadable` (it may have acted, unless it was only read), or what stands in the way (proxy, certificate).
 */
export async function askHttp(fetchIs: typeof fetch, question: HttpQuestion, signal: AbortSignal): Promise<HttpAnswer> {
  const { method, url, timeoutMs, maxBytes } = question
  const effect: Failure['effect'] = method === 'GET' ? 'nothing' : 'unknown'
  const time = AbortSignal.timeout(timeoutMs)
  const both = AbortSignal.any([signal, time])
  try {
    const response = await ask(fetchIs, question, both)
    const parts: Uint8Array[] = []
    for await (const part of readLimited(response, maxBytes, new URL(url).host, effect, both)) parts.push(part)
    return { status: response.status, headers: response.headers, bytes: Buffer.concat(parts) }
  } catch (error) {
    throw failureOf(error, question, effect, time)
  }
}

/**
 * The same for an answer that is too long to be held. `timeoutMs` is the time until it begins, and then until each next piece; the time
 * that its reader takes for one doesn't count.
 */
export async function askHttpStream(fetchIs: typeof fetch, question: HttpQuestion, signal: AbortSignal): Promise<HttpStream> {
  const { method, url, timeoutMs, maxBytes } = question
  const effect: Failure['effect'] = method === 'GET' ? 'nothing' : 'unknown'
  const time = new AbortController()
  const both = AbortSignal.any([signal, time.signal])
  let timer: NodeJS.Timeout | undefined
  const waitNoLonger = (): void => {
    timer = setTimeout(() => time.abort(), timeoutMs)
  }
  const came = (): void => clearTimeout(timer)
  const fail = (error: unknown): never => {
    throw failureOf(error, question, effect, time.signal)
  }
  waitNoLonger()
  const response = await ask(fetchIs, question, both).catch(fail).finally(came)
  async function* body(): AsyncIterable<Uint8Array> {
    try {
      waitNoLonger()
      for await (const part of readLimited(response, maxBytes, new URL(url).host, effect, both)) {
        came()
        yield part
        waitNoLonger()
      }
    } catch (error) {
      fail(error)
    } finally {
      came()
    }
  }
  return { status: response.status, headers: response.headers, body: body() }
}

const reasonOf = (error: Error): string => {
  const { cause } = error
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  return code || (cause instanceof Error ? cause.message : error.message)
}

/** The body in pieces, `maxBytes` of it at most. */
async function* readLimited(
  response: Response,
  maxBytes: number,
  host: string,
  effect: Failure['effect'],
  signal: AbortSignal,
): AsyncIterable<Uint8Array> {
  const { body } = response
  if (body === null) return
  let length = 0
  const reader = body.getReader()
  // The abort of a request does not reach a body whose headers have come in every runtime.
  const stopReading = (): void => void reader.cancel().catch(() => {})
  signal.addEventListener('abort', stopReading, { once: true })
  try {
    for (;;) {
      const { done, value } = await reader.read()
      signal.throwIfAborted()
      if (done) return
      length += value.byteLength
      if (length > maxBytes) throw stop(problem('is-answer-unreadable', { path: host }, `> ${maxBytes} B`), effect)
      yield value
    }
  } finally {
    signal.removeEventListener('abort', stopReading)
    // Ended before its end: the other side need not go on. After its end this does nothing.
    stopReading()
  }
}
