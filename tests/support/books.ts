import { isMasterData } from '../../src/main/engine/agendas'
import type { InformationSystem, Outcome, ParsedDocument } from '../../src/main/engine/ports'
import type { ErpReference } from '../../src/shared/central-api/queue'
import type { InwardAgenda } from '../../src/shared/documents/agenda'
import { Failure, problem } from '../../src/shared/failure'

/** What the books do at the next hand-over instead of their work. */
export type Whim =
  /** Closed or locked: nothing is written, the whole batch is refused for now. */
  | 'locked'
  /** Everything is written, no answer comes. */
  | 'answer-lost'
  /** Writes the first half, then dies without an answer. */
  | 'dies-half-way'
  /** Our side stops waiting; the work is done some minutes later. */
  | 'late'
  /** Answers for some, writes all. */
  | 'short-answer'
  /** Takes none of them and says why. */
  | 'refuses'
  /** Nothing written; asks to try again. */
  | 'try-again'
  /** Breaks down with an error that nobody foresaw, after writing. */
  | 'throws'

export interface Books {
  is: InformationSystem
  /** Every record ever made, doubles too. */
  records(): readonly { itemId: string; reference: ErpReference }[]
  doubled(): string[]
  /** Whims are used up one by one, each by one hand-over. */
  next(...whims: Whim[]): void
  /** Forgets the whims not used yet. */
  calm(): void
  /** `find` can't tell while set. */
  blind: boolean
  /** Refused whenever handed over, until taken out. */
  refused: Set<string>
  /** Does the late work that is due. */
  settle(nowMs: number): void
  /** A late hand-over may still write it. */
  pending(itemId: string): boolean
  /** Somebody deletes the record. */
  remove(itemId: string): void
  /** What was written, in its order, repeats too. */
  written(): readonly string[]
  /** How often something was handed over. */
  handOvers(): number
}

/** How long a `late` hand-over goes on after our side stopped waiting. */
const LATE_MS = 5 * 60_000

/** An information system that is a list, with the guard it is given. */
export function createBooks(
  guard: InformationSystem['guard'],
  monotonicMs: () => number,
  agendas: readonly InwardAgenda[] = ['orders'],
): Books {
  const records: { itemId: string; reference: ErpReference }[] = []
  const whims: Whim[] = []
  const late: { atMs: number; itemIds: string[] }[] = []
  const masterItems = new Set<string>()
  const handed: string[] = []
  let handOvers = 0
  let numbered = 0

  const recordOf = (itemId: string) => records.find((record) => record.itemId === itemId)
  /** Writes as its guard lets it: an enforcing one refuses the second record by itself. */
  const write = (itemId: string): { reference: ErpReference; existed: boolean } => {
    handed.push(itemId)
    const there = recordOf(itemId)
    if (there && masterItems.has(itemId)) return { reference: there.reference, existed: true }
    if (there && guard === 'enforced') return { reference: there.reference, existed: true }
    const record = { itemId, reference: { id: `${++numbered}`, number: `26OBP${String(numbered).padStart(5, '0')}` } }
    records.push(record)
    return { reference: record.reference, existed: false }
  }
  const imported = (itemId: string): Outcome => ({ itemId, kind: 'imported', ...write(itemId), notes: [] })
  const lost = (code: 'is-no-answer' | 'is-timeout') => new Failure(problem(code), { effect: 'unknown', retry: true })

  const books: Books = {
    records: () => records,
    doubled: () => {
      const seen = new Set<string>()
      return records.filter(({ itemId }) => seen.size === seen.add(itemId).size).map(({ itemId }) => itemId)
    },
    next: (...more) => void whims.push(...more),
    calm: () => void whims.splice(0),
    blind: false,
    refused: new Set(),
    written: () => handed,
    handOvers: () => handOvers,
    settle(nowMs) {
      for (const job of late.splice(0)) {
        if (job.atMs > nowMs) late.push(job)
        else for (const itemId of job.itemIds) write(itemId)
      }
    },
    pending: (itemId) => late.some((job) => job.itemIds.includes(itemId)),
    remove(itemId) {
      const at = records.findIndex((record) => record.itemId === itemId)
      if (at >= 0) records.splice(at, 1)
    },
    is: {
      guard,
      agendas,
      // A card or partner is found by its own key, whatever the guard of the documents.
      guards: { addresses: 'enforced', 'stock-cards': 'enforced' },
      target: 'books:1',
      prepare: (document: ParsedDocument) => ({
        ok: true,
        prepared: { itemId: document.itemId, agenda: document.agenda, content: null, sha256: 'a'.repeat(64), notes: [] },
      }),
      async *deliver(batch) {
        handOvers++
        const ids = batch.map((prepared) => prepared.itemId)
        if (new Set(batch.map((prepared) => prepared.agenda)).size > 1) throw new Error('a batch of several agendas')
        // Of a card and a partner the books have one record, whatever comes.
        for (const { itemId, agenda } of batch) if (isMasterData(agenda)) masterItems.add(itemId)
        switch (whims.shift()) {
          case 'locked':
            throw new Failure(problem('is-locked'), { effect: 'nothing', retry: true })
          case 'answer-lost':
            for (const id of ids) write(id)
            throw lost('is-no-answer')
          case 'dies-half-way':
            for (const id of ids.slice(0, Math.ceil(ids.length / 2))) write(id)
            throw lost('is-no-answer')
          case 'late':
            late.push({ atMs: monotonicMs() + LATE_MS, itemIds: ids })
            throw lost('is-timeout')
          case 'short-answer':
            for (const [index, id] of ids.entries()) {
              const outcome = imported(id)
              if (index % 2 === 0) yield outcome
            }
            return
          case 'refuses':
            for (const itemId of ids)
              yield { itemId, kind: 'rejected', problem: problem('is-rejected', {}, 'Období je uzavřeno.') }
            return
          case 'try-again':
            for (const itemId of ids) yield { itemId, kind: 'postponed', problem: problem('is-try-again') }
            return
          case 'throws':
            for (const id of ids) write(id)
            throw new TypeError('undefined is not a function')
          case undefined:
            for (const itemId of ids)
              yield books.refused.has(itemId)
                ? { itemId, kind: 'rejected', problem: problem('is-rejected', {}, 'Období je uzavřeno.') }
                : imported(itemId)
        }
      },
      async find(itemIds) {
        if (books.blind) throw new Failure(problem('is-locked'), { effect: 'nothing', retry: true })
        const found = new Map<string, ErpReference>()
        if (guard !== 'none')
          for (const id of itemIds) {
            const record = recordOf(id)
            if (record) found.set(id, record.reference)
          }
        return found
      },
    },
  }
  return books
}
