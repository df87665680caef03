import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ensureFile, replaceFile, writeFailure } from '../../../../src/main/system/atomic-file'
import { Failure } from '../../../../src/shared/failure'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bi-atomic-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('a replaced file has the new content, is private, and leaves nothing beside it', () => {
  const path = join(folder, 'a.json')
  writeFileSync(path, 'old', { mode: 0o644 })
  chmodSync(path, 0o644)
  replaceFile(path, 'nové')
  expect(readFileSync(path, 'utf8')).toBe('nové')
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(readdirSync(folder)).toEqual(['a.json'])
})

test('a file that is there is never overwritten by ensureFile', () => {
  const path = join(folder, 'machine.key')
  expect(ensureFile(path, Buffer.from('one'))).toBe(true)
  expect(ensureFile(path, Buffer.from('two'))).toBe(false)
  expect(readFileSync(path, 'utf8')).toBe('one')
  expect(readdirSync(folder)).toEqual(['machine.key'])
})

test('a write that fails says where, and leaves no temporary file', () => {
  expect(() => replaceFile(join(folder, 'there', 'a.json'), 'x')).toThrow(Failure)
  // A folder in the way: the rename fails after the temporary file was written.
  mkdirSync(join(folder, 'blocked', 'inside'), { recursive: true })
  expect(() => replaceFile(join(folder, 'blocked'), 'x')).toThrow(Failure)
  expect(readdirSync(folder)).toEqual(['blocked'])
})

test('a full disk has a code of its own and can heal by itself', () => {
  const full = writeFailure(Object.assign(new Error('no space'), { code: 'ENOSPC' }), '/x')
  expect([full.problem.code, full.retry, full.effect]).toEqual(['disk-full', true, 'nothing'])
})
