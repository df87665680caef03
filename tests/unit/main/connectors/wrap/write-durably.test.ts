import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { writeDurably, writeSynced } from '../../../../../src/main/connectors/wrap/write-durably'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bi-durably-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('appears whole under its name, and leaves nothing else', async () => {
  const path = join(folder, 'značka.json')
  await writeDurably(path, 'první')
  await writeDurably(path, 'druhá')
  expect(readFileSync(path, 'utf8')).toBe('druhá')
  expect(readdirSync(folder)).toEqual(['značka.json'])
})

test('what a crash has left in the middle of a write never stands in the way of the next', async () => {
  const path = join(folder, 'značka.json')
  writeFileSync(`${path}.tmp`, 'půl')
  writeFileSync(`${path}.0123456789ab.tmp`, 'půl')
  await writeDurably(path, 'celá')
  expect(readFileSync(path, 'utf8')).toBe('celá')
})

test('a new file never replaces one', async () => {
  const path = join(folder, 'a')
  await writeSynced(path, 'jedna')
  await expect(writeSynced(path, 'dvě')).rejects.toMatchObject({ code: 'EEXIST' })
  expect(readFileSync(path, 'utf8')).toBe('jedna')
})
