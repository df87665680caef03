import { openClient } from '../src/main/client'
import { answerParent, measured } from './sync-channel'
import { openBare, openReference, type Where } from './sync-reference'
import { setUp } from './sync-setup'

/** Works through the queue in one of three ways, each in a process of its own. */

/** The program itself, as the command line and the timer drive it. */
async function openOurs(dataDir: string, where: Where) {
  setUp(dataDir, where)
  const client = await openClient({ dataDir, surface: 'cli' })
  let imported = 0
  return {
    async run() {
      const { problem, counts } = await client.syncNow()
      if (problem) throw new Error(JSON.stringify(problem))
      const orders = counts.imported - imported
      imported = counts.imported
      return { orders, bytes: 0 }
    },
  }
}

const ways = { ours: openOurs, reference: openReference, bare: openBare }
let opened: { run(): Promise<{ orders: number; bytes: number }> } | undefined

answerParent({
  async open(way: keyof typeof ways, folder: string, where: Where) {
    opened = await ways[way](folder, where)
  },
  run: () => measured(() => opened?.run()),
})
