import { acquireMachineLock, thisHolder } from '../../src/main/system/machine-lock'
import { type ReplaceStep, replaceAppImage } from '../../src/main/update/install'

/**
 * A process of its own. `hold FOLDER`: runs the engine there, as far as anybody can see, until it is killed. Otherwise replaces an AppImage
 * and dies right after one step, as a power cut would have it.
 */
const [first = '', sha512 = '', version = '', target = '', at = ''] = process.argv.slice(2)
if (first === 'hold') {
  const taken = acquireMachineLock(sha512, thisHolder('cli'))
  process.stdout.write(taken.held ? 'held\n' : 'refused\n')
  process.stdin.resume()
} else
  await replaceAppImage(
    { path: first, sha512, version },
    {
      target,
      switches: [],
      onStep(step: ReplaceStep) {
        if (step === at) process.kill(process.pid, 'SIGKILL')
      },
    },
  )
