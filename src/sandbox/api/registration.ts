import type { Activation, ActivationRefusal } from '../activation'
import type { Limiter } from '../limiter'
import { present } from '../queue/administration'
import type { Registrations } from '../registrations'
import { ApiError, type Handlers } from './http'

const refusals = {
  unknown: ['not-found', 'there is no such code, or no registration with this token'],
  used: ['conflict', 'this has been turned into a key already; ask the operator for another code'],
  expired: ['conflict', 'this code has expired; ask the operator for another one'],
  withdrawn: ['conflict', 'this code is no longer valid; ask the operator for another one'],
  'not-approved': ['conflict', 'the registration has not been approved yet'],
  rejected: ['conflict', 'the registration has been rejected'],
} as const satisfies Record<ActivationRefusal, readonly ['not-found' | 'conflict', string]>

const tooMany = (retryAfterSeconds: number): ApiError =>
  new ApiError('rate-limited', 'too many from this address', { retryAfterSeconds })

/** What a company calls before it has a key. `guesses` counts only what was wrong, so that nobody is locked out by waiting. */
export function registrationHandlers({
  registrations,
  activation,
  requests,
  guesses,
}: {
  registrations: Registrations
  activation: Activation
  requests: Limiter
  guesses: Limiter
}) {
  const ensureMayGuess = (address: string): void => {
    const seconds = guesses.wait(address)
    if (seconds !== undefined) throw tooMany(seconds)
  }
  return {
    register: ({ body, caller: { address } }) => {
      const seconds = requests.take(address)
      if (seconds !== undefined) throw tooMany(seconds)
      return { status: 201, body: { ...registrations.receive(body), state: 'received' } }
    },
    registrationStatus: ({ params: { registrationId }, caller: { token, address } }) => {
      ensureMayGuess(address)
      const found = registrations.findByToken(registrationId, token)
      if (found === undefined) {
        guesses.take(address)
        throw new ApiError('not-found', 'there is no registration with this token')
      }
      return {
        status: 200,
        body: present({ state: found.state, scheduledFor: found.scheduledFor, message: found.message }),
      }
    },
    activate: ({ body, caller: { address } }) => {
      ensureMayGuess(address)
      const activated =
        'code' in body ? activation.byCode(body.code) : activation.byRegistration(body.registrationId, body.pollToken)
      if (typeof activated === 'string') {
        if (activated === 'unknown') guesses.take(address)
        const [code, detail] = refusals[activated]
        throw new ApiError(code, detail)
      }
      const { company, apiKey } = activated
      return { status: 201, body: { companyId: company.companyId, companyName: company.name, apiKey, mode: company.mode } }
    },
  } satisfies Handlers
}
