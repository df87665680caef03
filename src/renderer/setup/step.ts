import type { ReactElement } from 'react'
import type { Missing } from '../../shared/setup-state'
import type { SetupView } from '../../shared/setup-view'
import type { Ask } from '../ask'

/** What the page of a step is given. It keeps nothing of its own: main has it all. */
export interface StepProps {
  view: SetupView
  ask: Ask
  /** Shown at the fields; empty until leaving the step was tried. */
  missing: readonly Missing[]
}
export type StepPage = (props: StepProps) => ReactElement
