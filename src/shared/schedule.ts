import { z } from 'zod'

/** What of the operating system starts the client while nobody is signed in. */
export const schedulerKinds = ['task-scheduler', 'systemd', 'systemd-user', 'cron'] as const
export type SchedulerKind = (typeof schedulerKinds)[number]

/** `DOMAIN\NAME$`, without what no account has. */
export const GMSA = /^[^\\@\p{Cc}"/[\]:;|=,+*?<>]{1,128}\\[^\\@\p{Cc}"/[\]:;|=,+*?<>]{1,64}\$$/u

/**
 * Under whom it runs. `system`: LocalSystem on Windows, root on Linux. `gmsa`: a group managed service account of a
 * Windows domain, whose password nobody knows. `named`: any other.
 */
export const scheduleAccountSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('system') }),
  z.strictObject({ kind: z.literal('named'), name: z.string().min(1).max(256) }),
  z.strictObject({ kind: z.literal('gmsa'), name: z.string().min(1).max(256) }),
])
/** Of those that need no password. */
export const windowAccountSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('system') }),
  z.strictObject({ kind: z.literal('gmsa'), name: z.string().regex(GMSA) }),
])
export type ScheduleAccount = z.infer<typeof scheduleAccountSchema>

export const MOST_EVERY_MINUTES = 1440

const instant = z.iso.datetime({ offset: true })

/** What a run that the scheduler started has said of itself: the evidence that the schedule works. Lies in the ledger. */
export const scheduledRunSchema = z.strictObject({
  startedAt: instant,
  finishedAt: instant.optional(),
  /** As the operating system names it: `SYSTEM`, `DOMAIN\gmsa$`, `root`. */
  account: z.string().max(256),
  /** Windows: session name and number (`Services 0`); Linux: the control group (`business-integrator-client.service`). */
  session: z.string().max(256),
  /** A person's session: then it proves nothing about running without one. */
  interactive: z.boolean(),
  process: z.enum(['electron', 'node']),
  pid: z.number().int().positive(),
  host: z.string().max(256),
  version: z.string().max(64),
  /** `paused`: a person has paused the synchronisation. `resting`: outside the working hours. */
  result: z.enum(['running', 'ok', 'attention', 'failed', 'paused', 'resting']),
  /** Who held the engine and was asked to run. */
  asked: z.string().max(600).optional(),
  /** Code of the problem. */
  problem: z.string().max(64).optional(),
  /** When the last entry was made in the system's own log: a trouble that lasts is not told at each run. */
  toldAt: instant.optional(),
})
export type ScheduledRun = z.infer<typeof scheduledRunSchema>

export const installedScheduleSchema = z.object({
  /** Name of the task, unit or crontab. */
  name: z.string(),
  everyMinutes: z.number().int().optional(),
  account: z.string(),
  installedAt: z.string().optional(),
  command: z.string(),
  enabled: z.boolean(),
  /** What is not as this program would install it now: names of its parts. Empty: up to date. */
  differs: z.array(z.string()),
  lastRunAt: z.string().optional(),
  nextRunAt: z.string().optional(),
})
export type InstalledSchedule = z.infer<typeof installedScheduleSchema>

/** What stands, as command line and window show it. */
export const scheduleViewSchema = z.object({
  platform: z.string(),
  /** Absent: this computer has none that we know. */
  scheduler: z.enum(schedulerKinds).optional(),
  installed: installedScheduleSchema.optional(),
  /** Something else has our name; it is never touched. */
  foreign: z.string().optional(),
  evidence: scheduledRunSchema.optional(),
  /** A run later than the installation, outside of a person's session, has left its evidence. */
  proved: z.boolean(),
  /** Lingering is off: the user's timers end with the user's session. */
  lingerOff: z.boolean(),
  /** To be typed by an administrator, where this process may not do it itself. */
  command: z.string(),
})
export type ScheduleView = z.infer<typeof scheduleViewSchema>

/** Evidence before the installation, or from a person's own session, says nothing of it. */
export function isProved(installedAt: string | undefined, run: ScheduledRun | undefined): boolean {
  if (installedAt === undefined || run === undefined || run.interactive) return false
  return Date.parse(run.startedAt) >= Date.parse(installedAt)
}
