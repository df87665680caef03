import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, win32 } from 'node:path'
import { z } from 'zod'
import { type Found, readMark, SCHEDULE_NAME, type SchedulePlan, type Scheduler, scheduleFailed, scheduleForeign } from './plan'
import { type RunTool, type ToolAnswer, wordsOf } from './run-tool'
import { decodeTask, minutesOf, type ReadTask, readTask, taskDiffers } from './task-xml'

/** Where the task lies in the Task Scheduler. */
export const TASK_FOLDER = '\\Business Integrator'
export const taskName = (id: string): string => `${TASK_FOLDER}\\B2B Client${id === '' ? '' : ` ${id}`}`
const ID = /^\\Business Integrator\\B2B Client(?: ([0-9a-f]{8}))?$/

export interface WindowsTools {
  schtasks: string
  powershell: string
  run: RunTool
}

/** Programs of Windows by their absolute paths: a name alone could be somebody else's. */
export const windowsTools = (env: NodeJS.ProcessEnv, run: RunTool): WindowsTools => {
  const system = win32.join(env['SystemRoot'] ?? env['windir'] ?? 'C:\\Windows', 'System32')
  return {
    schtasks: win32.join(system, 'schtasks.exe'),
    powershell: win32.join(system, 'WindowsPowerShell', 'v1.0', 'powershell.exe'),
    run,
  }
}

/**
 * Registers a task under an account. A constant: what belongs to the task comes by the standard input as JSON, and with it
 * the password, which would stand in the process list as `schtasks /RP`. Without one (a gMSA) the XML's own principal counts.
 */
const REGISTER = [
  "$ErrorActionPreference='Stop'",
  '$i=[Console]::In.ReadToEnd()|ConvertFrom-Json',
  '$a=@{TaskPath=$i.path;TaskName=$i.name;Xml=$i.xml;Force=$true}',
  'if($i.password){$a.User=$i.user;$a.Password=$i.password}',
  'Register-ScheduledTask @a|Out-Null',
].join(';')

/** Times of the last and the next run, in a form that no regional setting changes. */
const TIMES = [
  "$ErrorActionPreference='Stop'",
  '$i=[Console]::In.ReadToEnd()|ConvertFrom-Json',
  '$t=Get-ScheduledTaskInfo -TaskPath $i.path -TaskName $i.name',
  "$f={param($d) if($d -and $d.Year -gt 2000){$d.ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ssZ')}}",
  '@{last=(&$f $t.LastRunTime);next=(&$f $t.NextRunTime)}|ConvertTo-Json -Compress',
].join(';')
const timesSchema = z.object({ last: z.iso.datetime().nullish(), next: z.iso.datetime().nullish() })

/** JSON that any code page carries. */
const asciiJson = (value: unknown): string =>
  JSON.stringify(value).replace(/[^ -~]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)

export function windowsScheduler({ schtasks, powershell, run }: WindowsTools): Scheduler {
  const ask = (script: string, input: unknown): Promise<ToolAnswer | undefined> =>
    run(powershell, ['-NoProfile', '-NonInteractive', '-Command', script], { input: asciiJson(input) })
  const place = (id: string) => ({ path: `${TASK_FOLDER}\\`, name: taskName(id).slice(TASK_FOLDER.length + 1) })
  const expectDone = (answer: ToolAnswer | undefined, id: string): void => {
    if (answer?.exitCode !== 0) throw scheduleFailed(taskName(id), wordsOf(answer))
  }

  async function present(id: string): Promise<ReadTask | 'nothing' | 'unreadable'> {
    const answer = await run(schtasks, ['/Query', '/XML', 'ONE', '/TN', taskName(id)])
    if (answer === undefined || answer.exitCode === undefined) throw scheduleFailed(schtasks, wordsOf(answer))
    // It has one exit code for all: a task that isn't there and one that may not be read. Installing tells the second.
    if (answer.exitCode !== 0) return 'nothing'
    return readTask(decodeTask(answer.stdout)) ?? 'unreadable'
  }
  const isOurs = (task: ReadTask): boolean => task.source === SCHEDULE_NAME && readMark(task.documentation) !== undefined

  async function times(id: string): Promise<{ lastRunAt?: string; nextRunAt?: string }> {
    const answer = await ask(TIMES, place(id))
    if (answer?.exitCode !== 0) return {}
    try {
      const { last, next } = timesSchema.parse(JSON.parse(answer.stdout.toString('latin1')))
      return { ...(last ? { lastRunAt: last } : {}), ...(next ? { nextRunAt: next } : {}) }
    } catch {
      return {}
    }
  }

  const read = async (id: string, like: SchedulePlan): Promise<Found> => {
    const task = await present(id)
    if (task === 'nothing') return { is: 'nothing' }
    const mark = task === 'unreadable' ? undefined : readMark(task.documentation)
    if (task === 'unreadable' || !mark || !isOurs(task)) return { is: 'foreign', name: taskName(id) }
    const { everyMinutes, account, installedAt } = mark
    const [exec] = task.commands
    const meant = { ...like, everyMinutes, account, installedAt }
    const { wantedTask } = await import('./write-task')
    const found = minutesOf(task.interval)
    return {
      is: 'ours',
      mark,
      installed: {
        name: taskName(id),
        ...(found === undefined ? {} : { everyMinutes: Math.round(found) }),
        account: account.kind === 'system' ? 'SYSTEM' : account.name,
        installedAt,
        command: `"${exec?.command ?? ''}" ${exec?.args ?? ''}`,
        enabled: task.enabled === 'true',
        differs: taskDiffers(task, meant, wantedTask(meant)),
        ...(await times(id)),
      },
    }
  }

  return {
    kind: 'task-scheduler',
    async install(plan, password) {
      const { id, account } = plan
      const there = await present(id)
      if (there === 'unreadable' || (there !== 'nothing' && !isOurs(there))) throw scheduleForeign(taskName(id))
      const { taskXml, taskXmlBytes } = await import('./write-task')
      if (account.kind !== 'system') {
        const xml = taskXml(plan)
        expectDone(await ask(REGISTER, { ...place(id), xml, user: account.name, password: password ?? '' }), id)
        return
      }
      const folder = mkdtempSync(join(tmpdir(), 'bi-task-'))
      try {
        const file = join(folder, 'task.xml')
        writeFileSync(file, taskXmlBytes(plan), { mode: 0o600 })
        expectDone(await run(schtasks, ['/Create', '/XML', file, '/TN', taskName(id), '/F']), id)
      } finally {
        rmSync(folder, { recursive: true, force: true })
      }
    },
    read,
    async remove(id) {
      const there = await present(id)
      if (there === 'nothing') return false
      if (there === 'unreadable' || !isOurs(there)) throw scheduleForeign(taskName(id))
      expectDone(await run(schtasks, ['/Delete', '/TN', taskName(id), '/F']), id)
      return true
    },
    async start(id) {
      expectDone(await run(schtasks, ['/Run', '/TN', taskName(id)]), id)
      return true
    },
    async ids() {
      const answer = await run(schtasks, ['/Query', '/FO', 'CSV', '/NH'])
      if (answer?.exitCode !== 0) return []
      const names = answer.stdout
        .toString('latin1')
        .split(/\r?\n/)
        .flatMap((line) => /^"([^"]*)"/.exec(line)?.[1] ?? [])
      // A task with several triggers has a line for each.
      return [...new Set(names.flatMap((name) => ID.exec(name)?.map((part) => part ?? '')[1] ?? []))]
    },
  }
}
