import { connectors } from '../../src/main/connectors'
import { connectorForm } from '../../src/main/setup/connector-form'
import type { InwardAgenda } from '../../src/shared/documents/agenda'
import { type Problem, problem } from '../../src/shared/failure'
import type { ScheduledRun, ScheduleView } from '../../src/shared/schedule'
import type { SetupEntries, SetupState } from '../../src/shared/setup-state'
import type { SetupView, TestOrderView } from '../../src/shared/setup-view'
import { viewOf } from './fake-setup'
import { computerLines, connectionLines, evidenceOf, joined, type Line, line } from './setup-seen'

/** The second half of setting up: information system, test orders, operation, production. */
const now = Date.now()
const ago = (minutes: number, seconds = 0): string => new Date(now - minutes * 60_000 + seconds * 1000).toISOString()
const forms = connectors.map(connectorForm)

const goodLines: readonly Line[] = [
  line('is.company', '27082440 / 27082440', 0),
  line('pohoda.program', 'C:\\Program Files (x86)\\STORMWARE\\POHODA\\Pohoda.exe (2026-03-11)', 3),
  line('pohoda.exchange-folder', 'C:\\ProgramData\\BI Client\\connectors\\pohoda-xml', 5),
  line('pohoda.answer', 'POHODA SQL 14103.7', 8420),
  line('pohoda.company', '27082440', 0),
  line('pohoda.duplicity', 'check_duplicity=1', 0),
]
const lockedLines: readonly Line[] = [
  ...goodLines.slice(0, 3),
  line('pohoda.answer', '', 20_110, {
    status: 'failed',
    problem: problem(
      'is-locked',
      { program: 'POHODA', database: 'StwPh_27082440_2026' },
      'Databáze je výlučně uzamčena uživatelem Admin na počítači UCTO-2.',
    ),
  }),
  line('pohoda.company', '', 0, { status: 'skipped' }),
  line('pohoda.duplicity', 'check_duplicity=1', 0),
]

const programSettings = {
  way: 'program',
  program: 'C:\\Program Files (x86)\\STORMWARE\\POHODA\\Pohoda.exe',
  user: 'B2B',
  database: 'StwPh_27082440_2026',
  ico: '27082440',
  mapping: { series: 'OPB2B', store: 'HLAVNÍ' },
}
const chosen = (settings: Record<string, unknown>): SetupEntries => ({
  ...joined.entries,
  connector: { id: 'pohoda-xml', settings },
})
const atIs: SetupState = {
  ...joined,
  at: 'information-system',
  evidence: { computer: evidenceOf(computerLines), connection: evidenceOf(connectionLines) },
}
const withIs: SetupState = {
  ...atIs,
  entries: chosen(programSettings),
  evidence: { ...atIs.evidence, 'information-system': evidenceOf(goodLines) },
}
const atOrders: SetupState = { ...withIs, at: 'test-orders' }

type Verdict = NonNullable<TestOrderView['verdict']>
const right: Verdict = { right: true, by: 'Petr Dvořák', at: ago(2) }

interface OrderFacts {
  agenda?: InwardAgenda
  number: string
  minutes: number
  /** How many stages it has reached. */
  stages: number
  state?: TestOrderView['state']
  reportState?: TestOrderView['reportState']
  erpNumber?: string
  problem?: Problem
  verdict?: Verdict
}
const stageNames = ['created', 'downloaded', 'checked', 'handed-over', 'recorded', 'reported'] as const
const stageSeconds = [0, 3, 3, 4, 11, 12]
function order({ agenda = 'orders', number, minutes, stages, verdict, ...facts }: OrderFacts): TestOrderView {
  const reached = Object.fromEntries(
    stageNames.slice(0, stages).map((stage, index) => [stage, ago(minutes, stageSeconds[index])]),
  )
  return {
    itemId: `itm-${number}`,
    agenda,
    number,
    createdAt: ago(minutes),
    reached,
    ...(stages > 1 ? { marked: true } : {}),
    ...facts,
    ...(verdict ? { verdict } : {}),
  }
}
const recorded = (number: string, minutes: number, erpNumber: string, verdict?: Verdict): TestOrderView =>
  order({ number, minutes, stages: 6, state: 'imported', reportState: 'accepted', erpNumber, ...(verdict ? { verdict } : {}) })

const running: TestOrderView[] = [
  recorded('TEST2600101', 0.6, '26OP00031'),
  order({ number: 'TEST2600102', minutes: 0.6, stages: 4, state: 'sending', reportState: 'none' }),
  order({ number: 'TEST2600103', minutes: 0.6, stages: 3, state: 'ready', reportState: 'none' }),
  order({ number: 'TEST2600104', minutes: 0.6, stages: 1 }),
]
const allRecorded: TestOrderView[] = [
  recorded('TEST2600101', 4, '26OP00031'),
  recorded('TEST2600102', 4, '26OP00032'),
  recorded('TEST2600103', 4, '26OP00033'),
]
const oneRejected: TestOrderView[] = [
  recorded('TEST2600101', 4, '26OP00031', right),
  order({
    number: 'TEST2600102',
    minutes: 4,
    stages: 4,
    state: 'rejected',
    reportState: 'accepted',
    problem: problem('is-rejected', { number: 'TEST2600102' }, 'Neplatná hodnota: Středisko „PRAHA-2“ není v seznamu středisek.'),
  }),
]
const judgedWrong: TestOrderView[] = [
  recorded('TEST2600090', 64, '26OP00028', { ...right, at: ago(60) }),
  recorded('TEST2600091', 64, '26OP00029', { ...right, at: ago(59) }),
  recorded('TEST2600101', 4, '26OP00031', {
    right: false,
    by: 'Petr Dvořák',
    at: ago(1),
    note: 'Na druhé položce chybí sleva 5 %, celková částka proto nesouhlasí.',
  }),
]
const kept = (orders: readonly TestOrderView[]): SetupState['testOrders'] =>
  orders.map(({ itemId, agenda, number, createdAt, verdict }) => ({
    itemId,
    agenda,
    number,
    createdAt,
    ...(verdict ? { verdict } : {}),
  }))
const ordersScene = (orders: TestOrderView[], more: Partial<SetupState> = {}): SetupView =>
  use({ ...atOrders, ...more, testOrders: kept(orders) }, { testOrders: orders })

const judgedRight = allRecorded.map((one) => ({ ...one, verdict: right }))
const withOperation: SetupState = {
  ...atOrders,
  testOrders: kept(judgedRight),
  entries: { ...atOrders.entries, operation: { intervalSeconds: 300, autostart: true } },
}
const atProduction: SetupState = { ...withOperation, at: 'production' }
const switched: SetupState = {
  ...atProduction,
  mode: 'production',
  account: { companyId: 'cmp-1042', companyName: 'Stavebniny Křižík a. s.', mode: 'production', ico: '27082440' },
  entries: { ...atProduction.entries, production: { by: 'Jana Nováková', companyName: 'Stavebniny Křižík a. s.' } },
  switched: { by: 'Jana Nováková', at: ago(3), modules: ['queue', 'client', 'shops'] },
}

function use(state: SetupState, more: Partial<SetupView> = {}): SetupView {
  return viewOf(state, { connectors: forms, hasKey: true, secretsKept: ['password'], ...more })
}

const windowsSchedule: ScheduleView = {
  platform: 'win32',
  scheduler: 'task-scheduler',
  proved: false,
  lingerOff: false,
  command: 'bi-client schedule install --every 5',
}
const scheduledRun: ScheduledRun = {
  startedAt: ago(3),
  finishedAt: ago(2),
  account: 'SYSTEM',
  session: 'Services 0',
  interactive: false,
  process: 'electron',
  pid: 4711,
  host: 'SRV-POHODA',
  version: '0.1.0',
  result: 'ok',
}

export const useScenes: Readonly<Record<string, () => SetupView>> = {
  'is-not-chosen': () => use(atIs, { secretsKept: [] }),
  'is-program': () =>
    use(
      { ...atIs, entries: chosen({ program: programSettings.program, ico: '27082440' }) },
      {
        secretsKept: [],
        findings: [
          {
            kind: 'information-system',
            value: 'POHODA',
            version: '14103.7',
            folder: 'C:\\Program Files (x86)\\STORMWARE\\POHODA',
            foundAt: 'C:\\Program Files (x86)\\STORMWARE\\POHODA',
          },
        ],
      },
    ),
  'is-folder': () =>
    use(
      { ...atIs, entries: chosen({ way: 'folder', importFolder: 'D:\\POHODA\\Import', ico: '27082440' }) },
      { secretsKept: [] },
    ),
  'is-good': () => use(withIs),
  'is-locked': () => use({ ...withIs, evidence: { ...atIs.evidence, 'information-system': evidenceOf(lockedLines) } }),
  'is-checking': () =>
    use({ ...atIs, entries: chosen(programSettings) }, { running: { step: 'information-system', lines: goodLines.slice(0, 3) } }),
  'orders-none': () => use(atOrders),
  'orders-running': () => ordersScene(running),
  'orders-recorded': () => ordersScene(allRecorded),
  'orders-rejected': () => ordersScene(oneRejected),
  'orders-wrong': () => ordersScene(judgedWrong),
  operation: () => use({ ...withOperation, at: 'operation' }),
  'operation-own': () =>
    use({
      ...withOperation,
      at: 'operation',
      entries: { ...withOperation.entries, operation: { intervalSeconds: 600, autostart: false } },
    }),
  'schedule-windows': () => use({ ...withOperation, at: 'operation' }, { schedule: windowsSchedule }),
  'schedule-proved': () =>
    use(
      { ...withOperation, at: 'operation' },
      {
        schedule: {
          ...windowsSchedule,
          proved: true,
          installed: {
            name: '\\Business Integrator\\B2B Client',
            everyMinutes: 5,
            account: 'SYSTEM',
            installedAt: ago(180),
            command: '"C:\\Program Files\\Business Integrator Client\\bi-client-desktop.exe" sync --once --scheduled',
            enabled: true,
            differs: [],
            lastRunAt: ago(3),
            nextRunAt: ago(-2),
          },
          evidence: scheduledRun,
        },
      },
    ),
  'schedule-differs': () =>
    use(
      { ...withOperation, at: 'operation' },
      {
        schedule: {
          platform: 'linux',
          scheduler: 'systemd-user',
          proved: false,
          lingerOff: true,
          command: 'bi-client schedule install --every 5',
          installed: {
            name: 'business-integrator-client.timer',
            everyMinutes: 15,
            account: 'jana',
            installedAt: ago(2),
            command: '/opt/business-integrator-client/bi-client-desktop sync --once --scheduled',
            enabled: false,
            differs: ['service', 'enabled'],
          },
        },
      },
    ),
  'schedule-foreign': () =>
    use(
      { ...withOperation, at: 'operation' },
      { schedule: { ...windowsSchedule, foreign: '\\Business Integrator\\B2B Client' } },
    ),
  'production-missing': () =>
    use(
      {
        ...atProduction,
        testOrders: kept(judgedWrong),
        evidence: { ...atProduction.evidence, 'information-system': evidenceOf(lockedLines) },
        entries: { ...atProduction.entries, trading: { system: 'Shoptet', integrated: 'no' } },
      },
      { testOrders: judgedWrong },
    ),
  'production-ready': () => use(atProduction, { testOrders: judgedRight }),
  'production-switched': () => use(switched, { testOrders: judgedRight }),
  'production-first': () =>
    use(switched, {
      testOrders: judgedRight,
      firstDocument: {
        itemId: 'itm-48211',
        agenda: 'orders',
        test: false,
        number: '202648211',
        partner: 'Železářství U Tří lip s.r.o.',
        state: 'imported',
        reportState: 'accepted',
        reference: { id: '3301', number: '26OP00034' },
        receivedAt: ago(1),
        updatedAt: ago(1),
        attempts: 1,
      },
    }),
  'trial-end': () =>
    use(
      {
        ...atProduction,
        purpose: 'trial',
        testOrders: kept(judgedRight),
        entries: { ...atProduction.entries, connector: { id: 'pohoda-xml', settings: programSettings } },
      },
      { trial: true, testOrders: judgedRight },
    ),
}
