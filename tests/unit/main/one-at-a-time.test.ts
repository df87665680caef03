import { expect, test } from 'vitest'
import { createOneAtATime } from '../../../src/main/one-at-a-time'

const soon = () => new Promise<void>((resolve) => setImmediate(resolve))

test('one at a time, in the order of asking, also after one that failed', async () => {
  const turns = createOneAtATime(() => {})
  const seen: string[] = []
  let inside = 0
  const work = (name: string) => () =>
    turns.alone(async () => {
      expect(++inside).toBe(1)
      await soon()
      seen.push(name)
      inside--
      if (name === 'b') throw new Error('b')
    })
  const all = await Promise.allSettled(['a', 'b', 'c', 'd'].map((name) => work(name)()))
  expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled'])
  expect(seen).toEqual(['a', 'b', 'c', 'd'])
  expect(turns.busy()).toBe(false)
  await turns.idle()
})

test('who gives way lets all that wait go first, and goes on after them', async () => {
  const turns = createOneAtATime(() => {})
  const seen: string[] = []
  const long = turns.alone(async (giveWay) => {
    seen.push('begun')
    await giveWay()
    seen.push('nobody waited')
    await soon()
    await giveWay()
    seen.push('went on')
  })
  await Promise.resolve()
  const others = ['a', 'b'].map((name) => turns.alone(async () => void seen.push(name)))
  await Promise.all([long, ...others])
  expect(seen).toEqual(['begun', 'nobody waited', 'a', 'b', 'went on'])
})
