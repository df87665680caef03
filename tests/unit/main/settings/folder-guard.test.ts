import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  lchownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openClient } from '../../../../src/main/client'
import { ensureDataFolder } from '../../../../src/main/settings/data-folder'
import { openSecrets } from '../../../../src/main/settings/secrets'
import { asFailure, type Problem } from '../../../../src/shared/failure'

const onPosix = test.skipIf(process.platform === 'win32')
const asRoot = test.skipIf(process.getuid?.() !== 0)
/** Nobody's account on any system. */
const STRANGER = 54_321

let above = ''
let dataDir = ''
beforeEach(() => {
  above = mkdtempSync(join(tmpdir(), 'bi-guard-'))
  dataDir = join(above, "data of O'Brien")
  mkdirSync(dataDir, { mode: 0o700 })
  writeFileSync(join(dataDir, 'settings.json'), '{}', { mode: 0o600 })
})
afterEach(() => rmSync(above, { recursive: true, force: true }))

const refusal = (): Problem | undefined => {
  try {
    ensureDataFolder(dataDir)
    return undefined
  } catch (error) {
    return asFailure(error).problem
  }
}
const mode = (path: string): number => statSync(path).mode & 0o777

onPosix('a folder that others could only read is closed again without a word', () => {
  chmodSync(dataDir, 0o755)
  expect(refusal()).toBeUndefined()
  expect(mode(dataDir)).toBe(0o700)
})

onPosix('an empty folder that others could write to is taken and closed; one with something in it is refused as it is', () => {
  chmodSync(dataDir, 0o775)
  expect(refusal()).toEqual({
    code: 'folder-not-private',
    params: { path: dataDir, reason: 'writable by others', command: `chmod 700 '${above}/data of O'\\''Brien'` },
  })
  expect(mode(dataDir)).toBe(0o775)
  // The command is exact: it mends the folder.
  execFileSync('/bin/sh', ['-c', refusal()?.params['command'] ?? 'false'])
  expect(refusal()).toBeUndefined()
  rmSync(join(dataDir, 'settings.json'))
  chmodSync(dataDir, 0o777)
  expect(refusal()).toBeUndefined()
  expect(mode(dataDir)).toBe(0o700)
})

onPosix.each(['machine.key', 'secrets.json'])(
  '%s that others can read stops the program, with the command that mends it',
  (name) => {
    openSecrets(dataDir).set('a', 'value-of-a')
    const path = join(dataDir, name)
    chmodSync(path, 0o640)
    const problem = refusal()
    expect(problem).toMatchObject({ code: 'folder-not-private', params: { path, reason: 'readable by others' } })
    execFileSync('/bin/sh', ['-c', problem?.params['command'] ?? 'false'])
    expect(refusal()).toBeUndefined()
  },
)

onPosix.each(['machine.key', 'secrets.json', 'ledger.db', 'ledger.db-wal', 'settings.json', 'engine.lock'])(
  'a link in the place of %s is not followed',
  (name) => {
    const target = join(above, 'somebody-else')
    writeFileSync(target, 'x'.repeat(32), { mode: 0o600 })
    rmSync(join(dataDir, name), { force: true })
    symlinkSync(target, join(dataDir, name))
    expect(refusal()).toMatchObject({ code: 'folder-not-private', params: { reason: 'a link', path: join(dataDir, name) } })
    if (name === 'machine.key' || name === 'secrets.json') {
      writeFileSync(join(dataDir, 'secrets.json'), '{"version":1,"secrets":{"a":{"iv":"","tag":"","data":""}}}')
      expect(() => openSecrets(dataDir).get('a')).toThrow('secret-unreadable')
    }
  },
)

onPosix('a pipe in the place of the key neither stops the program for ever nor is taken for a key', () => {
  execFileSync('/usr/bin/mkfifo', [join(dataDir, 'machine.key')])
  expect(refusal()).toMatchObject({ params: { reason: 'not a file' } })
  expect(() => openSecrets(dataDir).set('a', 'value-of-a')).toThrow('secret-unreadable')
})

onPosix('a folder above that everybody may rename in is refused; a sticky one is not', () => {
  chmodSync(above, 0o777)
  expect(refusal()).toMatchObject({ params: { path: above, reason: 'writable by others', command: `chmod o-w '${above}'` } })
  chmodSync(above, 0o1777)
  expect(refusal()).toBeUndefined()
})

onPosix('a link of our own to the folder is followed, and what it leads to is looked at', () => {
  const link = join(above, 'link')
  symlinkSync(dataDir, link)
  expect(ensureDataFolder(link)).toBe(link)
  writeFileSync(join(dataDir, 'machine.key'), 'x', { mode: 0o644 })
  expect(() => ensureDataFolder(link)).toThrow('folder-not-private')
})

asRoot("a stranger's folder, file or link is refused and left as it is", () => {
  chownSync(dataDir, STRANGER, STRANGER)
  expect(refusal()).toMatchObject({
    params: { reason: 'owned by another account', command: `sudo -u '#${STRANGER}' bi-client …` },
  })
  chownSync(dataDir, 0, 0)
  writeFileSync(join(dataDir, 'machine.key'), 'x'.repeat(32), { mode: 0o600 })
  chownSync(join(dataDir, 'machine.key'), STRANGER, STRANGER)
  expect(refusal()).toMatchObject({ params: { reason: 'owned by another account', path: join(dataDir, 'machine.key') } })
  rmSync(join(dataDir, 'machine.key'))
  symlinkSync('/etc', join(dataDir, 'logs'))
  expect(refusal()).toBeUndefined()
  lchownSync(join(dataDir, 'logs'), STRANGER, STRANGER)
  expect(refusal()).toMatchObject({ params: { reason: 'a link', path: join(dataDir, 'logs') } })
  rmSync(join(dataDir, 'logs'))
  const link = join(above, 'link')
  symlinkSync(dataDir, link)
  lchownSync(link, STRANGER, STRANGER)
  expect(() => ensureDataFolder(link)).toThrow('folder-not-private')
})

onPosix('a client does not open in a folder that is open to others, and changes nothing there', async () => {
  chmodSync(dataDir, 0o777)
  await expect(openClient({ dataDir, surface: 'cli' })).rejects.toThrow('folder-not-private')
  expect(readdirSync(dataDir)).toEqual(['settings.json'])
  expect(existsSync(join(dataDir, 'logs'))).toBe(false)
})
