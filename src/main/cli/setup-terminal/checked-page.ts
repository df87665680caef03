import { readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { Failure, problem } from '../../../shared/failure'
import { checkHelpCs } from '../../../shared/texts/checks.cs'
import { checkHelpEn } from '../../../shared/texts/checks.en'
import { checkHelpSk } from '../../../shared/texts/checks.sk'
import { errorCode } from '../../system/atomic-file'
import { addressField } from './begin-page'
import { isPassed, runCheck, showEvidence } from './evidence'
import { runForm } from './form'
import { checkTitle } from './missing-text'
import type { PageEnd } from './page'
import { type Away, isAway, say, type Talk } from './talk'

const helps = { cs: checkHelpCs, sk: checkHelpSk, en: checkHelpEn }
const LARGEST_PEM_BYTES = 65_536

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
    const choice = await talk.menu([
      passed ? ['next', texts.next] : undefined,
      ['again', texts.again],
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

/** `done`: something has changed, and it is worth trying again. */
async function mendConnection(talk: Talk, what: 'authority' | 'forget' | 'address' | 'key'): Promise<'done' | 'nothing' | Away> {
  const { surface, texts } = talk
  switch (what) {
    case 'authority':
      return authority(talk)
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

async function authority(talk: Talk): Promise<'done' | 'nothing' | Away> {
  const { check, file } = talk.texts
  const answer = await talk.ask({
    kind: 'text',
    label: check.authorityFile,
    help: check.authorityHelp,
    required: true,
    most: 1000,
  })
  if (isAway(answer)) return answer
  const path = resolve(String(answer.value))
  const added = await talk.attempt(() => {
    const invalid = (reason: string, cause?: unknown) =>
      new Failure(problem('settings-invalid', { path, reason }), { effect: 'nothing', retry: false, cause })
    let content: Buffer
    try {
      if (statSync(path).size > LARGEST_PEM_BYTES) throw invalid(say(file.tooLarge, { path }))
      content = readFileSync(path)
    } catch (error) {
      throw error instanceof Failure ? error : invalid(say(file.unreadable, { path, code: errorCode(error) ?? '?' }), error)
    }
    const text = content.toString('latin1')
    // Windows exports certificates as bare DER, too.
    talk.surface.addAuthority(text.includes('-----BEGIN') ? text : pemOf(content))
    return true
  })
  if (!added) return 'nothing'
  const known = talk.view().authority
  if (known) talk.say(say(check.authorityAdded, { ...known }))
  return 'done'
}

const pemOf = (der: Buffer): string =>
  `-----BEGIN CERTIFICATE-----\n${(der.toString('base64').match(/.{1,64}/g) ?? []).join('\n')}\n-----END CERTIFICATE-----\n`

function explain(talk: Talk, step: 'computer' | 'connection'): void {
  for (const [id, words] of Object.entries(helps[talk.language]))
    if (id.startsWith(`${step}.`)) talk.say(`  ${checkTitle(id, talk.language)}: ${words}`)
}
