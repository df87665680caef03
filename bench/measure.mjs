/**
 * What every bench needs: bundles of TypeScript workers, processes with their processor time, rounds that take turns, medians with spread.
 * Ratios are made within one round and only then is their median taken: what disturbs the machine disturbs both sides of a round.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { runnerImport } from 'vite'

export const root = resolve(import.meta.dirname, '..')

export const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]

/** A ratio of all rounds against its aim. `better`: which way is good. `unit` is empty for ratios. */
export function figure(name, values, { aim, better = 'less', unit = '' }) {
  const middle = median(values)
  const reached = aim === undefined ? undefined : better === 'less' ? middle <= aim : middle >= aim
  return { name, median: middle, least: Math.min(...values), most: Math.max(...values), unit, aim, better, reached }
}

/**
 * Runs the ways in turn, A B C A B C, the first round once more before all as a warm-up. Each way returns its figures; the answer has, for
 * each way, those of all rounds in order.
 */
export async function inTurn(ways, { rounds, warmUp = true, say }) {
  const told = Object.fromEntries(Object.keys(ways).map((name) => [name, []]))
  for (let round = warmUp ? 0 : 1; round <= rounds; round++) {
    const line = []
    for (const [name, way] of Object.entries(ways)) {
      const figures = await way(round)
      if (round > 0) told[name].push(figures)
      if (figures.ms !== undefined) line.push(`${name} ${figures.ms.toFixed(figures.ms < 100 ? 1 : 0)} ms`)
    }
    say(`${round === 0 ? 'warm-up' : `round ${round}`}: ${line.join(', ')}`)
  }
  return told
}

/** The ratios of each round: this way's figure over the other's. */
export const ratios = (of, to, key = 'ms') => of.map((figures, round) => figures[key] / to[round][key])

/** One TypeScript file as a program for Node. Call `remove` when done. */
export async function worker(path) {
  const { module } = await runnerImport(join(root, 'tests/support/bundle-for-node.ts'), {
    root,
    configFile: false,
    logLevel: 'error',
  })
  const file = await module.bundleForNode(join(root, 'bench', path))
  return { file, remove: () => rmSync(dirname(file), { recursive: true, force: true }) }
}

export function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'bi-bench-'))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** A whole process: time of the clock and of the processor, and what it printed. Throws when it does not end well. */
export function timedProcess(program, args, { input, env } = {}) {
  const started = performance.now()
  // The shell's own count: Node has none of its children.
  const run = spawnSync('/bin/sh', ['-c', '"$0" "$@"; status=$?; times; exit $status', program, ...args], {
    encoding: 'utf8',
    maxBuffer: 1e8,
    ...(input === undefined ? {} : { input }),
    ...(env ? { env: { ...process.env, ...env } } : {}),
  })
  const ms = performance.now() - started
  if (run.status !== 0) throw new Error(`${program} ended with ${run.status}: ${run.stderr.slice(0, 2000)}`)
  const lines = run.stdout.trimEnd().split('\n')
  const cpuMs = [...(lines.at(-1) ?? '').matchAll(/(\d+)m([\d.]+)s/g)].reduce(
    (sum, [, minutes, seconds]) => sum + 60_000 * Number(minutes) + 1000 * Number(seconds),
    0,
  )
  return { ms, cpuMs, output: lines.slice(0, -2).join('\n') }
}

/** A worker that prints its figures as JSON in its last line. */
export function timedWorker(file, args, options) {
  const { ms, cpuMs, output } = timedProcess(process.execPath, [file, ...args], options)
  return { processMs: ms, processCpuMs: cpuMs, ...JSON.parse(output.split('\n').at(-1)) }
}
