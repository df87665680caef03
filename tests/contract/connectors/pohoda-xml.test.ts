import { openIs } from '../../../src/main/open-is'
import { runScheduledImport } from '../../../src/sandbox/simulators/pohoda/run-job'
import { readOrders } from '../../../src/sandbox/simulators/pohoda/store'
import { connectorTools } from '../../support/connector-tools'
import { createTestPohoda } from '../../support/pohoda'
import { connectorSuite, type World } from './suite'

const recordsOf = (pohoda: ReturnType<typeof createTestPohoda>) =>
  readOrders(pohoda.stateDir, pohoda.database).map(({ id, number, extId }) => ({ itemId: extId ?? '', id: String(id), number }))

const byProgram = (): World => {
  const pohoda = createTestPohoda()
  const tools = connectorTools()
  const settings = {
    way: 'program',
    program: pohoda.program,
    user: pohoda.user,
    database: pohoda.database,
    ico: pohoda.ico,
    timeoutSeconds: 20,
  }
  return {
    open: (changes = {}) => openIs({ id: 'pohoda-xml', settings: { ...settings, ...changes } }, () => pohoda.password, tools),
    records: () => recordsOf(pohoda),
    loseNextAnswer: () => pohoda.faults({ killAfterWrite: { times: 1 } }),
    refuse: (number) => pohoda.faults({ refuse: [{ numberOrder: number }] }),
    heal: () => pohoda.faults({}),
    advance: tools.advance,
    wrong: {
      'wrong login': { settings: { user: 'Nikdo' }, code: 'is-login-failed', effect: 'nothing' },
      'wrong company': { settings: { ico: '87654321' }, code: 'is-wrong-company', effect: 'nothing' },
      'no right to import': { before: () => pohoda.faults({ noXmlRights: true }), code: 'is-no-rights', effect: 'nothing' },
      'locked database': { before: () => pohoda.faults({ lockedDatabase: true }), code: 'is-locked', effect: 'nothing' },
      'no licence': { before: () => pohoda.faults({ noLicence: true }), code: 'is-no-licence', effect: 'nothing' },
      'activation expired': {
        before: () => pohoda.faults({ activationExpired: true }),
        code: 'is-no-licence',
        effect: 'nothing',
      },
      'missing program': { settings: { program: '/nowhere/Pohoda.exe' }, code: 'is-not-found', effect: 'nothing' },
      'too slow': {
        settings: { timeoutSeconds: 1 },
        before: () => pohoda.faults({ delayMs: { beforeWrite: 30_000 } }),
        code: 'is-timeout',
        effect: 'unknown',
      },
      'killed before it wrote': {
        before: () => pohoda.faults({ killBeforeWrite: true }),
        code: 'is-no-answer',
        effect: 'unknown',
      },
      'cut answer': { before: () => pohoda.faults({ truncatedResponse: true }), code: 'is-answer-unreadable', effect: 'unknown' },
      'empty answer': { before: () => pohoda.faults({ emptyResponse: true }), code: 'is-no-answer', effect: 'unknown' },
      'no answer': { before: () => pohoda.faults({ noResponse: true }), code: 'is-no-answer', effect: 'unknown' },
    },
    close: async () => {
      pohoda.remove()
      tools.remove()
    },
  }
}

/** POHODA's scheduled task imports the folder again and again. A task that leaves the files there must check duplicity. */
const byFolder = (task: { empties: boolean; checkDuplicity: boolean }) => (): World => {
  const pohoda = createTestPohoda({ emptiesInputFolder: task.empties })
  const tools = connectorTools()
  let running = true
  const ended = (async () => {
    while (running) {
      await runScheduledImport(
        pohoda.stateDir,
        {
          database: pohoda.database,
          inputDir: pohoda.inputDir,
          responseDir: pohoda.responseDir,
          checkDuplicity: task.checkDuplicity,
        },
        undefined,
      ).catch(() => {})
      await new Promise((resolve) => setTimeout(resolve, 30))
    }
  })()
  const settings = {
    way: 'folder',
    importFolder: pohoda.inputDir,
    responseFolder: pohoda.responseDir,
    ico: pohoda.ico,
    answerTimeoutSeconds: 3,
  }
  return {
    open: (changes = {}) => openIs({ id: 'pohoda-xml', settings: { ...settings, ...changes } }, () => undefined, tools),
    records: () => recordsOf(pohoda),
    loseNextAnswer: () => pohoda.faults({ noResponse: { times: 1 } }),
    refuse: (number) => pohoda.faults({ refuse: [{ numberOrder: number }] }),
    heal: () => pohoda.faults({}),
    advance: tools.advance,
    wrong: {
      'wrong company': { settings: { ico: '87654321' }, code: 'is-wrong-company', effect: 'nothing' },
      'missing folder': { settings: { importFolder: '/nowhere/import' }, code: 'folder-not-writable', effect: 'nothing' },
    },
    close: async () => {
      running = false
      await ended
      pohoda.remove()
      tools.remove()
    },
  }
}

connectorSuite({
  'pohoda-xml, program': byProgram,
  'pohoda-xml, folder emptied by its task, no duplicity check': byFolder({ empties: true, checkDuplicity: false }),
  'pohoda-xml, folder left full by its task': byFolder({ empties: false, checkDuplicity: true }),
})
