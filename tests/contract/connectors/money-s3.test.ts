import { setTimeout as sleep } from 'node:timers/promises'
import { windows1250 } from '../../../src/main/connectors/wrap/fit-text'
import { openIs } from '../../../src/main/open-is'
import { createS3Api } from '../../../src/sandbox/simulators/money-s3/api-server'
import { createMoney, type ImportDefinition } from '../../../src/sandbox/simulators/money-s3/money'
import { connectorTools } from '../../support/connector-tools'
import {
  createTestMoney,
  moneyApiComputes,
  moneyApiValid,
  moneyComputes,
  moneyDefinition,
  moneyRecords,
  moneyShown,
  moneyValid,
} from '../../support/money-s3'
import { connectorSuite, type World } from './suite'

/** S3 Automatic imports the folder again and again. `list`: it exports all received orders after each run, too. */
const byFiles = (setUp: { reports: boolean; list: boolean; definition?: ImportDefinition }) => (): World => {
  const without = [...(setUp.reports ? [] : (['reportFolder'] as const)), ...(setUp.list ? [] : (['exportFile'] as const))]
  const is = createTestMoney({ without, ...(setUp.definition ? { definition: setUp.definition } : {}) })
  const tools = connectorTools()
  is.automatic.start(30)
  const settings = {
    way: 'files',
    ico: is.money.ico,
    importFolder: is.importFolder,
    ...(setUp.reports ? { reportFolder: is.reportFolder } : {}),
    ...(setUp.list ? { exportFile: is.exportFile } : {}),
    definitionFile: is.definitionFile,
    answerTimeoutSeconds: 15,
  }
  return {
    open: async (changes = {}) => {
      // The first export has been made.
      while (is.automatic.runs() < 1) await sleep(5)
      return openIs({ id: 'money-s3', settings: { ...settings, ...changes } }, () => undefined, tools)
    },
    records: () => moneyRecords(is.money),
    shown: (itemId) => moneyShown(is.money, itemId),
    charset: windows1250,
    valid: moneyValid,
    computes: moneyComputes,
    loseNextAnswer: () => is.automatic.faults({ dieBeforeReport: 3, noExport: true }),
    refuse: (number) => is.automatic.faults({ refuse: { text: number, words: 'Období je uzavřeno.' } }),
    dawdle: (delayMs) => is.automatic.faults({ delayMs }),
    heal: () => is.automatic.faults({}),
    idle: async () => {
      const until = is.automatic.runs() + 2
      while (is.automatic.runs() < until) await sleep(10)
    },
    advance: (ms) => {
      tools.advance(ms)
      is.automatic.advance(ms)
    },
    wrong: {
      'wrong login': 'Money signs in to itself; the client only drops files',
      'wrong company': setUp.reports
        ? { settings: { ico: '87654321' }, code: 'is-wrong-company', effect: 'nothing' }
        : 'without reports the file just disappears; the list says whose books it is',
      'closed period': setUp.reports
        ? {
            before: () => is.automatic.faults({ refuse: { text: '', words: 'Účetní období je uzavřeno.' } }),
            code: 'is-rejected',
            outcome: 'rejected',
          }
        : 'without reports a refusal looks like a file that was taken',
      locked: 'a locked agenda leaves the files lying, as a schedule that is off does',
      slow: {
        settings: { answerTimeoutSeconds: 1 },
        before: () => is.automatic.faults({ delayMs: 3000 }),
        code: 'is-closed',
        effect: 'unknown',
      },
      unreachable: { settings: { importFolder: '/nowhere/import' }, code: 'folder-not-writable', effect: 'nothing' },
      'died before it wrote': {
        settings: { answerTimeoutSeconds: 1 },
        before: () => is.automatic.faults({ dieBeforeWrite: 1 }),
        code: 'is-no-answer',
        effect: 'unknown',
      },
    },
    close: async () => {
      await is.automatic.stop()
      is.remove()
      tools.remove()
    },
  }
}

const byApi = (setUp: { older?: boolean; definition?: ImportDefinition }) => (): World => {
  const money = createMoney({ ico: '45274649', definition: setUp.definition ?? moneyDefinition() })
  const api = createS3Api(money, setUp)
  const tools = connectorTools()
  const url = api.start()
  return {
    open: async (changes = {}) => {
      const settings = {
        way: 'api',
        ico: money.ico,
        apiUrl: await url,
        appId: api.appId,
        clientId: api.clientId,
        agendaGuid: `{${api.agendaGuid}}`,
        answerTimeoutSeconds: 15,
      }
      return openIs({ id: 'money-s3', settings: { ...settings, ...changes } }, () => api.clientSecret, tools)
    },
    records: () => moneyRecords(money),
    shown: (itemId) => moneyShown(money, itemId),
    charset: windows1250,
    valid: moneyApiValid,
    computes: moneyApiComputes,
    loseNextAnswer: () => api.faults({ silentAfterWrite: true }),
    refuse: (number) => api.faults({ refuse: { text: number, words: 'Období je uzavřeno.' } }),
    dawdle: (queueDelayMs) => api.faults({ queueDelayMs }),
    heal: () => api.faults({}),
    idle: () => api.idle(),
    advance: tools.advance,
    wrong: {
      'wrong login': { settings: { clientId: 'nikdo' }, code: 'is-login-failed', effect: 'nothing' },
      'wrong company': {
        settings: { agendaGuid: '00000000-0000-4000-8000-000000000000' },
        code: 'is-wrong-company',
        effect: 'nothing',
      },
      'closed period': setUp.older
        ? 'an older API does not say what became of an entry of its queue'
        : {
            before: () => api.faults({ refuse: { text: '', words: 'Účetní období je uzavřeno.' } }),
            code: 'is-rejected',
            outcome: 'rejected',
          },
      locked: { before: () => api.faults({ versionMismatch: true }), code: 'is-failed', effect: 'nothing' },
      slow: {
        settings: { answerTimeoutSeconds: 1 },
        before: () => api.faults({ queueDelayMs: 3000 }),
        code: 'is-no-answer',
        effect: 'unknown',
      },
      unreachable: { settings: { apiUrl: 'http://127.0.0.1:59999' }, code: 'is-closed', effect: 'nothing' },
      'no rights': { before: () => api.faults({ noRights: true }), code: 'is-no-rights', effect: 'nothing' },
      unavailable: { before: () => api.faults({ unavailable: true }), code: 'is-closed', effect: 'nothing' },
    },
    close: async () => {
      await api.close()
      tools.remove()
    },
  }
}

connectorSuite({
  'money-s3, files with reports and a list': byFiles({ reports: true, list: true }),
  'money-s3, files with reports only': byFiles({ reports: true, list: false }),
  'money-s3, files with reports and a list, definition that adds doubles': byFiles({
    reports: true,
    list: true,
    definition: moneyDefinition('Append'),
  }),
  'money-s3, S3 API': byApi({}),
  'money-s3, S3 API, definition that adds doubles': byApi({ definition: moneyDefinition('Append') }),
})
