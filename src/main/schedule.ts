import { readFileSync, statSync } from 'node:fs'
import { isAbsolute, win32 } from 'node:path'
import { Failure, problem } from '../shared/failure'
import { isProved, MOST_EVERY_MINUTES, type ScheduleAccount, type ScheduledRun, type ScheduleView } from '../shared/schedule'
import type { Settings } from '../shared/settings'
import { connectorById } from './connectors/index'
import { dataFolderPath } from './settings/data-folder'
import { runSystemProgram } from './setup/checks/run-system-program'
import { elevated } from './setup/checks/windows-facts'
import { connectorForm } from './setup/connector-form'
import { chooseScheduler, lingers, type ScheduleHost, thisScheduleHost } from './system/schedule/choose'
import { cronRhythm } from './system/schedule/cron-lines'
import { type SchedulePlan, type Scheduler, scheduleFailed, scheduleId } from './system/schedule/plan'
import { wordsOf } from './system/schedule/run-tool'
import { windowsWords } from './system/schedule/windows-words'

/** What the schedule needs of the client. */
export interface ScheduledClient {
  dataDir: string
  settings(): Settings | undefined
  keepSettings(settings: Settings): void
  scheduledRun(): ScheduledRun | undefined
}

export interface ScheduleRequest {
  /** Absent: as the settings say. */
  everyMinutes?: number | undefined
  /** Absent: SYSTEM on Windows; on Linux the account that the data folder belongs to. */
  account?: ScheduleAccount | undefined
  /** Of a named account on Windows. Goes to the operating system by a pipe; kept nowhere. */
  password?: string | undefined
}

/** The operation without anybody signed in: installed, read back, shown, proved, removed. Each throws only `Failure`. */
export interface Schedule {
  view(): Promise<ScheduleView>
  /** What is installed is read back and compared. Throws `schedule-failed`, `computer-scheduler-rights`, … */
  install(request: ScheduleRequest): Promise<ScheduleView>
  /** Starts it once and waits for its evidence in the ledger. Throws `schedule-not-proved`. */
  prove(signal: AbortSignal): Promise<ScheduleView>
  remove(): Promise<ScheduleView>
  /** All of ours that this account can see, of every data folder: before the program itself goes. Names of those that went. */
  removeAll(): Promise<readonly string[]>
}

export interface ScheduleOptions {
  client: ScheduledClient
  /** How this program is started again: the executable, and what stands before the first word of ours. */
  program: { program: string; args: readonly string[] }
  host?: ScheduleHost | undefined
  /** Runs in Electron, which needs switches where there is no display. */
  isElectron?: boolean
  /** How long a proof is waited for; given by tests. */
  proveMs?: number
}

const POLL_MS = 500
const PROVE_MS = 180_000
/** Cron starts nothing out of turn. */
const CRON_PROVE_MS = 600_000

/**
 * The command line of a scheduled run. On Linux without a display Electron must be told so, and its sandbox is left out:
 * it guards web pages, of which such a run opens none, and neither root nor a unit that may gain no rights could start it.
 */
export function scheduledCommand(
  start: ScheduleOptions['program'],
  dataDir: string,
  where: { platform: NodeJS.Platform; env: NodeJS.ProcessEnv; isElectron: boolean },
): { program: string; args: string[]; appImage: boolean } {
  const { program, args, appImage } = startOf(start, where)
  return { program, args: [...args, 'sync', '--once', '--scheduled', '--data-dir', dataDir], appImage }
}

function startOf(
  { program, args }: ScheduleOptions['program'],
  { platform, env, isElectron }: { platform: NodeJS.Platform; env: NodeJS.ProcessEnv; isElectron: boolean },
): { program: string; args: string[]; appImage: boolean } {
  const isChromium = isElectron && platform === 'linux'
  const own = args.filter((word) => !/^--(no-sandbox|disable-gpu|ozone-platform|log-level)/.test(word))
  const image = isChromium ? env['APPIMAGE'] : undefined
  return {
    // The executable of an AppImage lies in a folder that is there only while it runs.
    program: image ?? program,
    args: [...(isChromium ? ['--ozone-platform=headless', '--disable-gpu', '--log-level=3', '--no-sandbox'] : []), ...own],
    appImage: image !== undefined,
  }
}

/** Folders that the connector writes into, and whether it starts somebody else's program. */
export function placesOf(settings: Settings | undefined): { writes: string[]; startsPrograms: boolean } {
  const definition = connectorById(settings?.connector.id ?? '')
  const parsed = definition?.settings.safeParse(settings?.connector.settings ?? {})
  if (!definition || !parsed?.success) return { writes: [], startsPrograms: true }
  const value = (name: string): unknown =>
    name
      .split('.')
      .reduce<unknown>((at, key) => (at !== null && typeof at === 'object' ? Reflect.get(at, key) : undefined), parsed.data)
  const used = connectorForm(definition).fields.filter(({ when }) => when === undefined || value(when.name) === when.value)
  const path = (kind: string): string[] =>
    used.flatMap((field) => {
      const found = field.kind === kind ? value(field.name) : undefined
      return typeof found === 'string' && isAbsolute(found) ? [found] : []
    })
  return { writes: path('folder'), startsPrograms: path('file').length > 0 }
}

export function openSchedule(options: ScheduleOptions): Schedule {
  const { client, isElectron = process.versions['electron'] !== undefined } = options
  const host = options.host ?? thisScheduleHost()
  const { platform, env } = host
  const { dataDir } = client
  const id = scheduleId(dataDir, dataFolderPath(undefined))
  const scheduler = chooseScheduler(host)

  const settingsNow = (): Settings | undefined => {
    try {
      return client.settings()
    } catch {
      return undefined
    }
  }
  const usualMinutes = (): number =>
    Math.min(MOST_EVERY_MINUTES, Math.max(1, Math.round((settingsNow()?.sync.intervalSeconds ?? 300) / 60)))
  const owner = (): { uid: number; name: string } | undefined => {
    if (platform === 'win32') return undefined
    const { uid } = statSync(dataDir)
    if (uid === host.uid) return { uid, name: host.userName }
    return { uid, name: uid === 0 ? 'root' : nameOf(uid) }
  }
  /** Who must run it: the ledger's files have one owner. */
  function usualAccount(): ScheduleAccount {
    const whose = owner()
    return whose === undefined || whose.uid === 0 ? { kind: 'system' } : { kind: 'named', name: whose.name }
  }
  function expectAccount(account: ScheduleAccount): void {
    const whose = owner()
    if (whose === undefined) return
    const name = account.kind === 'system' ? 'root' : account.name
    const mayChoose = host.uid === 0
    if (account.kind !== 'gmsa' && name === whose.name && (mayChoose || name === host.userName)) return
    throw new Failure(problem('schedule-account', { account: name, path: dataDir, owner: whose.name }), {
      effect: 'nothing',
      retry: false,
    })
  }
  const planOf = (everyMinutes: number, account: ScheduleAccount): SchedulePlan => ({
    id,
    ...scheduledCommand(options.program, dataDir, { platform, env, isElectron }),
    everyMinutes,
    account,
    installedAt: new Date().toISOString(),
    dataDir,
    ...placesOf(settingsNow()),
  })
  const usualPlan = (): SchedulePlan => planOf(usualMinutes(), usualAccount())
  const need = (): Scheduler => {
    if (scheduler) return scheduler
    throw new Failure(problem('computer-no-scheduler', {}), { effect: 'nothing', retry: false })
  }
  /** Windows says no to everybody without elevation, in its own language: said in the person's. */
  async function withRights<T>(act: () => Promise<T>): Promise<T> {
    try {
      return await act()
    } catch (error) {
      const raised =
        platform === 'win32' ? await elevated({ run: runSystemProgram(), env }, AbortSignal.timeout(15_000)) : undefined
      if (raised !== false || !(error instanceof Failure) || error.problem.code !== 'schedule-failed') throw error
      throw new Failure(problem('computer-scheduler-rights', { account: host.userName }, error.problem.words), {
        effect: 'nothing',
        retry: false,
        cause: error,
      })
    }
  }
  /** The folder is closed to all but SYSTEM, administrators and who made it. */
  async function letIn(account: ScheduleAccount): Promise<void> {
    if (platform !== 'win32' || account.kind === 'system') return
    const icacls = win32.join(env['SystemRoot'] ?? env['windir'] ?? 'C:\\Windows', 'System32', 'icacls.exe')
    const answer = await host.run(icacls, [dataDir, '/grant', `${account.name}:(OI)(CI)M`])
    if (answer?.exitCode !== 0) throw scheduleFailed(`icacls ${account.name}`, wordsOf(answer))
  }
  function lastRun(): ScheduledRun | undefined {
    try {
      return client.scheduledRun()
    } catch {
      // The status says what is wrong with the ledger.
      return undefined
    }
  }
  const adminCommand = (): string => {
    const start = startOf(options.program, { platform, env, isElectron })
    const words = [
      start.program,
      ...start.args,
      ...['schedule', 'install', '--every', String(usualMinutes()), '--data-dir', dataDir],
    ]
    return platform === 'win32'
      ? windowsWords(words)
      : words.map((word) => (/^[\w./:=@-]+$/.test(word) ? word : `'${word.replaceAll("'", `'"'"'`)}'`)).join(' ')
  }

  async function view(): Promise<ScheduleView> {
    const found = scheduler ? await scheduler.read(id, usualPlan()) : ({ is: 'nothing' } as const)
    const evidence = lastRun()
    const installed = found.is === 'ours' ? found.installed : undefined
    return {
      platform,
      ...(scheduler ? { scheduler: scheduler.kind } : {}),
      ...(installed ? { installed } : {}),
      ...(found.is === 'foreign' ? { foreign: found.name } : {}),
      ...(evidence ? { evidence } : {}),
      proved: isProved(installed?.installedAt, evidence),
      lingerOff: scheduler?.kind === 'systemd-user' && !lingers(host),
      command: adminCommand(),
    }
  }

  return {
    view,
    install: (request) =>
      withRights(async () => {
        const own = need()
        const settings = client.settings()
        if (!settings) throw new Failure(problem('settings-missing', { path: dataDir }), { effect: 'nothing', retry: false })
        const account = request.account ?? usualAccount()
        expectAccount(account)
        const wanted = request.everyMinutes ?? usualMinutes()
        const everyMinutes = own.kind === 'cron' ? cronRhythm(wanted).everyMinutes : wanted
        const plan = planOf(everyMinutes, account)
        await letIn(account)
        // Another account's crontab would go on beside the new one.
        if (own.kind === 'cron') await own.remove(id, plan)
        await own.install(plan, request.password)
        const found = await own.read(id, plan)
        if (found.is !== 'ours' || found.installed.differs.length > 0 || found.mark.installedAt !== plan.installedAt)
          throw scheduleFailed(
            found.is === 'ours' ? found.installed.name : own.kind,
            `read back: ${found.is === 'ours' ? found.installed.differs.join(', ') : found.is}`,
          )
        // The state would call a client silent that runs less often than the settings say.
        if (settings.sync.intervalSeconds !== everyMinutes * 60)
          client.keepSettings({ ...settings, sync: { ...settings.sync, intervalSeconds: everyMinutes * 60 } })
        return view()
      }),
    async prove(signal) {
      const own = need()
      const before = await view()
      const started = await withRights(() => own.start(id))
      const limitMs = options.proveMs ?? (started ? PROVE_MS : CRON_PROVE_MS)
      const until = performance.now() + limitMs
      while (!signal.aborted && performance.now() < until) {
        const run = lastRun()
        if (isProved(before.installed?.installedAt, run) && run?.result !== 'running') return view()
        await new Promise((resolve) => setTimeout(resolve, POLL_MS))
      }
      throw new Failure(
        problem('schedule-not-proved', { name: before.installed?.name ?? '', seconds: String(Math.round(limitMs / 1000)) }),
        { effect: 'nothing', retry: true },
      )
    },
    remove: () =>
      withRights(async () => {
        await need().remove(id, usualPlan())
        return view()
      }),
    removeAll: () =>
      withRights(async () => {
        if (!scheduler) return []
        const plan = usualPlan()
        const gone: string[] = []
        for (const one of await scheduler.ids(plan)) {
          const found = await scheduler.read(one, plan)
          if (found.is === 'ours' && (await scheduler.remove(one, plan))) gone.push(found.installed.name)
        }
        return gone
      }),
  }
}

/** Name of a user id; where the system does not tell it, the id itself. */
function nameOf(uid: number): string {
  try {
    for (const line of readFileSync('/etc/passwd', 'utf8').split('\n')) {
      const [name, , id] = line.split(':')
      if (name && id === String(uid)) return name
    }
  } catch {
    // An account of a directory service.
  }
  return String(uid)
}
