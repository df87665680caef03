import { Failure, problem } from '../../shared/failure'
import { acquireMachineLock, holderText, type LockName, type MachineLock, thisHolder } from '../system/machine-lock'

function hold(dataDir: string, name: LockName): MachineLock {
  const acquired = acquireMachineLock(dataDir, thisHolder('cli'), name)
  if (acquired.held) return acquired.lock
  const by = acquired.heldBy ? holderText(acquired.heldBy) : ''
  throw new Failure(problem('engine-held', { by }), { effect: 'nothing', retry: true })
}

/**
 * Holds the engine and the set-up of a data folder, so that nobody goes on with old settings or writes over new ones.
 * Throws Failure `engine-held`.
 */
export function holdAll(dataDir: string): Pick<MachineLock, 'release'> {
  const engine = hold(dataDir, 'engine')
  try {
    const setup = hold(dataDir, 'setup')
    return {
      release() {
        setup.release()
        engine.release()
      },
    }
  } catch (error) {
    engine.release()
    throw error
  }
}
