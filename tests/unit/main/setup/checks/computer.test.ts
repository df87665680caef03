import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import {
  type ComputerOptions,
  checkComputer,
  type HostFacts,
  thisHost,
  timeZone,
} from '../../../../../src/main/setup/checks/computer'
import { checkFreeSpace, freeBytes } from '../../../../../src/main/setup/checks/free-space'
import { runSystemProgram } from '../../../../../src/main/setup/checks/run-system-program'
import { checkScheduledTask } from '../../../../../src/main/setup/checks/scheduled-task'
import { checkWriteRight } from '../../../../../src/main/setup/checks/write-right'
import type { CheckLine, RunSystemProgram } from '../../../../../src/main/setup/ports'
import { evidenceSchema } from '../../../../../src/shared/setup-state'

const clock = { now: () => Date.now(), monotonicMs: () => performance.now() }
const never = new AbortController().signal
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bi-computer-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const run = async (options: Partial<ComputerOptions> = {}): Promise<CheckLine[]> => {
  const lines: CheckLine[] = []
  for await (const line of checkComputer({ dataDir: folder, clock, ...options }, never)) lines.push(line)
  evidenceSchema.parse({ at: '2026-01-01T00:00:00Z', lines })
  return lines
}
const at = (lines: readonly CheckLine[], id: string) => lines.find((line) => line.id === `computer.${id}`)

const registry =
  (values: Record<string, string>): RunSystemProgram =>
  async (program, args) => {
    if (program.endsWith('whoami.exe')) return { exitCode: 0, output: Buffer.from(`"x","Label","${values['level']}",""\r\n`) }
    if (program.endsWith('schtasks.exe')) return { exitCode: values['schtasks'] === undefined ? 0 : 1, output: Buffer.from('') }
    const lines = Object.entries(values).map(([name, data]) => `    ${name}    REG_SZ    ${data}`)
    return { exitCode: 0, output: Buffer.from(`HKEY_LOCAL_MACHINE\\${args[1]}\r\n${lines.join('\r\n')}\r\n`) }
  }
const windows: HostFacts = {
  ...thisHost(),
  platform: 'win32',
  arch: 'x64',
  release: '10.0.20348',
  env: { SystemRoot: 'C:\\Windows', USERDOMAIN: 'FIRMA' },
  uid: undefined,
  userName: 'uctarna',
  timeZone: 'Europe/Prague',
  totalMemoryBytes: 16e9,
  freeMemoryBytes: 8e9,
  freeBytes: async () => 50e9,
}

test('this very computer is described, with every line', async () => {
  const lines = await run({ importFolders: [folder], remoteAccess: ['rdp', 'anydesk'] })
  expect(lines.map((line) => line.id)).toEqual([
    ...[
      'system',
      'disk',
      'data-folder',
      'import-folder',
      'task',
      'code-page',
      'time-zone',
      'memory',
      'runtime',
      'remote-access',
      'account',
    ].map((id) => `computer.${id}`),
  ])
  expect(at(lines, 'runtime')?.evidence).toContain(`node ${process.versions.node}`)
  expect(at(lines, 'remote-access')?.evidence).toBe('rdp, anydesk')
  expect(at(lines, 'import-folder')).toMatchObject({ status: 'ok', evidence: folder })
  if (process.platform === 'linux') {
    expect(at(lines, 'system')).toMatchObject({ status: 'ok', evidence: expect.stringMatching(/^Linux \d/) })
    expect(at(lines, 'code-page')).toMatchObject({ status: 'skipped', evidence: 'linux' })
  }
})

test('a Windows server as it should be is well in every line', async () => {
  const values = {
    ProductName: 'Windows Server 2022 Standard',
    DisplayVersion: '21H2',
    CurrentBuild: '20348',
    ACP: '1250',
    OEMCP: '852',
    level: 'S-1-16-12288',
  }
  const lines = await run({ host: windows, run: registry(values) })
  expect(lines.filter((line) => !['ok', 'skipped'].includes(line.status))).toEqual([])
  expect(at(lines, 'system')?.evidence).toBe('Windows Server 2022 Standard 21H2 (20348); x64')
  expect(at(lines, 'code-page')?.evidence).toBe('ACP 1250')
  expect(at(lines, 'account')?.evidence).toBe('FIRMA\\uctarna')
})

test('what is missing on Windows is told, each with its code', async () => {
  const values = { ProductName: 'Windows Server 2012 R2', CurrentBuild: '9600', ACP: '1252', level: 'S-1-16-8192' }
  const host = { ...windows, timeZone: 'America/New_York', freeMemoryBytes: 1e8, freeBytes: async () => 1e9 }
  const lines = await run({ host, run: registry(values), dataDir: join(folder, 'missing') })
  expect(
    Object.fromEntries(lines.flatMap((line) => (line.problem ? [[line.id, `${line.status} ${line.problem.code}`]] : []))),
  ).toEqual({
    'computer.system': 'failed computer-system-unsupported',
    'computer.disk': 'warning computer-disk-low',
    'computer.data-folder': 'failed folder-not-writable',
    'computer.task': 'warning computer-scheduler-rights',
    'computer.code-page': 'warning computer-code-page',
    'computer.time-zone': 'warning computer-time-zone',
    'computer.memory': 'warning computer-memory-low',
  })
  // An information system that reads Unicode doesn't need it.
  expect(at(await run({ host, run: registry(values), needsCzechCodePage: false }), 'code-page')?.status).toBe('ok')
  // POHODA does; and UTF-8 for all programs breaks it as well.
  expect(at(await run({ host, run: registry({ ...values, ACP: '65001' }), needsCzechCodePage: true }), 'code-page')?.status).toBe(
    'failed',
  )
})

test('where nothing can be asked, it is said so, and nothing is claimed', async () => {
  const lines = await run({ host: windows, run: async () => undefined })
  expect(at(lines, 'code-page')).toMatchObject({ status: 'warning', problem: { code: 'computer-fact-unknown' } })
  expect(at(lines, 'task')).toMatchObject({ status: 'warning', problem: { code: 'computer-no-scheduler' } })
})

describe('the right to write', () => {
  it('is tried by a real file, of which nothing stays', async () => {
    expect(await checkWriteRight(folder)).toEqual({ status: 'ok', evidence: folder })
    expect(await readdir(folder)).toEqual([])
  })
  it.each(['missing', 'file'])('%s is no folder to write to', async (name) => {
    await writeFile(join(folder, 'file'), '')
    expect(await checkWriteRight(join(folder, name))).toMatchObject({
      status: 'failed',
      problem: { code: 'folder-not-writable' },
    })
    await rm(join(folder, 'file'))
  })
  // Root may write anywhere.
  it.skipIf(process.getuid?.() === 0 || process.platform === 'win32')('a folder that is read-only is told', async () => {
    const closed = join(folder, 'closed')
    await mkdir(closed, { mode: 0o500 })
    expect(await checkWriteRight(closed)).toMatchObject({
      status: 'failed',
      problem: { code: 'folder-not-writable', words: 'EACCES' },
    })
    await chmod(closed, 0o700)
    await rm(closed, { recursive: true })
  })
  it.skipIf(process.platform !== 'linux')('a disk that takes no files is told', async () => {
    expect(await checkWriteRight('/proc')).toMatchObject({ status: 'failed', problem: { code: 'folder-not-writable' } })
  })
})

describe('free space', () => {
  it('of a folder that is yet to be made is that of the disk', async () => {
    expect(await freeBytes(join(folder, 'a', 'b', 'c'))).toBeGreaterThan(0)
  })
  it.each([
    [400e6, 'failed', '400 MB'],
    [500e6, 'warning', '500 MB'],
    [1.999e9, 'warning', '2.0 GB'],
    [2e9, 'ok', '2.0 GB'],
  ])('%d bytes: %s', async (bytes, status, words) => {
    const seen = await checkFreeSpace(['/a', '/b'], async (path) => (path === '/a' ? 9e9 : bytes))
    expect(seen).toMatchObject({ status, evidence: `/a: 9.0 GB; /b: ${words}` })
  })
})

test.each([
  ['Europe/Prague', 'ok', '+02:00'],
  ['Europe/Bratislava', 'ok', '+02:00'],
  ['Europe/Vienna', 'ok', '+02:00'],
  // The same hour now, another in winter.
  ['Africa/Johannesburg', 'warning', '+02:00'],
  ['America/St_Johns', 'warning', '−02:30'],
  ['UTC', 'warning', '+00:00'],
])('time zone %s in July: %s', (zone, status, offset) => {
  expect(timeZone(zone, Date.parse('2026-07-01T12:00:00Z'))).toMatchObject({ status, evidence: `${zone} (UTC${offset})` })
})

describe('the scheduled task on Linux', () => {
  const see = (paths: string[], more: { uid?: number; session?: string } = {}) =>
    checkScheduledTask(
      {
        platform: 'linux',
        env: more.session ? { XDG_RUNTIME_DIR: more.session } : {},
        run: async () => undefined,
        uid: more.uid ?? 1000,
        userName: 'eva',
        exists: async (path) => paths.includes(path),
      },
      never,
    )
  it.each([
    [['/run/systemd/system'], { uid: 0 }, 'ok', 'systemd (system)'],
    [['/run/systemd/system', '/run/user/1000/systemd'], { session: '/run/user/1000' }, 'warning', 'systemd (eva)'],
    [
      ['/run/systemd/system', '/run/user/1000/systemd', '/var/lib/systemd/linger/eva'],
      { session: '/run/user/1000' },
      'ok',
      'systemd (eva, linger)',
    ],
    [['/usr/bin/crontab'], {}, 'ok', '/usr/bin/crontab'],
    [[], {}, 'warning', 'systemd –; crontab –'],
  ])('%j %j', async (paths, more, status, evidence) => {
    expect(await see(paths, more)).toMatchObject({ status, evidence })
  })
})

describe('a program of the system', () => {
  it('gives its answer, its exit code, and never runs by a bare name', async () => {
    const answer = await runSystemProgram()(process.execPath, ['-e', 'process.stdout.write("ž"); process.exitCode = 3'], never)
    expect(answer).toEqual({ exitCode: 3, output: Buffer.from('ž') })
    expect(await runSystemProgram()('node', ['-v'], never)).toBeUndefined()
    expect(await runSystemProgram()(join(folder, 'none'), [], never)).toBeUndefined()
  })
  it('is ended after its time, and with the signal', async () => {
    const hang = ['-e', 'setInterval(() => {}, 1000)']
    expect((await runSystemProgram(200)(process.execPath, hang, never))?.exitCode).toBeUndefined()
    const controller = new AbortController()
    const running = runSystemProgram()(process.execPath, hang, controller.signal)
    controller.abort()
    expect((await running)?.exitCode).toBeUndefined()
  })
  it('that prints without end is ended', async () => {
    const answer = await runSystemProgram()(
      process.execPath,
      ['-e', 'const b = Buffer.alloc(1e6); const f = () => process.stdout.write(b, f); f()'],
      never,
    )
    expect(answer?.exitCode).toBeUndefined()
    expect(answer?.output.byteLength).toBeLessThanOrEqual(8 * 1024 * 1024)
  })
})

test('aborted, it gives no further line', async () => {
  const controller = new AbortController()
  const lines: string[] = []
  await expect(async () => {
    for await (const line of checkComputer({ dataDir: folder, clock }, controller.signal)) {
      lines.push(line.id)
      controller.abort(new Error('enough'))
    }
  }).rejects.toThrow('enough')
  expect(lines).toEqual(['computer.system'])
})
