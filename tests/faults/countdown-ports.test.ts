import { describe, expect, test } from 'vitest'
import { countDown, faults, throughAll } from '../support/countdown'

/** What an earlier run left behind; `COUNTDOWN=all` takes more of it and as many more minutes. */
const leftBehind =
  process.env['COUNTDOWN'] === 'all'
    ? ([undefined, 'answer-lost', 'dies-half-way', 'late', 'locked', 'short-answer', 'throws'] as const)
    : ([undefined, 'dies-half-way', 'late'] as const)

describe.each(['enforced', 'searchable', 'none'] as const)('guard %s', (guard) => {
  test.each(faults)(
    'every call of every port fails $when its effect, $lasting',
    async (fault) => {
      let struck = 0
      for (const whim of leftBehind) struck += await countDown(guard, whim, fault, (_, countdown) => throughAll(countdown))
      // A count-down that strikes nothing proves nothing.
      expect(struck).toBeGreaterThan(100)
    },
    300_000,
  )
})
