/** What the benches of whole runs share: processes that are told what to do, and the check that all was done. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { temporaryFolder, worker } from './measure.mjs'

/** `BI_BENCH_PROFILE=FOLDER`: each process leaves its profile there, to see what it spent its time on. What is measured then is slower. */
const profile = process.env.BI_BENCH_PROFILE ? ['--cpu-prof', `--cpu-prof-dir=${process.env.BI_BENCH_PROFILE}`] : []

/** A worker that does what it is told over the channel: `await one.call('act', …)`. `under`: a program that starts Node, with its arguments. */
export function program(file, args = [], { under } = {}) {
  const child = fork(file, args, {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    ...(under ? { execPath: under[0], execArgv: [...under.slice(1), process.execPath] } : { execArgv: profile }),
  })
  const waiting = new Map()
  let last = 0
  let over = ''
  child.on('message', ({ id, value, error }) => {
    const { resolve, reject } = waiting.get(id)
    waiting.delete(id)
    if (error === undefined) resolve(value)
    else reject(new Error(error))
  })
  const ended = once(child, 'exit').then(([status, signal]) => {
    over = `the worker ended: ${signal ?? status}`
    for (const { reject } of waiting.values()) reject(new Error(over))
    waiting.clear()
  })
  return {
    pid: child.pid,
    call: (act, ...args) =>
      new Promise((resolve, reject) => {
        const id = ++last
        if (over !== '') reject(new Error(over))
        waiting.set(id, { resolve, reject })
        child.send({ id, act, args }, (error) => error && reject(error))
      }),
    async end() {
      if (child.connected) child.disconnect()
      await ended
    },
  }
}

/** The bundles and a folder; `server()` starts another sandbox with its information system, `one(way)` a process that works through its queue. */
export async function world() {
  const bundles = await Promise.all(['sync-server.ts', 'sync-worker.ts'].map((path) => worker(path)))
  const [serverFile, workerFile] = bundles.map(({ file }) => file)
  const { folder, remove } = temporaryFolder()
  let made = 0
  return {
    folder,
    async server() {
      const one = program(serverFile, [join(folder, `sandbox-${++made}`)])
      return { ...one, where: await one.call('where') }
    },
    async one(way, { where }) {
      const process = program(workerFile)
      await process.call('open', way, join(folder, `${way}-${++made}`), where)
      return process
    },
    close() {
      remove()
      for (const bundle of bundles) bundle.remove()
    },
  }
}

/**
 * Puts `count` orders into the queue, has `one` work through it, and makes sure that all of it was done and once. `reports`: the way tells
 * the central side, so that all must be processed there; the bare loop does not.
 */
export async function workThrough(server, one, count, { randomSeed = 1, reports = true } = {}) {
  await server.call('seed', count, randomSeed)
  const before = await server.call('look')
  const figures = await one.call('run')
  const after = await server.call('look')
  const done = reports ? after.central.processed - before.central.processed : figures.value.orders
  const recorded = reports ? after.records - before.records : figures.value.orders
  const wrong = after.twice > 0 || after.central.waiting > 0
  if (figures.value.orders !== count || done !== count || recorded !== count || wrong)
    throw new Error(
      `of ${count} orders ${figures.value.orders} worked on, ${recorded} recorded, ${done} reported: ${JSON.stringify(after)}`,
    )
  return {
    ms: figures.ms,
    cpuMs: figures.cpuMs,
    orders: count,
    packBytes: reports ? after.asked.bytes : figures.value.bytes,
    asked: after.asked,
    ...figures.value,
  }
}
