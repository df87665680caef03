import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '../../..')
const textOf = (name: string): string => readFileSync(join(root, name), 'utf8')
const page = textOf('docs/security.md')
const tableUnder = (title: string): string[][] =>
  (page.split(`## ${title}\n`)[1]?.split('\n## ')[0] ?? '')
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('|---'))
    .slice(1)
    .map((line) => line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '').trim()))

test('each test that the page names exists, under that name', () => {
  const named = [...page.matchAll(/`(tests\/[^`]+)` › “([^”]+)”/g)]
  expect(named.length).toBeGreaterThan(30)
  const missing = named.filter(([, file = '', name = '']) => !existsSync(join(root, file)) || !textOf(file).includes(name))
  expect(missing.map(([whole]) => whole)).toEqual([])
})

test("each of the twenty points of Electron's checklist is answered, with a test", () => {
  const points = tableUnder("Electron's security checklist")
  expect(points.map(([number]) => Number(number))).toEqual(Array.from({ length: 20 }, (_, at) => at + 1))
  for (const [number, point, here, shown] of points) {
    expect(`${point}`.length, number).toBeGreaterThan(10)
    expect(`${here}`.length, number).toBeGreaterThan(1)
    expect(shown, number).toMatch(/^`tests\//)
  }
})

test('the fuses of the package are these', () => {
  const [, fuses = ''] = /electronFuses:\n((?: {2}\w+: \w+\n)+)/.exec(textOf('electron-builder.yml')) ?? []
  const set = Object.fromEntries([...fuses.matchAll(/^ {2}(\w+): (\w+)$/gm)].map(([, name, value]) => [name, value]))
  expect(set).toEqual(Object.fromEntries(tableUnder('Fuses').map(([name = '', value]) => [name.replaceAll('`', ''), value])))
  expect(Object.keys(set)).toHaveLength(8)
})

test('a release is built with the Electron that is named, which is newer than the one that serves the tests', () => {
  const { devDependencies } = JSON.parse(textOf('package.json')) as { devDependencies: Record<string, string> }
  const named = Number(/^\^?(\d+)\./.exec(devDependencies['electron'] ?? '')?.[1])
  // The oldest that its makers still mended when this was written; raised with each update of the dependency.
  expect(named).toBeGreaterThanOrEqual(45)
  const standIn = Number(/electron: '(\d+)\./.exec(textOf('scripts/electron-runtime.mjs'))?.[1])
  expect(standIn).toBeGreaterThan(0)
  expect(named).toBeGreaterThan(standIn)
})
