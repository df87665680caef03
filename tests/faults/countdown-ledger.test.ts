import { describe, expect, test } from 'vitest'
import { createLedger } from '../../src/main/ledger/ledger'
import { countDown, faults, sqlThrough } from '../support/countdown'

describe.each(['enforced', 'searchable'] as const)('guard %s', (guard) => {
  test.each(faults)(
    'every statement and commit of the ledger fails $when its effect, $lasting',
    async (fault) => {
      const struck = await countDown(guard, 'dies-half-way', fault, (made, countdown) => {
        const ledger = createLedger(sqlThrough(made.machine().sql(), countdown), () => made.clock.now)
        return (ports) => ({ ...ports, ledger })
      })
      // A count-down that strikes nothing proves nothing; a batch is some six statements.
      expect(struck).toBeGreaterThan(60)
    },
    300_000,
  )
})
