/** A process of its own that takes the machine-wide lock and says what became of it; `release` on stdin ends it cleanly. */
import { acquireMachineLock, holderText, thisHolder } from '../../src/main/system/machine-lock'

const dataDir = process.argv[2] ?? ''
const taken = acquireMachineLock(dataDir, thisHolder('cli'))
process.stdout.write(taken.held ? 'held\n' : `refused ${taken.heldBy ? holderText(taken.heldBy) : '?'}\n`)
if (!taken.held) process.exit(7)
process.stdin.on('data', () => {
  taken.lock.release()
  process.exit(0)
})
