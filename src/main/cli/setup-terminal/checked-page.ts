import type { Evidence } from '../../../shared/setup-state'
import { checkHelpCs } from '../../../shared/texts/checks.cs'
import { checkHelpEn } from '../../../shared/texts/checks.en'
import { checkHelpSk } from '../../../shared/texts/checks.sk'
import { addAuthority } from './add-authority'
import { addressField } from './begin-page'
import { isPassed, runCheck, showEvidence } from './evidence'
import { runForm } from './form'
import { checkTitle } from './missing-text'
import type { PageEnd } from './page'
import { askProxy } from './proxy-questions'
import { type Away, isAway, say, type Talk } from './talk'

const helps = { cs: checkHelpCs, sk: checkHelpSk, en: checkHelpEn }

/** A step that is nothing but its checks: run when it is first come to, shown when it was before. */
export async function checkedPage(talk: Talk, step: 'computer' | 'connection'): Promise<PageEnd> {
  const stands = talk.view().state.evidence[step]
  if (stands) showEvidence(talk, stands)
  else await runCheck(talk, step)
  for (;;) {
    if (talk.terminal.signal.aborted) return 'quit'
    const { check: texts } = talk.texts
    const view = talk.view()
    const passed = isPassed(view.state.evidence[step])
    const own = step === 'connection' && !view.trial
    // In the step of the computer only when it stands in the way: there it is first seen.
    const asksProxy = own || (!view.trial && proxyAtFault(view.state.evidence[step]))
    const choice = await talk.menu([
      passed ? ['next', texts.next] : undefined,
      ['again', texts.again],
      asksProxy ? ['proxy', texts.proxy] : undefined,
      own ? ['authority', texts.addAuthority] : undefined,
      own && view.authority ? ['forget', say(texts.forgetAuthority, { subject: view.authority.subject })] : undefined,
      own ? ['address', texts.address] : undefined,
      own ? ['key', talk.texts.registration.key] : undefined,
      ['report', texts.report],
      ['help', texts.help],
    ])
    if (isAway(choice)) return choice
    switch (choice) {
      case 'next':
        return 'next'
      case 'again':
        await runCheck(talk, step)
        break
      case 'report':
        await talk.attempt(() => talk.say('', ...talk.surface.report(step, talk.language).split(/\r?\n/), ''))
        break
      case 'help':
        explain(talk, step)
        break
      default: {
        const end = await mendConnection(talk, choice)
        if (end === 'done') await runCheck(talk, step)
        else if (isAway(end) && end !== 'back') return end
      }
    }
  }
}

const proxyAtFault = (evidence: Evidence | undefined): boolean =>
  evidence?.lines.some(({ problem }) => problem?.code.startsWith('connection-proxy-')) === true

/** `done`: something has changed, and it is worth trying again. */
async function mendConnection(
  talk: Talk,
  what: 'proxy' | 'authority' | 'forget' | 'address' | 'key',
): Promise<'done' | 'nothing' | Away> {
  const { surface, texts } = talk
  switch (what) {
    case 'proxy':
      return askProxy(talk)
    case 'authority':
      return addAuthority(talk)
    case 'forget':
      await talk.attempt(() => surface.forgetAuthority())
      return 'done'
    case 'address':
      return runForm(talk, {
        fields: [addressField(talk)],
        missing: (view) => view.steps.find((one) => one.step === 'begin')?.missing ?? [],
      })
    case 'key': {
      const answer = await talk.ask({ kind: 'secret', label: texts.registration.askKey, required: true, most: 512 })
      if (isAway(answer)) return answer
      const kept = await talk.attempt(async () => {
        await surface.useKey(String(answer.value), talk.terminal.signal)
        return true
      })
      return kept ? 'done' : 'nothing'
    }
  }
}

function explain(talk: Talk, step: 'computer' | 'connection'): void {
  for (const [id, words] of Object.entries(helps[talk.language]))
    if (id.startsWith(`${step}.`)) talk.say(`  ${checkTitle(id, talk.language)}: ${words}`)
}
