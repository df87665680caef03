import type { ConnectorForm, SetupField } from '../../../shared/setup-view'
import { connectorTitle } from '../../../shared/texts/connector-title'
import { connectorFields, isFilledIn } from './connector-questions'
import { isPassed, runCheck, showEvidence } from './evidence'
import { runForm } from './form'
import type { PageEnd } from './page'
import { showPreview } from './show-preview'
import { type Away, isAway, say, type Talk } from './talk'

const isMapping = (field: SetupField): boolean => field.name.startsWith('mapping.')
/** Needed, or what decides what else is; the rest has values that hold nearly always, how the way out reads among them. */
const isNeeded = (field: SetupField): boolean =>
  !isMapping(field) &&
  (field.required || field.kind === 'secret' || (field.kind === 'choice' && !field.name.startsWith('reading.')))
const isDetail = (field: SetupField): boolean => !isMapping(field) && !isNeeded(field)

/** Which information system and which way in; its test with evidence; how documents are written, with a sample. */
export async function informationSystemPage(talk: Talk): Promise<PageEnd> {
  const chosen = await choose(talk)
  if (isAway(chosen)) return chosen
  const form = chosen
  const stands = talk.view().state.evidence['information-system']
  if (stands) {
    showEvidence(talk, stands)
  } else if (isFilledIn(talk.view(), form)) {
    await runCheck(talk, 'information-system')
  } else {
    const end = await wayIn(talk, form, true)
    if (isAway(end)) return end
  }
  for (;;) {
    if (talk.terminal.signal.aborted) return 'quit'
    const { informationSystem: texts, check } = talk.texts
    const passed = isPassed(talk.view().state.evidence['information-system'])
    const again = ['again', check.again] as const
    const way = ['way', texts.way] as const
    const choice = await talk.menu([
      passed ? ['next', check.next] : undefined,
      passed ? ['preview', texts.preview] : undefined,
      passed || mayPass(talk) ? again : way,
      passed || mayPass(talk) ? way : again,
      ['mapping', texts.mapping],
      passed ? undefined : ['preview', texts.preview],
      ['report', check.report],
    ])
    if (choice === 'next' || isAway(choice)) return choice
    const end = await act(talk, form, choice)
    if (isAway(end) && end !== 'back') return end
  }
}

/** What failed may be over by itself: the same settings are tried again first. */
const PASSING: readonly string[] = ['is-locked', 'is-closed', 'is-timeout', 'is-no-answer', 'is-try-again']
const mayPass = (talk: Talk): boolean => {
  const failed = talk.view().state.evidence['information-system']?.lines.find((line) => line.status === 'failed')
  return failed === undefined || PASSING.includes(failed.problem?.code ?? '')
}

async function act(
  talk: Talk,
  form: ConnectorForm,
  what: 'preview' | 'again' | 'way' | 'mapping' | 'report',
): Promise<'done' | Away> {
  switch (what) {
    case 'preview':
      await talk.attempt(async () => showPreview(talk, await talk.surface.preview()))
      return 'done'
    case 'again':
      await runCheck(talk, 'information-system')
      return 'done'
    case 'way':
      return wayIn(talk, form, false)
    case 'mapping': {
      const end = await ask(talk, form, isMapping)
      // What was seen with the old settings is no longer true.
      if (end === 'done') await runCheck(talk, 'information-system')
      return end
    }
    case 'report':
      await talk.attempt(() => talk.say('', ...talk.surface.report('information-system', talk.language).split(/\r?\n/), ''))
      return 'done'
  }
}

async function choose(talk: Talk): Promise<ConnectorForm | Away> {
  const view = talk.view()
  const [first, ...others] = view.connectors
  const find = (id: string | undefined) => view.connectors.find((form) => form.id === id)
  let form = find(view.state.entries.connector.id)
  if (!first) return 'back'
  if (!form && others.length === 0) form = first
  if (!form) {
    const id = await talk.menu(
      view.connectors.map((one) => [one.id, connectorTitle(talk.words, one)] as const),
      talk.words.fields.connector,
    )
    if (isAway(id)) return id
    form = find(id) ?? first
  }
  talk.say(say(talk.texts.informationSystem.only, { title: connectorTitle(talk.words, form) }), talk.words.guard[form.guard])
  if (view.state.entries.connector.id !== form.id) talk.surface.enter({ connector: { id: form.id, settings: {} } })
  return form
}

/** How to reach it, and at once whether it is reached. */
async function wayIn(talk: Talk, form: ConnectorForm, isFirst: boolean): Promise<'done' | Away> {
  const { informationSystem: texts } = talk.texts
  const end = await ask(talk, form, isNeeded)
  if (end !== 'done') return end
  for (const [which, question, help] of [
    [isDetail, texts.details, texts.detailsHelp],
    [isMapping, texts.mappingAsk, texts.mappingHelp],
  ] as const) {
    // Later it is a choice of its own.
    if (which === isMapping && !isFirst) continue
    const more = await talk.sure(question, help)
    if (isAway(more)) return more
    if (!more) continue
    const asked = await ask(talk, form, which)
    if (isAway(asked) && asked !== 'back') return asked
  }
  await runCheck(talk, 'information-system')
  return 'done'
}

const ask = (talk: Talk, form: ConnectorForm, which: (field: SetupField) => boolean): Promise<'done' | Away> =>
  runForm(talk, {
    fields: connectorFields(talk, form, which),
    // What is wrong with a connector's settings, its check says.
    missing: () => [],
  })
