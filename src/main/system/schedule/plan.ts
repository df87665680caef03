import { createHash } from 'node:crypto'
import { z } from 'zod'
import { Failure, problem } from '../../../shared/failure'
import { type InstalledSchedule, type ScheduleAccount, type SchedulerKind, scheduleAccountSchema } from '../../../shared/schedule'

/** Name of units, of the block in a crontab, of the source of events. */
export const SCHEDULE_NAME = 'business-integrator-client'

/** Everything that is installed is worked out from this, and compared with it when it is read back. */
export interface SchedulePlan {
  /** Empty for the computer's own data folder; each other one has a schedule of its own. */
  id: string
  /** Absolute path. */
  program: string
  args: readonly string[]
  everyMinutes: number
  account: ScheduleAccount
  /** RFC 3339, UTC. */
  installedAt: string
  dataDir: string
  /** Folders besides the data folder that the run writes into. */
  writes: readonly string[]
  /** The connector starts a program of somebody else, which writes wherever it likes. */
  startsPrograms: boolean
  /** The program is an AppImage: it mounts itself. */
  appImage: boolean
}

/** A run that takes longer is ended: politely first, so that the batch under way is finished. */
export const LIMIT_MINUTES = 60

/** What is written into each of the schedulers' own formats to know our own again. */
const markSchema = z.strictObject({
  id: z.string().regex(/^([0-9a-f]{8})?$/),
  everyMinutes: z.number().int().min(1).max(1440),
  account: scheduleAccountSchema,
  installedAt: z.iso.datetime(),
})
export type ScheduleMark = z.infer<typeof markSchema>

export const markOf = ({ id, everyMinutes, account, installedAt }: SchedulePlan): string =>
  // ASCII whatever the account is called: schtasks answers in the console's code page.
  JSON.stringify({ id, everyMinutes, account, installedAt }).replace(
    /[^ -~]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

/** Undefined: not ours, or changed by hand. */
export function readMark(text: string): ScheduleMark | undefined {
  if (text.length > 2000) return undefined
  try {
    return markSchema.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}

/** What one scheduler of the operating system can do. Each throws Failure `schedule-failed`, `schedule-foreign`. */
export interface Scheduler {
  readonly kind: SchedulerKind
  /** Replaces ours; refuses to replace what isn't ours. `password`: only for a named account on Windows. */
  install(plan: SchedulePlan, password?: string): Promise<void>
  /** What stands under our name. `like`: what it is compared with. */
  read(id: string, like: SchedulePlan): Promise<Found>
  /** Whether there was anything of ours. `like`: whose it may be. */
  remove(id: string, like: SchedulePlan): Promise<boolean>
  /** Starts it once now, as the scheduler would. Where that can't be done: false, its time will come. */
  start(id: string): Promise<boolean>
  /** Ids of all that this account can see of ours. */
  ids(like: SchedulePlan): Promise<readonly string[]>
}
export type Found =
  | { is: 'nothing' }
  | { is: 'foreign'; name: string }
  | { is: 'ours'; mark: ScheduleMark; installed: InstalledSchedule }

export const scheduleFailed = (what: string, words?: string, cause?: unknown): Failure =>
  new Failure(problem('schedule-failed', { name: what }, words), { effect: 'unknown', retry: false, cause })
export const scheduleForeign = (name: string): Failure =>
  new Failure(problem('schedule-foreign', { name }), { effect: 'nothing', retry: false })

/** A word that one of the formats could not carry safely. Throws `schedule-failed`; such paths are none that a person has. */
export function expectPlain(word: string): string {
  if (/\p{Cc}|[\u2028\u2029\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/u.test(word))
    throw scheduleFailed(JSON.stringify(word), 'control characters')
  return word
}

/** The same data folder always has the same schedule. */
export const scheduleId = (dataDir: string, usual: string): string =>
  dataDir === usual ? '' : createHash('sha256').update(dataDir).digest('hex').slice(0, 8)

export const accountText = (account: ScheduleAccount, system: string): string =>
  account.kind === 'system' ? system : account.name
