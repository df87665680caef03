import { expect, test } from 'vitest'
import { runFuzz } from '../fuzz/run'

const RUNS = Number(process.env['FUZZ_RUNS'] ?? 3000)
const SEED = Number(process.env['FUZZ_SEED'] ?? Date.now() % 1_000_000)

test(`${RUNS} mutilated inputs: none crashes a reader, hangs, or is believed wrongly (FUZZ_SEED=${SEED}; 100,000 by npm run fuzz)`, async () => {
  const { findings, inputs, byKind } = await runFuzz({ runs: RUNS, seed: SEED })
  console.log(JSON.stringify(byKind))
  expect(findings, `FUZZ_SEED=${SEED}`).toEqual([])
  expect(inputs).toBeGreaterThanOrEqual(RUNS)
}, 120_000)
