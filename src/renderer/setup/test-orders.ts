import { type TestOrderStage, type TestOrderView, testOrderStages } from '../../shared/setup-view'

/** How far a test order has got, in one word. */
export type Progress = 'waits' | 'on-way' | 'recorded' | 'done' | 'stopped'

export function progressOf({ state, reportState }: Pick<TestOrderView, 'state' | 'reportState'>): Progress {
  switch (state) {
    case undefined:
      return 'waits'
    case 'quarantined':
    case 'rejected':
    case 'unknown':
    case 'skipped':
      return 'stopped'
    case 'imported':
      return reportState === 'accepted' ? 'done' : reportState === 'refused' ? 'stopped' : 'recorded'
    default:
      return 'on-way'
  }
}

export interface StageView {
  stage: TestOrderStage
  status: 'done' | 'now' | 'stopped' | 'ahead'
  /** RFC 3339; of a stage that was reached. */
  at?: string
}

/** The stages in their order; where it stands, or stopped, is the first that was not reached. */
export function stagesOf(order: TestOrderView): readonly StageView[] {
  const progress = progressOf(order)
  const first = testOrderStages.find((stage) => order.reached[stage] === undefined)
  return testOrderStages.map((stage): StageView => {
    const at = order.reached[stage]
    if (at !== undefined) return { stage, status: 'done', at }
    if (stage !== first) return { stage, status: 'ahead' }
    return { stage, status: progress === 'stopped' ? 'stopped' : progress === 'done' ? 'ahead' : 'now' }
  })
}

export interface Round {
  number: number
  /** When the first of it was created. */
  at: string
  orders: readonly TestOrderView[]
}

/** All orders of one sending have the same time; the newest sending comes first. */
export function roundsOf(orders: readonly TestOrderView[]): readonly Round[] {
  const times = [...new Set(orders.map(({ createdAt }) => createdAt))].sort((one, other) => Date.parse(one) - Date.parse(other))
  return times
    .map((at, index) => ({ number: index + 1, at, orders: orders.filter(({ createdAt }) => createdAt === at) }))
    .reverse()
}

export const isRecorded = (order: TestOrderView): boolean => order.state === 'imported'
export const waitsForVerdict = (order: TestOrderView): boolean => isRecorded(order) && order.verdict === undefined

export interface RoundCounts {
  total: number
  recorded: number
  stopped: number
  right: number
}
export const countOrders = (orders: readonly TestOrderView[]): RoundCounts => ({
  total: orders.length,
  recorded: orders.filter(isRecorded).length,
  stopped: orders.filter((order) => progressOf(order) === 'stopped').length,
  right: orders.filter(({ verdict }) => verdict?.right === true).length,
})

/** Reached an end since the last look: worth a word. */
export function newlyEnded(before: readonly TestOrderView[], now: readonly TestOrderView[]): readonly TestOrderView[] {
  const was = new Map(before.map((order) => [order.itemId, progressOf(order)]))
  return now.filter((order) => {
    const progress = progressOf(order)
    return (progress === 'done' || progress === 'stopped') && was.has(order.itemId) && was.get(order.itemId) !== progress
  })
}
