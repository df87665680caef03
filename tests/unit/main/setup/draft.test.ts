import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { setupDraft } from '../../../../src/main/setup/draft'
import { advance, newSetup } from '../../../../src/main/setup/machine'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'bi-setup-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

test('what was entered is there again after a restart, half filled in too', () => {
  expect(setupDraft(dir).read()).toBeUndefined()
  const outcome = advance(newSetup(), { kind: 'entered', entries: { company: { ico: '4527' }, language: 'sk' } })
  if (!outcome.ok) throw new Error('refused')
  setupDraft(dir).write(outcome.state)
  expect(setupDraft(dir).read()).toEqual(outcome.state)
  expect(statSync(join(dir, 'setup.json')).mode & 0o077).toBe(0)
  expect(readdirSync(dir)).toEqual(['setup.json'])
})

test.each([
  ['no JSON', '{"version": 1,'],
  ['of another version', '{"version": 9}'],
  ['empty', ''],
  ['too large', ' '.repeat(5 * 1024 * 1024)],
])('a file that is %s is said, and stays as it is', (_, text) => {
  const path = join(dir, 'setup.json')
  writeFileSync(path, text)
  expect(() => setupDraft(dir).read()).toThrow(
    expect.objectContaining({ problem: expect.objectContaining({ code: 'settings-invalid' }) }),
  )
  expect(readFileSync(path, 'utf8')).toBe(text)
})

test('what does not fit is never written', () => {
  const draft = setupDraft(dir)
  draft.write(newSetup())
  expect(() => draft.write({ ...newSetup(), at: 'nowhere' } as never)).toThrow()
  expect(draft.read()).toEqual(newSetup())
})
