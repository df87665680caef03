import { open } from 'node:fs/promises'
import { Failure, type Problem, problem } from '../../../shared/failure'
import type { ConnectorTools } from '../connector'
import { askHttp } from '../wrap/ask-http'
import { parseJson, readWritten, wordsOf } from './answer'
import type { FlexiSettings } from './settings'

const MOST_ANSWER_BYTES = 32 * 1024 * 1024
const MOST_PEM_BYTES = 64 * 1024

export interface FlexiQuestion {
  method: 'GET' | 'PUT' | 'DELETE'
  /** Below the company, or from the root of the server when it begins with `/`. Encoded. */
  path: string
  query?: Readonly<Record<string, string>>
  body?: Uint8Array
}

export interface FlexiAnswer {
  status: number
  headers: Headers
  /** `undefined`: the answer is no JSON. */
  json: unknown
}

export type AskFlexi = (question: FlexiQuestion, signal: AbortSignal) => Promise<FlexiAnswer>

/** Throws `connection-authority-unusable`. */
async function readPem(path: string): Promise<string> {
  const unusable = (cause: unknown): Failure =>
    new Failure(problem('connection-authority-unusable', { path }, cause instanceof Error ? cause.message : undefined), {
      effect: 'nothing',
      retry: false,
      cause,
    })
  try {
    const file = await open(path, 'r')
    try {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(MOST_PEM_BYTES), 0, MOST_PEM_BYTES, 0)
      const pem = buffer.subarray(0, bytesRead).toString('latin1')
      if (pem.includes('-----BEGIN CERTIFICATE-----')) return pem
    } finally {
      await file.close()
    }
  } catch (error) {
    throw unusable(error)
  }
  throw unusable(undefined)
}

/**
 * Asks one ABRA Flexi, with the API user's name and password. Gives back 200, 201, 400, the answers that belong to one record, and, when
 * asked by `GET` or `DELETE`, 3xx and 404. Everything else is a `Failure` of the whole system.
 */
export function openFlexi(settings: FlexiSettings, tools: Pick<ConnectorTools, 'http'>): AskFlexi {
  const base = settings.baseUrl.replace(/\/$/, '')
  let way: Promise<typeof fetch> | undefined
  const openWay = async (): Promise<typeof fetch> => {
    const extraCa = settings.certificateFile === undefined ? undefined : await readPem(settings.certificateFile)
    return tools.http({ baseUrl: base, extraCa })
  }
  return async ({ method, path, query = {}, body }, signal) => {
    // Read at the first question: opening a connector touches nothing. A file that was put right is read again.
    way ??= openWay()
    const fetchFlexi = await way.catch((error: unknown) => {
      way = undefined
      throw error
    })
    const parameters = new URLSearchParams(query).toString()
    const url = `${base}${path.startsWith('/') ? path : `/c/${settings.company}/${path}`}${parameters ? `?${parameters}` : ''}`
    const answer = await askHttp(
      fetchFlexi,
      {
        method,
        url,
        headers: {
          authorization: `Basic ${Buffer.from(`${settings.user}:${settings.password}`).toString('base64')}`,
          accept: 'application/json',
          ...(body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }),
        },
        ...(body === undefined ? {} : { body }),
        timeoutMs: settings.timeoutSeconds * 1000,
        maxBytes: MOST_ANSWER_BYTES,
      },
      signal,
    ).catch((error: unknown) => {
      throw asOwnCertificate(error)
    })
    const { status, headers } = answer
    const json = parseJson(answer.bytes)
    const mayBeRecord =
      [200, 201, 400].includes(status) || (method !== 'PUT' && (status === 404 || (status >= 300 && status < 400)))
    if (mayBeRecord) return { status, headers, json }
    throw failureOf(status, headers, json, method, settings)
  }
}

/** The way out says of every server that it is the central side. */
function asOwnCertificate(error: unknown): unknown {
  if (!(error instanceof Failure) || error.problem.code !== 'central-tls') return error
  const { params, words } = error.problem
  return new Failure(problem('is-certificate', params, words), { effect: error.effect, retry: error.retry, cause: error })
}

/** What a status says when it is not about one record. Source: ABRA Flexi's pages on error handling, on 503 and on 504. */
function failureOf(
  status: number,
  headers: Headers,
  json: unknown,
  method: FlexiQuestion['method'],
  { user, baseUrl, timeoutSeconds }: FlexiSettings,
): Failure {
  const words = [`HTTP ${status}`, wordsOf(readWritten(json))].filter((part) => part !== '').join('\n')
  const nothing = (what: Problem, retry: boolean): Failure =>
    new Failure(what, { effect: 'nothing', retry, retryAfterSeconds: retryAfter(headers) })
  /** A question leaves nothing behind, whatever became of it. */
  const perhaps = (what: Problem): Failure =>
    new Failure(what, { effect: method === 'GET' ? 'nothing' : 'unknown', retry: true, retryAfterSeconds: retryAfter(headers) })
  switch (status) {
    case 401:
      return nothing(problem('is-login-failed', { user }, words), false)
    case 402:
      return nothing(problem('is-no-licence', {}, words), false)
    case 403:
      return nothing(problem('is-no-rights', { user }, words), false)
    case 404:
      return nothing(problem('is-wrong-company', {}, words), false)
    case 405:
    case 406:
    case 413:
    case 415:
      return nothing(problem('is-failed', {}, words), false)
    case 423:
      return nothing(problem('is-locked', {}, words), true)
    case 429:
      return nothing(problem('is-try-again', {}, words), true)
    // Its maker: the request has not reached the core. So said of 503 alone; behind 502 and 504 the core goes on working.
    case 503:
      return nothing(problem('is-closed', { address: new URL(baseUrl).host }, words), true)
    case 408:
    case 504:
      return perhaps(problem('is-timeout', { seconds: String(timeoutSeconds) }, words))
    default:
      return status < 300 || (status >= 300 && status < 400)
        ? perhaps(problem('is-answer-unreadable', { path: new URL(baseUrl).host }, words))
        : perhaps(problem('is-failed', {}, words))
  }
}

const retryAfter = (headers: Headers): number | undefined => {
  const seconds = headers.get('retry-after') ?? ''
  return /^\d{1,5}$/.test(seconds) ? Number(seconds) : undefined
}
