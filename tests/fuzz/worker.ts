import { parentPort, workerData } from 'node:worker_threads'
import { inputOf, type Kind, readCorpus } from './inputs'
import { createTargets } from './targets'

/** A part of the work of one kind. `alive`: index of the input under way and ms since the epoch of its start. */
export interface Job {
  corpusFolder: string
  kind: Kind
  seed: number
  from: number
  to: number
  alive: SharedArrayBuffer
}
export type Told = { finding: { index: number; what: string } } | { done: { slowestMs: number; slowest: number } }

const job = workerData as Job
const alive = new Float64Array(job.alive)
const tell = (told: Told): void => parentPort?.postMessage(told)

const corpus = readCorpus(job.corpusFolder)
const { targets, close } = await createTargets()
const target = targets[job.kind]
let slowestMs = 0
let slowest = -1
for (let index = job.from; index < job.to; index++) {
  const input = inputOf(corpus, job.kind, job.seed, index)
  alive[0] = index
  alive[1] = Date.now()
  const started = performance.now()
  try {
    await target(input, index)
  } catch (error) {
    tell({ finding: { index, what: error instanceof Error ? (error.stack ?? error.message) : String(error) } })
  }
  const ms = performance.now() - started
  // Making the next input is not the reader's time.
  alive[1] = Number.POSITIVE_INFINITY
  if (ms > slowestMs) {
    slowestMs = ms
    slowest = index
  }
}
close()
tell({ done: { slowestMs, slowest } })
