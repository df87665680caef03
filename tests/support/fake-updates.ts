import type { Updates } from '../../src/main/update/updates'
import type { UpdateView } from '../../src/shared/update-state'

/** Updates of which only the state is played. */
export interface FakeUpdates extends Updates {
  play(view: UpdateView): void
}

export function fakeUpdates(): FakeUpdates {
  let view: UpdateView = { kind: 'off', current: '0.1.0', form: 'none', installsItself: false }
  const listeners = new Set<(view: UpdateView) => void>()
  const nothing = async (): Promise<void> => {}
  return {
    play(next) {
      view = next
      for (const listener of listeners) listener(next)
    },
    view: () => view,
    onView(listener) {
      listeners.add(listener)
      listener(view)
      return () => listeners.delete(listener)
    },
    check: nothing,
    checkIfDue: nothing,
    download: nothing,
    install: nothing,
    start: () => {},
    close: nothing,
  }
}
