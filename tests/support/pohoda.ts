import { execFile } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { OrderRecord } from '../../src/sandbox/simulators/pohoda/order-record'
import {
  type AccountingUnit,
  createPohoda,
  defaultUnit,
  defaultUser,
  type Faults,
  type State,
  setFaults,
} from '../../src/sandbox/simulators/pohoda/state'
import { deleteOrder, readOrders } from '../../src/sandbox/simulators/pohoda/store'

/** A simulated POHODA in a folder of its own, with a program file to start as a customer starts `Pohoda.exe`. */
/** Settings of `pohoda-xml` that start its program; the password goes its own way. */
export const programSettings = ({ program, user, database, ico }: Pick<TestPohoda, 'program' | 'user' | 'database' | 'ico'>) => ({
  way: 'program',
  program,
  user,
  database,
  ico,
})

export interface TestPohoda {
  stateDir: string
  /** Absolute path of an executable that takes POHODA's command line (`/XML user password job.ini`). */
  program: string
  database: string
  ico: string
  user: string
  password: string
  /** Folders for the folder way; they exist. */
  inputDir: string
  responseDir: string
  unit: AccountingUnit
  /** Replaces all faults; `{}` heals. */
  faults(faults: Faults): void
  /** What a person sees in the agenda of received orders, oldest first. */
  orders(): OrderRecord[]
  /** A person deletes an order, by document number or the customer's order number. */
  deleteOrder(number: string): void
  remove(): void
}

export const simulatorProgram = (): string => resolve(import.meta.dirname, '../../out/main/pohoda-simulator.js')

/** Creates one; the folder's name has a blank and letters with diacritics, as customers' folders do. */
export function createTestPohoda(options: Partial<State> & { unit?: Partial<AccountingUnit> } = {}): TestPohoda {
  const { unit: changes, ...rest } = options
  const root = mkdtempSync(join(tmpdir(), 'bi-pohoda-'))
  const stateDir = join(root, 'Účetní program')
  const unit: AccountingUnit = { ...defaultUnit, ...changes }
  createPohoda(stateDir, { units: [unit], ...rest })
  const inputDir = join(root, 'import')
  const responseDir = join(root, 'odpovědi')
  mkdirSync(inputDir)
  mkdirSync(responseDir)
  const program = join(root, 'Pohoda')
  // exec: the started process is the simulator itself, so that a kill of it is a kill of it.
  writeFileSync(program, `#!/bin/sh\nexec "${process.execPath}" "${simulatorProgram()}" --state "${stateDir}" "$@"\n`)
  chmodSync(program, 0o755)
  return {
    stateDir,
    program,
    database: unit.database,
    ico: unit.ico,
    user: defaultUser.name,
    password: defaultUser.password,
    inputDir,
    responseDir,
    unit,
    faults: (faults) => setFaults(stateDir, faults),
    orders: () => readOrders(stateDir, unit.database),
    deleteOrder: (number) => deleteOrder(stateDir, unit.database, number),
    remove: () => rmSync(root, { recursive: true, force: true }),
  }
}

/** Starts the real bundled process on a job file and waits for its end. */
export const runProgram = (
  pohoda: TestPohoda,
  iniFile: string,
  credentials: { user: string; password: string } = pohoda,
): Promise<{ signal: string | undefined; exitCode: number; stderr: string }> =>
  new Promise((done, fail) => {
    if (!existsSync(simulatorProgram())) fail(new Error('the simulator is not built: npx electron-vite build'))
    execFile(pohoda.program, ['/XML', credentials.user, credentials.password, iniFile], (error, _stdout, stderr) => {
      done({ signal: error?.signal ?? undefined, exitCode: typeof error?.code === 'number' ? error.code : 0, stderr })
    })
  })
