import { describe, expect, it } from 'vitest'
import { outcomeOf } from '../../../../../src/main/connectors/command/answer'
import { reducedEnvironment } from '../../../../../src/main/connectors/command/ask-program'
import { commandSettingsSchema } from '../../../../../src/main/connectors/command/settings'
import type { ProgramRun } from '../../../../../src/main/connectors/wrap/run-program'
import { Failure } from '../../../../../src/shared/failure'

const facts = { program: '/opt/record.py', timeoutSeconds: 5 }
const ended = (answer: string, rest: Partial<ProgramRun> = {}): ProgramRun => ({
  exitCode: 0,
  killed: undefined,
  output: answer,
  answer: Buffer.from(answer),
  ...rest,
})
const failing = (run: ProgramRun): Failure => {
  try {
    outcomeOf('it-1', run, facts)
  } catch (error) {
    if (error instanceof Failure) return error
    throw error
  }
  throw new Error('no failure')
}

describe('what the program says', () => {
  it.each([
    ['{"outcome":"imported","id":"7"}', { kind: 'imported', reference: { id: '7' }, existed: false, notes: [] }],
    [
      '\n {"outcome":"imported","id":" 7 ","number":"OP7","existed":true,"warnings":["Bez skladu"],"more":1}\n',
      { kind: 'imported', reference: { id: '7', number: 'OP7' }, existed: true, notes: [{ code: 'is-warning' }] },
    ],
    ['{"outcome":"rejected","message":"Ne"}', { kind: 'rejected', problem: { code: 'is-rejected', words: 'Ne' } }],
    ['{"outcome":"later"}', { kind: 'postponed', problem: { code: 'is-try-again' } }],
    ['{"outcome":"unknown","message":"?"}', { kind: 'unknown', problem: { code: 'outcome-unknown' } }],
  ])('%s', (answer, expected) => {
    expect(outcomeOf('it-1', ended(answer), facts)).toMatchObject({ itemId: 'it-1', ...expected })
  })

  it.each([
    'OK',
    '{"outcome":"imported"}',
    '{"outcome":"imported","id":""}',
    '{"outcome":"imported","id":7}',
    `{"outcome":"imported","id":"${'7'.repeat(129)}"}`,
    '{"outcome":"done","id":"7"}',
    '{"outcome":"imported","id":"7"}{"outcome":"imported","id":"8"}',
    '[]',
    'null',
  ])('is no answer, so nobody knows: %s', (answer) => {
    expect(failing(ended(answer))).toMatchObject({ problem: { code: 'is-answer-unreadable' }, effect: 'unknown' })
  })

  it('never repeats an answer that it does not understand: a password may stand in it', () => {
    const answer = 'heslo=TAJNE123 {"outcome"'
    expect(JSON.stringify(failing(ended(answer)).problem)).not.toContain('TAJNE')
  })

  it.each([
    [10, 'is-closed', true],
    [11, 'is-login-failed', false],
    [12, 'is-wrong-company', false],
    [13, 'is-locked', true],
    [14, 'is-no-rights', false],
    [15, 'is-no-licence', false],
  ])('exit code %d promises that nothing was recorded', (exitCode, code, retry) => {
    expect(failing(ended('x', { exitCode }))).toMatchObject({ problem: { code, words: 'x' }, effect: 'nothing', retry })
  })

  it.each([1, 2, 9, 16, 255])('exit code %d promises nothing, whatever stands on standard output', (exitCode) => {
    expect(failing(ended('{"outcome":"imported","id":"7"}', { exitCode }))).toMatchObject({
      problem: { code: 'is-failed' },
      effect: 'unknown',
    })
  })

  it.each<[Partial<ProgramRun>, string]>([
    [{ killed: 'timeout', exitCode: undefined }, 'is-timeout'],
    [{ killed: 'aborted', exitCode: undefined }, 'is-no-answer'],
    [{ exitCode: undefined }, 'is-no-answer'],
    [{ answer: Buffer.alloc(0) }, 'is-no-answer'],
    [{ answer: undefined }, 'is-answer-unreadable'],
    [{ answer: Buffer.from([0xe8, 0x22]) }, 'is-answer-unreadable'],
  ])('%j is unknown: %s', (rest, code) => {
    expect(failing(ended('{"outcome":"imported","id":"7"}', rest))).toMatchObject({ problem: { code }, effect: 'unknown' })
  })
})

describe('what the program is given', () => {
  it('nothing of our environment but what programs need to start', () => {
    const given = reducedEnvironment({
      PATH: '/bin',
      HTTPS_PROXY: 'http://me:secret@proxy',
      BI_KEY: 'x',
      SystemRoot: 'C:\\Windows',
    })
    expect(given).toEqual({ PATH: '/bin', SystemRoot: 'C:\\Windows', PYTHONUTF8: '1' })
  })

  it.each(['record.py', './x', 'C:x.exe', 'C:\\run.bat', '/opt/run.CMD', '\\\\server\\x\\run.bat '])(
    'a program like %s is refused',
    (program) => {
      expect(commandSettingsSchema.safeParse({ program }).success).toBe(false)
    },
  )

  it.each(['C:\\Python\\python.exe', '\\\\server\\it\\record.exe', '/usr/bin/python3'])(
    'a program like %s is taken',
    (program) => {
      expect(commandSettingsSchema.safeParse({ program }).success).toBe(true)
    },
  )
})
