import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { Worker } from 'node:worker_threads'
import { bundleForNode } from '../support/bundle-for-node'
import { inputOf, type Kind, kinds, readCorpus } from './inputs'
import type { Job, Told } from './worker'

const root = resolve(import.meta.dirname, '../..')
const corpusFolder = join(root, 'tests/corpus')
/** One input may take this long. Measured by the clock: a first excess is tried again alone, the machine may be busy. */
const LONGEST_MS = 2000
const MOST_FINDINGS = 50

export interface Finding {
  kind: Kind
  index: number
  what: string
  /** The input, as a file. */
  path: string
}
export interface FuzzFigures {
  seed: number
  inputs: number
  byKind: Record<string, { inputs: number; seconds: number; slowestMs: number }>
  findings: Finding[]
  seconds: number
}

/** Gives `runs` inputs to the readers, `only` to one kind. Findings are saved below `artifacts/fuzz`. */
export async function runFuzz(options: {
  runs: number
  seed: number
  only?: Kind | undefined
  onProgress?: (line: string) => void
}): Promise<FuzzFigures> {
  const { runs, seed, only } = options
  const chosen = only ? [only] : kinds
  const each = Math.ceil(runs / chosen.length)
  const worker = await bundleForNode(join(root, 'tests/fuzz/worker.ts'))
  const corpus = readCorpus(corpusFolder)
  const started = performance.now()
  const figures: FuzzFigures = { seed, inputs: 0, byKind: {}, findings: [], seconds: 0 }

  const note = (kind: Kind, index: number, what: string): void => {
    const folder = join(root, 'artifacts/fuzz')
    mkdirSync(folder, { recursive: true })
    const path = join(folder, `${kind}-${seed}-${index}`)
    writeFileSync(path, inputOf(corpus, kind, seed, index))
    figures.findings.push({ kind, index, what, path })
  }

  for (const kind of chosen) {
    const began = performance.now()
    let slowestMs = 0
    for (let from = 0; from < each && figures.findings.length < MOST_FINDINGS; ) {
      const end = await work(worker, kind, seed, from, each, (index, what) => note(kind, index, what))
      slowestMs = Math.max(slowestMs, end.slowestMs)
      if (end.stoppedAt === undefined) break
      // Alone, and only when it is too long again, it is the input's fault.
      const again = end.why === 'hang' ? await work(worker, kind, seed, end.stoppedAt, end.stoppedAt + 1, () => {}) : end
      if (again.stoppedAt !== undefined) note(kind, end.stoppedAt, again.why ?? 'hang')
      from = end.stoppedAt + 1
    }
    const seconds = (performance.now() - began) / 1000
    figures.byKind[kind] = { inputs: each, seconds: Math.round(seconds * 10) / 10, slowestMs: Math.round(slowestMs) }
    figures.inputs += each
    options.onProgress?.(`${kind}: ${each} inputs in ${seconds.toFixed(1)} s, the slowest ${slowestMs.toFixed(0)} ms`)
  }
  rmSync(dirname(worker), { recursive: true, force: true })
  figures.seconds = Math.round((performance.now() - started) / 1000)
  return figures
}

interface End {
  slowestMs: number
  /** Of the input at which it had to be ended, or ended by itself. */
  stoppedAt?: number
  why?: string
}

function work(
  path: string,
  kind: Kind,
  seed: number,
  from: number,
  to: number,
  onFinding: (index: number, what: string) => void,
) {
  return new Promise<End>((done) => {
    const shared = new SharedArrayBuffer(16)
    const alive = new Float64Array(shared)
    alive[0] = from
    // Loading the program is not the input's time.
    alive[1] = Number.POSITIVE_INFINITY
    const workerData: Job = { corpusFolder, kind, seed, from, to, alive: shared }
    const worker = new Worker(path, { workerData, resourceLimits: { maxOldGenerationSizeMb: 768 } })
    const end = (what: End): void => {
      clearInterval(timer)
      void worker.terminate().then(() => done(what))
    }
    const stopped = (why: string): void => end({ slowestMs: LONGEST_MS, stoppedAt: alive[0] ?? from, why })
    const timer = setInterval(() => {
      if (Date.now() - (alive[1] ?? 0) > LONGEST_MS) stopped('hang')
    }, 100)
    worker.on('message', (told: Told) => {
      if ('finding' in told) onFinding(told.finding.index, told.finding.what)
      else end({ slowestMs: told.done.slowestMs })
    })
    worker.on('error', (error) => stopped(`crash: ${error.stack ?? error.message}`))
  })
}
