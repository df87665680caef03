import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cronBlock, cronCommand, cronRhythm, findBlock, withBlock } from '../../../../../src/main/system/schedule/cron-lines'
import { markOf, readMark, type SchedulePlan } from '../../../../../src/main/system/schedule/plan'
import { markOfUnit, serviceUnit, timerUnit } from '../../../../../src/main/system/schedule/systemd-units'
import { decodeTask, minutesOf, type ReadTask, readTask, taskDiffers } from '../../../../../src/main/system/schedule/task-xml'
import { windowsWords } from '../../../../../src/main/system/schedule/windows-words'
import { taskXml, taskXmlBytes, wantedTask } from '../../../../../src/main/system/schedule/write-task'
import { cronShell, execStartWords, windowsArgv } from '../../../../support/schedulers'

const differs = (found: ReadTask, meant: SchedulePlan): string[] => taskDiffers(found, meant, wantedTask(meant))
const plan = (change: Partial<SchedulePlan> = {}): SchedulePlan => ({
  id: '',
  program: '/opt/Můj klient/bi-client',
  args: ['sync', '--once', '--scheduled', '--data-dir', '/srv/100 % "klient" $HOME'],
  everyMinutes: 5,
  account: { kind: 'system' },
  installedAt: '2026-11-24T20:00:00.000Z',
  dataDir: '/srv/data',
  writes: ['/srv/pohoda in'],
  startsPrograms: false,
  appImage: false,
  ...change,
})
/** Words as hostile as a path or an account may be. */
const anyWord = fc.string({ unit: fc.constantFrom(...'ab %$"\'\\`;&|<>!*{}()[]~#=ěš😀-/:'), minLength: 0, maxLength: 20 })
const anyWords = fc.array(anyWord, { minLength: 1, maxLength: 5 })

describe('no path and no account changes the command that a scheduler runs', () => {
  test('Windows gives the program its words as they were', () => {
    fc.assert(
      fc.property(anyWords, (words) => {
        expect(windowsArgv(windowsWords(words))).toEqual(words)
      }),
    )
  })

  test('systemd gives the program its words as they were', () => {
    fc.assert(
      fc.property(anyWords, (args) => {
        const program = '/opt/$HOME 100%/bi client'
        expect(execStartWords(serviceUnit(plan({ program, args }), false))).toEqual([program, ...args])
      }),
    )
  })

  test('cron and the shell give the program its words as they were', () => {
    const samples = fc.sample(anyWords, 60).map((words) => words.map((word) => word.replaceAll('\\', '/')))
    const lines = samples.map((words) =>
      cronShell(`*/5 * * * * ${cronCommand(['/usr/bin/printf', '%s\\0'.replace('\\', '/'), ...words])}`),
    )
    // One shell for all: each line prints its words between marks.
    const script = samples.map(
      (_words, at) =>
        `one() { shift 2; for word in "$@"; do printf '%s\\037' "$word"; done; }\none ${lines[at]?.replace(/^'\/usr\/bin\/printf' '%s\/0'/, 'x y')}\nprintf '\\036'`,
    )
    const out = execFileSync('/bin/sh', ['-c', script.join('\n')], { encoding: 'utf8' })
    const seen = out
      .split('\u001e')
      .slice(0, -1)
      .map((one) => one.split('\u001f').slice(0, -1))
    expect(seen).toEqual(samples)
  })

  test('what a format can not carry is refused, never cut or changed', () => {
    for (const bad of ['a\nb', 'a\0b', 'a\u2028b', 'a\ud800']) {
      expect(() => taskXml(plan({ args: [bad] })), JSON.stringify(bad)).toThrow(/schedule-failed/)
      expect(() => serviceUnit(plan({ args: [bad] }), false), JSON.stringify(bad)).toThrow(/schedule-failed/)
      expect(() => cronBlock(plan({ args: [bad] })), JSON.stringify(bad)).toThrow(/schedule-failed/)
    }
    expect(() => cronCommand(['C:\\x'])).toThrow(/schedule-failed/)
    expect(() => cronBlock(plan({ args: ['x'.repeat(1000)] }))).toThrow(/schedule-failed/)
    expect(() => serviceUnit(plan({ account: { kind: 'named', name: 'jan\nExecStart=/bin/evil' } }), false)).toThrow(
      /schedule-failed/,
    )
  })
})

describe('the task of Windows', () => {
  const windows = plan({
    program: 'C:\\Program Files\\B2B klient & spol\\B2B klient.exe',
    args: ['sync', '--once', '--scheduled', '--data-dir', 'D:\\Data <účetní>\\'],
  })

  test('runs at start-up and every N minutes without end, never twice at once, ended after its limit', () => {
    const task = readTask(decodeTask(taskXmlBytes(windows)))
    expect(task).toMatchObject({
      userId: 'S-1-5-18',
      // The schema has no value for LocalSystem.
      logonType: '',
      runLevel: 'HighestAvailable',
      interval: 'PT5M',
      triggers: ['BootTrigger', 'TimeTrigger'],
      policy: 'IgnoreNew',
      limit: 'PT60M',
      startWhenAvailable: 'true',
      batteries: 'false',
      commands: [{ command: windows.program }],
    })
    expect(windowsArgv(task?.commands[0]?.args ?? '')).toEqual(windows.args)
    // A repetition without a duration has no end.
    expect(taskXml(windows)).not.toContain('<Duration>')
    expect(taskXmlBytes(windows).subarray(0, 2)).toEqual(Buffer.from([0xff, 0xfe]))
  })

  test.each([
    [{ kind: 'named', name: 'FIRMA\\služba' }, 'FIRMA\\služba'],
    [{ kind: 'gmsa', name: 'FIRMA\\klient$' }, 'FIRMA\\klient$'],
  ] as const)('of %o runs without anybody signed in, with the fewest rights', (account, userId) => {
    expect(readTask(taskXml({ ...windows, account }))).toMatchObject({
      userId,
      logonType: 'Password',
      runLevel: 'LeastPrivilege',
    })
  })

  test('read back is the same in every encoding that schtasks may answer in; whatever was changed is named', () => {
    const xml = taskXml(windows)
    const answers = [
      taskXmlBytes(windows),
      Buffer.from(xml, 'utf16le'),
      Buffer.from(xml, 'utf8'),
      Buffer.from(xml.replaceAll('ú', '\u00a3').replaceAll('č', '\u009f'), 'latin1'),
    ]
    for (const bytes of answers) expect(differs(readTask(decodeTask(bytes)) ?? expect.fail(), windows)).toEqual([])
    // As Windows exports them.
    const exported = xml.replace('PT60M', 'PT1H').replace('<Enabled>true</Enabled>\n  </Settings>', '</Settings>')
    expect(differs(readTask(exported) ?? expect.fail(), windows)).toEqual([])
    const changed = (from: string, to: string) => differs(readTask(xml.replace(from, to)) ?? expect.fail(), windows)
    expect(changed('--scheduled', '--watch')).toEqual(['arguments'])
    expect(changed('klient.exe', 'klient2.exe')).toEqual(['command'])
    expect(changed('PT5M', 'PT50M')).toEqual(['interval'])
    expect(changed('S-1-5-18', 'S-1-5-21-1')).toEqual(['account'])
    expect(changed('IgnoreNew', 'Parallel')).toEqual(['parallel'])
    expect(changed('PT60M', 'PT0S')).toEqual(['limit'])
    expect(changed('</Exec>', '</Exec><Exec><Command>evil.exe</Command></Exec>')).toContain('command')
  })

  test('what is no task, or a hostile one, is not read', () => {
    const xml = taskXml(windows)
    for (const bad of [
      '',
      'ERROR: Access is denied.',
      xml.slice(0, 900),
      '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><Task/>',
      '<Task xmlns="urn:other"/>',
      `<Task xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">${'<a>'.repeat(100)}`,
      xml.replace('<Settings>', `<Settings>${' '.repeat(300_000)}`),
    ])
      expect(readTask(bad), bad.slice(0, 60)).toBeUndefined()
    fc.assert(fc.property(fc.string({ maxLength: 200 }), (text) => void readTask(decodeTask(Buffer.from(text)))))
  })

  test.each([
    ['PT5M', 5],
    ['PT1H', 60],
    ['P1D', 1440],
    ['PT1H30M', 90],
    ['PT30S', 0.5],
    ['P', undefined],
    ['PT', undefined],
    ['x', undefined],
  ])('%s is %s minutes', (text, minutes) => expect(minutesOf(text)).toBe(minutes))
})

describe('units and lines', () => {
  test('a unit says whose it is; one that was made or changed by hand is not ours', () => {
    for (const text of [serviceUnit(plan(), false), timerUnit(plan())]) {
      expect(markOfUnit(text)).toEqual({
        id: '',
        everyMinutes: 5,
        account: { kind: 'system' },
        installedAt: '2026-11-24T20:00:00.000Z',
      })
      expect(markOfUnit(text.replace('"everyMinutes":5', '"everyMinutes":0'))).toBeUndefined()
      expect(markOfUnit(text.replace(/^#.*\n/, ''))).toBeUndefined()
    }
    expect(readMark(markOf(plan({ account: { kind: 'named', name: 'účetní' } })))?.account).toEqual({
      kind: 'named',
      name: 'účetní',
    })
  })

  test('an AppImage can mount itself; a program of somebody else can write where it likes; a person has no view of the system to change', () => {
    const lines = (change: Partial<SchedulePlan>, own = false) => serviceUnit(plan(change), own).split('\n')
    const named = { account: { kind: 'named', name: 'jan' } } as const
    expect(lines(named)).toEqual(expect.arrayContaining(['User=jan', 'NoNewPrivileges=yes', 'ProtectSystem=strict']))
    // Each of these brings NoNewPrivileges along for an account other than root, and fusermount gains rights.
    const mounts = lines({ ...named, appImage: true }).join('\n')
    for (const word of [
      'NoNewPrivileges',
      'RestrictSUIDSGID',
      'LockPersonality',
      'RestrictRealtime',
      'RestrictAddressFamilies',
      'ProtectKernel',
    ])
      expect(mounts).not.toContain(word)
    expect(lines({ startsPrograms: true })).toContain('ProtectSystem=full')
    expect(lines({}, true).join('\n')).not.toMatch(/ProtectSystem|PrivateTmp|User=|network-online/)
    expect(lines({})).toContain('ReadWritePaths="-/srv/data" "-/srv/pohoda in"')
  })

  test('cron does what it can do, never less often than asked', () => {
    for (let minutes = 1; minutes <= 1440; minutes++) {
      const rhythm = cronRhythm(minutes)
      expect(rhythm.everyMinutes).toBeLessThanOrEqual(minutes)
      expect(minutes - rhythm.everyMinutes).toBeLessThan(Math.max(1, minutes) / 1.9 + 1)
    }
    expect(cronRhythm(5).fields).toBe('*/5 * * * *')
    expect(cronRhythm(7)).toEqual({ fields: '*/6 * * * *', everyMinutes: 6 })
    expect(cronRhythm(60).fields).toBe('0 * * * *')
    expect(cronRhythm(1440).fields).toBe('0 0 * * *')
  })

  test('every other line of a crontab stays byte for byte', () => {
    const line = fc.constantFrom('MAILTO=a@b.cz', '*/5 * * * * echo 50\\% # x', '', '# BEGIN other', '\t# áé', '@daily x')
    fc.assert(
      fc.property(fc.array(line), fc.boolean(), (lines, ended) => {
        const before = lines.join('\n') + (ended && lines.length > 0 ? '\n' : '')
        const block = cronBlock(plan())
        const once = withBlock(before, '', block)
        expect(findBlock(once, '')).toMatchObject({ lines: block })
        expect(withBlock(once, '', block)).toBe(once)
        expect(withBlock(withBlock(once, 'aaaaaaaa', cronBlock(plan({ id: 'aaaaaaaa' }))), 'aaaaaaaa', undefined)).toBe(once)
        const without = withBlock(once, '', undefined)
        expect(without).toBe(before === '' || before.endsWith('\n') ? before : `${before}\n`)
      }),
    )
  })
})
