import { readFileSync } from 'node:fs'
import { hostname, userInfo } from 'node:os'
import { win32 } from 'node:path'
import type { ScheduledRun } from '../../../shared/schedule'
import type { RunTool } from './run-tool'

export type ProcessFacts = Pick<ScheduledRun, 'account' | 'session' | 'interactive' | 'process' | 'pid' | 'host'>

export interface ProcessWorld {
  platform: NodeJS.Platform
  env: NodeJS.ProcessEnv
  run: RunTool
  /** A person sits at it. */
  isTerminal: boolean
}

function accountName(): string {
  try {
    return userInfo().username
  } catch {
    // A bare user id (a container).
    return String(process.getuid?.() ?? '')
  }
}

/** `"node.exe","4711","Services","0","50,000 K"`: which session a process is in; the columns' order is the same in every language. */
export function sessionOfTasklist(csv: string, pid: number): string | undefined {
  for (const line of csv.split(/\r?\n/)) {
    const [, id, name, number] = [...line.matchAll(/"((?:[^"]|"")*)"(?:,|$)/g)].map(([, field = '']) => field)
    if (id === String(pid) && name !== undefined && number !== undefined && /^\d{1,6}$/.test(number)) return `${name} ${number}`
  }
  return undefined
}

async function windowsSession({ env, run }: ProcessWorld): Promise<{ session: string; interactive: boolean }> {
  const tasklist = win32.join(env['SystemRoot'] ?? env['windir'] ?? 'C:\\Windows', 'System32', 'tasklist.exe')
  const answer = await run(tasklist, ['/FI', `PID eq ${process.pid}`, '/FO', 'CSV', '/NH'])
  const session = answer ? sessionOfTasklist(answer.stdout.toString('latin1'), process.pid) : undefined
  // Session 0 is that of services and of tasks that run without anyone signed in.
  if (session !== undefined) return { session, interactive: !session.endsWith(' 0') }
  const named = env['SESSIONNAME']
  return { session: named ?? '', interactive: named !== undefined && named !== '' }
}

/** `0::/user.slice/user-1000.slice/session-3.scope`: what of systemd, or of a sign-in, a process belongs to. */
export function sessionOfCgroup(text: string): { session: string; interactive: boolean } {
  const path = text.split('\n').flatMap((line) => /^0::(.*)$/.exec(line)?.[1] ?? [])[0] ?? ''
  const session = path.split('/').filter(Boolean).at(-1) ?? ''
  return { session: session.slice(0, 256), interactive: /\/session-[^/]+\.scope(\/|$)/.test(path) }
}

/** Who runs this, where: the evidence of an unattended run. Never throws. */
export async function describeProcess(world: ProcessWorld): Promise<ProcessFacts> {
  let where = { session: '', interactive: false }
  if (world.platform === 'win32') where = await windowsSession(world)
  else
    try {
      where = sessionOfCgroup(readFileSync('/proc/self/cgroup', 'utf8'))
    } catch {
      // No such thing here: the account and the time still say something.
    }
  // Cron's own sessions are counted as sign-ins by some systems; nobody sits at them.
  const isCron =
    world.platform !== 'win32' &&
    where.interactive &&
    !world.isTerminal &&
    world.env['DISPLAY'] === undefined &&
    world.env['SSH_TTY'] === undefined
  return {
    account: accountName().slice(0, 256),
    session: where.session,
    interactive: world.isTerminal || (where.interactive && !isCron),
    process: process.versions['electron'] === undefined ? 'node' : 'electron',
    pid: process.pid,
    host: hostname().slice(0, 256),
  }
}
