import { existsSync } from 'node:fs'
import { homedir, userInfo } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { cronScheduler } from './cron'
import type { Scheduler } from './plan'
import { type RunTool, runTool } from './run-tool'
import { systemdScheduler } from './systemd'
import { windowsScheduler, windowsTools } from './windows'

/** What this computer has; given by tests. */
export interface ScheduleHost {
  platform: NodeJS.Platform
  env: NodeJS.ProcessEnv
  /** POSIX user id; undefined on Windows. */
  uid: number | undefined
  userName: string
  home: string
  exists(path: string): boolean
  run: RunTool
}

export function thisScheduleHost(env: NodeJS.ProcessEnv = process.env): ScheduleHost {
  let userName = ''
  try {
    userName = userInfo().username
  } catch {
    userName = String(process.getuid?.() ?? '')
  }
  return { platform: process.platform, env, uid: process.getuid?.(), userName, home: homedir(), exists: existsSync, run: runTool }
}

const firstOf = (host: ScheduleHost, ...paths: string[]): string | undefined => paths.find((path) => host.exists(path))

/** Without it, what a user has started ends when the user signs out (loginctl enable-linger). */
export const lingers = ({ exists, userName }: ScheduleHost): boolean => exists(`/var/lib/systemd/linger/${userName}`)

/**
 * What there is, best first: Windows has its Task Scheduler; Linux a running systemd (of the system for root, else of the
 * user), or cron. Undefined: nothing that we know.
 */
export function chooseScheduler(host: ScheduleHost): Scheduler | undefined {
  const { platform, env, uid, userName, home, exists, run } = host
  if (platform === 'win32') return windowsScheduler(windowsTools(env, run))
  if (platform !== 'linux') return undefined
  const systemctl = firstOf(host, '/usr/bin/systemctl', '/bin/systemctl')
  // The folder is there only while systemd is process 1 (sd_booted).
  if (systemctl !== undefined && exists('/run/systemd/system')) {
    if (uid === 0) return systemdScheduler({ systemctl, own: false, folder: '/etc/systemd/system', userName, run })
    const session = env['XDG_RUNTIME_DIR']
    if (session !== undefined && exists(join(session, 'systemd'))) {
      const config = env['XDG_CONFIG_HOME']
      const folder = join(config !== undefined && isAbsolute(config) ? config : join(home, '.config'), 'systemd', 'user')
      return systemdScheduler({ systemctl, own: true, folder, userName, run })
    }
  }
  const crontab = firstOf(host, '/usr/bin/crontab', '/bin/crontab')
  return crontab === undefined ? undefined : cronScheduler({ crontab, run, userName, isRoot: uid === 0 })
}
