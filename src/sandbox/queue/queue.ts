import type { ItemEvent } from '../../shared/central-api/admin'
import type { ClaimRequest, ItemState, Result, ResultStatus } from '../../shared/central-api/queue'
import type { Store } from '../database'

/** An item as it lies in the store, without its payload. Instants in ms since the epoch. */
export interface ItemRow {
  seq: number
  item_id: string
  company_id: string
  agenda: string
  test: 0 | 1
  priority: number
  received_at: number
  state: ItemState
  delivery_count: number
  claim_id: string | null
  payload_sha256: string
  number: string
  partner: string
  source: string
  external_id: string | null
  external_body_sha256: string | null
  outcome: Result['outcome'] | null
  erp_id: string | null
  erp_number: string | null
  code: string | null
  message: string | null
  finished_at: number | null
}

export interface NewItem {
  companyId: string
  agenda: string
  test: boolean
  priority: number
  /** Canonical JSON (RFC 8785) and its hash. */
  payload: string
  payloadSha256: string
  number: string
  partner: string
  /** Key id of the shop, `test-order` or `seed`. */
  source: string
  externalId?: string
  /** Hash of what the shop sent, to tell a repeat from another document under the same id. */
  externalBodySha256?: string
}

export interface GivenClaim {
  claimId: string
  leaseExpiresAt: number
  /** JSON of the array `items`, in UTF-8. */
  itemsJson: Uint8Array
  remaining: number
}

/**
 * All items of a claim as one piece of JSON in UTF-8, put together inside SQLite: payloads are copied as they lie,
 * neither parsed nor turned into JavaScript strings and back, which took four times as long for a page of 100 orders.
 * Ids and agendas have no character that JSON would escape.
 */
const ITEMS_JSON = `select cast('[' || coalesce(group_concat(
    '{"itemId":"' || i.item_id || '","agenda":"' || i.agenda ||
    '","receivedAt":"' || strftime('%Y-%m-%dT%H:%M:%fZ', i.received_at / 1000.0, 'unixepoch') ||
    '","priority":' || i.priority || ',"deliveryCount":' || i.delivery_count ||
    ',"test":' || iif(i.test = 1, 'true', 'false') || ',"payload":' || p.payload || '}',
    ',' order by i.priority desc, i.received_at, i.seq), '') || ']' as blob) as json
  from items i join payloads p on p.seq = i.seq where i.claim_id = ? and i.state = 'claimed'`

export type Queue = ReturnType<typeof createQueue>

/**
 * The queue: at least once, by priority and receipt. Leases run by the central side's own clock; a lapsed one is
 * undone the next time anybody looks (`expireLeases`), so the state read is always true.
 */
export function createQueue(store: Store, now: () => number, newId: () => string) {
  const insertItem = store.prepare<{ seq: number }>(
    `insert into items (item_id, company_id, agenda, test, priority, received_at, state, payload_sha256, number, partner, source,
       external_id, external_body_sha256) values (?, ?, ?, ?, ?, ?, 'waiting', ?, ?, ?, ?, ?, ?) returning seq`,
  )
  const insertPayload = store.prepare('insert into payloads (seq, payload) values (?, ?)')
  const insertEvent = store.prepare('insert into item_events (seq, at, event, by, facts) values (?, ?, ?, ?, ?)')
  const insertEvents = store.prepare(
    'insert into item_events (seq, at, event, by, facts) select value, ?, ?, ?, ? from json_each(?) order by 1',
  )

  const lapsed = store.prepare<{ claim_id: string }>(
    'select claim_id from claims where open = 1 and company_id = ? and lease_expires_at <= ?',
  )
  const stillClaimed = store.prepare<{ seq: number }>(
    "select seq from items where claim_id = ? and state = 'claimed' order by seq",
  )
  const freeItems = store.prepare("update items set state = 'waiting', claim_id = null where claim_id = ? and state = 'claimed'")
  const closeClaim = store.prepare('update claims set open = 0 where claim_id = ?')

  const selectWaiting = (agendas: boolean) =>
    store.prepare<{ seq: number }>(
      `select seq from items where company_id = ? and test = ? and state = 'waiting'
       ${agendas ? 'and agenda in (select value from json_each(?))' : ''}
       order by priority desc, received_at, seq limit ?`,
    )
  const countWaiting = (agendas: boolean) =>
    store.prepare<{ count: number }>(
      `select count(*) as count from items where company_id = ? and test = ? and state = 'waiting'
       ${agendas ? 'and agenda in (select value from json_each(?))' : ''}`,
    )
  const waitingOfAll = selectWaiting(false)
  const waitingOfSome = selectWaiting(true)
  const countOfAll = countWaiting(false)
  const countOfSome = countWaiting(true)
  const insertClaim = store.prepare(
    `insert into claims (claim_id, company_id, key_id, created_at, lease_expires_at, open, idempotency_key, fingerprint)
     values (?, ?, ?, ?, ?, 1, ?, ?)`,
  )
  const takeItems = store.prepare(
    `update items set state = 'claimed', claim_id = ?, delivery_count = delivery_count + 1
     where seq in (select value from json_each(?))`,
  )
  const claimById = store.prepare<{ claim_id: string; lease_expires_at: number; open: 0 | 1 }>(
    'select claim_id, lease_expires_at, open from claims where claim_id = ? and company_id = ?',
  )
  const claimByKey = store.prepare<{ claim_id: string; lease_expires_at: number; fingerprint: string }>(
    'select claim_id, lease_expires_at, fingerprint from claims where key_id = ? and idempotency_key = ? and created_at > ?',
  )
  const itemsOfClaim = store.prepare<{ json: ArrayBuffer | Uint8Array<ArrayBuffer> }>(ITEMS_JSON)
  const extendLease = store.prepare('update claims set lease_expires_at = ? where claim_id = ?')
  const itemById = store.prepare<ItemRow>('select * from items where item_id = ?')
  const itemsAfter = store.prepare<ItemRow>(
    'select * from items where company_id = ? and test = ? and seq > ? order by seq limit ?',
  )
  const itemByExternalId = store.prepare<ItemRow>('select * from items where source = ? and external_id = ?')
  const finish = store.prepare(
    `update items set state = ?, claim_id = null, outcome = ?, erp_id = ?, erp_number = ?, code = ?, message = ?, finished_at = ?
     where seq = ?`,
  )
  const countClaimed = store.prepare<{ count: number }>(
    "select count(*) as count from items where company_id = ? and test = ? and state = 'claimed'",
  )
  const countByAgenda = store.prepare<{ agenda: string; count: number }>(
    "select agenda, count(*) as count from items where company_id = ? and test = ? and state = 'waiting' group by agenda",
  )
  const oldestWaiting = store.prepare<{ oldest: number | null }>(
    "select min(received_at) as oldest from items where company_id = ? and test = ? and state = 'waiting'",
  )

  const record = (seq: number, event: ItemEvent['event'], by: string, facts?: Record<string, unknown>): void => {
    insertEvent.run(seq, now(), event, by, facts === undefined ? null : JSON.stringify(facts))
  }
  const recordAll = (seqs: number[], event: ItemEvent['event'], by: string, facts: Record<string, unknown>): void => {
    if (seqs.length > 0) insertEvents.run(now(), event, by, JSON.stringify(facts), JSON.stringify(seqs))
  }
  const release = (claimId: string, event: 'lease-expired' | 'given-back', by: string): void => {
    recordAll(
      stillClaimed.all(claimId).map((row) => row.seq),
      event,
      by,
      { claimId },
    )
    freeItems.run(claimId)
    closeClaim.run(claimId)
  }
  const expireLeases = (companyId: string): void => {
    const claims = lapsed.all(companyId, now())
    if (claims.length === 0) return
    store.transaction(() => {
      for (const claim of claims) release(claim.claim_id, 'lease-expired', 'queue')
    })
  }
  const itemsJson = (claimId: string): Uint8Array => {
    const row = itemsOfClaim.get(claimId)
    if (row === undefined) throw new Error('an aggregate has always a row')
    // libsql 0.5 gives a blob as Buffer from get() and as ArrayBuffer from all().
    return row.json instanceof ArrayBuffer ? new Uint8Array(row.json) : row.json
  }
  const itemOf = (companyId: string, itemId: string): ItemRow | undefined => {
    const row = itemById.get(itemId)
    return row?.company_id === companyId ? row : undefined
  }

  /** What a result does to an item, by what stands already. Pure. */
  const verdict = (row: ItemRow, result: Result): { status: ResultStatus; apply: boolean } => {
    const taken = { status: 'accepted', apply: true } as const
    const same = { status: 'accepted', apply: false } as const
    const final = { status: 'already-final', apply: false } as const
    switch (row.state) {
      case 'waiting': // the lease ran out before the report: what happened, happened
      case 'claimed':
        return taken
      case 'processed':
        if (row.outcome === result.outcome) return same
        // The operator marked it, the Client knows more: its reference is worth keeping.
        if (row.outcome === null) return result.outcome === 'imported' ? taken : result.outcome === 'skipped' ? same : final
        return final
      case 'rejected':
        return result.outcome === 'rejected' ? same : result.outcome === 'imported' ? taken : final
      case 'cancelled':
        return result.outcome === 'skipped' ? same : final
    }
  }

  return {
    expireLeases,
    record,
    itemById: (itemId: string): ItemRow | undefined => itemById.get(itemId),

    /** In one transaction. Returns the item's id. */
    add(item: NewItem): string {
      return store.transaction(() => {
        const itemId = newId()
        const row = insertItem.get(
          itemId,
          item.companyId,
          item.agenda,
          item.test ? 1 : 0,
          item.priority,
          now(),
          item.payloadSha256,
          item.number,
          item.partner,
          item.source,
          item.externalId ?? null,
          item.externalBodySha256 ?? null,
        )
        if (row === undefined) throw new Error('insert returned no row')
        insertPayload.run(row.seq, item.payload)
        record(row.seq, 'registered', item.source === 'seed' || item.source === 'test-order' ? 'queue' : 'shop')
        return itemId
      })
    },
    findExternal: (source: string, externalId: string): ItemRow | undefined => itemByExternalId.get(source, externalId),

    /** `test`: the account's mode; items of the other kind are never given. */
    claim(
      caller: { companyId: string; keyId: string; test: boolean },
      request: ClaimRequest,
      idempotency?: { key: string; fingerprint: string },
    ): GivenClaim {
      return store.transaction(() => {
        expireLeases(caller.companyId)
        const agendas = request.agendas && JSON.stringify(request.agendas)
        const test = caller.test ? 1 : 0
        const rows = agendas
          ? waitingOfSome.all(caller.companyId, test, agendas, request.limit)
          : waitingOfAll.all(caller.companyId, test, request.limit)
        const claimId = newId()
        const leaseExpiresAt = now() + request.leaseSeconds * 1000
        insertClaim.run(
          claimId,
          caller.companyId,
          caller.keyId,
          now(),
          leaseExpiresAt,
          idempotency?.key ?? null,
          idempotency?.fingerprint ?? null,
        )
        const seqs = rows.map((row) => row.seq)
        takeItems.run(claimId, JSON.stringify(seqs))
        recordAll(seqs, 'claimed', 'client', { claimId, keyId: caller.keyId })
        const remaining = agendas ? countOfSome.get(caller.companyId, test, agendas) : countOfAll.get(caller.companyId, test)
        return {
          claimId,
          leaseExpiresAt,
          itemsJson: itemsJson(claimId),
          remaining: remaining?.count ?? 0,
        }
      })
    },
    /** The claim made with this idempotency key before: what is still claimed of it. */
    claimAgain(caller: { companyId: string; keyId: string; test: boolean }, key: string, notBefore: number) {
      expireLeases(caller.companyId)
      const claim = claimByKey.get(caller.keyId, key, notBefore)
      if (claim === undefined) return undefined
      const given: GivenClaim = {
        claimId: claim.claim_id,
        leaseExpiresAt: claim.lease_expires_at,
        itemsJson: itemsJson(claim.claim_id),
        remaining: countOfAll.get(caller.companyId, caller.test ? 1 : 0)?.count ?? 0,
      }
      return { fingerprint: claim.fingerprint, given }
    },
    /** New end of the lease, counted from now. `undefined`: no such claim, or it has lapsed or was given back. */
    extend(companyId: string, claimId: string, leaseSeconds: number): number | undefined {
      expireLeases(companyId)
      const claim = claimById.get(claimId, companyId)
      if (claim === undefined || claim.open === 0) return undefined
      const leaseExpiresAt = now() + leaseSeconds * 1000
      extendLease.run(leaseExpiresAt, claimId)
      return leaseExpiresAt
    },
    /** False: never was such a claim. A claim that is over already is no error. */
    giveBack(companyId: string, claimId: string): boolean {
      expireLeases(companyId)
      const claim = claimById.get(claimId, companyId)
      if (claim === undefined) return false
      if (claim.open === 1) store.transaction(() => release(claimId, 'given-back', 'client'))
      return true
    },
    item(companyId: string, itemId: string): { row: ItemRow; leaseExpiresAt: number | undefined } | undefined {
      expireLeases(companyId)
      const row = itemOf(companyId, itemId)
      if (row === undefined) return undefined
      const claim = row.claim_id === null ? undefined : claimById.get(row.claim_id, companyId)
      return { row, leaseExpiresAt: claim?.lease_expires_at }
    },
    /** Items of this mode in the order of receipt, above `afterSeq`. */
    list(companyId: string, isTest: boolean, afterSeq: number, limit: number): ItemRow[] {
      expireLeases(companyId)
      return itemsAfter.all(companyId, isTest ? 1 : 0, afterSeq, limit)
    },
    /** One status for each result, same order, all in one transaction. */
    report(companyId: string, results: readonly Result[]): { itemId: string; status: ResultStatus }[] {
      return store.transaction(() => {
        expireLeases(companyId)
        return results.map((result) => {
          const row = itemOf(companyId, result.itemId)
          if (row === undefined) return { itemId: result.itemId, status: 'unknown-item' as const }
          if (row.payload_sha256 !== result.payloadSha256) {
            record(row.seq, 'result-refused', 'client', { outcome: result.outcome, status: 'hash-mismatch' })
            return { itemId: result.itemId, status: 'hash-mismatch' as const }
          }
          const { status, apply } = verdict(row, result)
          if (apply) {
            finish.run(
              result.outcome === 'imported' ? 'processed' : result.outcome === 'rejected' ? 'rejected' : 'cancelled',
              result.outcome,
              result.erpReference?.id ?? null,
              result.erpReference?.number ?? null,
              result.code ?? null,
              result.message ?? null,
              Date.parse(result.finishedAt),
              row.seq,
            )
            record(row.seq, 'result', 'client', { outcome: result.outcome, erpReference: result.erpReference, code: result.code })
          } else if (status === 'already-final') {
            record(row.seq, 'result-refused', 'client', { outcome: result.outcome, erpReference: result.erpReference, status })
          }
          return { itemId: result.itemId, status }
        })
      })
    },
    /** What a claim in this mode could give. */
    numbers(
      companyId: string,
      isTest: boolean,
    ): { waiting: number; waitingByAgenda: Record<string, number>; claimed: number; oldestReceivedAt: number | undefined } {
      expireLeases(companyId)
      const test = isTest ? 1 : 0
      const byAgenda = countByAgenda.all(companyId, test)
      return {
        waiting: byAgenda.reduce((sum, { count }) => sum + count, 0),
        waitingByAgenda: Object.fromEntries(byAgenda.map(({ agenda, count }) => [agenda, count])),
        claimed: countClaimed.get(companyId, test)?.count ?? 0,
        oldestReceivedAt: oldestWaiting.get(companyId, test)?.oldest ?? undefined,
      }
    },
  }
}
