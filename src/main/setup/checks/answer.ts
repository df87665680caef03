import { z } from 'zod'
import { type Account, accountSchema } from '../../../shared/central-api/account'
import { type Problem, type ProblemCode, problem } from '../../../shared/failure'
import type { Answered } from './ask'
import { oneLine } from './line'

/** Who answers at the address, by what came without any key. Pure. */

const problemSchema = z.object({ code: z.string().max(64), detail: z.string().optional(), title: z.string().optional() })

/** The API's own word for a refusal; `undefined`: somebody else's answer. */
const refusalOf = (answer: Answered): z.infer<typeof problemSchema> | undefined => {
  if (answer.contentType !== 'application/problem+json') return undefined
  const parsed = problemSchema.safeParse(json(answer.text))
  return parsed.success ? parsed.data : undefined
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const CODES: Readonly<Record<string, ProblemCode>> = {
  unauthorized: 'central-unauthorized',
  'key-revoked': 'central-key-revoked',
  forbidden: 'central-forbidden',
  'not-found': 'connection-api-missing',
  'rate-limited': 'central-rate-limited',
  'client-too-old': 'client-too-old',
  maintenance: 'central-maintenance',
  internal: 'central-internal',
}

export interface Facts {
  address: string
  clientVersion: string
}

function refused(answer: Answered, facts: Facts): Problem | undefined {
  const refusal = refusalOf(answer)
  if (refusal === undefined) return undefined
  const code = (Object.hasOwn(CODES, refusal.code) ? CODES[refusal.code] : undefined) ?? byStatus(answer.status)
  const params: Record<string, string> = { address: facts.address, status: String(answer.status) }
  if (answer.requestId !== undefined) params['requestId'] = answer.requestId
  if (code === 'client-too-old') params['version'] = facts.clientVersion
  return problem(code, params, oneLine(refusal.detail ?? refusal.title ?? ''))
}

const byStatus = (status: number): ProblemCode =>
  status === 401
    ? 'central-unauthorized'
    : status === 403
      ? 'central-forbidden'
      : status === 404
        ? 'connection-api-missing'
        : status === 503
          ? 'central-maintenance'
          : status >= 500
            ? 'central-internal'
            : 'central-validation'

/** A page's address without what follows the path: a sign-in page's may hold a token. */
const pageOf = (location: string): string => oneLine(location.replace(/[?#].*$/s, '')).slice(0, 300)

/** Not the API: a network's sign-in page, a gateway's error, or some other web. */
function strange(answer: Answered, { address }: Facts): Problem {
  const { status, contentType } = answer
  const title = oneLine(/<title[^>]*>([^<]{1,500})/i.exec(answer.text)?.[1] ?? '').slice(0, 200)
  const facts = { address, status: String(status) }
  if (status >= 300 && status < 400) {
    return problem('connection-sign-in-page', {
      address,
      ...(answer.location !== undefined && { target: pageOf(answer.location) }),
    })
  }
  if (status === 511 || (contentType === 'text/html' && status < 400))
    return problem('connection-sign-in-page', { address }, title)
  if (status >= 500) return problem(status === 503 ? 'central-maintenance' : 'central-internal', facts, title)
  return problem('connection-api-missing', facts, title)
}

/** Asked without a key, the API says that it wants one: `undefined`. Anything else is not it, or it can't work now. */
export function judgeStranger(answer: Answered, facts: Facts): Problem | undefined {
  const refusal = refusalOf(answer)
  if (refusal?.code === 'unauthorized') return undefined
  return refused(answer, facts) ?? strange(answer, facts)
}

const versionedSchema = z.object({ apiVersion: z.string().max(64) })

export type AccountAnswer =
  | { ok: true; apiVersion: string; account: Account | undefined; unfit: Problem }
  | { ok: false; problem: Problem }

/** Asked with the key. An account of another version of the API is still one: the key is right, `account` is missing. */
export function judgeAccount(answer: Answered, facts: Facts): AccountAnswer {
  if (answer.status !== 200 || answer.contentType !== 'application/json') {
    return { ok: false, problem: refused(answer, facts) ?? strange(answer, facts) }
  }
  const value = json(answer.text)
  const versioned = versionedSchema.safeParse(value)
  if (!versioned.success) {
    return { ok: false, problem: problem('central-answer-invalid', { address: facts.address, path: 'apiVersion' }) }
  }
  const account = accountSchema.safeParse(value)
  const path = account.success ? '' : (account.error.issues[0]?.path.join('.') ?? '')
  return {
    ok: true,
    apiVersion: oneLine(versioned.data.apiVersion),
    account: account.success ? account.data : undefined,
    unfit: problem('central-answer-invalid', { address: facts.address, path }),
  }
}
