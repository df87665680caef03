import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { acquireMachineLock, readHolder, thisHolder } from '../../../../src/main/system/machine-lock'
import { bundleForNode } from '../../../support/bundle-for-node'

let program = ''
let dataDir = ''
let children: ChildProcess[] = []

beforeAll(async () => {
  program = await bundleForNode('tests/support/lock-holder.ts')
})
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'bi-lock-'))
  children = []
})
afterEach(() => {
  for (const child of children) child.kill('SIGKILL')
  rmSync(dataDir, { recursive: true, force: true })
})

async function startHolder(): Promise<{ child: ChildProcess; said: string }> {
  const child = spawn(process.execPath, [program, dataDir], { stdio: ['pipe', 'pipe', 'inherit'] })
  children.push(child)
  const [chunk] = await once(child.stdout, 'data')
  return { child, said: String(chunk).trim() }
}

test('a second process is refused and told who holds the engine', async () => {
  const first = await startHolder()
  expect(first.said).toBe('held')
  const second = await startHolder()
  expect(second.said).toContain(`process ${first.child.pid}`)
  const here = acquireMachineLock(dataDir, thisHolder('desktop'))
  expect(here.held).toBe(false)
  if (!here.held) expect(here.heldBy?.pid).toBe(first.child.pid)
})

test('a killed holder frees the lock at once, and what it said of itself is not believed', async () => {
  const first = await startHolder()
  first.child.kill('SIGKILL')
  await once(first.child, 'exit')
  expect(readHolder(dataDir)?.pid).toBe(first.child.pid)
  const second = await startHolder()
  expect(second.said).toBe('held')
  expect(readHolder(dataDir)?.pid).toBe(second.child.pid)
})

test('a clean end frees the lock and takes the holder note away', async () => {
  const first = await startHolder()
  first.child.stdin?.write('release\n')
  await once(first.child, 'exit')
  expect(existsSync(join(dataDir, 'engine-holder.json'))).toBe(false)
  const here = acquireMachineLock(dataDir, thisHolder('desktop'))
  expect(here.held).toBe(true)
  if (here.held) {
    here.lock.release()
    here.lock.release()
  }
  expect((await startHolder()).said).toBe('held')
})

test('the lock outlives garbage collection of everything but the process', async () => {
  const here = acquireMachineLock(dataDir, thisHolder('desktop'))
  for (let n = 0; n < 50; n += 1) Buffer.alloc(4 * 1024 * 1024)
  expect((await startHolder()).said).toMatch(/^refused desktop, /)
  if (here.held) here.lock.release()
})

test('of ten processes that start together exactly one gets it', async () => {
  const all = await Promise.all(Array.from({ length: 10 }, () => startHolder()))
  expect(all.filter((one) => one.said === 'held')).toHaveLength(1)
})

test.each(['', 'not json', '{"pid":1}', '[]', 'x'.repeat(50_000)])(
  'a holder note with other content counts as unknown: %.12s',
  (content) => {
    writeFileSync(join(dataDir, 'engine-holder.json'), content)
    expect(readHolder(dataDir)).toBeUndefined()
  },
)

test('a folder that is not there is said plainly', () => {
  expect(() => acquireMachineLock(join(dataDir, 'missing'), thisHolder('cli'))).toThrow(/folder-not-writable/)
})
