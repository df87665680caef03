import { chmodSync, copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { BESIDE_PROGRAM_FILE, besideProgram } from '../../../../src/main/settings/beside-program'
import { dataFolderPath } from '../../../../src/main/settings/data-folder'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bi-beside-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))
const program = () => join(folder, 'bi-client-desktop')
const write = (content: string | Buffer, mode = 0o644) => writeFileSync(join(folder, BESIDE_PROGRAM_FILE), content, { mode })

test('a copy of the program keeps its data where the file beside it says, from its own folder on', () => {
  expect(besideProgram(program())).toEqual({})
  write('; note\r\n[other]\r\nDataFolder=/elsewhere\r\n[Client]\r\nDataFolder = data\r\nLanguage=SK\r\n')
  expect(besideProgram(program())).toEqual({ dataFolder: join(folder, 'data'), language: 'sk' })
  const host = { platform: 'linux' as const, env: {}, uid: 1000, home: '/home/eva', writable: () => true }
  expect(dataFolderPath(undefined, { ...host, beside: join(folder, 'data') })).toBe(join(folder, 'data'))
  // Said on the command line counts more.
  expect(dataFolderPath('/given', { ...host, beside: join(folder, 'data') })).toBe(resolve('/given'))
})

test("a folder's name is read in the code page in which Windows Installer writes it", () => {
  write(Buffer.from('[client]\r\nDataFolder=/srv/\xdaloha \xe8. 5\r\n', 'latin1'))
  expect(besideProgram(program()).dataFolder).toBe(resolve('/srv/Úloha č. 5'))
})

test('what says nothing valid, or what others may write, changes nothing', () => {
  write('[client]\nDataFolder=\nLanguage=de\n')
  expect(besideProgram(program())).toEqual({})
  write(`[client]\nDataFolder=data\n${';'.repeat(5000)}`)
  expect(besideProgram(program())).toEqual({})
  if (process.platform === 'win32') return
  write('[client]\nDataFolder=data\n')
  chmodSync(join(folder, BESIDE_PROGRAM_FILE), 0o666)
  expect(besideProgram(program())).toEqual({})
})

test('the example that ships changes nothing until it is edited', () => {
  copyFileSync(
    resolve(import.meta.dirname, '../../../../assets/installer/bi-client.example.ini'),
    join(folder, BESIDE_PROGRAM_FILE),
  )
  expect(besideProgram(program())).toEqual({})
})
