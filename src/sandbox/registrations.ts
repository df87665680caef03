import type { AdminRegistration } from '../shared/central-api/admin'
import type { RegistrationRequest, RegistrationState } from '../shared/central-api/registration'
import type { Companies } from './companies'
import type { Store } from './database'
import { present } from './queue/administration'
import { isSecret, newPollToken, sha256 } from './secrets'

const AT_MOST = 500
const iso = (ms: number): string => new Date(ms).toISOString()

export interface Registration {
  registrationId: string
  receivedAt: number
  state: RegistrationState
  scheduledFor: string | undefined
  message: string | undefined
  decidedAt: number | undefined
  activatedAt: number | undefined
  companyId: string | undefined
  request: RegistrationRequest
}
interface Row {
  registration_id: string
  received_at: number
  state: RegistrationState
  scheduled_for: string | null
  message: string | null
  poll_token_sha256: string
  decided_at: number | null
  activated_at: number | null
  company_id: string | null
  request: string
}

const registration = (row: Row): Registration => ({
  registrationId: row.registration_id,
  receivedAt: row.received_at,
  state: row.state,
  scheduledFor: row.scheduled_for ?? undefined,
  message: row.message ?? undefined,
  decidedAt: row.decided_at ?? undefined,
  activatedAt: row.activated_at ?? undefined,
  companyId: row.company_id ?? undefined,
  request: JSON.parse(row.request) as RegistrationRequest,
})

export type Registrations = ReturnType<typeof createRegistrations>

/** Who asked to join, and what the operator decided. `undefined`: no such registration; `conflict`: its state forbids it. */
export function createRegistrations(store: Store, companies: Companies, now: () => number, newId: () => string) {
  const insert = store.prepare(
    `insert into registrations (registration_id, received_at, state, poll_token_sha256, request) values (?, ?, 'received', ?, ?)`,
  )
  const byId = store.prepare<Row>('select * from registrations where registration_id = ?')
  const newest = store.prepare<Row>(
    `select * from registrations order by received_at desc, registration_id desc limit ${AT_MOST}`,
  )
  const newestIn = store.prepare<Row>(
    `select * from registrations where state = ? order by received_at desc, registration_id desc limit ${AT_MOST}`,
  )
  const update = store.prepare(
    'update registrations set state = ?, scheduled_for = ?, message = ?, decided_at = ? where registration_id = ?',
  )
  const markActivated = store.prepare(
    'update registrations set activated_at = ?, company_id = ? where registration_id = ? and activated_at is null',
  )
  const noToken = sha256(newPollToken())

  const find = (registrationId: string): Registration | undefined => {
    const row = byId.get(registrationId)
    return row && registration(row)
  }
  const set = (it: Registration): Registration => {
    update.run(it.state, it.scheduledFor ?? null, it.message ?? null, it.decidedAt ?? null, it.registrationId)
    return it
  }
  const change = (registrationId: string, work: (it: Registration) => Registration | 'conflict') =>
    store.transaction(() => {
      const it = find(registrationId)
      return it && work(it)
    })

  return {
    /** Only the token's hash is kept: its text is given out once, here. */
    receive(request: RegistrationRequest): { registrationId: string; pollToken: string } {
      const registrationId = newId()
      const pollToken = newPollToken()
      insert.run(registrationId, now(), sha256(pollToken), JSON.stringify(request))
      return { registrationId, pollToken }
    },
    find,
    /** `undefined` alike when there is none and when the token is another's: nobody learns which ids exist. */
    findByToken(registrationId: string, pollToken: string): Registration | undefined {
      const row = byId.get(registrationId)
      return isSecret(pollToken, row?.poll_token_sha256 ?? noToken) && row ? registration(row) : undefined
    },
    list: (state?: RegistrationState): Registration[] =>
      (state === undefined ? newest.all() : newestIn.all(state)).map(registration),
    schedule: (registrationId: string, scheduledFor: string, message: string | undefined) =>
      change(registrationId, (it) =>
        it.state === 'received' || it.state === 'scheduled'
          ? set({ ...it, state: 'scheduled', scheduledFor, message })
          : 'conflict',
      ),
    /** A repeat changes nothing; `first` tells. */
    approve: (registrationId: string, message: string | undefined) =>
      store.transaction(() => {
        const it = find(registrationId)
        if (it === undefined) return undefined
        if (it.state === 'approved') return { registration: it, first: false }
        if (it.state === 'rejected') return 'conflict' as const
        return { registration: set({ ...it, state: 'approved', message, decidedAt: now() }), first: true }
      }),
    /** An approval can be taken back this way for as long as nobody has used it. A repeat keeps the first message. */
    reject: (registrationId: string, message: string) =>
      change(registrationId, (it) => {
        if (it.state === 'rejected') return it
        if (it.activatedAt !== undefined) return 'conflict'
        return set({ ...it, state: 'rejected', message, decidedAt: now() })
      }),
    /** False when it was activated before. */
    activated: (registrationId: string, companyId: string): boolean => markActivated.run(now(), companyId, registrationId) === 1,
    view(it: Registration): AdminRegistration {
      const company = it.companyId === undefined ? companies.findByIco(it.request.company.ico) : companies.find(it.companyId)
      return present({
        registrationId: it.registrationId,
        receivedAt: iso(it.receivedAt),
        state: it.state,
        scheduledFor: it.scheduledFor,
        message: it.message,
        decidedAt: it.decidedAt === undefined ? undefined : iso(it.decidedAt),
        activatedAt: it.activatedAt === undefined ? undefined : iso(it.activatedAt),
        company: company && { companyId: company.companyId, companyName: company.name },
        request: it.request,
      }) as AdminRegistration
    },
  }
}
