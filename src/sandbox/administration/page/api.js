const KEY = 'administration-key'

/** For this tab only: closing it forgets the key. */
export const storedKey = () => sessionStorage.getItem(KEY) ?? ''
export const storeKey = (key) => (key === '' ? sessionStorage.removeItem(KEY) : sessionStorage.setItem(KEY, key))

/** A refusal of the API, or no answer at all (`code` is `no-answer`). */
export class Refusal extends Error {
  constructor(problem) {
    super(problem.detail ?? problem.title)
    this.code = problem.code
    this.errors = problem.errors ?? []
  }
}

/** Throws `Refusal`. `more.idempotencyKey`: a repeat shows the same secret again. */
export async function ask(method, path, body, more = {}) {
  let answer
  try {
    answer = await fetch(`/b2b/v1${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${more.key ?? storedKey()}`,
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...(more.idempotencyKey !== undefined && { 'Idempotency-Key': more.idempotencyKey }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  } catch {
    throw new Refusal({ code: 'no-answer', title: 'no answer' })
  }
  const text = await answer.text()
  let value
  try {
    value = text === '' ? undefined : JSON.parse(text)
  } catch {
    throw new Refusal({ code: 'no-answer', title: 'not JSON' })
  }
  if (!answer.ok) throw new Refusal(value ?? { code: 'internal', title: String(answer.status) })
  return value
}

export const query = (parameters) => {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== '')
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`
}
