import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { commandByHand } from '../../../../src/main/update/by-hand'
import { listName } from '../../../../src/main/update/feed'
import { packageCommand } from '../../../../src/main/update/install'
import { installedForm } from '../../../../src/main/update/package-form'
import { updateTexts } from '../../../../src/shared/texts/update'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bi-form-'))
  mkdirSync(join(folder, 'resources'))
  writeFileSync(join(folder, 'resources/app.asar'), '')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('what this installation is, from where it runs', () => {
  const execPath = join(folder, 'bi-client-desktop')
  const linux = (env: NodeJS.ProcessEnv) => installedForm({ platform: 'linux', env, execPath })
  const image = '/home/x/B2B klient.AppImage'
  expect(linux({ APPIMAGE: image, APPDIR: folder })).toEqual({ form: 'AppImage', target: image })
  // Started from the terminal of another AppImage.
  expect(linux({ APPIMAGE: '/home/x/terminal.AppImage', APPDIR: '/tmp/.mount_terminal' })).toEqual({ form: 'tar.gz' })
  // Left over from the build of a deb; an archive lies where no system package lies.
  writeFileSync(join(folder, 'resources/package-type'), 'deb')
  expect(linux({})).toEqual({ form: 'tar.gz' })
  expect(installedForm({ platform: 'win32', env: { ProgramFiles: tmpdir() }, execPath })).toEqual({ form: 'msi' })
  expect(installedForm({ platform: 'win32', env: { ProgramFiles: '/elsewhere' }, execPath })).toEqual({ form: 'zip' })
  rmSync(join(folder, 'resources/app.asar'))
  expect(linux({ APPIMAGE: image, APPDIR: folder })).toEqual({ form: 'none' })
})

test('what an administrator runs is one command, silent, with a log', () => {
  expect(commandByHand('msi', 'C:\\ProgramData\\Bi\\updates\\b2b 1.1.0.msi', '1.1.0', 'C:\\ProgramData\\Bi')).toBe(
    'msiexec.exe /i "C:\\ProgramData\\Bi\\updates\\b2b 1.1.0.msi" /qn /norestart /l*v "C:\\ProgramData\\Bi\\logs\\update-1.1.0.log"',
  )
  expect(commandByHand('tar.gz', '/x', '1.1.0', '/d')).toBeUndefined()
  const only =
    (...there: string[]) =>
    (path: string) =>
      there.includes(path)
  expect(packageCommand('deb', '/p.deb', only('/usr/bin/apt-get', '/usr/bin/dpkg'))?.[0]).toBe('/usr/bin/apt-get')
  expect(packageCommand('deb', '/p.deb', only('/usr/bin/dpkg'))).toEqual([
    '/usr/bin/dpkg',
    '--install',
    '--refuse-downgrade',
    '/p.deb',
  ])
  expect(packageCommand('rpm', '/p.rpm', only('/usr/bin/rpm'))).toEqual(['/usr/bin/rpm', '--upgrade', '/p.rpm'])
  expect(packageCommand('rpm', '/p.rpm', only())).toBeUndefined()
})

test('lists are named as the updaters of this family name them', () => {
  expect(listName('latest', 'win32', 'x64')).toBe('latest.yml')
  expect(listName('latest', 'linux', 'x64')).toBe('latest-linux.yml')
  expect(listName('beta', 'linux', 'arm64')).toBe('beta-linux-arm64.yml')
})

test('each language has the same words with the same gaps', () => {
  const gaps = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort()
  for (const texts of Object.values(updateTexts))
    for (const [key, text] of Object.entries(texts)) {
      expect(text.trim(), key).not.toBe('')
      expect(gaps(text), key).toEqual(gaps(updateTexts.cs[key as keyof typeof texts]))
    }
})
