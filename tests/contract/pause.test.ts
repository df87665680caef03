import { afterEach, test } from 'vitest'
import { createWorld, expectEachDocumentOnce, type World } from '../support/world'

let world: World
afterEach(() => world?.close())

test('whoever goes on after a pause means now, not at the next regular time', async () => {
  world = await createWorld({ sync: { intervalSeconds: 3600 } })
  const client = await world.open()
  client.setPaused(true)
  client.start()
  world.sandbox.seedOrders(2)
  await client.syncNow()
  expectEachDocumentOnce(world, { imported: 2 })
  world.sandbox.seedOrders(1)
  const done = new Promise<void>((resolve) => {
    const end = client.onStatus((status) => {
      if (status.counts.imported < 3 || status.state === 'working') return
      end()
      resolve()
    })
  })
  client.setPaused(false)
  await done
  expectEachDocumentOnce(world, { imported: 3 })
})
