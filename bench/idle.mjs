/**
 * What it costs to look whether something has come: the whole client with its timer against a local sandbox that has nothing, with ledgers of
 * three sizes. They must not differ: nothing that a poll does may grow with what was done before. And a poll must leave the disk alone.
 */
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { figure, median, worker } from './measure.mjs'
import { canTrace, traced } from './sync-trace.mjs'
import { program, world } from './sync-world.mjs'

export const what = 'a poll with nothing new: ledgers of 1,000 to 1,000,000 documents against each other, and the disk'

/** The shortest interval of the settings in one second. */
const SPEED = 15
const WARM_UP = 300
/** More often than the settings allow (15): what is told is the most that a client can cost. */
const SECONDS_APART = 5

/** What the window asks of the ledger; a search is made of calls that end after a while, so that nothing else has to wait. */
const LOOKS = {
  newest: 'newest page of the list',
  middle: 'page in the middle',
  held: 'page of those held',
  searchOldest: 'longest call of a search for the oldest',
  searchMany: 'longest call of a search with many hits',
}

export async function run({ short = false, rounds = short ? 1 : 3, say }) {
  const sizes = short ? [1000, 10_000] : [1000, 100_000, 1_000_000]
  const polls = short ? 3 : 40
  const here = await world()
  const { file, remove } = await worker('idle-worker.ts')
  try {
    const server = await here.server()
    const folders = new Map()
    const ledgers = {}
    for (const size of sizes) {
      const folder = join(here.folder, `ledger-${size}`)
      folders.set(size, folder)
      const one = program(file)
      const started = performance.now()
      const made = await one.call('fill', folder, server.where, size, size <= 10_000)
      await one.end()
      if (made.documents !== size) throw new Error(`${made.documents} documents instead of ${size}`)
      ledgers[size] = made.bytes
      say(`ledger of ${size}: ${(made.bytes / 1e6).toFixed(0)} MB in ${((performance.now() - started) / 1000).toFixed(1)} s`)
    }

    const told = Object.fromEntries(sizes.map((size) => [size, []]))
    const looks = Object.fromEntries(sizes.map((size) => [size, []]))
    for (let round = 1; round <= rounds; round++) {
      // All at once, a third of a second apart: what disturbs one disturbs the others.
      const clients = []
      for (const size of sizes) {
        const one = program(file)
        await one.call('open', folders.get(size), SPEED)
        await one.call('warm', short ? 20 : WARM_UP)
        clients.push({ size, one })
      }
      for (const { one } of clients) {
        await one.call('start')
        await wait(1000 / sizes.length)
      }
      await Promise.all(clients.map(({ one }) => one.call('watch', 2)))
      const seen = await Promise.all(clients.map(({ one }) => one.call('watch', polls)))
      for (const [place, { size, one }] of clients.entries()) {
        const { imported } = await one.call('status')
        if (imported < size * 0.99) throw new Error(`the client knows of ${imported} of ${size} documents`)
        told[size].push(seen[place])
        looks[size].push(await one.call('look', size))
        await one.call('close')
        await one.end()
      }
      const line = sizes.map((size) => `${size}: ${median(told[size].at(-1).polls.map((poll) => poll.cpuMs)).toFixed(2)} ms`)
      say(`round ${round}, processor of a poll: ${line.join(', ')}`)
    }

    const disk = {}
    for (const size of canTrace() ? sizes.slice(0, short ? 1 : undefined) : []) {
      const one = traced(file, folders.get(size))
      await one.call('open', folders.get(size), SPEED)
      await one.call('start')
      // The first poll of a process is written down.
      await one.call('watch', 2)
      await one.call('mark', 'begin')
      await one.call('watch', short ? 3 : 10)
      await one.call('mark', 'end')
      await one.call('close')
      await one.end()
      disk[size] = one.calls('begin', 'end')
    }
    await server.end()

    const middles = (size, key) => told[size].map((round) => median(round.polls.map((poll) => poll[key])))
    const [least] = sizes
    const figures = sizes.slice(1).map((size) =>
      figure(
        `${size} documents: processor time, times that of ${least}`,
        middles(size, 'cpuMs').map((ms, round) => ms / middles(least, 'cpuMs')[round]),
        { aim: 1.1 },
      ),
    )
    for (const size of sizes) {
      const perSecond = told[size].map((round) => round.cpuMs / round.polls.length / SECONDS_APART)
      figures.push(
        figure(`${size} documents: processor each second`, perSecond, { aim: 3, unit: ' ms' }),
        figure(`${size} documents: one poll by the clock`, middles(size, 'ms'), { unit: ' ms' }),
        figure(
          `${size} documents: bytes written by a poll`,
          told[size].map((round) => round.writtenBytes / round.polls.length),
          { aim: 0, unit: ' B' },
        ),
      )
      for (const [name, words] of Object.entries(LOOKS))
        figures.push(
          figure(
            `${size} documents: ${words}`,
            looks[size].map((seen) => seen[name].longestMs),
            { unit: ' ms' },
          ),
        )
      if (disk[size])
        figures.push(
          figure(`${size} documents: writes of files`, [disk[size].writes], { aim: 0 }),
          figure(`${size} documents: syncs of files`, [disk[size].syncs], { aim: 0 }),
        )
    }
    return { figures, facts: { ledgerBytes: ledgers, disk: canTrace() ? disk : 'strace is missing', rounds: told, looks } }
  } finally {
    here.close()
    remove()
  }
}
