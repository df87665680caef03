import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Minutes each on a small computer. Begun last, one of them would keep it waiting alone, and a fresh clone knows no times yet. */
const LONG = [
  'faults/kill.test.ts',
  'faults/countdown-ports.test.ts',
  'faults/countdown-ledger.test.ts',
  'faults/countdown-real.test.ts',
  'faults/network.test.ts',
  'model/engine.test.ts',
  'contract/setup-terminal.test.ts',
]

const rank = ({ moduleId }: TestSpecification): number => {
  const at = LONG.findIndex((name) => moduleId.endsWith(name))
  return at === -1 ? LONG.length : at
}

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    return sorted.toSorted((a, b) => rank(a) - rank(b))
  }
}
