import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { replaceFile, syncFolder } from '../atomic-file'
import { accountText, type Found, type SchedulePlan, type Scheduler, scheduleFailed, scheduleForeign } from './plan'
import { type RunTool, wordsOf } from './run-tool'
import { markOfUnit, serviceUnit, timerUnit, UNIT_FILE, unitName } from './systemd-units'

export interface SystemdTools {
  systemctl: string
  /** Of the person's own manager. */
  own: boolean
  /** Where unit files are put. */
  folder: string
  userName: string
  run: RunTool
}

const MOST_BYTES = 64 * 1024
/** `systemctl list-timers --output=json`: µs since the epoch, 0 or null for never. */
const timersSchema = z.array(
  z.object({ next: z.number().nullish(), last: z.number().nullish(), unit: z.string().nullish() }).loose(),
)

export function systemdScheduler(tools: SystemdTools): Scheduler {
  const { own, folder, run } = tools
  const systemctl = (...args: string[]) => run(tools.systemctl, [...(own ? ['--user'] : []), '--no-pager', ...args])
  const pathOf = (id: string, kind: 'service' | 'timer'): string => join(folder, `${unitName(id)}.${kind}`)
  const expectDone = async (...args: string[]): Promise<void> => {
    const answer = await systemctl(...args)
    if (answer?.exitCode !== 0) throw scheduleFailed(`systemctl ${args.join(' ')}`, wordsOf(answer))
  }
  const textAt = (path: string): string | undefined => {
    if (!existsSync(path)) return undefined
    return statSync(path).size > MOST_BYTES ? '' : readFileSync(path, 'utf8')
  }
  const files = (id: string) =>
    (['service', 'timer'] as const).map((kind) => ({ path: pathOf(id, kind), text: textAt(pathOf(id, kind)) }))
  const expectOurs = (id: string): void => {
    for (const { path, text } of files(id)) if (text !== undefined && !markOfUnit(text)) throw scheduleForeign(path)
  }

  async function times(id: string): Promise<{ lastRunAt?: string; nextRunAt?: string }> {
    const answer = await systemctl('list-timers', '--all', '--output=json', `${unitName(id)}.timer`)
    try {
      const [timer] = timersSchema.parse(JSON.parse(answer?.stdout.toString('utf8') ?? ''))
      const at = (microseconds: number | null | undefined): string | undefined =>
        microseconds ? new Date(microseconds / 1000).toISOString() : undefined
      const [last, next] = [at(timer?.last), at(timer?.next)]
      return { ...(last ? { lastRunAt: last } : {}), ...(next ? { nextRunAt: next } : {}) }
    } catch {
      // Older ones know no JSON here.
      return {}
    }
  }

  const read = async (id: string, like: SchedulePlan): Promise<Found> => {
    const [service, timer] = files(id)
    if (service?.text === undefined && timer?.text === undefined) return { is: 'nothing' }
    const mark = markOfUnit(service?.text ?? '')
    if (!mark || (timer?.text !== undefined && !markOfUnit(timer.text)))
      return { is: 'foreign', name: service?.path ?? unitName(id) }
    const plan = { ...like, ...mark }
    const enabled = (await systemctl('is-enabled', `${unitName(id)}.timer`))?.exitCode === 0
    const active = (await systemctl('is-active', `${unitName(id)}.timer`))?.exitCode === 0
    return {
      is: 'ours',
      mark,
      installed: {
        name: `${unitName(id)}.timer`,
        everyMinutes: mark.everyMinutes,
        account: own ? tools.userName : accountText(mark.account, 'root'),
        installedAt: mark.installedAt,
        command: /^ExecStart=(.*)$/m.exec(service?.text ?? '')?.[1] ?? '',
        enabled: enabled && active,
        differs: [
          ...(service?.text === serviceUnit(plan, own) ? [] : ['service']),
          ...(timer?.text === timerUnit(plan) ? [] : ['timer']),
          ...(enabled && active ? [] : ['enabled']),
        ],
        ...(await times(id)),
      },
    }
  }

  return {
    kind: own ? 'systemd-user' : 'systemd',
    async install(plan) {
      const { id } = plan
      expectOurs(id)
      mkdirSync(folder, { recursive: true })
      for (const [path, text] of [
        [pathOf(id, 'service'), serviceUnit(plan, own)],
        [pathOf(id, 'timer'), timerUnit(plan)],
      ] as const) {
        replaceFile(path, text)
        // Nothing secret is in it, and systemd warns of unit files that others can't read.
        chmodSync(path, 0o644)
      }
      await expectDone('daemon-reload')
      await expectDone('enable', `${unitName(id)}.timer`)
      // Not `start`: a timer that runs already goes on by its old interval.
      await expectDone('restart', `${unitName(id)}.timer`)
    },
    read,
    async remove(id) {
      const there = files(id).filter(({ text }) => text !== undefined)
      if (there.length === 0) return false
      expectOurs(id)
      // A run under way is not stopped: it ends by itself.
      await expectDone('disable', '--now', `${unitName(id)}.timer`)
      for (const { path } of there) rmSync(path, { force: true })
      syncFolder(folder)
      await expectDone('daemon-reload')
      await systemctl('reset-failed', `${unitName(id)}.service`)
      return true
    },
    async start(id) {
      await expectDone('start', '--no-block', `${unitName(id)}.service`)
      return true
    },
    async ids() {
      if (!existsSync(folder)) return []
      return [...new Set(readdirSync(folder).flatMap((name) => (UNIT_FILE.exec(name) ? [UNIT_FILE.exec(name)?.[1] ?? ''] : [])))]
    },
  }
}
