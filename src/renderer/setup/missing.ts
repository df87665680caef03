import type { Missing, SetupStep } from '../../shared/setup-state'
import type { SetupView } from '../../shared/setup-view'

/**
 * Where a person mends what is missing: the element with this `data-about`. Without a field of its own it is the thing that
 * the code is about (`not-checked`: the button that runs the check).
 */
export const anchorOf = ({ about, code }: Missing): string => about ?? code

const FOCUSABLE =
  'input:not([disabled]), textarea:not([disabled]), select:not([disabled]), button:not([disabled]), [tabindex="0"]'

/** Puts the focus where something is to be mended; false: that is not on this page. */
export function focusAbout(about: string): boolean {
  const place = document.querySelector<HTMLElement>(`[data-about="${CSS.escape(about)}"]`)
  if (!place) return false
  const control = place.matches(`${FOCUSABLE}, [tabindex]`) ? place : (place.querySelector<HTMLElement>(FOCUSABLE) ?? place)
  control.scrollIntoView({ block: 'center' })
  control.focus({ preventScroll: true })
  return true
}

/**
 * Of what was missing when it was tried: what still is, as it is now. Something that has come up since, elsewhere, is not
 * held against the person before the next try; another fault of the same field is.
 */
export const stillMissing = (tried: readonly Missing[], view: Pick<SetupView, 'steps'>): readonly Missing[] =>
  view.steps
    .flatMap(({ missing }) => missing)
    .filter((now) =>
      tried.some(
        (then) => then.step === now.step && (then.about === undefined ? then.code === now.code : then.about === now.about),
      ),
    )

export const missingOf = (view: Pick<SetupView, 'steps'>, step: SetupStep): readonly Missing[] =>
  view.steps.find((one) => one.step === step)?.missing ?? []

/** Set up half: whoever opens the window wants to go on. A client that works is not in anybody's way. */
export function wantsSetup(status: { state: string }, { state, steps, trial }: SetupView): boolean {
  if (status.state === 'not-set-up' || trial) return true
  const begun = state.purpose === 'company' && state.at !== 'begin' && !state.switched
  return begun && steps.some(({ step, missing }) => step !== 'production' && missing.length > 0)
}
