import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { openSchedule, type ScheduledClient, scheduledCommand } from '../../../../../src/main/schedule'
import { chooseScheduler, type ScheduleHost } from '../../../../../src/main/system/schedule/choose'
import { eventOf, writeEvent } from '../../../../../src/main/system/schedule/event-log'
import { systemdScheduler } from '../../../../../src/main/system/schedule/systemd'
import { decodeTask, readTask } from '../../../../../src/main/system/schedule/task-xml'
import { describeProcess, sessionOfCgroup, sessionOfTasklist } from '../../../../../src/main/system/schedule/this-process'
import { taskXml } from '../../../../../src/main/system/schedule/write-task'
import { isProved, type ScheduledRun } from '../../../../../src/shared/schedule'
import { SETTINGS_VERSION, settingsSchema } from '../../../../../src/shared/settings'
import { type StandIns, standIns } from '../../../../support/schedulers'

const made: { remove(): void }[] = []
afterEach(() => {
  for (const one of made.splice(0)) one.remove()
})
function ready(host: Parameters<typeof standIns>[0] = {}): StandIns {
  const tools = standIns(host)
  made.push(tools)
  return tools
}
/** A client that is set up, on a folder of this account. */
function client(run?: ScheduledRun): ScheduledClient & { interval(): number | undefined } {
  const dataDir = mkdtempSync(join(tmpdir(), 'bi-data-'))
  made.push({ remove: () => rmSync(dataDir, { recursive: true, force: true }) })
  let settings = settingsSchema.parse({
    version: SETTINGS_VERSION,
    language: 'cs',
    mode: 'test',
    central: { baseUrl: 'https://central.example/b2b/v1' },
    connector: { id: 'pohoda-xml', settings: { way: 'folder', importFolder: '/srv/pohoda/in' } },
    sync: { intervalSeconds: 300 },
  })
  return {
    dataDir,
    settings: () => settings,
    keepSettings(next) {
      settings = next
    },
    scheduledRun: () => run,
    interval: () => settings.sync.intervalSeconds,
  }
}
const program = { program: '/opt/bi client/bi-client', args: ['/opt/bi client/cli.js'] }
/** The data folders here belong to whoever runs the tests. */
const ROOT = { uid: process.getuid?.(), userName: 'root' }

describe('Windows (a stand-in plays schtasks.exe; no Windows was seen)', () => {
  const windows = () => ready({ platform: 'win32', uid: undefined, env: { SystemRoot: 'C:\\Windows' }, userName: 'Jan' })

  test('the task is imported by schtasks at its absolute path, read back, shown, started and removed', async () => {
    const tools = windows()
    const seen: string[] = []
    const host: ScheduleHost = {
      ...tools.host,
      run: (path, ...more) => {
        seen.push(path)
        return tools.host.run(path, ...more)
      },
    }
    const schedule = openSchedule({ client: client(), program, host, proveMs: 10 })
    expect((await schedule.view()).installed).toBeUndefined()
    const view = await schedule.install({ everyMinutes: 15 })
    expect(view.installed).toMatchObject({
      account: 'SYSTEM',
      everyMinutes: 15,
      enabled: true,
      differs: [],
      lastRunAt: '2026-11-24T19:00:00Z',
    })
    expect(view.proved).toBe(false)
    const task = readTask(decodeTask(readFileSync(join(tools.folder, 'task.xml'))))
    expect(task).toMatchObject({ userId: 'S-1-5-18', interval: 'PT15M' })
    const create = tools.asked().find((call) => call[1] === '/Create') ?? []
    expect(create.slice(1)).toEqual([
      '/Create',
      '/XML',
      expect.stringMatching(/task\.xml$/),
      '/TN',
      expect.stringMatching(/^\\Business Integrator\\B2B Client [0-9a-f]{8}$/),
      '/F',
    ])
    expect(existsSync(create[3] ?? '')).toBe(false)
    for (const path of seen)
      expect(path).toMatch(/^C:\\Windows\\System32\\(schtasks\.exe|WindowsPowerShell\\v1\.0\\powershell\.exe)$/)
    await expect(schedule.prove(new AbortController().signal)).rejects.toThrow(/schedule-not-proved/)
    expect(existsSync(join(tools.folder, 'started'))).toBe(true)
    expect((await schedule.remove()).installed).toBeUndefined()
    expect(existsSync(join(tools.folder, 'task.xml'))).toBe(false)
  })

  test("a service account's password is in no process list, and the account may use the data folder", async () => {
    const tools = windows()
    const own = client()
    const schedule = openSchedule({ client: own, program, host: tools.host })
    const password = 'tajné "heslo" §1'
    const view = await schedule.install({ account: { kind: 'named', name: 'FIRMA\\služba' }, password })
    expect(view.installed).toMatchObject({ account: 'FIRMA\\služba', differs: [] })
    expect(JSON.stringify(tools.asked())).not.toContain('heslo')
    const input = readFileSync(join(tools.folder, 'input.json'), 'utf8')
    const register = tools.asked().find((call) => call.some((word) => word.includes('Register-ScheduledTask')))
    expect(register?.[0]).toBe('powershell.exe')
    // Whatever the console's code page is.
    expect(input).toMatch(/^[ -~]+$/)
    expect(tools.asked()).toContainEqual(['icacls.exe', own.dataDir, '/grant', 'FIRMA\\služba:(OI)(CI)M'])
  })

  test("what is not ours is shown and left alone, also when it can't be read", async () => {
    const tools = windows()
    const schedule = openSchedule({ client: client(), program, host: tools.host })
    for (const other of ['<Task xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task"/>', 'nonsense', '']) {
      writeFileSync(join(tools.folder, 'task.xml'), other)
      expect(await schedule.view()).toMatchObject({ foreign: expect.stringContaining('B2B Client') })
      await expect(schedule.install({})).rejects.toThrow(/schedule-foreign/)
      await expect(schedule.remove()).rejects.toThrow(/schedule-foreign/)
      expect(readFileSync(join(tools.folder, 'task.xml'), 'utf8')).toBe(other)
    }
  })

  test('a task that was edited by hand is told, and all of ours are found before the program goes', async () => {
    const tools = windows()
    const scheduler = chooseScheduler(tools.host)
    const plan = {
      id: '',
      ...program,
      everyMinutes: 5,
      account: { kind: 'system' },
      installedAt: new Date().toISOString(),
      dataDir: 'D:\\x',
      writes: [],
      startsPrograms: false,
      appImage: false,
    } as const
    writeFileSync(join(tools.folder, 'task.xml'), taskXml(plan).replace('PT5M', 'PT55M'))
    expect(await scheduler?.read('', plan)).toMatchObject({ is: 'ours', installed: { differs: ['interval'] } })
    expect(await scheduler?.ids(plan)).toEqual([''])
  })
})

describe('systemd', () => {
  test('units are written whole, read back, verified by systemd itself, and removed; nothing else is touched', async () => {
    const tools = ready(ROOT)
    const folder = join(tools.folder, 'units')
    const scheduler = systemdScheduler({
      systemctl: '/usr/bin/systemctl',
      own: false,
      folder,
      userName: 'root',
      run: tools.host.run,
    })
    const plan = {
      id: '0123abcd',
      program: process.execPath,
      args: ['/opt/cli.js', 'a b', '100%'],
      everyMinutes: 7,
      account: { kind: 'named', name: 'nobody' },
      installedAt: new Date().toISOString(),
      dataDir: '/srv/data',
      writes: ['/srv/in out'],
      startsPrograms: false,
      appImage: false,
    } as const
    await scheduler.install(plan)
    const name = 'business-integrator-client-0123abcd'
    expect(tools.asked().map((call) => call.slice(2).join(' '))).toEqual([
      'daemon-reload',
      `enable ${name}.timer`,
      `restart ${name}.timer`,
    ])
    expect(statSync(join(folder, `${name}.timer`)).mode & 0o777).toBe(0o644)
    expect(await scheduler.read(plan.id, plan)).toMatchObject({
      is: 'ours',
      installed: { account: 'nobody', everyMinutes: 7, differs: [], nextRunAt: '2027-01-15T08:00:00.000Z' },
    })
    const analyze = '/usr/bin/systemd-analyze'
    if (existsSync(analyze)) {
      const said = execFileSync(analyze, ['verify', '--man=no', join(folder, `${name}.service`), join(folder, `${name}.timer`)], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      expect(said).toBe('')
    } else console.warn('SKIPPED: no systemd-analyze on this computer (apt-get install systemd)')
    const timer = join(folder, `${name}.timer`)
    writeFileSync(timer, readFileSync(timer, 'utf8').replace('7min', '70min'))
    expect(await scheduler.read(plan.id, plan)).toMatchObject({ installed: { differs: ['timer'] } })
    writeFileSync(join(folder, 'business-integrator-client.service'), '[Service]\nExecStart=/bin/true\n')
    writeFileSync(join(folder, 'other.timer'), 'x')
    expect([...(await scheduler.ids(plan))].sort()).toEqual(['', '0123abcd'])
    await expect(scheduler.install({ ...plan, id: '' })).rejects.toThrow(/schedule-foreign/)
    await expect(scheduler.remove('', plan)).rejects.toThrow(/schedule-foreign/)
    expect(await scheduler.remove(plan.id, plan)).toBe(true)
    expect(await scheduler.remove(plan.id, plan)).toBe(false)
    expect(existsSync(timer)).toBe(false)
    expect(existsSync(join(folder, 'other.timer'))).toBe(true)
  })

  test("a person's own units end with the sign-out unless lingering is on, and that is said", async () => {
    const tools = ready({
      uid: 1000,
      env: { XDG_RUNTIME_DIR: '/run/user/1000' },
      has: ['/usr/bin/systemctl', '/run/systemd/system', '/run/user/1000/systemd'],
    })
    const view = await openSchedule({ client: client(), program, host: tools.host }).view()
    expect(view).toMatchObject({ scheduler: 'systemd-user', lingerOff: true })
    const lingering = {
      ...tools.host,
      exists: (path: string) => path.startsWith('/var/lib/systemd/linger/') || tools.host.exists(path),
    }
    expect(await openSchedule({ client: client(), program, host: lingering }).view()).toMatchObject({ lingerOff: false })
  })
})

describe('cron', () => {
  const cron = { has: ['/usr/bin/crontab'] }

  test('our block goes in and out; the rest of the crontab stays; what cron can not do is done more often', async () => {
    const tools = ready({ ...cron, ...ROOT })
    const table = join(tools.folder, 'crontab.own')
    writeFileSync(table, 'MAILTO=spravce@firma.cz\n5 4 * * * /usr/bin/backup 50\\%\n')
    const own = client()
    const schedule = openSchedule({ client: own, program, host: tools.host })
    const view = await schedule.install({ everyMinutes: 7 })
    expect(view).toMatchObject({ scheduler: 'cron', installed: { everyMinutes: 6, differs: [], account: 'root' } })
    // Who is asked less often than the settings say would be called silent.
    expect(own.interval()).toBe(360)
    await schedule.install({ everyMinutes: 30 })
    expect(readFileSync(table, 'utf8').match(/BEGIN business-integrator-client/g)).toHaveLength(1)
    expect(await schedule.removeAll()).toEqual(['crontab (root)'])
    expect(readFileSync(table, 'utf8')).toBe('MAILTO=spravce@firma.cz\n5 4 * * * /usr/bin/backup 50\\%\n')
  })

  test('a crontab that can not be read is never taken for an empty one', async () => {
    const tools = ready({ ...cron, ...ROOT })
    mkdirSync(join(tools.folder, 'crontab.own'))
    const host = {
      ...tools.host,
      run: async () => ({ exitCode: 1, stdout: Buffer.from(''), stderr: Buffer.from('permission denied') }),
    }
    await expect(openSchedule({ client: client(), program, host }).install({})).rejects.toThrow(/schedule-failed/)
  })

  test('the ledger keeps its one owner: another account is refused with its name', async () => {
    const tools = ready({ ...cron, ...ROOT })
    const schedule = openSchedule({ client: client(), program, host: tools.host })
    await expect(schedule.install({ account: { kind: 'named', name: 'nikdo' } })).rejects.toMatchObject({
      problem: { code: 'schedule-account', params: { owner: 'root' } },
    })
  })
})

test('without any scheduler, and before the set-up, it is refused in words', async () => {
  const none = openSchedule({ client: client(), program, host: ready().host })
  expect((await none.view()).scheduler).toBeUndefined()
  await expect(none.install({})).rejects.toThrow(/computer-no-scheduler/)
  const fresh = { ...client(), settings: () => undefined }
  await expect(
    openSchedule({ client: fresh, program, host: ready({ has: ['/usr/bin/crontab'] }).host }).install({}),
  ).rejects.toThrow(/settings-missing/)
})

test('Electron gets the switches of a run without a display; an AppImage is started by its own file', () => {
  const at = (isElectron: boolean, env: NodeJS.ProcessEnv, platform: NodeJS.Platform = 'linux', args: string[] = []) =>
    scheduledCommand({ program: '/tmp/.mount_x/bi-client', args }, '/d', { platform, env, isElectron })
  const run = ['sync', '--once', '--scheduled', '--data-dir', '/d']
  expect(at(true, { APPIMAGE: '/opt/B2B.AppImage' }, 'linux', ['--no-sandbox', '--ozone-platform=x11'])).toEqual({
    program: '/opt/B2B.AppImage',
    args: ['--ozone-platform=headless', '--disable-gpu', '--log-level=3', '--no-sandbox', ...run],
    appImage: true,
  })
  expect(at(true, {}, 'win32').args).toEqual(run)
  // APPIMAGE of another program, through which a terminal was started.
  expect(at(false, { APPIMAGE: '/opt/Terminal.AppImage' }, 'linux', ['/x/cli.js'])).toMatchObject({
    program: '/tmp/.mount_x/bi-client',
    args: ['/x/cli.js', ...run],
  })
})

describe('evidence and events', () => {
  const run = (change: Partial<ScheduledRun> = {}): ScheduledRun => ({
    startedAt: '2026-11-24T20:00:00.000Z',
    finishedAt: '2026-11-24T20:00:10.000Z',
    account: 'SYSTEM',
    session: 'Services 0',
    interactive: false,
    process: 'electron',
    pid: 1,
    host: 'S',
    version: '1',
    result: 'ok',
    ...change,
  })

  test('only a run after the installation, outside of any sign-in, is a proof', () => {
    expect(isProved('2026-11-24T19:59:00.000Z', run())).toBe(true)
    expect(isProved('2026-11-24T20:00:01.000Z', run())).toBe(false)
    expect(isProved('2026-11-24T19:59:00.000Z', run({ interactive: true }))).toBe(false)
    expect(isProved(undefined, run())).toBe(false)
  })

  test('a session is read whatever the language of the system is', async () => {
    expect(sessionOfTasklist('"bi.exe","4711","Services","0","50 000 K"\r\n', 4711)).toBe('Services 0')
    expect(sessionOfTasklist('INFO: No tasks', 4711)).toBeUndefined()
    expect(sessionOfCgroup('0::/system.slice/business-integrator-client.service\n')).toEqual({
      session: 'business-integrator-client.service',
      interactive: false,
    })
    expect(sessionOfCgroup('0::/user.slice/user-1000.slice/session-3.scope\n').interactive).toBe(true)
    const tools = ready({ platform: 'win32' })
    expect(await describeProcess({ ...tools.host, env: { SESSIONNAME: 'RDP-Tcp#1' }, isTerminal: false })).toMatchObject({
      session: 'RDP-Tcp#1',
      interactive: true,
      pid: process.pid,
    })
  })

  test('the system log has what is news: no entry for an idle run, one an hour for a trouble that lasts', () => {
    const event = (now: Partial<ScheduledRun>, before: Partial<ScheduledRun> | undefined, moved = 0, toldMinutesAgo?: number) =>
      eventOf(
        { run: run(now), exitCode: 4, moved, text: 't' },
        before && run(before),
        toldMinutesAgo === undefined ? undefined : Date.parse('2026-11-24T20:00:10.000Z') - toldMinutesAgo * 60_000,
      )
    const down = { result: 'failed', problem: 'central-unreachable' } as const
    expect(event({}, {})).toBeUndefined()
    expect(event({}, {}, 3)).toMatchObject({ level: 'information', id: 100 })
    expect(event(down, {})).toMatchObject({ level: 'error', id: 304 })
    expect(event(down, down, 0, 5)).toBeUndefined()
    expect(event(down, down, 0, 61)).toMatchObject({ level: 'error' })
    expect(event({ ...down, problem: 'disk-full' }, down, 0, 5)).toMatchObject({ level: 'error' })
    expect(event({}, down, 0, 5)).toMatchObject({ level: 'information', id: 101 })
    expect(event({ result: 'attention' }, {})).toMatchObject({ level: 'warning', id: 200 })
    expect(event({ result: 'paused' }, {})).toBeUndefined()
  })

  test('an entry is one line of plain text, with the level of its system', async () => {
    const tools = ready({ platform: 'win32', env: {} })
    let written = ''
    const stderr = { write: (text: string) => (written += text) }
    const entry = { level: 'error', id: 304, text: `první\nřádek 100 %1 ${'x'.repeat(2000)}` } as const
    expect(await writeEvent(entry, { ...tools.host, stderr })).toBe(true)
    const [call = []] = tools.asked()
    expect(call.slice(0, 9)).toEqual([
      'eventcreate.exe',
      '/L',
      'APPLICATION',
      '/SO',
      'business-integrator-client',
      '/T',
      'ERROR',
      '/ID',
      '304',
    ])
    expect(call.at(-1)).toMatch(/^první řádek 100 ％1 x{900,1000}$/)
    await writeEvent(entry, { ...tools.host, platform: 'linux', env: { JOURNAL_STREAM: '8:1' }, stderr })
    expect(written).toMatch(/^<3>první řádek .*\n$/)
  })
})
