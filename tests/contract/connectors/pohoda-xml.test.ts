import { setTimeout as sleep } from 'node:timers/promises'
import { windows1250 } from '../../../src/main/connectors/wrap/fit-text'
import { openIs } from '../../../src/main/open-is'
import { runScheduledImport } from '../../../src/sandbox/simulators/pohoda/run-job'
import { connectorTools } from '../../support/connector-tools'
import { createTestPohoda } from '../../support/pohoda'
import { pohodaComputes, pohodaRecords, pohodaShown, pohodaValid } from '../../support/pohoda-seen'
import { connectorSuite, type World } from './suite'

/** A closed period is one refusal among others: POHODA says it in words, for each order. */
const closedPeriod = (pohoda: ReturnType<typeof createTestPohoda>) =>
  ({
    before: () => pohoda.faults({ refuse: [{ regexp: '', note: 'Účetní období je uzavřeno.' }] }),
    code: 'is-rejected',
    outcome: 'rejected',
  }) as const

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
    records: () => pohodaRecords(pohoda),
    shown: (itemId) => pohodaShown(pohoda, itemId),
    charset: windows1250,
    valid: pohodaValid,
    computes: pohodaComputes,
    loseNextAnswer: () => pohoda.faults({ killAfterWrite: { times: 1 } }),
    refuse: (number) => pohoda.faults({ refuse: [{ numberOrder: number }] }),
    dawdle: (ms) => pohoda.faults({ delayMs: { beforeWrite: ms } }),
    heal: () => pohoda.faults({}),
    // The program has ended when the hand-over has: an abort waits for it, or kills it.
    idle: async () => {},
    advance: tools.advance,
    wrong: {
      'wrong login': { settings: { user: 'Nikdo' }, code: 'is-login-failed', effect: 'nothing' },
      'wrong company': { settings: { ico: '87654321' }, code: 'is-wrong-company', effect: 'nothing' },
      'closed period': closedPeriod(pohoda),
      'no right to import': { before: () => pohoda.faults({ noXmlRights: true }), code: 'is-no-rights', effect: 'nothing' },
      locked: { before: () => pohoda.faults({ lockedDatabase: true }), code: 'is-locked', effect: 'nothing' },
      'no licence': { before: () => pohoda.faults({ noLicence: true }), code: 'is-no-licence', effect: 'nothing' },
      'activation expired': {
        before: () => pohoda.faults({ activationExpired: true }),
        code: 'is-no-licence',
        effect: 'nothing',
      },
      unreachable: { settings: { program: '/nowhere/Pohoda.exe' }, code: 'is-not-found', effect: 'nothing' },
      slow: {
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
  let runs = 0
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
      runs++
      await sleep(30)
    }
  })()
  /** Two whole runs of the task from now: it has seen all that was there, and done it. */
  const idle = async (): Promise<void> => {
    const until = runs + 2
    while (runs < until) await sleep(10)
  }
  const settings = {
    way: 'folder',
    importFolder: pohoda.inputDir,
    responseFolder: pohoda.responseDir,
    ico: pohoda.ico,
    answerTimeoutSeconds: 3,
  }
  return {
    open: (changes = {}) => openIs({ id: 'pohoda-xml', settings: { ...settings, ...changes } }, () => undefined, tools),
    ...(task.empties ? {} : { repeats: true as const }),
    records: () => pohodaRecords(pohoda),
    shown: (itemId) => pohodaShown(pohoda, itemId),
    charset: windows1250,
    valid: pohodaValid,
    computes: pohodaComputes,
    loseNextAnswer: () => pohoda.faults({ noResponse: { times: 1 } }),
    refuse: (number) => pohoda.faults({ refuse: [{ numberOrder: number }] }),
    dawdle: (ms) => pohoda.faults({ delayMs: { beforeWrite: ms } }),
    heal: () => pohoda.faults({}),
    idle,
    advance: tools.advance,
    wrong: {
      'wrong login': "the task has its own user in POHODA's own settings, none of ours",
      'wrong company': { settings: { ico: '87654321' }, code: 'is-wrong-company', effect: 'nothing' },
      'closed period': closedPeriod(pohoda),
      locked: { before: () => pohoda.faults({ lockedDatabase: true }), code: 'is-locked', effect: 'nothing' },
      slow: {
        settings: { answerTimeoutSeconds: 1 },
        before: () => pohoda.faults({ delayMs: { beforeWrite: 3000 } }),
        code: 'is-no-answer',
        effect: 'unknown',
      },
      unreachable: { settings: { importFolder: '/nowhere/import' }, code: 'folder-not-writable', effect: 'nothing' },
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
