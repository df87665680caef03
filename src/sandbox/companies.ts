import { randomBytes } from 'node:crypto'
import type { Heartbeat, Mode } from '../shared/central-api/account'
import type { Agenda } from '../shared/documents/agenda'
import type { Party } from '../shared/documents/party'
import type { Store } from './database'
import { sha256 } from './secrets'

export type KeyKind = 'client' | 'shop' | 'admin'
export interface Company {
  companyId: string
  name: string
  ico: string
  role: 'supplier' | 'buyer' | 'both'
  mode: Mode
  agendas: Agenda[]
  /** As the company registered; its block in the orders made for it. */
  party?: Party | undefined
}
export interface Key {
  keyId: string
  kind: KeyKind
  companyId: string | undefined
  createdAt: number
  revokedAt: number | undefined
}

interface CompanyRow {
  company_id: string
  name: string
  ico: string
  role: Company['role']
  mode: Mode
  agendas: string
  party: string | null
  created_at: number
  heartbeat_at: number | null
  heartbeat: string | null
}
interface KeyRow {
  key_id: string
  kind: KeyKind
  company_id: string | null
  created_at: number
  revoked_at: number | null
}

/** The companies and their keys. */
export type Companies = ReturnType<typeof createCompanies>

export function createCompanies(store: Store, now: () => number, newId: () => string) {
  const insertCompany = store.prepare(
    'insert into companies (company_id, name, ico, role, mode, agendas, party, created_at) values (?, ?, ?, ?, ?, ?, ?, ?)',
  )
  const byId = store.prepare<CompanyRow>('select * from companies where company_id = ?')
  const byIco = store.prepare<CompanyRow>('select * from companies where ico = ?')
  const allCompanies = store.prepare<CompanyRow>('select * from companies order by created_at, company_id')
  const updateMode = store.prepare('update companies set mode = ? where company_id = ?')
  const insertSwitch = store.prepare('insert into mode_switches (company_id, at, mode, evidence) values (?, ?, ?, ?)')
  const updateHeartbeat = store.prepare('update companies set heartbeat_at = ?, heartbeat = ? where company_id = ?')
  const insertKey = store.prepare('insert into keys (key_id, sha256, kind, company_id, created_at) values (?, ?, ?, ?, ?)')
  const keyByHash = store.prepare<KeyRow>('select * from keys where sha256 = ?')
  const keyById = store.prepare<KeyRow>('select * from keys where key_id = ?')
  const keysOfCompany = store.prepare<KeyRow>('select * from keys where company_id = ? order by created_at, key_id')
  const revoke = store.prepare('update keys set revoked_at = ? where key_id = ? and revoked_at is null')

  const company = (row: CompanyRow): Company => ({
    companyId: row.company_id,
    name: row.name,
    ico: row.ico,
    role: row.role,
    mode: row.mode,
    agendas: JSON.parse(row.agendas) as Agenda[],
    ...(row.party !== null && { party: JSON.parse(row.party) as Party }),
  })
  const key = (row: KeyRow): Key => ({
    keyId: row.key_id,
    kind: row.kind,
    companyId: row.company_id ?? undefined,
    createdAt: row.created_at,
    revokedAt: row.revoked_at ?? undefined,
  })
  const optional = <R, T>(row: R | undefined, map: (row: R) => T): T | undefined => (row === undefined ? undefined : map(row))

  return {
    add(facts: Omit<Company, 'companyId'>): Company {
      const companyId = newId()
      const party = facts.party === undefined ? null : JSON.stringify(facts.party)
      insertCompany.run(companyId, facts.name, facts.ico, facts.role, facts.mode, JSON.stringify(facts.agendas), party, now())
      return { companyId, ...facts }
    },
    find: (companyId: string): Company | undefined => optional(byId.get(companyId), company),
    findByIco: (ico: string): Company | undefined => optional(byIco.get(ico), company),
    list: (): (Company & { joinedAt: number; heartbeatAt: number | undefined; heartbeat: Heartbeat | undefined })[] =>
      allCompanies.all().map((row) => ({
        ...company(row),
        joinedAt: row.created_at,
        heartbeatAt: row.heartbeat_at ?? undefined,
        heartbeat: row.heartbeat === null ? undefined : (JSON.parse(row.heartbeat) as Heartbeat),
      })),
    /** `evidence`: what the switch rests on; kept. */
    setMode(companyId: string, mode: Mode, evidence?: unknown): void {
      store.transaction(() => {
        updateMode.run(mode, companyId)
        insertSwitch.run(companyId, now(), mode, evidence === undefined ? null : JSON.stringify(evidence))
      })
    },
    heard(companyId: string, heartbeat: Heartbeat): void {
      updateHeartbeat.run(now(), JSON.stringify(heartbeat), companyId)
    },
    /** Only the hash is kept: the text is given out once, here. */
    issueKey(kind: KeyKind, companyId?: string): { keyId: string; text: string } {
      const text = `bi_${kind}_${randomBytes(24).toString('base64url')}`
      const keyId = newId()
      insertKey.run(keyId, sha256(text), kind, companyId ?? null, now())
      return { keyId, text }
    },
    findKey: (text: string): Key | undefined => optional(keyByHash.get(sha256(text)), key),
    findKeyById: (keyId: string): Key | undefined => optional(keyById.get(keyId), key),
    keysOf: (companyId: string): Key[] => keysOfCompany.all(companyId).map(key),
    /** A repeat keeps the first time. */
    revokeKey(keyId: string): Key | undefined {
      revoke.run(now(), keyId)
      return optional(keyById.get(keyId), key)
    },
  }
}
