#!/usr/bin/env node
/**
 * `node bench/xml-read.mjs [--cards N] [--rounds N] [--saxes] [--json]`: an export of N stock cards to rows, streaming, against
 * `xmllint --stream` (native libxml2, which makes no rows) on the same file, in turn. Aim: at most 1.5 of its time, at most 130 MB.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { runnerImport } from 'vite'
import { writeStockExport } from './stock-export.mjs'

const root = resolve(import.meta.dirname, '..')
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]

/** Seconds of a whole process: of the clock, and of the processor. What it printed must be right. */
function timed(program, args) {
  const started = performance.now()
  // The shell's own count: Node has none of its children.
  const run = spawnSync('/bin/sh', ['-c', '"$0" "$@"; status=$?; times; exit $status', program, ...args], {
    encoding: 'utf8',
    maxBuffer: 1e8,
  })
  const seconds = (performance.now() - started) / 1000
  if (run.status !== 0) throw new Error(`${program} ended with ${run.status}: ${run.stderr.slice(0, 500)}`)
  const lines = run.stdout.trimEnd().split('\n')
  const cpu = [...(lines.at(-1) ?? '').matchAll(/(\d+)m([\d.]+)s/g)].reduce(
    (sum, [, minutes, rest]) => sum + 60 * Number(minutes) + Number(rest),
    0,
  )
  return { seconds, cpuSeconds: cpu, output: lines.slice(0, -2).join('\n') }
}

/** Figures of all rounds and their medians. `saxes`: reads by it, too, for scale. */
export async function xmlRead({ cards = 100_000, rounds = 3, saxes = false, onProgress = () => {} } = {}) {
  const { module } = await runnerImport(join(root, 'tests/support/bundle-for-node.ts'), {
    root,
    configFile: false,
    logLevel: 'error',
  })
  const worker = await module.bundleForNode(join(root, 'bench/xml-read-worker.ts'))
  const folder = mkdtempSync(join(tmpdir(), 'bi-bench-'))
  try {
    const file = join(folder, 'stock.xml')
    writeStockExport(file, cards)
    const found = { cards, bytes: statSync(file).size, rounds: [] }
    for (let round = 0; round < rounds; round++) {
      const told = { xmllint: timed('xmllint', ['--stream', '--noout', file]) }
      for (const way of saxes ? ['stream', 'saxes'] : ['stream']) {
        const run = timed(process.execPath, [worker, way, file])
        const result = JSON.parse(run.output)
        if (result.rows !== cards) throw new Error(`${way}: ${result.rows} rows of ${cards} cards`)
        told[way] = { ...run, peakBytes: result.peakBytes }
      }
      const figures = Object.fromEntries(
        Object.entries(told).map(([name, { seconds, cpuSeconds, peakBytes }]) => [name, { seconds, cpuSeconds, peakBytes }]),
      )
      found.rounds.push(figures)
      onProgress(
        `round ${round + 1}: ${Object.entries(figures)
          .map(([name, { seconds, cpuSeconds }]) => `${name} ${seconds.toFixed(2)} s (processor ${cpuSeconds.toFixed(2)} s)`)
          .join(', ')}`,
      )
    }
    const ratio = (of, to) => median(found.rounds.map((round) => round[of].cpuSeconds / round[to].cpuSeconds))
    return {
      ...found,
      /** By processor time: other work on the machine stretches the clock of both alike, but never equally. */
      toXmllint: ratio('stream', 'xmllint'),
      ...(saxes ? { saxesToXmllint: ratio('saxes', 'xmllint') } : {}),
      toXmllintByClock: median(found.rounds.map((round) => round.stream.seconds / round.xmllint.seconds)),
      peakBytes: Math.max(...found.rounds.map((round) => round.stream.peakBytes)),
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
    rmSync(dirname(worker), { recursive: true, force: true })
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: {
      cards: { type: 'string', default: '100000' },
      rounds: { type: 'string', default: '3' },
      saxes: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  })
  const figures = await xmlRead({
    cards: Number(values.cards),
    rounds: Number(values.rounds),
    saxes: values.saxes,
    onProgress: (line) => console.error(line),
  })
  if (values.json) console.log(JSON.stringify(figures))
  else
    console.log(
      `${figures.cards} cards, ${(figures.bytes / 1e6).toFixed(0)} MB: ${figures.toXmllint.toFixed(2)} of xmllint's processor time (${figures.toXmllintByClock.toFixed(2)} by the clock)${figures.saxesToXmllint ? `, saxes ${figures.saxesToXmllint.toFixed(2)}` : ''}; at most ${(figures.peakBytes / 1e6).toFixed(0)} MB of memory`,
    )
}
