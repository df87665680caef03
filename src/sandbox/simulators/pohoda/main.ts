#!/usr/bin/env node
import { setTimeout as sleep } from 'node:timers/promises'
import { help, parseCommandLine } from './command-line'
import { runJob } from './run-job'

const command = parseCommandLine(process.argv.slice(2), process.env['POHODA_SIMULATOR_STATE'])

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
    // The real program shows a window that nobody sees; its exit code is 0 all the same.
    process.stderr.write(`POHODA simulator: ${error instanceof Error ? error.message : String(error)}\n`)
  }
}
