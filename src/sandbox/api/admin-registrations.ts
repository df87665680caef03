import type { ActivationCodeRequest } from '../../shared/central-api/admin'
import type { Activation, CodeFor } from '../activation'
import type { Companies } from '../companies'
import type { Registrations } from '../registrations'
import { ApiError, type Handlers } from './http'

const iso = (ms: number): string => new Date(ms).toISOString()

/** How the operator lets companies in. */
export function adminRegistrationHandlers({
  companies,
  registrations,
  activation,
}: {
  companies: Companies
  registrations: Registrations
  activation: Activation
}) {
  const decided = <T extends object>(answer: T | 'conflict' | undefined, refusal: string): T => {
    if (answer === undefined) throw new ApiError('not-found', 'no such registration')
    if (answer === 'conflict') throw new ApiError('conflict', refusal)
    return answer
  }
  const whom = (body: ActivationCodeRequest): CodeFor => {
    if ('registrationId' in body) {
      const found = registrations.find(body.registrationId)
      if (found === undefined) throw new ApiError('not-found', 'no such registration')
      if (found.state !== 'approved') throw new ApiError('conflict', 'the registration is not approved')
      if (found.activatedAt !== undefined)
        throw new ApiError('conflict', 'the registration has been activated; give a code to its company instead')
      return { registration: found }
    }
    if ('companyId' in body) {
      const company = companies.find(body.companyId)
      if (company === undefined) throw new ApiError('not-found', 'no such company')
      return { company }
    }
    const joined = companies.findByIco(body.company.ico)
    if (joined) throw new ApiError('conflict', `${joined.name} has joined with this IČO; give it a code by its companyId`)
    return { newcomer: { ...body.company, role: body.role } }
  }

  return {
    adminRegistrations: ({ query }) => ({
      status: 200,
      body: { registrations: registrations.list(query.state).map(registrations.view) },
    }),
    adminScheduleRegistration: ({ params: { registrationId }, body }) => {
      const { state } = decided(
        registrations.schedule(registrationId, body.scheduledFor, body.message),
        'the registration has been decided already',
      )
      return { status: 200, body: { state } }
    },
    adminApproveRegistration: ({ params: { registrationId }, body }) => {
      const { registration, first } = decided(
        registrations.approve(registrationId, body.message),
        'the registration has been rejected; the company must send a new one',
      )
      return {
        status: 200,
        body: { state: registration.state, ...(first && { activationCode: activation.issue({ registration }).text }) },
      }
    },
    adminRejectRegistration: ({ params: { registrationId }, body }) => {
      const { state } = decided(
        registrations.reject(registrationId, body.message),
        'the registration has been activated; revoke the key instead',
      )
      activation.withdrawAllOf(registrationId)
      return { status: 200, body: { state } }
    },
    adminActivationCodes: () => ({ status: 200, body: { codes: activation.list() } }),
    adminIssueActivationCode: ({ body }) => {
      const { codeId, text, expiresAt } = activation.issue(whom(body))
      return { status: 201, body: { codeId, activationCode: text, expiresAt: iso(expiresAt) } }
    },
    adminWithdrawActivationCode: ({ params: { codeId } }) => {
      const state = activation.withdraw(codeId)
      if (state === undefined) throw new ApiError('not-found', 'no such code')
      if (state === 'used') throw new ApiError('conflict', 'the code has been used; revoke the key instead')
      return { status: 200, body: { codeId, state } }
    },
  } satisfies Handlers
}
