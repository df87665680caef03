import { setTimeout as sleep } from 'node:timers/promises'
import { help, parseCommandLine } from './command-line'
import { runJob } from './run-job'

/** Plays one start of POHODA by its command line. Never throws, and its exit code says nothing, as with the real program. */
export async function playPohoda(argv: readonly string[], stateFromEnvironment: string | undefined): Promise<void> {
  const command = parseCommandLine(argv, stateFromEnvironment)
  if (command.kind === 'help') process.stdout.write(help)
  else if (command.kind === 'wrong') process.stderr.write(`POHODA simulator: ${command.reason}\n`)
  else {
    const { stateDir, user, password, iniFile, watchSeconds } = command
    try {
      do {
        await runJob(stateDir, { user, password }, iniFile)
        if (watchSeconds !== undefined) await sleep(watchSeconds * 1000)
      } while (watchSeconds !== undefined)
    } catch (error) {
      // The real program shows a window that nobody sees.
      process.stderr.write(`POHODA simulator: ${error instanceof Error ? error.message : String(error)}\n`)
    }
  }
}
