import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Log } from '../../../../src/main/engine/ports'
import { type Request, sendRequest, watchRequests } from '../../../../src/main/system/requests'

let dataDir = ''
let closers: (() => Promise<void>)[] = []
const lines: string[] = []
const log: Log = {
  debug: (message) => void lines.push(message),
  info: (message) => void lines.push(message),
  warn: (message, facts) => void lines.push(`${message} ${JSON.stringify(facts)}`),
  error: (message) => void lines.push(message),
}

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'bi-requests-'))
  closers = []
  lines.length = 0
})
afterEach(async () => {
  for (const close of closers) await close()
  rmSync(dataDir, { recursive: true, force: true })
})

function holder(take: (request: Request) => Promise<void> | void = () => undefined) {
  const seen: Request[] = []
  let wake = () => {}
  const watching = watchRequests(
    dataDir,
    async (request) => {
      seen.push(request)
      await take(request)
      wake()
    },
    log,
  )
  closers.push(() => watching.close())
  return {
    seen,
    async until(count: number) {
      while (seen.length < count)
        await new Promise<void>((resolve) => {
          wake = resolve
        })
    },
  }
}

test('the holder takes what is asked, in the order of asking, and the asker learns of it', async () => {
  const first = sendRequest(dataDir, { kind: 'sync' })
  const it = holder()
  expect(await first.waitTaken(10_000)).toBe(true)
  const second = sendRequest(dataDir, { kind: 'retry', itemId: 'Q-1' })
  expect(await second.waitTaken(10_000)).toBe(true)
  expect(it.seen).toEqual([{ kind: 'sync' }, { kind: 'retry', itemId: 'Q-1' }])
})

test('nobody there: the asker gives up after its time and may take the request back', async () => {
  const sent = sendRequest(dataDir, { kind: 'sync' })
  expect(await sent.waitTaken(50)).toBe(false)
  expect(await sent.waitTaken(10_000, AbortSignal.timeout(20))).toBe(false)
  sent.withdraw()
  expect(sent.taken()).toBe(true)
})

test('foreign and hostile files are moved aside, and requests behind them are still taken', async () => {
  const folder = join(dataDir, 'requests')
  mkdirSync(folder)
  const name = (n: number) => `00000000000000${n}-1-0123456789abcdef.json`
  writeFileSync(join(folder, name(0)), '{ not json')
  writeFileSync(join(folder, name(1)), JSON.stringify({ kind: 'retry', itemId: 'x'.repeat(65) }))
  writeFileSync(join(folder, name(2)), JSON.stringify({ kind: 'sync', more: true }))
  writeFileSync(join(folder, name(3)), JSON.stringify({ kind: 'sync', pad: 'x'.repeat(10_000) }))
  symlinkSync('/etc/passwd', join(folder, name(4)))
  mkdirSync(join(folder, name(5)))
  writeFileSync(join(folder, 'readme.txt'), 'hello')
  writeFileSync(join(folder, `${'n'.repeat(240)}.json`), '{}')
  const it = holder()
  const sent = sendRequest(dataDir, { kind: 'sync' })
  expect(await sent.waitTaken(10_000)).toBe(true)
  expect(it.seen).toEqual([{ kind: 'sync' }])
  expect(readdirSync(folder)).toEqual(['refused'])
  expect(readdirSync(join(folder, 'refused'))).toHaveLength(8)
  expect(existsSync('/etc/passwd')).toBe(true)
})

test('the heap of refused files does not grow without end', async () => {
  const folder = join(dataDir, 'requests')
  mkdirSync(folder)
  for (let n = 0; n < 120; n += 1) writeFileSync(join(folder, `junk-${n}`), 'x')
  holder()
  expect(await sendRequest(dataDir, { kind: 'sync' }).waitTaken(10_000)).toBe(true)
  expect(readdirSync(join(folder, 'refused')).length).toBeLessThanOrEqual(50)
})

test('a request that fails is logged and gone, and does not stop the next', async () => {
  const it = holder((request) => {
    if (request.kind === 'retry') throw new Error('no such document')
  })
  const bad = sendRequest(dataDir, { kind: 'retry', itemId: 'Q-1' })
  const good = sendRequest(dataDir, { kind: 'sync' })
  expect(await bad.waitTaken(10_000)).toBe(true)
  expect(await good.waitTaken(10_000)).toBe(true)
  expect(it.seen).toHaveLength(2)
  expect(lines.join()).toContain('no such document')
})
