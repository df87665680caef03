import { asFailure } from '../../../shared/failure'
import type { CheckResult, ConnectorTools } from '../connector'
import { answerChecks, failed, timedCheck } from '../pohoda/check-answer'
import type { ResponsePack } from '../pohoda/response'
import type { Endpoint } from './endpoint'
import type { EshopSettings } from './settings'

/** A person has this long to start the transfer in POHODA. */
const ASK_WAIT_MS = 30_000

/** Evidence for the wizard and diagnostics. No order is offered meanwhile. `lookUp`: absent where nothing can be looked up. */
export async function* runChecks(
  settings: EshopSettings,
  tools: ConnectorTools,
  endpoint: Endpoint,
  lookUp: (() => Promise<ResponsePack>) | undefined,
  signal: AbortSignal,
): AsyncIterable<CheckResult> {
  const timed = timedCheck(tools.clock)
  let listening = false
  yield timed('eshop.endpoint', async () => {
    try {
      await endpoint.start()
      listening = true
      return { status: 'ok', evidence: endpoint.url }
    } catch (error) {
      return failed(endpoint.url, asFailure(error).problem)
    }
  })
  yield timed('eshop.access', () => {
    const who = settings.user === '' ? '' : `Basic, ${settings.user}`
    const where = settings.listen === 'network' ? '0.0.0.0' : '127.0.0.1'
    // Whatever runs on this computer could fetch the orders.
    return { status: who === '' ? 'warning' : 'ok', evidence: [where, who].filter((part) => part !== '').join(', ') }
  })
  yield timed('eshop.asked', async () => {
    if (!listening) return { status: 'skipped', evidence: '' }
    endpoint.serve(undefined)
    await endpoint.untilAsked(ASK_WAIT_MS, signal)
    const asked = endpoint.asked()
    const away = endpoint.turnedAway()
    if (away) return failed(asked?.agent ?? '', away)
    return asked
      ? { status: 'ok', evidence: [asked.from, asked.agent, asked.ico].filter((part) => part !== '').join(', ') }
      : { status: 'warning', evidence: endpoint.url }
  })
  yield timed('eshop.confirmation', () =>
    settings.confirmation === 'person'
      ? { status: 'warning', evidence: 'guard: none' }
      : { status: 'ok', evidence: `guard: searchable, ${settings.database}` },
  )
  if (lookUp) yield* answerChecks(settings.ico, tools.clock, lookUp)
}
