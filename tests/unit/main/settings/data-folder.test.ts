import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type DataFolderHost, dataFolderPath, ensureDataFolder, SYSTEM_FOLDER } from '../../../../src/main/settings/data-folder'
import { asFailure } from '../../../../src/shared/failure'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bi-data-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const host = (changes: Partial<DataFolderHost>): DataFolderHost => ({
  platform: 'linux',
  env: {},
  uid: 1000,
  home: '/home/jana',
  writable: () => false,
  ...changes,
})

test('everybody on one computer meets the same folder', () => {
  expect(dataFolderPath(undefined, host({ platform: 'win32', env: { ProgramData: 'D:\\ProgramData' } }))).toBe(
    'D:\\ProgramData\\BusinessIntegratorClient',
  )
  expect(dataFolderPath(undefined, host({ platform: 'win32' }))).toBe('C:\\ProgramData\\BusinessIntegratorClient')
  expect(dataFolderPath(undefined, host({ uid: 0 }))).toBe(SYSTEM_FOLDER)
  expect(dataFolderPath(undefined, host({ writable: (path) => path === SYSTEM_FOLDER }))).toBe(SYSTEM_FOLDER)
})

test("a user's own installation follows XDG, and a relative XDG path is ignored", () => {
  expect(dataFolderPath(undefined, host({}))).toBe('/home/jana/.local/share/business-integrator-client')
  expect(dataFolderPath(undefined, host({ env: { XDG_DATA_HOME: '/srv/data' } }))).toBe('/srv/data/business-integrator-client')
  expect(dataFolderPath(undefined, host({ env: { XDG_DATA_HOME: 'data' } }))).toBe(
    '/home/jana/.local/share/business-integrator-client',
  )
})

test('--data-dir wins over everything', () => {
  expect(dataFolderPath('x/y', host({ uid: 0 }))).toBe(resolve('x/y'))
})

test('the folder is made private, with what is above it', () => {
  const path = ensureDataFolder(join(folder, 'a', 'b'))
  expect(existsSync(path)).toBe(true)
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o700)
  expect(ensureDataFolder(path)).toBe(path)
})

test('a place that cannot be a folder is said with its path', () => {
  writeFileSync(join(folder, 'file'), 'x')
  try {
    ensureDataFolder(join(folder, 'file', 'data'))
    expect.unreachable()
  } catch (error) {
    expect(asFailure(error).problem).toMatchObject({
      code: 'folder-not-writable',
      params: { path: join(folder, 'file', 'data') },
    })
  }
})
