import type { SetupView } from '../../../shared/setup-view'
import { problemText } from '../../../shared/texts/problem-text'
import { facts } from '../table'
import { addAuthority } from './add-authority'
import { entriesMissing, entryAt } from './entries'
import { saveFile } from './file'
import { type Field, runForm } from './form'
import type { PageEnd } from './page'
import { shown } from './question'
import { registrationFields } from './registration-questions'
import { type Away, isAway, say, type Talk } from './talk'

type Act = 'authority' | 'next' | 'fill' | 'whole' | 'send' | 'mend' | 'wait' | 'code' | 'key' | 'save'

/** Company, contacts, survey, consent; then how the registration stands, or a code or key at any time. */
export async function registrationPage(talk: Talk): Promise<PageEnd> {
  await detect(talk)
  for (;;) {
    const view = talk.view()
    tellState(talk, view)
    const choice = await talk.menu(actsOf(talk, view))
    if (isAway(choice)) return choice
    if (choice === 'next') return 'next'
    const end = await act(talk, choice)
    if (isAway(end) && end !== 'back') return end
    if (end === 'approved') return 'next'
  }
}

/** What a proxy that opens encrypted connections leads to. */
const OPENED = /^(central-tls|connection-(intercepted|self-signed|own-authority|chain-incomplete|authority-unusable))$/

function actsOf(talk: Talk, view: SetupView): (readonly [Act, string] | undefined)[] {
  const { registration: texts } = talk.texts
  const { account, registration } = view.state
  const code = talk.lastProblem()?.code ?? ''
  const authority = OPENED.test(code) && !view.trial ? [['authority', talk.texts.check.addAuthority] as const] : []
  const others = [...authority, ['code', texts.code] as const, ['key', texts.key] as const]
  const save = ['save', texts.save] as const
  if (account) return [['next', texts.next], ...others]
  if (registration?.state === 'rejected') return [['mend', texts.mendAndSend], ['send', texts.sendAgain], ...others, save]
  if (registration) return [['wait', texts.wait], ...others, save]
  const begun = hasBegun(view)
  if (entriesMissing(view.state).length > 0) return [['fill', begun ? texts.goOn : texts.fill], ...others]
  return [['send', texts.send], ['mend', texts.mend], save, ...others]
}

const hasBegun = (view: SetupView): boolean => Object.values(view.state.entries.company).some((value) => value !== '')

async function act(talk: Talk, what: Exclude<Act, 'next'>): Promise<'stay' | 'approved' | Away> {
  const { surface, terminal, texts } = talk
  const form = { fields: registrationFields(talk), missing: (view: SetupView) => entriesMissing(view.state) }
  switch (what) {
    case 'fill':
    case 'whole': {
      const from = what === 'whole' || !hasBegun(talk.view()) ? 0 : firstMissing(talk, form.fields)
      return stayed(await runForm(talk, { ...form, from }))
    }
    case 'mend': {
      const end = await mend(talk, form)
      const again = talk.view().state.registration?.state === 'rejected' && entriesMissing(talk.view().state).length === 0
      if (end !== 'done' || !again) return stayed(end)
      const yes = await talk.ask({ kind: 'yes-no', label: `${texts.registration.sendAgain}?`, required: true, present: true })
      if (isAway(yes)) return yes
      return yes.value === true ? act(talk, 'send') : 'stay'
    }
    case 'send': {
      talk.say(texts.registration.sending)
      const missing = await talk.attempt(() => surface.register(terminal.signal))
      if (!missing) return ended(talk)
      talk.missing(missing)
      if (missing.length > 0) return 'stay'
      const { registration } = talk.view().state
      talk.say(say(texts.registration.sent, { registrationId: registration?.registrationId ?? '' }))
      return wait(talk)
    }
    case 'authority': {
      const end = await addAuthority(talk)
      return isAway(end) ? end : 'stay'
    }
    case 'wait':
      return wait(talk)
    case 'code': {
      const answer = await talk.ask({ kind: 'text', label: texts.registration.askCode, required: true, most: 128 })
      if (isAway(answer)) return answer
      return (await kept(talk, () => surface.activate(String(answer.value), terminal.signal))) ? arrived(talk) : ended(talk)
    }
    case 'key': {
      const answer = await talk.ask({ kind: 'secret', label: texts.registration.askKey, required: true, most: 512 })
      if (isAway(answer)) return answer
      return (await kept(talk, () => surface.useKey(String(answer.value), terminal.signal))) ? arrived(talk) : ended(talk)
    }
    case 'save':
      return stayed(await saveFile(talk, 'survey', () => surface.surveyPage(talk.language)))
  }
}

const stayed = (end: 'done' | Away): 'stay' | Away => (isAway(end) ? end : 'stay')
const ended = (talk: Talk): 'stay' | Away => (talk.terminal.signal.aborted ? 'quit' : 'stay')

const kept = async (talk: Talk, work: () => Promise<void>): Promise<boolean> =>
  (await talk.attempt(async () => {
    await work()
    return true
  })) === true

/** The key is there: said, and on to the next step, as Next would. */
function arrived(talk: Talk): 'approved' {
  tellState(talk, talk.view())
  return 'approved'
}

function tellState(talk: Talk, { state, polledAt: _, pollProblem: __ }: SetupView): void {
  const { registration: texts } = talk.texts
  const { account, registration } = state
  if (account) {
    talk.say(talk.tone('good', say(texts.account, { company: account.companyName, mode: texts.mode[account.mode] })))
    return
  }
  if (registration) talk.say(...stateLines(talk, registration))
  else if (entriesMissing(state).length === 0) talk.say(texts.summary, ...summary(talk))
}

function stateLines(talk: Talk, registration: NonNullable<SetupView['state']['registration']>): string[] {
  const { registration: texts } = talk.texts
  const state = say(texts.state, { state: talk.words.choices.registrationState[registration.state] })
  return [
    registration.state === 'rejected' ? talk.tone('bad', state) : state,
    ...(registration.scheduledFor && registration.state === 'scheduled'
      ? [say(texts.scheduledFor, { when: registration.scheduledFor })]
      : []),
    ...(registration.message ? [say(texts.message, { message: registration.message })] : []),
  ]
}

/** Everything that will be sent, as it was answered. */
function summary(talk: Talk): string[] {
  const view = talk.view()
  const labels: Readonly<Record<string, string>> = talk.words.fields
  return facts(
    registrationFields(talk).flatMap((field) => {
      const question = field.question(view)
      const label = labels[field.about]
      const value = question ? shown(question, entryAt(view.state.entries, field.about), talk.texts) : ''
      return value === '' || label === undefined ? [] : [[`  ${label}`, value] as const]
    }),
  )
}

const firstMissing = (talk: Talk, fields: readonly Field[]): number => {
  const missing = new Set(entriesMissing(talk.view().state).map(({ about }) => about))
  return Math.max(
    0,
    fields.findIndex((field) => missing.has(field.about)),
  )
}

/** One entry, chosen by its number; or all of them once more. */
async function mend(talk: Talk, form: { fields: readonly Field[]; missing(view: SetupView): ReturnType<typeof entriesMissing> }) {
  const labels: Readonly<Record<string, string>> = talk.words.fields
  for (;;) {
    const view = talk.view()
    const asked = form.fields.filter((field) => field.question(view) && labels[field.about] !== undefined)
    const rows = asked.map((field) => {
      const question = field.question(view)
      return [
        field.about,
        `${(labels[field.about] ?? '').replace(/\?$/, '')}: ${question ? shown(question, question.present, talk.texts) : ''}`,
      ] as const
    })
    const { done, whole, field: title } = { ...talk.texts.registration, done: talk.texts.registration.mended }
    const about = await talk.menu([['done', done], ['whole', whole], ...rows], title)
    if (about === 'done') return 'done'
    if (isAway(about)) return about
    const fields = about === 'whole' ? form.fields : form.fields.filter((field) => field.about === about)
    const end = await runForm(talk, { fields, missing: form.missing })
    if (isAway(end) && end !== 'back') return end
  }
}

/** Says each change of the registration until it is decided; Enter asks at once and shows the choices. */
async function wait(talk: Talk): Promise<'stay' | 'approved' | Away> {
  const { registration: texts } = talk.texts
  await talk.attempt(() => talk.surface.poll(talk.terminal.signal))
  let said = ''
  const end = await talk.watch({
    hint: texts.polling,
    news({ state: { registration, account }, pollProblem }) {
      // A decision ends the waiting, and is said with the choices that it leaves.
      if (account || registration?.state === 'rejected') return []
      const lines = registration ? stateLines(talk, registration) : []
      if (pollProblem) lines.push(say(texts.pollFailed, { what: problemText(talk.language, pollProblem).what }))
      const now = lines.join('\n')
      if (now === said) return []
      said = now
      return lines
    },
    done: ({ state }) => state.account !== undefined || state.registration?.state === 'rejected',
  })
  if (end === 'enter') await talk.attempt(() => talk.surface.poll(talk.terminal.signal))
  if (isAway(end)) return end
  return talk.view().state.account ? arrived(talk) : 'stay'
}

/** What this computer is, for the survey: looked for once. */
async function detect(talk: Talk): Promise<void> {
  const { state, findings } = talk.view()
  if (state.account || state.registration || findings.length > 0) return
  talk.say(talk.tone('quiet', talk.texts.registration.detecting))
  await talk.attempt(() => talk.surface.detect(talk.terminal.signal))
  for (const finding of talk.view().findings)
    if (finding.kind === 'mserver')
      talk.say(say(talk.texts.registration.mserver, { value: finding.value, where: finding.foundAt }))
}
