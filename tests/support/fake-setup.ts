import { missingForProduction, missingIn, newSetup, stepsOf } from '../../src/main/setup/machine'
import type { SetupSurface } from '../../src/main/setup/surface'
import { Failure, type Problem } from '../../src/shared/failure'
import type { SetupState } from '../../src/shared/setup-state'
import type { SetupView } from '../../src/shared/setup-view'
import { scenePreview } from './setup-preview'
import { setupScene } from './setup-scenes'

export interface FakeSetup extends SetupSurface {
  /** What was asked of it, in order. */
  readonly asked: string[]
  setView(change: Partial<SetupView>): void
  /** From now on as if it had been started with this scene. */
  play(scene: string): void
  /** The central side says no to the next switch. */
  refuseSwitch(why: Problem): void
}

/** The view that belongs to a state, for scenes. */
export const viewOf = (state: SetupState, more: Partial<SetupView> = {}): SetupView => ({
  state,
  steps: stepsOf(state).map((step) => ({ step, missing: [...missingIn(state, step)] })),
  findings: [],
  connectors: [],
  secretsKept: [],
  hasKey: false,
  trial: false,
  testOrders: [],
  testAgendas: { possible: ['orders'], withoutPlace: [] },
  removal: state.mode === 'production' ? 'now' : 'in-production',
  autostart: 'possible',
  ...more,
})

/** Setting up without an inside: shows a scene, notes what it is asked. What it does is tested on the real one. */
export function fakeSetup(scene: string | undefined): FakeSetup {
  let view = scene === undefined ? viewOf(newSetup()) : setupScene(scene)
  const asked: string[] = []
  let refusal: Problem | undefined
  const listeners = new Set<(view: SetupView) => void>()
  const setView = (change: Partial<SetupView>): void => {
    view = { ...view, ...change }
    for (const listener of listeners) listener(view)
  }
  const note = (what: string, ...words: unknown[]): void => {
    asked.push([what, ...words.map((word) => (typeof word === 'string' ? word : JSON.stringify(word)))].join(' '))
  }
  const keep = (state: SetupState): void =>
    setView({ state, steps: stepsOf(state).map((step) => ({ step, missing: [...missingIn(state, step)] })) })
  return {
    asked,
    setView,
    play(next) {
      asked.length = 0
      refusal = undefined
      view = setupScene(next)
      setView({})
    },
    refuseSwitch(why) {
      refusal = why
    },
    view: () => view,
    onView(listener) {
      listeners.add(listener)
      listener(view)
      return () => listeners.delete(listener)
    },
    detect: async () => {},
    purpose: async (purpose) => {
      note('purpose', purpose)
      keep({ ...view.state, purpose })
    },
    endTrial: async () => note('endTrial'),
    enter(change) {
      note('enter', change)
      keep({ ...view.state, entries: { ...view.state.entries, ...change } as SetupState['entries'] })
    },
    secret(field, value) {
      note('secret', field)
      const others = view.secretsKept.filter((one) => one !== field)
      setView({ secretsKept: value === '' ? others : [...others, field] })
    },
    move(to) {
      note('move', to)
      const order = stepsOf(view.state)
      const missing = to === 'next' ? missingIn(view.state, view.state.at) : []
      if (missing.length > 0) return missing
      const index = order.indexOf(view.state.at)
      const at = to === 'next' ? order[index + 1] : to === 'back' ? order[index - 1] : to
      if (at !== undefined) keep({ ...view.state, at })
      return []
    },
    async register() {
      note('register')
      return []
    },
    poll: async () => note('poll'),
    activate: async (code) => note('activate', code),
    useKey: async () => note('useKey'),
    check: async (step) => note('check', step),
    report: () => '',
    addAuthority: () => note('addAuthority'),
    forgetAuthority: () => note('forgetAuthority'),
    preview: () => scenePreview(view.state),
    createTestOrders: async (request) => note('testOrders', request),
    verdict(verdict) {
      note('verdict', verdict)
      const { itemId, right, by, note: words } = verdict
      const said = { right, by, at: new Date().toISOString(), ...(words === undefined ? {} : { note: words }) }
      const judged = <T extends { itemId: string }>(one: T): T => (one.itemId === itemId ? { ...one, verdict: said } : one)
      setView({ testOrders: view.testOrders.map(judged) })
      keep({ ...view.state, testOrders: view.state.testOrders.map(judged) })
    },
    testOrderList: () => '',
    async removeTestOrders() {
      note('removeTestOrders')
      return { removed: view.testOrders.filter(({ state }) => state === 'imported').length, kept: [] }
    },
    schedule: async (act) => {
      if (act !== 'look') note('schedule', act)
    },
    async switchMode(mode) {
      note('switch', mode)
      if (refusal) throw new Failure(refusal, { effect: 'nothing', retry: false })
      return mode === 'production' ? missingForProduction(view.state) : []
    },
    surveyPage: () => '<!doctype html><title>-</title>',
  }
}
