import { unicode } from '../../../src/main/connectors/wrap/fit-text'
import { openIs } from '../../../src/main/open-is'
import { connectorTools } from '../../support/connector-tools'
import { createTestFlexi, flexiComplaints, flexiComputes, flexiRecords, flexiShown } from '../../support/flexi'
import { connectorSuite, type World } from './suite'

const world =
  (own: Record<string, unknown> = {}) =>
  (): World => {
    const { flexi, settings } = createTestFlexi()
    const tools = connectorTools()
    return {
      // Nothing waits for an answer file here.
      open: async ({ answerTimeoutSeconds: _, ...changes } = {}) =>
        openIs(
          { id: 'abra-flexi', settings: { ...settings, baseUrl: await flexi.start(), ...own, ...changes } },
          () => flexi.password,
          tools,
        ),
      records: () => flexiRecords(flexi),
      shown: (itemId) => flexiShown(flexi, itemId),
      charset: unicode,
      valid: (files) => flexiComplaints(files),
      computes: (files, country) => flexiComputes(files, country) ?? { net: '', payable: '' },
      // One request for each order: what is lost is the answer to each of them.
      loseNextAnswer: () => flexi.faults({ loseAnswer: 100 }),
      refuse: (number) => flexi.faults({ refuse: [number] }),
      dawdle: (ms) => flexi.faults({ delayMs: ms }),
      heal: () => flexi.faults({}),
      idle: flexi.idle,
      advance: tools.advance,
      wrong: {
        'wrong login': { settings: { user: 'nikdo' }, code: 'is-login-failed', effect: 'nothing' },
        'wrong company': { settings: { company: 'jina_firma' }, code: 'is-wrong-company', effect: 'nothing' },
        'another IČO': { settings: { ico: '27082440' }, code: 'is-wrong-company', effect: 'nothing' },
        'closed period': {
          before: () => flexi.change({ closedUntil: '2026-12-31' }),
          code: 'is-rejected',
          outcome: 'rejected',
        },
        locked: 'ABRA Flexi has no such refusal: by its maker a request waits at a lock until it ends, which is "slow"',
        slow: {
          settings: { timeoutSeconds: 1 },
          before: () => flexi.faults({ delayMs: 30_000 }),
          code: 'is-timeout',
          effect: 'unknown',
        },
        unreachable: { before: () => flexi.close(), code: 'is-closed', effect: 'nothing' },
        starting: { before: () => flexi.faults({ starting: true }), code: 'is-closed', effect: 'nothing' },
        'no licence for writing': {
          before: () => flexi.faults({ noWriteLicence: true }),
          code: 'is-no-licence',
          effect: 'nothing',
        },
        'no right to write': { before: () => flexi.faults({ noRights: true }), code: 'is-no-rights', effect: 'nothing' },
        'too many requests': { before: () => flexi.faults({ tooMany: true }), code: 'is-try-again', effect: 'nothing' },
        'died before it saved': { before: () => flexi.faults({ dieBeforeSave: 1 }), code: 'is-no-answer', effect: 'unknown' },
        'answer lost': { before: () => flexi.faults({ loseAnswer: 1 }), code: 'is-no-answer', effect: 'unknown' },
        'answer cut': { before: () => flexi.faults({ cutAnswer: 1 }), code: 'is-no-answer', effect: 'unknown' },
        'page of an error': { before: () => flexi.faults({ pageOf500: 'before' }), code: 'is-failed', effect: 'unknown' },
        'a proxy that gave up waiting': {
          before: () => flexi.faults({ gateway504: true }),
          code: 'is-timeout',
          effect: 'unknown',
        },
      },
      close: async () => {
        await flexi.close()
        tools.remove()
      },
    }
  }

connectorSuite({
  'abra-flexi': world(),
  'abra-flexi, sums not asked for before saving': world({ sumsByFlexi: false }),
})
