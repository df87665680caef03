import { z } from 'zod'
import { Failure, type ProblemCode, problem } from '../../../shared/failure'
import type { ConnectorTools } from '../connector'
import { askHttp, type HttpAnswer } from '../wrap/ask-http'
import type { MoneySettings } from './settings'

/** One GraphQL document to the S3 API. `refused`: Money said no before anything was done (no `data`): its words. */
export type ApiAnswer = { kind: 'data'; data: unknown } | { kind: 'refused'; words: string }
interface AskOptions {
  /** It may have been done when no answer came; a question never does anything. */
  mutation: boolean
  /** In the books that are set; without it the API is asked what books there are. */
  agenda: boolean
  /** `text`: numbers of the answer come as strings, digit by digit as they were written. */
  numbers?: 'text'
}
/** Throws `Failure`. */
export type AskApi = (document: string | Uint8Array, options: AskOptions, signal: AbortSignal) => Promise<ApiAnswer>

/** What a question was answered. Throws `is-failed` when it was refused. */
export const assertAnswered = (answer: ApiAnswer): unknown => {
  if (answer.kind === 'data') return answer.data
  throw new Failure(problem('is-failed', {}, answer.words), { effect: 'nothing', retry: false })
}

const REQUEST_MS = 60_000
const MAX_BYTES = 16 * 1024 * 1024
/** A token is not used in its last minute. */
const MARGIN_MS = 60_000
const MAX_WORDS = 2000

const tokenSchema = z.object({ access_token: z.string().min(1).max(20_000), expires_in: z.number().positive().optional() })
const envelopeSchema = z.object({
  data: z.unknown().optional(),
  errors: z
    .array(
      z.object({
        message: z.string().catch(''),
        extensions: z
          .object({ code: z.string().optional().catch(undefined) })
          .optional()
          .catch(undefined),
      }),
    )
    .max(1000)
    .optional(),
})

/** Strings are passed over, numbers outside of them put in quotes. */
const quoteNumbers = (json: string): string =>
  json.replace(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g, (token) => (token.startsWith('"') ? token : `"${token}"`))

const parsed = (bytes: Uint8Array, numbers?: 'text'): unknown => {
  try {
    const json = Buffer.from(bytes).toString('utf8')
    return JSON.parse(numbers === 'text' ? quoteNumbers(json) : json)
  } catch {
    return undefined
  }
}

/** Answers that say by themselves that nothing was done. */
const REFUSALS: Readonly<Record<number, { code: ProblemCode; retry: boolean }>> = {
  401: { code: 'is-login-failed', retry: false },
  402: { code: 'is-no-licence', retry: false },
  403: { code: 'is-no-rights', retry: false },
  404: { code: 'is-not-found', retry: false },
  429: { code: 'is-try-again', retry: true },
}

export const openApi = (settings: MoneySettings, { http, clock }: ConnectorTools): AskApi => {
  const base = settings.apiUrl ?? ''
  const fetchIs = http({ baseUrl: base })
  // What the vendor gives may be encoded already.
  const appId = settings.appId.includes('%') ? settings.appId : encodeURIComponent(settings.appId)
  let token: { value: string; until: number } | undefined

  const statusFailure = ({ status, bytes }: HttpAnswer, mutation: boolean): Failure => {
    const words = Buffer.from(bytes)
      .toString('utf8')
      .slice(0, 500)
      .replaceAll(settings.clientSecret || '\0', '…')
    const known = REFUSALS[status]
    const told = `HTTP ${status}${words ? `: ${words}` : ''}`
    if (known)
      return new Failure(problem(known.code, { user: settings.clientId, path: base }, told), {
        effect: 'nothing',
        retry: known.retry,
      })
    return new Failure(problem(status === 503 ? 'is-closed' : 'is-failed', { address: base }, told), {
      effect: mutation ? 'unknown' : 'nothing',
      retry: status >= 500,
    })
  }

  const fetchToken = async (signal: AbortSignal): Promise<string> => {
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: settings.clientId,
      client_secret: settings.clientSecret,
    })
    const answer = await askHttp(
      fetchIs,
      {
        method: 'POST',
        url: `${base}/connect/token?AppId=${appId}`,
        headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
        body: Buffer.from(body.toString()),
        timeoutMs: REQUEST_MS,
        maxBytes: MAX_BYTES,
      },
      signal,
    ).catch((error: unknown) => {
      // Asking for a token writes nothing, whatever became of the question.
      throw error instanceof Failure ? new Failure(error.problem, { effect: 'nothing', retry: true, cause: error }) : error
    })
    // OAuth 2: an unknown client is 400 or 401.
    if (answer.status === 400) throw statusFailure({ ...answer, status: 401 }, false)
    if (answer.status !== 200) throw statusFailure(answer, false)
    const found = tokenSchema.safeParse(parsed(answer.bytes))
    if (!found.success) throw new Failure(problem('is-answer-unreadable', { path: base }), { effect: 'nothing', retry: true })
    const { access_token: value, expires_in: seconds = 3600 } = found.data
    token = { value, until: clock.monotonicMs() + seconds * 1000 - MARGIN_MS }
    return value
  }

  const post = async (document: string | Uint8Array, options: AskOptions, signal: AbortSignal): Promise<HttpAnswer> => {
    const value = token && token.until > clock.monotonicMs() ? token.value : await fetchToken(signal)
    const agenda = settings.agendaGuid?.replace(/[{}]/g, '') ?? ''
    try {
      return await askHttp(
        fetchIs,
        {
          method: 'POST',
          url: `${base}/graphql/`,
          headers: {
            'content-type': 'application/json',
            accept: 'application/json',
            authorization: `Bearer ${value}`,
            // Published clients call it one or the other.
            ...(options.agenda ? { AgendaGuid: agenda, AgendaId: agenda } : {}),
          },
          body: Buffer.from(JSON.stringify({ query: Buffer.from(document).toString('utf8') })),
          timeoutMs: REQUEST_MS,
          maxBytes: MAX_BYTES,
        },
        signal,
      )
    } catch (error) {
      if (options.mutation || !(error instanceof Failure)) throw error
      throw new Failure(error.problem, { effect: 'nothing', retry: error.retry, cause: error })
    }
  }

  return async (document, options, signal) => {
    let answer = await post(document, options, signal)
    if (answer.status === 401) {
      // A token may be withdrawn before its time; what was refused was not done.
      token = undefined
      answer = await post(document, options, signal)
    }
    const effect = options.mutation ? 'unknown' : 'nothing'
    const envelope = envelopeSchema.safeParse(parsed(answer.bytes, options.numbers))
    const { data, errors = [] } = envelope.success ? envelope.data : {}
    if (answer.status !== 200 && !(answer.status === 400 && errors.length > 0)) throw statusFailure(answer, options.mutation)
    if (!envelope.success) throw new Failure(problem('is-answer-unreadable', { path: base }), { effect, retry: true })
    const words = errors
      .map(({ message, extensions }) => [extensions?.code, message].filter(Boolean).join(': '))
      .join('\n')
      .slice(0, MAX_WORDS)
    if (errors.length === 0) return { kind: 'data', data }
    const codes = errors.map(({ extensions }) => extensions?.code ?? '')
    if (codes.some((code) => /^AUTH_NOT_AUTHENTICATED$/.test(code)))
      throw new Failure(problem('is-login-failed', { user: settings.clientId }, words), { effect: 'nothing', retry: false })
    if (codes.some((code) => /^AUTH/.test(code)))
      throw new Failure(problem('is-no-rights', { user: settings.clientId }, words), { effect: 'nothing', retry: false })
    // The agenda could not be opened; the API says so before it looks at the document.
    if (codes.some((code) => /^API_VERSIONING_MISS?MATCH$/.test(code)))
      throw new Failure(problem('is-failed', {}, words), { effect: 'nothing', retry: true })
    // Without `data` the execution was never begun (GraphQL, "request errors"); with it, nobody knows how far it got.
    if (data === undefined) return { kind: 'refused', words }
    throw new Failure(problem('is-failed', {}, words), { effect, retry: false })
  }
}
