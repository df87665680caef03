import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { guardWindowsFolder, openTo, windowsAccessArguments } from '../../../../src/main/settings/windows-access'
import { asFailure, type Problem } from '../../../../src/shared/failure'

const ME = 'S-1-5-21-1004336348-1177238915-682003330-1001'
const CLOSED = `D:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;FA;;;${ME})`
/** What a folder made in ProgramData inherits. */
const INHERITED = 'D:AI(A;OICIID;FA;;;SY)(A;OICIID;FA;;;BA)(A;OICIIOID;GA;;;CO)(A;OICIID;0x1200a9;;;BU)(A;CIID;DCLCRPCR;;;BU)'

test('on Windows only system, administrators and the account keep access, named without words of any language', () => {
  expect(windowsAccessArguments('C:\\x', 'jana')).toEqual([
    'C:\\x',
    '/inheritance:r',
    '/grant:r',
    '*S-1-5-18:(OI)(CI)F',
    '*S-1-5-32-544:(OI)(CI)F',
    'jana:(OI)(CI)F',
  ])
})

test.each([
  ['our own list', CLOSED, []],
  ['a service account added by name', `${CLOSED}(A;OICI;FA;;;S-1-5-21-1-2-3-1105)`, []],
  ['administrators of the domain', `${CLOSED}(A;OICI;FA;;;DA)(A;OICI;FA;;;S-1-5-32-544)(A;OICI;RC;;;OW)`, []],
  ['users kept out', `D:P(D;OICI;FA;;;BU)${CLOSED.slice('D:PAI'.length)}`, []],
  ['nobody at all', 'D:P', []],
  ['what ProgramData hands down', INHERITED, ['BU', 'BU']],
  ['everyone', 'D:(A;OICI;FA;;;WD)', ['WD']],
  ['everyone by number', 'D:(A;OICI;FR;;;S-1-1-0)', ['S-1-1-0']],
  ['all who have signed in', `${CLOSED}(A;;0x1301bf;;;AU)`, ['AU']],
  ['users of the domain', `${CLOSED}(A;OICI;FA;;;S-1-5-21-1-2-3-513)`, ['S-1-5-21-1-2-3-513']],
  ['apps from the store', `${CLOSED}(A;OICI;FR;;;S-1-15-2-1)`, ['S-1-15-2-1']],
  ['operators of the backup', `${CLOSED}(A;OICI;FR;;;S-1-5-32-551)`, ['S-1-5-32-551']],
  ['users under a condition', `${CLOSED}(XA;OICI;FR;;;BU;(Exists a || (b == 1)))`, ['BU']],
  ['no list', 'D:NO_ACCESS_CONTROL', ['everyone']],
  ['nothing', '', ['everyone']],
])('%s', (_what, sddl, open) => {
  expect(openTo(sddl)).toEqual(open)
})

/** icacls and whoami as far as the guard uses them; the files are real. */
let folder = ''
let sddl: string | undefined
let ran: string[][] = []
const run = (program: string, args: readonly string[]): string => {
  ran.push([program.split('\\').at(-1) ?? '', ...args])
  if (program.endsWith('whoami.exe')) return `"PC\\jana","${ME}"\r\n`
  if (args[1] === '/save') {
    if (sddl === undefined) throw new Error('exit code 5')
    writeFileSync(args[2] ?? '', Buffer.from(`data\r\n${sddl}\r\n`, 'utf16le'))
  } else if (args[1] === '/inheritance:r') sddl = CLOSED
  return ''
}
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bi-acl-'))
  ran = []
  sddl = INHERITED
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))
const guard = (isNew: boolean): Problem | undefined => {
  try {
    guardWindowsFolder(folder, isNew, run)
    return undefined
  } catch (error) {
    return asFailure(error).problem
  }
}

test('a new folder is closed by SID and read back', () => {
  expect(guard(true)).toBeUndefined()
  expect(ran).toContainEqual([
    'icacls.exe',
    folder,
    '/inheritance:r',
    '/grant:r',
    '*S-1-5-18:(OI)(CI)F',
    '*S-1-5-32-544:(OI)(CI)F',
    `*${ME}:(OI)(CI)F`,
  ])
  expect(ran.at(-1)?.[2]).toBe('/save')
  expect(readdirSync(folder)).toEqual([])
})

test('a folder in use that every user can reach is refused with the command that closes it; a closed one is only read', () => {
  writeFileSync(join(folder, 'machine.key'), 'x')
  expect(guard(false)).toEqual({
    code: 'folder-not-private',
    params: {
      path: folder,
      reason: 'writable by others',
      command: `icacls "${folder}" /inheritance:r /grant:r "*S-1-5-18:(OI)(CI)F" "*S-1-5-32-544:(OI)(CI)F" "*${ME}:(OI)(CI)F"`,
    },
  })
  expect(ran.some((words) => words.includes('/inheritance:r'))).toBe(false)
  sddl = CLOSED
  ran = []
  expect(guard(false)).toBeUndefined()
  expect(ran).toHaveLength(1)
  expect(existsSync(join(folder, 'machine.key'))).toBe(true)
})

test('what somebody put into a new folder before it was closed is not trusted', () => {
  writeFileSync(join(folder, 'machine.key'), 'known to somebody')
  expect(guard(true)).toMatchObject({ code: 'folder-not-private' })
})

test('a list that cannot be read stops nothing', () => {
  sddl = undefined
  expect(guard(false)).toBeUndefined()
})
