import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { updateUnderWay } from '../../../../src/main/system/machine-lock'
import { sha512Of } from '../../../../src/main/update/download'
import { asFailure } from '../../../../src/shared/failure'
import { bundleForNode } from '../../../support/bundle-for-node'
import { program, release, type UpdateWorld, updateWorld } from '../../../support/update-feed'

let world: UpdateWorld
let other = ''
beforeAll(async () => {
  other = await bundleForNode(resolve(import.meta.dirname, '../../../support/update-process.ts'))
})
beforeEach(async () => {
  world = await updateWorld()
})
afterEach(() => world.close())
const says = (): string => execFileSync(world.target, ['--version'], { encoding: 'utf8' }).trim()
const beside = (): string[] => readdirSync(dirname(world.target)).sort()
const name = 'b2b klient.AppImage'
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'nothing thrown',
    (error) => asFailure(error).problem.code,
  )

test.runIf(process.platform === 'linux')(
  'a newer version is offered, fetched when a person says so, and put in the place of the old one',
  async () => {
    const file = await world.publish('1.1.0')
    const updates = world.open()
    await updates.checkIfDue()
    expect(updates.view()).toMatchObject({
      kind: 'available',
      installsItself: true,
      offer: { version: '1.1.0', url: `${world.feed}/${file}` },
    })
    expect(world.asked).toEqual(['/feed/latest-linux.yml', '/feed/latest-linux.yml.sig'])
    // Once a day is enough; and another process knows it without asking.
    await updates.checkIfDue()
    expect(world.open().view()).toMatchObject({ kind: 'available', offer: { version: '1.1.0' } })
    expect(world.open({ version: '1.1.0' }).view().kind).toBe('idle')
    expect(world.asked.length).toBe(2)

    await updates.download()
    expect(updates.view().kind).toBe('ready')
    expect(says()).toBe('1.0.0')
    const steps: (string | undefined)[] = []
    updates.onView((view) => steps.push(view.kind))
    await updates.install()
    expect(says()).toBe('1.1.0')
    expect(beside()).toEqual([name, `${name}.previous`])
    expect(readFileSync(`${world.target}.previous`, 'utf8')).toBe(program('1.0.0'))
    expect(existsSync(join(world.dataDir, 'updates/packages'))).toBe(false)
  },
)

const cases: [what: string, code: string, spoil: (world: UpdateWorld, file: string) => unknown][] = [
  ['is not signed', 'update-unreachable', ({ answers }) => answers.set('/feed/latest-linux.yml.sig', { status: 404 })],
  [
    'is signed by somebody else',
    'update-unverified',
    async ({ served }) => {
      const file = 'b2b-client-1.1.0-linux-x86_64.AppImage'
      writeFileSync(join(served, file), program('1.1.0', '# evil'))
      await release.signRelease(served, { version: '1.1.0', key: release.makeKey().private })
    },
  ],
  [
    'has a list that was changed after signing',
    'update-unverified',
    ({ served }) => {
      const path = join(served, 'latest-linux.yml')
      writeFileSync(path, readFileSync(path, 'utf8').replace('1.1.0', '1.2.0'))
    },
  ],
  [
    'has the genuine list of another channel',
    'update-unverified',
    async ({ served, key, answers }) => {
      await release.signRelease(served, { version: '1.1.0', key: key.private, channel: 'beta' })
      for (const end of ['', '.sig'])
        answers.set(`/feed/latest-linux.yml${end}`, {
          status: 200,
          body: readFileSync(join(served, `beta-linux.yml${end}`), 'utf8'),
        })
    },
  ],
  [
    'has another package than was signed',
    'update-unverified',
    ({ served }, file) => writeFileSync(join(served, file), program('1.1.1')),
  ],
  [
    'has a longer package',
    'update-unverified',
    ({ served }, file) => writeFileSync(join(served, file), program('1.1.0', '# and more')),
  ],
  [
    'has half a package',
    'update-unverified',
    ({ served }, file) => writeFileSync(join(served, file), program('1.1.0').slice(0, 20)),
  ],
  [
    'leads to another address',
    'update-unreachable',
    ({ answers, feed }, file) => answers.set(`/feed/${file}`, { status: 302, headers: { location: `${feed}/elsewhere` } }),
  ],
]
test.each(cases)('a release that %s is refused, and nothing of it stays', async (_what, code, spoil) => {
  const file = await world.publish('1.1.0')
  await spoil(world, file)
  const updates = world.open()
  const done = updates.check().then(() => updates.download())
  expect(await codeOf(done)).toBe(code)
  expect(world.asked).not.toContain('/feed/elsewhere')
  expect(updates.view().path).toBeUndefined()
  const packages = join(world.dataDir, 'updates/packages/pending')
  expect(existsSync(packages) ? readdirSync(packages) : []).toEqual([])
  expect(says()).toBe('1.0.0')
})

test('an older version is no offer, and where there is nobody to ask nobody is asked', async () => {
  await world.publish('0.9.0')
  const updates = world.open()
  await updates.check()
  expect(updates.view()).toMatchObject({ kind: 'idle', checkedAt: expect.any(String) })
  world.asked.length = 0
  for (const silent of [
    world.open({ publisher: { keys: [], feed: world.feed } }),
    world.open({ settings: () => undefined }),
    world.open({ installed: { form: 'none' } }),
  ]) {
    await silent.check()
    expect(silent.view().kind).toBe('off')
  }
  expect(world.asked).toEqual([])
})

test('a package that was changed where it lies, and one that does not start here, leave the old program', async () => {
  await world.publish('1.1.0')
  const updates = world.open()
  await updates.check()
  await updates.download()
  const path = updates.view().path ?? ''
  chmodSync(path, 0o600)
  writeFileSync(path, program('1.1.0', '# evil'))
  expect(await codeOf(updates.install())).toBe('update-unverified')
  expect(updates.view()).toMatchObject({ kind: 'failed' })
  // Fetched anew, and then it is right.
  await updates.download()
  await updates.install()
  expect(says()).toBe('1.1.0')

  await world.publish('1.2.0', '#!/bin/sh\nexit 127\n')
  const next = world.open({ version: '1.1.0' })
  await next.check()
  await next.download()
  expect(await codeOf(next.install())).toBe('update-failed')
  expect(says()).toBe('1.1.0')
  expect(beside()).toEqual([name, `${name}.previous`])
  // Whoever is started anew after it can say so.
  expect(world.open({ version: '1.1.0' }).view()).toMatchObject({ kind: 'failed', problem: { code: 'update-failed' } })
})

test('an update waits for the run of another process, and a run that comes meanwhile sees it', async () => {
  await world.publish('1.1.0')
  const updates = world.open()
  await updates.check()
  await updates.download()
  const holder = spawn(process.execPath, [other, 'hold', world.dataDir], { stdio: ['pipe', 'pipe', 'inherit'] })
  await once(holder.stdout, 'data')
  const waits = new Promise<string>((done) => updates.onView((view) => view.waitsFor !== undefined && done(view.waitsFor)))
  const installed = updates.install()
  expect(await waits).toContain(String(holder.pid))
  expect(says()).toBe('1.0.0')
  holder.kill('SIGKILL')
  await installed
  expect(says()).toBe('1.1.0')
  expect(updateUnderWay(world.dataDir)).toBeUndefined()
})

test.runIf(process.platform === 'linux')(
  'killed after any step of the exchange, there is a program that starts, and the next update goes through',
  async () => {
    const file = await world.publish('1.1.0', program('1.1.0', '#'.repeat(5_000_000)))
    const path = join(world.served, file)
    const sha512 = await sha512Of(path)
    const found: Record<string, string> = {}
    for (const step of ['copied', 'tried', 'kept', 'replaced', 'never']) {
      writeFileSync(world.target, program('1.0.0'))
      const ended = spawnSync(process.execPath, [other, path, sha512, '1.1.0', world.target, step])
      expect(ended.signal, String(ended.stderr)).toBe(step === 'never' ? null : 'SIGKILL')
      found[step] = says()
    }
    expect(found).toEqual({ copied: '1.0.0', tried: '1.0.0', kept: '1.0.0', replaced: '1.1.0', never: '1.1.0' })
    // What the killed ones left has gone.
    expect(beside()).toEqual([basename(world.target), `${name}.previous`])
  },
)
