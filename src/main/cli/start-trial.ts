import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { startSandbox } from '../../sandbox/server'
import { createPohoda, defaultUnit, defaultUser, stateFile } from '../../sandbox/simulators/pohoda/state'
import type { StartTrial } from '../setup/trial'
import { SIMULATE_POHODA } from '../shell/launch'

/** How this program is started again: the executable, and what stands before the first word of ours. */
export interface ThisProgram {
  program: string
  args: readonly string[]
}

const DATABASE = 'StwPh_Zkouska'

/** See `StartTrial`. */
export const startTrialWith =
  ({ program, args }: ThisProgram): StartTrial =>
  async (folder) => {
    const sandboxDir = join(folder, 'business-integrator')
    const pohodaDir = join(folder, 'pohoda')
    mkdirSync(sandboxDir, { recursive: true, mode: 0o700 })
    const sandbox = await startSandbox({ dataDir: sandboxDir, port: 0 })
    const { companyId, name, ico, mode } = sandbox.company()
    if (!existsSync(stateFile(pohodaDir)))
      createPohoda(pohodaDir, {
        units: [{ ...defaultUnit, database: DATABASE, ico, company: `${name} (simulator)` }],
      })
    return {
      baseUrl: sandbox.url,
      account: { apiKey: sandbox.keys.client, companyId, companyName: name, mode, ico },
      connector: {
        id: 'pohoda-xml',
        settings: {
          way: 'program',
          program,
          programArguments: [...args, SIMULATE_POHODA, '--state', pohodaDir],
          user: defaultUser.name,
          database: DATABASE,
          ico,
        },
        secrets: { password: defaultUser.password },
      },
      close: () => sandbox.close(),
    }
  }
