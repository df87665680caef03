import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Half a minute and more each on a small computer. Begun last, one would keep it waiting alone, and a fresh clone knows no times yet. */
const LONG = [
  'faults/kill.test.ts',
  'faults/countdown-ports.test.ts',
  'faults/countdown-real.test.ts',
  'faults/countdown-ledger.test.ts',
  'contract/cli.test.ts',
  'faults/network.test.ts',
  'faults/machine-memory.test.ts',
  'faults/machine-ledger.test.ts',
  'faults/flood.test.ts',
  'faults/two-engines.test.ts',
  'contract/main-job.test.ts',
  'contract/setup-terminal.test.ts',
  'connectors/files-engine.test.ts',
  'connectors/pohoda-engine.test.ts',
  'connectors/money-s3-engine.test.ts',
  'connectors/money-s3.test.ts',
  'connectors/pohoda-xml.test.ts',
  'connectors/money-s3/files-way.test.ts',
  'connectors/pohoda-eshop/eshop.test.ts',
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
