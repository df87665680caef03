import { problem } from '../../src/shared/failure'
import type { SetupState } from '../../src/shared/setup-state'
import type { FoundOnComputer, SetupView } from '../../src/shared/setup-view'
import { viewOf } from './fake-setup'
import { companyEntries } from './setup-entries'
import { useScenes } from './setup-scenes-use'
import {
  company,
  computerLines,
  connectionLines,
  empty,
  evidenceOf,
  filled,
  joined,
  type Line,
  line,
  minutesAgo,
  registered,
} from './setup-seen'

/** Moments of setting up that the window must show well. */
const findings: FoundOnComputer[] = [
  {
    kind: 'operating-system',
    value: 'Windows Server 2022 Standard 21H2',
    foundAt: 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion',
  },
  { kind: 'server-name', value: 'SRV-UCTO', foundAt: 'hostname' },
  {
    kind: 'information-system',
    value: 'POHODA',
    version: '14103.7',
    folder: 'C:\\Program Files (x86)\\STORMWARE\\POHODA',
    foundAt: 'HKLM\\SOFTWARE\\WOW6432Node\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\POHODA',
  },
  {
    kind: 'information-system',
    value: 'Money S3',
    folder: 'D:\\CIGLER SOFTWARE\\Money S3',
    foundAt: 'D:\\CIGLER SOFTWARE\\Money S3',
  },
]

const intercepted: readonly Line[] = [
  ...connectionLines.slice(0, 3),
  line('connection.encryption', 'TLS 1.3, FortiGate CA (Fortinet), 412', 131, {
    status: 'failed',
    problem: problem(
      'connection-intercepted',
      { address: 'https://api.priklad.cz/b2b/v1', issuer: 'FortiGate CA (Fortinet)' },
      'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    ),
  }),
]
const atComputer: SetupState = { ...joined, at: 'computer' }
export const atConnection: SetupState = {
  ...joined,
  at: 'connection',
  evidence: { computer: evidenceOf(computerLines) },
}
const warned = computerLines.map(
  (one): Line =>
    one.id === 'computer.code-page'
      ? {
          ...one,
          status: 'warning',
          evidence: '1252 (en-US)',
          problem: problem('computer-code-page', { found: '1252', expected: '1250' }),
        }
      : one,
)
const broken = warned.map(
  (one): Line =>
    one.id === 'computer.outbound'
      ? {
          ...one,
          status: 'failed',
          durationMs: 10_004,
          problem: problem('connection-blocked', {
            address: 'https://api.priklad.cz/b2b/v1',
            host: 'api.priklad.cz',
            port: '443',
          }),
        }
      : one,
)

const scenes: Readonly<Record<string, () => SetupView>> = {
  'begin-empty': () => viewOf(empty),
  'begin-company': () => viewOf(company),
  trial: () => viewOf({ ...empty, purpose: 'trial' }, { trial: true }),
  'registration-empty': () => viewOf({ ...company, at: 'registration' }),
  'registration-found': () => viewOf({ ...company, at: 'registration' }, { findings }),
  'registration-filled': () =>
    viewOf(
      {
        ...filled,
        entries: {
          ...filled.entries,
          trading: { system: 'Shoptet', integrated: 'no' },
          consent: { given: true, to: 'client-installation' },
        },
      },
      { findings },
    ),
  'registration-wrong': () =>
    viewOf(
      {
        ...filled,
        entries: {
          ...filled.entries,
          company: { ...companyEntries.company, ico: '27082441', dic: 'SK123', city: '' },
          decisionMaker: { ...companyEntries.decisionMaker, email: 'jana(zavináč)priklad.cz' },
          consent: { ...companyEntries.consent, given: false },
        },
      },
      { findings },
    ),
  'registration-received': () => viewOf(registered({ state: 'received' }), { polledAt: minutesAgo(3) }),
  'registration-scheduled': () =>
    viewOf(
      registered({
        state: 'scheduled',
        scheduledFor: '2026-12-03',
        message: 'Ve čtvrtek dopoledne se připojíme přes vzdálenou plochu. Mějte prosím po ruce heslo správce POHODY.',
      }),
      { polledAt: minutesAgo(3) },
    ),
  'registration-approved': () => viewOf(joined, { polledAt: minutesAgo(3), hasKey: true }),
  'registration-rejected': () =>
    viewOf(
      registered({
        state: 'rejected',
        message: 'Souhlas podepsal někdo, kdo za firmu jednat nemůže. Doplňte prosím jednatele.',
      }),
      { polledAt: minutesAgo(3) },
    ),
  'registration-unreachable': () =>
    viewOf(registered({ state: 'received' }), {
      polledAt: minutesAgo(3),
      pollProblem: problem('central-unreachable', { host: 'api.priklad.cz' }),
    }),
  'computer-not-run': () => viewOf(atComputer, { hasKey: true }),
  'computer-running': () => viewOf(atComputer, { hasKey: true, running: { step: 'computer', lines: computerLines.slice(0, 5) } }),
  'computer-warning': () => viewOf({ ...atComputer, evidence: { computer: evidenceOf(warned) } }, { hasKey: true }),
  'computer-failed': () => viewOf({ ...atComputer, evidence: { computer: evidenceOf(broken) } }, { hasKey: true }),
  'connection-intercepted': () =>
    viewOf({ ...atConnection, evidence: { ...atConnection.evidence, connection: evidenceOf(intercepted) } }, { hasKey: true }),
  'connection-good': () =>
    viewOf(
      { ...atConnection, evidence: { ...atConnection.evidence, connection: evidenceOf(connectionLines) } },
      { hasKey: true, authority: { subject: 'CN=FortiGate CA, O=Fortinet', validTo: '2032-05-01T00:00:00Z' } },
    ),
}

export function setupScene(name: string): SetupView {
  const make = scenes[name] ?? useScenes[name]
  if (!make) throw new Error(`no such scene: ${name}`)
  return make()
}
export const setupSceneNames = (): readonly string[] => [...Object.keys(scenes), ...Object.keys(useScenes)]
