import type { AdminItem, AdminItemDetail, AdminQueuePage, AdminQueueQuery, ItemEvent } from '../../shared/central-api/admin'
import type { Parameter, Store } from '../database'
import type { ItemRow, Queue } from './queue'

const PAGE = 100
const iso = (ms: number): string => new Date(ms).toISOString()

export const erpReferenceOf = (row: ItemRow) =>
  row.erp_id === null && row.erp_number === null
    ? undefined
    : { ...(row.erp_id !== null && { id: row.erp_id }), ...(row.erp_number !== null && { number: row.erp_number }) }

/** Leaves out what is undefined: absent and `undefined` are not the same in JSON schemas. */
export const present = <T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  }

export type Administration = ReturnType<typeof createAdministration>

/** What the operator does with the queue. Each function: `undefined` when there is no such item, `conflict` when it may not be. */
export function createAdministration(store: Store, queue: Queue, now: () => number) {
  const events = store.prepare<{ at: number; event: ItemEvent['event']; by: string; facts: string | null }>(
    'select at, event, by, facts from item_events where seq = ? order by event_id',
  )
  const payloadOf = store.prepare<{ payload: string }>('select payload from payloads where seq = ?')
  const setPriority = store.prepare('update items set priority = ? where seq = ?')
  const backToWaiting = store.prepare(
    `update items set state = 'waiting', claim_id = null, outcome = null, erp_id = null, erp_number = null, code = null,
       message = null, finished_at = null where seq = ?`,
  )
  const decide = store.prepare(
    'update items set state = ?, claim_id = null, outcome = null, code = null, message = null, finished_at = ? where seq = ?',
  )
  const leaseOf = store.prepare<{ lease_expires_at: number }>('select lease_expires_at from claims where claim_id = ?')

  const find = (itemId: string): ItemRow | undefined => {
    const row = queue.itemById(itemId)
    if (row === undefined) return undefined
    queue.expireLeases(row.company_id)
    return queue.itemById(itemId)
  }
  const view = (row: ItemRow): AdminItem => {
    const lease = row.claim_id === null ? undefined : leaseOf.get(row.claim_id)
    return present({
      itemId: row.item_id,
      companyId: row.company_id,
      agenda: row.agenda,
      number: row.number,
      partner: row.partner,
      externalId: row.external_id ?? undefined,
      state: row.state,
      test: row.test === 1,
      priority: row.priority,
      receivedAt: iso(row.received_at),
      deliveryCount: row.delivery_count,
      payloadSha256: row.payload_sha256,
      claimId: row.claim_id ?? undefined,
      leaseExpiresAt: lease && iso(lease.lease_expires_at),
      outcome: row.outcome ?? undefined,
      erpReference: erpReferenceOf(row),
      code: row.code ?? undefined,
      message: row.message ?? undefined,
      finishedAt: row.finished_at === null ? undefined : iso(row.finished_at),
    }) as AdminItem
  }
  /** Changes one item in a transaction and shows it as it is then. */
  const change = (itemId: string, work: (row: ItemRow) => 'conflict' | undefined): AdminItem | 'conflict' | undefined =>
    store.transaction(() => {
      const row = find(itemId)
      if (row === undefined) return undefined
      if (work(row) === 'conflict') return 'conflict'
      const after = queue.itemById(itemId)
      return after && view(after)
    })
  const why = (reason: string | undefined) => (reason === undefined ? undefined : { reason })

  return {
    list(query: AdminQueueQuery, companyIds: readonly string[]): AdminQueuePage {
      for (const companyId of companyIds) queue.expireLeases(companyId)
      const where: string[] = []
      const parameters: Parameter[] = []
      const only = (sql: string, ...values: Parameter[]): void => {
        where.push(sql)
        parameters.push(...values)
      }
      if (query.companyId !== undefined) only('company_id = ?', query.companyId)
      if (query.agenda !== undefined) only('agenda = ?', query.agenda)
      if (query.state !== undefined) only('state = ?', query.state)
      if (query.test !== undefined) only('test = ?', query.test === 'true' ? 1 : 0)
      if (query.text !== undefined && query.text !== '') {
        const like = `%${query.text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`
        const fields = ['number', 'partner', 'item_id', 'external_id']
        only(`(${fields.map((field) => `${field} like ? escape '\\'`).join(' or ')})`, ...fields.map(() => like))
      }
      const before = Number(query.cursor)
      if (query.cursor !== undefined && Number.isSafeInteger(before)) only('seq < ?', before)
      const rows = store
        .prepare<ItemRow>(
          `select * from items ${where.length > 0 ? `where ${where.join(' and ')}` : ''} order by seq desc limit ${PAGE + 1}`,
        )
        .all(...parameters)
      const page = rows.slice(0, PAGE)
      const last = page[page.length - 1]
      return { items: page.map(view), ...(rows.length > PAGE && last && { nextCursor: String(last.seq) }) }
    },
    show(itemId: string): AdminItemDetail | undefined {
      const row = find(itemId)
      if (row === undefined) return undefined
      return {
        ...view(row),
        history: events.all(row.seq).map((event) => ({
          at: iso(event.at),
          event: event.event,
          by: event.by,
          ...(event.facts !== null && { facts: JSON.parse(event.facts) as Record<string, unknown> }),
        })),
        payload: JSON.parse(payloadOf.get(row.seq)?.payload ?? 'null') as unknown,
      }
    },
    prioritize: (itemId: string, priority: number | undefined) =>
      change(itemId, (row) => {
        if (priority === undefined || priority === row.priority) return undefined
        setPriority.run(priority, row.seq)
        queue.record(row.seq, 'priority-changed', 'admin', { from: row.priority, to: priority })
        return undefined
      }),
    /** A claimed item is in somebody's hands: conflict. A waiting one waits already. */
    requeue: (itemId: string, reason: string | undefined) =>
      change(itemId, (row) => {
        if (row.state === 'claimed') return 'conflict'
        if (row.state === 'waiting') return undefined
        backToWaiting.run(row.seq)
        queue.record(row.seq, 'requeued', 'admin', { from: row.state, ...why(reason) })
        return undefined
      }),
    /** Also of a claimed item: the Client asks for the state before it writes, and its late report is told the truth. */
    markProcessed: (itemId: string, reason: string | undefined) =>
      change(itemId, (row) => {
        if (row.state === 'processed') return undefined
        decide.run('processed', now(), row.seq)
        queue.record(row.seq, 'marked-processed', 'admin', { from: row.state, ...why(reason) })
        return undefined
      }),
    /** What is in the information system already can't be cancelled here: conflict. */
    cancel: (itemId: string, reason: string | undefined) =>
      change(itemId, (row) => {
        if (row.state === 'processed') return 'conflict'
        if (row.state === 'cancelled') return undefined
        decide.run('cancelled', now(), row.seq)
        queue.record(row.seq, 'cancelled', 'admin', { from: row.state, ...why(reason) })
        return undefined
      }),
  }
}
