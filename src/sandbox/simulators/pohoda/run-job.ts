import {
  closeSync,
  existsSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { basename, dirname, isAbsolute, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { responsePack } from './answers'
import { toWindows1250 } from './encoding'
import { strikes } from './faults'
import { type Job, parseJobFile } from './job-file'
import { holdLock } from './lock'
import { messages } from './messages'
import { type Effects, processPack, readPack, type Session, timeStamp, writes } from './process-pack'
import { type AccountingUnit, readState, type State, type User } from './state'
import { databaseFile, deleteOrder, openStore } from './store'
import { type Element, serializePieces } from './xml'

export interface Credentials {
  user: string
  password: string
}

export const realEffects: Effects = {
  now: () => new Date(),
  sleep: (ms) => sleep(ms),
  die: () => {
    process.kill(process.pid, 'SIGKILL')
    // The signal needs a moment to arrive, and nothing may be written after it was sent.
    for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000)
  },
}

// Windows reads profile files in the computer's own code page; POHODA's computers are Czech or Slovak.
const ansi = new TextDecoder('windows-1250')

interface Task {
  input: string
  output: string | undefined
}

/** Input and answer files of a job; folders in the order of names, answers under the same names. */
export function tasksOf(job: Job): Task[] {
  const { inputDir, inputXml } = job
  if (inputDir !== undefined) {
    if (!existsSync(inputDir)) return []
    const output = job.responseDir ?? join(inputDir, 'response')
    return readdirSync(inputDir, { withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.xml$/i.test(entry.name))
      .map((entry) => entry.name)
      .sort()
      .map((name) => ({ input: join(inputDir, name), output: join(output, name) }))
  }
  if (inputXml === undefined) return []
  const output = job.responseXml ?? (job.responseDir === undefined ? undefined : join(job.responseDir, basename(inputXml)))
  return [{ input: inputXml, output }]
}

const absolute = (base: string, job: Job): Job => {
  const from = (path: string | undefined): string | undefined =>
    path === undefined || isAbsolute(path) ? path : resolve(base, path)
  const paths = Object.entries({
    inputXml: from(job.inputXml),
    inputDir: from(job.inputDir),
    responseXml: from(job.responseXml),
    responseDir: from(job.responseDir),
  }).filter(([, path]) => path !== undefined)
  return { ...job, ...Object.fromEntries(paths) }
}

/**
 * Does one job file as `Pohoda.exe /XML user password job.ini` does: checks the user and the unit, then each input file in
 * turn. Never throws for anything in the job: all is said in the answer files. A job file that is missing gives no answer.
 */
export async function runJob(
  stateDir: string,
  credentials: Credentials,
  iniFile: string,
  effects: Effects = realEffects,
): Promise<void> {
  if (!existsSync(iniFile)) return
  await runParsedJob(
    stateDir,
    credentials,
    absolute(dirname(resolve(iniFile)), parseJobFile(ansi.decode(readFileSync(iniFile)))),
    effects,
  )
}

export async function runParsedJob(
  stateDir: string,
  credentials: Credentials,
  job: Job,
  effects: Effects = realEffects,
): Promise<void> {
  const state = readState(stateDir)
  const tasks = tasksOf(job)
  const user = state.users.find((one) => one.name === credentials.user && one.password === credentials.password)
  const unit = state.units.find((one) => one.database === job.database)
  const refused = await refuseStart(stateDir, user, unit, job)
  if (refused !== undefined || user === undefined) {
    const answer = responsePack('error', { id: '', note: refused ?? messages.login, now: timeStamp(effects.now()) }, [])
    for (const task of tasks) await writeAnswer(stateDir, task.output, answer, job.formatOutput)
    return
  }
  await processTasks(tasks, { stateDir, state, user, unit, job, effects })
}

async function refuseStart(
  stateDir: string,
  user: User | undefined,
  unit: AccountingUnit | undefined,
  job: Job,
): Promise<string | undefined> {
  if (await strikes(stateDir, 'noLicence')) return messages.noLicence
  if (await strikes(stateDir, 'activationExpired')) return messages.activation
  if (user === undefined) return messages.login
  if (!user.xml || (await strikes(stateDir, 'noXmlRights'))) return messages.noXmlRights
  if (job.database === undefined) return undefined
  if (unit === undefined || (await strikes(stateDir, 'lockedDatabase'))) return messages.database(job.database)
  return undefined
}

interface Run {
  stateDir: string
  state: State
  user: User
  unit: AccountingUnit | undefined
  job: Job
  effects: Effects
}

const isImport = (bytes: Buffer): boolean => {
  try {
    return writes(readPack(bytes))
  } catch {
    return false
  }
}

async function processTasks(tasks: readonly Task[], run: Run): Promise<void> {
  const { stateDir, unit, job } = run
  const release = unit === undefined ? undefined : await holdLock(join(stateDir, `${unit.database}.lock`))
  const store = unit === undefined ? undefined : openStore(databaseFile(stateDir, unit.database))
  try {
    if (unit !== undefined) {
      for (const number of (await strikes(stateDir, 'deletedDocuments')) ?? []) deleteOrder(stateDir, unit.database, number)
    }
    const session: Session = { ...run, store, checkDuplicity: job.checkDuplicity }
    for (const task of tasks) {
      if (!existsSync(task.input)) continue
      const bytes = readFileSync(task.input)
      const answer = await processPack(bytes, session)
      const isLost = isImport(bytes) && (await strikes(stateDir, 'noImportResponse')) !== undefined
      if (!isLost) await writeAnswer(stateDir, task.output, answer, job.formatOutput)
      if (job.inputDir !== undefined && run.state.emptiesInputFolder) rmSync(task.input, { force: true })
    }
  } finally {
    store?.close()
    release?.()
  }
}

/** Writes an answer in place, not by renaming: whoever watches the file may see it empty or half, as with the real program. */
async function writeAnswer(stateDir: string, file: string | undefined, answer: Element, indent: boolean): Promise<void> {
  if (file === undefined || (await strikes(stateDir, 'noResponse'))) return
  const wrong = await strikes(stateDir, 'wrongEncoding')
  const declared =
    wrong === undefined ? 'Windows-1250' : typeof wrong === 'object' && 'declare' in wrong ? wrong.declare : 'UTF-8'
  mkdirSync(dirname(file), { recursive: true })
  if (await strikes(stateDir, 'emptyResponse')) {
    writeFileSync(file, '')
    return
  }
  const handle = openSync(file, 'w')
  try {
    for (const piece of serializePieces(answer, declared, indent)) writeSync(handle, toWindows1250(piece))
    if (await strikes(stateDir, 'truncatedResponse')) ftruncateSync(handle, Math.floor(fstatSync(handle).size * 0.6))
  } finally {
    closeSync(handle)
  }
}

/**
 * The scheduled import a customer sets up for the folder way: does the whole input folder once. Without `check_duplicity` the
 * files that stay in the folder are imported anew each time, as with the real program.
 */
export const runScheduledImport = (
  stateDir: string,
  job: Pick<Job, 'database' | 'inputDir' | 'responseDir'> & Partial<Job>,
  credentials: Credentials = { user: 'Admin', password: 'heslo' },
  effects: Effects = realEffects,
): Promise<void> => runParsedJob(stateDir, credentials, { checkDuplicity: true, formatOutput: false, ...job }, effects)
