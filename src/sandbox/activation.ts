import type { ActivationCodes } from '../shared/central-api/admin'
import type { RegistrationRequest } from '../shared/central-api/registration'
import { agendaSchema } from '../shared/documents/agenda'
import type { Party } from '../shared/documents/party'
import type { Companies, Company } from './companies'
import type { Store } from './database'
import { present } from './queue/administration'
import type { Registration, Registrations } from './registrations'
import { isSecret, newActivationCode, normalizeCode, sha256 } from './secrets'

const CODE_MS = 30 * 24 * 3_600_000
const AT_MOST = 500
const iso = (ms: number): string => new Date(ms).toISOString()

/** Whom a code lets in: exactly one of the three. */
export type CodeFor =
  | { registration: Registration }
  | { company: Company }
  | { newcomer: { name: string; ico: string; country: 'CZ' | 'SK'; role: Company['role'] } }

export type ActivationRefusal = 'unknown' | 'used' | 'expired' | 'withdrawn' | 'not-approved' | 'rejected'
export interface Activated {
  company: Company
  keyId: string
  apiKey: string
}

interface CodeRow {
  code_id: string
  sha256: string
  created_at: number
  expires_at: number
  used_at: number | null
  withdrawn_at: number | null
  registration_id: string | null
  company_id: string | null
  company_name: string
  ico: string
  newcomer: string | null
}

/** The company's own party block in its orders. */
const partyOf = ({ company, contacts }: RegistrationRequest): Party => ({
  name: company.name,
  ico: company.ico,
  ...(company.dic !== undefined && { dic: company.dic }),
  ...(company.icDph !== undefined && { icDph: company.icDph }),
  email: contacts.decisionMaker.email,
  phone: contacts.decisionMaker.phone,
  address: company.address,
})

export type Activation = ReturnType<typeof createActivation>

/** Turns activation codes and approved registrations into client keys: each once. */
export function createActivation(
  store: Store,
  companies: Companies,
  registrations: Registrations,
  now: () => number,
  newId: () => string,
) {
  const insert = store.prepare(
    `insert into activation_codes (code_id, sha256, created_at, expires_at, registration_id, company_id, company_name, ico, newcomer)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const byHash = store.prepare<CodeRow>('select * from activation_codes where sha256 = ?')
  const byId = store.prepare<CodeRow>('select * from activation_codes where code_id = ?')
  const newest = store.prepare<CodeRow>(`select * from activation_codes order by created_at desc, code_id desc limit ${AT_MOST}`)
  const use = store.prepare('update activation_codes set used_at = ?, key_id = ? where code_id = ? and used_at is null')
  const withdraw = store.prepare(
    'update activation_codes set withdrawn_at = ? where code_id = ? and used_at is null and withdrawn_at is null',
  )
  const withdrawOfRegistration = store.prepare(
    'update activation_codes set withdrawn_at = ? where registration_id = ? and used_at is null and withdrawn_at is null',
  )

  const stateOf = (row: CodeRow): ActivationCodes['codes'][number]['state'] => {
    if (row.used_at !== null) return 'used'
    if (row.withdrawn_at !== null) return 'withdrawn'
    return row.expires_at <= now() ? 'expired' : 'waiting'
  }
  /** A company with this IČO gets another key and stays what it is: never a second company, never another mode. */
  const join = (facts: Pick<Company, 'name' | 'ico' | 'role' | 'party'>): Company =>
    companies.findByIco(facts.ico) ?? companies.add({ ...facts, mode: 'test', agendas: [...agendaSchema.options] })
  const withKey = (company: Company): Activated => {
    const { keyId, text } = companies.issueKey('client', company.companyId)
    return { company, keyId, apiKey: text }
  }
  const activateRegistration = (it: Registration): Activated | ActivationRefusal => {
    if (it.state === 'rejected') return 'rejected'
    if (it.state !== 'approved') return 'not-approved'
    if (it.activatedAt !== undefined) return 'used'
    const { company, role } = it.request
    const joined = join({ name: company.name, ico: company.ico, role, party: partyOf(it.request) })
    return registrations.activated(it.registrationId, joined.companyId) ? withKey(joined) : 'used'
  }
  const activateCode = (row: CodeRow): Activated | ActivationRefusal => {
    if (row.registration_id !== null) {
      const it = registrations.find(row.registration_id)
      return it ? activateRegistration(it) : 'unknown'
    }
    if (row.company_id !== null) {
      const company = companies.find(row.company_id)
      return company ? withKey(company) : 'unknown'
    }
    const newcomer = JSON.parse(row.newcomer ?? 'null') as { country: 'CZ' | 'SK'; role: Company['role'] }
    const party: Party = {
      name: row.company_name,
      ico: row.ico,
      address: { street: '', city: '', postalCode: '', country: newcomer.country },
    }
    return withKey(join({ name: row.company_name, ico: row.ico, role: newcomer.role, party }))
  }

  return {
    /** Only the hash is kept: the text is given out once, here. Earlier codes of the same registration end. */
    issue(whom: CodeFor): { codeId: string; text: string; expiresAt: number } {
      const codeId = newId()
      const text = newActivationCode()
      const expiresAt = now() + CODE_MS
      const row = (registrationId: string | null, companyId: string | null, name: string, ico: string, newcomer: string | null) =>
        insert.run(codeId, sha256(normalizeCode(text)), now(), expiresAt, registrationId, companyId, name, ico, newcomer)
      store.transaction(() => {
        if ('registration' in whom) {
          const { registrationId, request } = whom.registration
          withdrawOfRegistration.run(now(), registrationId)
          row(registrationId, null, request.company.name, request.company.ico, null)
        } else if ('company' in whom) row(null, whom.company.companyId, whom.company.name, whom.company.ico, null)
        else {
          const { name, ico, country, role } = whom.newcomer
          row(null, null, name, ico, JSON.stringify({ country, role }))
        }
      })
      return { codeId, text, expiresAt }
    },
    list: (): ActivationCodes['codes'] =>
      newest.all().map((row) =>
        present({
          codeId: row.code_id,
          companyName: row.company_name,
          ico: row.ico,
          registrationId: row.registration_id ?? undefined,
          state: stateOf(row),
          createdAt: iso(row.created_at),
          expiresAt: iso(row.expires_at),
          usedAt: row.used_at === null ? undefined : iso(row.used_at),
        }),
      ),
    /** The code's state afterwards; `used` means that nothing was changed. */
    withdraw(codeId: string): ReturnType<typeof stateOf> | undefined {
      const before = byId.get(codeId)
      if (before && stateOf(before) === 'waiting') withdraw.run(now(), codeId)
      const after = byId.get(codeId)
      return after && stateOf(after)
    },
    withdrawAllOf: (registrationId: string): void => {
      withdrawOfRegistration.run(now(), registrationId)
    },
    byCode: (typed: string): Activated | ActivationRefusal =>
      store.transaction(() => {
        const code = normalizeCode(typed)
        const row = byHash.get(sha256(code))
        if (row === undefined || !isSecret(code, row.sha256)) return 'unknown'
        const state = stateOf(row)
        if (state !== 'waiting') return state
        const activated = activateCode(row)
        // One transaction for all: of two at once the second waits, and finds the code used.
        if (typeof activated === 'object') use.run(now(), activated.keyId, row.code_id)
        return activated
      }),
    byRegistration: (registrationId: string, pollToken: string): Activated | ActivationRefusal =>
      store.transaction(() => {
        const it = registrations.findByToken(registrationId, pollToken)
        if (it === undefined) return 'unknown'
        const activated = activateRegistration(it)
        // One approval gives one key: its code, had it been passed on as well, is over.
        if (typeof activated === 'object') withdrawOfRegistration.run(now(), registrationId)
        return activated
      }),
  }
}
