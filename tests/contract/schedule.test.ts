import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answerSchema } from '../../src/main/cli/answer'
import { runCli } from '../../src/main/cli/index'
import { openSchedule } from '../../src/main/schedule'
import { systemdScheduler } from '../../src/main/system/schedule/systemd'
import { type ScheduledRun, scheduledRunSchema } from '../../src/shared/schedule'
import { cronShell, execStartWords, type StandIns, standIns } from '../support/schedulers'
import { createWorld, expectEachDocumentOnce, type World } from '../support/world'

/**
 * The exact command lines that the generated unit and the generated crontab hold are run as systemd and cron run them: an
 * environment with next to nothing in it, no terminal, the root folder.
 */
const program = { program: process.execPath, args: [resolve(import.meta.dirname, '../../out/main/cli.js')] }
let world: World
let tools: StandIns
beforeAll(async () => {
  world = await createWorld({ sync: { intervalSeconds: 300 } })
  tools = standIns({ uid: process.getuid?.(), userName: 'root', has: ['/usr/bin/crontab'] })
})
afterAll(async () => {
  await world.close()
  tools.remove()
})

async function start(command: string, args: readonly string[], env: NodeJS.ProcessEnv) {
  const child = spawn(command, args, { env, cwd: '/', stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (said += part))
  const [code] = await once(child, 'close')
  return { code, said }
}
const SYSTEMD = {
  LANG: 'C.UTF-8',
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin',
  INVOCATION_ID: 'a'.repeat(32),
  JOURNAL_STREAM: '8:12345',
}
const CRON = { HOME: '/', LOGNAME: 'root', SHELL: '/bin/sh', PATH: '/usr/bin:/bin' }

/** What is installed for systemd, as its own words. */
async function unitWords(): Promise<{ words: string[]; evidence(): ScheduledRun | undefined }> {
  const folder = join(tools.folder, 'units')
  const scheduler = systemdScheduler({
    systemctl: '/usr/bin/systemctl',
    own: false,
    folder,
    userName: 'root',
    run: tools.host.run,
  })
  await scheduler.install({
    id: '',
    ...program,
    args: [...program.args, 'sync', '--once', '--scheduled', '--data-dir', world.dataDir],
    everyMinutes: 5,
    account: { kind: 'system' },
    installedAt: new Date().toISOString(),
    dataDir: world.dataDir,
    writes: [],
    startsPrograms: true,
    appImage: false,
  })
  const words = execStartWords(readFileSync(join(folder, 'business-integrator-client.service'), 'utf8'))
  return { words, evidence: () => world.client().scheduledRun() }
}

test("the command of systemd's unit imports, leaves its evidence, and tells the journal", async () => {
  world.sandbox.seedOrders(3)
  const { words, evidence } = await unitWords()
  const before = new Date().toISOString()
  const run = await start(words[0] ?? '', words.slice(1), SYSTEMD)
  expect(run).toMatchObject({ code: 0 })
  expect(run.said).toMatch(/^<6>.*3/m)
  await world.open()
  const seen = scheduledRunSchema.parse(evidence())
  expect(seen).toMatchObject({ result: 'ok', process: 'node', interactive: false })
  expect(seen.pid).not.toBe(process.pid)
  expect(seen.startedAt >= before && (seen.finishedAt ?? '') >= seen.startedAt).toBe(true)
  expectEachDocumentOnce(world)
})

test('the line of the crontab does the same through the shell; installed, proved and removed by the command line', async () => {
  world.sandbox.seedOrders(2)
  await world.client().close()
  const io = (args: string[]) => {
    let out = ''
    const stream = { write: (text: string) => (out += text) }
    return runCli([...args, '--json', '--data-dir', world.dataDir], {
      stdout: stream,
      stderr: { write: () => {} },
      env: {},
      readStdin: async () => '',
      signal: new AbortController().signal,
      program,
      scheduleHost: tools.host,
    }).then((code) => ({
      code,
      answer: answerSchema.parse(JSON.parse(out)) as { schedule?: { proved: boolean; installed?: object } },
    }))
  }
  expect(await io(['schedule', 'install', '--every', '5'])).toMatchObject({
    code: 0,
    answer: { schedule: { scheduler: 'cron', proved: false, installed: { everyMinutes: 5, differs: [] } } },
  })
  const lines = readFileSync(join(tools.folder, 'crontab.own'), 'utf8').split('\n')
  const line = lines.find((one) => one.startsWith('*/5 ')) ?? ''
  expect(cronShell(lines.find((one) => one.startsWith('@reboot ')) ?? '')).toBe(`sleep 120; ${cronShell(line)}`)
  expect(await start('/bin/sh', ['-c', cronShell(line)], CRON)).toEqual({ code: 0, said: '' })
  expect(await io(['schedule', 'show'])).toMatchObject({
    answer: { schedule: { proved: true, evidence: { result: 'ok', process: 'node' } } },
  })
  await world.open()
  expect(world.sandbox.counts().waiting).toBe(0)
  expectEachDocumentOnce(world)
  await world.client().close()
  expect(await io(['retire'])).toMatchObject({ code: 0, answer: { tasks: ['crontab (root)'], deleted: false } })
  expect((await io(['schedule', 'show'])).answer.schedule?.installed).toBeUndefined()
})

test('beside a running client the scheduled run asks it, says so, and both leave each document once', async () => {
  const client = await world.open()
  await client.syncNow()
  world.sandbox.seedOrders(2)
  const { words } = await unitWords()
  const run = await start(words[0] ?? '', words.slice(1), SYSTEMD)
  expect(run).toMatchObject({ code: 0 })
  expect(client.scheduledRun()).toMatchObject({ result: 'ok', asked: expect.stringContaining(`process ${process.pid}`) })
  expect(world.sandbox.counts().waiting).toBe(0)
  expectEachDocumentOnce(world)
  // Whoever holds the engine is not retired under.
  const schedule = openSchedule({ client, program, host: tools.host })
  expect((await schedule.view()).installed).toBeUndefined()
  expect(
    (await start(process.execPath, [...program.args, 'retire', '--delete-data', '--yes', '--data-dir', world.dataDir], CRON))
      .code,
  ).toBe(7)
})

test('while a person has paused it, the scheduled run does nothing and says so', async () => {
  const client = await world.open()
  client.setPaused(true)
  world.sandbox.seedOrders(1)
  await client.close()
  const { words } = await unitWords()
  expect(await start(words[0] ?? '', words.slice(1), SYSTEMD)).toMatchObject({ code: 0 })
  expect((await world.open()).scheduledRun()).toMatchObject({ result: 'paused' })
  expect(world.sandbox.counts().waiting).toBe(1)
})

test('retirement deletes the data only when asked, and leaves what is somebody else\u2019s', async () => {
  await world.client().close()
  const foreign = join(world.dataDir, 'smlouva.pdf')
  writeFileSync(foreign, 'x')
  // What an upgrade of the settings leaves.
  writeFileSync(join(world.dataDir, 'settings.v1-2026-11-24T20-00-00-000Z.json'), '{}')
  const retire = (...more: string[]) =>
    start(process.execPath, [...program.args, 'retire', '--data-dir', world.dataDir, ...more], CRON)
  // Nobody is there who could confirm it.
  expect((await retire('--delete-data')).code).toBe(2)
  expect(existsSync(join(world.dataDir, 'ledger.db'))).toBe(true)
  expect(await retire('--delete-data', '--yes')).toMatchObject({ code: 0, said: expect.stringContaining('smlouva.pdf') })
  expect(readdirSync(world.dataDir)).toEqual(['smlouva.pdf'])
})
