import { spawn } from 'node:child_process'
import { dirname } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Failure, problem } from '../../../../shared/failure'
import { runProgram } from '../../wrap/run-program'
import type { MServerAccess } from './address'

const POLL_MS = 500
const STOP_TIMEOUT_MS = 30_000

/** `Pohoda.exe /HTTP start|stop "name"`; without a shell the name needs no quotes. */
export const controlArguments = (what: 'start' | 'stop', serverName: string): readonly string[] => ['/HTTP', what, serverName]

/** The start never ends by itself: the program it starts is the server. So nobody waits for it, and it outlives us. */
const launch = (program: string, args: readonly string[]): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: dirname(program),
      shell: false,
      windowsHide: true,
      detached: true,
      stdio: 'ignore',
    })
    child.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        new Failure(problem('is-not-found', { path: program }, error.code), { effect: 'nothing', retry: false, cause: error }),
      ),
    )
    child.once('spawn', () => {
      child.unref()
      resolve()
    })
  })

export interface MServerControl {
  /** Starts mServer and waits until `isUp`. Throws `Failure`; nothing was handed over. */
  start(isUp: () => Promise<boolean>, signal: AbortSignal): Promise<void>
  /** Stops what `start` has started; otherwise does nothing. */
  stop(): Promise<void>
}

/** `undefined`: the settings don't allow it. */
export function mServerControl({ control, program, serverName, startSeconds }: MServerAccess): MServerControl | undefined {
  if (control === 'never' || program === undefined) return undefined
  let started = false
  return {
    async start(isUp, signal) {
      await launch(program, controlArguments('start', serverName))
      started = true
      const giveUpAt = performance.now() + startSeconds * 1000
      for (;;) {
        if (await isUp()) return
        if (signal.aborted || performance.now() > giveUpAt)
          throw new Failure(problem('is-closed', { address: serverName, seconds: String(startSeconds) }), {
            effect: 'nothing',
            retry: true,
          })
        await wait(POLL_MS)
      }
    },
    async stop() {
      if (!started) return
      started = false
      await runProgram(program, controlArguments('stop', serverName), {
        timeoutMs: STOP_TIMEOUT_MS,
        signal: new AbortController().signal,
      }).catch(() => {})
    },
  }
}
