import { asFailure, problem } from '../../../shared/failure'
import type { CheckResult, ConnectorTools } from '../connector'
import { answerChecks, failed, timedCheck } from '../pohoda/check-answer'
import { stockSeen } from '../pohoda/check-stock'
import { originOf } from '../pohoda/mserver/address'
import type { HttpWay } from '../pohoda/mserver/http-way'
import { requireUnit } from '../pohoda/mserver/status'
import type { ResponsePack } from '../pohoda/response'
import type { ListedCard } from '../pohoda/stock-answer'
import type { MServerSettings } from './settings'

const LOOPBACK = /^https?:\/\/(?:127\.|\[::1\])/

/** Evidence for the wizard and diagnostics. `lookUp` asks POHODA a harmless question; nothing is ever imported. */
export async function* runChecks(
  settings: MServerSettings,
  tools: ConnectorTools,
  way: HttpWay,
  { lookUp, firstCard }: { lookUp: () => Promise<ResponsePack>; firstCard: () => Promise<ListedCard | undefined> },
  signal: AbortSignal,
): AsyncIterable<CheckResult> {
  const timed = timedCheck(tools.clock)
  const origin = originOf(settings.address)

  yield timed('mserver.unit', async () => {
    try {
      const unit = await way.unit(signal)
      const evidence = [unit.databaseName, unit.company, unit.year].filter((part) => part !== '').join(', ')
      try {
        requireUnit(unit, settings)
      } catch (error) {
        return failed(evidence, asFailure(error).problem)
      }
      // An old version that can't name it, and the settings put up with that: the year's books are not known.
      return evidence === '' ? { status: 'warning', evidence: unit.state } : { status: 'ok', evidence }
    } catch (error) {
      return failed(origin, asFailure(error).problem)
    }
  })
  yield timed('mserver.status', async () => {
    try {
      const { state, processing } = await way.status(signal)
      return { status: 'ok', evidence: [origin, state, processing].filter((part) => part !== '').join(', ') }
    } catch (error) {
      return failed(origin, asFailure(error).problem)
    }
  })
  yield timed('mserver.encryption', () =>
    origin.startsWith('https:') || LOOPBACK.test(origin)
      ? { status: 'ok', evidence: origin }
      : { status: 'warning', evidence: origin },
  )
  yield* answerChecks(settings.ico, tools.clock, lookUp)
  yield timed('pohoda.duplicity', () => ({ status: 'ok', evidence: 'STW-Check-Duplicity: true' }))
  yield timed('pohoda.stock', () => stockSeen(firstCard))
  if (settings.control === 'allowed')
    yield timed('pohoda.program', () =>
      settings.program === undefined
        ? failed('', problem('is-not-found'))
        : { status: 'ok', evidence: `${settings.program} /HTTP start ${settings.serverName}` },
    )
}
