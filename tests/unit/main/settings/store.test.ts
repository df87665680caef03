import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { confStore } from '../../../../src/main/settings/conf-store'
import { settingsFile } from '../../../../src/main/settings/store'
import { asFailure } from '../../../../src/shared/failure'
import { type Settings, settingsSchema } from '../../../../src/shared/settings'

let dataDir = ''
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'bi-settings-'))
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))
const path = () => join(dataDir, 'settings.json')
const example: Settings = settingsSchema.parse({
  version: 1,
  mode: 'test',
  central: { baseUrl: 'http://127.0.0.1:8080/b2b/v1' },
  connector: { id: 'pohoda-xml', settings: { ico: '12345678', texts: { note: 'Žluťoučký\n🐎' } } },
})
const problemOf = (action: () => unknown) => {
  try {
    action()
  } catch (error) {
    return asFailure(error).problem
  }
  throw new Error('nothing was thrown')
}

test('no file means not set up, and looking makes none', () => {
  expect(settingsFile(confStore(dataDir)).read()).toBeUndefined()
  expect(readdirSync(dataDir)).toEqual([])
})

test('what is written is read back, in a private file', () => {
  settingsFile(confStore(dataDir)).write(example)
  expect(settingsFile(confStore(dataDir)).read()).toEqual(example)
  if (process.platform !== 'win32') expect(statSync(path()).mode & 0o777).toBe(0o600)
  expect(readdirSync(dataDir)).toEqual(['settings.json'])
})

test.each([
  ['cut in half', '{"version":1,"mode":"te'],
  ['empty', ''],
  ['not an object', '[1,2]'],
  ['without version', '{"mode":"test"}'],
  ['an unknown field', JSON.stringify({ ...example, extra: 1 })],
  ['a wrong address', JSON.stringify({ ...example, central: { baseUrl: 'http://example.com/b2b/v1' } })],
  ['too large', `"${'x'.repeat(1024 * 1024 + 1)}"`],
])('a file that is %s is refused with its path and the reason, and never replaced', (_what, content) => {
  writeFileSync(path(), content)
  const problem = problemOf(() => settingsFile(confStore(dataDir)).read())
  expect(problem.code).toBe('settings-invalid')
  expect(problem.params['path']).toBe(path())
  expect(problem.params['reason']).not.toBe('')
  expect(readFileSync(path(), 'utf8')).toBe(content)
})

test('a corrupt file is not replaced by writing either', () => {
  writeFileSync(path(), '{"version":1,')
  expect(problemOf(() => settingsFile(confStore(dataDir)).write(example)).code).toBe('settings-invalid')
  expect(readFileSync(path(), 'utf8')).toBe('{"version":1,')
})

test('a file of a newer program is left alone, by reading and by writing', () => {
  const content = JSON.stringify({ ...example, version: 7, future: true })
  writeFileSync(path(), content)
  const file = settingsFile(confStore(dataDir))
  expect(problemOf(() => file.read())).toMatchObject({ code: 'settings-too-new', params: { found: '7', known: '1' } })
  expect(problemOf(() => file.write(example)).code).toBe('settings-too-new')
  expect(readFileSync(path(), 'utf8')).toBe(content)
})

test('settings that could not be read back are not written', () => {
  const bad = { ...example, sync: { ...example.sync, batchSize: 0 } }
  expect(problemOf(() => settingsFile(confStore(dataDir)).write(bad))).toMatchObject({
    code: 'settings-invalid',
    params: { reason: expect.stringContaining('sync.batchSize') },
  })
  expect(readdirSync(dataDir)).toEqual([])
})

/** Stands for a later version of the program. */
const later = (upgrades: Map<number, (old: Record<string, unknown>) => Record<string, unknown>>) =>
  settingsFile(confStore(dataDir), {
    version: 3,
    schema: z.looseObject({ version: z.literal(3), mode: z.enum(['test', 'production']) }) as unknown as z.ZodType<Settings>,
    upgrades,
  })
const renameMode = ({ modus, ...rest }: Record<string, unknown>) => ({ ...rest, mode: modus })

test('upgrades run one after another, after a copy of the old file', () => {
  const old = JSON.stringify({ version: 1, modus: 'test' })
  writeFileSync(path(), old)
  const steps: number[] = []
  const settings = later(
    new Map([
      [
        1,
        (value) => {
          steps.push(1)
          return renameMode(value)
        },
      ],
      [
        2,
        (value) => {
          steps.push(2)
          return value
        },
      ],
    ]),
  ).read()
  expect(steps).toEqual([1, 2])
  expect(settings).toEqual({ version: 3, mode: 'test' })
  expect(JSON.parse(readFileSync(path(), 'utf8'))).toEqual({ version: 3, mode: 'test' })
  const copies = () => readdirSync(dataDir).filter((name) => name.startsWith('settings.v1-'))
  const contents = () => copies().map((name) => readFileSync(join(dataDir, name), 'utf8'))
  expect(contents()).toEqual([old])
  expect(copies()[0]).toMatch(/^settings\.v1-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z\.json$/)
  // Back to the older program, changed there, and upgraded once more: both stay.
  const changed = JSON.stringify({ version: 1, modus: 'production' })
  writeFileSync(path(), changed)
  later(
    new Map([
      [1, renameMode],
      [2, (value: Record<string, unknown>) => value],
    ]),
  ).read()
  expect(contents().sort()).toEqual([changed, old].sort())
})

test('an upgrade that leads nowhere changes nothing', () => {
  const old = JSON.stringify({ version: 1, modus: 'nonsense' })
  writeFileSync(path(), old)
  const upgrades = new Map([
    [1, renameMode],
    [2, (value: Record<string, unknown>) => value],
  ])
  expect(problemOf(() => later(upgrades).read()).code).toBe('settings-invalid')
  expect(problemOf(() => later(new Map()).read()).code).toBe('settings-invalid')
  expect(readFileSync(path(), 'utf8')).toBe(old)
  expect(readdirSync(dataDir)).toEqual(['settings.json'])
})

test('a folder that cannot be written to is said plainly', () => {
  writeFileSync(join(dataDir, 'file'), 'x')
  expect(problemOf(() => settingsFile(confStore(join(dataDir, 'file'))).write(example)).code).toBe('folder-not-writable')
})
