import { describe, expect, it } from 'vitest'
import { refusal } from '../../../../src/main/central/failures'
import { problemSchema } from '../../../../src/shared/failure'

describe('a refusal of the central side', () => {
  it.each(['constructor', 'toString', '__proto__', 'hasOwnProperty', ''])('with the code %j goes by its status', (code) => {
    const answer = {
      status: 409,
      contentType: 'application/problem+json',
      text: JSON.stringify({ code, title: 'x' }),
      retryAfter: null,
      requestId: null,
    }
    const facts = { address: 'bi.example', nowMs: 0, writes: true, redact: (text: string) => text, clientVersion: '1.0.0' }
    const failure = refusal(answer, facts)
    expect(failure).toMatchObject({ problem: { code: 'central-conflict' }, retry: false, effect: 'nothing' })
    expect(problemSchema.safeParse(failure.problem).success).toBe(true)
  })
})
