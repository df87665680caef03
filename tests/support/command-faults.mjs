#!/usr/bin/env node
/**
 * Stands between the connector "command" and a customer's script, and disturbs: `node command-faults.mjs STATE PROGRAM SCRIPT VERB`.
 * Faults are in `STATE/faults.json`; each is durable before it strikes.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const [state, program, script, verb] = process.argv.slice(2)
const file = join(state, 'faults.json')
const faults = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
const question = readFileSync(0)
const asked = JSON.parse(question.toString('utf8'))
const sleep = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)

const strikes = (name) => {
  if (verb !== 'deliver' || !faults[name]) return false
  if (typeof faults[name] === 'number') {
    faults[name]--
    writeFileSync(file, JSON.stringify(faults))
  }
  return true
}

if (verb === 'deliver') {
  if (faults.exit) {
    process.stderr.write(faults.words ?? '')
    process.exit(faults.exit)
  }
  if (faults.dieBefore) process.kill(process.pid, 'SIGKILL')
  if (faults.delayMs) sleep(faults.delayMs)
  const { number, sku, party } = asked.document
  if (faults.refuse && [number, sku, party?.name].includes(faults.refuse)) {
    process.stdout.write(JSON.stringify({ outcome: 'rejected', message: 'Odběratel není v adresáři.' }))
    process.exit(0)
  }
}
const run = spawnSync(program, [script, verb], { input: question, stdio: ['pipe', 'pipe', 'inherit'] })
if (strikes('loseAnswer')) process.exit(run.status ?? 1)
if (strikes('dieAfter')) process.kill(process.pid, 'SIGKILL')
if (strikes('garble')) process.stdout.write(run.stdout.subarray(0, run.stdout.length - 5))
else if (strikes('flood')) process.stdout.write(Buffer.alloc(5 * 1024 * 1024, 'x'))
else process.stdout.write(run.stdout)
process.exitCode = run.status ?? 1
