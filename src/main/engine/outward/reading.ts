import type { PriceRule, StockRule } from '../../../shared/outward-rules'
import { createFingerprints, createIdSet, type IdSet } from './known-rows'
import {
  isUnreadable,
  type KnownRow,
  type OutwardMemory,
  type PriceReading,
  type StockReading,
  type Unreadable,
  type UnsendableSample,
} from './ports'
import {
  addParts,
  contentOf,
  heldRange,
  type OutwardRow,
  priceRow,
  type StockPart,
  stockPart,
  stockRow,
  type Unsendable,
  whichIsRight,
} from './rules'

/** Rows that are compared at a time: enough that a question to the memory is shared, so few that nobody waits for them. */
const BATCH = 500
const PAGE = 2000
const MOST_SAMPLES = 200

export type Reading = StockReading | PriceReading | Unreadable

/** What a reading is made into. */
export type Agreed = { agenda: 'stock-levels'; rule: StockRule } | { agenda: 'prices'; rule: PriceRule }

export interface ReadingPorts {
  memory: OutwardMemory
  /** Of a text: `FINGERPRINT_LENGTH` characters of base64. */
  fingerprint(text: string): string
  /** Lets other things of this process happen. */
  breathe(): Promise<void>
  /** Nothing is under way in the information system: who waits for it goes first. */
  giveWay(): Promise<void>
  onRead?(rows: number): void
}

export interface ReadingOptions {
  agreed: Agreed
  /** `YYYY-MM-DD`. */
  today: string
  /** Everything is read; otherwise only what has changed. */
  all: boolean
  /** Rows may be taken away: whatever is not met is gone. Only with `all`. */
  full: boolean
  /** Codes lie in several warehouses and are put together before they are compared. */
  adds: boolean
  /** Where only what has changed is read: the warehouse that all cards lie in, as the last full reading met it. */
  warehouse: string | undefined
}

export interface ReadingResult {
  read: number
  leftOut: number
  unsendable: number
  samples: readonly UnsendableSample[]
  /** As in `OutwardFacts`. */
  warehouse: string | null | undefined
  /** Some code lay in more than one warehouse. */
  adds: boolean
}

/** The reading has to be made again, another way. */
export class ReadAgain extends Error {
  override readonly name = 'ReadAgain'
  /** `adds`: codes have to be added up; `all`: what has changed alone doesn't tell the row. */
  readonly how: 'adds' | 'all'
  constructor(how: 'adds' | 'all') {
    super(how)
    this.how = how
  }
}

/** Whether rows of several warehouses are one row: then a part of them alone says nothing. */
const isJoined = (agreed: Agreed): boolean =>
  agreed.rule.warehouses.length !== 1 && (agreed.agenda === 'prices' || !agreed.rule.perWarehouse)

/** Whether what has changed may be read without the rest. `warehouse`: as the last full reading met it. */
export const canReadChanges = (agreed: Agreed, warehouse: string | null | undefined): boolean =>
  !isJoined(agreed) || warehouse !== null

interface Tally {
  read: number
  leftOut: number
  unsendable: number
  samples: UnsendableSample[]
  warehouse: string | null | undefined
}

/**
 * Reads the stream to its end and stages what differs from what was sent. What can't be sent is counted, and its row stays as it was.
 * Throws `ReadAgain`, what the stream throws (then nothing that was staged is of any use), and what the memory throws.
 */
export async function readAndStage(
  ports: ReadingPorts,
  stream: AsyncIterable<readonly Reading[]>,
  options: ReadingOptions,
  signal: AbortSignal,
): Promise<ReadingResult> {
  const { memory } = ports
  const { agreed } = options
  const tally: Tally = { read: 0, leftOut: 0, unsendable: 0, samples: [], warehouse: undefined }
  const held = createHeld(memory, tally)
  const seen = createIdSet()
  const sent = options.all ? memory.counts().sent : 0
  const comparer = createComparer(ports, seen, sent, held)
  if (options.all) await comparer.learn()
  const parts: { key: string; warehouse: string; part: string }[] = []
  const flush = async (): Promise<void> => {
    comparer.flush()
    if (parts.length > 0) memory.putParts(parts.splice(0))
    held.flush()
    ports.onRead?.(tally.read)
    await ports.breathe()
    signal.throwIfAborted()
  }

  const meet = (reading: Exclude<Reading, Unreadable>): void => {
    if (agreed.agenda === 'prices') {
      const turned = priceRow(reading as PriceReading, agreed.rule, options.today)
      if (turned === 'left-out') tally.leftOut++
      else if ('unsendable' in turned) held.add(turned.unsendable)
      else {
        meetWarehouse(reading.warehouse)
        comparer.add(turned.row, false)
      }
      return
    }
    const turned = stockPart(reading as StockReading, agreed.rule)
    if (turned === 'left-out') {
      tally.leftOut++
      return
    }
    if ('unsendable' in turned) {
      held.add(turned.unsendable)
      return
    }
    const part = turned.row
    meetWarehouse(reading.warehouse)
    const mayAdd = isJoined(agreed) && part.warehouse !== ''
    if (options.adds && mayAdd) parts.push({ key: part.sku, warehouse: part.warehouse, part: JSON.stringify(part) })
    else compareStock(part, mayAdd)
  }
  const meetWarehouse = (warehouse: string | undefined): void => {
    if (!options.all && isJoined(agreed) && warehouse !== options.warehouse) throw new ReadAgain('all')
    if (warehouse === undefined || warehouse === tally.warehouse) return
    tally.warehouse = tally.warehouse === undefined ? warehouse : null
  }
  const compareStock = (part: StockPart, mayAdd: boolean): void => {
    const turned = stockRow(part, agreed.rule as StockRule)
    if (turned === 'left-out') return
    if ('unsendable' in turned) held.add(turned.unsendable)
    else comparer.add(turned.row, mayAdd)
  }

  for await (const portion of stream) {
    signal.throwIfAborted()
    if (portion.length === 0) await ports.giveWay()
    for (const reading of portion) {
      tally.read++
      if (isUnreadable(reading)) held.add({ sku: reading.sku, problem: reading.problem })
      else meet(reading)
      if (tally.read % BATCH === 0) await flush()
    }
  }
  await flush()
  let adds = false
  for (let after: string | undefined = options.adds ? '' : undefined; after !== undefined; ) {
    const page = memory.parts(after, BATCH)
    for (const { key, parts: list } of page) {
      if (list === undefined) {
        held.ambiguous(key)
        continue
      }
      adds ||= list.length > 1
      const sum = addParts(list.map((text) => JSON.parse(text) as StockPart))
      if (sum === 'left-out') continue
      if ('unsendable' in sum) held.add(sum.unsendable)
      else compareStock(sum.row, false)
    }
    await flush()
    after = page.at(-1)?.key
  }
  await comparer.settle(options.full)
  return {
    read: tally.read,
    leftOut: tally.leftOut,
    unsendable: tally.unsendable,
    samples: tally.samples,
    warehouse: tally.warehouse,
    adds,
  }
}

/** What can't be sent: counted, shown, and its row held as it was sent. */
function createHeld(memory: OutwardMemory, tally: Tally) {
  const ranges: { from: string; to: string }[] = []
  const held = {
    add(unsendable: Unsendable): void {
      tally.unsendable++
      const { sku, problem } = unsendable
      if (tally.samples.length < MOST_SAMPLES) tally.samples.push({ sku: sku.slice(0, 200), problem })
      const range = heldRange(unsendable)
      if (range) ranges.push(range)
    },
    ambiguous: (sku: string): void => held.add({ sku, problem: { code: 'row-ambiguous', params: { sku } } }),
    flush(): void {
      if (ranges.length > 0) memory.hold(ranges.splice(0))
    },
  }
  return held
}

interface Met {
  row: OutwardRow
  fingerprint: string
  mayAdd: boolean
}

/** Compares rows with what was sent, and stages those that differ. */
function createComparer(ports: ReadingPorts, seen: IdSet, sent: number, held: ReturnType<typeof createHeld>) {
  const { memory } = ports
  const known = createFingerprints(sent)
  let waiting: { row: OutwardRow; mayAdd: boolean }[] = []
  let seenSent = 0

  /** Rows that are not simply as they were sent: new, changed, or met once more. */
  function stage(open: readonly Met[]): void {
    const keys = [...new Set(open.map(({ row }) => row.key))]
    const found = new Map(memory.find(keys).map((row, index) => [keys[index] as string, row]))
    const staged = new Map<string, Met>()
    const meet = (met: Met): void => {
      const { key } = met.row
      const there = found.get(key)
      const before = staged.get(key)
      if (before === undefined && !(there && seen.has(there.id))) {
        if (there) {
          seen.add(there.id)
          if (there.fingerprint !== undefined) seenSent++
        }
        if (there?.fingerprint !== met.fingerprint) staged.set(key, met)
        return
      }
      if (met.mayAdd) throw new ReadAgain('adds')
      const first = before?.fingerprint ?? there?.staged ?? there?.fingerprint
      if (first === met.fingerprint) return
      const content = before?.row.content ?? contentOf(memory.line((there as KnownRow).id))
      const why = whichIsRight(key, content, met.row.content)
      if (why) held.add(why)
      else if (met.row.content < content) staged.set(key, met)
    }
    for (const met of open) meet(met)
    const rows = [...staged.values()].map(({ row, fingerprint }) => {
      const id = found.get(row.key)?.id
      return { ...(id === undefined ? {} : { id }), key: row.key, fingerprint, line: row.line, zero: row.zero }
    })
    if (rows.length > 0) for (const id of memory.stage(rows)) seen.add(id)
  }

  return {
    async learn(): Promise<void> {
      for (let afterId = 0; ; ) {
        const page = memory.fingerprints(afterId, PAGE)
        const last = page.ids.at(-1)
        if (last === undefined) return
        known.add(page.ids, page.fingerprints)
        afterId = last
        await ports.breathe()
      }
    },
    add(row: OutwardRow, mayAdd: boolean): void {
      waiting.push({ row, mayAdd })
    },
    flush(): void {
      const open: Met[] = []
      for (const { row, mayAdd } of waiting) {
        const fingerprint = ports.fingerprint(row.content)
        const id = known.find(fingerprint)
        if (id !== 0 && seen.add(id)) seenSent++
        else open.push({ row, fingerprint, mayAdd })
      }
      waiting = []
      if (open.length > 0) stage(open)
    },
    /** After the last row: what is held is unstaged, and what was not met is marked as gone. */
    async settle(full: boolean): Promise<void> {
      for (let after: string | undefined = ''; after !== undefined; ) {
        const page = memory.settleHeld(after, BATCH)
        for (const id of page.sent) if (seen.add(id)) seenSent++
        after = page.next
        await ports.breathe()
      }
      if (!full || seenSent === sent) return
      for (let afterId = 0; ; ) {
        const { ids } = memory.fingerprints(afterId, PAGE)
        const last = ids.at(-1)
        if (last === undefined) return
        const gone = ids.filter((id) => !seen.has(id))
        if (gone.length > 0) memory.markGone(gone)
        afterId = last
        await ports.breathe()
      }
    },
  }
}
