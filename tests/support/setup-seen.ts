import { newSetup } from '../../src/main/setup/machine'
import type { Evidence, SetupEntries, SetupState } from '../../src/shared/setup-state'
import { companyEntries } from './setup-entries'

/** States and evidence that the scenes of both halves of setting up begin with. */
export const minutesAgo = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString()

export type Line = Evidence['lines'][number]
export const line = (id: string, evidence: string, durationMs: number, more: Partial<Line> = {}): Line => ({
  id,
  status: 'ok',
  evidence,
  durationMs,
  ...more,
})
export const computerLines: readonly Line[] = [
  line('computer.system', 'Windows Server 2022 Standard 21H2, 64 bit', 41),
  line('computer.disk', 'C: 182,4 GB', 12),
  line('computer.data-folder', 'C:\\ProgramData\\BI Client', 6),
  line('computer.import-folder', '', 0, { status: 'skipped' }),
  line('computer.outbound', 'api.priklad.cz:443', 214),
  line('computer.clock', '+0,4 s', 87),
  line('computer.task', 'SRV-UCTO\\Administrator', 320),
  line('computer.code-page', '1250 (cs-CZ)', 55),
  line('computer.time-zone', 'Europe/Prague (UTC+1)', 2),
  line('computer.memory', '11,2 GB / 32 GB', 1),
  line('computer.remote-access', 'RDP', 0),
  line('computer.account', 'SRV-UCTO\\Administrator', 18),
  line('computer.runtime', 'Electron 39, Chromium 142, Node 22', 0),
]
export const connectionLines: readonly Line[] = [
  line('connection.name', 'api.priklad.cz → 203.0.113.20', 18),
  line('connection.proxy', 'proxy.firma.local:3128', 4),
  line('connection.port', 'proxy.firma.local:3128 → api.priklad.cz:443', 36),
  line('connection.encryption', 'TLS 1.3, R11 (Let’s Encrypt), 63', 118),
  line('connection.answer', '401', 92),
  line('connection.version', '1.4', 0),
  line('connection.key', 'bi_live_…7f2c', 104),
  line('connection.company', 'Stavebniny Křižík a. s., 27082440', 0),
  line('connection.mode', 'test', 0),
  line('connection.agendas', 'orders, delivery-notes, stock-cards', 0),
  line('connection.queue', '0', 61),
  line('connection.clock', '-0,2 s', 0),
]
/** Half a minute ago, with all that was seen. */
export const evidenceOf = (lines: readonly Line[]): Evidence => ({ at: minutesAgo(1), lines: [...lines] })

export const empty = newSetup()
export const company: SetupState = {
  ...empty,
  purpose: 'company',
  entries: { ...empty.entries, central: companyEntries.central },
}
/** Everything that a registration needs. */
export const filled: SetupState = {
  ...company,
  at: 'registration',
  entries: { ...company.entries, ...companyEntries, plannedDate: '2026-12-07' } as SetupEntries,
}
export const registered = (registration: Omit<NonNullable<SetupState['registration']>, 'registrationId'>): SetupState => ({
  ...filled,
  registration: { registrationId: 'reg-7Q2M4K', ...registration },
})
export const joined: SetupState = {
  ...registered({ state: 'approved', message: 'Vítejte. Připojení máte připravené.' }),
  account: { companyId: 'cmp-1042', companyName: 'Stavebniny Křižík a. s.', mode: 'test', ico: '27082440' },
}
