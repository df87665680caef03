import { isMarkedTestDocument } from '../../shared/central-api/test-orders'
import { inwardAgendaSchema, type Payload } from '../../shared/documents/agenda'
import type { DocumentDetail } from '../../shared/documents/document-state'
import { type Problem, problem, problemSchema } from '../../shared/failure'
import type { SetupState } from '../../shared/setup-state'
import type { TestOrderStage, TestOrderView } from '../../shared/setup-view'

const stageOf: Partial<Record<DocumentDetail['events'][number]['step'], TestOrderStage>> = {
  received: 'downloaded',
  checked: 'checked',
  sending: 'handed-over',
  imported: 'recorded',
}

/** A test order on its way, from what the ledger knows of it; `undefined`: not downloaded yet. Pure. */
export function showTestOrder(order: SetupState['testOrders'][number], detail: DocumentDetail | undefined): TestOrderView {
  const reached: TestOrderView['reached'] = { created: order.createdAt }
  if (!detail) return { ...order, reached }
  for (const event of detail.events) {
    const stage = event.step === 'reported' && event.reportState === 'accepted' ? 'reported' : stageOf[event.step]
    if (stage) reached[stage] = event.at
    // What was held and is tried again begins its way anew.
    if (event.step === 'retry' || event.step === 'quarantined') for (const later of LATER) delete reached[later]
  }
  const { state, reportState, reference, problem: why } = detail.summary
  const marked = isMarked(order.agenda, detail.payload)
  return {
    ...order,
    reached,
    state,
    reportState,
    ...(reference?.number === undefined ? {} : { erpNumber: reference.number }),
    ...(why ? { problem: known(why) } : {}),
    ...(marked === undefined ? {} : { marked }),
  }
}
/** A ledger may hold a code of a later version. */
const known = (found: { code: string; params: Record<string, string>; words?: string | undefined }): Problem =>
  problemSchema.safeParse(found).data ?? problem('internal', { code: found.code }, found.words)

const LATER: readonly TestOrderStage[] = ['checked', 'handed-over', 'recorded', 'reported']

/** Undefined: its content was emptied. What can't be read has no mark. */
function isMarked(name: string, payload: string | undefined): boolean | undefined {
  if (payload === undefined) return undefined
  try {
    const agenda = inwardAgendaSchema.parse(name)
    return isMarkedTestDocument(agenda, JSON.parse(payload) as Payload)
  } catch {
    return false
  }
}
