#!/usr/bin/env node
/** `bi-client`: the entry of the headless client on plain Node. */
import { SIMULATE_POHODA } from '../shell/launch'
import { runCli } from './index'

const END_MS = 2000

const [word, ...rest] = process.argv.slice(2)
if (word === SIMULATE_POHODA) void import('./simulate-pohoda').then(({ simulatePohoda }) => simulatePohoda(rest))
else
  void runCli(process.argv.slice(2)).then((code) => {
    process.exitCode = code
    // By itself, so that the output is written out; not later, whatever was left open.
    setTimeout(() => process.exit(code), END_MS).unref()
  })
