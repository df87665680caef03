import type { Missing, SetupStep } from '../../../shared/setup-state'
import type { SetupView } from '../../../shared/setup-view'
import { fullTime } from '../../../shared/texts/time'
import { changeAt, knownPerson } from './entries'
import { missingText } from './missing-text'
import type { PageEnd } from './page'
import { type Away, isAway, say, type Talk } from './talk'

/** The checklist, the switch with a name and the company's typed name, and the way back to test. */
export async function productionPage(talk: Talk): Promise<PageEnd> {
  for (;;) {
    if (talk.terminal.signal.aborted) return 'quit'
    const end = talk.view().state.mode === 'production' ? await inProduction(talk) : await beforeProduction(talk)
    if (end !== 'stay') return end
  }
}

/** What other steps still lack; this step's own questions come right below. */
const openSteps = (view: SetupView) => view.steps.filter(({ step, missing }) => step !== 'production' && missing.length > 0)

async function beforeProduction(talk: Talk): Promise<PageEnd | 'stay'> {
  const { production: texts } = talk.texts
  const view = talk.view()
  checklist(talk, view)
  const open = openSteps(view)
  talk.say(...texts.change)
  const first = open[0]
  const go = (step: SetupStep): string => say(texts.goTo, { number: numberOf(view, step), title: talk.words.steps[step].title })
  const choice = await talk.menu<SetupStep | 'switch' | 'later'>([
    ...(first ? open.map(({ step }) => [step, go(step)] as const) : [['switch', texts.switch] as const]),
    ['later', texts.later],
  ])
  if (isAway(choice)) return choice
  if (choice === 'later') return 'quit'
  if (choice !== 'switch') return { to: choice }
  return toProduction(talk)
}

async function toProduction(talk: Talk): Promise<'stay' | Away | { to: SetupStep }> {
  const { production: texts } = talk.texts
  const { surface, terminal } = talk
  const { state } = talk.view()
  const { entries, account } = state
  const by = await talk.ask({
    kind: 'text',
    label: texts.by,
    required: true,
    present: entries.production.by || knownPerson(state),
  })
  if (by === 'back') return 'stay'
  if (isAway(by)) return by
  await talk.attempt(() => surface.enter(changeAt(talk.view().state.entries, 'production.by', by.value)))
  if (!talk.view().trial) {
    // Typed, never offered: it is the last moment to notice that this is another company.
    const label = say(texts.companyName, { name: account?.companyName ?? '' })
    const name = await talk.ask({ kind: 'text', label, required: true })
    if (name === 'back') return 'stay'
    if (isAway(name)) return name
    await talk.attempt(() => surface.enter(changeAt(talk.view().state.entries, 'production.companyName', name.value)))
    const differs = talk.view().steps.find(({ step }) => step === 'production')?.missing ?? []
    if (differs.length > 0) {
      talk.missing(differs)
      return 'stay'
    }
  }
  const sure = await talk.sure(texts.sure)
  if (sure === 'back' || sure === false) return 'stay'
  if (isAway(sure)) return sure
  talk.say(texts.switching)
  const missing = await talk.attempt(() => surface.switchMode('production', terminal.signal))
  if (missing === undefined || missing.length > 0) talk.say(talk.tone('bad', texts.refused))
  if (missing && missing.length > 0) return mendRefused(talk, missing)
  return 'stay'
}

/** Each thing that is missing leads to its step. */
async function mendRefused(talk: Talk, missing: readonly Missing[]): Promise<'stay' | Away | { to: SetupStep }> {
  const { production: texts } = talk.texts
  const view = talk.view()
  talk.missing(missing)
  const steps = [...new Set(missing.map(({ step }) => step))].filter((step) => step !== 'production')
  if (steps.length === 0) return 'stay'
  const choice = await talk.menu<SetupStep | 'later'>([
    ...steps.map(
      (step) => [step, say(texts.goTo, { number: numberOf(view, step), title: talk.words.steps[step].title })] as const,
    ),
    ['later', texts.backToList],
  ])
  if (isAway(choice)) return choice
  return choice === 'later' ? 'stay' : { to: choice }
}

const numberOf = (view: SetupView, step: SetupStep): number => view.steps.findIndex((one) => one.step === step) + 1

function checklist(talk: Talk, view: SetupView): void {
  const { production: texts } = talk.texts
  talk.say(
    texts.checklist,
    ...view.steps
      .filter(({ step }) => step !== 'production')
      .flatMap(({ step, missing }, at) => {
        const title = `  ${at + 1}. ${talk.words.steps[step].title}`
        if (missing.length > 0)
          return [`${title}:`, ...missing.map((one) => talk.tone('bad', `     - ${missingText(one, talk)}`))]
        const proof = proofOf(talk, view, step)
        return [`${title}: ${talk.tone('good', texts.done)}${proof === '' ? '' : ` (${proof})`}`]
      }),
  )
  const { trading } = view.state.entries
  if (trading.integrated === 'no') talk.say(talk.tone('warn', talk.texts.registration.toProgrammers))
}

/** What stands behind a done step. */
function proofOf(talk: Talk, { state, testOrders }: SetupView, step: SetupStep): string {
  const { production: texts } = talk.texts
  if (step === 'registration') return state.account?.companyName ?? ''
  if (step === 'computer' || step === 'connection' || step === 'information-system') {
    const at = state.evidence[step]?.at
    return at === undefined ? '' : fullTime(at, talk.language)
  }
  if (step === 'test-orders') {
    const right = testOrders.filter(({ verdict }) => verdict?.right === true)
    return right
      .map((order) => order.erpNumber ?? order.number)
      .slice(0, 5)
      .join(', ')
  }
  if (step === 'operation') return say(texts.interval, { seconds: state.entries.operation.intervalSeconds ?? '' })
  return ''
}

async function inProduction(talk: Talk): Promise<PageEnd | 'stay'> {
  const { production: texts } = talk.texts
  const view = talk.view()
  const { switched } = view.state
  if (switched)
    talk.say(
      talk.tone('good', say(texts.switched, { by: switched.by, time: fullTime(switched.at, talk.language) })),
      ...(switched.modules.length > 0 ? [say(texts.modules, { modules: switched.modules.join(', ') })] : []),
    )
  const { firstDocument } = view
  talk.say(firstDocument ? say(texts.first, { number: firstDocument.number, partner: firstDocument.partner }) : texts.firstWaits)
  const choice = await talk.menu([
    ['finish', texts.finish],
    firstDocument ? undefined : ['wait', texts.wait],
    ['test', texts.toTest],
  ])
  if (isAway(choice)) return choice
  if (choice === 'finish') return 'finished'
  if (choice === 'wait') {
    const stop = talk.client.keepSyncing((problem) => talk.problem(problem))
    const end = await talk.watch({
      hint: texts.waiting,
      news: () => [],
      done: ({ firstDocument: came }) => came !== undefined,
    })
    stop()
    return isAway(end) && end !== 'back' ? end : 'stay'
  }
  talk.say(texts.toTestMeans)
  const sure = await talk.sure(texts.toTestSure)
  if (sure === 'quit' || sure === 'steps') return sure
  if (sure !== true) return 'stay'
  const missing = await talk.attempt(() => talk.surface.switchMode('test', talk.terminal.signal))
  if (missing) talk.missing(missing)
  if (talk.view().state.mode === 'test') talk.say(texts.inTest)
  return 'stay'
}
