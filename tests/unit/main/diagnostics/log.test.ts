import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createLog } from '../../../../src/main/diagnostics/log'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bi-log-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))
const content = (name: string) => readFileSync(join(folder, name), 'utf8')

test('one entry is one line: UTC time, level, words, facts', () => {
  const log = createLog({ folder, name: 'cli', now: () => Date.UTC(2026, 0, 31, 10) })
  log.info('run ended', { received: 3, outcome: 'ok' })
  log.debug('not at this level')
  expect(content('cli.log')).toMatch(/^2026-01-31T10:00:00\.000Z INFO {2}run ended \{"received":3,"outcome":"ok"\}\r?\n$/)
  if (process.platform !== 'win32') expect(statSync(join(folder, 'cli.log')).mode & 0o777).toBe(0o600)
})

test('a document cannot forge an entry or steer a terminal', () => {
  const log = createLog({ folder, name: 'cli' })
  log.warn('name\n2026-01-31T10:00:00.000Z ERROR forged', { name: 'a\r\nb\u2028c\u001b[31m\u202ed\u0085 %s %d %c' })
  const text = content('cli.log')
  expect(text.trimEnd().split(/[\n\r\u2028\u0085]/)).toHaveLength(1)
  expect(text).not.toMatch(/[\u001b\u202e]/)
  expect(text).toContain('%s %d %c')
})

test('secrets do not reach the file, whichever way they come', () => {
  const log = createLog({ folder, name: 'cli' })
  log.addSecret('very-secret-key')
  log.error('failed with very-secret-key', {
    url: 'https://x/?k=very-secret-key',
    password: 'abc',
    error: new Error('very-secret-key'),
  })
  log.info('Authorization: Bearer abcdefg', { 'very-secret-key': 1 })
  expect(content('cli.log')).not.toMatch(/very-secret|abcdefg|"abc"/)
})

test('the log is rotated by size, and only so many files stay', () => {
  const log = createLog({ folder, name: 'cli', maxBytes: 2000, keep: 2 })
  for (let n = 0; n < 200; n += 1) log.info(`line ${n} ${'x'.repeat(80)}`)
  expect(readdirSync(folder).sort()).toEqual(['cli.1.log', 'cli.2.log', 'cli.log'])
  for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).size).toBeLessThan(2300)
  expect(content('cli.log')).toContain('line 199 ')
})

test('an endless line is cut and says so', () => {
  const log = createLog({ folder, name: 'cli' })
  log.info('x'.repeat(100_000))
  expect(content('cli.log').length).toBeLessThan(8300)
  expect(content('cli.log')).toMatch(/… \(\d+ more\)/)
})

test('a log that cannot be written stops nothing and prints nothing', () => {
  const spies = [vi.spyOn(console, 'error'), vi.spyOn(console, 'log'), vi.spyOn(console, 'warn')]
  writeFileSync(join(folder, 'file'), 'x')
  const log = createLog({ folder: join(folder, 'file', 'logs'), name: 'cli' })
  log.error('nowhere to go')
  log.info('again')
  for (const spy of spies) {
    expect(spy).not.toHaveBeenCalled()
    spy.mockRestore()
  }
})

// The device that is always full: Linux only.
test.skipIf(process.platform !== 'linux')('a full disk stops nothing and prints nothing', async () => {
  const { symlinkSync } = await import('node:fs')
  symlinkSync('/dev/full', join(folder, 'full.log'))
  const spy = vi.spyOn(console, 'error')
  const log = createLog({ folder, name: 'full' })
  log.error('no room')
  expect(spy).not.toHaveBeenCalled()
  spy.mockRestore()
})
