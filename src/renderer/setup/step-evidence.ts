import type { Language } from '../../shared/settings'
import type { SetupState, SetupStep } from '../../shared/setup-state'
import type { SetupView } from '../../shared/setup-view'
import { connectorTitle } from '../../shared/texts/connector-title'
import { fill } from '../../shared/texts/format'
import { setupUseTexts } from '../../shared/texts/setup-use'
import { setupWords } from '../../shared/texts/setup-words'
import { shortTime } from '../../shared/texts/time'

/** What stands as proof of a step: what was seen, when, and by whom, as short sentences. */
export function stepEvidence(view: SetupView, step: SetupStep, language: Language): readonly string[] {
  const texts = setupUseTexts[language].production.evidence
  const { state } = view
  const { entries } = state
  switch (step) {
    case 'begin':
      // A trial's own central side is nobody's company.
      return entries.central.baseUrl && !view.trial ? [fill(texts.purpose, { address: entries.central.baseUrl })] : []
    case 'registration':
      return registrationEvidence(state, language)
    case 'computer':
    case 'connection':
      return checkEvidence(state.evidence[step], language)
    case 'information-system': {
      const form = view.connectors.find(({ id }) => id === entries.connector.id)
      const title = form && connectorTitle(setupWords[language], form)
      return [...(title ? [title] : []), ...checkEvidence(state.evidence[step], language)]
    }
    case 'test-orders': {
      const verdicts = state.testOrders.flatMap(({ verdict }) => (verdict ? [verdict] : []))
      const last = [...verdicts].sort((one, other) => Date.parse(other.at) - Date.parse(one.at))[0]
      if (!last) return []
      return [
        fill(texts.orders, { right: verdicts.filter(({ right }) => right).length, total: state.testOrders.length }),
        fill(texts.ordersBy, { by: last.by, time: shortTime(last.at, language) }),
      ]
    }
    case 'operation': {
      const { intervalSeconds, autostart } = entries.operation
      if (intervalSeconds === undefined) return []
      return [
        fill(texts.interval, { interval: intervalText(intervalSeconds, language) }),
        ...(view.trial ? [] : [autostart ? texts.autostartOn : texts.autostartOff]),
      ]
    }
    case 'production':
      return []
  }
}

function registrationEvidence({ account, registration, entries }: SetupState, language: Language): readonly string[] {
  const texts = setupUseTexts[language].production.evidence
  const { trading } = entries
  const said: string[] = []
  if (account) said.push(fill(texts.account, { companyName: account.companyName }))
  if (registration) {
    const state = setupWords[language].choices.registrationState[registration.state]
    said.push(`${fill(texts.registration, { registrationId: registration.registrationId })} – ${state}`)
  }
  if (entries.consent.given && entries.consent.by) said.push(fill(texts.consent, { by: entries.consent.by }))
  if (trading.system?.trim()) {
    const words = { yes: texts.tradingYes, no: texts.tradingNo, unknown: texts.trading }[trading.integrated ?? 'unknown']
    said.push(fill(words, { system: trading.system }))
  }
  return said
}

function checkEvidence(evidence: SetupState['evidence']['computer'], language: Language): readonly string[] {
  if (!evidence) return []
  const texts = setupUseTexts[language].production.evidence
  const looked = evidence.lines.filter(({ status }) => status !== 'skipped')
  const warnings = looked.filter(({ status }) => status === 'warning').length
  return [
    fill(texts.checked, { time: shortTime(evidence.at, language) }),
    fill(texts.lines, { ok: looked.filter(({ status }) => status === 'ok').length, total: looked.length }),
    ...(warnings > 0 ? [fill(texts.warnings, { count: warnings })] : []),
  ]
}

export function intervalText(seconds: number, language: Language): string {
  const texts = setupUseTexts[language].production.evidence
  return seconds % 60 === 0 ? fill(texts.minutes, { count: seconds / 60 }) : fill(texts.seconds, { count: seconds })
}
