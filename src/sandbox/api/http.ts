import { promisify } from 'node:util'
import { gunzipSync, gzip } from 'node:zlib'
import { type Context, Hono } from 'hono'
import type { z } from 'zod'
import type { ApiProblem, ApiProblemCode } from '../../shared/central-api/problem'
import { type Caller, pathParameters, type Route, type RouteName, routes, statusOfProblem } from '../../shared/central-api/routes'
import { idSchema } from '../../shared/documents/party'
import type { Companies, Company, Key } from '../companies'
import type { Store } from '../database'
import { seal, unseal } from '../sealed'
import { sha256 } from '../secrets'

/** A refusal on its way out as problem+json. */
export class ApiError extends Error {
  readonly code: ApiProblemCode
  readonly errors: ApiProblem['errors']
  readonly retryAfterSeconds: number | undefined
  constructor(code: ApiProblemCode, detail: string, options: { errors?: ApiProblem['errors']; retryAfterSeconds?: number } = {}) {
    super(detail)
    this.code = code
    this.errors = options.errors
    this.retryAfterSeconds = options.retryAfterSeconds
  }
}

type PathNames<P extends string> = P extends `${string}{${infer Name}}${infer Rest}` ? Name | PathNames<Rest> : never
type Params<R extends Route> = {
  [N in PathNames<R['path']>]: N extends keyof typeof pathParameters ? z.infer<(typeof pathParameters)[N]> : never
}
type BodyOf<R extends Route> = R extends { request: infer S extends z.ZodType } ? z.output<S> : undefined
type QueryOf<R extends Route> = R extends { query: infer S extends z.ZodType } ? z.output<S> : undefined

/** Who calls. The frame has checked the kind already. */
export type CallerOf<C extends Caller> = C extends 'client'
  ? { key: Key; company: Company }
  : C extends 'shop' | 'admin'
    ? { key: Key }
    : { token: string; address: string }

export interface Call<R extends Route> {
  params: Params<R>
  query: QueryOf<R>
  body: BodyOf<R>
  /** The body before its schema, for what the schema doesn't keep. */
  rawBody: unknown
  caller: CallerOf<R['caller']>
  /** Present when the caller sent `Idempotency-Key` and the route takes it. */
  idempotency: { key: string; fingerprint: string } | undefined
}
/** `json`: the body as JSON already. `remember: false`: the handler keeps its own account of idempotency keys. */
export interface Answer {
  status: number
  body?: unknown
  json?: string | Buffer<ArrayBuffer>
  remember?: boolean
}
/** Synchronous on purpose: each writing call runs in one transaction together with its idempotency record. */
export type Handlers = { [N in RouteName]?: (call: Call<(typeof routes)[N]>) => Answer }

export interface ServerFacts {
  store: Store
  companies: Companies
  now: () => number
  newId: () => string
  /** Seconds until the end of maintenance; undefined: open. */
  maintenance: () => number | undefined
  minimumClientVersion: () => string
  log: (line: string) => void
}

export const IDEMPOTENCY_MS = 7 * 24 * 3_600_000
const MAXIMUM_BODY_BYTES = 16 * 1024 * 1024
/** For who has no key yet. */
const MAXIMUM_BODY_BYTES_OF_STRANGERS = 64 * 1024
const COMPRESS_FROM_BYTES = 1400
const gzipped = promisify(gzip)

const titles: Record<ApiProblemCode, string> = {
  unauthorized: 'The key is missing or unknown',
  'key-revoked': 'The key has been revoked',
  forbidden: 'This kind of key may not do this',
  'not-found': 'There is no such thing',
  validation: 'The request does not fit its schema',
  conflict: 'The state of things does not allow it',
  'wrong-mode': 'The account is in another mode',
  'too-large': 'The request is too large',
  'rate-limited': 'Too many requests',
  'client-too-old': 'The Client must be updated',
  maintenance: 'Closed for maintenance',
  internal: 'Something failed here',
}

const issues = (error: z.ZodError): NonNullable<ApiProblem['errors']> =>
  error.issues
    .slice(0, 50)
    .flatMap((issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => ({ path: [...issue.path, key].join('.'), message: 'unknown field' }))
        : [{ path: issue.path.join('.'), message: issue.message }],
    )
/** Throws `validation` with the path of each fault. */
export function parse<S extends z.ZodType>(schema: S, value: unknown, what: string): z.output<S> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw new ApiError('validation', `the ${what} does not fit its schema`, { errors: issues(parsed.error) })
}

/** Numeric comparison of dotted versions; what isn't a version counts as older. */
const olderThan = (version: string, minimum: string): boolean => {
  const parts = (text: string) => text.split(/[.+-]/, 3).map((part) => Number.parseInt(part, 10) || 0)
  const [a, b] = [parts(version), parts(minimum)]
  for (let i = 0; i < 3; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0)
    if (difference !== 0) return difference < 0
  }
  return false
}

async function readBody(request: Request, maximumBytes: number): Promise<string> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  const tooLarge = () => new ApiError('too-large', `a body may have ${maximumBytes} bytes`)
  if (request.body !== null) {
    const reader = request.body.getReader()
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      bytes += value.byteLength
      if (bytes > maximumBytes) {
        void reader.cancel()
        throw tooLarge()
      }
      chunks.push(value)
    }
  }
  let body: Buffer = Buffer.concat(chunks)
  const encoding = request.headers.get('content-encoding') ?? 'identity'
  if (encoding === 'gzip') {
    try {
      // The limit holds for what comes out, too: a few kilobytes can unfold into gigabytes.
      body = gunzipSync(body, { maxOutputLength: maximumBytes })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge()
      throw new ApiError('validation', 'the body is not valid gzip')
    }
  } else if (encoding !== 'identity') {
    throw new ApiError('validation', `Content-Encoding ${encoding} is not supported`)
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch {
    throw new ApiError('validation', 'the body is not UTF-8')
  }
}

/** What a route takes: its own media type as text, JSON as a value. No body at all needs no type. */
function readTyped(request: Request, text: string, ownType: string | undefined): unknown {
  const expected = ownType ?? 'application/json'
  const type = request.headers.get('content-type')?.split(';', 1)[0]?.trim()
  if (text !== '' && type !== expected) throw new ApiError('validation', `Content-Type must be ${expected}`)
  if (ownType !== undefined) return text
  if (text === '') return {}
  try {
    return JSON.parse(text)
  } catch {
    throw new ApiError('validation', 'the body is not valid JSON')
  }
}

const bearer = (request: Request): string => {
  const match = /^Bearer ([\x21-\x7e]{1,512})$/.exec(request.headers.get('authorization') ?? '')
  if (match?.[1] === undefined) throw new ApiError('unauthorized', 'send Authorization: Bearer KEY')
  return match[1]
}

/** The frame around the handlers: request id, auth, limits, schemas, transactions, idempotency keys, problems, gzip. */
export function createApp(facts: ServerFacts, handlers: Handlers): Hono {
  const { store, companies, now } = facts
  const findStored = store.prepare<{ fingerprint: string; status: number; body: string }>(
    'select fingerprint, status, body from idempotency where key_id = ? and idempotency_key = ? and created_at > ?',
  )
  const keepStored = store.prepare(
    'insert or replace into idempotency (key_id, idempotency_key, fingerprint, status, body, created_at) values (?, ?, ?, ?, ?, ?)',
  )
  const dropStored = store.prepare('delete from idempotency where created_at <= ?')

  const callerOf = (route: Route, request: Request, address: string): { caller: unknown; keyId: string; secret: string } => {
    if (route.caller === 'anyone') return { caller: { token: '', address }, keyId: '', secret: '' }
    const text = bearer(request)
    if (route.caller === 'poll-token') return { caller: { token: text, address }, keyId: '', secret: text }
    const key = companies.findKey(text)
    if (key === undefined) throw new ApiError('unauthorized', 'this key is not known here')
    if (key.revokedAt !== undefined) throw new ApiError('key-revoked', 'this key was revoked by the operator')
    if (key.kind !== route.caller) throw new ApiError('forbidden', `this needs a key of kind ${route.caller}`)
    if (key.kind !== 'client') return { caller: { key }, keyId: key.keyId, secret: text }
    const company = key.companyId === undefined ? undefined : companies.find(key.companyId)
    if (company === undefined) throw new ApiError('unauthorized', 'this key belongs to no company')
    return { caller: { key, company }, keyId: key.keyId, secret: text }
  }

  const idempotencyOf = (route: Route, request: Request, path: string, text: string) => {
    const key = request.headers.get('idempotency-key')
    if (route.idempotencyKey === undefined || key === null) return undefined
    if (!/^[\x21-\x7e]{1,255}$/.test(key)) throw new ApiError('validation', 'Idempotency-Key: 1 to 255 visible ASCII characters')
    return { key, fingerprint: sha256(`${route.method} ${path}\n${text}`) }
  }

  /** `secret`: of the caller and the request, known to nobody else; stored answers are sealed with it, for some hold keys. */
  const run = (route: Route, handler: (call: never) => Answer, call: object, keyId: string, secret: string): Answer => {
    const { idempotency } = call as { idempotency: { key: string; fingerprint: string } | undefined }
    if (route.method === 'GET') return handler(call as never)
    return store.transaction(() => {
      if (idempotency) {
        const stored = findStored.get(keyId, sha256(idempotency.key), now() - IDEMPOTENCY_MS)
        if (stored) {
          if (stored.fingerprint !== idempotency.fingerprint)
            throw new ApiError('conflict', 'this Idempotency-Key was used for another request')
          return { status: stored.status, json: unseal(stored.body, secret) }
        }
      }
      const answer = handler(call as never)
      if (idempotency && answer.remember !== false) {
        dropStored.run(now() - IDEMPOTENCY_MS)
        const body = answer.json?.toString() ?? JSON.stringify(answer.body)
        keepStored.run(keyId, sha256(idempotency.key), idempotency.fingerprint, answer.status, seal(body, secret), now())
        return { status: answer.status, json: body }
      }
      return answer
    })
  }

  const send = async (c: Context, requestId: string, answer: Answer, extra: Record<string, string> = {}): Promise<Response> => {
    const headers: Record<string, string> = { 'X-Request-Id': requestId, 'Cache-Control': 'no-store', ...extra }
    const json = answer.json ?? (answer.body === undefined ? undefined : JSON.stringify(answer.body))
    if (json === undefined) return new Response(null, { status: answer.status, headers })
    headers['Content-Type'] ??= 'application/json'
    headers['Vary'] = 'Accept-Encoding'
    if (json.length >= COMPRESS_FROM_BYTES && /\bgzip\b/.test(c.req.header('accept-encoding') ?? '')) {
      headers['Content-Encoding'] = 'gzip'
      // Level 1: for JSON nearly as small as 6, at a third of the time.
      return new Response(await gzipped(json, { level: 1 }), { status: answer.status, headers })
    }
    return new Response(json, { status: answer.status, headers })
  }

  const sendProblem = (c: Context, requestId: string, error: unknown): Promise<Response> => {
    const known = error instanceof ApiError ? error : new ApiError('internal', 'see the log of the server')
    if (known !== error) facts.log(`${requestId} ${error instanceof Error ? error.stack : String(error)}`)
    const problem: ApiProblem = {
      type: `urn:b2b-api:problem:${known.code}`,
      title: titles[known.code],
      status: statusOfProblem[known.code],
      detail: known.message,
      code: known.code,
      ...(known.errors && { errors: known.errors }),
    }
    const extra: Record<string, string> = { 'Content-Type': 'application/problem+json' }
    if (problem.status === 401) extra['WWW-Authenticate'] = 'Bearer'
    if (known.retryAfterSeconds !== undefined) extra['Retry-After'] = String(known.retryAfterSeconds)
    return send(c, requestId, { status: problem.status, body: problem }, extra)
  }

  /** Behind a proxy this is the proxy: its own limits count there. */
  const addressOf = (c: Context): string => {
    const { incoming } = c.env as { incoming?: { socket?: { remoteAddress?: string } } }
    return incoming?.socket?.remoteAddress ?? ''
  }
  const requestIdOf = (c: Context): string => {
    const sent = idSchema.safeParse(c.req.header('x-request-id'))
    return sent.success ? sent.data : facts.newId()
  }

  const root = new Hono()
  const app = root.basePath('/b2b/v1')
  for (const name of Object.keys(routes) as RouteName[]) {
    const handler = handlers[name]
    if (handler === undefined) continue
    const route: Route = routes[name]
    app.on(route.method, route.path.replaceAll(/\{(\w+)\}/g, ':$1'), async (c) => {
      const requestId = requestIdOf(c)
      try {
        const request = c.req.raw
        const closedSeconds = facts.maintenance()
        if (closedSeconds !== undefined) {
          throw new ApiError('maintenance', 'the central side is being maintained', { retryAfterSeconds: closedSeconds })
        }
        const { caller, keyId, secret } = callerOf(route, request, addressOf(c))
        const version = request.headers.get('x-client-version')
        if (route.problems?.includes('client-too-old') && version !== null && olderThan(version, facts.minimumClientVersion())) {
          throw new ApiError('client-too-old', `version ${facts.minimumClientVersion()} or newer is needed`)
        }
        const params: Record<string, unknown> = {}
        for (const [key, value] of Object.entries(c.req.param())) {
          const known = pathParameters[key as keyof typeof pathParameters].safeParse(value)
          // An id that can't be one names nothing.
          if (!known.success) throw new ApiError('not-found', `no such ${key}`)
          params[key] = known.data
        }
        const query = route.query && parse(route.query, c.req.query(), 'query')
        const limit = route.caller === 'anyone' ? MAXIMUM_BODY_BYTES_OF_STRANGERS : MAXIMUM_BODY_BYTES
        const text = route.request ? await readBody(request, limit) : ''
        const rawBody = route.request && readTyped(request, text, route.requestType)
        const body = route.request && parse(route.request, rawBody, 'body')
        const idempotency = idempotencyOf(route, request, c.req.path, text)
        const answer = run(
          route,
          handler as (call: never) => Answer,
          { params, query, body, rawBody, caller, idempotency },
          keyId,
          `${secret}\n${idempotency?.key}\n${text}`,
        )
        return await send(c, requestId, answer)
      } catch (error) {
        return sendProblem(c, requestId, error)
      }
    })
  }
  root.notFound((c) => sendProblem(c, requestIdOf(c), new ApiError('not-found', `no ${c.req.method} ${c.req.path} here`)))
  root.onError((error, c) => sendProblem(c, requestIdOf(c), error))
  return root
}
