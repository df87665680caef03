/**
 * How many steps of documents the ledger makes durable in a second, one by one and a hundred at once, against the bare disk: a page written
 * and waited for. One step alone is one transaction, which is one wait for the disk; so the disk is the limit.
 */
import { join } from 'node:path'
import { figure, inTurn, ratios, temporaryFolder, worker } from './measure.mjs'
import { canTrace, traced } from './sync-trace.mjs'
import { program } from './sync-world.mjs'

export const what = 'durable steps of the ledger, single and a hundred at once, against fdatasync alone on the same disk'

const BATCH = 100

async function allAreThere(one) {
  const counts = await one.call('counts')
  if (counts.imported !== counts.made || counts.inWork > 0 || counts.unreported > 0)
    throw new Error(`not every document came to its end: ${JSON.stringify(counts)}`)
}

export async function run({ short = false, rounds = short ? 3 : 20, say }) {
  const ms = short ? 200 : 1000
  const { file, remove: removeFile } = await worker('ledger-worker.ts')
  const { folder, remove: removeFolder } = temporaryFolder()
  try {
    const one = program(file)
    await one.call('open', join(folder, 'measured'))
    const perSecond = ({ ms: took, cpuMs, value }) => ({
      perSecond: (1000 * value.steps) / took,
      transactions: value.syncs,
      msOfStep: took / value.steps,
      cpuMsOfStep: cpuMs / value.steps,
    })
    const told = await inTurn(
      {
        disk: async () => perSecond(await one.call('disk', ms)),
        single: async () => perSecond(await one.call('single', ms)),
        batched: async () => perSecond(await one.call('batched', ms, BATCH)),
      },
      { rounds, say: () => {} },
    )
    await allAreThere(one)
    await one.end()
    const of = (way, key = 'perSecond') => told[way].map((figures) => figures[key])
    say(
      `disk ${of('disk').at(-1).toFixed(0)}, single ${of('single').at(-1).toFixed(0)}, batched ${of('batched').at(-1).toFixed(0)} in a second`,
    )

    const figures = [
      figure('single: part of what the disk alone does', ratios(told.single, told.disk, 'perSecond'), {
        aim: 0.8,
        better: 'more',
      }),
      figure(`${BATCH} at once: times what the disk alone does`, ratios(told.batched, told.disk, 'perSecond'), {
        aim: 0.8,
        better: 'more',
      }),
      figure('single, steps a second', of('single'), { better: 'more' }),
      figure(`${BATCH} at once, steps a second`, of('batched'), { better: 'more' }),
      figure('the disk alone, a second', of('disk'), { better: 'more' }),
      figure('single: processor of a step', of('single', 'cpuMsOfStep'), { unit: ' ms' }),
    ]
    let calls
    if (canTrace()) {
      const seen = traced(file, folder)
      await seen.call('open', join(folder, 'traced'))
      await seen.call('single', 100)
      await seen.call('mark', 'begin')
      const { value } = await seen.call('single', short ? 300 : 2000)
      await seen.call('mark', 'end')
      await allAreThere(seen)
      await seen.end()
      calls = { steps: value.steps, ...seen.calls('begin', 'end') }
      // A little over one: now and then the log is carried over into the file, which is two more.
      figures.push(figure('single: syncs of a step', [calls.syncs / calls.steps], { aim: 1.05 }))
    }
    return { figures, facts: { batch: BATCH, calls: calls ?? 'strace is missing', rounds: told } }
  } finally {
    removeFolder()
    removeFile()
  }
}
