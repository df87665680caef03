import { createHash } from 'node:crypto'
import type { InwardAgenda, Payload } from '../../shared/documents/agenda'
import { canonicalJson } from '../../shared/documents/canonical'
import { heading } from './heading'
import type { Queue } from './queue'

/** A document of the sandbox's own into the queue, as a shop's would lie there. Returns its item id. */
export function putDocument<A extends InwardAgenda>(
  queue: Queue,
  companyId: string,
  agenda: A,
  payload: Payload<A>,
  facts: { test: boolean; source: 'seed' | 'test-order' },
): string {
  const text = canonicalJson(payload)
  return queue.add({
    companyId,
    agenda,
    test: facts.test,
    priority: 5,
    payload: text,
    payloadSha256: createHash('sha256').update(text).digest('hex'),
    ...heading(agenda, payload),
    source: facts.source,
  })
}
