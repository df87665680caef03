import { windows1250 } from '../../../src/main/connectors/wrap/fit-text'
import { openIs } from '../../../src/main/open-is'
import type { HttpFaults } from '../../../src/sandbox/simulators/pohoda-mserver/http-faults'
import { startMServer } from '../../../src/sandbox/simulators/pohoda-mserver/server'
import { connectorTools } from '../../support/connector-tools'
import { createTestPohoda } from '../../support/pohoda'
import { ownRecord } from '../../support/pohoda-agendas'
import { pohodaComputes, pohodaRecords, pohodaShown, pohodaValid } from '../../support/pohoda-seen'
import { connectorSuite, type World } from './suite'

const world = (fixed: Record<string, unknown>) => (): World => {
  const pohoda = createTestPohoda()
  // The connection test looks at the first card: books without any are worth a warning.
  ownRecord(pohoda, 'stock-cards', { sku: 'A-1', ico: '', name: 'Zboží' })
  const tools = connectorTools()
  const started = startMServer({ stateDir: pohoda.stateDir, database: pohoda.database })
  const http = (faults: HttpFaults) => async (): Promise<void> => (await started).faults(faults)
  return {
    open: async ({ answerTimeoutSeconds: _, ...changes } = {}) =>
      openIs(
        {
          id: 'pohoda-mserver',
          settings: {
            address: (await started).url,
            user: pohoda.user,
            database: pohoda.database,
            ico: pohoda.ico,
            timeoutSeconds: 20,
            ...fixed,
            ...changes,
          },
        },
        () => pohoda.password,
        tools,
      ),
    records: () => pohodaRecords(pohoda),
    shown: (itemId) => pohodaShown(pohoda, itemId),
    charset: windows1250,
    valid: pohodaValid,
    computes: pohodaComputes,
    // Takes effect long before the hand-over that follows has asked for the accounting unit.
    loseNextAnswer: () => void http({ cutAfterWrite: { times: 1 } })(),
    refuse: (number) => pohoda.faults({ refuse: [{ numberOrder: number }] }),
    dawdle: (ms) => pohoda.faults({ delayMs: { beforeWrite: ms } }),
    heal: () => {
      pohoda.faults({})
      void http({})()
    },
    idle: async () => (await started).idle(),
    advance: tools.advance,
    wrong: {
      'wrong login': { settings: { user: 'Nikdo' }, code: 'is-login-failed', effect: 'nothing' },
      'wrong company': { settings: { ico: '87654321' }, code: 'is-wrong-company', effect: 'nothing' },
      'last year’s books': { settings: { database: 'StwPh_12345678_2025' }, code: 'is-wrong-company', effect: 'nothing' },
      'closed period': {
        before: () => pohoda.faults({ refuse: [{ regexp: '', note: 'Účetní období je uzavřeno.' }] }),
        code: 'is-rejected',
        outcome: 'rejected',
      },
      locked: { before: () => pohoda.faults({ lockedDatabase: true }), code: 'is-locked', effect: 'nothing' },
      slow: {
        settings: { timeoutSeconds: 1 },
        before: () => pohoda.faults({ delayMs: { beforeWrite: 3000 } }),
        code: 'is-timeout',
        effect: 'unknown',
      },
      unreachable: { settings: { address: 'http://127.0.0.1:2' }, code: 'is-closed', effect: 'nothing' },
      'outside the own network, without encryption': {
        settings: { address: 'http://pohoda.example.com:444' },
        code: 'connection-host-not-allowed',
        effect: 'nothing',
      },
      'no right to the unit (403)': { before: http({ noUnitRight: true }), code: 'is-no-rights', effect: 'nothing' },
      'no right to XML': { before: () => pohoda.faults({ noXmlRights: true }), code: 'is-no-rights', effect: 'nothing' },
      'activation expired': {
        before: () => pohoda.faults({ activationExpired: true }),
        code: 'is-no-licence',
        effect: 'nothing',
      },
      'no /xml there (404)': {
        before: http({ status: { code: 404, when: 'before' } }),
        code: 'is-not-found',
        effect: 'nothing',
      },
      'its time is up (408)': {
        before: http({ status: { code: 408, when: 'after' } }),
        code: 'is-timeout',
        effect: 'unknown',
      },
      'not available (503)': { before: http({ status: { code: 503, when: 'after' } }), code: 'is-closed', effect: 'unknown' },
      'its own fault (500)': { before: http({ status: { code: 500, when: 'after' } }), code: 'is-failed', effect: 'unknown' },
      'dies before it writes': {
        before: () => pohoda.faults({ killBeforeWrite: true }),
        code: 'is-no-answer',
        effect: 'unknown',
      },
      'cut answer': { before: http({ garbage: '<rsp:responsePack' }), code: 'is-answer-unreadable', effect: 'unknown' },
      'empty answer': { before: http({ garbage: '' }), code: 'is-answer-unreadable', effect: 'unknown' },
      'asks to try again': { before: () => pohoda.faults({ tryAgain: true }), code: 'is-try-again', outcome: 'postponed' },
    },
    close: async () => {
      await (await started).close()
      pohoda.remove()
      tools.remove()
    },
  }
}

connectorSuite({
  'pohoda-mserver': world({}),
  'pohoda-mserver, requests compressed, versions before 2024': world({ compress: true, lookup: 'orderDate' }),
  'pohoda-mserver, cannot be asked': world({ lookup: 'none' }),
})
