/**
 * How many steps of documents the ledger makes durable in a second, one by one and a hundred at once, against the bare disk: a page written
 * and waited for. One step alone is one transaction, which is one wait for the disk; so the disk is the limit.
 */
import { join } from 'node:path'
import { figure, inTurn, temporaryFolder, worker } from './measure.mjs'
import { canTrace, traced } from './sync-trace.mjs'
import { program } from './sync-world.mjs'

export const what = 'durable steps of the ledger, single and a hundred at once, against fdatasync alone on the same disk'

const BATCH = 100

async function allAreThere(one) {
  const counts = await one.call('counts')
  if (counts.imported !== counts.made || counts.inWork > 0 || counts.unreported > 0)
    throw new Error(`not every document came to its end: ${JSON.stringify(counts)}`)
}

export async function run({ short = false, rounds = short ? 3 : 10, say }) {
  const ms = short ? 400 : 3000
  const { file, remove: removeFile } = await worker('ledger-worker.ts')
  const { folder, remove: removeFolder } = temporaryFolder()
  try {
    const one = program(file)
    await one.call('open', join(folder, 'measured'))
    const way = (size) => async () => {
      const { ledger, disk, wide } = await one.call('inTurn', ms, size)
      const perSecond = (1000 * ledger.steps) / ledger.ms
      const diskPerSecond = (1000 * disk.steps) / disk.ms
      const widePerSecond = (1000 * wide.steps) / wide.ms
      const cpuMs = ledger.cpuMs / ledger.steps
      return {
        perSecond,
        diskPerSecond,
        widePerSecond,
        ofDisk: perSecond / diskPerSecond,
        ofWide: perSecond / widePerSecond,
        cpuMs,
      }
    }
    const told = await inTurn({ single: way(1), batched: way(BATCH) }, { rounds, say: () => {} })
    await allAreThere(one)
    await one.end()
    const of = (name, key) => told[name].map((figures) => figures[key])
    say(
      `the last round: disk ${told.single.at(-1).diskPerSecond.toFixed(0)}, single ${told.single.at(-1).perSecond.toFixed(0)} a second`,
    )

    const figures = [
      figure('single: part of what the disk alone does', of('single', 'ofDisk'), { aim: 0.8, better: 'more' }),
      figure('single: part of the disk with as many pages', of('single', 'ofWide'), { better: 'more' }),
      figure(`${BATCH} at once: times what the disk alone does`, of('batched', 'ofDisk'), { aim: 0.8, better: 'more' }),
      figure('single, steps a second', of('single', 'perSecond'), { better: 'more' }),
      figure(`${BATCH} at once, steps a second`, of('batched', 'perSecond'), { better: 'more' }),
      figure('the disk alone, a second', of('single', 'diskPerSecond'), { better: 'more' }),
      figure('the disk with as many pages, a second', of('single', 'widePerSecond'), { better: 'more' }),
      figure('single: processor of a step', of('single', 'cpuMs'), { unit: ' ms' }),
      figure(`${BATCH} at once: processor of a step`, of('batched', 'cpuMs'), { unit: ' ms' }),
    ]
    let calls
    if (canTrace()) {
      const seen = traced(file, folder)
      await seen.call('open', join(folder, 'traced'))
      await seen.call('alone', 20)
      await seen.call('mark', 'begin')
      const steps = await seen.call('alone', short ? 40 : 400)
      await seen.call('mark', 'end')
      await allAreThere(seen)
      await seen.end()
      calls = { steps, ...seen.calls('begin', 'end') }
      // A little over one: now and then the log is carried over into the file, which is two more.
      figures.push(figure('single: syncs of a step', [calls.syncs / calls.steps], { aim: 1.05 }))
    }
    return { figures, facts: { batch: BATCH, calls: calls ?? 'strace is missing', rounds: told } }
  } finally {
    removeFolder()
    removeFile()
  }
}
