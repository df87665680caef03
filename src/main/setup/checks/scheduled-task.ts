import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { problem } from '../../../shared/failure'
import type { Environment, RunSystemProgram } from '../ports'
import { ok, type Seen, warning } from './line'
import { elevated, taskSchedulerAnswers } from './windows-facts'

export interface TaskTools {
  platform: NodeJS.Platform
  env: Environment
  run: RunSystemProgram
  /** `process.getuid()`; undefined on Windows. */
  uid: number | undefined
  userName: string
  exists?: (path: string, mode: number) => Promise<boolean>
}

const there = (path: string, mode: number): Promise<boolean> =>
  access(path, mode).then(
    () => true,
    () => false,
  )

/** Whether this account could add a task that runs whoever is logged in. Nothing is made here, and nothing is failed: the client also runs by hand. */
export async function checkScheduledTask(tools: TaskTools, signal: AbortSignal): Promise<Seen> {
  const { platform, uid, userName, env } = tools
  if (platform === 'win32') {
    if (!(await taskSchedulerAnswers(tools, signal))) return warning('schtasks.exe', problem('computer-no-scheduler', {}))
    const raised = await elevated(tools, signal)
    const evidence = `schtasks.exe; ${userName}: ${raised === undefined ? '?' : raised ? 'S-1-16 ≥ 12288' : 'S-1-16 < 12288'}`
    return raised === true ? ok(evidence) : warning(evidence, problem('computer-scheduler-rights', { account: userName }))
  }
  const exists = tools.exists ?? there
  if (await exists('/run/systemd/system', constants.F_OK)) {
    if (uid === 0) return ok('systemd (system)')
    const session = env['XDG_RUNTIME_DIR']
    if (session && (await exists(`${session}/systemd`, constants.F_OK))) {
      // Without it the user's tasks end when the user logs out.
      return (await exists(`/var/lib/systemd/linger/${userName}`, constants.F_OK))
        ? ok(`systemd (${userName}, linger)`)
        : warning(`systemd (${userName})`, problem('computer-scheduler-rights', { account: userName }))
    }
  }
  if (await exists('/usr/bin/crontab', constants.X_OK)) return ok('/usr/bin/crontab')
  return warning('systemd –; crontab –', problem('computer-no-scheduler', {}))
}
