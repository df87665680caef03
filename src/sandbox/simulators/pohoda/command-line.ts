/** The simulator's command line: POHODA's own, with `--state` and `--watch` before or after it. */
export type Command =
  | { kind: 'help' }
  | { kind: 'wrong'; reason: string }
  | { kind: 'xml'; stateDir: string; user: string; password: string; iniFile: string; watchSeconds: number | undefined }

export function parseCommandLine(args: readonly string[], stateFromEnvironment: string | undefined): Command {
  const rest: string[] = []
  let stateDir = stateFromEnvironment
  let watchSeconds: number | undefined
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index] ?? ''
    if (arg === '--help' || arg === '-h' || arg === '/?') return { kind: 'help' }
    if (arg === '--state' || arg === '--watch') {
      index += 1
      const value = args[index]
      if (value === undefined) return { kind: 'wrong', reason: `${arg} needs a value` }
      if (arg === '--state') stateDir = value
      else watchSeconds = Number(value)
    } else rest.push(arg)
  }
  if (watchSeconds !== undefined && !(watchSeconds > 0)) return { kind: 'wrong', reason: '--watch needs a number of seconds' }
  const [action, user, password, iniFile] = rest
  if (action === undefined) return { kind: 'help' }
  if (action.toUpperCase() !== '/XML') return { kind: 'wrong', reason: `only /XML is simulated, not ${action}` }
  if (user === undefined || password === undefined || iniFile === undefined) {
    return { kind: 'wrong', reason: '/XML needs user, password and job file' }
  }
  if (stateDir === undefined || stateDir === '')
    return { kind: 'wrong', reason: 'no state folder: --state or POHODA_SIMULATOR_STATE' }
  return { kind: 'xml', stateDir, user, password, iniFile, watchSeconds }
}

export const help = `POHODA simulator for tests and demonstrations. This is not POHODA and not made by STORMWARE.

  pohoda-simulator [--state FOLDER] [--watch SECONDS] /XML USER PASSWORD JOB.INI

It imports received orders and answers as the command line of POHODA does, into a folder of its own.
  --state FOLDER    the simulated installation (or POHODA_SIMULATOR_STATE); faults to play are in its faults.json
  --watch SECONDS   do the same job again and again, as a scheduled task would
The exit code says nothing, as with the real program: read the answer file.
`
