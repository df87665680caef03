import { documentName } from '../../../shared/document-name'
import { type SetupView, type TestOrderView, testOrderStages } from '../../../shared/setup-view'
import { problemText } from '../../../shared/texts/problem-text'
import { uiTexts } from '../../../shared/texts/ui'
import { table } from '../table'
import { knownPerson } from './entries'
import { explained } from './evidence'
import { saveFile } from './file'
import type { PageEnd } from './page'
import { type Away, isAway, say, type Talk } from './talk'

type Act = 'next' | 'send' | 'judge' | 'rejudge' | 'retry' | 'wait' | 'list' | 'remove' | 'mend'

/** Test documents through the whole way, and the word of a person who has looked into the information system. */
export async function testOrdersPage(talk: Talk): Promise<PageEnd> {
  for (;;) {
    if (talk.terminal.signal.aborted) return 'quit'
    const view = talk.view()
    if (view.testOrders.length > 0) talk.say(...listing(talk, view))
    const choice = await talk.menu(actsOf(talk, view))
    if (choice === 'next' || isAway(choice)) return choice
    if (choice === 'mend') return { to: 'information-system' }
    const end = await act(talk, choice)
    if (isAway(end) && end !== 'back') return end
  }
}

const isJudgeable = (order: TestOrderView): boolean => order.state === 'imported'
const isStopped = (order: TestOrderView): boolean =>
  order.state !== undefined && ['quarantined', 'rejected', 'unknown', 'skipped'].includes(order.state)
/** Nothing more comes of it by itself. */
const isSettled = (order: TestOrderView): boolean =>
  isStopped(order) || (order.state === 'imported' && (order.reached.reported !== undefined || order.reportState === 'refused'))

function actsOf(talk: Talk, view: SetupView): (readonly [Act, string] | undefined)[] {
  const { testOrders: texts } = talk.texts
  const { testOrders: orders } = view
  const isDone = view.steps.find(({ step }) => step === 'test-orders')?.missing.length === 0
  const toJudge = orders.some((order) => isJudgeable(order) && !order.verdict)
  const inTest = view.state.mode === 'test'
  const send = inTest ? (['send', orders.length === 0 ? texts.send : texts.more] as const) : undefined
  const judge = toJudge ? (['judge', texts.judge] as const) : undefined
  const wait = orders.some((order) => !isSettled(order)) ? (['wait', texts.wait] as const) : undefined
  const retry = orders.some(isStopped) ? (['retry', texts.retry] as const) : undefined
  // The one that leads on comes first: Enter takes it.
  const lead = isDone ? (['next', texts.next] as const) : (judge ?? wait ?? retry ?? send)
  return [
    lead,
    ...[judge, wait, retry, send].filter((one) => one !== lead),
    orders.some((order) => order.verdict) ? ['rejudge', texts.again] : undefined,
    orders.length > 0 && !isDone ? ['mend', texts.mend] : undefined,
    orders.length > 0 ? ['list', texts.list] : undefined,
    view.removal === 'now' && removable(view) > 0 ? ['remove', texts.remove] : undefined,
  ]
}

const removable = ({ testOrders }: SetupView): number =>
  testOrders.filter((order) => order.state === 'imported' && order.removedAt === undefined).length

/** Deletes them in the information system, after one question. */
async function remove(talk: Talk): Promise<'done' | Away> {
  const { testOrders: texts } = talk.texts
  const label = say(texts.removeAsk, { count: removable(talk.view()) })
  const yes = await talk.ask({ kind: 'yes-no', label, required: true, present: false })
  if (isAway(yes)) return yes
  if (yes.value !== true) return 'done'
  const result = await talk.attempt(() => talk.surface.removeTestOrders(talk.terminal.signal))
  if (!result) return 'done'
  talk.say(say(texts.removed, { count: result.removed }))
  for (const { itemId, problem } of result.kept)
    talk.say(say(texts.notRemoved, { itemId, what: problemText(talk.language, problem).what }))
  return 'done'
}

async function act(talk: Talk, what: Exclude<Act, 'next' | 'mend'>): Promise<'done' | Away> {
  switch (what) {
    case 'send':
      return send(talk)
    case 'wait':
      return follow(talk, talk.view().testOrders)
    case 'judge':
      return judge(
        talk,
        talk.view().testOrders.filter((order) => isJudgeable(order) && !order.verdict),
      )
    case 'rejudge':
      return judge(
        talk,
        talk.view().testOrders.filter((order) => isJudgeable(order) && order.verdict !== undefined),
      )
    case 'retry': {
      const before = talk.view().testOrders
      for (const order of talk.view().testOrders.filter(isStopped))
        await talk.attempt(() => talk.client.retryDocument(order.itemId))
      return follow(talk, before)
    }
    case 'remove':
      return remove(talk)
    case 'list':
      return saveFile(talk, 'test-orders', () => talk.surface.testOrderList(talk.language))
  }
}

async function send(talk: Talk): Promise<'done' | Away> {
  const { testOrders: texts } = talk.texts
  const count = await talk.ask({
    kind: 'number',
    label: texts.count,
    help: texts.countHelp,
    required: true,
    present: 1,
    minimum: 1,
    maximum: 20,
  })
  if (isAway(count)) return count
  const scenario = await talk.menu(
    [
      ['mixed', texts.mixed],
      ['simple', texts.simple],
    ],
    texts.scenario,
  )
  if (isAway(scenario)) return scenario
  const before = talk.view().testOrders
  const sent = await talk.attempt(async () => {
    // All that can go the whole way: in the terminal nobody is asked which.
    const agendas = [...talk.view().testAgendas.possible]
    await talk.surface.createTestOrders({ count: Number(count.value), scenario, agendas }, talk.terminal.signal)
    return true
  })
  if (!sent) return 'done'
  talk.say(texts.sent)
  return follow(talk, before)
}

/** Says each stage of each order as it is reached, until all have come to their end. `known`: what has been shown already. */
async function follow(talk: Talk, known: readonly TestOrderView[]): Promise<'done' | Away> {
  const { testOrders: texts } = talk.texts
  const news = newsOf(talk)
  news(known)
  const stop = talk.client.keepSyncing((problem) => talk.problem(problem))
  const end = await talk.watch({
    hint: texts.waiting,
    news: (view) => news(view.testOrders),
    done: ({ testOrders }) => testOrders.every(isSettled),
  })
  stop()
  if (isAway(end)) return end
  if (end === 'done') {
    const stopped = talk.view().testOrders.filter(isStopped).length
    talk.say(stopped === 0 ? texts.finished : say(texts.finishedSome, { count: stopped }))
  }
  return 'done'
}

/** What has happened to the orders since it was last asked, a line for each. The first time: since they were created. */
export function newsOf(
  talk: Pick<Talk, 'texts' | 'words' | 'language' | 'tone'>,
): (orders: readonly TestOrderView[]) => string[] {
  const said = new Map<string, string>()
  const once = (key: string, line: string): string[] => {
    if (said.get(key) === line) return []
    said.set(key, line)
    return [line]
  }
  return (orders) => {
    const { testOrders: texts } = talk.texts
    return orders.flatMap((order) => {
      const document = documentName(order, uiTexts[talk.language])
      const stages = testOrderStages
        .filter((stage) => order.reached[stage] !== undefined)
        .flatMap((stage) => {
          const words = { document, stage: talk.words.stages[stage], erpNumber: order.erpNumber ?? '' }
          return once(
            `${order.itemId} ${stage} ${order.reached[stage]}`,
            say(stage === 'recorded' && order.erpNumber ? texts.recorded : texts.stage, words),
          )
        })
      const { problem } = order
      const stopped = problem
        ? once(
            `${order.itemId} problem`,
            talk.tone('bad', say(texts.stopped, { document, what: problemText(talk.language, problem).what })),
          )
        : []
      if (!problem) said.delete(`${order.itemId} problem`)
      return [...stages, ...stopped]
    })
  }
}

function listing(talk: Talk, { testOrders }: SetupView): string[] {
  const { testOrders: texts } = talk.texts
  const { columns } = texts
  const stageOf = (order: TestOrderView): string => {
    const last = testOrderStages.filter((stage) => order.reached[stage] !== undefined).at(-1) ?? 'created'
    return isStopped(order) ? texts.stoppedShort : talk.words.stages[last]
  }
  const verdictOf = ({ verdict }: TestOrderView): string =>
    verdict === undefined
      ? ''
      : say(verdict.right ? texts.verdictRight : texts.verdictWrong, { by: verdict.by, note: verdict.note ?? '' })
  const nameOf = (order: TestOrderView): string => documentName(order, uiTexts[talk.language])
  const rows = testOrders.map((order) => [nameOf(order), stageOf(order), order.erpNumber ?? '', verdictOf(order)])
  const why = testOrders.flatMap((order) => {
    if (!order.problem || !isStopped(order)) return []
    const [what = '', ...more] = explained(order.problem, talk.language)
    return [talk.tone('bad', say(texts.stopped, { document: nameOf(order), what: what.trim() })), ...more]
  })
  return [
    ...table(
      [{ title: columns.number }, { title: columns.stage }, { title: columns.erpNumber }, { title: columns.verdict, most: 60 }],
      rows,
    ),
    ...why,
  ]
}

async function judge(talk: Talk, orders: readonly TestOrderView[]): Promise<'done' | Away> {
  const { testOrders: texts } = talk.texts
  if (orders.length === 0) {
    talk.say(texts.noneToJudge)
    return 'done'
  }
  const by = await talk.ask({
    kind: 'text',
    label: texts.by,
    required: true,
    present: knownPerson(talk.view().state),
  })
  if (isAway(by)) return by
  for (const order of orders) {
    const words = { document: documentName(order, uiTexts[talk.language]), erpNumber: order.erpNumber ?? '' }
    const right = await talk.ask({
      kind: 'yes-no',
      label: say(order.erpNumber ? texts.right : texts.rightNoNumber, words),
      help: texts.rightHelp,
      // Looked at, not waved through: Enter alone is no answer.
      required: true,
    })
    if (isAway(right)) return right
    const verdict = { itemId: order.itemId, right: right.value === true, by: String(by.value) }
    if (verdict.right) {
      await talk.attempt(() => talk.surface.verdict(verdict))
      talk.say(talk.tone('good', texts.seen))
      continue
    }
    const note = await talk.ask({ kind: 'text', label: texts.what, required: true, most: 4000 })
    if (isAway(note)) return note
    await talk.attempt(() => talk.surface.verdict({ ...verdict, note: String(note.value) }))
    talk.say(talk.tone('warn', texts.seenWrong))
  }
  return 'done'
}
