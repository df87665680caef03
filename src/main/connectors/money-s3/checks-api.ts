import { problem } from '../../../shared/failure'
import type { CheckResult, ConnectorTools } from '../connector'
import type { AskApi } from './api-ask'
import { assertAgenda, findOrders, queueStateWith, readAgendas } from './api-read'
import { failed } from './check-definition'
import { timedCheck } from './checks'
import { itemKey } from './key'
import { queueMarks } from './queue-marks'
import type { MoneySettings } from './settings'

/** Evidence for the wizard and diagnostics, way `api`. Only asks; nothing is put into the queue. */
export async function* checkApi(
  settings: MoneySettings,
  tools: ConnectorTools,
  ask: AskApi,
  signal: AbortSignal,
): AsyncIterable<CheckResult> {
  const timed = timedCheck(tools)
  yield timed('money.api', async () => {
    const agendas = await readAgendas(ask, signal)
    return { status: 'ok', evidence: `${settings.apiUrl ?? ''} (${agendas.length} × agenda)` }
  })
  yield timed('money.agenda', async () => ({
    status: 'ok',
    evidence: await assertAgenda(ask, settings.agendaGuid ?? '', signal),
  }))
  yield timed('money.lookup', async () => {
    const itemId = 'bi-connection-check'
    const key = itemKey(tools.companyId, itemId)
    const found = await findOrders(ask, [{ itemId, key }], signal)
    // A filter that is passed over would list every order, so this one as well.
    return found.size === 0
      ? { status: 'ok', evidence: `receivedDocumentNumber in [${key}]: 0` }
      : failed(key, problem('is-answer-unreadable'))
  })
  yield timed('money.queue', async () => {
    const pending = [...(await queueMarks(tools.dataDir).read()).values()]
    const state = queueStateWith(ask)
    const waiting: number[] = []
    for (const { guid, at } of pending.slice(0, 50)) {
      if (guid !== undefined && (await state(guid, signal)).kind === 'waiting') waiting.push(tools.clock.now() - at)
    }
    const evidence = `${pending.length}, importStatus waiting: ${waiting.length}`
    // The task of S3 Automatic that works the queue off is not running.
    return Math.max(0, ...waiting) > settings.answerTimeoutSeconds * 1000
      ? { status: 'warning', evidence, problem: problem('is-closed', { address: settings.apiUrl ?? '' }) }
      : { status: 'ok', evidence }
  })
}
