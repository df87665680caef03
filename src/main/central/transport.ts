import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { KyInstance } from 'ky'
import type { z } from 'zod'
import { Failure, problem } from '../../shared/failure'
import { centralUrlSchema } from '../../shared/settings'
import type { Clock, Log } from '../engine/ports'
import { networkFailure, notJson, parseJson, refusal } from './failures'

export interface TransportOptions {
  /** `https://HOST/b2b/v1`; `http:` only to this computer. */
  baseUrl: string
  /** Absent: calls that need none. Each call may bring its own (`Request.bearer`). */
  apiKey?: string
  clientVersion: string
  log: Log
  clock: Clock
  fetch?: typeof fetch
  /**
   * How long nothing may come. Not a limit for the whole answer: a hundred large orders over a narrow line must not fail
   * at the same place for ever.
   */
  timeoutMs?: number
  /** One try in all: who sends a byte now and then must not hold the client for ever. */
  longestMs?: number
  maximumAnswerBytes?: number
  /** Transport faults only. A further try begins only within `budgetMs` of the first one's start. */
  retries?: { tries: number; baseMs: number; capMs: number; budgetMs: number }
  /** In [0, 1). */
  random?: () => number
  sleep?: (ms: number, signal: AbortSignal) => Promise<void>
}

export interface Request<S extends z.ZodType | null> {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Below the base, without a leading slash; its parts escaped already. */
  path: string
  body?: unknown
  /** In place of `body`: these bytes as they are, packed by gzip already. */
  packed?: { gzip: Uint8Array<ArrayBuffer>; contentType: string }
  /** In place of the transport's own patience, where the other side has much to do before it answers. */
  timeoutMs?: number
  /** Schema of the answer; `null`: none is expected. */
  answer: S
  /** Creates something: its `Idempotency-Key`, the same for all tries. */
  idempotencyKey?: string
  /** In place of the API key: a token for this one thing. */
  bearer?: string
}

export interface Transport {
  /** Throws only `Failure`. Redirects are never followed: the key would go to an address nobody has set. */
  send<S extends z.ZodType | null>(
    request: Request<S>,
    signal: AbortSignal,
  ): Promise<S extends z.ZodType ? z.output<S> : undefined>
}

const DEFAULT_RETRIES = { tries: 3, baseMs: 500, capMs: 4000, budgetMs: 10_000 }
/** With the longest wait between two runs (45 s) and a server that has gone silent, work still goes on soon after it has healed. */
const DEFAULT_TIMEOUT_MS = 30_000
const DEFAULT_LONGEST_MS = 10 * 60_000
const DEFAULT_ANSWER_BYTES = 64 * 1024 * 1024

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]']

/** The way to the B2B REST API: address, key, limits, retries of transport faults, and each refusal by its own code. */
export function createTransport(options: TransportOptions): Transport {
  const { clientVersion, clock, log } = options
  if (!centralUrlSchema.safeParse(options.baseUrl).success) {
    throw new Failure(problem('settings-invalid', { path: 'central.baseUrl' }), { effect: 'nothing', retry: false })
  }
  const base = new URL(options.baseUrl)
  const address = base.host
  const retries = options.retries ?? DEFAULT_RETRIES
  const timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS
  const longestMs = options.longestMs ?? DEFAULT_LONGEST_MS
  const maximumBytes = options.maximumAnswerBytes ?? DEFAULT_ANSWER_BYTES
  const random = options.random ?? Math.random
  const sleep = options.sleep ?? ((ms: number, signal: AbortSignal) => wait(ms, undefined, { signal }))

  let opened: Promise<KyInstance> | undefined
  /** Loaded with the first question and not with the program, whose icon need not wait for it. */
  const http = (): Promise<KyInstance> => {
    opened ??= import('ky').then(({ default: ky }) =>
      ky.create({
        prefixUrl: options.baseUrl,
        // ky would retry by status and follow redirects; here both are decided by what the failure means.
        retry: 0,
        timeout: false,
        throwHttpErrors: false,
        redirect: 'manual',
        ...(options.fetch && { fetch: options.fetch }),
        headers: {
          Accept: 'application/json, application/problem+json',
          'X-Client-Version': clientVersion,
          // Packing what stays in this computer costs more than it saves.
          ...(LOOPBACK.includes(base.hostname) && { 'Accept-Encoding': 'identity' }),
        },
      }),
    )
    return opened
  }

  /** One try. Throws `Failure`. */
  async function once<S extends z.ZodType | null>(request: Request<S>, signal: AbortSignal) {
    const { idempotencyKey } = request
    const key = request.bearer ?? options.apiKey
    const redact = (text: string): string =>
      key === undefined ? text : text.replaceAll(key, '***').replaceAll(encodeURIComponent(key), '***')
    const facts = { address, nowMs: clock.now(), writes: request.method !== 'GET', redact, clientVersion }
    const patienceMs = Math.max(timeoutMs, request.timeoutMs ?? 0)
    const silence = startSilence(patienceMs, longestMs, signal)
    const startedMs = clock.monotonicMs()
    let answer: Response
    let text: string
    try {
      const ask = await http()
      answer = await silence.orEnd(
        ask(request.path, {
          method: request.method,
          signal: silence.signal,
          headers: {
            ...(key !== undefined && { Authorization: `Bearer ${key}` }),
            'X-Request-Id': randomUUID(),
            ...(idempotencyKey !== undefined && { 'Idempotency-Key': idempotencyKey }),
            ...(request.packed && { 'Content-Type': request.packed.contentType, 'Content-Encoding': 'gzip' }),
          },
          ...(request.body !== undefined && { json: request.body }),
          ...(request.packed && { body: request.packed.gzip }),
        }),
      )
      if (answer.type === 'opaqueredirect' || (answer.status >= 300 && answer.status < 400)) {
        void answer.body?.cancel()
        const location = answer.headers.get('location')
        const target = location === null ? undefined : redact(location).slice(0, 300)
        throw new Failure(problem('central-redirected', { address, ...(target !== undefined && { target }) }), {
          effect: 'nothing',
          // The network's sign-in page does so until somebody has signed in.
          retry: true,
        })
      }
      text = await readLimited(answer, maximumBytes, facts, silence)
    } catch (error) {
      if (error instanceof Failure) throw error
      if (silence.signal.aborted && !signal.aborted) {
        const seconds = String(Math.round(patienceMs / 1000))
        throw new Failure(problem('central-timeout', { address, seconds }), {
          effect: facts.writes ? 'unknown' : 'nothing',
          retry: true,
        })
      }
      throw networkFailure(error, facts)
    } finally {
      silence.end()
    }
    const contentType = answer.headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase() ?? ''
    const echoed = answer.headers.get('x-request-id')
    const requestId = echoed === null ? null : redact(echoed)
    log.debug('central side answered', {
      method: request.method,
      path: request.path,
      status: answer.status,
      bytes: text.length,
      ms: Math.round(clock.monotonicMs() - startedMs),
      requestId,
    })
    if (!answer.ok) {
      throw refusal({ status: answer.status, contentType, text, retryAfter: answer.headers.get('retry-after'), requestId }, facts)
    }
    if (request.answer === null) {
      // A captive portal answers 200 to everything: only "no content" is the API's word that something was done.
      if (answer.status !== 204) throw notJson(answer.status, facts)
      return undefined
    }
    const value = contentType === 'application/json' ? parseJson(text) : undefined
    if (value === undefined) throw notJson(answer.status, facts)
    const parsed = request.answer.safeParse(value)
    if (parsed.success) return parsed.data
    const [issue] = parsed.error.issues
    const path = issue?.path.join('.') ?? ''
    throw new Failure(problem('central-answer-invalid', { address, path }, issue ? `${path}: ${issue.message}` : ''), {
      effect: facts.writes ? 'unknown' : 'nothing',
      // Nobody has said no: it may be another program's answer, or a central side that is just being mended.
      retry: true,
    })
  }

  return {
    async send(request, signal) {
      // A key that can't be in a header can't be a key; and fetch would put it into the text of its error.
      const key = request.bearer ?? options.apiKey
      if (key !== undefined && !/^[\x21-\x7e]{1,512}$/.test(key)) {
        throw new Failure(problem('central-unauthorized', { address }), { effect: 'nothing', retry: false })
      }
      const startedMs = clock.monotonicMs()
      let effect: Failure['effect'] = 'nothing'
      for (let tries = 1; ; tries++) {
        try {
          return (await once(request, signal)) as never
        } catch (error) {
          if (!(error instanceof Failure)) throw error
          // What an earlier try may have done stays done, whatever the last one says.
          if (error.effect === 'unknown') effect = 'unknown'
          const failure = effect === error.effect ? error : withEffect(error, effect)
          if (signal.aborted || tries >= retries.tries || !isTransportFault(failure)) throw failure
          const delayMs = random() * Math.min(retries.capMs, retries.baseMs * 2 ** (tries - 1))
          if (clock.monotonicMs() - startedMs + delayMs > retries.budgetMs) throw failure
          log.debug('central side tried again', {
            path: request.path,
            code: failure.problem.code,
            tries,
            delayMs: Math.round(delayMs),
          })
          try {
            await sleep(delayMs, signal)
          } catch {
            throw failure
          }
        }
      }
    },
  }
}

const withEffect = (failure: Failure, effect: Failure['effect']): Failure =>
  new Failure(failure.problem, {
    effect,
    retry: failure.retry,
    retryAfterSeconds: failure.retryAfterSeconds,
    cause: failure.cause,
  })

/** Nobody has said no: the way is at fault. A gateway's 502 or 504 is the way, too. */
const isTransportFault = ({ problem: { code, params }, retryAfterSeconds }: Failure): boolean =>
  code === 'central-unreachable' ||
  code === 'central-timeout' ||
  code === 'connection-proxy-unreachable' ||
  code === 'connection-ended' ||
  (code === 'central-internal' && retryAfterSeconds === undefined && ['502', '504'].includes(params['status'] ?? ''))

interface Silence {
  signal: AbortSignal
  /** Something came. */
  broken(): void
  /** Rejects at the end of patience, or when `outer` is aborted. */
  orEnd<T>(waiting: Promise<T>): Promise<T>
  end(): void
}

/**
 * Ends the wait when nothing has come for `timeoutMs`, after `longestMs` in any case, and with `outer`. Not by the signal
 * of fetch alone: the requests that ky and undici make of each other hold it weakly, so after a garbage collection it no
 * longer reaches a body that is being read, and the client would wait for ever.
 */
function startSilence(timeoutMs: number, longestMs: number, outer: AbortSignal): Silence {
  const controller = new AbortController()
  const abort = () => controller.abort()
  const ended = new Promise<never>((_, reject) => {
    controller.signal.addEventListener('abort', () => reject(controller.signal.reason), { once: true })
  })
  ended.catch(() => {})
  const silent = setTimeout(abort, timeoutMs)
  const longest = setTimeout(abort, longestMs)
  outer.addEventListener('abort', abort, { once: true })
  if (outer.aborted) abort()
  return {
    signal: controller.signal,
    broken: () => void silent.refresh(),
    orEnd: (waiting) => Promise.race([waiting, ended]),
    end() {
      clearTimeout(silent)
      clearTimeout(longest)
      outer.removeEventListener('abort', abort)
    },
  }
}

const MOST_BEGINNING_BYTES = 4096
/** Cause of `central-answer-too-large`: how the answer begins. */
export class AnswerTooLarge extends Error {
  override readonly name = 'AnswerTooLarge'
  readonly beginning: string
  constructor(first: Uint8Array) {
    super('answer too large')
    this.beginning = Buffer.from(first.subarray(0, MOST_BEGINNING_BYTES)).toString('latin1')
  }
}

/** Reads and counts: what unfolds from gzip is counted as it is after. */
async function readLimited(
  answer: Response,
  maximumBytes: number,
  facts: { address: string; writes: boolean },
  silence: Silence,
): Promise<string> {
  silence.broken()
  if (answer.body === null) return ''
  const tooLarge = (): Failure =>
    new Failure(problem('central-answer-too-large', { address: facts.address, limit: String(maximumBytes) }), {
      effect: facts.writes ? 'unknown' : 'nothing',
      retry: false,
      cause: new AnswerTooLarge(chunks[0] ?? new Uint8Array(0)),
    })
  const chunks: Uint8Array[] = []
  let bytes = 0
  const reader = answer.body.getReader()
  try {
    for (;;) {
      const { done, value } = await silence.orEnd(reader.read())
      if (done) break
      silence.broken()
      bytes += value.byteLength
      chunks.push(value)
      if (bytes > maximumBytes) throw tooLarge()
    }
  } catch (error) {
    // Frees the connection; what was read is of no use.
    void reader.cancel().catch(() => {})
    throw error
  }
  return Buffer.concat(chunks).toString('utf8')
}
