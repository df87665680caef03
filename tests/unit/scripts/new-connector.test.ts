import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '../../..')
const copy = mkdtempSync(join(tmpdir(), 'bi-new-connector-'))
const node = (script: string, ...args: string[]) =>
  spawnSync(process.execPath, [script, ...args], {
    cwd: copy,
    encoding: 'utf8',
    env: { ...process.env, BI_BUILT: '1', NO_COLOR: '1', FORCE_COLOR: '0' },
  })
const make = (name: string) => node(join(copy, 'scripts/new-connector.mjs'), name)

beforeAll(() => {
  for (const part of ['src', 'tests', 'scripts', 'docs/connectors', 'tsconfig.json', 'package.json', 'vitest.config.ts'])
    cpSync(join(root, part), join(copy, part), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction')
})
afterAll(() => rmSync(copy, { recursive: true, force: true }))

test('a new connector passes the types and fails the contract suite with a to-do list', { timeout: 300_000 }, () => {
  const made = make('my-erp')
  expect(made.stderr).toBe('')
  for (const number of [1, 2, 3, 4, 5, 6, 7, 8, 9]) expect(made.stdout).toContain(`TODO ${number}`)
  expect(made.stdout).not.toContain('by hand')

  // What was made and what knows it; the whole is the business of `npm run types`.
  const config = JSON.parse(readFileSync(join(copy, 'tsconfig.json'), 'utf8')) as Record<string, unknown>
  const { include: _, ...rest } = config
  const files = ['src/main/connectors/index.ts', 'src/shared/texts/setup-words.ts', 'tests/contract/connectors/my-erp.test.ts']
  writeFileSync(join(copy, 'tsconfig.one.json'), JSON.stringify({ ...rest, files }))
  const types = node(join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.one.json', '--noEmit')
  expect(types.stdout).toBe('')
  expect(types.status).toBe(0)

  const suite = node(join(root, 'node_modules/vitest/vitest.mjs'), 'run', 'tests/contract/connectors/my-erp.test.ts')
  expect(suite.status).not.toBe(0)
  const told = stripVTControlCharacters(suite.stdout + suite.stderr)
  expect(told).toContain('TODO 2, map-order.ts')
  expect(told).toContain('nothing is left to do')
  // It failed because there is something to do, not because it could not begin.
  expect(told).toMatch(/\d+ failed.*\d+ passed/)
})

test.each(['', 'My', '../x', 'a b', 'a--b', '_template'])('refuses the name "%s" and makes nothing', (name) => {
  const { status, stderr } = make(name)
  expect([status, stderr]).toEqual([1, expect.stringContaining('usage')])
})

test('does not write over a connector that is there', () => {
  const before = readFileSync(join(copy, 'src/main/connectors/command/index.ts'), 'utf8')
  expect(make('command')).toMatchObject({ status: 1, stderr: expect.stringContaining('exists already') })
  expect(readFileSync(join(copy, 'src/main/connectors/command/index.ts'), 'utf8')).toBe(before)
  expect(existsSync(join(copy, 'src/sandbox/simulators/command'))).toBe(false)
})
